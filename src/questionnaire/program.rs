//! The rules of a questionnaire as one small closed program, free of text: what each rule reads, what
//! belongs together because it reads the same thing, and where the tables lead. Made once when a
//! questionnaire is read; evaluated, searched and printed elsewhere. Its one surprise: members of a list
//! do not stand in the order of the text but by the thing that they are about.
//!
//! The meaning is section 2 of the format's page, *one thing at a time*.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::rules::{
    Bound, Comparison, ContextRef, IndicatorRef, OutcomeRef, Quantifier, QuestionRef, ScoreRef, Test,
};
use crate::truth::Set;

/// Something that has possible values: a question, an option of a `choices` question, a score, an outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Thing {
    /// A question. Its values: no 0 and yes 1, the place of an option, or thousandths.
    Question(QuestionRef),
    /// An option of a `choices` question, by its place. Its values: out 0, in 1.
    Option(QuestionRef, u8),
    /// A score. Its values: thousandths.
    Score(ScoreRef),
    /// An outcome. Its values: the places of levels.
    Outcome(OutcomeRef),
}

/// The number of a thing in its program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ThingId(pub u32);

impl ThingId {
    /// Returns the number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A condition as it is evaluated.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Formula {
    /// The context's value passes the test.
    Context(ContextRef, Test),
    /// The value of the thing passes the test; "not asked" never does.
    Value(ThingId, ValueTest),
    /// The indicator is present.
    Indicator(IndicatorRef),
    /// The opposite.
    Not(Box<Formula>),
    /// Every member holds.
    All(List),
    /// At least one member holds.
    Any(List),
    /// That many members hold.
    Count(Quantifier, u16, List),
}

/// What is asked of one value.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ValueTest {
    /// It is one of these.
    Among(Set),
    /// It compares like this.
    Number(Comparison, Bound),
}

/// The members of an `and`, an `or` or an `N of`: first those about one thing, by thing, then those
/// about several, then those that only contexts decide.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct List {
    /// The members.
    pub members: Vec<Formula>,
    /// Which of them are about which thing.
    pub groups: Vec<(ThingId, Range<u32>)>,
    /// Which members about several things read which thing, in order of the things.
    pub readers: Vec<(ThingId, u32)>,
    /// What all of them together are about.
    pub about: About,
    /// The number of the list among those about several things.
    pub number: u32,
}

/// What a condition is about: fixed by the file, never by the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// No thing: contexts alone decide.
    Nothing,
    /// That thing and no other.
    One(ThingId),
    /// More than one.
    Several,
}

/// What a number or a score is compared with.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Marks {
    /// Numbers written in the file, in thousandths, ascending.
    pub literals: Vec<i64>,
    /// Contexts.
    pub contexts: Vec<ContextRef>,
}

/// A score as it is added up.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sum {
    /// Its terms, in the order of the file.
    pub terms: Vec<Addend>,
    /// Which of them are about which thing.
    pub groups: Vec<(ThingId, Vec<u32>)>,
    /// Those that stand alone.
    pub alone: Vec<u32>,
    /// What every value is a multiple of, in thousandths.
    pub step: i64,
}

/// One term of a score.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Addend {
    /// These thousandths, when the condition holds.
    When(Formula, i64),
    /// The points of the answer, with a weight in thousandths.
    Answer(QuestionRef, i64),
    /// A score, with a weight in thousandths.
    Score(ScoreRef, i64),
    /// The thousandths of each level of an outcome.
    Level(OutcomeRef, Vec<i64>),
}

/// The table of an outcome; bands are rows, the highest first. It has no rows if the practitioner decides.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct LevelTable {
    /// The rows, from the first that is looked at.
    pub rows: Vec<TableRow>,
    /// The conditions of the adjustments, in the order of the file.
    pub adjust: Vec<Formula>,
    /// Where each thing is read that the table reads.
    pub readers: Vec<ReadIn>,
}

/// One row of a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TableRow {
    /// Its place in the file.
    pub place: usize,
    /// The place of its level.
    pub level: usize,
    /// When it is taken; nothing for the last.
    pub when: Option<Formula>,
}

/// Where one thing is read in a table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadIn {
    /// The thing.
    pub thing: ThingId,
    /// Indicators about several things, each after those that it names.
    pub indicators: Vec<IndicatorRef>,
    /// Rows, by place in [`LevelTable::rows`].
    pub rows: Vec<u32>,
    /// Adjustments.
    pub adjust: Vec<u32>,
}

/// The program.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Program {
    /// What each number stands for.
    pub things: Vec<Thing>,
    pub(super) scores_at: u32,
    pub(super) outcomes_at: u32,
    pub(super) options_at: Vec<u32>,
    /// How many lists are about several things.
    pub lists: usize,
    /// What numbers and scores are compared with, by thing; the others have none.
    pub marks: Vec<Marks>,
    /// Gates of questions.
    pub asking: Vec<Option<Formula>>,
    /// Indicators.
    pub indicators: Vec<Formula>,
    /// What each indicator is about.
    pub about: Vec<About>,
    /// Scores.
    pub scores: Vec<Sum>,
    /// Outcomes.
    pub outcomes: Vec<LevelTable>,
    /// Disclosures.
    pub disclosures: Vec<Formula>,
    /// Stops.
    pub stops: Vec<Formula>,
    /// Actions.
    pub actions: Vec<Formula>,
    /// Questionnaires that may follow.
    pub next: Vec<Formula>,
    /// The questions behind each indicator, directly or through others.
    pub behind_indicators: Vec<Vec<QuestionRef>>,
    /// The questions behind each action.
    pub behind_actions: Vec<Vec<QuestionRef>>,
    /// The questions behind each outcome that must be complete, those of gates too; none for others.
    pub needed: Vec<Vec<QuestionRef>>,
}

impl Program {
    /// Returns the number of a question.
    pub fn question(&self, question: QuestionRef) -> ThingId {
        ThingId(u32::from(question.0))
    }

    /// Returns the number of an option of a `choices` question.
    pub fn option(&self, question: QuestionRef, option: usize) -> ThingId {
        ThingId(
            self.options_at[question.index()]
                + u32::try_from(option).expect("a question has at most 64 options"),
        )
    }

    /// Returns the number of a score.
    pub fn score(&self, score: ScoreRef) -> ThingId {
        ThingId(self.scores_at + u32::from(score.0))
    }

    /// Returns the number of an outcome.
    pub fn outcome(&self, outcome: OutcomeRef) -> ThingId {
        ThingId(self.outcomes_at + u32::from(outcome.0))
    }

    /// Returns the thing that a term is about; nothing if it stands alone, as the points of a `choices`
    /// question do.
    pub fn thing_of(&self, term: &Addend) -> Option<ThingId> {
        match term {
            Addend::When(formula, _) => match self.about(formula) {
                About::One(thing) => Some(thing),
                About::Nothing | About::Several => None,
            },
            Addend::Answer(question, _) => {
                let (first, next) = (question.index(), question.index() + 1);
                let end = self.options_at.get(next).map_or(self.things.len(), |next| *next as usize);
                (self.options_at[first] as usize == end).then(|| self.question(*question))
            }
            Addend::Score(score, _) => Some(self.score(*score)),
            Addend::Level(outcome, _) => Some(self.outcome(*outcome)),
        }
    }

    /// Returns every condition, those of rows, adjustments and terms too.
    pub fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let rows = self.outcomes.iter().flat_map(|table| &table.rows).filter_map(|row| row.when.as_ref());
        let adjust = self.outcomes.iter().flat_map(|table| &table.adjust);
        let terms = self.scores.iter().flat_map(|sum| &sum.terms).filter_map(|addend| match addend {
            Addend::When(formula, _) => Some(formula),
            Addend::Answer(..) | Addend::Score(..) | Addend::Level(..) => None,
        });
        let rules = [&self.indicators, &self.disclosures, &self.stops, &self.actions, &self.next];
        let rules = rules.into_iter().flatten().chain(self.asking.iter().flatten());
        rules.chain(rows).chain(adjust).chain(terms)
    }

    /// Returns what a condition is about.
    pub fn about(&self, formula: &Formula) -> About {
        match formula {
            Formula::Context(..) => About::Nothing,
            Formula::Value(thing, _) => About::One(*thing),
            Formula::Indicator(indicator) => self.about[indicator.index()],
            Formula::Not(inner) => self.about(inner),
            Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => list.about,
        }
    }
}

impl Formula {
    /// Returns the things that the condition reads, ascending, each once, by what the indicators in it read.
    pub fn reads(&self, by_indicators: &[Vec<ThingId>]) -> Vec<ThingId> {
        match self {
            Formula::Context(..) => Vec::new(),
            Formula::Value(thing, _) => vec![*thing],
            Formula::Indicator(indicator) => by_indicators[indicator.index()].clone(),
            Formula::Not(inner) => inner.reads(by_indicators),
            Formula::All(list) | Formula::Any(list) | Formula::Count(_, _, list) => {
                let groups = list.groups.iter().map(|(thing, _)| *thing);
                let mut reads: Vec<ThingId> = list.readers.iter().map(|(thing, _)| *thing).collect();
                reads.extend(groups);
                reads.sort_unstable();
                reads.dedup();
                reads
            }
        }
    }
}

impl List {
    /// Returns the members about one thing.
    pub fn group(&self, thing: ThingId) -> &[Formula] {
        // Each thing is there once, ascending: no place is further from either end than the numbers are.
        let (Some((first, _)), Some((last, _))) = (self.groups.first(), self.groups.last()) else {
            return &[];
        };
        if thing < *first || thing > *last {
            return &[];
        }
        let from = (self.groups.len() - 1).saturating_sub(last.index() - thing.index());
        let to = (thing.index() - first.index() + 1).min(self.groups.len());
        match self.groups[from..to].binary_search_by_key(&thing, |(thing, _)| *thing) {
            Ok(place) => self.range(&self.groups[from + place].1),
            Err(_) => &[],
        }
    }

    /// Returns the members of a group.
    pub fn range(&self, range: &Range<u32>) -> &[Formula] {
        &self.members[range.start as usize..range.end as usize]
    }

    /// Returns the members that are about no single thing.
    pub fn others(&self) -> &[Formula] {
        let first = self.groups.last().map_or(0, |(_, range)| range.end as usize);
        &self.members[first..]
    }

    /// Returns the members about several things that read one of them.
    pub fn reading(&self, thing: ThingId) -> impl Iterator<Item = &Formula> {
        let first = self.readers.partition_point(|(reads, _)| *reads < thing);
        let readers = self.readers[first..].iter().take_while(move |(reads, _)| *reads == thing);
        readers.map(|(_, member)| &self.members[*member as usize])
    }
}
