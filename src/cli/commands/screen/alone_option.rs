//! Whether the person answers alone, and where nobody can.

use anyhow::{Result, bail};
use safelight::conversation::AloneWay;
use safelight::questionnaire::Questionnaire;
use safelight::records::TalkWay;
use safelight::turned::TurnedForm;

#[derive(clap::Args)]
pub(super) struct AloneOption {
    /// The person answers alone on this screen, turned to them, and decides what you may see: adults who read. You do
    /// the gates, the opening and the age.
    #[arg(long, conflicts_with_all = ["plain", "code"])]
    turned: bool,
    /// The person answers alone on a page on a device of your agency, and you type the code that it shows at the end.
    #[arg(long)]
    code: bool,
}

impl AloneOption {
    /// Returns how the person answers alone, where that was asked for.
    pub fn way(&self) -> Option<AloneWay> {
        match (self.turned, self.code) {
            (true, _) => Some(AloneWay::Turned),
            (false, true) => Some(AloneWay::Code),
            (false, false) => None,
        }
    }

    /// Says it at once where nobody can.
    pub fn refuse_where_nobody_can(&self, has_screen: bool, held: Option<TalkWay>) -> Result<()> {
        let is_remote = matches!(held, Some(TalkWay::Telephone | TalkWay::Video));
        if self.way().is_some() && is_remote {
            bail!(
                "nobody answers alone by telephone or video: it takes a device of your agency, and you in the same room"
            );
        }
        if self.turned && !has_screen {
            bail!(
                "only a screen can be turned to the person; here are plain lines, of which what was answered stays to be \
                 read"
            );
        }
        Ok(())
    }
}

/// Says it before the first gate if nobody answers this questionnaire alone.
pub(super) fn refuse_unless_answered_alone(
    questionnaire: &Questionnaire,
    alone: Option<AloneWay>,
) -> Result<()> {
    match (alone, TurnedForm::of(questionnaire)) {
        (Some(_), Err(why)) => bail!("nobody answers {} alone: {why}", questionnaire.edition()),
        _ => Ok(()),
    }
}
