//! Which translations of a questionnaire there are: those that come with the program, and those that lie beside a file.

use std::path::Path;

use anyhow::{Result, bail};
use safelight::language::tag::{self, are_of_one};
use safelight::library::{self, Shipped, ShippedTranslation};
use safelight::questionnaire::Questionnaire;
use safelight::source::Source;
use safelight::translation::{TranslatedEdition, Wording, WordingAtHand, read_translation};

use super::document_kind::DocumentKind;
use super::load::{WithText, usable};
use super::{files, load, named_files};

/// The translations of a questionnaire.
pub struct FoundWordings {
    /// Those that a talk can be held in. They are needed to its end.
    pub at_hand: &'static [WordingAtHand],
    /// What is to be said of those that lie there and have mistakes.
    pub notices: Vec<String>,
}

/// Returns the translations of a questionnaire: those that come with the program, or lie beside the file.
///
/// # Errors
/// Every mistake of the one that is wanted; one that is not wanted may be half done.
pub fn of(of: &WithText, wanted: Option<&str>) -> Result<FoundWordings> {
    let (source, mut notices) = (of.source(), Vec::new());
    let found = match of.origin() {
        Ok(shipped) => shipped_with(shipped)
            .map(|one| WordingAtHand::shipped(one.language, source.clone(), one.file.source()))
            .collect(),
        Err(file) => {
            let of = (&source, &of.questionnaire);
            translations_beside(Path::new(file.name()), of, wanted, &mut notices)?
        }
    };
    Ok(FoundWordings { at_hand: Box::leak(found.into_boxed_slice()), notices })
}

/// Returns a questionnaire with its translations that can be used, and what is to be said of the others.
///
/// # Errors
/// That there are two for one language.
pub fn with_translations(named: WithText) -> Result<(TranslatedEdition, Vec<String>)> {
    let FoundWordings { at_hand, notices } = of(&named, None)?;
    let read = at_hand.iter().filter_map(|one| read_translation(&one.translation, &named.questionnaire).0);
    let translations = read.collect();
    Ok((TranslatedEdition { questionnaire: named.questionnaire, translations }, notices))
}

/// Returns the text of the translation of a questionnaire into a language that is at hand, if there is one, finished or
/// not.
///
/// # Errors
/// Why a file that lies there could not be read.
pub fn text_of(of: &WithText, language: &str) -> Result<Option<Source>> {
    match of.origin() {
        Ok(shipped) => {
            let found = shipped_with(shipped).find(|one| one.language.eq_ignore_ascii_case(language));
            Ok(found.map(|one| one.file.source()))
        }
        Err(file) => files::read_if_there(&Path::new(file.name()).with_extension(format!("{language}.toml"))),
    }
}

/// Returns the translation in a file, or those of the questionnaire with that id that come with the program.
///
/// # Errors
/// Why the file could not be read; that none comes with the program.
pub fn named(name: &Path) -> Result<Vec<Source>> {
    let id = name.to_string_lossy();
    // A folder of that name is no translation.
    if !load::is_shipped(&id) || (files::is_there(name)? && !name.is_dir()) {
        return Ok(vec![files::read_source(name)?]);
    }
    let of = load::questionnaire_with_text(&id)?;
    let found: Vec<Source> =
        of.origin().ok().into_iter().flat_map(shipped_with).map(|one| one.file.source()).collect();
    if found.is_empty() {
        bail!("no translation of {} comes with the program; name a file", of.questionnaire.edition());
    }
    Ok(found)
}

/// Returns the translations of an edition that come with the program.
fn shipped_with(of: &Shipped) -> impl Iterator<Item = &'static ShippedTranslation> {
    library::translations(of.id, of.version)
}

/// Returns the translations that lie beside a file, such as `1.0.0.es.toml` beside `1.0.0.toml`.
fn translations_beside(
    file: &Path,
    (source, questionnaire): (&Source, &Questionnaire),
    wanted: Option<&str>,
    notices: &mut Vec<String>,
) -> Result<Vec<WordingAtHand>> {
    let Some(stem) = file.file_stem().and_then(|stem| stem.to_str()) else { return Ok(Vec::new()) };
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = match named_files::with_ending(folder, "toml") {
        Ok(beside) => beside,
        // Somebody who may read the file alone can still ask it.
        Err(why) => {
            notices.push(format!("Nobody can tell whether translations lie beside this form: {why:#}."));
            return Ok(Vec::new());
        }
    };
    let mut found: Vec<WordingAtHand> = Vec::new();
    for path in beside {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let tag = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".toml"));
        let Some(tag) = tag.filter(|tag| tag::is_tag(tag)) else { continue };
        match translation_in(&path, tag, (source, questionnaire)) {
            Ok(read) => found.extend(read),
            Err(why) if wanted.is_some_and(|wanted| are_of_one(wanted, tag)) => return Err(why),
            Err(_) => {
                let check =
                    "cannot be used, so nothing is read aloud from it; `safelight translate check` says why";
                notices.push(format!("{} {check}.", files::shown(&path)));
            }
        }
    }
    let twice = found.iter().enumerate().find_map(|(at, one)| {
        let other = found[..at].iter().find(|other| are_of_one(&other.language, &one.language))?;
        Some((other, one))
    });
    if let Some((one, other)) = twice {
        bail!(
            "there are two translations for one language here: {} and {}; keep one",
            one.language,
            other.language
        );
    }
    Ok(found)
}

/// Returns the translation in a file of this tag; nothing where it is another kind of document.
fn translation_in(
    path: &Path,
    tag: &str,
    (source, questionnaire): (&Source, &Questionnaire),
) -> Result<Option<WordingAtHand>> {
    let translation = files::read_source(path)?;
    if DocumentKind::of(&translation) != Some(DocumentKind::Translation) {
        return Ok(None);
    }
    let (wording, findings) = match Wording::read(source, questionnaire, &translation) {
        Ok(wording) => (Some(wording), Vec::new()),
        Err(findings) => (None, findings),
    };
    let wording = usable("translation", || translation.clone(), wording, &findings)?;
    if !wording.language.eq_ignore_ascii_case(tag) {
        bail!("{} is named {tag}, and its words are in `{}`", files::shown(path), wording.language);
    }
    Ok(Some(WordingAtHand::of(wording, source.clone(), translation)))
}
