//! What is seen and heard, and what is right there: `[[step]]`, `[answers]`, `[[item]]`, `[[decision]]`.

use crate::answers::Answer;
use crate::conversation::Point;
use crate::example::{ExampleTarget, Side, answer, target};
use crate::practice::points::{choices, every, point_id};
use crate::practice::scenario::{AnsweredAlone, Decision, HandsOver, Right, ScenarioEntry, Unlock, Way};
use crate::questionnaire::model::Questionnaire;
use crate::reading::{Notes, Placed, Table, Untyped};
use crate::rules::QuestionRef;
use crate::source::Span;
use crate::turned::TurnedForm;

/// What is asked of the trainee where a decision says nothing else.
const ASK: &str = "What do you do?";

/// Everything that can be heard.
pub struct Heard {
    /// By the points of the questionnaire.
    pub entries: Vec<ScenarioEntry>,
    /// The scenario's own decisions.
    pub decisions: Vec<Decision>,
    /// What the person answers alone.
    pub alone: Option<AnsweredAlone>,
}

/// Reads everything that can be heard.
pub fn read(file: &Table<'_>, questionnaire: &Questionnaire) -> Heard {
    let tables = file.tables("decision", "[[decision]]");
    let decisions: Vec<Decision> =
        tables.into_iter().filter_map(|table| decision(table, questionnaire)).collect();
    let reader = EntryReader { questionnaire, decisions: &decisions, notes: file.notes() };
    let mut entries = Vec::new();
    entries.extend(file.tables("step", "[[step]]").into_iter().filter_map(|table| reader.step(table)));
    entries.extend(reader.plain_answers(file.table("answers", "[answers]")));
    entries.extend(file.tables("item", "[[item]]").into_iter().filter_map(|table| reader.item(table)));
    reader.note_first_with_after(&entries);
    reader.note_twice();
    let alone = file.table("alone", "[alone]").map(|table| reader.alone(&table));
    Heard { entries, decisions, alone }
}

fn decision(table: Table<'_>, questionnaire: &Questionnaire) -> Option<Decision> {
    let notes = table.notes();
    let id = table.need_text("id");
    let before = table.need_text("before").and_then(|name| {
        let point = point(questionnaire, &name, notes)?;
        let fits = matches!(
            point,
            Point::Gate(_)
                | Point::Opening(_)
                | Point::Consent
                | Point::Question(_)
                | Point::Leave(_)
                | Point::Alone(_)
        );
        if !fits {
            let help = "name a gate, an opening, \"consent\", leave.SECTION, \"alone\", \"handed_over\" or a question";
            let message = format!("nothing can be decided before `{}`", name.value);
            notes.error("unknown-point", name.span, message, help);
        }
        fits.then_some(point)
    });
    let (hear, because) = (table.need_string("hear"), table.need_string("because"));
    let ask = table.string("ask").unwrap_or_else(|| ASK.to_owned());
    let options: Vec<Way> = table.tables("options", "an option").into_iter().map(way).collect();
    if options.len() < 2 || !options.iter().any(|way| way.right) {
        let help = "write two options or more, one of them with `right = true`";
        let span = table.place_of_value("options");
        notes.error("too-few", span, "a decision needs options, and a right one", help);
        return None;
    }
    Some(Decision { id: id?.value, before: before?, hear, ask, options, because, span: table.span.clone() })
}

fn way(table: Table<'_>) -> Way {
    Way {
        id: table.need_string("id"),
        label: table.need_string("label"),
        then: table.string("then"),
        right: table.flag("right"),
    }
}

/// Returns the point that a name means, or notes that there is none.
fn point(questionnaire: &Questionnaire, name: &Placed<String>, notes: &Notes<'_>) -> Option<Point> {
    let found = crate::practice::point_of(questionnaire, &name.value);
    if found.is_none() {
        let known: Vec<String> =
            every(questionnaire).filter_map(|point| point_id(questionnaire, point)).collect();
        let help = notes.nearest_or(&name.value, known.iter().map(String::as_str), '"', || {
            "write the id of a gate, an opening, a disclosure, a stop or a question, or consent, keep, \
             leave.SECTION or break.SECTION"
                .to_owned()
        });
        let message = format!("the conversation has no point `{}`", name.value);
        notes.error("unknown-point", name.span.clone(), message, help);
    }
    found
}

struct EntryReader<'r> {
    questionnaire: &'r Questionnaire,
    decisions: &'r [Decision],
    notes: &'r Notes<'r>,
}

impl EntryReader<'_> {
    fn step(&self, table: Table<'_>) -> Option<ScenarioEntry> {
        let at = table.need_text("at");
        let point = at.as_ref().and_then(|at| point(self.questionnaire, at, self.notes));
        if let (Some(at), Some(Point::Question(_))) = (&at, point) {
            let message = format!("`{}` is a question, and a [[step]] is none", at.value);
            let help = format!("write an [[item]] with `question = \"{}\"`", at.value);
            self.notes.error("unknown-point", at.span.clone(), message, help);
        }
        let right = self.choice(&table, point);
        let (hear, because) = (table.string("hear"), table.string("because"));
        let after = self.after(&table);
        Some(ScenarioEntry {
            point: point.filter(|point| !matches!(point, Point::Question(_)))?,
            after: after?,
            hear,
            right: Right::Choice(right?),
            also: Vec::new(),
            because,
            span: table.span.clone(),
        })
    }

    /// Reads `right` of a step. Words that are to be said have only one.
    fn choice(&self, table: &Table<'_>, point: Option<Point>) -> Option<&'static str> {
        let to_say = matches!(point, Some(Point::Opening(_) | Point::Disclosure(_) | Point::Stop(_)));
        let right = if to_say { table.text("right") } else { table.need_text("right") };
        let Some(point) = point.filter(|point| !matches!(point, Point::Question(_))) else {
            return Some("yes");
        };
        let known = if to_say { &["say"][..] } else { choices(point) };
        let Some(right) = right else { return to_say.then_some("say") };
        let found = known.iter().find(|known| **known == right.value).copied();
        if found.is_none() {
            let message = format!("`{}` cannot be chosen here", right.value);
            let help = format!("write one of: {}", known.join(", "));
            self.notes.error("bad-choice", right.span, message, help);
        }
        found
    }

    fn plain_answers(&self, table: Option<Table<'_>>) -> Vec<ScenarioEntry> {
        let pairs = table.map(|table| table.free_values()).unwrap_or_default();
        pairs
            .into_iter()
            .filter_map(|(id, value)| {
                let question = self.question(&id)?;
                Some(ScenarioEntry {
                    point: Point::Question(question),
                    after: Vec::new(),
                    hear: None,
                    right: Right::Answer(self.answer(question, &value)?),
                    also: Vec::new(),
                    because: None,
                    span: value.span,
                })
            })
            .collect()
    }

    /// What the person answers alone, and what they hand over of it.
    fn alone(&self, table: &Table<'_>) -> AnsweredAlone {
        let hands_over = table.need_word("hands_over", HandsOver::WORDS).unwrap_or(HandsOver::Nothing);
        if let Err(why) = TurnedForm::of(self.questionnaire) {
            let message = format!("nobody answers this questionnaire alone: {why}");
            self.notes.error("unknown-name", table.place_of("hands_over"), message, "leave [alone] out");
        }
        let mut answers = Vec::new();
        for (id, value) in table.table("answers", "[alone.answers]").iter().flat_map(Table::free_values) {
            let Some(question) = self.question(&id) else { continue };
            answers.extend(self.answer(question, &value).map(|answer| (question, answer)));
        }
        answers.sort_by_key(|(question, _)| *question);
        AnsweredAlone {
            hands_over,
            shows_kept_back: table.flag("shows_kept_back"),
            answers,
            hear: table.need_string("hear"),
        }
    }

    fn question(&self, id: &Placed<String>) -> Option<QuestionRef> {
        match target(self.questionnaire, id, Side::Answers, self.notes)? {
            ExampleTarget::Question(question) => Some(question),
            _ => None,
        }
    }

    /// Reads an answer that must be one: not asked is none here.
    fn answer(&self, question: QuestionRef, value: &Placed<Untyped<'_>>) -> Option<Answer> {
        let read = answer(self.questionnaire, question, value, self.notes)?;
        if read.is_none() {
            let help = "write an answer, or \"declined\", \"dont_know\" or \"later\"";
            self.notes.error("bad-input", value.span.clone(), "what the person says is missing", help);
        }
        read
    }

    fn item(&self, table: Table<'_>) -> Option<ScenarioEntry> {
        let question = table.need_text("question").and_then(|id| self.question(&id));
        let (hear, because) = (table.need_string("hear"), table.string("because"));
        table.note_missing("right", "write the right rating, such as `right = \"yes\"`");
        let right =
            table.any_value("right").zip(question).and_then(|(value, question)| self.right(question, &value));
        let also = self.also(&table, question);
        let after = self.after(&table);
        Some(ScenarioEntry {
            point: Point::Question(question?),
            after: after?,
            hear: Some(hear),
            right: right?,
            also: also?,
            because,
            span: table.span.clone(),
        })
    }

    fn right(&self, question: QuestionRef, value: &Placed<Untyped<'_>>) -> Option<Right> {
        match value.value.text() {
            Some("stop") => Some(Right::Stop),
            Some("danger") => Some(Right::Danger),
            _ => self.answer(question, value).map(Right::Answer),
        }
    }

    fn also(&self, table: &Table<'_>, question: Option<QuestionRef>) -> Option<Vec<Answer>> {
        let Some(value) = table.any_value("also") else { return Some(Vec::new()) };
        let (Untyped::List(items), Some(question)) = (&value.value, question) else {
            if question.is_some() {
                let help = "write a list, such as `also = [\"dont_know\"]`";
                self.notes.error("wrong-type", value.span, "`also` must be a list of answers", help);
            }
            return None;
        };
        items.iter().map(|item| self.answer(question, item)).collect()
    }

    /// Reads what must have been done before; nothing if one of it is not known.
    fn after(&self, table: &Table<'_>) -> Option<Vec<Unlock>> {
        let unlocks: Vec<Option<Unlock>> =
            table.texts("after").iter().map(|name| self.unlock(name)).collect();
        unlocks.into_iter().collect()
    }

    fn unlock(&self, name: &Placed<String>) -> Option<Unlock> {
        let known = self.unlocks();
        let mut all = known.iter().filter(|(id, _)| *id == name.value).map(|(_, unlock)| *unlock);
        let found = all.next();
        if all.next().is_some() {
            let message = format!("`{}` is an option of a decision, and something else as well", name.value);
            let help = "give the option another id";
            self.notes.error("duplicate-id", name.span.clone(), message, help);
        }
        if found.is_none() {
            let help = self.notes.nearest_or(&name.value, known.iter().map(|(id, _)| *id), '"', || {
                "write the id of a gate or an opening, break, again, or the id of an option of a decision"
                    .to_owned()
            });
            let message = format!("`{}` is nothing that can be done before", name.value);
            self.notes.error("unknown-point", name.span.clone(), message, help);
        }
        found
    }

    fn unlocks(&self) -> Vec<(&str, Unlock)> {
        let q = self.questionnaire;
        let gates = q.gates.iter().enumerate().map(|(at, gate)| (gate.id.as_str(), Unlock::Gate(at)));
        let openings =
            q.openings.iter().enumerate().map(|(at, opening)| (opening.id.as_str(), Unlock::Opening(at)));
        let ways = self.decisions.iter().enumerate().flat_map(|(at, decision)| {
            let ways = decision.options.iter().enumerate();
            ways.map(move |(way, option)| (option.id.as_str(), Unlock::Option(at, way)))
        });
        let always = [("break", Unlock::Break), ("again", Unlock::Again)];
        gates.chain(openings).chain(ways).chain(always).collect()
    }

    /// Results name decisions by their ids, and `after` names options, so each is there once.
    fn note_twice(&self) {
        let mut seen: Vec<&str> = Vec::new();
        for (place, decision) in self.decisions.iter().enumerate() {
            if self.decisions[..place].iter().any(|earlier| earlier.id == decision.id) {
                let message = format!("two decisions are called `{}`", decision.id);
                self.refuse_twice(decision, message);
            }
            if decision.id == "ending"
                || crate::practice::point_of(self.questionnaire, &decision.id).is_some()
            {
                let message =
                    format!("the decision is called as a point of the conversation, `{}`", decision.id);
                self.refuse_twice(decision, message);
            }
            for way in decision.options.iter().filter(|way| !way.id.is_empty()) {
                if seen.contains(&way.id.as_str()) {
                    self.refuse_twice(decision, format!("two options of decisions are called `{}`", way.id));
                }
                seen.push(&way.id);
            }
        }
    }

    fn refuse_twice(&self, decision: &Decision, message: String) {
        self.notes.error("duplicate-id", decision.span.clone(), message, "give one of them another id");
    }

    /// The first entry of a point is what is heard whatever was done.
    fn note_first_with_after(&self, entries: &[ScenarioEntry]) {
        for (place, entry) in entries.iter().enumerate() {
            let first = !entries[..place].iter().any(|earlier| earlier.point == entry.point);
            let second_without = !first && entry.after.is_empty();
            if first && !entry.after.is_empty() {
                let message = "this is heard only after something, and nothing is written for before";
                let help = "write the same point once more in front of it, without `after`";
                self.refuse_at(&entry.span, message, help);
            } else if second_without {
                let message = "this point is written a second time without `after`";
                let help = "say after what it is heard instead, or remove it";
                self.refuse_at(&entry.span, message, help);
            }
        }
    }

    fn refuse_at(&self, span: &Span, message: &str, help: &str) {
        self.notes.error("never-heard", span.clone(), message, help);
    }
}
