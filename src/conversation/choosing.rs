//! A choice outside a conversation, such as which questionnaire or which scenario: one list, with the same
//! ways out as everywhere. It ends with what was chosen, or with nothing.

use super::interruptions::WaysOut;
use super::reply::{ChoiceId, Refused, Reply};
use super::setting::Setting;
use super::turn::{Dialogue, ListItem, Point, Turn, Wanted};

/// A choice from a list.
pub struct Choosing<'s> {
    list: Turn,
    setting: Setting<'s>,
    ways_out: WaysOut,
    chosen: Option<Option<ChoiceId>>,
    went_back: bool,
}

impl<'s> Choosing<'s> {
    /// Returns a choice from a list, under a heading and a mark.
    pub fn new(
        name: &'static str,
        heading: &str,
        items: Vec<ListItem>,
        mark: Option<&'static str>,
        setting: Setting<'s>,
    ) -> Self {
        let mut list = Turn::new(Point::outside(name), Wanted::One(items)).heading(heading);
        list.mark = mark;
        Choosing { list, setting, ways_out: WaysOut::default(), chosen: None, went_back: false }
    }

    /// Offers to go back to what was chosen before, or not.
    pub fn back(mut self, back: bool) -> Self {
        self.list.back = back;
        self
    }

    /// Adds words for the practitioner.
    pub fn tell(mut self, words: &str) -> Self {
        self.list.tell.push(words.to_owned());
        self
    }

    /// Returns what was chosen; nothing if somebody left, or went back.
    pub fn chosen(&self) -> Option<ChoiceId> {
        self.chosen.clone().flatten()
    }

    /// Returns whether somebody went back to what was chosen before.
    pub fn went_back(&self) -> bool {
        self.went_back
    }
}

impl Dialogue for Choosing<'_> {
    fn turn(&self) -> Option<Turn> {
        if self.chosen.is_some() {
            return None;
        }
        Some(self.ways_out.turn(&self.setting, self.list.mark).unwrap_or_else(|| self.list.clone()))
    }

    fn reply(&mut self, reply: Reply) -> Result<(), Refused> {
        self.turn().ok_or(Refused::NotOffered)?.check(&reply)?;
        match self.ways_out.take(reply) {
            Some(reply @ (Reply::Stop | Reply::Back)) => {
                (self.chosen, self.went_back) = (Some(None), reply == Reply::Back);
            }
            Some(Reply::Choose(id)) => self.chosen = Some(Some(id)),
            _ => {}
        }
        Ok(())
    }
}
