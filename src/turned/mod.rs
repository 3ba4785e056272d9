//! The turned form: the person answers alone, and decides what of it is handed over. Begin in `turned_form.rs`, which
//! says what of a form is answered so, and in which steps; `turned_talk.rs` is the talk itself, as screens and presses;
//! `page_file.rs` is the same as a file for a browser, whose rules `rule_tables.rs` prints, and `release_code.rs` is the
//! way back from there. `voice.rs` brings recorded sound. It shows and scores nothing. Its one surprise: only
//! closed questions to the person belong to a turned form. Own words, numbers and dates are never part of it.

mod answer_states;
mod answered_so_far;
mod check_letters;
mod code_error;
mod letters;
mod long_number;
mod opus;
mod page_file;
mod release_code;
mod rule_tables;
mod turned_form;
mod turned_screen;
mod turned_talk;
mod voice;

pub use code_error::{CodeError, NotReleasable};
pub use page_file::{PageLanguage, page, sentences};
pub use release_code::{CodeLayout, ReleaseCode, ReleasedAnswers};
pub use turned_form::{CannotBeTurned, StepAsks, TurnedForm, TurnedStep};
pub use turned_screen::{Press, TurnedScreen};
pub use turned_talk::{TurnedEnd, TurnedSpeech, TurnedTalk};
pub use voice::{
    HeardVoice, LARGEST_CLIP, PAGES, Voice, VoiceClip, read_voice, recording_script, spoken_seconds,
};
