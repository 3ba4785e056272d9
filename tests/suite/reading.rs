//! ReadQuestionnaire questionnaires: every finding at its line and column, and nothing that panics.
//!
//! For each code there is a folder `tests/check/<code>/` with `good.toml`, which reads without findings,
//! and `bad.toml`, which holds its own expectations in comments:
//!
//! ```toml
//! title = ""           #~ 9 error[empty-text]: `title` is empty
//! ```
//!
//! The number is the column, then come severity, code and a part of the message. What is missing and
//! what is not expected both fail. Where a line cannot hold a comment, `#~^` on the next line points up,
//! `#~^^` two lines up, `#~^12` twelve.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use safelight::diagnostic::{Diagnostic, Severity};
use safelight::example;
use safelight::lint;
use safelight::questionnaire::Questionnaire;
use safelight::questionnaire::read::{self, ReadQuestionnaire};
use safelight::rules::{Comparison, Condition, Name, Quantifier};
use safelight::source::{NotText, Source};
use safelight::vocabulary::nearest;

// ---- expectations in comments ----

/// One finding: line, column, `error[code]`, message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    line: usize,
    column: usize,
    code: String,
    message: String,
}

fn expectations(text: &str) -> Vec<Finding> {
    let mut expected = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let Some((_, comment)) = text.split_once("#~") else {
            continue;
        };
        let (place, said) = comment.split_once(' ').expect("`#~` is followed by a space");
        let carets = place.bytes().filter(|byte| *byte == b'^').count();
        let up = place.trim_start_matches('^').parse().unwrap_or(carets);
        let (column, said) = said.split_once(' ').expect("a column, then a finding");
        let (code, message) = said.split_once(": ").expect("`error[code]: message`");
        let column = column.parse().unwrap_or_else(|_| panic!("line {line}: a column, not `{column}`"));
        expected.push(Finding { line: line - up, column, code: code.into(), message: message.into() });
    }
    expected
}

fn finding(source: &Source, found: &Diagnostic) -> Finding {
    let (line, column) = source.position(found.span.start);
    let code = format!("{}[{}]", found.severity.id(), found.code);
    Finding { line, column, code, message: found.message.clone() }
}

/// Compares what is found with what the file expects. Returns the differences as text.
fn differences(name: &str, text: &str) -> String {
    let source = Source::new(name, text);
    let mut reading = read::read(&source);
    if let Some(questionnaire) = &reading.questionnaire {
        reading.findings.extend(example::read(&[&source], questionnaire).findings.remove(0));
    }
    compare(&source, &reading.findings)
}

/// Compares findings with those that the source expects. Returns the differences as text.
pub fn compare(source: &Source, findings: &[Diagnostic]) -> String {
    let name = source.name();
    let mut found: Vec<Finding> = findings.iter().map(|found| finding(source, found)).collect();
    let mut said = String::new();
    for expected in expectations(source.text()) {
        let is_it = |found: &Finding| {
            (found.line, found.column, &found.code) == (expected.line, expected.column, &expected.code)
                && found.message.contains(&expected.message)
        };
        match found.iter().position(is_it) {
            Some(place) => drop(found.remove(place)),
            None => said += &format!("{name}: missing    {}\n", shown(&expected)),
        }
    }
    for unexpected in &found {
        said += &format!("{name}: unexpected {}\n", shown(unexpected));
    }
    for silent in findings.iter().filter(|found| found.help.trim().is_empty()) {
        said += &format!("{name}: no advice in `{}`\n", silent.message);
    }
    said
}

fn shown(finding: &Finding) -> String {
    let Finding { line, column, code, message } = finding;
    format!("{line}:{column} {code}: {message}")
}

fn check_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check")
}

pub fn text_of(path: impl AsRef<Path>) -> String {
    let path = check_folder().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The least questionnaire with the gates without which no screening begins: `check` finds no mistake in it.
pub fn least_with_gates() -> String {
    let gate = |id: &str, rest: &str| {
        format!("\n[[gate]]\nid = \"{id}\"\nask = \"May it begin?\"\notherwise = \"Wait.\"\n{rest}\n")
    };
    let safe = gate("danger_now", "danger = true\nproceed_on = \"no\"");
    let fit = ["private", "interpreter"].map(|id| gate(id, "proceed_on = \"yes\""));
    text_of("least.toml") + &fit.concat() + &safe
}

/// The codes that have a folder.
pub fn all_folders() -> BTreeSet<String> {
    let entries = fs::read_dir(check_folder()).unwrap().map(Result::unwrap);
    let folders = entries.filter(|entry| entry.path().is_dir());
    folders.map(|entry| entry.file_name().into_string().unwrap()).collect()
}

/// The codes that have a folder and are no advice: see `lints.rs` for that.
fn folders() -> BTreeSet<String> {
    all_folders().into_iter().filter(|code| lint::find(code).is_none()).collect()
}

/// The codes in the source of the reader.
pub fn codes() -> BTreeSet<String> {
    codes_in(&["src/reading", "src/rules", "src/questionnaire/read", "src/example"])
}

/// The codes in the source below these folders.
pub fn codes_in(folders: &[&str]) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for folder in folders {
        for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            for call in ["Diagnostic::error(", "Diagnostic::warning(", ".error(", ".note(", "refuse("] {
                let after = text.split(call).skip(1).map(str::trim_start);
                let named = after.filter_map(|rest| rest.strip_prefix('"')?.split('"').next());
                codes.extend(named.map(str::to_owned));
            }
        }
    }
    codes
}

#[test]
fn every_code_has_a_bad_and_a_good_file() {
    assert_eq!(codes(), folders(), "codes in the source, and folders in tests/check");
}

#[test]
fn every_bad_file_gives_its_findings_and_no_others() {
    let mut said = String::new();
    for code in folders() {
        let text = text_of(format!("{code}/bad.toml"));
        said += &differences(&format!("{code}/bad.toml"), &text);
        let shows_it =
            expectations(&text).iter().any(|expected| expected.code.ends_with(&format!("[{code}]")));
        assert!(shows_it, "{code}/bad.toml expects no `{code}`");
    }
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn every_good_file_gives_no_findings() {
    let good = folders().into_iter().map(|code| format!("{code}/good.toml"));
    let said: String =
        good.chain(["least.toml".into()]).map(|name| differences(&name, &text_of(&name))).collect();
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn twenty_mistakes_are_twenty_findings() {
    let text = text_of("twenty.toml");
    let expected = expectations(&text);
    let codes: BTreeSet<&str> = expected.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!((expected.len(), codes.len()), (20, 20), "twenty mistakes of twenty kinds");
    let said = differences("twenty.toml", &text);
    assert!(said.is_empty(), "\n{said}");
}

#[test]
fn the_questionnaires_that_come_with_the_tool_read_without_findings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/adult-brief/1.0.0.toml");
    let text = fs::read_to_string(path).unwrap();
    assert_eq!(differences("adult-brief", &text), "");
}

// ---- conditions ----

/// A questionnaire with something of every kind to name: questions q0 to q9, contexts c0 to c2,
/// indicators i0 and i1, the score s0 and the outcome o0.
const EVERYTHING: &str = r#"
[[context]]
id      = "frame"
options = ["us", "palermo"]
[[context]]
id   = "cut"
kind = "number"
[[context]]
id   = "night"
kind = "yes_no"

[[section]]
id       = "every"
title    = "Every kind"
question = [
  {id = "debt",    ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "works",   ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "watched", ask = "?", sensitivity = 0, kind = "yes_no"},
  {id = "pay",     ask = "?", sensitivity = 0, kind = "scale",   options = [{id = "none", label = "None"}, {id = "some", label = "Some"}, {id = "much", label = "Much"}]},
  {id = "place",   ask = "?", sensitivity = 0, kind = "choice",  options = [{id = "home", label = "Home"}, {id = "work", label = "Work"}]},
  {id = "contact", ask = "?", sensitivity = 0, kind = "choices", options = [{id = "online", label = "Online"}, {id = "agency", label = "Agency"}, {id = "none", label = "None", exclusive = true}]},
  {id = "hours",   ask = "?", sensitivity = 0, kind = "number"},
  {id = "paid",    ask = "?", sensitivity = 0, kind = "yes_no", ask_if = "works = yes"},
  {id = "kept",    ask = "?", sensitivity = 0, kind = "yes_no", ask_if = "works = yes and debt = yes"},
  {id = "either",  ask = "?", sensitivity = 0, kind = "yes_no", ask_if = "works = yes or debt = yes"},
]

[[indicator]]
id = "owes"
label = "Owes"
family = "means"
tags = ["sign", "sign.strong"]
when = "debt"
source = "Invented"

[[indicator]]
id = "held"
label = "Held"
family = "means"
tags = ["sign"]
when = "watched"
source = "Invented"

[[score]]
id = "total"
label = "Total"
count = ["tag sign"]

[[outcome]]
id = "concern"
label = "What next"
levels = [{id = "inform", label = "Inform", next = "Inform."}, {id = "consult", label = "Consult", next = "Consult."}, {id = "urgent", label = "Plan", next = "Plan."}]
bands = {score = "total", from = [{level = "inform", at = 0}, {level = "consult", at = 1}, {level = "urgent", at = 2}]}
"#;

/// The head of `least.toml`.
fn head() -> String {
    let least = text_of("least.toml");
    least[..least.find("[[section]]").unwrap()].to_owned()
}

fn read_text(text: &str) -> ReadQuestionnaire {
    read::read(&Source::new("test", text))
}

/// A questionnaire with a condition over something of every kind.
fn with_rule(text: &str) -> String {
    let rule = format!("[[disclosure]]\nid = \"told\"\nsay = \"Thank you.\"\nwhen = '''{text}'''\n");
    format!("{}{EVERYTHING}{rule}", head())
}

/// Reads a condition. Returns its tree, or the codes of what is wrong with it.
fn condition(text: &str) -> Result<Condition, Vec<&'static str>> {
    let reading = read_text(&with_rule(text));
    let codes: Vec<_> = reading.findings.iter().map(|finding| finding.code).collect();
    match reading.questionnaire {
        Some(questionnaire) if codes.is_empty() => Ok(questionnaire.disclosures[0].when.condition.clone()),
        _ => Err(codes),
    }
}

/// A tree as text, with every bracket that precedence leaves out.
fn tree(condition: &Condition) -> String {
    let all = |members: &[Condition]| members.iter().map(tree).collect::<Vec<_>>();
    match condition {
        Condition::Not(inner) => format!("!{}", tree(inner)),
        Condition::All(members) => format!("({})", all(members).join(" & ")),
        Condition::Any(members) => format!("({})", all(members).join(" | ")),
        Condition::Count(quantifier, wanted, members) => {
            format!("{} {wanted} of [{}]", quantifier.words(), all(members).join(", "))
        }
        Condition::Question(question, test) => format!("q{} {}", question.0, test_text(test)),
        Condition::Context(context, test) => format!("c{} {}", context.0, test_text(test)),
        Condition::Indicator(indicator) => format!("i{}", indicator.0),
        Condition::Score(score, comparison, bound) => {
            format!("s{} {} {}", score.0, comparison.sign(), bound_text(bound))
        }
        Condition::Outcome(outcome, levels) => {
            format!("o{} in {:?}", outcome.0, levels.iter().collect::<Vec<_>>())
        }
    }
}

fn test_text(test: &safelight::rules::Test) -> String {
    use safelight::rules::Test;
    match test {
        Test::Is(answer) => format!("is {answer}"),
        Test::OneOf(options) => format!("in {:?}", options.iter().collect::<Vec<_>>()),
        Test::IncludesAny(options) => format!("any {:?}", options.iter().collect::<Vec<_>>()),
        Test::IncludesAll(options) => format!("all {:?}", options.iter().collect::<Vec<_>>()),
        Test::Number(comparison, bound) => format!("{} {}", comparison.sign(), bound_text(bound)),
    }
}

fn bound_text(bound: &safelight::rules::Bound) -> String {
    use safelight::rules::Bound;
    match bound {
        Bound::Literal(number) => number.to_string(),
        Bound::Context(context) => format!("c{}", context.0),
    }
}

#[test]
fn conditions_mean_what_they_say() {
    let table = [
        // Every kind of comparison.
        ("debt", "q0 is true"),
        ("debt = yes", "q0 is true"),
        ("debt = no", "q0 is false"),
        ("pay = some", "q3 in [1]"),
        ("pay < some", "q3 in [0]"),
        ("pay <= some", "q3 in [0, 1]"),
        ("pay > some", "q3 in [2]"),
        ("pay >= some", "q3 in [1, 2]"),
        ("pay > much", "q3 in []"),
        ("place = work", "q4 in [1]"),
        ("contact includes online", "q5 any [0]"),
        ("contact includes any of (none, online)", "q5 any [0, 2]"),
        ("contact includes all of (online, agency)", "q5 all [0, 1]"),
        ("hours > 4", "q6 > 4"),
        ("hours <= -0.125", "q6 <= -0.125"),
        ("hours = 1.500", "q6 = 1.5"),
        ("hours < cut", "q6 < c1"),
        ("owes", "i0"),
        ("total >= 11.5", "s0 >= 11.5"),
        ("total >= cut", "s0 >= c1"),
        ("concern = consult", "o0 in [1]"),
        ("concern >= consult", "o0 in [1, 2]"),
        ("frame = palermo", "c0 in [1]"),
        ("night", "c2 is true"),
        ("night = no", "c2 is false"),
        ("cut >= 4", "c1 >= 4"),
        // Joining: `not` before `and` before `or`.
        ("debt or works and watched", "(q0 is true | (q1 is true & q2 is true))"),
        ("debt and works or watched", "((q0 is true & q1 is true) | q2 is true)"),
        ("(debt or works) and watched", "((q0 is true | q1 is true) & q2 is true)"),
        ("not debt and works", "(!q0 is true & q1 is true)"),
        ("not debt or works", "(!q0 is true | q1 is true)"),
        ("not (debt or works)", "!(q0 is true | q1 is true)"),
        ("not not debt", "!!q0 is true"),
        ("not pay = some", "!q3 in [1]"),
        ("debt and works and watched", "(q0 is true & q1 is true & q2 is true)"),
        ("((debt))", "q0 is true"),
        // Counting.
        ("at least 2 of (debt, works, watched)", "at least 2 of [q0 is true, q1 is true, q2 is true]"),
        ("at most 1 of (debt, not works)", "at most 1 of [q0 is true, !q1 is true]"),
        ("exactly 1 of (debt, works and watched)", "exactly 1 of [q0 is true, (q1 is true & q2 is true)]"),
        ("at least 2 of tag sign", "at least 2 of [i0, i1]"),
        ("at least 1 of tag sign.strong and debt", "(at least 1 of [i0] & q0 is true)"),
        ("not at least 1 of (debt, works)", "!at least 1 of [q0 is true, q1 is true]"),
        // Spaces and lines do not matter.
        ("debt=yes and(hours>=3)", "(q0 is true & q6 >= 3)"),
        ("\n  debt\n  or works\n", "(q0 is true | q1 is true)"),
    ];
    for (text, expected) in table {
        let read = condition(text).map(|condition| tree(&condition));
        assert_eq!(read.as_deref(), Ok(expected), "{text}");
    }
    assert_eq!(Comparison::AtLeast.sign(), ">=");
    assert_eq!(Quantifier::AtMost.words(), "at most");
}

#[test]
fn conditions_that_mean_nothing_have_one_mistake_each() {
    let table = [
        ("debt != yes", "bad-condition"),
        ("debt <> yes", "bad-condition"),
        ("pay != some", "bad-condition"),
        ("debt == yes", "bad-condition"),
        ("debt = yes && works", "bad-condition"),
        ("debt & works", "bad-condition"),
        ("debt || works", "bad-condition"),
        ("!debt", "bad-condition"),
        ("debt is yes", "bad-condition"),
        ("hours => 4", "bad-condition"),
        ("1 < hours", "bad-condition"),
        ("1 < hours < 4", "bad-condition"),
        ("hours > 1 > 4", "bad-condition"),
        ("(debt", "bad-condition"),
        ("debt)", "bad-condition"),
        ("()", "bad-condition"),
        ("debt or", "bad-condition"),
        ("or debt", "bad-condition"),
        ("not", "bad-condition"),
        ("and", "bad-condition"),
        ("debt works", "bad-condition"),
        ("debt = yes no", "bad-condition"),
        ("debt, works", "bad-condition"),
        ("\"debt\" = yes", "bad-condition"),
        ("debt = \"yes\"", "bad-condition"),
        ("at least 1.5 of (debt)", "bad-condition"),
        ("at least -1 of (debt)", "bad-condition"),
        ("at least 1 of debt", "bad-condition"),
        ("at least 1 of ()", "bad-condition"),
        ("at least 1 of (debt,)", "bad-condition"),
        ("least 1 of (debt)", "bad-condition"),
        ("exactly", "bad-condition"),
        ("contact includes (online)", "bad-condition"),
        ("contact includes any of ()", "bad-condition"),
        ("ändert = yes", "unknown-name"),
        ("debt = yes ☃ works", "bad-condition"),
        ("at least 0 of (debt)", "bad-count"),
        ("at least 2 of (debt)", "bad-count"),
        ("exactly 99999999999999999999 of (debt)", "bad-count"),
        ("at most 3 of tag sign", "bad-count"),
        ("at least 1 of tag sign.weak", "unknown-tag"),
        ("at most 1 of (zebra, paid)", "unknown-name"),
        ("at least 1 of (debt, debt = yes)", "duplicate-member"),
        ("at least 1 of (owes and held, works, owes and held)", "duplicate-member"),
        ("contact includes all of (online, agency, online)", "duplicate-member"),
        ("hours > 0.1234", "wrong-comparison"),
        ("hours > 1e3", "wrong-comparison"),
        ("hours > 1000000000.001", "wrong-comparison"),
        ("total = yes", "wrong-comparison"),
        ("hours = yes", "wrong-comparison"),
        ("place > home", "wrong-comparison"),
        ("frame > us", "wrong-comparison"),
        ("night = us", "wrong-comparison"),
        ("contact = online", "wrong-comparison"),
        ("owes >= 1", "wrong-comparison"),
        ("hours includes online", "wrong-comparison"),
        ("owes includes online", "wrong-comparison"),
        ("pay = lots", "unknown-option"),
        ("frame = canada", "unknown-option"),
        ("concern > severe", "unknown-option"),
        ("contact includes lots", "unknown-option"),
        ("debt = declined", "tests-refusal"),
        ("pay = unknown", "tests-refusal"),
        ("contact includes any of (online, dont_know)", "tests-refusal"),
        ("hours = later", "tests-refusal"),
        ("every", "not-for-rules"),
        ("pay", "needs-comparison"),
        ("hours or debt", "needs-comparison"),
        ("frame", "needs-comparison"),
        ("cut", "needs-comparison"),
    ];
    for (text, code) in table {
        assert_eq!(condition(text), Err(vec![code]), "{text}");
    }
    assert_eq!(condition(" "), Err(vec!["empty-text"]));
    assert_eq!(
        condition("debt = maybe or hours > x or zebra"),
        Err(vec!["wrong-comparison", "wrong-comparison", "unknown-name"])
    );
}

/// What is refused where it is declared is not offered where it is missed.
#[test]
fn an_id_that_is_refused_is_not_suggested() {
    let text = with_rule("labor_points >= 1")
        + "\n[[score]]\nid = \"labor points\"\nlabel = \"Labor\"\ncount = [\"owes\"]\n";
    let helps: Vec<String> = read_text(&text).findings.into_iter().map(|found| found.help).collect();
    assert!(!helps.is_empty() && helps.iter().all(|help| !help.contains("labor points")), "{helps:?}");
    let page = read::pages::PAGES.iter().find(|page| page.code == "bad-id").unwrap();
    for word in safelight::rules::KEYWORDS {
        let listed = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|listed| listed == word);
        assert!(listed(page.why), "the page of bad-id does not list {word}");
    }
    let reserved = head() + &EVERYTHING.replacen("{id = \"home\",", "{id = \"all\",", 1);
    let helps: Vec<String> = read_text(&reserved).findings.into_iter().map(|found| found.help).collect();
    assert_eq!(helps, ["choose another word, such as `all_of_it`"]);
}

#[test]
fn a_mistake_in_a_condition_says_what_to_write() {
    let table = [
        ("place", "write `place = home`"),
        ("pay", "write `pay = none`"),
        ("contact", "write `contact includes online`"),
        ("hours", "write `hours >= 3`"),
        ("total", "write `total >= 3`"),
        ("concern", "write `concern >= inform`"),
        ("contact = online", "write `contact includes online`"),
        ("place > home", "write `place = home`, or make it kind = \"scale\""),
        ("place includes home", "write `place = home`"),
        (
            "not paid",
            "write `paid = no` in place of the `not`; or join it by `and` with that question's `ask_if`: `works = yes and …`",
        ),
        (
            "not kept",
            "write `kept = no` in place of the `not`; or join it by `and` with that question's `ask_if`: `works = yes and debt = yes and …`",
        ),
        (
            "not either",
            "write `either = no` in place of the `not`; or join it by `and` with that question's `ask_if`: `(works = yes or debt = yes) and …`",
        ),
    ];
    let table = table.into_iter().chain([
        ("at most 1 of (paid, debt)", "join it by `and` with that question's `ask_if`: `works = yes and …`"),
        ("debt OR watched", "write `or`, in small letters"),
        ("debt And watched", "write `and`, in small letters"),
    ]);
    for (text, advice) in table {
        let reading = read_text(&with_rule(text));
        let given: Vec<&str> = reading.findings.iter().map(|finding| finding.help.as_str()).collect();
        assert_eq!(given, [advice], "{text}");
    }
}

#[test]
fn a_long_circle_is_told_by_its_ends() {
    let circle = |length: usize| {
        let indicator = |place: usize| {
            format!(
                "[[indicator]]\nid = \"i{place}\"\nlabel = \"I\"\nfamily = \"means\"\nsource = \"S\"\n\
                 when = \"i{}\"\n",
                (place + 1) % length
            )
        };
        let indicators: String = (0..length).map(indicator).collect();
        read_text(&format!("{}{indicators}", text_of("least.toml"))).findings[0].message.clone()
    };
    let whole = "i0 → i1 → i2 → i3 → i4 → i5 → i6 → i7 → i8 → i9 → i10 → i0";
    assert_eq!(circle(11), format!("`i0` depends on itself: {whole}"));
    let ends = "i0 → i1 → i2 → i3 → i4 → i5 → … → i25 → i26 → i27 → i28 → i29 → i0";
    assert_eq!(circle(30), format!("`i0` depends on itself: {ends}"));
}

/// The codes of what is found in `least.toml` with this text behind it.
fn codes_with(addition: &str) -> Vec<&'static str> {
    let reading = read_text(&format!("{}\n{addition}", text_of("least.toml")));
    reading.findings.iter().map(|finding| finding.code).collect()
}

#[test]
fn a_context_has_at_most_sixty_four_options_and_a_default_among_them() {
    let context = |options: usize, default: &str| {
        let options: Vec<String> = (0..options).map(|place| format!("\"o{place}\"")).collect();
        codes_with(&format!("[[context]]\nid = \"frame\"\noptions = [{}]\n{default}", options.join(", ")))
    };
    assert_eq!(context(64, ""), [""; 0]);
    assert_eq!(context(65, ""), ["too-many"]);
    assert_eq!(context(70, ""), ["too-many"]);
    assert_eq!(context(3, "default = \"o2\""), [""; 0]);
    assert_eq!(context(3, "default = \"o3\""), ["unknown-option"]);
    assert_eq!(context(2, "default = \"o3\""), ["unknown-option"]);
}

/// An outcome over `debt` with these levels and this table.
fn outcome_with(levels: usize, table: &str) -> Vec<&'static str> {
    let level = |place| format!("{{id = \"l{place}\", label = \"L\", next = \"N.\"}}");
    let levels: Vec<String> = (0..levels).map(level).collect();
    let head = "[[outcome]]\nid = \"concern\"\nlabel = \"Concern\"\n";
    codes_with(&format!("{head}levels = [{}]\n{table}\n", levels.join(", ")))
}

#[test]
fn an_outcome_has_at_most_sixty_four_levels() {
    let decide = "decide = [{level = \"l1\", when = \"debt\"}, {level = \"l0\", otherwise = true}]";
    assert_eq!(outcome_with(64, decide), [""; 0]);
    assert_eq!(outcome_with(65, decide), ["too-many"]);
}

/// What is left out is one mistake, and not a second one that follows from it.
#[test]
fn a_row_that_lacks_something_is_told_once() {
    let decide = "decide = [{level = \"l1\", when = \"debt\"}, {level = \"l0\"}]";
    assert_eq!(outcome_with(2, decide), ["missing-key"]);
    let whole = "decide = [{level = \"l1\", when = \"debt\"}, {level = \"l0\", otherwise = true}]";
    let adjust = "adjust = [{at_least = \"l1\", when = \"debt\"}]";
    assert_eq!(outcome_with(2, &format!("{whole}\n{adjust}")), ["missing-key"]);
    let scores = "[[score]]\nlabel = \"A\"\ncount = [\"debt\"]\n\
                  [[score]]\nid = \"b\"\nlabel = \"B\"\nsum = [{score = \"quite_another\"}]\n";
    assert_eq!(codes_with(scores), ["missing-key"]);
}

#[test]
fn a_refusal_is_found_in_other_letters_and_in_lists() {
    let option = |label: &str| {
        let options = format!("{{id = \"one\", label = \"One\"}}, {{id = \"two\", label = \"{label}\"}}");
        codes_with(&format!(
            "[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{{id = \"q\", ask = \"?\", \
             kind = \"choice\", sensitivity = 0, options = [{options}]}}]\n"
        ))
    };
    // The sign for kelvin is a k in small letters.
    for refusal in ["Un\u{212a}nown", "N/A, declined", "Declined, or refused"] {
        assert_eq!(option(refusal), ["refusal-option"], "{refusal}");
    }
    assert_eq!(option("Twice, or more"), [""; 0]);
}

#[test]
fn sensitivity_may_stay_after_it_fell() {
    let section = |sensitivities: &[u32]| {
        let question = |(place, sensitivity): (usize, &u32)| {
            format!("{{id = \"n{place}\", ask = \"?\", kind = \"yes_no\", sensitivity = {sensitivity}}}")
        };
        let questions: Vec<String> = sensitivities.iter().enumerate().map(question).collect();
        codes_with(&format!(
            "[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{}]\n",
            questions.join(", ")
        ))
    };
    assert_eq!(section(&[0, 1, 1, 0, 0]), [""; 0]);
    assert_eq!(section(&[1, 0, 0, 1]), ["sensitivity-order"]);
}

#[test]
fn points_of_a_number_begin_at_nothing() {
    let number = |min: i32| {
        let question =
            format!("id = \"n\", ask = \"?\", kind = \"number\", sensitivity = 0, min = {min}, max = 9");
        codes_with(&format!(
            "[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{{{question}}}]\n\
             [[score]]\nid = \"total\"\nlabel = \"T\"\nsum = [{{value_of = \"n\"}}]\n"
        ))
    };
    assert_eq!(number(0), [""; 0]);
    assert_eq!(number(-1), ["no-points"]);
}

/// While something has no id, an unknown name may be its: only one that is surely meant is suggested.
#[test]
fn a_name_that_may_be_missing_is_suggested_only_if_it_is_sure() {
    let advice = |known: &str, named: &str| {
        let question = format!("id = \"{known}\", ask = \"?\", kind = \"yes_no\", sensitivity = 0");
        let text = format!(
            "{}\n[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{{{question}}}]\n\
             [[disclosure]]\nid = \"told\"\nsay = \"Yes.\"\nwhen = \"{named}\"\n\
             [[indicator]]\nlabel = \"I\"\nfamily = \"means\"\nsource = \"S\"\nwhen = \"debt\"\n",
            text_of("least.toml")
        );
        let found = read_text(&text).findings.into_iter().find(|finding| finding.code == "unknown-name");
        found.map(|finding| finding.help)
    };
    assert_eq!(advice("watched", "watchet").as_deref(), Some("did you mean `watched`?"));
    assert_eq!(advice("threaten", "threatne").as_deref(), Some("did you mean `threaten`?"));
    assert_eq!(advice("threaten", "threadem"), None);
    assert_eq!(advice("threatens", "threadems").as_deref(), Some("did you mean `threatens`?"));
}

/// Only names of the kind that is wanted are suggested.
#[test]
fn a_misspelt_name_is_suggested_where_only_one_kind_of_thing_may_stand() {
    let scale = "[[scale]]\nid = \"often\"\noptions = [{id = \"never\", label = \"Never\"}, {id = \"daily\", label = \"Daily\"}]\n";
    let table = [
        (
            "kind = \"scale\",   options = [{id = \"none\", label = \"None\"}, {id = \"some\", label = \"Some\"}, {id = \"much\", label = \"Much\"}]",
            "kind = \"scale\",   scale = \"oftn\"",
            "often",
        ),
        ("count = [\"tag sign\"]", "sum = [{value_of = \"hourz\"}]", "hours"),
        ("score = \"total\"", "score = \"totle\"", "total"),
        (
            "bands = {score = \"total\", from = [{level = \"inform\", at = 0}, {level = \"consult\", at = 1}, {level = \"urgent\", at = 2}]}",
            "decide_by = \"practitioner\"\nsupport = [\"owez\"]",
            "owes",
        ),
    ];
    for (from, to, near) in table {
        assert!(EVERYTHING.contains(from), "{from}");
        let text = format!("{}{scale}{}", head(), EVERYTHING.replacen(from, to, 1));
        let findings = read_text(&text).findings;
        let found = findings.iter().find(|finding| finding.code == "unknown-name");
        let help = found.map(|finding| finding.help.as_str());
        assert_eq!(help, Some(&*format!("did you mean \"{near}\"?")), "{to}: {findings:#?}");
    }
}

#[test]
fn a_value_of_another_kind_says_how_it_is_written() {
    let table = [
        ("title    = \"Least\"", "title = 4", "write the text in double quotes: \"…\""),
        (
            "authors  = [\"The Safelight project\"]",
            "authors = \"Me\"",
            "write texts in quotes inside [ ]: [\"…\", \"…\"]",
        ),
        ("format = 1", "format = \"1\"", "write a plain number without quotes, such as 4 or 11.5"),
        ("license ", "review_by = \"soon\"\nlicense ", "write a date without quotes, such as 2026-11-22"),
        (
            "license ",
            "review_by = 2026-03-01T10:00:00\nlicense ",
            "write a date without quotes, such as 2026-11-22",
        ),
        ("sensitivity = 0", "sensitivity = 0\nidentity = \"no\"", "write true or false, without quotes"),
        ("format = 1", "format = 1\nbreak = \"Breathe.\"", "write { key = … } or a [heading] of its own"),
        (
            "format = 1",
            "format = 1\ngate = {id = \"a\", ask = \"?\", proceed_on = \"yes\", otherwise = \"Wait.\"}",
            "write two brackets on each side: [[…]], once for each entry",
        ),
        (
            "format = 1",
            "format = 1\nscore = [{id = \"total\", label = \"T\", count = true}]",
            "write items inside [ ], each a text or { … }",
        ),
    ];
    for (from, to, advice) in table {
        let text = text_of("least.toml").replacen(from, to, 1);
        let reading = read_text(&text);
        let of_type = reading.findings.iter().filter(|finding| finding.code == "wrong-type");
        let given: Vec<_> = of_type.map(|finding| finding.help.as_str()).collect();
        assert_eq!(given, [advice], "{to}");
    }
    let example = "\n[[example]]\nname = \"E\"\ncolumns = [\"debt\"]\nrows = \"yes\"\n";
    let source = Source::new("least.toml", text_of("least.toml") + example);
    let questionnaire = read::read(&source).questionnaire.unwrap();
    let findings = example::read(&[&source], &questionnaire).findings.remove(0);
    let rows = findings.iter().find(|finding| finding.code == "wrong-type").unwrap();
    assert_eq!(rows.help, "write rows inside [ ], each a list of its own: [ [\"yes\", 1], [\"no\", 0] ]");
    let tab = text_of("least.toml").replacen("\"Least\"", "\"Le\\tast\"", 1);
    assert_eq!(read_text(&tab).findings[0].help, "write spaces instead");
    let bell = text_of("least.toml").replacen("\"Least\"", "\"Le\\u0007ast\"", 1);
    assert_eq!(read_text(&bell).findings[0].help, "remove it");
}

#[test]
fn what_is_counted_may_be_a_table() {
    let score = "[[score]]\nid = \"total\"\nlabel = \"T\"\ncount = [\"debt = no\", {when = \"debt\"}]\n";
    let questionnaire = read_text(&format!("{}\n{score}", text_of("least.toml"))).questionnaire.unwrap();
    assert_eq!(questionnaire.scores[0].terms.len(), 2);
}

/// A thousand findings are shown, and a hundred of them say which name is near.
#[test]
fn very_many_mistakes_are_cut_off_and_counted() {
    let mistakes = |count: usize| {
        let indicator = |place: usize| {
            format!(
                "{{id = \"i{place}\", label = \"I\", family = \"means\", source = \"S\", when = \"dept\"}}"
            )
        };
        let indicators: Vec<String> = (0..count).map(indicator).collect();
        let text = text_of("least.toml").replace(
            "[questionnaire]",
            &format!("indicator = [\n{}\n]\n[questionnaire]", indicators.join(",\n")),
        );
        read_text(&text).findings
    };
    let findings = mistakes(1_000);
    assert_eq!(findings.len(), 1_000);
    let near: Vec<bool> =
        findings.iter().map(|finding| finding.help.contains("did you mean `debt`")).collect();
    assert_eq!((near.iter().filter(|near| **near).count(), near[99], near[100]), (100, true, false));
    let findings = mistakes(1_005);
    assert_eq!(findings.len(), 1_001);
    assert_eq!(findings[1_000].message, "5 more mistakes are not shown");
    let advice = &read_text(&with_rule("at least 1 of tag sing")).findings[0].help;
    assert_eq!(advice, "did you mean `sign`?");
}

#[test]
fn a_number_may_have_one_value_only() {
    let number = |min: i32, max: i32| {
        let question =
            format!("id = \"n\", ask = \"?\", kind = \"number\", sensitivity = 0, min = {min}, max = {max}");
        codes_with(&format!("[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{{{question}}}]\n"))
    };
    assert_eq!(number(3, 3), [""; 0]);
    assert_eq!(number(4, 3), ["bad-number"]);
}

#[test]
fn a_file_without_a_question_is_told_once() {
    let empty = |sections: &str| {
        let reading = read_text(&format!("{}{sections}", head()));
        reading.findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(empty("[[section]]\nid = \"only\"\ntitle = \"Only\"\n"), ["too-few"]);
    assert_eq!(empty("[[section]]\nid = \"only\"\n"), ["missing-key"]);
    let questions = |count: usize| {
        let question = |n| format!("{{id = \"q{n}\", ask = \"?\", kind = \"yes_no\", sensitivity = 0}}");
        let questions: Vec<String> = (0..count).map(question).collect();
        format!("[[section]]\nid = \"only\"\ntitle = \"Only\"\nquestion = [{}]\n", questions.join(", "))
    };
    assert_eq!(empty(&questions(1_003)), ["too-many"]);
    // What a rule says of a question that was not read is not judged.
    for named in ["q999", "q1000", "q1001"] {
        let rule = format!("[[stop]]\nid = \"end\"\nsay = \"?\"\nwhen = \"{named} > 3\"\n");
        let judged = empty(&(questions(1_003) + &rule));
        let expected: &[&str] =
            if named == "q999" { &["too-many", "wrong-comparison"] } else { &["too-many"] };
        assert_eq!(judged, expected, "{named}");
    }
}

/// Codes are kept as they are written, at a question, an option, an indicator and an outcome.
#[test]
fn codes_are_kept_as_they_are_written() {
    let file = read_text(include_str!("../schema/every-key.toml")).questionnaire.expect("it reads");
    let shown = |codes: &[safelight::questionnaire::model::Code]| {
        codes.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(shown(&file.questions[0].codes), ["loinc 1-8 (Work)", "https://example.org/codes w 1"]);
    assert_eq!(shown(&file.questions[1].kind.options()[0].codes), ["urn:oid:1.2.3 C"]);
    assert_eq!(shown(&file.indicators[0].codes), ["htcds means-of-control"]);
    assert_eq!(shown(&file.outcomes[0].codes), ["snomed 2"]);
    let forms: Vec<&str> = file.population.forms.iter().map(|form| form.id).collect();
    assert_eq!(forms, ["labor", "sex", "servitude", "criminality", "marriage", "organs"]);
}

#[test]
fn a_code_without_a_system_or_that_no_system_writes_is_found() {
    let told = |codes: &str| {
        let text = text_of("least.toml") + &format!("codes = [{codes}]\n");
        let source = Source::new("mine.toml", text);
        let last = source.text().lines().count();
        let findings = read::read(&source).findings;
        assert!(findings.iter().all(|found| source.position(found.span.start).0 == last), "{codes}");
        findings
            .into_iter()
            .map(|found| format!("{}: {} {}", found.code, found.message, found.help))
            .collect::<Vec<_>>()
    };
    for good in [
        "",
        "{system = \"loinc\", code = \"71802-3\"}",
        "{system = \"http://loinc.org\", code = \"71802-3\"}",
        "{system = \"urn:oid:2.16.840\", code = \"A b\"}, {system = \"loinc\", code = \"A b\"}",
    ] {
        assert_eq!(told(good), [""; 0], "{good}");
    }
    for (wrong, part) in [
        ("{code = \"1\"}", "missing-key: `system` is missing"),
        ("{system = \"loinc\"}", "missing-key: `code` is missing"),
        ("{system = \"LOINC\", code = \"1\"}", "did you mean \"loinc\"?"),
        ("{system = \"lonic\", code = \"1\"}", "did you mean \"loinc\"?"),
        ("{system = \"our own\", code = \"1\"}", "unknown-word: `our own` is no system of codes"),
        ("{system = \"https://\", code = \"1\"}", "unknown-word"),
        ("{system = \"https://a b\", code = \"1\"}", "unknown-word"),
        ("{system = \"loinc\", code = \" 1\"}", "bad-id: ` 1` cannot be a code"),
        ("{system = \"loinc\", code = \"1  2\"}", "bad-id"),
        ("{system = \"loinc\", code = \"1\", dispaly = \"x\"}", "did you mean `display`?"),
        ("{system = \"loinc\", code = \"1\"}, {system = \"loinc\", code = \"1\"}", "duplicate-member"),
        ("\"loinc 1\"", "wrong-type"),
        ("{system = \"loinc\", code = 1}", "wrong-type"),
    ] {
        let told = told(wrong);
        assert!(told.len() == 1 && told[0].contains(part), "{wrong}: {told:?}");
    }
}

#[test]
fn a_question_may_say_that_it_is_not_about_who_the_person_is() {
    let question = |id: &str| {
        let question =
            format!("{{id = \"{id}\", ask = \"?\", kind = \"yes_no\", sensitivity = 0, identity = false}}");
        codes_with(&format!("[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{question}]\n"))
    };
    assert_eq!(question("watched"), [""; 0]);
    assert_eq!(question("nationality"), ["identity"]);
}

#[test]
fn the_id_of_a_questionnaire_has_at_most_sixty_four_letters() {
    let of_length = |letters: usize| {
        let text = text_of("least.toml").replace("\"least\"", &format!("\"{}\"", "a".repeat(letters)));
        read_text(&text).findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    assert_eq!(of_length(64), [""; 0]);
    assert_eq!(of_length(65), ["bad-id"]);
    assert_eq!(of_length(66), ["bad-id"]);
}

#[test]
fn sources_are_read_as_they_stand() {
    let text =
        "[[questionnaire.source]]\ntitle = \"A study\"\nurl = \"https://example.org\"\nused_for = \"Pay\"\n";
    let questionnaire = read_text(&format!("{}\n{text}", text_of("least.toml"))).questionnaire.unwrap();
    let source = &questionnaire.sources[0];
    assert_eq!(
        [source.title.as_str(), source.url.as_str(), source.used_for.as_str()],
        ["A study", "https://example.org", "Pay"]
    );
}

#[test]
fn language_tags_are_told_from_words() {
    let findings = |language: &str| {
        let text = text_of("least.toml").replace("language = \"en\"", &format!("language = \"{language}\""));
        read_text(&text).findings.len()
    };
    for good in ["en", "es", "pt-BR", "zh-Hant-TW", "sr-Latn", "es-419"] {
        assert_eq!(findings(good), 0, "{good}");
    }
    for bad in ["e", "e1", "12", "english language", "englishes", "en_US", "en-", "-en", "en-abcdefghi"] {
        assert_eq!(findings(bad), 1, "{bad}");
    }
}

#[test]
fn a_review_is_due_after_its_day() {
    let text = text_of("least.toml").replace("2099-01-01", "2026-03-01");
    let questionnaire = read_text(&text).questionnaire.unwrap();
    let on = |day: i8| questionnaire.review_passed(jiff::civil::date(2026, 3, day));
    assert_eq!(on(1), None);
    let said = on(2).unwrap();
    assert!(said.starts_with("least was to be reviewed by 2026-03-01"), "{said}");
    let earlier = jiff::civil::date(2026, 2, 28);
    assert_eq!(questionnaire.review_passed(earlier), None);
}

/// An option may be called `later`; then a rule may name it.
#[test]
fn an_option_that_is_called_like_a_state_can_be_named() {
    let question = "[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{id = \"began\", ask = \"?\", \
                    sensitivity = 0, kind = \"choice\", options = [{id = \"at_once\", label = \"At once\"}, \
                    {id = \"later\", label = \"Years afterwards\"}]}]\n";
    let rule = "[[disclosure]]\nid = \"told\"\nsay = \"Thank you.\"\nwhen = \"began = later\"\n";
    let reading = read_text(&format!("{}{question}{rule}", head()));
    assert_eq!(reading.findings, []);
    let when = &reading.questionnaire.unwrap().disclosures[0].when.condition;
    assert_eq!(tree(when), "q0 in [1]");
}

/// More options than a set holds are one finding, also where a rule names the last of them.
#[test]
fn an_option_beyond_the_last_is_noted_once() {
    let option = |place: usize| format!("{{id = \"o{place}\", label = \"O\"}}");
    let options: Vec<String> = (0..70).map(option).collect();
    for rule in ["many includes o69", "many includes all of (o1, o69)", "many includes o63"] {
        let question = format!(
            "[[section]]\nid = \"more\"\ntitle = \"More\"\nquestion = [{{id = \"many\", ask = \"?\", \
             sensitivity = 0, kind = \"choices\", options = [{{id = \"none\", label = \"None\", \
             exclusive = true}}, {}]}}]\n[[disclosure]]\nid = \"told\"\nsay = \"Thank you.\"\nwhen = \"{rule}\"\n",
            options.join(", ")
        );
        let reading = read_text(&format!("{}{question}", head()));
        let codes: Vec<&str> = reading.findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["too-many"], "{rule}");
    }
}

#[test]
fn conditions_nest_sixty_four_levels_deep_and_no_more() {
    let brackets = |depth: usize| format!("{}debt{}", "(".repeat(depth), ")".repeat(depth));
    let negations = |depth: usize| format!("{}debt", "not ".repeat(depth));
    let counts = |depth: usize| format!("{}debt{}", "at least 1 of (".repeat(depth), ")".repeat(depth));
    for nested in [brackets, negations, counts] {
        assert!(condition(&nested(64)).is_ok());
        assert_eq!(condition(&nested(65)), Err(vec!["nested-too-deep"]));
        assert_eq!(condition(&nested(20_000)), Err(vec!["nested-too-deep"]));
    }
    // One beside the other is not deep.
    assert!(condition(&format!("{} and {}", brackets(64), negations(64))).is_ok());
}

#[test]
fn not_being_asked_never_makes_a_rule_true() {
    let fine = [
        "paid = no",
        "not debt = yes",
        "works = yes and not paid = yes",
        "works and not (paid = yes)",
        "not (paid = yes) and works = yes",
        "works = yes and (debt or not paid)",
        "works = yes and (debt and (watched or not paid))",
        "works = yes and at most 1 of (debt, paid)",
        "works = yes and exactly 1 of (debt, paid)",
        "at least 1 of (works = yes and not paid, debt)",
        "works = yes and debt = yes and not kept",
        "debt and works and watched and not kept",
        "(works = yes or debt = yes) and not either",
        "at least 1 of (paid, debt)",
        "not not owes",
    ];
    for text in fine {
        assert!(condition(text).is_ok(), "{text}: {:?}", condition(text));
    }
    let refused = [
        "not paid",
        "not (paid = no)",
        "not not paid",
        "not (debt and (works or paid = yes))",
        "works = no and not paid",
        "works = yes or not paid",
        // The guard inside the negation does not count.
        "not (works = yes and paid = yes)",
        "at most 1 of (works = yes and paid, debt)",
        "exactly 1 of (works and paid, debt)",
        // Nor a guard beside it in another branch, or half of one.
        "(works = yes and debt) or not paid",
        "works = yes and not kept",
        "works = yes and not either",
        "at least 1 of (works = yes, not paid)",
        "at most 1 of (debt, paid)",
        "exactly 2 of (debt, paid)",
        "debt and at most 1 of (watched, at least 1 of (paid, debt))",
    ];
    for text in refused {
        assert_eq!(condition(text), Err(vec!["unguarded-negation"]), "{text}");
    }
    assert_eq!(condition("not (paid or kept)"), Err(vec!["unguarded-negation"; 2]));
}

// ---- what the reader makes of a file ----

fn good(text: &str) -> Questionnaire {
    let reading = read_text(text);
    let said: Vec<_> = reading.findings.iter().map(|finding| &finding.message).collect();
    reading.questionnaire.unwrap_or_else(|| panic!("{said:?}"))
}

#[test]
fn a_stop_waits_for_the_questions_that_it_names_and_not_for_those_behind_them() {
    let rules = "[[stop]]\nid = \"end\"\nwhen = \"kept = yes or owes\"\nsay = \"Thank you.\"\n";
    let questionnaire = good(&format!("{}{EVERYTHING}{rules}", head()));
    let named: Vec<u16> = questionnaire.stops[0].names.iter().map(|question| question.0).collect();
    assert_eq!(named, [0, 8], "`debt` through the indicator, and `kept`; not `works`");
}

#[test]
fn everything_is_computed_after_what_it_needs() {
    let questionnaire = good(&format!("{}{EVERYTHING}", head()));
    let place = |name: Name| questionnaire.plan.iter().position(|planned| *planned == name).unwrap();
    let applies = |id: &str| place(Name::Question(questionnaire.find(id).unwrap()));
    let indicator = place(Name::Indicator(safelight::rules::IndicatorRef(0)));
    let score = place(Name::Score(safelight::rules::ScoreRef(0)));
    let outcome = place(Name::Outcome(safelight::rules::OutcomeRef(0)));
    assert!(applies("debt") < indicator && indicator < score && score < outcome);
    assert!(applies("works") < applies("paid"));
    assert_eq!(questionnaire.plan.len(), 10 + 2 + 1 + 1);
}

/// What is told about the validation of `least.toml` written so.
fn told_of_validation(validation: &str) -> Vec<String> {
    let text = text_of("least.toml").replacen("status = \"not-validated\"", validation, 1);
    let source = Source::new("mine.toml", text);
    read::read(&source)
        .findings
        .into_iter()
        .map(|found| format!("{}: {}", found.code, found.message))
        .collect()
}

#[test]
fn figures_of_a_published_study_are_figures() {
    let with = |changed: &str, value: &str| {
        let keys = [
            ("study", "\"Nobody, 2020\""),
            ("n", "340"),
            ("sensitivity", "\"0.80\""),
            ("specificity", "\"70 %\""),
            ("cut_off", "\"4\""),
            ("population", "\"adults\""),
            ("language", "\"en\""),
        ];
        let lines =
            keys.map(|(key, usual)| format!("{key} = {}\n", if key == changed { value } else { usual }));
        format!("status = \"published\"\n{}", lines.concat())
    };
    assert_eq!(told_of_validation(&with("", "")), [""; 0]);
    for (key, value, said) in [
        ("n", "1", "`n` must be a whole number from 10"),
        ("n", "9", "`n` must be a whole number from 10"),
        ("n", "40.5", "`n` must be a whole number from 10"),
        ("sensitivity", "\"none\"", "`sensitivity` is no share"),
        ("sensitivity", "\"80\"", "`sensitivity` is no share"),
        ("specificity", "\"high\"", "`specificity` is no share"),
        ("specificity", "\"101 %\"", "`specificity` is no share"),
        ("cut_off", "\"none\"", "`cut_off` holds no figure"),
        ("cut_off", "\"four\"", "`cut_off` holds no figure"),
        ("study", "\"None found: see the form\"", "`study` says nothing"),
        ("population", "\"none\"", "`population` says nothing"),
        ("population", "\"?\"", "`population` says nothing"),
        ("language", "\"n/a\"", "`language` says nothing"),
    ] {
        let told = told_of_validation(&with(key, value));
        assert!(told.len() == 1 && told[0].contains(said), "{key} = {value}: {told:?}");
        assert!(told[0].starts_with("bad-number: "), "{told:?}");
    }
    assert_eq!(told_of_validation("status = \"published-unmeasured\"\nstudy = \"A form, 2016\""), [""; 0]);
    assert!(told_of_validation("status = \"published-unmeasured\"")[0].contains("`study` is missing"));
    assert!(
        told_of_validation("status = \"published-unmeasured\"\nstudy = \"none\"")[0].contains("says nothing")
    );
}

#[test]
fn a_number_has_a_min_of_0_unless_it_says_otherwise() {
    let told = |lines: &str| {
        let text = text_of("least.toml").replacen(
            "kind        = \"yes_no\"",
            &format!("kind = \"number\"\n{lines}"),
            1,
        );
        let source = Source::new("mine.toml", text);
        read::read(&source).findings.into_iter().map(|found| found.message).collect::<Vec<_>>()
    };
    for good in ["", "max = 0", "max = 5", "min = -5\nmax = -1", "min = -5"] {
        assert_eq!(told(good), [""; 0], "{good}");
    }
    for bad in ["max = -1", "max = -0.5"] {
        assert_eq!(told(bad), ["`max` is below 0, and `min` is 0 unless the file says otherwise"], "{bad}");
    }
}

#[test]
fn identity_weight_in_a_published_instrument_is_allowed_and_warned_of() {
    let published = "status = \"published\"\nstudy = \"S\"\nn = 30\nsensitivity = \"1\"\nspecificity = \"1\"\n\
                     cut_off = \"1\"\npopulation = \"P\"\nlanguage = \"en\"";
    let head = head().replace("status = \"not-validated\"", published);
    let rules = "[[section.question]]\nid = \"nationality\"\nask = \"?\"\nkind = \"yes_no\"\nsensitivity = 0\n\
                 [[score]]\nid = \"total\"\nlabel = \"Total\"\nsum = [{when = \"nationality\", points = 1, \
                 identity_weight = {reason = \"So published\", source = \"S\"}}]\n";
    let section = "[[section]]\nid = \"only\"\ntitle = \"Only\"\n";
    let reading = read_text(&format!("{head}{section}{rules}"));
    let found: Vec<_> = reading.findings.iter().map(|found| (found.code, found.severity)).collect();
    assert_eq!(found, [("identity-weight", Severity::Warning)]);
    assert!(reading.questionnaire.is_some());
}

#[test]
fn one_broken_line_hides_nothing_else() {
    let text = text_of("twenty.toml");
    let before = expectations(&text).len();
    let broken = text.replace("note   = \"\"\"\n", "note   = \n").replace("have worked", "have \"worked\"");
    let found = read_text(&broken).findings;
    assert_eq!(found.len(), before + 1, "{found:#?}");
}

#[test]
fn one_name_declared_wrongly_is_one_finding() {
    let everything = |from: &str, to: &str| {
        assert!(EVERYTHING.contains(from), "{from}");
        let rule = "[[disclosure]]\nid = \"told\"\nsay = \"Thank you.\"\nwhen = \"place = work or not paid and works\"\n";
        let text = format!("{}{}{rule}", head(), EVERYTHING.replacen(from, to, 1));
        read_text(&text).findings.iter().map(|finding| finding.code).collect::<Vec<_>>()
    };
    let table = [
        (r#"kind = "choice", "#, r#"kind = "choise", "#, "unknown-word"),
        (r#"kind = "choice", "#, "", "missing-key"),
        (r#"{id = "work", label"#, r#"{di = "work", label"#, "unknown-key"),
        (r#"{id = "work", label"#, r#"{label"#, "missing-key"),
        (r#"{id = "place", "#, r#"{id = "works", "#, "duplicate-id"),
        (r#"{id = "debt", "#, r#"{iid = "debt", "#, "unknown-key"),
        (r#"ask_if = "works = yes"}"#, r#"ask_if = "works == yes"}"#, "bad-condition"),
        ("[[score]]", "[score]", "wrong-type"),
        ("[[outcome]]", "[[outcom]]", "unknown-key"),
        ("count = [", "cuont = [", "unknown-key"),
        ("bands = {", "band = {", "unknown-key"),
        ("{level = \"inform\", at = 0}", "{level = \"inform\", at = 0x0}", "bad-number"),
        ("levels = [{id = \"inform\", ", "levels = [{", "missing-key"),
        ("score = \"total\", from", "score = \"totle\", from", "unknown-name"),
        ("count = [\"tag sign\"]", "count = [\"tag sing\"]", "unknown-tag"),
    ];
    for (from, to, code) in table {
        let from = from.replace("\"place\", ", "\"place\",   ").replace("\"debt\", ", "\"debt\",    ");
        assert_eq!(everything(&from, to), [code], "{to}");
    }
}

// ---- hostile files ----

/// The longest that any file of at most 1 MiB may take to read, in a build without optimization.
const PATIENCE: Duration = Duration::from_secs(60);

/// Reads a text on a thread with a small stack. Returns the codes, each once, and whether it loads.
fn survive(name: &str, text: String) -> (BTreeSet<&'static str>, bool) {
    let begun = Instant::now();
    let read = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        let source = Source::new("hostile", text);
        let reading = read::read(&source);
        for found in &reading.findings {
            let clamped = source.clamp(&found.span);
            assert_eq!(clamped, found.span, "a place inside the file, between characters");
            assert!(found.message.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", found.message);
        }
        for drawn in reading.findings.iter().take(3) {
            assert!(drawn.draw(&source).contains(drawn.code));
        }
        assert_eq!(reading.questionnaire.is_none(), reading.findings.iter().any(Diagnostic::is_error));
        let codes = reading.findings.iter().map(|found| found.code).collect();
        (codes, reading.questionnaire.is_some())
    });
    let result = read.unwrap().join().unwrap_or_else(|_| panic!("{name}: the reader panicked"));
    assert!(begun.elapsed() < PATIENCE, "{name} took {:?}", begun.elapsed());
    result
}

fn mebibyte_of(unit: &str, from: &str, to: &str) -> String {
    format!("{from}{}{to}", unit.repeat((Source::LARGEST - from.len() - to.len()) / unit.len()))
}

#[test]
fn bytes_that_are_no_questionnaire_say_why() {
    let why = |bytes: &[u8]| Source::from_bytes("x", bytes.to_vec()).map(drop).unwrap_err();
    assert_eq!(why(b""), NotText::Empty);
    assert_eq!(why(b"\xef\xbb\xbf"), NotText::Empty);
    assert_eq!(why(b" \r\n\t\n"), NotText::Empty);
    assert_eq!(why(b"format = 1\n\0"), NotText::Binary);
    assert_eq!(why(b"\x7fELF\x02\x01\x01\0\0"), NotText::Binary);
    assert_eq!(why(b"format = 1\ntitle = \"\xe9\"\n"), NotText::NotUtf8 { line: 2 });
    assert_eq!(why(b"\xff\xfef\0o\0"), NotText::Wide);
    assert_eq!(why(&vec![b'#'; Source::LARGEST + 1]), NotText::TooLarge(Source::LARGEST + 1));
    assert!(Source::from_bytes("x", vec![b'#'; Source::LARGEST]).is_ok());
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let text = format!("{}{EVERYTHING}[break]\nsay = \"\"\"\nOne.\nTwo.\"\"\"\n", head());
    let plain = format!("{:?}", good(&text));
    assert!(plain.contains("One.\\nTwo."));
    let windows = text.replace('\n', "\r\n");
    for (name, bytes) in [
        ("CRLF", windows.clone()),
        ("BOM", format!("\u{feff}{text}")),
        ("both", format!("\u{feff}{windows}")),
    ] {
        let source = Source::from_bytes(name, bytes.into_bytes()).unwrap();
        let reading = read::read(&source);
        assert!(reading.findings.is_empty(), "{name}: {:?}", reading.findings);
        assert_eq!(format!("{:?}", reading.questionnaire.unwrap()), plain, "{name}");
    }
    let twenty = text_of("twenty.toml");
    assert_eq!(differences("twenty.toml with CRLF", &twenty.replace('\n', "\r\n")), "");
    assert_eq!(differences("twenty.toml with BOM", &format!("\u{feff}{twenty}")), "");
}

#[test]
fn large_files_are_read_or_refused_and_nothing_panics() {
    let question = |n: usize| {
        format!("[[section.question]]\nid = \"q{n}\"\nask = \"?\"\nkind = \"yes_no\"\nsensitivity = 0\n")
    };
    let section = "[[section]]\nid = \"every\"\ntitle = \"Every\"\n";
    let questions = |count: usize| (0..count).map(question).collect::<String>();
    let base = || format!("{}{section}{}", head(), question(0));
    let rule =
        |when: &str| format!("{}[[disclosure]]\nid = \"told\"\nsay = \"Yes.\"\nwhen = \"{when}\"\n", base());
    let indicator = |id: usize, when: &str| {
        format!(
            "[[indicator]]\nid = \"i{id}\"\nlabel = \"I\"\nfamily = \"means\"\nsource = \"S\"\nwhen = \"{when}\"\n"
        )
    };
    let chain: String = (0..5_000)
        .map(|n| indicator(n, &if n == 4_999 { "q0".into() } else { format!("i{}", n + 1) }))
        .collect();
    let ring: String = (0..5_000).map(|n| indicator(n, &format!("i{}", (n + 1) % 5_000))).collect();
    let asking_chain: String = (1..1_000).map(|n| question(n) + "ask_if = \"i0\"\n").collect();
    let scoring_chain: String =
        (0..900).map(|n| format!("[[score]]\nid = \"s{n}\"\nlabel = \"S\"\ncount = [\"i0\"]\n")).collect();
    let table: Vec<(&str, String, &[&str])> = vec![
        ("1,000 questions", format!("{}{section}{}", head(), questions(1_000)), &[]),
        ("1,001 questions", format!("{}{section}{}", head(), questions(1_001)), &["too-many"]),
        (
            "a rule about question 1,001",
            format!(
                "{}{section}{}[[stop]]\nid = \"end\"\nsay = \"?\"\nwhen = \"q1000\"\n",
                head(),
                questions(1_001)
            ),
            &["too-many"],
        ),
        (
            "an ask_if about question 1,001",
            format!("{}{section}{}ask_if = \"q1000\"\n{}", head(), question(1_001), questions(1_001)),
            &["too-many"],
        ),
        (
            "100,000 scores",
            format!("{}{}", base(), "[[score]]\n".repeat(100_000)),
            &["missing-key", "too-many"],
        ),
        (
            "80,000 indicators",
            format!("{}{}", base(), "[[indicator]]\n".repeat(70_000)),
            &["missing-key", "too-many"],
        ),
        (
            "80,000 contexts",
            format!("{}{}", base(), "[[context]]\n".repeat(80_000)),
            &["missing-key", "too-many"],
        ),
        (
            "80,000 outcomes",
            format!("{}{}", base(), "[[outcome]]\n".repeat(80_000)),
            &["missing-key", "too-many"],
        ),
        (
            "300,000 questions",
            format!("section = [{{question = [{}]}}]\n{}", "{},".repeat(300_000), head()),
            &["missing-key", "too-many"],
        ),
        (
            "300,000 options",
            format!("{}kind2 = 1\n", base())
                .replace("kind2 = 1", &format!("options = [{}]", "{},".repeat(300_000))),
            &["unknown-key"],
        ),
        (
            "300,000 options of a choice",
            base().replace(
                "kind = \"yes_no\"",
                &format!("kind = \"choice\"\noptions = [{}]", "{},".repeat(300_000)),
            ),
            &["missing-key", "too-many"],
        ),
        (
            "200,000 authors",
            base().replace("[\"The Safelight project\"]", &format!("[{}]", "\"a\",".repeat(200_000))),
            &["duplicate-member", "too-many"],
        ),
        (
            "200,000 members of a count",
            format!(
                "{}[[score]]\nid = \"s\"\nlabel = \"S\"\ncount = [{}]\n",
                base(),
                "\"q0\",".repeat(150_000)
            ),
            &["duplicate-member", "too-many"],
        ),
        ("5,000 indicators in a chain", format!("{}{chain}", base()), &[]),
        ("5,000 indicators in a ring", format!("{}{ring}", base()), &["circle"]),
        ("1,000 questions that ask a chain", format!("{}{asking_chain}{chain}", base()), &[]),
        ("900 scores of a chain", format!("{}{chain}{scoring_chain}", base()), &[]),
        (
            "900 scores of who the person is",
            format!("{}identity = true\n{chain}{scoring_chain}", base()),
            &["identity-weight"],
        ),
        ("10,000 terms", rule(&vec!["q0"; 10_000].join(" and ")), &[]),
        (
            "10,000 members",
            rule(&format!("at least 1 of ({})", vec!["q0"; 10_000].join(","))),
            &["duplicate-member", "too-many"],
        ),
        (
            "10,000 different members",
            rule(&format!(
                "at least 1 of ({})",
                (1..10_000)
                    .map(|n| vec!["q0"; n % 70 + 1].join(" or "))
                    .take(60)
                    .collect::<Vec<_>>()
                    .join(",")
            )),
            &[],
        ),
        ("a condition of 1 MiB", mebibyte_of("q0 or ", &rule("")[..rule("").len() - 2], "q0\"\n"), &[]),
        (
            "a condition of unknown names",
            mebibyte_of("zz or ", &rule("")[..rule("").len() - 2], "q0\"\n"),
            &["too-many", "unknown-name"],
        ),
        (
            "a condition of `not`",
            mebibyte_of("not ", &rule("")[..rule("").len() - 2], "q0\"\n"),
            &["nested-too-deep"],
        ),
        (
            "a condition of brackets",
            mebibyte_of("(", &rule("")[..rule("").len() - 2], "\"\n"),
            &["nested-too-deep"],
        ),
        (
            "guards",
            {
                let gated = base() + &question(1) + "ask_if = \"q0 = yes\"\n";
                let when = vec!["not q1"; 20_000].join(" and ");
                format!("{gated}[[disclosure]]\nid = \"told\"\nsay = \"Yes.\"\nwhen = \"{when} and q0\"\n")
            },
            &[],
        ),
        ("a name of 1 MiB", rule(&"x".repeat(900_000)), &["unknown-name"]),
        (
            "two long names",
            format!("{}[[gate]]\nid = \"{}\"\n", rule(&"x".repeat(400_000)), "x".repeat(400_001)),
            &["bad-id", "long-text", "missing-key", "unknown-name"],
        ),
        (
            "deep arrays",
            format!("{}[deep]\nlist = {}1{}\n", base(), "[".repeat(100), "]".repeat(100)),
            &["nested-too-deep"],
        ),
        ("deeper arrays", mebibyte_of("[", "a = ", "\n"), &["toml"]),
        (
            "deep tables",
            format!("a = {}1{}\n{}", "{b = ".repeat(100), "}".repeat(100), base()),
            &["nested-too-deep"],
        ),
        ("a deep key", format!("{} = 1\n{}", vec!["a"; 100_000].join("."), base()), &["nested-too-deep"]),
        ("a deep heading", format!("{}[{}]\n", base(), vec!["a"; 100_000].join(".")), &["nested-too-deep"]),
        ("quotes", mebibyte_of("\"", "format = 1\n", "\n"), &["toml"]),
        ("three quotes", mebibyte_of("x = \"\"\"\n", "format = 1\n", "\n"), &["toml", "too-many"]),
        ("brackets on lines", mebibyte_of("[\n", "format = 1\n", "\n"), &["toml", "too-many"]),
        (
            "headings that are not closed",
            mebibyte_of("[[score]\n", "format = 1\n", "\n"),
            &["toml", "too-many"],
        ),
        ("bare words", mebibyte_of("score\n", "format = 1\n", "\n"), &["toml"]),
        ("the same key", mebibyte_of("format = 1\n", "", ""), &["missing-key", "toml", "too-few"]),
        (
            "unknown keys",
            (0..60_000).map(|n| format!("k{n} = 1\n")).collect::<String>() + &base(),
            &["too-many", "unknown-key"],
        ),
        ("lists that are not closed", mebibyte_of("x = [\n", "format = 1\n", "\n"), &["toml"]),
        (
            "lists that are not closed, and a heading",
            mebibyte_of("x = [\n", "format = 1\n", "[break]\n"),
            &["missing-key", "toml"],
        ),
        ("right-to-left", mebibyte_of("\u{202e}", "# ", "\n"), &["hidden-character", "too-many"]),
        (
            "escapes",
            base().replace("\"Least\"", &format!("\"{}\"", "\\u200b".repeat(150_000))),
            &["hidden-character", "too-many"],
        ),
    ];
    for (name, text, codes) in table {
        assert!(text.len() <= Source::LARGEST + 100_000, "{name} is larger than any file that is read");
        let (found, loads) = survive(name, text);
        assert_eq!(found, BTreeSet::from_iter(codes.iter().copied()), "{name}");
        assert_eq!(loads, codes.is_empty(), "{name}");
    }
}

#[test]
fn characters_that_cannot_be_seen_are_refused_wherever_they_stand() {
    let hidden = [
        '\u{1b}',
        '\u{7f}',
        '\u{9b}',
        '\u{ad}',
        '\u{200b}',
        '\u{200d}',
        '\u{200e}',
        '\u{202e}',
        '\u{2028}',
        '\u{2066}',
        '\u{3164}',
        '\u{feff}',
        '\u{e0041}',
    ];
    let least = text_of("least.toml");
    let places = [
        ("\"Least\"", "\"Le?ast\""),
        ("\"debt\"", "\"de?bt\""),
        ("kind  ", "ki?nd  "),
        ("# The", "# T?he"),
        ("\"Do you", "\"\"\"\nDo? you"),
        ("\"yes_no\"", "\"yes?_no\""),
    ];
    for character in hidden {
        for (from, to) in places {
            let raw = to.replace('?', &character.to_string());
            let escaped = to.replace('?', &format!("\\U{:08x}", u32::from(character)));
            for (name, to) in [("raw", raw), ("escaped", escaped)] {
                if name == "escaped" && !to.starts_with('"') {
                    continue;
                }
                let text = least
                    .replacen(from, &to, 1)
                    .replace("money?\"", if to.starts_with("\"\"\"") { "money?\"\"\"" } else { "money?\"" });
                let (found, _) = survive(&to, text);
                assert_eq!(
                    found,
                    BTreeSet::from(["hidden-character"]),
                    "{name} U+{:04X} in {from}",
                    u32::from(character)
                );
            }
        }
    }
    let escaped_key = least.replace("kind  ", "\"ki\\u001bnd\"");
    assert_eq!(survive("an escaped key", escaped_key).0, BTreeSet::from(["hidden-character"]));
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

/// Reads the beginning of a file, cut at every `step`th byte, and the file with one byte changed.
fn cut_and_change(text: &str, step: usize, changes: usize) {
    for end in (0..text.len()).step_by(step).filter(|end| text.is_char_boundary(*end)) {
        read_text(&text[..end]);
    }
    let mut dice = Dice(42);
    for _ in 0..changes {
        let mut bytes = text.as_bytes().to_vec();
        let place = dice.below(bytes.len());
        bytes[place] = match dice.below(4) {
            0 => b"\"'[]{}=#,\n\\ .-_0("[dice.below(17)],
            1 => b"abcdefghijklmnopqrstuvwxyz"[dice.below(26)],
            _ => u8::try_from(1 + dice.below(255)).unwrap(),
        };
        if let Ok(source) = Source::from_bytes("changed", bytes) {
            let reading = read::read(&source);
            let errors = reading.findings.iter().any(Diagnostic::is_error);
            assert_eq!(reading.questionnaire.is_none(), errors, "at byte {place}");
        }
    }
}

#[test]
fn a_file_that_is_cut_or_changed_anywhere_does_not_panic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("questionnaires/adult-brief/1.0.0.toml");
    let brief = fs::read_to_string(path).unwrap();
    let everything = format!("{}{EVERYTHING}", head());
    let twenty = text_of("twenty.toml");
    std::thread::scope(|scope| {
        scope.spawn(|| cut_and_change(&brief, 997, 60));
        scope.spawn(|| cut_and_change(&everything, 5, 1_000));
        scope.spawn(|| cut_and_change(&twenty, 7, 500));
    });
}

#[test]
fn the_nearest_name_is_suggested_and_a_far_one_is_not() {
    assert_eq!(nearest("documnets_held", ["debt", "documents_held"]), Some("documents_held"));
    assert_eq!(nearest("zebra", ["debt", "documents_held"]), None);
}

// ---- what a head has to say ----

/// What a form is has to be said: where any of it is missing, it is not read.
#[test]
fn a_head_without_any_of_what_it_has_to_say_is_refused() {
    let least = text_of("review-passed/good.toml");
    assert_eq!(read::read(&Source::new("good.toml", least.as_str())).findings, []);
    let lines: Vec<&str> = least.lines().take_while(|line| *line != "[[section]]").collect();
    let needed = lines.iter().filter(|line| line.contains(" = ") && !line.starts_with("authors"));
    let mut looked = Vec::new();
    for line in needed {
        let key = line.split_whitespace().next().unwrap();
        let source = Source::new("bad.toml", least.replacen(&format!("{line}\n"), "", 1));
        let reading = read::read(&source);
        let said: Vec<(&str, &str)> =
            reading.findings.iter().map(|found| (found.code, found.message.as_str())).collect();
        assert!(reading.questionnaire.is_none(), "{line}: {said:?}");
        let is_told = |(code, message): &(&str, &str)| {
            *code == "missing-key" && message.starts_with(&format!("`{key}` is missing in "))
        };
        assert!(said.iter().any(is_told), "{line}: {said:?}");
        looked.push(key);
    }
    for key in [
        "id",
        "version",
        "language",
        "license",
        "review_by",
        "ages",
        "settings",
        "law",
        "status",
        "role",
        "paid",
        "on",
    ] {
        assert!(looked.contains(&key), "{key}: {looked:?}");
    }
}

#[test]
fn the_law_of_a_form_is_countries_or_any() {
    let least = text_of("review-passed/good.toml");
    let with = |law: &str| {
        let reading = read::read(&Source::new("law.toml", least.replacen("law = \"any\"", law, 1)));
        let law = reading.questionnaire.map(|questionnaire| questionnaire.population.law.clone());
        (law, reading.findings.iter().map(|found| found.code).collect::<Vec<_>>())
    };
    let read_as =
        |countries: &[&str]| Some(countries.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>());
    assert_eq!(with("law = \"any\""), (read_as(&[]), vec![]));
    assert_eq!(with("law = [\"us\", \"uk\"]"), (read_as(&["us", "uk"]), vec![]));
    for (law, code) in [
        ("law = []", "too-few"),
        ("law = \"us\"", "wrong-type"),
        ("law = [\"us-ny\"]", "bad-id"),
        ("law = [\"The law of Spain\"]", "bad-id"),
        ("law = [\"us\", \"us\"]", "duplicate-member"),
    ] {
        assert_eq!(with(law), (None, vec![code]), "{law}");
    }
    let nowhere = least.replacen("settings = [\"any\"]", "settings = []", 1);
    let findings = read::read(&Source::new("settings.toml", nowhere)).findings;
    assert_eq!(findings.iter().map(|found| found.code).collect::<Vec<_>>(), ["too-few"]);
}

/// No item can be kept from whoever reads the form or hears it: there is no key for it, and none takes away that an
/// answer may be declined. One that no answers lead to is an error.
#[test]
fn no_item_is_hidden_and_none_must_be_answered() {
    let least = text_of("review-passed/good.toml");
    for key in [
        "hidden = true",
        "show = false",
        "may_decline = false",
        "required = true",
        "decline_counts_as = \"no\"",
    ] {
        let text = least.replacen("kind        = \"yes_no\"", &format!("kind        = \"yes_no\"\n{key}"), 1);
        let reading = read::read(&Source::new("hidden.toml", text));
        assert!(reading.questionnaire.is_none(), "{key}");
        assert_eq!(
            reading.findings.iter().map(|found| found.code).collect::<Vec<_>>(),
            ["unknown-key"],
            "{key}"
        );
    }
    let never = format!(
        "{least}\n[[section.question]]\nid = \"second\"\nask = \"Do you have work?\"\nkind = \"yes_no\"\n\
         sensitivity = 0\nask_if = \"debt = yes and debt = no\"\n"
    );
    let source = Source::new("never.toml", never);
    let questionnaire = read::read(&source).questionnaire.expect("it reads");
    let advice = lint::advice(&source, &questionnaire, None);
    let hidden: Vec<&Diagnostic> = advice.iter().filter(|found| found.code == "never-true").collect();
    assert_eq!(
        hidden.iter().map(|found| found.severity).collect::<Vec<_>>(),
        [Severity::Error],
        "{advice:?}"
    );
    assert!(hidden[0].message.contains("`second` can never come up"), "{}", hidden[0].message);
}
