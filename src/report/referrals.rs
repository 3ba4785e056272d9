//! Services in words: as a record keeps them, and as a list shows them.

use super::neutral::{is_neutral_way, neutral_name};
use crate::language::person_words_or_english;
use crate::language::tag::english_name;
use crate::records::{ReferralRecord, Response, UnmetNeed};
use crate::referral::{HowSpoken, Match, UsableChannel};
use crate::vocabulary::Term;

/// Returns a service that matches, in words; what may be carried, in the language of this tag.
pub fn referral(found: &Match<'_>, response: Response, heard: &str) -> ReferralRecord {
    let service = found.service;
    ReferralRecord {
        id: service.id.clone(),
        directory: found.directory.id.clone(),
        area: found.area(),
        name: service.name.clone(),
        organization: service.organization.clone(),
        description: service.description.clone(),
        reasons: found.reasons.clone(),
        channels: found.channels.iter().map(channel_in_words).collect(),
        eligibility: service.eligibility.clone(),
        alert: service.alert.clone(),
        police: service.police_in_words(),
        is_police_or_tip_line: service.group.is_police(),
        is_reporting_line: service.is_reporting_line,
        freshness: format!("{}, {}", found.freshness.label(), service.read_as.label()),
        source_url: service.source_url.clone(),
        carried: carried(found, heard),
        response,
    }
}

/// Returns how a service stands on what the person carries, in the language of this tag; nothing if there is no
/// neutral way to reach it.
pub fn carried(found: &Match<'_>, heard: &str) -> Option<String> {
    let service = found.service;
    let channel =
        found.channels.iter().map(|usable| usable.channel).find(|one| is_neutral_way(service, one))?;
    let ways = &person_words_or_english(heard).carried.ways;
    let way = ways.get(channel.kind).map_or(channel.kind, String::as_str);
    let word = channel.first_word(heard).map_or_else(String::new, |word| format!(" ({word})"));
    let reached = format!("{way}: {}{word}", channel.contact);
    Some(neutral_name(service).map_or(reached.clone(), |name| format!("{name}: {reached}")))
}

/// Returns the needs that no service shown meets, each with whom to ask.
pub fn without_service(unmet: &[&Term], otherwise_ask: Option<&str>) -> Vec<UnmetNeed> {
    let ask = otherwise_ask.unwrap_or("your agency's own list");
    let unmet = unmet.iter().map(|need| UnmetNeed {
        need: need.id.to_owned(),
        label: need.label.to_owned(),
        ask: ask.to_owned(),
    });
    unmet.collect()
}

fn channel_in_words(reach: &UsableChannel<'_>) -> String {
    let channel = reach.channel;
    let named: Vec<String> = channel.languages.iter().map(|tag| english_name(tag)).collect();
    let languages = match (named.is_empty(), channel.no_other_languages) {
        (true, _) => "languages not stated".to_owned(),
        (false, true) => format!("{} only", named.join(", ")),
        (false, false) => named.join(", "),
    };
    let interpreters = if channel.interpreters { ", others through an interpreter" } else { "" };
    let voice = if reach.spoken == HowSpoken::Voice { ", by voice" } else { "" };
    let hours = channel.hours.as_deref().unwrap_or("hours not known");
    let note = channel.note.as_ref().map_or_else(String::new, |note| format!(" ({})", note.trim()));
    format!("{}: {} — {languages}{interpreters}{voice}; {hours}{note}", channel.kind, channel.contact)
}

/// Returns a service as it is offered to the person: how to reach it, for whom it is, and who learns of it. Why it
/// matches is not said: that would tell what the answers come to.
pub fn service_offered(referral: &ReferralRecord) -> (String, Vec<String>) {
    let mut below = how_to_reach(referral);
    below.extend(who_and_police(referral));
    (titled(referral), below)
}

fn titled(referral: &ReferralRecord) -> String {
    let of = if referral.organization == referral.name {
        String::new()
    } else {
        format!(" ({})", referral.organization)
    };
    format!("{}{of}, {}", referral.name, referral.area)
}

fn how_to_reach(referral: &ReferralRecord) -> Vec<String> {
    let description = Some(&referral.description).filter(|description| !description.is_empty());
    description.into_iter().chain(&referral.channels).cloned().collect()
}

fn who_and_police(referral: &ReferralRecord) -> impl Iterator<Item = String> {
    let who = referral.eligibility.iter().map(|who| format!("who: {who}"));
    let alert = referral.alert.iter().map(|alert| format!("note: {alert}"));
    who.chain(alert).chain(Some(referral.police.clone()).filter(|police| !police.is_empty()))
}

/// Returns a service as an entry of a list, with these words before what came of it.
pub fn referral_item(referral: &ReferralRecord, came_of: &str) -> (String, Vec<String>) {
    let mut below = how_to_reach(referral);
    // Of a service without identifiers, little is said.
    if !referral.reasons.is_empty() {
        below.push(format!("listed because it {}", referral.reasons.join("; ")));
    }
    below.extend(who_and_police(referral));
    let reporting = if referral.is_reporting_line {
        "a report made here counts as a report"
    } else {
        "a call here is not a legal report"
    };
    below.push(reporting.to_owned());
    if !referral.source_url.is_empty() {
        below.push(format!("{}; source: {}", referral.freshness, referral.source_url));
    }
    if referral.response != Response::NotOffered {
        below.push(format!("{came_of}: {}", referral.response.label()));
    }
    (titled(referral), below)
}

/// Returns what is said of a need without a service.
pub fn unmet_item(unmet: &UnmetNeed) -> (String, Vec<String>) {
    (format!("No service is listed here for {}: ask {}.", unmet.label, unmet.ask), Vec::new())
}
