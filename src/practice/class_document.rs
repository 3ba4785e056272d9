//! The trainer's view as blocks: tables for the terminal and for paper, pictures for a page. It counts
//! nothing anew. Colour never says anything alone: every mark is a sign as well.

use std::collections::BTreeMap;

use super::class::{Class, TwinPair};
use super::class_pictures;
use super::overview::{ClassItem, ScenarioOverview};
use super::trainee::{Certification, Trainee};
use crate::records::Direction;
use crate::report::Block;
use crate::statistics::{Estimate, Undefined};

/// How many trainees one table can hold on a screen of 80 columns.
const ABREAST: usize = 6;
/// How many missed items are named.
const MOST_MISSED: usize = 8;
/// Below so many pairs a difference between twins says next to nothing.
const FEW_PAIRS: usize = 30;

const STATEMENT: &str = "TRAINING. The people in the scenarios are invented, the trainees are codes. This is for \
                         teaching: it shows where a class sees alike and where it does not, and it is no judgement \
                         of anybody.";

const LEGEND: &str = "= as the key, + to more concern, - to less concern, ~ another answer, ! an answer made of silence, . not heard in full \
                      (a step before was left out, or it did not come up).";

/// Returns the trainer's view as blocks.
pub fn class_document(class: &Class) -> Vec<Block> {
    let mut blocks = vec![Block::Title("Practice: the class".to_owned()), paragraph(STATEMENT)];
    trainees(class, &mut blocks);
    for group in class.scenarios.iter().filter(|group| !group.trainees.is_empty()) {
        scenario(group, &mut blocks);
    }
    twins(&class.twins, &mut blocks);
    sources(&mut blocks);
    blocks
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph(text.into())
}

// ---- the trainees ----

fn trainees(class: &Class, blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("The trainees".to_owned()));
    if class.trainees.is_empty() {
        blocks.push(paragraph("Nobody yet."));
        return;
    }
    match &class.certification {
        Some(certification) => certified(class, certification, blocks),
        None => {
            blocks.push(Block::table(&COUNTED, class.trainees.iter().map(counted).collect()));
            blocks.push(paragraph(NO_SET));
        }
    }
    not_played(class, blocks);
    blocks.push(paragraph(ITEMS));
    if class.trainees.len() == 1 {
        blocks.push(paragraph("One trainee can be compared with the key, and with nobody else."));
    }
}

/// What is counted of each trainee, with a set and without one.
const COUNTED: [&str; 7] = ["Code", "Played", "As the key", "More", "Less", "Steps", "Kappa"];

/// Without a set nobody is certified: what one trainee happens to play is no measure for the others.
const NO_SET: &str = "Nobody is certified here, because no set was named. Counted is for each what they played \
                      themselves. Name what everybody has to play with --set: scenarios, such as --set \
                      cook-upstairs,nine-weeks; or a questionnaire for all scenarios that come with it, such as --set \
                      adult-brief.";

const ITEMS: &str = "Items are the answers that have a reason in the key, in what was played; a plain answer counts where \
                     it was taken down otherwise, and an item that was not heard in full does not count as the key's. \
                     It is about ratings only: the steps stand beside it, and weigh as much.";

fn certified(class: &Class, certification: &Certification, blocks: &mut Vec<Block>) {
    let of = certification.set.len();
    let head = COUNTED.into_iter().chain(["Certified"]).collect::<Vec<_>>();
    let rows = class.trainees.iter().map(|one| {
        let mut row = counted(one);
        row[1] = match one.beside {
            0 => format!("{} of {of}", one.scenarios),
            beside => format!("{} of {of} (+{beside})", one.scenarios),
        };
        row.push(if one.certified { "yes" } else { "not yet" }.to_owned());
        row
    });
    blocks.push(Block::table(&head, rows.collect()));
    let names: Vec<&str> = certification.set.iter().map(String::as_str).collect();
    blocks.push(paragraph(format!(
        "Certified: all of the set was played, and at least {} % of its items rated as the key. The set: {}. What is \
         played outside the set is given with a plus, stands below, and does not count.",
        certification.threshold,
        names.join(", ")
    )));
    if of == 1 {
        blocks.push(paragraph(
            "This set is one scenario. One person with one story says little about the next; the practice that this \
             threshold comes from used a full set of cases.",
        ));
    }
}

/// What nobody has played is said once; so is what several trainees lack alike.
fn not_played(class: &Class, blocks: &mut Vec<Block>) {
    let unplayed = class.scenarios.iter().filter(|group| group.trainees.is_empty());
    let unplayed: Vec<&str> = unplayed.map(|group| group.id.as_str()).collect();
    let mut lacking: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for one in &class.trainees {
        let own = one.missing.iter().map(String::as_str).filter(|id| !unplayed.contains(id));
        lacking.entry(own.collect::<Vec<_>>().join(", ")).or_default().push(&one.code);
    }
    lacking.remove("");
    let mut items = Vec::new();
    if !unplayed.is_empty() {
        items.push((format!("Nobody has played: {}", unplayed.join(", ")), Vec::new()));
    }
    items.extend(
        lacking.iter().map(|(ids, codes)| (format!("Not played by {}: {ids}", codes.join(", ")), Vec::new())),
    );
    if !items.is_empty() {
        blocks.push(Block::Subheading("What was not played".to_owned()));
        blocks.push(Block::Items(items));
    }
}

fn counted(one: &Trainee) -> Vec<String> {
    vec![
        one.code.clone(),
        one.scenarios.to_string(),
        format!("{} % of {}", one.percent(), one.items),
        one.over.to_string(),
        one.under.to_string(),
        format!("{} of {}", one.steps_well, one.steps),
        one.kappa.map_or_else(|_| "-".to_owned(), |estimate| two_places(estimate.value)),
    ]
}

// ---- one scenario ----

fn scenario(group: &ScenarioOverview, blocks: &mut Vec<Block>) {
    let beside = if group.counts { "" } else { " (outside the set: it does not count)" };
    blocks.push(Block::Heading(format!("{}{beside}", group.title)));
    if group.items.is_empty() {
        blocks.push(paragraph("Nothing is rated here: it is about whether to screen at all."));
    } else {
        matrix(group, blocks);
        agreement(group, blocks);
        missed(group, blocks);
    }
    steps(group, blocks);
}

fn matrix(group: &ScenarioOverview, blocks: &mut Vec<Block>) {
    blocks.push(Block::Subheading("Items and trainees".to_owned()));
    blocks.push(paragraph(LEGEND));
    let picture = class_pictures::heat_map(group);
    blocks.push(Block::Picture { svg: picture, words: String::new() });
    let count = group.trainees.len();
    for first in (0..count).step_by(ABREAST) {
        let last = (first + ABREAST).min(count);
        let mut head = vec!["Question".to_owned(), "Key".to_owned()];
        head.extend(group.trainees[first..last].iter().cloned());
        let rows = group.told().into_iter().map(|item| {
            let mut row = vec![item.asked.clone(), item.right.clone()];
            row.extend((first..last).map(|place| item.sign(place).to_string()));
            row
        });
        blocks.push(Block::Table { head, rows: rows.collect() });
    }
    let plain = group.plain();
    if plain > 0 {
        blocks.push(paragraph(format!(
            "Not shown: {plain} plain answers, which everybody who heard them took down as they were heard."
        )));
    }
}

fn agreement(group: &ScenarioOverview, blocks: &mut Vec<Block>) {
    blocks.push(Block::Subheading("How far the class agrees".to_owned()));
    let figures = &group.agreement;
    let all = [
        ("As the key, share of ratings", &figures.with_key),
        ("Cohen's kappa with the key", &figures.kappa),
        ("Between two trainees, share", &figures.between),
        ("Krippendorff's alpha", &figures.alpha),
        ("Gwet's AC1", &figures.ac1),
    ];
    let rows = all.map(|(name, figure)| figure_row(name, figure));
    blocks.push(Block::table(&FIGURES, rows.to_vec()));
    blocks.push(paragraph(MEANING));
}

/// What stands above figures with their intervals.
const FIGURES: [&str; 3] = ["Figure", "Value", "95 % interval"];

fn figure_row(name: &str, figure: &Result<Estimate, Undefined>) -> Vec<String> {
    vec![name.to_owned(), shown(figure), interval(figure)]
}

/// What the figures say, for whoever meets them for the first time.
const MEANING: &str = "1 is full agreement. The first figure counts; the others take off what chance alone would give, so \
                       0 is no better than chance. A wide interval says that there are too few ratings to tell. Look \
                       at the items before the figures: what was missed, and why.";

fn shown(figure: &Result<Estimate, Undefined>) -> String {
    match figure {
        Ok(estimate) => two_places(estimate.value),
        Err(reason) => format!("not defined: {reason}"),
    }
}

fn interval(figure: &Result<Estimate, Undefined>) -> String {
    match figure {
        Ok(Estimate { interval: Some((low, high)), .. }) => {
            format!("{} to {}", two_places(*low), two_places(*high))
        }
        Ok(_) => "none: the items do not vary, or there is only one".to_owned(),
        Err(_) => "-".to_owned(),
    }
}

fn two_places(value: f64) -> String {
    format!("{value:.2}")
}

fn missed(group: &ScenarioOverview, blocks: &mut Vec<Block>) {
    let mut items: Vec<&ClassItem> = group.items.iter().filter(|item| item.missed() > 0).collect();
    blocks.push(Block::Subheading("Most missed".to_owned()));
    if items.is_empty() {
        blocks.push(paragraph("Nothing: everybody who heard an item in full rated it as the key."));
        return;
    }
    // A stable sort: silence taken for an answer first; of those missed equally often the earlier question.
    items.sort_by_key(|item| std::cmp::Reverse((item.silence.len(), item.missed())));
    blocks.push(Block::Picture { svg: class_pictures::bars(group), words: String::new() });
    let rows = items.iter().take(MOST_MISSED).map(|item| {
        let mut below = vec![format!(
            "{} of {} not as the key ({}); {} to more concern, {} to less",
            item.missed(),
            item.rated() + item.silence.len(),
            item.right,
            item.leading(Direction::Up),
            item.leading(Direction::Down)
        )];
        if !item.silence.is_empty() {
            below.push(format!(
                "{} made an answer of what was not said: talk about this first",
                item.silence.len()
            ));
        }
        below.extend(item.because.iter().map(|because| format!("why: {because}")));
        (item.asked.clone(), below)
    });
    blocks.push(Block::Items(rows.collect()));
}

fn steps(group: &ScenarioOverview, blocks: &mut Vec<Block>) {
    let rows: Vec<Vec<String>> = group
        .steps
        .iter()
        .map(|step| vec![step.called.clone(), format!("{} of {}", step.well, step.of)])
        .collect();
    if !rows.is_empty() {
        blocks.push(Block::Subheading("Steps".to_owned()));
        blocks.push(Block::table(&["Step", "As the key"], rows));
    }
}

// ---- twins ----

fn twins(pairs: &[TwinPair], blocks: &mut Vec<Block>) {
    if pairs.is_empty() {
        return;
    }
    blocks.push(Block::Heading("Twins: one fact changed".to_owned()));
    blocks.push(paragraph(
        "In each pair everything is the same but one fact of who the person is, so the ratings should be the same. \
         Counted are all ratings of trainees who played both, and their own call.",
    ));
    let (played, not_played): (Vec<_>, Vec<_>) = pairs.iter().partition(|pair| pair.twins.pairs > 0);
    if !not_played.is_empty() {
        let titles = not_played.iter().map(|pair| (pair.titles.join(" / "), Vec::new()));
        blocks.push(paragraph("There is nothing to compare, as nobody has ratings of both:"));
        blocks.push(Block::Items(titles.collect()));
    }
    for pair in played {
        blocks.push(Block::Subheading(format!("{} / {}: {}", pair.titles[0], pair.titles[1], pair.differs)));
        blocks.push(Block::table(&FIGURES, pair_rows(pair)));
        if pair.twins.pairs < FEW_PAIRS {
            blocks.push(paragraph(format!(
                "Small numbers: {} pairs of ratings. A difference of this size comes about by chance; talk about it, \
                 and conclude nothing from it.",
                pair.twins.pairs
            )));
        } else {
            blocks.push(paragraph(
                "The ratings of one trainee belong together, so the true interval is wider than the one shown.",
            ));
        }
    }
}

fn pair_rows(pair: &TwinPair) -> Vec<Vec<String>> {
    let twins = pair.twins;
    let count = |name: &str, count: usize| {
        vec![name.to_owned(), format!("{count} of {}", twins.pairs), "-".to_owned()]
    };
    vec![
        count("More concern in the first", twins.first_higher),
        count("More concern in the second", twins.second_higher),
        figure_row("Share rated differently", &twins.differing()),
        figure_row("More often higher in the first, difference of shares", &twins.direction()),
    ]
}

// ---- where the figures come from ----

fn sources(blocks: &mut Vec<Block>) {
    blocks.push(Block::Heading("Where the figures come from".to_owned()));
    let sources = [
        "Shares: score interval of Wilson (1927).",
        "Cohen's kappa: Cohen (1960); its standard error: Fleiss, Cohen and Everitt (1969).",
        "Krippendorff's alpha, nominal: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011); interval: \
         linearized variance of Gwet.",
        "AC1: Gwet (2008).",
        "Difference between twins: adjusted Wald interval for matched pairs, Bonett and Price (2012).",
        "A category is an answer as it was taken down: yes, no and the open states are the same in all items, an \
         option belongs to its own question. What the key allows as well counts as the key's.",
        "The figures of agreement rest on all answers, the plain ones too.",
        "From 90 % of items against a key on a full set of cases before somebody works alone: the practice of \
         LONGSCAN (https://studylib.net/doc/18504557/longscan-cps-case-narrative-record-review-procedures-for).",
    ];
    blocks.push(Block::Items(sources.map(|source| (source.to_owned(), Vec::new())).to_vec()));
}
