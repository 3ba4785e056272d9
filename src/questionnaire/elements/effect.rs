//! What a change means: which fingerprint counts it, which step of the version it needs, and why. Every
//! field of a questionnaire has one of the effects below; every change that is told is one line of the
//! table of kinds, so that a step always comes with its reason.

use Touched as T;

use crate::vocabulary::closed_list;

closed_list! {
    /// How much a new edition may change under a version number.
    #[derive(PartialOrd, Ord)]
    pub enum VersionStep {
        /// Nothing changed.
        None = "none",
        /// The third number.
        Patch = "patch",
        /// The second number.
        Minor = "minor",
        /// The first number.
        Major = "major",
    }
}

/// Declares the kinds of change: name, word, step, reason.
macro_rules! kinds_of_change {
    ($($(#[doc = $doc:literal])+ $name:ident, $id:literal, $step:ident, $why:literal;)*) => {
        /// A kind of change.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ChangeKind {$($(#[doc = $doc])+ $name,)*}

        impl ChangeKind {
            /// All of them.
            pub const ALL: &[ChangeKind] = &[$(ChangeKind::$name,)*];

            /// Returns the word for it, the same for ever.
            pub fn id(self) -> &'static str {
                match self {$(ChangeKind::$name => $id,)*}
            }

            /// Returns the step that it needs.
            pub fn step(self) -> VersionStep {
                match self {$(ChangeKind::$name => VersionStep::$step,)*}
            }

            /// Returns why it needs that step.
            pub fn why(self) -> &'static str {
                match self {$(ChangeKind::$name => $why,)*}
            }
        }
    };
}

kinds_of_change! {
    /// Notes for the practitioner, sources, licence, authors and the like.
    Notes, "notes", Patch, "nobody hears it and no rule reads it";
    /// Labels, level texts, reasons.
    ResultText, "result-text", Minor, "the result is explained in other words";
    /// Words outside scored questions.
    Wording, "wording", Minor, "the person hears other words, where no score depends on them";
    /// Words of a scored question that the authors say mean the same.
    SameMeaning, "wording-same-meaning", Minor,
        "the person hears other words; the authors say that they mean the same";
    /// Words of a scored question.
    ScoredWording, "wording-scored", Major,
        "people may answer other words differently; if they mean the same, say so with \
         [[questionnaire.change]] and `meaning = \"same\"`";
    /// Another language.
    Language, "language", Minor, "the words are in another language, with a validation of its own";
    /// Openings, disclosures, breaks and sections, and their order.
    Conversation, "conversation", Minor, "the conversation changes, and no answer with it";
    /// What must be so before it begins.
    Gate, "gate", Major, "it decides with whom the conversation begins";
    /// A question that no score depends on, at the end of its section.
    QuestionAdded, "question-added", Minor, "no result depends on the new question";
    /// The same before another question.
    QuestionInserted, "question-inserted", Minor,
        "no result depends on the new question; what is asked before a question can change its answers";
    /// The same, asked only of some.
    FollowUpAdded, "follow-up-added", Minor, "no result depends on the new question, asked only of some";
    /// A question that no score depended on.
    QuestionRemoved, "question-removed", Major, "answers that were given to it have no place any more";
    /// A question that a result depends on.
    ScoredAdded, "scored-question-added", Major, "a result depends on a question that was never asked";
    /// The same, gone.
    ScoredRemoved, "scored-question-removed", Major, "a result no longer depends on what was asked";
    /// Another order within a section.
    Reordered, "reordered", Minor,
        "the order changed within a section; what is asked before a question can change its answers";
    /// To another section, past nothing that matters.
    Moved, "moved", Minor,
        "no result depends on the question that moved; what is asked before a question can change its answers";
    /// The same with a scored question.
    ScoredMoved, "scored-question-moved", Major, "a scored question is now asked in another part";
    /// From before to after the point where leave is asked, or a stop, or back.
    Boundary, "boundary", Major, "it moved across a point where leave is asked or the questions may end";
    /// An option of a question that no score depends on.
    OptionAdded, "option-added", Minor, "no result depends on the question";
    /// An option of a scored question, whatever its weight.
    ScoredOptionAdded, "scored-option-added", Major, "people choose differently among other options";
    /// An option, gone.
    OptionRemoved, "option-removed", Major, "answers that chose it have no place any more";
    /// What an answer stands for: its kind, its unit.
    AnswersRecoded, "answers-recoded", Major, "the same answer would stand for something else";
    /// What can be answered became less.
    AnswersNarrowed, "answers-narrowed", Major, "answers that were given may not fit any more";
    /// Another shape of a question that no score depends on.
    Shape, "question-shape", Minor, "no result depends on the question";
    /// Another shape of a scored question.
    ScoredShape, "scored-question-shape", Major, "a scored question is asked or answered in another way";
    /// From asked to observed and the like, of a scored question.
    ScoredSource, "scored-question-source", Major, "the answer of a scored question comes from elsewhere";
    /// Tags, and where an answer stands in the summary.
    Placement, "placement", Minor, "the answer stands elsewhere in the summary";
    /// An id.
    Renamed, "renamed", Major, "the id changed; old answers are read through the map of renamed ids";
    /// Points and members of scores.
    Weight, "weight", Major, "the same answers can add up to another score";
    /// Points that no score takes.
    UnusedPoints, "unused-points", Minor, "no score takes these points";
    /// Indicators, levels, thresholds, bands, missing rules, adjustments, actions, next.
    Rule, "rule", Major, "the same answers can come to another result";
    /// Another order of what is computed.
    RuleOrder, "rule-order", Major,
        "nothing is computed differently, but the scoring is not written alike any more; \
         keep the old order where you can";
    /// A stop.
    Stop, "stop", Major, "the questions can end for other people";
    /// When a scored question is asked.
    ScoredBranching, "scored-branching", Major, "it changes which scored questions are asked";
    /// When another question is asked.
    Branching, "branching", Minor, "it changes only when a question is asked that no result depends on";
    /// Validity numbers and their note.
    Evidence, "evidence", Minor, "more is known of how well it works, or it is said differently";
    /// Purpose, ages, settings, forms, whom or what it is about.
    IntendedUse, "intended-use", Major, "it is meant for other people or another use";
    /// Another id of the questionnaire.
    OtherQuestionnaire, "other-questionnaire", Major,
        "another id is another questionnaire, not a new version of the first";
    /// The fail-safe: the fingerprints differ and no row says why.
    Unaccounted, "unaccounted", Major,
        "the fingerprints differ and no rule of this program says why; please report it as a bug";
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
    /// Each of them, in the order in which they are written.
    pub const EACH: [Touched; 3] = [Touched::STRUCTURE, Touched::SCORING, Touched::WORDING];

    /// Returns both sets together.
    pub const fn with(self, other: Touched) -> Touched {
        Touched(self.0 | other.0)
    }

    /// Returns what is in both sets.
    pub const fn common(self, other: Touched) -> Touched {
        Touched(self.0 & other.0)
    }

    /// Returns whether all of the other are in this one.
    pub const fn has(self, other: Touched) -> bool {
        self.0 & other.0 == other.0
    }

    /// Returns the words for them.
    pub fn ids(self) -> Vec<&'static str> {
        let ids = Touched::EACH.iter().zip(["structure", "scoring", "wording"]);
        ids.filter(|(part, _)| self.has(**part)).map(|(_, id)| id).collect()
    }
}

/// What can be answered becomes less if a value becomes more, less, or never.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NarrowedBy {
    /// It says nothing of what can be answered.
    Nothing,
    /// The least that can be answered, for example.
    More,
    /// The most that can be answered, for example.
    Less,
}

/// What it means if a field is not what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effect {
    /// The fingerprints that count it.
    pub touched: Touched,
    /// Whether it narrows what can be answered.
    pub narrowed_by: NarrowedBy,
    /// The kind of change, where no result depends on the question.
    unscored: ChangeKind,
    /// The kind of change, where one does.
    scored: ChangeKind,
}

impl Effect {
    /// What no fingerprint counts.
    pub const METADATA: Effect = Effect::of(T::NONE, ChangeKind::Notes);
    /// For the practitioner alone, and where something comes from.
    pub const NOTE: Effect = Effect::of(T::WORDING, ChangeKind::Notes);
    /// Whom it is for, and for what.
    pub const INTENDED_USE: Effect = Effect::of(T::WORDING, ChangeKind::IntendedUse);
    /// Whether it is about a person at all.
    pub const WHOM: Effect = Effect::of(T::STRUCTURE, ChangeKind::IntendedUse);
    /// How well it works.
    pub const EVIDENCE: Effect = Effect::of(T::WORDING, ChangeKind::Evidence);
    /// The language of the words.
    pub const LANGUAGE: Effect = Effect::of(T::WORDING, ChangeKind::Language);
    /// The id of the questionnaire.
    pub const OTHER: Effect = Effect::of(T::STRUCTURE.with(T::SCORING), ChangeKind::OtherQuestionnaire);
    /// Words of the summary.
    pub const RESULT_TEXT: Effect = Effect::of(T::WORDING, ChangeKind::ResultText);
    /// Words of the conversation on which no answer depends.
    pub const CONVERSATION: Effect = Effect::of(T::WORDING, ChangeKind::Conversation);
    /// When they are said.
    pub const MOMENT: Effect = Effect::of(T::STRUCTURE, ChangeKind::Conversation);
    /// Words of a question and its options.
    pub const WORDS: Effect = Effect::by_use(T::WORDING, ChangeKind::Wording, ChangeKind::ScoredWording);
    /// What a gate asks.
    pub const GATE_WORDS: Effect = Effect::of(T::WORDING, ChangeKind::Gate);
    /// What passes a gate.
    pub const GATE: Effect = Effect::of(T::STRUCTURE, ChangeKind::Gate);
    /// When the questions end.
    pub const STOP: Effect = Effect::of(T::STRUCTURE, ChangeKind::Stop);
    /// What an answer stands for.
    pub const CODING: Effect = Effect::of(T::STRUCTURE, ChangeKind::AnswersRecoded);
    /// What a number counts.
    pub const UNIT: Effect = Effect::of(T::WORDING, ChangeKind::AnswersRecoded);
    /// The shape of a question.
    pub const SHAPE: Effect = Effect::by_use(T::STRUCTURE, ChangeKind::Shape, ChangeKind::ScoredShape);
    /// The least that can be answered.
    pub const LEAST: Effect = Effect { narrowed_by: NarrowedBy::More, ..Effect::SHAPE };
    /// The most that can be answered.
    pub const MOST: Effect = Effect { narrowed_by: NarrowedBy::Less, ..Effect::SHAPE };
    /// Where an answer comes from.
    pub const ORIGIN: Effect = Effect::by_use(T::STRUCTURE, ChangeKind::Shape, ChangeKind::ScoredSource);
    /// Where an answer stands in the summary.
    pub const PLACEMENT: Effect = Effect::of(T::STRUCTURE, ChangeKind::Placement);
    /// In which section a question stands.
    pub const SECTION: Effect = Effect::by_use(T::STRUCTURE, ChangeKind::Moved, ChangeKind::ScoredMoved);
    /// When a question is asked.
    pub const BRANCHING: Effect =
        Effect::by_use(T::STRUCTURE, ChangeKind::Branching, ChangeKind::ScoredBranching);
    /// What a rule can read of a context.
    pub const READABLE: Effect = Effect::of(T::STRUCTURE, ChangeKind::Rule);
    /// Points of an option, which some score takes or none.
    pub const POINTS: Effect = Effect::by_use(T::SCORING, ChangeKind::UnusedPoints, ChangeKind::Weight);
    /// What adds up to a score.
    pub const WEIGHT: Effect = Effect::of(T::SCORING, ChangeKind::Weight);
    /// What decides a result.
    pub const RULE: Effect = Effect::of(T::SCORING, ChangeKind::Rule);

    const fn of(touched: Touched, kind: ChangeKind) -> Effect {
        Effect::by_use(touched, kind, kind)
    }

    const fn by_use(touched: Touched, unscored: ChangeKind, scored: ChangeKind) -> Effect {
        Effect { touched, narrowed_by: NarrowedBy::Nothing, unscored, scored }
    }

    /// Returns the kind of change.
    pub fn kind(self, is_scored: bool) -> ChangeKind {
        if is_scored { self.scored } else { self.unscored }
    }
}

impl ChangeKind {
    /// Returns whether results of both editions can still be compared after it.
    pub fn keeps_results_comparable(self) -> bool {
        match self.step() {
            VersionStep::None | VersionStep::Patch => true,
            VersionStep::Minor => self != ChangeKind::Language,
            VersionStep::Major => matches!(self, ChangeKind::QuestionRemoved | ChangeKind::IntendedUse),
        }
    }

    /// Returns whether an old answer may no longer mean what it meant.
    pub fn puts_meaning_in_doubt(self) -> bool {
        matches!(self, ChangeKind::ScoredWording | ChangeKind::ScoredSource | ChangeKind::AnswersRecoded)
    }

    /// Returns whether only what is said changed, so that no result can have.
    pub fn is_only_words(self) -> bool {
        matches!(
            self,
            ChangeKind::Notes
                | ChangeKind::ResultText
                | ChangeKind::Wording
                | ChangeKind::SameMeaning
                | ChangeKind::Evidence
        )
    }

    /// Returns whether people may answer differently because of the order.
    pub fn has_order_effects(self) -> bool {
        matches!(self, ChangeKind::Reordered | ChangeKind::Moved | ChangeKind::QuestionInserted)
    }
}
