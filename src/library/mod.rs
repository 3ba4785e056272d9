//! What comes with the tool, inside the binary: questionnaires, referral directories, jurisdiction
//! packs, practice scenarios, pages to hand over. Each is a line in a table; nothing is read until it is asked for. A test keeps the
//! tables equal to the folder `questionnaires/`. What every start needs is there in a compact form as well.

use semver::Version;

use crate::compact;
use crate::source::Source;

/// One file inside the binary.
#[derive(Debug, Clone, Copy)]
pub struct Shipped {
    /// Its id.
    pub id: &'static str,
    /// Its version; empty for files that have none.
    pub version: &'static str,
    /// Its path below `questionnaires/`.
    pub path: &'static str,
    text: &'static str,
    form: Option<&'static [u8]>,
}

/// Puts a file below `questionnaires/` into the binary.
macro_rules! shipped {
    ($id:literal, $version:literal, $path:literal) => {{
        const TEXT: &str = include_str!(concat!("../../questionnaires/", $path));
        const FORM: Option<&[u8]> = compact::form_of(TEXT.as_bytes(), compact::SHIPPED);
        Shipped { id: $id, version: $version, path: $path, text: TEXT, form: FORM }
    }};
}

/// A translation inside the binary.
#[derive(Debug, Clone, Copy)]
pub struct ShippedTranslation {
    /// The language tag.
    pub language: &'static str,
    /// The file; its id and version are those of the questionnaire.
    pub file: Shipped,
}

/// Puts the translation of an edition into a language into the binary: it lies beside the edition.
macro_rules! translation {
    ($id:literal, $version:literal, $language:literal) => {{
        const PATH: &str = concat!($id, "/", $version, ".", $language, ".toml");
        const TEXT: &str =
            include_str!(concat!("../../questionnaires/", $id, "/", $version, ".", $language, ".toml"));
        let file = Shipped { id: $id, version: $version, path: PATH, text: TEXT, form: None };
        ShippedTranslation { language: $language, file }
    }};
}

/// The questionnaires, one line an edition.
pub const QUESTIONNAIRES: &[Shipped] = &[
    shipped!("adult-brief", "1.0.0", "adult-brief/1.0.0.toml"),
    shipped!("adult-full", "1.0.0", "adult-full/1.0.0.toml"),
    shipped!("adult-quick", "1.0.0", "adult-quick/1.0.0.toml"),
    shipped!("agency-readiness", "1.0.0", "agency-readiness/1.0.0.toml"),
    shipped!("court-intake", "1.0.0", "court-intake/1.0.0.toml"),
    shipped!("labor-brief", "1.0.0", "labor-brief/1.0.0.toml"),
    shipped!("observation-only", "1.0.0", "observation-only/1.0.0.toml"),
    shipped!("youth-brief", "1.0.0", "youth-brief/1.0.0.toml"),
    shipped!("youth-known", "1.0.0", "youth-known/1.0.0.toml"),
];

/// The examples of those questionnaires, one line an edition.
pub const EXAMPLES: &[Shipped] = &[
    shipped!("adult-brief", "1.0.0", "adult-brief/1.0.0.examples.toml"),
    shipped!("adult-full", "1.0.0", "adult-full/1.0.0.examples.toml"),
    shipped!("adult-quick", "1.0.0", "adult-quick/1.0.0.examples.toml"),
    shipped!("agency-readiness", "1.0.0", "agency-readiness/1.0.0.examples.toml"),
    shipped!("court-intake", "1.0.0", "court-intake/1.0.0.examples.toml"),
    shipped!("labor-brief", "1.0.0", "labor-brief/1.0.0.examples.toml"),
    shipped!("observation-only", "1.0.0", "observation-only/1.0.0.examples.toml"),
    shipped!("youth-brief", "1.0.0", "youth-brief/1.0.0.examples.toml"),
    shipped!("youth-known", "1.0.0", "youth-known/1.0.0.examples.toml"),
];

/// The translations of those questionnaires, one line for each edition in each language.
pub const TRANSLATIONS: &[ShippedTranslation] = &[
    translation!("adult-brief", "1.0.0", "es"),
    translation!("adult-full", "1.0.0", "es"),
    translation!("adult-quick", "1.0.0", "es"),
    translation!("court-intake", "1.0.0", "es"),
    translation!("labor-brief", "1.0.0", "es"),
    translation!("youth-brief", "1.0.0", "es"),
];

/// The referral directories.
pub const DIRECTORIES: &[Shipped] = &[
    shipped!("us", "", "referrals/us.toml"),
    shipped!("au", "", "referrals/au.toml"),
    shipped!("ca", "", "referrals/ca.toml"),
    shipped!("uk", "", "referrals/uk.toml"),
];

/// The jurisdiction packs.
pub const JURISDICTIONS: &[Shipped] = &[
    shipped!("ca", "", "jurisdictions/ca.toml"),
    shipped!("international", "", "jurisdictions/international.toml"),
    shipped!("uk", "", "jurisdictions/uk.toml"),
    shipped!("us-ca", "", "jurisdictions/us-ca.toml"),
    shipped!("us-federal", "", "jurisdictions/us-federal.toml"),
    shipped!("us-fl", "", "jurisdictions/us-fl.toml"),
    shipped!("us-nj", "", "jurisdictions/us-nj.toml"),
    shipped!("us-ny", "", "jurisdictions/us-ny.toml"),
    shipped!("us-tx", "", "jurisdictions/us-tx.toml"),
];

/// The pages to hand over, one line for each page in each language.
pub const PAGES: &[Shipped] = &[
    shipped!("adults", "", "inform/adults.en.toml"),
    shipped!("adults", "", "inform/adults.es.toml"),
    shipped!("young-people", "", "inform/young-people.en.toml"),
    shipped!("young-people", "", "inform/young-people.es.toml"),
    shipped!("workers", "", "inform/workers.en.toml"),
    shipped!("workers", "", "inform/workers.es.toml"),
];

/// The practice scenarios, one line each.
pub const SCENARIOS: &[Shipped] = &[
    shipped!("before-the-dose", "", "adult-quick/scenarios/before-the-dose.toml"),
    shipped!("blood-test", "", "adult-brief/scenarios/blood-test.toml"),
    shipped!("blood-test-b", "", "adult-brief/scenarios/blood-test-b.toml"),
    shipped!("boat-cushions", "", "adult-quick/scenarios/boat-cushions.toml"),
    shipped!("break-room", "", "labor-brief/scenarios/break-room.toml"),
    shipped!("brown-tap", "", "labor-brief/scenarios/brown-tap.toml"),
    shipped!("brown-tap-b", "", "labor-brief/scenarios/brown-tap-b.toml"),
    shipped!("busy-ward", "", "observation-only/scenarios/busy-ward.toml"),
    shipped!("car-and-couch", "", "adult-brief/scenarios/car-and-couch.toml"),
    shipped!("carousel-season", "", "court-intake/scenarios/carousel-season.toml"),
    shipped!("ceiling-tiles", "", "adult-quick/scenarios/ceiling-tiles.toml"),
    shipped!("ceiling-tiles-b", "", "adult-quick/scenarios/ceiling-tiles-b.toml"),
    shipped!("chair-five", "", "observation-only/scenarios/chair-five.toml"),
    shipped!("cook-upstairs", "", "adult-brief/scenarios/cook-upstairs.toml"),
    shipped!("cook-upstairs-b", "", "adult-brief/scenarios/cook-upstairs-b.toml"),
    shipped!("corner-bar", "", "adult-full/scenarios/corner-bar.toml"),
    shipped!("corner-table", "", "adult-brief/scenarios/corner-table.toml"),
    shipped!("cousin-stays", "", "adult-brief/scenarios/cousin-stays.toml"),
    shipped!("cousins-drawer", "", "adult-brief/scenarios/cousins-drawer.toml"),
    shipped!("cousins-shop", "", "youth-brief/scenarios/cousins-shop.toml"),
    shipped!("egg-cartons", "", "youth-brief/scenarios/egg-cartons.toml"),
    shipped!("farm-crew", "", "adult-brief/scenarios/farm-crew.toml"),
    shipped!("fishing-boat", "", "labor-brief/scenarios/fishing-boat.toml"),
    shipped!("forty-hives", "", "adult-brief/scenarios/forty-hives.toml"),
    shipped!("gray-van", "", "court-intake/scenarios/gray-van.toml"),
    shipped!("green-couch", "", "adult-brief/scenarios/green-couch.toml"),
    shipped!("green-wall", "", "adult-brief/scenarios/green-wall.toml"),
    shipped!("greenhouse", "", "labor-brief/scenarios/greenhouse.toml"),
    shipped!("half-past-four", "", "adult-brief/scenarios/half-past-four.toml"),
    shipped!("home-helper", "", "adult-brief/scenarios/home-helper.toml"),
    shipped!("intake-window", "", "court-intake/scenarios/intake-window.toml"),
    shipped!("kitchen-course", "", "youth-brief/scenarios/kitchen-course.toml"),
    shipped!("language-on-the-sheet", "", "court-intake/scenarios/language-on-the-sheet.toml"),
    shipped!("log-book", "", "labor-brief/scenarios/log-book.toml"),
    shipped!("lower-bunk", "", "adult-brief/scenarios/lower-bunk.toml"),
    shipped!("lower-bunk-b", "", "adult-brief/scenarios/lower-bunk-b.toml"),
    shipped!("motel-rooms", "", "adult-brief/scenarios/motel-rooms.toml"),
    shipped!("nail-salon", "", "adult-full/scenarios/nail-salon.toml"),
    shipped!("neighbor-interprets", "", "adult-brief/scenarios/neighbor-interprets.toml"),
    shipped!("new-coins", "", "youth-known/scenarios/new-coins.toml"),
    shipped!("night-shift", "", "adult-brief/scenarios/night-shift.toml"),
    shipped!("nine-weeks", "", "adult-brief/scenarios/nine-weeks.toml"),
    shipped!("nine-weeks-b", "", "adult-brief/scenarios/nine-weeks-b.toml"),
    shipped!("old-enough", "", "adult-brief/scenarios/old-enough.toml"),
    shipped!("paid-by-spring", "", "adult-brief/scenarios/paid-by-spring.toml"),
    shipped!("portfolio", "", "adult-brief/scenarios/portfolio.toml"),
    shipped!("pressed-sheets", "", "adult-brief/scenarios/pressed-sheets.toml"),
    shipped!("quiet-checkup", "", "observation-only/scenarios/quiet-checkup.toml"),
    shipped!("rent-day", "", "youth-known/scenarios/rent-day.toml"),
    shipped!("rent-is-paid", "", "court-intake/scenarios/rent-is-paid.toml"),
    shipped!("roofing-crew", "", "labor-brief/scenarios/roofing-crew.toml"),
    shipped!("school-hallway", "", "youth-brief/scenarios/school-hallway.toml"),
    shipped!("second-talk", "", "adult-full/scenarios/second-talk.toml"),
    shipped!("since-sunday", "", "youth-brief/scenarios/since-sunday.toml"),
    shipped!("site-cabin", "", "labor-brief/scenarios/site-cabin.toml"),
    shipped!("slept-elsewhere", "", "youth-brief/scenarios/slept-elsewhere.toml"),
    shipped!("summer-suit", "", "youth-brief/scenarios/summer-suit.toml"),
    shipped!("sunday-table", "", "adult-brief/scenarios/sunday-table.toml"),
    shipped!("sunday-table-b", "", "adult-brief/scenarios/sunday-table-b.toml"),
    shipped!("sunday-walk", "", "labor-brief/scenarios/sunday-walk.toml"),
    shipped!("the-kettle", "", "adult-brief/scenarios/the-kettle.toml"),
    shipped!("third-floor-piano", "", "labor-brief/scenarios/third-floor-piano.toml"),
    shipped!("third-morning", "", "youth-known/scenarios/third-morning.toml"),
    shipped!("third-morning-b", "", "youth-known/scenarios/third-morning-b.toml"),
    shipped!("third-rinse", "", "labor-brief/scenarios/third-rinse.toml"),
    shipped!("three-stitches", "", "adult-brief/scenarios/three-stitches.toml"),
    shipped!("twenty-weeks", "", "adult-quick/scenarios/twenty-weeks.toml"),
    shipped!("two-phones", "", "adult-full/scenarios/two-phones.toml"),
    shipped!("two-wheels", "", "adult-brief/scenarios/two-wheels.toml"),
    shipped!("until-eleven", "", "adult-brief/scenarios/until-eleven.toml"),
    shipped!("warehouse-temps", "", "labor-brief/scenarios/warehouse-temps.toml"),
    shipped!("warm-hands", "", "adult-brief/scenarios/warm-hands.toml"),
    shipped!("warm-hands-b", "", "adult-brief/scenarios/warm-hands-b.toml"),
    shipped!("window-seat", "", "adult-brief/scenarios/window-seat.toml"),
    shipped!("wobbling-table", "", "adult-brief/scenarios/wobbling-table.toml"),
];

/// The JSON Schema of questionnaire files, for editors.
pub const SCHEMA: &str = include_str!("../../questionnaires/questionnaire.schema.json");

impl Shipped {
    /// Returns the file as a document.
    pub fn source(&self) -> Source {
        Source::new(format!("questionnaires/{}", self.path), self.text)
    }

    /// Returns its compact form, where there is one that was made from this very text.
    pub fn form(&self) -> Option<&'static [u8]> {
        self.form
    }

    /// Returns the same file with another compact form, or none.
    pub const fn with_form(self, form: Option<&'static [u8]>) -> Self {
        Shipped { form, ..self }
    }
}

/// Returns the edition of a questionnaire: the named version, or else the newest.
pub fn questionnaire(id: &str, version: Option<&str>) -> Option<&'static Shipped> {
    let editions = QUESTIONNAIRES.iter().filter(|shipped| shipped.id == id);
    match version {
        Some(version) => editions.into_iter().find(|shipped| shipped.version == version),
        None => editions.max_by_key(|shipped| Version::parse(shipped.version).ok()),
    }
}

/// Returns the examples of an edition, if there are any.
pub fn examples(id: &str, version: &str) -> Option<&'static Shipped> {
    EXAMPLES.iter().find(|shipped| shipped.id == id && shipped.version == version)
}

/// Returns the file of a table with that id.
pub fn find(table: &'static [Shipped], id: &str) -> Option<&'static Shipped> {
    table.iter().find(|shipped| shipped.id == id)
}
