//! The changes between two editions.

use serde::{Deserialize, Serialize};

use super::wire::{FormatVersion, Ordered};
use crate::answers::Edition;
use crate::diff::{Change, Diff, Problem, Sampled, SampledDifference, TranslationChange};
use crate::questionnaire::elements::VersionStep;
use crate::questionnaire::{ElementKind, Fingerprint};

/// The version of this format.
pub const FORMAT: u32 = 1;

/// The changes as they are written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    test,
    derive(schemars::JsonSchema),
    schemars(title = "Safelight changes between two editions, format 1")
)]
pub struct DiffDocument {
    format: FormatVersion<FORMAT>,
    kind: DiffKind,
    old: EditionOf,
    new: EditionOf,
    /// Whether both are editions of one questionnaire.
    same_questionnaire: bool,
    /// The step that the changes need.
    needed: VersionStep,
    /// The step that the version numbers declare; nothing if the new one is not later.
    declared: Option<VersionStep>,
    /// Whether that is enough.
    enough: bool,
    /// The least version that is enough.
    #[cfg_attr(test, schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+([-+].+)?$")))]
    least_version: String,
    changes: Vec<ChangeOf>,
    /// What changed in translations.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    translations: Vec<TranslationChangeOf>,
    /// What has to be put right.
    problems: Vec<Problem>,
    old_answers_can_be_scored: bool,
    results_comparable: bool,
    /// What came of random answers, if any were tried.
    sample: Option<SampleOf>,
}

/// The kind of a document of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum DiffKind {
    /// Of two editions.
    #[serde(rename = "safelight-diff")]
    Diff,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EditionOf {
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$")))]
    id: String,
    #[cfg_attr(test, schemars(regex(pattern = r"^[0-9]+\.[0-9]+\.[0-9]+([-+].+)?$")))]
    version: String,
    fingerprint: Fingerprint,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ChangeOf {
    kind: ElementKind,
    /// Its id in the new edition, where it is still there.
    id: String,
    /// What of it changed, in plain words.
    what: String,
    old: Option<String>,
    new: Option<String>,
    /// What differs where people may not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unseen: Option<String>,
    /// Which fingerprints it touches.
    #[cfg_attr(
        test,
        schemars(inner(regex(pattern = "^(structure|scoring|wording)$")), extend("uniqueItems" = true))
    )]
    touches: Vec<String>,
    step: VersionStep,
    /// Which row of the table of changes it is.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z]+(-[a-z]+)*$")))]
    row: String,
    why: String,
    /// Whether it can change how questions are heard that come after it.
    order_effects: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct TranslationChangeOf {
    /// The tag of its language.
    language: String,
    /// The address of the text, or the id of the number by language; empty where it is all of it.
    of: String,
    /// What of it changed, in plain words.
    what: String,
    old: Option<String>,
    new: Option<String>,
    step: VersionStep,
    /// Which kind of change it is.
    #[cfg_attr(test, schemars(regex(pattern = "^[a-z]+(-[a-z]+)*$")))]
    row: String,
    why: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SampleOf {
    /// How many patterns of answers were tried.
    patterns: usize,
    /// How many of them come to another level, action or stop.
    changed: usize,
    examples: Vec<ExampleOf>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ExampleOf {
    kind: ElementKind,
    id: String,
    /// For how many patterns it differs.
    patterns: usize,
    old: String,
    new: String,
    /// Question and answer, of nobody.
    answers: Ordered<String>,
    context: Ordered<String>,
}

impl DiffDocument {
    /// Returns the changes, and what came of random answers.
    pub fn of(diff: &Diff, sampled: Option<&Sampled>) -> Self {
        DiffDocument {
            format: FormatVersion,
            kind: DiffKind::Diff,
            old: EditionOf::of(&diff.old, &diff.old_fingerprint),
            new: EditionOf::of(&diff.new, &diff.new_fingerprint),
            same_questionnaire: diff.is_same_questionnaire(),
            needed: diff.needed,
            declared: diff.declared,
            enough: diff.is_enough(),
            least_version: diff.write.to_string(),
            changes: diff.changes.iter().map(ChangeOf::of).collect(),
            translations: diff.translations.iter().map(TranslationChangeOf::of).collect(),
            problems: diff.problems.clone(),
            old_answers_can_be_scored: diff.hindrances().next().is_none(),
            results_comparable: diff.incomparable().next().is_none(),
            sample: sampled.map(|sampled| SampleOf {
                patterns: sampled.patterns,
                changed: sampled.changed,
                examples: sampled.examples.iter().map(ExampleOf::of).collect(),
            }),
        }
    }
}

impl EditionOf {
    fn of(edition: &Edition, fingerprint: &Fingerprint) -> Self {
        EditionOf {
            id: edition.id.clone(),
            version: edition.version.clone(),
            fingerprint: fingerprint.clone(),
        }
    }
}

impl ChangeOf {
    fn of(change: &Change) -> Self {
        ChangeOf {
            kind: change.about.kind,
            id: change.about.id.clone(),
            what: change.what.clone(),
            old: change.old.clone(),
            new: change.new.clone(),
            unseen: change.unseen(),
            touches: change.touched.ids().into_iter().map(str::to_owned).collect(),
            step: change.kind.step(),
            row: change.kind.id().to_owned(),
            why: change.kind.why().to_owned(),
            order_effects: change.kind.has_order_effects(),
        }
    }
}

impl TranslationChangeOf {
    fn of(change: &TranslationChange) -> Self {
        TranslationChangeOf {
            language: change.language.clone(),
            of: change.of.clone(),
            what: change.what.clone(),
            old: change.old.clone(),
            new: change.new.clone(),
            step: change.kind.step(),
            row: change.kind.id().to_owned(),
            why: change.kind.why().to_owned(),
        }
    }
}

impl ExampleOf {
    fn of(example: &SampledDifference) -> Self {
        ExampleOf {
            kind: example.about.kind,
            id: example.about.id.clone(),
            patterns: example.count,
            old: example.old.clone(),
            new: example.new.clone(),
            answers: Ordered(example.answers.clone()),
            context: Ordered(example.context.clone()),
        }
    }
}
