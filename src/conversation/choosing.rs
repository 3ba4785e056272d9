//! A choice outside a conversation, such as which questionnaire or which scenario: one list, with the same
//! ways out as everywhere. It ends with what was chosen, or with nothing.

use super::interruptions::{BACK, danger, hidden};
use super::reply::{ChoiceId, Refused, Reply};
use super::setting::Setting;
use super::turn::{Dialogue, ListItem, Point, Turn, Wanted};

/// A choice from a list.
pub struct Choosing<'s> {
    list: Turn,
    setting: Setting<'s>,
    between: Vec<Between>,
    chosen: Option<Option<ChoiceId>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Danger,
    Hidden,
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
        list.pause = false;
        Choosing { list, setting, between: Vec::new(), chosen: None }
    }

    /// Returns what was chosen; nothing if somebody left.
    pub fn chosen(self) -> Option<ChoiceId> {
        self.chosen.flatten()
    }
}

impl Dialogue for Choosing<'_> {
    fn turn(&self) -> Option<Turn> {
        if self.chosen.is_some() {
            return None;
        }
        Some(match self.between.last() {
            None => self.list.clone(),
            Some(Between::Danger) => Turn { mark: self.list.mark, ..danger(&self.setting, &[BACK]) },
            Some(Between::Hidden) => hidden(),
        })
    }

    fn reply(&mut self, reply: Reply) -> Result<(), Refused> {
        self.turn().ok_or(Refused::NotOffered)?.check(&reply)?;
        match reply {
            Reply::Danger => self.between.push(Between::Danger),
            Reply::Hide => self.between.push(Between::Hidden),
            _ if self.between.pop().is_some() => {}
            Reply::Stop => self.chosen = Some(None),
            Reply::Choose(id) => self.chosen = Some(Some(id)),
            _ => {}
        }
        Ok(())
    }
}
