//! Information that everybody gets, without any question: what the worker can say, and a page to hand over. The
//! words of a page are data, one file a page and language; its lines come from the referral directories. Its rule:
//! the page bears nothing about the person who carries it. So no name that would tell stands on it, and no line of
//! which a directory says that it serves only some. Its limit: a number can be looked up, and a phone keeps it.

mod contacts;
mod page;
mod sheet;

pub use contacts::{ContactLine, Contacts, contacts};
pub use page::{InformPage, InformSource, read_page};
pub use sheet::{for_worker, handed_over, overview, who_answers};
