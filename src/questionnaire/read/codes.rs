//! Reads what something is called in the systems of others.

use crate::questionnaire::model::Code;
use crate::reading::{Placed, Table};
use crate::vocabulary::CODE_SYSTEMS;

/// The longest code, in characters.
const LONGEST_CODE: usize = 200;

/// Reads the codes of a question, an option, an outcome or an indicator.
pub fn codes(table: &Table<'_>) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    for item in table.tables("codes", "a code") {
        let (place, system) = (item.place_of_value("code"), item.need_text("system"));
        let code = item.need_text("code");
        if let Some(system) = &system {
            note_bad_system(&item, system);
        }
        if let Some(code) = &code {
            note_bad_code(&item, code);
        }
        let [system, code] = [system, code].map(|text| text.map(|text| text.value).unwrap_or_default());
        if !code.is_empty()
            && codes.iter().any(|earlier| (&earlier.system, &earlier.code) == (&system, &code))
        {
            let message = format!("the code `{code}` of `{system}` stands here twice");
            item.notes().error("duplicate-member", place, message, "remove one of them");
        }
        codes.push(Code { system, code, display: item.string("display") });
    }
    codes
}

fn note_bad_system(table: &Table<'_>, system: &Placed<String>) {
    let known: Vec<&str> = CODE_SYSTEMS.iter().map(|term| term.id).collect();
    if known.contains(&system.value.as_str()) || is_address(&system.value) {
        return;
    }
    let message = format!("`{}` is no system of codes that is known here, and no address", system.value);
    let help = table.notes().nearest_or(&system.value.to_lowercase(), known.iter().copied(), '"', || {
        format!(
            "write one of: {}; or the address of the system, such as \"https://example.org/codes\"",
            known.join(", ")
        )
    });
    table.notes().error("unknown-word", system.span.clone(), message, help);
}

/// An address as other systems write it: a scheme, a colon and something behind it, without spaces.
fn is_address(text: &str) -> bool {
    let plain = text.chars().all(|letter| letter.is_ascii_graphic());
    let named = ["https://", "http://", "urn:"].into_iter().find_map(|scheme| text.strip_prefix(scheme));
    plain && named.is_some_and(|rest| rest.chars().any(char::is_alphanumeric))
}

/// A code is compared letter by letter by whoever reads it: no space at its ends, none of several kinds in it.
fn note_bad_code(table: &Table<'_>, code: &Placed<String>) {
    let single = code.value.split(' ').all(|part| !part.is_empty());
    let plain = code.value.chars().all(|letter| letter == ' ' || !letter.is_whitespace());
    if !single || !plain || code.value.chars().count() > LONGEST_CODE {
        let message = format!("`{}` cannot be a code", code.value);
        let help = format!(
            "write it as the system does: in one line, without space at its ends, at most {LONGEST_CODE} characters"
        );
        table.notes().error("bad-id", code.span.clone(), message, help);
    }
}
