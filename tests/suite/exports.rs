//! What a summary says, in every format: golden files, an independent strict reader of each format,
//! and texts that try to be more than text. To write the golden files anew: `SAFELIGHT_BLESS=1 cargo
//! test --test suite exports`, and read the difference before you commit it.
#![expect(clippy::disallowed_methods, reason = "golden files are read and written here")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use safelight::answers::{Note, Speaker};
use safelight::export::csv::{self, COLUMNS};
use safelight::export::{FORMATS, Format, NotWritten, Options as Place, markdown, text};
use safelight::library;
use safelight::questionnaire::{AnswerSource, FormAbout, Questionnaire};
use safelight::records::{
    ContactTime, ContactWay, Day, GateAnswer, GateRecord, InterpreterKind, InterpreterRecord, InterpreterTie,
    NextContact, OtherLanguages, Record, Release, ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy,
    Response, ResultDocument, TalkWay, read_answers, written,
};
use safelight::referral::{Directory, Jurisdiction, read_directory, read_jurisdiction};
use safelight::report::{
    Block, Detail, Findings, PageReader, Pages, build, document, offers, paper, service_name,
};
use safelight::scoring::{Case, assess};
use safelight::source::Source;
use serde_json::value::RawValue;
use unicode_width::UnicodeWidthStr;

use crate::content::shipped_questionnaire;
use crate::levels::consent;
use crate::records::Schema;
use crate::score::{MINOR, NOTHING_NAMED};

/// One screening to be summed up.
struct Screening {
    /// The folder of its golden files.
    name: &'static str,
    questionnaire: Questionnaire,
    answers: String,
    notes: &'static [(&'static str, &'static str)],
    reworded: &'static [&'static str],
    responses: &'static [(&'static str, Response)],
    consent: Option<bool>,
    stopped_early: bool,
    agency: Option<&'static str>,
    jurisdiction: Option<&'static str>,
    directories: Vec<Directory>,
    police: bool,
}

/// Returns the questionnaire whose texts try to break a summary.
pub fn hostile_questionnaire() -> Questionnaire {
    let reading =
        safelight::questionnaire::read(&Source::new("hostile.toml", include_str!("../reports/hostile.toml")));
    reading.questionnaire.expect("hostile texts are texts")
}

fn shipped_directory() -> Directory {
    read_directory(&library::DIRECTORIES[0].source()).0.unwrap()
}

fn hostile_directory() -> Directory {
    let text = include_str!("../reports/hostile-directory.toml");
    read_directory(&Source::new("hostile-directory.toml", text)).0.unwrap()
}

const HOSTILE_ANSWERS: &str = r##"{
  "format": 1, "questionnaire": "hostile@0.1.0",
  "answers": {
    "plain": "yes", "nights": 2.675, "kinds": ["star", "table", "link"], "arrived": "2024-03",
    "words": "- [x](javascript:y) | <script>alert(\"1\")</script> `code` *a* _b_ \\ ' # \u0634\u0645 \ud83d\ude00"
  },
  "judgements": {"level": {"level": "low", "reason": "=1+1 | <b>\n\n# why\n* [x](y) ![z](https://x.example) &lt;"}}
}"##;

fn screenings() -> Vec<Screening> {
    let adult = |name, answers: &str| Screening {
        name,
        questionnaire: shipped_questionnaire("adult-brief"),
        answers: answers.to_owned(),
        notes: &[],
        reworded: &[],
        responses: &[],
        consent: None,
        stopped_early: false,
        agency: None,
        jurisdiction: None,
        directories: vec![shipped_directory()],
        police: false,
    };
    vec![
        Screening {
            notes: &[
                ("plain", "+1 said: <img src=x onerror=alert(1)> | \"so\" \\ `it`\n# was\n- *like* _that_"),
                ("nights", "@home = [x](y) www.x.example https://x.example a@b.example -- :smile:"),
                (
                    "words",
                    "Pneumonoultramicroscopicsilicovolcanoconiosis_und_漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字",
                ),
            ],
            reworded: &["plain"],
            responses: &[("service", Response::Declined)],
            consent: Some(true),
            agency: Some("| The <b>Agency</b> | [x](y)"),
            questionnaire: hostile_questionnaire(),
            directories: vec![hostile_directory(), shipped_directory()],
            police: true,
            ..adult("hostile", HOSTILE_ANSWERS)
        },
        Screening { agency: Some("County services"), ..adult("nothing-named", NOTHING_NAMED) },
        Screening { jurisdiction: Some("us-federal"), consent: Some(true), ..adult("minor", MINOR) },
        Screening {
            notes: &[("documents_held", "She keeps it in her drawer.")],
            reworded: &["debt"],
            responses: &[("national-hotline", Response::Accepted), ("ncmec", Response::Later)],
            consent: Some(true),
            stopped_early: true,
            jurisdiction: Some("international"),
            police: true,
            ..adult(
                "stopped-early",
                r#"{"format": 1, "questionnaire": "adult-brief@1.0.0",
                    "answers": {
                      "age_band": "age_18_24", "home_language": "spanish", "works": "yes",
                      "contact_methods": ["online", "phone"], "hours_per_week": 70, "pay_grade": "clear",
                      "job_differs": {"state": "dont_know"}, "can_stop_work": {"state": "declined"},
                      "living_place": "work_home", "free_to_leave": {"state": "later"},
                      "documents_held": "yes", "debt": {"state": "declined"}},
                    "context": {"frame": "palermo"},
                    "judgements": {"concern": {"level": "urgent", "reason": "The door was locked."}}}"#,
            )
        },
    ]
}

impl Screening {
    fn case(&self) -> Case<'_> {
        read_answers(&self.answers).unwrap().case(&self.questionnaire).unwrap()
    }

    fn jurisdiction(&self) -> Option<Jurisdiction> {
        let pack = library::find(library::JURISDICTIONS, self.jurisdiction?).unwrap();
        read_jurisdiction(&pack.source()).0
    }

    fn record(&self) -> Record {
        let case = self.case();
        let assessment = assess(&case);
        let pack = self.jurisdiction();
        let today = date(2026, 11, 22);
        let offers = offers(&case, &assessment, &self.directories, None, None, self.police, today);
        let note = |(question, words): &(&str, &str)| {
            let place = self.questionnaire.find(question).expect("there is such a question");
            let asked = self.questionnaire.question(place).from == AnswerSource::Asked;
            let speaker = if asked { Speaker::Person } else { Speaker::Worker };
            ((*question).to_owned(), Note { speaker, words: (*words).to_owned() })
        };
        let responses = self.responses.iter().map(|(id, response)| (service_name(id), *response));
        let (begun, interpreters, releases) = (self.name == "hostile", [interpreter()], [release(today)]);
        build(&Findings {
            case: &case,
            assessment: &assessment,
            notes: &self.notes.iter().map(note).collect(),
            reworded: &self.reworded.iter().map(|id| (*id).to_owned()).collect::<BTreeSet<_>>(),
            answered_alone: &BTreeSet::new(),
            alone: None,
            seen: &BTreeMap::new(),
            languages: &OtherLanguages::default(),
            held: begun.then_some(TalkWay::Telephone),
            gates: if begun { gates() } else { Vec::new() },
            interpreters: if begun { &interpreters } else { &[] },
            spoken: None,
            services_looked_at: false,
            consent: self.consent.map(|agreed| consent(agreed, true, None)),
            stopped_early: self.stopped_early,
            date: today,
            tool_version: "0.0.0",
            agency: self.agency,
            worker: self.agency.map(|_| "advocate, <A>. B."),
            case_reference: None,
            again: None,
            jurisdiction: pack.as_ref(),
            offers: &offers,
            responses: &responses.collect::<BTreeMap<_, _>>(),
            releases: if begun { &releases } else { &[] },
            next_contact: begun.then_some(NextContact::agreed(
                ContactWay::Message,
                Some(ContactTime::Week),
                date(2026, 11, 22),
            )),
        })
    }
}

/// Gates as they were answered, with signs that every format must draw as they are.
fn gates() -> Vec<GateRecord> {
    [("private", "Is the *person* alone | really?"), ("safe_to_talk", "Is it <b>safe</b>?")]
        .map(|(id, asked)| GateRecord { id: id.to_owned(), asked: asked.to_owned(), answer: GateAnswer::Yes })
        .to_vec()
}

fn release(today: Date) -> Release {
    Release {
        to: "Legal *aid* | <b>office</b>".to_owned(),
        service: None,
        purpose: ReleasePurpose::Advice,
        items: ReleaseItem::WORDS.iter().map(|(_, item)| *item).collect(),
        needs: Vec::new(),
        from: Day(today),
        until: Day(ReleaseTerm::Month.until(today)),
        signed: true,
        by: ReleasedBy::Person,
        ended: None,
        slip: Some("KM7T-3QXC".to_owned()),
    }
}

fn interpreter() -> InterpreterRecord {
    InterpreterRecord {
        kind: InterpreterKind::Telephone,
        language: Some("K'iche' | <i>".to_owned()),
        tie: Some(InterpreterTie::Companion),
        went_on_because: Some("*Nobody* else | spoke it [tonight](x).".to_owned()),
        from_question: Some("plain".to_owned()),
    }
}

// ---- golden files ----

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reports")
}

/// The formats that are text; the bytes of a PDF are those of the crates which write it, see `pdf`.
fn as_texts() -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(|format| format.name != "pdf")
}

#[test]
fn summaries_are_as_they_were() {
    let bless = std::env::var("SAFELIGHT_BLESS").is_ok_and(|value| value == "1");
    let mut wrong = Vec::new();
    let mut known = BTreeSet::from(["hostile.toml".to_owned(), "hostile-directory.toml".to_owned()]);
    for screening in screenings() {
        let record = screening.record();
        known.insert(screening.name.to_owned());
        for (file, format, detail) in pages_of_a_record() {
            let path = folder().join(screening.name).join(file);
            let written = (format.write)(&Pages::of(&record, detail), &Place::PAPER).unwrap();
            let written = String::from_utf8(written).unwrap();
            if bless {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, &written).unwrap();
            }
            if fs::read_to_string(&path).ok().as_deref() != Some(&written) {
                wrong.push(path.display().to_string());
            }
        }
        let files = names(&folder().join(screening.name));
        let expected: BTreeSet<String> = pages_of_a_record().into_iter().map(|(file, ..)| file).collect();
        assert_eq!(files, expected, "files left over in {}", screening.name);
    }
    assert_eq!(names(&folder()), known, "files left over in tests/reports");
    assert!(wrong.is_empty(), "not as they were; see the head of this file:\n{}", wrong.join("\n"));
}

/// The table in `docs/for-programs.md` is that of the program; it is written anew with the golden files.
#[test]
fn the_page_lists_every_format_with_its_endings() {
    const HEAD: &str = "| format | endings |\n|---|---|\n";
    let row = |format: &Format| {
        let endings: Vec<String> = format.endings.iter().map(|ending| format!("`.{ending}`")).collect();
        format!("| `{}` | {} |\n", format.name, endings.join(", "))
    };
    is_in_the_page(HEAD, &FORMATS.iter().map(row).collect::<String>());
}

/// That `docs/for-programs.md` has a table with that head and those rows; it is written anew where that is
/// wanted.
fn is_in_the_page(head: &str, rows: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/for-programs.md");
    let page = fs::read_to_string(&path).unwrap();
    let (before, after) = page.split_once(head).expect("the head of the table");
    let after: String = after.split_inclusive('\n').skip_while(|line| line.starts_with('|')).collect();
    let written = format!("{before}{head}{rows}{after}");
    if std::env::var("SAFELIGHT_BLESS").is_ok_and(|value| value == "1") {
        fs::write(&path, &written).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        written,
        "to write it anew: SAFELIGHT_BLESS=1 cargo test --test suite exports"
    );
}

/// Everything in every format, and every other level as text.
fn pages_of_a_record() -> Vec<(String, &'static Format, Detail)> {
    let full = as_texts().map(|it| (format!("summary.{}", it.endings[0]), it, Detail::Full));
    let text = FORMATS.iter().find(|format| format.name == "text").unwrap();
    let less = Detail::WORDS.iter().filter(|(_, detail)| *detail != Detail::Full);
    full.chain(less.map(|(word, detail)| (format!("{word}.txt"), text, *detail))).collect()
}

/// The columns of CSV there are those of the program.
#[test]
fn the_page_lists_every_column() {
    const HEAD: &str = "| column | holds |\n|---|---|\n";
    let rows = COLUMNS.iter().map(|column| format!("| `{}` | {} |\n", column.name, column.holds));
    is_in_the_page(HEAD, &rows.collect::<String>());
}

/// The rows of CSV by a reader of RFC 4180 of its own.
fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in csv.strip_prefix('\u{feff}').expect("its mark").split_terminator("\r\n") {
        let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
        let mut signs = line.chars().peekable();
        while let Some(sign) = signs.next() {
            match sign {
                '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
                '"' => {
                    assert!(quoted || cell.is_empty(), "a quote within a cell: {line}");
                    quoted = !quoted;
                }
                ',' if !quoted => cells.push(std::mem::take(&mut cell)),
                _ => cell.push(sign),
            }
        }
        assert!(!quoted, "a cell goes on over the line: {line}");
        cells.push(cell);
        rows.push(cells);
    }
    rows
}

/// A row for counting holds no answer, and no cell of it is a formula.
#[test]
fn csv_is_one_row_of_safe_cells() {
    for screening in screenings() {
        let record = screening.record();
        let written = String::from_utf8(csv::write(&record, Detail::Note)).unwrap();
        let [head, row] = <[Vec<String>; 2]>::try_from(rows(&written)).expect("a head and a row");
        assert_eq!(head, COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>());
        assert_eq!(row.len(), head.len());
        let is_formula = |cell: &String| cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        assert!(!row.iter().any(is_formula), "{row:?}");
        let said = record.answers.iter().flat_map(|answer| [answer.shown.as_str(), &answer.asked]);
        let typed = screening.notes.iter().map(|(_, words)| *words);
        for text in said.chain(typed).filter(|text| text.len() > 12) {
            assert!(!written.contains(text), "{text}");
        }
    }
}

#[test]
fn pages_without_a_record_have_no_row() {
    let pages = Pages::new(PageReader::Author, Vec::new).with_document(String::new);
    let refused = (csv::FORMAT.write)(&pages, &Place::PAPER).unwrap_err();
    assert_eq!(refused, NotWritten::NoRecord);
    assert!(refused.to_string().contains("text, markdown, html, pdf"), "{refused}");
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

// ---- the same in every format ----

/// Every text of a document, a text a line, as people read it.
pub fn texts(blocks: &[Block]) -> Vec<String> {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut texts = Vec::new();
    for block in blocks {
        match block {
            Block::Title(text) | Block::Heading(text) | Block::Subheading(text) => texts.push(one_line(text)),
            Block::Paragraph(text) => texts.extend(text.split("\n\n").map(one_line)),
            Block::Items(items) => {
                for (item, below) in items {
                    texts.push(one_line(item));
                    texts.extend(below.iter().map(|line| one_line(line)));
                }
            }
            Block::Verbatim(text) => texts.push(one_line(text)),
            Block::Picture { words, .. } => texts.push(one_line(words)),
            Block::Table { head, rows } => {
                texts.extend(head.iter().map(|head| one_line(head)));
                texts.extend(rows.iter().flatten().map(|cell| one_line(cell)));
            }
        }
    }
    texts.retain(|text| !text.is_empty());
    texts
}

/// Everything that can be written as blocks: the summaries, and the questionnaires as on paper.
pub fn all_blocks() -> Vec<(String, Vec<Block>)> {
    let mut all: Vec<(String, Vec<Block>)> = Vec::new();
    for screening in screenings() {
        let record = screening.record();
        all.extend(
            Detail::WORDS.iter().map(|(word, detail)| {
                (format!("{} of {}", word, screening.name), document(&record, *detail))
            }),
        );
    }
    all.push(("paper of hostile".to_owned(), paper(&hostile_questionnaire())));
    all.push(("paper of adult-brief".to_owned(), paper(&shipped_questionnaire("adult-brief"))));
    all
}

/// The texts of Markdown as a reader of its own sees them, where nothing may be markup but what we
/// write ourselves: headings, paragraphs, lists and tables.
pub fn markdown_texts(name: &str, markdown: &str, options: Options) -> Vec<String> {
    let mut texts = Vec::new();
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options) {
        let before = text.len();
        match event {
            Event::Text(part) => text.push_str(&part),
            Event::SoftBreak => text.push(' '),
            Event::End(TagEnd::CodeBlock) => {
                let words = std::mem::take(&mut text);
                texts.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            Event::Start(
                Tag::Heading { .. }
                | Tag::Paragraph
                | Tag::List(None)
                | Tag::Item
                | Tag::CodeBlock(_)
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::TableRow
                | Tag::TableCell,
            )
            | Event::End(
                TagEnd::Heading(_)
                | TagEnd::Paragraph
                | TagEnd::List(false)
                | TagEnd::Item
                | TagEnd::Table
                | TagEnd::TableHead
                | TagEnd::TableRow
                | TagEnd::TableCell,
            ) => texts.push(std::mem::take(&mut text)),
            other => panic!("{name}: {other:?} is markup; before it: {}", &text[..before]),
        }
    }
    texts.retain(|text| !text.is_empty());
    texts
}

#[test]
fn markdown_says_every_text_and_nothing_in_it_is_markup() {
    for (name, blocks) in all_blocks() {
        let written = markdown::write(&blocks);
        let plain = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        assert_eq!(markdown_texts(&name, &written, plain), texts(&blocks), "{name}");
        assert_eq!(markdown_texts(&name, &written, Options::ENABLE_TABLES), texts(&blocks), "{name}");
        assert!(!written.contains(|c: char| c.is_control() && c != '\n'), "{name}");
    }
}

/// Tables are looked at where they are so wide that no cell is wrapped.
#[test]
fn text_says_every_text_in_order() {
    for (name, blocks) in all_blocks() {
        for width in [40, 60, 80, 200] {
            let written: String = text::write(&blocks, width).split_whitespace().collect();
            let shown = blocks.iter().filter(|block| width == 200 || !matches!(block, Block::Table { .. }));
            let mut rest = written.as_str();
            for expected in shown.flat_map(|block| texts(std::slice::from_ref(block))) {
                let squeezed: String = expected.split_whitespace().collect();
                let at = rest.find(&squeezed);
                let at = at.unwrap_or_else(|| panic!("{name} at {width} does not say {expected:?}"));
                rest = &rest[at + squeezed.len()..];
            }
        }
    }
}

/// In a table that is wrapped, the words of a cell stand apart: every piece of it is there.
#[test]
fn narrow_tables_lose_nothing() {
    for (name, blocks) in all_blocks() {
        for block in blocks.iter().filter(|block| matches!(block, Block::Table { .. })) {
            let Block::Table { rows, .. } = block else { continue };
            for width in [20, 40, 60, 80] {
                let written = text::write(std::slice::from_ref(block), width);
                assert_eq!(
                    written.starts_with("| "),
                    width >= 60,
                    "below 60 columns it is a list:\n{written}"
                );
                let letters = |text: &str| {
                    let mut counted: BTreeMap<char, usize> = BTreeMap::new();
                    for letter in text.chars().filter(|c| c.is_alphanumeric()) {
                        *counted.entry(letter).or_default() += 1;
                    }
                    counted
                };
                let there = letters(&written);
                for (letter, count) in letters(&rows.concat().concat()) {
                    let found = there.get(&letter).copied().unwrap_or_default();
                    assert!(found >= count, "{name} at {width} lost {letter:?}:\n{written}");
                }
            }
        }
    }
}

#[test]
fn no_line_is_wider_than_the_width() {
    for (name, blocks) in all_blocks() {
        for width in [40, 60, 80, 200] {
            for line in text::write(&blocks, width).lines() {
                assert!(line.width() <= width, "{name}: {} columns of {width}:\n{line}", line.width());
                assert!(!line.contains(char::is_control), "{name}: {line:?}");
                assert_eq!(line, line.trim_end(), "{name}");
            }
        }
    }
}

// ---- the JSON record, read back by structs of our own ----

/// The record as somebody else would read it: every key is known, and none may be missing.
#[expect(dead_code, reason = "a field that is only named must still be there, and of its type")]
mod record {
    use serde::Deserialize;
    use serde_json::value::RawValue;

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct ConsentOf {
        pub agreed: bool,
        pub explained_before: Vec<Named>,
        pub limits_before: Option<Named>,
        pub may_keep: Option<bool>,
        pub kept_because: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct NoteOf {
        pub speaker: String,
        pub words: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct NoteAlone {
        pub question: String,
        pub asked: String,
        pub note: NoteOf,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Record {
        pub format: u32,
        pub kind: String,
        pub statement: String,
        pub tool: Tool,
        pub date: String,
        pub agency: Option<String>,
        pub worker: Option<String>,
        #[expect(dead_code, reason = "no screening here has one")]
        pub case: Option<String>,
        pub again: Option<serde_json::Value>,
        pub jurisdiction: Option<String>,
        pub questionnaire: Questionnaire,
        pub context: Vec<Context>,
        pub held: Option<String>,
        pub gates: Vec<serde_json::Value>,
        pub interpreters: Vec<serde_json::Value>,
        #[expect(dead_code, reason = "no language was said here")]
        pub spoken: Option<String>,
        #[serde(default)]
        #[expect(dead_code, reason = "nobody looked at a list here")]
        pub services_looked_at: bool,
        pub next_contact: Option<serde_json::Value>,
        pub releases: Vec<serde_json::Value>,
        pub consent: Option<ConsentOf>,
        pub course: Vec<String>,
        pub stopped: Option<String>,
        pub validation: Vec<String>,
        pub answers: Vec<Answer>,
        pub safety_plan: Option<bool>,
        pub notes_without_answer: Vec<NoteAlone>,
        pub not_applicable: Vec<String>,
        pub indicators: Vec<Indicator>,
        pub scores: Vec<Score>,
        pub outcomes: Vec<Outcome>,
        pub open_questions: Vec<Open>,
        pub open_contexts: Vec<OpenContext>,
        pub actions: Vec<Action>,
        pub next: Vec<Next>,
        pub referrals: Vec<Referral>,
        pub needs_without_service: Vec<Unmet>,
        pub police_and_tip_lines_not_shown: usize,
        pub seal: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Context {
        pub id: String,
        pub label: String,
        pub value: Option<String>,
        pub by_language: Option<HeardIn>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "no form that comes with the program has a number by language")]
    pub struct HeardIn {
        pub languages: Vec<String>,
        pub interpreted: bool,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Named {
        pub id: String,
        pub label: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Tool {
        pub name: String,
        pub version: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Questionnaire {
        pub id: String,
        pub version: String,
        pub title: String,
        pub language: String,
        pub fingerprint: serde_json::Value,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Answer {
        pub question: String,
        pub asked: String,
        pub source: String,
        pub part: String,
        pub sensitivity: u32,
        pub state: String,
        pub value: Option<Box<RawValue>>,
        pub shown: String,
        pub words: Option<String>,
        pub note: Option<NoteOf>,
        pub asked_differently: bool,
        pub seen: Option<serde_json::Value>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Indicator {
        pub id: String,
        pub label: String,
        pub family: String,
        pub forms: Vec<String>,
        pub truth: String,
        pub questions: Vec<String>,
        pub evidence: Vec<String>,
        pub sums_up: bool,
        pub applies: bool,
        pub source: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Score {
        pub id: String,
        pub label: String,
        pub low: Box<RawValue>,
        pub high: Box<RawValue>,
        pub as_published: Option<Box<RawValue>>,
        pub published_reason: Option<String>,
        pub published_source: Option<String>,
        pub terms: Vec<Term>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Term {
        pub label: String,
        pub low: Box<RawValue>,
        pub high: Box<RawValue>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Outcome {
        pub id: String,
        pub label: String,
        pub in_note: Option<String>,
        pub possible: Vec<Level>,
        pub settled: bool,
        pub enough_answered: bool,
        pub decided_by_practitioner: bool,
        pub before_adjustment: Vec<String>,
        pub decided_by: Vec<Row>,
        pub adjusted_by: Vec<Adjusted>,
        pub facts: Vec<String>,
        pub judged: Option<Judged>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Level {
        pub id: String,
        pub label: String,
        pub in_note: Option<String>,
        #[expect(dead_code, reason = "nobody here refuses contact")]
        pub no_contact: Option<String>,
        pub next: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Row {
        pub row: usize,
        pub truth: String,
        pub says: String,
        pub because: Option<String>,
        pub rule: Option<String>,
        pub points: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Adjusted {
        pub row: usize,
        pub truth: String,
        pub does: String,
        pub changes: bool,
        pub before: Vec<Named>,
        pub because: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Judged {
        pub level: String,
        pub label: String,
        pub in_note: Option<String>,
        #[expect(dead_code, reason = "nobody here refuses contact")]
        pub no_contact: Option<String>,
        pub reason: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Open {
        pub question: String,
        pub asked: String,
        pub left_open_by_choice: bool,
        pub levels_removed: Option<usize>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Unmet {
        pub need: String,
        pub label: String,
        pub ask: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct OpenContext {
        pub id: String,
        pub label: String,
        pub can_be: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Action {
        pub id: String,
        pub label: String,
        pub in_note: Option<String>,
        #[expect(dead_code, reason = "nobody here refuses contact")]
        pub no_contact: Option<String>,
        pub status: String,
        pub duty: String,
        pub topic: Option<String>,
        pub within_hours: Option<u32>,
        pub repeat_after_days: Option<u32>,
        pub needs: Vec<String>,
        pub because: String,
        pub source: Option<String>,
        pub part: Option<String>,
        pub law: Vec<Law>,
        pub open_questions: Vec<Named>,
        pub evidence: Vec<String>,
        pub response: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Law {
        pub of: String,
        pub text: String,
        pub citation: String,
        pub url: String,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Next {
        pub questionnaire: String,
        pub title: Option<String>,
        pub status: String,
        pub because: Option<String>,
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Referral {
        pub id: String,
        pub directory: String,
        pub area: String,
        pub name: String,
        pub organization: String,
        pub description: String,
        pub reasons: Vec<String>,
        pub channels: Vec<String>,
        pub eligibility: Option<String>,
        pub alert: Option<String>,
        pub police: String,
        pub is_police_or_tip_line: bool,
        pub is_reporting_line: bool,
        pub freshness: String,
        pub source_url: String,
        pub carried: Option<String>,
        pub response: String,
    }
}

/// The answers document that a record amounts to.
fn answers_of(record: &record::Record) -> String {
    let quoted = |text: &str| serde_json::to_string(text).unwrap();
    let answers: Vec<String> = record
        .answers
        .iter()
        .map(|answer| match &answer.value {
            Some(value) => format!("{}: {value}", quoted(&answer.question)),
            None => format!("{}: {{\"state\": {}}}", quoted(&answer.question), quoted(&answer.state)),
        })
        .collect();
    let judged = record.outcomes.iter().filter_map(|outcome| {
        let judged = outcome.judged.as_ref()?;
        let (level, reason) = (quoted(&judged.level), quoted(&judged.reason));
        Some(format!("{}: {{\"level\": {level}, \"reason\": {reason}}}", quoted(&outcome.id)))
    });
    let context = record.context.iter().map(|known| {
        format!("{}: {}", quoted(&known.id), known.value.as_deref().map_or("null".to_owned(), quoted))
    });
    format!(
        "{{\"format\": 1, \"questionnaire\": \"{}@{}\", \"answers\": {{{}}}, \"context\": {{{}}}, \"judgements\": {{{}}}}}",
        record.questionnaire.id,
        record.questionnaire.version,
        answers.join(", "),
        context.collect::<Vec<_>>().join(", "),
        judged.collect::<Vec<_>>().join(", "),
    )
}

/// What a record says, in the form of a result.
fn result_of(record: &record::Record) -> serde_json::Value {
    use serde_json::{Map, Value, json};
    let number = |raw: &RawValue| serde_json::from_str::<Value>(raw.get()).unwrap();
    let map = |pairs: Vec<(&String, Value)>| -> Value {
        pairs.into_iter().map(|(key, value)| (key.clone(), value)).collect::<Map<_, _>>().into()
    };
    let indicators = record.indicators.iter().map(|found| (&found.id, json!(found.truth)));
    let scores = record.scores.iter().map(|score| {
        let as_published = score.as_published.as_deref().map(number);
        (
            &score.id,
            json!({"low": number(&score.low), "high": number(&score.high), "as_published": as_published}),
        )
    });
    let outcomes = record.outcomes.iter().map(|outcome| {
        let mut adjusted: Vec<_> = outcome.adjusted_by.iter().map(|row| (row.row, &row.truth)).collect();
        adjusted.sort();
        let adjusted: Vec<Value> =
            adjusted.into_iter().map(|(row, truth)| json!({"row": row, "truth": truth})).collect();
        let value = json!({
            "possible": outcome.possible.iter().map(|level| &level.id).collect::<Vec<_>>(),
            "settled": outcome.settled,
            "enough_answered": outcome.enough_answered,
            "before_adjustment": outcome.before_adjustment,
            "decided_by": outcome.decided_by.iter().map(|row| row.row).collect::<Vec<_>>(),
            "adjusted_by": adjusted,
            "judged": outcome.judged.as_ref().map(|judged| &judged.level),
        });
        (&outcome.id, value)
    });
    json!({
        "format": 1,
        "questionnaire": record.questionnaire.id,
        "version": record.questionnaire.version,
        "fingerprint": record.questionnaire.fingerprint,
        "indicators": map(indicators.collect()),
        "scores": map(scores.collect()),
        "outcomes": map(outcomes.collect()),
        "actions": map(record.actions.iter().map(|action| (&action.id, json!(action.status))).collect()),
        "open_questions": record.open_questions.iter().map(|open| &open.question).collect::<Vec<_>>(),
        "open_contexts": record.open_contexts.iter().map(|open| &open.id).collect::<Vec<_>>(),
        "not_applicable": record.not_applicable,
        "next": map(record.next.iter().map(|next| (&next.questionnaire, json!(next.status))).collect()),
    })
}

/// The result of a case as `score` writes it.
fn result(case: &Case<'_>) -> String {
    written(&ResultDocument::of(case, &assess(case)))
}

#[test]
fn a_record_is_enough_to_come_to_the_same_result() {
    let schema = Schema::record();
    for screening in screenings() {
        let written = written(&screening.record());
        schema.check(&written);
        let record: record::Record = serde_json::from_str(&written).unwrap();
        let again = read_answers(&answers_of(&record)).unwrap();
        let case = again.case(&screening.questionnaire).unwrap();
        assert!(case.answers == screening.case().answers, "{}", screening.name);
        let mut recomputed: serde_json::Value = serde_json::from_str(&result(&case)).unwrap();
        recomputed.as_object_mut().unwrap().remove("stopped");
        assert_eq!(result_of(&record), recomputed, "{}", screening.name);
    }
}

#[test]
fn a_record_holds_all_that_the_text_shows() {
    for screening in screenings() {
        let report = screening.record();
        let record: record::Record = serde_json::from_str(&written(&report)).unwrap();
        let head =
            (&record.format, record.kind.as_str(), record.tool.name.as_str(), record.tool.version.as_str());
        assert_eq!(head, (&1, "safelight-screening", "safelight", "0.0.0"));
        assert_eq!(record.date, "2026-11-22");
        assert_eq!(record.statement, FormAbout::Person.words().statement);
        let agreed = record.consent.as_ref().map(|consent| consent.agreed);
        assert_eq!((agreed, record.agency.as_deref()), (screening.consent, screening.agency));
        assert!(record.consent.iter().all(|consent| {
            consent.explained_before.iter().all(|it| it.id == "limits")
                && consent.limits_before.is_some()
                && consent.may_keep == Some(true)
        }));
        assert_eq!((&record.course, &record.stopped), (&report.course, &report.stopped));
        assert_eq!(record.jurisdiction, report.jurisdiction);
        assert_eq!(record.held.as_deref(), report.held.map(TalkWay::id));
        assert_eq!(
            (record.gates.len(), record.interpreters.len(), record.next_contact.is_some()),
            (report.gates.len(), report.interpreters.len(), report.next_contact.is_some())
        );
        assert_eq!(record.releases.len(), report.releases.len());
        assert_eq!(
            (record.questionnaire.title, record.questionnaire.language),
            (report.questionnaire.title.clone(), report.questionnaire.language.clone())
        );
        assert_eq!(record.police_and_tip_lines_not_shown, report.police_and_tip_lines_not_shown);
        let mut said = all_strings(&written(&report));
        // Levels that are no longer possible are there by their ids.
        let levels = screening.questionnaire.outcomes.iter().flat_map(|outcome| &outcome.levels);
        said.extend(levels.map(|level| level.label.clone()));
        said.sort_by_key(|text| std::cmp::Reverse(text.len()));
        for block in document(&report, Detail::Full) {
            let Block::Items(items) = block else { continue };
            for (item, below) in items {
                // An item is put together from texts of the record, its words and punctuation.
                for line in std::iter::once(&item).chain(&below) {
                    assert!(is_made_of(line, &said), "{}: {line:?} is not in the record", screening.name);
                }
            }
        }
        for (answer, said) in record.answers.iter().zip(&report.answers) {
            assert_eq!((&answer.asked, &answer.shown), (&said.asked, &said.shown));
            assert_eq!(answer.asked_differently, said.asked_differently);
            let written = answer.note.as_ref().map(|note| (note.speaker.as_str(), note.words.as_str()));
            let noted = said.note.as_ref().map(|note| match note.speaker {
                Speaker::Person => ("person", note.words.as_str()),
                Speaker::Worker => ("worker", note.words.as_str()),
            });
            assert_eq!(written, noted);
            assert_eq!((answer.source.as_str(), answer.part.as_str()), (said.source.id(), said.part.id()));
        }
        assert_eq!(record.answers.len(), report.answers.len());
        let alone = record.notes_without_answer.iter();
        let alone: Vec<_> = alone
            .map(|alone| (&alone.question, &alone.asked, &alone.note.words, &alone.note.speaker))
            .collect();
        let noted = report.notes_without_answer.iter().map(|alone| {
            let speaker = if alone.note.speaker == Speaker::Person { "person" } else { "worker" };
            (&alone.question, &alone.asked, &alone.note.words, speaker.to_owned())
        });
        let noted: Vec<_> = noted.collect();
        assert_eq!(
            alone,
            noted.iter().map(|(id, asked, words, by)| (*id, *asked, *words, by)).collect::<Vec<_>>()
        );
        for open in &record.open_questions {
            let declined =
                |answer: &record::Answer| answer.question == open.question && answer.state == "declined";
            assert_eq!(open.left_open_by_choice, record.answers.iter().any(declined), "{}", open.question);
        }
    }
}

/// Returns every text in a JSON document, and the words that join them.
fn all_strings(json: &str) -> Vec<String> {
    fn gather(value: &serde_json::Value, strings: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => strings.push(text.clone()),
            serde_json::Value::Array(list) => list.iter().for_each(|value| gather(value, strings)),
            serde_json::Value::Object(object) => object.values().for_each(|value| gather(value, strings)),
            _ => {}
        }
    }
    let mut strings: Vec<String> = JOINING.iter().map(|words| (*words).to_owned()).collect();
    gather(&serde_json::from_str(json).unwrap(), &mut strings);
    strings.retain(|text| text.len() > 1);
    strings
}

/// The words with which a summary joins the texts of a record.
const JOINING: &[&str] = &[
    "Its reason would be:",
    "Not known:",
    "set it with",
    "Not known whether rule",
    "Not known whether adjustment",
    "holds, which would say:",
    "not known; it would be due if this turns out so:",
    "Adjustment",
    "Before it:",
    "Both are kept.",
    "The professional's own judgement:",
    "reason:",
    "Otherwise rule",
    "Rule",
    "A strength:",
    "Why:",
    "again after",
    "answer:",
    "as published.",
    "asked in other words",
    "at least",
    "check whether you must",
    "due",
    "days",
    "where no rule above holds",
    "None of its rules is known to hold yet.",
    "of those that are listed above",
    "now",
    "today",
    "in person",
    "for:",
    "from",
    "hold:",
    "holds:",
    "hold",
    "holds",
    "hours",
    "hour",
    "in their own words:",
    "noted by the worker:",
    "not asked or not answered",
    "the person's answer:",
    "law:",
    "listed because it",
    "may",
    "No service is listed here for",
    "ask",
    "not offered yet",
    "note:",
    "open questions decide:",
    "open",
    "source:",
    "to",
    "who:",
    "why:",
    "within",
    "a call here is not a legal report",
    "a report made here counts as a report",
    "offer",
    "recommended",
    "Act",
    "Means",
    "Purpose",
    "Vulnerability",
    "Risk",
    "Harm",
    "labor",
    "sex",
    "domestic servitude",
    "made to commit offences",
    "forced marriage",
    "removal of organs",
];

/// Returns whether a line is put together from texts of a record, joining words, digits and punctuation.
fn is_made_of(line: &str, said: &[String]) -> bool {
    let mut rest = line.to_owned();
    for text in said {
        rest = rest.replace(text, "\u{1}");
    }
    rest.chars().all(|c| !c.is_alphabetic())
}
