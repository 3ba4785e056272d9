//! How long nobody has pressed a key. The clock that it reads goes on while the computer sleeps: a lid that was closed
//! for a while hides the screen.

use std::time::Duration;

/// How long nobody has pressed a key.
pub struct Idle {
    /// How long is too long; none where there is no limit.
    most: Option<Duration>,
    /// When a key was pressed last, or the limit was reached.
    since: Duration,
}

impl Idle {
    /// Returns the time that is over after so many minutes from now; never if there are none.
    pub fn after(minutes: u32, now: Duration) -> Self {
        let most = Duration::from_secs(60 * u64::from(minutes));
        Idle { most: Some(most).filter(|most| !most.is_zero()), since: now }
    }

    /// A key was pressed.
    pub fn ended(&mut self, now: Duration) {
        self.since = now;
    }

    /// Returns whether it was too long; then it begins anew.
    pub fn is_over(&mut self, now: Duration) -> bool {
        let over = self.most.is_some_and(|most| now.saturating_sub(self.since) >= most);
        if over {
            self.since = now;
        }
        over
    }
}

/// Returns how late it is on a clock that does not stop while the computer sleeps; only differences mean something.
#[cfg(unix)]
pub fn now() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let clock = ClockId::Boottime;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let clock = ClockId::Monotonic;
    let now = clock_gettime(clock);
    let nanoseconds = u32::try_from(now.tv_nsec).unwrap_or_default();
    Duration::new(u64::try_from(now.tv_sec).unwrap_or_default(), nanoseconds)
}

/// Returns how late it is; the counter of Windows goes on while the computer sleeps.
#[cfg(windows)]
#[expect(clippy::disallowed_methods, reason = "only the terminal waits")]
pub fn now() -> Duration {
    use std::sync::OnceLock;
    use std::time::Instant;
    static FIRST: OnceLock<Instant> = OnceLock::new();
    FIRST.get_or_init(Instant::now).elapsed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_over_after_the_last_minute_also_in_one_leap_and_a_key_begins_it_anew() {
        let at = Duration::from_secs;
        let mut idle = Idle::after(2, at(1_000));
        let first = |idle: &mut Idle, from: u64| (from..from + 1_000).find(|now| idle.is_over(at(*now)));
        assert_eq!(first(&mut idle, 1_000), Some(1_120));
        assert_eq!(first(&mut idle, 1_121), Some(1_240));
        assert!(!idle.is_over(at(1_300)));
        idle.ended(at(1_350));
        assert!(!idle.is_over(at(1_469)));
        // The computer slept.
        assert!(idle.is_over(at(9_000)));
        assert!(!idle.is_over(at(9_001)));
        assert_eq!(first(&mut Idle::after(0, at(0)), 0), None);
        assert!(!Idle::after(u32::MAX, at(0)).is_over(at(u64::from(u32::MAX))));
        assert!(now() <= now());
    }
}
