//! What may be given to one recipient, agreed on with the person: to whom, whether anybody there is a danger, what
//! for, which items, until when. Passed by one key, and only where the person accepted a service. What is not
//! agreed on to its end is nothing. It holds to its last day, unless the person takes it back or no longer wants the
//! service, somebody there may be a danger, or somebody who agreed as an adult may be under 18: then it is over.

use super::interruptions::may_be_child;
use super::reply::{ChoiceId, Refused, Reply};
use super::state::{NextStep, ReleaseDraft};
use super::turn::{ListItem, PageName, Point, Turn, Typing, Wanted};
use super::value::Conversation;
use crate::answers::{Answer, Value};
use crate::language::tag::capitalized;
use crate::questionnaire::model::{AnswerSource, Part};
use crate::records::{
    ContactWay, Day, Release, ReleaseEnd, ReleaseEnded, ReleaseItem, ReleasePurpose, ReleaseTerm, ReleasedBy,
    ReleasedNeed, Response, slip_number,
};
use crate::report::{service_name, spoken_language};

/// The most characters of the name of a recipient.
const LONGEST_NAME: usize = 120;
/// The most digits in it: "Hall 12, Team 3" has three.
const MOST_DIGITS: usize = 4;

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
        ReleaseDraft { by: None, .. } if may_be_child(conversation) => ReleasePage::Minor,
        ReleaseDraft { purpose: None, .. } => ReleasePage::Purpose,
        ReleaseDraft { items, .. } if items.is_empty() => ReleasePage::Items,
        ReleaseDraft { term: None, .. } => ReleasePage::Term,
        _ => ReleasePage::Signed,
    }
}

/// One page after the other, while the person is there.
pub fn turn(conversation: &Conversation<'_>) -> Option<Turn> {
    let services = accepted(conversation);
    let nothing_to_ask = services.is_empty() && in_force(conversation).next().is_none();
    if !conversation.is_with_person() || nothing_to_ask {
        return None;
    }
    let page = |name, wanted| Turn::new(Point::Release(PageName(name)), wanted);
    let turn = match page_of(conversation) {
        ReleasePage::To => to(conversation, services),
        ReleasePage::Name => {
            let typing = Typing { most: Some(LONGEST_NAME), ..Typing::required("the name of an organization") };
            page("name", Wanted::Typed(typing)).tell("Who gets it? Write the organization, not a person's name.")
        }
        ReleasePage::Danger => {
            conversation.says_own(page("danger", Wanted::One(danger_items())), |own| &own.feared)
        }
        ReleasePage::Minor => page("minor", Wanted::One(minor_items())).tell(
            "The person is or may be under 18. Who has to agree then differs from place to place, and is not listed here. \
             Ask your supervisor before anything goes out.",
        ),
        ReleasePage::Purpose => {
            let items = ReleasePurpose::WORDS.iter().map(|(id, it)| ListItem::capital(id, it.label()));
            conversation.says_own(page("purpose", Wanted::One(items.collect())), |own| &own.told_for)
        }
        ReleasePage::Items => {
            conversation
                .says_own(page("items", Wanted::Many(release_items(conversation))), |own| &own.told_what)
                .tell("Read them aloud. Nothing is marked until the person says so.")
        }
        ReleasePage::Term => {
            let items = ReleaseTerm::WORDS.iter().map(|(id, it)| ListItem::capital(id, it.label()));
            conversation.says_own(page("term", Wanted::One(items.collect())), |own| &own.told_until)
        }
        ReleasePage::Signed => page("signed", Wanted::One(signed_items())).tell(
            "Some laws and grants ask for a signature on paper. Keep the paper where your agency keeps such papers.",
        ),
    };
    let heading = match &conversation.state.release.to {
        Some(to) => format!("What may be passed on to {to}"),
        None => "What may be passed on".to_owned(),
    };
    Some(turn.heading(heading).back(true))
}

/// To whom; nobody is the usual answer. What was agreed on before can be taken back here.
fn to(conversation: &Conversation<'_>, services: Vec<(String, String)>) -> Turn {
    let agreed: Vec<(usize, &Release)> = in_force(conversation).collect();
    let nobody = if agreed.is_empty() { "Nothing is passed on" } else { "Nothing more is passed on" };
    let mut items = vec![ListItem::new(ChoiceId::of("nobody"), nobody)];
    items.extend(services.into_iter().map(|(id, name)| ListItem::new(service_name(&id), name)));
    items.push(ListItem::new(ChoiceId::of("other"), "Somebody else"));
    items.extend(agreed.iter().map(|(place, release)| take_back_item(*place, release)));
    let turn = Turn::new(Point::Release(PageName("to")), Wanted::One(items));
    let mut turn = conversation
        .says_own(turn, |own| &own.tell_others)
        .tell("To agree to be asked, or to a copy, is no leave to tell anybody else.")
        .given(Reply::choose("nobody"));
    turn.tell
        .extend(agreed.iter().map(|(_, release)| format!("Agreed: {}: {}.", release.to, release.in_words())));
    turn
}

/// The releases that are in force today, each with its place.
fn in_force<'c>(conversation: &'c Conversation<'_>) -> impl Iterator<Item = (usize, &'c Release)> {
    let today = conversation.setting().agreed_on();
    conversation.state.releases.iter().enumerate().filter(move |(_, release)| release.is_in_force(today))
}

fn take_back_item(place: usize, release: &Release) -> ListItem {
    ListItem::new(
        format!("take_back.{place}"),
        format!("The person takes back what may go to {}", release.to),
    )
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

/// Everything that can be given, each to be agreed on by itself: every need, and what is no need.
fn release_items(conversation: &Conversation<'_>) -> Vec<ListItem> {
    let needs = needs(conversation);
    let needs =
        needs.iter().map(|need| ListItem::new(need_id(need), format!("That you need: {}", need.label)));
    let is_refused =
        conversation.state.next_contact.is_some_and(|agreed| agreed.how == ContactWay::NoContact);
    let others = ReleaseItem::WORDS.iter().filter(|(_, item)| match item {
        ReleaseItem::Needs => false,
        ReleaseItem::Contact => !is_refused,
        ReleaseItem::Language | ReleaseItem::Urgency => true,
    });
    let others = others.map(|(id, item)| match item {
        ReleaseItem::Language => {
            let language = spoken_language(&conversation.record());
            ListItem::new(ChoiceId::of(id), format!("{}: {language}", capitalized(item.label())))
        }
        item => ListItem::capital(id, item.label()),
    });
    needs.chain(others).collect()
}

fn need_id(need: &ReleasedNeed) -> String {
    format!("need.{}.{}", need.question, need.option)
}

/// What the person chose from lists of needs, as far as it is nothing sensitive. "Nothing now" is no need.
fn needs(conversation: &Conversation<'_>) -> Vec<ReleasedNeed> {
    let lists = conversation.questionnaire().each_question().filter(|(_, asked)| {
        asked.part == Part::Needs && asked.from == AnswerSource::Asked && asked.sensitivity == 0
    });
    let chosen = lists.flat_map(|(place, asked)| {
        let ids = match conversation.interview().answer(place) {
            Some(Answer::Given(Value::Choices(ids))) => ids.as_slice(),
            _ => &[],
        };
        let named =
            asked.kind.options().iter().filter(|option| ids.contains(&option.id) && !option.exclusive);
        named.map(|option| ReleasedNeed {
            question: asked.id.clone(),
            option: option.id.clone(),
            label: option.label.clone(),
        })
    });
    chosen.collect()
}

/// The services that the person accepted: id and name. Nothing is passed on to the police this way.
fn accepted(conversation: &Conversation<'_>) -> Vec<(String, String)> {
    let responses = &conversation.state.responses;
    let is_any =
        responses.iter().any(|(name, it)| *it == Response::Accepted && name.starts_with(&service_name("")));
    if !is_any {
        return Vec::new();
    }
    let record = conversation.record();
    let accepted = record
        .referrals
        .into_iter()
        .filter(|service| service.response == Response::Accepted && !service.is_police_or_tip_line);
    accepted.map(|service| (service.id, service.name)).collect()
}

/// Takes what was said, goes back over it, or gives it up.
pub fn reply(conversation: &mut Conversation<'_>, reply: Reply) -> Result<NextStep, Refused> {
    let stage = page_of(conversation);
    if take_back(conversation, &reply) {
        return Ok(NextStep::Stay);
    }
    if reply == Reply::Back {
        return Ok(if go_back(conversation, stage) { NextStep::Stay } else { NextStep::Back });
    }
    match (stage, reply.chosen()) {
        (ReleasePage::To, Some("nobody")) => return Ok(NextStep::On),
        (ReleasePage::To, Some("other")) => conversation.state.release.is_other = true,
        (ReleasePage::To, chosen) => {
            let named =
                accepted(conversation).into_iter().find(|(id, _)| chosen == Some(service_name(id).as_str()));
            let draft = &mut conversation.state.release;
            (draft.service, draft.to) = named.unzip();
        }
        (ReleasePage::Name, _) => {
            let Reply::Typed(name) = &reply else { return Err(Refused::NotOffered) };
            // A telephone number or a birth date is no organization.
            if name.chars().filter(|letter| letter.is_numeric()).count() > MOST_DIGITS {
                let wanted = "the name of an organization, without a number or a date";
                return Err(Refused::Expected(wanted.to_owned()));
            }
            conversation.state.release.to = Some(name.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        (ReleasePage::Danger, Some("safe")) => conversation.state.release.is_safe = true,
        (ReleasePage::Danger, _) => give_up(conversation, ReleaseEnded::Danger),
        (ReleasePage::Minor, Some("met")) => conversation.state.release.by = Some(ReleasedBy::Minor),
        (ReleasePage::Minor, _) => give_up(conversation, ReleaseEnded::Minor),
        (ReleasePage::Purpose, _) => conversation.state.release.purpose = reply.word(ReleasePurpose::WORDS),
        (ReleasePage::Items, _) => {
            let Reply::ChooseAll(ids) = &reply else { return Err(Refused::NotOffered) };
            let is_chosen = |id: &str| ids.iter().any(|chosen| chosen.as_str() == id);
            let needs: Vec<ReleasedNeed> =
                needs(conversation).into_iter().filter(|need| is_chosen(&need_id(need))).collect();
            let of = |(id, item): &(&str, ReleaseItem)| {
                let is_named = *item == ReleaseItem::Needs && !needs.is_empty();
                (is_named || is_chosen(id)).then_some(*item)
            };
            conversation.state.release.items = ReleaseItem::WORDS.iter().filter_map(of).collect();
            conversation.state.release.needs = needs;
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
        ReleasePage::Term => (draft.items, draft.needs) = (Vec::new(), Vec::new()),
        ReleasePage::Signed => draft.term = None,
    }
    true
}

/// Nothing goes there, also not by what was agreed on before.
fn give_up(conversation: &mut Conversation<'_>, why: ReleaseEnded) {
    let draft = std::mem::take(&mut conversation.state.release);
    let to = draft.to.unwrap_or_default();
    let before = conversation.state.releases.iter().position(|release| release.to == to);
    let told = before.filter(|place| end(conversation, *place, why)).map_or("", |_| TELL_THEM);
    let because = match why {
        ReleaseEnded::Minor => "who has to agree has not agreed yet",
        _ => "nobody knows that it is safe",
    };
    conversation.state.remark = Some(format!("Nothing is passed on to {to}: {because}.{told}"));
}

/// What was agreed on to its end. Another for the same recipient stands in the place of the one before.
fn agree(conversation: &mut Conversation<'_>, signed: bool) {
    let (today, chance) = (conversation.setting().agreed_on(), conversation.setting().chance);
    let state = &mut conversation.state;
    let draft = std::mem::take(&mut state.release);
    let (Some(to), Some(purpose), Some(term)) = (draft.to, draft.purpose, draft.term) else { return };
    let before = state.releases.iter().position(|before| before.to == to);
    let release = Release {
        to: to.clone(),
        service: draft.service,
        purpose,
        items: draft.items,
        needs: draft.needs,
        from: Day(today),
        until: Day(term.until(today)),
        signed,
        by: draft.by.unwrap_or(ReleasedBy::Person),
        ended: None,
        slip: chance.map(|chance| slip_number(chance, before.unwrap_or(state.releases.len()))),
    };
    match before {
        Some(place) => state.releases[place] = release,
        None => state.releases.push(release),
    }
    state.remark = Some(format!("Agreed for {to}. The page for them is on the summary."));
    state.unsaved = true;
}

// ---- the end of a release ----

/// What is said where something may be there already.
const TELL_THEM: &str = " If they have something already, tell them today to use it no more.";

/// Ends one, if it is in force; returns whether it was.
fn end(conversation: &mut Conversation<'_>, place: usize, because: ReleaseEnded) -> bool {
    let today = conversation.setting().agreed_on();
    let release = conversation.state.releases.get_mut(place).filter(|release| release.is_in_force(today));
    let Some(release) = release else { return false };
    release.ended = Some(ReleaseEnd { on: Day(today), because });
    conversation.state.unsaved = true;
    true
}

/// Ends what no longer holds after a reply, and says so. Once over, it has to be agreed on anew.
pub(super) fn end_what_no_longer_holds(conversation: &mut Conversation<'_>) {
    if in_force(conversation).next().is_none() {
        return;
    }
    let is_young = may_be_child(conversation);
    let responses = &conversation.state.responses;
    let is_wanted =
        |id: &String| matches!(responses.get(&service_name(id)), Some(Response::Accepted | Response::Done));
    let over: Vec<(usize, ReleaseEnded, String)> = in_force(conversation)
        .filter_map(|(place, release)| match release {
            Release { by: ReleasedBy::Person, .. } if is_young => {
                Some((place, ReleaseEnded::Minor, release.to.clone()))
            }
            Release { service: Some(id), .. } if !is_wanted(id) => {
                Some((place, ReleaseEnded::NotWanted, release.to.clone()))
            }
            _ => None,
        })
        .collect();
    for (place, because, to) in over {
        end(conversation, place, because);
        let said = format!("Nothing more may go to {to}: {}.{TELL_THEM}", because.label());
        let remark = conversation.state.remark.take();
        conversation.state.remark = Some(remark.map_or(said.clone(), |remark| format!("{remark} {said}")));
    }
}

/// Takes back what was chosen to be; returns whether something was.
pub(super) fn take_back(conversation: &mut Conversation<'_>, reply: &Reply) -> bool {
    let chosen = reply.chosen().and_then(|chosen| chosen.strip_prefix("take_back."));
    let Some(place) = chosen.and_then(|place| place.parse().ok()) else { return false };
    if end(conversation, place, ReleaseEnded::TakenBack) {
        let to = &conversation.state.releases[place].to;
        conversation.state.remark = Some(format!("Taken back: nothing more goes to {to}.{TELL_THEM}"));
    }
    true
}

/// Returns the choices of the summary: the page of each recipient, and to take it back.
pub(super) fn choices(conversation: &Conversation<'_>) -> Vec<ListItem> {
    let pages = in_force(conversation).map(|(place, release)| {
        ListItem::new(format!("recipient.{place}"), format!("Show what {} may get", release.to))
    });
    let back = in_force(conversation).map(|(place, release)| take_back_item(place, release));
    pages.chain(back).collect()
}
