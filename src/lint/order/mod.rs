//! In what order things are asked, and what is said around them. The program asks leave, offers breaks
//! and shows the limits by itself; these lints look at what only the authors can write.

mod asked;

use super::subject::{Lint, LintGroup};
use crate::diagnostic::{Page, Severity};

lints! {
    Order:
    "no-gates" Error in mod no_gates;
    "opening-order" Warning in mod opening_order;
    "sensitivity-rises" Warning in mod sensitivity_rises;
    "age-late" Warning in mod age_late;
    "age-unknown-goes-on" Warning in mod age_unknown_goes_on;
    "no-minor-route" Warning in mod no_minor_route;
    "no-leave" Warning in mod no_leave;
    "no-break" Note in mod no_break;
    "no-needs" Warning in mod no_needs;
    "no-strengths" Warning in mod no_strengths;
    "need-leads-nowhere" Note in mod need_leads_nowhere;
    "minutes-differ" Warning in mod minutes_differ;
}
