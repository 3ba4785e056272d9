//! One turn while it is on the screen: how far it has been read, what is chosen, what is typed, and
//! what a key does to it. It touches no terminal. Its rule above all others: nothing is an answer
//! before the end of the text has been on the screen, and nothing is chosen until somebody chooses.

use std::collections::BTreeSet;
use std::ops::Range;

use safelight::interview::{Item, Reply, Turn, Wanted};

use super::decode::Key;
use super::keys::{self, Does};
use super::line::Line;
use super::page::{self, Mark};
use super::screen::{Frame, Row, Size};

/// A turn on the screen.
pub struct View<'t> {
    turn: &'t Turn,
    size: Size,
    /// The first row of the text that is shown.
    offset: usize,
    /// How many rows of the text have been on the screen, from the first on.
    seen: usize,
    read: bool,
    chosen: Option<usize>,
    marked: BTreeSet<usize>,
    line: Line,
    complaint: Option<String>,
    kind: ViewKind,
}

/// What the turn is, beside a question.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ViewKind {
    Question,
    /// Nothing typed is an answer too.
    Optional,
    /// Any key that does not scroll ends it.
    Leaflet,
}

/// What comes of a key.
#[derive(Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The turn stays.
    Stay,
    /// The turn has its reply.
    Reply(Reply),
    /// The person's own words are typed next.
    Note,
    /// The screen is hidden.
    Hide,
    /// All keys are listed.
    List,
}

/// What is where, for one size.
struct Layout {
    title: Vec<Row>,
    rows: Vec<Row>,
    /// How many of the rows are text to be read before answering.
    text: usize,
    /// The rows of each item; of the line being typed, the one with the cursor.
    items: Vec<Range<usize>>,
    /// Row and column of the cursor in the line being typed.
    typing: Option<(usize, usize)>,
    /// How many of the rows can be shown at once.
    window: usize,
}

impl<'t> View<'t> {
    /// Returns a turn as it is shown first.
    pub fn new(turn: &'t Turn, size: Size) -> Self {
        View {
            turn,
            size,
            offset: 0,
            seen: 0,
            read: false,
            chosen: None,
            marked: BTreeSet::new(),
            line: Line::default(),
            complaint: turn.complaint.as_deref().map(page::clean),
            kind: ViewKind::Question,
        }
    }

    /// Lets nothing typed be an answer too.
    pub fn optional(mut self) -> Self {
        self.kind = ViewKind::Optional;
        self
    }

    /// Lets any key that does not scroll end the turn.
    pub fn leaflet(mut self) -> Self {
        self.kind = ViewKind::Leaflet;
        self
    }

    /// Lets it be answered at once: its text has been read before.
    pub fn already_read(mut self, read: bool) -> Self {
        self.read = read;
        self
    }

    /// Returns whether all of the text has been on the screen.
    pub fn is_read(&self) -> bool {
        self.read
    }

    // ---- what is shown ----

    /// Returns what to show at a size, and takes it as seen.
    pub fn frame(&mut self, size: Size) -> Frame {
        if size != self.size {
            (self.size, self.offset, self.seen) = (size, 0, 0);
            self.follow_choice();
        }
        let layout = self.layout();
        self.offset = self.offset.min(layout.rows.len().saturating_sub(layout.window));
        let end = self.offset + layout.window;
        if self.offset <= self.seen {
            self.seen = self.seen.max(end);
        }
        self.read |= self.seen >= layout.text;
        self.compose(&layout, end)
    }

    fn compose(&self, layout: &Layout, end: usize) -> Frame {
        let mut rows = layout.title.clone();
        let first = rows.len();
        let shown = layout.rows.iter().skip(self.offset).take(layout.window);
        rows.extend(shown.cloned());
        let foot = self.foot(layout.rows.len() > end);
        rows.resize(self.size.rows.saturating_sub(foot.len()), Row::default());
        rows.extend(foot);
        rows.truncate(self.size.rows);
        Frame { cursor: self.cursor(layout, first, end), rows }
    }

    /// Returns where the cursor is: at what is typed, at what is chosen, or at the first item.
    fn cursor(&self, layout: &Layout, first: usize, end: usize) -> (usize, usize) {
        let item = layout.items.get(self.chosen.unwrap_or(0)).map(|rows| (rows.start, 0));
        match layout.typing.or(item) {
            Some((row, column)) if (self.offset..end).contains(&row) => (first + row - self.offset, column),
            _ => (self.size.rows.saturating_sub(1), 0),
        }
    }

    fn layout(&self) -> Layout {
        let width = page::measure(self.size.columns);
        let roomy = self.size.rows >= 16;
        let mut title = page::wrapped(&page::title(self.turn), width, "", "");
        title.truncate(2);
        title.extend((roomy && !title.is_empty()).then(Row::default));
        let foot = self.foot(true).len().max(self.foot(false).len());
        let window = self.size.rows.saturating_sub(title.len() + foot).max(1);
        let rows = page::text(self.turn, width, roomy);
        let text = rows.len();
        let mut layout = Layout { title, rows, text, items: Vec::new(), typing: None, window };
        layout.rows.extend((roomy && text > 0).then(Row::default));
        self.lay_out_answers(&mut layout, width);
        layout
    }

    fn lay_out_answers(&self, layout: &mut Layout, width: usize) {
        let start = layout.rows.len();
        if let Wanted::Line { hint } = &self.turn.wanted {
            layout.rows.extend(page::wrapped(&format!("Type {}:", page::clean(hint)), width, "", ""));
            let first = layout.rows.len();
            let (rows, (row, column)) = page::entry(self.line.text(), self.line.cursor(), width);
            layout.rows.extend(rows);
            let from = if row == 0 { start } else { first + row };
            layout.items.push(from..first + row + 1);
            layout.typing = Some((first + row, column));
        }
        for (place, item) in items(self.turn).iter().enumerate() {
            let several = matches!(self.turn.wanted, Wanted::Many(_));
            let mark = Mark {
                place,
                chosen: self.chosen == Some(place),
                marked: several.then(|| self.marked.contains(&place)),
            };
            let first = layout.rows.len();
            layout.rows.extend(page::item(item, &mark, width));
            layout.items.push(first..layout.rows.len());
        }
    }

    /// Returns the last rows: what was wrong, and the keys that work now.
    fn foot(&self, more: bool) -> Vec<Row> {
        let width = page::measure(self.size.columns);
        let mut rows = Vec::new();
        if let Some(complaint) = &self.complaint {
            rows.extend(page::wrapped(complaint, width, "* ", "  "));
            rows.truncate(2);
        } else if self.size.rows >= 16 {
            rows.push(Row::default());
        }
        rows.extend(self.key_rows(more, width));
        rows
    }

    /// Returns the keys that work now, as many as there is room for.
    fn key_rows(&self, more: bool, width: usize) -> Vec<Row> {
        let room = (self.size.rows / 4).max(3);
        let commands = keys::commands(self.turn);
        let with = |named: &dyn Fn(&keys::Command) -> bool| {
            let mut pieces = self.answering(more);
            if self.kind != ViewKind::Leaflet {
                let named = commands.iter().filter(|command| named(command));
                pieces.extend(named.map(|command| command.typed(self.turn)));
            }
            page::pieces(&pieces, width)
        };
        let all = with(&|_| true);
        if all.len() <= room {
            return all;
        }
        let most = with(&|command| command.always_named);
        if most.len() <= room.max(4) {
            return most;
        }
        with(&|command| matches!(command.key, 'h' | '?'))
    }

    fn answering(&self, more: bool) -> Vec<String> {
        let more_key = if matches!(self.turn.wanted, Wanted::Line { .. }) { "Down" } else { "Space" };
        if self.kind == ViewKind::Leaflet {
            let more = more.then(|| "more below: Space".to_owned());
            return more.into_iter().chain(["Any other key: back".to_owned()]).collect();
        }
        if more && !self.read {
            return vec![format!("more below: {more_key}")];
        }
        let numbers = match items(self.turn).len() {
            0 | 1 => "1".to_owned(),
            count => format!("1-{}", count.min(9)),
        };
        let mut pieces = match &self.turn.wanted {
            Wanted::Acknowledge => vec!["Enter go on".to_owned()],
            Wanted::One(_) => vec![format!("{numbers} or arrows + Enter")],
            Wanted::Many(_) => vec![format!("{numbers} or Space mark"), "Enter done".to_owned()],
            Wanted::Line { .. } => vec!["Enter done".to_owned()],
        };
        pieces.extend(more.then(|| "more below: arrows".to_owned()));
        pieces
    }

    // ---- what a key does ----

    /// Does what a key means.
    pub fn press(&mut self, key: &Key) -> Outcome {
        self.complaint = None;
        if self.kind == ViewKind::Leaflet {
            return self.turn_leaf(key);
        }
        if matches!(self.turn.wanted, Wanted::Line { .. }) {
            return self.press_in_line(key);
        }
        match key {
            Key::Char(' ') => self.space(),
            Key::Char(digit @ '1'..='9') => self.digit(*digit as usize - '1' as usize),
            Key::Char(letter) => self.letter(*letter),
            Key::Enter => self.enter(),
            Key::Paste(_) => self.complain("Pasted text is not taken as an answer here."),
            key => self.travel(key),
        }
    }

    fn turn_leaf(&mut self, key: &Key) -> Outcome {
        match key {
            Key::Char(' ') | Key::Down | Key::PageDown if self.more() => self.scroll(key != &Key::Down),
            Key::Up => self.scroll_to(self.offset.saturating_sub(1)),
            Key::PageUp => self.scroll_to(self.offset.saturating_sub(self.layout().window)),
            _ => Outcome::Reply(Reply::Seen),
        }
    }

    fn press_in_line(&mut self, key: &Key) -> Outcome {
        match key {
            Key::Char(letter) if !keys::takes_text(self.turn) && !may_be_number(*letter) => {
                self.letter(*letter)
            }
            Key::Enter => self.enter_line(),
            Key::Up => self.scroll_to(self.offset.saturating_sub(1)),
            Key::Down => self.scroll(false),
            key if self.line.edit(key) => {
                self.follow(0);
                Outcome::Stay
            }
            key => self.travel(key),
        }
    }

    fn letter(&mut self, letter: char) -> Outcome {
        match keys::command(self.turn, letter) {
            Some(command) => self.does(command.does),
            None => self.complain("That key does nothing here. ? lists the keys."),
        }
    }

    fn does(&mut self, does: Does) -> Outcome {
        match does {
            Does::Reply(reply) => self.reply(reply),
            Does::Note => Outcome::Note,
            Does::Hide => Outcome::Hide,
            Does::List => Outcome::List,
        }
    }

    /// Gives a reply, if it is no answer or the text has been read.
    fn reply(&mut self, reply: Reply) -> Outcome {
        let leaves =
            matches!(reply, Reply::Back | Reply::Break | Reply::Danger | Reply::Stop | Reply::Reworded);
        if leaves || self.read {
            return Outcome::Reply(reply);
        }
        self.complain("There is more to read first.")
    }

    fn complain(&mut self, complaint: &str) -> Outcome {
        self.complaint = Some(complaint.to_owned());
        Outcome::Stay
    }

    fn enter(&mut self) -> Outcome {
        if !self.read {
            return self.scroll(true);
        }
        match &self.turn.wanted {
            Wanted::Acknowledge => self.reply(Reply::Seen),
            Wanted::One(_) => match self.chosen {
                Some(place) => self.reply(Reply::One(place)),
                None => self.complain("Please choose first: a number, or the arrows and then Enter."),
            },
            Wanted::Many(_) if self.marked.is_empty() => {
                self.complain("Please mark at least one: a number, or the arrows and Space.")
            }
            Wanted::Many(_) => self.reply(Reply::Many(self.marked.iter().copied().collect())),
            Wanted::Line { .. } => Outcome::Stay,
        }
    }

    fn enter_line(&mut self) -> Outcome {
        let typed = self.line.text().trim().to_owned();
        if let Some(command) = keys::command_line(self.turn, &typed) {
            self.line.edit(&Key::ClearLine);
            return self.does(command.does);
        }
        if !self.read {
            // Typing has moved the view to the line; reading goes on where it was.
            self.offset = self.seen.saturating_sub(1);
            return self.complain("There is more to read first.");
        }
        if typed.is_empty() && self.kind != ViewKind::Optional {
            return self.complain("Please type an answer first. The keys are below.");
        }
        self.reply(Reply::Line(typed))
    }

    fn space(&mut self) -> Outcome {
        match (&self.turn.wanted, self.chosen) {
            _ if !self.read => self.scroll(true),
            (Wanted::Acknowledge, _) if !self.more() => self.reply(Reply::Seen),
            (Wanted::Many(_), Some(place)) => self.toggle(place),
            (Wanted::Many(_), None) if !self.more() => {
                self.complain("Please choose with the arrows first, then Space marks.")
            }
            _ => self.scroll(true),
        }
    }

    fn digit(&mut self, place: usize) -> Outcome {
        let layout = self.layout();
        let Some(rows) = layout.items.get(place) else {
            return self.complain("There is no such number here.");
        };
        if !self.read {
            return self.complain("There is more to read first.");
        }
        // A number is no answer while nobody can see what it stands for.
        if !(self.offset..self.offset + layout.window).contains(&rows.start) {
            self.choose(place);
            return self.complain("This is what that number means. Press it again to choose it.");
        }
        if matches!(self.turn.wanted, Wanted::Many(_)) {
            self.choose(place);
            return self.toggle(place);
        }
        self.reply(Reply::One(place))
    }

    fn toggle(&mut self, place: usize) -> Outcome {
        if self.marked.remove(&place) {
            return Outcome::Stay;
        }
        let items = items(self.turn);
        let alone = |place: &usize| items.get(*place).is_some_and(|item| item.exclusive);
        if alone(&place) {
            self.marked.clear();
        }
        self.marked.retain(|other| !alone(other));
        self.marked.insert(place);
        Outcome::Stay
    }

    // ---- moving ----

    fn travel(&mut self, key: &Key) -> Outcome {
        let last = items(self.turn).len().checked_sub(1);
        let page = self.layout().window.saturating_sub(1).max(1);
        match (key, last) {
            (Key::PageDown, _) => return self.scroll(true),
            (Key::PageUp, _) => return self.scroll_to(self.offset.saturating_sub(page)),
            (Key::Down, _) if !self.read => return self.scroll(false),
            (Key::Up, _) if !self.read || last.is_none() => {
                return self.scroll_to(self.offset.saturating_sub(1));
            }
            (Key::Down, None) => return self.scroll(false),
            (Key::Down, Some(last)) => self.choose(self.chosen.map_or(0, |place| last.min(place + 1))),
            (Key::Up, Some(last)) => match self.chosen {
                // Above the first item is the text.
                Some(0) => return self.scroll_to(self.offset.saturating_sub(1)),
                chosen => self.choose(chosen.map_or(last, |place| place - 1)),
            },
            (Key::Home, Some(_)) if self.read => self.choose(0),
            (Key::End, Some(last)) if self.read => self.choose(last),
            _ => {}
        }
        Outcome::Stay
    }

    fn choose(&mut self, place: usize) {
        self.chosen = Some(place);
        self.follow(place);
    }

    fn follow_choice(&mut self) {
        if let (Some(place), true) = (self.chosen, self.read) {
            self.follow(place);
        }
    }

    /// Moves the view to where an item can be seen.
    fn follow(&mut self, place: usize) {
        let layout = self.layout();
        if let Some(rows) = layout.items.get(place) {
            let lowest = rows.end.saturating_sub(layout.window);
            self.offset = self.offset.max(lowest).min(rows.start);
        }
    }

    fn more(&self) -> bool {
        let layout = self.layout();
        layout.rows.len() > self.offset + layout.window
    }

    /// Moves the view down by a page, less one row, or by one row.
    fn scroll(&mut self, page: bool) -> Outcome {
        let rows = if page { self.layout().window.saturating_sub(1).max(1) } else { 1 };
        self.scroll_to(self.offset + rows)
    }

    fn scroll_to(&mut self, offset: usize) -> Outcome {
        let layout = self.layout();
        self.offset = offset.min(layout.rows.len().saturating_sub(layout.window));
        Outcome::Stay
    }
}

fn items(turn: &Turn) -> &[Item] {
    match &turn.wanted {
        Wanted::One(items) | Wanted::Many(items) => items,
        Wanted::Acknowledge | Wanted::Line { .. } => &[],
    }
}

fn may_be_number(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '-' | '+' | '.' | ',' | '/' | ' ')
}
