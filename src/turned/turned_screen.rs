//! What stands on the screen while it is the person's, and what they can press.

use std::fmt;

/// What the person presses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// Go on.
    GoOn,
    /// Go on, with answers in the same places.
    SamePlaces,
    /// Yes.
    Yes,
    /// No.
    No,
    /// The option at this place.
    Option(usize),
    /// They would rather not say.
    Skip,
    /// They do not know.
    DontKnow,
    /// All answers are handed over.
    Everything,
    /// Some parts are.
    SomeParts,
    /// The needs are.
    OnlyHelp,
    /// Nothing is.
    Nothing,
    /// It is handed over now.
    HandOver,
    /// It is chosen again what is.
    ChooseAgain,
    /// Back, which asks anew.
    Back,
    /// A break.
    Rest,
    /// Stop here.
    Stop,
    /// Erase all that was answered, and end.
    Erase,
}

/// What stands on the screen.
#[derive(Clone, PartialEq, Eq)]
pub struct TurnedScreen {
    /// What is heard and read, a sentence or a few each.
    pub say: Vec<String>,
    /// What can be chosen.
    pub choices: Vec<(Press, String)>,
    /// Whether their places are dealt.
    pub is_dealt: bool,
    /// Whether one can go back.
    pub back: bool,
    /// Whether one can stop here.
    pub stop: bool,
    /// The number of the step, and how many there are: the same for everybody.
    pub step: Option<(usize, usize)>,
}

/// Returns a screen that says this and offers this.
pub(super) fn screen(say: &[&str], choices: &[(Press, &str)]) -> TurnedScreen {
    TurnedScreen {
        say: say.iter().map(|words| (*words).to_owned()).collect(),
        choices: choices.iter().map(|(press, words)| (*press, (*words).to_owned())).collect(),
        is_dealt: false,
        back: false,
        stop: false,
        step: None,
    }
}

impl TurnedScreen {
    /// Returns the same with places that are dealt.
    pub(super) fn dealt(self) -> Self {
        TurnedScreen { is_dealt: true, ..self }
    }
}

impl fmt::Debug for Press {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[press]")
    }
}

impl fmt::Debug for TurnedScreen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[turned screen]")
    }
}
