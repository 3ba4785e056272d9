//! Safelight screens for possible human trafficking, with care and offline. It is a screening aid,
//! never a verdict.
//!
//! Text comes in, is read into a model that is already correct, pure functions work on the model,
//! and the program at the edge shows and writes. This library is deaf and mute: it knows no
//! terminal, no clock, no environment, no file path and no argument. The program (`main.rs` and
//! `cli/`) is declared beside it, so nothing here can name it.
//!
//! # The map, lowest layer first
//!
//! A module may name only modules above it in this list; `tests/suite/layers.rs` keeps it so.
//!
//! | layer | module | is |
//! |---|---|---|
//! | 0 | [`source`] | a text with a name; byte to line and column |
//! | 0 | [`decimal`] | exact points and thresholds |
//! | 0 | [`statistics`] | how far raters agree: published statistics with intervals |
//! | 0 | [`digits`] | the decimal digits of every script |
//! | 0 | [`escaped`] | text in which nothing drives a terminal or hides |
//! | 0 | [`compact`] | models as bytes that are read at once, and where they fit |
//! | 0 | [`vocabulary`] | the closed lists of words; the nearest name |
//! | 1 | [`answers`] | what was said, for which edition |
//! | 1 | [`lookalike`] | characters that are taken for another one, by name |
//! | 1 | [`truth`] | three-valued logic, intervals, sets |
//! | 1 | [`language`] | the words of languages as data: refusals, verdicts, identity, terms, syllables |
//! | 1 | [`library`] | the files inside the binary, as text and in a compact form |
//! | 1 | [`diagnostic`] | a finding about a document, and how it is drawn |
//! | 2 | [`reading`] | TOML read table by table, all mistakes noted |
//! | 3 | [`rules`] | the rule language: text to tree to truth |
//! | 4 | [`questionnaire`] | a document that is correct if it exists; fingerprints |
//! | 5 | [`scoring`] | answers to indicators, scores, levels and actions, with evidence |
//! | 5 | [`referral`] | directories, jurisdiction packs, matching with reasons |
//! | 6 | [`explore`] | what can come about: values, random conversations, search |
//! | 7 | [`example`] | worked examples: answers in, expectation out; what none of them reaches |
//! | 7 | [`diff`] | two editions: what changed, and the version step it needs |
//! | 7 | [`lint`] | advice to authors: one lint, one file |
//! | 8 | [`translation`] | what a person hears in another language: words only, each with the checksum of its source |
//! | 8 | [`records`] | the documents for other programs: one struct each, written and read back |
//! | 9 | [`report`] | what a screening comes to, as a record; and that record as pages |
//! | 9 | [`turned`] | the person answers alone, and decides what is handed over |
//! | 10 | [`conversation`] | the conversation as a value: turns out, replies in |
//! | 10 | [`inform`] | information without any question: pages to hand over, with lines from the directories |
//! | 10 | [`export`] | pages to bytes, one file a format; the screen uses it too |
//! | 10 | [`rescore`] | a record scored again, with its own edition and beside another |
//! | 11 | [`tally`] | counts over many records, in which small ones are hidden |
//! | 11 | [`practice`] | scenarios with invented people, played, debriefed and compared |
//!
//! # What always holds
//!
//! - Unknown is not no. All states of an answer stay different; for scoring all but a value are unknown.
//! - Whatever the open answers turn out to be, the final level is among those shown.
//! - Nothing here can fail after a document was read and a case was checked.
//! - No `Debug`, no error and no panic holds an answer.
//!
//! `CONTRIBUTING.md` says how to add one more of anything.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod answers;
pub mod compact;
pub mod conversation;
pub mod decimal;
pub mod diagnostic;
pub mod diff;
pub mod digits;
pub mod escaped;
pub mod example;
pub mod explore;
pub mod export;
pub mod inform;
pub mod language;
pub mod library;
pub mod lint;
pub mod lookalike;
pub mod practice;
pub mod questionnaire;
pub mod reading;
pub mod records;
pub mod referral;
pub mod report;
pub mod rescore;
pub mod rules;
pub mod scoring;
pub mod source;
pub mod statistics;
pub mod tally;
pub mod translation;
pub mod truth;
pub mod turned;
pub mod vocabulary;
