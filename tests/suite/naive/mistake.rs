//! Mistakes that somebody could make who writes a scorer from the page.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    /// One unknown member makes an `or` ask for all.
    OrIsAndWhileUnknown,
    /// `>=` leaves out the bound itself.
    AtLeastLeavesTheBound,
    /// `at least` counts what is not known.
    AtLeastCountsTheOpen,
    /// What is not known is true when negated.
    NotMakesUnknownTrue,
    /// Nobody thinks of *not asked* while `ask_if` is unknown.
    HiddenIsScored,
    /// A question that does not apply is unknown instead of not asked.
    HiddenIsUnknown,
    /// Declining counts as no.
    DeclinedIsNo,
    /// A walk ends at an unknown row.
    WalkEndsAtTheUnknown,
    /// An unknown adjustment clamps.
    UnknownAdjustmentClamps,
    /// Ceilings come after floors.
    CeilingAfterFloor,
    /// Weights are forgotten.
    WeightIsForgotten,
    /// The highest of several takes the lowest of the lows.
    HighestTakesTheLowestLow,
    /// A judgement replaces what was computed.
    JudgementReplaces,
    /// A pair is possible if it is so for some thing.
    PossibleForSome,
    /// Members about the same thing are not taken together.
    NothingTakenTogether,
    /// Terms about the same thing are not taken together.
    TermsApart,
}

/// Those that say too little or the wrong thing: some promise is broken.
pub const MISTAKES: [Mistake; 13] = [
    Mistake::OrIsAndWhileUnknown,
    Mistake::AtLeastLeavesTheBound,
    Mistake::AtLeastCountsTheOpen,
    Mistake::NotMakesUnknownTrue,
    Mistake::HiddenIsScored,
    Mistake::HiddenIsUnknown,
    Mistake::DeclinedIsNo,
    Mistake::WalkEndsAtTheUnknown,
    Mistake::UnknownAdjustmentClamps,
    Mistake::CeilingAfterFloor,
    Mistake::WeightIsForgotten,
    Mistake::HighestTakesTheLowestLow,
    Mistake::JudgementReplaces,
];

/// Those that only say more than they need to: the worked cases see them.
pub const WIDE_MISTAKES: [Mistake; 3] =
    [Mistake::PossibleForSome, Mistake::NothingTakenTogether, Mistake::TermsApart];
