//! What a questionnaire says about itself: sources, dates, reviews, licence.

pub mod figures_without_source;
pub mod no_review_date;
pub mod no_source;
pub mod no_survivor_review;
pub mod other_language;
pub mod review_passed;
pub mod unknown_license;
