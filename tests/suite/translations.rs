//! Translations: words only, each with the checksum of its source, so that none can drift unnoticed and none can change
//! a rule.

use safelight::diagnostic::Diagnostic;
use safelight::library;
use safelight::questionnaire::{Questionnaire, read};
use safelight::source::Source;
use safelight::translation::{
    Comparison, PAGES, SourceText, Translation, checksum, compare, merged, read_translation, source_texts,
    starter,
};

use crate::run::{Home, safelight};

fn shipped() -> impl Iterator<Item = (Source, Questionnaire)> {
    library::QUESTIONNAIRES.iter().map(|one| {
        let source = one.source();
        let questionnaire = read(&source).questionnaire.unwrap();
        (source, questionnaire)
    })
}

fn quick() -> (Source, Questionnaire) {
    shipped().find(|(_, one)| one.id == "adult-quick").unwrap()
}

/// The file of a translator who wrote each text as this says.
fn filled(questionnaire: &Questionnaire, words: impl Fn(&str) -> String) -> String {
    let file = starter(questionnaire, "es");
    let source = |address: &str| {
        let text = source_texts(questionnaire).find(|text| text.address == address);
        text.unwrap().text.text.to_owned()
    };
    let mut address = String::new();
    let lines = file.lines().map(|line| {
        if let Some(of) = line.strip_prefix("of   = ") {
            of.trim_matches('"').clone_into(&mut address);
        }
        if line == "say  = \"\"" { format!("say  = {:?}", words(&source(&address))) } else { line.to_owned() }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn read_of(file: &str, questionnaire: &Questionnaire) -> (Option<Translation>, Vec<Diagnostic>) {
    read_translation(&Source::new("x.es.toml", file), questionnaire)
}

fn compared(file: &str, source: &Source, questionnaire: &Questionnaire) -> Comparison {
    let (translation, findings) = read_of(file, questionnaire);
    assert_eq!(findings, []);
    compare(source, questionnaire, &translation.unwrap())
}

fn codes(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.code).collect()
}

/// Every form: the starter has each heard text once, and with it the questionnaire is the same but for its words.
#[test]
fn with_a_translation_only_words_are_others() {
    let mut texts = 0;
    for (source, questionnaire) in shipped() {
        let file = filled(&questionnaire, |text| format!("¡{}!", text.len()));
        let (translation, findings) = read_of(&file, &questionnaire);
        assert_eq!(findings, [], "{}", questionnaire.id);
        let translation = translation.unwrap();
        texts += translation.texts.len();
        let merged = merged(&source, &questionnaire, &translation);
        // The words are no words of Spanish, so the rules of that language say much of it; what it is stays the same.
        let other =
            read(&Source::new("x", merged.source.text().replace("language  = \"es\"", "language  = \"en\"")));
        let other = other
            .questionnaire
            .unwrap_or_else(|| panic!("{}: {:?}", questionnaire.id, codes(&other.findings)));
        let (old, new) = (questionnaire.fingerprint(), other.fingerprint());
        assert_eq!(old.scoring, new.scoring, "{}", questionnaire.id);
        let heard: Vec<_> = source_texts(&questionnaire).zip(source_texts(&other)).collect();
        for (old, new) in &heard {
            assert_eq!(old.address, new.address);
            assert_eq!(old.is_heard(), new.text.text.starts_with('¡'), "{}", old.address);
        }
        let has_heard = heard.iter().any(|(old, _)| old.is_heard());
        assert_eq!(has_heard, !translation.texts.is_empty(), "{}", questionnaire.id);
    }
    println!("{texts} heard texts");
    assert!(texts > 400, "{texts}");
}

#[test]
fn a_changed_source_text_makes_its_translation_stale_and_no_other() {
    let (source, questionnaire) = quick();
    let file = filled(&questionnaire, |text| format!("¡{}!", text.len()));
    let before = compared(&file, &source, &questionnaire);
    assert_eq!((before.stale, before.present), (0, before.heard));
    let mut tried = 0;
    // An option that says the same as another has the words of that one.
    let is_once = |first: &str| source.text().matches(first).count() == 1;
    for text in source_texts(&questionnaire).filter(SourceText::is_heard) {
        let first = text.text.text.lines().next().unwrap();
        if !is_once(first) {
            continue;
        }
        let changed = source.text().replacen(first, &format!("{first} Now."), 1);
        let changed = Source::new(source.name(), changed);
        let Some(other) = read(&changed).questionnaire else { continue };
        let after = compared(&file, &changed, &other);
        let stale: Vec<&Diagnostic> =
            after.findings.iter().filter(|finding| finding.code == "stale-translation").collect();
        assert_eq!(stale.len(), 1, "{}", text.address);
        tried += 1;
        let there = &file[stale[0].span.clone()];
        assert!(there.contains('¡'), "it names the place in the translation: {there}");
    }
    assert!(tried > 10, "{tried}");
}

#[test]
fn each_fault_of_a_translation_has_its_place_and_its_help() {
    let (source, questionnaire) = quick();
    let file = filled(&questionnaire, |text| format!("¡{}!", text.len()));
    let at = |from: &str, to: &str| {
        assert!(file.contains(from), "{from}");
        let changed = file.replacen(from, to, 1);
        let (translation, mut findings) = read_of(&changed, &questionnaire);
        findings
            .extend(translation.into_iter().flat_map(|it| compare(&source, &questionnaire, &it).findings));
        findings
    };
    let of = source_texts(&questionnaire).find(SourceText::is_heard).unwrap();
    let address = format!("of   = \"{}\"", of.address);
    for (from, to, code) in [
        ("adult-quick@1.0.0\"", "adult-quick@2.0.0\"", "other-edition"),
        ("adult-quick@1.0.0\"", "adult-brief@1.0.0\"", "other-edition"),
        ("language   = \"es\"", "language   = \"en\"", "same-language"),
        ("language   = \"es\"", "language   = \"español\"", "bad-language"),
        (address.as_str(), "of   = \"opening.nobody.say\"", "unknown-text"),
        (address.as_str(), "when = \"x\"\nof   = \"opening.nobody.say\"", "unknown-key"),
        ("format = 1", "format = 2", "bad-version"),
    ] {
        let findings = at(from, to);
        let found = findings.iter().find(|finding| finding.code == code);
        let found = found.unwrap_or_else(|| panic!("{code}: {:?}", codes(&findings)));
        assert!(found.is_error() && !found.help.is_empty(), "{code}");
    }
    let empty = at(&format!("say  = \"¡{}!\"", of.text.text.len()), "say  = \"\"");
    assert_eq!(codes(&empty), ["empty-text"]);
    // Twice, and left in English.
    let entry =
        |say: &str| format!("[[text]]\n{address}\nfrom = \"{}\"\nsay  = {say:?}\n", checksum(of.text.text));
    let (_, twice) = read_of(&format!("{file}\n{}", entry("otra vez")), &questionnaire);
    assert_eq!(codes(&twice), ["duplicate-id"]);
    let (head, _) = file.split_once("\n[[text]]").unwrap();
    for (say, expected) in [(of.text.text, "untranslated"), ("Hay 7 cosas.", "other-figures")] {
        let only = format!("{head}\n{}", entry(say));
        let comparison = compared(&only, &source, &questionnaire);
        assert!(
            codes(&comparison.findings).contains(&expected),
            "{expected}: {:?}",
            codes(&comparison.findings)
        );
        // Half of it is no translation.
        assert!(codes(&comparison.findings).contains(&"missing-translation"));
        assert!(!comparison.can_be_asked());
    }
}

/// What the rules of the language say is said of the words of the translation, at their place.
#[test]
fn the_safety_rules_of_the_language_hold_for_a_translation() {
    let (source, questionnaire) = quick();
    let question =
        source_texts(&questionnaire).find(|text| text.address.starts_with("question.") && text.is_heard());
    let question = question.unwrap();
    let say =
        "¿Por qué no se fue usted de ese lugar tan malo cuando todavía podía irse sin que nadie lo viera?";
    let words = |text: &str| if text == question.text.text { say.to_owned() } else { "Sí.".to_owned() };
    let file = filled(&questionnaire, words);
    let comparison = compared(&file, &source, &questionnaire);
    let there: Vec<&Diagnostic> =
        comparison.findings.iter().filter(|finding| file[finding.span.clone()].contains("se fue")).collect();
    let found = there.iter().map(|finding| finding.code).collect::<Vec<_>>();
    assert!(found.contains(&"why-question") && found.contains(&"long-sentence"), "{found:?}");
}

/// Every code that a translation can be told has its page.
#[test]
fn what_is_found_in_a_translation_is_explained() {
    let home = Home::new();
    for (page, _) in PAGES {
        let shown = home.run(&["explain", page.code]).done();
        assert!(shown.starts_with(page.code) && shown.contains("Write instead"), "{shown}");
    }
    let all: Vec<&str> = PAGES.iter().map(|(page, _)| page.code).collect();
    for file in ["compare.rs", "file.rs"] {
        let file = format!("{}/src/translation/{file}", env!("CARGO_MANIFEST_DIR"));
        let written = std::fs::read_to_string(file).unwrap();
        let codes = written.split(['"']).filter(|part| part.contains('-') && !part.contains(' '));
        for code in codes.filter(|code| code.chars().all(|one| one.is_ascii_lowercase() || one == '-')) {
            let is_of_reader = ["duplicate-id", "bad-language"].contains(&code);
            assert!(is_of_reader || all.contains(&code), "{code} has no page");
        }
    }
}

#[test]
fn the_command_writes_the_file_and_looks_it_over() {
    let home = Home::new();
    home.run(&["translate", "new", "adult-quick", "--into", "es"]).done();
    let file = std::fs::read_to_string(home.path().join("adult-quick.es.toml")).unwrap();
    assert!(file.contains("# ") && file.contains("[[text]]\nof   = \"opening."), "{file}");
    let ran = home.run(&["translate", "check", "adult-quick.es.toml"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("`say` is empty"), "{}", ran.out);
    home.run(&["translate", "new", "adult-quick", "--into", "en"]).refused(&["already"]);
    home.run(&["translate", "new", "adult-quick", "--into", "x y"]).refused(&["language tag"]);
    home.run(&["translate", "new", "adult-quick", "--into", "es"]).refused(&["adult-quick.es.toml"]);
    home.file("bare.toml", "format = 1\n[translation]\n");
    home.run(&["translate", "check", "bare.toml"]).refused(&["of = "]);
    home.run(&["screen", "adult-quick.es.toml", "--plain"]).refused(&["a translation"]);
}

/// The translations that come with the program are looked over by the id of their form.
#[test]
fn a_translation_is_checked_by_the_id_of_its_form() {
    let said = safelight(&["translate", "check", "adult-quick"]).done();
    assert!(said.contains("texts are heard"), "{said}");
    let none = safelight(&["translate", "check", "agency-readiness"]);
    none.refused(&["no translation of agency-readiness@1.0.0 comes with the program"]);
    safelight(&["translate", "check", "zebra.es.toml"]).refused(&["zebra.es.toml"]);
}
