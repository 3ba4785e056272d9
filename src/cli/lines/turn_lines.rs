//! What a turn shows, as lines: each says whether it is read aloud or for the practitioner. A showing can
//! say what is new in it since an earlier one, so that a listener does not hear everything again. It
//! chooses no words of its own but the labels. Its one surprise: it leaves out what came of the last reply.

use std::mem::{Discriminant, discriminant};

use safelight::conversation::{Turn, Wanted};
use safelight::export::paragraphs;

use super::spoken_pages;
use crate::cli::asking::titles;

/// What a turn shows.
pub struct Showing {
    title: Option<String>,
    spoken: Vec<String>,
    /// How many of those below are words for the practitioner.
    told: usize,
    /// Words for the practitioner, what is heard, the page.
    below: Vec<String>,
    /// What is noted here.
    noted: Option<String>,
    /// What was answered before.
    earlier: Option<String>,
    items: Vec<String>,
    /// Whether something is to be seen, chosen or typed.
    wanted: Discriminant<Wanted>,
}

impl Showing {
    /// Returns what a turn shows.
    pub fn of(turn: &Turn) -> Self {
        let labelled = |label: &str, texts: &[String]| -> Vec<String> {
            let lines = texts.iter().flat_map(|text| paragraphs(text));
            lines.map(|paragraph| format!("{label}: {paragraph}")).collect()
        };
        let told = labelled("For you", &turn.tell);
        let heard = labelled("You see and hear", &turn.heard);
        let earlier = turn.earlier.as_ref().map(|earlier| format!("Answered before: {earlier}"));
        let numbered = turn.items().iter().enumerate();
        Showing {
            title: Some(titles::title(turn)).filter(|title| !title.is_empty()),
            spoken: spoken(turn),
            told: told.len(),
            below: [told, heard, spoken_pages::lines(&turn.page)].concat(),
            noted: turn.note.as_ref().map(titles::noted),
            earlier,
            items: numbered.map(|(place, item)| format!("{}. {}", place + 1, item.label)).collect(),
            wanted: discriminant(&turn.wanted),
        }
    }

    /// Returns everything.
    pub fn all(&self) -> Vec<&str> {
        let words = self.title.iter().chain(&self.spoken).chain(&self.below);
        words.chain(&self.noted).chain(&self.earlier).chain(&self.items).map(String::as_str).collect()
    }

    /// Returns whether somebody who knows the earlier showing needs only what is new: nothing else is read
    /// aloud, at least half of the other words are the same, and the same kind of answer is wanted.
    pub fn is_like(&self, earlier: &Showing) -> bool {
        // What leads a part in is said once: it is missing the second time.
        let is_said = self.spoken.last() == earlier.spoken.last()
            && self.spoken.iter().all(|line| earlier.spoken.contains(line));
        let is_same = self.title == earlier.title && is_said && self.wanted == earlier.wanted;
        let kept = self.below.iter().filter(|line| earlier.below.contains(line)).count();
        is_same && kept * 2 >= self.below.len()
    }

    /// Returns the lines that the earlier showing did not have, but for a note: whoever changed it has just
    /// typed it. If one thing to choose is new, all are said: their numbers may mean something else now.
    pub fn new_since(&self, earlier: &Showing) -> Vec<String> {
        let new_below = self.below.iter().filter(|line| !earlier.below.contains(line));
        let answered = self.earlier.iter().filter(|_| self.earlier != earlier.earlier);
        let items: &[String] = if self.items == earlier.items { &[] } else { &self.items };
        new_below.chain(answered).chain(items).cloned().collect()
    }

    /// Returns where we are, in one line: the title and the question.
    pub fn place(&self) -> Option<String> {
        let parts = [self.title.as_deref().map(spoken_pages::ended), self.question().map(str::to_owned)];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| format!("You are at: {}", parts.join(" ")))
    }

    /// Returns the last paragraph that asks something, or the last that is read aloud. Where nothing is read
    /// aloud it is the first for the practitioner that asks something, or the first where there is no title.
    pub fn question(&self) -> Option<&str> {
        let asks = |line: &&String| line.contains(['?', '？', '؟', '՞', '፧', '\u{37e}']);
        let aloud = || self.spoken.iter().filter(|line| line.starts_with(READ_ALOUD));
        let spoken = aloud().rfind(asks).or(aloud().next_back());
        let told = &self.below[..self.told];
        let told = || told.iter().find(asks).or(told.first().filter(|_| self.title.is_none()));
        spoken.or_else(told).map(String::as_str)
    }
}

/// Returns what is read aloud, each followed by the questionnaire's own words where it is in another language.
fn spoken(turn: &Turn) -> Vec<String> {
    let lines = turn.said().flat_map(|(words, source)| {
        let aloud = paragraphs(words).map(|paragraph| format!("{READ_ALOUD}{paragraph}"));
        let own = source.unwrap_or_default();
        aloud.chain(paragraphs(&own)).collect::<Vec<_>>()
    });
    lines.collect()
}

/// What stands before words that are read aloud.
const READ_ALOUD: &str = "Read aloud: ";

#[cfg(test)]
mod tests {
    use safelight::conversation::Point;

    use super::*;

    fn turn() -> Turn {
        let mut turn = Turn::to_choose(Point::Consent, &[("yes", "Yes"), ("no", "No")]);
        turn = turn.heading("Asking").say("We can\nstop.\n\nShall I ask?").say("Thank you.");
        turn.tell("Wait.").heard("She nods.")
    }

    #[test]
    fn other_words_are_another_showing() {
        let like = |now: &Turn| Showing::of(now).is_like(&Showing::of(&turn()));
        assert!(like(&turn()) && like(&turn().tell("Sit down.")));
        assert!(!like(&turn().say("More.")) && !like(&turn().heading("Other")));
        assert!(!like(&turn().tell("A.").tell("B.").tell("C.")));
        let mut without_lead = turn();
        without_lead.say.remove(0);
        assert!(like(&without_lead));
        without_lead.say.clear();
        assert!(!like(&without_lead));
        let mut seen = turn();
        seen.wanted = Wanted::Seen;
        assert!(!like(&seen));
    }
}
