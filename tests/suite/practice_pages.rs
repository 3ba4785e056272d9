//! What is written for people, in every format: a page that loads nothing and runs nothing, and texts
//! that try to be more than text, looked at by readers of their own.

use pulldown_cmark::Options;
use safelight::export::{html, markdown, text};
use safelight::practice::{
    Certification, MARK, Results, Taken, class, class_document, debrief, debrief_document, document,
};
use safelight::report::Block;
use serde_json::Value;

use crate::exports::{markdown_texts, texts};
use crate::practice_stage::{Press, Stage, changed, none, played, shipped, staged};

/// What tries to be more than text.
const HOSTILE: &str = r#"<script>alert("1")</script> & ]]> ' <img src=x onerror=alert(1)> [x](https://x.example) # <!-- | `a` *b*"#;

/// The smallest scenario with hostile texts wherever it has texts.
fn hostile() -> Stage {
    let literal = serde_json::to_string(HOSTILE).unwrap();
    let put = |text: &str| literal.replacen('"', &format!("\"{text} "), 1);
    staged(&changed(&[
        ("\"The cook upstairs\"", &put("Title")),
        ("\"The door is closed.\"", &put("Door")),
        ("\"Nobody can hear.\"", &put("Hear")),
        ("\"The phone lights up.\"", &put("Phone")),
        ("\"There is no hurry.\"", &put("Hurry")),
        ("label = \"Ask who calls\"", &format!("label = {}", put("Ask"))),
        ("label = \"Wait\"", &format!("label = {}", put("Wait"))),
        ("\"“No. It is quiet there.”\"", &put("Quiet")),
        ("\"The person said no.\"", &put("Said")),
        ("\"The owner keeps the papers.\"", &put("Owner")),
        ("\"The person looks at the clock.\"", &put("Clock")),
        ("\"Many people do.\"", &put("Many")),
        ("\"Held papers are 2 points.\"", &put("Points")),
        ("\"Limits first.\"", &put("Limits")),
        ("\"What stayed open?\"", &put("Open")),
        ("\"One answer depends on it.\"", &put("One")),
    ]))
}

/// Text that keeps its lines, and tries to end where it stands.
fn verbatim() -> Vec<Block> {
    let fences =
        "```\n</pre><script>alert(1)</script>\n````` `` ` ~~~\n  # a line\n\n    - <b>&amp;\n</code></pre>";
    vec![
        Block::Items(vec![("A list before it".to_owned(), vec!["below".to_owned()])]),
        Block::Verbatim(fences.to_owned()),
        Block::Paragraph("Something after it.".to_owned()),
        Block::Verbatim(HOSTILE.to_owned()),
    ]
}

/// Everything that is written as blocks: what practice writes, summaries, questionnaires as on paper.
fn all_blocks() -> Vec<(String, Vec<Block>)> {
    let mut all = vec![("verbatim".to_owned(), verbatim())];
    all.extend(crate::exports::all_blocks());
    let stage = hostile();
    let (scenario, questionnaire) = (&stage.scenario, &stage.questionnaire);
    let right = played(&stage, none);
    let wrong = played(&stage, |point, _| match point {
        "limits" | "phone" | "private" if point != "private" => Some(Press::One(1)),
        "papers" => Some(Press::One(1)),
        "threats" => Some(Press::One(0)),
        _ => None,
    });
    for (name, one) in [("right", &right), ("wrong", &wrong)] {
        let support = [HOSTILE.to_owned()];
        let review = debrief(scenario, questionnaire, one);
        all.push((
            name.to_owned(),
            document(scenario, questionnaire, &review, &support, Some(review.figures())),
        ));
    }
    let taken =
        [("T1", right), ("<b>&\"", wrong)].map(|(code, played)| Taken { trainee: code.to_owned(), played });
    let set = [scenario.id.clone()].into();
    let certification = Some(Certification { set, threshold: 90 });
    let view = class(&[Results { scenario, questionnaire, taken: taken.into() }], certification);
    all.push(("class".to_owned(), class_document(&view)));
    for stage in shipped().iter().step_by(4) {
        let review = debrief(&stage.scenario, &stage.questionnaire, &played(stage, none));
        all.push((
            stage.scenario.id.clone(),
            document(&stage.scenario, &stage.questionnaire, &review, &[], None),
        ));
    }
    all
}

// ---- a strict reader of the pages ----

/// One piece of a page.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Open(String, Vec<(String, String)>),
    Close(String),
    Text(String),
}

/// Elements that have no end.
const VOID: [&str; 1] = ["meta"];

/// Reads a page strictly: every tag is whole and closed in order, every attribute is quoted or stands
/// alone, and a text holds no bare `<`, `>` or `&`.
fn pieces(page: &str) -> Vec<Piece> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").expect("a document type");
    let (mut pieces, mut open): (Vec<Piece>, Vec<String>) = (Vec::new(), Vec::new());
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>').unwrap();
            assert_eq!(open.pop().as_deref(), Some(name), "closed in order");
            pieces.push(Piece::Close(name.to_owned()));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('<') {
            let (tag, after) = tag(after);
            let Piece::Open(name, _) = &tag else { unreachable!() };
            if name == "style" {
                let (style, _) = after.split_once("</style>").unwrap();
                assert!(!style.contains('<'));
                pieces.push(tag);
                pieces.push(Piece::Text(style.to_owned()));
                open.push("style".to_owned());
                rest = &after[style.len()..];
                continue;
            }
            if !VOID.contains(&name.as_str()) {
                open.push(name.clone());
            }
            pieces.push(tag);
            rest = after;
        } else {
            let end = rest.find('<').unwrap_or(rest.len());
            pieces.push(Piece::Text(decoded(&rest[..end])));
            rest = &rest[end..];
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    pieces
}

/// Reads a tag after its `<`. Returns it and what follows.
fn tag(text: &str) -> (Piece, &str) {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == ':';
    let end = text.find(|c| !is_name(c)).unwrap();
    assert!(end > 0, "a tag without a name: {}", &text[..text.len().min(40)]);
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix('>') {
            return (Piece::Open(name.to_owned(), attributes), after);
        }
        rest = rest.trim_start();
        if rest.starts_with('>') {
            continue;
        }
        let end = rest.find(|c| !is_name(c)).unwrap();
        assert!(end > 0, "no attribute: {}", &rest[..rest.len().min(40)]);
        let key = &rest[..end];
        rest = &rest[end..];
        let value = match rest.strip_prefix("=\"") {
            Some(after) => {
                let (value, after) = after.split_once('"').unwrap();
                rest = after;
                decoded(value)
            }
            None => String::new(),
        };
        attributes.push((key.to_owned(), value));
    }
}

fn decoded(text: &str) -> String {
    assert!(!text.contains(['<', '>']), "bare in a text: {text}");
    let mut decoded = String::new();
    let mut parts = text.split('&');
    decoded.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (entity, rest) = part.split_once(';').expect("`&` begins an entity");
        decoded.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            other => panic!("an entity &{other};"),
        });
        decoded.push_str(rest);
    }
    decoded
}

/// What may stand in a page of ours.
const ELEMENTS: [&str; 29] = [
    "pre", "html", "head", "meta", "title", "style", "bdi", "body", "main", "p", "h1", "h2", "h3", "ul",
    "li", "div", "table", "thead", "tbody", "tr", "th", "td", "svg", "desc", "rect", "text", "g", "line",
    "path",
];
const ATTRIBUTES: [&str; 32] = [
    "lang",
    "charset",
    "name",
    "content",
    "http-equiv",
    "class",
    "tabindex",
    "role",
    "aria-label",
    "aria-labelledby",
    "scope",
    "id",
    "dir",
    "xmlns",
    "viewBox",
    "width",
    "height",
    "font-family",
    "x",
    "y",
    "text-anchor",
    "font-size",
    "fill",
    "stroke",
    "d",
    "x1",
    "x2",
    "y1",
    "y2",
    "stroke-width",
    "font-weight",
    "aria-hidden",
];

#[test]
fn a_page_loads_nothing_runs_nothing_and_says_everything() {
    for (name, blocks) in all_blocks() {
        let page = html::write(&blocks, "en", Some(MARK));
        let pieces = pieces(&page);
        let mut policy = None;
        for piece in &pieces {
            let Piece::Open(tag, attributes) = piece else { continue };
            assert!(ELEMENTS.contains(&tag.as_str()), "{name}: <{tag}>");
            for (key, value) in attributes {
                assert!(ATTRIBUTES.contains(&key.as_str()), "{name}: {key} in <{tag}>");
                let loads = ["http:", "https:", "//", "url(", "javascript:", "data:"];
                let is_namespace = key == "xmlns" && value == "http://www.w3.org/2000/svg";
                assert!(
                    is_namespace || !loads.iter().any(|load| value.contains(load)) || key == "content",
                    "{name}: {value}"
                );
            }
            let get = |wanted: &str| {
                attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.as_str())
            };
            if tag == "meta" && get("http-equiv").is_some() {
                assert_eq!(
                    get("http-equiv"),
                    Some("Content-Security-Policy"),
                    "{name}: no other, such as refresh"
                );
                policy = get("content").map(str::to_owned);
            }
        }
        let policy = policy.expect("there is a content security policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("http"), "{policy}");
        let style = pieces.windows(2).find_map(|pair| match pair {
            [Piece::Open(tag, _), Piece::Text(style)] if tag == "style" => Some(style.as_str()),
            _ => None,
        });
        let style = style.expect("there is a style");
        assert!(!style.contains("url(") && !style.contains("@import") && !style.contains("http"), "{style}");
        says_all(&name, &blocks, &pieces);
        assert!(page.contains(">TRAINING<"), "{name}: the mark");
    }
}

/// Every text of the blocks is in the page, in order, as a text.
fn says_all(name: &str, blocks: &[Block], pieces: &[Piece]) {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A number that stands apart, so that it is not turned around, is a part of its text.
    let (mut texts_shown, mut is_new): (Vec<String>, bool) = (Vec::new(), true);
    for piece in pieces {
        match piece {
            Piece::Text(text) if std::mem::take(&mut is_new) => texts_shown.push(text.clone()),
            Piece::Text(text) => texts_shown.last_mut().unwrap().push_str(text),
            Piece::Open(tag, _) | Piece::Close(tag) => is_new |= tag != "bdi",
        }
    }
    let mut shown = texts_shown.iter().map(|text| one_line(text));
    for expected in texts(blocks) {
        assert!(shown.any(|text| text == expected), "{name}: the page does not say {expected:?}");
    }
}

#[test]
fn markdown_and_text_say_every_text_and_nothing_in_it_is_markup() {
    for (name, blocks) in all_blocks() {
        let written = markdown::write(&blocks);
        let plain = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        assert_eq!(markdown_texts(&name, &written, plain), texts(&blocks), "{name}");
        assert_eq!(markdown_texts(&name, &written, Options::ENABLE_TABLES), texts(&blocks), "{name}");
        let written = text::write(&blocks, 400);
        assert!(!written.contains(|c: char| c.is_control() && c != '\n'), "{name}");
        let squeezed: String = written.split_whitespace().collect();
        let mut rest = squeezed.as_str();
        for expected in texts(&blocks) {
            let wanted: String = expected.split_whitespace().collect();
            let at = rest.find(&wanted).unwrap_or_else(|| panic!("{name} does not say {expected:?}"));
            rest = &rest[at + wanted.len()..];
        }
    }
}

#[test]
fn the_debrief_for_other_programs_says_the_same() {
    let stage = hostile();
    let one = played(&stage, |point, _| (point == "threats").then_some(Press::One(0)));
    let review = debrief(&stage.scenario, &stage.questionnaire, &one);
    for figures in [true, false] {
        let text = debrief_document(&stage.scenario, &review, figures.then(|| review.figures()));
        let json: Value = serde_json::from_str(&text).unwrap();
        assert!(json["title"].as_str().unwrap().ends_with(HOSTILE));
        assert_eq!(json["kind"], "safelight-training-debrief");
        assert!(json["statement"].as_str().unwrap().starts_with("TRAINING."));
        assert_eq!(json["figures"].is_object(), figures, "figures only where they are asked for");
        let steps = json["steps"].as_array().unwrap();
        assert_eq!(steps.len(), review.steps.len());
        let items = json["items"].as_array().unwrap();
        assert_eq!(items.len(), review.items.len());
        for (item, review) in items.iter().zip(&review.items) {
            assert_eq!(item["question"], review.id);
            assert_eq!(item["there_was"].as_str(), review.heard.as_deref());
            assert_eq!(item["because"].as_str(), review.because.as_deref());
            assert_eq!(item["difference"], serde_json::to_value(review.difference).unwrap());
        }
        let threats = items.iter().find(|item| item["question"] == "threats").unwrap();
        assert_eq!((&threats["difference"], &threats["leads"]), (&"other".into(), &"over".into()));
    }
}

/// Without an assessment no figure stands in a debrief.
#[test]
fn nothing_is_scored_unless_it_is_asked_for() {
    let stage = staged(&changed(&[]));
    let review = debrief(&stage.scenario, &stage.questionnaire, &played(&stage, none));
    let said = |figures: bool| {
        let figures = figures.then(|| review.figures());
        texts(&document(&stage.scenario, &stage.questionnaire, &review, &[], figures)).join("\n")
    };
    assert!(!said(false).contains("Figures") && said(true).contains("Items as the key: "));
    let shown = said(false);
    for word in ["%", "score", "points of", "passed", "failed", "grade"] {
        assert!(!shown.to_lowercase().contains(word), "{word}: {shown}");
    }
}
