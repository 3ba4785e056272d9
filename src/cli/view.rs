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

    /// Shows a remark until the next key.
    pub fn remark(mut self, remark: Option<&str>) -> Self {
        self.complaint = self.complaint.or(remark.map(str::to_owned));
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
        let rows = match self.kind {
            ViewKind::Leaflet => page::list(&self.turn.tell, width),
            ViewKind::Question => page::text(self.turn, width, roomy),
        };
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

    /// Returns the last rows: what was wrong, and the keys that work now. A complaint takes the place
    /// of some of the keys, so that nothing above it moves.
    fn foot(&self, more: bool) -> Vec<Row> {
        let width = page::measure(self.size.columns);
        let mut rows = self.key_rows(more, width);
        if self.size.rows >= 16 {
            rows.insert(0, Row::default());
        }
        if let Some(complaint) = &self.complaint {
            let mut complaint = page::wrapped(complaint, width, "* ", "  ");
            complaint.truncate(rows.len().saturating_sub(1).max(1));
            rows.splice(..complaint.len().min(rows.len()), complaint);
        }
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
        let more_key = self.more_key();
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
            None => self.complain("No such key here. ? lists them all."),
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
        self.complain_unread()
    }

    fn complain_unread(&mut self) -> Outcome {
        let key = self.more_key();
        self.complain(&format!("There is more to read first: press {key}."))
    }

    /// Returns the key that shows more of the text.
    fn more_key(&self) -> &'static str {
        if matches!(self.turn.wanted, Wanted::Line { .. }) { "Down" } else { "Space" }
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
            return self.complain_unread();
        }
        if typed.is_empty() && keys::wants_words(self.turn) {
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
            return self.complain_unread();
        }
        // A number is no answer while nobody can see what it stands for.
        if !(self.offset..self.offset + layout.window).contains(&rows.start) {
            self.choose(place);
            return self.complain("Shown now: press again to choose it.");
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

#[cfg(test)]
mod tests {
    use safelight::interview::OpenAnswers;
    use unicode_width::UnicodeWidthStr;

    use super::*;

    const SMALL: Size = Size { rows: 10, columns: 40 };
    const USUAL: Size = Size { rows: 24, columns: 80 };

    fn question(wanted: Wanted, words: usize) -> Turn {
        let mut turn = Turn::new(wanted).say("word ".repeat(words)).tell("A note.").back(true);
        turn.open = OpenAnswers::Person;
        turn.notes = true;
        turn
    }

    fn many(count: usize) -> Vec<Item> {
        (0..count).map(|place| Item::new(format!("Item number {place} {}", "long ".repeat(12)))).collect()
    }

    fn line(hint: &str) -> Turn {
        question(Wanted::Line { hint: hint.to_owned() }, 3)
    }

    /// Shows a turn, presses keys, each after showing it again, and returns what came of the last.
    fn pressed(view: &mut View<'_>, keys: &[Key]) -> Outcome {
        let mut outcome = Outcome::Stay;
        for key in keys {
            let size = view.size;
            view.frame(size);
            outcome = view.press(key);
        }
        outcome
    }

    fn typed(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).chain([Key::Enter]).collect()
    }

    #[test]
    fn nothing_is_an_answer_before_the_text_was_seen() {
        let turn = question(Wanted::One(many(3)), 400);
        for key in [Key::Char('1'), Key::Char('s'), Key::Char('d'), Key::Char('l')] {
            assert!(pressed(&mut View::new(&turn, SMALL), &[key]) == Outcome::Stay);
        }
        // Whoever leaves needs to read nothing.
        assert!(pressed(&mut View::new(&turn, SMALL), &[Key::Char('q')]) == Outcome::Reply(Reply::Stop));
        let mut view = View::new(&turn, SMALL);
        // Reading goes on page by page and by rows; a jump to the end is not reading.
        pressed(&mut view, &[Key::End, Key::Up, Key::Enter, Key::Down]);
        assert!(!view.is_read());
        pressed(&mut view, &vec![Key::Char(' '); 30]);
        assert!(view.is_read() && pressed(&mut view, &[Key::Char('s')]) == Outcome::Reply(Reply::Declined));
    }

    #[test]
    fn a_long_list_is_followed_and_a_number_shows_what_it_means() {
        let turn = question(Wanted::One(many(14)), 3);
        let mut view = View::new(&turn, SMALL);
        pressed(&mut view, &vec![Key::Down; 12]);
        let shown = |view: &mut View<'_>| {
            let frame = view.frame(SMALL);
            assert_eq!(frame.rows.len(), SMALL.rows);
            assert!(frame.rows.iter().all(|row| row.text.width() <= SMALL.columns));
            frame.rows.into_iter().map(|row| row.text).collect::<Vec<_>>().join("\n")
        };
        assert!(shown(&mut view).contains(">    Item number 11"), "{}", shown(&mut view));
        assert!(pressed(&mut view, &[Key::Char('2')]) == Outcome::Stay);
        assert!(shown(&mut view).contains("> 2. Item number 1 "), "{}", shown(&mut view));
        assert!(pressed(&mut view, &[Key::Char('2')]) == Outcome::Reply(Reply::One(1)));
        assert!(pressed(&mut view, &[Key::End, Key::Enter]) == Outcome::Reply(Reply::One(13)));
    }

    #[test]
    fn letters_are_text_only_where_the_answer_is() {
        let text = line("a text of at most 500 characters");
        let reply = |keys: &[Key]| pressed(&mut View::new(&text, USUAL), keys);
        assert!(reply(&typed("no, she")) == Outcome::Reply(Reply::Line("no, she".into())));
        assert!(reply(&typed("/s")) == Outcome::Reply(Reply::Declined));
        assert!(reply(&typed("/n")) == Outcome::Note);
        assert!(reply(&typed("")) == Outcome::Stay);
        let number = line("a whole number from 0 to 168");
        let reply = |keys: &[Key]| pressed(&mut View::new(&number, USUAL), keys);
        assert!(reply(&[Key::Char('4'), Key::Char('d')]) == Outcome::Reply(Reply::DontKnow));
        assert!(reply(&typed("40")) == Outcome::Reply(Reply::Line("40".into())));
        assert!(reply(&[Key::Paste("a\u{301}bc".into())]) == Outcome::Stay);
    }

    #[test]
    fn every_size_can_be_shown() {
        for turn in [question(Wanted::Many(many(20)), 300), line("a text"), Turn::to_see()] {
            let mut view = View::new(&turn, USUAL);
            for (rows, columns) in [(1, 1), (2, 20), (5, 200), (10, 40), (60, 300), (3, 15)] {
                for key in [Key::Down, Key::Char(' '), Key::Char('x'), Key::PageUp, Key::Char('9')] {
                    let frame = view.frame(Size { rows, columns });
                    assert!(frame.rows.len() <= rows && frame.cursor.0 < rows);
                    view.press(&key);
                }
            }
        }
    }
}
