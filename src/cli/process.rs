//! Keeps what people said out of core dumps, and out of reach of other programs of the same user.

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
