//! A questionnaire as it would be read on paper: the conversation in order, with boxes to tick, and
//! after it the rules, so that anybody can see how a result comes about.

use super::block::Block;
use crate::decimal::Decimal;
use crate::language::tag::capitalized;
use crate::lint::grade_read_aloud;
use crate::questionnaire::model::*;
use crate::questionnaire::{FrameWords, TalkLength};

/// Options that are longer together, in characters, stand each on a line of its own.
const WIDEST: usize = 70;

/// Returns the questionnaire as blocks.
pub fn paper(questionnaire: &Questionnaire) -> Vec<Block> {
    let mut blocks = Vec::new();
    front(questionnaire, &mut blocks);
    before(questionnaire, &mut blocks);
    for (place, section) in questionnaire.sections.iter().enumerate() {
        questions(questionnaire, place, section, &mut blocks);
    }
    rules(questionnaire, &mut blocks);
    sources(questionnaire, &mut blocks);
    blocks
}

fn heading(text: impl Into<String>) -> Block {
    Block::Heading(text.into())
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

fn front(questionnaire: &Questionnaire, blocks: &mut Vec<Block>) {
    let population = &questionnaire.population;
    let forms: Vec<&str> = population.forms.iter().map(|form| form.label).collect();
    blocks.push(Block::Title(questionnaire.title.clone()));
    blocks.push(paragraph(&questionnaire.purpose));
    let row = |what: &str, value: String| vec![what.to_owned(), value];
    let mut rows = vec![
        row("Edition", questionnaire.edition().to_string()),
        row("Language", questionnaire.language.clone()),
        row("For", with(questionnaire.about.words().for_whom(population.ages), &population.settings)),
        row("Law", if population.law.is_empty() { "any".to_owned() } else { population.law.join(", ") }),
        row("About", forms.join(", ")),
        row("Takes about", TalkLength::of(questionnaire).in_full()),
        row("Licence", with(questionnaire.license.clone(), &questionnaire.authors)),
    ];
    rows.extend(
        grade_read_aloud(questionnaire).map(|grade| row("Words read aloud", format!("they {grade}"))),
    );
    rows.extend(questionnaire.review_by.map(|by| row("Review by", by.to_string())));
    blocks.push(Block::table(&["What", "Value"], rows));
    blocks.push(heading("How far it can be trusted"));
    blocks.push(paragraph(&questionnaire.validation.note));
}

/// A value and what stands behind it, if anything does.
fn with(value: String, more: &[String]) -> String {
    if more.is_empty() { value } else { format!("{value}; {}", more.join(", ")) }
}

fn before(questionnaire: &Questionnaire, blocks: &mut Vec<Block>) {
    if !questionnaire.gates.is_empty() {
        blocks.push(heading(questionnaire.about.words().before));
    }
    for gate in &questionnaire.gates {
        let passes = if gate.proceed_on { "yes" } else { "no" };
        let mut below = vec![
            "[ ] Yes   [ ] No   [ ] Could not tell".to_owned(),
            format!("Go on only if {passes}. Otherwise: {}", gate.otherwise),
        ];
        below.extend(gate.note.clone());
        let remote = [&gate.ask_remote, &gate.note_remote].into_iter().flatten();
        below.extend(remote.map(|text| format!("By telephone or video: {text}")));
        blocks.push(Block::Items(vec![(gate.ask.clone(), below)]));
    }
    if !questionnaire.openings.is_empty() {
        blocks.push(heading("Opening, read aloud"));
    }
    for opening in &questionnaire.openings {
        let note = opening.note.iter().map(|note| format!("For you: {note}")).collect();
        blocks.push(Block::Items(vec![(opening.say.clone(), note)]));
    }
}

fn questions(questionnaire: &Questionnaire, place: usize, section: &Section, blocks: &mut Vec<Block>) {
    blocks.push(heading(&section.title));
    blocks.extend(section.say.iter().map(|say| paragraph(format!("Read aloud: {say}"))));
    blocks.extend(section.note.iter().map(|note| paragraph(format!("For you: {note}"))));
    let of_section = questionnaire.questions.iter().filter(|question| question.section == place);
    for question in of_section {
        let frame = questionnaire.about.words();
        let asked = frame.taken_from(question.from).to_owned() + &question.ask;
        blocks.push(Block::Items(vec![(asked, answers(question, frame))]));
    }
}

fn answers(question: &Question, frame: &FrameWords) -> Vec<String> {
    let boxes: Vec<String> = match &question.kind {
        Kind::YesNo => vec!["[ ] Yes".to_owned(), "[ ] No".to_owned()],
        kind if !kind.options().is_empty() => kind.options().iter().map(box_of).collect(),
        Kind::Text { .. } => vec![format!("______ ({})", frame.in_own_words)],
        kind => vec![format!("______ ({})", kind.expects())],
    };
    let open = match question.from {
        AnswerSource::Asked => "[ ] Prefer not to say   [ ] Don't know   [ ] Come back later".to_owned(),
        _ => format!("[ ] {}   [ ] Left open", capitalized(frame.could_not_tell)),
    };
    let in_a_line = boxes.join("   ");
    // A box must not stand at the end of a line, and its option on the next.
    let mut lines = if in_a_line.chars().count() > WIDEST { boxes } else { vec![in_a_line] };
    lines.push(open);
    lines.extend(question.note.iter().map(|note| format!("For you: {note}")));
    match &question.gate {
        AskGate::Always => {}
        AskGate::If(rule) => lines.push(format!("Asked if: {}", rule.text)),
        AskGate::OnlyIf(rule) => lines.push(format!("Asked only if it is certain that: {}", rule.text)),
    }
    lines.extend(coded("", &question.codes));
    lines.extend(question.kind.options().iter().filter_map(|option| coded(&option.label, &option.codes)));
    lines.push(format!("({})", question.id));
    lines
}

/// Returns an option with its box, and a line where it takes words of its own.
fn box_of(option: &Choice) -> String {
    let line = if option.words { ": ______" } else { "" };
    format!("[ ] {}{line}", option.label)
}

/// What it is called in the systems of others, if that is said.
fn coded(of: &str, codes: &[Code]) -> Option<String> {
    let listed = codes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let of = if of.is_empty() { String::new() } else { format!(" of “{of}”") };
    (!codes.is_empty()).then(|| format!("codes{of}: {listed}"))
}

fn rules(questionnaire: &Questionnaire, blocks: &mut Vec<Block>) {
    moments(questionnaire, blocks);
    blocks.push(heading("What the answers mean"));
    let indicators = questionnaire.indicators.iter().map(|indicator| {
        let mut below = vec![format!("if {}", indicator.when.text), format!("source: {}", indicator.source)];
        below.extend(coded("", &indicator.codes));
        (format!("{} [{}]: {}", indicator.id, indicator.family.label, indicator.label), below)
    });
    blocks.push(Block::Items(indicators.collect()));
    if !questionnaire.scores.is_empty() {
        blocks.push(heading("How they add up"));
        let scores = questionnaire.scores.iter().map(|score| score_lines(questionnaire, score));
        blocks.push(Block::Items(scores.collect()));
    }
    blocks.push(heading("What to do next"));
    for outcome in &questionnaire.outcomes {
        outcome_blocks(questionnaire, outcome, blocks);
    }
    if !questionnaire.actions.is_empty() {
        blocks.push(heading("Actions"));
        blocks.push(Block::Items(questionnaire.actions.iter().map(action_lines).collect()));
    }
}

fn moments(questionnaire: &Questionnaire, blocks: &mut Vec<Block>) {
    let lines = |moment: &Moment, extra: Option<&str>| {
        let mut below = vec![format!("if {}{}", moment.when.text, extra.unwrap_or_default())];
        below.extend(moment.note.iter().map(|note| format!("For you: {note}")));
        below.extend(moment.help.iter().map(|help| {
            let needs: Vec<&str> = help.needs.iter().map(|need| need.label).collect();
            format!("Only where a service is listed for {}, say: {}", needs.join(" or "), help.say)
        }));
        (moment.say.clone(), below)
    };
    if !questionnaire.disclosures.is_empty() {
        blocks.push(heading("When something hard has been said"));
        let told = questionnaire.disclosures.iter().map(|moment| lines(moment, None));
        blocks.push(Block::Items(told.collect()));
    }
    if !questionnaire.stops.is_empty() {
        blocks.push(heading("What ends the questions"));
        let stops = questionnaire
            .stops
            .iter()
            .map(|stop| lines(&stop.moment, stop.unless_false.then_some(", or that is not known")));
        blocks.push(Block::Items(stops.collect()));
    }
}

fn score_lines(questionnaire: &Questionnaire, score: &Score) -> (String, Vec<String>) {
    let how = if score.combine == Combine::Highest { "the highest of" } else { "the sum of" };
    let terms = score.terms.iter().map(|term| match &term.value {
        TermValue::When { when, points } => format!("{points} if {}", when.text),
        TermValue::ValueOf { question, times } => {
            format!("the points of {}{}", questionnaire.question(*question).id, weight(*times))
        }
        TermValue::Score { score, times } => {
            format!("the score {}{}", questionnaire.score(*score).id, weight(*times))
        }
        TermValue::Level { outcome, points } => level_points(questionnaire.outcome(*outcome), points),
    });
    let constant = Some(&score.constant).filter(|constant| **constant != Decimal::ZERO);
    let lines = constant.map(|constant| format!("{constant} to begin with")).into_iter().chain(terms);
    (format!("{} ({}): {how}", score.label, score.id), lines.collect())
}

fn weight(times: Decimal) -> String {
    if times == Decimal::whole(1) { String::new() } else { format!(", times {times}") }
}

fn level_points(outcome: &Outcome, points: &[Decimal]) -> String {
    let each = outcome.levels.iter().zip(points).map(|(level, points)| format!("{points} for {}", level.id));
    format!("by the level of {}: {}", outcome.id, each.collect::<Vec<_>>().join(", "))
}

fn outcome_blocks(questionnaire: &Questionnaire, outcome: &Outcome, blocks: &mut Vec<Block>) {
    let level = |place: usize| &outcome.levels[place].label;
    blocks.push(Block::Subheading(format!("{} ({})", outcome.label, outcome.id)));
    let levels = outcome
        .levels
        .iter()
        .map(|level| (format!("{} ({}): {}", level.label, level.id, level.next), Vec::new()));
    blocks.push(Block::Items(levels.collect()));
    let mut lines: Vec<String> = match &outcome.decide {
        Decide::FirstMatch(rows) => rows
            .iter()
            .map(|row| match &row.when {
                Some(rule) => format!("“{}” if {}", level(row.level), rule.text),
                None => format!("“{}” in all other cases", level(row.level)),
            })
            .collect(),
        Decide::Bands { score, from } => from
            .iter()
            .map(|band| {
                format!("“{}” from {} {}", level(band.level), questionnaire.score(*score).id, band.at)
            })
            .collect(),
        Decide::Practitioner { .. } => vec!["The practitioner decides.".to_owned()],
    };
    blocks.extend(coded("", &outcome.codes).map(paragraph));
    lines.extend(outcome.adjust.iter().map(|row| match row.clamp {
        Clamp::AtLeast(place) => format!("at least “{}” if {}: {}", level(place), row.when.text, row.because),
        Clamp::AtMost(place) => format!("at most “{}” if {}: {}", level(place), row.when.text, row.because),
    }));
    blocks.push(Block::Items(vec![("The first of these that holds:".to_owned(), lines)]));
}

fn action_lines(action: &Action) -> (String, Vec<String>) {
    let (title, mut below) = action.step.drawn("why:", false);
    below.insert(0, format!("if {}", action.when.text));
    (title, below)
}

fn sources(questionnaire: &Questionnaire, blocks: &mut Vec<Block>) {
    if questionnaire.sources.is_empty() {
        return;
    }
    blocks.push(heading("Sources"));
    let lines = questionnaire
        .sources
        .iter()
        .map(|source| (source.title.clone(), vec![source.used_for.clone(), source.url.clone()]));
    blocks.push(Block::Items(lines.collect()));
}
