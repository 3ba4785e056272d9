//! The rule language: how a condition is written, and what it may ask.

use crate::diagnostic::Page;

pub const BAD_CONDITION: Page = Page {
    code: "bad-condition",
    says: "the program cannot read this condition",
    why: "Conditions are short sentences: `debt = yes and works = no`, `at least 2 of (a, b, c)`. \
          `and`, `or` and `not` are written as words, `=` once, and instead of `!=` one writes \
          `not (debt = yes)`. The mark stands under the word that does not fit.",
    bad: r#"[[disclosure]]
id   = "told_debt"
when = "debt == yes"
say  = "Thank you for telling me."
"#,
    good: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = "Thank you for telling me."
"#,
};

pub const BAD_COUNT: Page = Page {
    code: "bad-count",
    says: "the number does not go with the list: 0 of them, or more than there are",
    why: "`at least 0 of` is always true and `at least 3 of` two can never be; neither says anything.",
    bad: r#"[[indicator]]
id     = "pressed"
label  = "Debt together with work"
family = "means"
when   = "at least 3 of (debt, works)"
source = "Invented"
"#,
    good: r#"[[indicator]]
id     = "pressed"
label  = "Debt together with work"
family = "means"
when   = "at least 2 of (debt, works)"
source = "Invented"
"#,
};

pub const NEEDS_COMPARISON: Page = Page {
    code: "needs-comparison",
    says: "this name alone is neither true nor false; the rule must say which answer it means",
    why: "Only a yes/no question and an indicator can stand alone. For a choice, say which option; \
          for a number or a score, from which value on.",
    bad: r#"[[indicator]]
id     = "long_hours"
label  = "Very long hours"
family = "purpose"
when   = "hours"
source = "Invented"
"#,
    good: r#"[[indicator]]
id     = "long_hours"
label  = "Very long hours"
family = "purpose"
when   = "hours > 12"
source = "Invented"
"#,
};

pub const WRONG_COMPARISON: Page = Page {
    code: "wrong-comparison",
    says: "this cannot be compared in this way",
    why: "Yes/no questions and choices take `=`; questions with several answers take `includes`; only numbers, \
          scores, scales and levels have an order for `<` and `>=`. An indicator stands alone.",
    bad: r#"[[disclosure]]
id   = "met_online"
when = "contact = online"
say  = "Thank you for telling me."
"#,
    good: r#"[[disclosure]]
id   = "met_online"
when = "contact includes online"
say  = "Thank you for telling me."
"#,
};

pub const NOT_FOR_RULES: Page = Page {
    code: "not-for-rules",
    says: "no rule can look at this: a text, a year, or something that has no answer",
    why: "Own words can say one thing in many ways, and a rule would miss most of them. \
          Ask directly for what the rule needs.",
    bad: r#"[[section.question]]
id          = "worries"
ask         = "What worries you most?"
kind        = "text"
sensitivity = 1

[[disclosure]]
id   = "told_worry"
when = "worries = money"
say  = "Thank you for telling me."
"#,
    good: r#"[[section.question]]
id          = "money_worries"
ask         = "Do you worry about money?"
kind        = "yes_no"
sensitivity = 1

[[disclosure]]
id   = "told_worry"
when = "money_worries = yes"
say  = "Thank you for telling me."
"#,
};

pub const UNGUARDED_NEGATION: Page = Page {
    code: "unguarded-negation",
    says: "the rule says `not` about a question that may never have been asked",
    why: "To a rule, a question that does not apply is false, so `not` would make it true without anybody \
          having said anything. Join it with `and` to the same condition under which the question is asked.",
    bad: r#"[[section.question]]
id          = "free_to_leave"
ask         = "Could you leave this job?"
kind        = "yes_no"
sensitivity = 1
ask_if      = "works = yes"

[[indicator]]
id     = "cannot_leave"
label  = "The person cannot leave the work"
family = "means"
when   = "not (free_to_leave = yes)"
source = "Invented"
"#,
    good: r#"[[section.question]]
id          = "free_to_leave"
ask         = "Could you leave this job?"
kind        = "yes_no"
sensitivity = 1
ask_if      = "works = yes"

[[indicator]]
id     = "cannot_leave"
label  = "The person cannot leave the work"
family = "means"
when   = "works = yes and not (free_to_leave = yes)"
source = "Invented"
"#,
};

pub const LOOKS_FORWARD: Page = Page {
    code: "looks-forward",
    says: "whether this question is asked depends on one that comes later, or on itself",
    why: "The questions are asked from top to bottom, so the answer would not be there yet.",
    bad: r#"[[section.question]]
id          = "pay_kept"
ask         = "Does anyone keep your pay?"
kind        = "yes_no"
sensitivity = 1
ask_if      = "gets_pay = yes"

[[section.question]]
id          = "gets_pay"
ask         = "Do you get pay for your work?"
kind        = "yes_no"
sensitivity = 1
"#,
    good: r#"[[section.question]]
id          = "gets_pay"
ask         = "Do you get pay for your work?"
kind        = "yes_no"
sensitivity = 1

[[section.question]]
id          = "pay_kept"
ask         = "Does anyone keep your pay?"
kind        = "yes_no"
sensitivity = 1
ask_if      = "gets_pay = yes"
"#,
};

pub const CIRCLE: Page = Page {
    code: "circle",
    says: "these rules need each other, round and round",
    why: "If one can only be worked out after the other and the other after the one, neither ever can. \
          The message shows the whole round; take out one step of it.",
    bad: r#"[[indicator]]
id     = "pressed"
label  = "Under pressure"
family = "means"
when   = "bound or debt = yes"
source = "Invented"

[[indicator]]
id     = "bound"
label  = "Cannot leave"
family = "means"
when   = "pressed"
source = "Invented"
"#,
    good: r#"[[indicator]]
id     = "pressed"
label  = "Under pressure"
family = "means"
when   = "debt = yes"
source = "Invented"

[[indicator]]
id     = "bound"
label  = "Cannot leave"
family = "means"
when   = "pressed"
source = "Invented"
"#,
};

pub const TWO_GATES: Page = Page {
    code: "two-gates",
    says: "a question has both `ask_if` and `ask_only_if`",
    why: "They differ where the answer is not known: with `ask_if` the question is asked all the same, with \
          `ask_only_if` it is left out. Keep `ask_only_if` for what must not be asked unless it is certain, \
          such as hard questions that are for adults only.",
    bad: r#"[[section.question]]
id          = "debt_grows"
ask         = "Does what you owe keep growing?"
kind        = "yes_no"
sensitivity = 1
ask_if      = "debt = yes"
ask_only_if = "debt = yes"
"#,
    good: r#"[[section.question]]
id          = "debt_grows"
ask         = "Does what you owe keep growing?"
kind        = "yes_no"
sensitivity = 1
ask_if      = "debt = yes"
"#,
};
