//! What a document says of a screening: the facts, already decided and in their final words, are the
//! record that [`build()`] makes; the pages are made of it alone. Formats decide nothing, look up nothing and
//! read no clock: the date is passed in. The order is the field's: the person's needs and strengths first,
//! what to do next before why, and never a verdict.

mod block;
mod build_record;
mod detail;
mod directory_pages;
mod earlier;
mod full;
mod handed_on;
mod in_words;
mod neutral;
mod next_steps;
mod note;
mod outcome_records;
mod pack_pages;
mod pages;
mod printed_form;
mod reasons;
mod referrals;
mod rule_words;
mod services;
mod take_away;
mod taken_back;
mod wrapped;

pub use block::Block;
pub use build_record::{Findings, build, service_name, step_name, wants_no_contact};
pub use detail::{Detail, document};
pub use directory_pages::{found, stale};
pub use earlier::earlier_screening;
pub use handed_on::spoken_language;
pub use in_words::short_day_of;
pub use neutral::{is_neutral, is_neutral_file_name, is_neutral_way};
pub use pack_pages::pack_on_paper;
pub use pages::{PageReader, Pages};
pub use printed_form::paper;
pub use referrals::{carried, service_offered, unmet_item};
pub use services::{Offers, looked_for, offers, police_required};
pub use take_away::carries_anything;
pub use taken_back::{SentCopy, taken_back};
pub use wrapped::{line_options, one_line, paragraphs, wrapped};
