//! What stands over a turn and beside its note, in the words that every asker uses.

use safelight::answers::{Note, Speaker};
use safelight::conversation::Turn;

/// Returns what the conversation is marked as, where it is, and the heading; nothing where there is nothing.
pub fn title(turn: &Turn) -> String {
    let part = turn.progress.as_ref();
    let part = part.map(|part| format!("Part {} of {} · {}", part.section, part.of, part.title));
    let mark = turn.mark.map(str::to_owned);
    mark.into_iter().chain(part).chain(turn.heading.clone()).collect::<Vec<_>>().join(" · ")
}

/// Returns a note, with whose words it holds.
pub fn noted(note: &Note) -> String {
    let whose = match note.speaker {
        Speaker::Person => "Noted in their own words",
        Speaker::Worker => "Noted by you",
    };
    format!("{whose}: “{}”", note.words)
}
