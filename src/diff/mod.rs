//! Two editions of a questionnaire, compared question by question and rule by rule: what changed, which
//! fingerprint that touches, which version step it needs and why. It decides nothing about wording that
//! only its authors can decide: they say it in `[[questionnaire.change]]`. Its one surprise: if the
//! fingerprints differ and nothing else was found, that is a change of its own, and a large one.

mod behind;
mod carry;
mod differ;
mod head;
mod pages;
mod questions;
mod rename;
mod rows;
mod rules;
mod sample;
mod unseen;
mod version;

use std::collections::BTreeSet;

use semver::Version;

use crate::answers::Edition;
use crate::diagnostic::Diagnostic;
use crate::questionnaire::places::{Place, Places};
use crate::questionnaire::{Fingerprint, Questionnaire, Thing, ThingKind};
use crate::source::Source;
pub use behind::behind;
pub use carry::{Carried, Left, carry};
use differ::Differ;
pub use pages::PAGES;
pub use rename::Renamed;
pub use rows::{Row, Step};
pub use sample::{Example, Sampled, sample};
pub use version::{declared, least};

/// Everything that differs between two editions.
#[derive(Debug, Clone)]
pub struct Diff {
    /// The old edition.
    pub old: Edition,
    /// The new edition.
    pub new: Edition,
    /// The fingerprints of the old edition.
    pub old_fingerprint: Fingerprint,
    /// The fingerprints of the new edition.
    pub new_fingerprint: Fingerprint,
    /// What changed, the largest step first, otherwise in the order of the file.
    pub changes: Vec<Change>,
    /// What is said of the changes and cannot be so, or is not said and has to be.
    pub problems: Vec<Problem>,
    /// Which ids were renamed.
    pub renamed: Vec<Renamed>,
    /// The step that the changes need.
    pub needed: Step,
    /// The step that the version numbers declare; nothing if the new one is not later.
    pub declared: Option<Step>,
    /// The least version that is enough.
    pub write: Version,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What it is about, with its id in the new edition where it is still there.
    pub about: Thing,
    /// What of it changed, in plain words.
    pub what: String,
    /// What it was; nothing if it was not there.
    pub old: Option<String>,
    /// What it is; nothing if it is not there any more.
    pub new: Option<String>,
    /// Which fingerprints it touches.
    pub touched: Touched,
    /// Which row of the table of changes it is.
    pub row: Row,
}

/// Something about the editions that has to be put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The id that it is about.
    pub about: String,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
}

/// A set of fingerprints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Touched(u8);

impl Touched {
    /// None of them: what no fingerprint counts.
    pub const NONE: Touched = Touched(0);
    /// What is asked, and when.
    pub const STRUCTURE: Touched = Touched(1);
    /// What follows from it.
    pub const SCORING: Touched = Touched(2);
    /// Every text that is read aloud or shown.
    pub const WORDING: Touched = Touched(4);

    /// Returns both sets together.
    pub const fn with(self, other: Touched) -> Touched {
        Touched(self.0 | other.0)
    }

    /// Returns whether all of the other are in this one.
    pub const fn has(self, other: Touched) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns which fingerprints differ.
    pub fn between(old: &Fingerprint, new: &Fingerprint) -> Touched {
        let if_other = |same: bool, part| if same { Touched::NONE } else { part };
        if_other(old.structure == new.structure, Touched::STRUCTURE)
            .with(if_other(old.scoring == new.scoring, Touched::SCORING))
            .with(if_other(old.wording == new.wording, Touched::WORDING))
    }

    /// Returns the words for them.
    pub fn ids(self) -> Vec<&'static str> {
        let all =
            [(Touched::STRUCTURE, "structure"), (Touched::SCORING, "scoring"), (Touched::WORDING, "wording")];
        all.into_iter().filter(|(part, _)| self.has(*part)).map(|(_, id)| id).collect()
    }
}

/// Compares two editions.
pub fn diff(old: &Questionnaire, new: &Questionnaire) -> Diff {
    let (old_fingerprint, new_fingerprint) = (Fingerprint::of(old), Fingerprint::of(new));
    let (steps, mut problems) = rename::steps(old, new);
    let mut changes = Vec::new();
    let mut renamed = Vec::new();
    let mut current = old;
    for (step, after) in &steps {
        changes.push(renaming(step, Touched::between(&Fingerprint::of(current), &Fingerprint::of(after))));
        renamed.push(step.clone());
        current = after;
    }
    let mut differ = Differ::new(current, new);
    differ.compare();
    problems.extend(differ.looks_renamed());
    changes.extend(differ.changes);
    changes.extend(unaccounted(&changes, Touched::between(&old_fingerprint, &new_fingerprint)));
    changes.sort_by_key(|change| std::cmp::Reverse(change.row.step()));
    let needed = changes.first().map_or(Step::None, |change| change.row.step());
    Diff {
        old: old.edition(),
        new: new.edition(),
        old_fingerprint,
        new_fingerprint,
        changes,
        problems,
        renamed,
        needed,
        declared: declared(&old.version, &new.version),
        write: least(&old.version, needed),
    }
}

fn renaming(renamed: &Renamed, touched: Touched) -> Change {
    Change {
        about: renamed.to.clone(),
        what: "its id".to_owned(),
        old: Some(renamed.from.id.clone()),
        new: Some(renamed.to.id.clone()),
        touched,
        row: Row::Renamed,
    }
}

/// The fail-safe: fingerprints that differ although no change was found that touches them.
fn unaccounted(changes: &[Change], differ: Touched) -> Option<Change> {
    let found = changes.iter().fold(Touched::NONE, |all, change| all.with(change.touched));
    (!found.has(differ)).then(|| Change {
        about: Thing::new(ThingKind::Questionnaire, ""),
        what: "something that could not be told".to_owned(),
        old: None,
        new: None,
        touched: differ,
        row: Row::Unaccounted,
    })
}

impl Diff {
    /// Returns whether both are editions of one questionnaire.
    pub fn is_same_questionnaire(&self) -> bool {
        self.old.id == self.new.id
    }

    /// Returns whether the version numbers declare at least what the changes need. Another questionnaire
    /// has version numbers of its own.
    pub fn is_enough(&self) -> bool {
        let same = self.old.version == self.new.version;
        !self.is_same_questionnaire()
            || self.declared.map_or(same && self.needed == Step::None, |step| step >= self.needed)
    }

    /// Returns the changes because of which old answers cannot be scored with the new edition: an answer
    /// has no place in it any more, or may mean something else.
    pub fn hindrances(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.hinders_old_answers())
    }

    /// Returns the changes because of which results of both editions cannot be compared.
    pub fn incomparable(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.row.keeps_results_comparable())
    }

    /// Returns the id that something of the old edition has in the new one.
    pub fn new_id(&self, kind: ThingKind, id: &str) -> String {
        self.renamed.iter().fold(id.to_owned(), |id, renamed| {
            if renamed.from.kind == kind && renamed.from.id == id { renamed.to.id.clone() } else { id }
        })
    }

    /// Returns the changes about any of these ids, or about what is in them.
    pub fn about<'d>(&'d self, ids: &BTreeSet<String>) -> Vec<&'d Change> {
        let is_about = |change: &&Change| match change.about.kind {
            // What may follow has no id of its own; a stop that is gone is behind another that fires.
            ThingKind::Next => change
                .old
                .iter()
                .chain(&change.new)
                .any(|row| ids.iter().any(|id| row.split(' ').next() == Some(id))),
            _ => ids.contains(change.about.holder()),
        };
        self.changes.iter().filter(is_about).collect()
    }
}

impl Change {
    /// Returns what differs between the old and the new where people may not see it, in words.
    pub fn unseen(&self) -> Option<String> {
        unseen::unseen(self.old.as_deref()?, self.new.as_deref()?)
    }

    fn hinders_old_answers(&self) -> bool {
        match self.about.kind {
            ThingKind::Question | ThingKind::Choice | ThingKind::Section => {
                self.row.puts_meaning_in_doubt()
                    || matches!(
                        self.row,
                        Row::QuestionRemoved | Row::ScoredRemoved | Row::OptionRemoved | Row::AnswersNarrowed
                    )
            }
            ThingKind::Context => self.new.is_none(),
            _ => false,
        }
    }
}

/// Returns what is wrong with a file as a new edition of another: at its version, or at its id.
pub fn findings(old: &Questionnaire, new: &Questionnaire, source: &Source) -> Vec<Diagnostic> {
    let diff = diff(old, new);
    let places = Places::of(source);
    let at = |key| places.find(new, Place::Head(key));
    if !diff.is_same_questionnaire() {
        let message = format!("this is `{}`, not a new edition of `{}`", diff.new.id, diff.old.id);
        let help = "compare it with an edition of its own; another id is another questionnaire";
        return vec![Diagnostic::error("other-questionnaire", at("id"), message).help(help)];
    }
    let too_small = (!diff.is_enough()).then(|| {
        Diagnostic::error("version-too-small", at("version"), too_small(&diff)).help(reasons(&diff))
    });
    let problems = diff.problems.iter().map(|problem| {
        Diagnostic::error("change-not-told", at("version"), problem.message.clone())
            .help(problem.help.clone())
    });
    too_small.into_iter().chain(problems).collect()
}

fn too_small(diff: &Diff) -> String {
    let (old, new) = (&diff.old.version, &diff.new.version);
    match (diff.declared, diff.needed) {
        (None, Step::None) => format!("{new} is not later than {old}"),
        (None, step) => format!("{new} is not later than {old}, and the changes need a {} step", step.id()),
        (Some(step), needed) => {
            format!("{old} to {new} is a {} step, and the changes need a {} one", step.id(), needed.id())
        }
    }
}

/// The most reasons that a finding gives.
const MOST_REASONS: usize = 5;

fn reasons(diff: &Diff) -> String {
    let largest: Vec<&Change> =
        diff.changes.iter().filter(|change| change.row.step() == diff.needed).collect();
    let mut said: Vec<String> = largest.iter().take(MOST_REASONS).map(|change| change.in_short()).collect();
    if largest.len() > MOST_REASONS {
        said.push(format!("and {} more, shown by `safelight diff`", largest.len() - MOST_REASONS));
    }
    match said.is_empty() {
        true => "write a later version, or leave the file as it was".to_owned(),
        false => format!("write {} or later; {}", diff.write, said.join("; ")),
    }
}

impl Change {
    /// Returns the change in a sentence, with old and new.
    pub fn in_full(&self) -> String {
        let about = self.about_in_words();
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!("{about}: {} was {old}, is {new}", self.what),
            (Some(only), None) | (None, Some(only)) => format!("{about}: {} ({only})", self.what),
            (None, None) => format!("{about}: {}", self.what),
        }
    }

    /// Returns what it is about, in words.
    pub fn about_in_words(&self) -> String {
        match self.about.id.as_str() {
            "" => self.about.kind.id().to_owned(),
            id => format!("{} `{id}`", self.about.kind.id()),
        }
    }

    /// Returns the change in a few words, without old and new.
    pub fn in_short(&self) -> String {
        format!("{}: {} ({})", self.about_in_words(), self.what, self.row.why())
    }
}
