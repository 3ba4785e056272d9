//! Any text is read as a questionnaire: it is refused with findings that stand in it, or it can be scored.

#![no_main]

#[path = "../../tests/suite/agreement.rs"]
mod agreement;
#[path = "../../tests/suite/generate.rs"]
mod generate;
mod looking;
#[path = "../../tests/suite/naive.rs"]
mod naive;

libfuzzer_sys::fuzz_target!(|text: &str| looking::look_at(text));
