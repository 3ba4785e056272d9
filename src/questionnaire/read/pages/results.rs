//! What answers add up to: scores, levels, and the rows that decide.

use crate::diagnostic::Page;

pub const HOW_SCORED: Page = Page {
    code: "how-scored",
    says: "a score, or one line of it, says in no way or in two ways what it counts",
    why: "A score is a `sum`, a `count` or the `highest`; a line of it is `when` with points, the value of a \
          question, or another score. With two at once nobody could tell which number is meant.",
    bad: r#"[[score]]
id    = "signs"
label = "Signs"
sum   = [ {when = "debt", points = 2} ]
count = ["debt"]
"#,
    good: r#"[[score]]
id    = "signs"
label = "Signs"
sum   = [ {when = "debt", points = 2} ]
"#,
};

pub const NO_POINTS: Page = Page {
    code: "no-points",
    says: "the score takes the points of a question that has none",
    why: "`value_of` adds the points that stand beside the options, or the number that was said. Every option \
          needs `points`, and a number needs `min = 0` or more and a `max`, so that the range is known \
          while it is unanswered. For a yes/no question write {when = \"…\", points = 1}.",
    bad: r#"[[section.question]]
id          = "pay_grade"
ask         = "How much of your pay do you keep?"
kind        = "scale"
sensitivity = 1
options     = [ {id = "whole", label = "All of it"}, {id = "part", label = "Some"}, {id = "nothing", label = "Nothing"} ]

[[score]]
id    = "signs"
label = "Signs"
sum   = [ {value_of = "pay_grade"} ]
"#,
    good: r#"[[section.question]]
id          = "pay_grade"
ask         = "How much of your pay do you keep?"
kind        = "scale"
sensitivity = 1
options     = [ {id = "whole", label = "All of it", points = 0}, {id = "part", label = "Some", points = 1}, {id = "nothing", label = "Nothing", points = 2} ]

[[score]]
id    = "signs"
label = "Signs"
sum   = [ {value_of = "pay_grade"} ]
"#,
};

pub const HOW_DECIDED: Page = Page {
    code: "how-decided",
    says: "an outcome says in no way or in two ways how its level is found",
    why: "The level comes from rows (`decide`), from the value of one score (`bands`), or from the \
          practitioner (`decide_by`). It must be clear which one has the say.",
    bad: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
"#,
    good: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
decide = [
  {level = "consult", when = "debt = yes"},
  {level = "inform", otherwise = true},
]
"#,
};

pub const OTHERWISE: Page = Page {
    code: "otherwise",
    says: "the rows do not end with `otherwise`, or it stands where it cannot be",
    why: "The first row that is true gives the level. One last row takes every case that is left, so that \
          nobody ends up without a next step; after it, nothing is looked at.",
    bad: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
decide = [
  {level = "consult", when = "debt = yes"},
]
"#,
    good: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
decide = [
  {level = "consult", when = "debt = yes"},
  {level = "inform", otherwise = true},
]
"#,
};

pub const BANDS: Page = Page {
    code: "bands",
    says: "the bands leave a gap below, do not rise, or are not there",
    why: "Each band begins at a number and reaches up to the next. The first must begin at the smallest value \
          that the score can have, or some people would get no level.",
    bad: r#"[[score]]
id    = "signs"
label = "Signs"
count = ["debt"]

[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
bands  = {score = "signs", from = [ {level = "consult", at = 1} ]}
"#,
    good: r#"[[score]]
id    = "signs"
label = "Signs"
count = ["debt"]

[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
bands  = {score = "signs", from = [ {level = "inform", at = 0}, {level = "consult", at = 1} ]}
"#,
};

pub const HOW_ADJUSTED: Page = Page {
    code: "how-adjusted",
    says: "a row of `adjust` says neither or both of \"at least\" and \"at most\"",
    why: "`at_least` lifts the level to a floor, as the law does for children in commercial sex; `at_most` \
          holds it under a ceiling. One row does one of them.",
    bad: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
decide = [
  {level = "consult", when = "debt = yes"},
  {level = "inform", otherwise = true},
]
adjust = [ {at_least = "consult", at_most = "consult", when = "debt = yes", because = "A debt can hold a person."} ]
"#,
    good: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
decide = [
  {level = "consult", when = "debt = yes"},
  {level = "inform", otherwise = true},
]
adjust = [ {at_least = "consult", when = "debt = yes", because = "A debt can hold a person."} ]
"#,
};
