//! Version numbers: what two of them promise, and which one to write.

use std::cmp::Ordering;

use semver::{BuildMetadata, Prerelease, Version};

use crate::questionnaire::elements::VersionStep;

/// Returns the step from one version to the other, if the other is later. What is not released yet
/// promises nothing: from a draft, and before 1.0.0 with one number less, everything may change.
pub fn declared(old: &Version, new: &Version) -> Option<VersionStep> {
    if new.cmp_precedence(old) != Ordering::Greater {
        return None;
    }
    if !old.pre.is_empty() || new.major > old.major {
        return Some(VersionStep::Major);
    }
    let step = if new.minor > old.minor { VersionStep::Minor } else { VersionStep::Patch };
    Some(if old.major == 0 { one_more(step) } else { step })
}

fn one_more(step: VersionStep) -> VersionStep {
    if step == VersionStep::Patch { VersionStep::Minor } else { VersionStep::Major }
}

/// Returns the least version that is enough for a step.
pub fn least(old: &Version, step: VersionStep) -> Version {
    let mut version = old.clone();
    version.build = BuildMetadata::EMPTY;
    if !old.pre.is_empty() {
        version.pre = Prerelease::EMPTY;
        return if step == VersionStep::None { old.clone() } else { version };
    }
    let numbers = match (step, old.major) {
        (VersionStep::None, _) => (old.major, old.minor, old.patch),
        (VersionStep::Major, 1..) => (old.major + 1, 0, 0),
        (VersionStep::Major, 0) | (VersionStep::Minor, 1..) => (old.major, old.minor + 1, 0),
        (VersionStep::Minor, 0) | (VersionStep::Patch, _) => (old.major, old.minor, old.patch + 1),
    };
    (version.major, version.minor, version.patch) = numbers;
    version
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn a_version_declares_a_step() {
        for (old, new, step) in [
            ("1.0.0", "1.0.1", Some(VersionStep::Patch)),
            ("1.9.9", "1.10.0", Some(VersionStep::Minor)),
            ("1.2.3", "2.0.0-draft.1", Some(VersionStep::Major)),
            ("1.0.0", "1.0.1-draft.1", Some(VersionStep::Patch)),
            ("2.0.0-draft.1", "2.0.0-draft.2", Some(VersionStep::Major)),
            ("2.0.0-draft.2", "2.0.0", Some(VersionStep::Major)),
            ("2.0.0", "2.0.0-draft.1", None),
            ("2.0.0-draft.10", "2.0.0-draft.9", None),
            ("1.0.0", "1.0.0", None),
            ("1.0.0", "1.0.0+print.2", None),
            ("1.2.0", "1.1.9", None),
            ("0.1.0", "0.1.1", Some(VersionStep::Minor)),
            ("0.1.0", "0.2.0", Some(VersionStep::Major)),
        ] {
            assert_eq!(declared(&version(old), &version(new)), step, "{old} to {new}");
        }
    }

    #[test]
    fn the_least_version_declares_its_step_and_the_one_below_does_not() {
        for old in ["1.2.3", "0.3.1", "2.0.0-draft.1", "1.0.0+print"] {
            let old = version(old);
            for step in [VersionStep::Patch, VersionStep::Minor, VersionStep::Major] {
                let least = least(&old, step);
                assert!(declared(&old, &least).is_some_and(|declared| declared >= step), "{old} {step:?}");
            }
            assert_eq!(least(&old, VersionStep::None).cmp_precedence(&old), Ordering::Equal);
        }
        assert_eq!(least(&version("1.2.3"), VersionStep::Major), version("2.0.0"));
        assert_eq!(least(&version("1.2.3"), VersionStep::Minor), version("1.3.0"));
        assert_eq!(least(&version("1.2.3"), VersionStep::Patch), version("1.2.4"));
        assert_eq!(least(&version("2.0.0-draft.1"), VersionStep::Minor), version("2.0.0"));
    }
}
