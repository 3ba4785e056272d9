//! The table of changes: which kind of change needs which step, and why. Every change in a list is one
//! row of it, so that a step always comes with its reason.

/// How much a new edition may change under a version number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Nothing changed.
    None,
    /// The third number.
    Patch,
    /// The second number.
    Minor,
    /// The first number.
    Major,
}

impl Step {
    /// Returns the word for it.
    pub fn id(self) -> &'static str {
        match self {
            Step::None => "none",
            Step::Patch => "patch",
            Step::Minor => "minor",
            Step::Major => "major",
        }
    }
}

/// Declares the rows: name, word, step, reason.
macro_rules! rows {
    ($($(#[doc = $doc:literal])+ $name:ident, $id:literal, $step:ident, $why:literal;)*) => {
        /// One row of the table of changes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Row {$($(#[doc = $doc])+ $name,)*}

        impl Row {
            /// All rows.
            pub const ALL: &[Row] = &[$(Row::$name,)*];

            /// Returns the word for it, the same for ever.
            pub fn id(self) -> &'static str {
                match self {$(Row::$name => $id,)*}
            }

            /// Returns the step that it needs.
            pub fn step(self) -> Step {
                match self {$(Row::$name => Step::$step,)*}
            }

            /// Returns why it needs that step.
            pub fn why(self) -> &'static str {
                match self {$(Row::$name => $why,)*}
            }
        }
    };
}

rows! {
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
    /// Purpose, ages, settings, forms.
    IntendedUse, "intended-use", Major, "it is meant for other people or another use";
    /// Another id of the questionnaire.
    OtherQuestionnaire, "other-questionnaire", Major,
        "another id is another questionnaire, not a new version of the first";
    /// The fail-safe: the fingerprints differ and no row says why.
    Unaccounted, "unaccounted", Major,
        "the fingerprints differ and no rule of this program says why; please report it as a bug";
}

impl Row {
    /// Returns whether results of both editions can still be compared after it.
    pub fn keeps_results_comparable(self) -> bool {
        match self.step() {
            Step::None | Step::Patch => true,
            Step::Minor => self != Row::Language,
            Step::Major => matches!(self, Row::QuestionRemoved | Row::IntendedUse),
        }
    }

    /// Returns whether an old answer may no longer mean what it meant.
    pub fn puts_meaning_in_doubt(self) -> bool {
        matches!(self, Row::ScoredWording | Row::ScoredSource | Row::AnswersRecoded)
    }

    /// Returns whether only what is said changed, so that no result can have.
    pub fn is_only_words(self) -> bool {
        matches!(self, Row::Notes | Row::ResultText | Row::Wording | Row::SameMeaning | Row::Evidence)
    }

    /// Returns whether people may answer differently because of the order.
    pub fn has_order_effects(self) -> bool {
        matches!(self, Row::Reordered | Row::Moved | Row::QuestionInserted)
    }
}
