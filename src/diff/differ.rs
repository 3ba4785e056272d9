//! What every comparison uses: texts, facts, rules, lists, and things that are there, gone or moved.

use std::collections::{BTreeMap, BTreeSet};

use super::{Change, Problem, Row, Touched, rename};
use crate::questionnaire::fingerprint::canonical;
use crate::questionnaire::read::all_reached;
use crate::questionnaire::{
    Action, Context, Decide, Gate, Indicator, Level, Moment, Outcome, Questionnaire, Rule, Score, Section,
    Spoken, TermValue, Thing, ThingKind,
};
use crate::rules::{IndicatorRef, Name, OutcomeRef, ScoreRef};

/// One comparison on its way. The old edition already has the new ids.
pub struct Differ<'d> {
    pub old: &'d Questionnaire,
    pub new: &'d Questionnaire,
    pub changes: Vec<Change>,
    /// The ids of the questions that a result depends on, in either edition.
    scored: BTreeSet<&'d str>,
    /// The ids of what the authors say has kept its meaning.
    same_meaning: BTreeSet<&'d str>,
    /// Whether texts are in one language, so that they can be compared at all.
    pub same_language: bool,
    /// What is gone and what is new, with the words by which a renamed thing is told.
    gone: Vec<(Thing, String)>,
    come: Vec<(Thing, String)>,
}

/// What became of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Added,
    Removed,
    Moved,
}

/// Something that is declared in a list of its kind.
pub trait Declared {
    fn id(&self) -> &str;
    /// The words by which it is told again under another id.
    fn label(&self) -> &str;
}

/// Says where the id and the words of each kind of thing are.
macro_rules! declared {
    ($($thing:ident: $label:ident;)*) => {$(
        impl Declared for $thing {
            fn id(&self) -> &str {
                &self.id
            }

            fn label(&self) -> &str {
                &self.$label
            }
        }
    )*};
}

declared! {
    Context: label;
    Gate: ask;
    Spoken: say;
    Section: title;
    Moment: say;
    Indicator: label;
    Score: label;
    Outcome: label;
    Level: label;
    Action: label;
}

/// A list entry in the one way that is compared, and as people read it.
pub type Entry = (String, String);

impl<'d> Differ<'d> {
    pub fn new(old: &'d Questionnaire, new: &'d Questionnaire) -> Self {
        let said = rename::notes(old, new).into_iter().filter(|note| note.same_meaning);
        Differ {
            old,
            new,
            changes: Vec::new(),
            scored: scored(old).chain(scored(new)).collect(),
            same_meaning: said.map(|note| note.of.as_str()).collect(),
            same_language: main_language(old) == main_language(new),
            gone: Vec::new(),
            come: Vec::new(),
        }
    }

    pub fn compare(&mut self) {
        self.head();
        self.before_the_questions();
        self.questions();
        self.moments();
        self.rules();
    }

    pub fn is_scored(&self, question: &str) -> bool {
        self.scored.contains(question)
    }

    /// Returns the row of a change of words that may change answers.
    pub fn words_of(&self, about: &Thing, counts: Row) -> Row {
        let said = self.same_meaning.contains(about.id.as_str());
        if said && counts.step() == super::Step::Major { Row::SameMeaning } else { counts }
    }

    pub fn note(
        &mut self,
        about: &Thing,
        what: impl Into<String>,
        (old, new): (Option<String>, Option<String>),
        touched: Touched,
        row: Row,
    ) {
        self.changes.push(Change { about: about.clone(), what: what.into(), old, new, touched, row });
    }

    /// Notes a fact that differs.
    pub fn fact<T: PartialEq + ToString>(
        &mut self,
        about: &Thing,
        what: &str,
        old: Option<T>,
        new: Option<T>,
        touched: Touched,
        row: Row,
    ) {
        if old != new {
            let shown = |fact: Option<T>| fact.map(|fact| fact.to_string());
            self.note(about, what, (shown(old), shown(new)), touched, row);
        }
    }

    /// Notes a text that differs. Texts of two languages cannot be compared.
    pub fn words(&mut self, about: &Thing, what: &str, old: Option<&str>, new: Option<&str>, row: Row) {
        if self.same_language {
            self.fact(about, what, old, new, Touched::WORDING, row);
        }
    }

    /// Notes a rule that differs. Where it is written as before, its meaning is shown.
    pub fn rule(&mut self, about: &Thing, what: &str, old: &Rule, new: &Rule, touched: Touched, row: Row) {
        let (was, is) = (canonical(self.old, &old.condition), canonical(self.new, &new.condition));
        if was != is {
            let shown = if old.text == new.text { (was, is) } else { (old.text.clone(), new.text.clone()) };
            self.note(about, what, (Some(shown.0), Some(shown.1)), touched, row);
        }
    }

    /// Notes what differs between two lists, in which order counts.
    pub fn list(
        &mut self,
        about: &Thing,
        what: &str,
        old: &[Entry],
        new: &[Entry],
        touched: Touched,
        row: Row,
    ) {
        let keys = |list: &[Entry]| list.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
        let (was, is) = (keys(old), keys(new));
        if was == is {
            return;
        }
        let (gone, come) = (without(old, &is), without(new, &was));
        if old.len() == new.len() && !gone.is_empty() {
            for (place, (old, new)) in
                old.iter().zip(new).enumerate().filter(|(_, (old, new))| old.0 != new.0)
            {
                let shown = if old.1 == new.1 { (&old.0, &new.0) } else { (&old.1, &new.1) };
                let shown = (Some(shown.0.clone()), Some(shown.1.clone()));
                self.note(about, format!("{what} {}", place + 1), shown, touched, row);
            }
            return;
        }
        for entry in &gone {
            self.note(about, format!("one {what} less"), (Some(entry.1.clone()), None), touched, row);
        }
        for entry in &come {
            self.note(about, format!("one more {what}"), (None, Some(entry.1.clone())), touched, row);
        }
        if without(old, &keys(&gone)).iter().ne(without(new, &keys(&come)).iter()) {
            let shown =
                |list: &[Entry]| Some(list.iter().map(|e| e.1.as_str()).collect::<Vec<_>>().join("; "));
            let row = if row == Row::Weight { Row::RuleOrder } else { row };
            self.note(about, format!("order of each {what}"), (shown(old), shown(new)), touched, row);
        }
    }

    /// Notes what is there only in one edition and what stands in another order. Returns what is in both.
    pub fn line_up<'t, T: Declared>(
        &mut self,
        kind: ThingKind,
        (old, new): (&'t [T], &'t [T]),
        touched: Touched,
        row: impl Fn(Fate, &T) -> Row,
    ) -> Vec<(&'t T, &'t T)> {
        let ids = |list: &'t [T]| list.iter().map(T::id).collect::<Vec<_>>();
        let (was, is) = (ids(old), ids(new));
        for each in old.iter().filter(|each| !is.contains(&each.id())) {
            self.gone(Thing::new(kind, each.id()), each.label(), touched, row(Fate::Removed, each));
        }
        for each in new.iter().filter(|each| !was.contains(&each.id())) {
            self.come(Thing::new(kind, each.id()), each.label(), touched, row(Fate::Added, each));
        }
        for place in moved(&was, &is) {
            self.moved(kind, &was, &is, place, touched, row(Fate::Moved, &new[place]));
        }
        let pair = |each: &'t T| Some((old.iter().find(|old| old.id() == each.id())?, each));
        new.iter().filter_map(pair).collect()
    }

    pub fn gone(&mut self, about: Thing, label: &str, touched: Touched, row: Row) {
        self.note(&about, "removed", (Some(label.to_owned()), None), touched, row);
        self.gone.push((about, label.to_owned()));
    }

    pub fn come(&mut self, about: Thing, label: &str, touched: Touched, row: Row) {
        self.note(&about, "added", (None, Some(label.to_owned())), touched, row);
        self.come.push((about, label.to_owned()));
    }

    pub fn moved(
        &mut self,
        kind: ThingKind,
        was: &[&str],
        is: &[&str],
        place: usize,
        touched: Touched,
        row: Row,
    ) {
        let old = was.iter().position(|id| *id == is[place]).unwrap_or_default();
        let shown = (Some(place_among(was, old)), Some(place_among(is, place)));
        self.note(&Thing::new(kind, is[place]), "place in the order", shown, touched, row);
    }

    /// Returns a problem for each thing that is gone while the same one came under another id.
    pub fn looks_renamed(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (gone, words) in self.gone.iter().filter(|(_, words)| !words.trim().is_empty()) {
            let is_same = |come: &&(Thing, String)| {
                let alike = come.0.kind == gone.kind && come.1 == *words;
                alike && (gone.holder() == come.0.holder() || gone.kind != ThingKind::Choice)
            };
            let Some((come, _)) = self.come.iter().find(is_same) else { continue };
            let was = gone.id.rsplit('.').next().unwrap_or(&gone.id);
            problems.push(Problem {
                about: come.id.clone(),
                message: format!(
                    "the {} `{}` looks like `{}` under another id, and nothing says that it was renamed",
                    come.kind.id(),
                    come.id,
                    gone.id
                ),
                help: format!(
                    "add [[questionnaire.change]] with since = \"{}\", of = \"{}\", was = \"{was}\" and a reason; or \
                     keep the old id",
                    self.old.version, come.id
                ),
            });
        }
        problems
    }
}

fn place_among(ids: &[&str], place: usize) -> String {
    match place.checked_sub(1) {
        None => "first".to_owned(),
        Some(before) => format!("after `{}`", ids[before]),
    }
}

/// Returns the entries whose keys the other list does not hold, each as often as it is too many.
fn without(list: &[Entry], keys: &[String]) -> Vec<Entry> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    keys.iter().for_each(|key| *left.entry(key).or_default() += 1);
    let is_more = |entry: &&Entry| match left.get_mut(entry.0.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    };
    list.iter().filter(is_more).cloned().collect()
}

/// Returns the places in the new list of what stands in another order: everything common to both lists
/// except the longest run that kept its order.
pub fn moved(was: &[&str], is: &[&str]) -> Vec<usize> {
    let old_place: BTreeMap<&str, usize> = was.iter().enumerate().map(|(place, id)| (*id, place)).collect();
    let common: Vec<(usize, usize)> =
        is.iter().enumerate().filter_map(|(new, id)| Some((new, *old_place.get(id)?))).collect();
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(common.len());
    for (at, (_, old)) in common.iter().enumerate() {
        let before =
            (0..at).filter(|earlier| common[*earlier].1 < *old).max_by_key(|earlier| best[*earlier].0);
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let mut kept = BTreeSet::new();
    let mut at = (0..common.len()).max_by_key(|at| best[*at].0);
    while let Some(place) = at {
        kept.insert(place);
        at = best[place].1;
    }
    (0..common.len()).filter(|at| !kept.contains(at)).map(|at| common[at].0).collect()
}

fn main_language(questionnaire: &Questionnaire) -> String {
    questionnaire.language.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

/// Returns the ids of the questions that reach a score, an outcome, an action, a stop or what may
/// follow, directly or through others.
pub fn scored(questionnaire: &Questionnaire) -> impl Iterator<Item = &str> {
    let q = questionnaire;
    let mut names: Vec<Name> = (0..q.scores.len()).map(|place| Name::Score(ScoreRef::at(place))).collect();
    names.extend((0..q.outcomes.len()).map(|place| Name::Outcome(OutcomeRef::at(place))));
    for outcome in &q.outcomes {
        if let Decide::Practitioner { support } = &outcome.decide {
            names.extend(support.iter().map(|indicator: &IndicatorRef| Name::Indicator(*indicator)));
        }
    }
    names.extend(q.actions.iter().flat_map(|action| action.when.names()));
    names.extend(q.stops.iter().flat_map(|stop| stop.moment.when.names()));
    names.extend(q.next.iter().flat_map(|next| next.when.names()));
    all_reached(q, names).into_iter().filter_map(|name| match name {
        Name::Question(question) => Some(q.question(question).id.as_str()),
        _ => None,
    })
}

/// Returns the ids of the questions whose points a score takes.
pub fn taken(questionnaire: &Questionnaire) -> BTreeSet<&str> {
    let terms = questionnaire.scores.iter().flat_map(|score| &score.terms);
    let question = |value: &TermValue| match value {
        TermValue::ValueOf { question, .. } => Some(questionnaire.question(*question).id.as_str()),
        _ => None,
    };
    terms.filter_map(|term| question(&term.value)).collect()
}

/// Returns a list of texts as an author writes it.
pub fn listed<T: AsRef<str>>(texts: &[T]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("{:?}", text.as_ref())).collect();
    format!("[{}]", quoted.join(", "))
}
