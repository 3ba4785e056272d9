//! What is shipped comes from its compact form, and nobody can tell: it is what reading the text returns. A
//! form that is cut, stale or of another format is none, and then the text is read.
//!
//! To make `questionnaires/shipped.compact` anew, whatever is in it: `SAFELIGHT_BLESS=1 cargo test --test suite
//! compact::made`.

use std::fmt::Debug;
use std::fs;

use safelight::compact::{FORMAT, SHIPPED, TYPES, fingerprint, first, form_of, whole};
use safelight::language::{LISTS, Words, words_of};
use safelight::library::{self, Shipped};
use safelight::questionnaire::{Fingerprint, Questionnaire, Summary, read, read_shipped};
use safelight::referral::{
    Directory, Jurisdiction, read_directory, read_jurisdiction, shipped_directory, shipped_jurisdiction,
};
use serde::Serialize;

use crate::layers::{layer, library_files, module_of, root};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/questionnaires/shipped.compact");

fn bytes(model: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(model).unwrap()
}

/// What a questionnaire becomes: what a list says of it, its fingerprints, and itself.
fn form_of_questionnaire(questionnaire: &Questionnaire) -> Vec<u8> {
    let summary = bytes(&Summary::of(questionnaire));
    [summary, bytes(&(Fingerprint::of(questionnaire), questionnaire))].concat()
}

/// The text of everything that is there in a compact form, with the form that the reader makes of it now.
fn forms_of_now() -> Vec<(String, Vec<u8>)> {
    let text_of = |shipped: &Shipped| shipped.source().text().to_owned();
    let mut forms = Vec::new();
    for shipped in library::QUESTIONNAIRES {
        let questionnaire = read(&shipped.source()).questionnaire.unwrap();
        forms.push((text_of(shipped), form_of_questionnaire(&questionnaire)));
    }
    for shipped in library::DIRECTORIES {
        forms.push((text_of(shipped), bytes(&read_directory(&shipped.source()).0.unwrap())));
    }
    for shipped in library::JURISDICTIONS {
        forms.push((text_of(shipped), bytes(&read_jurisdiction(&shipped.source()).0.unwrap())));
    }
    for list in &LISTS {
        forms.push((list.file.to_owned(), bytes(&Words::read(list.file).unwrap())));
    }
    forms
}

/// The whole file: its numbers, and the forms.
fn file_of(forms: &[(&str, &[u8])]) -> Vec<u8> {
    let count = u64::try_from(forms.len()).unwrap();
    let mut numbers = vec![FORMAT, count];
    let mut start = 8 * (2 + 4 * count);
    for (text, form) in forms {
        let length = u64::try_from(form.len()).unwrap();
        numbers.extend([fingerprint(text.as_bytes()), fingerprint(form), start, length]);
        start += length;
    }
    let numbers = numbers.into_iter().flat_map(u64::to_le_bytes);
    numbers.chain(forms.iter().flat_map(|(_, form)| form.iter().copied())).collect()
}

fn file_of_now() -> Vec<u8> {
    let forms = forms_of_now();
    let borrowed: Vec<(&str, &[u8])> = forms.iter().map(|(text, form)| (text.as_str(), &form[..])).collect();
    file_of(&borrowed)
}

#[test]
fn made_by_the_reader_of_now() {
    let now = file_of_now();
    if std::env::var("SAFELIGHT_BLESS").is_ok_and(|value| value == "1") {
        fs::write(FILE, &now).unwrap();
    }
    assert!(
        fs::read(FILE).unwrap() == now,
        "questionnaires/shipped.compact is stale: a text, the model or its reader has changed. Nothing is wrong but \
         that the program starts slowly. Make it anew, and commit it with the change:\n\
         \x20   SAFELIGHT_BLESS=1 cargo test --test suite compact::made"
    );
}

/// A form is read by types only; where their source is not what it was, no form fits any more. Counted is every
/// file that makes something readable, in the modules below what is computed from a form.
#[test]
fn every_type_that_a_form_can_hold_is_counted() {
    let mut readable: Vec<String> = library_files()
        .into_iter()
        .filter(|file| layer(&module_of(file)) <= layer("referral") && module_of(file) != "scoring")
        .filter(|file| {
            let text = fs::read_to_string(file).unwrap();
            let signs = ["Deserialize)]", "> Deserialize<'de> for", "\nclosed_list! {"];
            signs.iter().any(|sign| text.contains(sign))
        })
        .map(|file| file.strip_prefix(root().join("src")).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    readable.sort();
    assert_eq!(TYPES.iter().map(|(path, _)| *path).collect::<Vec<_>>(), readable);
}

/// Both by what is written of it, and by everything that it holds.
fn assert_same<T: Serialize + Debug>(shipped: &Shipped, embedded: &T, read: &T) {
    assert!(
        serde_json::to_string(embedded).unwrap() == serde_json::to_string(read).unwrap(),
        "{}",
        shipped.path
    );
    assert!(format!("{embedded:#?}") == format!("{read:#?}"), "{}", shipped.path);
}

#[test]
fn what_is_embedded_is_what_reading_the_text_returns() {
    for (text, _) in forms_of_now() {
        assert!(form_of(text.as_bytes(), SHIPPED).is_some(), "without a compact form:\n{text:.200}");
    }
    for list in &LISTS {
        let (embedded, text) = (words_of(list.tag).unwrap(), Words::read(list.file).unwrap());
        assert!(format!("{embedded:?}") == format!("{text:?}"), "{}", list.tag);
        let form = bytes(&text);
        assert!(
            (0..form.len()).step_by(61).all(|end| whole::<Words>(&form[..end]).is_none()),
            "{}",
            list.tag
        );
    }
    for shipped in library::QUESTIONNAIRES {
        let text = read(&shipped.source()).questionnaire.unwrap();
        let embedded = read_shipped(shipped);
        let embedded_questionnaire = embedded.questionnaire.unwrap();
        assert_same(shipped, &embedded_questionnaire, &text);
        assert_eq!(*embedded_questionnaire.fingerprint(), Fingerprint::of(&text), "{}", shipped.path);
        assert_same(shipped, &Summary::of_shipped(shipped).unwrap(), &Summary::of(&text));
        assert!(embedded.findings.is_empty());
    }
    for shipped in library::DIRECTORIES {
        assert_same(shipped, &shipped_directory(shipped).0, &read_directory(&shipped.source()).0);
    }
    for shipped in library::JURISDICTIONS {
        assert_same(shipped, &shipped_jurisdiction(shipped).0, &read_jurisdiction(&shipped.source()).0);
    }
}

/// A form that does not fit where it stands is as if there were none, whatever it is: read as the text.
#[test]
fn where_no_form_fits_the_text_is_read() {
    let questionnaire = &library::QUESTIONNAIRES[0];
    let directory = &library::DIRECTORIES[0];
    let pack = &library::JURISDICTIONS[0];
    let text = read(&questionnaire.source()).questionnaire.unwrap();
    let directory_text = read_directory(&directory.source()).0;
    let pack_text = read_jurisdiction(&pack.source()).0;
    let cut = |form: &'static [u8]| Some(&form[..form.len() - 1]);
    let own = |shipped: &Shipped| shipped.form().unwrap();
    let of_another =
        [None, Some(&b""[..]), Some(&b"[questionnaire]"[..]), cut(own(questionnaire)), cut(own(pack))];
    for form in of_another {
        let shipped = questionnaire.with_form(form);
        assert_same(&shipped, &read_shipped(&shipped).questionnaire.unwrap(), &text);
        assert_same(
            &directory.with_form(form),
            &shipped_directory(&directory.with_form(form)).0,
            &directory_text,
        );
        assert_same(&pack.with_form(form), &shipped_jurisdiction(&pack.with_form(form)).0, &pack_text);
    }
    for form in [None, Some(&b""[..]), Some(&[0xff; 40][..])] {
        let shipped = questionnaire.with_form(form);
        assert_same(&shipped, &Summary::of_shipped(&shipped).unwrap(), &Summary::of(&text));
    }
}

#[test]
fn a_cut_form_is_no_model_wherever_it_is_cut() {
    for shipped in library::QUESTIONNAIRES {
        let (_, form) = first::<Summary>(shipped.form().unwrap()).unwrap();
        assert!(whole::<(Fingerprint, Questionnaire)>(form).is_some(), "{}", shipped.path);
    }
    let (_, form) = first::<Summary>(library::QUESTIONNAIRES[0].form().unwrap()).unwrap();
    for end in (0..form.len()).step_by(61).chain(form.len() - 40..form.len()) {
        assert!(whole::<(Fingerprint, Questionnaire)>(&form[..end]).is_none(), "cut after {end} bytes");
    }
    let longer = [form, b"\0"].concat();
    assert!(whole::<(Fingerprint, Questionnaire)>(&longer).is_none());
    let form = library::DIRECTORIES[0].form().unwrap();
    assert!((0..form.len()).step_by(7).all(|end| whole::<Directory>(&form[..end]).is_none()));
    let form = library::JURISDICTIONS[0].form().unwrap();
    assert!((0..form.len()).step_by(7).all(|end| whole::<Jurisdiction>(&form[..end]).is_none()));
}

const TEXTS: [(&str, &[u8]); 3] = [
    ("format = 1\nid = \"first\"\n", b"the first form"),
    ("format = 1\nid = \"second\"\n", b"another one, which is longer"),
    ("format = 1\nid = \"third\"\n", b"the last"),
];

#[test]
fn a_file_that_is_cut_has_whole_forms_or_none() {
    let file = file_of(&TEXTS);
    let mut end_of_form = file.len();
    for (text, form) in TEXTS.into_iter().rev() {
        assert_eq!(form_of(text.as_bytes(), &file), Some(form));
        for end in 0..file.len() {
            let found = form_of(text.as_bytes(), &file[..end]);
            assert_eq!(found, (end >= end_of_form).then_some(form), "{text} in a file of {end} bytes");
        }
        end_of_form -= form.len();
    }
}

#[test]
fn a_file_that_is_damaged_has_whole_forms_or_none() {
    let whole_file = file_of(&TEXTS);
    for (text, form) in TEXTS {
        for place in 0..whole_file.len() {
            for bit in 0..8 {
                let mut file = whole_file.clone();
                file[place] ^= 1 << bit;
                let found = form_of(text.as_bytes(), &file);
                assert!(found.is_none_or(|found| found == form), "bit {bit} of byte {place}: {found:?}");
                // The format, and how many forms there are.
                assert!(place >= 8 || found.is_none(), "a file of another format was used");
            }
        }
    }
}

#[test]
fn a_stale_form_is_none() {
    let file = file_of(&TEXTS);
    let (text, form) = TEXTS[1];
    for place in 0..text.len() {
        let mut changed = text.as_bytes().to_vec();
        changed[place] ^= 1;
        assert_eq!(form_of(&changed, &file), None, "byte {place} is another one");
        assert_eq!(form_of(&text.as_bytes()[..place], &file), None, "only {place} bytes are left");
    }
    for changed in [format!("{text}\n"), format!("\u{feff}{text}"), text.replace('\n', "\r\n"), String::new()]
    {
        assert_eq!(form_of(changed.as_bytes(), &file), None, "{changed:?}");
    }
    assert_eq!(form_of(text.as_bytes(), &file), Some(form));
}

#[test]
fn what_differs_a_little_has_another_fingerprint() {
    let text = library::QUESTIONNAIRES[0].source().text().as_bytes().to_vec();
    let of_text = fingerprint(&text);
    let mut known = std::collections::BTreeSet::from([of_text]);
    for place in (0..text.len()).step_by(11) {
        for bit in 0..8 {
            let mut changed = text.clone();
            changed[place] ^= 1 << bit;
            assert!(known.insert(fingerprint(&changed)), "bit {bit} of byte {place}");
        }
    }
    for (first, second) in (0..text.len() / 16).map(|place| (16 * place, 16 * place + 8)) {
        let mut changed = text.clone();
        (0..8).for_each(|byte| changed.swap(first + byte, second + byte));
        assert!(
            changed == text || known.insert(fingerprint(&changed)),
            "eight bytes changed places at {first}"
        );
    }
}

/// A copy is there to be changed, so it has forgotten the fingerprints of what it was copied from.
#[test]
fn a_changed_copy_has_fingerprints_of_its_own() {
    for of in [read_shipped(&library::QUESTIONNAIRES[0]), read(&library::QUESTIONNAIRES[0].source())] {
        let original = of.questionnaire.unwrap();
        let before = original.fingerprint().clone();
        let mut copy = original.clone();
        assert_eq!(*copy.fingerprint(), before);
        copy = copy.clone();
        copy.questions[0].ask.push('!');
        copy.questions[1].sensitivity += 1;
        assert_ne!(copy.fingerprint().wording, before.wording);
        assert_ne!(copy.fingerprint().structure, before.structure);
        assert_eq!(copy.fingerprint().scoring, before.scoring);
        assert_eq!(*original.fingerprint(), before);
    }
}
