//! What comes of testing one questionnaire: the record of it, and what people are told beside it.

use std::collections::BTreeMap;

use safelight::example::{self, Coverage, CoveredPart, Unreached};
use safelight::questionnaire::Questionnaire;
use safelight::records::{TestedCase, TestedFile};
use safelight::source::Source;

use super::model_example::model;

/// What came of one file.
pub struct Tested {
    /// What came of it, as other programs are told.
    pub record: TestedFile,
    /// Each case that failed, for people.
    pub failures: String,
    /// What no example reaches, or what to do where there is none.
    pub lacking: String,
}

/// Where examples of a questionnaire are.
pub struct ExamplePlaces {
    /// Where examples of it are written.
    pub beside: String,
    /// Where those of another edition of it are, if it has none.
    pub elsewhere: Option<String>,
}

impl Tested {
    /// Returns that a file could not be tested, and why.
    pub fn not(file: String, error: &anyhow::Error) -> Self {
        let record = TestedFile {
            file,
            error: Some(format!("{error:#}")),
            questionnaire: None,
            mistakes: Vec::new(),
            cases: Vec::new(),
            rule_parts: 0,
            rule_parts_reached: 0,
            not_reached: Vec::new(),
        };
        Tested { record, failures: String::new(), lacking: String::new() }
    }

    /// Tests a questionnaire with the examples in its own file and beside it.
    pub fn of(
        file: String,
        questionnaire: &Questionnaire,
        own: &Source,
        examples: Option<Source>,
        places: &ExamplePlaces,
    ) -> Self {
        let documents: Vec<&Source> = [own].into_iter().chain(&examples).collect();
        let read = example::read(&documents, questionnaire);
        let drawn = documents.iter().zip(&read.findings);
        let drawn = drawn.flat_map(|(source, found)| found.iter().map(|finding| finding.draw(source)));
        let mistakes: Vec<String> = drawn.collect();
        let (mut coverage, mut cases, mut failures) =
            (Coverage::of(questionnaire), Vec::new(), String::new());
        for example in &read.examples {
            let source = documents[example.document];
            for (place, row) in example.rows.iter().enumerate() {
                let ran = example::run(row);
                coverage.add(&row.case, &ran.assessment);
                let case = TestedCase {
                    example: example.name.clone(),
                    row: example.is_table.then_some(place + 1),
                    place: format!("{}:{}", source.name(), source.position(row.span.start).0),
                    holds: ran.checks.iter().all(|check| check.holds),
                    checks: ran.checks,
                };
                if !case.holds {
                    failures.push_str(&failure(&case, example.because.as_deref()));
                }
                cases.push(case);
            }
        }
        let (rule_parts, rule_parts_reached) = coverage.counts();
        let unreached = coverage.unreached();
        let lacking = match (cases.is_empty(), mistakes.is_empty()) {
            (true, true) => none(questionnaire, places),
            (false, true) => unreached_in_words(&unreached),
            // What no example reaches is known once all of them can be read.
            _ => String::new(),
        };
        let record = TestedFile {
            file,
            error: None,
            questionnaire: Some(questionnaire.edition().to_string()),
            mistakes,
            cases,
            rule_parts,
            rule_parts_reached,
            not_reached: unreached,
        };
        Tested { record, failures, lacking }
    }
}

/// One failed case: what was expected, what came out, and why.
fn failure(case: &TestedCase, because: Option<&str>) -> String {
    let row = case.row.map_or_else(String::new, |row| format!(", row {row}"));
    let mut out = format!("\nFAILED  {}{row}\n        {}\n", case.example, case.place);
    for check in case.checks.iter().filter(|check| !check.holds) {
        out.push_str(&format!("  {}\n", check.about));
        out.push_str(&format!("    expected  {}\n    came out  {}\n", check.expected, check.computed));
        check.because.iter().for_each(|reason| out.push_str(&format!("    because   {reason}\n")));
    }
    out.extend(because.map(|because| format!("  the example says: {because}\n")));
    out
}

/// What no example reaches: a heading for each kind, and a line for each thing.
fn unreached_in_words(unreached: &[Unreached]) -> String {
    if unreached.is_empty() {
        return String::new();
    }
    let mut by_part: BTreeMap<CoveredPart, Vec<&Unreached>> = BTreeMap::new();
    unreached.iter().for_each(|it| by_part.entry(it.part).or_default().push(it));
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
fn none(questionnaire: &Questionnaire, ExamplePlaces { beside, elsewhere }: &ExamplePlaces) -> String {
    if let Some(elsewhere) = elsewhere {
        return format!(
            "\nThere are no examples. {elsewhere} holds those of another edition:\n\
             copy it to {beside}, and change what has changed.\n"
        );
    }
    let model = model(questionnaire);
    format!(
        "\nThere are no examples. Write them into the file itself, or into {beside}\n\
         (which begins with `format = 1`). This one holds; replace it by yours:\n\n{model}\n"
    )
}
