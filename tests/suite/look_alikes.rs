//! Characters that look like another one, or are not seen, in the files of authors: what is told about
//! them, what is allowed, and what `diff` says of them.

use safelight::questionnaire::read;
use safelight::source::Source;

use crate::reading::text_of;
use crate::run::Home;

/// A rule that names the only question of `least.toml`.
const RULE: &str = "\n[[disclosure]]\nid = \"told\"\nwhen = \"debt = yes\"\nsay = \"Thank you.\"\n";

/// What is told about `least.toml` with one text replaced: line, column, code, message and help of each.
fn told(from: &str, to: &str) -> Vec<String> {
    let text = text_of("least.toml") + RULE;
    assert!(text.contains(from), "{from}");
    let source = Source::new("mine.toml", text.replacen(from, to, 1));
    let told = read(&source).findings.into_iter().map(|finding| {
        let (line, column) = source.position(finding.span.start);
        format!("{line}:{column} {}: {} | {}", finding.code, finding.message, finding.help)
    });
    told.collect()
}

#[test]
fn a_look_alike_is_named_with_its_place_and_what_to_write() {
    let cases: &[(&str, &str, &[&str])] = &[
        // Quotes around a value.
        ("\"Least\"", "“Least”", &["7:12 toml", "U+201C curly quote", "straight quote"]),
        ("\"Least\"", "„Least“", &["7:12 toml", "U+201E low quote", "straight quote"]),
        ("\"Least\"", "«Least»", &["7:12 toml", "U+00AB angle quote", "straight quote"]),
        ("\"Least\"", "\"Least”", &["7:18 toml", "U+201D curly quote", "straight quote"]),
        ("\"Least\"", "‘Least’", &["7:12 toml", "U+2018 curly quote", "straight quote"]),
        // Numbers.
        ("minutes  = 1", "minutes  = 1,5", &["10:13 toml", "comma", "write a point"]),
        ("minutes  = 1", "minutes  = -0,125", &["10:14 toml", "comma", "write a point"]),
        ("minutes  = 1", "minutes  = –1", &["10:12 toml", "U+2013 en dash", "plain `-`"]),
        ("minutes  = 1", "minutes  = １", &["10:12 toml", "U+FF11 full-width digit", "plain `1`"]),
        ("minutes  = 1", "minutes  = ١", &["10:12 toml", "U+0661 digit of another script", "plain `1`"]),
        ("minutes  = 1", "minutes  =\u{a0}1", &["10:11 toml", "U+00A0 no-break space", "ordinary space"]),
        // Keys and headings.
        ("minutes  = 1", "minutes ＝ 1", &["10:9 toml", "U+FF1D full-width sign", "plain `=`"]),
        ("minutes  = 1", "mіnutes  = 1", &["10:2 toml", "U+0456 Cyrillic letter", "plain `i`"]),
        ("minutes  = 1", "\u{3000}minutes = 1", &["10:1 toml", "U+3000 ideographic space"]),
        ("[[section]]", "［[section]]", &["24:1 toml", "U+FF3B full-width sign", "plain `[`"]),
        ("[[section]]", "[[seсtion]]", &["24:5 toml", "U+0441 Cyrillic letter", "plain `c`"]),
        // Ids, words, versions, ages, rules.
        ("\"debt\"", "\"debt\u{a0}\"", &["29:15 bad-id", "line 29, column 20", "U+00A0 no-break space"]),
        ("\"debt\"", "\"dеbt\"", &["29:15 bad-id", "column 17", "U+0435 Cyrillic letter", "plain `e`"]),
        ("\"debt\"", "\"ｄebt\"", &["29:15 bad-id", "column 16", "U+FF44 full-width letter", "plain `d`"]),
        ("\"debt\"", "\"de\\u00a0bt\"", &["29:15 bad-id", "column 18", "U+00A0 no-break space"]),
        ("\"least\"", "\"lеast\"", &["5:12 bad-id", "U+0435 Cyrillic letter"]),
        (
            "\"yes_no\"",
            "\"yes_nо\"",
            &["31:15 unknown-word", "U+043E Cyrillic letter", "did you mean \"yes_no\"?"],
        ),
        ("\"1.0.0\"", "\"1.0․0\"", &["6:12 bad-version", "U+2024 one dot leader"]),
        ("\"1.0.0\"", "\"１.0.0\"", &["6:12 bad-version", "U+FF11 full-width digit"]),
        ("ages = \"18+\"", "ages = \"18–25\"", &["16:8 bad-ages", "U+2013 en dash", "plain `-`"]),
        ("debt = yes\"", "dеbt = yes\"", &["36:9 unknown-name", "U+0435 Cyrillic letter"]),
        ("debt = yes\"", "debt ＝ yes\"", &["36:", "bad-condition", "U+FF1D full-width sign"]),
        ("debt = yes\"", "debt ≠ yes\"", &["36:", "bad-condition", "U+2260 not-equal sign", "write not"]),
        // Dates.
        ("2099-01-01", "2028-11-28T00:00:00Z", &["13:13 wrong-type", "not a date with a time"]),
        ("2099-01-01", "07:30:00", &["13:13 wrong-type", "not a time"]),
        ("2099-01-01", "\"2028-11-28\"", &["13:13 wrong-type", "not a text"]),
        // What is not seen.
        ("\"Least\"", "\"Le\u{200b}ast\"", &["7:15 hidden-character", "(U+200B)", "remove it"]),
        ("\"debt\"", "\"de\u{ad}bt\"", &["29:18 hidden-character", "(U+00AD)", "remove it"]),
    ];
    for (from, to, parts) in cases {
        let told = told(from, to);
        assert_eq!(told.len(), 1, "{to}: {told:#?}");
        for part in *parts {
            assert!(told[0].contains(part), "{to}: {part} is not in {}", told[0]);
        }
    }
}

#[test]
fn a_look_alike_in_what_people_read_is_no_mistake() {
    for text in ["“Least” – for you", "Renée\u{a0}?", "Ｌｅａｓｔ", "Мало", "l’argent", "≥ 18"]
    {
        assert_eq!(told("\"Least\"", &format!("\"{text}\"")), [""; 0]);
    }
}

#[test]
fn a_file_in_utf_16_is_told_as_that() {
    let home = Home::new();
    let text = text_of("least.toml");
    let units = |mark: &[u8], bytes: fn(u16) -> [u8; 2]| {
        let mut wide = mark.to_vec();
        wide.extend(text.encode_utf16().flat_map(bytes));
        wide
    };
    home.file("le.toml", units(b"\xff\xfe", u16::to_le_bytes));
    home.file("be.toml", units(b"\xfe\xff", u16::to_be_bytes));
    home.file("bare.toml", units(b"", u16::to_le_bytes));
    for name in ["le.toml", "be.toml", "bare.toml"] {
        let ran = home.run(&["check", name]);
        assert!(ran.out.contains("saved as UTF-16") && ran.out.contains("save it as UTF-8"), "{}", ran.out);
    }
}

#[test]
fn joiners_are_allowed_where_a_script_needs_them() {
    for text in [
        "آیا می\u{200c}خواهید کار کنید؟",
        "می\\u200cخواهید",
        "क\u{94d}\u{200d}ष",
        "ශ\u{dca}\u{200d}රී",
        "តើអ្នក\u{200b}ធ្វើការ\u{200b}ទេ?",
        "ทำ\u{200b}งาน",
        "ເຮັດ\u{200b}ວຽກ",
        "အလုပ်\u{200b}လုပ်",
    ] {
        assert_eq!(told("\"Least\"", &format!("\"{text}\"")), [""; 0], "{text}");
    }
    for text in [
        "a\u{200c}b",
        "می\u{200c}",
        "می\u{200b}خ",
        "ខ\u{200b} ខ",
        "a\\u200db",
        "漢\u{200b}字",
        "می\u{200c}\u{200c}خ",
    ] {
        let told = told("\"Least\"", &format!("\"{text}\""));
        assert!(
            !told.is_empty() && told.iter().all(|told| told.contains("hidden-character")),
            "{text}: {told:?}"
        );
    }
    // An id is written in plain letters.
    let told = told("\"debt\"", "\"می\u{200c}خ\"");
    assert!(told[0].contains("bad-id"), "{told:?}");
}

const KINDS: &str = include_str!("../faults/kinds.toml");
const ASK: &str = "\"What is a usual day like for you?\"";

fn diff(old: &str, new: &str) -> String {
    let home = Home::new();
    home.file("old.toml", KINDS.replacen(ASK, old, 1));
    home.file("new.toml", KINDS.replacen(ASK, new, 1));
    let ran = home.run(&["diff", "old.toml", "new.toml"]);
    assert_eq!(ran.err, "");
    ran.out
}

#[test]
fn diff_says_what_differs_where_nobody_sees_it() {
    let nfc = "\"\"\"What is a usual day\nlike for you, Renée?\"\"\"";
    for (old, new, said) in [
        (nfc, nfc.replace('é', "e\u{301}"), "U+0301 combining accent"),
        (nfc, nfc.replace("usual day", "usual\u{a0}day"), "U+00A0 no-break space"),
        (nfc, nfc.replace("usual", "usuаl"), "U+0430 Cyrillic letter"),
        ("\"កខ គ\"", "\"ក\u{200b}ខ គ\"".to_owned(), "U+200B zero-width space"),
        ("\"می\u{200c}خ\"", "\"میخ\"".to_owned(), "U+200C zero-width non-joiner"),
    ] {
        let told = diff(old, &new).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains("what may not be seen: ") && told.contains(said), "{new}: {told}");
    }
    assert!(!diff(nfc, "\"What?\"").contains("may not be seen"));
}

#[test]
fn space_at_the_end_of_a_line_is_no_change() {
    let plain = "\"\"\"What is a usual day\nlike for you?\"\"\"";
    for other in [
        plain.replace("day\n", "day \n"),
        plain.replace("you?", "you?   "),
        plain.replace('\n', "\r\n"),
        plain.replace("day\n", "day  \r\n"),
        "\"What is a usual day\\nlike for you? \"".to_owned(),
    ] {
        let told = diff(plain, &other);
        assert!(told.contains("Nothing changed"), "{other:?}: {told}");
    }
    let home = Home::new();
    home.file("old.toml", KINDS);
    home.file(
        "new.toml",
        KINDS
            .replace("authors   = [\"Your agency\"]", "authors = [\"Your agency \"]")
            .replace("label = \"Never\"", "label = \"Never  \"")
            .replace("\n", "\r\n"),
    );
    assert!(home.run(&["diff", "old.toml", "new.toml"]).out.contains("Nothing changed"));
}
