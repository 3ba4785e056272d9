//! The summary on the screen, and what can be done with it: what the person said to a service, a
//! judgement of one's own, police and tip lines, a copy in a file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use safelight::assessment::{Judgement, assess};
use safelight::document::text::typed;
use safelight::export::{FORMATS, Format, format_of_ending, text};
use safelight::interview::{AskError, Asker, Interview, Item, Reply, Turn, Wanted};
use safelight::referral::{Directory, Jurisdiction};
use safelight::report::{Consent, Findings, Report, Response, build, document, offers};

use crate::cli::files::Target;
use crate::cli::prompts::Prompts;

/// What a summary needs from around the conversation.
#[derive(Clone, Copy)]
pub struct Surrounding<'s> {
    /// Today.
    pub today: Date,
    /// The agency.
    pub agency: Option<&'s str>,
    /// The usual language of the people met.
    pub language: Option<&'s str>,
    /// The jurisdiction pack.
    pub jurisdiction: Option<&'s Jurisdiction>,
    /// The referral directories, one's own first.
    pub directories: &'s [Directory],
    /// How short prompts are shown.
    pub prompts: Prompts,
}

/// The summary of one conversation.
pub struct Results<'r> {
    interview: Interview<'r>,
    early: bool,
    surrounding: Surrounding<'r>,
    police: bool,
    responses: BTreeMap<String, Response>,
    said: Option<String>,
    saved: bool,
}

const CHOICES: [&str; 5] = [
    "Mark what the person said to a service",
    "Add your own judgement",
    "Show or hide police and tip lines",
    "Save a copy to a file",
    "Finish",
];

impl<'r> Results<'r> {
    /// Returns the summary of a conversation.
    pub fn new(interview: Interview<'r>, early: bool, surrounding: Surrounding<'r>, police: bool) -> Self {
        Results {
            interview,
            early,
            surrounding,
            police,
            responses: BTreeMap::new(),
            said: None,
            saved: false,
        }
    }

    /// Shows the summary until the practitioner finishes, and writes the export. Whoever pipes lines in
    /// need not end them with "Finish": the end of the input is the end of the summary, wherever it is.
    ///
    /// # Errors
    /// When somebody interrupts it, or the terminal fails; [`Results::saved`] says what was written.
    pub fn show(
        &mut self,
        asker: &mut dyn Asker,
        export: Option<(Target, &'static Format)>,
    ) -> Result<(), AskError> {
        loop {
            match self.step(asker) {
                Ok(true) => {}
                Ok(false) | Err(AskError::Ended) => break,
                Err(error) => return Err(error),
            }
        }
        let Some((target, format)) = export else { return Ok(()) };
        if !self.is_right_to_keep(asker)? {
            return Ok(());
        }
        match target.write(&(format.write)(&self.report())) {
            Ok(()) => self.saved = true,
            Err(error) => self.save(asker, &format!("The summary is not saved yet: {error:#}. "))?,
        }
        Ok(())
    }

    /// Returns whether a copy was written.
    pub fn saved(&self) -> bool {
        self.saved
    }

    /// Shows the summary once and does what is chosen. Returns whether to show it again.
    fn step(&mut self, asker: &mut dyn Asker) -> Result<bool, AskError> {
        match asker.ask(&self.page())? {
            Reply::One(0) => self.mark_service(asker)?,
            Reply::One(1) => self.judge(asker)?,
            Reply::One(2) => self.police = !self.police,
            Reply::One(3) => self.save_if_right(asker)?,
            Reply::One(4) | Reply::Stop => return Ok(false),
            _ => {}
        }
        Ok(true)
    }

    fn page(&mut self) -> Turn {
        let mut turn = Turn::to_choose(&CHOICES).heading("Summary");
        turn.page = Some(self.shown());
        turn.complaint = self.said.take();
        turn
    }

    /// Returns the summary as it is shown.
    pub fn shown(&self) -> String {
        text::write(&document(&self.report()), self.surrounding.prompts.width())
    }

    fn report(&self) -> Report {
        let case = self.interview.case();
        let assessment = assess(case);
        let around = &self.surrounding;
        let offers =
            offers(case, &assessment, around.directories, around.language, self.police, around.today);
        build(&Findings {
            case,
            assessment: &assessment,
            notes: self.interview.notes(),
            reworded: self.interview.reworded(),
            consent: self.interview.asks().then(|| Consent {
                agreed: self.interview.consented(),
                explained: self.interview.explained().to_vec(),
                may_keep: self.interview.may_keep(),
            }),
            stopped_early: self.early,
            date: around.today,
            tool_version: env!("CARGO_PKG_VERSION"),
            agency: around.agency,
            jurisdiction: around.jurisdiction,
            matches: &offers.matches,
            hidden_police: offers.hidden_police,
            responses: &self.responses,
        })
    }

    fn mark_service(&mut self, asker: &mut dyn Asker) -> Result<(), AskError> {
        let referrals = self.report().referrals;
        if referrals.is_empty() {
            self.said = Some("No service matches, so there is nothing to mark.".to_owned());
            return Ok(());
        }
        let names: Vec<Item> = referrals
            .iter()
            .map(|referral| Item::new(format!("{}: {}", referral.name, referral.response.label())))
            .collect();
        let turn = Turn::new(Wanted::One(names)).heading("Which service?").back(true);
        let Reply::One(place) = asker.ask(&turn)? else { return Ok(()) };
        let labels: Vec<&str> = Response::ALL.iter().map(|response| response.label()).collect();
        let turn = Turn::to_choose(&labels)
            .heading(&referrals[place].name)
            .tell("A warm handoff helps most: call together, agree who follows up, and when.")
            .back(true);
        if let Reply::One(choice) = asker.ask(&turn)? {
            self.responses.insert(referrals[place].id.clone(), Response::ALL[choice]);
        }
        Ok(())
    }

    /// The practitioner's own judgement stands beside the computed level; both are kept.
    fn judge(&mut self, asker: &mut dyn Asker) -> Result<(), AskError> {
        let outcomes = &self.interview.questionnaire().outcomes;
        let labels: Vec<&str> = outcomes.iter().map(|outcome| outcome.label.as_str()).collect();
        let turn = Turn::to_choose(&labels).heading("Your own judgement of what?").back(true);
        let Reply::One(outcome) = asker.ask(&turn)? else { return Ok(()) };
        let mut levels: Vec<&str> =
            outcomes[outcome].levels.iter().map(|level| level.label.as_str()).collect();
        levels.push("No judgement of my own");
        let turn = Turn::to_choose(&levels)
            .heading(&outcomes[outcome].label)
            .tell("The computed level stays beside yours. A lower judgement takes no action away.")
            .back(true);
        let Reply::One(level) = asker.ask(&turn)? else { return Ok(()) };
        if level + 1 == levels.len() {
            self.interview.judge(outcome, None);
            return Ok(());
        }
        let reason =
            self.surrounding.prompts.line(asker, "Why do you see it so? No names, please.", "your reason")?;
        let reason = typed(&reason).trim().to_owned();
        if reason.is_empty() {
            self.said = Some("A judgement needs its reason; nothing was changed.".to_owned());
        } else {
            self.interview.judge(outcome, Some(Judgement { level, reason }));
        }
        Ok(())
    }

    /// Returns whether a copy may be written: the person agreed, or the practitioner answers for it.
    fn is_right_to_keep(&mut self, asker: &mut dyn Asker) -> Result<bool, AskError> {
        let why = match self.interview.may_keep() {
            _ if !self.interview.asks() => return Ok(true),
            Some(true) => return Ok(true),
            Some(false) => "The person did not agree that a copy is kept.",
            None => "The person was not asked whether a copy may be kept.",
        };
        let turn =
            Turn::to_choose(&["Save nothing", "Save it: the person agreed since, or the law requires it"])
                .heading("A copy")
                .tell(why);
        match asker.ask(&turn) {
            Ok(reply) => Ok(reply == Reply::One(1)),
            Err(AskError::Ended) => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn save_if_right(&mut self, asker: &mut dyn Asker) -> Result<(), AskError> {
        if self.is_right_to_keep(asker)? { self.save(asker, "") } else { Ok(()) }
    }

    /// Asks for a file and writes the summary. The summary stays on the screen whatever happens.
    fn save(&mut self, asker: &mut dyn Asker, before: &str) -> Result<(), AskError> {
        let endings: Vec<&str> = FORMATS.iter().map(|format| format.endings[0]).collect();
        let explained = format!(
            "{before}The file will not be encrypted: anybody who can open it can read it. Use your agency's own case \
             number, never a name. The ending tells the format: .{}. Leave it empty, or go back, to save nothing.",
            endings.join(", .")
        );
        let path = self.surrounding.prompts.line(asker, &explained, "file")?;
        if path.trim().is_empty() {
            return Ok(());
        }
        match self.save_to(asker, &PathBuf::from(path.trim()))? {
            Ok(()) => {
                self.said = Some("Saved. The file is not encrypted.".to_owned());
                self.saved = true;
                Ok(())
            }
            Err(why) => self.save(asker, &format!("Not saved: {why}. ")),
        }
    }

    fn save_to(&mut self, asker: &mut dyn Asker, path: &Path) -> Result<Result<(), String>, AskError> {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let Some(format) = format_of_ending(ending) else {
            return Ok(Err("the ending does not tell the format".to_owned()));
        };
        let replace = path.is_file()
            && self.surrounding.prompts.confirm(asker, "That file is already there. Replace it?")?;
        let written =
            Target::try_out(path, replace).and_then(|target| target.write(&(format.write)(&self.report())));
        Ok(written.map_err(|error| format!("{error:#}")))
    }
}
