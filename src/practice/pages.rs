//! What the codes of this reader mean, for people who write scenarios and are no programmers.

use crate::diagnostic::Page;

/// Every code that only scenarios have.
pub const PAGES: &[Page] = &[UNKNOWN_POINT, BAD_CHOICE, NO_ANSWER, NEVER_HEARD, KEY_DIFFERS];

const UNKNOWN_POINT: Page = Page {
    code: "unknown-point",
    says: "a scenario names a point that its conversation does not have",
    why: "A point is a gate, an opening, a disclosure, a stop or a question of the questionnaire, by its id; or \
          `consent`, `keep`, `leave.SECTION`, `break.SECTION`. What must have been done before is a gate, an \
          opening, `break`, `again`, or an option of a decision.",
    bad: r#"[[step]]
at    = "privat"
right = "yes"
"#,
    good: r#"[[step]]
at    = "private"
right = "yes"
"#,
};

const BAD_CHOICE: Page = Page {
    code: "bad-choice",
    says: "what is called right cannot be chosen at that point",
    why: "A gate is answered yes, no or dont_know. The person agrees with yes, no or not_now. Leave is yes, skip, \
          later or break; a break is go_on or break; a copy is yes, no or not_sure. Words are to be said.",
    bad: r#"[[step]]
at    = "consent"
right = "maybe"
"#,
    good: r#"[[step]]
at    = "consent"
right = "not_now"
"#,
};

const NO_ANSWER: Page = Page {
    code: "no-answer",
    says: "a question comes up when everything is done right, and nothing is written for it",
    why: "A trainee who does everything right would hear nothing there. Which questions come up depends on the \
          other answers; all that do need an answer in `[answers]` or an `[[item]]`.",
    bad: r#"[answers]
works = "yes"
"#,
    good: r#"[answers]
works          = "yes"
hours_per_week = 40
"#,
};

const NEVER_HEARD: Page = Page {
    code: "never-heard",
    says: "something is written that nobody can hear who does everything right",
    why: "What stands at a point is heard by somebody who does everything right, or stands in for a step that was \
          missed. The first entry of a point has no `after`; later ones say after what they are heard instead.",
    bad: r#"[[item]]
question = "threats"
after    = ["limits"]
"#,
    good: r#"[[item]]
question = "threats"

[[item]]
question = "threats"
after    = ["limits"]
"#,
};

const KEY_DIFFERS: Page = Page {
    code: "key-differs",
    says: "the key says something else than what the questionnaire computes",
    why: "The key is played through the questionnaire by somebody who does everything right. What then comes out \
          must be what the key says, or trainees would be taught one thing and the program would tell another.",
    bad: r#"[key]
expect = {concern = "urgent"}
"#,
    good: r#"[key]
expect = {concern = "consult"}
"#,
};
