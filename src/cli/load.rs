//! Finds what is named on the command line: an id of something built in, or a path to a file. What
//! cannot be read is shown with its mistakes.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use safelight::diagnostic::{Diagnostic, to_draw};
use safelight::inform::{InformPage, read_page};
use safelight::library::{self, Shipped};
use safelight::practice::{self, Scenario};
use safelight::questionnaire::{Questionnaire, Summary, read, read_shipped};
use safelight::referral::{
    Directory, Jurisdiction, country_of, read_directory, read_jurisdiction, shipped_directory,
    shipped_jurisdiction,
};
use safelight::source::Source;
use safelight::translation::po::{PoWords, read_po};
use safelight::translation::{Translation, read_unfinished};
use safelight::vocabulary::nearest;
use semver::Version;

use super::document_kind::{self, DocumentKind};
use super::files;

/// What a name on the command line means.
enum IdOrFile {
    /// Something built in.
    Shipped(&'static Shipped),
    /// A file, as it was read.
    File(Source),
}

/// Returns the document that an id, perhaps with `@version`, or a path means.
///
/// # Errors
/// What is not there, with the nearest name.
pub fn questionnaire_source(named: &str) -> Result<Source> {
    Ok(match questionnaire_named(named)? {
        IdOrFile::Shipped(shipped) => shipped.source(),
        IdOrFile::File(source) => source,
    })
}

fn questionnaire_named(named: &str) -> Result<IdOrFile> {
    if is_path(named) {
        return Ok(IdOrFile::File(files::read_source(Path::new(named))?));
    }
    let (id, version) = match named.split_once('@') {
        Some((id, version)) => (id, Some(version)),
        None => (named, None),
    };
    match library::questionnaire(id, version) {
        Some(shipped) => Ok(IdOrFile::Shipped(shipped)),
        // It says that this is a folder.
        None if Path::new(named).is_dir() => Ok(IdOrFile::File(files::read_source(Path::new(named))?)),
        None => Err(not_found("questionnaire", id, version, library::QUESTIONNAIRES)),
    }
}

/// Returns the document to check: a built-in questionnaire where it is an id of one, otherwise a file.
///
/// # Errors
/// What is not there, with the nearest name.
pub fn source_to_check(named: &str) -> Result<Source> {
    if !is_shipped(named) && files::is_there(Path::new(named))? {
        return files::read_source(Path::new(named));
    }
    questionnaire_source(named)
}

/// Returns whether a name is the id of something built in, whatever lies in the current folder.
pub fn is_shipped(named: &str) -> bool {
    let id = named.split('@').next().unwrap_or(named);
    library::questionnaire(id, None).is_some()
}

/// Returns a built-in questionnaire, for a name that came from a document: it never opens a file.
///
/// # Errors
/// What is not there, with the nearest name.
pub fn shipped_questionnaire(named: &str) -> Result<Questionnaire> {
    Ok(shipped_with_text(named)?.questionnaire)
}

fn shipped_with_text(named: &str) -> Result<WithText> {
    if is_path(named) {
        bail!("a document names a questionnaire by id; name a file with --questionnaire");
    }
    questionnaire_with_text(named)
}

/// A questionnaire with where its text is.
pub struct WithText {
    /// The questionnaire.
    pub questionnaire: Questionnaire,
    text: IdOrFile,
}

impl WithText {
    /// Returns a questionnaire that was read from this text: from a file, or else from what is built in.
    ///
    /// # Errors
    /// That nobody can tell whether the file is there.
    pub fn of(questionnaire: Questionnaire, source: Source) -> Result<Self> {
        let edition = questionnaire.edition();
        let shipped = library::questionnaire(&edition.id, Some(&edition.version));
        let text = match shipped {
            Some(shipped) if !files::is_there(Path::new(source.name()))? => IdOrFile::Shipped(shipped),
            _ => IdOrFile::File(source),
        };
        Ok(WithText { questionnaire, text })
    }

    /// Returns what is built in, or the file from which it was read.
    pub fn origin(&self) -> Result<&'static Shipped, &Source> {
        match &self.text {
            IdOrFile::Shipped(shipped) => Ok(shipped),
            IdOrFile::File(source) => Err(source),
        }
    }

    /// Returns the text from which it was read.
    pub fn source(&self) -> Source {
        match &self.text {
            IdOrFile::Shipped(shipped) => shipped.source(),
            IdOrFile::File(source) => source.clone(),
        }
    }
}

fn file_with_text(source: Source) -> Result<WithText> {
    Ok(WithText { questionnaire: readable(&source)?, text: IdOrFile::File(source) })
}

/// Returns the questionnaire that an id or path means, with its text.
///
/// # Errors
/// What is not there, or every mistake of the file.
pub fn questionnaire_with_text(named: &str) -> Result<WithText> {
    let text = questionnaire_named(named)?;
    let questionnaire = match &text {
        IdOrFile::File(source) => readable(source)?,
        IdOrFile::Shipped(shipped) => {
            let reading = read_shipped(shipped);
            usable("questionnaire", || shipped.source(), reading.questionnaire, &reading.findings)?
        }
    };
    Ok(WithText { questionnaire, text })
}

/// Returns the translation that a document holds. One that is not finished may have texts without words.
///
/// # Errors
/// Every mistake of it.
pub fn unfinished_translation(source: &Source, questionnaire: &Questionnaire) -> Result<Translation> {
    document_kind::expect(source, DocumentKind::Translation)?;
    let (translation, findings) = read_unfinished(source, questionnaire);
    usable("translation", || source.clone(), translation, &findings)
}

/// Returns what a PO file says of a questionnaire.
///
/// # Errors
/// Every mistake of it.
pub fn po_words(source: &Source, questionnaire: &Questionnaire) -> Result<PoWords> {
    let (words, findings) = read_po(source, questionnaire);
    usable("PO file", || source.clone(), words, &findings)
}

/// Returns the questionnaire that an id or path means.
///
/// # Errors
/// What is not there, or every mistake of the file.
pub fn questionnaire(named: &str) -> Result<Questionnaire> {
    Ok(questionnaire_with_text(named)?.questionnaire)
}

/// Returns what a list says of every questionnaire that is built in.
///
/// # Errors
/// None in a binary that passed its tests.
pub fn summaries() -> Result<Vec<Summary>> {
    let summary =
        |shipped| Summary::of_shipped(shipped).context("a questionnaire that is built in has mistakes");
    library::QUESTIONNAIRES.iter().map(summary).collect()
}

/// Returns the questionnaire that a document holds.
///
/// # Errors
/// Every mistake of it.
pub fn readable(source: &Source) -> Result<Questionnaire> {
    document_kind::expect(source, DocumentKind::Questionnaire)?;
    let reading = read(source);
    usable("questionnaire", || source.clone(), reading.questionnaire, &reading.findings)
}

/// A scenario with everything that it is played with.
pub struct Staged {
    /// The scenario.
    pub scenario: Scenario,
    /// Its questionnaire.
    pub form: WithText,
    /// Its jurisdiction pack.
    pub pack: Option<Jurisdiction>,
}

/// Returns the scenario that an id or path means.
///
/// # Errors
/// What is not there, or every mistake of the file.
pub fn scenario(named: &str) -> Result<Staged> {
    if is_path(named) {
        return scenario_in(&files::read_source(Path::new(named))?);
    }
    let shipped = library::find(library::SCENARIOS, named);
    shipped.map_or_else(|| Err(not_found("scenario", named, None, library::SCENARIOS)), shipped_scenario)
}

/// Returns every scenario that is built in.
///
/// # Errors
/// None in a binary that passed its tests.
pub fn shipped_scenarios() -> Result<Vec<Staged>> {
    library::SCENARIOS.iter().map(shipped_scenario).collect()
}

/// Returns a scenario that is built in. It never looks at the disk.
///
/// # Errors
/// None in a binary that passed its tests.
fn shipped_scenario(shipped: &Shipped) -> Result<Staged> {
    let source = shipped.source();
    let named = practice::named_questionnaire(&source);
    let form = shipped_with_text(&named.questionnaire.unwrap_or_default())?;
    let pack = named.jurisdiction.map(|id| jurisdiction(&id)).transpose()?;
    staged(&source, form, pack)
}

/// Returns the scenario in a document that was read from a file.
///
/// # Errors
/// That its questionnaire is not there, or every mistake of the file.
pub fn scenario_in(source: &Source) -> Result<Staged> {
    document_kind::expect(source, DocumentKind::Scenario)?;
    let (form, pack) = around(source)?;
    staged(source, form, pack)
}

fn staged(source: &Source, form: WithText, pack: Option<Jurisdiction>) -> Result<Staged> {
    let reading = practice::read(source, &form.questionnaire, pack.as_ref());
    let scenario = usable("practice scenario", || source.clone(), reading.scenario, &reading.findings)?;
    Ok(Staged { scenario, form, pack })
}

/// Returns what is wrong with a scenario in a file, and advice.
///
/// # Errors
/// That its questionnaire is not there, or has mistakes of its own.
pub fn findings_of_scenario(source: &Source) -> Result<Vec<Diagnostic>> {
    let (form, pack) = around(source)?;
    Ok(practice::read(source, &form.questionnaire, pack.as_ref()).findings)
}

/// Returns the questionnaire and the jurisdiction pack of a scenario in a file. The questionnaire in the
/// folder above its own comes before the one that is built in.
fn around(source: &Source) -> Result<(WithText, Option<Jurisdiction>)> {
    let needed = practice::named_questionnaire(source);
    let named = needed.questionnaire.with_context(|| {
        format!(
            "{} does not say which questionnaire it is played with; write `questionnaire = \"…\"` below [scenario], \
             its TOML mended first",
            source.name()
        )
    })?;
    let whose = || format!("{} is played with {named}", source.name());
    let (id, version) = named.split_once('@').unwrap_or((&named, ""));
    // The version becomes a file name, so it must be one.
    let file = Version::parse(version).ok().map(|version| format!("{version}.toml"));
    let own = file.map(|file| folder_above(Path::new(source.name())).join(file));
    let own = own.map(|file| files::read_if_there(&file)).transpose().with_context(whose)?.flatten();
    let own = own.map(file_with_text).transpose().with_context(whose)?;
    let form = match own.filter(|own| own.questionnaire.id == id) {
        Some(own) => own,
        None => shipped_with_text(&named).with_context(whose)?,
    };
    // A pack that is not there is a mistake of the scenario, which its reader tells with its place.
    let pack = needed.jurisdiction.filter(|id| library::find(library::JURISDICTIONS, id).is_some());
    Ok((form, pack.map(|id| jurisdiction(&id)).transpose()?))
}

/// Returns the folder above the one in which a file lies. The parts of a path are looked at, and nothing else: of a bare
/// name, which lies in the current folder, it is `..`.
fn folder_above(file: &Path) -> PathBuf {
    let is_named = |folder: &&Path| !folder.as_os_str().is_empty() && *folder != Path::new(".");
    match file.parent().filter(is_named) {
        Some(folder) if folder.file_name().is_some() => folder.parent().unwrap_or(Path::new("")).to_owned(),
        Some(folder) => folder.join(".."),
        None => PathBuf::from(".."),
    }
}

/// Returns the jurisdiction pack that an id or path means.
///
/// # Errors
/// What is not there, or every mistake of the file.
pub fn jurisdiction(named: &str) -> Result<Jurisdiction> {
    const WHAT: &str = "jurisdiction pack";
    if !is_path(named) && library::find(library::JURISDICTIONS, named).is_none() {
        return Err(no_jurisdiction(named));
    }
    match shipped_or_file(WHAT, named, library::JURISDICTIONS)? {
        IdOrFile::Shipped(shipped) => {
            let (jurisdiction, findings) = shipped_jurisdiction(shipped);
            usable(WHAT, || shipped.source(), jurisdiction, &findings)
        }
        IdOrFile::File(source) => {
            document_kind::expect(&source, DocumentKind::Jurisdiction)?;
            let (jurisdiction, findings) = read_jurisdiction(&source);
            usable(WHAT, || source, jurisdiction, &findings)
        }
    }
}

/// Returns the referral directory that an id or a path means.
///
/// # Errors
/// What is not there, or every mistake of the file.
pub fn directory(named: &Path) -> Result<Directory> {
    match shipped_or_file(DIRECTORY, &named.display().to_string(), library::DIRECTORIES)? {
        IdOrFile::Shipped(shipped) => one_shipped_directory(shipped),
        IdOrFile::File(source) => {
            document_kind::expect(&source, DocumentKind::Directory)?;
            let (directory, findings) = read_directory(&source);
            usable(DIRECTORY, || source, directory, &findings)
        }
    }
}

/// The directory where nobody is asked for the country, as in practice: the numbers of several countries side
/// by side would put the wrong one before somebody in danger.
const USUAL_DIRECTORY: &str = "us";

/// Returns the built-in directories of the country of a jurisdiction.
///
/// # Errors
/// None in a binary that passed its tests.
pub fn shipped_directories(jurisdiction: Option<&str>) -> Result<Vec<Directory>> {
    let country = jurisdiction.map_or(USUAL_DIRECTORY, country_of);
    let fits = |shipped: &&Shipped| shipped.id == country;
    library::DIRECTORIES.iter().filter(fits).map(one_shipped_directory).collect()
}

/// Returns every page to hand over that is built in, in every language.
///
/// # Errors
/// None in a binary that passed its tests.
pub fn shipped_pages() -> Result<Vec<InformPage>> {
    let page = |shipped: &Shipped| {
        let source = shipped.source();
        let (page, findings) = read_page(&source);
        usable("page to hand over", || source, page, &findings)
    };
    library::PAGES.iter().map(page).collect()
}

/// Returns every directory that is built in.
///
/// # Errors
/// None in a binary that passed its tests.
pub fn every_shipped_directory() -> Result<Vec<Directory>> {
    library::DIRECTORIES.iter().map(one_shipped_directory).collect()
}

/// What messages call a directory.
const DIRECTORY: &str = "referral directory";

fn one_shipped_directory(shipped: &Shipped) -> Result<Directory> {
    let (directory, findings) = shipped_directory(shipped);
    usable(DIRECTORY, || shipped.source(), directory, &findings)
}

fn shipped_or_file(what: &str, named: &str, table: &'static [Shipped]) -> Result<IdOrFile> {
    if is_path(named) {
        return Ok(IdOrFile::File(files::read_source(Path::new(named))?));
    }
    library::find(table, named).map(IdOrFile::Shipped).ok_or_else(|| not_found(what, named, None, table))
}

/// A name with a file ending or a folder in it is a path; anything else is an id, whatever lies in the
/// current folder.
pub fn is_path(named: &str) -> bool {
    named.ends_with(".toml") || named.contains(['/', '\\'])
}

fn not_found(what: &str, id: &str, version: Option<&str>, table: &[Shipped]) -> anyhow::Error {
    let versions: Vec<&str> =
        table.iter().filter(|known| known.id == id).map(|known| known.version).collect();
    if let (Some(version), false) = (version, versions.is_empty()) {
        return anyhow!("there is no version {version} of {id} here; there is {}", versions.join(", "));
    }
    let known = || table.iter().map(|known| known.id);
    let meant = known().find(|known| known.eq_ignore_ascii_case(id));
    match meant.or_else(|| nearest(id, known())) {
        Some(near) => anyhow!("there is no {what} {id}; did you mean {near}?"),
        None => anyhow!("there is no {what} {id}; `safelight list` shows what is here, or name a .toml file"),
    }
}

/// Says which jurisdiction pack is meant, or that there is none. The letters of one state are near to those of every
/// other, so no other is proposed.
fn no_jurisdiction(named: &str) -> anyhow::Error {
    let packs = library::JURISDICTIONS
        .iter()
        .filter_map(|shipped| Some((shipped.id, shipped_jurisdiction(shipped).0?)));
    let is_meant = |id: &str, title: &str| {
        let letters = id.split_once('-').map(|(_, letters)| letters);
        [Some(id), letters, Some(title)]
            .into_iter()
            .flatten()
            .any(|name| name.eq_ignore_ascii_case(named.trim()))
    };
    let mut known = Vec::new();
    for (id, pack) in packs {
        if is_meant(id, &pack.title) {
            return anyhow!("there is no jurisdiction pack {named}; write {id} for {}", pack.title);
        }
        known.push(id);
    }
    // Longer than `us-tx`: only there is what was meant certain.
    if let Some(near) = nearest(named, known.iter().copied()).filter(|near| near.len() > 5) {
        return anyhow!("there is no jurisdiction pack {named}; did you mean {near}?");
    }
    anyhow!("there is no jurisdiction pack {named}; there are {}, or name a .toml file", known.join(", "))
}

/// Returns what was read, if it was.
///
/// # Errors
/// Every mistake of it, drawn.
pub(super) fn usable<T>(
    what: &str,
    source: impl FnOnce() -> Source,
    read: Option<T>,
    findings: &[Diagnostic],
) -> Result<T> {
    match read {
        Some(read) => Ok(read),
        None => {
            let source = source();
            let (drawn, more) = to_draw(findings, |finding| finding.code);
            let drawn: Vec<String> =
                drawn.into_iter().map(|finding| finding.draw(&source)).chain(more).collect();
            bail!("this {what} has mistakes\n\n{}\n", drawn.join("\n\n"))
        }
    }
}
