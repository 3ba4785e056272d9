//! The lines to call on a page that everybody gets, and what a person takes along: of no line that serves only some,
//! with no name and no address that tells.

use safelight::export::text;
use safelight::inform::{ContactLine, contacts, handed_over};
use safelight::library;
use safelight::referral::{LookedFor, Shares, match_services};
use safelight::report::carried;
use safelight::vocabulary::NEEDS;

use crate::inform::{TODAY, directories, everywhere, own, pages};

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
    assert_eq!(found.lines[0].text, "Legal advice: call 0808 555 0000");
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
    let us = directories().into_iter().find(|one| one.id == "us").unwrap();
    let limited = us.services.iter().find(|one| one.id == "otip-child").unwrap();
    assert!(!limited.for_everybody, "what has an eligibility is not for everybody unless it is told");
}

/// A page that begins with what happened to somebody, and stays in the phone, is no neutral one.
#[test]
fn no_name_that_is_not_to_be_said_and_no_address_after_trafficking() {
    everywhere(|page, contacts, directory| {
        for line in &contacts.lines {
            let service = line.found.service;
            let after = service.meets("trafficking_support");
            // A number can be a name: that one is read as it is called.
            let is_named = line.text.contains(&service.name) && !line.reached.contains(&service.name);
            assert!(!is_named, "{} {}: of all lines, those without a name are looked up", page.id, line.text);
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
            let Some(carried) = carried(&found, "en") else {
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

/// Where the first message has to say a word, it stands there: that of the person's language, or the only one there is.
#[test]
fn what_a_first_message_says_is_taken_along() {
    let wanted = LookedFor { needs: NEEDS.iter().collect(), any_part: true, ..LookedFor::default() };
    let us = directories().into_iter().find(|one| one.id == "us").unwrap();
    let found = match_services(std::slice::from_ref(&us), &wanted, TODAY);
    let line = |language: &str| {
        let one = found.iter().find(|found| found.service.id == "crisis-text-line").unwrap();
        carried(one, language).unwrap()
    };
    assert!(line("en").ends_with("741741 (HOME)"), "{}", line("en"));
    assert!(line("es-MX").ends_with("mensaje de texto: 741741 (AYUDA)"), "{}", line("es-MX"));
    // A word is one of the page of the service: its note has it too.
    for channel in directories().iter().flat_map(|one| &one.services).flat_map(|one| &one.channels) {
        let note = channel.note.as_deref().unwrap_or_default();
        assert!(channel.write.values().all(|word| note.contains(word.as_str())), "{note}");
    }
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
        has(&scotland, "Someone to talk to about family and relationships: call 0800 027 1234"),
        "{scotland:?}"
    );
    let uk = lines("adults", "uk", None).concat();
    for only_some in ["0808 2000 247", "0808 1647 686", "0800 144 8848"] {
        assert!(!uk.contains(only_some), "{uk}");
    }
}
