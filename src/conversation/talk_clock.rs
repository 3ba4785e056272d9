//! How long a talk has lasted. It is told and never written down: no record, no draft and no count holds it. Its one
//! surprise: it begins anew where a talk that was put aside is gone on with.

use std::time::Duration;

use crate::questionnaire::{Questionnaire, TalkLength};

/// A clock that began with a talk.
pub struct TalkClock {
    now: Box<dyn Fn() -> Duration>,
    since: Duration,
}

impl TalkClock {
    /// Returns a clock that begins now; `now` says how late it is, of which only differences mean something.
    pub fn begin(now: impl Fn() -> Duration + 'static) -> Self {
        let since = now();
        TalkClock { now: Box::new(now), since }
    }

    /// Returns how many minutes have passed.
    fn minutes(&self) -> u64 {
        (self.now)().saturating_sub(self.since).as_secs() / 60
    }

    /// Returns whether it takes longer than a talk with the questionnaire is made to take.
    pub(super) fn is_over(&self, questionnaire: &Questionnaire) -> bool {
        self.minutes() >= most_minutes(questionnaire)
    }

    /// Returns how long it has lasted, in words.
    pub(super) fn in_words(&self, questionnaire: &Questionnaire) -> String {
        let minutes = match self.minutes() {
            0 => return "You began less than a minute ago.".to_owned(),
            1 => "You began about a minute ago.".to_owned(),
            minutes => format!("You began about {minutes} minutes ago."),
        };
        if !self.is_over(questionnaire) {
            return minutes;
        }
        let most = most_minutes(questionnaire);
        format!(
            "{minutes} It is made for about {most}. A long talk tires, and somebody may notice how long it takes: it \
             can be better to stop, and to meet again."
        )
    }
}

/// Returns how many minutes the longest talk is made to take, or what the questionnaire says, if that is more.
fn most_minutes(questionnaire: &Questionnaire) -> u64 {
    let (_, longest) = TalkLength::of(questionnaire).minutes();
    u64::try_from(longest).unwrap_or(u64::MAX).max(u64::from(questionnaire.minutes))
}
