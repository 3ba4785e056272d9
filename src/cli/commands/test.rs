//! `test`: the worked examples of questionnaires, and what none of them reaches.

mod words;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use safelight::example::{self, Check, Coverage, Examples, Unreached};
use safelight::library;
use safelight::questionnaire::Questionnaire;
use safelight::source::Source;

use super::ExitStatus;
use crate::cli::{files, load};

/// Run the worked examples of questionnaires, and say what no example reaches.
///
/// Examples are `[[example]]` tables in the questionnaire's own file, or in NAME.examples.toml beside
/// NAME.toml: what somebody answers, and what must come out.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight test adult-brief              a questionnaire that is built in\n  \
    safelight test my.toml --need-all       also fail where no example reaches a rule\n  \
    safelight test questionnaires           every questionnaire in a folder\n\n\
    Exit codes: 0 every example holds, 1 one does not, 2 something could not be read.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// Ids of built-in questionnaires, files, or folders.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// Also fail where no example reaches a row, a level, an indicator, an action or a stop.
    #[arg(long)]
    need_all: bool,
    /// text for people, json for programs.
    #[arg(long, default_value = "text", value_parser = ["text", "json"])]
    format: String,
}

/// What came of one file.
struct Tested {
    /// The file, or the id of what is built in.
    file: String,
    /// Why it could not be tested, in words for the report.
    error: Option<String>,
    /// What was tested.
    report: Option<Report>,
}

/// What came of one questionnaire.
struct Report {
    questionnaire: Questionnaire,
    /// Where examples of it are written.
    beside: String,
    cases: Vec<CaseRan>,
    /// What is wrong with examples, each drawn under its line.
    mistakes: Vec<String>,
    unreached: Vec<Unreached>,
    /// How many parts of the rules there are, and how many were reached.
    rules: (usize, usize),
}

/// What came of one case.
struct CaseRan {
    example: String,
    /// The row, from 1, if it is one of a table.
    row: Option<usize>,
    place: String,
    because: Option<String>,
    checks: Vec<(Check, Vec<String>)>,
}

impl CaseRan {
    fn holds(&self) -> bool {
        self.checks.iter().all(|(check, _)| check.holds)
    }
}

impl Report {
    fn failed(&self) -> usize {
        self.cases.iter().filter(|case| !case.holds()).count()
    }

    fn is_all_reached(&self) -> bool {
        self.rules.0 == self.rules.1
    }
}

pub fn run(args: &Args) -> Result<ExitStatus> {
    let tested: Vec<Tested> = args.files.iter().flat_map(|named| tested(named)).collect();
    files::print(&files::harmless(&match args.format.as_str() {
        "json" => words::json(&tested),
        _ => words::text(&tested),
    }))?;
    let reports = || tested.iter().filter_map(|tested| tested.report.as_ref());
    let unread = tested.iter().any(|tested| tested.error.is_some());
    if unread || reports().any(|report| !report.mistakes.is_empty()) {
        return Ok(ExitStatus::Failed);
    }
    let fails = |report: &Report| report.failed() > 0 || args.need_all && !report.is_all_reached();
    Ok(if reports().any(fails) { ExitStatus::Findings } else { ExitStatus::Done })
}

/// Tests everything that a name means: one questionnaire, or all of a folder.
fn tested(named: &str) -> Vec<Tested> {
    let path = Path::new(named);
    if load::is_shipped(named) {
        return vec![as_tested(named.to_owned(), shipped(named))];
    }
    if !path.is_dir() {
        return vec![as_tested(
            named.to_owned(),
            load::source_to_check(named).and_then(|it| alone(&it, path)),
        )];
    }
    let mut found = Vec::new();
    if let Err(error) = documents_below(path, &mut found) {
        return vec![as_tested(named.to_owned(), Err(error))];
    }
    let tested: Vec<Tested> = found.iter().filter_map(|file| in_folder(file)).collect();
    if tested.is_empty() {
        let error = anyhow!("{named} holds no questionnaire: a .toml file with a [questionnaire] table");
        return vec![as_tested(named.to_owned(), Err(error))];
    }
    tested
}

fn as_tested(file: String, report: Result<Report>) -> Tested {
    match report {
        Ok(report) => Tested { file, error: None, report: Some(report) },
        Err(error) => Tested { file, error: Some(format!("{error:#}")), report: None },
    }
}

/// Tests what is built in, with the examples that are built in.
fn shipped(named: &str) -> Result<Report> {
    let source = load::questionnaire_source(named)?;
    let questionnaire = load::readable(&source)?;
    let version = questionnaire.version.to_string();
    let beside = library::examples(&questionnaire.id, &version).map(library::Shipped::source);
    let name = format!("questionnaires/{}/{version}.examples.toml", questionnaire.id);
    Ok(report(questionnaire, &source, beside, name))
}

/// Tests one file that was named; one of another kind says what it is.
fn alone(source: &Source, file: &Path) -> Result<Report> {
    let name = source.name();
    let other = |what: &str| Err(anyhow!("{name} is {what}, which has no examples; name a questionnaire"));
    match kind(source) {
        Kind::Questionnaire => of_file(source, file),
        Kind::Examples => Err(lacks_questionnaire(file)),
        Kind::Directory => other("a referral directory"),
        Kind::Jurisdiction => other("a jurisdiction pack"),
        Kind::Scenario => other("a scenario for practice"),
    }
}

/// Tests one file of a folder; nothing comes of a file of another kind.
fn in_folder(file: &Path) -> Option<Tested> {
    let name = file.display().to_string();
    let source = match files::read_source(file) {
        Ok(source) => source,
        Err(error) => return Some(as_tested(name, Err(error))),
    };
    match kind(&source) {
        Kind::Questionnaire if has_head(&source) => Some(as_tested(name, of_file(&source, file))),
        Kind::Examples if !questionnaire_of(file).exists() => {
            Some(as_tested(name, Err(lacks_questionnaire(file))))
        }
        _ => None,
    }
}

fn lacks_questionnaire(file: &Path) -> anyhow::Error {
    let (name, wanted) = (file.display(), questionnaire_of(file));
    let shown = wanted.display();
    if wanted.exists() {
        anyhow!("{name} holds examples; name their questionnaire instead: {shown}")
    } else {
        anyhow!("{name} holds examples, and their questionnaire is not there: {shown}")
    }
}

fn of_file(source: &Source, file: &Path) -> Result<Report> {
    let questionnaire = load::readable(source)?;
    let beside = examples_of(file);
    let examples = if beside.exists() { Some(files::read_source(&beside)?) } else { None };
    Ok(report(questionnaire, source, examples, beside.display().to_string()))
}

/// Returns where the examples of a questionnaire stand, if not in its own file.
fn examples_of(file: &Path) -> PathBuf {
    let cases = file.with_file_name("cases.toml");
    if file.file_name().is_some_and(|name| name == "questionnaire.toml") && cases.exists() {
        return cases;
    }
    file.with_extension("examples.toml")
}

/// Returns where the questionnaire of a file of examples stands.
fn questionnaire_of(examples: &Path) -> PathBuf {
    let name = examples.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match name.strip_suffix(".examples.toml") {
        Some(stem) => examples.with_file_name(format!("{stem}.toml")),
        None => examples.with_file_name("questionnaire.toml"),
    }
}

/// What a document is, told by its first heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Questionnaire,
    Examples,
    Directory,
    Jurisdiction,
    Scenario,
}

const HEADS: [(&str, Kind); 5] = [
    ("[questionnaire", Kind::Questionnaire),
    ("[directory]", Kind::Directory),
    ("[jurisdiction]", Kind::Jurisdiction),
    ("[scenario]", Kind::Scenario),
    ("[[example]]", Kind::Examples),
];

/// A document without any of the headings is read as a questionnaire, so that its mistakes are shown.
fn kind(source: &Source) -> Kind {
    head(source).unwrap_or(Kind::Questionnaire)
}

fn has_head(source: &Source) -> bool {
    head(source).is_some()
}

fn head(source: &Source) -> Option<Kind> {
    let lines = source.text().lines().map(str::trim_start);
    lines
        .filter_map(|line| HEADS.iter().find(|(head, _)| line.starts_with(head)))
        .map(|(_, kind)| *kind)
        .next()
}

/// Collects every .toml file of a folder and the folders in it, in the order of their names. Links to
/// folders are not followed: they could lead in a circle.
fn documents_below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let cannot = || format!("cannot open {}", folder.display());
    let entries: std::io::Result<Vec<fs::DirEntry>> = fs::read_dir(folder).with_context(cannot)?.collect();
    let mut paths: Vec<PathBuf> =
        entries.with_context(cannot)?.into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.is_symlink() {
            documents_below(&path, found)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") && !path.is_dir() {
            found.push(path);
        }
    }
    Ok(())
}

fn report(questionnaire: Questionnaire, own: &Source, examples: Option<Source>, beside: String) -> Report {
    let documents: Vec<&Source> = [own].into_iter().chain(&examples).collect();
    let read = example::read(&documents, &questionnaire);
    let mistakes = documents.iter().zip(&read.findings);
    let mistakes =
        mistakes.flat_map(|(source, found)| found.iter().map(|finding| finding.draw(source))).collect();
    let mut coverage = Coverage::default();
    let cases = cases(&read, &documents, &mut coverage);
    let (rules, unreached) = (coverage.counts(&questionnaire), coverage.unreached(&questionnaire));
    Report { cases, mistakes, rules, unreached, questionnaire, beside }
}

fn cases(read: &Examples<'_>, documents: &[&Source], coverage: &mut Coverage) -> Vec<CaseRan> {
    let mut cases = Vec::new();
    for example in &read.examples {
        let source = documents[example.document];
        for (place, row) in example.rows.iter().enumerate() {
            let ran = example::run(row);
            coverage.add(&row.case, &ran.assessment);
            cases.push(CaseRan {
                example: example.name.clone(),
                row: example.is_table.then_some(place + 1),
                place: format!("{}:{}", source.name(), source.position(row.span.start).0),
                because: example.because.clone(),
                checks: ran.checks,
            });
        }
    }
    cases
}
