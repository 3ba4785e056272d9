//! What all that is done with a translation shares: which questionnaire it is of, and how far it is.

use std::path::Path;

use anyhow::{Result, bail};
use safelight::questionnaire::Questionnaire;
use safelight::source::Source;
use safelight::translation::Comparison;

use crate::cli::findings::count;
use crate::cli::{files, load};

/// Refuses a translation into the language of the questionnaire.
///
/// # Errors
/// That it is in that language already.
pub(super) fn refuse_own_language(questionnaire: &Questionnaire, into: &str) -> Result<()> {
    if into.eq_ignore_ascii_case(&questionnaire.language) {
        bail!("{} is in {} already", questionnaire.edition(), questionnaire.language);
    }
    Ok(())
}

/// Returns the questionnaire of an edition that a file names: beside it lies the one that it was written for.
///
/// # Errors
/// That it is neither there nor built in.
pub(super) fn edition_near(file: &Source, edition: &str) -> Result<Source> {
    let version = edition.split_once('@').map_or("", |(_, version)| version);
    let beside = Path::new(file.name()).parent().unwrap_or(Path::new("")).join(format!("{version}.toml"));
    if files::is_there(&beside)? {
        return files::read_source(&beside);
    }
    load::questionnaire_source(edition)
}

/// Returns how far a translation is, in words.
pub(super) fn in_words(comparison: &Comparison) -> String {
    let Comparison { heard, present, stale, .. } = comparison;
    let asked = if comparison.can_be_asked() { "it can be asked" } else { "it cannot be asked yet" };
    let heard = count(*heard, "text is heard", "texts are heard");
    let mut said =
        format!("{heard}: {present} translated, {stale} of an older text; {asked} in this language.\n");
    for (whose, ease) in
        ["The words read aloud in the source", "Those here"].into_iter().zip(&comparison.ease)
    {
        said.extend(ease.as_ref().map(|ease| format!("{whose} {ease}.\n")));
    }
    said
}
