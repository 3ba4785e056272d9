//! `no-strengths`: nobody asks what the person is good at, or who stands by them.

use super::lacks;
use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};
use crate::questionnaire::Part;
use crate::questionnaire::places::Place;

/// No question is about strengths.
pub const NO_STRENGTHS: Lint = Lint {
    page: Page {
        code: "no-strengths",
        says: "no question asks what helps the person through",
        why: "A list of harms alone makes a person small in the file and in the talk. A trauma-informed \
              approach values what somebody has already done to stay safe \
              (https://pmc.ncbi.nlm.nih.gov/articles/PMC8222088/table/T1), and reviewers of a child-protection \
              protocol asked for strengths to be recorded (https://zhixidata.com/details/1/902717526).",
        bad: "ask         = \"Would you like help to find a safe place?\"\npart        = \"needs\"    # and nothing with \"strengths\"",
        good: "ask         = \"Is anyone on your side?\"\npart        = \"strengths\"",
    },
    group: Group::Order,
    severity: Severity::Warning,
    look,
};

fn look(subject: &Subject<'_>, found: &mut Found<'_>) {
    if lacks(subject.questionnaire, Part::Strengths) {
        let message = "no question asks what helps the person through";
        let help = "add one, such as \"Who or what helps you get through hard days?\", or mark the one you have, \
                    with `part = \"strengths\"`";
        found.at(Place::Head(""), message, help);
    }
}
