//! Directories and packs as their authors write them: what `check` finds in them, and how much of it.

use crate::piped::talk;
use crate::run::Home;

const DIRECTORY: &str = r#"format = 1

[directory]
id       = "our-county"
title    = "Our county"
area     = "County"
language = "en"
read_by  = "our team"

[[service]]
id                 = "line"
name               = "A line"
organization       = "A line"
description        = "A shelter."
needs              = ["housing"]
ages               = "not_said"
is_reporting_line  = false
shares_with_police = "unknown"
read_as            = "page"
source_url         = "https://example.org/contact"
verified_on        = 2126-01-01

[[service.channel]]
kind      = "phone"
contact   = "0800 1111"
languages = ["en"]
hours     = "not_said"
"#;

/// Returns a directory in which everything is said that has to be: what is left out, its page does not say.
pub fn whole(text: &str) -> String {
    let (head, services) = text.split_at(text.find("[[service]]").expect("it has a service"));
    let is_there = |part: &str, key: &str| {
        part.lines().any(|line| line.split('=').next().is_some_and(|left| left.trim() == key))
    };
    let parts = services.split("[[service").skip(1).map(|part| {
        let of_channel = part.starts_with(".channel");
        let has_age = is_there(part, "minimum_age") || is_there(part, "maximum_age");
        let keys: &[&str] = match (of_channel, has_age) {
            (true, _) => &["languages", "hours"],
            (false, true) => &["verified_on"],
            (false, false) => &["verified_on", "ages"],
        };
        let lacking = keys.iter().filter(|key| !is_there(part, key));
        let begun = format!("[[service{}\n", part.trim_end());
        lacking.fold(begun, |all, key| format!("{all}{key} = \"not_said\"\n"))
    });
    head.to_owned() + &parts.collect::<String>()
}

const PACK: &str = r#"format = 1

[jurisdiction]
id       = "our-county"
title    = "Our county"
language = "en"

[[duty]]
topic    = "limits"
text     = "Report."
citation = "An act"
url      = "https://example.org/act"
"#;

/// What `check` writes of a text, and its exit code.
fn check(text: &str) -> (Option<i32>, String) {
    let home = Home::new();
    home.file("mine.toml", text);
    let ran = home.run(&["check", "mine.toml"]);
    (ran.code, ran.out)
}

fn today() -> String {
    jiff::Zoned::now().date().to_string()
}

#[test]
fn what_nobody_can_use_in_a_directory_is_found() {
    let good = DIRECTORY.replace("2126-01-01", &today());
    assert_eq!(check(&good), (Some(0), "1 file checked, 0 mistakes\n".to_owned()));
    let phone = "\"0800 1111\"";
    let cases: &[(&str, &str, &str, &str)] = &[
        (phone, "\"555-CALL-NOW\"", "bad-contact", "is not a telephone number"),
        (phone, "\"555-CALL-NOW ext. ???\"", "bad-contact", "is not a telephone number"),
        (phone, "\"1\"", "bad-contact", "is not a telephone number"),
        (phone, "\"see our page\"", "bad-contact", "is not a telephone number"),
        (phone, "\"0800\u{a0}1111\"", "bad-contact", "U+00A0 no-break space"),
        (phone, "\"０800 1111\"", "bad-contact", "U+FF10 full-width digit"),
        (
            "\"phone\"\ncontact   = \"0800 1111\"",
            "\"email\"\ncontact = \"not an email\"",
            "bad-contact",
            "is not an email address",
        ),
        (
            "\"phone\"\ncontact   = \"0800 1111\"",
            "\"web\"\ncontact = \"our page\"",
            "bad-contact",
            "is not a web address",
        ),
        ("\"our-county\"", "\"our..county\"", "bad-id", "cannot be an id here"),
        ("\"our-county\"", "\"../county\"", "bad-id", "cannot be an id here"),
        ("\"line\"", "\"old.line\"", "bad-id", "cannot be an id here"),
        ("\"line\"", "\"lіne\"", "bad-id", "U+0456 Cyrillic letter"),
        ("\"https://example.org/contact\"", "\"example.org\"", "bad-url", "is no web address"),
        ("\"https://example.org/contact\"", "\"https://a page\"", "bad-url", "is no web address"),
        ("[\"en\"]", "[\"xx-zz-broken\"]", "bad-language", "is not a language tag"),
        ("[\"en\"]", "[\"English\", \"e\"]", "bad-language", "is not a language tag"),
        ("language = \"en\"", "language = \"qq\"", "bad-language", "is not a language tag"),
        (
            "languages = [\"en\"]",
            "languages = [\"en\", \"ase\"]",
            "signed-by-voice",
            "nobody can sign `ase` on a voice line",
        ),
        ("languages = [\"en\"]", "languages = [\"bfi\"]", "signed-by-voice", "a channel of its own"),
        ("languages = [\"en\"]", "no_other_languages = true", "bad-languages", "needs `languages`"),
        (
            "languages = [\"en\"]",
            "languages = [\"en\"]\ninterpreters = true\nno_other_languages = true",
            "bad-languages",
            "no `interpreters`",
        ),
        (
            "hours     = \"not_said\"",
            "hours     = \"not_said\"\nwrite     = {en = \"HOME\"}",
            "bad-input",
            "text channel",
        ),
        ("kind      = \"phone\"", "kind      = \"text\"\nwrite     = {en = \"\"}", "bad-input", "is no word"),
        (
            "kind      = \"phone\"",
            "kind      = \"text\"\nwrite     = {en = \"HELP ME\"}",
            "bad-input",
            "the one word",
        ),
        (
            "kind      = \"phone\"",
            "kind      = \"text\"\nwrite     = {en = \"A\", en-US = \"B\"}",
            "duplicate-id",
            "two words",
        ),
        (
            "kind      = \"phone\"",
            "kind      = \"text\"\nwrite     = {Spanish = \"A\"}",
            "bad-language",
            "Spanish",
        ),
        ("\"unknown\"", "\"only_if\"", "bad-shares", "needs `shares_only_if`"),
        ("\"unknown\"", "\"no\"\nshares_only_if = \"asked\"", "bad-shares", "stands beside"),
        ("\"unknown\"", "\"onlyif\"", "unknown-word", "did you mean \"only_if\"?"),
        ("[\"housing\"]", "[\"housing\", \"emergency\"]", "bad-shares", "cannot be left unknown"),
        ("read_as            = \"page\"", "", "missing-key", "`read_as`"),
        ("source_url         = \"https://example.org/contact\"", "", "missing-key", "`source_url`"),
        ("is_reporting_line  = false", "", "missing-key", "`is_reporting_line`"),
        ("shares_with_police = \"unknown\"", "", "missing-key", "`shares_with_police`"),
        ("area     = \"County\"", "", "missing-key", "`area`"),
        // What a page does not say is written down as just that, and is never left out.
        ("ages               = \"not_said\"", "", "missing-key", "`ages = \"not_said\"` where it does not"),
        ("hours     = \"not_said\"", "", "missing-key", "`hours = \"not_said\"` where it does not"),
        ("languages = [\"en\"]", "", "missing-key", "`languages = \"not_said\"` where it does not"),
        ("hours     = \"not_said\"", "hour = \"not_said\"", "unknown-key", "did you mean `hours`?"),
        ("languages = [\"en\"]", "languages = \"english\"", "wrong-type", "`languages` must be a list"),
        ("\"not_said\"\nis_rep", "\"all\"\nis_rep", "bad-ages", "can only say that the page names none"),
        ("\"not_said\"\nis_rep", "\"not_said\"\nminimum_age = 18\nis_rep", "bad-ages", "beside an age"),
        ("read_by  = \"our team\"", "", "missing-key", "`read_by`"),
    ];
    for (from, to, code, said) in cases {
        assert!(good.contains(from), "{from}");
        let (status, out) = check(&good.replacen(from, to, 1));
        assert_eq!(status, Some(1), "{to}: {out}");
        assert!(out.contains(&format!("error[{code}]")) && out.contains(said), "{to}: {out}");
    }
    let (status, out) = check(&good.replace(&format!("verified_on        = {}", today()), ""));
    assert!(status == Some(1) && out.contains("`verified_on = \"not_said\"` where it does not"), "{out}");
}

/// That a page says nothing is a value of its own: it is read, and shown as not known, never as a no.
#[test]
fn what_a_page_does_not_say_is_said_to_be_so() {
    let home = Home::new();
    let silent = DIRECTORY.replace("2126-01-01", "\"not_said\"").replace("[\"en\"]", "\"not_said\"");
    home.file("mine.toml", &silent);
    assert_eq!(check(&silent), (Some(0), "1 file checked, 0 mistakes\n".to_owned()));
    let listed =
        ["referrals", "--directory", "mine.toml", "--jurisdiction", "international", "--need", "housing"];
    let out = home.run(&listed).done();
    for said in ["languages not stated", "hours not known", "undated, check before use"] {
        assert!(out.contains(said), "{said}: {out}");
    }
    let old = silent.replace("verified_on        = \"not_said\"", "verified_on        = 2019-01-01");
    home.file("mine.toml", old);
    let out = home.run(&listed).done();
    assert!(out.contains("dated 2019-01-01, not within the last year: check before use"), "{out}");
}

/// A service that nobody can reach, and two that are taken for one.
#[test]
fn a_service_has_a_channel_and_an_id_of_its_own() {
    let good = DIRECTORY.replace("2126-01-01", &today());
    let (head, service) = good.split_at(good.find("[[service]]").expect("there is one"));
    let bare = service.split_at(service.find("[[service.channel]]").expect("there is one")).0;
    let twice = format!("{head}{service}{}", service.replace("A line", "Another line"));
    for (text, code, said) in [
        (format!("{head}{bare}"), "too-few", "a service needs at least one `channel`"),
        (format!("{head}{}", service.replace("[\"housing\"]", "[]")), "too-few", "at least one `needs`"),
        (twice, "duplicate-id", "the id `line` is used twice"),
    ] {
        let (status, out) = check(&text);
        assert_eq!(status, Some(1), "{out}");
        assert!(out.contains(&format!("error[{code}]")) && out.contains(said), "{said}: {out}");
    }
}

#[test]
fn a_date_that_is_long_ago_or_to_come_is_found() {
    let (status, out) = check(DIRECTORY);
    assert!(
        status == Some(1) && out.contains("error[date-ahead]: the date 2126-01-01 is still to come"),
        "{out}"
    );
    let (status, out) = check(&DIRECTORY.replace("2126-01-01", "2019-01-01"));
    assert!(
        status == Some(0) && out.contains("warning[old-entry]: nobody looked at this since 2019-01-01"),
        "{out}"
    );
    let told = DIRECTORY.replace("2126-01-01", "2019-01-01\nalert = \"Call first to confirm.\"");
    assert!(check(&told).1.contains("note[old-entry]"));
    for (date, code) in [("2126-01-01", "error[date-ahead]"), ("2019-01-01", "warning[old-entry]")] {
        let (_, out) = check(&format!("{PACK}read_on  = {date}\n"));
        assert!(out.contains(code), "{out}");
    }
}

#[test]
fn a_pack_is_held_to_the_same() {
    assert_eq!(check(PACK), (Some(0), "1 file checked, 0 mistakes\n".to_owned()));
    for (from, to, code) in [
        ("\"our-county\"", "\"our.county\"", "bad-id"),
        ("\"https://example.org/act\"", "\"the act\"", "bad-url"),
        ("language = \"en\"", "language = \"xx\"", "bad-language"),
    ] {
        let (status, out) = check(&PACK.replacen(from, to, 1));
        assert!(status == Some(1) && out.contains(&format!("error[{code}]")), "{to}: {out}");
    }
}

/// A topic that no action can name would never be shown.
#[test]
fn a_topic_that_is_none_is_told_with_the_nearest_one() {
    for (wrong, meant) in [("limts", "limits"), ("adult-disclosure", "adult_disclosure"), ("Minor", "minor")]
    {
        let (status, out) = check(&PACK.replacen("\"limits\"", &format!("{wrong:?}"), 1));
        assert!(status == Some(1) && out.contains("error[unknown-word]"), "{wrong}: {out}");
        assert!(out.contains(&format!("did you mean \"{meant}\"?")), "{wrong}: {out}");
        assert!(!out.contains("no-limits"), "{wrong}: {out}");
    }
    let (_, out) = check(include_str!("../faults/pack-limts.toml"));
    assert!(out.contains("did you mean \"limits\"?"), "{out}");
    let home = Home::new();
    home.file("mine.toml", include_str!("../faults/pack-limts.toml"));
    home.run(&["screen", "adult-brief", "--plain", "--jurisdiction", "mine.toml"]).refused(&["limts"]);
}

#[test]
fn a_pack_without_limits_is_said() {
    for topic in ["minor", "immigration", "adult_disclosure"] {
        let text = PACK.replacen("\"limits\"", &format!("{topic:?}"), 1);
        let (status, out) = check(&text);
        assert!(status == Some(0) && out.contains("warning[no-limits]"), "{out}");
        let home = Home::new();
        home.file("mine.toml", &text);
        let out = talk(&home, &["screen", "adult-brief", "--plain", "--jurisdiction", "mine.toml"], &[]).out;
        assert!(out.contains("\"Our county\" has no text on what cannot stay private"), "{out}");
        assert!(!out.contains("No jurisdiction pack is chosen. State"), "{out}");
    }
}

/// Half a megabyte of what no text may hold is told in a few lines, and soon.
#[test]
fn findings_of_a_kind_have_a_cap_that_is_said() {
    let many = |title: &str| include_str!("../check/least.toml").replacen("Least", title, 1);
    let keys: String = (0..400).map(|place| format!("key{place} = 1\n")).collect();
    let texts = [
        many(&"\u{1f468}\u{200d}\u{1f469}".repeat(60_000)),
        many(&"a\u{202e}".repeat(60_000)),
        include_str!("../check/least.toml").replacen("minutes", &format!("{keys}minutes"), 1),
    ];
    for text in texts {
        let begun = std::time::Instant::now();
        let (status, out) = check(&text);
        assert_eq!(status, Some(1));
        assert!(
            out.contains("… and ") && out.contains(" more of this kind: "),
            "{}",
            &out[out.len() - 400..]
        );
        assert!(out.len() < 40_000, "{} bytes", out.len());
        assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
        let home = Home::new();
        home.file("mine.toml", &text);
        assert!(home.run(&["show", "mine.toml"]).err.len() < 40_000);
    }
}

#[test]
fn each_code_of_directories_is_explained() {
    for (page, _) in safelight::referral::PAGES {
        let home = Home::new();
        assert!(home.run(&["explain", page.code]).done().contains(page.says), "{}", page.code);
    }
}
