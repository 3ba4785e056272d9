//! `inform`: information that everybody gets, without any question: what to say, and a page to hand over.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Result, bail};
use safelight::export::text;
use safelight::inform::{Contacts, InformPage, contacts, for_worker, handed_over, overview, who_answers};
use safelight::language::tag::{are_of_one, english_name};
use safelight::referral::{Directory, Jurisdiction, country_of, pack_of_country, packs_of_parts};
use safelight::report::{Block, PageReader, Pages, is_neutral_file_name};
use safelight::vocabulary::nearest;

use super::talk::{language_tag, own_directories};
use crate::cli::config::Config;
use crate::cli::files::{print, shown};
use crate::cli::invocation::{ExitStatus, Invocation};
use crate::cli::load;
use crate::cli::output::{Destination, Output};
use crate::cli::place::ScreeningPlace;
use crate::cli::surroundings::Surroundings;

/// Show a page that everybody can be given, and what to say with it. Nothing is asked, scored or kept.
///
/// Without a page, it lists what there is. With one, it shows first what is for you, and then the page. What is
/// written to a file is the page alone, and the screen tells who answers: neutral words, and general lines before
/// special ones. It bears nothing about the person; its numbers can be looked up. They come from the referral
/// directories of the country, and those of your own that the settings name.
#[derive(clap::Args)]
#[command(after_help = "Examples:\n  \
    safelight inform                                   which pages there are, and where they come from\n  \
    safelight inform adults                            what to say, and the page\n  \
    safelight inform workers --area uk --page          only the page\n  \
    safelight inform adults --area England             with the lines of a part of the country\n  \
    safelight inform adults --area us-nj               the same, by the id of its law that `safelight list` shows\n  \
    safelight inform young-people --export useful-contacts.pdf   to print, on one sheet\n\n\
    What leaves this machine: nothing.")]
pub struct Args {
    /// The page: adults, young-people or workers.
    #[arg(value_name = "PAGE")]
    named: Option<String>,
    /// Show only the page that is handed over.
    #[arg(long, requires = "named")]
    page: bool,
    /// The language of the page, such as en or es. Without it, the usual language of the settings, or English.
    #[arg(long, value_name = "TAG", value_parser = language_tag, requires = "named")]
    language: Option<String>,
    /// The country whose lines stand on it, or a part of one: an id such as uk or us-nj, or a name such as New Jersey
    /// or England. Without it, the country of the jurisdiction in the settings.
    #[arg(long, value_name = "PLACE", requires = "named")]
    area: Option<String>,
    /// A referral directory of your own, or the id of one; it comes before the one that is built in.
    #[arg(long, value_name = "FILE", requires = "named")]
    directory: Vec<PathBuf>,
    #[command(flatten)]
    output: Output,
}

/// What paper takes, and every screen.
const WIDTH: usize = 80;

pub fn run(args: &Args, called: &Invocation<'_>) -> Result<ExitStatus> {
    let pages = load::shipped_pages()?;
    let Some(named) = &args.named else {
        let destination = args.output.destination("text")?;
        destination.show(&Pages::new(PageReader::Author, || overview(&pages)), WIDTH)?;
        return Ok(ExitStatus::Done);
    };
    let surroundings = Surroundings::read();
    let config = Config::read(called.config, &surroundings)?;
    let usual = config.settings.language.as_deref();
    let page = find(&pages, named, args.language.as_deref().or(usual))?;
    let (place, part) = args.place(&config)?;
    let destination = args.destination(&place)?;
    let contacts = contacts(page, place.of_the_country(), part.as_deref(), surroundings.today);
    let shown = Pages::new(PageReader::Outside, || args.blocks(page, &contacts));
    destination.show(&shown.in_language(&page.language).on_one_sheet(), WIDTH)?;
    if destination.target.is_some() {
        print(&text::write(&who_answers(&contacts), WIDTH))?;
    }
    Ok(ExitStatus::Done)
}

/// Returns a page in a language; in none other than the one that is wanted.
fn find<'p>(pages: &'p [InformPage], named: &str, language: Option<&str>) -> Result<&'p InformPage> {
    let of_name: Vec<&InformPage> = pages.iter().filter(|page| page.id == named).collect();
    if of_name.is_empty() {
        let mut ids: Vec<&str> = pages.iter().map(|page| page.id.as_str()).collect();
        ids.dedup();
        match nearest(named, ids.iter().copied()) {
            Some(near) => bail!("there is no page {named}; did you mean {near}?"),
            None => bail!("there is no page {named}; there are {}", ids.join(", ")),
        }
    }
    let wanted = language.unwrap_or("en");
    if let Some(page) = of_name.iter().find(|page| are_of_one(&page.language, wanted)) {
        return Ok(page);
    }
    let there: Vec<String> = of_name
        .iter()
        .map(|page| format!("{} (--language {})", english_name(&page.language), page.language))
        .collect();
    bail!("the page {named} is not there in {}; there is {}", english_name(wanted), there.join(", "))
}

fn without_article(name: &str) -> &str {
    name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name)
}

/// Returns the law of a country and of its parts, as far as it is here.
fn laws_of(country: &str) -> Vec<Jurisdiction> {
    pack_of_country(country).into_iter().chain(packs_of_parts(country)).collect()
}

/// Says which places there are.
fn unknown_place(area: &str, countries: &[Directory]) -> String {
    let mut lines = vec![format!("no place here is called {area:?}. Write a country, or a part of one:")];
    for country in countries {
        let laws = packs_of_parts(&country.id);
        let named = laws.iter().map(|law| format!("{} ({})", law.title, law.id));
        let mut parts: Vec<String> = named.collect();
        let of_services = country.services.iter().filter_map(|service| service.area.as_deref());
        let without_law = of_services.filter(|part| laws.iter().all(|law| law.title != *part));
        let without_law: BTreeSet<&str> = without_law.collect();
        parts.extend(without_law.into_iter().map(str::to_owned));
        let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join("; ")) };
        lines.push(format!("  {} ({}){parts}", country.area, country.id));
    }
    lines.join("\n")
}

impl Args {
    /// Returns where the page is given, and the part of the country, if that is named.
    fn place(&self, config: &Config) -> Result<(ScreeningPlace, Option<String>)> {
        let own = own_directories(&self.directory, config)?;
        let chosen = config.settings.jurisdiction.as_deref();
        let Some(area) = self.area.as_deref().map(str::trim) else {
            let Some(chosen) = chosen else {
                bail!(
                    "a number means nothing in another country: say where the page is given, with --area us, uk, ca or \
                     au, or with `jurisdiction` in the settings"
                );
            };
            return Ok((ScreeningPlace::of(chosen, load::jurisdiction(chosen)?, own)?, None));
        };
        let countries = load::every_shipped_directory()?;
        let is_it = |name: &str| without_article(name).eq_ignore_ascii_case(without_article(area));
        if let Some(country) = countries.iter().find(|country| is_it(&country.id) || is_it(&country.area)) {
            return Ok((ScreeningPlace::chosen(&country.id, own)?, None));
        }
        let laws = countries.iter().flat_map(|country| laws_of(&country.id));
        if let Some(law) = laws.into_iter().find(|law| is_it(&law.id) || is_it(&law.title)) {
            let part = law.part().map(str::to_owned);
            return Ok((ScreeningPlace::of(&law.id.clone(), law, own)?, part));
        }
        let usual = chosen.map(country_of);
        let mut of_part: Vec<_> = countries.iter().filter(|country| country.names_place(area)).collect();
        of_part.sort_by_key(|country| Some(country.id.as_str()) != usual);
        let is_own = own.iter().any(|directory| directory.names_place(area));
        let part = Some(area.to_owned());
        match (of_part.first(), chosen) {
            (Some(country), _) => Ok((ScreeningPlace::chosen(&country.id, own)?, part)),
            (None, Some(chosen)) if is_own => {
                Ok((ScreeningPlace::of(chosen, load::jurisdiction(chosen)?, own)?, part))
            }
            _ => bail!("{}", unknown_place(area, &countries)),
        }
    }

    /// Returns where it goes, on the paper of the country. A file is what somebody carries, so its name tells
    /// nothing either.
    fn destination(&self, place: &ScreeningPlace) -> Result<Destination> {
        let name = self.output.named().and_then(|path| path.file_name());
        if let Some(name) = name.filter(|name| !is_neutral_file_name(&name.to_string_lossy())) {
            bail!(
                "the file name {} would tell what the page is about, or bears a day or a number; take one such as \
                 useful-contacts.html",
                shown(name.as_ref())
            );
        }
        let mut destination = self.output.destination("text")?;
        destination.paper = self.output.paper().unwrap_or_else(|| place.paper());
        Ok(destination)
    }

    /// Returns the page, after what is for the worker where they read both on the screen.
    fn blocks(&self, page: &InformPage, contacts: &Contacts<'_>) -> Vec<Block> {
        let handed = handed_over(page, contacts);
        if self.page || self.output.is_asked_for() {
            return handed;
        }
        [for_worker(page, contacts), handed].concat()
    }
}
