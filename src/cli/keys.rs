//! The commands of one letter: which letter, in which words, and what comes of it. Both askers, their
//! key lines and the list of all keys read this one table, so that a letter means the same everywhere.
//! Its one surprise: where the answer is text, a letter may begin the answer, so commands are `/s`.

use safelight::interview::{OpenAnswers, Reply, Turn, Wanted};

/// One command that works in a turn.
pub struct Command {
    /// The letter.
    pub key: char,
    /// Its words in a line of keys.
    pub word: &'static str,
    /// Its words in the list of all keys.
    pub about: &'static str,
    /// What comes of it.
    pub does: Does,
    /// Whether the line of keys names it even when there is little room.
    pub always_named: bool,
}

/// What comes of a command.
#[derive(Clone, PartialEq, Eq)]
pub enum Does {
    /// It is the reply to the turn.
    Reply(Reply),
    /// The person's own words are typed next.
    Note,
    /// The screen shows nothing of the conversation until it is called back.
    Hide,
    /// All keys are listed.
    List,
}

impl Command {
    fn new(key: char, word: &'static str, about: &'static str, does: Does) -> Self {
        Command { key, word, about, does, always_named: false }
    }

    fn always_named(mut self) -> Self {
        self.always_named = true;
        self
    }

    /// Returns how the command is typed in a turn, with its words.
    pub fn typed(&self, turn: &Turn) -> String {
        format!("{}{} {}", prefix(turn), self.key, self.word)
    }
}

/// Returns the commands that work in a turn, in the order in which they are shown.
pub fn commands(turn: &Turn) -> Vec<Command> {
    let open = turn.open.keys().iter();
    let mut all: Vec<Command> = open
        .map(|(key, word, reply)| Command::new(*key, word, word, Does::Reply(reply.clone())).always_named())
        .collect();
    if turn.back {
        all.push(Command::new('b', "back", "go back one step", Does::Reply(Reply::Back)).always_named());
    }
    if turn.notes {
        let about = "note the person's own words, without names or places";
        all.push(Command::new('n', "note their words", about, Does::Note));
        let about = "mark that you asked it in other words";
        all.push(Command::new('w', "asked in other words", about, Does::Reply(Reply::Reworded)));
    }
    all.push(Command::new('p', "break", "pause, or take a break", Does::Reply(Reply::Break)));
    all.push(Command::new('h', "hide", "hide all this until you press Enter", Does::Hide).always_named());
    all.push(Command::new('!', "danger now", "somebody is in danger now", Does::Reply(Reply::Danger)));
    all.push(Command::new('q', "stop", "stop; you are asked how", Does::Reply(Reply::Stop)).always_named());
    all.push(Command::new('?', "all keys", "list all keys", Does::List).always_named());
    all
}

/// Returns the command that a character stands for in a turn. Capital letters count too: the Caps
/// Lock key is easily hit.
pub fn command(turn: &Turn, typed: char) -> Option<Command> {
    let typed = typed.to_ascii_lowercase();
    commands(turn).into_iter().find(|command| command.key == typed)
}

/// Returns the command that a whole typed line stands for in a turn, `s` or `/s`.
pub fn command_line(turn: &Turn, line: &str) -> Option<Command> {
    let name = line.strip_prefix('/').or(if takes_text(turn) { None } else { Some(line) })?;
    let mut letters = name.chars();
    let letter = letters.next()?;
    if letters.next().is_some() { None } else { command(turn, letter) }
}

/// Returns whether letters are part of the answer. In a number and in a year they cannot be.
pub fn takes_text(turn: &Turn) -> bool {
    match &turn.wanted {
        Wanted::Line { hint } => {
            !["a whole number", "a number", "a year"].iter().any(|start| hint.starts_with(start))
        }
        _ => false,
    }
}

/// Returns whether something must be typed. Only a question insists on that; a note, a reason or the
/// name of a file may be left empty.
pub fn wants_words(turn: &Turn) -> bool {
    turn.open != OpenAnswers::None
}

/// Returns what stands before the letter of a command in a turn.
pub fn prefix(turn: &Turn) -> &'static str {
    if takes_text(turn) { "/" } else { "" }
}

/// What is said before a note is typed.
pub const NOTE_WARNING: &str = "Write down what was said, in the person's own words. \
    Leave out names, addresses, employers and everything else that shows who or where somebody is.";

/// Returns the list of all keys of a turn, a line each.
pub fn explained(turn: &Turn) -> Vec<String> {
    let answering = match &turn.wanted {
        Wanted::Acknowledge => "Enter  go on",
        Wanted::One(_) => "1 to 9, or arrows and Enter  choose an answer",
        Wanted::Many(_) => "1 to 9, or arrows and Space  mark answers; Enter  done",
        Wanted::Line { .. } => "Type, then Enter  give the answer",
    };
    let commands = commands(turn);
    let explained =
        commands.iter().map(|command| format!("{}{}  {}", prefix(turn), command.key, command.about));
    [answering.to_owned()].into_iter().chain(explained).collect()
}
