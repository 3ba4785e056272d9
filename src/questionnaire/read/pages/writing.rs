//! How the file is written: its TOML, its characters, its keys and the values behind them.

use crate::diagnostic::Page;

pub const TOML: Page = Page {
    code: "toml",
    says: "the file breaks a rule of TOML, the notation in which it is written",
    why: "A missing quote or bracket hides what comes after it, so the program cannot know what you meant. \
          The whole notation is on one page: https://toml.io/en/v1.0.0",
    bad: r#"[[section]]
id    = "only"
title = "The only section
"#,
    good: r#"[[section]]
id    = "only"
title = "The only section"
"#,
};

pub const HIDDEN_CHARACTER: Page = Page {
    code: "hidden-character",
    says: "a text holds a character that nobody can see, or one that turns the direction of the text",
    why: "Two texts could look the same and say different things, or a file could drive the terminal. \
          Such characters usually come along when text is copied from a web page or an office program. \
          Type the word again. (Unicode Technical Report 36: https://www.unicode.org/reports/tr36/)",
    bad: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = "Thank\u200b you for telling me."
"#,
    good: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = "Thank you for telling me."
"#,
};

pub const EMPTY_TEXT: Page = Page {
    code: "empty-text",
    says: "there is nothing between the quotes",
    why: "An empty question or an empty next step would leave the practitioner in front of a blank screen. \
          Write the text; if the key is optional, remove the line.",
    bad: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = ""
"#,
    good: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = "Thank you for telling me."
"#,
};

pub const WRONG_TYPE: Page = Page {
    code: "wrong-type",
    says: "the value is of another kind than this key needs: a text for a number, one thing for a list",
    why: "Text stands in quotes, numbers do not. A list stands in [ ], an entry with keys of its own in { }. \
          A date is written 2028-01-31, without quotes.",
    bad: r#"[[section.question]]
id          = "papers_held"
ask         = "Does anyone else keep your ID or papers?"
kind        = "yes_no"
sensitivity = "1"
tags        = "means"
"#,
    good: r#"[[section.question]]
id          = "papers_held"
ask         = "Does anyone else keep your ID or papers?"
kind        = "yes_no"
sensitivity = 1
tags        = ["means"]
"#,
};

pub const MISSING_KEY: Page = Page {
    code: "missing-key",
    says: "something that must be there is not",
    why: "What a screening cannot do without is required: a question needs its sensitivity so that it can \
          be asked in a gentle order, an indicator needs its source so that a result can be explained.",
    bad: r#"[[indicator]]
id     = "indebted"
label  = "A debt keeps the person there"
family = "means"
when   = "debt = yes"
"#,
    good: r#"[[indicator]]
id     = "indebted"
label  = "A debt keeps the person there"
family = "means"
when   = "debt = yes"
source = "ILO indicators of forced labour (2012): debt bondage"
"#,
};

pub const UNKNOWN_KEY: Page = Page {
    code: "unknown-key",
    says: "this key means nothing here; often a letter is wrong, or the line stands in another table",
    why: "A key that is passed over in silence would be a rule or a warning that nobody gets. \
          All keys are in questionnaires/README.md, and `safelight schema` gives them to your editor.",
    bad: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = "Thank you for telling me."
nota = "Do not ask for the amount."
"#,
    good: r#"[[disclosure]]
id   = "told_debt"
when = "debt = yes"
say  = "Thank you for telling me."
note = "Do not ask for the amount."
"#,
};

pub const UNKNOWN_WORD: Page = Page {
    code: "unknown-word",
    says: "only a few words can stand here, and this is not one of them",
    why: "These words decide how something is asked, counted or shown, so each has one spelling. \
          The message lists those that fit.",
    bad: r#"[[indicator]]
id     = "indebted"
label  = "A debt keeps the person there"
family = "control"
when   = "debt = yes"
source = "ILO indicators of forced labour (2012): debt bondage"
"#,
    good: r#"[[indicator]]
id     = "indebted"
label  = "A debt keeps the person there"
family = "means"
when   = "debt = yes"
source = "ILO indicators of forced labour (2012): debt bondage"
"#,
};

pub const BAD_VERSION: Page = Page {
    code: "bad-version",
    says: "the version is not three numbers, or the file is written in a format that is not known here",
    why: "Every result names the edition that it came from, and editions are compared by their numbers: \
          major.minor.patch, such as 1.0.0. (https://semver.org)",
    bad: r#"[questionnaire]
id       = "least"
version  = "1.0"
"#,
    good: r#"[questionnaire]
id       = "least"
version  = "2.11.0-draft.1"
"#,
};

pub const BAD_LANGUAGE: Page = Page {
    code: "bad-language",
    says: "this is not a language tag",
    why: "The tag is compared with the languages of services and with the person's own, so \"Spanish\" finds \
          nobody and \"es\" does. Tags are listed at \
          https://www.iana.org/assignments/language-subtag-registry",
    bad: r#"[[section.question]]
id          = "best_language"
ask         = "Which language is best for you?"
kind        = "choice"
sensitivity = 0
identity    = true
options     = [
  {id = "english", label = "English", language = "en"},
  {id = "tagalog", label = "Tagalog", language = "Tagalog (Filipino)"},
]
"#,
    good: r#"[[section.question]]
id          = "best_language"
ask         = "Which language is best for you?"
kind        = "choice"
sensitivity = 0
identity    = true
options     = [
  {id = "english", label = "English", language = "en"},
  {id = "tagalog", label = "Tagalog", language = "tl"},
]
"#,
};

pub const BAD_AGES: Page = Page {
    code: "bad-ages",
    says: "this is not a range of ages",
    why: "Ages decide for whom a questionnaire is made and which services fit. \
          Write \"18+\", \"12-17\" or \"0-17\", the smaller number first.",
    bad: r#"[[section.question]]
id          = "age_band"
ask         = "Which age group are you in?"
kind        = "scale"
sensitivity = 0
options     = [
  {id = "under_18", label = "Under 18",    ages = "under 18"},
  {id = "adult",    label = "18 or older", ages = "18+"},
]
"#,
    good: r#"[[section.question]]
id          = "age_band"
ask         = "Which age group are you in?"
kind        = "scale"
sensitivity = 0
options     = [
  {id = "under_18", label = "Under 18",    ages = "0-17"},
  {id = "adult",    label = "18 or older", ages = "18+"},
]
"#,
};

pub const BAD_NUMBER: Page = Page {
    code: "bad-number",
    says: "this number cannot stand here: it is too exact, too large, or outside its limits",
    why: "Points and limits are added exactly, never rounded, so they have at most three places after the \
          point. Where only some numbers make sense, the message names the smallest and the largest.",
    bad: r#"[[section.question]]
id          = "work_hours"
ask         = "How many hours do you work in a day?"
kind        = "number"
sensitivity = 1
min         = 24
max         = 0
"#,
    good: r#"[[section.question]]
id          = "work_hours"
ask         = "How many hours do you work in a day?"
kind        = "number"
sensitivity = 1
min         = 0
max         = 24
"#,
};

pub const TOO_LARGE: Page = Page {
    code: "too-large",
    says: "all points of this score together could grow beyond a thousand million",
    why: "Up to there every sum is exact. No instrument of this field comes near it, so a digit too many is \
          the usual reason.",
    bad: r#"[[score]]
id    = "signs"
label = "Weighted signs"
sum   = [
  {when = "debt = yes", points = 600000000},
  {when = "debt = no",  points = 600000000},
]
"#,
    good: r#"[[score]]
id    = "signs"
label = "Weighted signs"
sum   = [
  {when = "debt = yes", points = 6},
  {when = "debt = no",  points = 6},
]
"#,
};

pub const TOO_FEW: Page = Page {
    code: "too-few",
    says: "there are too few entries for this to work",
    why: "A choice of one is no choice, an outcome with one level says nothing, and a score without a term \
          is always 0.",
    bad: r#"[[section.question]]
id          = "paid_how"
ask         = "How are you paid?"
kind        = "choice"
sensitivity = 1
options     = [ {id = "cash", label = "In cash"} ]
"#,
    good: r#"[[section.question]]
id          = "paid_how"
ask         = "How are you paid?"
kind        = "choice"
sensitivity = 1
options     = [ {id = "cash", label = "In cash"}, {id = "bank", label = "To a bank account"} ]
"#,
};

pub const TOO_MANY: Page = Page {
    code: "too-many",
    says: "there are more entries than can be read, or more mistakes than are shown",
    why: "Limits keep a broken or hostile file from stopping the program: 64 options or levels, \
          1,000 questions, 5,000 entries of any other list. Nobody can choose well among 65 options; \
          ask two questions. If mistakes are left out, mend the first ones and look again.",
    bad: r#"options     = [
  {id = "o1", label = "Option 1"},
# … and so on …
  {id = "o64", label = "Option 64"},
  {id = "o65", label = "Option 65"},
]
"#,
    good: r#"options     = [
  {id = "o1", label = "Option 1"},
# … and so on …
  {id = "o64", label = "Option 64"},
]
"#,
};

pub const NESTED_TOO_DEEP: Page = Page {
    code: "nested-too-deep",
    says: "brackets stand in brackets more than 64 times",
    why: "The limit keeps a broken or hostile file from stopping the program. A rule that people can check \
          rarely needs more than two; give its parts a name of their own as indicators.",
    bad: r#"when = "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((debt = yes)))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))))"
"#,
    good: r#"when = "((((debt = yes))))"
"#,
};
