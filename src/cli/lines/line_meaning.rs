//! What a typed line means at a turn: a reply, a key, or nothing that could be understood; then it says so,
//! and nothing is taken. It never repeats what was typed. Its one surprise: words are kept exactly as they
//! were typed, but where a number is wanted, characters that cannot be seen do not count.

use safelight::conversation::{ListItem, Reply, Turn, Wanted};
use safelight::reading::text::forbidden;

use super::replies_in_words;
use crate::cli::asking::keys::{self, Does, KeyCommand};
use crate::cli::asking::typed_lines;
use safelight::digits;

/// What a line means.
pub enum Meaning {
    /// A reply that the turn offers.
    Reply(Reply),
    /// All keys are listed.
    List,
    /// Everything is read again.
    Again,
    /// It could be a key: what to say. Typed once more, it is words.
    Doubtful(String),
    /// It cannot be taken: what to say.
    Unclear(String),
}

/// Returns a line as it is taken: tabs are spaces.
pub fn as_taken(line: &str) -> String {
    line.replace('\t', " ")
}

/// Returns what a line means. `doubted` is the line about which was asked just before.
pub fn meaning(turn: &Turn, line: &str, doubted: Option<&str>) -> Meaning {
    if line.chars().any(|letter| letter.is_control() && letter != '\n') {
        return unclear("Control characters cannot be taken down; nothing was.");
    }
    if visible(line).is_empty() {
        return empty(turn);
    }
    if let Some(words) = words_of_note(turn, line) {
        return if turn.notes {
            Meaning::Reply(Reply::Note(words.to_owned()))
        } else {
            unclear("Nothing can be noted here; nothing was taken down.")
        };
    }
    if keys::takes_text(turn) { text(turn, line, doubted) } else { listed(turn, line, doubted) }
}

/// Returns whether further lines that were pasted with this one belong to it.
pub fn goes_on(turn: &Turn, line: &str) -> bool {
    let several = matches!(&turn.wanted, Wanted::Typed(typing) if typing.several_lines);
    several || (turn.notes && words_of_note(turn, line).is_some())
}

fn unclear(complaint: &str) -> Meaning {
    Meaning::Unclear(complaint.to_owned())
}

/// Returns a line without what cannot be seen: nothing of that can be meant where a number is wanted.
fn visible(line: &str) -> String {
    line.chars().filter(|letter| forbidden(*letter).is_none()).collect::<String>().trim().to_owned()
}

fn empty(turn: &Turn) -> Meaning {
    match replies_in_words::by_enter(turn) {
        Some(reply) => checked(turn, reply),
        None => not_understood(turn),
    }
}

/// Returns the words after `n ` or `/n `; nothing where the words are text that is wanted.
fn words_of_note<'a>(turn: &Turn, line: &'a str) -> Option<&'a str> {
    let (name, words) = line.trim_start().split_once(char::is_whitespace)?;
    let letter = match (name.strip_prefix('/'), keys::takes_text(turn)) {
        (Some(letter), true) if turn.notes => letter,
        (_, true) => return None,
        (slashed, false) => slashed.unwrap_or(name),
    };
    (matches!(letter, "n" | "N" | "ｎ" | "Ｎ") && !visible(words).is_empty()).then_some(words)
}

/// A reply is handed over only if the turn offers it.
fn checked(turn: &Turn, reply: Reply) -> Meaning {
    match turn.check(&reply) {
        Ok(()) => Meaning::Reply(reply),
        Err(refused) => Meaning::Unclear(refused.to_string()),
    }
}

fn command(command: KeyCommand) -> Meaning {
    match command.does {
        Does::Reply(reply) => Meaning::Reply(reply),
        Does::List => Meaning::List,
    }
}

fn is_again(letter: &str) -> bool {
    matches!(letter, "r" | "R" | "ｒ" | "Ｒ")
}

// ---- where something is typed ----

fn text(turn: &Turn, line: &str, doubted: Option<&str>) -> Meaning {
    let bare = line.trim();
    if bare.strip_prefix('/').is_some_and(is_again) {
        return Meaning::Again;
    }
    if is_again(bare) && doubted != Some(line) {
        return Meaning::Doubtful(
            "Did you mean “read again”? Type /r for that. If these are the words, enter them once more. \
             Nothing was taken down."
                .to_owned(),
        );
    }
    match typed_lines::meaning(turn, line, doubted) {
        typed_lines::WordsOrCommand::Command(meant) => command(meant),
        typed_lines::WordsOrCommand::Words(words) => checked(turn, Reply::Typed(words)),
        typed_lines::WordsOrCommand::Doubtful(question) => Meaning::Doubtful(question),
    }
}

// ---- where something is chosen or seen ----

fn listed(turn: &Turn, line: &str, doubted: Option<&str>) -> Meaning {
    let entry = visible(line);
    let name = entry.strip_prefix(['/', '／']).unwrap_or(&entry);
    if is_again(name) {
        return Meaning::Again;
    }
    if let Some(meant) = typed_lines::called(turn, name) {
        return match &meant.does {
            Does::Reply(reply) => asked_once(turn, reply, line, doubted).unwrap_or_else(|| command(meant)),
            Does::List => command(meant),
        };
    }
    match &turn.wanted {
        Wanted::One(items) => match one(items, &entry) {
            Some(reply) => checked(turn, reply),
            None => not_understood(turn),
        },
        Wanted::Many(items) => match several(items, &entry) {
            Some(reply) => checked(turn, reply),
            None => not_understood(turn),
        },
        Wanted::Seen | Wanted::Typed(_) | Wanted::Copy(_) | Wanted::Alone(_) => not_understood(turn),
    }
}

/// What was marked before is dropped only by a key that is typed once more.
fn asked_once(turn: &Turn, reply: &Reply, line: &str, doubted: Option<&str>) -> Option<Meaning> {
    let marked = match &turn.given {
        Some(Reply::ChooseAll(ids)) => ids.len(),
        _ => 0,
    };
    let question = keys::would_drop(turn, reply, marked)?;
    (doubted != Some(line)).then_some(Meaning::Doubtful(question))
}

fn not_understood(turn: &Turn) -> Meaning {
    let wanted = match (&turn.wanted, turn.items().len()) {
        (Wanted::One(_), 1) => "Type 1".to_owned(),
        (Wanted::One(_), 2) => "Type 1 or 2".to_owned(),
        (Wanted::One(_), most) => format!("Type a number from 1 to {most}"),
        (Wanted::Many(_), most) => {
            format!("Type every number on its own, from 1 to {most}, with spaces between them")
        }
        _ => "That could not be understood".to_owned(),
    };
    Meaning::Unclear(format!("{wanted}; nothing was taken down."))
}

fn one(items: &[ListItem], entry: &str) -> Option<Reply> {
    Some(Reply::Choose(items[place(items, entry)?].id.clone()))
}

/// Several numbers, in the order of the list; one that is named twice counts once.
fn several(items: &[ListItem], entry: &str) -> Option<Reply> {
    let between = |letter: char| letter.is_whitespace() || ",;，；、،؛".contains(letter);
    let words = entry.split(between).filter(|word| !word.is_empty());
    let mut places = words.map(|word| place(items, word)).collect::<Option<Vec<usize>>>()?;
    places.sort_unstable();
    places.dedup();
    if places.is_empty() {
        return None;
    }
    let ids = places.into_iter().map(|place| items[place].id.clone()).collect();
    Some(Reply::ChooseAll(ids))
}

fn place(items: &[ListItem], word: &str) -> Option<usize> {
    let number = digits::number(word.strip_suffix(['.', '．', '。']).unwrap_or(word))?;
    number.checked_sub(1).filter(|place| *place < items.len())
}
