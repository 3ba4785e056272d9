//! Two editions compared: every row of the table of changes by its cases, and generated changes of
//! which none may go unseen.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use safelight::diff::{Diff, PAGES, carry, declared, diff, findings, least, sample};
use safelight::questionnaire::elements::{ChangeKind, Touched, VersionStep};
use safelight::questionnaire::{ElementKind, Fingerprint, Kind, Questionnaire, read};
use safelight::records::{ResultDocument, read_answers, written};
use safelight::scoring::{Case, assess};
use safelight::source::Source;
use semver::Version;

use crate::generate::{self, Draw, Style, sheet};
use crate::naive::{Form, questions_behind, questions_behind_outcome, questions_behind_score};
use crate::records::Schema;
use crate::run::{Home, safelight};

/// The text of a prepared file.
pub fn prepared(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/diff/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// The old edition of every case.
pub fn base() -> String {
    prepared("base.toml")
}

#[derive(serde::Deserialize)]
struct Cases {
    case: Vec<CaseOf>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseOf {
    name: String,
    step: String,
    edit: Vec<(String, String)>,
    changes: Vec<String>,
    #[serde(default)]
    problems: Vec<String>,
    #[serde(default = "yes")]
    answers: bool,
    #[serde(default = "yes")]
    results: bool,
    #[serde(default)]
    unordered: bool,
}

fn yes() -> bool {
    true
}

fn cases() -> Vec<CaseOf> {
    let cases: Cases = toml::from_str(&prepared("cases.toml")).unwrap();
    cases.case
}

/// Returns the text with every edit made; what is replaced stands there once.
fn edited(text: &str, edits: &[(String, String)], name: &str) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from.as_str()).count(), 1, "{name}: {from:?} stands there once");
        text.replacen(from.as_str(), to, 1)
    })
}

fn with_version(text: &str, version: &str) -> String {
    text.replacen("version  = \"1.0.0\"", &format!("version  = \"{version}\""), 1)
}

pub fn questionnaire(name: &str, text: &str) -> Questionnaire {
    let source = Source::new(name, text);
    let reading = read(&source);
    let drawn: Vec<String> = reading.findings.iter().map(|finding| finding.draw(&source)).collect();
    reading.questionnaire.unwrap_or_else(|| panic!("{name}\n{}", drawn.join("\n")))
}

fn new_text(case: &CaseOf) -> String {
    with_version(&edited(&base(), &case.edit, &case.name), "9.0.0")
}

fn shown(diff: &Diff) -> Vec<String> {
    let line = |change: &safelight::diff::Change| {
        format!("{} {} {}", change.kind.id(), change.about.kind.id(), change.about.id).trim().to_owned()
    };
    diff.changes.iter().map(line).collect()
}

/// What every comparison has to hold, whatever the editions are.
fn sound(old: &Questionnaire, new: &Questionnaire, diff: &Diff) -> Result<(), String> {
    let differ = Fingerprint::of(old).differing(&Fingerprint::of(new));
    let touched = diff.changes.iter().fold(Touched::NONE, |all, change| all.with(change.touched));
    if touched != differ {
        return Err(format!(
            "{:?} differ and {:?} are touched: {:?}",
            differ.ids(),
            touched.ids(),
            shown(diff)
        ));
    }
    if diff.changes.iter().any(|change| change.kind == ChangeKind::Unaccounted) {
        return Err(format!("unaccounted: {:?}", shown(diff)));
    }
    for change in &diff.changes {
        if change.old == change.new {
            return Err(format!("nothing changed in {change:?}"));
        }
    }
    Ok(())
}

#[test]
fn every_case_gives_its_changes_and_no_others() {
    let old = questionnaire("base", &base());
    let mut wrong = Vec::new();
    for case in cases() {
        let new = questionnaire(&case.name, &new_text(&case));
        let diff = diff(&old, &new);
        let (mut expected, mut found) = (case.changes.clone(), shown(&diff));
        if case.unordered {
            expected.sort();
            found.sort();
        }
        let problems: Vec<&str> = diff.problems.iter().map(|problem| problem.id.as_str()).collect();
        let answers = diff.hindrances().count() == 0;
        let results = diff.incomparable().count() == 0;
        if let Err(why) = sound(&old, &new, &diff) {
            wrong.push(format!("{}: {why}", case.name));
        }
        let (is, should) = (
            (found, diff.needed.id().to_owned(), problems, answers, results),
            (
                expected,
                case.step,
                case.problems.iter().map(String::as_str).collect(),
                case.answers,
                case.results,
            ),
        );
        if is != should {
            wrong.push(format!("{}:\n  is     {is:?}\n  should {should:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_row_has_a_case() {
    let named: BTreeSet<String> = cases()
        .iter()
        .flat_map(|case| &case.changes)
        .filter_map(|change| change.split(' ').next().map(str::to_owned))
        .collect();
    let rows =
        ChangeKind::ALL.iter().filter(|row| **row != ChangeKind::Unaccounted).map(|row| row.id().to_owned());
    assert_eq!(named, rows.collect());
}

#[test]
fn nothing_differs_from_itself() {
    let base = questionnaire("base", &base());
    let diff = diff(&base, &base);
    assert_eq!((diff.changes.len(), diff.needed, diff.is_enough()), (0, VersionStep::None, true));
}

/// Space that nobody sees or means is no change, in whatever text it stands.
#[test]
fn space_at_the_end_of_any_line_is_no_change() {
    let old = questionnaire("base", &base());
    let mut tried = 0;
    for (at, line) in base().lines().enumerate() {
        let Some((before, _)) = line.rsplit_once('"').filter(|(before, _)| before.contains(" = \"")) else {
            continue;
        };
        let spaced = format!("{before}  {}", &line[before.len()..]);
        let lines: Vec<String> = base()
            .lines()
            .enumerate()
            .map(|(nth, line)| if nth == at { &spaced } else { line }.to_owned())
            .collect();
        let new = questionnaire("spaced", &lines.join("\n"));
        assert_eq!(shown(&diff(&old, &new)), [""; 0], "{spaced}");
        assert_eq!(Fingerprint::of(&old), Fingerprint::of(&new), "{spaced}");
        tried += 1;
    }
    assert!(tried > 80, "{tried}");
}

/// What only one kind of question has is told with the kind, and not a second time.
#[test]
fn what_belongs_to_another_form_is_told_with_it() {
    let old = questionnaire("base", &base());
    let recoded = |from: &str, to: &str| {
        let new = questionnaire("new", &base().replacen(from, to, 1));
        diff(&old, &new).changes
    };
    let number = "kind        = \"number\"\nmin         = 0\nmax         = 24\nunit        = \"hours\"";
    let changes = recoded(
        number,
        "kind = \"choice\"\noptions = [{id = \"few\", label = \"Few\"}, {id = \"many\", label = \"Many\"}]",
    );
    let shown: Vec<String> = changes.iter().map(|change| change.in_full()).collect();
    assert_eq!(shown, ["question `hours_slept`: kind was number, is choice"]);
    assert_eq!(changes[0].touched.ids(), ["structure", "wording"]);
    let bands =
        "bands = {score = \"total\", from = [ {level = \"later\", at = 0}, {level = \"soon\", at = 4} ]}";
    let table = "decide = [ {level = \"soon\", when = \"total >= 4\", because = \"Four.\"}, {level = \"later\", otherwise = true} ]";
    let shown: Vec<String> = recoded(bands, table).iter().map(|change| change.in_full()).collect();
    assert_eq!(shown, ["outcome `follow_up`: way in which it is decided was bands of a score, is a table"]);
    let same = recoded(
        "kind        = \"choice\"\nsensitivity = 0\noptions     = [\n  {id = \"phone\", label = \"By phone\"}",
        "kind = \"scale\"\nsensitivity = 0\noptions = [\n  {id = \"phone\", label = \"By telephone\"}",
    );
    let shown: Vec<String> = same.iter().map(|change| change.in_full()).collect();
    assert_eq!(
        shown,
        [
            "question `contact`: kind was choice, is scale",
            "option `contact.phone`: label was By phone, is By telephone",
        ]
    );
}

// ---- generated changes ----

/// One change of one line of a generated file, or nothing if it has no such line.
type Mutation = fn(&mut Draw, &str) -> Option<String>;

/// Replaces one of the lines that hold a text; the second sees the line.
fn one_line(
    draw: &mut Draw,
    text: &str,
    holds: &str,
    change: impl Fn(&str) -> Option<String>,
) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let fit: Vec<(usize, String)> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.contains(holds))
        .filter_map(|(at, line)| Some((at, change(line)?)))
        .collect();
    if fit.is_empty() {
        return None;
    }
    let (at, line) = draw.pick(&fit);
    let mut changed: Vec<&str> = lines.clone();
    changed[*at] = line;
    Some(changed.join("\n"))
}

fn swap_lines(draw: &mut Draw, text: &str, holds: &str) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let pairs: Vec<usize> = (0..lines.len().saturating_sub(1))
        .filter(|at| lines[*at].contains(holds) && lines[at + 1].contains(holds))
        .filter(|at| lines[*at].trim_end_matches(',') != lines[at + 1].trim_end_matches(','))
        .collect();
    if pairs.is_empty() {
        return None;
    }
    let at = *draw.pick(&pairs);
    let mut changed = lines.clone();
    changed.swap(at, at + 1);
    Some(changed.join("\n"))
}

/// The line with the first two entries of its list in the other order.
fn swapped(line: &str, start: &str) -> Option<String> {
    let (before, rest) = line.split_once(start)?;
    let (list, after) = rest.rsplit_once("}]")?;
    let mut entries: Vec<&str> = list.split("}, {").collect();
    (entries.len() > 1).then(|| entries.swap(0, 1))?;
    Some(format!("{before}{start}{}}}]{after}", entries.join("}, {")))
}

/// The mutations with the fingerprint that each is meant to touch, if it is one.
const MUTATIONS: [(&str, Mutation); 15] = [
    ("points", |draw, text| {
        one_line(draw, text, "points = ", |line| Some(line.replacen("points = ", "points = 1", 1)))
    }),
    ("threshold", |draw, text| {
        one_line(draw, text, "when", |line| {
            let at = line.find(">= ").or_else(|| line.find("<= "))?;
            Some(format!("{}1{}", &line[..at + 3], &line[at + 3..]))
        })
    }),
    ("not", |draw, text| {
        one_line(draw, text, "when = \"", |line| {
            let (before, rest) = line.split_once("when = \"")?;
            let (rule, after) = rest.split_once('"')?;
            Some(format!("{before}when = \"not ({rule})\"{after}"))
        })
    }),
    ("words", |draw, text| {
        one_line(draw, text, "ask = \"", |line| Some(line.replacen("ask = \"", "ask = \"Again: ", 1)))
    }),
    ("label", |draw, text| {
        one_line(draw, text, "label = \"", |line| Some(line.replacen("label = \"", "label = \"Other ", 1)))
    }),
    ("next", |draw, text| {
        one_line(draw, text, "next = \"", |line| Some(line.replacen("next = \"", "next = \"Then ", 1)))
    }),
    ("rows", |draw, text| swap_lines(draw, text, "points = ")),
    ("options", |draw, text| one_line(draw, text, "options = [{id = ", |line| swapped(line, "options = [{"))),
    ("levels", |draw, text| one_line(draw, text, "levels = [{id = ", |line| swapped(line, "levels = [{"))),
    ("unless_false", |draw, text| {
        one_line(draw, text, "unless_false", |line| {
            Some(if line.contains("true") {
                line.replace("true", "false")
            } else {
                line.replace("false", "true")
            })
        })
    }),
    ("sensitivity", |draw, text| {
        one_line(draw, text, "sensitivity = 0", |line| Some(line.replace('0', "1")))
    }),
    ("minutes", |draw, text| one_line(draw, text, "minutes = 1", |line| Some(line.replace('1', "7")))),
    ("ages", |draw, text| one_line(draw, text, "ages = \"18+\"", |line| Some(line.replace("18+", "21+")))),
    ("at", |draw, text| {
        one_line(draw, text, "bands = ", |line| {
            let (before, last) = line.rsplit_once("at = ")?;
            Some(format!("{before}at = 1{last}"))
        })
    }),
    ("incomplete", |draw, text| {
        one_line(draw, text, "incomplete = \"range\"", |line| Some(line.replace("range", "block")))
    }),
];

fn unchanged_besides_text(old: &Questionnaire, new: &Questionnaire) -> bool {
    // The texts of rules may be written in two ways; the rules themselves are what counts.
    let (mut old, mut new) = (old.clone(), new.clone());
    for each in [&mut old, &mut new] {
        each.plan.clear();
    }
    format!("{old:?}") == format!("{new:?}")
}

/// The ids of the questions that a result depends on, found by the second scorer.
fn scored(form: &Form) -> BTreeSet<String> {
    let paper = &form.paper;
    let outcomes = (0..paper.outcomes.len()).map(|at| questions_behind_outcome(paper, at));
    let scores = (0..paper.scores.len()).map(|at| questions_behind_score(paper, at));
    let rules = paper.actions.iter().chain(&paper.next).chain(paper.stops.iter().map(|stop| &stop.when));
    let rules = rules.map(|rule| questions_behind(paper, rule));
    let places = outcomes.chain(scores).chain(rules).flatten();
    places.map(|place| form.questions[place].id.clone()).collect()
}

/// Whatever differs in a fingerprint is found, with at least the step that the fingerprint needs.
#[test]
fn no_generated_change_goes_unseen() {
    let mut tried: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..150 {
        let mut draw = Draw::seeded(seed);
        let old = sheet(&mut draw, Style::Free);
        for (name, mutate) in MUTATIONS {
            let Some(text) = mutate(&mut draw, &old.text) else { continue };
            let Some(new) = read(&Source::new("changed.toml", &text)).questionnaire else { continue };
            let new = Form::new(new, &text);
            let found = diff(&old.questionnaire, &new);
            let about = || format!("seed {seed}, {name}\n{}\n--- to ---\n{text}", old.text);
            if let Err(why) = sound(&old.questionnaire, &new, &found) {
                panic!("{why}\n{}", about());
            }
            let same = unchanged_besides_text(&old.questionnaire, &new);
            assert!(!same || found.changes.is_empty(), "{:?}\n{}", shown(&found), about());
            let fingerprints = found.old_fingerprint.differing(&found.new_fingerprint);
            let only_unused = found.changes.iter().all(|change| {
                !change.touched.has(Touched::SCORING)
                    || change.kind == ChangeKind::UnusedPoints
                    || change.kind == ChangeKind::Shape
            });
            if fingerprints.has(Touched::SCORING) && !only_unused {
                assert_eq!(found.needed, VersionStep::Major, "{:?}\n{}", shown(&found), about());
            }
            if fingerprints != Touched::NONE {
                assert!(found.needed >= VersionStep::Patch && !found.changes.is_empty(), "{}", about());
            }
            for change in found.changes.iter().filter(|change| change.touched.has(Touched::STRUCTURE)) {
                let may_be_less = matches!(change.kind, ChangeKind::Placement | ChangeKind::Reordered);
                let is_scored = [&old.questionnaire, &new]
                    .iter()
                    .any(|edition| scored(edition).contains(change.about.holder()));
                assert!(
                    !is_scored || may_be_less || change.kind.step() == VersionStep::Major,
                    "{change:?}\n{}",
                    about()
                );
            }
            *tried.entry(name).or_default() += 1;
        }
    }
    println!("{tried:?}");
    for (name, _) in MUTATIONS {
        assert!(tried.contains_key(name), "{name} never changed anything that can be read");
    }
}

/// Two questionnaires that have nothing to do with each other differ in everything that they differ in.
#[test]
fn whatever_differs_between_strangers_is_accounted_for() {
    for seed in 0..150 {
        let mut draw = Draw::seeded(1_000 + seed);
        let (old, new) = (sheet(&mut draw, Style::Free), sheet(&mut draw, Style::ReadOnce));
        for (old, new) in [(&old, &new), (&new, &old)] {
            let found = diff(&old.questionnaire, &new.questionnaire);
            if let Err(why) = sound(&old.questionnaire, &new.questionnaire, &found) {
                panic!("seed {seed}: {why}\n{}\n--- to ---\n{}", old.text, new.text);
            }
        }
    }
}

// ---- what the authors say of changes ----

/// What a file may say of its changes, and what it may not.
#[test]
fn what_is_said_of_changes_is_read_and_checked() {
    let said = |keys: &str| {
        let text =
            base().replacen("[[context]]", &format!("[[questionnaire.change]]\n{keys}\n\n[[context]]"), 1);
        let source = Source::new("said.toml", with_version(&text, "2.0.0"));
        let reading = read(&source);
        let found: Vec<(&str, &str)> = reading
            .findings
            .iter()
            .map(|found| (found.code, source.text()[source.clamp(&found.span)].split('\n').next().unwrap()))
            .collect();
        format!("{found:?}")
    };
    let reason = "reason = \"Tried out.\"";
    for (keys, expected) in [
        (format!("since = \"1.0.0\"\nof = \"papers\"\nmeaning = \"same\"\n{reason}"), "[]"),
        (format!("since = \"1.0.0\"\nof = \"threats.you\"\nwas = \"me\"\n{reason}"), "[]"),
        (
            format!("since = \"1.0.0\"\nof = \"paper\"\nmeaning = \"same\"\n{reason}"),
            "[(\"unknown-name\", \"\\\"paper\\\"\")]",
        ),
        (
            format!("since = \"2.0.0\"\nof = \"papers\"\nmeaning = \"same\"\n{reason}"),
            "[(\"bad-version\", \"\\\"2.0.0\\\"\")]",
        ),
        (
            format!("since = \"first\"\nof = \"papers\"\nmeaning = \"same\"\n{reason}"),
            "[(\"bad-version\", \"\\\"first\\\"\")]",
        ),
        (
            format!("since = \"1.0.0\"\nof = \"papers\"\nwas = \"works\"\n{reason}"),
            "[(\"duplicate-id\", \"\\\"works\\\"\")]",
        ),
        (
            format!("since = \"1.0.0\"\nof = \"papers\"\nmeaning = \"other\"\n{reason}"),
            "[(\"unknown-word\", \"\\\"other\\\"\")]",
        ),
        (
            format!("since = \"1.0.0\"\nof = \"papers\"\n{reason}"),
            "[(\"missing-key\", \"[[questionnaire.change]]\")]",
        ),
        (
            "since = \"1.0.0\"\nof = \"papers\"\nmeaning = \"same\"".to_owned(),
            "[(\"missing-key\", \"[[questionnaire.change]]\")]",
        ),
        (
            format!(
                "since = \"1.0.0\"\nof = \"papers\"\nmeaning = \"same\"\n{reason}\n\n[[questionnaire.change]]\n\
                 since = \"1.0.0\"\nof = \"papers\"\nwas = \"documents\"\n{reason}"
            ),
            "[(\"duplicate-id\", \"\\\"papers\\\"\")]",
        ),
    ] {
        assert_eq!(said(&keys), expected, "{keys}");
    }
}

// ---- old answers ----

/// No answer is dropped without a word, and what is carried over is what was said.
#[test]
fn every_answer_is_carried_over_or_named() {
    let (mut carried_over, mut left) = (0, 0);
    for seed in 0..60 {
        let mut draw = Draw::seeded(2_000 + seed);
        let old = sheet(&mut draw, Style::Free);
        let changed = MUTATIONS.iter().filter_map(|(_, mutate)| mutate(&mut draw, &old.text));
        let new: Vec<Questionnaire> =
            changed.filter_map(|text| read(&Source::new("changed.toml", text)).questionnaire).collect();
        let mut input = generate::answers(&mut draw, &old.questionnaire, 70);
        generate::admissible(&mut input);
        let mut answers = safelight::answers::Answers::none(old.questionnaire.edition());
        for (question, answer) in old.questionnaire.questions.iter().zip(&input.answers) {
            answer.iter().for_each(|answer| answers.give(question.id.clone(), answer.clone()));
        }
        // The defaults of contexts may let fewer questions apply than the generator thought.
        let case = Case::new(&old.questionnaire, answers, &BTreeMap::new(), &BTreeMap::new());
        let Ok(case) = case else { continue };
        for new in new.iter().chain([&old.questionnaire.model]) {
            let changes = diff(&old.questionnaire, new);
            let other = carry(&case, &changes, new);
            for (question, answer) in case.answers.iter() {
                let named = other.left.iter().any(|left| left.id == question);
                let there = other.case.answers.get(question);
                assert!(there.is_none_or(|there| there == answer), "{question} became another answer");
                assert!(there.is_some() != named, "{question} is neither carried over nor named, or both");
                carried_over += usize::from(there.is_some());
                left += usize::from(named);
            }
            if changes.changes.is_empty() {
                let result = |case: &Case<'_>| written(&ResultDocument::of(case, &assess(case)));
                assert_eq!(result(&other.case), result(&case));
            }
        }
    }
    println!("{carried_over} carried over, {left} left open and named");
    assert!(carried_over > 1_000 && left > 20);
}

// ---- random answers ----

/// The answers of an example as an answers document.
fn document(edition: &Questionnaire, answers: &[(String, String)], context: &[(String, String)]) -> String {
    let value = |id: &str, written: &str| {
        let kind = &edition.question(edition.find(id).unwrap()).kind;
        if let Some(state) = written.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return format!("{{\"state\": \"{state}\"}}");
        }
        match kind {
            Kind::Number(_) => written.to_owned(),
            Kind::Choices(_) => {
                let list = written.trim_matches(['[', ']']).split(", ").collect::<Vec<_>>();
                serde_json::to_string(&list).unwrap()
            }
            _ => format!("\"{written}\""),
        }
    };
    let answers: Vec<String> =
        answers.iter().map(|(id, written)| format!("\"{id}\": {}", value(id, written))).collect();
    let context: Vec<String> = context.iter().map(|(id, value)| format!("\"{id}\": \"{value}\"")).collect();
    format!(
        "{{\"format\": 1, \"answers\": {{{}}}, \"context\": {{{}}}}}",
        answers.join(", "),
        context.join(", ")
    )
}

/// The levels of an outcome, as an example writes them.
fn levels(edition: &Questionnaire, document: &str, outcome: &str) -> String {
    let case = read_answers(document).unwrap().case(edition).unwrap();
    let place = edition.outcomes.iter().position(|each| each.id == outcome).unwrap();
    let possible = assess(&case).outcomes[place].possible;
    let ids: Vec<&str> =
        possible.iter().map(|level| edition.outcomes[place].levels[level].id.as_str()).collect();
    ids.join(" or ")
}

#[test]
fn an_example_of_random_answers_gives_what_it_says_and_is_small() {
    let old = questionnaire("base", &base());
    let text =
        base().replace("total >= 3", "total >= 4").replace("minor = yes", "minor = yes and works = yes");
    let new = questionnaire("new", &with_version(&text, "2.0.0"));
    let tried = sample(&old, &new, 600, 1);
    assert_eq!(tried.patterns, 600);
    let kinds: BTreeSet<ElementKind> = tried.examples.iter().map(|example| example.about.kind).collect();
    let all = [ElementKind::Outcome, ElementKind::Action, ElementKind::Next, ElementKind::Stop];
    assert_eq!(kinds, all.into_iter().collect());
    for example in &tried.examples {
        assert!(example.answers.len() <= 4, "{example:?}");
        assert!(example.count <= tried.changed && tried.changed < 600, "{example:?}");
        if example.about.kind == ElementKind::Outcome {
            let document = document(&old, &example.answers, &example.context);
            assert_eq!(levels(&old, &document, &example.about.id), example.old);
            assert_eq!(levels(&new, &document, &example.about.id), example.new);
        }
    }
    let again = sample(&old, &new, 600, 1);
    assert_eq!(format!("{tried:?}"), format!("{again:?}"), "the same seed gives the same patterns");
    assert_eq!(sample(&old, &old, 100, 1).changed, 0);
}

// ---- the program ----

fn lines_of(text: &str) -> Vec<&str> {
    text.lines().collect()
}

#[test]
fn diff_says_the_step_and_the_version_in_its_last_line() {
    let home = Home::new();
    home.file("old.toml", base());
    let threshold = base().replace("total >= 3", "total >= 4");
    for (version, text, code, last) in [
        ("1.0.1", &threshold, 1, "Step needed: major. Write version 2.0.0; 1.0.1 is too small."),
        ("2.0.0-draft.1", &threshold, 0, "Step needed: major. The version 2.0.0-draft.1 is enough."),
        ("1.0.0", &threshold, 1, "Step needed: major. Write version 2.0.0; 1.0.0 is too small."),
        ("1.0.0", &base(), 0, "Nothing changed: no new version is needed."),
        ("0.9.0", &base(), 1, "Nothing changed, and 0.9.0 is not later than 1.0.0."),
    ] {
        home.file("new.toml", with_version(text, version));
        let ran = home.run(&["diff", "old.toml", "new.toml"]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(code), ""), "{version}: {}", ran.out);
        assert_eq!(lines_of(&ran.out).last(), Some(&last), "{}", ran.out);
    }
    home.file("new.toml", base().replace("id       = \"base\"", "id = \"other\""));
    let ran = home.run(&["diff", "old.toml", "new.toml"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        ran.out
            .ends_with("new questionnaire, not a new version of base: it has version numbers of its own.\n")
    );
}

#[test]
fn diff_in_json_says_the_same() {
    let home = Home::new();
    home.file("old.toml", base());
    home.file("new.toml", with_version(&base().replace("total >= 3", "total >= 4"), "1.1.0"));
    let ran = home.run(&["diff", "old.toml", "new.toml", "--format", "json", "--sample", "200"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(1), ""));
    let said = Schema::of(include_str!("../schema/diff.schema.json")).check(&ran.out);
    assert_eq!((&said["needed"], &said["declared"]), (&"major".into(), &"minor".into()));
    assert_eq!((&said["enough"], &said["least_version"]), (&false.into(), &"2.0.0".into()));
    let change = &said["changes"][0];
    assert_eq!(
        (&change["kind"], &change["id"], &change["row"]),
        (&"outcome".into(), &"concern".into(), &"rule".into())
    );
    assert_eq!(change["old"], "consult when total >= 3");
    assert_eq!(change["touches"], serde_json::json!(["scoring"]));
    assert_eq!(
        (&said["old_answers_can_be_scored"], &said["results_comparable"]),
        (&true.into(), &false.into())
    );
    assert_eq!(said["sample"]["patterns"], 200);
    assert!(said["sample"]["changed"].as_u64().unwrap() > 0);
}

#[test]
fn check_against_points_at_the_version() {
    let home = Home::new();
    // Without this gate `check` would have a mistake to tell of its own.
    let language = "[[gate]]\nid = \"interpreter\"\nask = \"Do you share a language?\"\nproceed_on = \"yes\"\n\
                    otherwise = \"Wait.\"\n\n[[opening]]\nid  = \"welcome\"";
    let base = base().replace("[[opening]]\nid  = \"welcome\"", language);
    home.file("old.toml", &base);
    let new = |text: &str, version: &str| home.file("new.toml", with_version(text, version));
    let threshold = base.replace("total >= 3", "total >= 4");
    let against =
        |allowed: &str| home.run(&["check", "--allow", allowed, "--against", "old.toml", "new.toml"]);
    let groups = "words,scoring,order,paperwork";
    new(&threshold, "1.1.0");
    let ran = against(groups);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    for part in
        ["error[version-too-small]", "new.toml:6:12", "write 2.0.0 or later", "outcome `concern`: row 1"]
    {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    new(&threshold, "2.0.0");
    assert_eq!(against(groups).done(), "1 file checked, 0 mistakes\n");
    let renamed = base.replace("id          = \"papers\"", "id = \"documents\"");
    new(&renamed.replace("papers = yes", "documents = yes"), "2.0.0");
    let ran = against(groups);
    assert!(ran.code == Some(1) && ran.out.contains("error[change-not-told]"), "{}", ran.out);
    home.file("new.toml", base.replace("id       = \"base\"", "id = \"other\""));
    let ran = against(groups);
    assert!(ran.code == Some(1) && ran.out.contains("error[other-questionnaire]"), "{}", ran.out);
    home.file("new.toml", base.replace("kind        = \"yes_no\"", "kind = \"yes_maybe\""));
    let ran = against(groups);
    assert!(ran.code == Some(1) && !ran.out.contains("version-too-small"), "{}", ran.out);
}

#[test]
fn every_finding_of_a_comparison_is_explained() {
    let mut found = BTreeSet::new();
    let old = questionnaire("base", &base());
    let edits = [
        ("total >= 3", "total >= 4"),
        ("id          = \"tired\"", "id = \"weary\""),
        ("id       = \"base\"", "id = \"other\""),
    ];
    for (from, to) in edits {
        let source = Source::new("new.toml", base().replace(from, to));
        let new = read(&source).questionnaire.unwrap();
        found.extend(findings(&diff(&old, &new), &new, &source).into_iter().map(|finding| finding.code));
    }
    assert_eq!(found, PAGES.iter().map(|page| page.code).collect());
    for code in found {
        assert!(safelight(&["explain", code]).done().starts_with(&format!("{code} (a mistake)")));
    }
}

#[test]
fn what_is_no_questionnaire_is_named() {
    let home = Home::new();
    home.file("old.toml", base());
    home.file("record.toml", "{\"format\": 1}");
    home.file("us.toml", safelight::library::DIRECTORIES[0].source().text());
    home.file("pack.toml", safelight::library::JURISDICTIONS[0].source().text());
    home.file("practice.toml", "format = 1\n[scenario]\nid = \"x\"\n");
    home.file("below/x.toml", "");
    for (named, said) in [
        ("./below", "is a folder"),
        ("missing.toml", "cannot open"),
        ("us.toml", "is a referral directory"),
        ("pack.toml", "is a jurisdiction pack"),
        ("practice.toml", "is a practice scenario"),
        ("record.toml", "is a JSON document"),
        ("adult-breif", "did you mean adult-brief?"),
        ("adult-brief@9.9.9", "there is no version 9.9.9"),
        ("below/x.toml", "the file is empty"),
    ] {
        home.run(&["diff", "old.toml", named]).refused(&[said]);
        home.run(&["diff", named, "old.toml"]).refused(&[said]);
        home.run(&["check", "--against", named, "old.toml"]).refused(&[said]);
    }
    safelight(&["diff", "adult-brief", "adult-brief", "--seed", "2"]).code.filter(|code| *code == 2).unwrap();
}

// ---- version numbers ----

fn version(text: &str) -> Version {
    Version::parse(text).expect("a version")
}

#[test]
fn a_version_declares_a_step() {
    for (old, new, step) in [
        ("1.0.0", "1.0.1", Some(VersionStep::Patch)),
        ("1.9.9", "1.10.0", Some(VersionStep::Minor)),
        ("1.2.3", "2.0.0-draft.1", Some(VersionStep::Major)),
        ("1.0.0", "1.0.1-draft.1", Some(VersionStep::Patch)),
        ("2.0.0-draft.1", "2.0.0-draft.2", Some(VersionStep::Major)),
        ("2.0.0-draft.2", "2.0.0", Some(VersionStep::Major)),
        ("2.0.0", "2.0.0-draft.1", None),
        ("2.0.0-draft.10", "2.0.0-draft.9", None),
        ("1.0.0", "1.0.0", None),
        ("1.0.0", "1.0.0+print.2", None),
        ("1.2.0", "1.1.9", None),
        ("0.1.0", "0.1.1", Some(VersionStep::Minor)),
        ("0.1.0", "0.2.0", Some(VersionStep::Major)),
    ] {
        assert_eq!(declared(&version(old), &version(new)), step, "{old} to {new}");
    }
}

#[test]
fn the_least_version_declares_its_step_and_the_one_below_does_not() {
    for old in ["1.2.3", "0.3.1", "2.0.0-draft.1", "1.0.0+print"] {
        let old = version(old);
        for step in [VersionStep::Patch, VersionStep::Minor, VersionStep::Major] {
            let least = least(&old, step);
            assert!(declared(&old, &least).is_some_and(|declared| declared >= step), "{old} {step:?}");
        }
        assert_eq!(least(&old, VersionStep::None).cmp_precedence(&old), Ordering::Equal);
    }
    assert_eq!(least(&version("1.2.3"), VersionStep::Major), version("2.0.0"));
    assert_eq!(least(&version("1.2.3"), VersionStep::Minor), version("1.3.0"));
    assert_eq!(least(&version("1.2.3"), VersionStep::Patch), version("1.2.4"));
    assert_eq!(least(&version("2.0.0-draft.1"), VersionStep::Minor), version("2.0.0"));
}
