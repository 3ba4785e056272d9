//! A reader of PDF of its own: the texts as the structure tells them to a reader of screens, by the crate
//! `hayro-syntax`, which shares nothing with the one that writes. It refuses what is drawn outside of the
//! structure and is no artifact, what hangs in it twice or nowhere, and letters without a character.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Array, Dict, Name, Object, ObjectIdentifier, Stream, String as Bytes};

/// A PDF as it was read.
pub struct ReadPdf {
    /// Every element that holds text, in order: its kind, and its text.
    pub elements: Vec<(String, String)>,
    /// What stands on each page beside the text.
    pub artifacts: Vec<Vec<String>>,
    /// How wide and high each page is, in points.
    pub sizes: Vec<(f32, f32)>,
    /// The entries of the outline, those below an entry after it, with how deep they stand.
    pub outline: Vec<(usize, String)>,
    /// The language.
    pub language: String,
    /// The title.
    pub title: String,
}

/// Where something was drawn: the object of the page, and its number there.
type Place = (ObjectIdentifier, i32);

/// Reads a PDF.
pub fn read(bytes: &[u8]) -> ReadPdf {
    let pdf = Pdf::new(bytes.to_vec()).expect("it is a PDF");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap();
    let marked: Dict<'_> = root.get("MarkInfo").unwrap();
    assert_eq!(marked.get::<bool>("Marked"), Some(true), "it is tagged");
    let mut drawn = BTreeMap::new();
    let (mut artifacts, mut sizes) = (Vec::new(), Vec::new());
    for page in pdf.pages().iter() {
        let mut words = Words::default();
        let mut operations = page.typed_operations();
        let mut maps = BTreeMap::new();
        while let Some(operation) = operations.next() {
            words.take(&operation, &mut maps, |name| page.resources().get_font(name).unwrap());
        }
        assert!(words.within.is_empty(), "a tag is left open");
        let id = page.raw().obj_id().unwrap();
        for (number, text) in words.drawn {
            assert!(drawn.insert((id, number), text).is_none(), "a number of a page is used twice");
        }
        artifacts.push(words.artifacts);
        sizes.push(page.base_dimensions());
    }
    let tree: Dict<'_> = root.get("StructTreeRoot").unwrap();
    let mut elements = Vec::new();
    walk(&tree, None, &mut drawn, &mut elements);
    assert!(drawn.is_empty(), "drawn, and nowhere in the structure: {drawn:?}");
    let mut outline = Vec::new();
    outlined(&root.get("Outlines").unwrap(), 0, &mut outline);
    let title = pdf.metadata().title.as_ref().map(|title| text_of(title)).unwrap_or_default();
    let language = text_of(root.get::<Bytes<'_>>("Lang").unwrap().as_bytes());
    ReadPdf { elements, artifacts, sizes, outline, language, title }
}

impl ReadPdf {
    /// Its texts, without the signs before items.
    pub fn texts(&self) -> Vec<String> {
        let texts =
            self.elements.iter().filter(|(kind, _)| kind != "Lbl").map(|(_, text)| text.trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    }
}

/// What is drawn on a page.
#[derive(Default)]
struct Words {
    drawn: BTreeMap<i32, String>,
    artifacts: Vec<String>,
    within: Vec<Tagged>,
    font: Vec<u8>,
}

enum Tagged {
    Artifact,
    Number(i32),
    /// The text that the signs within stand for.
    Actual,
}

impl Words {
    fn take<'a>(
        &mut self,
        operation: &TypedInstruction<'_, '_>,
        maps: &mut BTreeMap<Vec<u8>, BTreeMap<u16, String>>,
        font: impl Fn(&Name<'_>) -> Dict<'a>,
    ) {
        match operation {
            TypedInstruction::BeginMarkedContent(tag) => {
                assert_eq!(tag.0.as_ref(), b"Artifact");
                self.within.push(Tagged::Artifact);
            }
            TypedInstruction::BeginMarkedContentWithProperties(tag) => self.begin(tag.0, tag.1),
            TypedInstruction::EndMarkedContent(_) => drop(self.within.pop().expect("a tag to end")),
            TypedInstruction::TextFont(named) => {
                self.font = named.0.as_ref().to_vec();
                maps.entry(self.font.clone()).or_insert_with(|| characters(&font(named.0)));
            }
            TypedInstruction::ShowText(shown) => self.show(shown.0.as_bytes(), &maps[&self.font]),
            TypedInstruction::ShowTexts(shown) => {
                for part in shown.0.iter::<Object<'_>>() {
                    if let Object::String(part) = part {
                        self.show(part.as_bytes(), &maps[&self.font]);
                    }
                }
            }
            _ => {}
        }
    }

    fn begin(&mut self, tag: &Name<'_>, properties: &Object<'_>) {
        let Object::Dict(properties) = properties else { panic!("properties stand beside their tag") };
        if tag.as_ref() == b"Artifact" {
            self.within.push(Tagged::Artifact);
        } else if let Some(number) = properties.get::<i32>("MCID") {
            assert!(self.within.is_empty(), "nothing is within something else");
            self.drawn.entry(number).or_default();
            self.within.push(Tagged::Number(number));
        } else {
            let actual =
                properties.get::<Bytes<'_>>("ActualText").expect("a tag without a number has its text");
            self.say(&text_of(actual.as_bytes()));
            self.within.push(Tagged::Actual);
        }
    }

    fn show(&mut self, bytes: &[u8], characters: &BTreeMap<u16, String>) {
        if matches!(self.within.last(), Some(Tagged::Actual)) {
            return;
        }
        for code in bytes.chunks(2) {
            let code = u16::from_be_bytes([code[0], code[1]]);
            let shown = characters.get(&code).unwrap_or_else(|| panic!("sign {code} has no character"));
            self.say(shown);
        }
    }

    fn say(&mut self, text: &str) {
        match self.within.first() {
            Some(Tagged::Number(number)) => self.drawn.entry(*number).or_default().push_str(text),
            Some(Tagged::Artifact) => self.artifacts.push(text.to_owned()),
            _ => panic!("{text:?} is drawn outside of every tag"),
        }
    }
}

/// Reads the map of a font from its signs to characters.
fn characters(font: &Dict<'_>) -> BTreeMap<u16, String> {
    let stream: Stream<'_> = font.get("ToUnicode").expect("a font has a map to characters");
    let map = String::from_utf8(stream.decoded().unwrap().into_owned()).unwrap();
    let numbers = |line: &str| -> Vec<Vec<u16>> {
        let parts = line.split('<').skip(1).map(|part| part.split('>').next().unwrap().to_owned());
        let units = |hex: String| {
            hex.as_bytes()
                .chunks(4)
                .map(|four| u16::from_str_radix(std::str::from_utf8(four).unwrap(), 16).unwrap())
                .collect()
        };
        parts.map(units).collect()
    };
    let mut characters = BTreeMap::new();
    let mut kind = "";
    for line in map.lines() {
        match line.split_whitespace().last().unwrap_or_default() {
            word @ ("beginbfchar" | "beginbfrange") => kind = word,
            "endbfchar" | "endbfrange" => kind = "",
            _ if kind == "beginbfchar" => {
                let parts = numbers(line);
                characters.insert(parts[0][0], String::from_utf16(&parts[1]).unwrap());
            }
            _ if kind == "beginbfrange" => {
                let parts = numbers(line);
                for code in parts[0][0]..=parts[1][0] {
                    let mut units = parts[2].clone();
                    *units.last_mut().unwrap() += code - parts[0][0];
                    characters.insert(code, String::from_utf16(&units).unwrap());
                }
            }
            _ => {}
        }
    }
    characters
}

/// Walks the structure below an element, in order.
fn walk(
    element: &Dict<'_>,
    page: Option<ObjectIdentifier>,
    drawn: &mut BTreeMap<Place, String>,
    elements: &mut Vec<(String, String)>,
) {
    let page = element.get_ref("Pg").map(ObjectIdentifier::from).or(page);
    let kind = element.get::<Name<'_>>("S").map(|kind| kind.as_str().to_owned()).unwrap_or_default();
    let mut own = None::<String>;
    let mut take = |number: i32, page: Option<ObjectIdentifier>, drawn: &mut BTreeMap<Place, String>| {
        let text = drawn.remove(&(page.expect("a page"), number)).expect("it is drawn once");
        own.get_or_insert_default().push_str(&text);
    };
    for below in below(element) {
        match below {
            Object::Number(number) => take(number.as_i64().try_into().unwrap(), page, drawn),
            Object::Dict(below) => match below.get::<i32>("MCID") {
                Some(number) => take(number, below.get_ref("Pg").map(ObjectIdentifier::from).or(page), drawn),
                None => walk(&below, page, drawn, elements),
            },
            other => panic!("{other:?} is in the structure"),
        }
    }
    elements.extend(own.map(|text| (kind, text)));
}

fn below<'a>(element: &Dict<'a>) -> Vec<Object<'a>> {
    match element.get::<Object<'_>>("K") {
        None => Vec::new(),
        Some(Object::Array(all)) => Array::iter::<Object<'_>>(&all).collect(),
        Some(one) => vec![one],
    }
}

fn outlined(entry: &Dict<'_>, deep: usize, found: &mut Vec<(usize, String)>) {
    let mut next = entry.get::<Dict<'_>>("First");
    while let Some(entry) = next {
        assert!(entry.contains_key("Dest"), "an entry leads somewhere");
        found.push((deep, text_of(entry.get::<Bytes<'_>>("Title").unwrap().as_bytes())));
        outlined(&entry, deep + 1, found);
        next = entry.get("Next");
    }
}

/// Returns a text string: UTF-16 after its mark, otherwise ASCII as far as it goes here.
fn text_of(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(units) => {
            let units: Vec<u16> = units.chunks(2).map(|two| u16::from_be_bytes([two[0], two[1]])).collect();
            String::from_utf16(&units).unwrap()
        }
        None => String::from_utf8(bytes.to_vec()).expect("ASCII"),
    }
}
