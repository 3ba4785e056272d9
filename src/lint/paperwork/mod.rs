//! What a questionnaire says about itself: sources, dates, reviews, licence. And what its authors set
//! aside: that comes last, when everything else was looked at.

use super::subject::{Lint, LintGroup};
use crate::diagnostic::{Page, Severity};

lints! {
    Paperwork:
    "review-passed" Warning in mod review_passed;
    "no-survivor-review" Warning in mod no_survivor_review;
    "unknown-license" Warning in mod unknown_license;
    "no-source" Warning in mod no_source;
    "figures-without-source" Warning in mod figures_without_source;
    "other-language" Warning in mod other_language;
    "unknown-lint" Error by unknown, "unused-allow" Warning by later in mod allow;
}
