//! The last rows: what was wrong, how to answer, and the keys that work now. Its rule: danger, hide and
//! stop are never left out while there is a row for them.

use safelight::conversation::{Turn, Typing, Wanted};

use super::super::frame::ScreenRow;
use super::super::turn_rows;
use super::super::typed_text::TypedText;
use super::View;
use super::layout::{PageKind, ROOMY};
use crate::cli::asking::keys::{self, Does, KeyCommand, Rank};

/// How near to its limit a text is counted where it cannot be overlooked.
const NEAR: usize = 20;

impl View<'_> {
    /// Returns the last rows. A remark takes the place of some of the keys, so that nothing above moves
    /// unless it must.
    pub(super) fn foot(&self, more: bool) -> Vec<ScreenRow> {
        let width = turn_rows::measure(self.size.columns);
        let answering = self.answering(more);
        let keys = self.key_rows(&answering, width, (self.size.rows / 4).max(3));
        let blank = usize::from(self.size.rows >= ROOMY);
        let Some(remark) = self.remark() else {
            return std::iter::repeat_n(ScreenRow::default(), blank).chain(keys).collect();
        };
        let least = self.key_rows(&answering, width, 1).len();
        let room = self.size.rows.saturating_sub(self.layout.title.len() + 1 + least).max(1);
        let mut rows = turn_rows::wrapped(&remark, width, "* ", "  ");
        rows.truncate(room);
        // What stands there from the start moves nothing, so it takes no keys away where there is room.
        let least = if self.remark.is_none() && blank > 0 { keys.len() } else { 0 };
        let left = (keys.len() + blank).saturating_sub(rows.len()).max(least);
        rows.extend(self.key_rows(&answering, width, left));
        rows
    }

    /// Returns rows of keys: those for safety in any case, the others while there are rows left.
    fn key_rows(&self, answering: &[String], width: usize, room: usize) -> Vec<ScreenRow> {
        let commands = self.commands();
        let mut named: Vec<bool> = commands.iter().map(|command| command.rank == Rank::Safety).collect();
        let rows = |named: &[bool], answering: &[String]| {
            let named = commands.iter().zip(named).filter(|(_, named)| **named);
            let keys = named.map(|(command, _)| self.named(command));
            turn_rows::pieces(&answering.iter().cloned().chain(keys).collect::<Vec<_>>(), width)
        };
        if rows(&named, answering).len() + 2 > self.size.rows {
            return rows(&named, &[]);
        }
        for place in by_need(&commands) {
            named[place] = true;
            if rows(&named, answering).len() > room {
                named[place] = commands[place].rank == Rank::Safety;
            }
        }
        rows(&named, answering)
    }

    /// Escape hides everywhere, and is the shorter way where text is typed.
    fn named(&self, command: &KeyCommand) -> String {
        if command.key == 'h' && keys::takes_text(self.turn) {
            return "Esc hide".to_owned();
        }
        command.typed(self.turn)
    }

    fn commands(&self) -> Vec<KeyCommand> {
        let mut commands = keys::commands(self.turn);
        if self.kind == PageKind::Leaflet {
            commands.retain(|command| matches!(command.key, '!' | 'h'));
        }
        commands
    }

    /// Returns how to answer now.
    fn answering(&self, more: bool) -> Vec<String> {
        if self.kind == PageKind::Leaflet {
            let more = more.then(|| "more below: Space".to_owned());
            return more.into_iter().chain(["any other key: back".to_owned()]).collect();
        }
        let mut pieces = match &self.turn.wanted {
            Wanted::Typed(typing) => counter(typing, &self.draft.line).into_iter().collect(),
            _ => Vec::new(),
        };
        if more && !self.reading.is_done() {
            pieces.push(format!("more below: {}", self.more_key()));
            return pieces;
        }
        pieces.extend(self.ways_to_answer());
        pieces.extend(more.then(|| "more below: arrows".to_owned()));
        pieces
    }

    fn ways_to_answer(&self) -> Vec<String> {
        let count = self.turn.items().len();
        let gathers = self.gathers();
        let numbers = if count == 1 { "1".to_owned() } else { format!("1-{count}") };
        match &self.turn.wanted {
            Wanted::Seen | Wanted::Copy(_) | Wanted::Alone(_) => {
                vec![format!("Enter {}", self.turn.what_enter_does())]
            }
            Wanted::Typed(typing) if typing.several_lines => {
                vec!["Enter done".to_owned(), "Ctrl-J new line".to_owned()]
            }
            Wanted::Typed(_) => vec!["Enter done".to_owned()],
            Wanted::One(_) if !self.draft.gathered.is_empty() => {
                vec![format!("number {}: Enter chooses", self.draft.gathered)]
            }
            Wanted::Many(_) if !self.draft.gathered.is_empty() => {
                vec![format!("number {}: Enter marks", self.draft.gathered)]
            }
            Wanted::One(_) if gathers => vec![format!("{numbers} or arrows, then Enter")],
            Wanted::One(_) => vec![format!("{numbers} or arrows + Enter")],
            Wanted::Many(_) if gathers => {
                vec![format!("{numbers} + Enter or Space mark"), "Enter alone done".to_owned()]
            }
            Wanted::Many(_) => vec![format!("{numbers} or Space mark"), "Enter done".to_owned()],
        }
    }
}

/// Returns the places of commands in the order in which they are needed.
fn by_need(commands: &[KeyCommand]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..commands.len()).collect();
    places.sort_by_key(|place| (commands[*place].does != Does::List, commands[*place].rank));
    places
}

/// Returns how many characters there are, where that matters now.
fn counter(typing: &Typing, line: &TypedText) -> Option<String> {
    let (most, count) = (typing.most?, line.count());
    let near = most.saturating_sub(NEAR.max(most / 10));
    match count.checked_sub(most) {
        Some(over) if over > 0 => Some(format!("{count} of {most} characters: {over} too many")),
        _ if count >= near && count > 0 => Some(format!("{count} of {most} characters")),
        _ => None,
    }
}

/// Returns the page that lists all keys of a turn.
pub fn key_list(turn: &Turn) -> Turn {
    let mut page = Turn::to_see(turn.at).heading("All keys");
    page.mark = turn.mark;
    page.tell = how_to_answer(turn).iter().map(|line| (*line).to_owned()).collect();
    let commands = keys::commands(turn);
    page.tell.extend(commands.iter().map(|command| explained(turn, command)));
    page.tell.push("Escape  hide all this at once, from everywhere".to_owned());
    page
}

fn explained(turn: &Turn, command: &KeyCommand) -> String {
    let alone = if keys::takes_text(turn) { " and Enter, alone on the line" } else { "" };
    format!("{}{}{alone}  {}", keys::prefix(turn), command.key, command.about)
}

fn how_to_answer(turn: &Turn) -> &'static [&'static str] {
    let many = turn.items().len() > 9;
    match &turn.wanted {
        Wanted::Seen | Wanted::Copy(_) | Wanted::Alone(_) => &["Enter  go on"],
        Wanted::One(_) if many => &[
            "a number and Enter, or arrows and Enter  choose an answer",
            "Page Up, Page Down, Home, End  move in the list",
        ],
        Wanted::One(_) => &["a number, or arrows and Enter  choose an answer"],
        Wanted::Many(_) if many => &[
            "a number and Enter or Space, or arrows and Space  mark an answer",
            "Enter without a number  done",
            "Page Up, Page Down, Home, End  move in the list",
        ],
        Wanted::Many(_) => &["a number, or arrows and Space  mark answers", "Enter  done"],
        Wanted::Typed(typing) if typing.several_lines => {
            &["Type, then Enter  give the answer", "Ctrl-J  a new line", "Ctrl-U  clear, and bring back"]
        }
        Wanted::Typed(_) => &["Type, then Enter  give the answer", "Ctrl-U  clear, and bring back"],
    }
}
