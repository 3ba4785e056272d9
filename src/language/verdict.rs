//! What pronounces a verdict, which no screening can: words of one anywhere in what a result says, and a
//! sentence that is a finding as a whole.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::phrases::Phrases;
use super::prose::words;

/// What no result may say.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    words: Phrases,
    finding_of: Phrases,
    finding: Phrases,
}

impl Verdict {
    /// Returns where words of a text pronounce a verdict, in bytes. Whatever signs stand between the words.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let (mut places, mut from) = (Vec::new(), 0);
        if !self.words.may_be_in(text) {
            return places;
        }
        let all = words(text);
        while from < all.len() {
            let length = self.words.at(&all[from..]);
            if let Some(length) = length {
                let last = all[from + length - 1];
                places.push(all[from].at..last.at + last.text.len());
            }
            from += length.unwrap_or(1);
        }
        places
    }

    /// Returns the first sentence that says that somebody was trafficked or was not, and nothing else.
    /// With more in it, such as whom to call, it says what to do.
    pub fn finding<'t>(&self, text: &'t str) -> Option<&'t str> {
        if !self.finding_of.may_be_in(text) {
            return None;
        }
        let parts = text.split(['.', ';', '\n', '。', '।']);
        let is_finding = |part: &&str| {
            let words = words(part);
            words.iter().any(|word| self.finding_of.holds(word.text))
                && words.iter().all(|word| self.finding.holds(word.text))
        };
        parts.map(str::trim).find(|part| is_finding(part))
    }
}

#[cfg(test)]
mod tests {
    use crate::language::words_of;

    fn found<'t>(language: &str, text: &'t str) -> Vec<&'t str> {
        let places = words_of(language).unwrap().verdict.places(text);
        places.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn verdicts_are_whole_words() {
        for (text, verdict) in [
            ("She is a victim.", "victim"),
            ("Screen: POSITIVE", "POSITIVE"),
            ("ruled\nout", "ruled\nout"),
            ("The case is Ruled - out today", "Ruled - out"),
            ("Clear", "Clear"),
            ("İ victim", "victim"),
            ("not_trafficked", "not_trafficked"),
        ] {
            assert_eq!(found("en", text), [verdict], "{text}");
        }
        for fine in ["Offer referral", "clearly explain", "nuclear", "Plan for safety"] {
            assert_eq!(found("en", fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn spanish_has_verdicts_of_its_own() {
        for (text, verdicts) in [
            ("Negativo: no es víctima de trata", vec!["Negativo", "víctima"]),
            ("Víctima confirmada", vec!["Víctima", "confirmada"]),
            ("POSITIVA", vec!["POSITIVA"]),
            ("Caso descartado", vec!["descartado"]),
            ("No fue traficada", vec!["No fue traficada"]),
        ] {
            assert_eq!(found("es", text), verdicts, "{text}");
        }
        for fine in ["Ofrecer información", "Consultar con una especialista", "Hacer un plan de seguridad"] {
            assert_eq!(found("es", fine), [""; 0], "{fine}");
        }
    }

    #[test]
    fn a_sentence_can_be_a_finding_as_a_whole() {
        let finding = |language: &str, text| words_of(language).unwrap().verdict.finding(text);
        assert_eq!(finding("en", "Call us. Trafficking likely."), Some("Trafficking likely"));
        assert_eq!(finding("en", "Call the trafficking line"), None);
        assert_eq!(finding("es", "Es un caso de trata"), Some("Es un caso de trata"));
        assert_eq!(finding("es", "No hay indicios de explotación"), Some("No hay indicios de explotación"));
        assert_eq!(finding("es", "Llame a la línea de trata"), None);
    }
}
