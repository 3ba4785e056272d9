//! The conversation as a value, from a word on the questionnaire to the last one: [`Dialogue::turn`] says
//! what is on the screen now, [`Dialogue::reply`] takes what came back. It knows no terminal and waits for
//! nobody, so it can be kept, put aside and shown anywhere: a terminal, plain lines, a script and an
//! invented person are drivers of it. No turn before the summary ever shows a score or a level. Its one
//! surprise: all of it is data, and what cannot be written down as data has no place in it.
//!
//! | file | holds |
//! |---|---|
//! | `turn`, `reply`, `offered` | what is shown, what can come back, and which of it a turn offers |
//! | `value`, `state` | the conversation itself; where it stands, as data |
//! | `dialogue` | the present turn, and what a reply does: begin here |
//! | `steps` | the order: one list |
//! | `gates`, `opening`, `questions`, `looking_over`, `services`, `parting`, `releasing`, `own_part`, `seen`, `summary`, `farewell` | the steps |
//! | `note`, `interruptions`, `interpreter`, `alone`, `summary_tasks` | what comes between them: notes, breaks and danger, who interprets, what the person answers alone, what is done with the summary |
//! | `interview` | what has been said, and which question comes next |
//! | `setting`, `talk_clock`, `snapshot`, `choosing`, `writing`, `reading_page`, `attempt` | what surrounds it; how long it has lasted; written down; a choice before it; lines written outside it; a page that is only read; what came of it, for counting |

mod alone;
mod attempt;
mod choosing;
mod dialogue;
mod farewell;
mod gates;
mod heard;
mod interpreter;
mod interruptions;
mod interview;
mod looking_over;
mod note;
mod offered;
mod opening;
mod own_part;
mod own_words;
mod parting;
mod questions;
mod reading_page;
mod releasing;
mod reply;
mod seen;
mod services;
mod setting;
mod snapshot;
mod spoken;
mod state;
mod steps;
mod summary;
mod summary_tasks;
mod talk_clock;
mod turn;
mod value;
mod writing;

pub use attempt::Attempt;
pub use choosing::Choosing;
pub(crate) use gates::{gate_answers, gate_reply};
pub use interruptions::{PUT_ASIDE, WaysOut, hidden_page};
pub use interview::{Interview, SetAside, Stage};
pub use note::LONGEST_NOTE;
pub use questions::reply_of;
pub use reading_page::ReadingPage;
pub use reply::{ChoiceId, OpenAnswers, Refused, Reply};
pub use setting::{AloneWay, Purpose, Setting};
pub use snapshot::{ConversationTexts, Snapshot, SnapshotError, TextChecksum};
pub use state::Ending;
pub(crate) use summary_tasks::{chosen_level, level_items};
pub use talk_clock::TalkClock;
pub use turn::{CopyTo, Dialogue, ListItem, PageName, Point, SectionProgress, Turn, Typing, Wanted, lead};
pub use value::Conversation;
pub use writing::Writing;
