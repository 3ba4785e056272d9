//! What the program itself says to the person, in one language: each sentence that is read aloud and does not come from
//! a questionnaire. What it says to whoever works with it is not here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The sentences of a language, as its file has them under `[person]`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonWords {
    /// What the language is called by those who speak it.
    pub own_name: String,
    /// Yes.
    pub yes: String,
    /// No.
    pub no: String,
    /// Whether one may ask.
    pub may_ask: String,
    /// After a no to being asked.
    pub all_right: String,
    /// After "not now".
    pub another_day: String,
    /// Leave before personal questions, where a section has no words of its own.
    pub leave: String,
    /// A break after them.
    pub break_offer: String,
    /// In a break, where a questionnaire has no words of its own.
    pub grounding: String,
    /// Where the talk has taken longer than it is made for.
    pub long_talk: String,
    /// Where it is stopped.
    pub stopping: String,
    /// Questions that were left for later.
    pub left: String,
    /// Before services are gone through.
    pub services: String,
    /// Where none is listed.
    pub no_services: String,
    /// How one may be in touch again.
    pub contact_how: String,
    /// On which day.
    pub contact_when: String,
    /// Whether what may be carried is wanted on paper.
    pub on_paper: String,
    /// Whether a copy may be kept.
    pub keep: String,
    /// Whether anybody may be told something.
    pub tell_others: String,
    /// Whether somebody there is feared.
    pub feared: String,
    /// What it is told for.
    pub told_for: String,
    /// Which of it.
    pub told_what: String,
    /// Until when it may be used.
    pub told_until: String,
    /// The last words to somebody who decides alone.
    pub closing: String,
    /// The last words to somebody who may be a child.
    pub closing_child: String,
    /// What the person reads and hears where they answer alone.
    pub turned: TurnedWords,
    /// What stands on what the person carries.
    pub carried: CarriedWords,
    /// What an invented person says where a scenario gives only the plain answer.
    pub invented: InventedWords,
}

/// What an invented person says in practice where a scenario gives only the plain answer; yes and no are those above.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventedWords {
    /// Agreeing to talk.
    pub agrees: String,
    /// Giving leave for what is more personal.
    pub gives_leave: String,
    /// Taking a break that is offered.
    pub takes_break: String,
    /// Letting a copy be kept.
    pub may_keep: String,
    /// Going on to what was left.
    pub all_right: String,
    /// Preferring not to say.
    pub declines: String,
    /// Not knowing.
    pub does_not_know: String,
    /// Leaving it for later.
    pub later: String,
}

/// What a person reads and hears who answers alone, on a screen turned to them or a page of their own. None of it names
/// what it is about.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TurnedWords {
    /// That nobody sees what is chosen.
    pub hello: String,
    /// How one answers with keys.
    pub how_keys: String,
    /// How one answers with a finger.
    pub how_touch: String,
    /// Who may answer so.
    pub adults_only: String,
    /// That one may skip, rest and stop.
    pub free: String,
    /// How the worker is asked for.
    pub help_how: String,
    /// That answers go where the screen closes, and that hiding only covers it.
    pub lost: String,
    /// That the person decides at the end.
    pub decide: String,
    /// That answers change places, and why.
    pub order: String,
    /// Keeping them where they are.
    pub same_places: String,
    /// Whether it is safe to answer, where nobody could ask that before.
    pub safe_now: String,
    /// Preferring not to say.
    pub skip: String,
    /// Preferring to say nothing of a whole list.
    pub skip_list: String,
    /// Preferring to say nothing of what is left of a list.
    pub skip_rest: String,
    /// Not knowing.
    pub dont_know: String,
    /// Going on.
    pub go_on: String,
    /// Stopping, beside going on.
    pub stop_here: String,
    /// Going back.
    pub back: String,
    /// A break, on its key.
    pub rest: String,
    /// In the break.
    pub rest_say: String,
    /// Stopping, on its key.
    pub stop: String,
    /// After that.
    pub stopped: String,
    /// Erasing all that was answered, on its key.
    pub erase: String,
    /// Hiding the screen, on its key.
    pub hide: String,
    /// Asking for the worker, on its key.
    pub danger: String,
    /// The word that fills the screen then, where none was agreed on.
    pub danger_word: String,
    /// Hearing it again, on its key.
    pub listen: String,
    /// In the place of a step that does not apply.
    pub pause: String,
    /// After the last question.
    pub last: String,
    /// What becomes of what is handed over.
    pub price: String,
    /// What is to be handed over.
    pub what_is_seen: String,
    /// All of it.
    pub everything: String,
    /// Some parts.
    pub some_parts: String,
    /// Needs alone.
    pub only_help: String,
    /// Nothing.
    pub nothing: String,
    /// Before the questions of a part: whether it is handed over.
    pub together: String,
    /// Whether it may be seen that something was kept back.
    pub kept_back_seen: String,
    /// Whether one wants to look first, which shows the answers.
    pub review_safe: String,
    /// Above what is handed over.
    pub review: String,
    /// Whether it is handed over now, where it was not looked at.
    pub ready: String,
    /// Handing it over.
    pub hand_over: String,
    /// Choosing again what is handed over.
    pub choose_again: String,
    /// Above a release code.
    pub code_say: String,
    /// Once that was written down.
    pub done: String,
    /// The last words.
    pub end: String,
}

/// What stands on what a person carries, in neutral words.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedWords {
    /// The title.
    pub title: String,
    /// Before how and when one is in touch again.
    pub again: String,
    /// The last line.
    pub decide: String,
    /// The title where there is nothing to carry.
    pub nothing_title: String,
    /// What stands there then.
    pub nothing: String,
    /// Each way to reach a service, by the kind of its channel.
    pub ways: BTreeMap<String, String>,
    /// Each way in which one is in touch again, by its word in records.
    pub contact: BTreeMap<String, String>,
    /// Each time of that, by its word in records.
    pub when: BTreeMap<String, String>,
}

impl PersonWords {
    /// Returns every text, with its key.
    pub fn all(&self) -> Vec<(String, String)> {
        fn below(name: &str, value: toml::Value, all: &mut Vec<(String, String)>) {
            match value {
                toml::Value::Table(table) => {
                    table.into_iter().for_each(|(key, value)| below(&format!("{name}.{key}"), value, all));
                }
                text => all.extend(text.as_str().map(|text| (name.to_owned(), text.to_owned()))),
            }
        }
        let mut all = Vec::new();
        below("person", toml::Value::try_from(self).expect("all of it is text"), &mut all);
        all
    }
}
