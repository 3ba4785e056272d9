//! How long nobody has pressed a key. It counts the waits for one, and reads no clock.

use std::time::Duration;

/// Counts waits without a key.
pub struct Idle {
    /// How many are too many; none where there is no limit.
    most: u32,
    waited: u32,
}

impl Idle {
    /// Returns the count that is over after so many minutes of waits of this length; never if there are none.
    pub fn after(minutes: u32, wait: Duration) -> Self {
        let waits = 60_000 / u32::try_from(wait.as_millis()).unwrap_or(u32::MAX).max(1);
        Idle { most: minutes.saturating_mul(waits), waited: 0 }
    }

    /// A key was pressed.
    pub fn ended(&mut self) {
        self.waited = 0;
    }

    /// A wait brought no key. Returns whether there were too many; then it begins anew.
    pub fn is_over(&mut self) -> bool {
        self.waited += 1;
        let over = self.most > 0 && self.waited >= self.most;
        if over || self.most == 0 {
            self.waited = 0;
        }
        over
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_over_after_the_last_wait_and_a_key_begins_it_anew() {
        let mut idle = Idle::after(2, Duration::from_secs(30));
        let waits = |idle: &mut Idle| (1..10).find(|_| idle.is_over());
        assert_eq!(waits(&mut idle), Some(4));
        assert_eq!(waits(&mut idle), Some(4));
        assert!(!idle.is_over() && !idle.is_over() && !idle.is_over());
        idle.ended();
        assert_eq!(waits(&mut idle), Some(4));
        assert_eq!(waits(&mut Idle::after(0, Duration::from_secs(30))), None);
        assert!(!Idle::after(u32::MAX, Duration::ZERO).is_over());
    }
}
