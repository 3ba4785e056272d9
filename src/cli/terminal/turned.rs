//! The screen while it is the person's: nothing but what they hear and choose, in their language, with the answers at
//! places that are dealt anew. What a key means is decided here; what is said, in the talk. Its one surprise: a press
//! changes nothing on the screen before the next step stands there, whatever was pressed.

use std::io;

use safelight::escaped::escaped;
use safelight::export::paragraphs;
use safelight::language::PersonWords;
use safelight::turned::{Press, TurnedScreen, TurnedTalk};
use unicode_width::UnicodeWidthStr;

use super::frame::{Frame, ScreenRow, Size};
use super::key::KeyPress;
use super::{Event, TerminalAsker, turn_rows};
use crate::cli::asking::Gone;

/// The widest a sentence is set.
const MEASURE: usize = 60;
/// The keys of choices, in the order of their places: none of them is a key for anything else.
const KEYS: &[u8] = b"123456789acdefgijklmnorstuvwyz";

/// What is over the talk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Over {
    Nothing,
    Hidden,
    Danger,
}

/// What a key does.
enum Pressed {
    Press(Press),
    Hide,
    Danger,
    Scroll(isize),
}

/// A screen with its places dealt.
struct Dealt {
    screen: TurnedScreen,
    /// How far it is scrolled.
    offset: usize,
}

impl TerminalAsker {
    /// Leads the talk to its end. What is over it, such as a hidden screen, is left by Enter alone.
    pub(super) fn lead_turned(&mut self, talk: &mut TurnedTalk<'_, '_>, word: &str) -> Result<(), Gone> {
        let words = talk.words();
        while let Some(screen) = talk.screen() {
            let mut dealt = Dealt { screen: dealt(screen)?, offset: 0 };
            let press = self.person_presses(&mut dealt, words, word)?;
            talk.press(press);
        }
        let end = Dealt {
            screen: TurnedScreen {
                say: vec![words.turned.end.clone()],
                choices: Vec::new(),
                is_dealt: false,
                back: false,
                stop: false,
                step: None,
            },
            offset: 0,
        };
        self.size = self.screen.size();
        self.show(&end.frame(self.size, words))?;
        loop {
            match self.event()? {
                Event::Keys(burst) if is_enter(&burst.keys) => return Ok(()),
                Event::Keys(_) => {}
                // What was handed over is behind it: whoever comes back to it has the passphrase.
                Event::Idle => {
                    self.lock.close();
                }
                Event::Changed => self.paint(&end.frame(self.size, words))?,
                #[cfg(unix)]
                Event::Returned => {
                    self.lock.close();
                    self.paint(&end.frame(self.size, words))?;
                }
            }
        }
    }

    fn person_presses(&mut self, dealt: &mut Dealt, words: &PersonWords, word: &str) -> Result<Press, Gone> {
        let mut over = Over::Nothing;
        self.size = self.screen.size();
        self.show(&dealt.frame(self.size, words))?;
        loop {
            match self.event()? {
                Event::Keys(burst) if over != Over::Nothing => {
                    if !is_enter(&burst.keys) {
                        continue;
                    }
                    over = Over::Nothing;
                }
                Event::Keys(burst) => {
                    let [key] = burst.keys.as_slice() else { continue };
                    match dealt.pressed(key, self.size, words) {
                        Some(Pressed::Hide) => over = Over::Hidden,
                        Some(Pressed::Danger) => over = Over::Danger,
                        Some(Pressed::Scroll(by)) => dealt.scroll(by, self.size, words),
                        Some(Pressed::Press(press))
                            if !burst.may_be_held || self.keyboard.unless_held()?.is_some() =>
                        {
                            return Ok(press);
                        }
                        Some(Pressed::Press(_)) | None => {}
                    }
                }
                // Whoever left it for so long does not come back to it, and nobody else does.
                Event::Idle if over == Over::Hidden => {
                    self.lock.close();
                    return Ok(Press::Erase);
                }
                // Who needs somebody, needs them still.
                Event::Idle if over == Over::Danger => {}
                Event::Idle => over = Over::Hidden,
                Event::Changed => {}
                #[cfg(unix)]
                Event::Returned => over = Over::Hidden,
            }
            let frame = match over {
                Over::Nothing => dealt.frame(self.size, words),
                Over::Hidden => Frame { rows: vec![ScreenRow::plain("Notes")], cursor: (0, 0) },
                Over::Danger => filled(word, self.size),
            };
            self.show(&frame)?;
            if over == Over::Hidden {
                self.screen.hide_scrollback().map_err(|error| Gone::of(&error))?;
            }
        }
    }
}

fn is_enter(keys: &[KeyPress]) -> bool {
    !keys.is_empty() && keys.iter().all(|key| matches!(key, KeyPress::Enter | KeyPress::LineBreak))
}

/// The word that was agreed on, as large as a terminal can: all over.
fn filled(word: &str, size: Size) -> Frame {
    let word = escaped(word);
    let times = (size.columns / (word.width() + 2)).max(1);
    let row = vec![word; times].join("  ");
    let rows = (0..size.rows).map(|nth| match nth % 2 {
        0 => ScreenRow { text: row.clone(), strong: true },
        _ => ScreenRow::default(),
    });
    Frame { rows: rows.collect(), cursor: (0, 0) }
}

/// Deals the places of the choices.
fn dealt(mut screen: TurnedScreen) -> Result<TurnedScreen, Gone> {
    if screen.is_dealt {
        for place in (1..screen.choices.len()).rev() {
            let other = random_below(place + 1).map_err(|error| Gone::of(&error))?;
            screen.choices.swap(place, other);
        }
    }
    Ok(screen)
}

/// Returns a number below another, each as likely as any other.
fn random_below(end: usize) -> io::Result<usize> {
    let end = u8::try_from(end).expect("a question has at most 64 options");
    let fair = u8::MAX - u8::MAX % end;
    loop {
        let mut byte = [0];
        getrandom::fill(&mut byte).map_err(|error| io::Error::other(error.to_string()))?;
        if byte[0] < fair {
            return Ok(usize::from(byte[0] % end));
        }
    }
}

impl Dealt {
    fn pressed(&self, key: &KeyPress, size: Size, words: &PersonWords) -> Option<Pressed> {
        let is_step = self.screen.step.is_some();
        Some(match key {
            KeyPress::Esc => Pressed::Hide,
            KeyPress::Char('!' | '！') => Pressed::Danger,
            KeyPress::Down => Pressed::Scroll(1),
            KeyPress::Up => Pressed::Scroll(-1),
            KeyPress::PageDown | KeyPress::Char(' ') => Pressed::Scroll(8),
            KeyPress::PageUp => Pressed::Scroll(-8),
            KeyPress::Enter | KeyPress::LineBreak if self.only_goes_on() && !self.more(size, words) => {
                Pressed::Press(Press::GoOn)
            }
            KeyPress::Char(letter) => match letter.to_ascii_lowercase() {
                'h' => Pressed::Hide,
                'x' => Pressed::Press(Press::Erase),
                'b' if self.screen.back => Pressed::Press(Press::Back),
                'p' if is_step => Pressed::Press(Press::Rest),
                'q' if self.screen.stop => Pressed::Press(Press::Stop),
                letter => {
                    let place = KEYS.iter().position(|key| char::from(*key) == letter)?;
                    let (press, _) = self.screen.choices.get(place)?;
                    // Nothing is chosen that is not on the screen.
                    let rows = self.rows(size, words);
                    let shown = self.offset + window(size, &self.foot(size, words));
                    let is_shown =
                        rows.iter().take(shown).skip(self.offset).any(|(_, of)| *of == Some(place));
                    return is_shown.then_some(Pressed::Press(*press));
                }
            },
            _ => return None,
        })
    }

    fn only_goes_on(&self) -> bool {
        matches!(self.screen.choices.as_slice(), [(Press::GoOn, _)])
    }

    /// The rows of what is said and can be chosen, each with the place of the choice that it belongs to.
    fn rows(&self, size: Size, words: &PersonWords) -> Vec<(ScreenRow, Option<usize>)> {
        let width = turn_rows::measure(size.columns).min(MEASURE + 8);
        let mut rows = Vec::new();
        if let Some((nth, of)) = self.screen.step {
            rows.extend([(ScreenRow::plain(format!("{nth} / {of}")), None), (ScreenRow::default(), None)]);
        }
        for paragraph in self.screen.say.iter().flat_map(|words| paragraphs(words)) {
            let lines = turn_rows::wrapped(&escaped(&paragraph), width.min(MEASURE), "", "");
            rows.extend(lines.into_iter().map(|row| (ScreenRow { strong: true, ..row }, None)));
            rows.push((ScreenRow::default(), None));
        }
        let roomy = size.rows >= rows.len() + 2 * self.screen.choices.len() + self.foot(size, words).len();
        for (place, (_, label)) in self.screen.choices.iter().enumerate() {
            let key = KEYS.get(place).map_or(' ', |key| char::from(*key));
            let lines = turn_rows::wrapped(&escaped(label), width, &format!(" {key}   "), "     ");
            rows.extend(lines.into_iter().map(|row| (row, Some(place))));
            rows.extend(roomy.then(|| (ScreenRow::default(), None)));
        }
        rows
    }

    fn foot(&self, size: Size, words: &PersonWords) -> Vec<ScreenRow> {
        let words = &words.turned;
        let is_step = self.screen.step.is_some();
        let mut pieces = Vec::new();
        if self.only_goes_on() {
            pieces.push(format!("Enter {}", words.go_on));
        }
        if self.screen.back {
            pieces.push(format!("b {}", words.back));
        }
        if is_step {
            pieces.push(format!("p {}", words.rest));
        }
        if self.screen.stop {
            pieces.push(format!("q {}", words.stop));
        }
        if !self.screen.choices.is_empty() {
            pieces.extend([
                format!("x {}", words.erase),
                format!("Esc {}", words.hide),
                format!("! {}", words.danger),
            ]);
        }
        turn_rows::pieces(&pieces, turn_rows::measure(size.columns))
    }

    fn more(&self, size: Size, words: &PersonWords) -> bool {
        self.rows(size, words).len() > self.offset + window(size, &self.foot(size, words))
    }

    fn scroll(&mut self, by: isize, size: Size, words: &PersonWords) {
        let most = self.rows(size, words).len().saturating_sub(window(size, &self.foot(size, words)));
        self.offset = self.offset.saturating_add_signed(by).min(most);
    }

    fn frame(&self, size: Size, words: &PersonWords) -> Frame {
        let foot = self.foot(size, words);
        let window = window(size, &foot);
        let all = self.rows(size, words);
        let above = self.offset > 0;
        let below = all.len() > self.offset + window;
        let shown = all.into_iter().skip(self.offset).take(window).map(|(row, _)| row);
        let mut rows: Vec<ScreenRow> = shown.collect();
        rows.resize(window, ScreenRow::default());
        let arrows = format!("{}{}", if above { "↑ " } else { "" }, if below { "↓" } else { "" });
        rows.push(ScreenRow::plain(arrows.trim_end()));
        rows.extend(foot);
        rows.truncate(size.rows);
        let last = size.rows.saturating_sub(1);
        Frame { rows, cursor: (last, 0) }
    }
}

/// How many rows there are above the arrows and the keys.
fn window(size: Size, foot: &[ScreenRow]) -> usize {
    size.rows.saturating_sub(foot.len() + 1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEALS: i64 = 100_000;

    /// A place tells less than a thousandth of a bit of what stands there: by the likelihood ratio, that is a chi-square
    /// below 2 ln 2 of a thousandth of all that was looked at.
    #[test]
    fn a_place_tells_nothing_of_an_answer() {
        let answers = [Press::Yes, Press::No, Press::Skip, Press::DontKnow];
        let mut seen = [[0_i64; 4]; 4];
        for _ in 0..DEALS {
            let screen = TurnedScreen {
                say: Vec::new(),
                choices: answers.map(|press| (press, String::new())).to_vec(),
                is_dealt: true,
                back: false,
                stop: false,
                step: None,
            };
            let dealt = dealt(screen).expect("there are random numbers");
            for (place, (press, _)) in dealt.choices.iter().enumerate() {
                let answer = answers.iter().position(|answer| answer == press).expect("it is one of them");
                seen[place][answer] += 1;
            }
        }
        let expected = DEALS / 4;
        let squares: i64 = seen.iter().flatten().map(|count| (count - expected).pow(2)).sum();
        let all = 4 * DEALS;
        assert!(squares / expected < all * 1386 / 1_000_000, "{seen:?}");
    }

    #[test]
    fn no_key_of_a_choice_is_the_key_of_anything_else() {
        assert!(KEYS.iter().all(|key| !b"bhpqx!".contains(key)));
        let mut keys = KEYS.to_vec();
        keys.dedup();
        assert_eq!(keys.len(), KEYS.len());
    }
}
