//! What a person may carry. It can be found by whoever must not know of the talk: neutral words, the services
//! that the person chose, and nothing of what was said.

use super::block::Block;
use crate::records::{Record, Response};

/// Numbers under a neutral title, or that there is nothing to carry.
pub fn page(record: &Record, blocks: &mut Vec<Block>) {
    let chosen = record.referrals.iter().filter(|service| {
        matches!(service.response, Response::Accepted | Response::Later) && !service.is_police_or_tip_line
    });
    let mut lines: Vec<(String, Vec<String>)> =
        chosen.filter_map(|service| service.carried.clone()).map(|line| (line, Vec::new())).collect();
    // Without a time nothing is agreed on.
    let contact = record.next_contact.filter(|contact| contact.when.is_some());
    lines.extend(contact.map(|contact| (format!("We talk again: {}", contact.without_day()), Vec::new())));
    if lines.is_empty() {
        blocks.push(Block::Title("Nothing to carry".to_owned()));
        blocks.push(Block::Paragraph(
            "Nothing was chosen or agreed on that can stand here in neutral words.".to_owned(),
        ));
        return;
    }
    blocks.push(Block::Title("Numbers".to_owned()));
    blocks.push(Block::Items(lines));
    blocks.push(Block::Paragraph("You decide. You can change your mind at any time.".to_owned()));
}
