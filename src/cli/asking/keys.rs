//! The commands of one letter: which letter, in which words, and what comes of it. Both askers, their
//! key lines and the list of all keys read this one table, so that a letter means the same everywhere.
//! Its one surprise: where something is typed, every letter is text, so commands are `/s` there.

use safelight::conversation::{Reply, Turn, Wanted};

/// One command that works in a turn.
#[derive(Clone)]
pub struct KeyCommand {
    /// The letter.
    pub key: char,
    /// Its words in a line of keys.
    pub word: &'static str,
    /// Its words in the list of all keys.
    pub about: &'static str,
    /// What comes of it.
    pub does: Does,
    /// How early it must stand in a line of keys that has little room.
    pub rank: Rank,
}

/// What comes of a command.
#[derive(Clone, PartialEq, Eq)]
pub enum Does {
    /// It is the reply to the turn.
    Reply(Reply),
    /// All keys are listed.
    List,
}

/// How early a command must stand in a line of keys that has little room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Danger, hide and stop: never left out.
    Safety,
    /// Named while there is room for a few more lines.
    Usual,
    /// The first to go.
    Rare,
}

const fn command(key: char, word: &'static str, about: &'static str, reply: Reply, rank: Rank) -> KeyCommand {
    KeyCommand { key, word, about, does: Does::Reply(reply), rank }
}

/// Returns the commands that work in a turn, in the order in which they are shown.
pub fn commands(turn: &Turn) -> Vec<KeyCommand> {
    let open = turn.open.keys().iter();
    let mut all: Vec<KeyCommand> =
        open.map(|(key, word, reply)| command(*key, word, word, reply.clone(), Rank::Usual)).collect();
    if turn.back {
        all.push(command('b', "back", "go back one step", Reply::Back, Rank::Usual));
    }
    if turn.notes {
        let about = "write, see, change or delete the note here, without names or places";
        all.push(command('n', "note", about, Reply::OpenNote, Rank::Rare));
    }
    if turn.is_asked() {
        let about = "mark that you asked it in other words";
        all.push(command('w', "asked in other words", about, Reply::Reworded, Rank::Rare));
    }
    if turn.pause {
        all.push(command('p', "break", "pause, or take a break", Reply::Break, Rank::Rare));
    }
    if turn.languages {
        let about = "change the language in which the person is spoken to";
        all.push(command('o', "other language", about, Reply::Languages, Rank::Rare));
    }
    all.push(command('!', "danger now", "somebody is in danger now", Reply::Danger, Rank::Safety));
    all.push(command('h', "hide", "hide all this until you press Enter", Reply::Hide, Rank::Safety));
    if turn.stop {
        all.push(command('q', "stop", "stop; you are asked how", Reply::Stop, Rank::Safety));
    }
    let list = KeyCommand {
        key: '?',
        word: "all keys",
        about: "list all keys",
        does: Does::List,
        rank: Rank::Usual,
    };
    all.push(list);
    all
}

/// Returns the command that a character stands for in a turn. Capital and full-width letters count too:
/// the Caps Lock key is easily hit.
pub fn of_character(turn: &Turn, typed: char) -> Option<KeyCommand> {
    let typed = plain(typed);
    commands(turn).into_iter().find(|command| command.key == typed)
}

/// Returns the command whose outcome is a reply.
pub fn of_reply(turn: &Turn, reply: &Reply) -> Option<KeyCommand> {
    let does = Does::Reply(reply.clone());
    commands(turn).into_iter().find(|command| command.does == does)
}

/// Returns whether letters are part of what is typed, so that commands need a `/`.
pub fn takes_text(turn: &Turn) -> bool {
    matches!(turn.wanted, Wanted::Typed(_))
}

/// Returns what is asked once before a reply that would drop what is marked in a list: so many; nothing where it
/// drops nothing.
pub fn would_drop(turn: &Turn, reply: &Reply, marked: usize) -> Option<String> {
    let (key, word, _) = turn.open.keys().iter().find(|(_, _, open)| open == reply)?;
    let is_list = matches!(turn.wanted, Wanted::Many(_)) && marked > 0;
    is_list.then(|| format!("You marked {marked}. Enter keeps them; {key} once more drops them: {word}."))
}

/// Returns what stands before the letter of a command in a turn.
pub fn prefix(turn: &Turn) -> &'static str {
    if takes_text(turn) { "/" } else { "" }
}

impl KeyCommand {
    /// Returns how the command is typed in a turn, with its words.
    pub fn typed(&self, turn: &Turn) -> String {
        format!("{}{} {}", prefix(turn), self.key, self.word)
    }
}

/// Returns a letter in its plain form: small, and not full-width.
fn plain(letter: char) -> char {
    let narrow = match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        other => other,
    };
    narrow.to_ascii_lowercase()
}
