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
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, Termios, tcgetattr};

const DEADLINE: Duration = Duration::from_secs(10);
/// How long nothing must come from the program before a key is pressed: nobody answers faster.
const QUIET: Duration = Duration::from_millis(60);

pub const UP: &str = "\x1b[A";
pub const DOWN: &str = "\x1b[B";
pub const ENTER: &str = "\r";

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

    /// Starts some program; `start` is the usual way.
    pub fn start_program(
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
        command.env("TERM", "xterm-256color");
        command.env("HOME", home);
        command.cwd(home);
        let child = pair.slave.spawn_command(command).unwrap();
        let name = pair.master.tty_name().expect("a pseudo-terminal has a name");
        let terminal = std::fs::OpenOptions::new().read(true).write(true).open(name).unwrap();
        let closing = Arc::new(AtomicBool::new(false));
        let (cells_down, cells_across) = (NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap());
        Session {
            parser: vt100::Parser::new(cells_down, cells_across, 1000),
            output: read_all(pair.master.try_clone_reader().unwrap(), Arc::clone(&closing)),
            closing,
            settled: false,
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
        while !self.settled {
            self.settled = !self.take(QUIET);
        }
    }

    /// Presses keys, once the program has nothing more to say.
    pub fn send(&mut self, keys: &str) {
        self.settle();
        let writer = self.keys.as_mut().expect("the terminal is open");
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self.settled = false;
    }

    /// Returns what is on the screen, a line for each row.
    pub fn screen(&self) -> String {
        let screen = self.parser.screen();
        let columns = screen.size().1.get();
        screen.rows(0, columns).map(|row| format!("{}\n", row.trim_end())).collect()
    }

    /// Returns whether a text is on the screen, wherever its lines end.
    pub fn shows(&self, text: &str) -> bool {
        let words = |text: &str| text.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        words(&self.screen()).contains(&words(text))
    }

    /// Changes the size of the window.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.as_ref().expect("the terminal is open").resize(size).unwrap();
        self.parser.screen_mut().set_size(NonZero::new(rows).unwrap(), NonZero::new(columns).unwrap());
    }

    /// Sends the program a signal.
    pub fn signal(&mut self, signal: Signal) {
        let id = self.child.process_id().expect("the program runs");
        kill_process(Pid::from_raw(i32::try_from(id).unwrap()).unwrap(), signal).unwrap();
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
        let modes = self.modes().local_modes;
        for mode in [LocalModes::ECHO, LocalModes::ICANON, LocalModes::ISIG] {
            assert!(modes.contains(mode), "the terminal is still without {mode:?}");
        }
        let screen = self.parser.screen();
        assert!(!screen.hide_cursor(), "the cursor is still hidden");
        assert!(!screen.alternate_screen(), "the alternate screen is still shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is still on");
    }

    /// Asserts that a text is neither on the screen nor in what can be scrolled back to.
    #[track_caller]
    pub fn assert_nothing_left_of(&mut self, text: &str) {
        let screen = self.parser.screen_mut();
        screen.set_scrollback(usize::MAX);
        let back = self.screen();
        self.parser.screen_mut().set_scrollback(0);
        assert!(
            !back.contains(text) && !self.shows(text),
            "`{text}` is still there:\n{back}{}",
            self.screen()
        );
    }

    /// Returns whether keys are read one by one and not shown.
    pub fn is_raw(&self) -> bool {
        !self.modes().local_modes.intersects(LocalModes::ECHO | LocalModes::ICANON)
    }

    fn modes(&self) -> Termios {
        tcgetattr(&self.terminal).unwrap()
    }

    /// Takes in what comes next, if something does in time.
    fn take(&mut self, limit: Duration) -> bool {
        match self.output.recv_timeout(limit) {
            Ok(bytes) => {
                self.parser.process(&bytes);
                self.sent.extend(bytes);
                self.settled = false;
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }
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
