//! One session of practice as a value, from the content note to the debrief: a few turns before the
//! conversation with the invented person, and a few after it. Like every dialogue it waits for nobody.
//! It writes nothing; what is to be kept of it is asked of it when it is over.

use super::debrief::{Debrief, debrief};
use super::debrief_document::{document, support_lines};
use super::play::{MARK, NO_REAL_DANGER, Play, offered_needs};
use super::played::Played;
use super::scenario::Scenario;
use super::words::AREAS;
use crate::conversation::{
    ChoiceId, Dialogue, ListItem, Point, Refused, Reply, Setting, Turn, Wanted, WaysOut, chosen_level,
    level_items,
};
use crate::language::tag::{are_of_one, english_name};
use crate::questionnaire::model::{AnswerSource, Questionnaire};
use crate::records::Ended;
use crate::referral::{Jurisdiction, country_of};
use crate::report::{Block, Detail, document as summary};
use crate::vocabulary::find;

/// Whether figures stand in the debrief: only for whoever asked to be assessed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PracticeSetting {
    /// Nothing is counted.
    Alone,
    /// The trainee is assessed.
    Assessed,
}

/// One session of practice.
pub struct PracticeSession<'s> {
    scenario: &'s Scenario,
    questionnaire: &'s Questionnaire,
    setting: Setting<'s>,
    assessed: PracticeSetting,
    play: Play<'s>,
    page: SessionPage,
    ways_out: WaysOut,
    played: Option<Played>,
    review: Option<Debrief>,
}

/// That nothing is offered beyond what everyone gets.
const NOTHING_MORE: ChoiceId = ChoiceId::of("nothing_more");

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SessionPage {
    ContentNote,
    Situation,
    Talk,
    /// Practice was left within the conversation: is the debrief wanted?
    WasLeft,
    Call,
    Offers,
    WantsSummary,
    Summary,
    Debrief,
    Over,
}

impl<'s> PracticeSession<'s> {
    /// Returns the session that begins.
    pub fn new(
        scenario: &'s Scenario,
        questionnaire: &'s Questionnaire,
        setting: Setting<'s>,
        assessed: PracticeSetting,
    ) -> Self {
        let setting = scenario.setting(setting);
        PracticeSession {
            scenario,
            questionnaire,
            setting,
            assessed,
            play: Play::new(scenario, questionnaire, setting),
            page: SessionPage::ContentNote,
            ways_out: WaysOut::default(),
            played: None,
            review: None,
        }
    }

    /// Returns what was done and the debrief, if it came to one.
    pub fn done(&self) -> Option<(&Played, &Debrief)> {
        self.played.as_ref().zip(self.review.as_ref())
    }

    /// Returns whether the debrief is, or was, on the screen.
    pub fn has_come_to_debrief(&self) -> bool {
        self.review.is_some()
    }

    /// Returns the debrief as blocks, if it came to one.
    pub fn debrief_blocks(&self) -> Vec<Block> {
        let Some(review) = &self.review else { return Vec::new() };
        let figures = (self.assessed == PracticeSetting::Assessed).then(|| review.figures());
        let support = support_lines(self.setting.directories);
        document(self.scenario, self.questionnaire, review, &support, figures)
    }

    // ---- the pages ----

    fn own_turn(&self) -> Option<Turn> {
        let turn = match self.page {
            SessionPage::ContentNote => self.content_note(),
            SessionPage::Situation => self.situation(),
            SessionPage::WasLeft => self.was_left(),
            SessionPage::Call => self.call(),
            SessionPage::Offers => self.offers(),
            SessionPage::WantsSummary => {
                choices("summary_wanted", &[("summary", "See the summary"), ("debrief", "Go to the debrief")])
                    .heading("The summary")
                    .tell("What your answers come to, as it would stand at the end of a screening.")
                    .back(true)
            }
            SessionPage::Summary => {
                let mut turn = Turn::to_see(Point::outside("practice_summary"))
                    .heading("The summary, as it would stand in a screening");
                turn.page = summary(&self.play.conversation().record(), Detail::Reasons);
                turn
            }
            SessionPage::Debrief => {
                let mut turn = Turn::to_see(Point::outside("debrief")).heading("Debrief");
                turn.page = self.debrief_blocks();
                turn
            }
            SessionPage::Talk | SessionPage::Over => return None,
        };
        Some(Turn { mark: Some(MARK), pause: false, ..turn })
    }

    /// The content note and a way out come before anything of the case.
    fn content_note(&self) -> Turn {
        let scenario = self.scenario;
        let mut turn = choices("content_note", &[("begin", "Begin"), ("leave", "Not today")])
            .heading("Before you practice")
            .tell(format!(
                "{}: {}, about {} minutes, with “{}”. The person is invented. {}",
                scenario.title,
                scenario.difficulty.id(),
                scenario.minutes,
                self.questionnaire.title,
                self.where_it_is()
            ));
        turn.tell.extend(self.setting.notices.iter().cloned());
        let asks = if asks_hard_things(self.questionnaire) { ASKS_HARD_THINGS } else { "" };
        let role = if self.questionnaire.asks() { LEADS_A_TALK } else { MARKS_WHAT_IS_KNOWN };
        turn.tell(format!("What comes up: {}{asks}", scenario.content_note.trim_end()))
            .tell(
                "Stop at any time with q, without a reason; nobody is told. If it comes close to something of your own, \
                 that is a good reason. In a class, agree first how to step out.",
            )
            .tell(format!("{role} Nothing is scored unless you asked for it."))
    }

    /// The country of the scenario and how the talk is held, before anything of it is shown. Where it names no
    /// country, it says whose law and numbers are shown instead.
    fn where_it_is(&self) -> String {
        let named = self.scenario.area().and_then(|area| find(AREAS, area)).map(|area| area.label);
        let shown_as = |country: &'s str| {
            let area = AREAS.iter().find(|area| area.label.trim_start_matches("the ") == country);
            area.map_or(country, |area| area.label)
        };
        let country = named.or(self.setting.country.map(shown_as));
        let pack = self.setting.jurisdiction;
        let has_law = pack.is_some_and(|pack| find(AREAS, country_of(&pack.id)).is_some());
        let shown =
            if has_law { "The law and the numbers on the screens" } else { "The numbers on the screens" };
        let told = match (named, country) {
            (Some(country), _) => {
                let part = pack.and_then(Jurisdiction::part).map(|part| format!("{part}, in "));
                format!("It is set in {}{country}. {shown} are from there.", part.unwrap_or_default())
            }
            (None, Some(country)) => {
                let why = match pack {
                    Some(_) => "as your settings say",
                    None => "since your settings name no `jurisdiction`",
                };
                format!("It could be anywhere. {shown} are those of {country}, {why}.")
            }
            (None, None) => "It could be anywhere. No numbers of a country are shown.".to_owned(),
        };
        let held = self.scenario.held.map(|held| format!(" The talk is held {}.", held.label()));
        format!("{told}{}{}", held.unwrap_or_default(), self.language_of_talk())
    }

    /// In which language the person is spoken to, where it is another than that of the questionnaire.
    fn language_of_talk(&self) -> String {
        let Some(spoken) = &self.scenario.spoken else { return String::new() };
        let (language, own) = (english_name(spoken), english_name(&self.questionnaire.language));
        let is_at_hand = self.setting.wordings.iter().any(|one| are_of_one(&one.language, spoken));
        if is_at_hand {
            format!(
                " The person speaks {language}: what you read aloud is shown in it, with the {own} beneath."
            )
        } else {
            format!(
                " The person speaks {language}, and this form is not there in it: what you read is {own}."
            )
        }
    }

    fn situation(&self) -> Turn {
        let brief = &self.scenario.brief;
        let mut turn =
            choices("situation", &[("begin", "Go in"), ("leave", "Not today")]).heading("The situation");
        turn.tell.push(brief.role.clone());
        turn.heard.extend([&brief.setting, &brief.reason, &brief.person, &brief.present].map(Clone::clone));
        turn.heard.extend(self.scenario.facts.iter().map(|fact| fact.see.clone()));
        turn
    }

    fn was_left(&self) -> Turn {
        let mut turn =
            choices("left", &[("leave", "Leave now"), ("debrief", "See the debrief of what there was")])
                .heading("Stopping is fine")
                .tell(
                    "You can leave it here. Be good to yourself, and talk to somebody if it stays with you.",
                );
        turn.tell.extend(support_lines(self.setting.directories));
        turn
    }

    fn call(&self) -> Turn {
        let outcome = self.questionnaire.outcomes.first();
        let items = outcome.map(|outcome| level_items(outcome, "I make no call")).unwrap_or_default();
        let about = outcome.map_or("", |outcome| outcome.label.as_str());
        let turn = Turn::new(Point::outside("call"), Wanted::One(items))
            .heading("Your own call: what would you do next?")
            .tell(format!("Choose before you see what is computed. {about}"));
        let called = self.played.as_ref().and_then(|played| played.call).zip(outcome);
        match called {
            Some((level, outcome)) => {
                turn.given(Reply::choose(format!("level.{}", outcome.levels[level].id)))
            }
            None => turn,
        }
    }

    fn offers(&self) -> Turn {
        let needs = offered_needs(self.scenario, self.questionnaire);
        let mut items: Vec<ListItem> = needs.iter().map(|need| ListItem::new(need.id, need.label)).collect();
        let nothing = ListItem::new(NOTHING_MORE, "Nothing beyond what everyone gets");
        items.push(ListItem { exclusive: true, ..nothing });
        let turn = Turn::new(Point::outside("offers"), Wanted::Many(items))
            .heading("What would you offer?")
            .tell("With the person's agreement, and only what fits what you heard. You can choose several.")
            .back(!self.questionnaire.outcomes.is_empty());
        match self.played.as_ref().and_then(|played| played.offers.as_ref()) {
            Some(offers) if offers.is_empty() => turn.given(Reply::ChooseAll(vec![NOTHING_MORE])),
            Some(offers) => {
                turn.given(Reply::ChooseAll(offers.iter().map(|need| ChoiceId::of(need.id)).collect()))
            }
            None => turn,
        }
    }

    // ---- from one to the next ----

    fn take_own(&mut self, reply: &Reply) {
        self.page = match self.page {
            SessionPage::ContentNote if reply.chooses("begin") => SessionPage::Situation,
            SessionPage::Situation if reply.chooses("begin") => SessionPage::Talk,
            SessionPage::WasLeft if reply.chooses("debrief") => self.come_to_debrief(),
            SessionPage::ContentNote | SessionPage::Situation | SessionPage::WasLeft => SessionPage::Over,
            // Stopping at one of these leads to the debrief at once, and says nothing of what it asks.
            SessionPage::Call | SessionPage::Offers if *reply == Reply::Stop => self.come_to_debrief(),
            // What was called and offered can be taken back until the summary shows what is computed.
            SessionPage::Offers if *reply == Reply::Back => SessionPage::Call,
            SessionPage::WantsSummary if *reply == Reply::Back => SessionPage::Offers,
            SessionPage::Call => {
                self.take_call(reply);
                SessionPage::Offers
            }
            SessionPage::Offers => {
                self.take_offers(reply);
                SessionPage::WantsSummary
            }
            SessionPage::WantsSummary if reply.chooses("summary") => SessionPage::Summary,
            SessionPage::WantsSummary | SessionPage::Summary => self.come_to_debrief(),
            SessionPage::Debrief => SessionPage::Over,
            SessionPage::Talk | SessionPage::Over => self.page,
        };
    }

    fn take_call(&mut self, reply: &Reply) {
        let outcome = self.questionnaire.outcomes.first();
        let call = outcome.and_then(|outcome| chosen_level(outcome, reply));
        if let Some(played) = &mut self.played {
            played.call = call;
        }
    }

    fn take_offers(&mut self, reply: &Reply) {
        let offered = match reply {
            Reply::ChooseAll(ids) => {
                let needs = offered_needs(self.scenario, self.questionnaire).into_iter();
                needs.filter(|need| ids.iter().any(|id| id.as_str() == need.id)).collect()
            }
            _ => Vec::new(),
        };
        if let Some(played) = &mut self.played {
            played.offers = Some(offered);
        }
    }

    /// The conversation is over.
    fn after_talk(&mut self) {
        let played = self.play.played();
        let scored = played.ended.is_scored() && !played.answers.is_empty();
        let left = played.ended == Ended::Left;
        self.played = Some(played);
        self.page = match (left, scored) {
            (true, _) => SessionPage::WasLeft,
            (false, true) if self.questionnaire.outcomes.is_empty() => SessionPage::Offers,
            (false, true) => SessionPage::Call,
            (false, false) => self.come_to_debrief(),
        };
    }

    fn come_to_debrief(&mut self) -> SessionPage {
        let played = self.played.get_or_insert_with(|| self.play.played());
        self.review = Some(debrief(self.scenario, self.questionnaire, played));
        SessionPage::Debrief
    }
}

impl Dialogue for PracticeSession<'_> {
    fn turn(&self) -> Option<Turn> {
        if self.page == SessionPage::Talk {
            return self.play.turn();
        }
        let Some(mut turn) = self.ways_out.turn(&self.setting, Some(MARK)) else { return self.own_turn() };
        if turn.at == Point::Danger {
            turn.tell.insert(0, NO_REAL_DANGER.to_owned());
        }
        Some(turn)
    }

    fn reply(&mut self, reply: Reply) -> Result<(), Refused> {
        if self.page == SessionPage::Talk {
            self.play.reply(reply)?;
            if self.play.turn().is_none() {
                self.after_talk();
            }
            return Ok(());
        }
        self.turn().ok_or(Refused::NotOffered)?.check(&reply)?;
        if let Some(reply) = self.ways_out.take(reply) {
            self.take_own(&reply);
        }
        Ok(())
    }
}

fn choices(name: &'static str, choices: &[(&'static str, &str)]) -> Turn {
    Turn::to_choose(Point::outside(name), choices)
}

/// What is said of questions that ask about such things whatever the person answers.
const ASKS_HARD_THINGS: &str = " The questions ask about violence and sex in any case.";

/// What whoever practises does.
const LEADS_A_TALK: &str = "You lead the talk of a screening; what you see and hear is told to you. Take down what you \
                            heard, not what you suspect.";
const MARKS_WHAT_IS_KNOWN: &str = "Nobody is asked anything. What is known and seen is told to you: mark it, not what \
                                   you suspect.";

/// Returns whether a questionnaire asks anything of the person that is hard to hear.
fn asks_hard_things(questionnaire: &Questionnaire) -> bool {
    questionnaire.questions.iter().any(|asked| asked.from == AnswerSource::Asked && asked.is_sensitive())
}
