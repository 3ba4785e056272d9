//! An answer as it takes shape: what is chosen, marked or typed and not given yet. It decides nothing. An
//! asker keeps it while something else is on the screen, so that whoever hides the screen loses nothing.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use safelight::conversation::{ChoiceId, Point, Reply, Turn, Wanted};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::typed_text::TypedText;
use crate::cli::asking::ScreenKey;

/// An answer as it takes shape.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct HalfAnswer {
    /// The item on which the arrow stands.
    pub chosen: Option<usize>,
    /// The items that are marked.
    pub marked: BTreeSet<usize>,
    /// The digits of a number that is not complete.
    pub gathered: String,
    /// What is typed.
    pub line: TypedText,
    /// The line about which was asked whether it was meant as a command.
    pub doubted: Option<String>,
    /// Whether anything was changed, so that Enter no longer gives what was given before.
    pub touched: bool,
}

impl HalfAnswer {
    /// Returns the draft of a turn as it is shown first: what was given before, or what stands there.
    pub fn of(turn: &Turn) -> Self {
        let mut draft = HalfAnswer::default();
        if let Wanted::Typed(typing) = &turn.wanted {
            draft.line = TypedText::holding(&typing.filled);
        }
        match &turn.given {
            Some(Reply::Choose(id)) => draft.chosen = place(turn, id),
            Some(Reply::ChooseAll(ids)) => {
                draft.marked = ids.iter().filter_map(|id| place(turn, id)).collect();
            }
            Some(Reply::Typed(words)) => draft.line = TypedText::holding(words),
            _ => {}
        }
        draft
    }
}

fn place(turn: &Turn, id: &ChoiceId) -> Option<usize> {
    turn.items().iter().position(|item| item.id == *id)
}

/// The drafts of turns that were left, by their points.
#[derive(Default)]
pub struct HalfAnswers {
    kept: Vec<Kept>,
    /// The drafts of them all, in their order, while the screen is locked.
    sealed: Option<Vec<u8>>,
}

/// Of its page only as much as is needed to know it again: no words.
struct Kept {
    at: Point,
    /// Pages of one kind, such as those of all services, differ in it alone.
    heading: u64,
    items: u64,
    draft: HalfAnswer,
    /// Whether an answer was given with it; nobody knows yet whether it was taken.
    answered: bool,
}

impl HalfAnswers {
    /// Returns the draft that a turn continues, if there is one. An answer that was refused continues; one
    /// that was taken is forgotten, whatever turn comes next.
    pub fn continued(&mut self, turn: &Turn, refused: bool) -> Option<HalfAnswer> {
        let is_here = |kept: &Kept| kept.at == turn.at && kept.heading == hash_of(&turn.heading);
        self.kept.retain(|kept| !kept.answered || (refused && is_here(kept)));
        let place = self.kept.iter().position(is_here)?;
        let kept = self.kept.swap_remove(place);
        (kept.items == hash_of(&names(turn))).then_some(kept.draft)
    }

    /// Seals everything, so that none of it is in memory in the clear.
    pub fn seal(&mut self, key: &dyn ScreenKey) {
        let drafts: Vec<&HalfAnswer> = self.kept.iter().map(|kept| &kept.draft).collect();
        if drafts.is_empty() || self.sealed.is_some() {
            return;
        }
        let written = Zeroizing::new(serde_json::to_string(&drafts).expect("drafts are texts and numbers"));
        self.sealed = Some(key.seal(&written));
        self.kept.iter_mut().for_each(|kept| kept.draft = HalfAnswer::default());
    }

    /// Everything is as it was before it was sealed.
    pub fn unseal(&mut self, key: &dyn ScreenKey) {
        let Some(written) = self.sealed.take().and_then(|sealed| key.unsealed(&sealed)) else { return };
        let drafts: Vec<HalfAnswer> = serde_json::from_str(&written).unwrap_or_default();
        self.kept.iter_mut().zip(drafts).for_each(|(kept, draft)| kept.draft = draft);
    }

    /// Keeps what a turn was left with.
    pub fn keep(&mut self, turn: &Turn, mut draft: HalfAnswer, reply: &Reply) {
        draft.gathered.clear();
        let answered = matches!(
            reply,
            Reply::Seen
                | Reply::Choose(_)
                | Reply::ChooseAll(_)
                | Reply::Typed(_)
                | Reply::Declined
                | Reply::DontKnow
                | Reply::Later
        );
        if answered || draft.touched {
            let (heading, items) = (hash_of(&turn.heading), hash_of(&names(turn)));
            self.kept.push(Kept { at: turn.at, heading, items, draft, answered });
        }
    }
}

fn names(turn: &Turn) -> Vec<&str> {
    turn.items().iter().map(|item| item.id.as_str()).collect()
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use safelight::conversation::Typing;

    use super::*;

    fn turn(at: Point) -> Turn {
        Turn::to_type(at, Typing::required("a text"))
    }

    fn typed(words: &str) -> HalfAnswer {
        HalfAnswer { line: TypedText::holding(words), touched: true, ..HalfAnswer::default() }
    }

    fn held(drafts: &mut HalfAnswers, at: Point, refused: bool) -> Option<String> {
        drafts.continued(&turn(at), refused).map(|draft| draft.line.text().to_owned())
    }

    #[test]
    fn what_was_typed_is_kept_until_an_answer_was_taken() {
        let mut drafts = HalfAnswers::default();
        drafts.keep(&turn(Point::Keep), typed("half"), &Reply::Hide);
        assert_eq!(held(&mut drafts, Point::Hidden, false), None);
        assert_eq!(held(&mut drafts, Point::Keep, false).as_deref(), Some("half"));
        drafts.keep(&turn(Point::Keep), typed("wrong"), &Reply::Typed("wrong".into()));
        assert_eq!(held(&mut drafts, Point::Keep, true).as_deref(), Some("wrong"));
        drafts.keep(&turn(Point::Keep), typed("right"), &Reply::Typed("right".into()));
        assert_eq!(held(&mut drafts, Point::Keep, false), None);
        drafts.keep(&turn(Point::Keep), typed("right"), &Reply::Declined);
        assert_eq!(held(&mut drafts, Point::Review, false), None);
        assert_eq!(held(&mut drafts, Point::Keep, true), None);
    }
}
