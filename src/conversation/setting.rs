//! What surrounds a conversation and does not change in it: the day, the place, the directories. It holds
//! nothing that was said, so it is not part of a snapshot.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reply::is_encrypted;
use super::talk_clock::TalkClock;
use crate::questionnaire::Questionnaire;
use crate::records::{Again, CaseReference, TalkWay};
use crate::referral::{Directory, DutyText, Jurisdiction, emergency_lines, spoken_lines};
use crate::report::Detail;
use crate::translation::WordingAtHand;

/// What a conversation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A screening with a person, up to the summary and what is done with it.
    Screening,
    /// Practice with an invented person, up to the last observation.
    Practice,
}

/// How the person answers alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AloneWay {
    /// On this screen, turned to them.
    Turned,
    /// On a page of their own, which shows a release code at its end.
    Code,
}

/// What surrounds a conversation.
#[derive(Clone, Copy)]
pub struct Setting<'s> {
    /// What it is for.
    pub purpose: Purpose,
    /// Today; where a record is changed, the day of its screening.
    pub today: Date,
    /// Where a record is changed, the day of that: what is agreed on or taken back then bears it.
    pub changed_on: Option<Date>,
    /// Chance, of which the numbers of slips are made that recipients send back; nothing where there are none.
    pub chance: Option<&'s str>,
    /// The version of the tool.
    pub tool_version: &'s str,
    /// The agency.
    pub agency: Option<&'s str>,
    /// The role and the initials of whoever leads it.
    pub worker: Option<&'s str>,
    /// The agency's own reference of the case.
    pub case: Option<&'s CaseReference>,
    /// Why the person is screened again, and what was before; nothing if it is not known to be again.
    pub again: Option<&'s Again>,
    /// Whether the conversation is kept in a workspace, sealed: a draft while it lasts, and at its end what may be
    /// kept.
    pub workspace: bool,
    /// Whether a record is changed that is kept already.
    pub amends: bool,
    /// The usual language of the people met.
    pub language: Option<&'s str>,
    /// The translations of the questionnaire that are at hand.
    pub wordings: &'s [WordingAtHand],
    /// Where whoever leads it works, such as "shelter".
    pub works_in: Option<&'s str>,
    /// How the talk is held, if that was said.
    pub held: Option<TalkWay>,
    /// How the person answers alone, where that was asked for.
    pub alone: Option<AloneWay>,
    /// Whether the screen can be turned to the person.
    pub can_turn: bool,
    /// How long it has lasted; nothing where nobody looks at that.
    pub clock: Option<&'s TalkClock>,
    /// The country in which the conversation is held, as people call it; nothing if none was chosen.
    pub country: Option<&'s str>,
    /// Whether the country or the questionnaire was chosen on the screen: then one can go back to that.
    pub chosen_before: bool,
    /// The jurisdiction pack.
    pub jurisdiction: Option<&'s Jurisdiction>,
    /// The referral directories, one's own first.
    pub directories: &'s [Directory],
    /// What does not fit together of all this, a sentence each.
    pub notices: &'s [String],
    /// The file, named before the conversation, to which the summary goes at its end.
    pub export: Option<&'s str>,
    /// How much that file holds.
    pub export_detail: Detail,
    /// The endings that the file of a copy may have, without the point, each with the levels at which it can
    /// be written.
    pub endings: &'s [(&'s str, &'s [Detail])],
}

/// Returns who can read the file of a summary.
fn who_can_read(file: &str) -> &'static str {
    if is_encrypted(file) {
        "That file is encrypted: only whoever has the passphrase or the key can read it."
    } else {
        "That file is not encrypted: anybody who can open it can read it."
    }
}

/// What is said in danger where the person is somewhere else.
const WHERE_THEY_ARE: &str = "The person is somewhere else: stay on the line. These numbers reach help near you; say \
    where the person is, or let the person call there.";

/// The most lines that are named where no language is shared.
const MOST_LINES: usize = 6;

/// What is said in danger where no directory has an entry for it.
const NO_EMERGENCY_LINES: &str = "No emergency number is listed here. Use your local emergency number now, if \
    life or health is at risk.";

impl Setting<'_> {
    /// Returns what surrounds practice where nothing is known of the place: no directory, no pack, no day.
    pub fn practice() -> Setting<'static> {
        Setting {
            purpose: Purpose::Practice,
            today: Date::constant(2000, 1, 1),
            changed_on: None,
            chance: None,
            tool_version: "",
            agency: None,
            worker: None,
            case: None,
            again: None,
            workspace: false,
            amends: false,
            language: None,
            wordings: &[],
            works_in: None,
            held: None,
            alone: None,
            can_turn: false,
            clock: None,
            country: None,
            chosen_before: false,
            jurisdiction: None,
            directories: &[],
            notices: &[],
            export: None,
            export_detail: Detail::Note,
            endings: &[],
        }
    }

    /// Returns the day on which something is agreed on or taken back.
    pub(super) fn agreed_on(&self) -> Date {
        self.changed_on.unwrap_or(self.today)
    }

    /// Returns whether the person is somewhere else.
    pub fn is_remote(&self) -> bool {
        matches!(self.held, Some(TalkWay::Telephone | TalkWay::Video))
    }

    /// Returns how long a talk has lasted, in words; nothing where nobody looks at that.
    pub(super) fn time_so_far(&self, questionnaire: &Questionnaire) -> Option<String> {
        self.clock.map(|clock| clock.in_words(questionnaire))
    }

    /// Returns what to do when somebody is in danger now, a paragraph each: whom to call stands above all else.
    pub fn emergency(&self) -> Vec<String> {
        let mut lines = self.emergency_numbers();
        if lines.is_empty() {
            lines.push(NO_EMERGENCY_LINES.to_owned());
        }
        if self.is_remote() {
            lines.push(WHERE_THEY_ARE.to_owned());
        }
        lines.push("Is everybody safe at this moment? Follow your agency's emergency plan.".to_owned());
        lines
    }

    /// Returns a line for each emergency contact, with its country: a number means nothing elsewhere.
    fn emergency_numbers(&self) -> Vec<String> {
        emergency_lines(self.directories)
    }

    /// Returns whom to call if danger comes up where the questions are not begun. In practice nobody is called.
    pub(super) fn if_danger_comes(&self) -> Vec<String> {
        if self.purpose == Purpose::Practice {
            return Vec::new();
        }
        let listed = self.emergency_numbers();
        if listed.is_empty() {
            return vec![NO_EMERGENCY_LINES.to_owned()];
        }
        [vec!["If somebody is in danger after all:".to_owned()], listed].concat()
    }

    /// Returns what can be done today where no language is shared: the telephone lines that speak the person's
    /// language, and those that have interpreters, as far as their pages say.
    pub(super) fn lines_in_other_languages(&self) -> Vec<String> {
        let lines = spoken_lines(self.directories, self.language, MOST_LINES, self.today);
        if lines.is_empty() {
            let none =
                "No line with interpreters is listed here: ask your agency for a telephone interpreter.";
            return vec![none.to_owned()];
        }
        let head =
            "You can call one of these together, today. Say the language first; ask for an interpreter.";
        [head.to_owned()].into_iter().chain(lines).collect()
    }

    /// Returns the reporting duties to explain with the limits of confidentiality, a paragraph each.
    pub(super) fn limits(&self) -> Vec<String> {
        let texts = self.duty_texts("limits");
        if !texts.is_empty() {
            return texts;
        }
        let missing = match self.jurisdiction {
            None => "No jurisdiction pack is chosen.".to_owned(),
            Some(pack) => {
                format!("The jurisdiction pack \"{}\" has no text on what cannot stay private.", pack.title)
            }
        };
        vec![format!("{missing} State your own reporting duties now.")]
    }

    /// Returns whether nobody here says what must be reported: then the practitioner does, and says that they did.
    pub(super) fn lacks_limits(&self) -> bool {
        self.purpose == Purpose::Screening && self.duty_texts("limits").is_empty()
    }

    /// Returns what the pack says on a topic, with where that stands: a paragraph. Where a pack stands on another,
    /// each says what it says under its own title.
    pub(super) fn duty_texts(&self, topic: &str) -> Vec<String> {
        let Some(pack) = self.jurisdiction else { return Vec::new() };
        let text = |of: &Jurisdiction, duty: &DutyText| match pack.base {
            Some(_) => format!("{}:\n{} ({})", of.title, duty.text, duty.citation),
            None => format!("{} ({})", duty.text, duty.citation),
        };
        pack.said_on(topic).into_iter().map(|(of, duty)| text(of, duty)).collect()
    }

    /// Returns where answers are kept, and whose services and numbers are shown, a paragraph each. Where nobody is
    /// asked, nobody has to agree.
    pub(super) fn kept(&self, questionnaire: &Questionnaire, asks: bool) -> Vec<String> {
        if self.purpose == Purpose::Practice {
            let kept = "This is practice. Nothing that you take down about the invented person is kept as a \
                        screening.";
            return vec![kept.to_owned()];
        }
        let mut paragraphs = vec![if asks { self.file_kept() } else { self.kept_without_asking() }];
        let numbers = questionnaire.about.words().numbers;
        let part = self.jurisdiction.and_then(Jurisdiction::part);
        let part = part.map_or_else(String::new, |part| format!(", {part}"));
        paragraphs.extend(self.country.map(|country| format!("{numbers}: {country}{part}.")));
        if self.emergency_numbers().is_empty() {
            let none = "No emergency number is listed for here: have your local emergency number at hand.";
            paragraphs.push(none.to_owned());
        }
        paragraphs.extend(self.notices.iter().cloned());
        paragraphs
    }

    fn kept_without_asking(&self) -> String {
        let draft =
            "While you fill it in, a sealed draft is kept in your workspace. At the end it stays there.";
        let file =
            self.export.map(|file| format!("At the end the summary goes to {file}. {}", who_can_read(file)));
        match file {
            None if self.workspace => draft.to_owned(),
            None => self.file_kept(),
            Some(file) if self.workspace => format!("{draft} {file}"),
            Some(file) => format!("Nothing is written to this computer while you fill it in. {file}"),
        }
    }

    fn file_kept(&self) -> String {
        match self.export {
            None if self.workspace => {
                "While you talk, a sealed draft is kept in your workspace, so that nothing is lost if this computer \
                 fails: say so to the person. At the end the screening stays there if the person agrees; otherwise the draft is \
                 removed."
                    .to_owned()
            }
            None => {
                "Nothing is written to this computer unless you save a copy at the end. Otherwise the answers are gone \
                 when you finish.".to_owned()
            }
            Some(file) if self.workspace => format!(
                "While you talk, a sealed draft is kept in your workspace. At the end, if the person agrees, the \
                 screening stays there, and the summary goes to {file}. {}",
                who_can_read(file)
            ),
            Some(file) => format!(
                "Nothing is written to this computer while you talk. At the end the summary goes to {file}, \
                 if the person agrees. {}",
                who_can_read(file)
            ),
        }
    }
}
