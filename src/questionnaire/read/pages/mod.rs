//! What every code of the readers means, for people who write questionnaires and are no programmers.
//! It finds nothing itself. Its one surprise: every example occurs in `tests/check/<code>/`, and a test
//! keeps it so, so that none of them can grow old.

mod care;
mod conditions;
mod names;
mod results;
mod writing;

use crate::diagnostic::Page;

/// Every code of the readers, once: how a file is written, names, conditions, what the field asks for,
/// and results.
pub const PAGES: &[Page] = &[
    writing::TOML,
    writing::HIDDEN_CHARACTER,
    writing::EMPTY_TEXT,
    writing::WRONG_TYPE,
    writing::MISSING_KEY,
    writing::UNKNOWN_KEY,
    writing::UNKNOWN_WORD,
    writing::BAD_VERSION,
    writing::BAD_LANGUAGE,
    writing::BAD_AGES,
    writing::BAD_NUMBER,
    writing::TOO_LARGE,
    writing::TOO_FEW,
    writing::TOO_MANY,
    writing::NESTED_TOO_DEEP,
    names::BAD_ID,
    names::DUPLICATE_ID,
    names::DUPLICATE_MEMBER,
    names::UNKNOWN_NAME,
    names::UNKNOWN_OPTION,
    names::UNKNOWN_LEVEL,
    names::UNKNOWN_TAG,
    conditions::BAD_CONDITION,
    conditions::BAD_COUNT,
    conditions::NEEDS_COMPARISON,
    conditions::WRONG_COMPARISON,
    conditions::NOT_FOR_RULES,
    conditions::UNGUARDED_NEGATION,
    conditions::LOOKS_FORWARD,
    conditions::CIRCLE,
    conditions::TWO_GATES,
    care::BEFORE_LIMITS,
    care::SENSITIVITY_ORDER,
    care::REFUSAL_OPTION,
    care::TESTS_REFUSAL,
    care::BAD_MISSING,
    care::IDENTITY,
    care::IDENTITY_WEIGHT,
    care::NEGATIVE_POINTS,
    care::NO_EXCLUSIVE_OPTION,
    care::VERDICT_WORD,
    results::HOW_SCORED,
    results::NO_POINTS,
    results::HOW_DECIDED,
    results::OTHERWISE,
    results::BANDS,
    results::HOW_ADJUSTED,
];
