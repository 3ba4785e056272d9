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
