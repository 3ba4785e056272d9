//! What follows from answers: indicators, scores, outcomes, actions, what may follow.

use super::differ::{Differ, Entry, listed};
use super::{Row, Touched};
use crate::questionnaire::fingerprint::canonical;
use crate::questionnaire::{
    Action, Clamp, Combine, Decide, Incomplete, Indicator, Outcome, Questionnaire, Rule, Score, TermValue,
    Thing, ThingKind,
};
use crate::vocabulary::Term;

const RESULT: Touched = Touched::SCORING.with(Touched::WORDING);

impl Differ<'_> {
    pub fn rules(&mut self) {
        let (old, new) = (self.old, self.new);
        let row = |fate| if fate == super::differ::Fate::Moved { Row::RuleOrder } else { Row::Rule };
        let both = (old.indicators.as_slice(), new.indicators.as_slice());
        for (old, new) in self.line_up(ThingKind::Indicator, both, RESULT, |fate, _| row(fate)) {
            self.indicator(old, new);
        }
        let both = (old.scores.as_slice(), new.scores.as_slice());
        for (old, new) in self.line_up(ThingKind::Score, both, RESULT, |fate, _| row(fate)) {
            self.score(old, new);
        }
        let both = (old.outcomes.as_slice(), new.outcomes.as_slice());
        for (old, new) in self.line_up(ThingKind::Outcome, both, RESULT, |fate, _| row(fate)) {
            self.outcome(old, new);
        }
        let both = (old.actions.as_slice(), new.actions.as_slice());
        for (old, new) in self.line_up(ThingKind::Action, both, RESULT, |fate, _| row(fate)) {
            self.action(old, new);
        }
        self.next();
    }

    fn indicator(&mut self, old: &Indicator, new: &Indicator) {
        let about = Thing::new(ThingKind::Indicator, &new.id);
        self.words(&about, "label", Some(&old.label), Some(&new.label), Row::ResultText);
        self.words(&about, "source", Some(&old.source), Some(&new.source), Row::Notes);
        self.rule(&about, "when", &old.when, &new.when, Touched::SCORING, Row::Rule);
        for (what, old, new) in [
            ("family", old.family.id.to_owned(), new.family.id.to_owned()),
            ("forms", terms(&old.forms), terms(&new.forms)),
            ("tags", listed(&old.tags), listed(&new.tags)),
        ] {
            self.fact(&about, what, Some(old), Some(new), Touched::SCORING, Row::Rule);
        }
    }

    fn score(&mut self, old: &Score, new: &Score) {
        let about = Thing::new(ThingKind::Score, &new.id);
        self.words(&about, "label", Some(&old.label), Some(&new.label), Row::ResultText);
        let combine = |score: &Score| Some(if score.combine == Combine::Sum { "sum" } else { "highest" });
        self.fact(&about, "way of adding up", combine(old), combine(new), Touched::SCORING, Row::Weight);
        let (was, is) = (score_terms(self.old, old), score_terms(self.new, new));
        self.list(&about, "term", &was, &is, Touched::SCORING, Row::Weight);
        let permits = |score: &Score| {
            score.terms.iter().map(|term| permission(term.identity_weight.as_ref())).collect::<Vec<_>>()
        };
        self.permissions(&about, &permits(old), &permits(new));
        let (was, is) = (&old.dont_know_as_no, &new.dont_know_as_no);
        let counts = |declared: bool| Some(if declared { "as no" } else { "open" });
        let (old, new) = (counts(was.is_some()), counts(is.is_some()));
        self.fact(&about, "count of \"don't know\" as published", old, new, RESULT, Row::Rule);
        if let (Some(was), Some(is)) = (was, is) {
            let what = "reason of the missing rule";
            self.words(&about, what, Some(&was.used_for), Some(&is.used_for), Row::ResultText);
            self.words(&about, "source of the missing rule", Some(&was.title), Some(&is.title), Row::Notes);
        }
    }

    fn outcome(&mut self, old: &Outcome, new: &Outcome) {
        let about = Thing::new(ThingKind::Outcome, &new.id);
        self.words(&about, "label", Some(&old.label), Some(&new.label), Row::ResultText);
        self.levels(old, new);
        self.decide(&about, old, new);
        let (was, is) = (adjustments(self.old, old), adjustments(self.new, new));
        self.list(&about, "adjustment", &was, &is, Touched::SCORING, Row::Rule);
        self.reasons(&about, old, new);
        let (was, is) = (Some(incomplete(old)), Some(incomplete(new)));
        self.fact(&about, "incomplete", was, is, Touched::SCORING, Row::Rule);
    }

    fn levels(&mut self, old: &Outcome, new: &Outcome) {
        // A level is named after its outcome.
        let named = |outcome: &Outcome| {
            let mut levels = outcome.levels.clone();
            levels.iter_mut().for_each(|level| level.id = format!("{}.{}", outcome.id, level.id));
            levels
        };
        let (was, is) = (named(old), named(new));
        for (old, new) in self.line_up(ThingKind::Level, (&was, &is), RESULT, |_, _| Row::Rule) {
            let about = Thing::new(ThingKind::Level, &new.id);
            self.words(&about, "label", Some(&old.label), Some(&new.label), Row::ResultText);
            self.words(&about, "what to do next", Some(&old.next), Some(&new.next), Row::ResultText);
        }
    }

    fn decide(&mut self, about: &Thing, old: &Outcome, new: &Outcome) {
        let (touched, row) = (Touched::SCORING, Row::Rule);
        match (&old.decide, &new.decide) {
            (Decide::FirstMatch(_), Decide::FirstMatch(_)) => {
                let (was, is) = (decided(self.old, old), decided(self.new, new));
                self.list(about, "row", &was, &is, touched, row);
            }
            (Decide::Bands { score: from, .. }, Decide::Bands { score: to, .. }) => {
                let (from, to) = (&self.old.score(*from).id, &self.new.score(*to).id);
                self.fact(about, "score of its bands", Some(from), Some(to), touched, row);
                let (was, is) = (decided(self.old, old), decided(self.new, new));
                self.list(about, "band", &was, &is, touched, row);
            }
            (Decide::Practitioner { .. }, Decide::Practitioner { .. }) => {
                let (was, is) = (decided(self.old, old), decided(self.new, new));
                self.list(about, "indicator in view", &was, &is, touched, row);
            }
            (was, is) => {
                let way = |decide: &Decide| match decide {
                    Decide::FirstMatch(_) => "a table",
                    Decide::Bands { .. } => "bands of a score",
                    Decide::Practitioner { .. } => "the practitioner",
                };
                self.fact(about, "way in which it is decided", Some(way(was)), Some(way(is)), touched, row);
            }
        }
    }

    /// The reasons beside rows and adjustments, and the permissions for identity questions.
    fn reasons(&mut self, about: &Thing, old: &Outcome, new: &Outcome) {
        let (was, is) = (becauses(old), becauses(new));
        let said = |list: &[Option<String>]| list.iter().flatten().cloned().collect::<Vec<_>>();
        let same = said(&was) == said(&is);
        // Rows that came or went without a reason are no change of reasons.
        if was != is && !(same && was.len() != is.len()) && self.same_language {
            let touched = if same { Touched::NONE } else { Touched::WORDING };
            let beside = |list: &[Option<String>]| {
                listed(&list.iter().map(|reason| reason.as_deref().unwrap_or_default()).collect::<Vec<_>>())
            };
            self.note(
                about,
                "reasons beside its rows",
                (Some(beside(&was)), Some(beside(&is))),
                touched,
                Row::ResultText,
            );
        }
        self.permissions(about, &outcome_permissions(old), &outcome_permissions(new));
    }

    fn permissions(&mut self, about: &Thing, old: &[String], new: &[String]) {
        // Rows that came or went have no permission that could have changed.
        let as_many = old.len() == new.len();
        let shown = |list: &[String]| {
            let given = list.iter().filter(|given| as_many || !given.is_empty()).cloned();
            Some(listed(&given.collect::<Vec<_>>()))
        };
        let what = "permission for identity questions to carry weight";
        self.fact(about, what, shown(old), shown(new), Touched::NONE, Row::Notes);
    }

    fn action(&mut self, old: &Action, new: &Action) {
        let about = Thing::new(ThingKind::Action, &new.id);
        self.words(&about, "label", Some(&old.label), Some(&new.label), Row::ResultText);
        self.words(&about, "reason", Some(&old.because), Some(&new.because), Row::ResultText);
        self.words(&about, "source", old.source.as_deref(), new.source.as_deref(), Row::Notes);
        self.rule(&about, "when", &old.when, &new.when, Touched::SCORING, Row::Rule);
        let hours = |hours: Option<u32>| hours.map(|hours| hours.to_string());
        for (what, old, new) in [
            ("duty", Some(old.duty.id().to_owned()), Some(new.duty.id().to_owned())),
            ("topic", old.topic.clone(), new.topic.clone()),
            ("within_hours", hours(old.within_hours), hours(new.within_hours)),
            ("repeat_after_days", hours(old.repeat_after_days), hours(new.repeat_after_days)),
            ("needs", Some(terms(&old.needs)), Some(terms(&new.needs))),
        ] {
            self.fact(&about, what, old, new, Touched::SCORING, Row::Rule);
        }
    }

    /// What may follow has no id of its own, and one questionnaire may stand in several rows.
    fn next(&mut self) {
        let about = Thing::new(ThingKind::Next, "");
        let entries = |q: &Questionnaire| -> Vec<Entry> {
            let entry = |next: &crate::questionnaire::Next| entry(q, &next.questionnaire, Some(&next.when));
            q.next.iter().map(entry).collect()
        };
        let (was, is) = (entries(self.old), entries(self.new));
        let touched = if same_questionnaires(self.old, self.new) { Touched::SCORING } else { RESULT };
        self.list(&about, "questionnaire that may follow", &was, &is, touched, Row::Rule);
        let reasons = |q: &Questionnaire| {
            q.next.iter().map(|next| next.because.clone().unwrap_or_default()).collect::<Vec<_>>()
        };
        let (was, is) = (reasons(self.old), reasons(self.new));
        self.words(&about, "reasons", Some(&listed(&was)), Some(&listed(&is)), Row::ResultText);
    }
}

fn same_questionnaires(old: &Questionnaire, new: &Questionnaire) -> bool {
    let ids = |q: &Questionnaire| q.next.iter().map(|next| next.questionnaire.clone()).collect::<Vec<_>>();
    ids(old) == ids(new)
}

fn terms(terms: &[&Term]) -> String {
    listed(&terms.iter().map(|term| term.id).collect::<Vec<_>>())
}

/// Returns something with its rule: as it is compared, and as it is read.
fn entry(q: &Questionnaire, what: &str, when: Option<&Rule>) -> Entry {
    match when {
        Some(when) => {
            (format!("{what} {}", canonical(q, &when.condition)), format!("{what} when {}", when.text))
        }
        None => (format!("{what} otherwise"), format!("{what} otherwise")),
    }
}

fn score_terms(q: &Questionnaire, score: &Score) -> Vec<Entry> {
    let same = |text: String| (text.clone(), text);
    let term = |value: &TermValue| match value {
        TermValue::When { when, points } => entry(q, &format!("points {points}"), Some(when)),
        TermValue::ValueOf { question, times } => {
            same(format!("value_of {} times {times}", q.question(*question).id))
        }
        TermValue::Score { score, times } => same(format!("score {} times {times}", q.score(*score).id)),
        TermValue::Level { outcome, points } => {
            let points = points.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
            same(format!("level of {}: {points}", q.outcome(*outcome).id))
        }
    };
    score.terms.iter().map(|each| term(&each.value)).collect()
}

fn decided(q: &Questionnaire, outcome: &Outcome) -> Vec<Entry> {
    let level = |place: usize| outcome.levels[place].id.as_str();
    let same = |text: String| (text.clone(), text);
    match &outcome.decide {
        Decide::FirstMatch(rows) => {
            rows.iter().map(|row| entry(q, level(row.level), row.when.as_ref())).collect()
        }
        Decide::Bands { from, .. } => {
            from.iter().map(|band| same(format!("{} from {}", level(band.level), band.at))).collect()
        }
        Decide::Practitioner { support } => {
            support.iter().map(|indicator| same(q.indicator(*indicator).id.clone())).collect()
        }
    }
}

fn adjustments(q: &Questionnaire, outcome: &Outcome) -> Vec<Entry> {
    let clamp = |clamp: Clamp| match clamp {
        Clamp::AtLeast(place) => format!("at_least {}", outcome.levels[place].id),
        Clamp::AtMost(place) => format!("at_most {}", outcome.levels[place].id),
    };
    outcome.adjust.iter().map(|row| entry(q, &clamp(row.clamp), Some(&row.when))).collect()
}

fn incomplete(outcome: &Outcome) -> &'static str {
    match outcome.incomplete {
        Incomplete::Range => "range",
        Incomplete::Block => "block",
        Incomplete::Exclude => "exclude",
    }
}

fn becauses(outcome: &Outcome) -> Vec<Option<String>> {
    let rows = match &outcome.decide {
        Decide::FirstMatch(rows) => rows.as_slice(),
        _ => &[],
    };
    let adjusted = outcome.adjust.iter().map(|row| Some(row.because.clone()));
    rows.iter().map(|row| row.because.clone()).chain(adjusted).collect()
}

fn outcome_permissions(outcome: &Outcome) -> Vec<String> {
    let rows = match &outcome.decide {
        Decide::FirstMatch(rows) => rows.as_slice(),
        _ => &[],
    };
    let rows = rows.iter().map(|row| permission(row.identity_weight.as_ref()));
    rows.chain(outcome.adjust.iter().map(|row| permission(row.identity_weight.as_ref()))).collect()
}

fn permission(given: Option<&crate::questionnaire::IdentityWeight>) -> String {
    given.map_or_else(String::new, |given| format!("{}: {}", given.reason, given.source))
}
