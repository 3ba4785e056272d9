//! What is done with the summary, one small turn after the other: what the person said to a service or a
//! step, a judgement of one's own, a copy. Files are written by the program; here is only decided that one
//! is to be written, and why.

use super::reply::{Reply, is_encrypted};
use super::state::{Aside, Copy, StepId, SummaryTask};
use super::turn::{CopyTo, ListItem, PageName, Point, Turn, Typing, Wanted};
use super::value::Conversation;
use crate::questionnaire::model::{Outcome, Questionnaire};
use crate::records::{Record, Response};
use crate::report::{Block, Detail, Pages, service_name, service_offered, step_name};
use crate::rules::OutcomeRef;
use crate::scoring::{Due, Judgement};

/// The most characters of a reason.
const LONGEST_REASON: usize = 2_000;
/// The most characters of a file's name.
const LONGEST_NAME: usize = 4_000;

impl SummaryTask {
    /// The name of the point at which its turn stands.
    fn point(&self) -> Point {
        let name = match self {
            SummaryTask::MarkWhich => "mark_which",
            SummaryTask::Mark(_) => "mark",
            SummaryTask::JudgeWhich => "judge_which",
            SummaryTask::JudgeLevel(_) => "judge_level",
            SummaryTask::JudgeReason(..) => "judge_reason",
            SummaryTask::CopyAnyway(_) => "copy_anyway",
            SummaryTask::CopyReason(_) => "copy_reason",
            SummaryTask::CopyName(_) => "copy_name",
            SummaryTask::CopyWrite(_) => "copy_write",
            SummaryTask::CopyReplace(_) => "copy_replace",
        };
        Point::Task(PageName(name))
    }
}

/// Opens a task on top of the summary.
pub fn open(conversation: &mut Conversation<'_>, task: SummaryTask) {
    conversation.state.asides.push(Aside::Task(task));
}

/// Returns the turn of a task.
pub fn turn(conversation: &Conversation<'_>, task: &SummaryTask) -> Turn {
    let questionnaire = conversation.questionnaire();
    match task {
        SummaryTask::MarkWhich => Turn::new(task.point(), Wanted::One(marked(&conversation.record())))
            .heading(questionnaire.about.words().mark_which)
            .back(true),
        SummaryTask::Mark(name) => mark_turn(conversation, task, name),
        SummaryTask::JudgeWhich => {
            let outcomes = questionnaire.outcomes.iter();
            let items = outcomes.map(|outcome| ListItem::new(outcome.id.as_str(), &outcome.label)).collect();
            Turn::new(task.point(), Wanted::One(items)).heading("Your own judgement of what?").back(true)
        }
        SummaryTask::JudgeLevel(place) => judge_level(questionnaire, task, *place),
        SummaryTask::JudgeReason(..) => {
            reason(task, "Why do you see it so? No names, please.").heading("Your own judgement")
        }
        SummaryTask::CopyAnyway(_) => copy_anyway(conversation, task),
        SummaryTask::CopyReason(_) => {
            reason(task, "Why is a copy kept? This reason stands in the copy. No names, please.")
                .heading("A copy")
        }
        SummaryTask::CopyName(before) => copy_name(conversation, task, before.as_deref()),
        SummaryTask::CopyWrite(to) => Turn::new(task.point(), Wanted::Copy(to.clone())).is_break().is_stop(),
        SummaryTask::CopyReplace(_) => {
            Turn::to_choose(task.point(), &[("replace", "Replace it"), ("other", "Choose another name")])
                .heading("A copy")
                .tell("That file is already there.")
                .back(true)
        }
    }
}

/// Does what a reply to it means.
pub(super) fn reply(conversation: &mut Conversation<'_>, task: SummaryTask, reply: Reply) {
    if reply == Reply::Back {
        go_back(conversation, &task);
        return;
    }
    match task {
        SummaryTask::MarkWhich => {
            let name = reply.chosen().unwrap_or_default().to_owned();
            open(conversation, SummaryTask::Mark(name));
        }
        SummaryTask::Mark(name) => take_response(conversation, name, &reply),
        SummaryTask::JudgeWhich => {
            let outcomes = &conversation.questionnaire().outcomes;
            let place = outcomes.iter().position(|outcome| reply.chooses(&outcome.id));
            place.into_iter().for_each(|place| open(conversation, SummaryTask::JudgeLevel(place)));
        }
        SummaryTask::JudgeLevel(place) => take_level(conversation, place, &reply),
        SummaryTask::JudgeReason(place, level) => {
            if let Reply::Typed(reason) = reply {
                judge(conversation, place, Some(Judgement { level, reason: plain_line(&reason) }));
            }
        }
        SummaryTask::CopyAnyway(copy) => take_anyway(conversation, copy, &reply),
        SummaryTask::CopyReason(copy) => {
            if let Reply::Typed(reason) = reply {
                conversation.state.kept_because = Some(plain_line(&reason));
                conversation.state.stays |= copy == Copy::Kept;
                write(conversation, copy);
            }
        }
        SummaryTask::CopyName(_) => take_name(conversation, reply),
        SummaryTask::CopyWrite(to) => take_written(conversation, to, reply),
        SummaryTask::CopyReplace(name) if reply.chooses("replace") => {
            open(conversation, SummaryTask::CopyWrite(CopyTo::Named { name, replace: true }));
        }
        SummaryTask::CopyReplace(_) => open(conversation, SummaryTask::CopyName(None)),
    }
}

/// Goes back one page: to the list from which it came, or to the summary.
fn go_back(conversation: &mut Conversation<'_>, task: &SummaryTask) {
    let before = match task {
        // With the person, the list from which it came is the step itself.
        SummaryTask::Mark(_) if conversation.state.step == StepId::Services => return,
        SummaryTask::Mark(_) => SummaryTask::MarkWhich,
        SummaryTask::JudgeLevel(_) => SummaryTask::JudgeWhich,
        SummaryTask::JudgeReason(place, _) => SummaryTask::JudgeLevel(*place),
        SummaryTask::CopyReason(Copy::Kept) => return give_up_copy(conversation),
        SummaryTask::CopyReason(copy) => SummaryTask::CopyAnyway(*copy),
        SummaryTask::CopyReplace(_) => SummaryTask::CopyName(None),
        SummaryTask::CopyAnyway(_) | SummaryTask::CopyName(_) => return give_up_copy(conversation),
        SummaryTask::MarkWhich | SummaryTask::JudgeWhich | SummaryTask::CopyWrite(_) => return,
    };
    open(conversation, before);
}

/// No copy is written after all: nobody leaves because of it, and its reason is no longer true.
fn give_up_copy(conversation: &mut Conversation<'_>) {
    let state = &mut conversation.state;
    state.leaving = false;
    if !state.saved {
        state.kept_because = None;
    }
}

/// Returns what was typed as one line of words.
fn plain_line(typed: &str) -> String {
    typed.replace('\t', " ").trim().to_owned()
}

/// The summary is left: once asked about where something is not saved, and not before the copy that was
/// asked for is written or refused.
pub fn leave(conversation: &mut Conversation<'_>) {
    let awaits_export = conversation.setting().export.is_some() && !conversation.state.exported;
    let refused = if awaits_export { export_refused(conversation) } else { None };
    if let Some(why) = refused {
        conversation.state.remark = Some(format!("The file that was named is not written: {why}."));
    }
    if awaits_export && refused.is_none() {
        conversation.state.leaving = true;
        copy(conversation, Copy::Export);
    } else if conversation.has_unsaved() {
        conversation.state.asides.push(Aside::Unsaved);
    } else {
        conversation.state.finished = true;
    }
}

// ---- what the person said to a service or a step ----

/// Offers what can be marked.
pub fn mark(conversation: &mut Conversation<'_>) {
    if marked(&conversation.record()).is_empty() {
        let nothing = conversation.questionnaire().about.words().nothing_to_mark;
        conversation.state.remark = Some(nothing.to_owned());
    } else {
        open(conversation, SummaryTask::MarkWhich);
    }
}

/// Returns the services and steps, each with what was said to it.
fn marked(record: &Record) -> Vec<ListItem> {
    let steps = record.actions.iter().filter(|action| action.status != Due::NotDue);
    let steps = steps.map(|action| {
        let step = action.step.gives_way(record.wants_no_contact()).unwrap_or(&action.step.label);
        let label = format!("{step}: {}", action.response.of_step(record.frame()));
        ListItem::new(step_name(&action.step.id), label)
    });
    service_items(record).into_iter().chain(steps).collect()
}

/// Returns the services of a record, each with what was said to it.
pub(super) fn service_items(record: &Record) -> Vec<ListItem> {
    let services = record.referrals.iter().map(|referral| {
        let label = format!("{}: {}", referral.name, referral.response.label());
        ListItem::new(service_name(&referral.id), label)
    });
    services.collect()
}

fn mark_turn(conversation: &Conversation<'_>, task: &SummaryTask, name: &str) -> Turn {
    let record = conversation.record();
    let response = conversation.state.responses.get(name).copied().unwrap_or_default();
    let frame = record.frame();
    let marks = Response::for_steps(frame).into_iter();
    let items = marks.map(|(word, response)| ListItem::new(word, response.of_step(frame)));
    let listed = marked(&record).into_iter().find(|item| item.id.as_str() == name);
    let label = listed.map_or_else(String::new, |item| item.label);
    let mut turn = Turn::new(task.point(), Wanted::One(items.collect()))
        .heading(label)
        .tell_if(frame.handoff)
        .back(true)
        .given(Reply::choose(response.id()));
    let service = record.referrals.iter().find(|referral| service_name(&referral.id) == name);
    turn.page.extend(service.map(|service| Block::Items(vec![service_offered(service)])));
    turn
}

fn take_response(conversation: &mut Conversation<'_>, name: String, reply: &Reply) {
    let Some(response) = reply.word(Response::WORDS) else { return };
    let frame = conversation.questionnaire().about.words();
    let state = &mut conversation.state;
    state.unsaved |= state.responses.insert(name, response) != Some(response);
    state.remark = Some(format!("Marked: {}.", response.of_step(frame)));
}

// ---- the practitioner's own judgement ----

/// It stands beside the computed level; both are kept.
fn judge_level(questionnaire: &Questionnaire, task: &SummaryTask, place: usize) -> Turn {
    let outcome = &questionnaire.outcomes[place];
    Turn::new(task.point(), Wanted::One(level_items(outcome, "No judgement of my own")))
        .heading(&outcome.label)
        .tell("The computed level stays beside yours. A lower judgement takes no action away.")
        .back(true)
}

/// Returns the levels of an outcome as a list, and below them that none is meant.
pub fn level_items(outcome: &Outcome, none: &str) -> Vec<ListItem> {
    let levels = outcome.levels.iter();
    let levels = levels.map(|level| ListItem::new(format!("level.{}", level.id), &level.label));
    levels.chain([ListItem::new("none", none)]).collect()
}

/// Returns the place of the level that was chosen from such a list; nothing if none was meant.
pub fn chosen_level(outcome: &Outcome, reply: &Reply) -> Option<usize> {
    let chosen = reply.chosen()?.strip_prefix("level.")?;
    outcome.levels.iter().position(|level| level.id == chosen)
}

fn take_level(conversation: &mut Conversation<'_>, place: usize, reply: &Reply) {
    match chosen_level(&conversation.questionnaire().outcomes[place], reply) {
        Some(level) => open(conversation, SummaryTask::JudgeReason(place, level)),
        None => judge(conversation, place, None),
    }
}

/// Opens the choice of what is judged.
pub fn judge_which(conversation: &mut Conversation<'_>) {
    if conversation.questionnaire().outcomes.is_empty() {
        let nothing = "This questionnaire has no outcome, so there is nothing to judge.";
        conversation.state.remark = Some(nothing.to_owned());
    } else {
        open(conversation, SummaryTask::JudgeWhich);
    }
}

fn judge(conversation: &mut Conversation<'_>, place: usize, judgement: Option<Judgement>) {
    let said =
        if judgement.is_some() { "Your judgement is added." } else { "There is no judgement of yours." };
    let changed = conversation.interview().case().judgements[place] != judgement;
    let forgotten = conversation.interview.judge(OutcomeRef::at(place), judgement);
    if forgotten.answers > 0 {
        conversation.state.asides.push(Aside::Forgotten(forgotten.answers, forgotten.notes));
    }
    conversation.state.unsaved |= changed;
    conversation.state.remark = Some(said.to_owned());
}

fn reason(task: &SummaryTask, asked: &str) -> Turn {
    let typing = Typing { most: Some(LONGEST_REASON), ..Typing::required("your reason") };
    Turn::to_type(task.point(), typing).tell(asked).back(true)
}

// ---- a copy ----

/// Saves a copy of the screening, where nothing of it is saved: to the file that was named, if that holds one.
pub fn save_screening(conversation: &mut Conversation<'_>) {
    if conversation.setting().workspace {
        return open(conversation, SummaryTask::CopyReason(Copy::Kept));
    }
    let setting = conversation.setting();
    if setting.export.is_some() && setting.export_detail.is_a_copy() && !conversation.is_saved() {
        return leave(conversation);
    }
    if !conversation.state.shown.is_a_copy() {
        conversation.state.shown = Detail::Note;
    }
    save(conversation);
}

/// Saves a copy to a file that is named now.
pub fn save(conversation: &mut Conversation<'_>) {
    copy(conversation, Copy::Named);
}

/// A copy is written if the person agreed, or if the practitioner answers for it.
fn copy(conversation: &mut Conversation<'_>, copy: Copy) {
    // What is given to others holds nothing that is kept: it is allowed by the person in another way.
    if conversation.is_right_to_keep() || !detail_of(conversation, copy).is_a_copy() {
        write(conversation, copy);
    } else {
        open(conversation, SummaryTask::CopyAnyway(copy));
    }
}

/// Returns why the file that was named before cannot be written at all: a page for a recipient needs a release.
fn export_refused(conversation: &Conversation<'_>) -> Option<&'static str> {
    let detail = conversation.setting().export_detail;
    Pages::of(&conversation.record_at(detail), detail).refused()
}

/// How much such a copy holds.
fn detail_of(conversation: &Conversation<'_>, copy: Copy) -> Detail {
    match copy {
        Copy::Export => conversation.setting().export_detail,
        Copy::Named => conversation.state.shown,
        Copy::Kept => Detail::Full,
    }
}

fn write(conversation: &mut Conversation<'_>, copy: Copy) {
    let task = match copy {
        Copy::Export => SummaryTask::CopyWrite(CopyTo::Export),
        Copy::Named => SummaryTask::CopyName(None),
        Copy::Kept => return leave(conversation),
    };
    open(conversation, task);
}

fn take_anyway(conversation: &mut Conversation<'_>, copy: Copy, reply: &Reply) {
    if reply.chooses("save") {
        open(conversation, SummaryTask::CopyReason(copy));
        return;
    }
    // Nothing is to be saved. Who was on the way out goes.
    conversation.state.finished = conversation.state.leaving;
    give_up_copy(conversation);
}

fn copy_anyway(conversation: &Conversation<'_>, task: &SummaryTask) -> Turn {
    let why = match conversation.state.may_keep {
        Some(_) => "The person did not agree that a copy is kept.",
        None => "The person was not asked whether a copy may be kept.",
    };
    let choices =
        [("nothing", "Save nothing"), ("save", "Save it: the person agreed since, or the law requires it")];
    Turn::to_choose(task.point(), &choices).heading("A copy").tell(why).back(true)
}

fn copy_name(conversation: &Conversation<'_>, task: &SummaryTask, before: Option<&str>) -> Turn {
    let shown = conversation.state.shown;
    let fit = conversation.setting().endings.iter().filter(|(_, levels)| levels.contains(&shown));
    let endings: Vec<&str> = fit.map(|(ending, _)| *ending).collect();
    let explained = format!(
        "It holds what is shown on the summary. {}. The file will not be encrypted: anybody can read it. To encrypt \
         it, add .age. Use your agency's case number, never a name. The ending tells the format: .{}. Leave it empty, or \
         go back, to save nothing.",
        shown.label(conversation.questionnaire().about.words()),
        endings.join(", .")
    );
    let hint = "the name of a file";
    let typing = Typing { most: Some(LONGEST_NAME), required: false, ..Typing::required(hint) };
    Turn::to_type(task.point(), typing).heading("A copy").tell_if(before).tell(explained).back(true)
}

fn take_name(conversation: &mut Conversation<'_>, reply: Reply) {
    let Reply::Typed(name) = reply else { return };
    let name = name.trim().to_owned();
    if name.is_empty() {
        give_up_copy(conversation);
        conversation.state.remark = Some("Nothing was saved.".to_owned());
        return;
    }
    open(conversation, SummaryTask::CopyWrite(CopyTo::Named { name, replace: false }));
}

fn take_written(conversation: &mut Conversation<'_>, to: CopyTo, reply: Reply) {
    let export_detail = conversation.setting().export_detail;
    let state = &mut conversation.state;
    let written = if to == CopyTo::Export { export_detail } else { state.shown };
    match (reply, to) {
        (Reply::Written(path), to) => {
            // What is given to others is no copy of the screening: that is still unsaved.
            if written.is_a_copy() {
                (state.saved, state.unsaved) = (true, false);
            } else {
                state.page_given = true;
            }
            state.exported |= to == CopyTo::Export || state.leaving;
            let encrypted = if is_encrypted(&path) { "encrypted" } else { "not encrypted" };
            state.remark = Some(format!("Saved: {path}. The file is {encrypted}."));
            if std::mem::take(&mut state.leaving) {
                leave(conversation);
            }
        }
        (Reply::AlreadyThere, CopyTo::Named { name, .. }) => {
            open(conversation, SummaryTask::CopyReplace(name))
        }
        (Reply::NotWritten(why), CopyTo::Named { .. }) => {
            open(conversation, SummaryTask::CopyName(Some(format!("Not saved: {why}."))));
        }
        (Reply::NotWritten(why), CopyTo::Export) => {
            // A file in its place holds as much.
            state.shown = export_detail;
            let why = format!("The summary is not saved yet: {why}.");
            open(conversation, SummaryTask::CopyName(Some(why)));
        }
        _ => open(conversation, SummaryTask::CopyName(None)),
    }
}
