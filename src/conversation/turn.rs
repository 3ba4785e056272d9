//! What is on the screen at one moment of a conversation, and what can come back. A [`Turn`] says
//! everything that is shown, what is wanted, and what is allowed; a [`Reply`] names what was chosen, never
//! its position. A reply that its turn does not offer is [`Refused`] and changes nothing. Its one surprise:
//! a turn can be meant for the program instead of a person ([`Wanted::Copy`]): then a file is to be written.

use serde::{Deserialize, Serialize};

use super::reply::{ChoiceId, OpenAnswers, Refused, Reply};
use crate::answers::Note;
use crate::language::tag::capitalized;
use crate::report::Block;
use crate::rules::QuestionRef;

/// The point of the conversation at which a turn stands. Whoever plays a part, such as that of an
/// invented person, goes by it. Places are those of the questionnaire, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Point {
    /// Whether to go on although safety rules are not held.
    Words,
    /// The gates of one screen, by the place of the first.
    Gate(usize),
    /// A word on the questionnaire, and on what is kept.
    Before,
    /// Words read aloud first.
    Opening(usize),
    /// Whether the person agrees to be asked.
    Consent,
    /// Leave before the sensitive questions of a section.
    Leave(usize),
    /// A question.
    Question(QuestionRef),
    /// What is to become of the note at a question.
    Note(QuestionRef),
    /// The words of a note at a question are typed.
    NoteWords(QuestionRef),
    /// Whether the note at an answer that was taken back goes with it.
    NoteLeft(QuestionRef),
    /// The words of the option that was chosen and takes words of its own.
    OwnWords(QuestionRef),
    /// Something that the conversation has to tell.
    Notice,
    /// The break that is offered after the sensitive questions of a section.
    BreakOffer(usize),
    /// Whether to go on, because it takes longer than it is made for.
    LongTalk,
    /// What to say and do when something hard has been said.
    Disclosure(usize),
    /// The words of a stop that ended the questions.
    Stop(usize),
    /// Whether to come back to what was left for later.
    Left,
    /// Looking over the answers.
    Review,
    /// Services, gone through together.
    Services,
    /// How one is in touch again.
    ContactHow,
    /// On which day.
    ContactWhen,
    /// Whether a copy may be kept.
    Keep,
    /// What may be given to whom; the name of the page.
    #[serde(skip)]
    Release(PageName),
    /// The last words to the person.
    Closing,
    /// What the person may take along.
    Carry,
    /// The beginning of the practitioner's own part.
    OwnPart,
    /// Who saw what is marked as seen in a section, and when.
    Seen(usize),
    /// The summary.
    Summary,
    /// Something that is done with the summary; its name.
    #[serde(skip)]
    Task(PageName),
    /// The last words.
    Farewell,
    /// A break.
    Break,
    /// Somebody is in danger now.
    Danger,
    /// Who interprets: the name of the page.
    #[serde(skip)]
    Interpreter(PageName),
    /// The person answers alone: the name of the page.
    #[serde(skip)]
    Alone(PageName),
    /// Whether to stop here.
    Ending,
    /// Whether to leave although nothing is saved.
    Unsaved,
    /// Nothing of the conversation is shown.
    Hidden,
    /// In which language the person is spoken to.
    Language,
    /// A choice outside the conversation, such as that of a questionnaire; its name.
    #[serde(skip)]
    Outside(PageName),
}

/// The name of a page that is no step of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageName(pub &'static str);

/// One thing to show, and what is wanted back.
#[derive(Clone, PartialEq, Eq)]
pub struct Turn {
    /// The point of the conversation.
    pub at: Point,
    /// What the whole conversation is marked as, such as training.
    pub mark: Option<&'static str>,
    /// Where the conversation is.
    pub progress: Option<SectionProgress>,
    /// A short heading for the practitioner.
    pub heading: Option<String>,
    /// Words to read aloud, a paragraph each, in the person's language.
    pub say: Vec<String>,
    /// The words of the questionnaire for each of those that is in another language than it.
    pub source: Vec<Option<String>>,
    /// The name of the language of the questionnaire, where there are such words.
    pub source_language: String,
    /// Words for the practitioner, never read aloud, a paragraph each.
    pub tell: Vec<String>,
    /// What is seen and heard at this point, in practice, a paragraph each.
    pub heard: Vec<String>,
    /// A document that is shown below the words.
    pub page: Vec<Block>,
    /// What is noted at this question.
    pub note: Option<Note>,
    /// What was answered before, in words, if this comes up again.
    pub earlier: Option<String>,
    /// The reply that was given before, or is the usual one: Enter gives it.
    pub given: Option<Reply>,
    /// What came of the last reply, for as long as this turn is shown.
    pub remark: Option<String>,
    /// What is wanted back.
    pub wanted: Wanted,
    /// Which answers that are no value are offered.
    pub open: OpenAnswers,
    /// Whether there is something to go back to.
    pub back: bool,
    /// Whether something can be noted here, and that the question was asked in other words.
    pub notes: bool,
    /// Whether a break can be taken from here.
    pub pause: bool,
    /// Whether one can stop from here.
    pub stop: bool,
    /// Whether one can change to another language from here.
    pub languages: bool,
}

/// Where the conversation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionProgress {
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
    Seen,
    /// One of these.
    One(Vec<ListItem>),
    /// One or more of these.
    Many(Vec<ListItem>),
    /// Something typed.
    Typed(Typing),
    /// A file: the program writes it and says what came of it. Nobody is shown anything.
    Copy(CopyTo),
    /// What the person answers alone: the program turns the screen to them. With the word that was agreed on.
    Alone(String),
}

/// One thing to choose.
#[derive(Clone, PartialEq, Eq)]
pub struct ListItem {
    /// Its name.
    pub id: ChoiceId,
    /// What it says.
    pub label: String,
    /// Whether it stands alone.
    pub exclusive: bool,
}

/// What may be typed.
#[derive(Clone, PartialEq, Eq)]
pub struct Typing {
    /// What is wanted, in a sentence fragment such as "a year, such as 2024".
    pub hint: String,
    /// The most characters, where there is a limit: then they are counted.
    pub most: Option<usize>,
    /// Whether the text may have several lines.
    pub several_lines: bool,
    /// What stands there to begin with.
    pub filled: String,
    /// Whether something must be typed.
    pub required: bool,
}

/// Where a copy of the summary is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyTo {
    /// The file that was named before the conversation began.
    Export,
    /// A file as it was typed.
    Named {
        /// What was typed.
        name: String,
        /// Whether a file that is there may be replaced.
        replace: bool,
    },
}

/// Something that is led turn by turn.
pub trait Dialogue {
    /// Returns what is on the screen now; nothing once it is over.
    fn turn(&self) -> Option<Turn>;

    /// Takes a reply to the present turn.
    ///
    /// # Errors
    /// Why it was not taken; then nothing has changed.
    fn reply(&mut self, reply: Reply) -> Result<(), Refused>;
}

/// Leads a dialogue to its end. `ask` shows a turn, with why the last reply was refused, and brings back
/// the next one.
///
/// # Errors
/// What `ask` says when nobody can answer any more; what was replied until then stands.
pub fn lead<E>(
    dialogue: &mut dyn Dialogue,
    mut ask: impl FnMut(&Turn, Option<&Refused>) -> Result<Reply, E>,
) -> Result<(), E> {
    let mut refused = None;
    while let Some(turn) = dialogue.turn() {
        let reply = ask(&turn, refused.as_ref())?;
        refused = dialogue.reply(reply).err();
    }
    Ok(())
}

impl Point {
    /// Returns the point of a page outside the conversation.
    pub const fn outside(name: &'static str) -> Self {
        Point::Outside(PageName(name))
    }
}

impl ListItem {
    /// Returns an item that does not stand alone.
    pub fn new(id: impl Into<ChoiceId>, label: impl Into<String>) -> Self {
        ListItem { id: id.into(), label: label.into(), exclusive: false }
    }

    /// Returns an item whose words begin with a capital letter.
    pub(super) fn capital(id: &'static str, words: &str) -> Self {
        ListItem::new(ChoiceId::of(id), capitalized(words))
    }
}

impl Typing {
    /// Returns that something of one line must be typed.
    pub fn required(hint: impl Into<String>) -> Self {
        Typing { hint: hint.into(), most: None, several_lines: false, filled: String::new(), required: true }
    }
}

impl Turn {
    /// The point of a page outside a conversation that is only read: nothing comes after it.
    pub(super) const ONLY_READ: Point = Point::outside("only_read");

    /// Returns what Enter does on a page that is only seen.
    pub fn what_enter_does(&self) -> &'static str {
        if [Point::Farewell, Turn::ONLY_READ].contains(&self.at) { "end here" } else { "go on" }
    }

    /// Returns a turn that shows nothing yet. Breaks and stopping are offered.
    pub fn new(at: Point, wanted: Wanted) -> Self {
        Turn {
            at,
            mark: None,
            progress: None,
            heading: None,
            say: Vec::new(),
            source: Vec::new(),
            source_language: String::new(),
            tell: Vec::new(),
            heard: Vec::new(),
            page: Vec::new(),
            note: None,
            earlier: None,
            given: None,
            remark: None,
            wanted,
            open: OpenAnswers::None,
            back: false,
            notes: false,
            pause: true,
            stop: true,
            languages: false,
        }
    }

    /// Returns a turn that only wants to be seen.
    pub fn to_see(at: Point) -> Self {
        Turn::new(at, Wanted::Seen)
    }

    /// Returns a turn that offers a few things to do: their names and what they say.
    pub fn to_choose(at: Point, choices: &[(&'static str, &str)]) -> Self {
        let items = choices.iter().map(|(id, label)| ListItem::new(ChoiceId::of(id), *label));
        Turn::new(at, Wanted::One(items.collect()))
    }

    /// Returns a turn in which something is typed.
    pub fn to_type(at: Point, typing: Typing) -> Self {
        Turn::new(at, Wanted::Typed(typing))
    }

    /// Adds the heading.
    pub fn heading(mut self, heading: impl Into<String>) -> Self {
        self.heading = Some(heading.into());
        self
    }

    /// Adds words to read aloud.
    pub fn say(mut self, words: impl Into<String>) -> Self {
        self.say.push(words.into());
        self.source.push(None);
        self
    }

    /// Adds words to read aloud in another language than that of the questionnaire, with its own.
    pub(super) fn say_in(mut self, words: &str, (language, source): (&str, &str)) -> Self {
        self.say.push(words.to_owned());
        self.source.push(Some(source.to_owned()));
        language.clone_into(&mut self.source_language);
        self
    }

    /// Adds words for the practitioner that are not there yet.
    pub(super) fn tell_once(self, words: String) -> Self {
        if self.tell.contains(&words) { self } else { self.tell(words) }
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

    /// Offers no break: it is itself one, or nothing is shown.
    pub fn is_break(mut self) -> Self {
        self.pause = false;
        self
    }

    /// Offers to stop no longer: it is asked here how, or nothing is shown.
    pub fn is_stop(mut self) -> Self {
        self.stop = false;
        self
    }

    /// Lets Enter give this reply.
    pub fn given(mut self, reply: Reply) -> Self {
        self.given = Some(reply);
        self
    }

    /// Returns what is read aloud, each with the questionnaire's own words where it is in another language, and which
    /// that is.
    pub fn said(&self) -> impl Iterator<Item = (&str, Option<String>)> {
        let named = |source: &String| format!("In {}: {source}", self.source_language);
        let source = move |place: usize| self.source.get(place).and_then(Option::as_ref).map(named);
        self.say.iter().enumerate().map(move |(place, words)| (words.as_str(), source(place)))
    }

    /// Returns what is read aloud in the words of the questionnaire, whatever language is spoken.
    pub fn said_in_source(&self) -> impl Iterator<Item = &str> {
        let source = |place: usize| self.source.get(place).and_then(Option::as_deref);
        self.say.iter().enumerate().map(move |(place, words)| source(place).unwrap_or(words))
    }

    /// Returns what can be chosen.
    pub fn items(&self) -> &[ListItem] {
        match &self.wanted {
            Wanted::One(items) | Wanted::Many(items) => items,
            Wanted::Seen | Wanted::Typed(_) | Wanted::Copy(_) | Wanted::Alone(_) => &[],
        }
    }
}
