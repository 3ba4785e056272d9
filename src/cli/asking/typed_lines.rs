//! What a line means that was typed where text is wanted: words, or a command such as `/s`. Its rule:
//! nothing becomes a command but `/` and its letter alone on the line, and nothing that could have been
//! meant as a command, alone or behind words, is taken for words before that was asked.

use safelight::conversation::{Reply, Turn};

use super::keys::{self, Does, KeyCommand, Rank};

/// What a typed line means.
pub enum WordsOrCommand {
    /// A command.
    Command(KeyCommand),
    /// Words.
    Words(String),
    /// It could be a command: what to say, and nothing is taken down.
    Doubtful(String),
}

/// Words by which people call commands.
const NAMES: [(&str, char); 13] = [
    ("hide", 'h'),
    ("stop", 'q'),
    ("quit", 'q'),
    ("exit", 'q'),
    ("back", 'b'),
    ("break", 'p'),
    ("pause", 'p'),
    ("note", 'n'),
    ("danger", '!'),
    ("help", '?'),
    ("skip", 's'),
    ("decline", 's'),
    ("later", 'l'),
];

/// Returns what a line means. `doubted` is the line about which was asked just before: typed once more
/// it is words. The words are as they were typed.
pub fn meaning(turn: &Turn, line: &str, doubted: Option<&str>) -> WordsOrCommand {
    let bare = line.trim();
    if let Some(command) = named_exactly(turn, bare) {
        return WordsOrCommand::Command(command);
    }
    match looks_like(turn, bare) {
        Some(meant) if doubted != Some(line) => WordsOrCommand::Doubtful(ask(meant)),
        _ => WordsOrCommand::Words(line.to_owned()),
    }
}

/// `/s`, and `!` alone.
fn named_exactly(turn: &Turn, bare: &str) -> Option<KeyCommand> {
    let mut letters = bare.chars();
    let (first, second, third) = (letters.next()?, letters.next(), letters.next());
    match (first, second, third) {
        ('/', Some(letter), None) => keys::of_character(turn, letter),
        ('!' | '！', None, None) => keys::of_character(turn, '!'),
        _ => None,
    }
}

/// Returns whether a line may have been meant to hide the screen.
pub fn may_hide(turn: &Turn, line: &str) -> bool {
    let meant = looks_like(turn, line.trim()).flatten();
    meant.is_some_and(|command| command.does == Does::Reply(Reply::Hide))
}

/// Returns the command that a line may have been meant as; nothing within if it is none that there is.
fn looks_like(turn: &Turn, bare: &str) -> Option<Option<KeyCommand>> {
    let slashed = bare.strip_prefix(['/', '\\', '／']);
    let name = slashed.unwrap_or(bare).trim();
    let unknown = slashed.filter(|rest| !goes_on_as_path(rest)).map(|_| None);
    called(turn, name).or_else(|| behind_words(turn, bare)).map(Some).or(unknown)
}

/// Whether what stands behind a first `/` or `\\` is the rest of a whole path, such as that of a file.
fn goes_on_as_path(rest: &str) -> bool {
    let parts = rest.split_once(['/', '\\']);
    parts.is_some_and(|(first, more)| first.chars().count() != 1 && !more.is_empty())
}

/// Returns the command that stands behind words: alone on the last line; `/b` or `/back` as the last word;
/// those for safety also where no space is between, for whoever is in a hurry.
fn behind_words(turn: &Turn, bare: &str) -> Option<KeyCommand> {
    if let Some((_, last)) = bare.rsplit_once('\n') {
        return looks_like(turn, last.trim()).flatten();
    }
    let (before, name) = bare.rsplit_once(['/', '／'])?;
    let command = called(turn, name)?;
    (before.ends_with(char::is_whitespace) || command.rank == Rank::Safety).then_some(command)
}

/// Returns the command that people call by its letter or by a word, such as `hide`. Whoever is in danger may
/// press that key more than once.
pub fn called(turn: &Turn, name: &str) -> Option<KeyCommand> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return keys::of_character(turn, letter);
    }
    if !name.is_empty() && name.chars().all(|letter| matches!(letter, '!' | '！')) {
        return keys::of_character(turn, '!');
    }
    let small = name.to_lowercase();
    let (_, key) = NAMES.iter().find(|(known, _)| *known == small)?;
    keys::of_character(turn, *key)
}

fn ask(meant: Option<KeyCommand>) -> String {
    match meant {
        Some(command) => format!(
            "Did you mean “{}”? Type /{} for that. If these are the words, enter them once more. Nothing was \
             taken down.",
            command.word, command.key
        ),
        None => {
            "There is no such command here; /? lists them. If these are the words, enter them once more. \
                 Nothing was taken down."
                .to_owned()
        }
    }
}
