//! Shows turns on a real terminal and reads single keys: the whole screen is one turn. What is shown and
//! what a key means is decided in [`view`]; here keys and signals are waited for, and what was typed and
//! not given yet is kept while something else is on the screen. It writes nothing anywhere. Its one
//! surprise: bytes are made keys by [`decode`] and not by crossterm, whose decoder (0.29) lets letters of
//! unknown sequences through and panics on some; on Windows, where keys come as keys, crossterm reads them.

#[cfg(unix)]
mod decode;
mod frame;
mod half_answer;
mod idle;
mod key;
mod keyboard;
mod lock;
#[cfg(unix)]
mod modes;
mod screen;
mod turn_rows;
mod turned;
mod typed_rows;
mod typed_text;
#[cfg(unix)]
mod unix_keys;
mod view;
#[cfg(windows)]
mod windows_keys;

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::rc::Rc;
use std::time::Duration;

use safelight::conversation::{Point, Refused, Reply, Turn, hidden_page};
use safelight::export::Options;
use safelight::export::text::write;
use safelight::turned::TurnedTalk;

use self::frame::{Frame, Size};
use self::half_answer::HalfAnswers;
use self::idle::Idle;
pub use self::idle::now;
use self::key::KeyPress;
use self::keyboard::{Burst, Keyboard};
use self::lock::{PassphraseEntry, ScreenLock, Tried};
use self::screen::Screen;
pub use self::screen::keep_panics_quiet;
#[cfg(unix)]
use self::unix_keys::Bytes as Keys;
use self::view::{KeyOutcome, View, key_list};
#[cfg(windows)]
use self::windows_keys::Records as Keys;
use super::asking::{Asker, Gone, ScreenKey};
#[cfg(unix)]
use super::signals::{News, Signals};

/// How often the screen is looked at while nothing happens, and a signal is noticed at the latest.
const GLANCE: Duration = Duration::from_millis(100);

/// Shows turns on a terminal.
pub struct TerminalAsker {
    #[cfg(unix)]
    signals: Signals,
    keyboard: Keyboard<Keys>,
    screen: Screen,
    size: Size,
    drafts: HalfAnswers,
    idle: Idle,
    lock: ScreenLock,
    /// What was read to its end, so that it need not be read again when it comes back.
    read: BTreeSet<u64>,
}

/// What happened on the terminal.
enum Event {
    Keys(Burst),
    /// Nobody pressed a key for a long time.
    Idle,
    /// The screen must be shown again as it is.
    Changed,
    /// The screen was not ours for a while.
    #[cfg(unix)]
    Returned,
}

impl TerminalAsker {
    /// Takes the screen until the asker is dropped. After so many minutes without a key nothing is shown; never
    /// where there are none.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn open(idle_minutes: u32) -> io::Result<Self> {
        #[cfg(unix)]
        let signals = Signals::watch()?;
        let mut screen = Screen::open()?;
        #[cfg(unix)]
        let keys = Keys::new();
        #[cfg(windows)]
        let keys = Keys;
        let size = screen.size();
        Ok(TerminalAsker {
            #[cfg(unix)]
            signals,
            keyboard: Keyboard::new(keys),
            screen,
            size,
            drafts: HalfAnswers::default(),
            idle: Idle::after(idle_minutes, now()),
            lock: ScreenLock::default(),
            read: BTreeSet::new(),
        })
    }

    fn converse(&mut self, view: &mut View<'_>, turn: &Turn) -> Result<Reply, Gone> {
        self.show(&view.frame(self.size))?;
        if turn.at == Point::Hidden {
            self.screen.hide_scrollback().map_err(|error| Gone::of(&error))?;
        }
        loop {
            let outcome = match self.event()? {
                Event::Keys(burst) => self.take(view, &burst)?,
                Event::Idle => match (self.lock.close(), turn.at) {
                    // Where somebody is in danger, the numbers stay; what comes after them is locked.
                    (_, Point::Danger) | (false, Point::Hidden) => continue,
                    (true, _) => return Err(Gone::Locked),
                    (false, _) => return Ok(Reply::Hide),
                },
                Event::Changed => KeyOutcome::Stay,
                #[cfg(unix)]
                Event::Returned => {
                    // Nobody knows how long that was.
                    if self.lock.close() && turn.at != Point::Danger {
                        return Err(Gone::Locked);
                    }
                    self.show(&view.frame(self.size))?;
                    continue;
                }
            };
            match outcome {
                // The numbers stay while the screen is locked; nothing can be done there without the passphrase.
                KeyOutcome::Reply(reply)
                    if turn.at == Point::Danger && self.lock.is_closed() && reply != Reply::Hide =>
                {
                    return Err(Gone::Locked);
                }
                KeyOutcome::Reply(reply) => return Ok(reply),
                KeyOutcome::Stay => self.paint(&view.frame(self.size))?,
                KeyOutcome::List => {
                    if let Some(reply) = self.list_keys(turn)? {
                        return Ok(reply);
                    }
                    self.show(&view.frame(self.size))?;
                }
            }
        }
    }

    /// Does what the keys mean. What may be a key that is held down is shown at once, and taken back if it is.
    fn take(&mut self, view: &mut View<'_>, burst: &Burst) -> Result<KeyOutcome, Gone> {
        let before = burst.may_be_held.then(|| view.clone());
        let outcome = view.take(&burst.keys);
        let Some(before) = before.filter(|_| outcome != KeyOutcome::Reply(Reply::Hide)) else {
            return Ok(outcome);
        };
        view.announce(&outcome);
        self.paint(&view.frame(self.size))?;
        let more = self.keyboard.unless_held()?;
        match more {
            Some(more) if outcome == KeyOutcome::Stay && !more.is_empty() => Ok(view.take(&more)),
            // Hiding is never wrong.
            Some(more) if more.contains(&KeyPress::Esc) => {
                *view = before;
                Ok(view.take(&more))
            }
            Some(_) => Ok(outcome),
            None => {
                *view = before;
                Ok(KeyOutcome::Stay)
            }
        }
    }

    /// Shows nothing until somebody presses Enter.
    fn hidden(&mut self) -> Result<(), Gone> {
        let page = hidden_page();
        let mut view = View::new(&page, None, self.size);
        self.converse(&mut view, &page).map(drop)
    }

    /// Asks for the passphrase. Returns whether the screen is open; otherwise it is to be hidden.
    fn passphrase_opens(&mut self) -> Result<bool, Gone> {
        let mut entry = PassphraseEntry::default();
        self.show(&entry.frame(self.size))?;
        loop {
            match self.event()? {
                Event::Keys(burst) => {
                    for key in &burst.keys {
                        match self.lock.press(&mut entry, key) {
                            Tried::Typing => {}
                            Tried::Open => return Ok(true),
                            Tried::Left => return Ok(false),
                        }
                    }
                }
                Event::Idle => return Ok(false),
                Event::Changed => {}
                #[cfg(unix)]
                Event::Returned => {}
            }
            self.paint(&entry.frame(self.size))?;
        }
    }

    /// Lists all keys. Returns a reply if somebody left from there.
    fn list_keys(&mut self, turn: &Turn) -> Result<Option<Reply>, Gone> {
        let page = key_list(turn);
        let mut view = View::leaflet(&page, self.size);
        let reply = self.converse(&mut view, &page)?;
        Ok(Some(reply).filter(|reply| *reply != Reply::Seen))
    }

    /// Shows something new. It is shown at once; what was typed until then, and in the moment that
    /// nobody can have read it yet, is dropped.
    fn show(&mut self, frame: &Frame) -> Result<(), Gone> {
        self.paint(frame)?;
        self.keyboard.settle()
    }

    fn paint(&mut self, frame: &Frame) -> Result<(), Gone> {
        self.screen.paint(frame).map_err(|error| Gone::of(&error))
    }

    /// Waits until something happens.
    fn event(&mut self) -> Result<Event, Gone> {
        loop {
            let burst = self.keyboard.burst(GLANCE)?;
            if let Some(event) = self.news()? {
                return Ok(event);
            }
            let size = self.screen.size();
            let changed = size != self.size;
            self.size = size;
            // A computer that slept comes back with the key that woke it.
            if self.idle.is_over(now()) {
                return Ok(Event::Idle);
            }
            if !burst.keys.is_empty() {
                self.idle.ended(now());
                return Ok(Event::Keys(burst));
            }
            if changed {
                return Ok(Event::Changed);
            }
        }
    }

    /// Returns what the system has told. Keys that came together with it are dropped: nobody knows whether
    /// they were meant for what is on the screen.
    #[cfg(unix)]
    fn news(&mut self) -> Result<Option<Event>, Gone> {
        let took_again = match self.signals.news() {
            Some(News::End(signal)) => return Err(Gone::Signal(signal)),
            Some(News::Stop) => self.stop(),
            Some(News::Continued) => self.screen.take_again().map(|()| true),
            Some(News::Resized) => {
                self.screen.was_resized();
                Ok(false)
            }
            None => self.screen.take_again_if_lost(),
        };
        if took_again.map_err(|error| Gone::of(&error))? {
            self.size = self.screen.size();
            return Ok(Some(Event::Returned));
        }
        Ok(None)
    }

    #[cfg(windows)]
    fn news(&mut self) -> Result<Option<Event>, Gone> {
        Ok(None)
    }

    /// Returns why nobody answers any more: a signal, if one came, because it also ends the input.
    #[cfg(unix)]
    fn reason(&self, gone: Gone) -> Gone {
        match self.signals.news() {
            Some(News::End(signal)) if gone != Gone::CtrlC => Gone::Signal(signal),
            _ => gone,
        }
    }

    #[cfg(windows)]
    fn reason(&self, gone: Gone) -> Gone {
        gone
    }

    /// Gives the screen back, stops, and takes it again when the program goes on.
    #[cfg(unix)]
    fn stop(&mut self) -> io::Result<bool> {
        self.screen.leave();
        self.signals.stop_here()?;
        self.screen.take_again().map(|()| true)
    }
}

impl Asker for TerminalAsker {
    fn ask(&mut self, turn: &Turn, refused: Option<&Refused>) -> Result<Reply, Gone> {
        if turn.is_for_program() {
            return Err(Gone::Failed("the screen was to do what is for the program".to_owned()));
        }
        self.size = self.screen.size();
        if self.lock.is_closed() && turn.at != Point::Danger {
            return Err(Gone::Locked);
        }
        let draft = self.drafts.continued(turn, refused.is_some());
        let text = text_of(turn);
        let read = self.read.contains(&text);
        let mut view = View::new(turn, draft, self.size).already_read(read).refused(refused);
        let reply = self.converse(&mut view, turn).map_err(|gone| self.reason(gone));
        if view.is_read() {
            self.read.insert(text);
        }
        // After Ctrl-C one may go back to what was half typed, as after hiding it.
        self.drafts.keep(turn, view.into_draft(), reply.as_ref().unwrap_or(&Reply::Hide));
        reply
    }

    fn turn_to_person(&mut self, talk: &mut TurnedTalk<'_, '_>, word: &str) -> Result<(), Gone> {
        self.lead_turned(talk, word).map_err(|gone| self.reason(gone))
    }

    fn can_turn(&self) -> bool {
        true
    }

    fn lock_with(&mut self, key: Rc<dyn ScreenKey>) {
        self.lock.opened_by(key);
    }

    fn unlock(&mut self) -> Result<(), Gone> {
        if let Some(key) = self.lock.key() {
            key.forget();
            self.drafts.seal(key);
        }
        self.size = self.screen.size();
        while self.lock.is_closed() {
            let opened = match self.hidden() {
                // Longer alone, or stopped: it is hidden and locked as it was.
                Err(Gone::Locked) => continue,
                shown => shown.and_then(|()| self.passphrase_opens()),
            };
            opened.map_err(|gone| self.reason(gone))?;
        }
        if let Some(key) = self.lock.key() {
            self.drafts.unseal(key);
        }
        Ok(())
    }
}

/// Returns what stands for the text of a turn, without what was noted or answered: that was typed here.
fn text_of(turn: &Turn) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&turn.heading, &turn.heard).hash(&mut hasher);
    turn.said_in_source().for_each(|words| words.hash(&mut hasher));
    turn.tell.hash(&mut hasher);
    turn.progress.as_ref().map(|progress| (progress.section, &progress.title)).hash(&mut hasher);
    write(&turn.page, Options::PAPER.width).hash(&mut hasher);
    hasher.finish()
}
