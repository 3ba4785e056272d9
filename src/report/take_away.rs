//! What a person may carry. It can be found by whoever must not know of the talk: neutral words, the services
//! that the person chose, and nothing of what was said.

use super::block::Block;
use super::in_words::contact;
use crate::records::{Record, ReferralRecord, Response};

/// Words that are in nothing that is carried: names that hold one are left out, and so are addresses.
const NEVER: [&str; 13] = [
    "victim",
    "crime",
    "domestic",
    "traffick",
    "screening",
    "slavery",
    "exploit",
    "abuse",
    "violence",
    "assault",
    "rape",
    "sexual",
    "police",
];

/// Numbers under a neutral title, or that there is nothing to carry.
pub fn page(record: &Record, blocks: &mut Vec<Block>) {
    let chosen = record.referrals.iter().filter(|service| {
        matches!(service.response, Response::Accepted | Response::Later) && !service.is_police_or_tip_line
    });
    let mut lines: Vec<(String, Vec<String>)> =
        chosen.filter_map(line).map(|line| (line, Vec::new())).collect();
    // Without a time nothing is agreed on.
    let contact = record.next_contact.filter(|contact| contact.when.is_some());
    lines.extend(contact.map(|contact| (format!("We talk again: {}", contact.in_words()), Vec::new())));
    if lines.is_empty() {
        blocks.push(Block::Title("Nothing to carry".to_owned()));
        blocks.push(Block::Paragraph(
            "No service was chosen and nothing was agreed on, so there is nothing to take along.".to_owned(),
        ));
        return;
    }
    blocks.push(Block::Title("Numbers".to_owned()));
    blocks.push(Block::Items(lines));
    blocks.push(Block::Paragraph("You decide. You can change your mind at any time.".to_owned()));
}

fn line(service: &ReferralRecord) -> Option<String> {
    let contact =
        service.channels.iter().map(|channel| contact(channel)).find(|contact| is_neutral(contact))?;
    Some(if is_neutral(&service.name) { format!("{}: {contact}", service.name) } else { contact.to_owned() })
}

fn is_neutral(text: &str) -> bool {
    let text = text.to_lowercase();
    !NEVER.iter().any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::is_neutral;

    #[test]
    fn what_is_carried_names_nothing() {
        assert!(!is_neutral("National Human Trafficking Hotline"));
        assert!(!is_neutral("website: humantraffickinghotline.org"));
        assert!(!is_neutral("National Sexual Assault Hotline"));
        assert!(is_neutral("phone: 211"));
    }
}
