//! What may be given to one recipient, agreed on with the person: to whom, whether anybody there is a danger, what
//! for, which items, until when. Passed by one key, and only where the person accepted a service. What is not
//! agreed on to its end is nothing, and each is in force until the person takes it back.

use super::interruptions::is_of_child;
use super::reply::{ChoiceId, Refused, Reply};
use super::state::{NextStep, ReleaseDraft};
use super::turn::{ListItem, PageName, Point, Turn, Typing, Wanted};
use super::value::Conversation;
use crate::records::{Day, Release, ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy, Response};
use crate::report::service_name;

/// The most characters of the name of a recipient.
const LONGEST_NAME: usize = 120;

/// What is shown next: the first thing that is not known yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReleasePage {
    To,
    Name,
    Danger,
    Minor,
    Purpose,
    Items,
    Term,
    Signed,
}

fn page_of(conversation: &Conversation<'_>) -> ReleasePage {
    let draft = &conversation.state.release;
    match draft {
        ReleaseDraft { is_other: false, to: None, .. } => ReleasePage::To,
        ReleaseDraft { to: None, .. } => ReleasePage::Name,
        ReleaseDraft { is_safe: false, .. } => ReleasePage::Danger,
        ReleaseDraft { by: None, .. } if is_of_child(conversation) => ReleasePage::Minor,
        ReleaseDraft { purpose: None, .. } => ReleasePage::Purpose,
        ReleaseDraft { items, .. } if items.is_empty() => ReleasePage::Items,
        ReleaseDraft { term: None, .. } => ReleasePage::Term,
        _ => ReleasePage::Signed,
    }
}

/// One page after the other, while the person is there.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    let services = accepted(conversation);
    if !conversation.is_with_person() || services.is_empty() {
        return None;
    }
    let page = |name, wanted| Turn::new(Point::Release(PageName(name)), wanted);
    let turn = match page_of(conversation) {
        ReleasePage::To => to(conversation, services),
        ReleasePage::Name => {
            let typing = Typing { most: Some(LONGEST_NAME), ..Typing::required("the name of an organization") };
            page("name", Wanted::Typed(typing)).tell("Who gets it? Write the organization, not a person's name.")
        }
        ReleasePage::Danger => page("danger", Wanted::One(danger_items()))
            .say("Is there anyone there you're afraid of, or who is close to someone you're afraid of?"),
        ReleasePage::Minor => {
            let law = conversation.setting().duty_text("minor");
            let law = law.unwrap_or_else(|| "No law of this place is listed here: ask your supervisor.".to_owned());
            page("minor", Wanted::One(minor_items()))
                .tell("The person is or may be under 18. Who has to agree then, the law of the place says.")
                .tell(law)
        }
        ReleasePage::Purpose => {
            let items = ReleasePurpose::WORDS.iter().map(|(id, it)| ListItem::capital(id, it.label()));
            page("purpose", Wanted::One(items.collect())).say("What would it be for?")
        }
        ReleasePage::Items => {
            let items = ReleaseItem::WORDS.iter().map(|(id, it)| ListItem::capital(id, it.label()));
            page("items", Wanted::Many(items.collect()))
                .say("Which of these may I tell them? I won't tell them anything else.")
                .tell("Read them aloud. Nothing is marked until the person says so.")
        }
        ReleasePage::Term => {
            let items = ReleaseTerm::WORDS.iter().map(|(id, it)| ListItem::capital(id, it.label()));
            page("term", Wanted::One(items.collect()))
                .say("How long may they use it? You can take it back before that, any time.")
        }
        ReleasePage::Signed => page("signed", Wanted::One(signed_items()))
            .tell("Some laws and grants ask for a signature on paper. Keep the paper where your agency keeps such papers."),
    };
    Some(turn.heading("What may be passed on").back(true))
}

/// To whom; nobody is the usual answer.
fn to(conversation: &Conversation<'_>, services: Vec<(String, String)>) -> Turn {
    let mut items = vec![ListItem::new(ChoiceId::of("nobody"), "Nothing is passed on")];
    items.extend(services.into_iter().map(|(id, name)| ListItem::new(service_name(&id), name)));
    items.push(ListItem::new(ChoiceId::of("other"), "Somebody else"));
    let agreed = conversation.state.releases.iter();
    let agreed = agreed.map(|release| format!("Agreed: {}: {}.", release.to, release.in_words()));
    let mut turn = Turn::new(Point::Release(PageName("to")), Wanted::One(items))
        .say("Would you like me to tell any of them something, so you don't have to say it all again? You can say no.")
        .tell("To agree to be asked, or to a copy, is no leave to tell anybody else.")
        .given(Reply::choose("nobody"));
    turn.tell.extend(agreed);
    turn
}

fn danger_items() -> Vec<ListItem> {
    let all = [("safe", "No"), ("danger", "Yes"), ("not_known", "Not known, or not asked")];
    all.map(|(id, label)| ListItem::new(ChoiceId::of(id), label)).to_vec()
}

fn minor_items() -> Vec<ListItem> {
    let all = [("met", "What the law asks for was done"), ("not_met", "It was not, or I do not know")];
    all.map(|(id, label)| ListItem::new(ChoiceId::of(id), label)).to_vec()
}

fn signed_items() -> Vec<ListItem> {
    let all = [("signed", "Signed on paper"), ("by_word", "Agreed by word")];
    all.map(|(id, label)| ListItem::new(ChoiceId::of(id), label)).to_vec()
}

/// The services that the person accepted: id and name.
fn accepted(conversation: &Conversation<'_>) -> Vec<(String, String)> {
    let responses = &conversation.state.responses;
    let is_any =
        responses.iter().any(|(name, it)| *it == Response::Accepted && name.starts_with(&service_name("")));
    if !is_any {
        return Vec::new();
    }
    let record = conversation.record();
    let accepted = record.referrals.into_iter().filter(|service| service.response == Response::Accepted);
    accepted.map(|service| (service.id, service.name)).collect()
}

/// Takes what was said, goes back over it, or gives it up.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let stage = page_of(conversation);
    if reply == Reply::Back {
        return Ok(if go_back(conversation, stage) { NextStep::Stay } else { NextStep::Back });
    }
    match (stage, reply.chosen()) {
        (ReleasePage::To, Some("nobody")) => return Ok(NextStep::On),
        (ReleasePage::To, Some("other")) => conversation.state.release.is_other = true,
        (ReleasePage::To, chosen) => {
            let named =
                accepted(conversation).into_iter().find(|(id, _)| chosen == Some(service_name(id).as_str()));
            conversation.state.release.to = named.map(|(_, name)| name);
        }
        (ReleasePage::Name, _) => {
            let Reply::Typed(name) = &reply else { return Err(Refused::NotOffered) };
            conversation.state.release.to = Some(name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        (ReleasePage::Danger, Some("safe")) => conversation.state.release.is_safe = true,
        (ReleasePage::Danger, _) => {
            give_up(conversation, "Nothing is passed on there: nobody knows that it is safe.")
        }
        (ReleasePage::Minor, Some("met")) => conversation.state.release.by = Some(ReleasedBy::Minor),
        (ReleasePage::Minor, _) => {
            give_up(conversation, "Nothing is passed on: what the law asks for is not done yet.")
        }
        (ReleasePage::Purpose, _) => conversation.state.release.purpose = reply.word(ReleasePurpose::WORDS),
        (ReleasePage::Items, _) => {
            let Reply::ChooseAll(ids) = &reply else { return Err(Refused::NotOffered) };
            let of = |(id, item): &(&str, ReleaseItem)| {
                ids.iter().any(|chosen| chosen.as_str() == *id).then_some(*item)
            };
            conversation.state.release.items = ReleaseItem::WORDS.iter().filter_map(of).collect();
        }
        (ReleasePage::Term, _) => conversation.state.release.term = reply.word(ReleaseTerm::WORDS),
        (ReleasePage::Signed, chosen) => {
            let signed = chosen == Some("signed");
            agree(conversation, signed);
        }
    }
    Ok(NextStep::Stay)
}

/// Forgets what was said last; returns whether there was anything.
fn go_back(conversation: &mut Conversation<'_>, stage: ReleasePage) -> bool {
    let draft = &mut conversation.state.release;
    match stage {
        ReleasePage::To => return false,
        ReleasePage::Name => draft.is_other = false,
        ReleasePage::Danger if draft.is_other => draft.to = None,
        ReleasePage::Danger => *draft = ReleaseDraft::default(),
        ReleasePage::Minor => draft.is_safe = false,
        ReleasePage::Purpose if draft.by.is_some() => draft.by = None,
        ReleasePage::Purpose => draft.is_safe = false,
        ReleasePage::Items => draft.purpose = None,
        ReleasePage::Term => draft.items.clear(),
        ReleasePage::Signed => draft.term = None,
    }
    true
}

fn give_up(conversation: &mut Conversation<'_>, why: &str) {
    conversation.state.release = ReleaseDraft::default();
    conversation.state.remark = Some(why.to_owned());
}

/// What was agreed on to its end. Another for the same recipient stands in the place of the one before.
fn agree(conversation: &mut Conversation<'_>, signed: bool) {
    let today = conversation.setting().today;
    let state = &mut conversation.state;
    let draft = std::mem::take(&mut state.release);
    let (Some(to), Some(purpose), Some(term)) = (draft.to, draft.purpose, draft.term) else { return };
    let by = draft.by.unwrap_or(ReleasedBy::Person);
    let until = Day(term.until(today));
    state.releases.retain(|release| release.to != to);
    state.remark = Some(format!("Agreed for {to}. The page for them is on the summary."));
    state.releases.push(Release {
        to,
        purpose,
        items: draft.items,
        from: Day(today),
        until,
        signed,
        by,
        taken_back: None,
    });
    state.unsaved = true;
}

// ---- on the summary ----

/// Returns the choices about what may be passed on: the page of each recipient, and to take all of it back.
pub(super) fn choices(conversation: &Conversation<'_>) -> Vec<ListItem> {
    let today = conversation.setting().today;
    let releases = conversation.state.releases.iter().enumerate();
    let in_force = releases.filter(|(_, release)| release.is_in_force(today));
    let mut items: Vec<ListItem> = in_force
        .map(|(place, release)| {
            ListItem::new(format!("recipient.{place}"), format!("Show what {} may get", release.to))
        })
        .collect();
    if !items.is_empty() {
        items.push(ListItem::new(ChoiceId::of("take_back"), "The person takes back what may be passed on"));
    }
    items
}

/// Takes back everything that may be passed on.
pub(super) fn take_back(conversation: &mut Conversation<'_>) {
    let today = Day(conversation.setting().today);
    let state = &mut conversation.state;
    let mut told: Vec<String> = Vec::new();
    for release in state.releases.iter_mut().filter(|release| release.taken_back.is_none()) {
        release.taken_back = Some(today);
        told.push(release.to.clone());
    }
    state.unsaved = true;
    state.remark = Some(format!(
        "Taken back. Nothing more goes to {}. If they have it already, tell them today to use it no more.",
        told.join(", ")
    ));
}
