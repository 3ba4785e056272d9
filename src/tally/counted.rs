//! What of one record is counted: a quarter, a form, a level for each outcome, needs, and how far it came with
//! each service. Nothing else of a record is ever looked at, and what stands here is a word of a questionnaire, a
//! directory or a list of ours. A word that cannot be an id is counted as another one, and never shown.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;

use super::quarter::Quarter;
use crate::records::{OutcomeRecord, Record, ReferralWay, Response, WayStage};
use crate::scoring::Due;
use crate::vocabulary::NEEDS;

/// What stands in the place of a word that is no id.
pub(super) const ANOTHER: &str = "another";

/// The longest id that is shown.
const LONGEST: usize = 60;

/// How far it came with a service. Each step holds those before it: what was reached was offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReferralStage {
    /// The person was told of it.
    Offered,
    /// The person wanted it.
    Wanted,
    /// The service was asked, with the person's agreement.
    Sent,
    /// The service said that it was asked.
    Received,
    /// The person was helped there.
    Reached,
}

impl ReferralStage {
    /// All of them, in order.
    pub const ALL: [ReferralStage; 5] = [
        ReferralStage::Offered,
        ReferralStage::Wanted,
        ReferralStage::Sent,
        ReferralStage::Received,
        ReferralStage::Reached,
    ];

    /// Returns how far it came by what a record says of a service. What was declined, is to be asked again, or could
    /// not be had was offered.
    pub fn of(response: Response) -> Option<Self> {
        match response {
            Response::NotOffered => None,
            Response::Offered | Response::Declined | Response::Later | Response::NotAvailable => {
                Some(ReferralStage::Offered)
            }
            Response::Accepted => Some(ReferralStage::Wanted),
            Response::Done => Some(ReferralStage::Reached),
        }
    }

    /// Returns how far it came by a stage of its way. Whoever tried and is not in touch with the person has the
    /// referral.
    pub fn of_way(stage: WayStage) -> Self {
        match stage {
            WayStage::Offered | WayStage::Declined | WayStage::NotAvailable => ReferralStage::Offered,
            WayStage::Wanted | WayStage::NoLongerWanted => ReferralStage::Wanted,
            WayStage::Sent | WayStage::Destroyed => ReferralStage::Sent,
            WayStage::Received | WayStage::NotReached => ReferralStage::Received,
            WayStage::Reached | WayStage::Begun | WayStage::Done => ReferralStage::Reached,
        }
    }

    /// Returns how it is shown.
    pub fn label(self) -> &'static str {
        match self {
            ReferralStage::Offered => "offered",
            ReferralStage::Wanted => "wanted",
            ReferralStage::Sent => "sent",
            ReferralStage::Received => "received",
            ReferralStage::Reached => "reached",
        }
    }
}

/// Which form was asked: an edition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormName(String);

impl FormName {
    /// Returns the form of an edition. A questionnaire whose id or version is none is another one.
    pub fn of(id: &str, version: &str) -> Self {
        let is_known = is_id(id) && version.len() <= LONGEST && Version::parse(version).is_ok();
        FormName(if is_known { format!("{id}@{version}") } else { ANOTHER.to_owned() })
    }

    /// Returns the form of another text with the same id and version, which is another form.
    pub fn of_another_text(&self) -> Self {
        FormName(format!("{} (another text)", self.0))
    }

    /// Returns how it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A service, by its directory and its id there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceName {
    /// The id of the directory.
    pub directory: String,
    /// The id of the service.
    pub id: String,
}

/// What of one record is counted.
#[derive(Debug, Clone)]
pub struct Counted {
    pub(super) quarter: Quarter,
    pub(super) form: FormName,
    /// The level of each outcome that is settled; nothing where it is not.
    pub(super) levels: BTreeMap<String, Option<String>>,
    /// Every level of an outcome that is still possible.
    pub(super) possible: BTreeMap<String, Vec<String>>,
    pub(super) needs: BTreeSet<&'static str>,
    services: BTreeMap<ServiceName, ReferralStage>,
}

impl Counted {
    /// Returns what of a record is counted.
    pub fn of(record: &Record) -> Self {
        let due = record.actions.iter().filter(|action| action.status == Due::Due);
        let asked_for = due.flat_map(|action| action.step.needs.iter().map(|need| need.id));
        let unmet = record.needs_without_service.iter().map(|unmet| unmet.need.as_str());
        let unmet = unmet.filter_map(|id| NEEDS.iter().find(|need| need.id == id)).map(|need| need.id);
        let services = record.referrals.iter().filter_map(|service| {
            let name = ServiceName { directory: known(&service.directory), id: known(&service.id) };
            Some((name, ReferralStage::of(service.response)?))
        });
        let mut counted = Counted {
            quarter: Quarter::of(record.date.0),
            form: FormName::of(&record.questionnaire.id, &record.questionnaire.version),
            levels: record.outcomes.iter().map(|outcome| (known(&outcome.id), level(outcome))).collect(),
            possible: record.outcomes.iter().map(|outcome| (known(&outcome.id), possible(outcome))).collect(),
            needs: asked_for.chain(unmet).collect(),
            services: BTreeMap::new(),
        };
        services.for_each(|(name, stage)| counted.came_to(name, stage));
        counted
    }

    /// Returns a record of a quarter and a form with one outcome, `concern`, at a level or open.
    #[cfg(test)]
    pub(super) fn of_test(quarter: Quarter, form: &FormName, level: Option<String>) -> Self {
        Counted {
            quarter,
            form: form.clone(),
            possible: [("concern".to_owned(), level.iter().cloned().collect())].into(),
            levels: [("concern".to_owned(), level)].into(),
            needs: BTreeSet::new(),
            services: BTreeMap::new(),
        }
    }

    /// Returns the form.
    pub fn form(&self) -> &FormName {
        &self.form
    }

    /// The text that was asked is another one than the one of that name which is known.
    pub fn is_of_another_text(&mut self) {
        self.form = self.form.of_another_text();
    }

    /// Adds what is known of the ways of its referrals since. Where somebody goes who is no service of the record is
    /// not counted: that was typed.
    pub fn went(&mut self, record: &Record, ways: &[ReferralWay]) {
        for way in ways {
            let service = record.referrals.iter().find(|service| way.service.as_deref() == Some(&service.id));
            let Some(service) = service else { continue };
            let name = ServiceName { directory: known(&service.directory), id: known(&service.id) };
            way.stages
                .iter()
                .for_each(|(stage, _)| self.came_to(name.clone(), ReferralStage::of_way(*stage)));
        }
    }

    /// Adds how far it came with a service, as far as that is known; a step that comes before what is known already
    /// changes nothing.
    pub fn came_to(&mut self, service: ServiceName, stage: ReferralStage) {
        let known = self.services.entry(service).or_insert(stage);
        *known = stage.max(*known);
    }

    /// Returns how far it came with each service that was offered.
    pub(super) fn services(&self) -> impl Iterator<Item = (&ServiceName, ReferralStage)> {
        self.services.iter().map(|(name, stage)| (name, *stage))
    }
}

/// The level of an outcome; nothing where several are possible: what is not known is no level, and no "no".
fn level(outcome: &OutcomeRecord) -> Option<String> {
    match outcome.possible.as_slice() {
        [level] if outcome.settled => Some(known(&level.id)),
        _ => None,
    }
}

fn possible(outcome: &OutcomeRecord) -> Vec<String> {
    outcome.possible.iter().map(|level| known(&level.id)).collect()
}

/// Returns an id as it may be shown.
fn known(id: &str) -> String {
    if is_id(id) { id.to_owned() } else { ANOTHER.to_owned() }
}

/// Returns whether a text can be an id: small letters of English, digits, and what joins them.
pub(super) fn is_id(text: &str) -> bool {
    let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !text.is_empty() && text.len() <= LONGEST && text.chars().all(is_of_id)
}

#[cfg(test)]
mod tests {
    use super::{FormName, ReferralStage};
    use crate::records::Response;

    #[test]
    fn what_is_no_id_is_another() {
        assert_eq!(FormName::of("adult-brief", "1.0.0").as_str(), "adult-brief@1.0.0");
        for (id, version) in [("Maria Lopez", "1.0.0"), ("adult-brief", "of Maria"), ("", "1.0.0")] {
            assert_eq!(FormName::of(id, version).as_str(), "another");
        }
    }

    #[test]
    fn a_refusal_and_a_maybe_are_no_wish() {
        for response in [Response::Declined, Response::Later, Response::NotAvailable, Response::Offered] {
            assert_eq!(ReferralStage::of(response), Some(ReferralStage::Offered));
        }
        assert_eq!(ReferralStage::of(Response::NotOffered), None);
        assert_eq!(ReferralStage::of(Response::Done), Some(ReferralStage::Reached));
    }
}
