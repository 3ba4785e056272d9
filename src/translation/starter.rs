//! The file that a translator fills in: every text that a person hears, in the order of the conversation, each with
//! the source as a comment; then what the practitioner reads, which may be left out.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::address::{SourceText, checksum, source_texts};
use super::file::is_option;
use crate::language::tag::english_name;
use crate::questionnaire::Questionnaire;
use crate::questionnaire::elements::Audience;

/// Returns the file to fill in.
pub fn starter(questionnaire: &Questionnaire, language: &str) -> String {
    let edition = questionnaire.edition();
    let mut file = format!(
        "# {edition} in {}: words only. A text is said to the person unless it stands in the second part.\n\
         # Write each `say`; leave `of` and `from` as they are. `from` is the checksum of the source text:\n\
         # where the source changes, `safelight translate check` names this text.\n\n\
         format = 1\n\n\
         [translation]\n\
         of         = \"{edition}\"\n\
         language   = \"{language}\"\n\
         authors    = []\n\
         license    = {}\n\
         validation = \"Not validated. No native speaker and nobody with lived experience has reviewed it yet.\"\n",
        english_name(language),
        toml::Value::String(questionnaire.license.clone()),
    );
    let (heard, read): (Vec<_>, Vec<_>) = source_texts(questionnaire).partition(SourceText::is_heard);
    let mut options = BTreeSet::new();
    for text in &heard {
        // What many questions can be answered with is written once.
        if !is_option(&text.address) || options.insert(text.text.text) {
            entry(&mut file, text, true);
        }
    }
    let _ = write!(file, "\n# === What the practitioner reads. Each may be left out. ===\n");
    for text in read.iter().filter(|text| text.text.audience == Audience::Practitioner) {
        entry(&mut file, text, false);
    }
    file
}

/// What may be left out is a comment until somebody writes it.
fn entry(file: &mut String, text: &SourceText<'_>, is_needed: bool) {
    let mark = if is_needed { "" } else { "# " };
    file.push('\n');
    for line in text.text.text.trim().lines() {
        let _ = writeln!(file, "# {}", line.trim());
    }
    let _ = write!(
        file,
        "{mark}[[text]]\n{mark}of   = \"{}\"\n{mark}from = \"{}\"\n{mark}say  = \"\"\n",
        text.address,
        checksum(text.text.text)
    );
}
