//! The lines of standard input on Unix. A signal ends the waiting for a line; on a terminal what was typed
//! ahead is dropped, also half a line, and lines that were pasted together can be told. From a pipe nothing
//! is ever dropped. Its one surprise: half a typed line can be seen only while the terminal hands over
//! single characters, so it does that for a moment.
#![expect(clippy::disallowed_methods, reason = "this is where standard input is opened and waited for")]

use std::io::{self, IsTerminal, Stdout};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::Signal;
use rustix::stdio;
use rustix::termios::{LocalModes, OptionalActions, QueueSelector, tcflush, tcgetattr, tcsetattr};

use super::PlainAsker;
use super::cut_lines::{Held, InputLine};
use super::input::Lines;
use crate::cli::asking::Gone;
use crate::cli::signals::{News, Signals};

/// How long nothing must come before a prompt is shown.
const QUIET: Duration = Duration::from_millis(20);
/// How long to wait for that at most.
const PATIENCE: Duration = Duration::from_millis(200);
/// How long after a line another one still belongs to what was pasted.
const TOGETHER: Duration = Duration::from_millis(50);
/// How long a signal that came just before the waiting can go unnoticed.
const GLANCE: Duration = Duration::from_secs(1);

/// The signals that came.
pub trait Caught {
    /// Returns the number of the signal that came, if one did.
    fn caught(&self) -> Option<i32>;

    /// Forgets it: it has been answered, and the program goes on.
    fn forget(&self);
}

impl Caught for Signals {
    fn caught(&self) -> Option<i32> {
        match self.news() {
            Some(News::End(signal)) => return Some(signal),
            // There is no screen to give back, so it simply stops. If the system refuses, it goes on.
            Some(News::Stop) => drop(self.stop_here()),
            Some(News::Continued | News::Resized) | None => {}
        }
        None
    }

    fn forget(&self) {
        self.forget_end();
    }
}

/// The lines of an open file, and the signals that end the waiting for one.
pub struct Watched<F, S> {
    input: F,
    signals: S,
    is_terminal: bool,
    held: Held,
    /// What an ended or failed input said; told once all its lines have been taken.
    end: Option<Gone>,
}

/// The lines of standard input.
pub type StandardInput = Watched<BorrowedFd<'static>, Signals>;

impl PlainAsker<StandardInput, Stdout> {
    /// Returns an asker that reads standard input and writes standard output.
    ///
    /// # Errors
    /// When the system does not let the program handle its signals.
    pub fn open() -> io::Result<Self> {
        let input = Watched::new(stdio::stdin(), Signals::watch()?, io::stdin().is_terminal());
        Ok(PlainAsker::new(input, io::stdout()))
    }
}

impl<F: AsFd, S: Caught> Lines for Watched<F, S> {
    fn forget_typed_ahead(&mut self) -> Result<bool, Gone> {
        if !self.is_terminal || self.end.is_some() {
            return Ok(false);
        }
        let begun = Instant::now();
        while self.end.is_none() && begun.elapsed() < PATIENCE && self.wait(QUIET)? {
            self.read();
        }
        self.hold_half_line();
        // Where the half line could not be read, it can still be dropped.
        let _ = tcflush(&self.input, QueueSelector::IFlush);
        Ok(self.held.clear())
    }

    fn next(&mut self) -> Result<InputLine, Gone> {
        loop {
            if let Some(line) = self.held.next() {
                return Ok(line);
            }
            if let Some(end) = &self.end {
                return self.held.rest().ok_or(end.clone());
            }
            while !self.wait(GLANCE)? {}
            self.read();
        }
    }

    fn pasted(&mut self) -> Result<Option<InputLine>, Gone> {
        if !self.is_terminal {
            return Ok(None);
        }
        if let Some(line) = self.held.next() {
            return Ok(Some(line));
        }
        while self.end.is_none() && self.wait(TOGETHER)? {
            self.read();
            if let Some(line) = self.held.next() {
                return Ok(Some(line));
            }
        }
        // What was pasted need not end with a line end: then the rest waits for Enter.
        self.hold_half_line();
        if self.held.has_begun() { self.next().map(Some) } else { Ok(None) }
    }
}

impl<F: AsFd, S: Caught> Watched<F, S> {
    /// Returns the lines of this input.
    pub fn new(input: F, signals: S, is_terminal: bool) -> Self {
        Watched { input, signals, is_terminal, held: Held::nothing(is_terminal), end: None }
    }

    /// Waits until there is something to read or the time is over. Returns whether there is.
    fn wait(&self, limit: Duration) -> Result<bool, Gone> {
        let seconds = limit.as_secs().try_into().unwrap_or(0);
        let time = Timespec { tv_sec: seconds, tv_nsec: limit.subsec_nanos().into() };
        let mut watched = [PollFd::new(&self.input, PollFlags::IN)];
        self.go_on_unless_interrupted()?;
        let ready = poll(&mut watched, Some(&time));
        self.go_on_unless_interrupted()?;
        match ready {
            Ok(count) => Ok(count > 0),
            Err(Errno::INTR) => Ok(false),
            Err(error) => Err(Gone::Failed(error.to_string())),
        }
    }

    /// Ctrl-C may be answered with "go on", so it is over once it is told. Nothing else is.
    fn go_on_unless_interrupted(&self) -> Result<(), Gone> {
        match self.signals.caught() {
            None => Ok(()),
            Some(signal) if self.is_terminal && signal == Signal::INT.as_raw() => {
                self.signals.forget();
                Err(Gone::CtrlC)
            }
            Some(signal) => Err(Gone::Signal(signal)),
        }
    }

    /// Reads what is there. Call it only when there is something: a signal does not end it.
    fn read(&mut self) {
        let mut buffer = [0; 4096];
        match rustix::io::read(&self.input, &mut buffer) {
            // A terminal that has been closed says EIO.
            Ok(0) | Err(Errno::IO) => self.end = Some(Gone::Ended),
            Ok(count) => self.held.add(&buffer[..count]),
            Err(Errno::INTR | Errno::AGAIN) => {}
            Err(error) => self.end = Some(Gone::Failed(error.to_string())),
        }
    }

    /// Reads half a line that was typed, if there is one. The terminal is as before afterwards.
    fn hold_half_line(&mut self) {
        let Ok(usual) = tcgetattr(&self.input) else { return };
        let mut single = usual.clone();
        single.local_modes.remove(LocalModes::ICANON);
        if self.end.is_some() || tcsetattr(&self.input, OptionalActions::Now, &single).is_err() {
            return;
        }
        let mut watched = [PollFd::new(&self.input, PollFlags::IN)];
        if poll(&mut watched, Some(&Timespec::default())) == Ok(1) {
            self.read();
        }
        // It was possible a moment ago; if not now, the terminal is gone and the next reading says so.
        let _ = tcsetattr(&self.input, OptionalActions::Now, &usual);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs::{File, OpenOptions};
    use std::io::{PipeReader, PipeWriter, Write, pipe};
    use std::os::fd::OwnedFd;
    use std::thread;

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    use super::*;
    use crate::cli::lines::cut_lines::Unfit;

    /// Signals that a test sends.
    #[derive(Default)]
    struct Sent(Cell<Option<i32>>);

    impl Caught for Sent {
        fn caught(&self) -> Option<i32> {
            self.0.get()
        }

        fn forget(&self) {
            self.0.set(None);
        }
    }

    const INT: i32 = Signal::INT.as_raw();

    fn piped() -> (PipeWriter, Watched<PipeReader, Sent>) {
        let (reader, writer) = pipe().unwrap();
        (writer, Watched::new(reader, Sent::default(), false))
    }

    /// A terminal: where keys are pressed, and what the program reads.
    fn terminal() -> (File, Watched<File, Sent>) {
        let keys: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&keys).unwrap();
        unlockpt(&keys).unwrap();
        let name = ptsname(&keys, Vec::new()).unwrap().into_string().unwrap();
        let program = OpenOptions::new().read(true).write(true).open(name).unwrap();
        (File::from(keys), Watched::new(program, Sent::default(), true))
    }

    fn press(keys: &mut File, text: &str) {
        keys.write_all(text.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(30));
    }

    fn words(line: Result<InputLine, Gone>) -> String {
        match line {
            Ok(InputLine::Words(words)) => words,
            Ok(InputLine::Unfit(why)) => panic!("{why}"),
            Err(gone) => panic!("{gone}"),
        }
    }

    #[test]
    fn a_pipe_loses_nothing_and_ends_after_its_last_half_line() {
        let (mut writer, mut lines) = piped();
        writer.write_all(b"1\n2\nhalf").unwrap();
        drop(writer);
        for expected in ["1", "2", "half"] {
            assert_eq!(lines.forget_typed_ahead(), Ok(false));
            assert_eq!(words(lines.next()), expected);
            assert!(lines.pasted() == Ok(None));
        }
        assert!(lines.next() == Err(Gone::Ended) && lines.next() == Err(Gone::Ended));
    }

    #[test]
    fn a_signal_ends_the_waiting() {
        let (_writer, mut lines) = piped();
        lines.signals.0.set(Some(INT));
        assert!(lines.next() == Err(Gone::Signal(INT)));
        lines.signals.0.set(Some(15));
        assert!(lines.next() == Err(Gone::Signal(15)) && lines.next() == Err(Gone::Signal(15)));
    }

    #[test]
    fn after_ctrl_c_one_can_go_on() {
        let (mut keys, mut lines) = terminal();
        lines.signals.0.set(Some(INT));
        assert!(lines.next() == Err(Gone::CtrlC));
        press(&mut keys, "1\n");
        assert_eq!(words(lines.next()), "1");
        lines.signals.0.set(Some(1));
        assert!(lines.next() == Err(Gone::Signal(1)));
    }

    #[test]
    fn what_was_typed_ahead_is_dropped_with_half_a_line() {
        let (mut keys, mut lines) = terminal();
        assert_eq!(lines.forget_typed_ahead(), Ok(false));
        press(&mut keys, "1\n2\n");
        assert_eq!(lines.forget_typed_ahead(), Ok(true));
        press(&mut keys, "3");
        assert_eq!(lines.forget_typed_ahead(), Ok(true));
        press(&mut keys, "4\n");
        assert_eq!(words(lines.next()), "4");
        let modes = tcgetattr(&lines.input).unwrap().local_modes;
        assert!(modes.contains(LocalModes::ICANON | LocalModes::ECHO));
    }

    #[test]
    fn lines_that_are_pasted_together_can_be_told() {
        let (mut keys, mut lines) = terminal();
        press(&mut keys, "one\ntwo\n\nthree\n");
        assert_eq!(words(lines.next()), "one");
        for expected in ["two", "", "three"] {
            assert_eq!(words(lines.pasted().map(Option::unwrap)), expected);
        }
        assert!(lines.pasted() == Ok(None));
    }

    #[test]
    fn the_unended_last_line_of_a_paste_waits_for_enter() {
        let (mut keys, mut lines) = terminal();
        press(&mut keys, "one\ntwo");
        assert_eq!(words(lines.next()), "one");
        let later = thread::spawn(move || {
            thread::sleep(Duration::from_millis(150));
            press(&mut keys, " more\n");
            keys
        });
        assert_eq!(words(lines.pasted().map(Option::unwrap)), "two more");
        assert!(lines.pasted() == Ok(None));
        drop(later.join().unwrap());
    }

    #[test]
    fn a_line_that_the_terminal_cuts_is_not_taken() {
        let (mut keys, mut lines) = terminal();
        press(&mut keys, &format!("{}\n", "x".repeat(5000)));
        assert!(lines.next() == Ok(InputLine::Unfit(Unfit::Cut)));
        press(&mut keys, "1\n");
        assert_eq!(words(lines.next()), "1");
    }

    #[test]
    fn a_terminal_that_is_closed_is_an_end() {
        let (keys, mut lines) = terminal();
        drop(keys);
        assert!(lines.next() == Err(Gone::Ended));
        assert_eq!(lines.forget_typed_ahead(), Ok(false));
    }
}
