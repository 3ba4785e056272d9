//! Information without any question: no page bears anything about the person who carries it, its numbers come from
//! the directories and are of no line that serves only some, and it comes in no other language than was wanted.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;

use jiff::civil::{Date, date};
use safelight::export::{FORMATS, Options, Paper, html, text};
use safelight::inform::{ContactLine, Contacts, InformPage, contacts, handed_over, read_page};
use safelight::language::{TextCounts, Words, words_of};
use safelight::library;
use safelight::referral::{Directory, LookedFor, Shares, match_services, read_directory};
use safelight::report::{PageReader, Pages, carried};
use safelight::source::Source;
use safelight::vocabulary::NEEDS;

use crate::pdf_reader;
use crate::run::{CANARY, Home, safelight};

const TODAY: Date = date(2026, 11, 30);

/// Words that would tell whoever finds the page why somebody has it, or who gave it.
const TELLING: [&str; 45] = [
    "traffick",
    "victim",
    "survivor",
    "slavery",
    "slave",
    "exploit",
    "forced",
    "abus",
    "violen",
    "assault",
    "rape",
    "sexual",
    "prostitut",
    "pimp",
    "groom",
    "extort",
    "escap",
    "rescue",
    "runaway",
    "run away",
    "shelter",
    "hide",
    "police",
    "crime",
    "criminal",
    "report",
    "hotline for",
    "screening",
    "safelight",
    "danger from",
    "suspect",
    "sign of",
    "signs of",
    "indicator",
    "case ",
    "casework",
    "client",
    "patient",
    "interview",
    "agency",
    "county",
    "suicide",
    "deport",
    "illegal",
    "threat",
];

fn pages() -> Vec<InformPage> {
    library::PAGES.iter().map(|shipped| read_page(&shipped.source()).0.unwrap()).collect()
}

fn directories() -> Vec<Directory> {
    library::DIRECTORIES.iter().map(|shipped| read_directory(&shipped.source()).0.unwrap()).collect()
}

/// Does something with every page in every country, and in a part of one.
fn everywhere(mut look: impl FnMut(&InformPage, &Contacts<'_>, &Directory)) {
    for page in pages() {
        for directory in directories() {
            let mut parts: Vec<Option<&str>> =
                directory.services.iter().map(|service| service.area.as_deref()).collect();
            parts.push(None);
            parts.sort_unstable();
            parts.dedup();
            for part in parts {
                look(&page, &contacts(&page, std::slice::from_ref(&directory), part, TODAY), &directory);
            }
        }
    }
}

// ---- whoever finds it ----

#[test]
fn a_page_bears_nothing_about_the_person() {
    let mut looked = 0;
    everywhere(|page, contacts, directory| {
        let blocks = handed_over(page, contacts);
        let html = html::write(&blocks, &page.language, None);
        for written in [text::write(&blocks, 80), html.clone()] {
            let written = written.to_lowercase();
            for word in TELLING {
                assert!(!written.contains(word), "{} {}: {word}\n{written}", page.id, directory.id);
            }
            for year in 2015..2040 {
                assert!(!written.contains(&year.to_string()), "{}: {year}", page.id);
            }
        }
        for inside in ["<script", "<link", "<img", "http", "src=", "url(", "generator", "author"] {
            let rest = html.replace("http-equiv", "");
            assert!(!rest.contains(inside), "{}: {inside}", page.id);
        }
        assert!(html.contains("<html lang=\"en\" dir=\"ltr\">"));
        looked += 1;
    });
    assert!(looked > 20);
}

/// The name of a service, its address, and everything that a directory of one's own says of it.
#[test]
fn no_name_or_address_of_a_directory_tells() {
    for (name, contact, shown) in [
        ("Help after trafficking", "0808 555 0000", Some("call 0808 555 0000")),
        ("County helpers", "stop-traffick.example.org", None),
        ("County helpers", "0808 555 0000", Some("County helpers, call 0808 555 0000")),
    ] {
        let kind = if contact.contains("org") { "web" } else { "phone" };
        let own = own(name, &format!("kind = \"{kind}\"\ncontact = \"{contact}\""), "no", "");
        let page = &pages()[0];
        let found = contacts(page, std::slice::from_ref(&own), None, TODAY);
        let lines: Vec<&str> = found.lines.iter().map(|line| line.text.as_str()).collect();
        match shown {
            Some(shown) => assert_eq!(lines.len(), 1, "{shown}: {lines:?}"),
            None => assert!(lines.is_empty(), "{lines:?}"),
        }
        assert!(lines.iter().all(|line| line.ends_with(shown.unwrap())), "{lines:?}");
        let page = text::write(&handed_over(page, &found), 80);
        assert!(!page.contains(CANARY) && !page.to_lowercase().contains("traffick"), "{page}");
    }
}

fn own(name: &str, channel: &str, shares: &str, more: &str) -> Directory {
    let for_all = if more.contains("for_everybody") { "" } else { "for_everybody = true" };
    let file = format!(
        "format = 1\n[directory]\nid = \"ours\"\ntitle = \"{CANARY}\"\narea = \"Here\"\nlanguage = \"en\"\n\
         read_by = \"{CANARY}\"\n[[service]]\nid = \"line\"\nname = \"{name}\"\norganization = \"{CANARY}\"\n\
         description = \"{CANARY}\"\nneeds = [\"legal\"]\nis_reporting_line = false\n\
         shares_with_police = \"{shares}\"\nread_as = \"page\"\nsource_url = \"https://example.org/\"\n{more}\n\
         alert = \"{CANARY}\"\neligibility = \"{CANARY}\"\n{for_all}\n[[service.channel]]\n{channel}\nhours = \"{CANARY}\"\n"
    );
    let (directory, findings) = read_directory(&Source::new("ours.toml", file));
    directory.unwrap_or_else(|| panic!("{findings:?}"))
}

/// It is on one sheet of either paper, so that nobody carries a second one; and the title of a PDF is the page's.
#[test]
fn a_page_is_one_sheet() {
    let pdf = FORMATS.iter().find(|format| format.name == "pdf").unwrap();
    everywhere(|page, contacts, directory| {
        let pages = Pages::new(PageReader::Outside, || handed_over(page, contacts));
        for (_, paper) in Paper::ALL {
            let bytes = (pdf.write)(&pages, &Options { width: 80, paper: *paper }).unwrap();
            let read = pdf_reader::read(&bytes);
            assert_eq!(read.sizes.len(), 1, "{} {} {paper:?}", page.id, directory.id);
            assert_eq!(read.title, page.title);
            let raw = String::from_utf8_lossy(&bytes).to_lowercase();
            assert!(!raw.contains("safelight") && !raw.contains("creationdate"), "{}", page.id);
        }
        assert!(text::write(&handed_over(page, contacts), 80).lines().count() <= 66, "{}", page.id);
    });
}

// ---- the lines to call ----

#[test]
fn every_number_is_of_a_directory_and_of_a_line_for_these_ages() {
    for shipped in library::PAGES {
        let source = shipped.source();
        let (_, shown) = source.text().split_once("[[part]]").unwrap();
        let (shown, _) = shown.split_once("[[source]]").unwrap();
        assert!(
            !shown.contains(|letter: char| letter.is_ascii_digit()),
            "{}: a number in the file",
            shipped.path
        );
    }
    everywhere(|page, contacts, directory| {
        assert!(contacts.lines.len() >= 3, "{} {}", page.id, directory.id);
        for line in &contacts.lines {
            let service = line.found.service;
            assert!(directory.services.iter().any(|known| known.id == service.id));
            let is_emergency = service.is_emergency();
            assert!(!service.group.is_police() && service.forms.is_empty(), "{}", service.id);
            assert!(is_emergency || service.shares_with_police != Shares::Yes, "{}", service.id);
            assert!(service.minimum_age.unwrap_or(0) <= page.ages.from, "{}", service.id);
            assert!(service.maximum_age.is_none_or(|age| page.ages.to.is_some_and(|to| to <= age)));
            let reached = service.channels.iter().filter(|one| line.text.contains(&one.contact)).count();
            assert!(reached > 0, "{}", line.text);
        }
        let special = ["trafficking_support", "child_protection", "domestic_violence_support"];
        let is_special =
            |line: &ContactLine<'_>| line.found.service.needs.iter().any(|need| special.contains(&need.id));
        assert!(contacts.lines.iter().is_sorted_by_key(is_special), "general lines come first");
        assert!(contacts.lines[0].found.service.is_emergency(), "{} {}", page.id, directory.id);
    });
}

#[test]
fn what_tells_police_or_serves_only_some_is_left_out() {
    let phone = "kind = \"phone\"\ncontact = \"0808 555 0000\"";
    for (shares, more) in [
        ("yes", ""),
        ("no", "group = \"police\""),
        ("no", "group = \"tip_line\""),
        ("no", "minimum_age = 21"),
        ("no", "maximum_age = 25"),
        ("no", "forms = [\"sex\"]"),
        ("no", "area = \"A part\""),
        ("no", "for_everybody = false"),
    ] {
        let own = own("Helpers", phone, shares, more);
        let found = contacts(&pages()[0], std::slice::from_ref(&own), None, TODAY);
        assert!(found.lines.is_empty(), "{shares} {more}");
        assert!(found.missing.contains(&"Legal advice".to_owned()));
    }
    let part = own("Helpers", phone, "no", "area = \"A part\"");
    let found = contacts(&pages()[0], std::slice::from_ref(&part), Some("A part"), TODAY);
    assert_eq!(found.lines[0].text, "Legal advice: Helpers (A part), call 0808 555 0000");
}

/// What only some can use is on no page, unless its file says that this is their age or their place alone.
#[test]
fn no_line_on_a_page_is_for_some_only() {
    everywhere(|page, contacts, directory| {
        for line in &contacts.lines {
            let service = line.found.service;
            assert!(service.for_everybody, "{} {}: {}", page.id, directory.id, service.id);
            let says_ages = service.minimum_age.or(service.maximum_age).is_some();
            assert!(service.eligibility.is_none() || says_ages, "{} {}", page.id, service.id);
        }
    });
    for id in ["uk", "ca", "us"] {
        let directory = directories().into_iter().find(|one| one.id == id).unwrap();
        assert!(directory.services.iter().any(|one| !one.for_everybody && one.eligibility.is_none()), "{id}");
    }
    let phone = "kind = \"phone\"\ncontact = \"0808 555 0000\"";
    let told = own("Helpers", phone, "no", "");
    assert!(told.services[0].for_everybody && told.services[0].eligibility.is_some());
    let (untold, _) = read_directory(&library::DIRECTORIES[0].source());
    let untold = untold.unwrap();
    let limited = untold.services.iter().find(|one| one.id == "otip-child").unwrap();
    assert!(!limited.for_everybody, "what has an eligibility is not for everybody unless it is told");
}

/// A page that begins with what happened to somebody, and stays in the phone, is no neutral one.
#[test]
fn no_name_that_is_not_to_be_said_and_no_address_after_trafficking() {
    everywhere(|page, contacts, directory| {
        for line in &contacts.lines {
            let service = line.found.service;
            let after = service.meets("trafficking_support");
            let special = after || service.meets("domestic_violence_support") || !service.say_name;
            assert!(!special || !line.text.contains(&service.name), "{} {}", page.id, line.text);
            let address = service.channels.iter().find(|one| {
                !["phone", "text", "tty"].contains(&one.kind) && line.text.contains(&one.contact)
            });
            assert!(!after || address.is_none(), "{} {}: {}", page.id, directory.id, line.text);
        }
        let written = text::write(&handed_over(page, contacts), 80);
        let unsaid = directory.services.iter().filter(|service| !service.say_name);
        for service in unsaid {
            assert!(!written.contains(&service.name), "{} {}: {}", page.id, directory.id, service.name);
        }
    });
    let adults = &pages()[0];
    for (need, kind, contact, shown) in [
        ("trafficking_support", "web", "example.org/help", None),
        ("trafficking_support", "chat", "example.org/chat", None),
        ("trafficking_support", "phone", "0808 555 0000", Some("home: call 0808 555 0000")),
        ("legal", "web", "example.org/help", Some("advice: look at example.org/help")),
    ] {
        let channel = format!("kind = \"{kind}\"\ncontact = \"{contact}\"");
        let mut own = own("A quiet name", &channel, "no", "say_name = false");
        own.services[0].needs = NEEDS.iter().filter(|one| one.id == need).collect();
        let found = contacts(adults, std::slice::from_ref(&own), None, TODAY);
        assert_eq!(found.lines.len(), usize::from(shown.is_some()), "{need} {kind}");
        assert!(found.lines.iter().all(|line| line.text.ends_with(shown.unwrap())), "{:?}", found.lines);
    }
}

/// What the person takes along after a screening is held to the same, for every service there is.
#[test]
fn what_is_taken_along_is_held_to_the_same() {
    let mut without = 0;
    for directory in directories() {
        let wanted = LookedFor { needs: NEEDS.iter().collect(), any_part: true, ..LookedFor::default() };
        for found in match_services(std::slice::from_ref(&directory), &wanted, TODAY) {
            let service = found.service;
            let Some(carried) = carried(&found) else {
                without += 1;
                continue;
            };
            let special = ["trafficking_support", "domestic_violence_support", "sexual_assault_support"];
            let is_told = !service.say_name || special.iter().any(|need| service.meets(need));
            assert!(!is_told || !carried.contains(&service.name), "{carried}");
            for word in ["traffick", "slavery", "violence", "sexual", "shelter"] {
                assert!(!carried.to_lowercase().contains(word), "{carried}");
            }
            let is_address = ["web:", "chat:", "email:", "video:"].iter().any(|kind| carried.contains(kind));
            assert!(!is_address || !service.meets("trafficking_support"), "{carried}");
        }
    }
    assert!(without > 0, "what has an address alone after trafficking is not carried");
}

/// Whoever is tired reads one line: a number before an address, the same number again where there is no other, and
/// no number twice in one line.
#[test]
fn a_tired_reader_finds_a_number() {
    everywhere(|page, contacts, directory| {
        for line in &contacts.lines {
            let shown = line.text.split_once(": ").unwrap().1;
            let channels = &line.found.service.channels;
            let is_said_twice = channels.iter().any(|one| shown.starts_with(&one.contact));
            assert!(!is_said_twice, "{} {}: {}", page.id, directory.id, line.text);
        }
    });
    let lines = |id: &str, named: &str, part: Option<&str>| -> Vec<String> {
        let page = pages().into_iter().find(|page| page.id == id).unwrap();
        let directory = directories().into_iter().find(|one| one.id == named).unwrap();
        let found = contacts(&page, std::slice::from_ref(&directory), part, TODAY);
        found.lines.into_iter().map(|line| line.text).collect()
    };
    let has = |lines: &[String], line: &str| lines.iter().any(|one| one == line);
    let us = lines("adults", "us", None);
    assert!(has(&us, "Health care: call 211") && !us.concat().contains("look at"), "{us:?}");
    let au = lines("workers", "au", None);
    assert_eq!(au[0], "Danger to life or health, right now: call 000");
    let ca = lines("adults", "ca", None);
    assert!(has(&ca, "Alcohol and drugs: call 211") && has(&ca, "Legal advice: call 211"), "{ca:?}");
    let nwt = lines("adults", "ca", Some("Northwest Territories"));
    assert!(has(&nwt, "Health care: call 811"), "{nwt:?}");
    let scotland = lines("adults", "uk", Some("Scotland"));
    assert!(
        has(&scotland, "Someone to talk to about your partner or family: call 0800 027 1234"),
        "{scotland:?}"
    );
    let uk = lines("adults", "uk", None).concat();
    for only_some in ["0808 2000 247", "0808 1647 686", "0800 144 8848"] {
        assert!(!uk.contains(only_some), "{uk}");
    }
}

// ---- easy words ----

fn counted(words: &Words, lines: &[String]) -> TextCounts {
    let mut counts = TextCounts::default();
    for line in lines {
        let prose = words.prose(line);
        for sentence in &prose.sentences {
            let of_sentence = prose.words_of(sentence);
            let length = of_sentence.iter().filter(|word| !word.is_joined).count();
            assert!(length <= words.reading.longest_sentence, "{length} words: {line}");
        }
        counts.sentences += i64::try_from(prose.sentences.len()).unwrap();
        for word in &prose.words {
            counts.words += i64::from(!word.is_joined);
            counts.syllables += i64::from(words.reading.syllables(word.text));
        }
    }
    counts
}

#[test]
fn the_words_are_easy_by_the_measure_of_the_program() {
    for page in pages() {
        let words = words_of(&page.language).expect("a page is in a language whose words are known");
        let mut lines: Vec<String> = page.parts.iter().flat_map(|(_, lines)| lines.clone()).collect();
        lines.extend(page.closing.clone());
        for (what, lines) in [
            ("page", &lines),
            ("say", &page.say),
            ("offer", &page.offer),
            ("avoid", &page.avoid),
            ("validation", &vec![page.validation.clone()]),
        ] {
            let counts = counted(words, lines);
            let formula = &words.reading.formula;
            assert!(!formula.is_harder(counts, formula.easy), "{} {what}: {}", page.id, formula.says(counts));
        }
    }
}

#[test]
fn nothing_is_asked_and_every_page_says_that_it_is_not_validated() {
    for page in pages() {
        let for_worker = [&page.say[..], &page.offer, &page.avoid].concat().join(" ");
        for needed in
            ["keeps the numbers", "look a number up", "who answers", "the police", "--directory", "on paper"]
        {
            assert!(for_worker.contains(needed), "{}: {needed}", page.id);
        }
        assert!(page.validation.contains("not validated") && page.validation.contains("asks nothing"));
        for said in page.say.iter().chain(&page.offer).chain(&page.avoid) {
            assert!(!said.contains('?'), "{}: {said}", page.id);
        }
        assert!(page.sources.len() >= 5 && page.sources.iter().all(|one| one.url.starts_with("http")));
        assert!(page.sources.iter().all(|one| one.read_on.is_some_and(|on| on <= TODAY)), "{}", page.id);
    }
}

// ---- the command ----

#[test]
fn the_pages_are_listed_and_shown_with_what_to_say() {
    let list = safelight(&["inform"]).done();
    for shipped in library::PAGES {
        assert!(list.contains(&format!("| {} ", shipped.id)), "{list}");
    }
    assert!(list.contains("https://ipvhealth.org/") && list.contains("2026-11-30"), "{list}");

    let both = safelight(&["inform", "adults", "--area", "us"]).done();
    let page = safelight(&["inform", "adults", "--area", "us", "--page"]).done();
    assert!(
        both.starts_with("For you: not for the person\n") && both.ends_with(&format!("\n\n{page}")),
        "{both}"
    );
    assert!(both.contains("call 1-888-373-7888: National Human Trafficking Hotline"), "{both}");
    assert!(page.starts_with("Health and safety information\n") && !page.contains("For you"), "{page}");
    assert_eq!(safelight(&["inform", "adults", "--area", "us", "--format", "text"]).done(), page);
    let england = safelight(&["inform", "adults", "--area", "England", "--page"]).done();
    assert!(england.contains("NHS 111 (England), call 111"), "{england}");
    let none = safelight(&["inform", "workers", "--area", "uk"]).done();
    assert!(
        none.contains("No line here serves everybody in the whole area for: Food, a place to stay"),
        "{none}"
    );
    assert!(none.contains("directory of your own") && !none.contains("on the page by hand"), "{none}");
}

#[test]
fn the_country_is_that_of_the_settings_and_is_never_guessed() {
    let home = Home::new();
    home.run(&["inform", "adults"]).refused(&["--area us, uk, ca or au", "`jurisdiction`"]);
    home.run(&["inform", "adults", "--area", "Atlantis"]).refused(&["Atlantis", "--area us, uk, ca or au"]);
    home.file("safelight/config.toml", "jurisdiction = \"uk\"\n");
    let page = home.run(&["inform", "adults", "--page"]).done();
    assert!(page.contains("call 999") && !page.contains("911"), "{page}");
    let elsewhere = home.run(&["inform", "adults", "--page", "--area", "United States"]).done();
    assert!(elsewhere.contains("call 911") && !elsewhere.contains("999"), "{elsewhere}");
    let own = library::DIRECTORIES.iter().find(|shipped| shipped.id == "us").unwrap().source();
    home.file("abroad.toml", own.text().replacen("\"us\"", "\"us-ohio\"", 1));
    let foreign = home.run(&["inform", "adults", "--page", "--directory", "abroad.toml"]).done();
    assert_eq!(foreign, page, "numbers of another country");
}

#[test]
fn a_page_is_never_in_another_language_than_was_wanted() {
    let home = Home::new();
    let area = ["--area", "us", "--export", "page.html"];
    home.run(&[&["inform", "adults", "--language", "es"][..], &area].concat())
        .refused(&["the page adults is not there in Spanish", "English (--language en)"]);
    home.file("safelight/config.toml", "language = \"vi\"\n");
    home.run(&[&["inform", "adults"][..], &area].concat())
        .refused(&["Vietnamese", "English (--language en)"]);
    assert_eq!(home.names(), ["safelight"], "nothing is written");
    home.run(&["inform", "adults", "--language", "en-GB", "--area", "uk"]).done();
    home.run(&["inform", "adult", "--area", "us"]).refused(&["no page adult", "did you mean adults?"]);
    home.run(&["inform", "zebra", "--area", "us"])
        .refused(&["no page zebra", "adults, young-people, workers"]);
    home.run(&["inform", "adults", "--language", "Spanish", "--area", "us"]).refused(&["write \"es\""]);
}

#[test]
fn a_file_holds_the_page_alone_and_its_name_tells_nothing() {
    let home = Home::new();
    let page = home.run(&["inform", "workers", "--area", "us", "--page"]).done();
    let inform = |name: &str| home.run(&["inform", "workers", "--area", "us", "--export", name]);
    let told = inform("contacts.txt").done();
    assert!(
        told.starts_with("Written: ") && told.contains("contacts.txt.\n\nFor you: who answers\n"),
        "{told}"
    );
    assert!(told.contains("call 1-888-373-7888: National Human Trafficking Hotline"), "{told}");
    assert!(told.contains("serves everybody in the whole area for: Legal advice"), "{told}");
    assert_eq!(fs::read_to_string(home.path().join("contacts.txt")).unwrap(), page);
    inform("contacts.txt").refused(&["contacts.txt is already there", "--force"]);
    inform("contacts.html").done();
    let html = fs::read_to_string(home.path().join("contacts.html")).unwrap();
    assert!(html.contains("<title>Health and safety at work</title>") && !html.contains("For you"), "{html}");
    assert!(html.contains("@page{margin:0}"), "a browser prints the day and the place of the file");
    for telling in
        ["trafficking.html", "safelight-page.txt", "For-Victims.pdf", "case.pdf", "for-2026-11-30.pdf"]
    {
        inform(telling).refused(&[telling, "useful-contacts.html"]);
    }
    inform("contacts.json").refused(&["not written as JSON"]);
    assert_eq!(home.names(), ["contacts.html", "contacts.txt"]);
    inform("letter.pdf").done();
    let read = |name: &str| pdf_reader::read(&fs::read(home.path().join(name)).unwrap()).sizes;
    assert_eq!(read("letter.pdf"), [(612.0, 792.0)], "the paper of the country");
    home.run(&["inform", "workers", "--area", "uk", "--export", "a4.pdf"]).done();
    assert!(read("a4.pdf")[0].1 > 841.0);
}

#[test]
fn the_reader_says_what_is_wrong_with_a_page() {
    let good = library::PAGES[0].source();
    for (from, to, code) in [
        ("title    = ", "titel    = ", "unknown-key"),
        ("ages     = \"18+\"", "ages     = \"old\"", "bad-ages"),
        ("language = \"en\"", "language = \"English\"", "bad-language"),
        ("needs = [\"legal\"]", "needs = []", "too-few"),
        ("needs = [\"legal\"]", "needs = [\"laywer\"]", "unknown-word"),
        ("read_as  = \"stored_copy\"", "read_as  = \"hearsay\"", "unknown-word"),
        ("read_on  = 2026-11-30", "", "missing-key"),
        ("text = \"text\", ", "", "missing-key"),
    ] {
        let text = good.text().replacen(from, to, 1);
        assert_ne!(text, good.text(), "{from}");
        let (page, findings) = read_page(&Source::new("page.toml", text));
        assert!(page.is_none() && findings.iter().any(|found| found.code == code), "{to}: {findings:?}");
    }
    let home = Home::new();
    home.file("page.toml", good.text());
    home.run(&["check", "page.toml"]).done();
    home.run(&["show", "./page.toml"]).refused(&["a page to hand over"]);
}
