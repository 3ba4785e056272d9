//! The same replies as keys, as lines and as values: a conversation is led in the library first, and what
//! was replied to each of its turns is then pressed on a terminal, or typed as lines.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use safelight::conversation::{
    Conversation, CopyTo, Dialogue, Point, Purpose, Reply, Setting, Turn, Wanted, lead,
};
use safelight::export::{FORMATS, Options};
use safelight::questionnaire::{Questionnaire, read};
use safelight::referral::{Directory, Jurisdiction, read_directory, read_jurisdiction};
use safelight::report::Pages;
use safelight::scoring::Case;
use safelight::source::Source;

use crate::pty::{CLEAR, DOWN, ENTER, Session, words};

/// What somebody does at a turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Goes on: Enter, which also keeps what was answered before.
    Go,
    /// Chooses the item of that number.
    Pick(usize),
    /// Marks the items of these numbers.
    Mark(&'static [usize]),
    /// Types this.
    Type(&'static str),
    /// Gives the command of this letter.
    Key(char),
}

/// A conversation that was led in the library: its turns, and what was done at each.
pub struct Walk {
    pub steps: Vec<(Turn, Act)>,
    /// The copies, by the ending of their format, as they are at the last turn that writes one.
    pub copies: BTreeMap<&'static str, String>,
}

/// The questionnaire of `tests/forms/kinds.toml`, with every kind of question and turn.
pub const KINDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/forms/kinds.toml");

static FORM: LazyLock<Questionnaire> = LazyLock::new(|| questionnaire(&fs::read_to_string(KINDS).unwrap()));

/// Returns the id of the question of `kinds.toml` at which a turn stands; nothing at other turns.
pub fn id_of(turn: &Turn) -> &'static str {
    match turn.at {
        Point::Question(question) => &FORM.question(question).id,
        _ => "",
    }
}

/// Returns the usual way through `kinds.toml`, but for what a rule does otherwise: it is told the turn, the
/// id of its question, and how often this turn has come up.
#[track_caller]
pub fn through_kinds(export: Option<&str>, mut rule: impl FnMut(&Turn, &str, usize) -> Option<Act>) -> Walk {
    walk(&FORM, &usual_directories(), export, |turn, time| {
        rule(turn, id_of(turn), time).unwrap_or_else(|| usual(turn, id_of(turn)))
    })
}

/// What is done where nothing else is said: everything is answered, and a copy may be kept.
fn usual(turn: &Turn, id: &str) -> Act {
    match (turn.at, id) {
        (_, "hours") => Act::Type("40"),
        (_, "since") => Act::Type("2024-03"),
        (_, "day") => Act::Type("Cooking, then “work”; no rest."),
        (_, "help") => Act::Mark(&[1, 11]),
        (_, "spoken_for") | (Point::Gate(1), _) => Act::Pick(2),
        (Point::Summary, _) => Act::Pick(5),
        (Point::Unsaved, _) => Act::Pick(3),
        (Point::Services, _) => Act::Go,
        _ if turn.items().is_empty() => Act::Go,
        _ => Act::Pick(1),
    }
}

/// Returns the questionnaire that stands in a text.
#[track_caller]
pub fn questionnaire(text: &str) -> Questionnaire {
    let source = Source::new("form.toml", text.to_owned());
    let reading = read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|finding| finding.draw(&source)).collect();
    reading.questionnaire.unwrap_or_else(|| panic!("{}", drawn.join("\n")))
}

/// Returns the directories that the program uses where nothing is configured.
pub fn usual_directories() -> Vec<Directory> {
    let shipped = safelight::library::DIRECTORIES.iter().filter(|shipped| shipped.id == "us");
    shipped.map(|shipped| read_directory(&shipped.source()).0.unwrap()).collect()
}

/// The pack with which the program is started in these tests.
static PACK: LazyLock<Jurisdiction> = LazyLock::new(|| {
    let shipped = safelight::library::find(safelight::library::JURISDICTIONS, "us-federal").unwrap();
    read_jurisdiction(&shipped.source()).0.unwrap()
});

/// Leads a conversation as the program does, with a rule that says what is done at a turn that comes up for
/// the nth time, from 1.
#[track_caller]
pub fn walk(
    questionnaire: &Questionnaire,
    directories: &[Directory],
    export: Option<&str>,
    mut rule: impl FnMut(&Turn, usize) -> Act,
) -> Walk {
    let endings: Vec<_> = FORMATS.iter().map(|format| (format.endings[0], format.levels)).collect();
    let setting = Setting {
        purpose: Purpose::Screening,
        today: jiff::Zoned::now().date(),
        tool_version: env!("CARGO_PKG_VERSION"),
        country: directories.first().map(|directory| directory.area.as_str()),
        jurisdiction: Some(&PACK),
        directories,
        export,
        endings: &endings,
        ..Setting::practice()
    };
    let declares = |id: &String| questionnaire.contexts.iter().any(|context| context.id == *id);
    let mut context = PACK.context().clone();
    context.retain(|id, _| declares(id));
    let case = Case::begin(questionnaire, &context).unwrap();
    let mut conversation = Conversation::new(case, setting, false);
    let mut led = Led { walk: Walk { steps: Vec::new(), copies: BTreeMap::new() }, there: Vec::new() };
    while conversation.turn().is_some() {
        // One turn at a time, because a copy is made of the conversation as it is then.
        let before = conversation.clone();
        let mut once = Once { conversation: &mut conversation, replied: false };
        let done = lead(&mut once, |turn, refused| {
            assert!(refused.is_none(), "refused at: {}", said(turn));
            Ok::<_, Infallible>(led.reply(turn, &before, &mut rule))
        });
        done.expect("a rule always answers");
    }
    led.walk
}

/// A dialogue that is over after one reply.
struct Once<'c, 'q> {
    conversation: &'c mut Conversation<'q>,
    replied: bool,
}

impl Dialogue for Once<'_, '_> {
    fn turn(&self) -> Option<Turn> {
        self.conversation.turn().filter(|_| !self.replied)
    }

    fn reply(&mut self, reply: Reply) -> Result<(), safelight::conversation::Refused> {
        self.conversation.reply(reply)?;
        self.replied = true;
        Ok(())
    }
}

struct Led {
    walk: Walk,
    /// The files that were written.
    there: Vec<String>,
}

impl Led {
    fn reply(
        &mut self,
        turn: &Turn,
        conversation: &Conversation<'_>,
        rule: &mut impl FnMut(&Turn, usize) -> Act,
    ) -> Reply {
        if let Wanted::Copy(to) = &turn.wanted {
            return self.copy(to, conversation);
        }
        let before = self.walk.steps.iter().filter(|(earlier, _)| earlier.at == turn.at).count();
        assert!(self.walk.steps.len() < 400, "the conversation goes in circles at: {}", said(turn));
        let act = rule(turn, before + 1);
        self.walk.steps.push((turn.clone(), act.clone()));
        reply(turn, &act)
    }

    fn copy(&mut self, to: &CopyTo, conversation: &Conversation<'_>) -> Reply {
        let record = conversation.record();
        // A PDF is no text, and has not the letters of everything.
        let written = FORMATS.iter().filter(|format| format.name != "pdf").map(|format| {
            let shown = conversation.shown();
            let detail = if format.levels.contains(&shown) { shown } else { format.levels[0] };
            let written = (format.write)(&Pages::of(&record, detail), &Options::PAPER).unwrap();
            (format.endings[0], String::from_utf8(written).unwrap())
        });
        self.walk.copies = written.collect();
        let name = match to {
            CopyTo::Named { name, replace: false } if self.there.contains(name) => {
                return Reply::AlreadyThere;
            }
            CopyTo::Named { name, .. } => name.clone(),
            CopyTo::Export => "export".to_owned(),
        };
        self.there.push(name.clone());
        Reply::Written(name)
    }
}

/// Returns the reply that an act is.
#[track_caller]
fn reply(turn: &Turn, act: &Act) -> Reply {
    let id = |number: &usize| turn.items()[number - 1].id.clone();
    match act {
        Act::Go if turn.given.is_some() => turn.given.clone().unwrap(),
        Act::Go => Reply::Seen,
        Act::Pick(number) => Reply::Choose(id(number)),
        Act::Mark(numbers) => Reply::ChooseAll(numbers.iter().map(id).collect()),
        Act::Type(words) => Reply::Typed((*words).to_owned()),
        Act::Key(letter) => match letter {
            's' => Reply::Declined,
            'd' => Reply::DontKnow,
            'l' => Reply::Later,
            'b' => Reply::Back,
            'n' => Reply::OpenNote,
            'w' => Reply::Reworded,
            'p' => Reply::Break,
            '!' => Reply::Danger,
            'h' => Reply::Hide,
            'q' => Reply::Stop,
            other => panic!("no command: {other}"),
        },
    }
}

impl Walk {
    /// Returns the lines that somebody types for it in plain lines.
    pub fn lines(&self) -> String {
        self.steps.iter().map(|(turn, act)| format!("{}\n", line(turn, act))).collect()
    }

    /// Presses the keys for it, from its first turn to its last. `before` sees every turn before it is
    /// answered.
    #[track_caller]
    pub fn press(&self, session: &mut Session, mut before: impl FnMut(&mut Session, &Turn)) {
        for (turn, act) in &self.steps {
            arrive(session, turn);
            before(session, turn);
            press(session, turn, act);
        }
    }
}

fn line(turn: &Turn, act: &Act) -> String {
    match act {
        Act::Go => String::new(),
        Act::Pick(number) => number.to_string(),
        Act::Mark(numbers) => numbers.iter().map(usize::to_string).collect::<Vec<_>>().join(" "),
        Act::Type(words) => (*words).to_owned(),
        Act::Key(letter) if types(turn) => format!("/{letter}"),
        Act::Key(letter) => letter.to_string(),
    }
}

// ---- on a terminal ----

/// Waits until a turn is on the screen.
#[track_caller]
pub fn arrive(session: &mut Session, turn: &Turn) {
    let marker = marker(turn);
    session.wait_for(&marker);
    session.settle();
}

/// Returns the first words of a turn: they are on the screen however small it is.
pub fn marker(turn: &Turn) -> String {
    // What is kept depends on the surroundings.
    let told = turn.say.iter().chain(&turn.tell).filter(|_| turn.at != Point::Before);
    let first = told.chain(&turn.heading).next();
    let first = words(first.map_or("", String::as_str));
    first.split(' ').take(4).collect::<Vec<_>>().join(" ")
}

/// Returns whether something is typed at a turn.
pub fn types(turn: &Turn) -> bool {
    matches!(turn.wanted, Wanted::Typed(_))
}

/// Reads a turn to its end, as far as it must be read before answering, and returns all its words.
pub fn read_on(session: &mut Session) -> String {
    let mut turn = String::new();
    loop {
        session.settle();
        turn.push_str(&session.screen());
        if session.shows("more below: Space") || session.shows("press Space") {
            session.press(" ");
        } else if session.shows("more below: Down") {
            session.press(DOWN);
        } else {
            return words(&turn);
        }
    }
}

/// Does at a turn what an act says, by keys.
#[track_caller]
pub fn press(session: &mut Session, turn: &Turn, act: &Act) {
    if !matches!(act, Act::Key(_)) {
        read_on(session);
    }
    match act {
        Act::Go => {
            session.press(ENTER);
            // On a small screen it is shown first what Enter chooses.
            if session.shows("Shown now: press Enter again") {
                session.press(ENTER);
            }
        }
        Act::Pick(number) => pick(session, *number, turn.items().len()),
        Act::Mark(numbers) => {
            for number in *numbers {
                pick(session, *number, turn.items().len());
            }
            session.press(ENTER);
        }
        Act::Type(words) => {
            if holds_words(turn) {
                session.press(CLEAR);
            }
            session.send(words);
            session.press(ENTER);
        }
        Act::Key(letter) if types(turn) => {
            session.send(&format!("/{letter}"));
            session.press(ENTER);
        }
        Act::Key(letter) => session.press(&letter.to_string()),
    }
}

/// Returns whether something stands where words are typed.
pub fn holds_words(turn: &Turn) -> bool {
    let filled = matches!(&turn.wanted, Wanted::Typed(typing) if !typing.filled.is_empty());
    filled || matches!(turn.given, Some(Reply::Typed(_)))
}

/// Chooses or marks the item of a number. On a small screen it is shown first what the number means.
#[track_caller]
pub fn pick(session: &mut Session, number: usize, items: usize) {
    let keys = if items > 9 { format!("{number}{ENTER}") } else { number.to_string() };
    session.press(&keys);
    if session.shows("press again to choose it.") || session.shows("press again to mark it.") {
        session.press(&keys);
    } else if session.shows("Shown now: press Enter again") {
        session.press(ENTER);
    }
}

/// Returns the words of a turn, for a message.
fn said(turn: &Turn) -> String {
    let heading = turn.heading.iter().cloned();
    heading.chain(turn.say.iter().cloned()).chain(turn.tell.iter().cloned()).collect::<Vec<_>>().join(" | ")
}

/// Runs the program in plain lines, and returns what it said.
#[track_caller]
pub fn in_plain_lines(home: &Path, arguments: &[&str], lines: &str) -> String {
    let mut plain = assert_cmd::Command::new(env!("CARGO_BIN_EXE_safelight"));
    let plain = plain.env("HOME", home).env("XDG_CONFIG_HOME", home).current_dir(home);
    let done = plain.args(arguments).arg("--plain").write_stdin(lines.to_owned()).assert().success();
    String::from_utf8(done.get_output().stdout.clone()).unwrap()
}
