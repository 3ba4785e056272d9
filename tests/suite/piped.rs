//! Talks with the program through pipes, page by page: a table says what is replied where, and everything
//! else is declined or gone past. A page is found by its title or by what is read aloud or told on it, so
//! that a talk goes on being one when questions are added or moved.
#![expect(clippy::disallowed_methods, reason = "the program is started and its pipes are closed here")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::run::{Home, PROGRAM, Ran};

/// What is typed where: the title of a page, or a part of what it says, and the line. Where the same page
/// is named again, that is the line for the next time; the last one is typed from then on.
pub type Replies<'r> = &'r [(&'r str, &'r str)];

/// The lines that lead an adult from the first gate to the end.
pub const ADULT: Replies<'_> = &[
    ("Summary", "5"),
    ("Not saved", "3"),
    ("Look over the answers", "1"),
    ("Services together", ""),
    ("Next contact", ""),
    ("Left for later", "2"),
    ("A break?", "1"),
    ("Before more personal questions", "1"),
    ("alone with the person", "1"),
    ("safe to talk now", "1"),
    ("in danger right now", "2"),
    ("share a language", "1"),
    ("lawyer know of this talk", "1"),
    ("need care, food, rest", "2"),
    ("able and willing", "1"),
    ("Is it all right if I ask you", "1"),
    ("May we keep a copy", "1"),
    ("Which age group", "3"),
];

/// The first service is accepted, and a release to it agreed on.
pub const RELEASED: Replies<'_> = &[
    ("What would help you most", "1"),
    ("Services together", "1"),
    ("Services together", ""),
    ("A warm handoff helps most", "3"),
    ("May we keep a copy", "1"),
    ("so you don't have to say it all again", "2"),
    ("anyone there you're afraid of", "1"),
    ("What would it be for", "1"),
    ("Which of these may I tell them", "1, 4"),
    ("How long may they use it", "2"),
    ("ask for a signature on paper", "1"),
    ("so you don't have to say it all again", ""),
];

/// The line on the summary that shows everything in place of the one page.
pub const EVERYTHING: &str = "7";

/// A screening with the brief adult questionnaire.
pub const SCREEN: &[&str] = &["screen", "--jurisdiction", "us-federal", "adult-brief", "--plain"];

/// One talk with the program.
pub struct Talk {
    child: Child,
    /// Everything that it said.
    pub said: String,
    /// What was said of the page that is shown now: all of it, since it was gone to.
    pub place: String,
    /// Every line that was typed.
    pub lines: Vec<String>,
    seen: usize,
    typed: BTreeMap<String, usize>,
}

impl Talk {
    pub fn begin(home: &Home, arguments: &[&str]) -> Self {
        let child = Command::new(PROGRAM)
            .args(arguments)
            .current_dir(home.path())
            .env("HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .env("TZ", "UTC")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (said, place) = (String::new(), String::new());
        Talk { child, said, place, lines: Vec::new(), seen: 0, typed: BTreeMap::new() }
    }

    /// Reads up to the next prompt. Returns what was said since the last one; nothing at the end.
    pub fn page(&mut self) -> Option<String> {
        let out = self.child.stdout.as_mut().unwrap();
        let mut buffer = [0; 4096];
        let mut bytes = Vec::new();
        while !bytes.ends_with(b"\n> ") {
            match out.read(&mut buffer).unwrap() {
                0 => {
                    self.said.push_str(std::str::from_utf8(&bytes).unwrap());
                    return None;
                }
                count => bytes.extend_from_slice(&buffer[..count]),
            }
        }
        self.said.push_str(std::str::from_utf8(&bytes).unwrap());
        let page = self.said[self.seen..].to_owned();
        self.seen = self.said.len();
        // An empty line stands before every page that is gone to.
        match page.split_once("\n\n") {
            Some((_, gone_to)) => gone_to.clone_into(&mut self.place),
            None if page.starts_with('\n') => page.trim_start().clone_into(&mut self.place),
            None => self.place.push_str(&page),
        }
        Some(page)
    }

    pub fn reply(&mut self, line: &str) {
        self.lines.push(line.to_owned());
        // The program may have ended meanwhile; then the next page says so.
        let _ = writeln!(self.child.stdin.as_mut().unwrap(), "{line}");
    }

    /// Replies, and returns what is said then.
    #[track_caller]
    pub fn then(&mut self, line: &str) -> String {
        self.reply(line);
        self.page().unwrap_or_else(|| panic!("it ended:\n{}", self.said))
    }

    /// Replies until the program ends, or until it is at that page. Returns what was said there.
    pub fn lead(&mut self, replies: Replies<'_>, until: &str) -> Option<String> {
        for _ in 0..500 {
            let page = self.page()?;
            if !until.is_empty() && self.is_at(until) {
                return Some(page);
            }
            let line = self.next_line(replies);
            self.reply(&line);
        }
        panic!("it never ends:\n{}", self.said);
    }

    /// Returns what is typed at the page that is shown now.
    pub fn next_line(&mut self, replies: Replies<'_>) -> String {
        let line = self.line_for(replies).or_else(|| self.line_for(ADULT));
        line.unwrap_or_else(|| usual(&self.place).to_owned())
    }

    /// Leads to that page.
    #[track_caller]
    pub fn lead_to(&mut self, replies: Replies<'_>, until: &str) -> String {
        self.lead(replies, until).unwrap_or_else(|| panic!("{until} never came up:\n{}", self.said))
    }

    /// Goes on from where it is, with this line, to that page.
    #[track_caller]
    pub fn on(&mut self, line: &str, replies: Replies<'_>, until: &str) -> String {
        self.reply(line);
        self.lead_to(replies, until)
    }

    /// Goes on from where it is, with this line, to the end.
    pub fn finish(mut self, line: &str, replies: Replies<'_>) -> Ran {
        self.reply(line);
        assert!(self.lead(replies, "").is_none());
        self.end()
    }

    /// Kills the program, as a power cut would.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks the program to end, as a system does that shuts down.
    #[cfg(unix)]
    pub fn stop(mut self) {
        let child = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(child, rustix::process::Signal::TERM).unwrap();
        self.child.wait().unwrap();
    }

    /// Closes the input, and returns what came of it all.
    pub fn end(mut self) -> Ran {
        drop(self.child.stdin.take());
        while self.page().is_some() {}
        let mut err = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        let status = self.child.wait().unwrap();
        Ran { code: status.code(), out: self.said, err }
    }

    /// Returns whether the page that is shown now has this title, or says this.
    pub fn is_at(&self, name: &str) -> bool {
        self.has_title(name) || self.says(name)
    }

    fn has_title(&self, title: &str) -> bool {
        let first = self.place.lines().next().unwrap_or_default();
        let back = first.strip_prefix("You are at: ").and_then(|rest| rest.strip_prefix(title));
        first == title || back.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ' ']))
    }

    fn says(&self, part: &str) -> bool {
        let mut said = self.place.lines().filter(|line| {
            ["Read aloud: ", "For you: ", "You are at: "].iter().any(|label| line.starts_with(label))
        });
        said.any(|line| line.contains(part))
    }

    fn line_for(&mut self, replies: Replies<'_>) -> Option<String> {
        let titled = replies.iter().find(|(name, _)| self.has_title(name));
        let (name, _) = titled.or_else(|| replies.iter().find(|(name, _)| self.says(name)))?;
        let lines: Vec<&str> =
            replies.iter().filter(|(other, _)| other == name).map(|(_, line)| *line).collect();
        let times = self.typed.entry((*name).to_owned()).or_default();
        let line = lines[(*times).min(lines.len() - 1)];
        *times += 1;
        Some(line.to_owned())
    }
}

/// Prefers not to say at a question, goes on where there is nothing to say, takes the first of a list.
fn usual(place: &str) -> &'static str {
    let how = place.lines().rev().nth(1).unwrap_or_default();
    let is_question = place.starts_with("Part ") || place.starts_with("You are at: Part ");
    match (is_question, how.contains("/h hide")) {
        (true, true) => "/s",
        (true, false) => "s",
        (false, true) => "",
        (false, false) if how.starts_with("Press Enter") => "",
        (false, false) => "1",
    }
}

/// Holds a whole talk and returns what came of it.
pub fn talk(home: &Home, arguments: &[&str], replies: Replies<'_>) -> Ran {
    let mut talk = Talk::begin(home, arguments);
    assert!(talk.lead(replies, "").is_none());
    talk.end()
}

/// Holds a whole talk with the brief adult screening, and returns what it said and its record.
#[track_caller]
pub fn recorded(replies: Replies<'_>) -> (String, Value) {
    let home = Home::new();
    let out = talk(&home, &[SCREEN, &["--export", "case.json"]].concat(), replies).done();
    (out, record(&home, "case.json"))
}

/// The record in a file of the home.
#[track_caller]
pub fn record(home: &Home, name: &str) -> Value {
    serde_json::from_str(&written(home, name)).expect("it is JSON")
}

/// What stands in a file of the home.
#[track_caller]
pub fn written(home: &Home, name: &str) -> String {
    std::fs::read_to_string(home.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// What a record says of the answer to a question.
#[track_caller]
pub fn answer<'r>(record: &'r Value, id: &str) -> &'r Value {
    let answers = record["answers"].as_array().expect("a record has answers");
    let found = answers.iter().find(|answer| answer["question"] == id);
    found.unwrap_or_else(|| panic!("{id} is not in the record: {record}"))
}
