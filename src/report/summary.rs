//! The order of a summary, as blocks that every format draws in its own way, so that all formats say
//! the same.

use super::block::Block;
use super::referrals::{referral_item, unmet_item};
use crate::answers::{Edition, Note, Speaker};
use crate::decimal::Decimal;
use crate::escaped::escaped_lines;
use crate::questionnaire::model::{AnswerSource, Part};
use crate::records::{
    ActionRecord, AdjustmentRecord, AnswerRecord, Exact, IndicatorRecord, NextRecord, OpenRecord,
    OutcomeRecord, Record, ReferralRecord, Response,
};
use crate::scoring::Due;
use crate::truth::Truth;
use crate::vocabulary::{FAMILIES, FORMS, label};

/// Returns the summary as blocks.
pub fn document(record: &Record) -> Vec<Block> {
    let mut blocks = vec![Block::Title(format!("Summary: {}", record.questionnaire.title))];
    blocks.push(Block::Paragraph(record.statement.clone()));
    blocks.extend(record.course.iter().map(|line| Block::Paragraph(line.clone())));
    parts(record, &mut blocks);
    outcomes(record, &mut blocks);
    why(record, &mut blocks);
    scores(record, &mut blocks);
    open(record, &mut blocks);
    open_contexts(record, &mut blocks);
    heading(&mut blocks, "How far this can be trusted");
    blocks.extend(record.validation.iter().map(|line| Block::Paragraph(line.clone())));
    actions(record, &mut blocks);
    referrals(record, &mut blocks);
    answers(record, &mut blocks);
    about(record, &mut blocks);
    blocks
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

fn parts(record: &Record, blocks: &mut Vec<Block>) {
    let parts = [
        (Part::Needs, "Needs"),
        (Part::Strengths, "Strengths"),
        (Part::Goals, "What the person wants"),
        (Part::SafetyPlan, "Safety plan"),
        (Part::Background, "Background"),
    ];
    for (part, title) in parts {
        let said: Vec<&AnswerRecord> = record.answers.iter().filter(|said| said.part == part).collect();
        let strengths = strengths(record).filter(|_| part == Part::Strengths);
        let mut lines: Vec<(String, Vec<String>)> = said.iter().map(|said| said_item(said)).collect();
        lines.extend(strengths.map(|label| (format!("A strength: {label}"), Vec::new())));
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

fn said_item(said: &AnswerRecord) -> (String, Vec<String>) {
    let speaker = if said.source == AnswerSource::Asked { Speaker::Person } else { Speaker::Worker };
    let words = said.words.iter().map(|words| spoken(speaker, words));
    let mut below: Vec<String> = words.chain(said.note.iter().map(noted)).collect();
    if said.asked_differently {
        below.push("asked in other words".to_owned());
    }
    (format!("{} — {}", said.asked, said.shown), below)
}

/// Says whose words they are. What drives a terminal or turns text around is shown, not obeyed.
fn noted(note: &Note) -> String {
    spoken(note.speaker, &note.words)
}

fn spoken(speaker: Speaker, words: &str) -> String {
    let whose = match speaker {
        Speaker::Person => "in their own words",
        Speaker::Worker => "noted by the worker",
    };
    format!("{whose}: “{}”", escaped_lines(words))
}

// ---- what to do next ----

fn outcomes(record: &Record, blocks: &mut Vec<Block>) {
    heading(blocks, "What to do next");
    let rows = record.outcomes.iter().map(|outcome| vec![outcome.label.clone(), at_a_glance(outcome)]);
    blocks.push(Block::table(&["About", "Next step"], rows.collect()));
    for outcome in &record.outcomes {
        blocks.push(Block::Subheading(outcome.label.clone()));
        blocks.push(Block::Paragraph(headline(outcome)));
        let next =
            outcome.possible.iter().map(|level| (format!("{}: {}", level.label, level.next), Vec::new()));
        items(blocks, next.collect());
        if let Some(own) = &outcome.judged {
            // An item, not a paragraph: a reason of several lines stays one text of the professional's.
            let judged = format!("The professional's own judgement: {}. Both are kept.", own.label);
            items(blocks, vec![(judged, vec![format!("reason: {}", escaped_lines(&own.reason))])]);
        }
        let rows = outcome.decided_by.iter().enumerate();
        let mut because: Vec<(String, Vec<String>)> = rows
            .map(|(place, row)| (format!("{} {}", holds(row.truth, row.row, place), row.why), Vec::new()))
            .collect();
        because.extend(
            outcome
                .adjusted_by
                .iter()
                .filter(|adjusted| adjusted.changes)
                .map(|adjusted| (adjusted_line(adjusted), Vec::new())),
        );
        items(blocks, because);
    }
    let next: Vec<String> =
        record.next.iter().filter(|next| next.status != Due::NotDue).map(next_line).collect();
    blocks.extend(next.into_iter().map(Block::Paragraph));
}

/// The levels in a few words, for a table. A level can be certain although not enough is answered.
fn at_a_glance(outcome: &OutcomeRecord) -> String {
    let judged =
        outcome.judged.as_ref().map_or_else(String::new, |judged| format!("; judged: {}", judged.label));
    let possible = match (outcome.possible.as_slice(), outcome.enough_answered) {
        ([one], true) => one.label.clone(),
        ([one], false) => format!("{}, already certain; not enough answered", one.label),
        ([lowest, .., highest], true) => format!("open: “{}” to “{}”", lowest.label, highest.label),
        ([lowest, .., highest], false) => {
            format!("not enough answered; open: “{}” to “{}”", lowest.label, highest.label)
        }
        ([], _) => String::new(),
    };
    possible + &judged
}

fn headline(outcome: &OutcomeRecord) -> String {
    let labels: Vec<&str> = outcome.possible.iter().map(|level| level.label.as_str()).collect();
    match labels.as_slice() {
        [one] if !outcome.enough_answered => {
            format!("Not enough answered. Already certain, whatever the open answers turn out to be: {one}.")
        }
        _ if !outcome.enough_answered => {
            format!("Not enough answered. Still possible: {}.", labels.join("; "))
        }
        _ if outcome.decided_by_practitioner && outcome.judged.is_none() => {
            "This is for the professional to decide. The possible levels are:".to_owned()
        }
        [one] => format!("{one}."),
        [lowest, .., highest] => format!(
            "Open: from “{lowest}” to “{highest}”, because some questions are not answered. It can still be:"
        ),
        [] => String::new(),
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

fn next_line(next: &NextRecord) -> String {
    let may = if next.status == Due::Due { "Next" } else { "Perhaps next" };
    let because = next.because.as_ref().map_or_else(String::new, |because| format!(": {because}"));
    format!("{may}: the questionnaire `{}`{because}", next.questionnaire)
}

// ---- why ----

fn why(record: &Record, blocks: &mut Vec<Block>) {
    heading(blocks, "Why");
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
        blocks.push(Block::Paragraph("Not asked, because an earlier answer makes it pointless:".to_owned()));
        items(blocks, idle);
    }
}

fn indicator_item(indicator: &IndicatorRecord) -> (String, Vec<String>) {
    let forms = forms(indicator);
    let mut below = if indicator.sums_up { Vec::new() } else { indicator.evidence.clone() };
    below.push(format!("source: {}", indicator.source));
    (format!("{}{forms}", indicator.label), below)
}

fn names(record: &Record, wanted: impl Fn(&IndicatorRecord) -> bool) -> Vec<(String, Vec<String>)> {
    // A strength that was not named is no finding.
    let of = record.indicators.iter().filter(|i| wanted(i) && !i.sums_up && i.family != "strength");
    of.map(|i| (format!("{}: {}{}", label(FAMILIES, &i.family), i.label, forms(i)), Vec::new())).collect()
}

fn forms(indicator: &IndicatorRecord) -> String {
    let forms: Vec<&str> = indicator.forms.iter().map(|form| label(FORMS, form)).collect();
    if forms.is_empty() { String::new() } else { format!(" ({})", forms.join(", ")) }
}

fn scores(record: &Record, blocks: &mut Vec<Block>) {
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

fn open(record: &Record, blocks: &mut Vec<Block>) {
    if record.open_questions.is_empty() {
        return;
    }
    heading(blocks, "Open questions that matter");
    let (choice, other): (Vec<&OpenRecord>, Vec<&OpenRecord>) =
        record.open_questions.iter().partition(|open| open.left_open_by_choice);
    if !other.is_empty() {
        blocks.push(Block::Paragraph("The most decisive first:".to_owned()));
        items(blocks, other.into_iter().map(|open| (open.asked.clone(), Vec::new())).collect());
    }
    if !choice.is_empty() {
        let words = "Left open by the person's choice. Come back to these only if they ask:";
        blocks.push(Block::Paragraph(words.to_owned()));
        items(blocks, choice.into_iter().map(|open| (open.asked.clone(), Vec::new())).collect());
    }
}

/// What nobody is asked: the programme has to say it.
fn open_contexts(record: &Record, blocks: &mut Vec<Block>) {
    if record.open_contexts.is_empty() {
        return;
    }
    heading(blocks, "What the programme has not said");
    let words = "This is not known, and it could change a step above. Nobody is asked it: set it under \
                 `context` in the configuration file or the answers document, or choose a jurisdiction that \
                 says it.";
    blocks.push(Block::Paragraph(words.to_owned()));
    let open = record.open_contexts.iter();
    let lines = open.map(|open| {
        (format!("Not known: {}", open.label), vec![format!("set it with `{}`: {}", open.id, open.can_be)])
    });
    items(blocks, lines.collect());
}

// ---- actions and referrals ----

fn actions(record: &Record, blocks: &mut Vec<Block>) {
    for (due, title) in [(Due::Due, "Actions"), (Due::MayBeDue, "Actions that may be due")] {
        let of: Vec<_> =
            record.actions.iter().filter(|action| action.status == due).map(action_item).collect();
        if !of.is_empty() {
            heading(blocks, title);
            items(blocks, of);
        }
    }
}

fn action_item(action: &ActionRecord) -> (String, Vec<String>) {
    // What is not known is never worded as if it had been said.
    let (title, mut below) = action.step.drawn(match action.status {
        Due::MayBeDue => "not known; it would be due if this turns out so:",
        Due::Due | Due::NotDue => "why:",
    });
    if let Some(law) = &action.law {
        below.push(format!("law: {} ({}; {})", law.text, law.citation, law.url));
    }
    if !action.open_questions.is_empty() {
        let asked: Vec<&str> = action.open_questions.iter().map(|open| open.label.as_str()).collect();
        below.push(format!("open questions decide: {}", asked.join(" · ")));
    }
    if action.response != Response::NotOffered {
        below.push(format!("the person's answer: {}", action.response.label()));
    }
    (title, below)
}

fn referrals(record: &Record, blocks: &mut Vec<Block>) {
    let (police, support): (Vec<&ReferralRecord>, Vec<&ReferralRecord>) =
        record.referrals.iter().partition(|referral| referral.is_police_or_tip_line);
    let hidden = record.police_and_tip_lines_not_shown;
    heading(blocks, "Services that match");
    let words = if !support.is_empty() || !police.is_empty() || hidden > 0 {
        "A warm handoff helps most: call together, agree who follows up, and when. The person decides."
    } else {
        "No service in the directories in use here matches. Add a directory of your own with --directory."
    };
    blocks.push(Block::Paragraph(words.to_owned()));
    items(blocks, support.into_iter().map(referral_item).collect());
    items(blocks, record.needs_without_service.iter().map(unmet_item).collect());
    if !police.is_empty() {
        blocks.push(Block::Subheading("Police, tip and report lines".to_owned()));
        items(blocks, police.into_iter().map(referral_item).collect());
    }
    if hidden > 0 {
        blocks.push(Block::Paragraph(format!(
            "Police, tip and report lines not shown: {hidden}. `safelight referrals --police` lists them."
        )));
    }
}

// ---- the record ----

fn answers(record: &Record, blocks: &mut Vec<Block>) {
    let sources = [
        ("Answers of the person", [AnswerSource::Asked].as_slice()),
        ("Seen by the practitioner", &[AnswerSource::Observed]),
        ("From records", &[AnswerSource::Record]),
        ("The practitioner's judgement", &[AnswerSource::Judgement]),
    ];
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

fn about(record: &Record, blocks: &mut Vec<Block>) {
    let asked = &record.questionnaire;
    let edition = Edition { id: asked.id.clone(), version: asked.version.clone() };
    heading(blocks, "About this summary");
    let mut rows = vec![
        vec!["Questionnaire".to_owned(), edition.to_string()],
        vec!["Language".to_owned(), asked.language.clone()],
        vec!["Fingerprint".to_owned(), asked.fingerprint.short()],
        vec!["Date".to_owned(), record.date.0.to_string()],
        vec!["Tool".to_owned(), format!("Safelight {}", record.tool.version)],
    ];
    rows.extend(record.agency.iter().map(|agency| vec!["Agency".to_owned(), agency.clone()]));
    rows.extend(record.jurisdiction.iter().map(|pack| vec!["Jurisdiction".to_owned(), pack.clone()]));
    rows.extend(record.context.iter().map(|known| vec![known.label.clone(), known.value.clone()]));
    rows.extend(record.held.map(|held| vec!["Held".to_owned(), held.label().to_owned()]));
    rows.extend(record.gates.iter().map(|gate| vec![gate.asked.clone(), gate.answer.label().to_owned()]));
    let interpreted = record.interpreters.iter();
    rows.extend(interpreted.map(|one| vec!["Interpreter".to_owned(), escaped_lines(&one.in_words())]));
    if let Some(consent) = &record.consent {
        let said = if consent.agreed { "the person agreed to be asked" } else { "the person did not agree" };
        let before = consent.explained_before.join(", ");
        let line =
            format!("{said}, after these were explained: {before}. This is no release of information.");
        rows.push(vec!["Consent".to_owned(), line]);
        let keeping = match consent.may_keep {
            Some(true) => "the person agreed that a copy is kept",
            Some(false) => "the person did not agree that a copy is kept",
            None => "the person was not asked whether a copy may be kept",
        };
        rows.push(vec!["A copy".to_owned(), keeping.to_owned()]);
        rows.extend(
            consent.kept_because.iter().map(|reason| vec!["Kept because".to_owned(), escaped_lines(reason)]),
        );
    }
    let contact = record.next_contact.iter();
    rows.extend(contact.map(|contact| vec!["Next contact".to_owned(), contact.in_words()]));
    blocks.push(Block::table(&["What", "Value"], rows));
}
