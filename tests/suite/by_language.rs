//! Numbers that have a value by language: which holds in which talk, and that none of another language ever does. What
//! a record says of it, scored again, and how editions with other values differ.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use safelight::conversation::{Conversation, Dialogue, Point, Purpose, Reply, Setting, Snapshot, Turn};
use safelight::diff::diff;
use safelight::export::{FORMATS, Options};
use safelight::questionnaire::elements::VersionStep;
use safelight::questionnaire::{Questionnaire, read};
use safelight::records::{Record, StrippedRecord, read_record, without_identifiers, written};
use safelight::report::{Detail, Pages};
use safelight::rescore::differences;
use safelight::scoring::Case;
use safelight::source::Source;
use safelight::translation::{
    TranslatedEdition, Wording, WordingAtHand, compare, po, read_translation, starter, translation_changes,
};

use crate::conversation::{Script, setting};
use crate::generate::Draw;
use crate::run::Home;
use crate::snapshots::any_reply;

fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/forms/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

const VALUES: &str = "[values]\ncut_off = 3\n";

/// A form with a cut-off of its own in each language, and its Spanish translation.
struct Form {
    source: Source,
    questionnaire: Questionnaire,
    translation: Source,
}

fn form_of(change: impl Fn(String) -> String, translated: impl Fn(String) -> String) -> Form {
    let source = Source::new("form.toml", change(text("by-language.toml")));
    let reading = read(&source);
    let questionnaire = reading.questionnaire.unwrap_or_else(|| panic!("{:?}", reading.findings));
    let translation = Source::new("form.es.toml", translated(text("by-language.es.toml")));
    Form { source, questionnaire, translation }
}

fn usual() -> Form {
    form_of(|text| text, |text| text)
}

impl Form {
    fn at_hand(&self) -> [WordingAtHand; 1] {
        let wording = Wording::read(&self.source, &self.questionnaire, &self.translation);
        let wording = wording.unwrap_or_else(|found| panic!("{found:?}"));
        [WordingAtHand::of(wording, self.source.clone(), self.translation.clone())]
    }

    fn edition(&self) -> TranslatedEdition {
        let (translation, found) = read_translation(&self.translation, &self.questionnaire);
        assert_eq!(found, []);
        let translations = translation.into_iter().collect();
        TranslatedEdition { questionnaire: self.questionnaire.clone(), translations }
    }
}

fn begun<'q>(
    form: &'q Form,
    wordings: &'q [WordingAtHand],
    language: Option<&'q str>,
    context: &[(&str, &str)],
) -> Conversation<'q> {
    let context = context.iter().map(|(id, value)| ((*id).to_owned(), (*value).to_owned())).collect();
    let case = Case::begin(&form.questionnaire, &context).unwrap();
    Conversation::new(case, Setting { wordings, language, ..setting() }, false)
}

/// Says yes to the first two signs and no to the rest, and changes the language before the questions that are named.
fn walk(talk: &mut Conversation<'_>, changes: &[(&str, &str)]) {
    walk_interpreted(talk, changes, "");
}

/// The same, where somebody interprets into this language.
fn walk_interpreted(talk: &mut Conversation<'_>, changes: &[(&str, &str)], interpreted: &str) {
    let questionnaire = talk.questionnaire();
    let (changed, into) = (RefCell::new(BTreeSet::new()), RefCell::new(String::new()));
    let mut script = Script::new(|turn: &Turn, _| match turn.at {
        Point::Language => Some(Reply::choose(into.borrow().clone())),
        Point::Question(place) => {
            let id = questionnaire.question(place).id.as_str();
            let change = changes.iter().find(|(before, _)| *before == id);
            if let Some((_, language)) = change.filter(|_| changed.borrow_mut().insert(id)) {
                (*language).clone_into(&mut into.borrow_mut());
                return Some(Reply::Languages);
            }
            Some(Reply::choose(if ["watched", "more"].contains(&id) { "no" } else { "yes" }))
        }
        Point::Gate(_) => Some(Reply::choose("interpreted")),
        Point::Interpreter(_) => {
            Some(match turn.items().iter().find(|item| ["telephone", "none"].contains(&item.id.as_str())) {
                Some(item) => Reply::Choose(item.id.clone()),
                None => Reply::Typed(interpreted.to_owned()),
            })
        }
        _ => None,
    });
    script.lead(talk);
}

fn levels(record: &Record) -> Vec<&str> {
    record.outcomes[0].possible.iter().map(|level| level.id.as_str()).collect()
}

fn value(record: &Record) -> Option<&str> {
    record.context.iter().find(|known| known.id == "cut_off").unwrap().value.as_deref()
}

/// The record is read back, scored again with its own edition, and gives what it says.
fn holds(form: &Form, record: &Record) {
    let text = written(record);
    let back = read_record(&text).unwrap_or_else(|why| panic!("{why}"));
    assert!(back.is_sealed);
    let case = back.case(&form.questionnaire).unwrap();
    let again = differences(&back, case);
    assert!(again.differences.is_empty(), "{:?}", again.differences);
}

#[test]
fn each_language_has_its_own_cut_off_and_none_has_that_of_another() {
    let form = usual();
    let unknown = form_of(|text| text, |text| text.replace(VALUES, ""));
    let (with, without) = (form.at_hand(), unknown.at_hand());
    // Language set, translations at hand, what is configured; what holds, and what comes out of two signs.
    let both = vec!["information", "consult"];
    let cases = [
        (None, &with[..], None, Some("2"), vec!["consult"]),
        (Some("en-GB"), &with, None, Some("2"), vec!["consult"]),
        (None, &with, Some("3"), Some("3"), vec!["information"]),
        (Some("es"), &with, None, Some("3"), vec!["information"]),
        // What is configured was found in English: it says nothing of Spanish.
        (Some("es-MX"), &with, Some("1"), Some("3"), vec!["information"]),
        (Some("es"), &without, Some("1"), None, both.clone()),
        (Some("so"), &with, Some("1"), None, both.clone()),
        (Some("es"), &[], None, None, both),
    ];
    for (language, at_hand, configured, held, come) in cases {
        let context: Vec<(&str, &str)> = configured.iter().map(|value| ("cut_off", *value)).collect();
        let of = if std::ptr::eq(at_hand, &without[..]) { &unknown } else { &form };
        let mut talk = begun(of, at_hand, language, &context);
        walk(&mut talk, &[]);
        let record = talk.record();
        assert_eq!((value(&record), levels(&record)), (held, come), "{language:?} {context:?}");
        holds(of, &record);
        is_told(&record, held.is_none());
    }
}

/// Every page that says how far the form can be trusted says that the cut-off is not known, and no other page does.
fn is_told(record: &Record, is_unknown: bool) {
    for detail in [Detail::Note, Detail::Reasons, Detail::Full] {
        for format in FORMATS.iter().filter(|format| !format.for_programs && format.levels.contains(&detail))
        {
            let Ok(bytes) = (format.write)(&Pages::of(record, detail), &Options::PAPER) else { continue };
            let Ok(page) = String::from_utf8(bytes) else { continue };
            let page = page.split_whitespace().collect::<Vec<_>>().join(" ");
            let says = page.contains("Cut-off of the total” is not known for");
            assert_eq!(says, is_unknown, "{} {detail:?}: {page}", format.name);
        }
    }
}

#[test]
fn in_several_languages_only_what_is_the_same_in_each_is_known() {
    let form = usual();
    let same = form_of(|text| text, |text| text.replace("cut_off = 3", "cut_off = 2"));
    for (of, held) in [(&form, None), (&same, Some("2"))] {
        let at_hand = of.at_hand();
        let mut talk = begun(of, &at_hand, Some("es"), &[]);
        walk(&mut talk, &[("debt", "own")]);
        let record = talk.record();
        assert_eq!(value(&record), held);
        let heard = record.context[0].by_language.clone().unwrap();
        assert_eq!((heard.languages, heard.interpreted), (vec!["en".to_owned(), "es".to_owned()], false));
        holds(of, &record);
    }
    // A question on which no result depends does not count, and neither does what was only explained.
    let at_hand = form.at_hand();
    let mut talk = begun(&form, &at_hand, Some("es"), &[]);
    walk(&mut talk, &[("papers", "own")]);
    assert_eq!(value(&talk.record()), Some("2"));
}

/// Words that are interpreted are other words, unless it is the translation that is read out.
#[test]
fn what_is_interpreted_on_the_spot_has_no_cut_off() {
    let gate = "[[gate]]\nid = \"interpreter\"\nask = \"Do you share a language, or is an interpreter here?\"\n\
                proceed_on = \"yes\"\notherwise = \"Offer another time.\"\n\n[[section]]";
    let of = form_of(|text| text.replacen("[[section]]", gate, 1), |text| text);
    let at_hand = of.at_hand();
    let cases = [
        (None, "Tigrinya", None),
        (None, "English", Some("2")),
        (None, "español", None),
        (Some("es"), "Spanish", Some("3")),
        (Some("es"), "Tigrinya", None),
        (Some("es"), "a dialect of the coast", None),
    ];
    for (language, interpreted, held) in cases {
        let mut talk = begun(&of, &at_hand, language, &[]);
        walk_interpreted(&mut talk, &[], interpreted);
        let record = talk.record();
        assert_eq!(record.interpreters.len(), 1);
        assert_eq!(value(&record), held, "{language:?}, interpreted into {interpreted}");
        assert_eq!(record.context[0].by_language.as_ref().unwrap().interpreted, held.is_none());
        holds(&of, &record);
        is_told(&record, held.is_none());
    }
}

/// A question whose source was changed since is asked in the words of the source: the cut-off was not found with them.
#[test]
fn a_question_of_an_older_source_has_no_cut_off() {
    let source = |text: String| text.replace("Does somebody else keep", "Does anybody else keep");
    let of = form_of(source, |text| text);
    let at_hand = [WordingAtHand::shipped("es", of.source.clone(), of.translation.clone())];
    let mut talk = begun(&of, &at_hand, Some("es"), &[]);
    walk(&mut talk, &[]);
    let record = talk.record();
    assert_eq!((value(&record), levels(&record)), (None, vec!["information", "consult"]));
    holds(&of, &record);
}

/// What nobody is told of the language stays so where identifiers are left out.
#[test]
fn without_identifiers_it_is_said_that_it_is_not_known_and_not_where() {
    let form = form_of(|text| text, |text| text.replace(VALUES, ""));
    let at_hand = form.at_hand();
    let mut talk = begun(&form, &at_hand, Some("es"), &[]);
    walk(&mut talk, &[]);
    let stripped = without_identifiers(&talk.record(), &form.questionnaire);
    is_told(&stripped, true);
    let text = written(&StrippedRecord::of(&stripped).unwrap());
    assert!(!text.contains("\"es\"") && !text.contains("Spanish"), "{text}");
}

/// Random walks, the language changed at random: written down and read back at every turn the rest is the same, and
/// what comes out is what the same answers give with the value that the record names.
#[test]
fn whatever_is_answered_in_whichever_language_only_the_cut_off_is_another() {
    let forms = [usual(), form_of(|text| text, |text| text.replace(VALUES, ""))];
    let (mut known, mut unknown) = (0, 0);
    for seed in 0..60 {
        let form = &forms[usize::try_from(seed % 2).unwrap()];
        let at_hand = form.at_hand();
        let mut draw = Draw::seeded(seed);
        let language = [None, Some("es"), Some("so")][usize::try_from(seed % 3).unwrap()];
        let mut talk = begun(form, &at_hand, language, &[]);
        let mut turns = 0;
        while let Some(turn) = talk.turn() {
            turns += 1;
            assert!(turns < 4_000, "seed {seed} goes in circles");
            if turn.languages && draw.chance(20) {
                talk.reply(Reply::Languages).unwrap();
                let chosen = draw.pick(talk.turn().unwrap().items()).id.clone();
                talk.reply(Reply::Choose(chosen)).unwrap();
                continue;
            }
            let reply = any_reply(&turn, &form.questionnaire, &mut draw, turns > 200);
            if reply != Reply::Languages {
                let _ = talk.reply(reply);
            }
            if draw.chance(10) {
                again(form, &talk, language);
            }
        }
        let record = talk.record();
        holds(form, &record);
        // The same answers in the form's own language, with that value.
        let own: BTreeMap<String, String> =
            value(&record).map(|value| ("cut_off".to_owned(), value.to_owned())).into_iter().collect();
        match own.is_empty() {
            true => unknown += 1,
            false => {
                known += 1;
                let answers = talk.interview().answers().clone();
                let case = Case::new(&form.questionnaire, answers, &own, &BTreeMap::new());
                let case = case.unwrap_or_else(|faults| panic!("seed {seed}: {faults:?}"));
                let levels_then = safelight::scoring::assess(&case).outcomes[0].possible;
                let now = safelight::scoring::assess(talk.interview().case()).outcomes[0].possible;
                assert_eq!(levels_then, now, "seed {seed}");
            }
        }
    }
    assert!(known > 10 && unknown > 10, "{known} {unknown}");
}

/// Written down and gone on with, it is where it was, with the same values.
fn again(form: &Form, talk: &Conversation<'_>, language: Option<&str>) {
    let snapshot = Snapshot::read(&talk.snapshot(&form.source, None).write(), Purpose::Screening).unwrap();
    let questionnaire = snapshot.questionnaire().unwrap();
    let wordings = snapshot.wordings();
    let setting = Setting { wordings: &wordings, language, ..setting() };
    let back = Conversation::resume(&snapshot, &questionnaire, setting).unwrap();
    assert_eq!(written(&back.record()), written(&talk.record()));
    let at = |turn: Option<Turn>| turn.map(|turn| (turn.at, turn.say));
    assert_eq!(at(back.turn()), at(talk.turn()));
}

// ---- the file ----

#[test]
fn what_a_translation_cannot_have_a_value_of_is_told_all_at_once() {
    let change = |text: String| {
        text.replace(
            "[[section]]",
            "[[context]]\nid = \"frame\"\nkind = \"number\"\ndefault = 1\n\n[[section]]",
        )
    };
    let of = form_of(change, |text| {
        text.replace("cut_off = 3", "cut_off = \"3\"\nframe = 1\ncutoff = 2\nother = 0.1234")
    });
    let (translation, found) = read_translation(&of.translation, &of.questionnaire);
    assert!(translation.is_none());
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|it| (it.code, it.message.as_str(), it.help.as_str())).collect();
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(
        (found[0].0, found[1].0, found[2].0, found[3].0),
        ("wrong-type", "unknown-value", "unknown-value", "bad-number")
    );
    assert!(found[1].1.contains("`frame` has one value"), "{found:?}");
    assert!(found[2].2.contains("did you mean `cut_off`?"), "{found:?}");
}

#[test]
fn the_starter_lists_the_values_and_check_remarks_what_is_missing() {
    let of = usual();
    let file = starter(&of.questionnaire, "es");
    assert!(file.contains("# [values]\n# Cut-off of the total\n# cut_off =\n"), "{file}");
    let without = form_of(|text| text, |text| text.replace(VALUES, ""));
    for (of, remarks) in [(&of, 0), (&without, 1)] {
        let translation = read_translation(&of.translation, &of.questionnaire).0.unwrap();
        let compared = compare(&of.source, &of.questionnaire, &translation);
        let found = compared.findings.iter().filter(|found| found.code == "missing-value");
        assert_eq!(found.count(), remarks);
        assert!(compared.can_be_asked(), "{:?}", compared.findings);
    }
}

/// A PO file has words alone: the values of a file that is there stay.
#[test]
fn a_po_file_leaves_the_values_alone() {
    let of = usual();
    let translation = read_translation(&of.translation, &of.questionnaire).0.unwrap();
    let exported = po::export(&of.questionnaire, &translation, false).file;
    assert!(!exported.contains("cut_off"), "{exported}");
    let changed = Source::new("x.po", exported.replace("¿Ha comido algo hoy?", "¿Comió algo hoy?"));
    let words = po::read_po(&changed, &of.questionnaire).0.unwrap();
    let imported = po::import(&of.questionnaire, &words, Some((&of.translation, &translation))).file;
    assert_eq!(imported, of.translation.text().replace("¿Ha comido algo hoy?", "¿Comió algo hoy?"));
    let alone = po::import(&of.questionnaire, &words, None).file;
    assert!(alone.contains("# [values]\n# Cut-off of the total\n# cut_off =\n"), "{alone}");
}

// ---- fingerprints and editions ----

#[test]
fn a_value_counts_in_the_fingerprint_of_its_language_alone() {
    let (of, other) = (usual(), form_of(|text| text, |text| text.replace("cut_off = 3", "cut_off = 4")));
    let none = form_of(|text| text, |text| text.replace(VALUES, ""));
    assert_eq!(of.questionnaire.fingerprint(), other.questionnaire.fingerprint());
    let scoring = |of: &Form| of.at_hand()[0].wording(&of.questionnaire).unwrap().scoring.clone();
    let all = [scoring(&of), scoring(&other), scoring(&none), of.questionnaire.fingerprint().scoring.clone()];
    let different: BTreeSet<&String> = all.iter().collect();
    assert_eq!(different.len(), 4, "{all:?}");
    let at_hand = of.at_hand();
    let mut talk = begun(&of, &at_hand, Some("es"), &[]);
    walk(&mut talk, &[]);
    assert_eq!(talk.record().wordings[0].scoring.as_ref(), Some(&all[0]));
}

#[test]
fn two_editions_differ_in_their_translations_too() {
    let of = usual();
    let changed = |change: &dyn Fn(String) -> String, translated: &dyn Fn(String) -> String| {
        let other = form_of(change, translated);
        let changes = translation_changes(&of.edition(), &other.edition());
        let diff = diff(&of.questionnaire, &other.questionnaire).with_translations(changes);
        let said: Vec<(String, &str)> =
            diff.translations.iter().map(|change| (change.of.clone(), change.kind.id())).collect();
        (diff.needed, said)
    };
    let same = |text: String| text;
    let said = |of: &str, kind: &'static str| vec![(of.to_owned(), kind)];
    assert_eq!(changed(&same, &same), (VersionStep::None, vec![]));
    let value = |text: String| text.replace("cut_off = 3", "cut_off = 4");
    assert_eq!(changed(&same, &value), (VersionStep::Major, said("cut_off", "value-by-language")));
    let gone = |text: String| text.replace(VALUES, "");
    assert_eq!(changed(&same, &gone), (VersionStep::Major, said("cut_off", "value-by-language")));
    let unscored = |text: String| text.replace("¿Ha comido algo hoy?", "¿Comió algo hoy?");
    assert_eq!(changed(&same, &unscored), (VersionStep::Minor, said("question.meal.ask", "wording")));
    let scored = |text: String| text.replace("¿Otra persona le guarda", "¿Alguien le guarda");
    assert_eq!(changed(&same, &scored), (VersionStep::Major, said("question.papers.ask", "wording-scored")));
    let source = |text: String| text.replace("Have you eaten something", "Did you eat something");
    assert_eq!(changed(&source, &same), (VersionStep::Minor, said("question.meal.ask", "translation-stale")));

    let mut without = of.edition();
    without.translations.clear();
    let kind = |changes: Vec<safelight::diff::TranslationChange>| changes[0].kind.id();
    assert_eq!(kind(translation_changes(&of.edition(), &without)), "translation-removed");
    assert_eq!(kind(translation_changes(&without, &of.edition())), "translation-added");
}

// ---- the commands ----

#[test]
fn score_takes_the_language_of_the_answers() {
    let of = usual();
    let home = Home::new();
    home.file("form.toml", of.source.text());
    home.file("form.es.toml", of.translation.text());
    let scored = |head: &str, detail: &[&str]| {
        let answers = r#""answers": {"papers": "yes", "debt": "yes", "watched": "no"}"#;
        home.file("answers.json", format!("{{\"format\": 1, {head} {answers}}}"));
        let args = [&["score", "answers.json", "--questionnaire", "form.toml"], detail].concat();
        home.run_with(&args, b"")
    };
    let level = |head: &str| scored(head, &[]).done();
    assert!(level("").contains("\"cut_off\": \"2\""), "{}", level(""));
    let spanish = level("\"language\": \"es\",");
    assert!(spanish.contains("\"cut_off\": \"3\""), "{spanish}");
    let somali = level("\"language\": \"so\",");
    assert!(
        somali.contains("\"cut_off\": null") && somali.contains("\"open_contexts\": [\n    \"cut_off\""),
        "{somali}"
    );
    let unknown = level("\"context\": {\"cut_off\": null},");
    assert!(unknown.contains("\"cut_off\": null"), "{unknown}");
    let note = scored("\"language\": \"so\",", &["--detail", "note"]).done();
    let note = note.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(note.contains("“Cut-off of the total” is not known for Somali"), "{note}");
    let stated = scored("\"language\": \"es\", \"context\": {\"cut_off\": 1},", &[]);
    assert!(stated.err.contains("a value that is given holds in en alone"), "{}", stated.err);
    let bad = scored("\"language\": \"Spanish\",", &[]);
    assert!(bad.err.contains("not a language tag"), "{}", bad.err);
}

#[test]
fn diff_and_check_against_know_the_translations_beside_a_form() {
    let (of, other) = (usual(), form_of(|text| text, |text| text.replace("cut_off = 3", "cut_off = 4")));
    let home = Home::new();
    for (name, form) in [("a", &of), ("b", &other)] {
        home.file(&format!("{name}.toml"), form.source.text());
        home.file(&format!("{name}.es.toml"), form.translation.text());
    }
    let said = home.run_with(&["diff", "a.toml", "b.toml"], b"");
    assert!(said.out.contains("Spanish, `cut_off`: value") && said.out.contains("was: 3"), "{}", said.out);
    assert!(
        said.out.ends_with("Step needed: major. Write version 2.0.0; 1.0.0 is too small.\n"),
        "{}",
        said.out
    );
    let json = home.run_with(&["diff", "a.toml", "b.toml", "--format", "json"], b"");
    assert!(json.out.contains("\"row\": \"value-by-language\""), "{}", json.out);
    let check = home.run_with(&["check", "--against", "a.toml", "b.toml"], b"");
    assert!(
        check.out.contains("version-too-small") && check.out.contains("Spanish, `cut_off`"),
        "{}",
        check.out
    );
}
