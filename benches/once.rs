//! Reads one questionnaire in a process of its own, in one of three ways: `read` (as the program does, with
//! every check), `plain` (`toml` with serde into ordinary structs, no check), `none` (only the file's bytes).
//! `tests/bench/startup.sh` counts what each takes: `cargo bench --bench once -- read FILE`.
#![expect(clippy::disallowed_methods, reason = "a measure reads a file and its arguments")]

mod plain;

use std::process::ExitCode;

use safelight::questionnaire::read;
use safelight::source::Source;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    // Without arguments it is only asked whether it runs: `cargo test --benches` does.
    let [way, file] = &arguments[..] else { return ExitCode::SUCCESS };
    let text = std::fs::read_to_string(file).expect("the file is there");
    let right = match way.as_str() {
        "read" => read(&Source::new(file, text)).questionnaire.is_some(),
        "plain" => toml::from_str::<plain::File>(&text).is_ok(),
        _ => !text.is_empty(),
    };
    if right { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
