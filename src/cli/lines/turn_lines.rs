//! What a turn shows, as lines: each says whether it is read aloud or for the practitioner. A showing can
//! say what is new in it since an earlier one, so that a listener does not hear everything again. It
//! chooses no words of its own but the labels. Its one surprise: it leaves out what came of the last reply.

use std::mem::{Discriminant, discriminant};

use safelight::answers::{Note, Speaker};
use safelight::conversation::{Turn, Wanted};
use safelight::export::paragraphs;

use super::spoken_pages;

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
            title: title(turn),
            spoken: labelled("Read aloud", &turn.say),
            told: told.len(),
            below: [told, heard, spoken_pages::lines(&turn.page)].concat(),
            noted: turn.note.as_ref().map(noted),
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
        let spoken = self.spoken.iter().rfind(asks).or(self.spoken.last());
        let told = &self.below[..self.told];
        let told = || told.iter().find(asks).or(told.first().filter(|_| self.title.is_none()));
        spoken.or_else(told).map(String::as_str)
    }
}

/// What the conversation is marked as, where it is, and the heading.
fn title(turn: &Turn) -> Option<String> {
    let part = turn.progress.as_ref();
    let part = part.map(|part| format!("Part {} of {} · {}", part.section, part.of, part.title));
    let mark = turn.mark.map(str::to_owned);
    let parts: Vec<String> = mark.into_iter().chain(part).chain(turn.heading.clone()).collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

fn noted(note: &Note) -> String {
    match note.speaker {
        Speaker::Person => format!("Noted in their own words: “{}”", note.words),
        Speaker::Worker => format!("Noted by you: “{}”", note.words),
    }
}

#[cfg(test)]
mod tests {
    use safelight::conversation::{Point, SectionProgress};
    use safelight::report::Block;

    use super::*;

    fn turn() -> Turn {
        let mut turn = Turn::to_choose(Point::Consent, &[("yes", "Yes"), ("no", "No")]);
        turn = turn.heading("Asking").say("We can\nstop.\n\nShall I ask?").say("Thank you.");
        turn.mark = Some("training");
        turn.progress = Some(SectionProgress { section: 2, of: 5, title: "Work".into() });
        turn.tell("Wait.").heard("She nods.")
    }

    fn new_lines(now: &Turn, earlier: &Turn) -> Vec<String> {
        Showing::of(now).new_since(&Showing::of(earlier))
    }

    #[test]
    fn everything_is_labelled_and_in_order() {
        let mut turn = turn();
        turn.page = vec![Block::Heading("Needs".into())];
        turn.note = Some(Note { speaker: Speaker::Person, words: "so I left".into() });
        turn.earlier = Some("No".into());
        let expected = [
            "training · Part 2 of 5 · Work · Asking",
            "Read aloud: We can stop.",
            "Read aloud: Shall I ask?",
            "Read aloud: Thank you.",
            "For you: Wait.",
            "You see and hear: She nods.",
            "Heading: Needs",
            "Noted in their own words: “so I left”",
            "Answered before: No",
            "1. Yes",
            "2. No",
        ];
        assert_eq!(Showing::of(&turn).all(), expected);
    }

    #[test]
    fn only_what_is_new_is_told() {
        assert!(new_lines(&turn(), &turn()).is_empty());
        let mut noted = turn();
        noted.note = Some(Note { speaker: Speaker::Worker, words: "pale".into() });
        assert!(new_lines(&noted, &turn()).is_empty(), "it was typed a moment ago");
        let mut answered = turn();
        answered.earlier = Some("No".into());
        assert_eq!(new_lines(&answered, &turn()), ["Answered before: No"]);
        assert_eq!(new_lines(&turn().tell("Sit down."), &turn()), ["For you: Sit down."]);
        let mut other = turn();
        other.wanted = Turn::to_choose(Point::Consent, &[("no", "No"), ("yes", "Yes")]).wanted;
        assert_eq!(new_lines(&other, &turn()), ["1. No", "2. Yes"]);
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

    #[test]
    fn the_place_is_the_title_and_the_question() {
        let place = Showing::of(&turn()).place();
        let expected = "You are at: training · Part 2 of 5 · Work · Asking. Read aloud: Shall I ask?";
        assert_eq!(place.as_deref(), Some(expected));
        assert_eq!(Showing::of(&Turn::to_see(Point::Notice)).place(), None);
        let seen = Turn::to_see(Point::Notice).heading("Seen").tell("Look.").tell("Was it so? Or not?");
        let place = Showing::of(&seen).place();
        assert_eq!(place.as_deref(), Some("You are at: Seen. For you: Was it so? Or not?"));
        let mut listed = Turn::to_see(Point::Notice).heading("Seen").tell("Look.");
        listed.page = vec![Block::Paragraph("Is it so?".into())];
        assert_eq!(Showing::of(&listed).place().as_deref(), Some("You are at: Seen."));
        let untitled = Turn::to_see(Point::Notice).tell("It is there.").tell("Look.");
        assert_eq!(Showing::of(&untitled).place().as_deref(), Some("You are at: For you: It is there."));
    }
}
