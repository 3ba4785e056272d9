//! The documents that other programs rely on, one struct each, written and read: answers in, a result out; a
//! record; a record that was scored again; the changes between two editions; what practice writes, which is
//! of kinds of its own. Their form is fixed by the `FORMAT` beside each struct; its JSON Schema under
//! `tests/schema` is made from the struct. Decimals go through as text, never as floats.

mod again;
mod alone;
mod answers;
mod beginning;
mod case_reference;
mod checked;
mod contact;
mod context;
mod debrief;
mod diff;
mod other_language;
mod outcome;
mod read;
mod record;
mod referrals;
mod refused;
mod release;
mod removed;
mod rescored;
mod response;
mod result;
mod return_slip;
mod schemas;
mod seen;
mod stays_whole;
mod stripped_answers;
mod stripped_record;
mod training;
mod tree;
mod way;
mod wire;
mod without_identifiers;

pub use again::{Again, EarlierOutcome, EarlierScreening};
pub use alone::AloneRecord;
pub use answers::{AnswersDocument, read_answers};
pub use beginning::{GateAnswer, GateRecord, InterpreterKind, InterpreterRecord, InterpreterTie, TalkWay};
pub use case_reference::{CaseReference, CaseReferenceError};
pub use checked::{
    CheckDocument, CheckSummary, CheckedFile, FindingRecord, TestDocument, TestedCase, TestedFile,
};
pub use contact::{ContactTime, ContactWay, NextContact};
pub use context::ContextRecord;
pub use debrief::{
    BesideKey, DebriefDocument, DebriefKind, Deviation, Direction, Figures, ItemReview, Offer, OwnCall,
    StepReview,
};
pub use diff::DiffDocument;
pub use other_language::{AskedIn, HeardIn, OtherLanguages, WordingRecord};
pub use outcome::{AdjustmentRecord, JudgementRecord, LevelRecord, NamedRecord, OutcomeRecord, RowRecord};
pub use read::{ReadRecord, read_record};
pub use record::{
    ActionRecord, AnswerRecord, Consent, EditionRecord, IndicatorRecord, LawRecord, NextRecord, NoteRecord,
    OpenContextRecord, OpenRecord, Record, RecordKind, ReferralRecord, ScoreRecord, TermRecord, Tool,
    UnmetNeed, heard_in,
};
pub use referrals::ReferralsDocument;
pub use refused::{DocumentRefusal, OtherDocument, StateFault};
pub use release::{
    Release, ReleaseEnd, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy, ReleasedNeed,
};
pub use removed::{LEFT_OUT, Removed};
pub use rescored::{
    OtherResult, RecordDifference, RescoreDocument, RescoreKind, SameEdition, WhichRecord, WithOther,
};
pub use response::Response;
pub use result::ResultDocument;
pub use return_slip::{is_slip_number, slip_number};
pub use seen::{SeenBy, SeenOn, SeenRecord};
pub use stripped_answers::{NOT_APPLICABLE, NOT_ASKED, evidence_line};
pub use stripped_record::{NO_GUARANTEE, StrippedRecord};
pub use training::{
    Ended, MoveRecord, RatingRecord, TrainingKind, TrainingResult, bad_code, is_of_training,
    read_training_result,
};
pub use tree::Tree;
pub use way::{ReferralWay, WayRefused, WayStage, WayStep};
pub use wire::{Day, Exact, FormatVersion, Raw, written};
pub use without_identifiers::{OWN_QUESTIONNAIRE, without_identifiers};
