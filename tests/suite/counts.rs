//! How much the large tests look at, in one place: little and seeded in `cargo test`, and what
//! `tests/long/run` asks for where `SAFELIGHT_LONG` is set. Each prints what it looked at.

/// A count: what `cargo test` looks at, and what the long run does.
#[derive(Clone, Copy)]
pub struct Count {
    short: usize,
    long: usize,
}

/// Random walks through conversations, in all: the shipped questionnaires share half of them.
pub const WALKS: Count = Count { short: 300, long: 10_000 };
/// Random walks in two languages at once.
pub const SPOKEN: Count = Count { short: 60, long: 10_000 };
/// Texts of random letters that go through a PO file and back.
pub const PO_TEXTS: Count = Count { short: 2_000, long: 200_000 };
/// Generated questionnaires that are walked through.
pub const WALKED: Count = Count { short: 30, long: 500 };
/// Ways of answering of which every one is tried with both scorers, where there are no more.
pub const EVERY_PATTERN: Count = Count { short: 1_000, long: 2_000_000 };
/// Random ways of answering for each questionnaire that has more.
pub const RANDOM_PATTERNS: Count = Count { short: 400, long: 200_000 };
/// Generated questionnaires for both scorers.
pub const GENERATED: Count = Count { short: 1_000, long: 10_000 };
/// Random ways of answering for each of those.
pub const PATTERNS_OF_GENERATED: Count = Count { short: 30, long: 100 };
/// Small generated questionnaires of which every way of answering is tried.
pub const SMALL: Count = Count { short: 100, long: 200 };

/// Generated questionnaires of each style of which every completion is tried, against brute force.
pub const BRUTE: Count = Count { short: 150, long: 2_000 };
/// Generated questionnaires in which one change after another is computed, only what it reaches and anew.
pub const RECOMPUTED: Count = Count { short: 300, long: 3_000 };

/// One change of a rule in so many of what is built in, each of which an example must notice.
pub const ONE_CHANGE_IN: Count = Count { short: 4, long: 1 };
/// One other answer in so many of each scenario, of which it is told where it leads.
pub const ONE_ANSWER_IN: Count = Count { short: 4, long: 1 };
/// Generated questionnaires of which every conversation is tried, for what can come about.
pub const SURVEYED: Count = Count { short: 400, long: 1_100 };

/// Random answers of each shipped questionnaire whose needs are looked for in a directory.
pub const WISHES: Count = Count { short: 200, long: 5_000 };

/// Random answers of each shipped questionnaire that are written as a release code and read back.
pub const RELEASES: Count = Count { short: 300, long: 100_000 };

/// Random talks of each shipped questionnaire with a turned screen.
pub const TURNED: Count = Count { short: 40, long: 10_000 };
/// Talks, over all forms, that are held against the script of the page.
pub const TALKS_FOR_PAGE: Count = Count { short: 1_000, long: 100_000 };
/// Random choices of each shipped questionnaire of what is kept back.
pub const KEPT_BACK: Count = Count { short: 6, long: 2_000 };

/// Turns at which a screening is put aside, of all that there are.
pub const PAUSES: Count = Count { short: 5, long: 1_000 };
/// Screenings that are killed at a random moment.
pub const KILLS: Count = Count { short: 4, long: 1_000 };

/// A part of a long run over the real questionnaires, so that it can be done in several goes: words of
/// the path of the ones that are looked at, as `SAFELIGHT_PART=adult-brief`, and after an `=` the first
/// random pattern, `SAFELIGHT_PART=adult-brief=120000`. Each go prints how far it has come.
pub struct Part {
    path: String,
    pub from: usize,
}

impl Part {
    /// All of it, where nothing else is asked for.
    pub fn get() -> Part {
        let asked = std::env::var("SAFELIGHT_PART").unwrap_or_default();
        let (path, from) = asked.split_once('=').unwrap_or((&asked, "0"));
        Part { path: path.to_owned(), from: from.parse().expect("the first pattern is a number") }
    }

    pub fn is_all(&self) -> bool {
        self.path.is_empty() && self.from == 0
    }

    pub fn holds(&self, path: &str) -> bool {
        path.contains(&self.path)
    }
}

impl Count {
    /// Returns how much is looked at this time.
    pub fn get(self) -> usize {
        if std::env::var_os("SAFELIGHT_LONG").is_some() { self.long } else { self.short }
    }
}
