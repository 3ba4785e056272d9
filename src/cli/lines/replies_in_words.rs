//! Replies in words: what Enter keeps, and what was taken. What somebody typed is never among these words,
//! only that something was; what they chose is named as the list names it.

use safelight::conversation::{ChoiceId, Point, Reply, Turn, Wanted};

use crate::cli::asking::keys;

/// Returns what Enter keeps in a turn, if it keeps something.
pub fn kept(turn: &Turn) -> Option<String> {
    if let Some(given) = &turn.given {
        let kept = chosen(turn, given).map(|words| format!("Enter keeps: {words}."));
        return Some(kept.unwrap_or_else(|| "Enter keeps what was answered.".to_owned()));
    }
    match &turn.wanted {
        Wanted::Typed(typing) if !typing.filled.is_empty() => Some("Enter keeps it as it is.".to_owned()),
        _ => None,
    }
}

/// Returns the reply that Enter gives in a turn.
pub fn by_enter(turn: &Turn) -> Option<Reply> {
    match (&turn.wanted, &turn.given) {
        (Wanted::Seen, _) => Some(Reply::Seen),
        (_, Some(given)) => Some(given.clone()),
        (Wanted::Typed(typing), None) => Some(Reply::Typed(typing.filled.clone())),
        _ => None,
    }
}

/// Returns what to say once a reply was taken. Danger and hiding show themselves.
pub fn taken(turn: &Turn, reply: &Reply) -> Option<String> {
    match reply {
        Reply::Seen | Reply::Danger | Reply::Hide | Reply::OpenNote | Reply::Languages => None,
        // The conversation says itself that it is noted.
        Reply::Note(_) => None,
        Reply::Typed(words) if words.is_empty() => None,
        // The conversation says itself what came of it, such as where a copy was saved.
        Reply::Typed(_) if matches!(turn.at, Point::Task(_) | Point::NoteWords(_)) => None,
        Reply::Typed(_) if by_enter(turn).as_ref() == Some(reply) => Some("Kept as it was.".to_owned()),
        Reply::Typed(_) => Some("Taken down.".to_owned()),
        other => chosen(turn, other).map(|words| format!("Chosen: {words}")),
    }
}

fn chosen(turn: &Turn, reply: &Reply) -> Option<String> {
    match reply {
        Reply::Choose(id) => label(turn, id),
        Reply::ChooseAll(ids) => {
            let labels: Option<Vec<String>> = ids.iter().map(|id| label(turn, id)).collect();
            labels.map(|labels| labels.join("; "))
        }
        Reply::Typed(_) | Reply::Note(_) => None,
        other => keys::of_reply(turn, other).map(|command| command.word.to_owned()),
    }
}

fn label(turn: &Turn, id: &ChoiceId) -> Option<String> {
    turn.items().iter().find(|item| item.id == *id).map(|item| item.label.clone())
}
