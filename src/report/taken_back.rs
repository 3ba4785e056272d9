//! What is written to whoever holds something that was sent to them, once nothing more may be given there. It names
//! no person, and does not say what it is about, nor why: only the number of the slip, which they have.

use jiff::civil::Date;

use super::block::Block;
use super::in_words::day_in_words;
use crate::escaped::escaped_lines;
use crate::records::{Release, ReleaseEnded};

/// What a recipient holds of what was sent to them.
pub struct SentCopy {
    /// The release under which it was sent last, as it was then.
    pub release: Release,
    /// The days on which something was sent.
    pub days: Vec<Date>,
    /// Why nothing more may be given there; nothing if the release did not end before its last day.
    pub ended: Option<ReleaseEnded>,
}

/// Returns who holds a copy, and what is to be sent to them.
pub fn taken_back(copies: &[SentCopy], agency: Option<&str>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for copy in copies {
        let days = in_words(&copy.days);
        blocks.push(Block::Heading(format!("{} holds a copy", escaped_lines(&copy.release.to))));
        let items = copy.release.items_in_words();
        let danger = match copy.ended {
            Some(ReleaseEnded::Danger) => DANGER,
            _ => "",
        };
        blocks.push(Block::Paragraph(format!("Sent {days}: {items}.{danger}")));
        blocks.push(Block::Subheading("Notice to send to them".to_owned()));
        blocks.push(Block::Verbatim(notice(copy, &days, agency)));
    }
    blocks
}

/// What comes first where somebody there may be a danger.
const DANGER: &str =
    " Somebody there may be a danger: ask your supervisor before anything goes there, also this notice.";

/// The notice, in lines that can be copied.
fn notice(copy: &SentCopy, days: &str, agency: Option<&str>) -> String {
    let from = agency.map_or_else(String::new, |agency| format!("From {}. ", escaped_lines(agency)));
    let number = copy.release.slip.as_deref().unwrap_or("________________________");
    let agrees = match copy.ended {
        Some(ReleaseEnded::TakenBack) => "The person no longer agrees that you use",
        _ => "You may no longer use",
    };
    let text = format!(
        "{from}About our number {number}. {agrees} what we sent you {days}. Please pass nothing of it on, and destroy it \
         with every copy, unless a law or a court makes you keep it; then tell us that. Confirm to us that this is done, \
         with this number and the day. You need not tell us anything else, and please write no name."
    );
    super::wrapped::wrapped(&text, "", "", COLUMNS).join("\n")
}

/// The width of a notice, in columns: what stands as it is, is set in.
const COLUMNS: usize = 72;

/// Days as people write them, after "sent" or "received".
fn in_words(days: &[Date]) -> String {
    let days: Vec<String> = days.iter().map(|day| format!("on {}", day_in_words(*day))).collect();
    days.join(" and ")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{SentCopy, taken_back};
    use crate::records::{Day, Release, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleasedBy, ReleasedNeed};
    use crate::report::Block;

    fn notice(ended: ReleaseEnded) -> (String, String) {
        let from = Day(date(2026, 11, 30));
        let release = Release {
            to: "Harbor House".to_owned(),
            service: None,
            purpose: ReleasePurpose::Service,
            items: vec![ReleaseItem::Needs],
            needs: vec![ReleasedNeed {
                question: "needs_now".to_owned(),
                option: "food".to_owned(),
                label: "Food".to_owned(),
            }],
            from,
            until: from,
            signed: false,
            by: ReleasedBy::Person,
            ended: None,
            slip: Some("KM7T-3QXC".to_owned()),
        };
        let copy = SentCopy { release, days: vec![from.0], ended: Some(ended) };
        match &taken_back(&[copy], Some("County services"))[..] {
            [Block::Heading(who), Block::Paragraph(said), Block::Subheading(_), Block::Verbatim(notice)] => {
                assert_eq!(who, "Harbor House holds a copy");
                (said.clone(), notice.replace('\n', " "))
            }
            _ => panic!("the notice has another form"),
        }
    }

    #[test]
    fn the_notice_names_the_number_and_the_day_and_neither_the_person_nor_what_it_is_about() {
        for (_, ended) in ReleaseEnded::WORDS {
            let (said, notice) = notice(*ended);
            assert!(said.contains("Sent on Monday, 30 November 2026: one need"), "{said}");
            assert_eq!(said.contains("ask your supervisor"), *ended == ReleaseEnded::Danger);
            for part in ["About our number KM7T-3QXC", "on Monday, 30 November 2026", "destroy", "Confirm"] {
                assert!(notice.contains(part), "{part}: {notice}");
            }
            // Why it ended is nobody's business; that the person took it back is what the law lets them say.
            for part in ["needs", "danger", "under 18", "service", "screening", "traffick", "Harbor"] {
                assert!(!notice.replace("County services", "").contains(part), "{part}: {notice}");
            }
            assert_eq!(notice.contains("The person no longer agrees"), *ended == ReleaseEnded::TakenBack);
        }
    }
}
