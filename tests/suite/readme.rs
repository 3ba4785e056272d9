//! The README and the pages it leads to: every `console` block is run, and its output compared; a line
//! `...` stands for any lines, and `< FILE` feeds a file. What a page links to, and every path that it
//! names, is there. `tests/README.md` names every module of this crate and every folder beside it.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

use crate::run::PROGRAM;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn readme() -> String {
    page("README.md")
}

/// Every page for people, by its path: the README, all of `docs/`, and those beside what they are about.
fn pages() -> Vec<String> {
    let mut pages: Vec<String> = fs::read_dir(root().join("docs"))
        .unwrap()
        .map(|entry| format!("docs/{}", entry.unwrap().file_name().to_str().unwrap()))
        .filter(|path| Path::new(path).extension().is_some_and(|ending| ending == "md"))
        .collect();
    let others = [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "questionnaires/README.md",
        "tests/README.md",
        "fuzz/README.md",
    ];
    pages.extend(others.map(str::to_owned));
    pages.sort();
    pages
}

/// The lines of each block of that language.
fn blocks(text: &str, language: &str) -> Vec<Vec<String>> {
    let mut blocks = Vec::new();
    let mut block: Option<Vec<String>> = None;
    for line in text.lines() {
        match (&mut block, line) {
            (None, line) if line == format!("```{language}") => block = Some(Vec::new()),
            (Some(_), "```") => blocks.extend(block.take()),
            (Some(lines), line) => lines.push(line.to_owned()),
            (None, _) => {}
        }
    }
    blocks
}

/// Whether the lines fit a pattern in which `...` stands for any lines.
fn fits(pattern: &[String], lines: &[&str]) -> bool {
    match pattern.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => (0..=lines.len()).any(|skip| fits(rest, &lines[skip..])),
        Some((first, rest)) => lines.first().is_some_and(|line| line == first) && fits(rest, &lines[1..]),
    }
}

/// Runs `safelight` as a block writes it, in the folder of the project, with the settings of nobody.
fn printed(command: &str) -> String {
    let (command, input) = match command.split_once(" < ") {
        Some((command, file)) => (command, page(file)),
        None => (command, String::new()),
    };
    let home = TempDir::new().unwrap();
    let output = Command::new(PROGRAM)
        .current_dir(root())
        .env_remove("ACCESSIBLE")
        .env("HOME", home.path())
        .env("XDG_CONFIG_HOME", home.path())
        .args(command.split_whitespace())
        .write_stdin(input)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_on_a_page_prints_what_it_says() {
    let mut ran = 0;
    for path in pages() {
        for block in blocks(&page(&path), "console") {
            let command =
                block[0].strip_prefix("$ safelight ").expect("a console block starts with `$ safelight`");
            let printed = printed(command);
            let lines: Vec<&str> = printed.lines().collect();
            assert!(fits(&block[1..], &lines), "{path}: `{command}` prints:\n{printed}");
            ran += 1;
        }
    }
    assert!(blocks(&readme(), "console").len() >= 2, "the README shows real output");
    println!("{ran} commands ran");
}

#[test]
fn the_readme_is_short() {
    let lines = readme().lines().count();
    assert!(lines <= 200, "{lines} lines: move what is deep to a page under docs/");
}

/// The text between each opening and the next closing mark of a line.
fn between<'t>(text: &'t str, open: &str, close: &str) -> Vec<&'t str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((inside, behind)) = after.split_once(close) else { break };
            found.push(inside);
            rest = behind;
        }
    }
    found
}

/// The links of a page to files, from its own folder, and the paths that it names, from the root.
fn named(path: &str) -> Vec<PathBuf> {
    const FOLDERS: [&str; 7] =
        ["src/", "docs/", "tests/", "questionnaires/", "benches/", "fuzz/", ".github/"];
    let text = page(path);
    let folder = root().join(path).parent().unwrap().to_owned();
    let links = between(&text, "](", ")").into_iter().filter(|link| !link.contains("://"));
    let mut named: Vec<PathBuf> = links.map(|link| folder.join(link.split('#').next().unwrap())).collect();
    // A word in capitals, angle brackets or an asterisk stands for something else.
    let is_path = |word: &&str| {
        FOLDERS.iter().any(|folder| word.starts_with(folder))
            && !word.contains(['<', '*', '{', ' ', '…'])
            && !word.split(['/', '.']).any(|part| {
                part.len() > 1 && part.chars().all(|c| c.is_ascii_uppercase() || c == '-') && part != "README"
            })
    };
    named.extend(between(&text, "`", "`").into_iter().filter(is_path).map(|word| root().join(word)));
    named
}

#[test]
fn what_a_page_names_is_there() {
    let mut missing = Vec::new();
    for path in pages() {
        // A crash of the fuzzer makes this one.
        let made = root().join("fuzz/artifacts/");
        let gone = named(&path).into_iter().filter(|named| *named != made && !named.exists());
        missing.extend(gone.map(|named| format!("{path}: {}", named.display())));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_page_is_led_to() {
    let readme = readme();
    for path in pages().into_iter().filter(|path| path != "README.md") {
        let is_led_to = readme.contains(&format!("]({path})")) || page("docs/code.md").contains(&path);
        assert!(is_led_to, "neither the README nor docs/code.md leads to {path}");
    }
}

#[test]
fn the_page_on_tests_names_every_module_and_folder() {
    let said = page("tests/README.md");
    let modules = page("tests/suite/main.rs");
    let modules: Vec<&str> =
        modules.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).collect();
    assert!(modules.len() > 40, "{modules:?}");
    for module in modules {
        assert!(said.contains(&format!("| `{module}` |")), "tests/README.md says nothing of `{module}`");
    }
    for entry in fs::read_dir(root().join("tests")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_said = said.contains(&format!("| `{name}/` |")) || said.contains(&format!("| `{name}` |"));
        assert!(name == "README.md" || is_said, "tests/README.md says nothing of {name}");
    }
}

/// A requirement is shown by a test that is there, under the name that the page gives.
#[test]
fn the_page_on_requirements_names_tests_that_are_there() {
    let said = page("docs/requirements.md");
    let named = said.split('`').filter_map(|part| part.split_once("::"));
    let tests: Vec<(&str, &str)> = named.filter(|(module, _)| !module.contains([' ', '/'])).collect();
    assert!(tests.len() > 50, "{tests:?}");
    for (module, test) in tests {
        let text = page(&format!("tests/suite/{module}.rs"));
        let is_there =
            ["", "#[cfg(unix)]\n"].iter().any(|only| text.contains(&format!("#[test]\n{only}fn {test}()")));
        assert!(is_there, "{module}::{test} is not there");
    }
}

#[test]
fn the_questionnaire_on_the_page_is_written_in_the_language() {
    let path = "docs/writing-a-questionnaire.md";
    let block = blocks(&page(path), "toml")
        .into_iter()
        .find(|block| block[0].contains("[[section.question]]"))
        .unwrap();
    let head = page("tests/readme/head.toml");
    let source = safelight::source::Source::new(path, format!("{head}\n{}", block.join("\n")));
    let reading = safelight::questionnaire::read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|finding| finding.draw(&source)).collect();
    assert!(reading.questionnaire.is_some(), "{}", drawn.join("\n"));
}

#[test]
fn the_two_commands_are_there() {
    let commands = blocks(&readme(), "sh").concat().join("\n");
    assert!(commands.contains("cargo run --release -- screen"));
    let tests = page(".ci/run");
    assert!(commands.contains("cargo test") && tests.contains("cargo test"));
}
