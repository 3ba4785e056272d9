//! What is meant by the names on the command line: questionnaires, each with the examples beside it.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use safelight::library;
use safelight::questionnaire::read;
use safelight::source::Source;

use super::tested::{ExamplePlaces, Tested};
use crate::cli::document_kind::DocumentKind;
use crate::cli::example_files::{examples_of, questionnaire_of};
use crate::cli::{files, load, named_files};

/// Tests everything that a name means: one questionnaire, or all of a folder.
pub fn tested(named: &str) -> Vec<Tested> {
    let path = &files::from_home(Path::new(named));
    if load::is_shipped(named) {
        return vec![or_not(named, shipped(named))];
    }
    if !path.is_dir() {
        return vec![or_not(named, load::source_to_check(named).and_then(|it| alone(named, &it, path)))];
    }
    let (found, errors) = named_files::names(&[path.to_owned()]);
    let mut tested: Vec<Tested> = found.iter().filter_map(|file| in_folder(Path::new(file))).collect();
    tested.extend(errors.iter().map(|error| Tested::not(named.to_owned(), error)));
    if tested.is_empty() {
        let error = anyhow!("{named} holds no questionnaire: a .toml file with a [questionnaire] table");
        return vec![Tested::not(named.to_owned(), &error)];
    }
    tested
}

fn or_not(file: &str, tested: Result<Tested>) -> Tested {
    tested.unwrap_or_else(|error| Tested::not(file.to_owned(), &error))
}

/// Tests what is built in, with the examples that are built in.
fn shipped(named: &str) -> Result<Tested> {
    let source = load::questionnaire_source(named)?;
    let questionnaire = load::readable(&source)?;
    let version = questionnaire.version.to_string();
    let examples = library::examples(&questionnaire.id, &version).map(library::Shipped::source);
    let beside = format!("questionnaires/{}/{version}.examples.toml", questionnaire.id);
    let places = ExamplePlaces { beside, elsewhere: None };
    Ok(Tested::of(named.to_owned(), &questionnaire, &source, examples, &places))
}

/// Tests one file that was named; one of another kind says what it is.
fn alone(named: &str, source: &Source, file: &Path) -> Result<Tested> {
    match DocumentKind::of(source) {
        // Without a head it is read as a questionnaire, so that its mistakes are shown.
        None | Some(DocumentKind::Questionnaire) => of_file(named, source, file),
        Some(DocumentKind::Examples) => Err(lacks_questionnaire(file)),
        Some(other) => {
            Err(anyhow!("{} is {}, which has no examples; name a questionnaire", source.name(), other.name()))
        }
    }
}

/// Tests one file of a folder; nothing comes of a file of another kind.
fn in_folder(file: &Path) -> Option<Tested> {
    let name = file.display().to_string();
    let source = match files::read_source(file) {
        Ok(source) => source,
        Err(error) => return Some(Tested::not(name, &error)),
    };
    match DocumentKind::of(&source) {
        Some(DocumentKind::Questionnaire) => Some(or_not(&name, of_file(&name, &source, file))),
        Some(DocumentKind::Examples) => match files::is_there(&questionnaire_of(file)) {
            Ok(true) => None,
            Ok(false) => Some(Tested::not(name, &lacks_questionnaire(file))),
            Err(error) => Some(Tested::not(name, &error)),
        },
        _ => None,
    }
}

fn lacks_questionnaire(file: &Path) -> anyhow::Error {
    let (name, wanted) = (file.display(), questionnaire_of(file));
    let shown = wanted.display();
    match files::is_there(&wanted) {
        Ok(true) => anyhow!("{name} holds examples; name their questionnaire instead: {shown}"),
        Ok(false) => anyhow!("{name} holds examples, and their questionnaire is not there: {shown}"),
        Err(error) => error.context(format!("{name} holds examples of {shown}")),
    }
}

fn of_file(named: &str, source: &Source, file: &Path) -> Result<Tested> {
    let questionnaire = load::readable(source)?;
    let beside = examples_of(file);
    let examples = files::read_if_there(&beside)?;
    let elsewhere =
        if examples.is_none() { examples_of_another_edition(&questionnaire.id, file) } else { None };
    let places = ExamplePlaces { beside: beside.display().to_string(), elsewhere };
    Ok(Tested::of(named.to_owned(), &questionnaire, source, examples, &places))
}

/// Returns the examples of another edition in the same folder; of several, those of the latest.
fn examples_of_another_edition(id: &str, file: &Path) -> Option<String> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let files = named_files::with_ending(folder, "toml").ok()?;
    let beside = files.iter().map(PathBuf::as_path).filter(|file| is_examples(file));
    let edition = |examples: &Path| {
        let source = files::read_source(&questionnaire_of(examples)).ok()?;
        let other = read(&source).questionnaire.filter(|other| other.id == id)?;
        Some((other.version, examples.strip_prefix("./").unwrap_or(examples).display().to_string()))
    };
    beside.filter_map(edition).max().map(|(_, name)| name)
}

fn is_examples(file: &Path) -> bool {
    file.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with(".examples.toml"))
}
