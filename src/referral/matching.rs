//! Which services meet a wish, and why. Police and tip lines are left out unless they are wanted; a
//! channel is offered only in a language that it has.

use jiff::civil::Date;

use super::directory::{Channel, Directory, Service, Shares};
use crate::questionnaire::model::AgeRange;
use crate::vocabulary::Term;

/// An entry is marked stale when its date is older than this many days.
pub const STALE_AFTER_DAYS: i32 = 365;

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
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

/// A service that meets a wish.
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

/// How old an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// Its date is at most [`STALE_AFTER_DAYS`] ago.
    Fresh(Date),
    /// Its date is longer ago, or in the future.
    Stale(Date),
    /// It bears no date.
    Undated,
}

impl Freshness {
    /// Returns how old an entry of that date is on a day.
    pub fn on(verified_on: Option<Date>, today: Date) -> Freshness {
        match verified_on {
            None => Freshness::Undated,
            Some(date) => {
                let days = (today - date).get_days();
                if (0..=STALE_AFTER_DAYS).contains(&days) {
                    Freshness::Fresh(date)
                } else {
                    Freshness::Stale(date)
                }
            }
        }
    }

    /// Returns how it is shown.
    pub fn label(self) -> String {
        match self {
            Freshness::Fresh(date) => format!("dated {date}"),
            Freshness::Stale(date) => format!("dated {date}, not within the last year: check before use"),
            Freshness::Undated => "undated, check before use".to_owned(),
        }
    }
}

/// Returns the services that meet a wish, best first. Directories named first take precedence: of
/// services with the same id, or the same name, only the first is listed.
pub fn match_services<'d>(directories: &'d [Directory], wish: &Wish, today: Date) -> Vec<Match<'d>> {
    let mut matches: Vec<Match<'d>> = Vec::new();
    for directory in directories {
        for service in &directory.services {
            let known = matches
                .iter()
                .any(|earlier| earlier.service.id == service.id || earlier.service.name == service.name);
            if !known && let Some(found) = meets(directory, service, wish, today) {
                matches.push(found);
            }
        }
    }
    // A stable sort: within the same rank the order of the directories stands.
    matches.sort_by_key(|found| rank(found.service, wish));
    matches
}

/// The place of the most pressing need that it meets; police last; emergencies first in danger.
fn rank(service: &Service, wish: &Wish) -> (bool, bool, usize) {
    let emergency = service.needs.iter().any(|need| need.id == "emergency");
    let first = wish.needs.iter().position(|need| service.needs.contains(need));
    (service.group.is_police(), wish.danger && !emergency, first.unwrap_or(usize::MAX))
}

fn meets<'d>(directory: &'d Directory, service: &'d Service, wish: &Wish, today: Date) -> Option<Match<'d>> {
    let met: Vec<&str> =
        wish.needs.iter().filter(|need| service.needs.contains(need)).map(|need| need.label).collect();
    let police = service.group.is_police();
    if met.is_empty() || (police && !wish.police) {
        return None;
    }
    let mut reasons = vec![format!("meets: {}", met.join(", "))];
    reasons.extend(age_reason(service, wish)?);
    reasons.extend(form_reason(service, wish)?);
    let (channels, reason) = channels(service, wish)?;
    reasons.extend(reason);
    if police {
        reasons.push("police or tip line, shown because it was asked for or the law requires it".to_owned());
    }
    let freshness = Freshness::on(service.verified_on, today);
    Some(Match { service, directory, reasons, channels, freshness })
}

/// Nothing if the ages do not meet; a reason if the service has ages.
fn age_reason(service: &Service, wish: &Wish) -> Option<Option<String>> {
    if service.minimum_age.is_none() && service.maximum_age.is_none() {
        return Some(None);
    }
    let range = AgeRange { from: service.minimum_age.unwrap_or(0), to: service.maximum_age };
    match wish.ages {
        Some(ages) if !ages.meets(range) => None,
        Some(ages) => Some(Some(format!("for ages {range}; the person's age band is {ages}"))),
        None => Some(Some(format!("for ages {range}; the person's age is not known, so ask"))),
    }
}

fn form_reason(service: &Service, wish: &Wish) -> Option<Option<String>> {
    if service.forms.is_empty() || wish.forms.is_empty() {
        return Some(None);
    }
    let both: Vec<&str> =
        wish.forms.iter().filter(|form| service.forms.contains(form)).map(|form| form.label).collect();
    if both.is_empty() { None } else { Some(Some(format!("works with {}", both.join(", ")))) }
}

/// The channels in the person's language; nothing if there is none.
fn channels<'d>(service: &'d Service, wish: &Wish) -> Option<(Vec<&'d Channel>, Option<String>)> {
    let Some(language) = &wish.language else {
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
