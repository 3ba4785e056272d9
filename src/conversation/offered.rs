//! Which replies a turn offers. What was typed is looked at only for its length here; whether it is an answer
//! the conversation knows.

use super::reply::{ChoiceId, OpenAnswers, Refused, Reply};
use super::turn::{ListItem, Turn, Typing, Wanted};

impl Turn {
    /// Checks that a reply is one that the turn offers. What was typed is looked at only for its length;
    /// whether it is an answer the conversation knows.
    ///
    /// # Errors
    /// That it is not offered, or what is expected instead.
    pub fn check(&self, reply: &Reply) -> Result<(), Refused> {
        let offered = match reply {
            Reply::Seen => matches!(self.wanted, Wanted::Seen),
            Reply::Choose(id) => matches!(&self.wanted, Wanted::One(items) if holds(items, id)),
            Reply::ChooseAll(ids) => return self.check_several(ids),
            Reply::Typed(words) => return self.check_typed(words),
            Reply::Declined | Reply::DontKnow | Reply::Later => {
                self.open.keys().iter().any(|(_, _, open)| open == reply)
            }
            Reply::Back => self.back,
            Reply::Note(_) | Reply::OpenNote => self.notes,
            Reply::Reworded => self.is_asked(),
            Reply::Break => self.pause,
            Reply::Languages => self.languages,
            // From everywhere, without exception.
            Reply::Danger | Reply::Hide => !self.is_for_program(),
            Reply::Stop => self.stop,
            Reply::Written(_) | Reply::NotWritten(_) | Reply::AlreadyThere => {
                matches!(self.wanted, Wanted::Copy(_))
            }
            Reply::HandedOver(_) => matches!(self.wanted, Wanted::Alone(_)),
        };
        if offered { Ok(()) } else { Err(Refused::NotOffered) }
    }

    /// Returns whether it is a question to the person, which can be asked in other words.
    pub fn is_asked(&self) -> bool {
        self.open == OpenAnswers::Person
    }

    /// Returns whether the turn is for the program and not for a person.
    pub fn is_for_program(&self) -> bool {
        matches!(self.wanted, Wanted::Copy(_) | Wanted::Alone(_))
    }

    fn check_several(&self, ids: &[ChoiceId]) -> Result<(), Refused> {
        let Wanted::Many(items) = &self.wanted else { return Err(Refused::NotOffered) };
        let twice = ids.iter().enumerate().any(|(place, id)| ids[..place].contains(id));
        if twice || !ids.iter().all(|id| holds(items, id)) {
            return Err(Refused::NotOffered);
        }
        if ids.is_empty() {
            return Err(Refused::Expected("at least one of the list".to_owned()));
        }
        let alone = items.iter().find(|item| item.exclusive && ids.contains(&item.id));
        match alone {
            Some(item) if ids.len() > 1 => {
                Err(Refused::Expected(format!("“{}” alone, or without it", item.label)))
            }
            _ => Ok(()),
        }
    }

    fn check_typed(&self, words: &str) -> Result<(), Refused> {
        let Wanted::Typed(typing) = &self.wanted else { return Err(Refused::NotOffered) };
        let count = words.chars().count();
        match typing.most {
            Some(most) if count > most => Err(Refused::Expected(format!(
                "at most {most} characters (there are {count}; nothing was cut, and nothing is taken down yet)"
            ))),
            _ if words.chars().any(|letter| is_refused(letter, typing)) => {
                Err(Refused::Expected("words without control characters".to_owned()))
            }
            _ if typing.required && words.trim().is_empty() => Err(Refused::Expected(typing.hint.clone())),
            _ => Ok(()),
        }
    }
}

/// Control characters are no words: a tab passes for a space. A note is kept as it came, and shown escaped.
fn is_refused(letter: char, typing: &Typing) -> bool {
    letter.is_control() && letter != '\t' && !typing.several_lines
}

fn holds(items: &[ListItem], id: &ChoiceId) -> bool {
    items.iter().any(|item| item.id == *id)
}
