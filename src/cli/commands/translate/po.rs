//! `translate export` and `translate import`: a translation as a PO file of gettext, and back.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use safelight::questionnaire::Questionnaire;
use safelight::source::Source;
use safelight::translation::po::{self, Exported, Imported, PoWords};
use safelight::translation::{Translation, compare, read_unfinished};

use super::super::talk::language_tag;
use super::translated::{edition_near, in_words, refuse_own_language};
use crate::cli::document_kind::{self, DocumentKind};
use crate::cli::files::{self, ExportTarget};
use crate::cli::findings::count;
use crate::cli::invocation::ExitStatus;
use crate::cli::load;
use crate::cli::wordings;

/// Write a translation as a PO file of gettext, which Poedit, Weblate, OmegaT, Lokalise, memoQ and others open.
///
/// Every text that a person hears is there, in the order of the conversation, with what a translator should know of it.
/// What is translated already stands beside it; where its source was changed since, it is marked fuzzy.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight translate export adult-brief --into es                    what is there in Spanish, to go on with\n  \
    safelight translate export adult-brief --into fr                    nothing is there yet\n  \
    safelight translate export mine.toml --into fr --from draft.toml    with the words of that file\n  \
    safelight translate export adult-brief --into es --all              what only the worker reads as well\n\n\
    What leaves this machine: nothing. Some of the programs that open the file send it to a service.")]
pub struct ExportArgs {
    /// The questionnaire: its id, id@version, or a .toml file.
    #[arg(value_name = "QUESTIONNAIRE")]
    of: String,
    /// The language tag of the translation: es, es-US, pt-BR.
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    into: String,
    /// The translation to begin with; the one that comes with the program or lies beside the questionnaire if it is not
    /// said.
    #[arg(long, value_name = "FILE.toml")]
    from: Option<PathBuf>,
    /// Write what may be left out too: what only the worker reads, and answers that say the same as another one.
    #[arg(long)]
    all: bool,
    /// The file to write; ID.TAG.po in this folder if it is not said.
    #[arg(long, value_name = "FILE.po")]
    to: Option<PathBuf>,
    /// Replace the file if it is there.
    #[arg(long)]
    force: bool,
}

/// Make the file of a translation of a PO file.
///
/// Each text gets the checksum of the source that stands in the PO file, so what was changed since is known. What is
/// marked fuzzy was confirmed by nobody: it is not taken. With --force only the words change in a file that is there;
/// its head, its order and what was written beside its texts stay.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight translate import adult-brief.es.po                               writes adult-brief.es.toml\n  \
    safelight translate import es.po --to 1.0.0.es.toml --force                puts the words into that file\n  \
    safelight translate import mine.fr.po --of mine.toml --to mine.fr.toml     of a questionnaire of your own\n\n\
    What leaves this machine: nothing.")]
pub struct ImportArgs {
    /// The PO file.
    #[arg(value_name = "FILE.po")]
    file: PathBuf,
    /// The questionnaire, where it is not the one that the file names and that comes with the program.
    #[arg(long, value_name = "QUESTIONNAIRE")]
    of: Option<String>,
    /// The file to write; ID.TAG.toml in this folder if it is not said.
    #[arg(long, value_name = "FILE.toml")]
    to: Option<PathBuf>,
    /// Put the words into the file if it is there.
    #[arg(long)]
    force: bool,
}

pub fn export(args: &ExportArgs) -> Result<ExitStatus> {
    let of = load::questionnaire_with_text(&args.of)?;
    let questionnaire = &of.questionnaire;
    refuse_own_language(questionnaire, &args.into)?;
    let source = match &args.from {
        Some(file) => Some(files::read_source(file)?),
        None => wordings::text_of(&of, &args.into)?,
    };
    let translation = match &source {
        Some(source) => load::unfinished_translation(source, questionnaire)?,
        None => Translation::begun(questionnaire, &args.into),
    };
    if !translation.language.eq_ignore_ascii_case(&args.into) {
        let name = source.as_ref().map_or("the translation", Source::name);
        bail!("{name} is in {}, and the file was to be in {}", translation.language, args.into);
    }
    let path = args.to.clone().unwrap_or_else(|| default_path(questionnaire, &translation.language, "po"));
    let target = ExportTarget::try_out(&path, args.force)?;
    let Exported { file, texts, translated, stale } = po::export(questionnaire, &translation, args.all);
    target.write(file)?;
    let from = match source {
        None => String::new(),
        Some(_) if args.from.is_none() && load::is_shipped(&args.of) => {
            " The words are those that come with the program.".to_owned()
        }
        Some(source) => format!(" The words are those of {}.", source.name()),
    };
    files::print(&format!(
        "Written: {shown}. {}: {translated} translated, {stale} of an older text.{from}\n\
         Once it is filled in: safelight translate import {shown}\n",
        count(texts, "text", "texts"),
        shown = target.shown(),
    ))?;
    Ok(ExitStatus::Done)
}

pub fn import(args: &ImportArgs) -> Result<ExitStatus> {
    let file = files::read_source(&args.file)?;
    document_kind::expect(&file, DocumentKind::Po)?;
    let of = questionnaire_of(&file, args.of.as_deref())?;
    let questionnaire = load::readable(&of)?;
    let words = load::po_words(&file, &questionnaire)?;
    let language = &words.translation.language;
    let path = args.to.clone().unwrap_or_else(|| default_path(&questionnaire, language, "toml"));
    let target = ExportTarget::try_out(&path, args.force)?;
    let existing = files::read_if_there(&path)?;
    let before = existing.as_ref().map(|source| existing_translation(source, &questionnaire)).transpose()?;
    if let Some(other) = before.as_ref().filter(|before| !before.language.eq_ignore_ascii_case(language)) {
        bail!(
            "{} is in {}, and {} in {language}; choose another --to",
            target.shown(),
            other.language,
            file.name()
        );
    }
    let imported = po::import(&questionnaire, &words, existing.as_ref().zip(before.as_ref()));
    if imported.taken == 0 {
        bail!("no text in {} has words that count{}; nothing was written", file.name(), why_none(&words));
    }
    let new = Source::new(target.shown(), imported.file.clone());
    let (translation, _) = read_unfinished(&new, &questionnaire);
    let translation =
        translation.context("what was made of the PO file does not read; nothing was written")?;
    target.write(&imported.file)?;
    files::print(&format!(
        "Written: {shown}.\n{}{}What is still wrong with it: safelight translate check {shown}\n",
        said_of(&words, &imported),
        in_words(&compare(&of, &questionnaire, &translation)),
        shown = target.shown(),
    ))?;
    Ok(ExitStatus::Done)
}

fn default_path(questionnaire: &Questionnaire, language: &str, ending: &str) -> PathBuf {
    PathBuf::from(format!("{}.{language}.{ending}", questionnaire.id))
}

fn questionnaire_of(file: &Source, named: Option<&str>) -> Result<Source> {
    if let Some(named) = named {
        return load::questionnaire_source(named);
    }
    let Some(edition) = po::edition_in(file) else {
        bail!("{} does not say which questionnaire it is of; name it with --of", file.name());
    };
    edition_near(file, &edition)
}

fn existing_translation(source: &Source, questionnaire: &Questionnaire) -> Result<Translation> {
    let whose = "the words would be put into this file; mend it first, or choose another --to";
    load::unfinished_translation(source, questionnaire).context(whose)
}

fn why_none(words: &PoWords) -> String {
    match words.fuzzy.len() {
        0 => String::new(),
        fuzzy => format!(", and {fuzzy} are marked fuzzy: look them over, and take the mark off"),
    }
}

/// Returns what became of everything in the PO file, a line each.
fn said_of(words: &PoWords, imported: &Imported) -> String {
    let Imported { taken, older, kept, removed, .. } = imported;
    let lines = [
        (*taken, "text taken", "texts taken", ""),
        (*older, "of them is", "of them are", " of a source that was changed since"),
        (words.fuzzy.len(), "text", "texts", " marked fuzzy and not taken: nobody has confirmed them"),
        (words.untranslated.len(), "text has", "texts have", " no words yet"),
        (*kept, "text of the file stays as it was", "texts of the file stay as they were", ""),
        (*removed, "text was", "texts were", " taken out of the file: not confirmed any more, or empty now"),
        (words.remarks, "remark stands", "remarks stand", " in the PO file alone"),
        (words.obsolete, "entry is", "entries are", " no longer used and not looked at"),
    ];
    let said = lines.into_iter().filter(|(number, ..)| *number > 0);
    said.map(|(number, one, many, rest)| format!("{}{rest}.\n", count(number, one, many))).collect()
}
