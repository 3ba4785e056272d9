//! What comes with the tool, inside the binary: questionnaires, referral directories, jurisdiction
//! packs, practice scenarios, pages to hand over. What comes is what lies in the folder `questionnaires/`: `build.rs`
//! makes the tables of it. Nothing is read until it is asked for. What every start needs is there in a compact form as
//! well.

use semver::Version;

use crate::compact;
use crate::source::Source;

/// One file inside the binary.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its id.
    pub id: &'static str,
    /// Its version; empty for files that have none.
    pub version: &'static str,
    /// Its path below `questionnaires/`.
    pub path: &'static str,
    text: &'static str,
    form: Option<&'static [u8]>,
}

/// Returns the text of a file below `questionnaires/`.
macro_rules! content {
    ($path:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/questionnaires/", $path))
    };
}

/// Puts a file below `questionnaires/` into the binary.
macro_rules! shipped {
    ($id:literal, $version:literal, $path:literal) => {{
        const TEXT: &str = content!($path);
        const FORM: Option<&[u8]> = compact::form_of(TEXT.as_bytes(), compact::SHIPPED);
        Shipped { id: $id, version: $version, path: $path, text: TEXT, form: FORM }
    }};
}

/// A translation inside the binary.
#[derive(Debug, Clone, Copy)]
pub struct ShippedTranslation {
    /// The language tag.
    pub language: &'static str,
    /// The file; its id and version are those of the questionnaire.
    pub file: Shipped,
}

/// Puts the translation of an edition into a language into the binary: it lies beside the edition.
macro_rules! translation {
    ($id:literal, $version:literal, $language:literal, $path:literal) => {{
        let file = Shipped { id: $id, version: $version, path: $path, text: content!($path), form: None };
        ShippedTranslation { language: $language, file }
    }};
}

include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The JSON Schema of questionnaire files, for editors.
pub const SCHEMA: &str = include_str!("../../questionnaires/questionnaire.schema.json");

impl Shipped {
    /// Returns the file as a document.
    pub fn source(&self) -> Source {
        Source::new(format!("questionnaires/{}", self.path), self.text)
    }

    /// Returns the language tag in its name, such as `es` in `inform/adults.es.toml`.
    pub fn language(&self) -> Option<&'static str> {
        self.path.strip_suffix(".toml")?.rsplit_once('/')?.1.split_once('.').map(|(_, tag)| tag)
    }

    /// Returns its compact form, where there is one that was made from this very text.
    pub fn form(&self) -> Option<&'static [u8]> {
        self.form
    }

    /// Returns the same file with another compact form, or none.
    pub const fn with_form(self, form: Option<&'static [u8]>) -> Self {
        Shipped { form, ..self }
    }
}

/// Returns the edition of a questionnaire: the named version, or else the newest.
pub fn questionnaire(id: &str, version: Option<&str>) -> Option<&'static Shipped> {
    let editions = QUESTIONNAIRES.iter().filter(|shipped| shipped.id == id);
    match version {
        Some(version) => editions.into_iter().find(|shipped| shipped.version == version),
        None => editions.max_by_key(|shipped| Version::parse(shipped.version).ok()),
    }
}

/// Returns the examples of an edition, if there are any.
pub fn examples(id: &str, version: &str) -> Option<&'static Shipped> {
    EXAMPLES.iter().find(|shipped| shipped.id == id && shipped.version == version)
}

/// Returns the translations of an edition.
pub fn translations(id: &str, version: &str) -> impl Iterator<Item = &'static ShippedTranslation> {
    TRANSLATIONS.iter().filter(move |one| (one.file.id, one.file.version) == (id, version))
}

/// Returns every file in the program.
pub fn every_file() -> impl Iterator<Item = &'static Shipped> {
    let tables = [QUESTIONNAIRES, EXAMPLES, DIRECTORIES, JURISDICTIONS, PAGES, SCENARIOS];
    tables.into_iter().flatten().chain(TRANSLATIONS.iter().map(|one| &one.file))
}

/// Returns the file of a table with that id.
pub fn find(table: &'static [Shipped], id: &str) -> Option<&'static Shipped> {
    table.iter().find(|shipped| shipped.id == id)
}
