//! Version numbers: what two of them promise, and which one to write.

use std::cmp::Ordering;

use semver::{BuildMetadata, Prerelease, Version};

use super::Step;

/// Returns the step from one version to the other, if the other is later. What is not released yet
/// promises nothing: from a draft, and before 1.0.0 with one number less, everything may change.
pub fn declared(old: &Version, new: &Version) -> Option<Step> {
    if new.cmp_precedence(old) != Ordering::Greater {
        return None;
    }
    if !old.pre.is_empty() || new.major > old.major {
        return Some(Step::Major);
    }
    let step = if new.minor > old.minor { Step::Minor } else { Step::Patch };
    Some(if old.major == 0 { one_more(step) } else { step })
}

fn one_more(step: Step) -> Step {
    if step == Step::Patch { Step::Minor } else { Step::Major }
}

/// Returns the least version that is enough for a step.
pub fn least(old: &Version, step: Step) -> Version {
    let mut version = old.clone();
    version.build = BuildMetadata::EMPTY;
    if !old.pre.is_empty() {
        version.pre = Prerelease::EMPTY;
        return if step == Step::None { old.clone() } else { version };
    }
    let numbers = match (step, old.major) {
        (Step::None, _) => (old.major, old.minor, old.patch),
        (Step::Major, 1..) => (old.major + 1, 0, 0),
        (Step::Major, 0) | (Step::Minor, 1..) => (old.major, old.minor + 1, 0),
        (Step::Minor, 0) | (Step::Patch, _) => (old.major, old.minor, old.patch + 1),
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
            ("1.0.0", "1.0.1", Some(Step::Patch)),
            ("1.9.9", "1.10.0", Some(Step::Minor)),
            ("1.2.3", "2.0.0-draft.1", Some(Step::Major)),
            ("1.0.0", "1.0.1-draft.1", Some(Step::Patch)),
            ("2.0.0-draft.1", "2.0.0-draft.2", Some(Step::Major)),
            ("2.0.0-draft.2", "2.0.0", Some(Step::Major)),
            ("2.0.0", "2.0.0-draft.1", None),
            ("2.0.0-draft.10", "2.0.0-draft.9", None),
            ("1.0.0", "1.0.0", None),
            ("1.0.0", "1.0.0+print.2", None),
            ("1.2.0", "1.1.9", None),
            ("0.1.0", "0.1.1", Some(Step::Minor)),
            ("0.1.0", "0.2.0", Some(Step::Major)),
        ] {
            assert_eq!(declared(&version(old), &version(new)), step, "{old} to {new}");
        }
    }

    #[test]
    fn the_least_version_declares_its_step_and_the_one_below_does_not() {
        for old in ["1.2.3", "0.3.1", "2.0.0-draft.1", "1.0.0+print"] {
            let old = version(old);
            for step in [Step::Patch, Step::Minor, Step::Major] {
                let least = least(&old, step);
                assert!(declared(&old, &least).is_some_and(|declared| declared >= step), "{old} {step:?}");
            }
            assert_eq!(least(&old, Step::None).cmp_precedence(&old), Ordering::Equal);
        }
        assert_eq!(least(&version("1.2.3"), Step::Major), version("2.0.0"));
        assert_eq!(least(&version("1.2.3"), Step::Minor), version("1.3.0"));
        assert_eq!(least(&version("1.2.3"), Step::Patch), version("1.2.4"));
        assert_eq!(least(&version("2.0.0-draft.1"), Step::Minor), version("2.0.0"));
    }
}
