//! Writes a record that was scored again as JSON.

use serde::Serialize;

use super::rescore::{Difference, Other, OtherResult, Rescored};
use super::result::{ResultDocument, result_of};
use crate::questionnaire::ElementId;

/// Writes what came of it as JSON.
pub fn rescore_document(own: &Rescored<'_>, other: Option<&Other<'_>>) -> String {
    let record = own.record;
    let document = RescoreDocument {
        format: 1,
        kind: "safelight-rescore",
        record: RecordOf {
            questionnaire: &record.edition.id,
            version: &record.edition.version,
            date: record.date.to_string(),
            tool_version: &record.tool_version,
        },
        same_edition: SameOf {
            structure: own.fingerprint.structure == record.fingerprint.structure,
            scoring: own.fingerprint.scoring == record.fingerprint.scoring,
            wording: own.fingerprint.wording == record.fingerprint.wording,
        },
        differences: own.differences.iter().map(DifferenceOf::of).collect(),
        result: result_of(&own.case, &own.assessment, &own.fingerprint),
        with: other.map(WithOf::of),
    };
    let mut json = serde_json::to_string_pretty(&document).expect("it has only text keys");
    json.push('\n');
    json
}

#[derive(Serialize)]
struct RescoreDocument<'r> {
    format: u32,
    kind: &'static str,
    record: RecordOf<'r>,
    same_edition: SameOf,
    differences: Vec<DifferenceOf<'r>>,
    result: ResultDocument<'r>,
    with: Option<WithOf<'r>>,
}

#[derive(Serialize)]
struct RecordOf<'r> {
    questionnaire: &'r str,
    version: &'r str,
    date: String,
    tool_version: &'r str,
}

#[derive(Serialize)]
struct SameOf {
    structure: bool,
    scoring: bool,
    wording: bool,
}

#[derive(Serialize)]
struct AboutOf<'r> {
    kind: &'static str,
    id: &'r str,
}

impl<'r> AboutOf<'r> {
    fn of(about: &'r ElementId) -> Self {
        AboutOf { kind: about.kind.id(), id: &about.id }
    }
}

#[derive(Serialize)]
struct DifferenceOf<'r> {
    about: AboutOf<'r>,
    key: &'r str,
    written: Option<&'r str>,
    computed: Option<&'r str>,
}

impl<'r> DifferenceOf<'r> {
    fn of(difference: &'r Difference) -> Self {
        DifferenceOf {
            about: AboutOf::of(&difference.about),
            key: &difference.key,
            written: difference.written.as_deref(),
            computed: difference.computed.as_deref(),
        }
    }
}

#[derive(Serialize)]
struct WithOf<'r> {
    results_comparable: bool,
    not_carried_over: Vec<LeftOf<'r>>,
    renamed: Vec<RenamedOf<'r>>,
    differences: Vec<OtherOf<'r>>,
    result: ResultDocument<'r>,
}

impl<'r> WithOf<'r> {
    fn of(other: &'r Other<'r>) -> Self {
        let left = other.carried.left.iter();
        let renamed = other.carried.renamed.iter();
        WithOf {
            results_comparable: other.diff.incomparable().next().is_none(),
            not_carried_over: left.map(|left| LeftOf { id: &left.about, why: &left.why }).collect(),
            renamed: renamed.map(|(from, to)| RenamedOf { from, to }).collect(),
            differences: other.results.iter().map(OtherOf::of).collect(),
            result: result_of(&other.carried.case, &other.assessment, &other.fingerprint),
        }
    }
}

#[derive(Serialize)]
struct LeftOf<'r> {
    id: &'r str,
    why: &'r str,
}

#[derive(Serialize)]
struct RenamedOf<'r> {
    from: &'r str,
    to: &'r str,
}

#[derive(Serialize)]
struct OtherOf<'r> {
    about: AboutOf<'r>,
    own: Option<&'r str>,
    other: Option<&'r str>,
    because: &'r [String],
}

impl<'r> OtherOf<'r> {
    fn of(result: &'r OtherResult) -> Self {
        OtherOf {
            about: AboutOf::of(&result.about),
            own: result.own.as_deref(),
            other: result.other.as_deref(),
            because: &result.because,
        }
    }
}
