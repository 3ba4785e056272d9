//! Names: what may be one, and what they must lead to.

use crate::diagnostic::Page;

pub const BAD_ID: Page = Page {
    code: "bad-id",
    says: "this name has a letter or sign that a name cannot have, or is a word of the rule language",
    why: "Rules call things by their ids, so an id is one word: small letters a-z, digits and _, starting \
          with a letter, such as `papers_held`. The id of a whole questionnaire takes hyphens instead: \
          `adult-brief`. These words would be read as part of a rule, and are no ids: \
          and, or, not, at, least, most, exactly, of, tag, includes, any, all, is, yes, no, true, false.",
    bad: r#"[[section.question]]
id          = "Papers held"
ask         = "Does anyone else keep your ID or papers?"
kind        = "yes_no"
sensitivity = 1
"#,
    good: r#"[[section.question]]
id          = "papers_held"
ask         = "Does anyone else keep your ID or papers?"
kind        = "yes_no"
sensitivity = 1
"#,
};

pub const DUPLICATE_ID: Page = Page {
    code: "duplicate-id",
    says: "two things have the same id",
    why: "A rule that says `debt` must mean one thing. Questions, indicators, scores, outcomes, sections and \
          all the rest share one list of names; options and levels only share theirs.",
    bad: r#"[[indicator]]
id     = "debt"
label  = "A debt keeps the person there"
family = "means"
when   = "debt = yes"
source = "Invented"
"#,
    good: r#"[[indicator]]
id     = "debt_holds"
label  = "A debt keeps the person there"
family = "means"
when   = "debt = yes"
source = "Invented"
"#,
};

pub const DUPLICATE_MEMBER: Page = Page {
    code: "duplicate-member",
    says: "the same thing is in this list twice",
    why: "Counted twice, one answer would look like two signs.",
    bad: r#"[[score]]
id    = "signs"
label = "Signs"
count = ["owes", "owes"]
"#,
    good: r#"[[score]]
id    = "signs"
label = "Signs"
count = ["owes"]
"#,
};

pub const UNKNOWN_NAME: Page = Page {
    code: "unknown-name",
    says: "nothing in this file has that name",
    why: "A rule about something that does not exist could never become true, and nobody would notice. \
          Often a letter is wrong: the message suggests the nearest name.",
    bad: r#"[[disclosure]]
id   = "told_debt"
when = "dept = yes"
say  = "Thank you for telling me."
"#,
    good: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = "Thank you for telling me."
"#,
};

pub const UNKNOWN_OPTION: Page = Page {
    code: "unknown-option",
    says: "the question has no such option, or the outcome no such level",
    why: "A rule that waits for an answer that cannot be given would never become true. \
          Rules use the id of an option, not the words that the person hears.",
    bad: r#"[[section.question]]
id          = "paid_how"
ask         = "How are you paid?"
kind        = "choice"
sensitivity = 1
options     = [ {id = "cash", label = "In cash"}, {id = "kept", label = "Someone keeps it"} ]

[[disclosure]]
id   = "told_pay"
when = "paid_how = taken"
say  = "Thank you for telling me."
"#,
    good: r#"[[section.question]]
id          = "paid_how"
ask         = "How are you paid?"
kind        = "choice"
sensitivity = 1
options     = [ {id = "cash", label = "In cash"}, {id = "kept", label = "Someone keeps it"} ]

[[disclosure]]
id   = "told_pay"
when = "paid_how = kept"
say  = "Thank you for telling me."
"#,
};

pub const UNKNOWN_LEVEL: Page = Page {
    code: "unknown-level",
    says: "this row gives a level that the outcome does not have",
    why: "The level is what the practitioner reads, with its next step. A row without one would end in \
          nothing.",
    bad: r#"[[outcome]]
id     = "next_step"
label  = "What next"
levels = [
  {id = "inform",  label = "Offer information", next = "Offer the information."},
  {id = "consult", label = "Offer referral",    next = "Offer a referral."},
]
decide = [
  {level = "refer", when = "debt = yes"},
  {level = "inform", otherwise = true},
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

pub const UNKNOWN_TAG: Page = Page {
    code: "unknown-tag",
    says: "no indicator carries this tag",
    why: "A rule over a tag takes every indicator that has it. With none, it could never become true.",
    bad: r#"[[score]]
id    = "means_signs"
label = "Signs of means"
count = ["tag means.stong"]
"#,
    good: r#"[[score]]
id    = "means_signs"
label = "Signs of means"
count = ["tag sign.strong"]
"#,
};
