//! Notices that the system asks the program to end, to stop for a while, or tells that the window changed.
//! While somebody watches, these signals only leave a mark; otherwise they act as if nothing were here. It
//! leaves alone the signals of faults, after which nothing can be relied on. Its one surprise: a handler
//! can never be taken back, so all are set up once and ask whether somebody watches.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::*;
use signal_hook::{flag, low_level};

/// The signals that ask the program to end, and whose usual effect `signal-hook` knows.
const ENDING: [i32; 11] =
    [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGABRT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF];

/// Those that end a program, too, but not in the table of `signal-hook`.
#[cfg(any(target_os = "linux", target_os = "android"))]
const ENDING_ELSEWHERE: &[i32] = &[
    SIGIO,
    SIGSYS,
    rustix::process::Signal::POWER.as_raw(),
    #[cfg(any(target_arch = "x86_64", target_arch = "x86", target_arch = "aarch64", target_arch = "arm"))]
    rustix::process::Signal::STKFLT.as_raw(),
];
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const ENDING_ELSEWHERE: &[i32] = &[SIGSYS];

/// What a signal said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// The program is to end: the number of the signal.
    End(i32),
    /// The program is to stop for a while.
    Stop,
    /// The program goes on after a stop.
    Continued,
    /// The window has another size, or had for a moment.
    Resized,
}

/// The marks that signals leave.
struct SignalMarks {
    end: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    continued: Arc<AtomicBool>,
    resized: Arc<AtomicBool>,
    unwatched: Arc<AtomicBool>,
}

static MARKS: OnceLock<SignalMarks> = OnceLock::new();

/// Watches for the signals until it is dropped.
pub struct Signals {
    marks: &'static SignalMarks,
}

impl Signals {
    /// Begins to watch.
    ///
    /// # Errors
    /// When the system does not let the program handle its signals.
    pub fn watch() -> io::Result<Signals> {
        let marks = match MARKS.get() {
            Some(marks) => marks,
            None => {
                let marks = SignalMarks::registered()?;
                MARKS.get_or_init(|| marks)
            }
        };
        marks.end.store(0, Ordering::SeqCst);
        for mark in [&marks.stop, &marks.continued, &marks.resized, &marks.unwatched] {
            mark.store(false, Ordering::SeqCst);
        }
        Ok(Signals { marks })
    }

    /// Returns what has come, the most urgent first, and forgets it unless the program is to end.
    pub fn news(&self) -> Option<News> {
        let end = i32::try_from(self.marks.end.load(Ordering::SeqCst)).unwrap_or(SIGTERM);
        let came = |mark: &AtomicBool| mark.swap(false, Ordering::SeqCst);
        if end != 0 {
            return Some(News::End(end));
        }
        if came(&self.marks.stop) {
            return Some(News::Stop);
        }
        if came(&self.marks.continued) {
            return Some(News::Continued);
        }
        came(&self.marks.resized).then_some(News::Resized)
    }

    /// Forgets that the program is to end: it was answered, and the program goes on.
    pub fn forget_end(&self) {
        self.marks.end.store(0, Ordering::SeqCst);
    }

    /// Stops the program until somebody lets it go on. That it goes on is no news then.
    ///
    /// # Errors
    /// When the system does not let it.
    pub fn stop_here(&self) -> io::Result<()> {
        low_level::emulate_default_handler(SIGTSTP)?;
        self.marks.continued.store(false, Ordering::SeqCst);
        Ok(())
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.marks.unwatched.store(true, Ordering::SeqCst);
    }
}

impl SignalMarks {
    fn registered() -> io::Result<SignalMarks> {
        let marks = SignalMarks {
            end: Arc::default(),
            stop: Arc::default(),
            continued: Arc::default(),
            resized: Arc::default(),
            unwatched: Arc::new(AtomicBool::new(true)),
        };
        let unwatched = || Arc::clone(&marks.unwatched);
        for signal in ENDING {
            flag::register_conditional_default(signal, unwatched())?;
            marks.end_by(signal)?;
        }
        for &signal in ENDING_ELSEWHERE {
            flag::register_conditional_shutdown(signal, 128 + signal, unwatched())?;
            marks.end_by(signal)?;
        }
        flag::register_conditional_default(SIGTSTP, unwatched())?;
        flag::register(SIGTSTP, Arc::clone(&marks.stop))?;
        flag::register(SIGCONT, Arc::clone(&marks.continued))?;
        flag::register(SIGWINCH, Arc::clone(&marks.resized))?;
        Ok(marks)
    }

    fn end_by(&self, signal: i32) -> io::Result<()> {
        flag::register_usize(signal, Arc::clone(&self.end), signal.unsigned_abs() as usize).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signal_leaves_its_mark_once_somebody_watches() {
        let signals = Signals::watch().unwrap();
        for (signal, news) in [(SIGTSTP, News::Stop), (SIGCONT, News::Continued), (SIGWINCH, News::Resized)] {
            low_level::raise(signal).unwrap();
            assert_eq!((signals.news(), signals.news()), (Some(news), None));
        }
        for &signal in ENDING.iter().chain(ENDING_ELSEWHERE) {
            low_level::raise(signal).unwrap();
            assert_eq!(signals.news(), Some(News::End(signal)));
            signals.forget_end();
        }
    }
}
