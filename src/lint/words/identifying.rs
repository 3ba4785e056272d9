//! `phone-number` and `full-name`: what points at a place or a person, in texts that should point at
//! nobody. Scenarios are looked at by the same two functions.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::diagnostic::{Page, Severity};
use crate::lint::{Found, Group, Lint, Subject};

/// A telephone number in a text.
pub const PHONE_NUMBER: Lint = Lint {
    page: Page::of(include_str!("../explain/phone-number.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look: |subject, found| look(subject, found, phone_numbers, NUMBER),
};

/// A first and a last name in a text.
pub const FULL_NAME: Lint = Lint {
    page: Page::of(include_str!("../explain/full-name.md")),
    group: Group::Words,
    severity: Severity::Warning,
    look: |subject, found| look(subject, found, full_names, NAME),
};

/// What is said of a number, and what to write instead.
pub const NUMBER: (&str, &str) =
    ("looks like a telephone number", "leave it out; numbers belong into a referral directory");
/// What is said of a name, and what to write instead.
pub const NAME: (&str, &str) = (
    "looks like the full name of a person",
    "write a first name at the most, or who it is: the cook, a neighbor",
);

fn look(
    subject: &Subject<'_>,
    found: &mut Found<'_>,
    find: fn(&str) -> Vec<Range<usize>>,
    (is, instead): (&str, &str),
) {
    for prose in &subject.english {
        for range in find(prose.of.text) {
            let written = prose.of.text[range.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
            found.at_part(prose.of.place, range, format!("`{written}` {is}"), instead);
        }
    }
}

/// Returns where telephone numbers seem to stand: seven digits or more with nothing between them but
/// what stands inside numbers. A date and a span of years are none.
pub fn phone_numbers(text: &str) -> Vec<Range<usize>> {
    let is_inside = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '.' | '(' | ')' | '+' | '/');
    let mut found = Vec::new();
    let mut at = 0;
    for run in text.split_inclusive(|c: char| !is_inside(c)) {
        let piece = run.trim_end_matches(|c: char| !is_inside(c));
        let start =
            at + (piece.len() - piece.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+').len());
        let trimmed = piece.trim_matches(|c: char| !c.is_ascii_digit() && c != '+');
        let digits = trimmed.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 7 && !is_date(trimmed) {
            found.push(start..start + trimmed.len());
        }
        at += run.len();
    }
    found
}

/// `2026-11-22`, `2026-2027`, and sentences such as `in 2026. 12 of them`.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let is_year = |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    match parts.as_slice() {
        [year, month, day] => is_year(year) && month.len() <= 2 && day.len() <= 2,
        [from, to] => is_year(from) && is_year(to),
        _ => false,
    }
}

/// Returns where full names seem to stand: a usual first name, or a title, and a capitalized word after it.
pub fn full_names(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let words: Vec<(usize, &str)> = words(text);
    for pair in words.windows(2) {
        let [(start, first), (next, second)] = pair else { continue };
        let between = &text[start + first.len()..*next];
        let is_title = TITLES.contains(first) && matches!(between.trim(), "" | ".") && !between.is_empty();
        let is_apart = !between.is_empty() && between.chars().all(char::is_whitespace);
        let is_name = is_apart && FIRST_NAMES_SET.contains(first);
        let is_capitalized = second.chars().next().is_some_and(char::is_uppercase)
            && second.chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == '’')
            && second.len() > 1;
        if (is_title || is_name) && is_capitalized {
            found.push(*start..next + second.len());
        }
    }
    found
}

fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphabetic() || matches!(c, '-' | '’');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    words
}

static FIRST_NAMES_SET: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| FIRST_NAMES.split_ascii_whitespace().collect());

const TITLES: [&str; 8] = ["Mr", "Mrs", "Ms", "Miss", "Dr", "Señor", "Señora", "Madam"];

/// First names that are common in the places where this is used. Names that are words as well, such as
/// Grace, May, Will or Mark, are left out.
const FIRST_NAMES: &str = "
    Aaron Abdul Abdullah Abigail Adam Adriana Agnes Ahmed Aisha Alan Albert Alejandra Alejandro Alex Alexander
    Alexandra Ali Alice Alicia Alina Amanda Amina Amir Amy Ana Anastasia Andrea Andrei Andrew Angela Anita Anna
    Anne Anthony Antonio Arjun Arturo Asha Ayesha Barbara Beatriz Benjamin Bianca Bogdan Brandon Brenda Brian
    Bruno Camila Carla Carlos Carmen Carol Caroline Catherine Cecilia Charles Chen Chloe Christian Christina
    Christine Christopher Claudia Cristina Cynthia Dan Daniel Daniela Danielle Darius David Deborah Denise
    Dennis Diana Diego Dmitri Donna Dorothy Edgar Eduardo Edward Elena Elizabeth Ella Emily Emma Eric Erica
    Esther Eva Evelyn Fatima Felipe Fernanda Fernando Florin Francisco Frank Gabriel Gabriela George Georgia
    Gloria Gregory Guadalupe Gustavo Hannah Hassan Hector Helen Helena Henry Hiroshi Hussein Ibrahim Igor Irina
    Isaac Isabel Isabella Ivan Jack Jacob Jacqueline James Jamila Jane Janet Jason Javier Jean Jennifer Jeremy
    Jessica Jesus Joan John Johnny Jonathan Jorge Jose Joseph Joshua Juan Juana Judith Julia Julian Juliana
    Julie Justin Karen Karim Karina Katherine Kathleen Katie Keith Kelly Kenneth Kevin Khalid Kimberly Larisa
    Larry Laura Lauren Leila Leonardo Leticia Liam Linda Lisa Liu Lucia Luciana Luis Luisa Luz Magdalena Mai
    Manuel Marcela Marco Marcos Margaret Maria Mariam Mariana Marina Mario Marisol Marta Martha Martin Mary
    Mateo Matthew Mei Melissa Mercedes Michael Michelle Miguel Mina Ming Mohamed Mohammed Monica Muhammad
    Nadia Nancy Natalia Natalie Natasha Nathan Nguyen Nicholas Nicole Nina Noor Olena Olga Olivia Omar Oscar
    Pablo Pamela Patricia Patrick Paul Paula Pedro Peter Petra Phillip Priya Rachel Rafael Rahul Raj Ramon Raul
    Raymond Rebecca Ricardo Richard Robert Roberto Rodrigo Roman Ronald Rosa Rosario Rosemary Roxana Ruben Ruth
    Ryan Said Samantha Samuel Sandra Santiago Sara Sarah Scott Sergei Sergio Sharon Sofia Sonia Sophia Stefan
    Stephanie Stephen Steven Susan Svetlana Sylvia Tamara Tanya Tatiana Teresa Theresa Thomas Timothy Tina Tomas
    Tyler Valentina Valeria Vanessa Vera Veronica Victor Victoria Vincent Viorel Virginia Vladimir Walter Wei
    William Xavier Xiomara Yara Yasmin Yolanda Yusuf Yvonne Zachary Zainab Zoe
";

#[cfg(test)]
mod tests {
    use super::*;

    fn found(find: fn(&str) -> Vec<Range<usize>>, text: &str) -> Vec<&str> {
        find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn numbers_are_found_as_people_write_them() {
        let text = "Call 202-555-0143, (202) 555 0144 or +44 20 7946 0000. Room 12, 40 hours, 2026-11-22, 2019-2024.";
        assert_eq!(found(phone_numbers, text), ["202-555-0143", "202) 555 0144", "+44 20 7946 0000"]);
    }

    #[test]
    fn names_are_found_and_places_are_not() {
        let text =
            "Maria Lopez and Mr. Brown met in New York with Ana, an American. Ask Dr Chen. Vera said no.";
        assert_eq!(found(full_names, text), ["Maria Lopez", "Mr. Brown", "Dr Chen"]);
        assert_eq!(found(full_names, "American Sign Language. Ana? No. The Fair Labor Act."), [""; 0]);
    }
}
