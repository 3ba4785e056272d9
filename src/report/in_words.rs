//! Sentences that several levels of the document share. What was typed is shown, not obeyed.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::answers::{Note, Speaker};
use crate::escaped::escaped_lines;
use crate::questionnaire::model::{AnswerSource, Step, Wait};
use crate::records::{
    AnswerRecord, AskedIn, IndicatorRecord, JudgementRecord, LevelRecord, NO_GUARANTEE, NextRecord,
    OutcomeRecord, Record, SeenRecord,
};
use crate::scoring::Due;
use crate::vocabulary::{FORMS, label};

/// Which words stand for what would tell an answer, and for what would offer contact where none is wanted.
#[derive(Clone, Copy)]
pub struct Words {
    is_discreet: bool,
    no_contact: bool,
}

impl Words {
    /// Returns those of the author, everywhere.
    pub fn plain(record: &Record) -> Self {
        Words { is_discreet: false, no_contact: record.wants_no_contact() }
    }

    /// Returns those that the author wrote for a note, where there are some.
    pub fn discreet(record: &Record) -> Self {
        Words { is_discreet: true, ..Words::plain(record) }
    }

    /// Returns whether they are those for a note.
    pub fn are_discreet(self) -> bool {
        self.is_discreet
    }

    /// Returns the words for a step.
    pub fn of_step(self, step: &Step) -> &str {
        self.choose(&step.label, step.in_note.as_deref(), step.no_contact.as_deref())
    }

    /// Returns how long a step may wait; what gives way has no time.
    pub fn wait_of(self, step: &Step) -> Option<u32> {
        step.within_hours.filter(|_| step.gives_way(self.no_contact).is_none())
    }

    /// Returns the words for an outcome.
    pub fn of_outcome(self, outcome: &OutcomeRecord) -> &str {
        self.choose(&outcome.label, outcome.in_note.as_deref(), None)
    }

    /// Returns the words for a level.
    pub fn of_level(self, level: &LevelRecord) -> &str {
        self.choose(&level.label, level.in_note.as_deref(), level.no_contact.as_deref())
    }

    fn choose<'w>(self, label: &'w str, in_note: Option<&'w str>, no_contact: Option<&'w str>) -> &'w str {
        let in_note = in_note.filter(|_| self.is_discreet);
        no_contact.filter(|_| self.no_contact).or(in_note).unwrap_or(label)
    }
}

/// What stands before everything that is to be done where the person wants no contact.
pub const NO_CONTACT: &str = "The person wants no contact: make none, unless the law asks for it";

/// Returns an answer as an entry of a list.
pub fn said_item(said: &AnswerRecord) -> (String, Vec<String>) {
    let speaker = if said.source == AnswerSource::Asked { Speaker::Person } else { Speaker::Worker };
    let words = said.words.iter().map(|words| spoken(speaker, words));
    let mut below: Vec<String> = words.chain(said.note.iter().map(noted)).collect();
    if said.asked_differently {
        below.push("asked in other words".to_owned());
    }
    if said.answered_alone {
        below.push("answered alone".to_owned());
    }
    below.extend(said.asked_in.as_ref().map(AskedIn::in_words));
    below.extend(said.seen.map(SeenRecord::in_words));
    (format!("{} — {}", said.asked, said.shown), below)
}

/// Says whose words they are. What drives a terminal or turns text around is shown, not obeyed.
pub fn noted(note: &Note) -> String {
    spoken(note.speaker, &note.words)
}

/// Returns words with whose they are.
pub fn spoken(speaker: Speaker, words: &str) -> String {
    let whose = match speaker {
        Speaker::Person => "in their own words",
        Speaker::Worker => "noted by the worker",
    };
    format!("{whose}: “{}”", escaped_lines(words))
}

/// What stands behind the words of a level where others with the same words are possible.
pub const OPEN: &str = " (open)";

/// The levels in a few words, for a table. A level can be certain although not enough is answered.
pub fn at_a_glance(outcome: &OutcomeRecord, words: Words) -> String {
    let judged = outcome.judged.as_ref().map_or_else(String::new, |judged| {
        format!(
            "; judged: {}",
            words.choose(&judged.label, judged.in_note.as_deref(), judged.no_contact.as_deref())
        )
    });
    let between = |lowest, highest| match (words.of_level(lowest), words.of_level(highest)) {
        // All that is possible is called the same, as in a note that tells no level from another.
        (one, other) if one == other && outcome.possible.iter().all(|it| words.of_level(it) == one) => {
            format!("{one}{OPEN}")
        }
        // What is not known is no leave to do only the least.
        (lowest, highest) => format!("open: up to “{highest}”; “{lowest}” may not be enough"),
    };
    let possible = match (outcome.possible.as_slice(), outcome.enough_answered) {
        ([one], true) => words.of_level(one).to_owned(),
        ([one], false) => format!("{}, already certain; not enough answered", words.of_level(one)),
        ([lowest, .., highest], true) => between(lowest, highest),
        ([lowest, .., highest], false) => format!("not enough answered; {}", between(lowest, highest)),
        ([], _) => String::new(),
    };
    possible + &judged
}

/// Returns what is possible, in a sentence.
pub fn headline(outcome: &OutcomeRecord, words: Words) -> String {
    let labels: Vec<&str> = outcome.possible.iter().map(|level| words.of_level(level)).collect();
    match labels.as_slice() {
        [one] if !outcome.enough_answered => {
            format!("Not enough answered. Already certain, whatever the open answers turn out to be: {one}.")
        }
        _ if !outcome.enough_answered => {
            format!("Not enough answered. Still possible: {}.", labels.join("; "))
        }
        _ if outcome.decided_by_practitioner && outcome.judged.is_none() => {
            "This is for the professional to decide. The possible levels are:".to_owned()
        }
        [one] => format!("{one}."),
        [lowest, .., highest] => format!(
            "Open: from “{lowest}” to “{highest}”, because some questions are not answered. It can still be:"
        ),
        [] => String::new(),
    }
}

/// Returns a questionnaire that may follow, in a sentence.
pub fn next_line(next: &NextRecord) -> String {
    let may = if next.status == Due::Due { "Next" } else { "Perhaps next" };
    let because = next.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
    format!("{may}: {}{because}", next.title.as_ref().unwrap_or(&next.questionnaire))
}

/// An item, not a paragraph: a reason of several lines stays one text of the professional's.
pub fn judgement_item(own: &JudgementRecord, words: Words) -> (String, Vec<String>) {
    let level = words.choose(&own.label, None, own.no_contact.as_deref());
    let judged = format!("The professional's own judgement: {level}. Both are kept.");
    (judged, vec![format!("reason: {}", escaped_lines(&own.reason))])
}

/// Returns an indicator as an entry of a list, with the answers behind it.
pub fn indicator_item(indicator: &IndicatorRecord) -> (String, Vec<String>) {
    let forms = forms(indicator);
    let mut below = if indicator.sums_up { Vec::new() } else { indicator.evidence.clone() };
    below.push(format!("source: {}", indicator.source));
    (format!("{}{forms}", indicator.label), below)
}

/// Returns the forms of exploitation that an indicator is about, in brackets.
pub fn forms(indicator: &IndicatorRecord) -> String {
    let forms: Vec<&str> = indicator.forms.iter().map(|form| label(FORMS, form)).collect();
    if forms.is_empty() { String::new() } else { format!(" ({})", forms.join(", ")) }
}

/// Returns whether nobody is there who could use a service, and none is looked for.
pub fn has_no_services(record: &Record) -> bool {
    !record.frame().has_person && record.referrals.is_empty() && record.needs_without_service.is_empty()
}

/// Returns that nothing was answered, as whoever it is about would say it.
pub fn nothing_in_words(record: &Record) -> &'static str {
    let frame = record.frame();
    let nobody_knew = !record.answers.is_empty() && record.answers.iter().all(|it| it.state == "dont_know");
    if nobody_knew { frame.nobody_knew } else { frame.nothing_answered }
}

/// Returns whether nobody said, and nothing tells, anything.
pub fn nothing_answered(record: &Record) -> bool {
    record.answers.iter().all(|said| said.state != "given")
}

/// Returns what is called or written to in a channel, without its languages and hours.
pub fn contact(channel: &str) -> &str {
    channel.split(" — ").next().unwrap_or_default()
}

/// Returns a time as people say it on that day.
pub fn by_when(today: Date, wait: Option<Wait>) -> String {
    match wait {
        None => "No fixed day".to_owned(),
        Some(Wait::Now) => "Now".to_owned(),
        Some(Wait::Today) => "Today".to_owned(),
        Some(Wait::Days(days)) => match today.checked_add(i64::from(days).days()) {
            Ok(day) => format!("By {}", day_in_words(day)),
            Err(_) => format!("Within {days} days"),
        },
    }
}

/// Returns a day as people write it.
pub fn day_in_words(day: Date) -> String {
    day.strftime("%A, %-d %B %Y").to_string()
}

/// Returns the day of a record as people write it; of one without identifiers the year is known.
pub fn day_of(record: &Record) -> String {
    match record.removed {
        None => day_in_words(record.date.0),
        Some(_) => record.date.0.year().to_string(),
    }
}

/// Returns the day of a record in numbers; of one without identifiers the year.
pub fn short_day_of(record: &Record) -> String {
    match record.removed {
        None => record.date.0.to_string(),
        Some(_) => record.date.0.year().to_string(),
    }
}

/// Returns by when something is to be done, as people say it on the day of a record. Where only its year is known, it
/// is counted from that day.
pub fn by_when_of(record: &Record, wait: Option<Wait>) -> String {
    match (record.removed, wait) {
        (Some(_), Some(Wait::Days(days))) => format!("Within {days} days"),
        _ => by_when(record.date.0, wait),
    }
}

/// Returns what a page says of what was left out, if it is one without identifiers.
pub fn left_out(record: &Record) -> Option<String> {
    let removed: Vec<String> =
        record.removed?.in_words().into_iter().map(|(what, count)| format!("{what} ({count})")).collect();
    let own = match record.questionnaire.id.is_empty() {
        true => " The words of the questionnaire are your own and were not looked at.",
        false => "",
    };
    Some(format!(
        "Without identifiers. Left out: {}; of days, the year stays.{own} {NO_GUARANTEE}",
        removed.join(", ")
    ))
}

/// Returns whether whoever reads a file may see an answer: it is given, and nothing sensitive.
pub fn is_open_to_all(said: &AnswerRecord) -> bool {
    said.state == "given" && said.sensitivity == 0
}

/// Returns of each number by language that it is not known in the language in which this was asked, in words.
pub(super) fn unknown_by_language(record: &Record) -> impl Iterator<Item = String> {
    record.context.iter().filter_map(|known| known.unknown_in_words(&record.questionnaire.language))
}
