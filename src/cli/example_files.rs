//! A questionnaire and what stands beside it: which file belongs to which, and what is wrong with
//! examples, which nobody can tell without their questionnaire.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use safelight::diagnostic::Diagnostic;
use safelight::example;
use safelight::questionnaire::{Questionnaire, read};
use safelight::source::Source;

use super::files;

/// Returns where the examples of a questionnaire stand, if not in its own file.
pub fn examples_of(file: &Path) -> PathBuf {
    file.with_extension("examples.toml")
}

/// Returns where the questionnaire of a file of examples stands.
pub fn questionnaire_of(examples: &Path) -> PathBuf {
    let name = examples.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    match name.strip_suffix(".examples.toml") {
        Some(stem) => examples.with_file_name(format!("{stem}.toml")),
        None => examples.with_file_name("questionnaire.toml"),
    }
}

/// Returns what is wrong with the examples in a questionnaire's own file; those beside it may be taken
/// over by them, and are looked at with their own file.
///
/// # Errors
/// Why the examples beside it cannot be read.
pub fn in_questionnaire(source: &Source, questionnaire: &Questionnaire) -> Result<Vec<Diagnostic>> {
    if !source.text().contains("[[example]]") {
        return Ok(Vec::new());
    }
    let examples = files::read_if_there(&examples_of(Path::new(source.name())))?;
    let documents: Vec<&Source> = [source].into_iter().chain(&examples).collect();
    Ok(example::read(&documents, questionnaire).findings.swap_remove(0))
}

/// Returns what is wrong with a file of examples.
///
/// # Errors
/// That its questionnaire is not there, or has mistakes of its own.
pub fn in_examples(source: &Source) -> Result<Vec<Diagnostic>> {
    let file = questionnaire_of(Path::new(source.name()));
    let whose = || format!("{} holds examples of {}", source.name(), file.display());
    let own = files::read_source(&file).with_context(whose)?;
    let questionnaire =
        read(&own).questionnaire.context("which has mistakes; mend them first").with_context(whose)?;
    Ok(example::read(&[&own, source], &questionnaire).findings.swap_remove(1))
}
