//! Which services meet what is looked for, and why. Police and tip lines are left out unless they are wanted; a
//! channel is offered only in a language that it has.

use jiff::civil::Date;

use super::directory::{Channel, Directory, Service, Shares};
use super::freshness::Freshness;
use crate::questionnaire::model::AgeRange;
use crate::vocabulary::Term;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct LookedFor {
    /// The needs, the most pressing first.
    pub needs: Vec<&'static Term>,
    /// The person's age band, if known.
    pub ages: Option<AgeRange>,
    /// The forms of exploitation with indicators; empty if none is known.
    pub forms: Vec<&'static Term>,
    /// The person's language tag, if known.
    pub language: Option<String>,
    /// Whether there is danger now: then what meets an emergency comes first.
    pub danger: bool,
    /// Whether police and tip lines are wanted or required by law.
    pub police: bool,
}

/// A service that meets what is looked for.
#[derive(Debug, Clone)]
pub struct Match<'d> {
    /// The service.
    pub service: &'d Service,
    /// The directory that it is from.
    pub directory: &'d Directory,
    /// Why it is listed, a sentence fragment each.
    pub reasons: Vec<String>,
    /// The channels that can be used in the person's language; all if the language is not known.
    pub channels: Vec<&'d Channel>,
    /// How old the entry is.
    pub freshness: Freshness,
}

/// Returns the services that meet what is looked for, best first. Directories named first take precedence: of
/// services with the same id, or the same name, only the first is listed.
pub fn match_services<'d>(directories: &'d [Directory], wanted: &LookedFor, today: Date) -> Vec<Match<'d>> {
    let mut matches: Vec<Match<'d>> = Vec::new();
    for directory in directories {
        for service in &directory.services {
            let known = matches
                .iter()
                .any(|earlier| earlier.service.id == service.id || earlier.service.name == service.name);
            if !known && let Some(found) = meets(directory, service, wanted, today) {
                matches.push(found);
            }
        }
    }
    // A stable sort: within the same rank the order of the directories stands.
    matches.sort_by_key(|found| rank(found.service, wanted));
    matches
}

/// The place of the most pressing need that it meets; police last; emergencies first in danger.
fn rank(service: &Service, wanted: &LookedFor) -> (bool, bool, usize) {
    let emergency = service.needs.iter().any(|need| need.id == "emergency");
    let first = wanted.needs.iter().position(|need| service.needs.contains(need));
    (service.group.is_police(), wanted.danger && !emergency, first.unwrap_or(usize::MAX))
}

fn meets<'d>(
    directory: &'d Directory,
    service: &'d Service,
    wanted: &LookedFor,
    today: Date,
) -> Option<Match<'d>> {
    let met: Vec<&str> =
        wanted.needs.iter().filter(|need| service.needs.contains(need)).map(|need| need.label).collect();
    let police = service.group.is_police();
    if met.is_empty() || (police && !wanted.police) {
        return None;
    }
    let mut reasons = vec![format!("meets: {}", met.join(", "))];
    reasons.extend(age_reason(service, wanted)?);
    reasons.extend(form_reason(service, wanted)?);
    let (channels, reason) = channels(service, wanted)?;
    reasons.extend(reason);
    if police {
        reasons.push("police or tip line, shown because it was asked for or the law requires it".to_owned());
    }
    let freshness = Freshness::on(service.verified_on, today);
    Some(Match { service, directory, reasons, channels, freshness })
}

/// Nothing if the ages do not meet; a reason if the service has ages.
fn age_reason(service: &Service, wanted: &LookedFor) -> Option<Option<String>> {
    if service.minimum_age.is_none() && service.maximum_age.is_none() {
        return Some(None);
    }
    let range = AgeRange { from: service.minimum_age.unwrap_or(0), to: service.maximum_age };
    match wanted.ages {
        Some(ages) if !ages.meets(range) => None,
        Some(ages) => Some(Some(format!("for ages {range}; the person's age band is {ages}"))),
        None => Some(Some(format!("for ages {range}; the person's age is not known, so ask"))),
    }
}

fn form_reason(service: &Service, wanted: &LookedFor) -> Option<Option<String>> {
    if service.forms.is_empty() || wanted.forms.is_empty() {
        return Some(None);
    }
    let both: Vec<&str> =
        wanted.forms.iter().filter(|form| service.forms.contains(form)).map(|form| form.label).collect();
    if both.is_empty() { None } else { Some(Some(format!("works with {}", both.join(", ")))) }
}

/// The channels in the person's language; nothing if there is none.
fn channels<'d>(service: &'d Service, wanted: &LookedFor) -> Option<(Vec<&'d Channel>, Option<String>)> {
    let Some(language) = &wanted.language else {
        return Some((service.channels.iter().collect(), None));
    };
    let speaks = |channel: &&Channel| channel.languages.iter().any(|known| known == language);
    let direct: Vec<&Channel> = service.channels.iter().filter(speaks).collect();
    let interpreted = |channel: &&Channel| !speaks(channel) && channel.interpreters;
    let through: Vec<&Channel> = service.channels.iter().filter(interpreted).collect();
    let reason = match (direct.is_empty(), through.is_empty()) {
        (false, _) => format!("speaks {}", language_name(language)),
        (true, false) => format!("{} through an interpreter", language_name(language)),
        (true, true) if service.needs.iter().any(|need| need.id == "emergency") => {
            // In an emergency a line is never left out for its language.
            let reason = format!(
                "not known whether it speaks {}: call with somebody who can help",
                language_name(language)
            );
            return Some((service.channels.iter().collect(), Some(reason)));
        }
        (true, true) => return None,
    };
    Some((direct.into_iter().chain(through).collect(), Some(reason)))
}

/// Returns the English name of a language tag, or the tag itself.
fn language_name(tag: &str) -> &str {
    match tag {
        "en" => "English",
        "es" => "Spanish",
        "fr" => "French",
        "ase" => "American Sign Language",
        other => other,
    }
}

/// Returns a line for each way to get help at once, for a page shown in danger.
pub fn emergency_lines(directories: &[Directory]) -> Vec<String> {
    let urgent = directories
        .iter()
        .flat_map(|directory| &directory.services)
        .filter(|service| service.needs.iter().any(|need| need.id == "emergency"));
    urgent
        .map(|service| {
            let ways: Vec<String> = service
                .channels
                .iter()
                .map(|channel| format!("{} {}", channel.kind, channel.contact))
                .collect();
            let police = if service.shares_with_police == Shares::Yes { " (shares with police)" } else { "" };
            format!("{}: {}{police}", service.name, ways.join("; "))
        })
        .collect()
}
