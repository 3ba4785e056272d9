//! The file that a translator fills in: every text that a person hears, in the order of the conversation, each with
//! the source as a comment; then what the practitioner reads, which may be left out.

use std::collections::BTreeSet;

use super::address::{SourceText, checksum, source_texts};
use super::file::{Translation, is_option};
use super::written::{MAY_BE_LEFT_OUT, NOT_REVIEWED, entry, head, values_of};
use crate::language::tag::english_name;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::elements::Audience;

impl Translation {
    /// Returns a translation in which nothing stands yet.
    pub fn begun(questionnaire: &Questionnaire, language: &str) -> Translation {
        Translation {
            of: questionnaire.edition().to_string(),
            language: language.to_owned(),
            authors: Vec::new(),
            license: questionnaire.license.clone(),
            validation: NOT_REVIEWED.to_owned(),
            reviews: Vec::new(),
            values: Vec::new(),
            texts: Vec::new(),
        }
    }
}

/// Returns the file to fill in.
pub fn starter(questionnaire: &Questionnaire, language: &str) -> String {
    let edition = questionnaire.edition();
    let mut file = format!(
        "# {edition} in {}: words only. A text is said to the person unless it stands in the second part.\n\
         # Write each `say`; leave `of` and `from` as they are. `from` is the checksum of the source text:\n\
         # where the source changes, `safelight translate check` names this text.\n\n",
        english_name(language),
    );
    let begun = Translation::begun(questionnaire, language);
    file.push_str(&head(&begun));
    file.push_str(&values_of(questionnaire, &begun));
    // What may be left out is a comment until somebody writes it.
    let blank = |mark: &str, text: &SourceText<'_>| {
        entry(mark, Some(text.text.text), &text.address, &checksum(text.text.text), "")
    };
    let (heard, read): (Vec<_>, Vec<_>) = source_texts(questionnaire).partition(SourceText::is_heard);
    let mut options = BTreeSet::new();
    for text in &heard {
        // What many questions can be answered with is written once.
        if !is_option(&text.address) || options.insert(text.text.text) {
            file.push_str(&blank("", text));
        }
    }
    file.push_str(MAY_BE_LEFT_OUT);
    for text in read.iter().filter(|text| text.text.audience == Audience::Practitioner) {
        file.push_str(&blank("# ", text));
    }
    file
}
