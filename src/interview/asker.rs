//! How a conversation reaches people: a [`Turn`] is what is to be shown or read aloud, a [`Reply`] is
//! what came back. Whoever can show turns and bring back replies is an [`Asker`]: a terminal, plain
//! lines, a script in a test. Hiding the screen and listing the keys are the asker's own affair.

use std::fmt;

use crate::condition::QuestionRef;

/// Shows turns to the practitioner and brings back replies.
pub trait Asker {
    /// Shows one turn and waits for a reply that fits it.
    ///
    /// # Errors
    /// When nobody can answer any more.
    fn ask(&mut self, turn: &Turn) -> Result<Reply, AskError>;
}

/// The point of the conversation at which a turn stands. An asker that plays a part, such as that of an
/// invented person, goes by it; all others need not look at it. Places are those of the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Point {
    /// A gate.
    Gate(usize),
    /// What is kept.
    Kept,
    /// Words read aloud first.
    Opening(usize),
    /// Whether the person agrees to be asked.
    Consent,
    /// Leave before the sensitive questions of a section.
    Leave(usize),
    /// A question.
    Question(QuestionRef),
    /// The break that is offered after the sensitive questions of a section.
    BreakOffer(usize),
    /// What to say and do when something hard has been said.
    Disclosure(usize),
    /// The words of a stop that ended the questions.
    Stop(usize),
    /// Whether to come back to what was left for later.
    Left,
    /// Looking over the answers.
    Review,
    /// Whether a copy may be kept.
    Keep,
    /// The beginning of the practitioner's own part.
    OwnPart,
    /// A break.
    Break,
    /// Somebody is in danger now.
    Danger,
    /// Whether to stop here.
    Ending,
}

/// One thing to show, and what is wanted back.
#[derive(Clone, PartialEq, Eq)]
pub struct Turn {
    /// The point of the conversation, inside one.
    pub at: Option<Point>,
    /// What the whole conversation is marked as, such as training.
    pub mark: Option<&'static str>,
    /// Where the conversation is.
    pub progress: Option<Progress>,
    /// A short heading for the practitioner.
    pub heading: Option<String>,
    /// Words to read aloud, a paragraph each.
    pub say: Vec<String>,
    /// Words for the practitioner, never read aloud, a paragraph each.
    pub tell: Vec<String>,
    /// What is seen and heard at this point, in practice, a paragraph each.
    pub heard: Vec<String>,
    /// A text that is shown as it stands, line by line.
    pub page: Option<String>,
    /// What was answered before, if this comes up again.
    pub earlier: Option<String>,
    /// What was wrong with what was just typed.
    pub complaint: Option<String>,
    /// What is wanted back.
    pub wanted: Wanted,
    /// Which answers that are no value are offered.
    pub open: OpenAnswers,
    /// Whether there is something to go back to.
    pub back: bool,
    /// Whether the person's own words can be noted here.
    pub notes: bool,
}

/// Where the conversation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The number of the section, from 1.
    pub section: usize,
    /// How many sections there are.
    pub of: usize,
    /// The title of the section.
    pub title: String,
}

/// What is wanted back for a turn.
#[derive(Clone, PartialEq, Eq)]
pub enum Wanted {
    /// That it was seen.
    Acknowledge,
    /// One of these.
    One(Vec<Item>),
    /// One or more of these.
    Many(Vec<Item>),
    /// A line of typing.
    Line {
        /// What may be typed.
        hint: String,
    },
}

/// One thing to choose.
#[derive(Clone, PartialEq, Eq)]
pub struct Item {
    /// What it says.
    pub label: String,
    /// Whether it stands alone.
    pub exclusive: bool,
}

/// Which answers that are no value are offered, and in whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenAnswers {
    /// None: this is no question.
    None,
    /// Prefer not to say, don't know, come back later.
    Person,
    /// Leave open, could not tell, come back later: for what the practitioner sees or reads.
    Practitioner,
}

impl OpenAnswers {
    /// Returns the keys and words of the answers, in order.
    pub fn keys(self) -> &'static [(char, &'static str, Reply)] {
        match self {
            OpenAnswers::None => &[],
            OpenAnswers::Person => &[
                ('s', "prefer not to say", Reply::Declined),
                ('d', "don't know", Reply::DontKnow),
                ('l', "come back later", Reply::Later),
            ],
            OpenAnswers::Practitioner => &[
                ('s', "leave open", Reply::Declined),
                ('d', "could not tell", Reply::DontKnow),
                ('l', "come back later", Reply::Later),
            ],
        }
    }
}

/// What came back.
#[derive(Clone, PartialEq, Eq)]
pub enum Reply {
    /// It was seen.
    Seen,
    /// The item at this place was chosen.
    One(usize),
    /// The items at these places were chosen.
    Many(Vec<usize>),
    /// This was typed.
    Line(String),
    /// The person prefers not to say.
    Declined,
    /// The person does not know, or it could not be observed.
    DontKnow,
    /// Come back to it later.
    Later,
    /// Go back one step.
    Back,
    /// Note these words of the person here.
    Note(String),
    /// It was asked in other words.
    Reworded,
    /// Take a break.
    Break,
    /// Somebody is in danger now.
    Danger,
    /// Stop.
    Stop,
}

/// Why nobody can answer any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskError {
    /// Ctrl-C, or the system asked the program to end: the number of the signal.
    Interrupted(i32),
    /// The input ended.
    Ended,
    /// The terminal failed, with its reason.
    Failed(String),
}

impl fmt::Display for AskError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AskError::Interrupted(_) => out.write_str("interrupted"),
            AskError::Ended => out.write_str("the input ended"),
            AskError::Failed(reason) => write!(out, "the terminal failed: {reason}"),
        }
    }
}

impl Item {
    /// Returns an item that does not stand alone.
    pub fn new(label: impl Into<String>) -> Self {
        Item { label: label.into(), exclusive: false }
    }
}

impl Turn {
    /// Returns a turn that shows nothing yet.
    pub fn new(wanted: Wanted) -> Self {
        Turn {
            at: None,
            mark: None,
            progress: None,
            heading: None,
            say: Vec::new(),
            tell: Vec::new(),
            heard: Vec::new(),
            page: None,
            earlier: None,
            complaint: None,
            wanted,
            open: OpenAnswers::None,
            back: false,
            notes: false,
        }
    }

    /// Returns a turn that only wants to be seen.
    pub fn to_see() -> Self {
        Turn::new(Wanted::Acknowledge)
    }

    /// Returns a turn that offers a few things to do.
    pub fn to_choose(labels: &[&str]) -> Self {
        Turn::new(Wanted::One(labels.iter().map(|label| Item::new(*label)).collect()))
    }

    /// Says at which point of the conversation it stands.
    pub fn at(mut self, point: Point) -> Self {
        self.at = Some(point);
        self
    }

    /// Adds the heading.
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Adds words to read aloud.
    pub fn say(mut self, words: impl Into<String>) -> Self {
        self.say.push(words.into());
        self
    }

    /// Adds words for the practitioner.
    pub fn tell(mut self, words: impl Into<String>) -> Self {
        self.tell.push(words.into());
        self
    }

    /// Adds what is seen and heard.
    pub fn heard(mut self, words: impl Into<String>) -> Self {
        self.heard.push(words.into());
        self
    }

    /// Adds words for the practitioner, if there are any.
    pub fn tell_if(mut self, words: Option<&str>) -> Self {
        self.tell.extend(words.map(str::to_owned));
        self
    }

    /// Offers to go back, or not.
    pub fn back(mut self, back: bool) -> Self {
        self.back = back;
        self
    }
}
