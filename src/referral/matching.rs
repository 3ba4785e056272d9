//! Which services meet what is looked for, and why. Police, tip and report lines are left out unless they are
//! wanted. What a page does not say of languages leaves nothing out: only a page that says itself that it has
//! no others does. A voice line is never said to take a language that is signed.

use jiff::civil::Date;

use super::directory::{Channel, ChannelKind, Directory, Service, ServiceGroup, Shares};
use super::freshness::Freshness;
use crate::language::tag;
use crate::library::DIRECTORIES;
use crate::questionnaire::model::AgeRange;
use crate::vocabulary::{NEEDS, Term};

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
    /// Whether police, tip and report lines are wanted or required by law.
    pub police: bool,
    /// The part of a country; what works in all of it, or in a part whose name holds this, is found.
    pub area: Option<String>,
    /// The part of the country, such as a state, whose law holds, if known: of the report lines that come with the
    /// tool, those of another part are left out.
    pub part: Option<String>,
    /// Whether those are wanted all the same, as by whoever looks something up.
    pub any_part: bool,
    /// How they may share with police; empty for any.
    pub sharing: Vec<Shares>,
    /// The ways in which it can be reached, such as `text`; empty for any.
    pub kinds: Vec<ChannelKind>,
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
    /// The channels of which it is not certain that they do not serve the person's language, those that state
    /// it first.
    pub channels: Vec<UsableChannel<'d>>,
    /// How old the entry is.
    pub freshness: Freshness,
}

impl Match<'_> {
    /// Returns what is known of a language at one of its channels, which were looked for in it.
    pub fn language_in_words(&self, language: &str, channel: &Channel) -> Option<String> {
        // Two ways can have the same number, and speak other languages.
        let reached = self.channels.iter().find(|usable| std::ptr::eq(usable.channel, channel))?;
        Some(reason(language, reached.spoken, self.service.is_emergency()))
    }

    /// Returns the country, with the part of it where that is all.
    pub fn area(&self) -> String {
        match &self.service.area {
            Some(part) => format!("{part}, {}", self.directory.area),
            None => self.directory.area.clone(),
        }
    }
}

/// A channel, and what is known of the person's language on it.
#[derive(Debug, Clone, Copy)]
pub struct UsableChannel<'d> {
    /// The channel.
    pub channel: &'d Channel,
    /// How it serves the person's language.
    pub spoken: HowSpoken,
}

/// How a channel serves a language. The order is that in which channels are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HowSpoken {
    /// No language is asked for.
    Any,
    /// It is seen, and its page states the sign language.
    Signed,
    /// It is seen or read, for somebody who signs: text, chat, video, TTY or writing.
    Seen,
    /// Its page states the language.
    Stated,
    /// Through an interpreter.
    Interpreted,
    /// The language of the page itself, which states none.
    PageIsIn,
    /// Its page does not say.
    NotStated,
    /// A voice line, for somebody who signs.
    Voice,
}

/// Returns the services that meet what is looked for, best first. Directories named first take precedence: of
/// services with the same id, or the same name, only the first is listed, unless they are of two countries.
pub fn match_services<'d>(directories: &'d [Directory], wanted: &LookedFor, today: Date) -> Vec<Match<'d>> {
    let mut matches: Vec<Match<'d>> = Vec::new();
    for directory in directories {
        for service in &directory.services {
            let known = |earlier: &Match<'_>| {
                (earlier.service.id == service.id || earlier.service.name == service.name)
                    && !are_of_two_countries(earlier.directory, directory)
            };
            if !matches.iter().any(known)
                && let Some(found) = meets(directory, service, wanted, today)
            {
                matches.push(found);
            }
        }
    }
    // A stable sort: within the same rank the order of the directories stands.
    matches.sort_by_key(|found| rank(found.service, wanted));
    matches
}

/// Returns whether two directories come with the tool: those are each of a country of its own.
fn are_of_two_countries(first: &Directory, second: &Directory) -> bool {
    first.id != second.id && ships(first) && ships(second)
}

/// Returns whether a directory comes with the tool.
fn ships(directory: &Directory) -> bool {
    DIRECTORIES.iter().any(|shipped| shipped.id == directory.id)
}

/// The place of the most pressing need that it meets; police last; emergencies first in danger.
fn rank(service: &Service, wanted: &LookedFor) -> (bool, bool, usize) {
    let first = wanted.needs.iter().position(|need| service.needs.contains(need));
    (service.group.is_police(), wanted.danger && !service.is_emergency(), first.unwrap_or(usize::MAX))
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
    let shares = wanted.sharing.is_empty() || wanted.sharing.contains(&service.shares_with_police);
    if met.is_empty() || (police && !wanted.police) || !shares || !is_in(directory, service, wanted) {
        return None;
    }
    let mut reasons = vec![format!("meets: {}", met.join(", "))];
    reasons.extend(age_reason(service, wanted)?);
    reasons.extend(form_reason(service, wanted)?);
    let (channels, reason) = channels(directory, service, wanted)?;
    reasons.extend(reason);
    if police {
        reasons.push(
            "police, tip or report line, shown because it was asked for or the law requires it".to_owned(),
        );
    }
    let freshness = Freshness::on(service.verified_on, today);
    Some(Match { service, directory, reasons, channels, freshness })
}

/// Returns whether it works in the place that is asked for.
fn is_in(directory: &Directory, service: &Service, wanted: &LookedFor) -> bool {
    if is_of_another_part(directory, service, wanted) {
        return false;
    }
    let Some(place) = wanted.area.as_ref().map(|place| place.to_lowercase()) else { return true };
    let names = |area: &String| area.to_lowercase().contains(&place);
    service.area.as_ref().is_none_or(names) || names(&directory.area)
}

/// Returns whether it takes the reports of another part of the country than the one whose law holds: a report goes
/// to where the child is. A line that somebody added is theirs to choose.
fn is_of_another_part(directory: &Directory, service: &Service, wanted: &LookedFor) -> bool {
    let Some(area) = &service.area else { return false };
    let takes_reports = service.group == ServiceGroup::ReportLine && ships(directory) && !wanted.any_part;
    let names = |part: &String| part.to_lowercase().contains(&area.to_lowercase());
    takes_reports && !wanted.part.as_ref().is_some_and(names)
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

/// The channels on which the person may be understood; nothing if there is certainly none.
fn channels<'d>(
    directory: &Directory,
    service: &'d Service,
    wanted: &LookedFor,
) -> Option<(Vec<UsableChannel<'d>>, Option<String>)> {
    let of_kind = |channel: &&Channel| wanted.kinds.is_empty() || wanted.kinds.contains(&channel.kind);
    let channels = service.channels.iter().filter(of_kind);
    let Some(language) = &wanted.language else {
        let all: Vec<UsableChannel<'_>> =
            channels.map(|channel| UsableChannel { channel, spoken: HowSpoken::Any }).collect();
        return (!all.is_empty()).then_some((all, None));
    };
    // In an emergency a line is never left out for its language.
    let spoken = |channel: &'d Channel| {
        let spoken = spoken(directory, channel, language);
        let spoken = spoken.or(service.is_emergency().then_some(HowSpoken::NotStated));
        spoken.map(|spoken| UsableChannel { channel, spoken })
    };
    let mut reached: Vec<UsableChannel<'d>> = channels.filter_map(spoken).collect();
    reached.sort_by_key(|reach| reach.spoken);
    let reason = reason(language, reached.first()?.spoken, service.is_emergency());
    Some((reached, Some(reason)))
}

/// Returns how a channel serves a language; nothing if its page says that it does not.
fn spoken(directory: &Directory, channel: &Channel, language: &str) -> Option<HowSpoken> {
    let states = channel.languages.iter().any(|known| tag::are_of_one(known, language));
    if tag::is_sign_language(language) {
        return Some(match channel.kind {
            "phone" => HowSpoken::Voice,
            "video" if states => HowSpoken::Signed,
            "video" if !states && !channel.languages.is_empty() => HowSpoken::NotStated,
            _ => HowSpoken::Seen,
        });
    }
    match () {
        () if states => Some(HowSpoken::Stated),
        () if channel.interpreters => Some(HowSpoken::Interpreted),
        () if channel.no_other_languages => None,
        () if channel.languages.is_empty() && tag::are_of_one(&directory.language, language) => {
            Some(HowSpoken::PageIsIn)
        }
        () => Some(HowSpoken::NotStated),
    }
}

/// Says how the best of its channels serves a language.
fn reason(language: &str, best: HowSpoken, emergency: bool) -> String {
    let name = tag::english_name(language);
    match best {
        HowSpoken::Any | HowSpoken::Stated => format!("speaks {name}"),
        HowSpoken::Signed => format!("is there in {name}, by video"),
        HowSpoken::Seen => "can be reached without voice: by text, chat, video, TTY or in writing".to_owned(),
        HowSpoken::Interpreted => format!("{name} through an interpreter"),
        HowSpoken::PageIsIn => format!("its page is in {name}"),
        HowSpoken::NotStated if emergency => {
            format!("not stated whether it speaks {name}: call with somebody who can help")
        }
        HowSpoken::NotStated => format!("its page does not say whether it speaks {name}: ask"),
        HowSpoken::Voice => "lists a voice line alone: call through a relay service, or with somebody who \
                          hears and signs"
            .to_owned(),
    }
}

/// Returns whether a service is listed that meets one of these needs: no police, tip or report line, and none whose
/// date is long ago.
pub fn is_there_help(
    directories: &[Directory],
    needs: &[&'static Term],
    language: Option<&str>,
    today: Date,
) -> bool {
    let language = language.map(str::to_owned);
    let wanted = LookedFor { needs: needs.to_vec(), language, ..LookedFor::default() };
    let found = match_services(directories, &wanted, today);
    found.iter().any(|found| !matches!(found.freshness, Freshness::Stale(_)))
}

/// Returns the needs that none of these services meets.
pub fn unmet(needs: &[&'static Term], matches: &[Match<'_>]) -> Vec<&'static Term> {
    let is_met = |need: &&Term| matches.iter().any(|found| found.service.needs.contains(need));
    needs.iter().copied().filter(|need| !is_met(need)).collect()
}

/// Returns whom to ask for those, by the directory that is named first; nothing where the directories are of
/// several countries.
pub fn otherwise_ask(directories: &[Directory]) -> Option<&str> {
    let first = directories.iter().find(|directory| directory.otherwise_ask.is_some())?;
    let elsewhere = directories.iter().any(|other| are_of_two_countries(first, other));
    first.otherwise_ask.as_deref().filter(|_| !elsewhere)
}

/// Returns a line for each way to get help at once, with its country: a number means nothing elsewhere.
pub fn emergency_lines(directories: &[Directory]) -> Vec<String> {
    let lines = directories.iter().flat_map(|directory| {
        directory.services.iter().filter(|service| service.is_emergency()).map(move |service| {
            let ways: Vec<String> = service.channels.iter().map(in_short).collect();
            let sharing = service.police_in_words();
            format!("{}: {}: {} ({sharing})", directory.area, service.name, ways.join("; "))
        })
    });
    lines.collect()
}

/// Returns at most so many telephone and video lines that speak a language or have interpreters, those that speak it
/// first. Up to half of them have interpreters: the person may speak yet another language. Police, tip and report lines
/// are none to call together, and danger has its own page.
pub fn spoken_lines(
    directories: &[Directory],
    language: Option<&str>,
    most: usize,
    today: Date,
) -> Vec<String> {
    let wanted = LookedFor {
        needs: NEEDS.iter().filter(|need| need.id != "emergency").collect(),
        language: language.map(str::to_owned),
        kinds: vec!["phone", "video"],
        ..LookedFor::default()
    };
    let name = language.map_or_else(|| "it".to_owned(), tag::english_name);
    let speaks = format!("speaks {name}");
    let mut lines: Vec<(HowSpoken, String)> = Vec::new();
    for found in match_services(directories, &wanted, today) {
        for UsableChannel { channel, spoken } in &found.channels {
            let how = match spoken {
                HowSpoken::Signed => format!("in {name}"),
                HowSpoken::Stated if channel.interpreters => format!("{speaks}, has interpreters"),
                HowSpoken::Stated => speaks.clone(),
                HowSpoken::Interpreted => "has interpreters".to_owned(),
                HowSpoken::Any if channel.interpreters => "has interpreters".to_owned(),
                _ => continue,
            };
            let (area, name) = (&found.directory.area, &found.service.name);
            lines.push((*spoken, format!("{area}: {name}: {} {} ({how})", channel.kind, channel.contact)));
        }
    }
    lines.sort_by_key(|(spoken, _)| *spoken);
    let is_spoken =
        |(spoken, _): &(HowSpoken, String)| matches!(spoken, HowSpoken::Signed | HowSpoken::Stated);
    let (mut speaking, interpreted): (Vec<_>, Vec<_>) = lines.into_iter().partition(is_spoken);
    speaking.truncate(most - interpreted.len().min(most / 2));
    speaking.into_iter().chain(interpreted).take(most).map(|(_, line)| line).collect()
}

/// A way to reach a service, with what has to be known of it, such as that one has to be registered before.
fn in_short(channel: &Channel) -> String {
    let note = channel.note.as_ref().filter(|_| channel.kind != "phone");
    let note = note.map_or_else(String::new, |note| format!(" ({})", note.trim().replace('\n', " ")));
    format!("{} {}{note}", channel.kind, channel.contact)
}
