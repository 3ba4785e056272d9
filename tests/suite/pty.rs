//! A real pseudo-terminal: starts the program in it, presses keys, and looks at the screen as a person
//! would. Every wait has a deadline; what fails says what was on the screen then.

use std::io::{Read, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, WaitOptions, kill_process, waitpid};
use rustix::termios::{LocalModes, Termios, tcgetattr};

const DEADLINE: Duration = Duration::from_secs(40);
/// How long nothing more must come from the program before a key is pressed: nobody answers faster, and the
/// program has seen by then whether a key is held down.
const QUIET: Duration = Duration::from_millis(110);
/// How long the program may take before it shows what came of a key; some keys change nothing.
const ANSWERED: Duration = Duration::from_millis(400);
/// How often a key is pressed that nothing comes of, and how long each time is waited for what comes.
const TRIES: u32 = 4;
const NOTHING_CAME: Duration = Duration::from_millis(2500);
/// What takes and gives back an alternate screen.
const ALTERNATE: [&[u8]; 2] = [b"\x1b[?1049h", b"\x1b[?1049l"];

pub const UP: &str = "\x1b[A";
pub const DOWN: &str = "\x1b[B";
pub const ENTER: &str = "\r";
pub const ESCAPE: &str = "\x1b";
pub const CTRL_C: &str = "\x03";
/// Ctrl-U: clears what is typed, and brings it back.
pub const CLEAR: &str = "\x15";

/// A program in a terminal.
pub struct Session {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    child: Box<dyn Child + Send + Sync>,
    closing: Arc<AtomicBool>,
    /// Whether nothing has come for a while, and nothing was sent since.
    settled: bool,
    /// Whether a key was sent, and nothing has come since.
    awaited: bool,
    /// Whether there is an alternate screen; how much of what was sent has been shown.
    alternate: bool,
    shown: usize,
    /// How the terminal was set before the program began.
    before: Termios,
    /// The program's side of the terminal, kept open so that its modes can be read at any time.
    terminal: std::fs::File,
    /// Everything that the program has sent.
    pub sent: Vec<u8>,
}

impl Session {
    /// Starts the program with these arguments in a terminal of this many columns and rows, in an
    /// empty home folder.
    pub fn start(home: &Path, arguments: &[&str], (columns, rows): (u16, u16)) -> Session {
        Session::start_program(&program(), home, arguments, (columns, rows))
    }

    /// Starts the program in a terminal of another name; `linux` and `vt100` have no alternate screen.
    pub fn start_in(term: &str, home: &Path, arguments: &[&str], size: (u16, u16)) -> Session {
        Session::start_with(term, &program(), home, arguments, size)
    }

    /// Starts some program; `start` is the usual way.
    pub fn start_program(program: &str, home: &Path, arguments: &[&str], size: (u16, u16)) -> Session {
        Session::start_with("xterm-256color", program, home, arguments, size)
    }

    fn start_with(
        term: &str,
        program: &str,
        home: &Path,
        arguments: &[&str],
        (columns, rows): (u16, u16),
    ) -> Session {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("TERM", term);
        command.env("HOME", home);
        command.cwd(home);
        let name = pair.master.tty_name().expect("a pseudo-terminal has a name");
        let terminal = std::fs::OpenOptions::new().read(true).write(true).open(name).unwrap();
        let before = tcgetattr(&terminal).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        let closing = Arc::new(AtomicBool::new(false));
        let (cells_down, cells_across) = (NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap());
        Session {
            parser: vt100::Parser::new(cells_down, cells_across, 1000),
            output: read_all(pair.master.try_clone_reader().unwrap(), Arc::clone(&closing)),
            closing,
            settled: false,
            awaited: false,
            alternate: !matches!(term, "linux" | "vt100"),
            shown: 0,
            before,
            keys: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            child,
            terminal,
            sent: Vec::new(),
        }
    }

    /// Waits until a text is on the screen. A text that the screen wraps is found, too.
    #[track_caller]
    pub fn wait_for(&mut self, text: &str) {
        self.wait_until(&format!("`{text}` is on the screen"), |session| session.shows(text));
    }

    #[track_caller]
    pub fn wait_until(&mut self, what: &str, mut holds: impl FnMut(&Session) -> bool) {
        let end = Instant::now() + DEADLINE;
        while !holds(self) {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || !self.take(left) && !holds(self) {
                panic!("waited in vain until {what}; the screen was:\n{}", self.screen());
            }
        }
    }

    /// Waits until nothing more comes from the program.
    pub fn settle(&mut self) {
        // Before the program has the screen, nothing that is typed is a reply to anything.
        if self.sent.is_empty() {
            self.take(DEADLINE);
        }
        if std::mem::take(&mut self.awaited) {
            self.take(ANSWERED);
        }
        while !self.settled {
            self.settled = !self.take(QUIET);
        }
    }

    /// Presses keys, and waits until the screen is another one. What comes before a turn can have been read
    /// is dropped, so on a slow machine they are pressed again, as a hand would.
    #[track_caller]
    pub fn press(&mut self, keys: &str) {
        self.settle();
        let before = self.screen();
        for _ in 0..TRIES {
            self.send(keys);
            let end = Instant::now() + NOTHING_CAME;
            while self.screen() == before && Instant::now() < end && !self.is_over() {
                self.take(Duration::from_millis(20));
            }
            if self.screen() != before || self.is_over() {
                return self.settle();
            }
        }
        panic!("nothing came of {keys:?}; the screen was:\n{before}");
    }

    fn is_over(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Presses keys, once the program has nothing more to say.
    pub fn send(&mut self, keys: &str) {
        self.settle();
        let writer = self.keys.as_mut().expect("the terminal is open");
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        (self.settled, self.awaited) = (false, true);
    }

    /// Returns what is on the screen, a line for each row.
    pub fn screen(&self) -> String {
        let screen = self.parser.screen();
        let columns = screen.size().1.get();
        screen.rows(0, columns).map(|row| format!("{}\n", row.trim_end())).collect()
    }

    /// Returns whether a text is on the screen, wherever its lines end.
    pub fn shows(&self, text: &str) -> bool {
        words(&self.screen()).contains(&words(text))
    }

    /// Returns the words on the screen, one space apart.
    pub fn words(&self) -> String {
        words(&self.screen())
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("the terminal is open").resize(size).unwrap();
        self.parser.screen_mut().set_size(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap());
    }

    /// Sends the program a signal.
    pub fn signal(&mut self, signal: Signal) {
        kill_process(self.id(), signal).unwrap();
        (self.settled, self.awaited) = (false, true);
    }

    /// Waits until the program has stopped without having ended.
    #[track_caller]
    pub fn wait_for_stop(&mut self) {
        let end = Instant::now() + DEADLINE;
        let look = WaitOptions::UNTRACED | WaitOptions::NOHANG;
        while !waitpid(Some(self.id()), look).unwrap().is_some_and(|(_, status)| status.stopped()) {
            assert!(Instant::now() < end, "the program did not stop; the screen was:\n{}", self.screen());
            self.take(Duration::from_millis(10));
        }
        while self.take(QUIET) {}
    }

    fn id(&self) -> Pid {
        let id = self.child.process_id().expect("the program runs");
        Pid::from_raw(i32::try_from(id).unwrap()).unwrap()
    }

    /// Closes the window. The reading thread holds its own end of the terminal, so it is made to let
    /// go first: it looks up when the window changes and the program shows itself again.
    #[track_caller]
    pub fn close(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        self.resize(77, 24);
        let end = Instant::now() + DEADLINE;
        while self.output.recv_timeout(DEADLINE).is_ok() {
            assert!(Instant::now() < end, "the program did not show itself in the new size");
        }
        self.keys = None;
        self.master = None;
    }

    /// Waits for the end of the program, and takes in all that it still says.
    #[track_caller]
    pub fn end(&mut self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                while self.take(QUIET) {}
                return status;
            }
            if Instant::now() > end {
                let _ = self.child.kill();
                panic!("the program did not end; the screen was:\n{}", self.screen());
            }
            self.take(Duration::from_millis(10));
        }
    }

    /// Asserts that the terminal is as it was before: keys are shown, lines are lines, the cursor is
    /// there, and the alternate screen and bracketed paste are left.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let (now, before) = (self.modes(), &self.before);
        let modes = now.local_modes;
        for mode in [LocalModes::ECHO, LocalModes::ICANON, LocalModes::ISIG] {
            assert!(modes.contains(mode), "the terminal is still without {mode:?}");
        }
        assert_eq!(now.local_modes, before.local_modes);
        assert_eq!(now.input_modes, before.input_modes);
        assert_eq!(now.output_modes, before.output_modes);
        assert_eq!(now.control_modes, before.control_modes);
        let screen = self.parser.screen();
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.alternate_screen(), "the alternate screen is still shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
    }

    /// Asserts that a text is neither on the screen nor in what can be scrolled back to.
    #[track_caller]
    pub fn assert_nothing_left_of(&mut self, text: &str) {
        let all = self.screen_and_scrollback();
        assert!(!all.contains(text) && !self.shows(text), "`{text}` is still there:\n{all}");
    }

    /// Asserts that the screen with all that can be scrolled back to says one of these and nothing else.
    #[track_caller]
    pub fn assert_only(&mut self, these: &[&str]) {
        self.settle();
        let all = self.screen_and_scrollback();
        assert!(these.contains(&words(&all).as_str()), "this is left:\n{all}");
    }

    /// Returns everything that can be seen by scrolling back, and the screen.
    fn screen_and_scrollback(&mut self) -> String {
        let mut all = String::new();
        self.parser.screen_mut().set_scrollback(usize::MAX);
        let mut above = self.parser.screen().scrollback();
        while above > 0 {
            self.parser.screen_mut().set_scrollback(above);
            let screen = self.screen();
            let rows = screen.lines().count().min(above);
            all.extend(screen.lines().take(rows).map(|row| format!("{row}\n")));
            above -= rows;
        }
        self.parser.screen_mut().set_scrollback(0);
        all + &self.screen()
    }

    /// Returns whether keys are read one by one and not shown.
    pub fn is_raw(&self) -> bool {
        !self.modes().local_modes.intersects(LocalModes::ECHO | LocalModes::ICANON)
    }

    fn modes(&self) -> Termios {
        tcgetattr(&self.terminal).unwrap()
    }

    /// Shows what was sent. A terminal without an alternate screen passes over what asks for it; half a
    /// sequence waits for its other half.
    fn process(&mut self) {
        let mut new = self.sent[self.shown..].to_vec();
        if !self.alternate {
            let half =
                |taken: &usize| ALTERNATE.iter().any(|code| code.starts_with(&new[new.len() - taken..]));
            let waits = (1..ALTERNATE[0].len().min(new.len() + 1)).rev().find(half).unwrap_or(0);
            new.truncate(new.len() - waits);
        }
        self.shown += new.len();
        if !self.alternate {
            for code in ALTERNATE {
                while let Some(place) = new.windows(code.len()).position(|window| window == code) {
                    new.drain(place..place + code.len());
                }
            }
        }
        self.parser.process(&new);
    }

    /// Takes in what comes next, if something does in time.
    fn take(&mut self, limit: Duration) -> bool {
        match self.output.recv_timeout(limit) {
            Ok(bytes) => {
                self.sent.extend(bytes);
                self.process();
                (self.settled, self.awaited) = (false, false);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }
}

/// Returns the words of a text, one space apart, without the bar before what is read aloud.
pub fn words(text: &str) -> String {
    text.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the program to test; a trial of something else can name it in `SAFELIGHT_TTY_PROGRAM`.
fn program() -> String {
    std::env::var("SAFELIGHT_TTY_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_safelight").to_owned())
}

fn read_all(mut reader: Box<dyn Read + Send>, closing: Arc<AtomicBool>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = reader.read(&mut buffer) {
            if sender.send(buffer[..count].to_vec()).is_err() || closing.load(Ordering::SeqCst) {
                break;
            }
        }
    });
    receiver
}
