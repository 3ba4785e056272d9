//! What can come back for a turn, by name: never a position. Its one surprise: a reply may be an answer, so
//! none is ever shown in an error or a panic.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::open_answers as words;
use crate::turned::TurnedEnd;

/// What came back.
#[derive(Clone, PartialEq, Eq)]
pub enum Reply {
    /// It was seen.
    Seen,
    /// This was chosen.
    Choose(ChoiceId),
    /// These were chosen.
    ChooseAll(Vec<ChoiceId>),
    /// This was typed.
    Typed(String),
    /// The person prefers not to say.
    Declined,
    /// The person does not know, or it could not be observed.
    DontKnow,
    /// Come back to it later.
    Later,
    /// Go back one step.
    Back,
    /// Note these words here, beside those that are noted.
    Note(String),
    /// Look at the note here, to write, change or delete it.
    OpenNote,
    /// It was asked in other words.
    Reworded,
    /// Change to another language.
    Languages,
    /// Take a break.
    Break,
    /// Somebody is in danger now.
    Danger,
    /// Show nothing of this.
    Hide,
    /// Stop.
    Stop,
    /// The copy was written there: the whole path.
    Written(String),
    /// The copy was not written, and why.
    NotWritten(String),
    /// A file of that name is there already.
    AlreadyThere,
    /// What came of the person's answering alone.
    HandedOver(TurnedEnd),
}

/// The name of a choice within its turn, such as `yes` or the id of an option.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChoiceId(Cow<'static, str>);

/// Which answers that are no value are offered, and in whose words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OpenAnswers {
    /// None: this is no question.
    None,
    /// Prefer not to say, don't know, come back later.
    Person,
    /// Leave open, could not tell, come back later: for what the practitioner sees or reads.
    Practitioner,
    /// Leave open, nobody here knows, come back later: for what a team marks of an organization.
    Team,
    /// Could not tell alone: where nothing else is possible, such as at a gate.
    CouldNotTell,
    /// That nothing was handed over, where a release code is wanted.
    NothingHandedOver,
}

/// Why a reply was not taken. Nothing has changed then. It never repeats what was replied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// The turn does not offer it.
    NotOffered,
    /// Something else must be typed or chosen, in a sentence fragment.
    Expected(String),
}

/// Returns whether a file of that name is encrypted: the ending says so, and the program keeps to it.
pub(super) fn is_encrypted(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".age")
}

impl OpenAnswers {
    /// Returns the keys, words and replies of the answers, in order.
    pub fn keys(self) -> &'static [(char, &'static str, Reply)] {
        match self {
            OpenAnswers::None => &[],
            OpenAnswers::Person => &[
                ('s', words::PREFER_NOT_TO_SAY, Reply::Declined),
                ('d', words::DONT_KNOW, Reply::DontKnow),
                ('l', words::COME_BACK_LATER, Reply::Later),
            ],
            OpenAnswers::Practitioner => &[
                ('s', words::LEAVE_OPEN, Reply::Declined),
                ('d', words::COULD_NOT_TELL, Reply::DontKnow),
                ('l', words::COME_BACK_LATER, Reply::Later),
            ],
            OpenAnswers::Team => &[
                ('s', words::LEAVE_OPEN, Reply::Declined),
                ('d', words::NOBODY_HERE_KNOWS, Reply::DontKnow),
                ('l', words::COME_BACK_LATER, Reply::Later),
            ],
            OpenAnswers::NothingHandedOver => &[('s', words::NOTHING_HANDED_OVER, Reply::Declined)],
            OpenAnswers::CouldNotTell => &[('d', words::COULD_NOT_TELL, Reply::DontKnow)],
        }
    }
}

impl ChoiceId {
    /// Returns the name that is known when the program is built.
    pub const fn of(name: &'static str) -> Self {
        ChoiceId(Cow::Borrowed(name))
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for ChoiceId {
    fn from(name: String) -> Self {
        ChoiceId(Cow::Owned(name))
    }
}

impl From<&str> for ChoiceId {
    fn from(name: &str) -> Self {
        ChoiceId(Cow::Owned(name.to_owned()))
    }
}

impl Reply {
    /// Returns that this was chosen.
    pub fn choose(id: impl Into<ChoiceId>) -> Self {
        Reply::Choose(id.into())
    }

    /// Returns whether it is the choice of that name.
    pub fn chooses(&self, name: &str) -> bool {
        matches!(self, Reply::Choose(id) if id.as_str() == name)
    }

    /// Returns which of a closed list was chosen, by its word.
    pub(super) fn word<T: Copy>(&self, words: &[(&'static str, T)]) -> Option<T> {
        words.iter().find(|(word, _)| self.chooses(word)).map(|(_, value)| *value)
    }

    /// Returns the name of what was chosen.
    pub fn chosen(&self) -> Option<&str> {
        match self {
            Reply::Choose(id) => Some(id.as_str()),
            _ => None,
        }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::NotOffered => out.write_str("That is not possible here; nothing was taken down."),
            Refused::Expected(expected) => write!(out, "Please answer with {expected}."),
        }
    }
}

/// A reply may be an answer: it is never shown.
impl fmt::Debug for Reply {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[reply]")
    }
}
