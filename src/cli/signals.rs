//! Notices that the system asks the program to end. While somebody watches, INT, TERM, HUP and
//! QUIT only leave a mark; otherwise they end the program as if nothing were here. No other signal may have a
//! handler: it would cut short the waiting for a key.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::flag;

/// What Ctrl-C means when it arrives as a key.
pub const INTERRUPT: i32 = SIGINT;

struct Marks {
    caught: Arc<AtomicUsize>,
    unwatched: Arc<AtomicBool>,
}

static MARKS: OnceLock<Marks> = OnceLock::new();

/// Watches for the signals until it is dropped.
pub struct Signals {
    marks: &'static Marks,
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
                let marks = Marks::registered()?;
                MARKS.get_or_init(|| marks)
            }
        };
        marks.caught.store(0, Ordering::SeqCst);
        marks.unwatched.store(false, Ordering::SeqCst);
        Ok(Signals { marks })
    }

    /// Returns the number of the signal that came, if one did.
    pub fn caught(&self) -> Option<i32> {
        let signal = self.marks.caught.load(Ordering::SeqCst);
        i32::try_from(signal).ok().filter(|signal| *signal != 0)
    }
}

impl Drop for Signals {
    fn drop(&mut self) {
        self.marks.unwatched.store(true, Ordering::SeqCst);
    }
}

impl Marks {
    /// Returns marks that the signals set. Handlers can never be taken back, so this happens once.
    fn registered() -> io::Result<Marks> {
        let marks =
            Marks { caught: Arc::new(AtomicUsize::new(0)), unwatched: Arc::new(AtomicBool::new(true)) };
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
            flag::register_conditional_default(signal, Arc::clone(&marks.unwatched))?;
            flag::register_usize(signal, Arc::clone(&marks.caught), signal.unsigned_abs() as usize)?;
        }
        Ok(marks)
    }
}
