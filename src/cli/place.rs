//! Where a screening is held: the country, its law and its services. Its rule: no number is shown of a
//! country that nobody chose, so where no pack is named, the country is asked for before anything else; and then
//! its part, where the law of parts of it is here.

use anyhow::Result;
use safelight::conversation::{Choosing, ListItem, Setting};
use safelight::export::Paper;
use safelight::referral::{Directory, Jurisdiction, country_of, pack_of_country, packs_of_parts};

use super::load;
use super::workspace::DraftPlace;

/// The choice of a country, or a part of one, that is not in the list.
const ANOTHER: &str = "another";

/// The pack for places that have none of their own.
const INTERNATIONAL: &str = "international";

/// Where a screening is held.
pub struct ScreeningPlace {
    /// The country, as people call it; nothing if it has no directory here.
    pub country: Option<String>,
    /// Its law.
    pub pack: Jurisdiction,
    /// The directories, those that are first to be looked at first.
    pub directories: Vec<Directory>,
    /// What does not fit together, a sentence each.
    pub notices: Vec<String>,
    /// How many of the directories are of another country; they come last.
    foreign: usize,
    /// How it is found again.
    pub found_by: DraftPlace,
}

/// Returns the choice of the country.
///
/// # Errors
/// None in a binary that passed its tests.
pub fn choosing(setting: Setting<'_>) -> Result<Choosing<'_>> {
    let mut countries = load::every_shipped_directory()?;
    countries.sort_by(|one, other| one.area.cmp(&other.area));
    let item = |country: &Directory| ListItem::new(country.id.as_str(), &country.area);
    let mut items: Vec<ListItem> = countries.iter().map(item).collect();
    items.push(ListItem::new(ANOTHER, "Another country, or none of these"));
    let told = "Emergency numbers, services and duties are those of the country that you choose. To be asked no \
                more: --jurisdiction, or `jurisdiction` in the configuration file.";
    Ok(Choosing::new("country", "Which country are you in?", items, None, setting).tell(told))
}

/// Returns the choice of the part of a country; nothing where the law of no part of it is here.
pub fn choosing_part<'s>(whole: &Jurisdiction, setting: Setting<'s>) -> Option<Choosing<'s>> {
    let parts = packs_of_parts(country_of(&whole.id));
    let item = |part: &Jurisdiction| ListItem::new(part.id.as_str(), &part.title);
    let mut items: Vec<ListItem> = parts.iter().map(item).collect();
    if items.is_empty() {
        return None;
    }
    items.push(ListItem::new(ANOTHER, "Another one, or none of these"));
    let told = "Its law says who must report what, to whom and how fast. Where it is not in this list, you have to \
                know that yourself. To be asked no more: --jurisdiction with an id that `safelight list` shows.";
    let choosing =
        Choosing::new("part", "Which state or part of the country are you in?", items, None, setting);
    Some(choosing.back(true).tell(told))
}

impl ScreeningPlace {
    /// Returns the place of a pack that was named.
    ///
    /// # Errors
    /// None in a binary that passed its tests.
    pub fn of(named: &str, pack: Jurisdiction, own: Vec<Directory>) -> Result<Self> {
        let shipped = load::shipped_directories(Some(&pack.id))?;
        ScreeningPlace::with(DraftPlace::Pack(named.to_owned()), pack, shipped, own)
    }

    /// Returns the place of a country that was chosen.
    ///
    /// # Errors
    /// None in a binary that passed its tests.
    pub fn chosen(country: &str, own: Vec<Directory>) -> Result<Self> {
        let shipped = load::shipped_directories(Some(country))?;
        let of_country = pack_of_country(country);
        let has_law = of_country.is_some();
        let pack = of_country.map_or_else(|| load::jurisdiction(INTERNATIONAL), Ok)?;
        let found_by = DraftPlace::Country(country.to_owned());
        let mut place = ScreeningPlace::with(found_by, pack, shipped, own)?;
        if !has_law {
            place.notices.push(without_law(place.country.as_deref(), &place.pack));
        }
        Ok(place)
    }

    /// Returns the whole country of this place, as it was chosen.
    ///
    /// # Errors
    /// None in a binary that passed its tests.
    pub fn whole_country(&self, own: Vec<Directory>) -> Result<Self> {
        match &self.found_by {
            DraftPlace::Country(country) => ScreeningPlace::chosen(country, own),
            DraftPlace::Pack(named) => ScreeningPlace::chosen(country_of(named), own),
        }
    }

    /// Returns the place of a part of this country that was chosen; the whole country where that part is none of
    /// those whose law is here.
    ///
    /// # Errors
    /// None in a binary that passed its tests.
    pub fn in_part(self, part: &str, own: Vec<Directory>) -> Result<Self> {
        if part == ANOTHER { Ok(self) } else { ScreeningPlace::of(part, load::jurisdiction(part)?, own) }
    }

    /// Returns the place of a conversation that was put aside.
    ///
    /// # Errors
    /// That its pack is not there any more, or has mistakes.
    pub fn found_again(place: &DraftPlace, own: Vec<Directory>) -> Result<Self> {
        match place {
            DraftPlace::Country(country) => ScreeningPlace::chosen(country, own),
            DraftPlace::Pack(named) => ScreeningPlace::of(named, load::jurisdiction(named)?, own),
        }
    }

    /// Returns the paper that is usual there.
    pub fn paper(&self) -> Paper {
        match country_of(&self.pack.id) {
            "us" | "ca" => Paper::Letter,
            _ => Paper::A4,
        }
    }

    /// Returns the directories without those of another country.
    pub fn of_the_country(&self) -> &[Directory] {
        &self.directories[..self.directories.len() - self.foreign]
    }

    /// A directory of another country comes last: whoever is in danger reads the first number.
    fn with(
        found_by: DraftPlace,
        pack: Jurisdiction,
        shipped: Vec<Directory>,
        own: Vec<Directory>,
    ) -> Result<Self> {
        let country = shipped.first().map(|directory| directory.area.clone());
        let elsewhere = if own.is_empty() { Vec::new() } else { load::every_shipped_directory()? };
        let is_foreign = |directory: &Directory| {
            let of = elsewhere
                .iter()
                .find(|one| one.area == directory.area || one.id == country_of(&directory.id));
            of.is_some_and(|of| country.as_ref() != Some(&of.area))
        };
        let (foreign, own): (Vec<_>, Vec<_>) = own.into_iter().partition(is_foreign);
        let here = country.as_deref().unwrap_or("another one");
        let notices = foreign.iter().map(|directory| {
            format!(
                "The directory “{}” is of {}, and the country here is {here}: its numbers may not work.",
                directory.title, directory.area
            )
        });
        let notices = notices.collect();
        let count = foreign.len();
        Ok(ScreeningPlace {
            country,
            pack,
            directories: own.into_iter().chain(shipped).chain(foreign).collect(),
            notices,
            foreign: count,
            found_by,
        })
    }
}

fn without_law(country: Option<&str>, pack: &Jurisdiction) -> String {
    let of = country.map_or_else(|| "your country".to_owned(), str::to_owned);
    format!(
        "There is no text here on the law of {of}. You see “{}”: state your own duties as well.",
        pack.title
    )
}
