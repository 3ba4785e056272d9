//! What pages are made of, before a format draws it.

/// One block of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The title of the whole.
    Title(String),
    /// The heading of a part.
    Heading(String),
    /// The heading of a smaller part.
    Subheading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list; each item with its own lines below it.
    Items(Vec<(String, Vec<String>)>),
    /// A picture, where a format can show one.
    Picture {
        /// It, as a self-contained SVG element.
        svg: String,
        /// What it shows, in words, for everybody who cannot see it.
        words: String,
    },
    /// Text whose lines and spaces mean something: a line of a file with a mark under it, an example.
    Verbatim(String),
    /// A table.
    Table {
        /// The words above its columns.
        head: Vec<String>,
        /// Its rows, a text for each column.
        rows: Vec<Vec<String>>,
    },
}

impl Block {
    /// Returns a table with that head.
    pub fn table(head: &[&str], rows: Vec<Vec<String>>) -> Block {
        Block::Table { head: head.iter().map(|&word| word.to_owned()).collect(), rows }
    }
}
