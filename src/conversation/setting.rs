//! What surrounds a conversation and does not change in it: the day, the place, the directories. It holds
//! nothing that was said, so it is not part of a snapshot.

use jiff::civil::Date;

use crate::referral::{Directory, Jurisdiction, emergency_lines};

/// What a conversation is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A screening with a person, up to the summary and what is done with it.
    Screening,
    /// Practice with an invented person, up to the last observation.
    Practice,
}

/// What surrounds a conversation.
#[derive(Clone, Copy)]
pub struct Setting<'s> {
    /// What it is for.
    pub purpose: Purpose,
    /// Today.
    pub today: Date,
    /// The version of the tool.
    pub tool_version: &'s str,
    /// The agency.
    pub agency: Option<&'s str>,
    /// The usual language of the people met.
    pub language: Option<&'s str>,
    /// The jurisdiction pack.
    pub jurisdiction: Option<&'s Jurisdiction>,
    /// The referral directories, one's own first.
    pub directories: &'s [Directory],
    /// The file, named before the conversation, to which the summary goes at its end.
    pub export: Option<&'s str>,
    /// The endings that the file of a copy may have, without the point.
    pub endings: &'s [&'s str],
}

/// What is said in danger where no directory has an entry for it.
const NO_EMERGENCY_LINES: &str = "No emergency contact is listed here. Call the emergency number of your \
    place now, if life or health is at risk.";

impl Setting<'_> {
    /// Returns what surrounds practice where nothing is known of the place: no directory, no pack, no day.
    pub fn practice() -> Setting<'static> {
        Setting {
            purpose: Purpose::Practice,
            today: Date::constant(2000, 1, 1),
            tool_version: "",
            agency: None,
            language: None,
            jurisdiction: None,
            directories: &[],
            export: None,
            endings: &[],
        }
    }

    /// Returns what to do when somebody is in danger now, a paragraph each.
    pub fn emergency(&self) -> Vec<String> {
        let mut lines = vec![
            "First of all: is everybody safe at this moment? Follow your agency's emergency plan.".to_owned(),
        ];
        let listed = emergency_lines(self.directories);
        if listed.is_empty() {
            lines.push(NO_EMERGENCY_LINES.to_owned());
        }
        lines.extend(listed);
        lines
    }

    /// Returns the reporting duties to explain with the limits of confidentiality.
    pub(super) fn limits(&self) -> String {
        let duty = self.jurisdiction.map(|pack| (pack, pack.duty("limits")));
        match duty {
            None => "No jurisdiction pack is chosen. State your own reporting duties now.".to_owned(),
            Some((pack, None)) => format!(
                "The jurisdiction pack \"{}\" has no text on what cannot stay private. State your own reporting duties now.",
                pack.title
            ),
            Some((_, Some(duty))) => format!("{} ({})", duty.text, duty.citation),
        }
    }

    /// Returns where answers are kept, and whose services and numbers are shown, a paragraph each.
    pub(super) fn kept(&self) -> Vec<String> {
        if self.purpose == Purpose::Practice {
            let kept = "This is practice. Nothing that you take down about the invented person is kept as a \
                        screening.";
            return vec![kept.to_owned()];
        }
        let mut paragraphs = vec![self.file_kept()];
        if self.directories.is_empty() {
            paragraphs.push(
                "No referral directory is in use for this jurisdiction: have the emergency number of your \
                 place at hand, or end here and add a directory with --directory."
                    .to_owned(),
            );
        }
        if self.jurisdiction.is_none() {
            paragraphs.push(self.areas());
        }
        paragraphs
    }

    fn file_kept(&self) -> String {
        match self.export {
            None => {
                "Nothing is written to this computer unless you save a copy at the end. Otherwise the answers are gone \
                 when you finish.".to_owned()
            }
            Some(file) => format!(
                "Nothing is written to this computer while you talk. At the end the summary goes to {file}, \
                 if the person agrees. That file is not encrypted: anybody who can open it can read it."
            ),
        }
    }

    fn areas(&self) -> String {
        let areas: Vec<&str> = self.directories.iter().map(|directory| directory.area.as_str()).collect();
        format!(
            "No jurisdiction is chosen. Emergency numbers and services are those of: {}. If you are elsewhere, end \
             here and choose yours with --jurisdiction or --directory; `safelight list` shows what there is.",
            areas.join(", ")
        )
    }
}
