//! How much pages of a screening tell, as one table: each part of the document, with the levels that it
//! stands in. What is in no level of a page is not in it, whatever the format: formats only draw.

use super::block::Block;
use super::{earlier, full, handed_on, note, reasons, take_away};
use crate::questionnaire::FrameWords;
use crate::records::Record;
use crate::vocabulary::closed_list;

closed_list! {
    /// How much pages tell, and for whom.
    #[derive(Default)]
    pub enum Detail {
        /// One page for the case file: what the person wants, what to do next and by when. No answer, no
        /// refusal, no score, no indicator.
        #[default]
        Note = "note",
        /// The note, and for a supervisor or a team the facts that brought each level.
        Reasons = "reasons",
        /// Everything, for research, audit and scoring again.
        Full = "full",
        /// For one recipient, what a release names.
        Referral = "referral",
        /// What the person may carry: neutral words and numbers, and nothing of what was said.
        TakeAway = "take-away",
    }
}

impl Detail {
    /// Returns what a copy of it holds, for whoever chooses one.
    pub fn label(self, frame: &FrameWords) -> &'static str {
        let [note, reasons, full] = frame.copies;
        match self {
            Detail::Note => note,
            Detail::Reasons => reasons,
            Detail::Full => full,
            Detail::Referral => "What one recipient may get, as the person agreed, and nothing else",
            Detail::TakeAway => "Half a page for the person to carry, in neutral words",
        }
    }

    /// Returns whether it is of the screening, and not something that is given to others.
    pub fn is_a_copy(self) -> bool {
        matches!(self, Detail::Note | Detail::Reasons | Detail::Full)
    }

    /// Returns whether answers stand in it.
    pub fn holds_answers(self) -> bool {
        matches!(self, Detail::Reasons | Detail::Full)
    }
}

/// One part of the document.
struct PagePart {
    /// The levels that it stands in.
    stands_in: &'static [Detail],
    /// Adds it, if there is anything to say.
    draw: fn(&Record, &mut Vec<Block>),
}

const fn part(stands_in: &'static [Detail], draw: fn(&Record, &mut Vec<Block>)) -> PagePart {
    PagePart { stands_in, draw }
}

const REASONS: &[Detail] = &[Detail::Reasons];
const FULL: &[Detail] = &[Detail::Full];

/// All parts, in their order. The field's order: the person first, what to do next before why.
const PARTS: &[PagePart] = &[
    part(&[Detail::Note], note::page),
    part(REASONS, note::page_before_reasons),
    part(REASONS, reasons::levels),
    part(REASONS, reasons::facts),
    part(REASONS, reasons::seen),
    part(REASONS, reasons::explained),
    part(FULL, full::head),
    part(FULL, full::said_of_wishes),
    part(FULL, full::outcomes),
    part(FULL, full::why),
    part(FULL, full::scores),
    part(&[Detail::Reasons, Detail::Full], earlier::earlier),
    part(&[Detail::Reasons, Detail::Full], full::open),
    part(FULL, full::open_contexts),
    part(FULL, full::validation),
    part(FULL, full::actions),
    part(FULL, full::referrals),
    part(FULL, full::answers),
    part(FULL, full::about),
    part(&[Detail::Referral], handed_on::page),
    part(&[Detail::TakeAway], take_away::page),
];

/// Returns the pages of a screening at a level, as blocks.
pub fn document(record: &Record, detail: Detail) -> Vec<Block> {
    let mut blocks = Vec::new();
    for part in PARTS.iter().filter(|part| part.stands_in.contains(&detail)) {
        (part.draw)(record, &mut blocks);
    }
    blocks
}
