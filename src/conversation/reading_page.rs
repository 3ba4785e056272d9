//! A page that is only read, outside a conversation, such as a record that is kept: with the same ways out as
//! everywhere. It ends when it was seen or left.

use super::interruptions::WaysOut;
use super::reply::{Refused, Reply};
use super::setting::Setting;
use super::turn::{Dialogue, Turn};
use crate::report::Block;

/// A page that is only read.
pub struct ReadingPage<'s> {
    page: Turn,
    setting: Setting<'s>,
    ways_out: WaysOut,
    is_over: bool,
}

impl<'s> ReadingPage<'s> {
    /// Returns the page with these blocks.
    pub fn new(blocks: Vec<Block>, setting: Setting<'s>) -> Self {
        let mut page = Turn::to_see(Turn::ONLY_READ);
        (page.page, page.pause) = (blocks, false);
        ReadingPage { page, setting, ways_out: WaysOut::default(), is_over: false }
    }
}

impl Dialogue for ReadingPage<'_> {
    fn turn(&self) -> Option<Turn> {
        let turn = || self.ways_out.turn(&self.setting, None).unwrap_or_else(|| self.page.clone());
        (!self.is_over).then(turn)
    }

    fn reply(&mut self, reply: Reply) -> Result<(), Refused> {
        self.turn().ok_or(Refused::NotOffered)?.check(&reply)?;
        self.is_over = matches!(self.ways_out.take(reply), Some(Reply::Seen | Reply::Stop));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::turn::Point;
    use super::*;

    #[test]
    fn one_can_hide_it_see_the_numbers_and_leave() {
        let blocks = vec![Block::Paragraph("kept".to_owned())];
        let mut page = ReadingPage::new(blocks.clone(), Setting::practice());
        assert!(page.turn().is_some_and(|turn| turn.page == blocks && turn.what_enter_does() == "end here"));
        for (there, at) in [(Reply::Hide, Point::Hidden), (Reply::Danger, Point::Danger)] {
            page.reply(there).unwrap();
            let turn = page.turn().unwrap();
            assert!(turn.at == at && turn.page.is_empty());
            let back = if at == Point::Hidden { Reply::Seen } else { Reply::choose("back") };
            page.reply(back).unwrap();
        }
        page.reply(Reply::Seen).unwrap();
        assert!(page.turn().is_none());
        let mut left = ReadingPage::new(blocks, Setting::practice());
        left.reply(Reply::Stop).unwrap();
        assert!(left.turn().is_none());
    }
}
