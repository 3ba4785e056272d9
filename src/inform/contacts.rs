//! The lines to call on a page: taken from the directories by the needs of its entries. No line stands there that
//! is police, takes tips, or tells police as a rule, but the one for an emergency; none of which the directory says
//! that it serves only some of those who get the page, by age, place or anything else; no name, and no address that
//! would tell what it is for.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::page::{ContactEntry, InformPage};
use crate::questionnaire::model::AgeRange;
use crate::referral::{Channel, Directory, LookedFor, Match, Service, Shares, match_services};
use crate::report::is_neutral_way;

/// Needs with services of their own kind: such a service stands only under an entry that asks for it, also where it
/// has a bed or a lawyer.
const SPECIAL: [&str; 5] = [
    "trafficking_support",
    "child_protection",
    "sexual_assault_support",
    "domestic_violence_support",
    "child_from_abroad",
];

/// The ways in which people reach a line by themselves, the usual ones first.
const USUAL_WAYS: [&str; 5] = ["phone", "text", "chat", "web", "email"];

/// The lines to call on a page, and what is missing.
#[derive(Debug)]
pub struct Contacts<'d> {
    /// The tag of the language of the page.
    pub language: String,
    /// The lines, in the order of the page.
    pub lines: Vec<ContactLine<'d>>,
    /// The labels for which there is no line.
    pub missing: Vec<String>,
}

/// One line to call.
#[derive(Debug, Clone)]
pub struct ContactLine<'d> {
    /// What it is for, and how to reach it, as it stands on the page.
    pub text: String,
    /// How to reach it.
    pub reached: String,
    /// The first way that stands there.
    pub first: &'d Channel,
    /// Whether it is a page to look at, and nobody answers.
    pub is_looked_at: bool,
    /// The service behind it, which is not named on the page.
    pub found: Match<'d>,
}

/// So many ordinary lines are needed for the others to be some among many.
const ORDINARY: usize = 4;

impl Contacts<'_> {
    /// Returns whether the page shows what it is for: a line of a special kind stands among too few ordinary ones.
    pub fn are_telling(&self) -> bool {
        let (special, ordinary): (Vec<_>, Vec<_>) =
            self.lines.iter().partition(|line| is_special(line.found.service));
        let reached: BTreeSet<&str> = ordinary.iter().map(|line| line.reached.as_str()).collect();
        !special.is_empty() && reached.len() < ORDINARY
    }
}

/// Returns the lines to call on a page; those of a part of the country only where that part is named.
pub fn contacts<'d>(
    page: &InformPage,
    directories: &'d [Directory],
    part: Option<&str>,
    today: Date,
) -> Contacts<'d> {
    let mut of_page = Contacts { language: page.language.clone(), lines: Vec::new(), missing: Vec::new() };
    for entry in &page.entries {
        let wanted = wanted(page, entry, part);
        let serving = match_services(directories, &wanted, today)
            .into_iter()
            .filter(|found| serves(found.service, page.ages, entry, part.is_some()));
        let usable: Vec<ContactLine<'d>> = serving.filter_map(|found| line(page, entry, found)).collect();
        if usable.is_empty() {
            of_page.missing.push(entry.label.clone());
        }
        let chosen = chosen(usable, &of_page.lines, entry.most);
        of_page.lines.extend(chosen);
    }
    of_page
}

/// Returns those that stand under one entry: such as are not on the page yet, and one that is called before one that
/// is looked at. Where nothing else can be called, the one that is there already stands again: whoever is tired reads
/// one line, and not the whole page.
fn chosen<'d>(
    usable: Vec<ContactLine<'d>>,
    on_page: &[ContactLine<'d>],
    most: usize,
) -> Vec<ContactLine<'d>> {
    let is_there = |line: &ContactLine<'_>| on_page.iter().any(|there| there.reached == line.reached);
    let (there, mut new): (Vec<_>, Vec<_>) = usable.into_iter().partition(is_there);
    new.sort_by_key(|line| line.is_looked_at);
    let is_called = |line: &&ContactLine<'_>| !line.is_looked_at;
    match there.iter().find(is_called) {
        Some(again) if !new.iter().any(|line| !line.is_looked_at) => vec![again.clone()],
        _ => new.into_iter().take(most).collect(),
    }
}

fn wanted(page: &InformPage, entry: &ContactEntry, part: Option<&str>) -> LookedFor {
    let not_as_a_rule = vec![Shares::No, Shares::OnlyIf, Shares::Unknown];
    let is_emergency = entry.needs.iter().any(|need| need.id == "emergency");
    LookedFor {
        needs: entry.needs.clone(),
        language: Some(page.language.clone()),
        area: part.map(str::to_owned),
        sharing: if is_emergency { Vec::new() } else { not_as_a_rule },
        kinds: USUAL_WAYS.to_vec(),
        ..LookedFor::default()
    }
}

/// Returns whether a service is there for everybody who gets the page.
fn serves(service: &Service, ages: AgeRange, entry: &ContactEntry, part_is_named: bool) -> bool {
    let of_age = service.minimum_age.unwrap_or(0) <= ages.from
        && service.maximum_age.is_none_or(|last| ages.to.is_some_and(|to| to <= last));
    let is_asked_for =
        service.needs.iter().any(|need| SPECIAL.contains(&need.id) && entry.needs.contains(need));
    let everywhere = service.area.is_none() || part_is_named;
    let any = service.for_everybody && service.forms.is_empty();
    of_age && any && everywhere && (!is_special(service) || is_asked_for)
}

fn is_special(service: &Service) -> bool {
    SPECIAL.iter().any(|need| service.meets(need))
}

/// Returns it as it stands on the page; nothing if there is no neutral way to reach it. None is named: among lines with
/// names, whoever reads the page would look up those that have none.
fn line<'d>(page: &InformPage, entry: &ContactEntry, found: Match<'d>) -> Option<ContactLine<'d>> {
    let (reached, first) = reached(page, &found)?;
    let is_looked_at = first.kind == "web";
    let text = format!("{}: {reached}", entry.label);
    Some(ContactLine { text, reached, first, is_looked_at, found })
}

/// Returns the first neutral way to reach it, with the number for texts where one needs to know nothing more; and
/// that first way.
fn reached<'d>(page: &InformPage, found: &Match<'d>) -> Option<(String, &'d Channel)> {
    let neutral = |kind: &str| {
        let of_kind = |channel: &&Channel| channel.kind == kind && is_neutral_way(found.service, channel);
        found.channels.iter().map(|usable| usable.channel).find(of_kind)
    };
    let first = USUAL_WAYS.iter().find_map(|kind| neutral(kind))?;
    let text = neutral("text").filter(|text| first.kind == "phone" && text.note.is_none());
    let in_words = |channel: &Channel| {
        let way = page.ways.iter().find(|(kind, _)| *kind == channel.kind).map_or("", |(_, way)| way);
        format!("{way} {}", channel.contact)
    };
    let ways = [Some(first), text].into_iter().flatten().map(in_words).collect::<Vec<_>>();
    Some((ways.join(", "), first))
}
