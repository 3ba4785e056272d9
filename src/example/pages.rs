//! What the codes of this reader mean, for people who write examples and are no programmers.

use crate::diagnostic::Page;

/// Every code that only examples have.
pub const PAGES: &[Page] = &[NOTHING_EXPECTED, WRONG_SIDE, BAD_INPUT, BAD_EXPECTATION, BAD_ROW];

const NOTHING_EXPECTED: Page = Page {
    code: "nothing-expected",
    says: "an example says what goes in, and not what must come out",
    why: "An example that expects nothing would hold whatever is computed. Write a level, a score, an \
          action or a stop that follows from its answers by the published rule, not by what the program \
          says today.",
    bad: r#"[[example]]
name    = "Nothing owed"
answers = {debt = "no"}
"#,
    good: r#"[[example]]
name    = "Nothing owed"
answers = {debt = "no"}
expect  = {concern = "inform"}
"#,
};

const WRONG_SIDE: Page = Page {
    code: "wrong-side",
    says: "something that goes in stands where results are expected, or the other way round",
    why: "Questions go into `answers`, what the programme knows into `context`. Results are expected in \
          `expect`, and questionnaires that may follow in `next`.",
    bad: r#"answers = {frame = "us", concern = "inform"}
"#,
    good: r#"answers = {debt = "no"}
context = {frame = "us"}
expect  = {concern = "inform"}
"#,
};

const BAD_INPUT: Page = Page {
    code: "bad-input",
    says: "an example gives an answer or a context that nobody could give",
    why: "What goes in is checked as in a real conversation: the kind of the answer, its options and its \
          range, and whether the question applies. What is not answered is written \"declined\", \
          \"dont_know\", \"later\" or \"\".",
    bad: r#"answers = {debt = true, contact = ["onlin"], hours = 101}
"#,
    good: r#"answers    = {debt = "yes", contact = ["online", "agency"], hours = 70}
"#,
};

const BAD_EXPECTATION: Page = Page {
    code: "bad-expectation",
    says: "an example expects something that can never come out",
    why: "An outcome has a level, or a list of all that stay possible; a score a number, or [lowest, \
          highest]; an indicator true, false or \"unknown\"; an action \"due\", \"may_be_due\" or \
          \"not_due\".",
    bad: r#"total     = "three"
"#,
    good: r#"expect  = {concern = {levels = "consult", before = ["consult"], enough = true}, total = [2, 3], owes = true, ask_again = {due = "due", duty = "offer"}, private = "yes"}
"#,
};

const BAD_ROW: Page = Page {
    code: "bad-row",
    says: "a row of a table of examples does not fit its columns",
    why: "Every row has one cell for each of `columns`, in the same order. An empty cell is written \"\": for \
          a question it means not asked, for a result not looked at.",
    bad: r#"  ["yes"],
  ["yes", 2, 3],
"#,
    good: r#"  ["yes",       70,          "us", "consult", 3,      "due",        "due",        ""],
"#,
};
