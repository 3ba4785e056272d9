//! Reads a TOML document table by table and notes every mistake with its place, so that an author
//! sees all of them at once. It knows nothing of what a document means.

mod damage;
mod document;
mod hidden;
mod limits;
mod lists;
mod look_alike;
mod notes;
mod table;
pub mod text;
mod untyped;
mod value;

pub use document::parse;
pub use hidden::note_character;
pub use limits::{DEEPEST, LONGEST_TEXT, MOST_ENTRIES};
pub use lists::TextOrTable;
pub use notes::Notes;
pub use table::Table;
pub use text::Placed;
pub use untyped::Untyped;
