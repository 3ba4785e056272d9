//! A page as blocks: what is handed over, what the worker reads, and what there is.

use super::contacts::{ContactLine, Contacts};
use super::page::InformPage;
use crate::language::tag::{are_of_one, english_name};
use crate::report::Block;

/// Returns what is handed over. Nothing else may stand on it: no day, no agency, no case, no name of this program.
pub fn handed_over(page: &InformPage, contacts: &Contacts<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Title(page.title.clone())];
    for (heading, lines) in &page.parts {
        blocks.push(Block::Heading(heading.clone()));
        blocks.push(items(lines));
    }
    if !contacts.lines.is_empty() {
        blocks.push(Block::Heading(page.contacts.clone()));
        blocks
            .push(Block::Items(contacts.lines.iter().map(|line| (line.text.clone(), Vec::new())).collect()));
    }
    blocks.extend(page.closing.iter().map(|line| Block::Paragraph(line.clone())));
    blocks
}

/// Returns what the worker reads before, and does not hand over.
pub fn for_worker(page: &InformPage, contacts: &Contacts<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::Title("For you: not for the person".to_owned()),
        Block::Paragraph(page.validation.clone()),
        Block::Heading("For you: what you can say".to_owned()),
        items(&page.say),
        Block::Heading("For you: how to offer the page".to_owned()),
        items(&page.offer),
        Block::Heading("For you: what not to do".to_owned()),
        items(&page.avoid),
    ];
    blocks.extend(who_answers(contacts));
    blocks.push(Block::Paragraph(
        "To print the page on paper: --export useful-contacts.pdf, or another name that says as little."
            .to_owned(),
    ));
    // The page begins apart from this.
    blocks.push(Block::Verbatim("\n".to_owned()));
    blocks
}

/// Returns who answers each line, and for what there is none: the worker reads it, also where the page alone goes to
/// a file.
pub fn who_answers(contacts: &Contacts<'_>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading("For you: who answers".to_owned())];
    if contacts.lines.is_empty() {
        let words = "No line is listed for this place. Put numbers that you know in a directory of your own \
                     (--directory), and print the page for everybody.";
        blocks.push(Block::Paragraph(words.to_owned()));
        return blocks;
    }
    let words = "Turn the screen away before you read on: names of services follow.";
    blocks.push(Block::Paragraph(words.to_owned()));
    if contacts.are_telling() {
        let words = "CAUTION: fewer than four ordinary lines are on this page, so it shows what it is for. Name a part of \
                     the country with --area, or put ordinary numbers (food, housing, a doctor) in a directory of your \
                     own (--directory) before you print it.";
        blocks.push(Block::Paragraph(words.to_owned()));
    }
    let is_first = |(at, line): &(usize, &ContactLine<'_>)| {
        !contacts.lines[..*at].iter().any(|earlier| earlier.reached == line.reached)
    };
    let lines: Vec<&ContactLine<'_>> =
        contacts.lines.iter().enumerate().filter(is_first).map(|(_, line)| line).collect();
    let usual = usual_freshness(&lines);
    let who = lines.iter().map(|line| {
        let service = line.found.service;
        let own = Some(line.found.freshness.label()).filter(|own| usual.as_ref() != Some(own));
        // Whoever calls a line of the page's own country in another language wants to know what it speaks.
        let is_other = !are_of_one(&line.found.directory.language, &contacts.language);
        let spoken = line.found.language_in_words(&contacts.language, line.first).filter(|_| is_other);
        let known = [Some(service.police_in_words()), spoken, own].into_iter().flatten().collect::<Vec<_>>();
        (format!("{}: {}", line.reached, service.name), vec![known.join("; ")])
    });
    let all_alike = lines.iter().all(|line| Some(line.found.freshness.label()) == usual);
    let who = who.collect();
    if let Some(usual) = usual {
        let of = if all_alike { "Of all these lines" } else { "Where a line says nothing else" };
        blocks.push(Block::Paragraph(format!("{of}: {usual}.")));
    }
    blocks.push(Block::Items(who));
    if !contacts.missing.is_empty() {
        let words = "No line here serves everybody in the whole area for: ";
        let more = ". Name a part of it with --area, or put a number in a directory of your own (--directory) and \
                    print the page for everybody. A number by hand singles the person out.";
        blocks.push(Block::Paragraph(format!("{words}{}{more}", contacts.missing.join("; "))));
    }
    let words = "Call a line before you rely on it. `safelight referrals` tells what else is known of it.";
    blocks.push(Block::Paragraph(words.to_owned()));
    blocks
}

/// Returns how old the entries of most lines are; nothing where no two are alike. It is said once.
fn usual_freshness(lines: &[&ContactLine<'_>]) -> Option<String> {
    let labels: Vec<String> = lines.iter().map(|line| line.found.freshness.label()).collect();
    let times = |label: &String| labels.iter().filter(|other| *other == label).count();
    labels.iter().filter(|label| times(label) > 1).max_by_key(|label| times(label)).cloned()
}

/// Returns what there is: each page, for whom, in which language, and where it was read.
pub fn overview(pages: &[InformPage]) -> Vec<Block> {
    let row = |page: &InformPage| vec![page.id.clone(), english_name(&page.language), page.audience.clone()];
    let mut blocks = vec![
        Block::Title("Information without any question".to_owned()),
        Block::Paragraph(
            "A page for everybody, and what you can say with it. Nothing is asked or kept.".to_owned(),
        ),
        Block::table(&["Page", "Language", "For"], pages.iter().map(row).collect()),
    ];
    for page in pages {
        blocks.push(Block::Heading(format!("Where {} ({}) comes from", page.id, page.language)));
        let sources = page.sources.iter().map(|source| {
            let on = source.read_on.map_or_else(String::new, |on| format!(", {on}"));
            let read = format!("{}{on}: {}", source.read_as.label(), source.url);
            (format!("{}: {}", source.title, source.used_for), vec![read])
        });
        blocks.push(Block::Items(sources.collect()));
    }
    blocks
}

fn items(lines: &[String]) -> Block {
    Block::Items(lines.iter().map(|line| (line.clone(), Vec::new())).collect())
}
