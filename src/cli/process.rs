//! What the program asks of the system for itself: no core dump, no reading of its memory, and an error
//! instead of its end where a file may not grow.

/// Asks the system for no core dump of this process and for no reading of its memory. What the system
/// refuses is left as it was: it is no reason not to help somebody.
#[cfg(unix)]
pub fn keep_memory_private() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    {
        let hidden = rustix::process::DumpableBehavior::NotDumpable;
        let _ = rustix::process::set_dumpable_behavior(hidden);
    }
}

/// There is nothing to ask of this system.
#[cfg(not(unix))]
pub fn keep_memory_private() {}

/// Makes a limit on the size of files an error of the write that meets it. Otherwise the system ends the
/// program there, with everything that was answered.
///
/// The handler only sets a flag that nobody reads: that there is one is what makes the write return.
#[cfg(unix)]
pub fn make_size_limits_errors() {
    use std::sync::atomic::AtomicBool;
    use std::sync::{Arc, Once};
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let nobody_reads_it = Arc::new(AtomicBool::new(false));
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, nobody_reads_it);
    });
}

/// This system has no such limit.
#[cfg(not(unix))]
pub fn make_size_limits_errors() {}
