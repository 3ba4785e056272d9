//! Sections, questions and their options, and what is said at certain moments.

use std::collections::{BTreeMap, BTreeSet};

use super::differ::{Differ, listed, moved, taken};
use super::{Row, Touched};
use crate::questionnaire::kind::NumberKind;
use crate::questionnaire::{AskGate, Choice, Kind, Moment, Question, Questionnaire, Thing, ThingKind};

const SHOWN: Touched = Touched::STRUCTURE.with(Touched::WORDING);

impl Differ<'_> {
    pub fn questions(&mut self) {
        self.sections();
        let (old, new) = (self.old, self.new);
        let (was, is) = (ids(old), ids(new));
        for question in old.questions.iter().filter(|question| !is.contains(&question.id.as_str())) {
            let row = if self.is_scored(&question.id) { Row::ScoredRemoved } else { Row::QuestionRemoved };
            let about = Thing::new(ThingKind::Question, &question.id);
            self.gone(about, &question.ask, touched_by(question), row);
        }
        for (place, question) in new.questions.iter().enumerate() {
            let about = Thing::new(ThingKind::Question, &question.id);
            match old.find(&question.id) {
                Some(place) => self.question(&about, old.question(place), question),
                None => {
                    let row = self.added(place, &was);
                    self.come(about, &question.ask, touched_by(question), row);
                }
            }
        }
        self.order(&was, &is);
    }

    fn sections(&mut self) {
        let both = (self.old.sections.as_slice(), self.new.sections.as_slice());
        for (old, new) in self.line_up(ThingKind::Section, both, SHOWN, |_, _| Row::Conversation) {
            let about = Thing::new(ThingKind::Section, &new.id);
            let place = self.new.sections.iter().position(|section| section.id == new.id);
            let inside = |question: &&Question| Some(question.section) == place;
            let leads = self.new.questions.iter().filter(inside).any(|inside| self.is_scored(&inside.id));
            let row = self.words_of(&about, if leads { Row::ScoredWording } else { Row::Wording });
            self.words(&about, "title", Some(&old.title), Some(&new.title), Row::ResultText);
            self.words(&about, "words", old.say.as_deref(), new.say.as_deref(), row);
            self.words(&about, "note", old.note.as_deref(), new.note.as_deref(), Row::Notes);
        }
    }

    fn added(&self, place: usize, was: &[&str]) -> Row {
        let question = &self.new.questions[place];
        let goes_on =
            |later: &Question| later.section == question.section && was.contains(&later.id.as_str());
        match question.gate {
            _ if self.is_scored(&question.id) => Row::ScoredAdded,
            AskGate::If(_) | AskGate::OnlyIf(_) => Row::FollowUpAdded,
            AskGate::Always if self.new.questions[place..].iter().any(goes_on) => Row::QuestionInserted,
            AskGate::Always => Row::QuestionAdded,
        }
    }

    fn question(&mut self, about: &Thing, old: &Question, new: &Question) {
        let scored = self.is_scored(&new.id);
        let either = |if_scored, if_not| if scored { if_scored } else { if_not };
        let shape = either(Row::ScoredShape, Row::Shape);
        let words = self.words_of(about, either(Row::ScoredWording, Row::Wording));
        self.words(about, "words", Some(&old.ask), Some(&new.ask), words);
        self.words(about, "note", old.note.as_deref(), new.note.as_deref(), Row::Notes);
        let crosses = old.is_sensitive() != new.is_sensitive();
        let row = if crosses { Row::Boundary } else { shape };
        let (was, is) = (Some(old.sensitivity), Some(new.sensitivity));
        self.fact(about, "sensitivity", was, is, Touched::STRUCTURE, row);
        let row = either(Row::ScoredSource, Row::Shape);
        self.fact(about, "source", Some(old.from.id()), Some(new.from.id()), Touched::STRUCTURE, row);
        let (was, is) = (Some(old.identity), Some(new.identity));
        self.fact(about, "identity", was, is, Touched::STRUCTURE, shape);
        let (was, is) = (Some(old.part.id()), Some(new.part.id()));
        self.fact(about, "part of the summary", was, is, Touched::STRUCTURE, Row::Placement);
        let (was, is) = (Some(listed(&old.tags)), Some(listed(&new.tags)));
        self.fact(about, "tags", was, is, Touched::STRUCTURE, Row::Placement);
        self.gate(about, old, new, either(Row::ScoredBranching, Row::Branching));
        self.kind(about, old, new, shape);
    }

    fn gate(&mut self, about: &Thing, old: &Question, new: &Question, row: Row) {
        let key = |question: &Question| match question.gate {
            AskGate::Always => "always",
            AskGate::If(_) => "ask_if",
            AskGate::OnlyIf(_) => "ask_only_if",
        };
        match (old.gate_rule(), new.gate_rule()) {
            (Some(was), Some(is)) if key(old) == key(new) => {
                self.rule(about, key(new), was, is, Touched::STRUCTURE, row);
            }
            (was, is) => {
                let shown = |question, rule: Option<&crate::questionnaire::Rule>| {
                    rule.map_or_else(
                        || key(question).to_owned(),
                        |rule| format!("{}: {}", key(question), rule.text),
                    )
                };
                let (was, is) = (Some(shown(old, was)), Some(shown(new, is)));
                self.fact(about, "when it is asked", was, is, Touched::STRUCTURE, row);
            }
        }
    }

    fn kind(&mut self, about: &Thing, old: &Question, new: &Question, shape: Row) {
        if old.kind.id() != new.kind.id() {
            let labels =
                |kind: &Kind| kind.options().iter().map(|o| (o.id.clone(), o.label.clone())).collect();
            let labels: [Vec<_>; 2] = [labels(&old.kind), labels(&new.kind)];
            let mut touched = Touched::STRUCTURE;
            if labels[0] != labels[1] || unit(&old.kind) != unit(&new.kind) {
                touched = touched.with(Touched::WORDING);
            }
            if points(&old.kind) != points(&new.kind) {
                touched = touched.with(Touched::SCORING);
            }
            let (was, is) = (Some(old.kind.id()), Some(new.kind.id()));
            return self.fact(about, "kind", was, is, touched, Row::AnswersRecoded);
        }
        match (&old.kind, &new.kind) {
            (Kind::Number(old), Kind::Number(new)) => self.number(about, old, new, shape),
            (Kind::DatePart { with_month: old }, Kind::DatePart { with_month: new }) => {
                let precision = |month: &bool| Some(if *month { "month" } else { "year" });
                let (was, is) = (precision(old), precision(new));
                self.fact(about, "precision", was, is, Touched::STRUCTURE, Row::AnswersRecoded);
            }
            (Kind::Text { max_length: old }, Kind::Text { max_length: new }) => {
                let row = if new < old { Row::AnswersNarrowed } else { shape };
                self.fact(about, "max_length", Some(old), Some(new), Touched::STRUCTURE, row);
            }
            _ => self.options(about, old, new, shape),
        }
    }

    fn number(&mut self, about: &Thing, old: &NumberKind, new: &NumberKind, shape: Row) {
        let if_less = |less: bool| if less { Row::AnswersNarrowed } else { shape };
        let row = if_less(new.min.is_some_and(|new| old.min.is_none_or(|old| new > old)));
        self.fact(about, "min", old.min, new.min, Touched::STRUCTURE, row);
        let row = if_less(new.max.is_some_and(|new| old.max.is_none_or(|old| new < old)));
        self.fact(about, "max", old.max, new.max, Touched::STRUCTURE, row);
        let row = if_less(new.places < old.places);
        self.fact(about, "decimals", Some(old.places), Some(new.places), Touched::STRUCTURE, row);
        let row = self.words_of(about, Row::AnswersRecoded);
        self.words(about, "unit", old.unit.as_deref(), new.unit.as_deref(), row);
    }

    fn options(&mut self, about: &Thing, old: &Question, new: &Question, shape: Row) {
        let (was, is) = (old.kind.options(), new.kind.options());
        let thing = |option: &Choice| Thing::new(ThingKind::Choice, format!("{}.{}", new.id, option.id));
        let find = |list: &[Choice], id: &str| list.iter().position(|option| option.id == id);
        for option in was.iter().filter(|option| find(is, &option.id).is_none()) {
            self.gone(thing(option), &option.label, touched_by_option(option), Row::OptionRemoved);
        }
        let added = if self.is_scored(&new.id) { Row::ScoredOptionAdded } else { Row::OptionAdded };
        for option in is {
            match find(was, &option.id) {
                None => self.come(thing(option), &option.label, touched_by_option(option), added),
                Some(place) => self.option(&thing(option), &was[place], option, shape),
            }
        }
        let common = |list: &[Choice], other: &[Choice]| -> Vec<String> {
            list.iter().filter(|option| find(other, &option.id).is_some()).map(|o| o.id.clone()).collect()
        };
        let (before, after) = (common(was, is), common(is, was));
        if before != after {
            let pointed = was.iter().chain(is).any(|option| option.points.is_some());
            let touched = if pointed { SHOWN.with(Touched::SCORING) } else { SHOWN };
            let shown = (Some(listed(&before)), Some(listed(&after)));
            self.note(about, "order of its options", shown, touched, shape);
        }
    }

    fn option(&mut self, about: &Thing, old: &Choice, new: &Choice, shape: Row) {
        let scored = shape == Row::ScoredShape;
        let question = Thing::new(ThingKind::Question, about.holder());
        let row = if scored { Row::ScoredWording } else { Row::Wording };
        let row = self.words_of(about, self.words_of(&question, row));
        self.words(about, "label", Some(&old.label), Some(&new.label), row);
        let row = if new.exclusive { Row::AnswersNarrowed } else { shape };
        let (was, is) = (Some(old.exclusive), Some(new.exclusive));
        self.fact(about, "exclusive", was, is, Touched::STRUCTURE, row);
        self.fact(about, "ages", old.ages, new.ages, Touched::STRUCTURE, shape);
        let (was, is) = (old.language.as_ref(), new.language.as_ref());
        self.fact(about, "language", was, is, Touched::STRUCTURE, shape);
        let is_taken = |q: &Questionnaire| taken(q).contains(about.holder());
        let row = if is_taken(self.old) || is_taken(self.new) { Row::Weight } else { Row::UnusedPoints };
        self.fact(about, "points", old.points, new.points, Touched::SCORING, row);
    }

    /// Notes every question that stands in another order or in another section.
    fn order(&mut self, was: &[&str], is: &[&str]) {
        let changed: BTreeSet<usize> = moved(was, is).into_iter().collect();
        let before: BTreeMap<&str, usize> = was.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        for place in 0..is.len() {
            let Some(old) = self.old.find(is[place]) else { continue };
            let section =
                |q: &Questionnaire, question: usize| q.sections[q.questions[question].section].id.clone();
            let (from, to) = (section(self.old, old.index()), section(self.new, place));
            let row = if changed.contains(&place) && self.crosses(&before, place) {
                Row::Boundary
            } else if from == to {
                Row::Reordered
            } else if self.is_scored(is[place]) {
                Row::ScoredMoved
            } else {
                Row::Moved
            };
            if changed.contains(&place) {
                let touched = touched_by(&self.new.questions[place]).with(touched_by(self.old.question(old)));
                self.moved(ThingKind::Question, was, is, place, touched, row);
            }
            if from != to {
                let about = Thing::new(ThingKind::Question, is[place]);
                self.note(&about, "its section", (Some(from), Some(to)), Touched::STRUCTURE, row);
            }
        }
    }

    /// Returns whether a question that moved passed one before which leave is asked, or, if a result
    /// depends on it, one at which the questions may end; or whether it is such a one itself.
    fn crosses(&self, before: &BTreeMap<&str, usize>, new: usize) -> bool {
        let this = &self.new.questions[new];
        let ends = |question: &Question| is_in_a_stop(self.old, question) || is_in_a_stop(self.new, question);
        let (scored, at_an_end) = (self.is_scored(&this.id), ends(this));
        self.new.questions.iter().enumerate().any(|(place, other)| {
            let (Some(here), Some(there)) = (before.get(&*this.id), before.get(&*other.id)) else {
                return false;
            };
            let passed = (there < here) != (place < new) && place != new;
            let leave = this.is_sensitive() != other.is_sensitive();
            passed && (leave || (scored && ends(other)) || (at_an_end && self.is_scored(&other.id)))
        })
    }

    pub fn moments(&mut self) {
        let both = (self.old.disclosures.as_slice(), self.new.disclosures.as_slice());
        for (old, new) in self.line_up(ThingKind::Disclosure, both, SHOWN, |_, _| Row::Conversation) {
            self.moment(ThingKind::Disclosure, old, new, Row::Conversation);
        }
        let stops = |q: &Questionnaire| q.stops.iter().map(|stop| stop.moment.clone()).collect::<Vec<_>>();
        let (was, is) = (stops(self.old), stops(self.new));
        for (old, new) in self.line_up(ThingKind::Stop, (&was, &is), SHOWN, |_, _| Row::Stop) {
            self.moment(ThingKind::Stop, old, new, Row::Stop);
            let fires = |q: &Questionnaire| {
                q.stops.iter().find(|stop| stop.moment.id == new.id).map(|stop| stop.unless_false)
            };
            let (was, is) = (fires(self.old), fires(self.new));
            let about = Thing::new(ThingKind::Stop, &new.id);
            self.fact(&about, "unless_false", was, is, Touched::STRUCTURE, Row::Stop);
        }
    }

    fn moment(&mut self, kind: ThingKind, old: &Moment, new: &Moment, row: Row) {
        let about = Thing::new(kind, &new.id);
        self.rule(&about, "when", &old.when, &new.when, Touched::STRUCTURE, row);
        self.words(&about, "words", Some(&old.say), Some(&new.say), Row::Conversation);
        self.words(&about, "note", old.note.as_deref(), new.note.as_deref(), Row::Notes);
    }
}

fn ids(questionnaire: &Questionnaire) -> Vec<&str> {
    questionnaire.questions.iter().map(|question| question.id.as_str()).collect()
}

fn unit(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Number(number) => number.unit.as_deref(),
        _ => None,
    }
}

/// The points of each option that has any.
fn points(kind: &Kind) -> Vec<(&str, String)> {
    let of = |option: &'_ Choice| option.points.map(|points| points.to_string());
    kind.options().iter().filter_map(|option| Some((option.id.as_str(), of(option)?))).collect()
}

fn touched_by(question: &Question) -> Touched {
    if points(&question.kind).is_empty() { SHOWN } else { SHOWN.with(Touched::SCORING) }
}

fn touched_by_option(option: &Choice) -> Touched {
    if option.points.is_some() { SHOWN.with(Touched::SCORING) } else { SHOWN }
}

fn is_in_a_stop(questionnaire: &Questionnaire, question: &Question) -> bool {
    let names = questionnaire.stops.iter().flat_map(|stop| &stop.names);
    names.copied().any(|place| questionnaire.question(place).id == question.id)
}
