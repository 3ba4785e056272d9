//! What is said of the directories without any screening: what is found in them, and what is old.

use jiff::civil::Date;

use super::block::Block;
use super::pages::{PageReader, Pages};
use super::referrals::{referral, referral_item, unmet_item, without_service};
use crate::records::{ReferralRecord, ReferralsDocument, Response, written};
use crate::referral::{Directory, Freshness, LookedFor, Service, match_services, otherwise_ask, unmet};

/// Returns what is found in directories, for people and for programs.
pub fn found<'p>(directories: &[Directory], wanted: &LookedFor, today: Date) -> Pages<'p> {
    let matches = match_services(directories, wanted, today);
    let unmet = unmet(&wanted.needs, &matches);
    let services = matches.iter().map(|found| referral(found, Response::NotOffered, "en")).collect();
    let document = ReferralsDocument::new(services, without_service(&unmet, otherwise_ask(directories)));
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
    blocks.push(Block::Items(support.into_iter().map(|one| referral_item(one, "")).chain(unmet).collect()));
    if !police.is_empty() {
        blocks.push(Block::Heading("Police, tip and report lines".to_owned()));
        blocks.push(Block::Items(police.into_iter().map(|one| referral_item(one, "")).collect()));
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
