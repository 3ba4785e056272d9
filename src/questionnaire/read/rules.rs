//! Reads what answers mean and lead to: disclosures, stops, indicators, outcomes, actions, next.

use super::codes::codes;
use super::ids::note_bad_file_id;
use super::reader::{Mentions, QuestionnaireReader};
use super::safety;
use crate::questionnaire::dependencies::{named_by_stop, named_directly};
use crate::questionnaire::model::*;
use crate::reading::{Placed, Table};
use crate::rules::QuestionRef;
use crate::vocabulary::{FAMILIES, FORMS, NEEDS};

impl<'r> QuestionnaireReader<'r> {
    pub(super) fn moments(&mut self, file: &Table<'r>) {
        for table in file.tables("disclosure", "[[disclosure]]") {
            let (moment, _) = self.moment(&table);
            let help = self.promised_help(&table);
            self.draft.disclosures.push(Moment { help, ..moment });
        }
        for table in file.tables("stop", "[[stop]]") {
            let stop = self.stop(table);
            self.draft.stops.push(stop);
        }
    }

    fn moment(&self, table: &Table<'r>) -> (Moment, Mentions) {
        let id = table.need_string("id");
        let when = self.need_rule(table, "when");
        let say = table.need_string("say");
        (Moment { id, when: when.rule, say, note: table.string("note"), help: None }, when.mentions)
    }

    /// Reads the words that promise help, and of which services it must be: neither stands alone.
    fn promised_help(&self, table: &Table<'r>) -> Option<PromisedHelp> {
        if !table.has("help") && !table.has("if_help") {
            return None;
        }
        let (say, needs) = (table.need_string("help"), table.terms("if_help", NEEDS));
        if needs.is_empty() && table.has("help") {
            let help =
                "write the needs of which a listed service must meet one, such as `if_help = [\"medical\"]`";
            let message = "`help` promises help, and `if_help` does not say of which kind";
            self.notes.error("missing-key", table.place_of_value("help"), message, help);
        }
        Some(PromisedHelp { say, needs })
    }

    fn stop(&mut self, table: Table<'r>) -> Stop {
        let (moment, mentions) = self.moment(&table);
        let unless_false = table.flag("unless_false");
        self.identity_weight(&table, "a stop", mentions);
        Stop { moment, unless_false, names: Vec::new() }
    }

    pub(super) fn rules(&mut self, file: &Table<'r>) {
        for table in file.tables("indicator", "[[indicator]]") {
            let indicator = self.indicator(table);
            self.draft.indicators.push(indicator);
        }
        for table in file.tables("score", "[[score]]") {
            let errors = self.notes.errors();
            let score = self.score(table);
            self.last.sound_scores.push(self.notes.errors() == errors);
            self.draft.scores.push(score);
        }
        for table in file.tables("outcome", "[[outcome]]") {
            let outcome = self.outcome(table);
            self.draft.outcomes.push(outcome);
        }
        for table in file.tables("action", "[[action]]") {
            let action = self.action(table);
            self.draft.actions.push(action);
        }
        for table in file.tables("next", "[[next]]") {
            let next = self.next(table);
            self.draft.next.push(next);
        }
        for place in 0..self.draft.stops.len() {
            let names = self.draft.stops[place].moment.when.names();
            self.draft.stops[place].names = named_by_stop(&self.draft, names).into_iter().collect();
        }
        for place in 0..self.draft.questions.len() {
            self.draft.questions[place].builds_on = self.built_on(place);
        }
    }

    fn built_on(&self, place: usize) -> Vec<QuestionRef> {
        let names = self.draft.questions[place].ask_if().map(Rule::names).unwrap_or_default();
        let mut questions: Vec<QuestionRef> = named_directly(&self.draft, names).into_iter().collect();
        questions.retain(|question| self.draft.question(*question).from == AnswerSource::Asked);
        questions
    }

    fn next(&self, table: Table<'r>) -> Next {
        let id = table.need_text("questionnaire").inspect(|id| note_bad_file_id(id, self.notes));
        Next {
            questionnaire: id.map(|id| id.value).unwrap_or_default(),
            when: self.need_rule(&table, "when").rule,
            because: table.string("because"),
        }
    }

    fn indicator(&self, table: Table<'r>) -> Indicator {
        Indicator {
            id: table.need_string("id"),
            label: self.without_verdict(table.need_text("label")).unwrap_or_default(),
            family: table.need_term("family", FAMILIES).unwrap_or(&FAMILIES[0]),
            forms: table.terms("forms", FORMS),
            tags: self.tags(&table),
            when: self.need_rule(&table, "when").rule,
            source: table.need_string("source"),
            codes: codes(&table),
        }
    }

    /// Reads the permission for identity questions to carry weight, and remembers what would carry it.
    pub(super) fn identity_weight(
        &mut self,
        table: &Table<'r>,
        what: &'static str,
        mentions: Mentions,
    ) -> Option<IdentityWeight> {
        let given = table.table("identity_weight", "`identity_weight`");
        self.carries(what, mentions, given.as_ref().map(|given| given.span.clone()));
        let given = given?;
        Some(IdentityWeight { reason: given.need_string("reason"), source: given.need_string("source") })
    }

    /// Returns a text of the result, in which a verdict is noted.
    pub(super) fn without_verdict(&self, text: Option<Placed<String>>) -> Option<String> {
        let text = text.inspect(|text| safety::note_verdict(text, self.words, self.notes))?;
        Some(text.value)
    }

    fn action(&self, table: Table<'r>) -> Action {
        let step = Step {
            id: table.need_string("id"),
            label: table.need_string("label"),
            in_note: table.string("in_note"),
            no_contact: table.string("no_contact"),
            duty: table.need_word("duty", Duty::WORDS).unwrap_or(Duty::Offer),
            topic: table.string("topic"),
            within_hours: table.whole("within_hours", 0, LONGEST_WAIT),
            repeat_after_days: table.whole("repeat_after_days", 1, LONGEST_WAIT),
            needs: table.terms("needs", NEEDS),
            because: table.need_string("because"),
            source: table.string("source"),
            part: table.word("part", StepPart::WORDS),
        };
        Action { when: self.need_rule(&table, "when").rule, step }
    }
}
