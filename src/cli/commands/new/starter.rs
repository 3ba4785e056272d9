//! The text of a starter questionnaire: one template that reads from top to bottom, with parts that are
//! kept for some ages and forms only. It stays a file that can be read: `#? child sex` begins a part that
//! is kept only where all these words hold, `#? end` ends it, and `@name@` stands for a value.

use jiff::civil::Date;
use safelight::questionnaire::AgeRange;

const TEMPLATE: &str = include_str!("starter.toml");

/// The forms about which the template has questions: no starter says that it asks about another.
pub const FORMS: [&str; 3] = ["labor", "sex", "servitude"];

/// Forms of work, which share their questions.
const WORK: [&str; 2] = ["labor", "servitude"];

/// What a starter is written for.
pub struct Starter {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The ages of the people it is for.
    pub ages: AgeRange,
    /// The forms that it asks about, at least one.
    pub forms: Vec<&'static str>,
    /// The legal frame, if there is one.
    pub frame: Option<&'static str>,
    /// The language tag.
    pub language: String,
    /// Until when it should be looked over.
    pub review_by: Date,
}

impl Starter {
    /// Returns the whole file.
    pub fn text(&self) -> String {
        let mut text = self.kept_parts();
        for (name, value) in self.values() {
            text = text.replace(&format!("@{name}@"), &value);
        }
        text
    }

    fn kept_parts(&self) -> String {
        let mut kept = String::new();
        let mut keeps = true;
        for line in TEMPLATE.lines() {
            match line.strip_prefix("#? ") {
                Some("end") => keeps = true,
                Some(words) => keeps = words.split(' ').all(|word| self.holds(word)),
                None if keeps => kept.extend([line, "\n"]),
                None => {}
            }
        }
        kept
    }

    /// Returns whether a part with that word is kept.
    fn holds(&self, word: &str) -> bool {
        match word {
            "child" => self.is_for_children(),
            "adult" => !self.is_for_children(),
            "mixed" => !self.is_for_children() && self.ages.from < 18,
            "work" => WORK.iter().any(|form| self.forms.contains(form)),
            "frame" => self.frame.is_some(),
            "translate" => !self.is_english(),
            form => self.forms.contains(&form),
        }
    }

    /// Returns whether its texts, which are English, are in its language.
    pub fn is_english(&self) -> bool {
        self.language.split('-').next().is_some_and(|first| first.eq_ignore_ascii_case("en"))
    }

    fn is_for_children(&self) -> bool {
        self.ages.to.is_some_and(|to| to < 18)
    }

    /// What stands in for each name. The title comes last: whatever is in it stays as it was typed.
    fn values(&self) -> Vec<(&'static str, String)> {
        let work: Vec<&str> = self.forms.iter().copied().filter(|form| WORK.contains(form)).collect();
        let rights = match self.frame {
            Some("palermo") => {
                "The law gives rights, and only a lawyer can say which apply (Palermo Protocol, art. 6)."
            }
            _ => "The law gives rights, and only a lawyer can say which apply (22 USC 7105).",
        };
        vec![
            ("id", self.id.clone()),
            ("ages", self.ages.to_string()),
            ("forms", format!("[{}]", quoted(&self.forms))),
            ("work_forms", format!("[{}]", quoted(&work))),
            ("frame", self.frame.unwrap_or_default().to_owned()),
            ("rights", rights.to_owned()),
            ("language", self.language.clone()),
            ("review_by", self.review_by.to_string()),
            ("counted", quoted(&self.indicators())),
            ("possible", format!("[{}]", quoted(self.levels()))),
            ("nothing", self.answers(&self.questions(), true)),
            ("silent", self.answers(&self.questions(), false)),
            ("title", toml::Value::String(self.title.clone()).to_string()),
        ]
    }

    fn indicators(&self) -> Vec<&'static str> {
        let (both, by_part): (&[&str], &[(&str, &str)]) = if self.is_for_children() {
            (&["unsafe", "pressed"], &[("sex", "sex_trade"), ("work", "used_in_work")])
        } else {
            let by_part = &[("work", "unpaid"), ("servitude", "kept_in"), ("sex", "sex_forced")];
            (&["papers", "threatened"], by_part)
        };
        let kept = by_part.iter().filter(|(part, _)| self.holds(part)).map(|(_, indicator)| *indicator);
        both.iter().copied().chain(kept).collect()
    }

    fn levels(&self) -> &'static [&'static str] {
        if self.is_for_children() {
            &["information", "consult", "urgent"]
        } else {
            &["information", "consult"]
        }
    }

    /// The questions with the answers that mean nothing, each with whether it is answered also where the
    /// person keeps silent: what decides whether questions are asked, and what stands in the file.
    fn questions(&self) -> Vec<(&'static str, &'static str, bool)> {
        let by_part: &[(&str, &str, &str, bool)] = &[
            ("adult", "age_band", "\"adult\"", true),
            ("adult work", "works", "\"no\"", false),
            ("adult", "papers_held", "\"no\"", false),
            ("adult", "threats", "\"no\"", false),
            ("adult sex", "sex_pressed", "\"no\"", false),
            ("child", "feels_safe", "\"yes\"", false),
            ("child", "made_to", "\"no\"", false),
            ("child sex", "sex_known", "\"no\"", true),
            ("child work", "work_known", "\"no\"", true),
            ("spoken_for", "spoken_for", "\"no\"", false),
            ("help_wanted", "help_wanted", "[\"none\"]", false),
        ];
        let holds = |parts: &str, id: &str| parts == id || parts.split(' ').all(|part| self.holds(part));
        let kept = by_part.iter().filter(|(parts, id, ..)| holds(parts, id));
        kept.map(|(_, id, answer, known)| (*id, *answer, *known)).collect()
    }

    fn answers(&self, questions: &[(&str, &str, bool)], all: bool) -> String {
        let answered = questions.iter().filter(|(.., known)| all || *known);
        answered.map(|(id, answer, _)| format!("{id} = {answer}")).collect::<Vec<_>>().join(", ")
    }
}

fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(", ")
}
