//! Practice with invented people: a scenario is read and its key is held against the questionnaire, a
//! trainee goes through the same conversation as in a real screening, and the debrief says step by step
//! and item by item what was heard, what was made of it, and why the key sees it as it does. Nothing
//! here is ever a record of a person. Its one surprise: the key is not only compared, it is played,
//! through the same conversation, by somebody who does everything right.

mod alone;
mod class;
mod class_document;
mod class_pictures;
mod collection;
mod compare;
mod debrief;
mod debrief_document;
mod ending;
mod hearing;
mod key_play;
mod overview;
mod pages;
mod play;
mod played;
mod points;
mod read;
mod results;
mod scenario;
mod session;
mod trainee;
mod wanted;
mod words;

/// What stands in everything that practice writes for other programs.
pub const STATEMENT: &str = "TRAINING. The person is invented. This is no record of anybody.";

pub use class::{Class, TwinPair, class};
pub use class_document::class_document;
pub use collection::lacking;
pub use debrief::{Debrief, debrief};
pub use debrief_document::{document, support_lines};
pub use key_play::{KeyPlay, play_key};
pub use overview::{ClassItem, Rating, Results, ScenarioOverview, Taken};
pub use pages::PAGES;
pub use play::{MARK, Play, offered_needs};
pub use played::{Played, PlayedMove};
pub use points::{choices, point_id, point_of};
pub use read::{Needed, ReadScenario, named_questionnaire, read};
pub use results::{debrief_document, played, training_result};
pub use scenario::{
    AllowedAdvice, AnsweredAlone, Brief, Decision, Difficulty, Fact, HandsOver, Person, Right, Scenario,
    ScenarioEntry, ScenarioKey, Twin, Unlock, Way, answer_of, is_rated, written,
};
pub use session::{PracticeSession, PracticeSetting};
pub use trainee::{Certification, Trainee};
pub use words::{AREAS, FACETS, Facet};
