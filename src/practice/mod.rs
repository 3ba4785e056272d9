//! Practice with invented people: a scenario is read and its key is held against the questionnaire, a
//! trainee goes through the same conversation as in a real screening, and the debrief says step by step
//! and item by item what was heard, what was made of it, and why the key sees it as it does. Nothing
//! here is ever a record of a person. Its one surprise: the key is not only compared, it is played,
//! through the same conversation, by somebody who does everything right.

mod class;
mod compare;
mod debrief;
mod hearing;
mod key_play;
mod mix;
mod overview;
mod pages;
mod pictures;
mod play;
mod played;
mod points;
mod read;
mod results;
mod scenario;
mod session;
mod tell;
mod words;

/// What stands in everything that practice writes for other programs.
pub const STATEMENT: &str = "TRAINING. The person is invented. This is no record of anybody.";

pub use class::{Class, Group, Item, Pair, Rating, Results, Taken, Trainee, class};
pub use compare::{Difference, Direction, compare};
pub use debrief::{Debrief, ItemReview, Offer, OwnCall, debrief};
pub use key_play::{KeyPlay, play_key};
pub use mix::lacking;
pub use overview::class_document;
pub use pages::PAGES;
pub use play::{MARK, Play, offered_needs};
pub use played::{Ended, Move, Played};
pub use points::{choices, point_id, point_of};
pub use read::{Needed, Reading, named_questionnaire, read};
pub use results::{debrief_document, played, training_result};
pub use scenario::{
    Allow, Brief, Decision, Difficulty, Entry, Fact, Key, Person, Right, Scenario, Twin, Unlock, Way,
    answer_of, is_rated, written,
};
pub use session::{PracticeSession, PracticeSetting};
pub use tell::{document, support_lines};
