//! Translations as PO files: what goes through one is the same, what nobody confirmed does not count, and what is no PO
//! file of ours is refused with its place.

use std::collections::BTreeMap;
use std::fs;

use safelight::diagnostic::Diagnostic;
use safelight::library;
use safelight::questionnaire::{Questionnaire, read};
use safelight::source::Source;
use safelight::translation::po::{export, import, read_po};
use safelight::translation::{
    TranslatedText, Translation, TranslationReview, checksum, read_translation, source_texts,
};

use crate::counts::PO_TEXTS;
use crate::generate::Draw;
use crate::run::Home;

/// A questionnaire with its Spanish, as they come with the program.
struct Form {
    questionnaire: Questionnaire,
    file: Source,
    translation: Translation,
}

fn forms() -> Vec<Form> {
    let form = |one: &library::ShippedTranslation| {
        let source = library::questionnaire(one.file.id, Some(one.file.version)).unwrap().source();
        let questionnaire = read(&source).questionnaire.unwrap();
        let file = one.file.source();
        let translation = read_translation(&file, &questionnaire).0.unwrap();
        Form { questionnaire, file, translation }
    };
    library::TRANSLATIONS.iter().map(form).collect()
}

fn quick() -> Form {
    forms().into_iter().find(|form| form.questionnaire.id == "adult-quick").unwrap()
}

/// What a translation says, whatever its order.
type Said = (Vec<String>, String, String, Vec<TranslationReview>, BTreeMap<String, (String, String)>);

fn said(translation: &Translation) -> Said {
    let Translation { authors, license, validation, reviews, texts, .. } = translation;
    let texts = texts.iter().map(|text| (text.of.clone(), (text.from.clone(), text.say.trim().to_owned())));
    (authors.clone(), license.clone(), validation.clone(), reviews.clone(), texts.collect())
}

/// The translation that comes back through a PO file: into a file of its own, or into one that is there.
#[track_caller]
fn back(
    po: &str,
    questionnaire: &Questionnaire,
    existing: Option<(&Source, &Translation)>,
) -> (String, Translation) {
    let (words, findings) = read_po(&Source::new("x.po", po), questionnaire);
    let words = words.unwrap_or_else(|| panic!("{findings:#?}"));
    let file = import(questionnaire, &words, existing).file;
    let (translation, findings) = read_translation(&Source::new("x.toml", file.as_str()), questionnaire);
    (file, translation.unwrap_or_else(|| panic!("{findings:#?}\n{po}")))
}

#[test]
fn what_comes_with_the_program_goes_through_a_po_file_and_back_without_loss() {
    let mut texts = 0;
    for Form { questionnaire, file, translation } in forms() {
        for all in [false, true] {
            let exported = export(&questionnaire, &translation, all);
            assert_eq!((exported.translated, exported.stale), (translation.texts.len(), 0));
            // Into no file, and into its own, of which no byte changes.
            let (_, other) = back(&exported.file, &questionnaire, None);
            assert_eq!(said(&other), said(&translation), "{}", questionnaire.id);
            let (same, _) = back(&exported.file, &questionnaire, Some((&file, &translation)));
            assert_eq!(same, file.text(), "{}", questionnaire.id);
            // And the PO file itself comes back.
            assert_eq!(export(&questionnaire, &other, all).file, exported.file, "{}", questionnaire.id);
        }
        texts += translation.texts.len();
    }
    println!("{texts} texts");
    assert!(texts > 500, "{texts}");
}

/// Every form, also those of which there is no translation: each heard text has its entry, in the order of the talk.
#[test]
fn every_heard_text_has_an_entry_that_says_where_it_is_heard() {
    for shipped in library::QUESTIONNAIRES {
        let questionnaire = read(&shipped.source()).questionnaire.unwrap();
        let exported = export(&questionnaire, &Translation::begun(&questionnaire, "fr"), false);
        let mut place = 0;
        let mut options = Vec::new();
        for text in source_texts(&questionnaire).filter(|text| text.is_heard()) {
            if text.address.starts_with("option.") && options.contains(&text.text.text) {
                continue;
            }
            options.push(text.text.text);
            let entry = format!("\nmsgctxt \"{}\"\n", text.address);
            let at = exported.file[place..].find(&entry).unwrap_or_else(|| panic!("{}", text.address));
            let above = exported.file[place..place + at].rsplit("\n\n").next().unwrap();
            assert!(above.contains("#. Read aloud to the person"), "{above}");
            place += at;
        }
        assert!(!exported.file.contains("May be left out"), "{}", questionnaire.id);
        let all = export(&questionnaire, &Translation::begun(&questionnaire, "fr"), true);
        assert!(all.texts > exported.texts && all.file.contains("May be left out"), "{}", questionnaire.id);
    }
}

/// A text of what makes trouble in files.
fn trouble(draw: &mut Draw) -> String {
    let pieces = [
        "\"",
        "\\",
        "\\n",
        "\\\"",
        "\n",
        "\n\n",
        "\"\"\"",
        "'''",
        "'",
        "#",
        "#~ msgid",
        "msgstr \"",
        " ",
        "a",
        "ñ",
        "é",
        "¿",
        "…",
        "שלום",
        "مرحبا",
        "می‌خواهم",
        "日本",
        "👩",
        "%s",
        "{x}",
        "\\x41",
        "\\101",
        "[[text]]",
        "say = ",
        "%",
    ];
    let text: String = (0..draw.between(1, 12)).map(|_| *draw.pick(&pieces)).collect();
    // A text has words, and no space at the ends of its lines.
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches(' ')).collect();
    let text = lines.join("\n").trim().to_owned();
    if text.is_empty() { "x".to_owned() } else { text }
}

#[test]
fn any_words_go_through_a_po_file_and_back() {
    let mut draw = Draw::seeded(71);
    let Form { questionnaire, file, translation } = quick();
    let mut texts = 0;
    while texts < PO_TEXTS.get() {
        let mut other = translation.clone();
        for text in &mut other.texts {
            text.say = trouble(&mut draw);
        }
        other.authors = (0..draw.below(3)).map(|_| trouble(&mut draw)).collect();
        other.validation = trouble(&mut draw);
        texts += other.texts.len();
        let exported = export(&questionnaire, &other, draw.chance(50)).file;
        let exported =
            if draw.chance(50) { exported } else { format!("\u{feff}{}", exported.replace('\n', "\r\n")) };
        let (_, read_back) = back(&exported, &questionnaire, None);
        assert_eq!(said(&read_back), said(&other), "{exported}");
        // Into the file that is there, whose head stays.
        let (_, read_back) = back(&exported, &questionnaire, Some((&file, &translation)));
        assert_eq!(said(&read_back).4, said(&other).4, "{exported}");
        assert_eq!(said(&read_back).0, said(&translation).0);
    }
    println!("{texts} texts");
}

/// As a program writes it that wraps lines, adds its own comments and keys, and leaves what is no longer used.
#[test]
fn a_po_file_may_be_written_in_every_way_that_gettext_reads() {
    let Form { questionnaire, .. } = quick();
    let text = source_texts(&questionnaire).find(|text| text.address == "opening.limits.say").unwrap();
    let source: Vec<String> = text.text.text.lines().map(|line| format!("\"{line}\\n\"")).collect();
    let po = format!(
        "# \u{201c}Remarks\u{201d} of a translator\n#, fuzzy\nmsgid \"\"\nmsgstr \"\"\n\"Language: pt_BR\\n\"\n\
         \"Plural-Forms: nplurals=2; plural=(n > 1);\\n\"\n\"X-Generator: Somebody 1.0\\n\"\n\n\
         # think of it again\n#: somewhere:12\n#, no-wrap, c-format\n#| msgid \"Older\"\n\
         \tmsgctxt \"opening.\" \"limits.say\"\n  msgid \"\"\n  {}\n\nmsgstr \"Um\\x41 \\101\\303\\261\"\n\" vez.\\r\\n\"\n\n\"Fim.\"\n\
         #~| msgid \"x\"\n#~ msgctxt \"gone\"\n#~ msgid \"Old\"\n#~ msgstr \"Velho\"\n",
        source.join("\n")
    );
    let (words, findings) = read_po(&Source::new("x.po", po), &questionnaire);
    let words = words.unwrap_or_else(|| panic!("{findings:#?}"));
    assert_eq!(words.translation.language, "pt-BR");
    assert_eq!((words.remarks, words.obsolete), (1, 1));
    let [TranslatedText { of, from, say, .. }] = &words.translation.texts[..] else { panic!() };
    assert_eq!((of.as_str(), say.as_str()), ("opening.limits.say", "UmA Añ vez.\nFim."));
    assert_eq!(*from, checksum(text.text.text));
}

/// The part of a PO file about one address.
fn entry_of(po: &str, address: &str) -> String {
    let is_it = |entry: &&str| entry.contains(&format!("msgctxt \"{address}\"\n"));
    po.split("\n\n").find(is_it).unwrap().trim_end().to_owned()
}

#[test]
fn what_nobody_confirmed_and_what_is_of_an_older_source_never_counts_as_done() {
    let Form { questionnaire, file, translation } = quick();
    let po = export(&questionnaire, &translation, false).file;
    let [first, second, third] = &translation.texts[..3] else { panic!() };
    let entry = |text: &TranslatedText| entry_of(&po, &text.of);
    let say_of = |of: &str, translation: &Translation| {
        translation.texts.iter().find(|text| text.of == of).map(|text| text.say.clone())
    };
    // The mark, empty words, and another source.
    let changed = po
        .replace(&entry(first), &entry(first).replace("msgctxt", "#, fuzzy\nmsgctxt"))
        .replace(&entry(second), &format!("{}msgstr \"\"", entry(second).split("msgstr").next().unwrap()))
        .replace(&entry(third), &entry(third).replacen("msgid \"", "msgid \"Once \"\n\"", 1));
    let (words, _) = read_po(&Source::new("x.po", changed.as_str()), &questionnaire);
    let words = words.unwrap();
    assert_eq!((&words.fuzzy, &words.untranslated), (&vec![first.of.clone()], &vec![second.of.clone()]));
    let imported = import(&questionnaire, &words, Some((&file, &translation)));
    assert_eq!((imported.older, imported.removed, imported.kept), (1, 2, 0));
    let (new, other) = back(&changed, &questionnaire, Some((&file, &translation)));
    assert_eq!((say_of(&first.of, &other), say_of(&second.of, &other)), (None, None));
    let stale = other.texts.iter().find(|text| text.of == third.of).unwrap();
    assert!(stale.from != third.from && stale.say == third.say);
    assert!(new.contains("# Once "), "the source that the words are of stands above them");
    // The rest of the file is as it was, and what was taken out comes back to its place.
    let (again, _) = back(&po, &questionnaire, Some((&Source::new("x.toml", new.as_str()), &other)));
    assert_eq!(again, file.text());

    // Words of an older source are marked, and stay what they are where the mark stays.
    let exported = export(&questionnaire, &other, false);
    assert_eq!(exported.stale, 1);
    assert!(entry_of(&exported.file, &third.of).contains("#, fuzzy\n"));
    let (same, _) =
        back(&exported.file, &questionnaire, Some((&Source::new("x.toml", new.as_str()), &other)));
    assert_eq!(same, new);
    // Where it is taken off, somebody has looked them over.
    let confirmed = exported.file.replace("#, fuzzy\n", "");
    let (_, fresh) = back(&confirmed, &questionnaire, Some((&Source::new("x.toml", new), &other)));
    assert_eq!(fresh.texts.iter().find(|text| text.of == third.of).unwrap().from, third.from);
}

/// What somebody wrote by hand stays, whatever words change; and a text that the PO file does not name stays.
#[test]
fn a_file_that_is_there_keeps_all_but_the_words() {
    let Form { questionnaire, file, translation } = quick();
    let first = translation.texts.iter().find(|text| text.say.contains('\n')).unwrap();
    let by_hand = file.text().replacen("\n[[text]]", "\n# Ask Rosa about this one.\n[[text]]", 1);
    let by_hand = Source::new("x.toml", format!("# Ours.\n{by_hand}\n# The end.\n").replace('\n', "\r\n"));
    let (read_by_hand, _) = read_translation(&by_hand, &questionnaire);
    let read_by_hand = read_by_hand.unwrap();
    let mut other = translation.clone();
    other.texts = vec![first.clone()];
    other.texts[0].say = "Otra cosa.\nY otra.".to_owned();
    let mut po = export(&questionnaire, &other, false).file;
    // Only that entry is left.
    po = format!("{}\n\n{}\n", po.split("\n\n").next().unwrap(), entry_of(&po, &first.of));
    let (new, read_back) = back(&po, &questionnaire, Some((&by_hand, &read_by_hand)));
    assert!(new.contains("say  = \"\"\"\r\nOtra cosa.\r\nY otra.\"\"\"\r\n"), "{new}");
    assert_eq!(read_back.texts.len(), translation.texts.len());
    let before = format!("\r\n{}", first.say.replace('\n', "\r\n"));
    assert_eq!(new.replace("\r\nOtra cosa.\r\nY otra.", ""), by_hand.text().replace(&before, ""));
}

/// The findings in a file, each drawn.
fn found(po: &str, questionnaire: &Questionnaire) -> Vec<(Diagnostic, usize)> {
    let source = Source::new("x.po", po);
    let (words, findings) = read_po(&source, questionnaire);
    assert_eq!(words.is_none(), findings.iter().any(Diagnostic::is_error));
    findings.into_iter().map(|finding| (finding.clone(), source.position(finding.span.start).0)).collect()
}

const HEAD: &str = "msgid \"\"\nmsgstr \"\"\n\"Language: es\\n\"\n";

/// Each mistake: the lines below the head, what it is called, in which of these lines it stands, and what to do.
const MISTAKES: &[(&str, &str, usize, &str)] = &[
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b\nc\"\n", "po-syntax", 3, "\\n"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b \"c\" d\"\n", "po-syntax", 3, "\\\""),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr “b”\n", "po-syntax", 3, "straight"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr\n", "po-syntax", 3, "\"\""),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"\\q\"\n", "po-syntax", 3, "\\\\"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"\\303x\"\n", "po-syntax", 3, "as it is"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\n", "po-syntax", 1, "msgstr"),
    ("msgctxt \"break.say\"\nmsgstr \"b\"\n", "po-syntax", 1, "msgid"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n", "po-syntax", 4, "one of the two"),
    ("msgctxt \"break.say\"\nmsgid \"\"\nmsgstr \"b\"\n", "po-syntax", 1, "source text"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgsrt \"b\"\n", "po-syntax", 3, "`msgstr`"),
    ("<<<<<<< mine\n", "po-syntax", 1, "begins with"),
    ("\n# x\n\"b\"\n", "po-syntax", 3, "before"),
    (
        "msgctxt \"break.say\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"c\"\nmsgstr[1] \"d\"\n",
        "po-plural",
        3,
        "one",
    ),
    ("msgid \"a\"\nmsgstr \"b\"\n", "po-no-context", 1, "msgctxt"),
    ("msgctxt \"braek.say\"\nmsgid \"a\"\nmsgstr \"b\"\n", "unknown-text", 1, "break.say"),
    (
        "msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b\"\n\nmsgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b\"\n",
        "duplicate-id",
        5,
        "one of the two",
    ),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b\u{202e}c\"\n", "hidden-character", 3, "remove"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b\\tc\"\n", "hidden-character", 3, "spaces"),
    ("msgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"\\x1b[2J\"\n", "hidden-character", 3, "remove"),
    ("msgid \"\"\nmsgstr \"Language: es\\n\"\n", "po-head", 1, "one of the two"),
];

/// Nothing but this is wrong with a file: what it is called, in which line it stands, and what to do.
#[track_caller]
fn is_told(file: &str, questionnaire: &Questionnaire, (code, line, help): (&str, usize, &str)) {
    let found = found(file, questionnaire);
    let [(finding, at)] = &found[..] else { panic!("{file}\n{found:#?}") };
    assert_eq!((finding.code, *at), (code, line), "{file}\n{finding:#?}");
    assert!(finding.is_error() && finding.help.contains(help), "{file}\n{}", finding.help);
}

#[test]
fn what_is_no_po_file_of_ours_is_refused_with_its_line_and_what_to_write() {
    let Form { questionnaire, .. } = quick();
    let above = HEAD.lines().count();
    for (lines, code, line, help) in MISTAKES {
        is_told(&format!("{HEAD}{lines}"), &questionnaire, (code, line + above, help));
    }
    // Each of them is told in one reading.
    let all: String = MISTAKES.iter().map(|(lines, ..)| format!("\n{lines}\n")).collect();
    let found = found(&format!("{HEAD}{all}"), &questionnaire);
    for (_, code, ..) in MISTAKES {
        assert!(found.iter().any(|(finding, _)| finding.code == *code), "{code}");
    }
}

#[test]
fn what_the_head_lacks_or_says_otherwise_is_told_at_its_place() {
    let Form { questionnaire, .. } = quick();
    let entry = "\nmsgctxt \"break.say\"\nmsgid \"a\"\nmsgstr \"b\"\n";
    for (head, code, line, help) in [
        ("", "po-head", 1, "Language: es"),
        ("msgid \"\"\nmsgstr \"\"\n\"MIME-Version: 1.0\\n\"\n", "po-head", 2, "Language: es"),
        ("msgid \"\"\nmsgstr \"\"\n\"Language: spanisch\\n\"\n", "bad-language", 3, "tag"),
        ("msgid \"\"\nmsgstr \"\"\n\"Language: en\\n\"\n", "same-language", 3, "tag"),
        (
            "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n\"Language: es\\n\"\n",
            "po-charset",
            3,
            "UTF-8",
        ),
        (
            "msgid \"\"\nmsgstr \"Language: es\\n\"\n\"X-Safelight-Edition: adult-quick@9.0.0\\n\"\n",
            "other-edition",
            3,
            "--of",
        ),
        ("msgid \"\"\nmsgstr \"Language: es\\n\"\n\"X-Safelight-Authors: Rosa\\n\"\n", "po-head", 3, "list"),
        (
            "msgid \"\"\nmsgstr \"Language: es\\n\"\n\"X-Safelight-Reviews: [{}]\\n\"\n",
            "po-head",
            3,
            "exported",
        ),
    ] {
        is_told(&format!("{head}{entry}"), &questionnaire, (code, line, help));
    }
}

/// The commands: what is written, what is said of it, and that nothing is half written.
#[test]
fn the_commands_write_a_po_file_and_make_a_translation_of_it() {
    let home = Home::new();
    let said = home.run(&["translate", "export", "adult-quick", "--into", "es"]).done();
    assert!(said.contains("32 texts: 32 translated") && said.contains("translate import"), "{said}");
    home.run(&["translate", "export", "adult-quick", "--into", "es"]).refused(&["already there", "--force"]);
    home.run(&["translate", "export", "adult-quick", "--into", "en"]).refused(&["already"]);
    let said = home.run(&["translate", "export", "adult-quick", "--into", "fr"]).done();
    assert!(said.contains("0 translated"), "{said}");
    home.run(&["translate", "import", "adult-quick.fr.po"]).refused(&["nothing was written"]);

    let said = home.run(&["translate", "import", "adult-quick.es.po"]).done();
    assert!(said.contains("32 texts taken") && said.contains("it can be asked"), "{said}");
    home.run(&["translate", "import", "adult-quick.es.po"]).refused(&["already there", "--force"]);
    let made = fs::read_to_string(home.path().join("adult-quick.es.toml")).unwrap();

    // A mark and a mistake: the first is said, the second leaves the file as it was.
    let po = fs::read_to_string(home.path().join("adult-quick.es.po")).unwrap();
    let marked = po.replacen("\nmsgctxt", "\n# why so?\n#, fuzzy\nmsgctxt", 1);
    home.file("marked.po", &marked);
    let to = ["--to", "adult-quick.es.toml", "--force"];
    home.file("broken.po", marked.replacen("msgstr \"¿", "msgstr \"¿\"", 2));
    let refused =
        home.run(&[&["translate", "import", "broken.po"][..], &to].concat()).refused(&["broken.po:", "help"]);
    assert_eq!(refused.matches("[po-syntax]").count(), 2, "{refused}");
    assert_eq!(fs::read_to_string(home.path().join("adult-quick.es.toml")).unwrap(), made);
    home.file("head.po", po.replacen("\\n\"", "\\n", 1));
    home.run(&["translate", "import", "head.po", "--to", "x.toml"]).refused(&["head.po:7", "at its end"]);
    let said = home.run(&[&["translate", "import", "marked.po"][..], &to].concat()).done();
    for line in ["31 texts taken", "1 text marked fuzzy", "1 remark stands", "cannot be asked yet"] {
        assert!(said.contains(line), "{line}\n{said}");
    }

    // Begun by hand, and gone on with in another program.
    home.run(&["translate", "new", "adult-quick", "--into", "fr"]).done();
    let from = ["--from", "adult-quick.fr.toml", "--force"];
    home.run(&[&["translate", "export", "adult-quick", "--into", "fr"][..], &from].concat()).done();
    home.run(&[&["translate", "export", "adult-quick", "--into", "it"][..], &from].concat())
        .refused(&["is in fr"]);
    let begun = fs::read_to_string(home.path().join("adult-quick.fr.po")).unwrap();
    home.file("adult-quick.fr.po", begun.replacen("msgstr \"\"\n\n", "msgstr \"Oui.\"\n\n", 1));
    home.run(&["translate", "import", "adult-quick.fr.po", "--force"]).done();
    let french = fs::read_to_string(home.path().join("adult-quick.fr.toml")).unwrap();
    assert_eq!(
        (french.matches("Oui.").count(), french.matches("say  = \"\"").count() > 20),
        (1, true),
        "{french}"
    );
    home.run(&["translate", "import", "marked.po", "--to", "adult-quick.fr.toml", "--force"])
        .refused(&["is in fr"]);

    // What is no text, and what does not say of which questionnaire it is.
    home.file("latin.po", b"msgid \"\"\nmsgstr \"\xf1\"\n");
    home.run(&["translate", "import", "latin.po"]).refused(&["line 2 is not UTF-8"]);
    home.run(&["translate", "check", "marked.po"]).refused(&["is a PO file"]);
    home.run(&["translate", "import", "adult-quick.es.toml"]).refused(&["is a translation"]);
    home.file("bare.po", "msgid \"a\"\nmsgstr \"b\"\n");
    home.run(&["translate", "import", "bare.po"]).refused(&["--of"]);
    home.run(&["translate", "import", "bare.po", "--of", "adult-quick"]).refused(&["no head", "msgctxt"]);
}

/// What a program of others should find in a file: for each address its source, its words, and whether they count.
type Expected = BTreeMap<String, (String, String, bool)>;

/// Every PO file that `tests/po/run` looks at, with what should be found in it.
fn every_file() -> Vec<(String, String, Expected)> {
    let mut files = Vec::new();
    let mut add = |name: String, questionnaire: &Questionnaire, translation: &Translation, all: bool| {
        let po = export(questionnaire, translation, all).file;
        let texts = source_texts(questionnaire)
            .filter(|text| po.contains(&format!("msgctxt \"{}\"\n", text.address)));
        let expected = texts.map(|text| {
            let words = translation.texts.iter().find(|words| words.of == text.address);
            let counts = words.is_some_and(|words| words.from == checksum(text.text.text));
            let say = words.map(|words| words.say.trim().to_owned()).unwrap_or_default();
            (text.address.clone(), (text.text.text.trim().to_owned(), say, counts))
        });
        let expected = expected.collect();
        files.push((name, po, expected));
    };
    for shipped in library::QUESTIONNAIRES {
        let questionnaire = read(&shipped.source()).questionnaire.unwrap();
        add(format!("{}.fr", shipped.id), &questionnaire, &Translation::begun(&questionnaire, "fr"), true);
    }
    let mut draw = Draw::seeded(72);
    for Form { questionnaire, translation, .. } in forms() {
        add(format!("{}.es", questionnaire.id), &questionnaire, &translation, false);
        let mut troubled = translation.clone();
        for text in &mut troubled.texts {
            text.say = trouble(&mut draw);
            if draw.chance(20) {
                text.from = checksum("an older text");
            }
        }
        add(format!("{}.trouble.es", questionnaire.id), &questionnaire, &troubled, true);
    }
    files
}

/// Writes every file for the programs of others, where a folder is named for them.
#[test]
fn files_for_other_programs() {
    let files = every_file();
    assert!(files.len() > 15, "{}", files.len());
    let Some(folder) = std::env::var_os("SAFELIGHT_PO") else { return };
    for (name, po, expected) in files {
        let file = std::path::Path::new(&folder).join(name);
        fs::write(file.with_added_extension("po"), po).unwrap();
        fs::write(file.with_added_extension("json"), serde_json::to_string(&expected).unwrap()).unwrap();
    }
}

/// Reads what other programs have made of those files, where their folder is named.
#[test]
fn files_of_other_programs() {
    let Some(folder) = std::env::var_os("SAFELIGHT_PO_BACK") else { return };
    for (name, _, expected) in every_file() {
        let id = name.split('.').next().unwrap();
        let questionnaire = read(&library::questionnaire(id, None).unwrap().source()).questionnaire.unwrap();
        let file = std::path::Path::new(&folder).join(&name).with_added_extension("po");
        let source = Source::from_bytes(name.as_str(), fs::read(file).unwrap()).unwrap();
        let (words, findings) = read_po(&source, &questionnaire);
        let words = words.unwrap_or_else(|| panic!("{name}: {findings:#?}"));
        let found: BTreeMap<_, _> =
            words.translation.texts.into_iter().map(|text| (text.of, (text.from, text.say))).collect();
        let counting = expected.into_iter().filter(|(_, (.., counts))| *counts);
        let expected: BTreeMap<_, _> =
            counting.map(|(of, (source, say, _))| (of, (checksum(&source), say))).collect();
        assert_eq!(found, expected, "{name}");
    }
}
