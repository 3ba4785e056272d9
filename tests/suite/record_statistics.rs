//! Counts over many records, and of screenings, through the real program: what they say, and what they never do.
//! That a small count cannot be told from the others is shown in `src/tally/attack.rs`, by trying everything.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::path::Path;

use jiff::civil::date;
use safelight::records::{Day, Record, Response, read_record, written};

use crate::piped::{ADULT, Replies, SCREEN, Talk, record, talk};
use crate::run::{CANARY, Home, Ran};

const PASSPHRASE: &str = "correct horse battery";

/// A record of a real talk, to make others of.
fn example() -> Record {
    let home = Home::new();
    talk(&home, &[SCREEN, &["--case", "A-0417", "--export", "case.json"]].concat(), &[]).done();
    read_record(&record(&home, "case.json").to_string()).unwrap().record
}

/// A folder with records: so many in each of two quarters, a third of them settled at the lowest level of an outcome
/// that is open in the example.
fn folder(home: &Home, example: &Record, (third, fourth): (usize, usize)) {
    for place in 0..third + fourth {
        let mut one = example.clone();
        let day = i8::try_from(place % 28).unwrap() + 1;
        one.date = Day(if place < third { date(2026, 8, day) } else { date(2026, 11, day) });
        if place % 3 == 0 {
            let outcome = one.outcomes.iter_mut().find(|outcome| !outcome.settled).unwrap();
            outcome.possible.truncate(1);
            outcome.settled = true;
        }
        one.course = vec![format!("{CANARY} {place}")];
        for (at, service) in one.referrals.iter_mut().enumerate() {
            service.name = CANARY.to_owned();
            service.response = match (place + at) % 4 {
                0 => Response::NotOffered,
                1 => Response::Declined,
                2 => Response::Accepted,
                _ => Response::Done,
            };
        }
        home.file(&format!("records/{place}.json"), written(&one.sealed()));
    }
}

/// The rows of CSV, the head first, as texts: no cell of these has a quote or a comma in it, or it is left out here.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let lines = csv.strip_prefix('\u{feff}').expect("its mark").lines();
    lines
        .filter(|line| !line.contains('"'))
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect()
}

fn count(rows: &[Vec<String>], table: &str, row: &str, column: &str) -> Option<u64> {
    let found = rows.iter().find(|one| one[1] == table && one[3] == row && one[4] == column)?;
    found[5].parse().ok()
}

#[test]
fn counts_of_a_folder_name_nobody_and_hide_what_is_small() {
    let (home, example) = (Home::new(), example());
    folder(&home, &example, (36, 30));
    let text = home.run(&["records", "statistics", "records"]).done();
    assert!(text.contains("66 records are counted.") && text.contains("2026-Q3"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let csv = home.run(&["records", "statistics", "records", "--format", "csv"]).done();
    let html = home.run(&["records", "statistics", "records", "--format", "html"]).done();
    assert!(html.contains("default-src 'none'") && html.contains("role=\"img\""), "{html}");
    let seal = &example.seal;
    for written in [&text, &csv, &html] {
        for never in [CANARY, "A-0417", "2026-11", "2026-08", &seal[..16], &example.answers[0].asked] {
            assert!(!written.contains(never), "{never} is in:\n{written}");
        }
    }
    let rows = rows(&csv);
    assert_eq!(rows[0], ["format", "table", "of", "row", "column", "count"]);
    assert_eq!(count(&rows, "quarters", "2026-Q3", "records"), Some(36));
    assert_eq!(count(&rows, "quarters", "2026-Q4", "records"), Some(30));
    assert_eq!(count(&rows, "quarters", "all quarters", "records"), Some(66));
    assert_eq!(count(&rows, "forms", "adult-brief@1.0.0", "Count"), Some(66));
    for one in rows.iter().skip(1) {
        let shown = one[5].is_empty() || one[5].parse::<u64>().unwrap() >= 10;
        assert!(shown, "{one:?}");
    }
    let levels: Vec<u64> =
        rows.iter().filter(|one| one[1] == "levels").map(|one| one[5].parse().unwrap()).collect();
    assert!(levels.contains(&22) && levels.contains(&44), "{levels:?}");
    let steps = ["offered", "wanted", "reached"].map(|step| count(&rows, "services together", step, "Count"));
    let [offered, wanted, reached] = steps.map(Option::unwrap);
    assert!(offered > wanted && wanted > reached, "{steps:?}");
    assert!(
        !csv.contains("not_offered") && csv.contains("Hotline"),
        "a published service has its name:\n{csv}"
    );
}

#[test]
fn a_form_or_a_quarter_with_few_records_is_told_by_no_number() {
    let (home, example) = (Home::new(), example());
    folder(&home, &example, (9, 41));
    let mut own = example.clone();
    (own.questionnaire.id, own.date) = ("our-own".to_owned(), Day(date(2026, 11, 3)));
    own.questionnaire.title = CANARY.to_owned();
    home.file("records/own.json", written(&own.sealed()));
    let text = home.run(&["records", "statistics", "records"]).done();
    assert!(text.contains("50 records are counted.") && !text.contains("our-own"), "{text}");
    assert!(!text.contains("2026-Q4") && !text.contains("2026-Q3"), "41 of 50 tells the nine:\n{text}");
    let all = home.run(&["records", "statistics", "records", "--at-least", "9"]).done();
    assert!(all.contains("2026-Q3") && all.contains("2026-Q4"), "{all}");
    let none = home.run(&["records", "statistics", "records", "--at-least", "51"]).done();
    assert!(none.contains("fewer than 51 records") && !none.contains("50 records"), "{none}");
}

#[test]
fn what_is_damaged_is_named_and_nothing_is_written() {
    let (home, example) = (Home::new(), example());
    folder(&home, &example, (12, 12));
    let first = fs::read_to_string(home.path().join("records/0.json")).unwrap();
    home.file("records/copy.json", &first);
    home.file("records/list.json", "[1, 2]");
    home.file("records/other.json", "{\"kind\": \"something\"}");
    home.file("records/notes.txt", "nothing");
    let text = home.run(&["records", "statistics", "records"]).done();
    assert!(text.contains("24 records are counted."), "{text}");
    assert!(text.contains("2 other .json files are no records") && text.contains("counted once"), "{text}");
    let command = ["records", "statistics", "records", "--export", "numbers.csv"];
    home.file("records/7.json", first.replace("2026-08", "2026-07"));
    home.run(&command).refused(&["7.json", "its seal does not fit", "Nothing was counted"]);
    home.file("records/7.json", &first[..first.len() / 2]);
    home.run(&command).refused(&["7.json", "line "]);
    assert!(!home.path().join("numbers.csv").exists());
    fs::remove_file(home.path().join("records/7.json")).unwrap();
    assert!(home.run(&command).done().contains("Written: "));
    home.run(&command).refused(&["numbers.csv is already there", "--force"]);
    for (k, why) in
        [("2", "below 3"), ("0", "below 3"), ("ten", "whole number"), ("18446744073709551615", "up to")]
    {
        home.run(&["records", "statistics", "records", "--at-least", k]).refused(&[why]);
    }
    home.run(&["records", "statistics", "nowhere"]).refused(&["nowhere"]);
    home.run(&["records", "statistics", "records", "--format", "json"])
        .refused(&["not written as JSON", "html"]);
}

// ---- of the workspace, and of screenings ----

fn typed(home: &Home, arguments: &[&str], lines: &[&str]) -> Ran {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    home.run_with(arguments, lines.as_bytes())
}

fn home_with_coverage() -> Home {
    let home = Home::new();
    home.file("safelight/config.toml", "coverage = true\n");
    home
}

/// The file of counts beside the usual folder of the workspace.
fn coverage(home: &Home) -> Option<String> {
    let folder = home.path().join(".local/share");
    let mut files: Vec<_> = fs::read_dir(folder).ok()?.map(|one| one.unwrap().path()).collect();
    files.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("safelight-coverage-"));
    assert!(files.len() <= 1, "{files:?}");
    let file = files.pop()?;
    is_for_its_owner(&file);
    Some(fs::read_to_string(file).unwrap())
}

#[cfg(unix)]
fn is_for_its_owner(file: &Path) {
    use std::os::unix::fs::MetadataExt;
    let told = fs::metadata(file).unwrap();
    assert_eq!(told.mode() & 0o777, 0o600);
    let changed = jiff::Timestamp::from_second(told.mtime()).unwrap().to_string();
    assert!(changed.contains("-01T00:00:00Z"), "its date tells the quarter alone: {changed}");
}

#[cfg(not(unix))]
fn is_for_its_owner(_: &Path) {}

#[test]
fn screenings_are_counted_only_where_the_settings_say_so_and_nothing_of_a_person_is() {
    let home = Home::new();
    talk(&home, SCREEN, &[]).done();
    assert_eq!(coverage(&home), None);
    let home = home_with_coverage();
    talk(&home, SCREEN, &[("alone with the person", "2")]).done();
    talk(&home, SCREEN, &[("Is it all right if I ask you", "2")]).done();
    talk(&home, SCREEN, &[("Is it all right if I ask you", "3")]).done();
    let ended = talk(&home, SCREEN, &[]).done();
    assert!(ended.ends_with("Done. Nothing was kept.\n"), "{ended}");
    talk(&home, &[SCREEN, &["--no-record"]].concat(), &[]).done();
    let counts = coverage(&home).unwrap();
    for line in [
        "begun = 1",
        "ended = 1",
        "ended_early = 0",
        "stopped = 0",
        "refused = 1",
        "not_now = 1",
        "private = 1",
    ] {
        assert!(counts.lines().any(|one| one == line), "{line}:\n{counts}");
    }
    let mut cut_short = Talk::begin(&home, SCREEN);
    cut_short.lead_to(&[], "Which age group");
    assert!(cut_short.end().err.contains("nothing was kept"));
    let counts = coverage(&home).unwrap();
    assert!(counts.contains("begun = 2") && counts.contains("stopped = 1"), "{counts}");
    assert!(!counts.contains("2026-11-") && counts.contains("[form.\"adult-brief@1.0.0\"]"), "{counts}");
}

#[test]
fn a_count_that_cannot_be_written_disturbs_nothing_and_is_said() {
    let home = home_with_coverage();
    talk(&home, SCREEN, &[]).done();
    let folder = home.path().join(".local/share");
    let file = fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    fs::write(&file, "begun = many\n").unwrap();
    let out = talk(&home, &[SCREEN, &["--export", "case.txt"]].concat(), &[]).done();
    assert!(
        out.contains("This screening is not counted: ") && out.contains("aved, not encrypted: "),
        "{out}"
    );
    assert!(home.path().join("case.txt").exists());
    assert_eq!(fs::read_to_string(&file).unwrap(), "begun = many\n");
    let name = file.file_name().unwrap().to_str().unwrap();
    home.run(&["records", "statistics", ".local/share"]).refused(&[name, "holds no counts of a quarter"]);
}

#[test]
fn what_is_kept_in_a_workspace_is_counted_and_one_that_is_gone_on_with_counts_once() {
    let home = home_with_coverage();
    typed(&home, &["records", "init"], &[PASSPHRASE, PASSPHRASE]).done();
    let kept: Replies<'_> = ADULT;
    for _ in 0..3 {
        let mut talk = Talk::begin(&home, SCREEN);
        talk.reply(PASSPHRASE);
        assert!(talk.lead(kept, "").is_none());
        assert!(talk.end().out.contains("Kept in the workspace as "));
    }
    let mut aside = Talk::begin(&home, SCREEN);
    aside.reply(PASSPHRASE);
    aside.lead_to(&[], "Which age group");
    aside.then("3");
    assert!(aside.end().err.contains("put aside"));
    let counts = coverage(&home).unwrap();
    assert!(
        counts.contains("begun = 4") && counts.contains("ended = 3") && counts.contains("stopped = 0"),
        "{counts}"
    );
    let mut resumed = Talk::begin(&home, &["resume", "--plain"]);
    resumed.reply(PASSPHRASE);
    assert!(resumed.lead(kept, "").is_none());
    resumed.end().done();
    let counts = coverage(&home).unwrap();
    assert!(counts.contains("begun = 4") && counts.contains("ended = 4"), "{counts}");
    let text = typed(&home, &["records", "statistics"], &[PASSPHRASE]).done();
    assert!(text.contains("fewer than 10 records"), "{text}");
    let text = typed(&home, &["records", "statistics", "--at-least", "3"], &[PASSPHRASE]).done();
    assert!(text.contains("4 records are counted."), "{text}");
    let inside = home.path().join(".local/share/safelight/numbers.csv");
    let ran = typed(&home, &["records", "statistics", "--export", inside.to_str().unwrap()], &[PASSPHRASE]);
    assert!(ran.err.contains("name a file in another folder"), "{}", ran.err);
    assert!(!inside.exists());
}
