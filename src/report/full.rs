//! Everything of a screening, as parts of blocks that every format draws in its own way, so that all formats
//! say the same; what is all alike is one sentence.

use super::block::Block;
use super::in_words::{
    NO_CONTACT, Words, at_a_glance, forms, has_no_services, headline, indicator_item, judgement_item,
    left_out, next_line, noted, nothing_answered, nothing_in_words, said_item, short_day_of,
    unknown_by_language,
};
use super::referrals::{referral_item, unmet_item};
use crate::answers::Edition;
use crate::decimal::Decimal;
use crate::escaped::escaped_lines;
use crate::questionnaire::model::{AnswerSource, Part};
use crate::records::{
    ActionRecord, AdjustmentRecord, AnswerRecord, Consent, Exact, IndicatorRecord, LevelRecord, OpenRecord,
    OutcomeRecord, Record, ReferralRecord, Response, RowRecord,
};
use crate::scoring::Due;
use crate::truth::Truth;
use crate::vocabulary::{FAMILIES, label};

/// The most open questions that are named at one action. All of them stand in the document for programs.
const MOST_NAMED: usize = 4;

/// What it is, and a warning.
pub fn head(record: &Record, blocks: &mut Vec<Block>) {
    blocks.push(Block::Title(format!("Summary: {}", record.questionnaire.title)));
    blocks.push(Block::Paragraph(record.frame().holds_everything.to_owned()));
    blocks.extend(left_out(record).map(Block::Paragraph));
    blocks.push(Block::Paragraph(record.statement.clone()));
    blocks.extend(record.course.iter().map(|line| Block::Paragraph(line.clone())));
    blocks.extend(record.alone.map(|alone| Block::Paragraph(alone.in_words())));
}

/// How well the questionnaire is known to work.
pub fn validation(record: &Record, blocks: &mut Vec<Block>) {
    heading(blocks, "How far this can be trusted");
    blocks.extend(record.validation.iter().map(|line| Block::Paragraph(line.clone())));
    blocks.extend(record.wordings.iter().map(|used| Block::Paragraph(used.in_words())));
    blocks.extend(unknown_by_language(record).map(Block::Paragraph));
}

fn heading(blocks: &mut Vec<Block>, text: &str) {
    blocks.push(Block::Heading(text.to_owned()));
}

fn items(blocks: &mut Vec<Block>, items: Vec<(String, Vec<String>)>) {
    if !items.is_empty() {
        blocks.push(Block::Items(items));
    }
}

// ---- the person first ----

/// What the person said of needs, strengths, goals and safety.
pub fn said_of_wishes(record: &Record, blocks: &mut Vec<Block>) {
    let parts = [
        (Part::Needs, "Needs"),
        (Part::Strengths, "Strengths"),
        (Part::Goals, record.frame().wants),
        (Part::Contact, "Being in touch"),
        (Part::SafetyPlan, "Safety plan"),
        (Part::Background, "Background"),
    ];
    for (part, title) in parts {
        let said: Vec<&AnswerRecord> = record.answers.iter().filter(|said| said.part == part).collect();
        let strengths = strengths(record).filter(|_| part == Part::Strengths);
        let mut lines: Vec<(String, Vec<String>)> = said.iter().map(|said| said_item(said)).collect();
        lines.extend(strengths.map(|label| (label.to_owned(), Vec::new())));
        if !lines.is_empty() {
            heading(blocks, title);
            items(blocks, lines);
        }
    }
}

fn strengths(record: &Record) -> impl Iterator<Item = &str> {
    let present = record.indicators.iter().filter(|i| i.family == "strength" && i.truth == Truth::True);
    present.map(|indicator| indicator.label.as_str())
}

// ---- what to do next ----

/// The levels, and the rows that decide them.
pub fn outcomes(record: &Record, blocks: &mut Vec<Block>) {
    heading(blocks, "What to do next");
    blocks.extend(record.wants_no_contact().then(|| Block::Paragraph(format!("{NO_CONTACT}."))));
    let words = Words::plain(record);
    let rows = record.outcomes.iter().map(|outcome| vec![outcome.label.clone(), at_a_glance(outcome, words)]);
    blocks.push(Block::table(&["About", "Next step"], rows.collect()));
    // What is only open because nothing was answered is said by the table already.
    let nothing = nothing_answered(record);
    let told = |outcome: &&OutcomeRecord| !nothing || outcome.settled || outcome.judged.is_some();
    for outcome in record.outcomes.iter().filter(told) {
        blocks.push(Block::Subheading(outcome.label.clone()));
        blocks.push(Block::Paragraph(headline(outcome, words)));
        let next = outcome.possible.iter().map(|level| (next_of(level, words), Vec::new()));
        items(blocks, next.collect());
        items(blocks, outcome.judged.iter().map(|judged| judgement_item(judged, words)).collect());
        items(blocks, because(outcome));
    }
    let next: Vec<String> =
        record.next.iter().filter(|next| next.status != Due::NotDue).map(next_line).collect();
    blocks.extend(next.into_iter().map(Block::Paragraph));
}

/// What to do at a level; what would offer contact that is not wanted says no more than what stands for it.
fn next_of(level: &LevelRecord, words: Words) -> String {
    let called = words.of_level(level);
    if called == level.label { format!("{called}: {}", level.next) } else { called.to_owned() }
}

/// The rows and adjustments that decide. Where no row is known to hold, that is one sentence, and of the
/// adjustments those that hold are told.
fn because(outcome: &OutcomeRecord) -> Vec<(String, Vec<String>)> {
    let holds_known =
        |row: &RowRecord| row.truth == Truth::True && (row.rule.is_some() || row.points.is_some());
    let rows = outcome.decided_by.as_slice();
    let all_open = rows.len() > 1 && !rows.iter().any(holds_known);
    let mut lines: Vec<String> = if all_open {
        vec!["None of its rules is known to hold yet.".to_owned()]
    } else {
        let rows = rows.iter().enumerate();
        rows.map(|(place, row)| format!("{} {}", holds(row.truth, row.row, place), row_in_words(row)))
            .collect()
    };
    let told = |it: &&AdjustmentRecord| it.changes && (!all_open || it.truth == Truth::True);
    lines.extend(outcome.adjusted_by.iter().filter(told).map(adjusted_line));
    lines.into_iter().map(|line| (line, Vec::new())).collect()
}

fn row_in_words(row: &RowRecord) -> String {
    match row.because.as_ref().or(row.points.as_ref()) {
        Some(because) => format!("“{}”: {because}", row.says),
        None if row.rule.is_none() => format!("“{}”, where no rule above holds", row.says),
        None => format!("“{}”", row.says),
    }
}

/// A rule that is true decides only if none of the open ones before it turns out to hold.
fn holds(truth: Truth, row: usize, open_before: usize) -> String {
    match truth {
        Truth::True if open_before == 0 => format!("Rule {row} holds:"),
        Truth::True => format!("Otherwise rule {row} holds:"),
        _ => format!("Not known whether rule {row} holds, which would say:"),
    }
}

fn adjusted_line(adjusted: &AdjustmentRecord) -> String {
    let (begins, says, why) = match adjusted.truth {
        Truth::True => ("Adjustment", "holds:", "Why:"),
        _ => ("Not known whether adjustment", "holds, which would say:", "Its reason would be:"),
    };
    let before: Vec<&str> = adjusted.before.iter().map(|level| level.label.as_str()).collect();
    let before = before.join("; ");
    format!(
        "{begins} {} {says} {}. Before it: {before}. {why} {}",
        adjusted.row, adjusted.does, adjusted.because
    )
}

// ---- why ----

/// The indicators: present, not known, absent.
pub fn why(record: &Record, blocks: &mut Vec<Block>) {
    let before = blocks.len();
    heading(blocks, "Why");
    if record.indicators.iter().all(|indicator| indicator.truth == Truth::Unknown) {
        blocks.push(Block::Paragraph("No indicator is known: not enough is known.".to_owned()));
        return;
    }
    for family in ["act", "means", "purpose", "harm", "vulnerability", "risk"] {
        let present: Vec<&IndicatorRecord> = record
            .indicators
            .iter()
            .filter(|indicator| indicator.family == family && indicator.truth == Truth::True)
            .collect();
        if !present.is_empty() {
            blocks.push(Block::Subheading(format!("{}: present", label(FAMILIES, family))));
            items(blocks, present.into_iter().map(indicator_item).collect());
        }
    }
    let open = names(record, |indicator| indicator.truth == Truth::Unknown);
    if !open.is_empty() {
        blocks.push(Block::Subheading("Not known, because answers are open".to_owned()));
        items(blocks, open);
    }
    let absent = names(record, |indicator| indicator.truth == Truth::False && indicator.applies);
    if !absent.is_empty() {
        blocks.push(Block::Subheading("What did not count".to_owned()));
        blocks.push(Block::Paragraph("Asked or looked for, and not present on these answers:".to_owned()));
        items(blocks, absent);
    }
    let idle = names(record, |indicator| indicator.truth == Truth::False && !indicator.applies);
    if !idle.is_empty() {
        blocks.push(Block::Subheading("What does not apply".to_owned()));
        // Where no setting is known, none can be the reason.
        let setting = if record.context.is_empty() { "" } else { " or a setting of the agency" };
        let words = format!("Not asked, because an earlier answer{setting} makes it pointless:");
        blocks.push(Block::Paragraph(words));
        items(blocks, idle);
    }
    // Where there are strengths alone, they stand with what is wanted.
    if blocks.len() == before + 1 {
        blocks.truncate(before);
    }
}

fn names(record: &Record, wanted: impl Fn(&IndicatorRecord) -> bool) -> Vec<(String, Vec<String>)> {
    // A strength that was not named is no finding.
    let of = record.indicators.iter().filter(|i| wanted(i) && !i.sums_up && i.family != "strength");
    of.map(|i| (format!("{}: {}{}", label(FAMILIES, &i.family), i.label, forms(i)), Vec::new())).collect()
}

/// The scores, term by term.
pub fn scores(record: &Record, blocks: &mut Vec<Block>) {
    if record.scores.is_empty() {
        return;
    }
    heading(blocks, "How it adds up");
    let rows =
        record.scores.iter().map(|score| vec![score.label.clone(), range(score.low, score.high)]).collect();
    blocks.push(Block::table(&["Score", "Value"], rows));
    let mut counted = Vec::new();
    for score in &record.scores {
        let nothing = Exact(Decimal::ZERO);
        let terms = score.terms.iter().filter(|term| (term.low, term.high) != (nothing, nothing));
        let below: Vec<String> =
            terms.map(|term| format!("{} for: {}", range(term.low, term.high), term.label)).collect();
        if !below.is_empty() {
            counted.push((score.label.clone(), below));
        }
        if let (Some(value), Some(reason), Some(source)) =
            (score.as_published, &score.published_reason, &score.published_source)
        {
            let line = format!("{}: {} as published. {reason} ({source})", score.label, value.0);
            counted.push((line, Vec::new()));
        }
    }
    items(blocks, counted);
}

fn range(low: Exact, high: Exact) -> String {
    if low == high { low.0.to_string() } else { format!("{} to {} (open)", low.0, high.0) }
}

/// The open questions that could still change something.
pub fn open(record: &Record, blocks: &mut Vec<Block>) {
    if record.open_questions.is_empty() {
        return;
    }
    heading(blocks, "Open questions that matter");
    let (left, other): (Vec<&OpenRecord>, Vec<&OpenRecord>) =
        record.open_questions.iter().partition(|open| open.left_open_by_choice);
    // What nobody was asked was no choice of the person's.
    let was_asked = |open: &&OpenRecord| {
        let said = record.answers.iter().find(|said| said.question == open.question);
        said.is_none_or(|said| said.source == AnswerSource::Asked)
    };
    let (choice, unmarked): (Vec<&OpenRecord>, Vec<&OpenRecord>) = left.into_iter().partition(was_asked);
    if record.alone.is_some() && !other.is_empty() {
        let words = "What was not handed over can still change something. It is not asked again.";
        blocks.push(Block::Paragraph(words.to_owned()));
    } else if !other.is_empty() {
        blocks.push(Block::Paragraph("The most decisive first:".to_owned()));
        items(blocks, other.into_iter().map(|open| (open.asked.clone(), Vec::new())).collect());
    }
    if !choice.is_empty() {
        let words = "Left open by the person's choice. Come back to these only if they ask:";
        blocks.push(Block::Paragraph(words.to_owned()));
        items(blocks, choice.into_iter().map(|open| (open.asked.clone(), Vec::new())).collect());
    }
    if !unmarked.is_empty() {
        blocks.push(Block::Paragraph("Left open where it was to be filled in:".to_owned()));
        items(blocks, unmarked.into_iter().map(|open| (open.asked.clone(), Vec::new())).collect());
    }
}

/// What nobody is asked: the programme has to say it.
pub fn open_contexts(record: &Record, blocks: &mut Vec<Block>) {
    // What is not known in a language nobody can set: it stands with how far this can be trusted.
    let own = &record.questionnaire.language;
    let is_set = |id: &str| record.context.iter().all(|it| it.id != id || it.unknown_in_words(own).is_none());
    let open = record.open_contexts.iter().filter(|open| is_set(&open.id));
    if open.clone().next().is_none() {
        return;
    }
    heading(blocks, "What the programme has not said");
    let words = "This is not known, and it could change a step above. Nobody is asked it: set it under \
                 `context` in the configuration file or the answers document, or choose a jurisdiction that \
                 says it.";
    blocks.push(Block::Paragraph(words.to_owned()));
    let lines = open.map(|open| {
        (format!("Not known: {}", open.label), vec![format!("set it with `{}`: {}", open.id, open.can_be)])
    });
    items(blocks, lines.collect());
}

// ---- actions and referrals ----

/// The steps that are due, and those that may be.
pub fn actions(record: &Record, blocks: &mut Vec<Block>) {
    for (due, title) in [(Due::Due, "Actions"), (Due::MayBeDue, "Actions that may be due")] {
        let mut of: Vec<_> =
            record.actions.iter().filter(|it| it.status == due).map(|it| action_item(record, it)).collect();
        if !of.is_empty() {
            heading(blocks, title);
            if due == Due::MayBeDue && nothing_answered(record) {
                let nothing = nothing_in_words(record);
                let words = format!("{nothing}, so it is not known whether any of these is due:");
                blocks.push(Block::Paragraph(words));
                of.iter_mut().for_each(|(_, below)| below.clear());
            }
            items(blocks, of);
        }
    }
}

fn action_item(record: &Record, action: &ActionRecord) -> (String, Vec<String>) {
    // What is not known is never worded as if it had been said.
    let (title, mut below) = action.step.drawn(
        match action.status {
            Due::MayBeDue => "not known; it would be due if this turns out so:",
            Due::Due | Due::NotDue => "why:",
        },
        record.wants_no_contact(),
    );
    // Where several packs speak, each says so under its title.
    let several = action.law.len() > 1;
    below.extend(action.law.iter().map(|law| {
        let of = if several { format!("law, {}", law.of) } else { "law".to_owned() };
        format!("{of}: {} ({}; {})", law.text, law.citation, law.url)
    }));
    match action.open_questions.len() {
        0 => {}
        _ if record.alone.is_some() => below.push("what is open decides".to_owned()),
        1..=MOST_NAMED => {
            let asked: Vec<&str> = action.open_questions.iter().map(|open| open.label.as_str()).collect();
            below.push(format!("open questions decide: {}", asked.join(" · ")));
        }
        more => below.push(format!("open questions decide: {more} of those that are listed above")),
    }
    if action.response != Response::NotOffered {
        let frame = record.frame();
        below.push(format!("{}: {}", frame.came_of_step, action.response.of_step(frame)));
    }
    (title, below)
}

/// The services that match.
pub fn referrals(record: &Record, blocks: &mut Vec<Block>) {
    if has_no_services(record) {
        return;
    }
    let (police, support): (Vec<&ReferralRecord>, Vec<&ReferralRecord>) =
        record.referrals.iter().partition(|referral| referral.is_police_or_tip_line);
    let hidden = record.police_and_tip_lines_not_shown;
    heading(blocks, "Services that match");
    if support.is_empty() && police.is_empty() && hidden == 0 {
        let none = "No service in the directories in use here matches. Add a directory of your own with --directory.";
        blocks.push(Block::Paragraph(none.to_owned()));
    } else {
        let helps: Vec<&str> = record.frame().handoff.into_iter().chain(record.frame().decides).collect();
        blocks.extend((!helps.is_empty()).then(|| Block::Paragraph(helps.join(" "))));
    }
    items(blocks, support.into_iter().map(|one| referral_item(one, record.frame().came_of_step)).collect());
    items(blocks, record.needs_without_service.iter().map(unmet_item).collect());
    if !police.is_empty() {
        blocks.push(Block::Subheading("Police, tip and report lines".to_owned()));
        items(
            blocks,
            police.into_iter().map(|one| referral_item(one, record.frame().came_of_step)).collect(),
        );
    }
    if hidden > 0 {
        blocks.push(Block::Paragraph(format!(
            "Police, tip and report lines not shown: {hidden}. `safelight referrals --police` lists them."
        )));
    }
}

// ---- the record ----

/// Every answer and every note.
pub fn answers(record: &Record, blocks: &mut Vec<Block>) {
    const EACH: [(&str, &[AnswerSource]); 4] = [
        ("Answers of the person", &[AnswerSource::Asked]),
        ("What was seen", &[AnswerSource::Observed]),
        ("From records", &[AnswerSource::Record]),
        ("The practitioner's judgement", &[AnswerSource::Judgement]),
    ];
    const ALL: &[AnswerSource] =
        &[AnswerSource::Asked, AnswerSource::Observed, AnswerSource::Record, AnswerSource::Judgement];
    let sources = record.frame().marked.map_or(EACH.to_vec(), |title| vec![(title, ALL)]);
    for (title, from) in sources {
        let said: Vec<_> = record
            .answers
            .iter()
            .filter(|said| from.contains(&said.source) && said.part == Part::Evidence)
            .map(said_item)
            .collect();
        if !said.is_empty() {
            heading(blocks, title);
            items(blocks, said);
        }
    }
    let alone = record.notes_without_answer.iter();
    let alone: Vec<_> = alone
        .map(|alone| (format!("{} — not asked or not answered", alone.asked), vec![noted(&alone.note)]))
        .collect();
    if !alone.is_empty() {
        heading(blocks, "Notes without an answer");
        items(blocks, alone);
    }
}

/// Returns before which question the limits of confidentiality were said, if they were.
pub fn limits_first(consent: &Consent) -> Option<String> {
    let first = consent.limits_before.as_ref()?;
    Some(format!("said before the first question, “{}” ({})", escaped_lines(&first.label), first.id))
}

/// What was asked, how, and what was agreed to.
pub fn about(record: &Record, blocks: &mut Vec<Block>) {
    let asked = &record.questionnaire;
    let edition = Edition { id: asked.id.clone(), version: asked.version.clone() };
    heading(blocks, "About this summary");
    let is_named = !asked.id.is_empty();
    let code = record.removed.is_none().then(|| record.code());
    let first = [
        ("Questionnaire", Some(if is_named { edition.to_string() } else { asked.title.clone() })),
        ("Language", Some(asked.language.clone())),
        ("Fingerprint", is_named.then(|| asked.fingerprint.short())),
        ("Date", Some(short_day_of(record))),
        ("Record code", code),
        ("Tool", Some(format!("Safelight {}", record.tool.version))),
    ];
    let first = first.into_iter().filter_map(|(what, value)| Some(vec![what.to_owned(), value?]));
    let mut rows: Vec<Vec<String>> = first.collect();
    rows.extend(record.agency.iter().map(|agency| vec!["Agency".to_owned(), agency.clone()]));
    rows.extend(record.worker.iter().map(|worker| vec!["Led by".to_owned(), worker.clone()]));
    rows.extend(record.case.iter().map(|case| vec!["Case".to_owned(), case.as_str().to_owned()]));
    rows.extend(record.jurisdiction.iter().map(|pack| vec!["Jurisdiction".to_owned(), pack.clone()]));
    rows.extend(record.context.iter().map(|known| {
        vec![known.label.clone(), known.value.clone().unwrap_or_else(|| "not known".to_owned())]
    }));
    rows.extend(record.held.map(|held| vec!["Held".to_owned(), held.label().to_owned()]));
    rows.extend(record.gates.iter().map(|gate| vec![gate.asked.clone(), gate.answer.label().to_owned()]));
    let interpreted = record.interpreters.iter();
    rows.extend(interpreted.map(|one| vec!["Interpreter".to_owned(), escaped_lines(&one.in_words())]));
    if let Some(consent) = &record.consent {
        let said = if consent.agreed { "the person agreed to be asked" } else { "the person did not agree" };
        rows.push(vec!["Consent".to_owned(), format!("{said}. This is no release of information.")]);
        let explained = consent.explained_before.iter().map(|opening| escaped_lines(&opening.label));
        rows.extend(explained.map(|words| vec!["Read aloud before".to_owned(), format!("“{words}”")]));
        rows.extend(limits_first(consent).map(|line| vec!["What cannot stay private".to_owned(), line]));
        let keeping = match consent.may_keep {
            Some(true) => "the person agreed that a copy is kept",
            Some(false) => "the person did not agree that a copy is kept",
            None => "the person was not asked whether a copy may be kept",
        };
        if record.frame().has_talk {
            rows.push(vec!["A copy".to_owned(), keeping.to_owned()]);
        }
        rows.extend(
            consent.kept_because.iter().map(|reason| vec!["Kept because".to_owned(), escaped_lines(reason)]),
        );
    }
    let contact = record.next_contact.iter();
    rows.extend(contact.map(|contact| vec!["Agreed on being in touch".to_owned(), contact.in_words()]));
    let released = record.releases.iter();
    rows.extend(
        released.map(|it| {
            vec!["Released".to_owned(), format!("to {}: {}", escaped_lines(&it.to), it.in_words())]
        }),
    );
    blocks.push(Block::table(&["What", "Value"], rows));
}
