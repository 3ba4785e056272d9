//! Shows turns as plain lines and reads lines back, for screen readers, pipes and simple terminals: no
//! colour, no escape codes, a paragraph a line. What was typed is never repeated: the terminal has shown it
//! already. Its one surprise: after an action it says only what has changed, and `r` reads all again.

mod cut_lines;
mod heard;
mod line_meaning;
mod prompt;
mod replies_in_words;
mod spoken_pages;
mod standard_input;
mod turn_lines;

use std::io::{self, Stdout, Write};

use safelight::conversation::{Point, Refused, Reply, Turn};

use self::cut_lines::{InputLine, LONGEST, Unfit};
use self::heard::{Course, Saying};
use self::line_meaning::Meaning;
use self::prompt::Told;
use self::standard_input::StandardInput;
use self::turn_lines::Showing;
use super::asking::{Asker, Gone};
use safelight::escaped::escaped;

/// How many empty lines push the text away.
const PUSHED: usize = 60;

/// What is said before anything else.
const PREAMBLE: [&str; 2] = [
    "If a screen reader speaks, use headphones, so that nobody else hears this.",
    "This is plain mode. The screen cannot be cleared afterwards: what is read and typed stays in this \
     window until the window is closed.",
];

/// Shows turns as lines.
pub struct PlainAsker {
    lines: StandardInput,
    out: Stdout,
    course: Course,
    told: Told,
    has_begun: bool,
    /// What to say of the last reply, if it is not refused.
    owed: Option<String>,
    /// What was typed for the summary since it was shown.
    typed: Vec<String>,
}

impl Asker for PlainAsker {
    fn ask(&mut self, turn: &Turn, refused: Option<&Refused>) -> Result<Reply, Gone> {
        if turn.is_for_program() {
            return Err(Gone::Failed("a copy was to be written here, and plain lines write none".to_owned()));
        }
        self.begin()?;
        if turn.at == Point::Hidden {
            return self.hide();
        }
        self.say_what_came(turn, refused)?;
        self.show(turn, refused)?;
        // Who is in danger needs no list of keys.
        if turn.at != Point::Danger {
            let news = self.told.news(turn);
            self.say(&news)?;
        }
        self.answer(turn)
    }
}

impl PlainAsker {
    /// Returns an asker that reads standard input and writes standard output.
    ///
    /// # Errors
    /// When the system does not let the program handle its signals.
    #[expect(clippy::disallowed_methods, reason = "this is where standard output is opened")]
    pub fn open() -> io::Result<Self> {
        Ok(PlainAsker {
            lines: StandardInput::open()?,
            out: io::stdout(),
            course: Course::default(),
            told: Told::default(),
            has_begun: false,
            owed: None,
            typed: Vec::new(),
        })
    }

    // ---- what is said ----

    fn begin(&mut self) -> Result<(), Gone> {
        if std::mem::replace(&mut self.has_begun, true) { Ok(()) } else { self.say(&PREAMBLE) }
    }

    /// Says what came of the last reply. What was taken is said only once it was: the conversation may
    /// have refused it.
    fn say_what_came(&mut self, turn: &Turn, refused: Option<&Refused>) -> Result<(), Gone> {
        let owed = self.owed.take();
        if let Some(refused) = refused {
            return self.line(&refused.to_string());
        }
        let owed = owed.filter(|owed| turn.remark.as_ref() != Some(owed));
        let said: Vec<String> = owed.into_iter().chain(turn.remark.clone()).collect();
        self.say(&said)
    }

    /// Says as much of a turn as the listener does not know.
    fn show(&mut self, turn: &Turn, refused: Option<&Refused>) -> Result<(), Gone> {
        // A reason that was just typed is not read out from the summary.
        let typed = match turn.at {
            Point::Task(_) => Vec::new(),
            _ => std::mem::take(&mut self.typed),
        };
        let untyped = |mut new: Vec<String>| {
            new.retain(|line| !typed.iter().any(|words| line.contains(words)));
            new
        };
        match self.course.enter(turn).map(untyped) {
            Saying::All => self.show_all(turn),
            Saying::New(new) if new.is_empty() && refused.is_none() && turn.remark.is_none() => {
                self.say_place(turn)
            }
            Saying::New(new) => self.say(&new),
            Saying::Back(new) => {
                self.line("")?;
                self.say_place(turn)?;
                self.say(&new)
            }
        }
    }

    fn show_all(&mut self, turn: &Turn) -> Result<(), Gone> {
        self.line("")?;
        self.say(&Showing::of(turn).all())
    }

    fn say_place(&mut self, turn: &Turn) -> Result<(), Gone> {
        let again = format!("{}r reads all of it again.", super::asking::keys::prefix(turn));
        let place = Showing::of(turn).place();
        self.say(&place.into_iter().chain([again]).collect::<Vec<_>>())
    }

    fn say(&mut self, lines: &[impl AsRef<str>]) -> Result<(), Gone> {
        lines.iter().try_for_each(|line| self.line(line.as_ref()))
    }

    /// Writes a text, each of its lines on one line.
    fn line(&mut self, text: &str) -> Result<(), Gone> {
        text.split('\n')
            .try_for_each(|line| writeln!(self.out, "{}", escaped(line)))
            .map_err(|error| Gone::of(&error))
    }

    // ---- what is answered ----

    fn answer(&mut self, turn: &Turn) -> Result<Reply, Gone> {
        let mut doubted: Option<String> = None;
        loop {
            self.line(&prompt::short(turn))?;
            let line = match self.entry(turn)? {
                InputLine::Words(line) => line_meaning::as_taken(&line),
                InputLine::Unfit(why) => {
                    doubted = None;
                    self.line(&why.to_string())?;
                    continue;
                }
            };
            match line_meaning::meaning(turn, &line, doubted.take().as_deref()) {
                Meaning::Reply(reply) => {
                    self.owed = replies_in_words::taken(turn, &reply);
                    if let (Point::Task(_), Reply::Typed(words)) = (turn.at, &reply) {
                        self.typed.push(words.trim().to_owned());
                    }
                    return Ok(reply);
                }
                Meaning::List => self.list(turn)?,
                Meaning::Again => self.read_again(turn)?,
                Meaning::Unclear(complaint) => self.line(&complaint)?,
                Meaning::Doubtful(question) => {
                    self.line(&question)?;
                    doubted = Some(line);
                }
            }
        }
    }

    fn list(&mut self, turn: &Turn) -> Result<(), Gone> {
        self.told.all(turn);
        self.say(&prompt::list(turn))?;
        self.say_place(turn)
    }

    fn read_again(&mut self, turn: &Turn) -> Result<(), Gone> {
        let remark: Vec<String> = turn.remark.iter().cloned().collect();
        self.say(&remark)?;
        self.show_all(turn)
    }

    fn hide(&mut self) -> Result<Reply, Gone> {
        self.owed = None;
        self.course.leave();
        self.say(&[""; PUSHED])?;
        self.line(
            "Notes. This only pushes the text up: scrolling back still shows it. Press Enter to go on.",
        )?;
        loop {
            self.lines.forget_typed_ahead()?;
            match self.typed()? {
                InputLine::Words(line) if line.trim().is_empty() => return Ok(Reply::Seen),
                // Somebody else may be looking: nothing but Enter brings the conversation back.
                _ => self.line("Press Enter to go on.")?,
            }
        }
    }

    /// Returns the next line, with those that were pasted with it where they belong to it.
    fn entry(&mut self, turn: &Turn) -> Result<InputLine, Gone> {
        if self.lines.forget_typed_ahead()? {
            self.line("What was typed before this was shown was not taken.")?;
        }
        let first = self.typed()?;
        match first {
            InputLine::Words(text) if line_meaning::goes_on(turn, &text) => self.pasted(text),
            other => Ok(other),
        }
    }

    fn pasted(&mut self, mut text: String) -> Result<InputLine, Gone> {
        let mut unfit = None;
        while let Some(line) = self.lines.pasted()? {
            match line {
                InputLine::Words(words) if text.len() + words.len() < LONGEST => {
                    text.push('\n');
                    text.push_str(&words);
                }
                InputLine::Words(_) => unfit = Some(Unfit::TooLong),
                InputLine::Unfit(why) => unfit = Some(why),
            }
        }
        let words = text.trim_end_matches('\n').to_owned();
        Ok(unfit.map_or(InputLine::Words(words), InputLine::Unfit))
    }

    /// Returns the next line that is typed.
    fn typed(&mut self) -> Result<InputLine, Gone> {
        write!(self.out, "> ").and_then(|()| self.out.flush()).map_err(|error| Gone::of(&error))?;
        let line = self.lines.next();
        if line.is_err() {
            // The prompt stands on this line; if even this cannot be written, the error says enough.
            let _ = writeln!(self.out);
        }
        line
    }
}
