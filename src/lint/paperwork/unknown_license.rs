//! `unknown-license`: nobody can tell what may be done with the wording.

use crate::lint::{LintFindings, Subject};
use crate::questionnaire::location::Place;
use crate::vocabulary::nearest;

/// Licences that people mean when they write something near them.
const USUAL: [&str; 9] = [
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "CC0-1.0",
    "MIT",
    "Apache-2.0",
];

pub fn look(subject: &Subject<'_>, found: &mut LintFindings<'_>) {
    let license = subject.questionnaire.license.trim();
    if spdx::Expression::parse(license).is_ok() {
        return;
    }
    let dashed = license.to_uppercase().replace([' ', '_'], "-");
    let help = match nearest(&dashed, USUAL) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write it as https://spdx.org/licenses/ does, such as `CC-BY-4.0`; terms of your own as \
                 `LicenseRef-our-terms`"
            .to_owned(),
    };
    found.at(Place::Head("license"), format!("`{license}` is no licence that SPDX lists"), help);
}
