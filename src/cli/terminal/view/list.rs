//! Choosing from a list. Up to nine items, a digit chooses; in a longer list digits gather until Enter. Its
//! rule: a number is no answer while nobody can see what it stands for.

use safelight::conversation::{ChoiceId, Reply, Wanted};

use super::super::key::KeyPress;
use super::{KeyOutcome, View};
use crate::cli::asking::keys;
use safelight::digits;

/// The most digits that are gathered.
const MOST_DIGITS: usize = 6;

impl View<'_> {
    /// Returns whether digits gather until Enter.
    pub(super) fn gathers(&self) -> bool {
        self.turn.items().len() > 9
    }

    /// Does what a key means where no text is typed.
    pub(super) fn press(&mut self, key: &KeyPress) -> KeyOutcome {
        match key {
            KeyPress::Char(' ' | '\u{3000}') => self.space(),
            KeyPress::Char(letter) => match digits::value(*letter) {
                Some(digit) => self.digit(digit),
                None => self.letter(*letter),
            },
            KeyPress::Enter | KeyPress::LineBreak => self.enter(),
            KeyPress::Backspace => self.take_back_digit(),
            KeyPress::Paste(_) | KeyPress::HugePaste => {
                self.complain("Pasted text is not taken as an answer here.")
            }
            key => self.travel(key),
        }
    }

    fn letter(&mut self, letter: char) -> KeyOutcome {
        match keys::of_character(self.turn, letter) {
            Some(command) => self.does(command.does),
            None => self.complain("No such key here. ? lists them all."),
        }
    }

    fn enter(&mut self) -> KeyOutcome {
        if !self.reading.is_done() {
            return self.scroll_page();
        }
        if !self.draft.gathered.is_empty() {
            return self.enter_number();
        }
        match (&self.turn.wanted, self.given()) {
            (Wanted::One(_), Some(Reply::Choose(_))) => self.choose_shown(),
            (_, Some(given)) => self.reply(given),
            (Wanted::One(_), None) => self.choose_shown(),
            (Wanted::Many(_), None) => self.done(),
            _ => self.reply(Reply::Seen),
        }
    }

    /// Replies with the item on which the arrow stands, if it can be seen.
    fn choose_shown(&mut self) -> KeyOutcome {
        let Some(place) = self.draft.chosen else {
            return self.complain("Please choose first: a number, or the arrows and then Enter.");
        };
        if !self.is_shown(place) {
            return self.show_first("Shown now: press Enter again to choose it.");
        }
        let id = self.turn.items().get(place).map(|item| item.id.clone());
        id.map_or(KeyOutcome::Stay, |id| self.reply(Reply::Choose(id)))
    }

    fn done(&mut self) -> KeyOutcome {
        if !self.draft.marked.is_empty() {
            return self.reply(Reply::ChooseAll(self.marked_ids()));
        }
        match self.draft.chosen {
            Some(_) if self.gathers() => self.mark_chosen(),
            _ => self.complain("Please mark at least one: a number, or the arrows and Space."),
        }
    }

    fn marked_ids(&self) -> Vec<ChoiceId> {
        let items = self.turn.items();
        self.draft.marked.iter().filter_map(|place| items.get(*place)).map(|item| item.id.clone()).collect()
    }

    fn space(&mut self) -> KeyOutcome {
        let more = self.more();
        match (&self.turn.wanted, self.draft.chosen) {
            _ if !self.reading.is_done() => self.scroll_page(),
            (Wanted::Many(_), _) if !self.draft.gathered.is_empty() => self.enter_number(),
            (Wanted::Seen, _) if !more => self.enter(),
            (Wanted::Many(_), Some(_)) => self.mark_chosen(),
            (Wanted::Many(_), None) if !more => {
                self.complain("Please choose with the arrows first, then Space marks.")
            }
            _ => self.scroll_page(),
        }
    }

    // ---- numbers ----

    fn digit(&mut self, digit: u8) -> KeyOutcome {
        if self.turn.items().is_empty() {
            return self.complain("No such key here. ? lists them all.");
        }
        if !self.reading.is_done() {
            return self.complain_unread();
        }
        if self.gathers() {
            return self.gather(digit);
        }
        match usize::from(digit).checked_sub(1).filter(|place| *place < self.turn.items().len()) {
            Some(place) => self.choose_by_digit(place),
            None => self.complain("There is no such number here."),
        }
    }

    /// Shows what is chosen before it counts. The complaint takes rows, so room is made after it.
    fn show_first(&mut self, complaint: &str) -> KeyOutcome {
        self.complain(complaint);
        self.follow();
        KeyOutcome::Stay
    }

    fn choose_by_digit(&mut self, place: usize) -> KeyOutcome {
        let shown = self.is_shown(place);
        self.choose(place);
        if !shown {
            return self.show_first("Shown now: press again to choose it.");
        }
        self.take_shown()
    }

    /// Marks the item on which the arrow stands, or replies with it.
    fn take_shown(&mut self) -> KeyOutcome {
        match self.turn.wanted {
            Wanted::Many(_) => self.mark_chosen(),
            _ => self.choose_shown(),
        }
    }

    fn gather(&mut self, digit: u8) -> KeyOutcome {
        if self.draft.gathered.len() >= MOST_DIGITS {
            return self.complain("There is no such number here. Backspace takes digits back.");
        }
        self.draft.gathered.push(char::from(b'0' + digit));
        self.show_gathered();
        KeyOutcome::Stay
    }

    fn take_back_digit(&mut self) -> KeyOutcome {
        self.draft.gathered.pop();
        self.show_gathered();
        KeyOutcome::Stay
    }

    /// Moves to the item that the gathered digits name.
    fn show_gathered(&mut self) {
        if let Some(place) = self.gathered_place() {
            self.draft.chosen = Some(place);
            self.draft.touched = true;
            self.follow();
        } else if !self.draft.gathered.is_empty() {
            self.complain(self.no_such_number());
        }
    }

    fn gathered_place(&self) -> Option<usize> {
        let number: usize = self.draft.gathered.parse().ok()?;
        number.checked_sub(1).filter(|place| *place < self.turn.items().len())
    }

    fn no_such_number(&self) -> String {
        format!("There is no number {} here. Backspace takes a digit back.", self.draft.gathered)
    }

    fn enter_number(&mut self) -> KeyOutcome {
        let Some(place) = self.gathered_place() else {
            return self.complain(self.no_such_number());
        };
        self.draft.chosen = Some(place);
        if !self.is_shown(place) {
            return self.show_first("Shown now: press Enter again to choose it.");
        }
        self.draft.gathered.clear();
        self.take_shown()
    }

    // ---- marks ----

    fn mark_chosen(&mut self) -> KeyOutcome {
        let Some(place) = self.draft.chosen else { return KeyOutcome::Stay };
        if !self.is_shown(place) {
            return self.show_first("Shown now: press again to mark it.");
        }
        self.toggle(place);
        if self.gathers() {
            let now = if self.draft.marked.contains(&place) { "marked" } else { "no longer marked" };
            self.complain(format!("Number {} is {now}. {} in all.", place + 1, self.draft.marked.len()));
        }
        KeyOutcome::Stay
    }

    fn toggle(&mut self, place: usize) {
        self.draft.touched = true;
        let marked = &mut self.draft.marked;
        if marked.remove(&place) {
            return;
        }
        let items = self.turn.items();
        let alone = |place: &usize| items.get(*place).is_some_and(|item| item.exclusive);
        if alone(&place) {
            marked.clear();
        }
        marked.retain(|other| !alone(other));
        marked.insert(place);
    }

    /// Returns whether an item was on the screen before this key.
    fn is_shown(&self, place: usize) -> bool {
        self.layout.item(place).is_some_and(|rows| self.reading.shows(rows.start))
    }

    // ---- moving ----

    fn travel(&mut self, key: &KeyPress) -> KeyOutcome {
        let last = self.turn.items().len().checked_sub(1);
        let chosen = self.draft.chosen;
        match (key, last) {
            (KeyPress::Down, Some(last)) if self.reading.is_done() => {
                self.choose(chosen.map_or(0, |place| last.min(place + 1)))
            }
            // Above the first item is the text.
            (KeyPress::Up, Some(last)) if self.reading.is_done() && chosen != Some(0) => {
                self.choose(chosen.map_or(last, |place| place.saturating_sub(1)))
            }
            (KeyPress::Home, Some(_)) if self.reading.is_done() => self.choose(0),
            (KeyPress::End, Some(last)) if self.reading.is_done() => self.choose(last),
            (KeyPress::PageDown, Some(_)) if self.reading.is_done() => self.choose_page(true),
            (KeyPress::PageUp, Some(_))
                if self.reading.is_done() && chosen.is_some_and(|place| place > 0) =>
            {
                self.choose_page(false)
            }
            (KeyPress::Down, _) => self.scroll_row(),
            (KeyPress::Up, _) => self.scroll_to(self.reading.offset.saturating_sub(1)),
            (KeyPress::PageDown, _) => self.scroll_page(),
            (KeyPress::PageUp, _) => self.scroll_to(self.reading.offset.saturating_sub(self.page())),
            _ => KeyOutcome::Stay,
        }
    }

    /// Moves the choice by a page, or by one item if an item is longer than that.
    fn choose_page(&mut self, down: bool) -> KeyOutcome {
        let page = self.page();
        let Some(place) = self.draft.chosen else {
            return self.choose(self.layout.item_at(self.reading.offset + page));
        };
        let row = self.layout.item(place).map_or(0, |rows| rows.start);
        let last = self.turn.items().len().saturating_sub(1);
        if down {
            self.choose(self.layout.item_at(row + page).max(place + 1).min(last))
        } else {
            self.choose(self.layout.item_at(row.saturating_sub(page)).min(place.saturating_sub(1)))
        }
    }

    fn choose(&mut self, place: usize) -> KeyOutcome {
        self.draft.chosen = Some(place);
        self.draft.touched = true;
        self.draft.gathered.clear();
        self.follow();
        KeyOutcome::Stay
    }
}
