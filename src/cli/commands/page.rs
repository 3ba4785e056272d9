//! `page`: one file that the person answers alone, in a browser without any network; and what there is to record for it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::Subcommand;
use safelight::language::person_words;
use safelight::language::tag::{are_of_one, english_name};
use safelight::questionnaire::Questionnaire;
use safelight::report::is_neutral_file_name;
use safelight::scoring::Case;
use safelight::source::Source;
use safelight::translation::wording_in;
use safelight::turned::{
    HeardVoice, LARGEST_CLIP, PageLanguage, TurnedForm, TurnedSpeech, Voice, page, read_voice,
    recording_script, sentences,
};

use super::talk::language_tag;
use crate::cli::files::{self, ExportTarget, print, shown};
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load::{self, WithText};
use crate::cli::wordings;

/// The name of the file that says whose voice lies in a folder.
pub(in crate::cli) const VOICE: &str = "voice.toml";
/// The most bytes of all clips of a page.
const LARGEST: usize = 40 * 1024 * 1024;

/// Make one file that an adult answers alone, on a phone, tablet or computer of your agency.
///
/// It works without any network: everything is inside, and it sends and keeps nothing. The person hears or reads each
/// question in their language, and decides at the end what you may see. That comes back as a code on the screen, which
/// you type at `safelight screen --code`. It scores nothing.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
#[command(after_help = "Examples:\n  \
    safelight page adult-quick --export notes.html\n  \
    safelight page adult-quick --languages en,es --audio voices --export notes.html\n  \
    safelight page recording-script adult-quick --language es > voices/es/voice.toml\n  \
    safelight check voices/es/voice.toml          what is stale, missing or broken\n\n\
    A folder of voices has one folder a language, such as voices/es, with voice.toml and its clips.\n\
    docs/turned.md says how it is used, and what it cannot do; docs/recording.md how a voice is recorded.\n\
    What leaves this machine: nothing.")]
pub struct Args {
    #[command(subcommand)]
    command: Option<PageCommand>,
    /// A questionnaire for adults: its id, id@version, or a .toml file.
    #[arg(value_name = "ID", required = true)]
    questionnaire: Option<String>,
    /// The languages of the page, in the order in which they are offered. Without it, all in which there are words.
    #[arg(long, value_name = "TAGS", value_delimiter = ',', value_parser = language_tag)]
    languages: Vec<String>,
    /// A folder of voices.
    #[arg(long, value_name = "DIR")]
    audio: Option<PathBuf>,
    /// The file to write. Its name should tell nothing.
    #[arg(long, value_name = "FILE", required = true)]
    export: Option<PathBuf>,
    /// Replace a file that is there.
    #[arg(long)]
    force: bool,
}

#[derive(Subcommand)]
enum PageCommand {
    /// Print what there is to say in a language, in order and with its length, as the voice.toml of its clips.
    RecordingScript(ScriptArgs),
}

#[derive(clap::Args)]
struct ScriptArgs {
    /// A questionnaire for adults: its id, id@version, or a .toml file.
    #[arg(value_name = "ID")]
    questionnaire: String,
    /// The language in which it is spoken.
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    language: String,
    /// A folder of voices: what is recorded in it already keeps its place.
    #[arg(long, value_name = "DIR")]
    audio: Option<PathBuf>,
}

pub fn run(args: &Args, _: &Invocation<'_>) -> Result<ExitStatus> {
    if let Some(PageCommand::RecordingScript(script)) = &args.command {
        return script.run();
    }
    let (Some(named), Some(export)) = (&args.questionnaire, &args.export) else {
        bail!("name a questionnaire, and with --export the file to write");
    };
    refuse_telling_name(export)?;
    let target = ExportTarget::try_out(export, args.force)?;
    refuse_missing_folder(args.audio.as_deref())?;
    let named = load::questionnaire_with_text(named)?;
    let questionnaire = &named.questionnaire;
    let cannot = |why| anyhow!("nobody answers {} alone: {why}", questionnaire.edition());
    let form = TurnedForm::of(questionnaire).map_err(cannot)?;
    let spoken = spoken(&named, &args.languages)?;
    let mut languages = Vec::new();
    let mut told = Vec::new();
    for (tag, speech) in &spoken {
        let sentences = sentences(&form, *speech);
        let voice = args.audio.as_deref().map(|folder| voice_in(folder, tag)).transpose()?;
        let heard = match &voice {
            Some(Some((source, voice))) => heard_beside(source, voice, &sentences),
            None | Some(None) => HeardVoice { missing: sentences, ..HeardVoice::default() },
        };
        told.push(match voice {
            Some(Some(_)) => told_of(tag, &heard),
            Some(None) => format!("{}: no {VOICE} in {tag}/, so no sound. {AS_TEXT}\n", english_name(tag)),
            None => format!("{}: no sound. {AS_TEXT}\n", english_name(tag)),
        });
        languages.push(PageLanguage { tag, speech: *speech, clips: heard.clips });
    }
    let bytes: usize = languages.iter().flat_map(|one| one.clips.values()).map(Vec::len).sum();
    if bytes > LARGEST {
        bail!(
            "the clips have {} MiB together, and a page holds at most {}: save them at about 24 kbit/s, or make a page for \
             fewer languages",
            bytes / 1024 / 1024,
            LARGEST / 1024 / 1024
        );
    }
    let case =
        Case::begin(questionnaire, &BTreeMap::new()).map_err(|_| anyhow!("its contexts have no values"))?;
    let text = page(&form, &case, &languages).map_err(cannot)?;
    target.write(&text)?;
    let size = text.len().div_ceil(1024);
    print(&format!("Written: {} ({size} KiB)\n{}", target.shown(), told.concat()))?;
    Ok(ExitStatus::Done)
}

impl ScriptArgs {
    fn run(&self) -> Result<ExitStatus> {
        let named = load::questionnaire_with_text(&self.questionnaire)?;
        let questionnaire = &named.questionnaire;
        let form = TurnedForm::of(questionnaire)
            .map_err(|why| anyhow!("nobody answers {} alone: {why}", questionnaire.edition()))?;
        let spoken = spoken(&named, std::slice::from_ref(&self.language))?;
        let (tag, speech) = spoken.first().context("one language was named")?;
        refuse_missing_folder(self.audio.as_deref())?;
        let earlier = match &self.audio {
            Some(folder) => voice_in(folder, tag)?.map(|(_, voice)| voice),
            None => None,
        };
        let edition = questionnaire.edition().to_string();
        print(&recording_script(&edition, tag, &sentences(&form, *speech), earlier.as_ref()))?;
        Ok(ExitStatus::Done)
    }
}

/// The name of the file stands in the browser.
fn refuse_telling_name(export: &Path) -> Result<()> {
    let name = export.file_name().unwrap_or_default();
    let ends = export.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    if !ends {
        bail!("{} does not end in .html: a page is for a browser", shown(export));
    }
    if !is_neutral_file_name(&name.to_string_lossy()) {
        bail!(
            "the file name {} stands in the browser, and would tell what the page is about, or bears a day or a number; \
             take one such as notes.html",
            shown(name.as_ref())
        );
    }
    Ok(())
}

/// A folder that was named is meant to be there.
fn refuse_missing_folder(folder: Option<&Path>) -> Result<()> {
    match folder.filter(|folder| !folder.is_dir()) {
        Some(folder) => bail!("{} is no folder; name one with a folder a language in it", shown(folder)),
        None => Ok(()),
    }
}

/// Returns the languages of a page, each with its words: those that are wanted, or all that there are.
fn spoken(named: &WithText, wanted: &[String]) -> Result<Vec<(String, TurnedSpeech<'static>)>> {
    let questionnaire: &'static Questionnaire = Box::leak(Box::new(named.questionnaire.clone()));
    let found = wordings::of(named, wanted.first().map(String::as_str))?;
    let own = questionnaire.language.clone();
    let there: Vec<String> =
        [own.clone()].into_iter().chain(found.at_hand.iter().map(|one| one.language.clone())).collect();
    let wanted = if wanted.is_empty() { &there } else { wanted };
    let mut spoken: Vec<(String, TurnedSpeech<'static>)> = Vec::new();
    for tag in wanted {
        let form = match wording_in(found.at_hand, tag).and_then(|one| one.wording(questionnaire)) {
            _ if are_of_one(tag, &own) => Some(questionnaire),
            Some(wording) => Some(&wording.questionnaire),
            None => None,
        };
        let words = form.zip(person_words(tag));
        let Some((form, program)) = words else {
            let names: Vec<String> =
                there.iter().map(|tag| format!("{} ({tag})", english_name(tag))).collect();
            bail!(
                "there are no words for {} in {}; there is {}. `safelight translate` makes a file to translate into",
                questionnaire.edition(),
                english_name(tag),
                names.join(", ")
            );
        };
        if !spoken.iter().any(|(other, _)| are_of_one(other, tag)) {
            spoken.push((tag.clone(), TurnedSpeech { form, program }));
        }
    }
    Ok(spoken)
}

/// Returns the voice in a folder of voices; nothing where there is none in this language.
fn voice_in(folder: &Path, language: &str) -> Result<Option<(Source, Voice)>> {
    let file = folder.join(language).join(VOICE);
    let Some(source) = files::read_if_there(&file)? else { return Ok(None) };
    let (voice, findings) = read_voice(&source);
    let voice = load::usable("voice", || source.clone(), voice, &findings)?;
    if !are_of_one(&voice.language, language) {
        bail!(
            "{} says that it is in {}: it lies in the wrong folder",
            shown(&file),
            english_name(&voice.language)
        );
    }
    Ok(Some((source, voice)))
}

/// Returns what of a voice can be heard whose clips lie beside its file.
pub(in crate::cli) fn heard_beside(source: &Source, voice: &Voice, sentences: &[String]) -> HeardVoice {
    let folder = Path::new(source.name()).parent().unwrap_or(Path::new("."));
    voice.heard(sentences, |name| {
        files::read_bytes(&folder.join(name), LARGEST_CLIP)
            .map_err(|why| format!("this clip could not be read: {why:#}"))
    })
}

/// What is said where there is no sound.
const AS_TEXT: &str = "Every sentence stands as text.";

fn told_of(tag: &str, heard: &HeardVoice) -> String {
    let language = english_name(tag);
    let seconds = (heard.milliseconds + 500) / 1000;
    let (missing, wrong) = (heard.missing.len(), heard.findings.len());
    let check = if wrong == 0 { "" } else { " `safelight check` on its voice.toml says what is wrong." };
    match missing {
        0 => format!("{language}: every sentence has a clip, {seconds} s together.{check}\n"),
        1 => format!("{language}: {seconds} s of sound; 1 sentence stands as text.{check}\n"),
        missing => format!("{language}: {seconds} s of sound; {missing} sentences stand as text.{check}\n"),
    }
}

/// Finds what is wrong with a voice file: its clips, and whether they are of the sentences of its form.
pub(in crate::cli) fn findings_of_voice(source: &Source) -> Result<Vec<safelight::diagnostic::Diagnostic>> {
    let (voice, findings) = read_voice(source);
    let Some(voice) = voice else { return Ok(findings) };
    let named = load::questionnaire_with_text(&voice.of).with_context(|| {
        format!(
            "{} is of {}, which is not built in; `safelight page` with that file and --audio tells which clips fit",
            source.name(),
            voice.of
        )
    })?;
    let form = TurnedForm::of(&named.questionnaire)
        .map_err(|why| anyhow!("nobody answers {} alone: {why}", named.questionnaire.edition()))?;
    let spoken = spoken(&named, std::slice::from_ref(&voice.language))?;
    let (_, speech) = spoken.first().context("one language was named")?;
    let heard = heard_beside(source, &voice, &sentences(&form, *speech));
    Ok([findings, heard.findings].concat())
}
