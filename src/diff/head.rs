//! The head of a questionnaire, and what comes before its questions.

use super::differ::{Differ, Fate, listed};
use super::{Row, Touched};
use crate::questionnaire::things::PURPOSE;
use crate::questionnaire::{ContextKind, Study, Thing, ThingKind};

/// The opening that explains the limits of confidentiality.
const LIMITS: &str = "limits";

const SHOWN: Touched = Touched::STRUCTURE.with(Touched::WORDING);

impl Differ<'_> {
    pub fn head(&mut self) {
        let (old, new) = (self.old, self.new);
        let head = Thing::new(ThingKind::Questionnaire, "");
        let id = Touched::STRUCTURE.with(Touched::SCORING);
        self.fact(&head, "id", Some(&old.id), Some(&new.id), id, Row::OtherQuestionnaire);
        let languages = (Some(&old.language), Some(&new.language));
        self.fact(&head, "language", languages.0, languages.1, Touched::WORDING, Row::Language);
        self.words(&head, "title", Some(&old.title), Some(&new.title), Row::Notes);
        let row = self.words_of(&Thing::new(ThingKind::Questionnaire, PURPOSE), Row::IntendedUse);
        self.words(&head, "purpose", Some(&old.purpose), Some(&new.purpose), row);
        self.population(&head);
        self.validation(&head);
        self.metadata(&head);
    }

    fn population(&mut self, head: &Thing) {
        let (old, new) = (&self.old.population, &self.new.population);
        self.fact(head, "ages", Some(old.ages), Some(new.ages), Touched::WORDING, Row::IntendedUse);
        let forms = |terms: &[&crate::vocabulary::Term]| {
            listed(&terms.iter().map(|term| term.id).collect::<Vec<_>>())
        };
        for (what, old, new) in [
            ("settings", listed(&old.settings), listed(&new.settings)),
            ("forms", forms(&old.forms), forms(&new.forms)),
        ] {
            self.fact(head, what, Some(old), Some(new), Touched::NONE, Row::IntendedUse);
        }
    }

    fn validation(&mut self, head: &Thing) {
        let (old, new) = (&self.old.validation, &self.new.validation);
        self.words(head, "note on its validation", Some(&old.note), Some(&new.note), Row::Evidence);
        type Part = fn(&Study) -> String;
        let of = |study: &Option<Study>, part: Part| study.as_ref().map(part);
        let parts: [(&str, Part); 7] = [
            ("study", |study| study.study.clone()),
            ("number of people studied", |study| study.n.to_string()),
            ("sensitivity", |study| study.sensitivity.clone()),
            ("specificity", |study| study.specificity.clone()),
            ("cut-off studied", |study| study.cut_off.clone()),
            ("people studied", |study| study.population.clone()),
            ("language studied", |study| study.language.clone()),
        ];
        for (what, part) in parts {
            let (old, new) = (of(&old.published, part), of(&new.published, part));
            self.fact(head, what, old, new, Touched::WORDING, Row::Evidence);
        }
    }

    /// What no fingerprint counts.
    fn metadata(&mut self, head: &Thing) {
        let (old, new) = (self.old, self.new);
        let mut fact = |what: &str, old: Option<String>, new: Option<String>| {
            self.fact(head, what, old, new, Touched::NONE, Row::Notes);
        };
        fact("minutes", Some(old.minutes.to_string()), Some(new.minutes.to_string()));
        fact("license", Some(old.license.clone()), Some(new.license.clone()));
        fact("authors", Some(listed(&old.authors)), Some(listed(&new.authors)));
        fact("review_by", old.review_by.map(|day| day.to_string()), new.review_by.map(|day| day.to_string()));
        self.entries(head, "source", &old.sources, &new.sources, |source| {
            listed(&[&source.title, &source.url, &source.used_for])
        });
        self.entries(head, "survivor review", &old.survivor_reviews, &new.survivor_reviews, |review| {
            let on = review.on.map_or_else(String::new, |day| day.to_string());
            listed(&[review.role.as_str(), if review.paid { "paid" } else { "not paid" }, &on])
        });
        self.entries(head, "piece of advice set aside", &old.allows, &new.allows, |allow| {
            listed(&[allow.lint.as_str(), allow.at.as_deref().unwrap_or("everywhere"), &allow.reason])
        });
        self.entries(head, "note on a change", &old.changes, &new.changes, |note| {
            let was = note.was.as_ref().map_or_else(String::new, |was| format!(", called `{was}` there,"));
            let meaning = if note.same_meaning { "means the same" } else { "has changed" };
            format!("since {}, `{}`{was} {meaning}: {}", note.since, note.of, note.reason)
        });
    }

    fn entries<T>(&mut self, about: &Thing, what: &str, old: &[T], new: &[T], shown: fn(&T) -> String) {
        let entries = |list: &[T]| list.iter().map(|each| (shown(each), shown(each))).collect::<Vec<_>>();
        self.list(about, what, &entries(old), &entries(new), Touched::NONE, Row::Notes);
    }

    pub fn before_the_questions(&mut self) {
        self.contexts();
        self.gates();
        self.openings();
        let pause = Thing::new(ThingKind::Break, "");
        let (old, new) = (self.old.break_words.as_deref(), self.new.break_words.as_deref());
        self.words(&pause, "words", old, new, Row::Conversation);
    }

    fn contexts(&mut self) {
        let both = (self.old.contexts.as_slice(), self.new.contexts.as_slice());
        let all = SHOWN.with(Touched::SCORING);
        for (old, new) in self.line_up(ThingKind::Context, both, all, |_, _| Row::Rule) {
            let about = Thing::new(ThingKind::Context, &new.id);
            self.words(&about, "label", Some(&old.label), Some(&new.label), Row::ResultText);
            let (was, is) = (values(&old.kind), values(&new.kind));
            self.fact(&about, "values", Some(was), Some(is), Touched::STRUCTURE, Row::Rule);
            let (was, is) = (old.default.clone(), new.default.clone());
            self.fact(&about, "default", was, is, Touched::SCORING, Row::Rule);
        }
    }

    fn gates(&mut self) {
        let both = (self.old.gates.as_slice(), self.new.gates.as_slice());
        for (old, new) in self.line_up(ThingKind::Gate, both, SHOWN, |_, _| Row::Gate) {
            let about = Thing::new(ThingKind::Gate, &new.id);
            let row = self.words_of(&about, Row::Gate);
            self.words(&about, "words", Some(&old.ask), Some(&new.ask), row);
            self.words(&about, "note", old.note.as_deref(), new.note.as_deref(), Row::Notes);
            let (was, is) = (&old.otherwise, &new.otherwise);
            self.words(&about, "what to do instead", Some(was), Some(is), Row::Conversation);
            let (was, is) = (old.observe.as_deref(), new.observe.as_deref());
            self.words(&about, "what may be noted", was, is, Row::Conversation);
            let answer = |yes: bool| Some(if yes { "yes" } else { "no" });
            let (was, is) = (answer(old.proceed_on), answer(new.proceed_on));
            self.fact(&about, "answer that passes", was, is, Touched::STRUCTURE, Row::Gate);
            let (was, is) = (answer(old.danger), answer(new.danger));
            self.fact(&about, "danger", was, is, Touched::STRUCTURE, Row::Gate);
        }
    }

    /// The opening `limits` is the point from which sensitive questions may be asked.
    fn openings(&mut self) {
        let both = (self.old.openings.as_slice(), self.new.openings.as_slice());
        let pairs = self.line_up(ThingKind::Opening, both, SHOWN, |fate, each| {
            if fate != Fate::Moved && each.id == LIMITS { Row::Boundary } else { Row::Conversation }
        });
        for (old, new) in pairs {
            let about = Thing::new(ThingKind::Opening, &new.id);
            self.words(&about, "words", Some(&old.say), Some(&new.say), Row::Conversation);
            self.words(&about, "note", old.note.as_deref(), new.note.as_deref(), Row::Notes);
        }
    }
}

fn values(kind: &ContextKind) -> String {
    match kind {
        ContextKind::YesNo => "yes or no".to_owned(),
        ContextKind::Number => "a number".to_owned(),
        ContextKind::Choice(options) => listed(options),
    }
}
