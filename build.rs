//! What comes with the program is what lies in `questionnaires/` and in `src/language/words/`: this makes the tables of
//! it while the program is built, so that one more of anything is one more file. Where a file stands says what it is.
//! The tables are statics: of a constant, library and program would each hold the whole text.
#![expect(clippy::disallowed_methods, reason = "it runs where the program is built, not where it is used")]

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::Path;

const CONTENT: &str = "questionnaires";
const WORDS: &str = "src/language/words";

fn main() -> io::Result<()> {
    for folder in [CONTENT, WORDS, "build.rs"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let mut paths = Vec::new();
    files_below(Path::new(CONTENT), "", &mut paths)?;
    // The United States come first where no country is known.
    paths.sort_by_key(|path| (path != "referrals/us.toml", name_of(path).to_owned(), path.clone()));
    let mut tables: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for path in &paths {
        let (table, line) = line_of(path).unwrap_or_else(|| panic!("{CONTENT}/{path}: {HELP}"));
        tables.entry(table).or_default().push(line);
    }
    let mut code = String::new();
    for (name, kind, says) in TABLES {
        let lines = tables.remove(name).unwrap_or_default().join("    ");
        code.push_str(&format!("/// {says}\npub static {name}: &[{kind}] = &[\n    {lines}];\n"));
    }
    let mut words = Vec::new();
    files_below(Path::new(WORDS), "", &mut words)?;
    words.sort();
    let tags: String =
        words.iter().filter_map(|path| Some(format!("{:?},", path.strip_suffix(".toml")?))).collect();
    let folder = env::var("OUT_DIR").expect("cargo names it");
    fs::write(Path::new(&folder).join("shipped.rs"), code)?;
    fs::write(Path::new(&folder).join("languages.rs"), format!("languages! {{ {tags} }}\n"))
}

/// Returns by which name a file stands in its table: a scenario by its own, all else by its folder too.
fn name_of(path: &str) -> &str {
    let path = path.trim_end_matches(".toml");
    path.split_once("/scenarios/").map_or(path, |(_, name)| name)
}

const TABLES: [(&str, &str, &str); 7] = [
    ("QUESTIONNAIRES", "Shipped", "The questionnaires, one an edition."),
    ("EXAMPLES", "Shipped", "The examples of those questionnaires, one an edition."),
    (
        "TRANSLATIONS",
        "ShippedTranslation",
        "The translations of those questionnaires, one for each edition in each language.",
    ),
    ("DIRECTORIES", "Shipped", "The referral directories."),
    ("JURISDICTIONS", "Shipped", "The jurisdiction packs."),
    ("PAGES", "Shipped", "The pages to hand over, one for each page in each language."),
    ("SCENARIOS", "Shipped", "The practice scenarios."),
];

const HELP: &str = "nobody can tell what this is; it is FORM/1.0.0.toml, FORM/1.0.0.examples.toml, \
                    FORM/1.0.0.es.toml, FORM/scenarios/NAME.toml, referrals/AREA.toml, jurisdictions/AREA.toml or \
                    inform/PAGE.es.toml";

/// Returns the table in which a file stands, and its line there; the path is that below the folder of content.
fn line_of(path: &str) -> Option<(&'static str, String)> {
    let parts: Vec<&str> = path.strip_suffix(".toml")?.split('/').collect();
    let shipped = |id: &str, version: &str| format!("shipped!({id:?}, {version:?}, {path:?}),\n");
    let found = match parts[..] {
        ["referrals", area] => ("DIRECTORIES", shipped(area, "")),
        ["jurisdictions", area] => ("JURISDICTIONS", shipped(area, "")),
        ["inform", page] => ("PAGES", shipped(page.split_once('.')?.0, "")),
        [_, "scenarios", name] => ("SCENARIOS", shipped(name, "")),
        [id, name] => {
            let numbers = name.split('.').take_while(|part| part.parse::<u64>().is_ok());
            let version = numbers.collect::<Vec<_>>().join(".");
            match name.strip_prefix(&version)? {
                "" => ("QUESTIONNAIRES", shipped(id, &version)),
                ".examples" => ("EXAMPLES", shipped(id, &version)),
                rest => {
                    let language = rest.strip_prefix('.').filter(|_| !version.is_empty())?;
                    let is_tag = (2..=3).contains(&language.split('-').next()?.len());
                    if !is_tag {
                        return None;
                    }
                    ("TRANSLATIONS", format!("translation!({id:?}, {version:?}, {language:?}, {path:?}),\n"))
                }
            }
        }
        _ => return None,
    };
    Some(found)
}

/// Adds the paths of all TOML files below a folder, with `/` between their parts.
fn files_below(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().expect("names here are plain letters");
        match entry.file_type()?.is_dir() {
            true => files_below(&entry.path(), &format!("{prefix}{name}/"), paths)?,
            false if name.ends_with(".toml") => paths.push(format!("{prefix}{name}")),
            false => {}
        }
    }
    Ok(())
}
