//! Services in words: as a record keeps them, as a list shows them, and what `referrals` prints.

use jiff::civil::Date;

use super::block::Block;
use super::pages::{PageReader, Pages};
use crate::language::tag::english_name;
use crate::records::{ReferralRecord, ReferralsDocument, Response, UnmetNeed, written};
use crate::referral::{Directory, Freshness, LookedFor, Match, Reach, Service, Spoken, match_services};
use crate::vocabulary::Term;

/// Returns a service that matches, in words.
pub fn referral(found: &Match<'_>, response: Response) -> ReferralRecord {
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
        response,
    }
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

fn channel_in_words(reach: &Reach<'_>) -> String {
    let channel = reach.channel;
    let named: Vec<String> = channel.languages.iter().map(|tag| english_name(tag)).collect();
    let languages = match (named.is_empty(), channel.no_other_languages) {
        (true, _) => "languages not stated".to_owned(),
        (false, true) => format!("{} only", named.join(", ")),
        (false, false) => named.join(", "),
    };
    let interpreters = if channel.interpreters { ", others through an interpreter" } else { "" };
    let voice = if reach.spoken == Spoken::Voice { ", by voice" } else { "" };
    let hours = channel.hours.as_deref().unwrap_or("hours not known");
    let note = channel.note.as_ref().map_or_else(String::new, |note| format!(" ({})", note.trim()));
    format!("{}: {} — {languages}{interpreters}{voice}; {hours}{note}", channel.kind, channel.contact)
}

/// Returns a service as an entry of a list.
pub fn referral_item(referral: &ReferralRecord) -> (String, Vec<String>) {
    let mut below = vec![referral.description.clone()];
    below.extend(referral.channels.iter().cloned());
    below.push(format!("listed because it {}", referral.reasons.join("; ")));
    below.extend(referral.eligibility.iter().map(|who| format!("who: {who}")));
    below.extend(referral.alert.iter().map(|alert| format!("note: {alert}")));
    below.push(referral.police.clone());
    let reporting = if referral.is_reporting_line {
        "a report made here counts as a report"
    } else {
        "a call here is not a legal report"
    };
    below.push(reporting.to_owned());
    below.push(format!("{}; source: {}", referral.freshness, referral.source_url));
    if referral.response != Response::NotOffered {
        below.push(format!("the person's answer: {}", referral.response.label()));
    }
    (format!("{} ({}), {}", referral.name, referral.organization, referral.area), below)
}

/// Returns what is said of a need without a service.
pub fn unmet_item(unmet: &UnmetNeed) -> (String, Vec<String>) {
    (format!("No service is listed here for {}: ask {}.", unmet.label, unmet.ask), Vec::new())
}

/// Returns what is found in directories, for people and for programs.
pub fn found<'p>(directories: &[Directory], wanted: &LookedFor, today: Date) -> Pages<'p> {
    let matches = match_services(directories, wanted, today);
    let is_met = |need: &&&Term| matches.iter().any(|found| found.service.needs.contains(*need));
    let unmet: Vec<&Term> = wanted.needs.iter().filter(|need| !is_met(need)).copied().collect();
    let ask = directories.iter().find_map(|directory| directory.otherwise_ask.as_deref());
    let services = matches.iter().map(|found| referral(found, Response::NotOffered)).collect();
    let document = ReferralsDocument::new(services, without_service(&unmet, ask));
    let blocks = blocks_of(&document);
    Pages::new(PageReader::Practitioner, move || blocks.clone()).with_document(move || written(&document))
}

fn blocks_of(document: &ReferralsDocument) -> Vec<Block> {
    let mut blocks = vec![Block::Title("Services".to_owned())];
    let (police, support): (Vec<&ReferralRecord>, Vec<&ReferralRecord>) =
        document.services().iter().partition(|service| service.is_police_or_tip_line);
    if support.is_empty() && police.is_empty() {
        let words = "No service in these directories matches. Ask for less, or add a directory of your own with \
                     --directory.";
        blocks.push(Block::Paragraph(words.to_owned()));
    }
    let unmet = document.needs_without_service().iter().map(unmet_item);
    blocks.push(Block::Items(support.into_iter().map(referral_item).chain(unmet).collect()));
    if !police.is_empty() {
        blocks.push(Block::Heading("Police, tip and report lines".to_owned()));
        blocks.push(Block::Items(police.into_iter().map(referral_item).collect()));
    }
    blocks
}

/// Returns the entries that nobody looked at within a year: the oldest first, then those without a date.
pub fn stale<'p>(directories: &[Directory], today: Date) -> Pages<'p> {
    let entries = directories
        .iter()
        .flat_map(|directory| directory.services.iter().map(move |service| (service, directory)));
    let mut old: Vec<(&Service, &Directory)> = entries
        .filter(|(service, _)| !matches!(Freshness::on(service.verified_on, today), Freshness::Fresh(_)))
        .collect();
    old.sort_by_key(|(service, _)| (service.verified_on.is_none(), service.verified_on));
    let total: usize = directories.iter().map(|directory| directory.services.len()).sum();
    let said = format!(
        "{} of {total} entries. Call, read the page again, and write the day as `verified_on`.",
        old.len()
    );
    let item = |(service, directory): &(&Service, &Directory)| {
        let on = service.verified_on.map_or_else(|| "undated".to_owned(), |on| on.to_string());
        let read_by = service.read_by.as_ref().unwrap_or(&directory.read_by);
        let warns = if service.alert.is_some() { "" } else { "; nothing warns of it" };
        let read = format!("{} by {read_by}{warns}", service.read_as.label());
        (
            format!("{on}: {} ({}/{})", service.name, directory.id, service.id),
            vec![read, service.source_url.clone()],
        )
    };
    let blocks = vec![
        Block::Title("Not looked at within a year".to_owned()),
        Block::Paragraph(said),
        Block::Items(old.iter().map(item).collect()),
    ];
    Pages::new(PageReader::Author, move || blocks.clone())
}
