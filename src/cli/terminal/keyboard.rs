//! The keys as they come, a burst at a time: whatever arrives together. Nothing that was typed or pasted
//! before a turn was on the screen is ever handed out for it. It decides nothing about answers.
#![expect(clippy::disallowed_methods, reason = "only the terminal waits")]

use std::time::{Duration, Instant};

use super::key::KeyPress;
use super::typed_text::MOST;
use crate::cli::asking::Gone;

/// Keys that follow each other faster than this are a key held down, or a paste.
const HELD: Duration = Duration::from_millis(45);
/// How long nothing must come before a new turn may be answered.
const QUIET: Duration = Duration::from_millis(20);
/// How long to wait for that at most.
const SETTLED: Duration = Duration::from_millis(200);
/// How long a burst is waited for to go on.
const WITHIN_BURST: Duration = Duration::from_millis(2);
/// The same for one that no hand typed, so that an Enter where its pieces meet is not its end.
const WITHIN_LONG_BURST: Duration = Duration::from_millis(30);
/// For how long after a turn was shown the key that brought it may still be held down.
const STILL_HELD: Duration = Duration::from_secs(1);
/// In what time a key that is held down comes again.
const REPEATED: Duration = Duration::from_millis(80);
/// How many keys at once no hand types.
const LONG: usize = 16;

/// Where keys come from, and the time.
pub trait Input {
    /// Waits until there is something to read, the time is over, or a signal came. Returns whether there is
    /// something.
    ///
    /// # Errors
    /// When the input failed.
    fn wait(&mut self, limit: Duration) -> Result<bool, Gone>;

    /// Reads what is there. Call it only when there is something: a signal does not end it.
    ///
    /// # Errors
    /// When the input ended or failed.
    fn read(&mut self, keys: &mut Vec<KeyPress>) -> Result<(), Gone>;

    /// Tells that nothing came, and adds the keys that this decides.
    fn idle(&mut self, _keys: &mut Vec<KeyPress>) {}

    /// Returns after how long something is decided if nothing comes.
    fn patience(&self) -> Option<Duration> {
        None
    }

    /// Returns what time it is.
    fn now(&self) -> Instant {
        Instant::now()
    }
}

/// Keys that came together.
#[derive(Debug, PartialEq)]
pub struct Burst {
    /// The keys.
    pub keys: Vec<KeyPress>,
    /// Whether it is the key that brought the turn, so soon that it may be held down still: ask
    /// [`Keyboard::unless_held`] before it counts.
    pub may_be_held: bool,
}

/// The keyboard.
pub struct Keyboard<I> {
    input: I,
    last: Instant,
    /// When the turn was shown.
    shown: Instant,
    /// Whether nothing has been handed out since then.
    fresh: bool,
    /// The key that was handed out last, if it was one alone.
    handed: Option<KeyPress>,
}

impl<I: Input> Keyboard<I> {
    /// Returns the keyboard whose keys come from there.
    pub fn new(input: I) -> Self {
        let now = input.now();
        Keyboard { input, last: now, shown: now, fresh: true, handed: None }
    }

    /// Drops what was typed so far, until nothing more comes for a moment.
    ///
    /// # Errors
    /// When the input ended or failed, or somebody pressed Ctrl-C.
    pub fn settle(&mut self) -> Result<(), Gone> {
        let begun = self.input.now();
        let mut dropped = Vec::new();
        while self.input.wait(QUIET)? {
            self.input.read(&mut dropped)?;
            self.last = self.input.now();
            if dropped.drain(..).any(|key| key == KeyPress::Interrupt) {
                return Err(Gone::CtrlC);
            }
            if self.since(begun) > SETTLED {
                break;
            }
        }
        (self.fresh, self.shown) = (true, self.input.now());
        Ok(())
    }

    /// Returns the keys that come next together, or none if none come in time.
    ///
    /// # Errors
    /// When the input ended or failed, or somebody pressed Ctrl-C.
    pub fn burst(&mut self, limit: Duration) -> Result<Burst, Gone> {
        let mut keys = Vec::new();
        let limit = self.input.patience().map_or(limit, |patience| patience.min(limit));
        if self.input.wait(limit)? {
            let held = self.fresh && self.since(self.last) < HELD;
            self.gather(&mut keys)?;
            if held {
                // Hiding is never wrong.
                keys.retain(|key| matches!(key, KeyPress::Interrupt | KeyPress::Esc));
            }
        } else {
            self.input.idle(&mut keys);
        }
        let again = self.fresh && keys.len() == 1 && keys.first() == self.handed.as_ref();
        let may_be_held = again && self.since(self.shown) < STILL_HELD;
        self.hand_out(&keys)?;
        Ok(Burst { keys, may_be_held })
    }

    /// Waits whether the key that was handed out last, and that had also brought the turn, is held down still:
    /// a keyboard waits for a while before it repeats a key the first time, and then repeats it fast. Returns
    /// what came meanwhile, or nothing if it is held; then it was not meant, and what follows is dropped.
    ///
    /// # Errors
    /// When the input ended or failed, or somebody pressed Ctrl-C.
    pub fn unless_held(&mut self) -> Result<Option<Vec<KeyPress>>, Gone> {
        let mut keys = Vec::new();
        if self.input.wait(REPEATED)? {
            self.gather(&mut keys)?;
            if keys.iter().all(|key| Some(key) == self.handed.as_ref()) {
                self.fresh = true;
                return Ok(None);
            }
        }
        self.hand_out(&keys)?;
        Ok(Some(keys))
    }

    fn hand_out(&mut self, keys: &[KeyPress]) -> Result<(), Gone> {
        if keys.contains(&KeyPress::Interrupt) {
            return Err(Gone::CtrlC);
        }
        if let Some(last) = keys.last() {
            self.fresh = false;
            self.handed = (keys.len() == 1 && !matches!(last, KeyPress::Paste(_))).then(|| last.clone());
        }
        Ok(())
    }

    fn gather(&mut self, keys: &mut Vec<KeyPress>) -> Result<(), Gone> {
        let mut too_many = false;
        loop {
            self.input.read(keys)?;
            self.last = self.input.now();
            if keys.len() > MOST {
                too_many = true;
                keys.retain(|key| *key == KeyPress::Interrupt);
            }
            let long = too_many || keys.len() > LONG;
            if !self.input.wait(if long { WITHIN_LONG_BURST } else { WITHIN_BURST })? {
                break;
            }
        }
        if too_many {
            keys.retain(|key| *key == KeyPress::Interrupt);
            keys.push(KeyPress::HugePaste);
        }
        Ok(())
    }

    fn since(&self, moment: Instant) -> Duration {
        self.input.now().duration_since(moment)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// Keys that come after each other in so many milliseconds, by a clock that only goes while one waits.
    struct Script {
        coming: VecDeque<(u64, Vec<KeyPress>)>,
        now: Instant,
    }

    impl Input for Script {
        fn wait(&mut self, limit: Duration) -> Result<bool, Gone> {
            let Some((wait, _)) = self.coming.front_mut() else {
                self.now += limit;
                return Ok(false);
            };
            let spent = limit.min(Duration::from_millis(*wait));
            self.now += spent;
            *wait -= u64::try_from(spent.as_millis()).unwrap();
            Ok(*wait == 0)
        }

        fn read(&mut self, keys: &mut Vec<KeyPress>) -> Result<(), Gone> {
            let (_, come) = self.coming.pop_front().ok_or(Gone::Ended)?;
            keys.extend(come);
            Ok(())
        }

        fn now(&self) -> Instant {
            self.now
        }
    }

    fn keyboard(script: &[(u64, &str)]) -> Keyboard<Script> {
        let key = |letter| match letter {
            '\r' => KeyPress::Enter,
            '\u{3}' => KeyPress::Interrupt,
            '\u{1b}' => KeyPress::Esc,
            letter => KeyPress::Char(letter),
        };
        let coming = script.iter().map(|(wait, keys)| (*wait, keys.chars().map(key).collect())).collect();
        Keyboard::new(Script { coming, now: Instant::now() })
    }

    /// Shows a turn and returns what the bursts of the next two seconds say.
    fn heard(keyboard: &mut Keyboard<Script>) -> Vec<String> {
        keyboard.settle().unwrap();
        next(keyboard)
    }

    /// Returns what counts of the next burst.
    fn taken(keyboard: &mut Keyboard<Script>, limit: Duration) -> Result<Vec<KeyPress>, Gone> {
        let Burst { mut keys, may_be_held } = keyboard.burst(limit)?;
        if may_be_held {
            match keyboard.unless_held()? {
                Some(more) => keys.extend(more),
                None => keys.clear(),
            }
        }
        Ok(keys)
    }

    fn heard_one(keyboard: &mut Keyboard<Script>) -> Result<Vec<KeyPress>, Gone> {
        keyboard.settle()?;
        taken(keyboard, Duration::from_secs(1))
    }

    fn next(keyboard: &mut Keyboard<Script>) -> Vec<String> {
        let bursts = (0..20).map(|_| taken(keyboard, Duration::from_millis(100)).unwrap());
        let said = bursts.filter(|keys| !keys.is_empty()).map(|keys| {
            let letters = keys.iter().map(|key| match key {
                KeyPress::Char(letter) => *letter,
                KeyPress::Enter => '\r',
                KeyPress::Esc => '\u{1b}',
                _ => '?',
            });
            letters.collect()
        });
        said.collect()
    }

    #[test]
    fn what_came_before_a_turn_is_dropped() {
        assert_eq!(heard(&mut keyboard(&[(0, "11\r"), (15, "s"), (19, "q")])), [""; 0]);
        // As long as it goes on, also after the turn is shown.
        let held: Vec<(u64, &str)> = vec![(33, "1"); 20];
        assert_eq!(heard(&mut keyboard(&held)), [""; 0]);
        assert_eq!(heard(&mut keyboard(&[(0, "1"), (100, "2")])), ["2"]);
        // Hiding is never wrong.
        assert_eq!(heard(&mut keyboard(&[(0, "1"), (30, "2\u{1b}")])), ["\u{1b}"]);
    }

    #[test]
    fn what_comes_together_is_one_burst() {
        let mut keys = keyboard(&[(100, "ab\r"), (1, "c"), (50, "d"), (60, "\r")]);
        assert_eq!(heard(&mut keys), ["ab\rc", "d", "\r"]);
        // An Enter at the seam of a long paste does not end it.
        let mut keys = keyboard(&[(100, "a long line that was pasted\r"), (25, "and one more")]);
        assert_eq!(heard(&mut keys), ["a long line that was pasted\rand one more"]);
    }

    #[test]
    fn a_key_that_is_held_down_brings_one_turn() {
        let mut keys = keyboard(&[(100, "s"), (400, "s"), (33, "s"), (33, "s"), (400, "s"), (200, "s")]);
        keys.settle().unwrap();
        assert_eq!(taken(&mut keys, Duration::from_secs(1)), Ok(vec![KeyPress::Char('s')]));
        // The turn that it brought: the repetitions are dropped, later ones are meant.
        assert_eq!(heard(&mut keys), ["s", "s"]);
    }

    #[test]
    fn the_same_key_again_is_handed_out_at_once() {
        let mut keys = keyboard(&[(100, "s"), (150, "s"), (60, "n"), (200, "n"), (900, "n"), (1500, "n")]);
        let burst = |letter, may_be_held| Ok(Burst { keys: vec![KeyPress::Char(letter)], may_be_held });
        let limit = Duration::from_secs(2);
        keys.settle().unwrap();
        assert_eq!(keys.burst(limit), burst('s', false));
        keys.settle().unwrap();
        assert_eq!(keys.burst(limit), burst('s', true));
        assert_eq!(
            keys.unless_held(),
            Ok(Some(vec![KeyPress::Char('n')])),
            "another key is none that is held"
        );
        keys.settle().unwrap();
        assert_eq!(keys.burst(limit), burst('n', true));
        assert_eq!(keys.unless_held(), Ok(Some(Vec::new())));
        // Nothing was shown in between.
        assert_eq!(keys.burst(limit), burst('n', false));
        keys.settle().unwrap();
        assert_eq!(keys.burst(limit), burst('n', false), "nobody holds a key for so long by mistake");
    }

    #[test]
    fn ctrl_c_ends_always() {
        assert_eq!(keyboard(&[(0, "11\u{3}")]).settle(), Err(Gone::CtrlC));
        let mut keys = keyboard(&[(10, "1"), (30, "\u{3}")]);
        keys.settle().unwrap();
        assert_eq!(taken(&mut keys, Duration::from_secs(1)), Err(Gone::CtrlC));
        let mut keys = keyboard(&[(100, "s"), (150, "s"), (60, "\u{3}")]);
        assert_eq!(heard_one(&mut keys), Ok(vec![KeyPress::Char('s')]));
        assert_eq!(heard_one(&mut keys), Err(Gone::CtrlC));
    }

    #[test]
    fn too_many_keys_at_once_are_one_paste_of_which_nothing_is_kept() {
        let much = "x".repeat(MOST + 1);
        let mut keys = keyboard(&[(100, &much), (5, "y"), (5, "z")]);
        keys.settle().unwrap();
        assert_eq!(taken(&mut keys, Duration::from_secs(1)), Ok(vec![KeyPress::HugePaste]));
    }
}
