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
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next())
        && let Some(command) = keys::of_character(turn, letter).filter(|_| !letter.is_numeric())
    {
        return Some(Some(command));
    }
    let is_mark = |letter: char| matches!(letter, '!' | '！');
    if !name.is_empty() && name.chars().all(is_mark) {
        return Some(keys::of_character(turn, '!'));
    }
    called(turn, name).or_else(|| behind_words(turn, bare)).map(Some).or(slashed.map(|_| None))
}

/// Returns the command that stands behind words: alone on the last line; `/b` or `/back` as the last word;
/// those for safety also where no space is between, for whoever is in a hurry.
fn behind_words(turn: &Turn, bare: &str) -> Option<KeyCommand> {
    if let Some((_, last)) = bare.rsplit_once('\n') {
        return looks_like(turn, last.trim()).flatten();
    }
    let (before, name) = bare.rsplit_once(['/', '／'])?;
    let mut letters = name.chars();
    let command = match (letters.next(), letters.next()) {
        (Some(letter), None) => keys::of_character(turn, letter),
        _ => called(turn, name),
    }?;
    (before.ends_with(char::is_whitespace) || command.rank == Rank::Safety).then_some(command)
}

/// Returns the command that people call by a word, such as `hide`.
pub fn called(turn: &Turn, word: &str) -> Option<KeyCommand> {
    let small = word.to_lowercase();
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

#[cfg(test)]
mod tests {
    use safelight::conversation::{OpenAnswers, Point, Reply, Typing};

    use super::*;
    use crate::cli::asking::keys::Does;

    fn turn() -> Turn {
        let mut turn = Turn::to_type(Point::Before, Typing::required("a text")).back(true);
        turn.open = OpenAnswers::Person;
        turn.notes = true;
        turn
    }

    fn command(line: &str) -> Option<Reply> {
        match meaning(&turn(), line, None) {
            WordsOrCommand::Command(KeyCommand { does: Does::Reply(reply), .. }) => Some(reply),
            _ => None,
        }
    }

    #[test]
    fn only_a_slash_and_a_letter_alone_is_a_command() {
        assert!(command("/s") == Some(Reply::Declined));
        assert!(command(" /H ") == Some(Reply::Hide));
        assert!(command("!") == Some(Reply::Danger));
        for words in
            ["70 days", "varies", "about 70", "no, she", "he said /h to me", "a/b", "n/a", "stop\nit now"]
        {
            assert!(
                matches!(meaning(&turn(), words, None), WordsOrCommand::Words(same) if same == words),
                "{words}"
            );
        }
    }

    #[test]
    fn what_may_hide_is_known() {
        for line in ["h", "/hide", "hide", "she cameh/h", "she came\n/h"] {
            assert!(may_hide(&turn(), line), "{line}");
        }
        for line in ["", "s", "she came /b", "a/b", "she hides"] {
            assert!(!may_hide(&turn(), line), "{line}");
        }
    }

    #[test]
    fn what_could_be_a_command_is_asked_about_and_taken_the_second_time() {
        let alone = ["s", "Q", "/hide", "\\h", "／ｈ", "hide", "/x", "!!", "/ s", "Back", "/stop now"];
        let behind =
            ["she came\n/h", "she came /b", "she cameh/h", "she came/!", "no ／ｑ", "no /back", "so\nhide"];
        for doubtful in alone.into_iter().chain(behind) {
            assert!(matches!(meaning(&turn(), doubtful, None), WordsOrCommand::Doubtful(_)), "{doubtful}");
            assert!(
                matches!(meaning(&turn(), doubtful, Some(doubtful)), WordsOrCommand::Words(_)),
                "{doubtful}"
            );
        }
    }
}
