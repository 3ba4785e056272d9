//! A record scored again: whether its own edition still gives what is written, and what another edition
//! gives for the same answers. The record is read only. What is compared is the whole result with its
//! words; what came from elsewhere (agency, consent, services, the law of a place) is covered by the seal.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::{Carried, Diff, carry, dependencies};
use crate::questionnaire::{ElementId, ElementKind, Fingerprint, Questionnaire};
use crate::records::{
    FormatVersion, OtherResult, ReadRecord, RecordDifference, RescoreDocument, RescoreKind, ResultDocument,
    SameEdition, Tree, WhichRecord, WithOther, written,
};
use crate::report::{Findings, Offers, build};
use crate::scoring::{Assessment, Case, assess};

/// A record scored again with its own edition.
pub struct Rescored<'r> {
    /// The record.
    pub record: &'r ReadRecord,
    /// Its case.
    pub case: Case<'r>,
    /// What follows from it.
    pub assessment: Assessment,
    /// The fingerprints of the edition that was used.
    pub fingerprint: Fingerprint,
    /// Everything that is written otherwise.
    pub differences: Vec<RecordDifference>,
}

/// The same answers scored with another edition.
pub struct Other<'r> {
    /// What changed between the editions.
    pub diff: &'r Diff,
    /// The answers in the other edition, and what could not be carried over.
    pub carried: Carried<'r>,
    /// What follows from them.
    pub assessment: Assessment,
    /// The fingerprints of the other edition.
    pub fingerprint: Fingerprint,
    /// Every result that is another one.
    pub results: Vec<OtherResult>,
}

/// Where a record holds lists of things: the key by which each thing is named, what it is, and the keys, at any
/// depth of it, that hold words of the edition. All other keys are its answers and results.
const LISTS: [(&str, &str, ElementKind, &[&str]); 9] = [
    ("context", "id", ElementKind::Context, &["label"]),
    ("answers", "question", ElementKind::Question, &["asked", "shown"]),
    ("indicators", "id", ElementKind::Indicator, &["label", "evidence", "source"]),
    ("scores", "id", ElementKind::Score, &["label", "published_reason", "published_source"]),
    (
        "outcomes",
        "id",
        ElementKind::Outcome,
        &["label", "in_note", "no_contact", "next", "says", "does", "because", "points"],
    ),
    ("open_questions", "question", ElementKind::Question, &["asked"]),
    ("open_contexts", "id", ElementKind::Context, &["label"]),
    (
        "actions",
        "id",
        ElementKind::Action,
        &["label", "in_note", "no_contact", "because", "source", "evidence"],
    ),
    ("next", "questionnaire", ElementKind::Next, &["because"]),
];

/// Keys of the record that are compared as they are; `validation` is words of the edition.
const WHOLE: [&str; 5] = ["statement", "stopped", "validation", "safety_plan", "not_applicable"];

/// What may repeat an answer and is never shown.
const PRIVATE: [&str; 7] = ["value", "words", "shown", "evidence", "note", "state", "judged"];

/// What depends on a place, on what was said afterwards or on another questionnaire, and not on the answers.
const ELSEWHERE: &[&str] = &["law", "response", "title"];

/// Scores a record again with its own edition.
pub fn differences<'r>(record: &'r ReadRecord, case: Case<'r>) -> Rescored<'r> {
    let assessment = assess(&case);
    let computed = computed(record, &case, &assessment);
    let fingerprint = case.questionnaire.fingerprint().clone();
    // Other words are no surprise where the words are known to be others.
    let same_words = fingerprint.wording == record.record.questionnaire.fingerprint.wording;
    let mut differences = Vec::new();
    for (list, key, kind, words) in LISTS {
        let left_out = [ELSEWHERE, if same_words { &[] } else { words }].concat();
        let of = |tree: &Tree| tree.get(list).map(|members| members.without(&left_out));
        lists(kind, list, key, (of(&record.written), of(&computed)), &mut differences);
    }
    let head = ElementId::new(ElementKind::Questionnaire, "");
    for key in WHOLE.into_iter().filter(|key| same_words || *key != "validation") {
        compare(&head, key, (record.written.get(key), computed.get(key)), &mut differences);
    }
    for key in ["title", "language"].into_iter().filter(|_| same_words) {
        let of = |tree: &'_ Tree| tree.get("questionnaire").and_then(|head| head.get(key)).cloned();
        let (written, computed) = (of(&record.written), of(&computed));
        compare(&head, key, (written.as_ref(), computed.as_ref()), &mut differences);
    }
    Rescored { record, case, assessment, fingerprint, differences }
}

/// Returns the record as it would be written now.
fn computed(record: &ReadRecord, case: &Case<'_>, assessment: &Assessment) -> Tree {
    let computed = build(&Findings {
        case,
        assessment,
        notes: &record.notes,
        reworded: &record.reworded,
        answered_alone: &record.answered_alone,
        alone: None,
        seen: &record.seen,
        languages: &record.languages,
        held: None,
        gates: Vec::new(),
        interpreters: &[],
        spoken: None,
        services_looked_at: false,
        consent: None,
        stopped_early: false,
        date: record.record.date.0,
        tool_version: &record.record.tool.version,
        agency: None,
        worker: None,
        case_reference: None,
        again: None,
        jurisdiction: None,
        offers: &Offers::default(),
        responses: &BTreeMap::new(),
        next_contact: None,
        releases: &[],
    });
    Tree::read(&written(&computed)).expect("a record of ours is JSON")
}

fn lists(
    kind: ElementKind,
    list: &str,
    key: &str,
    (written, computed): (Option<Tree>, Option<Tree>),
    found: &mut Vec<RecordDifference>,
) {
    let named = |tree: Option<Tree>| -> Vec<(String, Tree)> {
        let members = tree.as_ref().map(Tree::members).unwrap_or_default().iter();
        let id = |member: &Tree| member.get(key).and_then(Tree::text).unwrap_or_default().to_owned();
        members.map(|member| (id(member), member.clone())).collect()
    };
    let (written, computed) = (named(written), named(computed));
    let ids = |list: &[(String, Tree)]| list.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>();
    if ids(&written) != ids(&computed) {
        let shown = |list: &[(String, Tree)]| Some(ids(list).join(", "));
        found.push(RecordDifference {
            about: ElementId::new(ElementKind::Questionnaire, ""),
            key: list.to_owned(),
            written: shown(&written),
            computed: shown(&computed),
        });
    }
    let mut left = computed;
    for (id, written) in written {
        // One questionnaire may follow for several reasons, so each row is taken once.
        let Some(at) = left.iter().position(|(other, _)| *other == id) else { continue };
        let (_, computed) = left.remove(at);
        object(&ElementId::new(kind, id), (&written, &computed), found);
    }
}

fn object(about: &ElementId, (written, computed): (&Tree, &Tree), found: &mut Vec<RecordDifference>) {
    let keys = |tree: &Tree| match tree {
        Tree::Object(entries) => entries.iter().map(|(key, _)| key.clone()).collect(),
        _ => BTreeSet::new(),
    };
    for key in keys(written).union(&keys(computed)) {
        compare(about, key, (written.get(key), computed.get(key)), found);
    }
}

fn compare(
    about: &ElementId,
    key: &str,
    (written, computed): (Option<&Tree>, Option<&Tree>),
    found: &mut Vec<RecordDifference>,
) {
    if written == computed {
        return;
    }
    let shown = |tree: Option<&Tree>| tree.filter(|_| !PRIVATE.contains(&key)).map(Tree::shown);
    found.push(RecordDifference {
        about: about.clone(),
        key: key.to_owned(),
        written: shown(written),
        computed: shown(computed),
    });
}

impl Rescored<'_> {
    /// Returns which fingerprints are those that the record names.
    pub fn same_edition(&self) -> SameEdition {
        let (named, used) = (&self.record.record.questionnaire.fingerprint, &self.fingerprint);
        SameEdition {
            structure: named.structure == used.structure,
            scoring: named.scoring == used.scoring,
            wording: named.wording == used.wording,
        }
    }

    /// Returns what came of it, for other programs.
    pub fn document(&self, other: Option<&Other<'_>>) -> RescoreDocument {
        let record = &self.record.record;
        RescoreDocument {
            format: FormatVersion,
            kind: RescoreKind::Rescore,
            record: WhichRecord {
                questionnaire: record.questionnaire.id.clone(),
                version: record.questionnaire.version.clone(),
                date: record.date,
                tool_version: record.tool.version.clone(),
            },
            seal_fits: self.record.is_sealed,
            same_edition: self.same_edition(),
            differences: self.differences.clone(),
            result: ResultDocument::with(&self.case, &self.assessment, self.fingerprint.clone()),
            with: other.map(Other::document),
        }
    }
}

impl Other<'_> {
    fn document(&self) -> WithOther {
        WithOther {
            results_comparable: self.diff.incomparable().next().is_none(),
            not_carried_over: self.carried.left.clone(),
            renamed: self.carried.renamed.clone(),
            differences: self.results.clone(),
            result: ResultDocument::with(&self.carried.case, &self.assessment, self.fingerprint.clone()),
        }
    }
}

/// Scores the answers of a record with another edition.
pub fn other<'r>(own: &Rescored<'_>, diff: &'r Diff, questionnaire: &'r Questionnaire) -> Other<'r> {
    let carried = carry(&own.case, diff, questionnaire);
    let assessment = assess(&carried.case);
    let (mut ours, theirs) =
        (ends(own.case.questionnaire, &own.assessment), ends(questionnaire, &assessment));
    ours = ours
        .into_iter()
        .map(|(about, end)| (ElementId::new(about.kind, diff.new_id(about.kind, &about.id)), end))
        .collect();
    let all: BTreeSet<&ElementId> = ours.keys().chain(theirs.keys()).collect();
    let differ = all.into_iter().filter(|about| ours.get(about) != theirs.get(about));
    let results = differ
        .map(|about| OtherResult {
            about: about.clone(),
            own: ours.get(about).cloned(),
            other: theirs.get(about).cloned(),
            because: reasons(own.case.questionnaire, questionnaire, diff, &carried, about),
        })
        .collect();
    Other { diff, carried, assessment, fingerprint: questionnaire.fingerprint().clone(), results }
}

fn reasons(
    own: &Questionnaire,
    other: &Questionnaire,
    diff: &Diff,
    carried: &Carried<'_>,
    about: &ElementId,
) -> Vec<String> {
    let old_about = diff.renamed.iter().find(|renamed| renamed.to == *about).map(|renamed| &renamed.from);
    let mut ids = dependencies(own, old_about.unwrap_or(about));
    ids.extend(dependencies(other, about));
    let changes = diff.about(&ids).into_iter().filter(|change| !change.kind.is_only_words());
    let mut reasons: Vec<String> = changes.map(|change| change.in_full()).collect();
    let left = carried.left.iter().filter(|left| ids.contains(&left.id));
    reasons.extend(left.map(|left| format!("`{}` was not carried over: {}", left.id, left.why)));
    reasons
}

/// Returns every result of an assessment in a few words.
fn ends(q: &Questionnaire, assessment: &Assessment) -> BTreeMap<ElementId, String> {
    let mut ends = BTreeMap::new();
    for (indicator, finding) in q.indicators.iter().zip(&assessment.indicators) {
        ends.insert(ElementId::new(ElementKind::Indicator, &indicator.id), finding.truth.name().to_owned());
    }
    for (score, scored) in q.scores.iter().zip(&assessment.scores) {
        let (low, high) = (scored.interval.low, scored.interval.high);
        let range = if low == high { low.to_string() } else { format!("{low} to {high}") };
        let published = scored.as_published.map(|value| format!(", as published {value}"));
        ends.insert(ElementId::new(ElementKind::Score, &score.id), range + &published.unwrap_or_default());
    }
    for (outcome, decided) in q.outcomes.iter().zip(&assessment.outcomes) {
        let levels: Vec<&str> =
            decided.possible.iter().map(|level| outcome.levels[level].id.as_str()).collect();
        let enough = if decided.enough { "" } else { " (not enough answered)" };
        ends.insert(ElementId::new(ElementKind::Outcome, &outcome.id), levels.join(" or ") + enough);
    }
    for (action, due) in q.actions.iter().zip(&assessment.actions) {
        ends.insert(ElementId::new(ElementKind::Action, &action.step.id), due.due.id().to_owned());
    }
    for (next, due) in q.next.iter().zip(&assessment.next) {
        let about = ElementId::new(ElementKind::Next, &next.questionnaire);
        // Of several rows the strongest counts; the words sort like this by chance, so they are compared.
        let stronger = ends.get(&about).is_none_or(|known| known == "not_due" || due.id() == "due");
        if stronger {
            ends.insert(about, due.id().to_owned());
        }
    }
    if let Some(stop) = assessment.stopped {
        ends.insert(ElementId::new(ElementKind::Stop, &q.stops[stop].moment.id), "stops".to_owned());
    }
    ends
}
