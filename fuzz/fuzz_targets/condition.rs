//! Any text is read as a condition over something of every kind, and evaluated if it can be read.

#![no_main]

#[path = "../../tests/suite/agreement.rs"]
mod agreement;
#[path = "../../tests/suite/generate.rs"]
mod generate;
mod looking;
#[path = "../../tests/suite/naive.rs"]
mod naive;

/// A small questionnaire without its last rule.
const AROUND: &str = include_str!("around.toml");

libfuzzer_sys::fuzz_target!(|text: &str| {
    // Three quotes would end the text of the rule.
    if !text.contains("'''") {
        looking::look_at(&format!("{AROUND}when = '''{text}'''\n"));
    }
});
