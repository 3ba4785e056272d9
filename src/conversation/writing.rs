//! A few lines that are written outside a conversation, such as to whom a report was made: a page each, with the
//! same ways out as everywhere. It ends with all of them, or with nothing.

use super::interruptions::WaysOut;
use super::reply::{Refused, Reply};
use super::setting::Setting;
use super::turn::{Dialogue, Point, Turn, Typing};

/// Lines that are written, one after the other.
pub struct Writing<'s> {
    name: &'static str,
    prompts: &'s [&'s str],
    setting: Setting<'s>,
    ways_out: WaysOut,
    written: Vec<String>,
    /// What stood at a page that one went back to.
    before: Vec<String>,
    left: bool,
}

impl<'s> Writing<'s> {
    /// Returns the pages, one for each prompt.
    pub fn new(name: &'static str, prompts: &'s [&'s str], setting: Setting<'s>) -> Self {
        let (ways_out, written, before) = (WaysOut::default(), Vec::new(), Vec::new());
        Writing { name, prompts, setting, ways_out, written, before, left: false }
    }

    /// Puts a line on the first page, which can be changed or given as it is.
    pub fn filled(mut self, line: &str) -> Self {
        self.before.push(line.to_owned());
        self
    }

    /// Returns what was written, a line for each prompt; nothing if somebody left.
    pub fn written(self) -> Option<Vec<String>> {
        (!self.left && self.written.len() == self.prompts.len()).then_some(self.written)
    }
}

impl Dialogue for Writing<'_> {
    fn turn(&self) -> Option<Turn> {
        let prompt = self.prompts.get(self.written.len()).filter(|_| !self.left)?;
        let outside = self.ways_out.turn(&self.setting, None);
        Some(outside.unwrap_or_else(|| {
            let filled = self.before.last().cloned().unwrap_or_default();
            let typing = Typing { filled, ..Typing::required("a line, without names") };
            let mut page = Turn::to_type(Point::outside(self.name), typing).heading(*prompt);
            page.back = !self.written.is_empty();
            page
        }))
    }

    fn reply(&mut self, reply: Reply) -> Result<(), Refused> {
        self.turn().ok_or(Refused::NotOffered)?.check(&reply)?;
        match self.ways_out.take(reply) {
            Some(Reply::Stop) => self.left = true,
            Some(Reply::Back) => self.before.extend(self.written.pop()),
            Some(Reply::Typed(words)) => {
                self.before.pop();
                self.written.push(words.trim().to_owned());
            }
            _ => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(words: &str) -> Reply {
        Reply::Typed(words.to_owned())
    }

    #[test]
    fn every_line_is_asked_for_and_one_can_go_back_hide_and_leave() {
        let mut writing = Writing::new("report", &["To whom?", "What?"], Setting::practice());
        writing.reply(typed(" an office ")).unwrap();
        writing.reply(Reply::Back).unwrap();
        let Some(Turn { wanted: super::super::turn::Wanted::Typed(typing), back: false, .. }) =
            writing.turn()
        else {
            panic!("the first page")
        };
        assert_eq!(typing.filled, "an office");
        writing.reply(typed("another")).unwrap();
        writing.reply(Reply::Hide).unwrap();
        assert!(matches!(writing.turn().unwrap().at, Point::Hidden));
        writing.reply(Reply::Seen).unwrap();
        assert!(matches!(writing.reply(typed("  ")), Err(Refused::Expected(_))));
        writing.reply(typed("that")).unwrap();
        assert!(writing.turn().is_none());
        assert_eq!(writing.written(), Some(vec!["another".to_owned(), "that".to_owned()]));

        let mut left = Writing::new("report", &["To whom?"], Setting::practice());
        left.reply(Reply::Stop).unwrap();
        assert!(left.turn().is_none());
        assert_eq!(left.written(), None);
    }
}
