//! What a PDF says to people and to a reader of screens, by the reader in `pdf_reader`. Whether other programs
//! find it right as well is shown by `tests/pdf/run`.

use std::fs;
use std::path::PathBuf;

use safelight::export::{NotWritten, Options, Paper, html, one_line, pdf, text};
use safelight::report::{Block, PageReader, Pages};

use crate::exports::{all_blocks, texts};
use crate::pdf_reader::{ReadPdf, read};
use crate::piped::{SCREEN, Talk, talk};
use crate::run::Home;

fn written(blocks: &[Block]) -> Vec<u8> {
    pdf::write(blocks, "en", None, Paper::A4).expect("its letters are there")
}

fn of(blocks: &[Block]) -> ReadPdf {
    read(&written(blocks))
}

/// The same blocks without the letters that a PDF here lacks.
fn with_letters(blocks: &[Block]) -> Vec<Block> {
    let lacks =
        |letter: char| matches!(letter, '\u{590}'..='\u{6ff}' | '\u{2e80}'..='\u{9fff}' | '\u{1f000}'..);
    let kept = |text: &String| text.replace(lacks, "?");
    let all = |texts: &Vec<String>| texts.iter().map(kept).collect::<Vec<_>>();
    let block = |block: &Block| match block {
        Block::Title(text) => Block::Title(kept(text)),
        Block::Heading(text) => Block::Heading(kept(text)),
        Block::Subheading(text) => Block::Subheading(kept(text)),
        Block::Paragraph(text) => Block::Paragraph(kept(text)),
        Block::Items(items) => {
            Block::Items(items.iter().map(|(item, below)| (kept(item), all(below))).collect())
        }
        Block::Table { head, rows } => Block::Table { head: all(head), rows: rows.iter().map(all).collect() },
        other => other.clone(),
    };
    blocks.iter().map(block).collect()
}

#[test]
fn it_says_every_text_in_order_to_a_reader_of_screens() {
    for (name, blocks) in all_blocks() {
        let blocks = with_letters(&blocks);
        for paper in [Paper::A4, Paper::Letter] {
            let read = read(&pdf::write(&blocks, "en", None, paper).expect("its letters are there"));
            assert_eq!(read.texts(), texts(&blocks), "{name}");
            let expected = match paper {
                Paper::A4 => (595.276, 841.89),
                Paper::Letter => (612.0, 792.0),
            };
            assert!(read.sizes.iter().all(|size| *size == expected), "{name}: {:?}", read.sizes);
        }
    }
}

#[test]
fn the_same_pages_are_the_same_bytes_and_nothing_tells_when_and_by_whom() {
    for (name, blocks) in all_blocks() {
        let blocks = with_letters(&blocks);
        let first = written(&blocks);
        assert!(first == written(&blocks), "{name}");
        let plain = String::from_utf8_lossy(&first);
        for told in
            ["CreationDate", "ModDate", "CreateDate", "ModifyDate", "MetadataDate", "Author", "creator"]
        {
            assert!(!plain.contains(told), "{name} tells {told}");
        }
    }
}

#[test]
fn every_heading_is_in_the_outline_and_no_level_is_left_out() {
    for (name, blocks) in all_blocks() {
        let read = of(&with_letters(&blocks));
        let mut before = 0;
        let headings: Vec<(usize, String)> = read
            .elements
            .iter()
            .filter_map(|(kind, text)| {
                Some((kind.strip_prefix('H')?.parse::<usize>().ok()?, text.trim().to_owned()))
            })
            .collect();
        for (level, text) in &headings {
            assert!(*level <= before + 1, "{name}: {text}");
            before = *level;
        }
        let outlined: Vec<(usize, String)> =
            read.outline.iter().map(|(deep, text)| (deep + 1, text.clone())).collect();
        assert_eq!(outlined, headings, "{name}");
        assert_eq!(read.title, headings[0].1, "{name}");
        assert_eq!(read.language, "en");
    }
}

#[test]
fn tables_are_tables_and_lists_are_lists() {
    let read = of(&[
        Block::Title("A".to_owned()),
        Block::Items(vec![("one".to_owned(), vec!["below".to_owned()]), ("two".to_owned(), Vec::new())]),
        Block::table(&["Head", "Other"], vec![vec!["cell".to_owned(), String::new()]]),
    ]);
    let found: Vec<(&str, &str)> =
        read.elements.iter().map(|(kind, text)| (kind.as_str(), text.as_str())).collect();
    let expected = [
        ("H1", "A"),
        ("Lbl", "•"),
        ("P", "one"),
        ("LBody", "below"),
        ("Lbl", "•"),
        ("P", "two"),
        ("TH", "Head"),
        ("TH", "Other"),
        ("TD", "cell"),
    ];
    assert_eq!(found, expected);
}

/// The note, which is at most sixty lines of eighty columns, is one sheet.
#[test]
fn sixty_lines_of_eighty_columns_are_one_sheet_of_either_paper() {
    let words = "What was agreed with the person, by whom it is done, and by when it is to be done at last: ";
    let mut blocks = vec![Block::Title("Note".to_owned())];
    let item = || Block::Items(vec![(words[..76].to_owned(), Vec::new())]);
    for heading in ["What the person wants", "What to do next", "Services", "About"] {
        blocks.push(Block::Heading(heading.to_owned()));
        blocks.push(Block::Paragraph(words.repeat(2)));
    }
    while text::write(&blocks, 80).lines().count() < 60 {
        match blocks.last_mut() {
            Some(Block::Items(items)) => items.push((words[..76].to_owned(), Vec::new())),
            _ => blocks.push(item()),
        }
    }
    for paper in [Paper::A4, Paper::Letter] {
        let pages = read(&pdf::write(&blocks, "en", None, paper).unwrap()).sizes.len();
        assert_eq!(pages, 1, "{paper:?}");
    }
}

#[test]
fn the_mark_stands_at_the_head_of_every_page_and_each_has_its_number() {
    let long = vec![Block::Title("A".to_owned()), Block::Paragraph("Some words. ".repeat(2_000))];
    let pages = Pages::new(PageReader::Training, || long.clone());
    let read = read(&(pdf::FORMAT.write)(&pages, &Options::PAPER).unwrap());
    assert_eq!(read.elements[0], ("P".to_owned(), "TRAINING".to_owned()));
    assert_eq!(read.title, "TRAINING · A");
    let last = read.artifacts.len();
    assert!(last > 2);
    for (number, beside) in read.artifacts.iter().enumerate() {
        let beside = beside.concat();
        assert!(beside.contains(&format!("{} / {last}", number + 1)), "{beside}");
        assert_eq!(beside.contains("TRAINING"), number > 0, "{beside}");
    }
}

#[test]
fn letters_that_are_not_there_are_refused_by_their_name_and_never_by_the_text() {
    let hostile = all_blocks().into_iter().find(|(name, _)| name == "full of hostile").unwrap().1;
    let refused = pdf::write(&hostile, "en", None, Paper::A4).unwrap_err();
    assert!(matches!(refused, NotWritten::NoLetters(Some("Arabic" | "Han" | "Hebrew"))), "{refused:?}");
    assert!(refused.to_string().contains("html"), "{refused}");
    assert!(html::write(&hostile, "en", None).contains("漢字"), "the way out says it");
    let emoji = pdf::write(&[Block::Paragraph("so 😀".to_owned())], "en", None, Paper::A4).unwrap_err();
    assert!(!emoji.to_string().contains('😀') && emoji.to_string().contains("emoji"), "{emoji}");
}

#[test]
fn what_hides_is_shown_and_odd_pages_are_pages() {
    let text = "a\u{202e}b\u{0}c\u{7}d\u{feff}e\u{200b}f\u{ad}g\u{fffe}\u{e000}h";
    match pdf::write(&[Block::Paragraph(text.to_owned())], "en", None, Paper::A4) {
        Ok(bytes) => assert_eq!(read(&bytes).texts(), [one_line(&safelight::escaped::escaped(text))]),
        Err(refused) => assert_eq!(refused, NotWritten::NoLetters(None)),
    }
    let hidden = "a\u{202e}b\u{0}c\u{7}d\u{feff}e\u{200b}f\u{ad}g e\u{301} Đắk";
    let said = of(&[Block::Heading(hidden.to_owned()), Block::Verbatim(format!("  {hidden}\n\n^"))]);
    assert!(said.texts()[0].contains(r"a\u{202e}b\u{0}c"), "{:?}", said.texts());
    for blocks in [
        vec![],
        vec![Block::Paragraph(String::new()), Block::Items(vec![]), Block::Verbatim(String::new())],
        vec![Block::Title(String::new()), Block::Items(vec![(String::new(), vec![String::new()])])],
        vec![
            Block::table(&[], vec![]),
            Block::table(&["a"], vec![]),
            Block::table(&[""], vec![vec![String::new()]]),
        ],
        vec![Block::Subheading("x".repeat(4_000)), Block::Paragraph("y".repeat(40_000))],
        vec![Block::table(&["long"; 3], vec![vec!["z".repeat(9_000); 3]; 2])],
        vec![Block::table(&["many"; 60], vec![vec!["z".to_owned(); 60]; 2])],
    ] {
        assert!(!of(&blocks).sizes.is_empty());
    }
}

fn sizes(home: &Home, name: &str) -> Vec<(f32, f32)> {
    read(&fs::read(home.path().join(name)).unwrap()).sizes
}

/// The paper is that of the country, and that which is named.
#[test]
fn a_screening_is_on_the_paper_of_its_country() {
    const LETTER: (f32, f32) = (612.0, 792.0);
    let home = Home::new();
    let screen = |more: &[&str]| talk(&home, &[SCREEN, more].concat(), &[]).done();
    screen(&["--export", "us.pdf"]);
    screen(&["--export", "named.pdf", "--paper", "a4"]);
    assert_eq!(sizes(&home, "us.pdf")[0], LETTER);
    assert_ne!(sizes(&home, "named.pdf")[0], LETTER);
    home.run(&["show", "adult-brief", "--export", "form.pdf"]).done();
    home.run(&["show", "adult-brief", "--export", "letter.pdf", "--paper", "letter"]).done();
    assert_ne!(sizes(&home, "form.pdf")[0], LETTER);
    assert_eq!(sizes(&home, "letter.pdf")[0], LETTER);
}

/// Where the letters are not there, nothing is lost: another name is asked for.
#[test]
fn a_screening_that_pdf_cannot_write_is_saved_as_something_else() {
    let home = Home::new();
    home.file("safelight/config.toml", "agency = \"\u{634}\u{645}\"\n");
    let mut talk = Talk::begin(&home, &[SCREEN, &["--export", "case.pdf"]].concat());
    let said = talk.lead_to(&[], "The summary is not saved yet");
    assert!(said.contains("Arabic") && said.contains("html"), "{said}");
    talk.finish("case.html", &[]).done();
    assert_eq!(home.names(), ["case.html", "safelight"]);
}

/// Writes every PDF, with its texts beside it, into the folder that `tests/pdf/run` names.
#[test]
fn files_for_other_programs() {
    let Some(folder) = std::env::var_os("SAFELIGHT_PDFS").map(PathBuf::from) else { return };
    for (name, blocks) in all_blocks() {
        let blocks = with_letters(&blocks);
        for (paper_name, paper) in Paper::ALL {
            let file = folder.join(format!("{}-{paper_name}", name.replace(' ', "-")));
            fs::write(file.with_extension("pdf"), pdf::write(&blocks, "en", None, *paper).unwrap()).unwrap();
            fs::write(file.with_extension("texts"), texts(&blocks).join("\n") + "\n").unwrap();
        }
    }
}
