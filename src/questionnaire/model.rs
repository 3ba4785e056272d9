//! The questionnaire as it is used: everything in the order of the file, every name resolved to its
//! place, every rule already a condition. A value of these types came out of the reader without an
//! error, so nothing that uses it has to doubt it.

use jiff::civil::Date;
use semver::Version;
use serde::{Deserialize, Serialize};

use super::kind::Kind;
use super::program::Program;
use super::remembered::Remembered;
use crate::answers::{Answer, Edition};
use crate::decimal::Decimal;
use crate::rules::{Condition, ContextRef, IndicatorRef, Name, OutcomeRef, QuestionRef, ScoreRef};
use crate::truth::Set;
use crate::vocabulary::{self, Term};

/// A questionnaire, complete and correct.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Questionnaire {
    /// Its id, such as `adult-brief`.
    pub id: String,
    /// Its semantic version.
    pub version: Version,
    /// Its title.
    pub title: String,
    /// The language tag of every text in it.
    pub language: String,
    /// What it is for.
    pub purpose: String,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The licence of its wording.
    pub license: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// When it should be looked over again.
    pub review_by: Option<Date>,
    /// Whom it is for.
    pub population: Population,
    /// What is known of how well it works.
    pub validation: Validation,
    /// What it draws on.
    pub sources: Vec<Citation>,
    /// Who with lived experience reviewed it.
    pub survivor_reviews: Vec<SurvivorReview>,
    /// What the programme knows rather than asks.
    pub contexts: Vec<Context>,
    /// What must be so before it is safe to begin.
    pub gates: Vec<Gate>,
    /// What is read aloud first.
    pub openings: Vec<Spoken>,
    /// Grounding words for a break.
    pub break_words: Option<String>,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// All questions, in the order of the conversation.
    pub questions: Vec<Question>,
    /// What to say and do when something hard has been said.
    pub disclosures: Vec<Moment>,
    /// What ends the asked questions.
    pub stops: Vec<Stop>,
    /// What answers mean.
    pub indicators: Vec<Indicator>,
    /// What indicators and answers add up to.
    pub scores: Vec<Score>,
    /// The named results.
    pub outcomes: Vec<Outcome>,
    /// What should or must happen.
    pub actions: Vec<Action>,
    /// Which questionnaire may follow.
    pub next: Vec<Next>,
    /// What advice its authors have looked at and set aside.
    pub allows: Vec<Allow>,
    /// What its authors say of the changes since earlier editions.
    pub changes: Vec<ChangeNote>,
    /// Everything that is computed, each after what it needs.
    pub plan: Vec<Step>,
    /// All rules as they are evaluated.
    pub program: Program,
    /// Its fingerprints, once they are known.
    #[serde(skip)]
    pub remembered: Remembered,
}

/// One thing to compute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Whether a question applies.
    Applies(QuestionRef),
    /// Whether an indicator is present.
    Indicator(IndicatorRef),
    /// What a score can be.
    Score(ScoreRef),
    /// Which levels an outcome can have.
    Outcome(OutcomeRef),
}

/// Whom a questionnaire is for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Population {
    /// Ages in years.
    pub ages: AgeRange,
    /// Settings, in words.
    pub settings: Vec<String>,
    /// Forms of exploitation.
    #[serde(deserialize_with = "vocabulary::forms")]
    pub forms: Vec<&'static Term>,
}

/// Ages in whole years, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AgeRange {
    /// The youngest.
    pub from: u32,
    /// The oldest, if there is an upper end.
    pub to: Option<u32>,
}

/// What is known of how well a questionnaire works.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Validation {
    /// The published study, or nothing if it is not validated.
    pub published: Option<Study>,
    /// A sentence for the summary.
    pub note: String,
}

impl Validation {
    /// Returns what is known, in a word or three for a list.
    pub fn in_short(&self) -> &'static str {
        match &self.published {
            Some(study) if study.is_measured() => "published",
            Some(_) => "published, accuracy unknown",
            None => "not validated",
        }
    }
}

/// A published validation study, as printed there.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Study {
    /// Its citation.
    pub study: String,
    /// How many people took part.
    pub n: u32,
    /// Sensitivity, as printed.
    pub sensitivity: String,
    /// Specificity, as printed.
    pub specificity: String,
    /// The cut-off that those figures are for.
    pub cut_off: String,
    /// The people it studied.
    pub population: String,
    /// The language it was studied in.
    pub language: String,
}

impl Study {
    /// Returns whether it has figures.
    pub fn is_measured(&self) -> bool {
        self.n > 0
    }
}

/// A source and what was taken from it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Citation {
    /// Title.
    pub title: String,
    /// Address.
    pub url: String,
    /// What it was used for.
    pub used_for: String,
}

/// A review by somebody with lived experience.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SurvivorReview {
    /// In what role.
    pub role: String,
    /// Whether they were paid for it.
    pub paid: bool,
    /// When.
    pub on: Option<Date>,
}

/// Something that the programme knows rather than asks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Context {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What its value can be.
    pub kind: ContextKind,
    /// Its value where nobody gives another, as it is written.
    pub default: Option<String>,
}

/// What the value of a context can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContextKind {
    /// Yes or no.
    YesNo,
    /// One of these options.
    Choice(Vec<String>),
    /// A number.
    Number,
}

/// A question to the practitioner that must be passed before it is safe to begin.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Gate {
    /// Its id.
    pub id: String,
    /// What is asked.
    pub ask: String,
    /// More for the practitioner.
    pub note: Option<String>,
    /// The only answer that passes: yes (true) or no (false).
    pub proceed_on: bool,
    /// What to do instead.
    pub otherwise: String,
    /// Whether not passing means danger now.
    pub danger: bool,
    /// An observation for the practitioner's own notes when it does not pass.
    pub observe: Option<String>,
}

/// Words read aloud.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Spoken {
    /// Its id.
    pub id: String,
    /// What is read aloud.
    pub say: String,
    /// More for the practitioner.
    pub note: Option<String>,
}

/// A group of questions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Words read aloud before its first question.
    pub say: Option<String>,
    /// More for the practitioner.
    pub note: Option<String>,
}

/// One question.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// The place of its section.
    pub section: usize,
    /// The words that are read aloud, or for the practitioner if it is not asked.
    pub ask: String,
    /// More for the practitioner, never read aloud.
    pub note: Option<String>,
    /// What kind of answer it has.
    pub kind: Kind,
    /// How sensitive it is, 0 to 3.
    pub sensitivity: u32,
    /// Where its answer comes from.
    pub from: AnswerSource,
    /// When it applies or may be asked.
    pub gate: AskGate,
    /// The questions to the person on which its `ask_if` rests: it builds on their answers.
    pub builds_on: Vec<QuestionRef>,
    /// Whether it is about who the person is.
    pub identity: bool,
    /// Where the answer stands in the summary.
    pub part: Part,
    /// Tags.
    pub tags: Vec<String>,
}

/// When a question applies or may be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskGate {
    /// Always.
    Always,
    /// It applies if this holds, and is asked while that is not known, unless the person withheld an
    /// answer that it builds on.
    If(Rule),
    /// It is asked only if this definitely holds, and its answer stays unknown otherwise.
    OnlyIf(Rule),
}

/// Where an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum AnswerSource {
    /// Asked of the person.
    Asked,
    /// Seen by the practitioner.
    Observed,
    /// Read in a record.
    Record,
    /// Judged by the practitioner.
    Judgement,
}

/// Where an answer stands in the summary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Part {
    /// With the evidence of indicators.
    Evidence,
    /// With the person's needs.
    Needs,
    /// With the person's strengths.
    Strengths,
    /// With the person's goals.
    Goals,
    /// With the safety plan.
    SafetyPlan,
    /// With the background: no rule uses it, and it helps whoever goes on.
    Background,
}

/// Something to say and do at a moment of the conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Moment {
    /// Its id.
    pub id: String,
    /// When.
    pub when: Rule,
    /// What is said to the person.
    pub say: String,
    /// More for the practitioner.
    pub note: Option<String>,
}

/// What ends the asked questions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Stop {
    /// What is said and when.
    pub moment: Moment,
    /// Whether it also ends them while that is not known, once a question that it names was reached.
    pub unless_false: bool,
    /// Every question that its rule names, or that the indicators and scores that it names do.
    pub names: Vec<QuestionRef>,
}

/// A condition with the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// As it is written in the file.
    pub text: String,
    /// As it is evaluated.
    pub condition: Condition,
}

/// What answers mean.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
    /// What it is about.
    #[serde(deserialize_with = "vocabulary::family")]
    pub family: &'static Term,
    /// For which forms of exploitation; empty for all.
    #[serde(deserialize_with = "vocabulary::forms")]
    pub forms: Vec<&'static Term>,
    /// Tags.
    pub tags: Vec<String>,
    /// When it is present.
    pub when: Rule,
    /// Where it comes from.
    pub source: String,
}

/// Permission for an identity question to carry weight, as some published instruments do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentityWeight {
    /// Why.
    pub reason: String,
    /// Published where.
    pub source: String,
}

/// A number made of terms.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// How its terms are combined.
    pub combine: Combine,
    /// The terms.
    pub terms: Vec<ScoreTerm>,
    /// What a sum begins with.
    pub constant: Decimal,
    /// That the published instrument counts "don't know" as no.
    pub dont_know_as_no: Option<Citation>,
}

/// How the terms of a score are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Combine {
    /// They are added (a count is a sum of ones).
    Sum,
    /// The highest counts.
    Highest,
}

/// One term of a score.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ScoreTerm {
    /// What it takes its points from.
    pub value: TermValue,
    /// Permission for an identity question to carry weight here.
    pub identity_weight: Option<IdentityWeight>,
}

/// What a term takes its points from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TermValue {
    /// These points when the condition holds.
    When {
        /// The condition.
        when: Rule,
        /// The points.
        points: Decimal,
    },
    /// The points of the answer, with a weight.
    ValueOf {
        /// The question.
        question: QuestionRef,
        /// The weight.
        times: Decimal,
    },
    /// Another score, with a weight.
    Score {
        /// The score.
        score: ScoreRef,
        /// The weight.
        times: Decimal,
    },
    /// Points for the level of an outcome.
    Level {
        /// The outcome.
        outcome: OutcomeRef,
        /// The points of each of its levels, lowest first.
        points: Vec<Decimal>,
    },
}

/// A named result with ordered levels.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// Its levels, lowest first.
    pub levels: Vec<Level>,
    /// How the level is found.
    pub decide: Decide,
    /// What raises or lowers it afterwards.
    pub adjust: Vec<Adjust>,
    /// What is said while answers are missing.
    pub incomplete: Incomplete,
}

/// One level of an outcome.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Level {
    /// Its id.
    pub id: String,
    /// What it is called: what to do.
    pub label: String,
    /// What to do next, in a sentence.
    pub next: String,
}

/// How the level of an outcome is found.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Decide {
    /// The first true row gives the level. The last row is `otherwise`.
    FirstMatch(Vec<Row>),
    /// Where a score falls among ascending starts.
    Bands {
        /// The score.
        score: ScoreRef,
        /// The bands, ascending.
        from: Vec<Band>,
    },
    /// The practitioner decides, with these indicators in view.
    Practitioner {
        /// The indicators.
        support: Vec<IndicatorRef>,
    },
}

/// One row of a first-match table.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    /// The place of its level.
    pub level: usize,
    /// When it gives that level; `otherwise` has no rule.
    pub when: Option<Rule>,
    /// Why.
    pub because: Option<String>,
    /// Permission for an identity question to carry weight here.
    pub identity_weight: Option<IdentityWeight>,
}

/// One band of a score.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Band {
    /// The place of its level.
    pub level: usize,
    /// The smallest value in it.
    pub at: Decimal,
}

/// A floor or a ceiling.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Adjust {
    /// Whether it is a floor or a ceiling, and at which level.
    pub clamp: Clamp,
    /// When.
    pub when: Rule,
    /// Why.
    pub because: String,
    /// Permission for an identity question to carry weight here.
    pub identity_weight: Option<IdentityWeight>,
}

/// A floor or a ceiling, by the place of its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clamp {
    /// At least this level.
    AtLeast(usize),
    /// At most this level.
    AtMost(usize),
}

/// What is said of an outcome while answers are missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Incomplete {
    /// The range of levels.
    Range,
    /// "Not enough answered", because the instrument must be complete.
    Block,
    /// "Not enough answered", because the instrument leaves such people out.
    Exclude,
}

/// What should or must happen.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Action {
    /// Its id.
    pub id: String,
    /// What to do.
    pub label: String,
    /// When.
    pub when: Rule,
    /// How binding it is.
    pub duty: Duty,
    /// The topic of the duty text in a jurisdiction pack.
    pub topic: Option<String>,
    /// Within how many hours.
    pub within_hours: Option<u32>,
    /// After how many days again.
    pub repeat_after_days: Option<u32>,
    /// What the referral directory is searched for.
    #[serde(deserialize_with = "vocabulary::needs")]
    pub needs: Vec<&'static Term>,
    /// Why.
    pub because: String,
    /// Where that comes from.
    pub source: Option<String>,
}

/// The longest deadline in hours, and the longest time in days after which to repeat.
pub const LONGEST_WAIT: u32 = 100_000;

/// The words for how binding an action is.
pub const DUTIES: [(&str, Duty); 4] = [
    ("required", Duty::Required),
    ("check", Duty::Check),
    ("recommended", Duty::Recommended),
    ("offer", Duty::Offer),
];

/// How binding an action is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Duty {
    /// It must be done.
    Required,
    /// Check whether it must be done.
    Check,
    /// It should be done.
    Recommended,
    /// It is offered.
    Offer,
}

/// A questionnaire that may follow.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Next {
    /// Its id.
    pub questionnaire: String,
    /// When.
    pub when: Rule,
    /// Why.
    pub because: Option<String>,
}

/// Advice that the authors have looked at and set aside, with their reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allow {
    /// The code of the advice.
    pub lint: String,
    /// The id of what it is set aside for; nothing for the whole file.
    pub at: Option<String>,
    /// Why.
    pub reason: String,
}

/// What the authors say of one change since an earlier edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeNote {
    /// The version of the earlier edition; it counts for that one only.
    pub since: Version,
    /// The id here of what has changed; an option as `question.option`, a level as `outcome.level`.
    pub of: String,
    /// Its id there, without what holds it, if it was another.
    pub was: Option<String>,
    /// Whether the authors say that it means the same.
    pub same_meaning: bool,
    /// Why they say so.
    pub reason: String,
}

/// The sensitivity from which leave is asked first, a break is offered after, and the limits of
/// confidentiality must have been explained.
pub const SENSITIVE: u32 = 2;

impl Questionnaire {
    /// Returns the id and version.
    pub fn edition(&self) -> Edition {
        Edition { id: self.id.clone(), version: self.version.to_string() }
    }

    /// Returns a question.
    pub fn question(&self, question: QuestionRef) -> &Question {
        &self.questions[question.index()]
    }

    /// Returns an indicator.
    pub fn indicator(&self, indicator: IndicatorRef) -> &Indicator {
        &self.indicators[indicator.index()]
    }

    /// Returns a score.
    pub fn score(&self, score: ScoreRef) -> &Score {
        &self.scores[score.index()]
    }

    /// Returns an outcome.
    pub fn outcome(&self, outcome: OutcomeRef) -> &Outcome {
        &self.outcomes[outcome.index()]
    }

    /// Returns a context.
    pub fn context(&self, context: ContextRef) -> &Context {
        &self.contexts[context.index()]
    }

    /// Returns the id of what a name means.
    pub fn id_of(&self, name: Name) -> &str {
        match name {
            Name::Question(place) => &self.question(place).id,
            Name::Indicator(place) => &self.indicator(place).id,
            Name::Score(place) => &self.score(place).id,
            Name::Outcome(place) => &self.outcome(place).id,
            Name::Context(place) => &self.context(place).id,
        }
    }

    /// Returns the question with that id.
    pub fn find(&self, id: &str) -> Option<QuestionRef> {
        self.questions.iter().position(|question| question.id == id).map(QuestionRef::at)
    }

    /// Returns all questions with their places, in order.
    pub fn each_question(&self) -> impl Iterator<Item = (QuestionRef, &Question)> {
        self.questions.iter().enumerate().map(|(place, question)| (QuestionRef::at(place), question))
    }
}

impl Question {
    /// Returns the rule of its `ask_if`.
    pub fn ask_if(&self) -> Option<&Rule> {
        match &self.gate {
            AskGate::If(rule) => Some(rule),
            AskGate::Always | AskGate::OnlyIf(_) => None,
        }
    }

    /// Returns the rule of its `ask_if` or `ask_only_if`.
    pub fn gate_rule(&self) -> Option<&Rule> {
        match &self.gate {
            AskGate::If(rule) | AskGate::OnlyIf(rule) => Some(rule),
            AskGate::Always => None,
        }
    }

    /// Returns an answer as people read it, whatever its state.
    pub fn show(&self, answer: &Answer) -> String {
        let person = self.from == AnswerSource::Asked;
        match answer {
            Answer::Given(value) => self.kind.show(value),
            Answer::Declined if person => "preferred not to say".to_owned(),
            Answer::Declined => "left open".to_owned(),
            Answer::DontKnow if person => "does not know".to_owned(),
            Answer::DontKnow => "could not tell".to_owned(),
            Answer::Later => "left for later".to_owned(),
        }
    }

    /// Returns whether leave is asked before it.
    pub fn is_sensitive(&self) -> bool {
        self.sensitivity >= SENSITIVE
    }
}

impl Rule {
    /// Returns everything that the rule names.
    pub fn names(&self) -> Vec<Name> {
        self.condition.names()
    }
}

impl TermValue {
    /// Returns everything that the term names.
    pub fn names(&self) -> Vec<Name> {
        match self {
            TermValue::When { when, .. } => when.names(),
            TermValue::ValueOf { question, .. } => vec![Name::Question(*question)],
            TermValue::Score { score, .. } => vec![Name::Score(*score)],
            TermValue::Level { outcome, .. } => vec![Name::Outcome(*outcome)],
        }
    }
}

impl Outcome {
    /// Returns the place of the level that a row or band gives.
    pub fn level_of(&self, row: usize) -> usize {
        match &self.decide {
            Decide::FirstMatch(rows) => rows[row].level,
            Decide::Bands { from, .. } => from[row].level,
            Decide::Practitioner { .. } => row,
        }
    }

    /// Returns all its levels.
    pub fn all_levels(&self) -> Set {
        Set::below(self.levels.len())
    }

    /// Returns everything that its rows and adjustments name.
    pub fn names(&self) -> Vec<Name> {
        let mut names: Vec<Name> = match &self.decide {
            Decide::FirstMatch(rows) => {
                rows.iter().filter_map(|row| row.when.as_ref()).flat_map(Rule::names).collect()
            }
            Decide::Bands { score, .. } => vec![Name::Score(*score)],
            Decide::Practitioner { .. } => Vec::new(),
        };
        names.extend(self.adjust.iter().flat_map(|row| row.when.names()));
        names
    }
}

impl AgeRange {
    /// Reads `18+`, `12-17` or `18`.
    pub fn parse(text: &str) -> Option<AgeRange> {
        let age = |digits: &str| digits.trim().parse::<u32>().ok().filter(|age| *age <= 130);
        if let Some(from) = text.strip_suffix('+') {
            return Some(AgeRange { from: age(from)?, to: None });
        }
        let (from, to) = text.split_once('-').unwrap_or((text, text));
        let range = AgeRange { from: age(from)?, to: Some(age(to)?) };
        (range.from <= range.to?).then_some(range)
    }

    /// Returns whether some age is in both ranges.
    pub fn meets(self, other: AgeRange) -> bool {
        let ends_before = |a: AgeRange, b: AgeRange| a.to.is_some_and(|to| to < b.from);
        !ends_before(self, other) && !ends_before(other, self)
    }
}

impl std::fmt::Display for AgeRange {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.to {
            None => write!(out, "{}+", self.from),
            Some(to) if to == self.from => write!(out, "{to}"),
            Some(to) => write!(out, "{}-{to}", self.from),
        }
    }
}

impl AnswerSource {
    /// Returns the word for it in files.
    pub fn id(self) -> &'static str {
        match self {
            AnswerSource::Asked => "asked",
            AnswerSource::Observed => "observed",
            AnswerSource::Record => "record",
            AnswerSource::Judgement => "judgement",
        }
    }
}

impl Part {
    /// Returns the word for it in files; evidence is what has no word.
    pub fn id(self) -> &'static str {
        match self {
            Part::Evidence => "evidence",
            Part::Needs => "needs",
            Part::Strengths => "strengths",
            Part::Goals => "goals",
            Part::SafetyPlan => "safety_plan",
            Part::Background => "background",
        }
    }
}

impl Incomplete {
    /// Returns the word for it in files.
    pub fn id(self) -> &'static str {
        match self {
            Incomplete::Range => "range",
            Incomplete::Block => "block",
            Incomplete::Exclude => "exclude",
        }
    }
}

impl Duty {
    /// Returns the word for it in files.
    pub fn id(self) -> &'static str {
        match self {
            Duty::Required => "required",
            Duty::Check => "check",
            Duty::Recommended => "recommended",
            Duty::Offer => "offer",
        }
    }

    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            Duty::Required => "required",
            Duty::Check => "check whether you must",
            Duty::Recommended => "recommended",
            Duty::Offer => "offer",
        }
    }
}
