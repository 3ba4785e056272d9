//! The largest that the reader lets through is scored exactly, and what is larger is refused: no score
//! can overflow. Sums are checked in every build, so that an overflow here would be a panic.

use safelight::answers::{Answer, Value};
use safelight::decimal::Decimal;
use safelight::questionnaire::read;
use safelight::questionnaire::read::MOST_QUESTIONS;
use safelight::reading::MOST_ENTRIES;
use safelight::source::Source;
use safelight::truth::Set;

use super::agreement::{library, must, same_as_naive};
use super::generate::{self, HEAD, Sheet};

/// As many questions as there may be, each worth that much at most; a score of them all, and scores of
/// that score.
fn questionnaire(points: &str, scores_of_it: usize) -> String {
    let question = |place| {
        format!("{{id = \"q{place}\", ask = \"?\", sensitivity = 0, kind = \"scale\", scale = \"worth\"}},\n")
    };
    let questions: String = (0..MOST_QUESTIONS).map(question).collect();
    let terms: String = (0..MOST_QUESTIONS).map(|place| format!("{{value_of = \"q{place}\"}},\n")).collect();
    let same = |place| {
        format!("[[score]]\nid = \"s{place}\"\nlabel = \"Same\"\nhighest = [{{score = \"total\"}}]\n")
    };
    let same: String = (0..scores_of_it).map(same).collect();
    format!(
        "{HEAD}[[scale]]\nid = \"worth\"\noptions = [{{id = \"o0\", label = \"No\", points = 0}}, \
         {{id = \"o1\", label = \"Yes\", points = {points}}}]\n\
         [[section]]\nid = \"part\"\ntitle = \"Part\"\nquestion = [\n{questions}]\n\
         [[score]]\nid = \"total\"\nlabel = \"Total\"\nsum = [\n{terms}]\n{same}\
         [[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n\
         levels = [{{id = \"low\", label = \"L\", next = \"L.\"}}, {{id = \"top\", label = \"T\", next = \"T.\"}}]\n\
         bands = {{score = \"total\", from = [{{level = \"low\", at = 0}}, {{level = \"top\", at = 1000000000}}]}}\n"
    )
}

/// The codes of what is wrong with a text.
fn codes(text: &str) -> Vec<&'static str> {
    let reading = read(&Source::new("large.toml", text));
    reading.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn the_largest_score_is_exact_and_one_more_is_refused() {
    let sheet = Sheet::read(questionnaire("1000000", MOST_ENTRIES - 1));
    let mut input = generate::nothing(&sheet.questionnaire);
    let largest = i128::from(Decimal::LARGEST.thousandths());
    let open = library(&input).unwrap();
    assert!(open.scores.len() == MOST_ENTRIES && open.scores.iter().all(|score| score.range == (0, largest)));
    let yes = || Some(Answer::Given(Value::Choice("o1".into())));
    input.answers.fill_with(yes);
    let full = library(&input).unwrap();
    assert!(full.scores.iter().all(|score| score.range == (largest, largest)));
    input.answers[500] = Some(Answer::Declined);
    must(same_as_naive(&library, &input));

    assert_eq!(codes(&questionnaire("1000000.001", 0)), ["too-large"]);
}

/// Each score is the sum of the two before it: the eightieth or so would be beyond any number of ours.
#[test]
fn scores_that_grow_by_each_other_are_refused() {
    let score = |place: usize| {
        let terms = match place {
            0 | 1 => "{when = \"a\", points = 1000000000}".to_owned(),
            _ => format!("{{score = \"s{}\"}}, {{score = \"s{}\"}}", place - 1, place - 2),
        };
        format!("[[score]]\nid = \"s{place}\"\nlabel = \"S\"\nsum = [{terms}]\n")
    };
    let question = "[[section]]\nid = \"part\"\ntitle = \"Part\"\n\
                    question = [{id = \"a\", ask = \"?\", sensitivity = 0, kind = \"yes_no\"}]\n";
    let scores: String = (0..300).map(score).collect();
    assert_eq!(codes(&format!("{HEAD}{question}{scores}")), ["too-large"]);
}

/// What is ever added up: the terms of one score, the points of one question, the widths of all scores.
#[test]
fn no_sum_that_the_limits_allow_leaves_the_numbers() {
    let largest = Decimal::LARGEST.thousandths();
    for most in [MOST_ENTRIES, MOST_QUESTIONS, Set::CAPACITY] {
        let sum = i64::try_from(most).unwrap().checked_mul(largest);
        assert!(sum.is_some_and(|sum| sum < i64::MAX / 1_000), "{most} of the largest");
    }
}
