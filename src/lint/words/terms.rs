//! The table of words that hurt, judge or mislead, with better ones and where the advice comes from.

use std::ops::Range;

use super::phrase::{is_among, is_word};
use super::prose::Prose;
use crate::diagnostic::Severity;

/// One row of the table.
pub struct Term {
    /// The phrases that are found, apart by commas: words apart by spaces, `|` between alternatives, `?`
    /// after what may be missing.
    pub phrases: &'static str,
    /// What is wrong with it, after the word itself.
    pub is: &'static str,
    /// What to write instead.
    pub instead: &'static str,
    /// How much it matters in what is read aloud.
    pub matters: Severity,
    /// Where it matters at all.
    pub heard: Heard,
    /// Where it means something else.
    pub unless: fn(&Prose<'_>, &Range<usize>) -> bool,
}

/// Where a word matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// In every text.
    Everywhere,
    /// In what is read aloud and in the summary.
    NotInNotes,
    /// In what is read aloud.
    Aloud,
    /// In what a result says.
    Result,
}

const fn term(phrases: &'static str, matters: Severity, is: &'static str, instead: &'static str) -> Term {
    Term { phrases, is, instead, matters, heard: Heard::Everywhere, unless: |_, _| false }
}

const fn heard(heard: Heard, term: Term) -> Term {
    Term { heard, ..term }
}

const fn unless(unless: fn(&Prose<'_>, &Range<usize>) -> bool, term: Term) -> Term {
    Term { unless, ..term }
}

const BLAME: &str = "puts on the person what was done to them";
const LABEL: &str = "makes a label of a person";
const RESCUE: &str = "makes the person a thing that others act on";
const TYPE: &str = "claims that people are of a type";
const VERDICT: &str = "sounds like a verdict, and a screening is none";
const DOUBT: &str = "says that the person is not believed";
const GENDER: &str = "takes a gender for granted";

/// All words. Where no source is named, it is our own reading of practice.
pub const TERMS: &[Term] = &[
    // https://www.youthcollaboratory.org/resource/The-Importance-of-Language-in-Anti-Trafficking-Work
    term(
        "child|teen|teenage|underage|juvenile|minor prostitute|prostitutes|prostitution",
        Severity::Error,
        BLAME,
        "write `child` or `young person who has been sexually exploited`",
    ),
    // https://www.weprotect.org/frameworks/implementing-the-model-national-response/research-and-data/universal-terminology/
    term(
        "child|kiddie porn|pornography",
        Severity::Error,
        "hides that a child was abused for it",
        "write `child sexual abuse material`",
    ),
    // The next three: DoD, bias in files; https://polarisproject.org/telling-the-real-story-of-human-trafficking/word-and-image-choices-and-why-they-matter
    term(
        "prostitute|prostitutes|prostituted",
        Severity::Error,
        LABEL,
        "write `person who sells sex`, or the person's own word",
    ),
    term(
        "illegal alien|aliens|immigrant|immigrants|migrant|migrants|worker|workers, illegals",
        Severity::Error,
        LABEL,
        "write `person without immigration status`, or ask about `worries about immigration`",
    ),
    term("drug? addict|addicts, junkie|junkies", Severity::Error, LABEL, "write `person who uses drugs`"),
    term("bad girl|girls, wrong crowd", Severity::Error, BLAME, "leave it out"),
    // https://qatar-tourism.com/want-to-help-survivors-of-child-sex-trafficking-stop-using-these-terms/ (a weak source)
    term("sex|house|domestic? slave|slaves", Severity::Error, LABEL, "write `person who was exploited`"),
    // Polaris, and the Youth Collaboratory, as above.
    unless(
        is_a_name,
        term(
            "rescue|rescues|rescued|rescuing|rescuer|rescuers",
            Severity::Error,
            RESCUE,
            "write `help`, `support`, `left` or `was connected with services`",
        ),
    ),
    unless(
        saves_a_thing,
        term(
            "save|saves|saved|saving the|a? people|person|persons|woman|women|girl|girls|boy|boys|victim|victims|\
             survivor|survivors|client|clients|someone|him, saved from trafficking|exploitation|slavery",
            Severity::Error,
            RESCUE,
            "write `help` or `support`",
        ),
    ),
    term("voiceless, a voice for", Severity::Error, RESCUE, "leave it out: people have voices of their own"),
    // https://endinggbvf.org/lessons/step-1-listen
    heard(
        Heard::Aloud,
        term(
            "are you sure, it's|that's not that bad, it|that is|was not that bad, it|that isn't|wasn't that bad",
            Severity::Error,
            DOUBT,
            "leave it out",
        ),
    ),
    // Many who were trafficked do not see themselves so: https://www.utiptaskforce.org/copy-of-how-to-identify
    heard(
        Heard::Aloud,
        term(
            "are|were you a|the victim|slave, are|were you being? trafficked, have you ever? been trafficked, \
             trafficking victim|victims, victim|victims of human? trafficking",
            Severity::Error,
            "asks for a conclusion that is not the person's to draw",
            "ask about conditions and safety, such as `Are you free to leave?`",
        ),
    ),
    // https://covenanthousetoronto.ca/traffick-stop/language-and-key-terms/
    heard(
        Heard::NotInNotes,
        term(
            "victim|victims|victimized|victimised",
            Severity::Warning,
            LABEL,
            "write `person` or `client`, or the person's own word",
        ),
    ),
    heard(
        Heard::Aloud,
        term(
            "survivor|survivors",
            Severity::Note,
            "is a name that people give themselves",
            "write `person`, unless they use the word",
        ),
    ),
    heard(
        Heard::Aloud,
        unless(
            |prose, words| words.start > 0 && is_word(prose.words[words.start - 1].text, "fire"),
            term(
                "escape|escapes|escaped|escaping|exited",
                Severity::Note,
                "makes a drama of leaving",
                "write `leave` or `left`",
            ),
        ),
    ),
    // https://swanvancouver.ca/resource/rethinking-red-flags-2/
    term(
        "red flag|flags",
        Severity::Warning,
        "feeds suspicion of outward signs",
        "write `sign`, `indicator` or `concern`",
    ),
    // https://gfems.org/modern-slavery/issues/modern-slavery-terminology/
    heard(
        Heard::Aloud,
        term(
            "modern day? slavery",
            Severity::Note,
            "is a term of campaigns, and of law in the United Kingdom only",
            "write `human trafficking`, or set this aside in a questionnaire for the United Kingdom",
        ),
    ),
    // http://www.dhs.gov/blue-campaign/government-roles: no movement is needed.
    heard(
        Heard::NotInNotes,
        term(
            "smuggled|smuggle|smuggling|transported",
            Severity::Warning,
            "suggests that trafficking needs movement",
            "say what was done, how and for what; movement is not needed",
        ),
    ),
    // https://savehouseproject.org/recognizing-human-trafficking
    term(
        "typical victim|victims|survivor|survivors|trafficker|traffickers, \
         victims|survivors|traffickers|women|girls|men|boys|migrants|immigrants|refugees always|never, \
         person|client|patient|woman|girl|man|boy|she|he looks|look like",
        Severity::Warning,
        TYPE,
        "say what was seen or said, about this person",
    ),
    // https://delta87.org/2020/04/screening-young-people-for-trafficking-experiences/
    heard(
        Heard::Aloud,
        unless(
            |prose, _| names_any(prose, &["partner", "partners", "spouse"]),
            term("husband|husbands|wife|wives", Severity::Warning, GENDER, "write `partner`"),
        ),
    ),
    unless(
        |prose, _| names_any(prose, &KIN),
        term(
            "he|him|his or? she|her|hers, she|her|hers or? he|him|his, s he, he, she",
            Severity::Warning,
            GENDER,
            "write `they` or `the person`",
        ),
    ),
    unless(
        |prose, words| {
            let written = prose.words[words.start].text;
            let next = prose.words.get(words.end).map_or("", |word| word.text);
            written == "Johns" || is_word(next, "of")
        },
        term(
            "pimp|pimps|pimped|pimping, johns, turn|turns|turned|turning a? trick|tricks, in the life",
            Severity::Warning,
            "is street language that only the person may choose",
            "write `controller` or `buyer`, or the person's own word",
        ),
    ),
    term(
        "person|client|patient|she|he denies|denied|alleges|alleged|claims|claimed|admits|admitted|refuses|refused, \
         non compliant, noncompliant, uncooperative, \
         person's|client's|patient's|your|their|her|his|whole story",
        Severity::Warning,
        DOUBT,
        "write `says`, `reports`, `declined` or `account`",
    ),
    heard(
        Heard::Result,
        term(
            "positive|positives|negative|negatives|confirmed|cleared, ruled out",
            Severity::Error,
            VERDICT,
            "say what to do next, or that not enough is known",
        ),
    ),
];

const KIN: [&str; 20] = [
    "mother",
    "father",
    "mom",
    "dad",
    "sister",
    "brother",
    "daughter",
    "son",
    "wife",
    "husband",
    "girlfriend",
    "boyfriend",
    "woman",
    "man",
    "girl",
    "boy",
    "aunt",
    "uncle",
    "grandmother",
    "grandfather",
];

fn names_any(prose: &Prose<'_>, known: &[&str]) -> bool {
    prose.words.iter().any(|word| is_among(word.text, known))
}

/// "Rescue Committee", "rescue service".
fn is_a_name(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    let next = prose.words.get(words.end).map_or("", |word| word.text);
    is_among(next, &["committee", "mission", "service", "services", "team", "breathing", "inhaler"])
}

/// "Saves people time".
fn saves_a_thing(prose: &Prose<'_>, words: &Range<usize>) -> bool {
    let next = prose.words.get(words.end).map_or("", |word| word.text);
    is_among(next, &["time", "money", "trouble", "effort", "work"])
}
