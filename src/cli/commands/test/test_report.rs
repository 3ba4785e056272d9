//! What `test` says: failures first, then what no example reaches, then one line for all.

use std::collections::BTreeMap;

use safelight::answers::{Answer, Answers, Value};
use safelight::example::{CoveredPart, Unreached};
use safelight::questionnaire::{Kind, Questionnaire};
use safelight::records::{FormatVersion, NotReached, TestDocument, TestedCase, TestedCheck, TestedFile};
use safelight::scoring::{Assessment, Case, assess};

use super::tested::{CaseRan, Report, Tested};

/// The report for people.
pub fn text(tested: &[Tested]) -> String {
    let mut out = String::new();
    for tested in tested {
        let said = one(tested);
        // What has more to say than its line stands apart from the next.
        let apart = if said.trim_end().contains('\n') { "\n" } else { "" };
        out.push_str(&format!("{said}{apart}"));
    }
    out.push_str(&format!("{}\n", summary(tested)));
    out
}

fn one(tested: &Tested) -> String {
    let mut out = String::new();
    if let Some(error) = &tested.error {
        let named = if error.contains(&tested.file) { String::new() } else { format!("{}: ", tested.file) };
        out.push_str(&format!("error: {named}{error}\n\n"));
    }
    if let Some(report) = &tested.report {
        let cases = count(report.cases.len(), "case", "cases");
        let edition = report.questionnaire.edition();
        out.push_str(&format!("{edition} ({}): {cases}, {} failed\n", tested.file, report.failed()));
        report.mistakes.iter().for_each(|mistake| out.push_str(&format!("\n{mistake}\n")));
        let failed = report.cases.iter().filter(|case| !case.holds());
        failed.for_each(|case| out.push_str(&failure(case)));
        out.push_str(&match (report.cases.is_empty(), report.mistakes.is_empty()) {
            (true, true) => none(report),
            (false, true) => unreached(report),
            // What no example reaches is known once all of them can be read.
            _ => String::new(),
        });
    }
    out
}

/// One failed case: what was expected, what came out, and why.
fn failure(case: &CaseRan) -> String {
    let row = case.row.map_or_else(String::new, |row| format!(", row {row}"));
    let mut out = format!("\nFAILED  {}{row}\n        {}\n", case.example, case.place);
    for (check, why) in case.checks.iter().filter(|(check, _)| !check.holds) {
        out.push_str(&format!("  {}\n", check.about));
        out.push_str(&format!("    expected  {}\n    came out  {}\n", check.expected, check.computed));
        why.iter().for_each(|reason| out.push_str(&format!("    because   {reason}\n")));
    }
    if let Some(because) = &case.because {
        out.push_str(&format!("  the example says: {because}\n"));
    }
    out
}

/// What no example reaches: a heading for each kind, and a line for each thing.
fn unreached(report: &Report) -> String {
    if report.unreached.is_empty() {
        return String::new();
    }
    let mut by_part: BTreeMap<CoveredPart, Vec<&Unreached>> = BTreeMap::new();
    report.unreached.iter().for_each(|it| by_part.entry(it.part).or_default().push(it));
    let mut out = "\nNo example reaches:\n".to_owned();
    for (part, list) in by_part {
        out.push_str(&format!("  {}\n", part.title()));
        lines(part, &list).iter().for_each(|line| out.push_str(&format!("    {line}\n")));
    }
    out
}

/// Levels and options stand in one line for each outcome and question.
fn lines(part: CoveredPart, list: &[&Unreached]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut last = None;
    for unreached in list {
        match lines.last_mut() {
            Some(line)
                if matches!(part, CoveredPart::Level | CoveredPart::Option)
                    && last == Some(&unreached.of) =>
            {
                line.push_str(&format!(", {}", unreached.which));
            }
            _ => lines.push(format!("{}: {}", unreached.of, unreached.which)),
        }
        last = Some(&unreached.of);
    }
    lines
}

/// What to do where there is no example, with one that fits the questionnaire.
fn none(report: &Report) -> String {
    let beside = &report.beside;
    if let Some(elsewhere) = &report.elsewhere {
        return format!(
            "\nThere are no examples. {elsewhere} holds those of another edition:\n\
             copy it to {beside}, and change what has changed.\n"
        );
    }
    let model = model(&report.questionnaire);
    format!(
        "\nThere are no examples. Write them into the file itself, or into {beside}\n\
         (which begins with `format = 1`). This one holds; replace it by yours:\n\n{model}\n"
    )
}

/// An example that holds: one answer, and what comes of it while everything else is open.
fn model(questionnaire: &Questionnaire) -> String {
    let given = questionnaire.questions.iter().find_map(|question| {
        let answer = match &question.kind {
            Kind::YesNo => Value::YesNo(false),
            Kind::Choices(options) => Value::Choices(vec![options.first()?.id.clone()]),
            kind => Value::Choice(kind.options().first()?.id.clone()),
        };
        Some((question, answer))
    });
    let mut answers = Answers::none(questionnaire.edition());
    let written = given.map_or_else(String::new, |(question, value)| {
        answers.give(question.id.clone(), Answer::Given(value.clone()));
        let option = match &value {
            Value::YesNo(_) => "\"no\"".to_owned(),
            Value::Choices(ids) => format!("[\"{}\"]", ids.join("\", \"")),
            Value::Choice(id) => format!("\"{id}\""),
            _ => String::new(),
        };
        format!("{} = {option}", question.id)
    });
    let found =
        Case::new(questionnaire, answers, &BTreeMap::new(), &BTreeMap::new()).map(|case| assess(&case)).ok();
    let expect = found.as_ref().map_or_else(String::new, |found| expected(questionnaire, found));
    let stop = found.and_then(|found| found.stopped).map(|stop| &questionnaire.stops[stop].moment.id);
    let stop = stop.map_or_else(String::new, |id| format!("\n    stop    = \"{id}\""));
    format!(
        "    [[example]]\n    name    = \"One answer\"\n    answers = {{{written}}}\n    expect  = {{{expect}}}{stop}"
    )
}

/// What is to be expected of the first outcome, or of the first score where there is none.
fn expected(questionnaire: &Questionnaire, found: &Assessment) -> String {
    if let (Some(outcome), Some(decided)) = (questionnaire.outcomes.first(), found.outcomes.first()) {
        let levels: Vec<&str> =
            decided.possible.iter().map(|level| outcome.levels[level].id.as_str()).collect();
        return format!("{} = [\"{}\"]", outcome.id, levels.join("\", \""));
    }
    match (questionnaire.scores.first(), found.scores.first()) {
        (Some(score), Some(scored)) => {
            format!("{} = [{}, {}]", score.id, scored.interval.low, scored.interval.high)
        }
        _ => String::new(),
    }
}

fn summary(tested: &[Tested]) -> String {
    let reports = || tested.iter().filter_map(|tested| tested.report.as_ref());
    let cases: usize = reports().map(|report| report.cases.len()).sum();
    let failed: usize = reports().map(Report::failed).sum();
    let (all, reached) =
        reports().fold((0, 0), |(all, reached), it| (all + it.rules.0, reached + it.rules.1));
    let mut said = vec![format!("{}, {failed} failed", count(cases, "example case", "example cases"))];
    said.push(format!("{reached} of {} reached", count(all, "rule part", "rule parts")));
    let mistakes: usize = reports().map(|report| report.mistakes.len()).sum();
    if mistakes > 0 {
        said.push(format!("{} in examples", count(mistakes, "mistake", "mistakes")));
    }
    let unread = tested.iter().filter(|tested| tested.error.is_some()).count();
    if unread > 0 {
        said.push(format!("{} could not be tested", count(unread, "file", "files")));
    }
    let questionnaires = count(reports().count(), "questionnaire", "questionnaires");
    format!("{questionnaires}: {}", said.join("; "))
}

fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

// ---- for programs ----

/// The report for other programs.
pub fn document(tested: &[Tested]) -> TestDocument {
    TestDocument { format: FormatVersion, files: tested.iter().map(file).collect() }
}

fn file(tested: &Tested) -> TestedFile {
    let report = tested.report.as_ref();
    let unreached = report.map_or(&[][..], |report| &report.unreached);
    let not_reached = unreached.iter().map(|it| NotReached {
        part: it.part.id().to_owned(),
        of: it.of.clone(),
        which: it.which.clone(),
    });
    TestedFile {
        file: tested.file.clone(),
        error: tested.error.clone(),
        questionnaire: report.map(|report| report.questionnaire.edition().to_string()),
        mistakes: report.map(|report| report.mistakes.clone()).unwrap_or_default(),
        cases: report.map_or_else(Vec::new, |report| report.cases.iter().map(case).collect()),
        rule_parts: report.map_or(0, |report| report.rules.0),
        rule_parts_reached: report.map_or(0, |report| report.rules.1),
        not_reached: not_reached.collect(),
    }
}

fn case(case: &CaseRan) -> TestedCase {
    let checks = case.checks.iter().map(|(check, because)| TestedCheck {
        about: check.about.clone(),
        expected: check.expected.clone(),
        computed: check.computed.clone(),
        holds: check.holds,
        because: because.clone(),
    });
    TestedCase {
        example: case.example.clone(),
        row: case.row,
        place: case.place.clone(),
        holds: case.holds(),
        checks: checks.collect(),
    }
}
