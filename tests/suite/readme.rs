//! The README: every `console` block is run, and its output compared. A line `...` stands for any
//! lines.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
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

#[test]
fn every_command_in_the_readme_prints_what_it_says() {
    let blocks = blocks(&readme(), "console");
    assert!(blocks.len() >= 2, "the README shows real output");
    for block in blocks {
        let command =
            block[0].strip_prefix("$ safelight ").expect("a console block starts with `$ safelight`");
        let output = Command::cargo_bin("safelight")
            .unwrap()
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args(command.split_whitespace())
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let lines: Vec<&str> = printed.lines().collect();
        assert!(fits(&block[1..], &lines), "`{command}` prints:\n{printed}");
    }
}

#[test]
fn the_questionnaire_in_the_readme_is_written_in_the_language() {
    let block = blocks(&readme(), "toml")
        .into_iter()
        .find(|block| block[0].contains("[[section.question]]"))
        .unwrap();
    let head =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readme/head.toml")).unwrap();
    let source = safelight::source::Source::new("README.md", format!("{head}\n{}", block.join("\n")));
    let reading = safelight::questionnaire::read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|finding| finding.draw(&source)).collect();
    assert!(reading.questionnaire.is_some(), "{}", drawn.join("\n"));
}

#[test]
fn the_two_commands_are_there() {
    let commands = blocks(&readme(), "sh").concat().join("\n");
    assert!(commands.contains("cargo run --release -- screen"));
    let tests = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/run")).unwrap();
    assert!(commands.contains("cargo test") && tests.contains("cargo test"));
}
