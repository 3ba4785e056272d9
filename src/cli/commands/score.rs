//! `score`: answers in, result out, without any prompt.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use safelight::export::Options;
use safelight::language::tag::are_of_one;
use safelight::questionnaire::Questionnaire;
use safelight::records::{
    AnswersDocument, HeardIn, OtherLanguages, Record, ResultDocument, WordingRecord, read_answers, written,
};
use safelight::report::{Detail, Findings, PageReader, Pages, build, offers};
use safelight::scoring::{Assessment, Case, assess};
use safelight::translation::wording_in;

use super::talk::language_tag;
use crate::cli::document_kind::DocumentKind;
use crate::cli::findings::in_lines;
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::output::{DetailOption, Output};
use crate::cli::surroundings::Surroundings;
use crate::cli::{files, load, wordings};

/// Score one answers document and print the result, without any prompt.
///
/// The result depends on the document and the questionnaire only: no configuration file is read.
#[derive(clap::Args)]
#[command(after_help = "Example of an answers document:\n  \
    {\"format\": 1, \"questionnaire\": \"adult-brief@1.0.0\",\n   \
     \"answers\": {\"documents_held\": \"yes\", \"hours_per_week\": 70, \"threats\": {\"state\": \"declined\"}},\n   \
     \"context\": {\"frame\": \"palermo\"}}\n\n\
    Examples:\n  \
    safelight score answers.json\n  \
    safelight score answers.json --detail note\n  \
    safelight score - --format text < answers.json\n\n\
    \"language\": \"es\" says that the questions were asked in Spanish: a number that has a value by language\n\
    then has that of the translation, or is unknown.\n\
    A question that is absent was not asked; it is never counted as no. Answers are read from a file or\n\
    standard input only, never from arguments, which others on this machine could see.\n\
    Exit codes: 0 scored, 2 something does not fit and nothing was scored.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The answers document, or - for standard input.
    #[arg(value_name = "FILE")]
    answers: PathBuf,
    /// The questionnaire, where the document names none or a file is meant.
    #[arg(long, value_name = "ID")]
    questionnaire: Option<String>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    detail: DetailOption,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    let destination = args.output.private_destination(args.detail.usual_format())?;
    let detail = args.detail.in_format(destination.format)?;
    let is_typed = args.answers.as_os_str() == "-";
    if is_typed && destination.awaits_passphrase() {
        bail!(
            "a passphrase cannot be typed where the answers come from the standard input; name the file of the answers, \
             or use --encrypt-to"
        );
    }
    let source = if is_typed { files::standard_input()? } else { files::read_source(&args.answers)? };
    let name = source.name().to_owned();
    if !matches!(DocumentKind::of(&source), None | Some(DocumentKind::Json)) {
        bail!("{name}: this is TOML; an answers document (JSON) is needed");
    }
    let document = read_answers(source.text()).map_err(|error| anyhow!("{name}: {error}"))?;
    let questionnaire = questionnaire(args, &document).with_context(|| name.clone())?;
    let asked_in = document.language.as_deref();
    let asked_in = asked_in.filter(|language| !are_of_one(language, &questionnaire.language));
    let languages = asked_in.map(|language| languages(args, &document, language)).transpose();
    let languages = languages.with_context(|| name.clone())?;
    let case = case(&questionnaire, &document, languages.as_ref()).with_context(|| name.clone())?;
    let languages = languages.map(|(languages, _)| languages).unwrap_or_default();
    let assessment = assess(&case);
    // What people read, and a row for counting, need the directories. What is always everything is the result
    // here, and does not.
    let is_result = destination.format.levels == [Detail::Full];
    let record = if is_result { None } else { Some(record(&case, &assessment, &languages)?) };
    let pages = match &record {
        Some(record) => Pages::of(record, detail),
        None => Pages::new(PageReader::Practitioner, Vec::new)
            .with_document(|| written(&ResultDocument::of(&case, &assessment))),
    };
    destination.show(&pages, Options::PAPER.width)?;
    Ok(ExitStatus::Done)
}

fn questionnaire(args: &Args, document: &AnswersDocument) -> Result<Questionnaire> {
    let named = document.questionnaire.as_deref();
    let Some(file) = args.questionnaire.as_deref() else {
        let named = named.context(
            "no questionnaire is named; add \"questionnaire\" to the document, or --questionnaire",
        )?;
        return load::shipped_questionnaire(named);
    };
    let questionnaire = load::questionnaire(file)?;
    let edition = questionnaire.edition();
    match named {
        Some(named) if named != edition.id && named != edition.to_string() => {
            bail!("the answers are for {named}, and --questionnaire is {edition}")
        }
        _ => Ok(questionnaire),
    }
}

/// What there is of another language: that it was used, and the values of numbers by language, by id.
type InLanguage = (OtherLanguages, BTreeMap<String, String>);

/// Returns what there is of another language.
fn languages(args: &Args, document: &AnswersDocument, language: &str) -> Result<InLanguage> {
    language_tag(language).map_err(|why| anyhow!("language: {why}"))?;
    let named = args.questionnaire.as_deref().or(document.questionnaire.as_deref());
    let of = load::questionnaire_with_text(named.context("no questionnaire is named")?)?;
    let found = wordings::of(&of, Some(language))?;
    let wording = wording_in(found.at_hand, language).and_then(|one| one.wording(&of.questionnaire));
    let heard = HeardIn {
        languages: vec![wording.map_or(language, |wording| &wording.language).to_owned()],
        interpreted: false,
    };
    let has_values = of.questionnaire.contexts.iter().any(|context| context.by_language);
    let used = wording.map(|wording| WordingRecord {
        language: wording.language.clone(),
        validation: wording.validation.clone(),
        as_prompt: false,
        scoring: has_values.then(|| wording.scoring.clone()),
    });
    let values = wording.map_or(&[][..], |wording| &wording.values).iter();
    Ok((
        OtherLanguages {
            asked: BTreeMap::new(),
            wordings: used.into_iter().collect(),
            heard: has_values.then_some(heard),
        },
        values.map(|value| (value.of.clone(), value.value.to_string())).collect(),
    ))
}

fn case<'q>(
    questionnaire: &'q Questionnaire,
    document: &AnswersDocument,
    languages: Option<&InLanguage>,
) -> Result<Case<'q>> {
    let case = match languages {
        Some((_, values)) => document.case_in(questionnaire, values),
        None => document.case(questionnaire),
    };
    case.map_err(|faults| anyhow!("nothing was scored:{}", in_lines(&faults)))
}

fn record(case: &Case<'_>, assessment: &Assessment, languages: &OtherLanguages) -> Result<Record> {
    let surroundings = Surroundings::read();
    let directories = load::shipped_directories(None)?;
    let offers = offers(case, assessment, &directories, None, None, false, surroundings.today);
    Ok(build(&Findings {
        case,
        assessment,
        notes: &BTreeMap::new(),
        reworded: &BTreeSet::new(),
        answered_alone: &BTreeSet::new(),
        alone: None,
        seen: &BTreeMap::new(),
        languages,
        held: None,
        gates: Vec::new(),
        interpreters: &[],
        spoken: None,
        services_looked_at: false,
        consent: None,
        stopped_early: false,
        date: surroundings.today,
        tool_version: env!("CARGO_PKG_VERSION"),
        agency: None,
        worker: None,
        case_reference: None,
        again: None,
        jurisdiction: None,
        offers: &offers,
        responses: &BTreeMap::new(),
        next_contact: None,
        releases: &[],
    }))
}
