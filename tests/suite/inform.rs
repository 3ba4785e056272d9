//! Information without any question: no page bears anything about the person who carries it, and it comes in no other
//! language than the one that was wanted. Its lines to call are looked at in `inform_lines`.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;

use jiff::civil::{Date, date};
use safelight::export::{FORMATS, Options, Paper, html, text};
use safelight::inform::{Contacts, InformPage, contacts, handed_over, read_page, who_answers};
use safelight::language::{TextCounts, Words, words_of};
use safelight::library;
use safelight::referral::{Directory, read_directory};
use safelight::report::{PageReader, Pages};
use safelight::source::Source;

use crate::directories::whole;
use crate::pdf_reader;
use crate::run::{CANARY, Home, safelight};

/// The day on which pages are made here.
pub const TODAY: Date = date(2026, 11, 30);

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

/// The same in Spanish. They are looked for on every page, as those in English are.
const TELLING_IN_SPANISH: [&str; 46] = [
    "trata",
    "tráfico",
    "traficad",
    "víctima",
    "sobreviv",
    "esclav",
    "explota",
    "forzad",
    "forzos",
    "obliga",
    "abus",
    "agres",
    "golpe",
    "daño",
    "viola",
    "prostitu",
    "proxeneta",
    "padrote",
    "seduc",
    "chantaj",
    "escap",
    "huir",
    "huye",
    "fuga",
    "rescat",
    "albergue",
    "refugio",
    "escond",
    "policía",
    "delito",
    "denunci",
    "tamizaje",
    "sospech",
    "señal",
    "indicio",
    "expediente",
    "entrevista",
    "cliente",
    "paciente",
    "agencia",
    "condado",
    "suicid",
    "migra",
    "ilegal",
    "amenaz",
    "coyote",
];

/// What a worker has to be able to say of telephones, in the language of the page.
const SAID_OF_TELEPHONES: [(&str, [&str; 3]); 2] = [
    ("en", ["keeps the numbers", "look a number up", "who answers"]),
    ("es", ["guarda los números", "buscar de quién es un número", "quién contesta"]),
];

/// The pages that come with the program.
pub fn pages() -> Vec<InformPage> {
    library::PAGES.iter().map(|shipped| read_page(&shipped.source()).0.unwrap()).collect()
}

/// The directories that come with the program.
pub fn directories() -> Vec<Directory> {
    library::DIRECTORIES.iter().map(|shipped| read_directory(&shipped.source()).0.unwrap()).collect()
}

/// Does something with every page in every country, and in a part of one.
pub fn everywhere(mut look: impl FnMut(&InformPage, &Contacts<'_>, &Directory)) {
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
            for word in TELLING.iter().chain(&TELLING_IN_SPANISH) {
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
        assert!(html.contains(&format!("<html lang=\"{}\" dir=\"ltr\">", page.language)));
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
        ("County helpers", "0808 555 0000", Some("call 0808 555 0000")),
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

/// Whoever hands over a page in another language than that of the lines is told which of them speak it.
#[test]
fn who_answers_says_which_lines_speak_the_language_of_the_page() {
    let directories = directories();
    let of = |language: &str| {
        let pages = pages();
        let page = pages.iter().find(|page| page.id == "adults" && page.language == language).unwrap();
        let us = directories.iter().filter(|directory| directory.id == "us").cloned().collect::<Vec<_>>();
        text::write(&who_answers(&contacts(page, &us, None, TODAY)), 500)
    };
    let spanish = of("es");
    assert!(spanish.contains("; speaks Spanish"), "{spanish}");
    assert!(spanish.contains("its page does not say whether it speaks Spanish: ask"), "{spanish}");
    let english = of("en");
    assert!(!english.contains("English"), "{english}");

    // A text line that speaks it says nothing of the telephone with the same number.
    let same = "kind = \"text\"\ncontact = \"0808 555 0000\"\nlanguages = [\"es\"]\nhours = \"not_said\"\n\
                [[service.channel]]\nkind = \"phone\"\ncontact = \"0808 555 0000\"\nlanguages = \"not_said\"";
    let own = own("County helpers", same, "no", "");
    let pages = pages();
    let page = pages.iter().find(|page| page.id == "adults" && page.language == "es").unwrap();
    let said = text::write(&who_answers(&contacts(page, std::slice::from_ref(&own), None, TODAY)), 500);
    assert!(
        said.contains("does not say whether it speaks Spanish") && !said.contains("; speaks Spanish"),
        "{said}"
    );
}

/// A directory of one's own with one service.
pub fn own(name: &str, channel: &str, shares: &str, more: &str) -> Directory {
    let for_all = if more.contains("for_everybody") { "" } else { "for_everybody = true" };
    let file = format!(
        "format = 1\n[directory]\nid = \"ours\"\ntitle = \"{CANARY}\"\narea = \"Here\"\nlanguage = \"en\"\n\
         read_by = \"{CANARY}\"\n[[service]]\nid = \"line\"\nname = \"{name}\"\norganization = \"{CANARY}\"\n\
         description = \"{CANARY}\"\nneeds = [\"legal\"]\nis_reporting_line = false\n\
         shares_with_police = \"{shares}\"\nread_as = \"page\"\nsource_url = \"https://example.org/\"\n{more}\n\
         alert = \"{CANARY}\"\neligibility = \"{CANARY}\"\n{for_all}\n[[service.channel]]\n{channel}\nhours = \"{CANARY}\"\n"
    );
    let (directory, findings) = read_directory(&Source::new("ours.toml", whole(&file)));
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
        let own = words_of(&page.language).expect("a page is in a language whose words are known");
        // What only the worker reads is in English on every page.
        let english = words_of("en").unwrap();
        let mut lines: Vec<String> = page.parts.iter().flat_map(|(_, lines)| lines.clone()).collect();
        lines.extend(page.closing.clone());
        for (what, words, lines) in [
            ("page", own, &lines),
            ("say", own, &page.say),
            ("offer", english, &page.offer),
            ("avoid", english, &page.avoid),
            ("validation", english, &vec![page.validation.clone()]),
        ] {
            let counts = counted(words, lines);
            let formula = &words.reading.formula;
            let figure = formula.says(counts);
            let is_hard = formula.is_harder(counts, formula.easy);
            assert!(!is_hard, "{} {} {what}: {figure}", page.id, page.language);
        }
    }
}

#[test]
fn nothing_is_asked_and_every_page_says_that_it_is_not_validated() {
    for page in pages() {
        let said = page.say.join(" ");
        let (_, of_telephones) = SAID_OF_TELEPHONES.iter().find(|(tag, _)| *tag == page.language).unwrap();
        for needed in of_telephones {
            assert!(said.contains(needed), "{} {}: {needed}", page.id, page.language);
        }
        let read = [&page.offer[..], &page.avoid].concat().join(" ");
        for needed in ["who answers", "the police", "--directory", "on paper"] {
            assert!(read.contains(needed), "{} {}: {needed}", page.id, page.language);
        }
        assert!(page.validation.contains("not validated") && page.validation.contains("asks nothing"));
        for said in page.say.iter().chain(&page.offer).chain(&page.avoid) {
            assert!(!said.contains(['?', '¿']), "{}: {said}", page.id);
        }
        assert!(page.sources.len() >= 5 && page.sources.iter().all(|one| one.url.starts_with("http")));
        assert!(page.sources.iter().all(|one| one.read_on.is_some_and(|on| on <= TODAY)), "{}", page.id);
    }
}

/// Another language is the same page: for the same people, with the same needs in order, as many sentences, the same
/// sources, and what the worker reads. Only last words may be added, and the validation says who did not read it.
#[test]
fn a_page_is_the_same_in_every_language() {
    let pages = pages();
    let shape = |page: &InformPage| {
        let needs: Vec<_> = page.entries.iter().map(|entry| (&entry.needs, entry.most)).collect();
        let lines: Vec<usize> = page.parts.iter().map(|(_, lines)| lines.len()).collect();
        let head = (page.ages, &page.audience, page.say.len());
        format!("{head:?} {needs:?} {lines:?} {:?} {:?} {:?}", page.offer, page.avoid, page.sources)
    };
    let others: Vec<&InformPage> = pages.iter().filter(|page| page.language != "en").collect();
    for page in &others {
        let english = pages.iter().find(|one| one.id == page.id && one.language == "en").unwrap();
        assert_eq!(shape(page), shape(english), "{} {}", page.id, page.language);
        assert!(page.closing.len() >= english.closing.len(), "{} {}", page.id, page.language);
        for missing in ["No native speaker has read", "Nobody with lived experience has read"] {
            assert!(page.validation.contains(missing), "{} {}: {missing}", page.id, page.language);
        }
    }
    assert_eq!(others.iter().filter(|page| page.language == "es").count(), 3, "each page in Spanish");
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
    assert!(england.contains("Health care: call 111\n"), "{england}");
    let none = safelight(&["inform", "workers", "--area", "uk"]).done();
    assert!(
        none.contains("No line here serves everybody in the whole area for: Food, a place to stay"),
        "{none}"
    );
    assert!(none.contains("directory of your own") && !none.contains("on the page by hand"), "{none}");
}

/// A special line is one among many; where there are not many, the worker is told before anything is printed, and
/// before names are on the screen.
#[test]
fn too_few_ordinary_lines_are_said() {
    for (page, area, is_telling) in [
        ("adults", "us", false),
        ("adults", "uk", true),
        ("adults", "England", false),
        ("workers", "uk", true),
        ("workers", "ca", true),
        ("young-people", "uk", false),
        ("young-people", "au", false),
    ] {
        let shown = safelight(&["inform", page, "--area", area]).done();
        let away = shown.find("Turn the screen away").unwrap_or_else(|| panic!("{page} {area}: {shown}"));
        assert_eq!(shown.contains("fewer than four ordinary lines"), is_telling, "{page} {area}: {shown}");
        let alone = safelight(&["inform", page, "--area", area, "--page"]).done();
        assert!(!alone.contains("ordinary") && !alone.contains("screen"), "{page} {area}: {alone}");
        let named = shown.find("call 116 123: ").or_else(|| shown.find(": National ")).unwrap_or(usize::MAX);
        assert!(away < named, "{page} {area}: {shown}");
    }
}

#[test]
fn the_country_is_that_of_the_settings_and_is_never_guessed() {
    let home = Home::new();
    home.run(&["inform", "adults"]).refused(&["--area us, uk, ca or au", "`jurisdiction`"]);
    home.run(&["inform", "adults", "--area", "Atlantis"]).refused(&[
        "Atlantis",
        "United States (us): California (us-ca); ",
        "New Jersey (us-nj)",
        "United Kingdom (uk): England; ",
        "Australia (au)",
    ]);
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

/// A place is named by an id of its law or its directory, or as people call it, in any case.
#[test]
fn a_place_is_named_by_id_or_name() {
    let page = |area: &str| safelight(&["inform", "adults", "--page", "--area", area]).done();
    let (us, jersey) = (page("us"), page("New Jersey"));
    assert!(!jersey.contains("Jersey"), "{jersey}");
    for area in ["us-nj", "US-NJ", "new jersey", " us-nj "] {
        assert_eq!(page(area), jersey, "{area}");
    }
    for area in ["us-federal", "United States", "the united states", "US"] {
        assert_eq!(page(area), us, "{area}");
    }
    assert_eq!(page("uk"), page("United Kingdom"));
    assert_eq!(page("CA"), page("canada"), "the country, and not California");
    assert!(page("us-ca").contains("call 911"));
    let unknown = safelight(&["inform", "adults", "--area", "international"]);
    assert!(unknown.code == Some(2) && unknown.err.contains("Texas (us-tx)"), "{}", unknown.err);
}

/// How old the entries are is said once where they are alike.
#[test]
fn a_caution_that_holds_for_most_lines_is_said_once() {
    for area in ["us", "uk", "ca", "au"] {
        let out = safelight(&["inform", "adults", "--area", area]).done();
        let told = out.matches("undated, check before").count();
        assert!(told == 1, "{area}: {told}\n{out}");
    }
    let out = safelight(&["inform", "adults", "--area", "us"]).done();
    assert!(out.contains("Where a line says nothing else: undated, check before use."), "{out}");
    assert!(out.contains("dated 2022-01-20"), "{out}");
}

#[test]
fn a_page_is_never_in_another_language_than_was_wanted() {
    let home = Home::new();
    let area = ["--area", "us", "--export", "page.html"];
    home.run(&[&["inform", "adults", "--language", "fr"][..], &area].concat()).refused(&[
        "the page adults is not there in French",
        "English (--language en), Spanish (--language es)",
    ]);
    home.file("safelight/config.toml", "language = \"vi\"\n");
    home.run(&[&["inform", "adults"][..], &area].concat())
        .refused(&["Vietnamese", "English (--language en)"]);
    assert_eq!(home.names(), ["safelight"], "nothing is written");
    home.run(&["inform", "adults", "--language", "en-GB", "--area", "uk"]).done();
    home.run(&["inform", "adult", "--area", "us"]).refused(&["no page adult", "did you mean adults?"]);
    home.run(&["inform", "zebra", "--area", "us"])
        .refused(&["no page zebra", "adults, workers, young-people"]);
    home.run(&["inform", "adults", "--language", "Spanish", "--area", "us"]).refused(&["write \"es\""]);
}

/// The usual language of the settings, a tag of a country, and every country that has a directory: where no line says
/// that it speaks Spanish, none is lost that does not say that it speaks no other language.
#[test]
fn whoever_works_in_spanish_gets_the_page_in_spanish() {
    let home = Home::new();
    home.file("safelight/config.toml", "language = \"es\"\njurisdiction = \"us-federal\"\n");
    let page = home.run(&["inform", "adults", "--page"]).done();
    assert!(
        page.starts_with("Información de salud y seguridad\n") && page.contains(": llame al 911\n"),
        "{page}"
    );
    assert!(page.contains("puede pedir español") && !page.contains("call"), "{page}");
    assert_eq!(home.run(&["inform", "adults", "--page", "--language", "es-MX"]).done(), page);
    let english = home.run(&["inform", "adults", "--page", "--language", "en"]).done();
    assert!(english.starts_with("Health and safety information\n"), "{english}");
    for (area, number) in [("uk", "llame al 999"), ("ca", "llame al 911"), ("au", "llame al 000")] {
        for named in ["adults", "young-people", "workers"] {
            let page = home.run(&["inform", named, "--page", "--area", area]).done();
            assert!(page.contains(number) && page.matches(": llame").count() >= 3, "{named} {area}: {page}");
        }
    }
    let both = home.run(&["inform", "workers"]).done();
    assert!(
        both.starts_with("For you: not for the person\n") && both.contains("No native speaker"),
        "{both}"
    );
    assert!(both.contains("El teléfono guarda los números que usted marca"), "{both}");
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
