//! How many screenings were begun, and what came of the others: counts of one quarter, in one file. Nothing in it
//! is of a person: no day, no time, no name of a record, no answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counted::{FormName, is_id};
use super::hiding::{Shown, shown};
use super::quarter::Quarter;
use crate::answers::Edition;
use crate::conversation::Attempt;

/// The version of the file.
const FORMAT: u32 = 1;

/// No agency holds more screenings in a quarter.
const LARGEST: u64 = 1_000_000_000;

/// What stands at the head of the file.
const HEAD: &str = "# How many screenings there were in this quarter, and what came of them. Counts, and nothing of a person:\n\
    # `safelight records statistics` shows them and hides what is below ten. docs/case-file.md says what is counted.\n\n";

/// The counts of a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FormCounts {
    begun: u64,
    ended: u64,
    ended_early: u64,
    stopped: u64,
    refused: u64,
    not_now: u64,
    left_before: u64,
    /// By the id of the gate that was not passed.
    not_begun: BTreeMap<String, u64>,
}

impl FormCounts {
    fn is_too_large(&self) -> bool {
        let over = [self.ended, self.ended_early, self.stopped];
        self.attempts() > LARGEST || over.into_iter().any(|count| count > LARGEST)
    }

    /// Returns how many there were of all kinds.
    fn attempts(&self) -> u64 {
        let before = [self.begun, self.refused, self.not_now, self.left_before];
        before.into_iter().chain(self.not_begun.values().copied()).fold(0, u64::saturating_add)
    }
}

/// The counts of one quarter, as they stand in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuarterCounts {
    format: u32,
    quarter: String,
    #[serde(default)]
    form: BTreeMap<String, FormCounts>,
}

impl QuarterCounts {
    /// Returns the counts of a quarter in which nothing was counted yet.
    pub fn none(quarter: Quarter) -> Self {
        QuarterCounts { format: FORMAT, quarter: quarter.to_string(), form: BTreeMap::new() }
    }

    /// Returns the name of the file of a quarter.
    pub fn file_name(quarter: Quarter) -> String {
        format!("safelight-coverage-{quarter}.toml")
    }

    /// Returns whether a file is named like one of these.
    pub fn is_named(file: &str) -> bool {
        let quarter = file.strip_prefix("safelight-coverage-").and_then(|rest| rest.strip_suffix(".toml"));
        quarter.and_then(Quarter::named).is_some()
    }

    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        let counts: QuarterCounts = toml::from_str(text).map_err(|error| error.message().to_owned())?;
        if counts.format != FORMAT {
            return Err(format!("`format` is not {FORMAT}; this version reads format {FORMAT}"));
        }
        if counts.form.values().any(FormCounts::is_too_large) {
            return Err("a count in it is too large to be one".to_owned());
        }
        match Quarter::named(&counts.quarter) {
            Some(_) => Ok(counts),
            None => Err("`quarter` is none such as 2026-Q4".to_owned()),
        }
    }

    /// Returns it as it is written.
    pub fn written(&self) -> String {
        format!("{HEAD}{}", toml::to_string(self).expect("counts under text keys are TOML"))
    }

    /// Counts what came of a screening. One that is gone on with was counted as begun before.
    pub fn count(&mut self, edition: &Edition, attempt: &Attempt, was_begun: bool) {
        let form = FormName::of(&edition.id, &edition.version);
        let counts = self.form.entry(form.as_str().to_owned()).or_default();
        let add = |count: &mut u64| *count = count.saturating_add(1);
        if attempt.is_begun() && !was_begun {
            add(&mut counts.begun);
        }
        match attempt {
            Attempt::NotBegun(gate) => {
                let gate = if is_id(gate) { gate } else { super::counted::ANOTHER };
                add(counts.not_begun.entry(gate.to_owned()).or_default());
            }
            Attempt::LeftBefore => add(&mut counts.left_before),
            Attempt::Refused => add(&mut counts.refused),
            Attempt::NotNow => add(&mut counts.not_now),
            Attempt::Aside => {}
            Attempt::Ended => add(&mut counts.ended),
            Attempt::EndedEarly => add(&mut counts.ended_early),
            Attempt::Stopped => add(&mut counts.stopped),
        }
    }
}

/// What may be shown of the counts of several quarters.
pub(super) struct CoverageTable {
    /// The quarters.
    pub quarters: Vec<String>,
    /// What is counted.
    pub columns: Vec<String>,
    /// By quarter.
    pub shown: Shown,
}

impl CoverageTable {
    /// Adds up the forms, and hides what has to be hidden. As with records, a form of which there are few is in no
    /// number.
    pub fn of(counts: &[QuarterCounts], k: u64) -> Self {
        let mut by_form: BTreeMap<&String, u64> = BTreeMap::new();
        for (form, counts) in counts.iter().flat_map(|one| &one.form) {
            let so_far = by_form.entry(form).or_default();
            *so_far = so_far.saturating_add(counts.attempts());
        }
        let mut by_quarter: BTreeMap<&str, Vec<&FormCounts>> = BTreeMap::new();
        for one in counts {
            let forms =
                one.form.iter().filter(|(form, _)| by_form.get(form).is_some_and(|count| *count >= k));
            let mut forms = forms.map(|(_, counts)| counts).peekable();
            if forms.peek().is_some() {
                by_quarter.entry(&one.quarter).or_default().extend(forms);
            }
        }
        let forms = || by_quarter.values().flatten();
        let mut gates: Vec<&String> = forms().flat_map(|form| form.not_begun.keys()).collect();
        gates.sort();
        gates.dedup();
        let cells: Vec<Vec<u64>> = by_quarter.values().map(|forms| row(forms, &gates)).collect();
        let gate_words = gates.iter().map(|gate| format!("not begun: {gate}"));
        let columns = WORDS.iter().map(|word| (*word).to_owned()).chain(gate_words);
        CoverageTable {
            quarters: by_quarter.keys().map(|quarter| (*quarter).to_owned()).collect(),
            columns: columns.collect(),
            shown: shown(&cells, &vec![true; cells.len()], k),
        }
    }
}

/// The columns before those of the gates. What is rare is counted together with what stands before it.
const WORDS: [&str; 7] = [
    "begun, ended",
    "begun, ended early",
    "begun, stopped",
    "begun, put aside",
    "the person said no",
    "the person said not now",
    "left before the questions",
];

fn row(forms: &[&FormCounts], gates: &[&String]) -> Vec<u64> {
    let sum = |count: &dyn Fn(&FormCounts) -> u64| {
        forms.iter().map(|form| count(form)).fold(0, u64::saturating_add)
    };
    let over = |form: &FormCounts| form.ended.saturating_add(form.ended_early).saturating_add(form.stopped);
    let mut row = vec![
        sum(&|form| form.ended),
        sum(&|form| form.ended_early),
        sum(&|form| form.stopped),
        sum(&|form| form.begun.saturating_sub(over(form))),
        sum(&|form| form.refused),
        sum(&|form| form.not_now),
        sum(&|form| form.left_before),
    ];
    let of_gate = |gate: &String| sum(&|form| form.not_begun.get(gate).copied().unwrap_or_default());
    row.extend(gates.iter().map(|gate| of_gate(gate)));
    row
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{CoverageTable, QuarterCounts};
    use crate::answers::Edition;
    use crate::conversation::Attempt;
    use crate::tally::Quarter;

    fn edition() -> Edition {
        Edition { id: "adult-brief".to_owned(), version: "1.0.0".to_owned() }
    }

    #[test]
    fn what_is_counted_is_read_back_and_holds_no_day() {
        let quarter = Quarter::of(date(2026, 11, 30));
        let mut counts = QuarterCounts::none(quarter);
        counts.count(&edition(), &Attempt::NotBegun("alone".to_owned()), false);
        counts.count(&edition(), &Attempt::NotBegun("With Maria".to_owned()), false);
        counts.count(&edition(), &Attempt::Aside, false);
        counts.count(&edition(), &Attempt::Ended, true);
        let written = counts.written();
        assert_eq!(QuarterCounts::read(&written), Ok(counts));
        assert!(written.contains("begun = 1\nended = 1\n") && written.contains("alone = 1"), "{written}");
        assert!(!written.contains("Maria") && !written.contains("11-30"), "{written}");
        assert!(QuarterCounts::is_named(&QuarterCounts::file_name(quarter)));
        assert!(!QuarterCounts::is_named("safelight-coverage-2026-Q7.toml"));
        assert!(QuarterCounts::read("format = 1\nquarter = \"2026\"\n").is_err());
        let large = "format = 1\nquarter = \"2026-Q1\"\n[form.\"a@1.0.0\"]\nbegun = 9223372036854775807\n";
        assert!(QuarterCounts::read(large).is_err());
        assert!(QuarterCounts::read("format = 2\nquarter = \"2026-Q1\"\n").is_err());
    }

    #[test]
    fn a_quarter_with_few_of_one_kind_shows_them_only_together() {
        let mut counts = QuarterCounts::none(Quarter::of(date(2026, 11, 30)));
        for _ in 0..24 {
            counts.count(&edition(), &Attempt::Ended, false);
        }
        for _ in 0..19 {
            counts.count(&edition(), &Attempt::Refused, false);
        }
        let table = CoverageTable::of(&[counts.clone()], 10);
        assert!(
            table.shown.all.is_empty(),
            "with so few, what nobody said would be told: nobody said \"not now\""
        );
        counts.count(&edition(), &Attempt::NotNow, false);
        // Of another form there are few.
        counts.count(&Edition { id: "labor-brief".to_owned(), ..edition() }, &Attempt::Ended, false);
        let table = CoverageTable::of(&[counts], 10);
        let all: Vec<u64> = table.shown.all.iter().map(|(_, count)| *count).collect();
        assert_eq!(all, [24, 20]);
    }
}
