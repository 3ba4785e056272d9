//! Bars of a table, as a self-contained SVG: for whoever sees at once what a table says line by line. The table
//! stands beside it, each bar has its number, and the picture has a title and says the same in words.

use maud::html;

use crate::report::Block;

/// The height of a row, in units of the picture.
const ROW: usize = 24;
/// The room for names, and how many characters fit in it.
const NAMES: usize = 300;
const CHARACTERS: usize = 44;
/// The length of the longest bar, and the room for its number.
const BAR: usize = 300;
const NUMBER: usize = 70;

/// Returns the bars of counts with their names; nothing where there are not two to compare.
pub(super) fn bars(place: usize, heading: &str, counts: &[(&str, u64)]) -> Option<Block> {
    let longest = counts.iter().map(|(_, count)| *count).max().filter(|_| counts.len() > 1)?;
    let words: Vec<String> = counts.iter().map(|(name, count)| format!("{name}: {count}")).collect();
    let words = format!("{}.", words.join("; "));
    let (title, desc) = (format!("bars-{place}-title"), format!("bars-{place}-words"));
    let (width, height) = (NAMES + BAR + NUMBER, ROW * counts.len() + 6);
    let svg = html! {
        svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby=(format!("{title} {desc}"))
            viewBox=(format!("0 0 {width} {height}")) width=(width) height=(height) font-family="sans-serif" {
            title id=(title) { (heading) }
            desc id=(desc) { (words) }
            @for (row, (name, count)) in counts.iter().enumerate() {
                text x=(NAMES - 8) y=(ROW * row + 17) text-anchor="end" font-size="12" { (shortened(name)) }
                rect x=(NAMES) y=(ROW * row + 4) width=(length(*count, longest)) height=(ROW - 8) fill="#2a5b8c" {}
                text x=(NAMES + length(*count, longest) + 8) y=(ROW * row + 17) font-size="12" { (count) }
            }
        }
    };
    Some(Block::Picture { svg: svg.into_string(), words })
}

fn length(count: u64, longest: u64) -> usize {
    let bar = BAR as u64;
    usize::try_from(bar.saturating_mul(count) / longest.max(1)).unwrap_or(BAR).max(1)
}

fn shortened(name: &str) -> String {
    if name.chars().count() <= CHARACTERS {
        return name.to_owned();
    }
    name.chars().take(CHARACTERS - 1).chain(['…']).collect()
}
