//! Writes the changes between two editions as JSON.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answers::Edition;
use crate::diff::{Change, Diff, Example, Sampled};
use crate::export::json::Fingerprint;

/// Writes the changes as JSON.
pub fn diff_document(diff: &Diff, sampled: Option<&Sampled>) -> String {
    let document = DiffDocument {
        format: 1,
        kind: "safelight-diff",
        old: EditionOf::of(&diff.old, &diff.old_fingerprint),
        new: EditionOf::of(&diff.new, &diff.new_fingerprint),
        same_questionnaire: diff.is_same_questionnaire(),
        needed: diff.needed.id(),
        declared: diff.declared.map(|step| step.id()),
        enough: diff.is_enough(),
        least_version: diff.write.to_string(),
        changes: diff.changes.iter().map(ChangeOf::of).collect(),
        problems: diff
            .problems
            .iter()
            .map(|problem| ProblemOf { id: &problem.about, message: &problem.message, help: &problem.help })
            .collect(),
        old_answers_can_be_scored: diff.hindrances().next().is_none(),
        results_comparable: diff.incomparable().next().is_none(),
        sample: sampled.map(|sampled| SampleOf {
            patterns: sampled.patterns,
            changed: sampled.changed,
            examples: sampled.examples.iter().map(ExampleOf::of).collect(),
        }),
    };
    let mut json = serde_json::to_string_pretty(&document).expect("it has only text keys");
    json.push('\n');
    json
}

#[derive(Serialize)]
struct DiffDocument<'d> {
    format: u32,
    kind: &'static str,
    old: EditionOf<'d>,
    new: EditionOf<'d>,
    same_questionnaire: bool,
    needed: &'static str,
    declared: Option<&'static str>,
    enough: bool,
    least_version: String,
    changes: Vec<ChangeOf<'d>>,
    problems: Vec<ProblemOf<'d>>,
    old_answers_can_be_scored: bool,
    results_comparable: bool,
    sample: Option<SampleOf<'d>>,
}

#[derive(Serialize)]
struct EditionOf<'d> {
    id: &'d str,
    version: &'d str,
    fingerprint: Fingerprint<'d>,
}

impl<'d> EditionOf<'d> {
    fn of(edition: &'d Edition, fingerprint: &'d crate::questionnaire::Fingerprint) -> Self {
        EditionOf { id: &edition.id, version: &edition.version, fingerprint: Fingerprint::from(fingerprint) }
    }
}

#[derive(Serialize)]
struct ChangeOf<'d> {
    kind: &'static str,
    id: &'d str,
    what: &'d str,
    old: Option<&'d str>,
    new: Option<&'d str>,
    /// What differs where people may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    unseen: Option<String>,
    touches: Vec<&'static str>,
    step: &'static str,
    row: &'static str,
    why: &'static str,
    order_effects: bool,
}

impl<'d> ChangeOf<'d> {
    fn of(change: &'d Change) -> Self {
        ChangeOf {
            kind: change.about.kind.id(),
            id: &change.about.id,
            what: &change.what,
            old: change.old.as_deref(),
            new: change.new.as_deref(),
            unseen: change.unseen(),
            touches: change.touched.ids(),
            step: change.kind.step().id(),
            row: change.kind.id(),
            why: change.kind.why(),
            order_effects: change.kind.has_order_effects(),
        }
    }
}

#[derive(Serialize)]
struct ProblemOf<'d> {
    id: &'d str,
    message: &'d str,
    help: &'d str,
}

#[derive(Serialize)]
struct SampleOf<'d> {
    patterns: usize,
    changed: usize,
    examples: Vec<ExampleOf<'d>>,
}

#[derive(Serialize)]
struct ExampleOf<'d> {
    kind: &'static str,
    id: &'d str,
    patterns: usize,
    old: &'d str,
    new: &'d str,
    answers: BTreeMap<&'d str, &'d str>,
    context: BTreeMap<&'d str, &'d str>,
}

impl<'d> ExampleOf<'d> {
    fn of(example: &'d Example) -> Self {
        let pairs = |pairs: &'d [(String, String)]| {
            pairs.iter().map(|(id, value)| (id.as_str(), value.as_str())).collect()
        };
        ExampleOf {
            kind: example.about.kind.id(),
            id: &example.about.id,
            patterns: example.count,
            old: &example.old,
            new: &example.new,
            answers: pairs(&example.answers),
            context: pairs(&example.context),
        }
    }
}
