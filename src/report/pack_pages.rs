//! A jurisdiction pack as it would be read on paper: what the law says on each topic, where it stands and when that was
//! read.

use super::block::Block;
use crate::referral::{DutyText, Jurisdiction};
use crate::vocabulary::TOPICS;

/// Returns the pack as blocks: its own texts, then those of the pack on which it stands.
pub fn pack_on_paper(pack: &Jurisdiction) -> Vec<Block> {
    let told = "It is for the practitioner. It is no legal advice: laws change, and each text says when it was read.";
    let mut blocks = vec![Block::Title(pack.titles()), Block::Paragraph(told.to_owned())];
    for topic in TOPICS {
        let said = pack.said_on(topic.id);
        if said.is_empty() {
            continue;
        }
        blocks.push(Block::Heading(format!("On {}", topic.label)));
        for (of, duty) in said {
            blocks.push(Block::Subheading(of.title.clone()));
            blocks.extend(duty.text.lines().map(|line| Block::Paragraph(line.to_owned())));
            blocks.push(Block::Items(vec![stands_in(duty)]));
        }
    }
    blocks
}

fn stands_in(duty: &DutyText) -> (String, Vec<String>) {
    let read = duty.read_on.map_or_else(|| "the day is not known".to_owned(), |day| day.to_string());
    (duty.citation.clone(), vec![format!("read: {read}"), duty.url.clone()])
}
