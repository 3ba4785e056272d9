//! What of a record stays as it is where it is without identifiers: words of the questionnaire, words of lists, and
//! what rules make of them. Each struct is taken apart by all of its fields, so that a new one has to be decided on.

use super::GateRecord;
use super::outcome::{AdjustmentRecord, LevelRecord, NamedRecord, RowRecord};
use super::record::{OpenContextRecord, OpenRecord, ScoreRecord, TermRecord, Tool};
use crate::questionnaire::model::Step;

/// Something that stays as it is.
pub trait StaysWhole: Clone {
    /// Returns it as it is, after a look at each of its fields.
    fn whole(&self) -> Self;
}

macro_rules! stay_whole {
    ($($type:ident { $($field:ident),* $(,)? })*) => {$(
        impl StaysWhole for $type {
            fn whole(&self) -> Self {
                let $type { $($field: _),* } = self;
                self.clone()
            }
        }
    )*};
}

stay_whole! {
    Tool { name, version }
    GateRecord { id, asked, answer }
    LevelRecord { id, label, in_note, no_contact, next }
    RowRecord { row, truth, says, because, rule, points }
    AdjustmentRecord { row, truth, does, changes, before, because }
    NamedRecord { id, label }
    ScoreRecord { id, label, low, high, as_published, published_reason, published_source, terms }
    TermRecord { label, low, high }
    OpenRecord { question, asked, left_open_by_choice, levels_removed }
    OpenContextRecord { id, label, can_be }
    Step {
        id, label, in_note, no_contact, duty, topic, within_hours, repeat_after_days, needs, because, source, part
    }
}

/// Returns a list of such things as it is.
pub fn whole<T: StaysWhole>(list: &[T]) -> Vec<T> {
    list.iter().map(StaysWhole::whole).collect()
}
