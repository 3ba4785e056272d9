//! The layers of the library: a module names only modules of a lower layer, and none of them names
//! what belongs to the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Every module of the library with its layer. The table in `src/lib.rs` says the same.
const LAYERS: &[(&str, u32)] = &[
    ("source", 0),
    ("compact", 0),
    ("decimal", 0),
    ("language", 1),
    ("statistics", 0),
    ("digits", 0),
    ("escaped", 0),
    ("vocabulary", 0),
    ("answers", 1),
    ("lookalike", 1),
    ("truth", 1),
    ("library", 1),
    ("diagnostic", 1),
    ("reading", 2),
    ("rules", 3),
    ("questionnaire", 4),
    ("scoring", 5),
    ("referral", 5),
    ("explore", 6),
    ("example", 7),
    ("diff", 7),
    ("lint", 7),
    ("translation", 8),
    ("records", 8),
    ("turned", 9),
    ("report", 9),
    ("conversation", 10),
    ("export", 10),
    ("inform", 10),
    ("rescore", 10),
    ("practice", 11),
    ("tally", 11),
];

/// What only the program may use.
const PROGRAM_ONLY: [&str; 12] = [
    "clap",
    "dialoguer",
    "anyhow",
    "console::",
    "tempfile",
    "etcetera",
    "signal_hook",
    "rustix",
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
];

pub fn layer(module: &str) -> u32 {
    LAYERS.iter().find(|(name, _)| *name == module).unwrap_or_else(|| panic!("{module} is in no layer")).1
}

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files
}

/// The module that a file belongs to: the first part of its path below `src`.
pub fn module_of(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap();
    first.trim_end_matches(".rs").to_owned()
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of a file that are code of the library itself.
fn code(file: &Path) -> String {
    let text = fs::read_to_string(file).unwrap();
    let text = text.split("[cfg(test)]").next().unwrap().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

pub fn library_files() -> Vec<PathBuf> {
    let outside = ["main", "cli", "lib"];
    source_files(&root().join("src"))
        .into_iter()
        .filter(|file| !outside.contains(&module_of(file).as_str()))
        .collect()
}

#[test]
fn a_module_names_only_lower_layers() {
    let mut wrong = Vec::new();
    for file in library_files() {
        let module = module_of(&file);
        let code = code(&file);
        for (at, _) in code.match_indices("crate::") {
            let named: String =
                code[at + 7..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            if named != module && layer(&named) >= layer(&module) {
                wrong.push(format!("{} names {named}", file.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_library_names_nothing_of_the_program() {
    let mut wrong = Vec::new();
    for file in library_files() {
        let code = code(&file);
        for name in PROGRAM_ONLY.iter().filter(|name| code.contains(**name)) {
            wrong.push(format!("{} uses {name}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_module_has_a_layer_and_every_layer_a_module() {
    let mut modules: Vec<String> = library_files().iter().map(|file| module_of(file)).collect();
    modules.sort();
    modules.dedup();
    let mut listed: Vec<&str> = LAYERS.iter().map(|(name, _)| *name).collect();
    listed.sort_unstable();
    assert_eq!(modules, listed);
}

#[test]
fn the_map_in_the_library_says_the_same() {
    let map = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for (module, layer) in LAYERS {
        assert!(map.contains(&format!("//! | {layer} | [`{module}`] |")), "{module} in layer {layer}");
    }
}

#[test]
fn no_left_overs_in_the_code() {
    let forbidden = ["dbg!(", "todo!(", "unimplemented!(", "FIXME", "XXX", "#[ignore", "#[allow"];
    let mut found = Vec::new();
    for file in source_files(&root().join("src")) {
        let text = fs::read_to_string(&file).unwrap();
        for word in forbidden.iter().filter(|word| text.contains(**word)) {
            found.push(format!("{}: {word}", file.display()));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

// ---- what the program never does ----

/// What opens a connection, or starts somebody else's program that could.
const OUTWARD: [&str; 9] = [
    "std::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "UnixStream",
    "UnixDatagram",
    "ToSocketAddrs",
    "process::Command",
    "extern \"C\"",
];

/// No connection is opened and no newer program looked for: nothing in the source could, and no crate that knows a
/// network is built in.
#[test]
fn nothing_here_knows_a_network() {
    let mut wrong = Vec::new();
    for file in source_files(&root().join("src")).into_iter().filter(|file| !file.ends_with("tests.rs")) {
        let code = code(&file);
        wrong.extend(
            OUTWARD
                .iter()
                .filter(|name| code.contains(**name))
                .map(|name| format!("{}: {name}", file.display())),
        );
    }
    let banned = fs::read_to_string(root().join("deny.toml")).unwrap();
    let banned: Vec<&str> = banned
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{ crate = \"")?.split_once('"').map(|(name, _)| name))
        .collect();
    assert!(banned.len() > 20 && banned.contains(&"reqwest"), "{banned:?}");
    let built_in = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let is_built_in = |name: &&str| built_in.contains(&format!("\nname = \"{name}\"\n"));
    wrong.extend(banned.into_iter().filter(is_built_in).map(str::to_owned));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the environment says is where home is, which terminal it is and which day: two files ask, and for nothing that
/// somebody answered.
#[test]
fn the_environment_is_asked_in_two_files_and_for_nothing_that_was_answered() {
    let asks = |file: &PathBuf| ["env::var", "var_os("].iter().any(|call| code(file).contains(call));
    let asking: Vec<String> = source_files(&root().join("src"))
        .iter()
        .filter(|file| asks(file))
        .map(|file| file.strip_prefix(root().join("src")).unwrap().display().to_string().replace('\\', "/"))
        .filter(|file| !file.ends_with("/tests.rs") && file != "records/schemas.rs")
        .collect();
    assert_eq!(asking, ["cli/surroundings.rs", "cli/terminal/screen.rs"]);
    let asked: BTreeSet<String> = asking
        .iter()
        .flat_map(|file| {
            let code = code(&root().join("src").join(file));
            let quoted: Vec<String> = code.split('"').skip(1).step_by(2).map(str::to_owned).collect();
            quoted
        })
        .filter(|word| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .collect();
    assert_eq!(
        asked.into_iter().collect::<Vec<_>>(),
        ["ACCESSIBLE", "HOME", "TERM", "TZ", "XDG_CONFIG_HOME"]
    );
}
