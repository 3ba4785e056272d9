//! What can be entered, in words: one short line before every prompt, the list of all keys, and the keys
//! that are new. The keys that keep somebody safe are in every short line. Its one surprise: `r`, which
//! reads everything again, is a key of the plain lines alone.

use std::collections::BTreeSet;

use safelight::conversation::{Turn, Wanted};

use super::replies_in_words;
use crate::cli::asking::keys::{self, KeyCommand, Rank};

/// Returns the line before a prompt.
pub fn short(turn: &Turn) -> String {
    let answer = match &turn.wanted {
        Wanted::Seen | Wanted::Copy(_) | Wanted::Alone(_) => {
            format!("Press Enter to {}.", turn.what_enter_does())
        }
        Wanted::One(_) => "Type a number and Enter.".to_owned(),
        Wanted::Many(_) => "Type one or more numbers with spaces between them, and Enter.".to_owned(),
        Wanted::Typed(typing) => format!("Type {}, and Enter.", typing.hint),
    };
    let kept = replies_in_words::kept(turn).map_or_else(String::new, |kept| format!(" {kept}"));
    let commands = keys::commands(turn);
    let safety = commands.iter().filter(|command| command.rank == Rank::Safety);
    let named: Vec<String> =
        safety.map(|command| format!("{} {}", entered(turn, command), first_word(command))).collect();
    format!("{answer}{kept} {}, {}? keys.", named.join(", "), keys::prefix(turn))
}

/// Returns the list of all keys of a turn, a line each.
pub fn list(turn: &Turn) -> Vec<String> {
    let answer = match &turn.wanted {
        Wanted::Seen | Wanted::Copy(_) | Wanted::Alone(_) => "Enter: go on",
        Wanted::One(_) => "A number and Enter: choose that answer",
        Wanted::Many(_) => "Numbers with spaces between them, and Enter: choose those answers",
        Wanted::Typed(_) => "Words and Enter: give them as the answer",
    };
    let kept = replies_in_words::kept(turn).map(|kept| kept.trim_end_matches('.').to_owned());
    let commands = keys::commands(turn);
    let explained = commands.iter().map(|command| format!("{}: {}", entered(turn, command), command.about));
    let again = format!("{}r: read all this again", keys::prefix(turn));
    let head = ["Keys, each with Enter:".to_owned(), answer.to_owned()];
    head.into_iter().chain(kept).chain(explained).chain([again]).collect()
}

/// Which keys have been named.
#[derive(Default)]
pub struct Told {
    listed: bool,
    slash: bool,
    keys: BTreeSet<(char, &'static str)>,
}

impl Told {
    /// Returns what must be said of the keys at a turn: all of them where the first answer is wanted, and
    /// later those that are new.
    pub fn news(&mut self, turn: &Turn) -> Vec<String> {
        let commands = keys::commands(turn);
        if !self.listed && matches!(turn.wanted, Wanted::Seen) {
            return Vec::new();
        }
        let new: Vec<&KeyCommand> =
            commands.iter().filter(|command| !self.keys.contains(&(command.key, command.word))).collect();
        let mut lines = match (self.listed, new.as_slice()) {
            (false, _) => list(turn),
            (true, []) => Vec::new(),
            (true, [one]) => vec![format!("A new key: {}.", one.typed(turn))],
            (true, several) => {
                let named: Vec<String> = several.iter().map(|command| command.typed(turn)).collect();
                vec![format!("New keys: {}.", named.join(", "))]
            }
        };
        if keys::takes_text(turn) && !self.slash {
            self.slash = true;
            lines.push(
                "Here letters are part of the answer: keys are typed with a slash, such as /h.".to_owned(),
            );
        }
        self.all(turn);
        lines
    }

    /// Notes that all keys of a turn have been named.
    pub fn all(&mut self, turn: &Turn) {
        self.listed = true;
        self.keys.extend(keys::commands(turn).iter().map(|command| (command.key, command.word)));
    }
}

/// How a command is entered: danger needs no slash anywhere.
fn entered(turn: &Turn, command: &KeyCommand) -> String {
    let prefix = if command.key == '!' { "" } else { keys::prefix(turn) };
    format!("{prefix}{}", command.key)
}

fn first_word(command: &KeyCommand) -> &'static str {
    command.word.split(' ').next().unwrap_or(command.word)
}
