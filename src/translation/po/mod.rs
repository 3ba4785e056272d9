//! Translations as PO files of gettext, for those who translate with Poedit, Weblate, OmegaT and the like: `msgctxt`
//! holds the address of a text, `msgid` its source, `msgstr` the words, `#.` what a translator should know of it, and
//! the mark `fuzzy` that its words are of an older source. What is read back can only hold the same: the checksum
//! comes from the `msgid` that stands in the file, so that words of an older source come in as such. Its one surprise:
//! what is marked `fuzzy` was not confirmed by anybody, and is not taken.

mod entries;
mod export;
mod head;
mod import;
mod quoted;
mod words;

pub use export::{Exported, export};
pub use import::{Imported, import};
pub use words::{PoWords, edition_in, read_po};
