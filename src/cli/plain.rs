//! Shows turns as plain lines and reads lines back, for screen readers, pipes and simple terminals:
//! no colour, no escape codes, a paragraph a line. It takes one line at a time; on a terminal what
//! was typed before a question was asked is dropped, from a pipe or a file nothing ever is. What was
//! typed is never repeated: the terminal has shown it already.
#![expect(clippy::disallowed_methods, reason = "this is where lines are read and written")]

use std::io::{self, Write};

use safelight::interview::{AskError, Asker, Item, Reply, Turn, Wanted};

use super::keys::{self, Command, Does};
use super::page;

/// The longest line that is read, in bytes.
const LONGEST: usize = 16 * 1024;
/// How many empty lines push the text away.
const PUSHED: usize = 60;

/// Where lines come from.
pub trait Lines {
    /// Drops what was typed before now, if a person is typing.
    ///
    /// # Errors
    /// When nobody can type any more.
    fn forget_typed_ahead(&mut self) -> Result<(), AskError>;

    /// Returns the next line without its end.
    ///
    /// # Errors
    /// When nobody can type any more.
    fn next(&mut self) -> Result<String, AskError>;
}

/// Shows turns as lines.
pub struct PlainAsker<L, W> {
    lines: L,
    out: W,
}

/// Lines of anything that can be read, such as a text in a test.
#[cfg(any(test, not(unix)))]
pub struct Reader<R>(pub R);

/// What an entry means.
enum Meaning {
    Reply(Reply),
    /// The words of a note, if they were typed with it.
    Note(Option<String>),
    Hide,
    List,
    Unclear(String),
}

impl<L: Lines, W: Write> PlainAsker<L, W> {
    /// Returns an asker that reads these lines and writes there.
    pub fn new(lines: L, out: W) -> Self {
        PlainAsker { lines, out }
    }

    fn entry(&mut self) -> Result<String, AskError> {
        self.lines.forget_typed_ahead()?;
        self.write("> ")?;
        self.out.flush().map_err(gone)?;
        let line = self.lines.next();
        if line.is_err() {
            // The prompt stands on this line; if even this cannot be written, the error says enough.
            let _ = writeln!(self.out);
        }
        line
    }

    fn write(&mut self, text: &str) -> Result<(), AskError> {
        self.out.write_all(text.as_bytes()).map_err(gone)
    }

    fn line(&mut self, text: &str) -> Result<(), AskError> {
        writeln!(self.out, "{text}").map_err(gone)
    }

    fn show(&mut self, turn: &Turn) -> Result<(), AskError> {
        self.line("")?;
        for text in shown(turn) {
            self.line(&text)?;
        }
        for line in entries(turn) {
            self.line(&line)?;
        }
        Ok(())
    }

    /// Lets the person's own words be typed. Returns nothing if nothing was.
    fn note(&mut self) -> Result<Option<Reply>, AskError> {
        self.line(keys::NOTE_WARNING)?;
        self.line("Type the words and press Enter. Enter without any words notes nothing.")?;
        let words = cleaned(&self.entry()?);
        if words.is_empty() {
            self.line("Nothing was noted.")?;
            return Ok(None);
        }
        self.line("Noted.")?;
        Ok(Some(Reply::Note(words)))
    }

    fn hide(&mut self, turn: &Turn) -> Result<(), AskError> {
        for _ in 0..PUSHED {
            self.line("")?;
        }
        self.line(
            "Notes. This only pushes the text up: scrolling back still shows it. Press Enter to go on.",
        )?;
        self.entry()?;
        self.show(turn)
    }

    /// Says what was chosen, and returns it.
    fn chosen(&mut self, turn: &Turn, reply: Reply) -> Result<Reply, AskError> {
        if let Some(words) = confirmation(turn, &reply) {
            self.line(&words)?;
        }
        Ok(reply)
    }
}

impl<L: Lines, W: Write> Asker for PlainAsker<L, W> {
    fn ask(&mut self, turn: &Turn) -> Result<Reply, AskError> {
        self.show(turn)?;
        loop {
            let entry = self.entry()?;
            match meaning(turn, &entry) {
                Meaning::Reply(reply) => return self.chosen(turn, reply),
                Meaning::Hide => self.hide(turn)?,
                Meaning::Note(Some(words)) => {
                    self.line("Noted.")?;
                    return Ok(Reply::Note(words));
                }
                Meaning::Note(None) => {
                    if let Some(reply) = self.note()? {
                        return Ok(reply);
                    }
                }
                Meaning::List => {
                    for line in keys::explained(turn) {
                        self.line(&line)?;
                    }
                }
                Meaning::Unclear(complaint) => {
                    self.line(&complaint)?;
                    for line in entries(turn) {
                        self.line(&line)?;
                    }
                }
            }
        }
    }
}

// ---- what is shown ----

fn shown(turn: &Turn) -> Vec<String> {
    let spoken = turn.say.iter().flat_map(|text| page::paragraphs(text));
    let told = turn.tell.iter().flat_map(|text| page::paragraphs(text));
    let heard = turn.heard.iter().flat_map(|text| page::paragraphs(text));
    let mut lines: Vec<String> =
        Some(page::title(turn)).filter(|title| !title.is_empty()).into_iter().collect();
    lines.extend(spoken.map(|paragraph| format!("Read aloud: {paragraph}")));
    lines.extend(told.map(|paragraph| format!("For you: {paragraph}")));
    lines.extend(heard.map(|paragraph| format!("You see and hear: {paragraph}")));
    lines.extend(turn.page.iter().flat_map(|page| page.lines()).map(page::clean));
    lines.extend(turn.earlier.iter().map(|earlier| format!("Answered before: {}", page::clean(earlier))));
    lines.extend(turn.complaint.iter().map(|complaint| page::clean(complaint)));
    let numbered = items(turn).iter().enumerate();
    lines.extend(numbered.map(|(place, item)| format!("{}. {}", place + 1, page::clean(&item.label))));
    lines
}

/// Returns what can be entered now.
fn entries(turn: &Turn) -> Vec<String> {
    let answer = match &turn.wanted {
        Wanted::Acknowledge => "Press Enter to go on".to_owned(),
        Wanted::One(_) => "Type a number and Enter".to_owned(),
        Wanted::Many(_) => "Type one or more numbers with spaces between them, and Enter".to_owned(),
        Wanted::Line { hint } => format!("Type {}, and Enter", page::clean(hint)),
    };
    let commands = keys::commands(turn);
    let typed: Vec<String> = commands.iter().map(|command| command.typed(turn)).collect();
    vec![format!("{answer}; or a letter and Enter: {}.", typed.join(", "))]
}

fn confirmation(turn: &Turn, reply: &Reply) -> Option<String> {
    let label = |place: &usize| items(turn).get(*place).map(|item| page::clean(&item.label));
    match reply {
        Reply::Seen | Reply::Note(_) => None,
        Reply::Line(words) if words.is_empty() => None,
        Reply::Line(_) => Some("Taken down.".to_owned()),
        Reply::One(place) => label(place).map(|label| format!("Chosen: {label}")),
        Reply::Many(places) => {
            let labels: Vec<String> = places.iter().filter_map(label).collect();
            Some(format!("Chosen: {}", labels.join("; ")))
        }
        other => {
            let gives = |command: &Command| command.does == Does::Reply(other.clone());
            keys::commands(turn).into_iter().find(gives).map(|command| format!("Chosen: {}", command.word))
        }
    }
}

// ---- what an entry means ----

fn meaning(turn: &Turn, entry: &str) -> Meaning {
    if entry.len() >= LONGEST {
        return Meaning::Unclear("That was too long to take down.".to_owned());
    }
    let entry = cleaned(entry);
    if let Some(words) = note_words(turn, &entry) {
        return Meaning::Note(Some(words));
    }
    if let Some(command) = keys::command_line(turn, &entry) {
        return match command.does {
            Does::Reply(reply) => Meaning::Reply(reply),
            Does::Note => Meaning::Note(None),
            Does::Hide => Meaning::Hide,
            Does::List => Meaning::List,
        };
    }
    match &turn.wanted {
        Wanted::Acknowledge if entry.is_empty() => Meaning::Reply(Reply::Seen),
        Wanted::Acknowledge => unclear(),
        Wanted::One(items) => chosen_one(items, &entry).map_or_else(|| no_number(items), Meaning::Reply),
        Wanted::Many(items) => chosen_many(items, &entry),
        Wanted::Line { .. } if entry.is_empty() && keys::wants_words(turn) => unclear(),
        Wanted::Line { .. } => Meaning::Reply(Reply::Line(entry)),
    }
}

/// A number is wanted, and something else came.
fn no_number(items: &[Item]) -> Meaning {
    let wanted = match items.len() {
        1 => "1".to_owned(),
        2 => "1 or 2".to_owned(),
        most => format!("a number from 1 to {most}"),
    };
    Meaning::Unclear(format!("Type {wanted}; nothing was taken down."))
}

fn unclear() -> Meaning {
    Meaning::Unclear("That could not be understood; nothing was taken down.".to_owned())
}

/// Returns the words after `n ` or `/n `.
fn note_words(turn: &Turn, entry: &str) -> Option<String> {
    let (name, words) = entry.split_once(' ')?;
    let command = keys::command_line(turn, name)?;
    let words = words.trim();
    (command.does == Does::Note && !words.is_empty()).then(|| words.to_owned())
}

fn chosen_one(items: &[Item], entry: &str) -> Option<Reply> {
    place(items, entry.strip_suffix('.').unwrap_or(entry)).map(Reply::One)
}

fn chosen_many(items: &[Item], entry: &str) -> Meaning {
    let words = entry.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let places: Option<Vec<usize>> = words.map(|word| place(items, word)).collect();
    let Some(mut places) = places.filter(|places| !places.is_empty()) else {
        return unclear();
    };
    places.sort_unstable();
    places.dedup();
    let alone = places.iter().find(|place| items[**place].exclusive);
    if let (Some(alone), true) = (alone, places.len() > 1) {
        return Meaning::Unclear(format!("{} can only be chosen alone.", alone + 1));
    }
    Meaning::Reply(Reply::Many(places))
}

fn place(items: &[Item], word: &str) -> Option<usize> {
    let number: usize = word.parse().ok()?;
    number.checked_sub(1).filter(|place| *place < items.len())
}

fn items(turn: &Turn) -> &[Item] {
    match &turn.wanted {
        Wanted::One(items) | Wanted::Many(items) => items,
        Wanted::Acknowledge | Wanted::Line { .. } => &[],
    }
}

fn cleaned(entry: &str) -> String {
    let shown = entry.chars().map(|character| if character == '\t' { ' ' } else { character });
    shown.filter(|character| !character.is_control()).collect::<String>().trim().to_owned()
}

// ---- where lines come from ----

#[cfg(any(test, not(unix)))]
impl<R: io::BufRead> Lines for Reader<R> {
    fn forget_typed_ahead(&mut self) -> Result<(), AskError> {
        Ok(())
    }

    fn next(&mut self) -> Result<String, AskError> {
        let mut line = Vec::new();
        match self.0.read_until(b'\n', &mut line).map_err(gone)? {
            0 => Err(AskError::Ended),
            _ => Ok(text_of(&line)),
        }
    }
}

fn text_of(line: &[u8]) -> String {
    String::from_utf8_lossy(line).trim_end_matches(['\r', '\n']).to_owned()
}

fn gone(error: io::Error) -> AskError {
    match error.kind() {
        io::ErrorKind::BrokenPipe | io::ErrorKind::UnexpectedEof => AskError::Ended,
        _ => AskError::Failed(error.to_string()),
    }
}

#[cfg(not(unix))]
impl PlainAsker<Reader<io::BufReader<io::Stdin>>, io::Stdout> {
    /// Returns an asker that reads standard input and writes standard output.
    ///
    /// # Errors
    /// Never here; on Unix the signals may refuse.
    pub fn open() -> io::Result<Self> {
        Ok(PlainAsker::new(Reader(io::BufReader::new(io::stdin())), io::stdout()))
    }
}

#[cfg(unix)]
mod standard {
    use std::io::{self, IsTerminal, Stdout};
    use std::time::Duration;

    use rustix::stdio;
    use rustix::termios::{QueueSelector, tcflush};
    use safelight::interview::AskError;

    use super::{LONGEST, Lines, PlainAsker, text_of};
    use crate::cli::input;
    use crate::cli::signals::Signals;

    /// The lines of standard input. A signal ends the waiting for one.
    pub struct StandardInput {
        signals: Signals,
        is_terminal: bool,
        /// What has been read and not been handed over.
        held: Vec<u8>,
        /// What a failed or ended input said, told once all its lines have been taken.
        end: Option<AskError>,
    }

    impl PlainAsker<StandardInput, Stdout> {
        /// Returns an asker that reads standard input and writes standard output.
        ///
        /// # Errors
        /// When the system does not let the program handle its signals.
        pub fn open() -> io::Result<Self> {
            let input = StandardInput {
                signals: Signals::watch()?,
                is_terminal: io::stdin().is_terminal(),
                held: Vec::new(),
                end: None,
            };
            Ok(PlainAsker::new(input, io::stdout()))
        }
    }

    impl Lines for StandardInput {
        fn forget_typed_ahead(&mut self) -> Result<(), AskError> {
            if !self.is_terminal {
                return Ok(());
            }
            input::settle(stdio::stdin(), &self.signals, |_| Ok(()))?;
            self.held.clear();
            // Half a line that was begun cannot be read, only dropped. If that fails, it stays.
            let _ = tcflush(stdio::stdin(), QueueSelector::IFlush);
            Ok(())
        }

        fn next(&mut self) -> Result<String, AskError> {
            loop {
                if let Some(end) = self.held.iter().position(|byte| *byte == b'\n') {
                    let line: Vec<u8> = self.held.drain(..=end).collect();
                    return Ok(text_of(&line));
                }
                if let Some(end) = &self.end {
                    let rest = std::mem::take(&mut self.held);
                    return if rest.is_empty() { Err(end.clone()) } else { Ok(text_of(&rest)) };
                }
                self.read()?;
            }
        }
    }

    impl StandardInput {
        fn read(&mut self) -> Result<(), AskError> {
            while !input::wait(stdio::stdin(), &self.signals, Duration::from_secs(1))? {}
            let mut buffer = [0; 4096];
            match input::read(stdio::stdin(), &mut buffer) {
                Ok(count) => self.hold(&buffer[..count]),
                Err(end) => self.end = Some(end),
            }
            Ok(())
        }

        /// Holds what was read; of an endless line only so much that it can be seen to be too long.
        fn hold(&mut self, bytes: &[u8]) {
            let endless = self.held.len() > LONGEST && !self.held.contains(&b'\n');
            let from = match bytes.iter().position(|byte| *byte == b'\n') {
                Some(end) if endless => end,
                None if endless => bytes.len(),
                _ => 0,
            };
            self.held.extend_from_slice(&bytes[from..]);
        }
    }
}

#[cfg(test)]
mod tests {
    use safelight::interview::{OpenAnswers, Progress};

    use super::*;

    fn answered(turn: &Turn, typed: &str) -> (Result<Reply, AskError>, String) {
        let mut out = Vec::new();
        let reply = PlainAsker::new(Reader(typed.as_bytes()), &mut out).ask(turn);
        (reply, String::from_utf8(out).unwrap())
    }

    fn question(wanted: Wanted) -> Turn {
        let mut turn = Turn::new(wanted).say("Do you\nwork?\n\nTake your time.").tell("A note.").back(true);
        turn.progress = Some(Progress { section: 2, of: 5, title: "Work".into() });
        turn.open = OpenAnswers::Person;
        turn.notes = true;
        turn
    }

    fn several() -> Turn {
        let alone = Item { label: "None of these".into(), exclusive: true };
        question(Wanted::Many(vec![Item::new("Food"), Item::new("Sleep"), alone]))
    }

    #[track_caller]
    fn gives(turn: &Turn, typed: &str, expected: Reply) {
        let (reply, out) = answered(turn, typed);
        assert!(reply == Ok(expected), "{typed:?} gave something else:\n{out}");
    }

    #[test]
    fn a_question_is_plain_lines() {
        let turn = question(Wanted::One(vec![Item::new("Yes"), Item::new("No")]));
        let (_, out) = answered(&turn, "");
        assert_eq!(
            out,
            "\nPart 2 of 5 · Work\nRead aloud: Do you work?\nRead aloud: Take your time.\nFor you: A note.\n\
             1. Yes\n2. No\nType a number and Enter; or a letter and Enter: s prefer not to say, \
             d don't know, l come back later, b back, n note their words, w asked in other words, p break, \
             h hide, ! danger now, q stop, ? all keys.\n> \n"
        );
    }

    #[test]
    fn entries_are_understood() {
        let one = question(Wanted::One(vec![Item::new("Yes"), Item::new("No")]));
        gives(&one, "2\n", Reply::One(1));
        gives(&one, " 2. \r\n", Reply::One(1));
        gives(&one, "S\n", Reply::Declined);
        gives(&one, "/d\n", Reply::DontKnow);
        gives(&one, "!\n", Reply::Danger);
        gives(&one, "n she said so\n", Reply::Note("she said so".into()));
        gives(&one, "n\nshe said so\n", Reply::Note("she said so".into()));
        gives(&one, "n\n\n1\n", Reply::One(0));
        gives(&one, "h\n\n?\nxyzzy\n9\n\n1\n", Reply::One(0));
        gives(&several(), "2, 1 2\n", Reply::Many(vec![0, 1]));
        gives(&several(), "1 3\n3\n", Reply::Many(vec![2]));
        gives(&Turn::to_see(), "well\n\n", Reply::Seen);
    }

    #[test]
    fn letters_begin_an_answer_only_where_it_is_text() {
        let text = question(Wanted::Line { hint: "a text of at most 500 characters".into() });
        gives(&text, "s\n", Reply::Line("s".into()));
        gives(&text, "/s\n", Reply::Declined);
        gives(&text, "/n go home\n", Reply::Note("go home".into()));
        gives(&text, "n go home\n", Reply::Line("n go home".into()));
        let number = question(Wanted::Line { hint: "a whole number from 0 to 168".into() });
        gives(&number, "s\n", Reply::Declined);
        gives(&number, "\n40\n", Reply::Line("40".into()));
    }

    #[test]
    fn what_was_typed_is_never_repeated() {
        let (reply, out) = answered(&several(), "CANARY\nn CANARY\n");
        assert!(reply == Ok(Reply::Note("CANARY".into())));
        assert!(!out.contains("CANARY") && !out.contains('\u{1b}'), "{out}");
    }

    #[test]
    fn the_end_of_the_input_is_an_end() {
        assert!(matches!(answered(&several(), "what\n").0, Err(AskError::Ended)));
        assert!(answered(&several(), "1").0 == Ok(Reply::Many(vec![0])));
    }

    #[test]
    fn where_a_number_is_wanted_it_says_which() {
        let yes_no = question(Wanted::One(vec![Item::new("Yes"), Item::new("No")]));
        let (_, out) = answered(&yes_no, "\n3\n1\n");
        assert_eq!(out.matches("Type 1 or 2; nothing was taken down.").count(), 2, "{out}");
        let three = question(Wanted::One(vec![Item::new("A"), Item::new("B"), Item::new("C")]));
        assert!(answered(&three, "\n1\n").1.contains("Type a number from 1 to 3; nothing was taken down."));
    }
}
