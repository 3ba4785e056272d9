//! What follows from answers: what can never come about, what nothing uses, and what would surprise
//! whoever reads a result. What can come about is asked of [`crate::explore`]; where its budget is used
//! up these lints say nothing, and `not-proven` says so.

mod rules;

use super::subject::{Lint, LintGroup};
use crate::diagnostic::{Page, Severity};

lints! {
    Scoring:
    "unreachable-level" Warning in mod unreachable_level;
    "unreachable-row" Warning in mod unreachable_row;
    "unreachable-band" Warning in mod unreachable_band;
    "table-already-full" Warning in mod table_already_full;
    "dead-adjust" Warning in mod dead_adjust;
    "cut-off-too-high" Warning in mod cut_off_too_high;
    "never-true" Warning in mod never_true;
    "always-true" Note in mod always_true;
    "falling-bands" Warning in mod falling_bands;
    "gap-between-rows" Warning by gaps, "prefer-bands" Note by ladders in mod ladder;
    "not-monotone" Warning in mod not_monotone;
    "level-without-action" Warning in mod level_without_action;
    "action-without-level" Warning in mod action_without_level;
    "step-tells-answer" Warning in mod step_tells_answer;
    "unused-indicator" Warning by indicators,
        "unused-question" Warning by questions,
        "unused-score" Warning by scores,
        "unused-context" Warning by contexts in mod unused;
    "one-question-decides" Note in mod one_question_decides;
    "dont-know-under-not" Warning in mod dont_know_under_not;
    "double-count" Note in mod double_count;
    "one-number" Warning in mod one_number;
    // What is not proven is known when all others have asked.
    "not-proven" Note in mod not_proven;
}
