//! What becomes of a referral after yes, through the real program: each stage with its day, under which release
//! something was sent, the slip that comes back, and who holds a copy once a release was taken back. And a case
//! reference that is there twice.
#![expect(clippy::disallowed_methods, reason = "files that the program wrote are looked at here")]

use crate::piped::RELEASED;
use crate::run::{CANARY, Home, Ran};
use crate::workspace::{home, only, records, screened, talk};

/// A home with a screening in which a service was accepted, with a release to it.
fn released() -> Home {
    let home = home();
    let ran = screened(&home, &["--case", "A-0417"], RELEASED);
    assert!(ran.out.contains("Kept in the workspace as "), "{}", ran.out);
    home
}

/// What became of the referrals, as it is shown.
fn shown(home: &Home) -> String {
    records(home, &["referral", "A-0417"], &[]).done()
}

/// The number of the slip in what is shown.
fn slip(shown: &str) -> &str {
    &shown.split("(slip ").nth(1).expect(shown)[..9]
}

/// Writes down what happened to the only referral that is on a way.
fn add(home: &Home, stage: &str, on: &str) -> Ran {
    records(home, &["referral", "a-0417", "--add"], &["1", stage, on])
}

/// Today, as the program knows it.
fn today() -> String {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string()
}

#[test]
fn what_became_of_a_referral_is_written_down_stage_by_stage() {
    let home = released();
    let before = shown(&home);
    for part in ["offered", "wanted by the person", "not gone through", "(slip "] {
        assert!(before.contains(part), "{part}: {before}");
    }
    // By its place in the list, on the day that is usual; then by the slip that came back.
    let added = add(&home, "sent", "").done();
    assert!(added.starts_with("Written down in ") && added.lines().count() == 1, "{added}");
    let slip = slip(&before).to_lowercase();
    records(&home, &["referral", &slip, "--add"], &["received", &today()]).done();
    records(&home, &["referral", &slip, "--add"], &["5", ""]).done();
    let now = shown(&home);
    let days: Vec<&str> = now.lines().filter(|line| line.contains(&today())).collect();
    assert_eq!(days.len(), 5, "{now}");
    for (line, stage) in days.iter().zip(["offered", "wanted", "sent", "received there", "they reached"]) {
        assert!(line.contains(stage), "{stage}: {now}");
    }
    let history = records(&home, &["show", "A-0417", "--history"], &[]).done();
    assert!(history.contains("referral sent"), "{history}");
    let note = records(&home, &["show", "A-0417"], &[]).done();
    assert!(note.contains("What happened since") && note.contains("referral sent ("), "{note}");
    let reasons = records(&home, &["show", "A-0417", "--detail", "reasons"], &[]).done();
    assert!(!reasons.contains("What happened since"), "{reasons}");
    assert_eq!(records(&home, &["verify"], &[]).done(), "1 whole, 0 not.\n");
}

#[test]
fn what_cannot_be_so_is_refused_and_nothing_of_it_is_repeated() {
    let home = released();
    let before = shown(&home);
    for (stage, on, why) in [
        ("received", "2999-01-01", "still to come"),
        ("received", "2001-01-01", "before the screening"),
        ("received", CANARY, "no day"),
        (CANARY, "", "none of the 12"),
    ] {
        let refused = add(&home, stage, on).refused(&[why, "othing was written down"]);
        assert!(!refused.contains("helter") && !refused.contains("safe place"), "{refused}");
    }
    let refused = records(&home, &["referral", "A-0417", "--add"], &[CANARY]);
    refused.refused(&["none of the"]);
    records(&home, &["referral", "A-0417", "--add", "--export", "a.txt"], &[]).refused(&["--export"]);
    assert_eq!(shown(&home), before);
}

#[test]
fn to_whom_the_person_does_not_want_nothing_goes_and_no_page_is_written() {
    let home = released();
    let page = ["show", "A-0417", "--detail", "referral"];
    assert!(records(&home, &page, &[]).done().contains("Please send this back"));
    add(&home, "no_longer_wanted", "").done();
    let refused = add(&home, "sent", "").refused(&["the person does not want it", "records report"]);
    assert!(refused.contains("write that down first: wanted"), "{refused}");
    records(&home, &page, &[]).refused(&["no release is in force"]);
    // What they tell is taken, and said to change nothing.
    let told = add(&home, "reached", "").done().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("That stays so, and nothing more may be sent there"), "{told}");
    add(&home, "wanted", "").done();
    add(&home, "sent", "").done();
    records(&home, &page, &[]).done();
}

#[test]
fn the_slip_has_a_number_in_every_format_and_fits_its_page() {
    let home = released();
    let shown = shown(&home);
    let slip = slip(&shown);
    for format in ["text", "markdown", "html"] {
        let page =
            records(&home, &["show", "A-0417", "--detail", "referral", "--format", format], &[]).done();
        let page = page.replace('\\', "");
        for part in [slip, "we could not reach the person", "the service has begun", "not available here"] {
            assert!(page.contains(part), "{format}: {part}\n{page}");
        }
        assert!(!page.contains("A-0417"), "{format}: the case reference stays here\n{page}");
        assert!(format != "text" || page.lines().count() <= 60, "{page}");
    }
    records(&home, &["show", "A-0417", "--detail", "referral", "--export", "page.pdf"], &[]).done();
    let pdf = std::fs::read(home.path().join("page.pdf")).unwrap();
    assert_eq!(crate::pdf_reader::read(&pdf).sizes.len(), 1, "one sheet");
}

#[test]
fn taking_back_a_release_says_who_holds_a_copy_and_what_to_send_them() {
    let home = released();
    add(&home, "sent", "").done();
    let mut talk = talk(&home, &["records", "amend", "A-0417", "--plain"]);
    talk.reply("The person called");
    let page = talk.lead_to(&[], "Summary");
    let take_back = page.lines().find(|line| line.contains("takes back")).expect(&page);
    let number = take_back.split('.').next().unwrap().trim().to_owned();
    let ran = talk.finish(&number, &[("Summary", "5")]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", ran.out);
    let (_, said) = ran.out.rsplit_once("What was before is kept beside it.").expect(&ran.out);
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let again = shown(&home);
    for part in
        ["holds a copy", "one need, urgency", slip(&again), "The person no longer agrees", "destroy it"]
    {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(again.contains("holds a copy"), "it can be shown again");
    add(&home, "sent", "").refused(&["the person took it back"]);
    records(&home, &["show", "A-0417", "--detail", "referral"], &[]).refused(&["no release is in force"]);
    add(&home, "destroyed", "").done();
    let destroyed = shown(&home);
    assert!(!destroyed.contains("holds a copy"), "{destroyed}");
}

/// What is replied otherwise where two services are accepted, with a release to each.
#[cfg(unix)]
const ANOTHER: crate::piped::Replies<'_> = &[
    ("Services together", "1"),
    ("Services together", "2"),
    ("Services together", ""),
    ("so you don't have to say it all again", "2"),
    ("so you don't have to say it all again", "3"),
    ("so you don't have to say it all again", ""),
];

#[cfg(unix)]
#[test]
fn the_number_of_a_slip_means_its_own_release_alone() {
    let home = home();
    let ran = screened(&home, &["--case", "A-0417"], &[ANOTHER, RELEASED].concat());
    assert!(ran.out.contains("Kept in the workspace as "), "{}", ran.out);
    let ways = shown(&home);
    let slips: Vec<&str> = ways.split("(slip ").skip(1).map(|rest| &rest[..9]).collect();
    let [first, second] = slips.as_slice() else { panic!("two slips: {ways}") };
    let page = |name: &str| records(&home, &["show", name, "--detail", "referral"], &[]);
    // A page is for one: which, is asked by the slips.
    page("A-0417").refused(&["2 releases are in force", first, second]);
    assert!(page(first).done().contains(first) && !page(first).done().contains(second));
    let mut talk = talk(&home, &["records", "amend", "A-0417", "--plain"]);
    talk.reply("The person called");
    let summary = talk.lead_to(&[], "Summary");
    let take_back = summary.lines().find(|line| line.contains("takes back")).expect(&summary);
    let number = take_back.split('.').next().unwrap().trim().to_owned();
    // What was taken back counts, also where the program ends at once.
    talk.then(&number);
    talk.stop();
    let (over, holds) = match page(first).code {
        Some(0) => (second, first),
        _ => (first, second),
    };
    page(over).refused(&["no release is in force"]);
    assert!(page(holds).done().contains(*holds));
}

#[cfg(unix)]
#[test]
fn on_a_terminal_it_is_asked_on_pages_of_which_nothing_stays() {
    use crate::pty::{ENTER, Session};

    let home = released();
    let arguments = ["records", "referral", "A-0417", "--add"];
    let data = home.path().join(".local/share/safelight").display().to_string();
    let arguments = [&arguments[..], &["--workspace", &data]].concat();
    let mut session = Session::start(home.path(), &arguments, (80, 60));
    session.wait_for("Passphrase:");
    session.send(&format!("{}{ENTER}", crate::workspace::PASSPHRASE));
    session.wait_for("Which referral?");
    session.press("1");
    session.press(ENTER);
    session.wait_for("What happened?");
    session.press("4");
    session.press(ENTER);
    session.wait_for("On which day?");
    session.press(ENTER);
    session.wait_for("Written down in ");
    // Neither the service nor what became of it stays on the screen, or above it.
    assert!(!session.shows("warm handoff") && !session.shows("Which referral"), "{}", session.screen());
    session.assert_nothing_left_of("warm handoff");
    assert!(session.end().success());
    assert!(shown(&home).contains("warm handoff"), "{}", shown(&home));
}

#[test]
fn a_case_reference_that_is_there_twice_is_said_and_both_can_be_named() {
    let home = home();
    screened(&home, &["--case", "A-0417"], &[]);
    let first = only(&home);
    screened(&home, &["--case", "B-7"], &[]);
    let again = screened(&home, &["--case", "a-0417"], &[]);
    let said = again.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected =
        format!("This case reference is in the workspace already: {first} (kept, of {}).", today());
    assert!(said.contains(&expected), "{said}");
    let listed = records(&home, &["list"], &[]).done();
    let cases: Vec<bool> = listed.lines().skip(2).map(|row| row.to_lowercase().contains("a-0417")).collect();
    assert!(cases == [true, true, false] || cases == [false, true, true], "together: {listed}");
    let both = records(&home, &["show", "A-0417"], &[]).refused(&[&first, "first letters"]);
    assert_eq!(both.matches(&format!("(of {})", today())).count(), 2, "{both}");
    assert!(records(&home, &["show", &first], &[]).done().starts_with("Case note: "));
}

#[cfg(unix)]
#[test]
fn a_record_is_read_on_a_page_of_which_nothing_stays() {
    use crate::pty::{ENTER, Session};

    let home = released();
    let data = home.path().join(".local/share/safelight").display().to_string();
    let open = |arguments: &[&str]| {
        let all = [arguments, &["--workspace", &data]].concat();
        let mut session = Session::start(home.path(), &all, (80, 60));
        session.wait_for("Passphrase:");
        session.send(&format!("{}{ENTER}", crate::workspace::PASSPHRASE));
        session
    };
    for (arguments, first) in
        [(&["records", "show", "A-0417"][..], "Case note: "), (&["records", "list"], "A-0417")]
    {
        let mut session = open(arguments);
        session.wait_for(first);
        // It hides and leads on to its end like every page.
        session.press("h");
        session.wait_until("it is hidden", |session| !session.shows(first));
        session.press(ENTER);
        session.wait_for(first);
        session.press("q");
        assert!(session.end().success());
        session.assert_given_back();
        session.assert_nothing_left_of(first);
    }
    // What was asked for in a format is printed.
    let mut session = open(&["records", "show", "A-0417", "--format", "text"]);
    session.wait_for("What to do next");
    assert!(session.end().success());
}
