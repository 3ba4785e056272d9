//! Information that everybody gets, without any question: what the worker can say, and a page to hand over. The
//! words of a page are data, one file a page and language; its lines come from the referral directories. Its rule:
//! whoever finds the page learns nothing of the person who carries it. So no name that would tell stands on it, and
//! every line serves all who get it.

mod contacts;
mod page;
mod sheet;

pub use contacts::{ContactLine, Contacts, contacts};
pub use page::{InformPage, InformSource, read_page};
pub use sheet::{for_worker, handed_over, overview};
