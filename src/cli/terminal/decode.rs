//! Turns the bytes of a terminal into keys. It never waits: half a sequence stays half until its other
//! half comes, so an arrow key on a slow line is still an arrow key, and nothing inside a sequence becomes
//! an answer. Its one surprise: the automaton is that of `vte`, made for what programs write, so the few
//! sequences that only keyboards and mice send have their ends found here.

use std::mem;
use std::time::Duration;

use vte::{Params, Parser, Perform};

use super::key::{KeyPress, with_line_ends};
use super::typed_text::MOST;

/// After how long an Escape with nothing behind it was the key.
const ALONE: Duration = Duration::from_millis(50);
/// After how long a sequence that was begun is given up.
const PATIENCE: Duration = Duration::from_secs(1);
/// After how long a paste that was begun is given up.
const PASTE_PATIENCE: Duration = Duration::from_secs(2);
/// The most bytes of a paste that are kept: more than a line takes.
const LONGEST_PASTE: usize = 4 * MOST + 64;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

const CTRL_C: u8 = 0x03;
const ESCAPE: u8 = 0x1b;

/// Holds the part of a sequence that has come so far.
#[derive(Default)]
pub struct Decoder {
    parser: Parser,
    found: KeysFound,
    paste: Option<Paste>,
    /// How many bytes belong to the sequence although they look like characters.
    tail: usize,
    escape: Escape,
}

/// Whether the last byte was an Escape.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Escape {
    #[default]
    No,
    /// It may be a key or begin a sequence.
    Undecided,
    /// It was taken for the key; the rest of a sequence may still come late.
    TakenForKey,
}

#[derive(Default)]
struct Paste {
    bytes: Vec<u8>,
    too_long: bool,
}

/// What the automaton finds.
#[derive(Default)]
struct KeysFound {
    keys: Vec<KeyPress>,
    /// Whether a sequence was begun and not ended.
    within: bool,
    /// Whether `ESC O` came: one more letter, perhaps after a number, ends it.
    single_shift: bool,
    /// Whether a paste begins.
    paste: bool,
    /// How many bytes follow that look like characters.
    tail: usize,
}

impl Decoder {
    /// Takes one byte and adds the keys that it completes.
    pub fn feed(&mut self, byte: u8, keys: &mut Vec<KeyPress>) {
        if self.paste.is_some() {
            keys.extend(self.pasted(byte));
            return;
        }
        match byte {
            CTRL_C => {
                self.forget();
                keys.push(KeyPress::Interrupt);
            }
            // The line end of somebody who has just hidden the screen with Escape.
            b'\r' if self.escape == Escape::TakenForKey => {
                self.forget();
                keys.push(KeyPress::Enter);
            }
            _ if self.tail > 0 && byte != ESCAPE => self.tail -= 1,
            _ => self.parse(byte, keys),
        }
    }

    fn parse(&mut self, byte: u8, keys: &mut Vec<KeyPress>) {
        let Decoder { parser, found, .. } = self;
        parser.advance(found, &[byte]);
        found.within |= byte == ESCAPE;
        self.escape = if byte == ESCAPE { Escape::Undecided } else { Escape::No };
        self.tail = mem::take(&mut found.tail);
        if mem::take(&mut found.paste) {
            self.paste = Some(Paste::default());
        }
        keys.append(&mut found.keys);
    }

    /// Tells that nothing has come for so long, and adds the keys that this decides.
    pub fn wait(&mut self, idle: Duration, keys: &mut Vec<KeyPress>) {
        if self.escape == Escape::Undecided && idle >= ALONE {
            self.escape = Escape::TakenForKey;
            keys.push(KeyPress::Esc);
        }
        if self.paste.is_some() && idle >= PASTE_PATIENCE {
            keys.extend(self.end_paste());
        }
        if self.is_within() && self.paste.is_none() && idle >= PATIENCE {
            self.forget();
        }
    }

    /// Returns after how long something is decided that is not yet, if nothing comes.
    pub fn patience(&self) -> Option<Duration> {
        match self.escape {
            Escape::Undecided => Some(ALONE),
            _ if self.paste.is_some() => Some(PASTE_PATIENCE),
            _ if self.is_within() => Some(PATIENCE),
            _ => None,
        }
    }

    fn is_within(&self) -> bool {
        self.found.within || self.tail > 0
    }

    fn forget(&mut self) {
        *self = Decoder::default();
    }

    fn pasted(&mut self, byte: u8) -> Option<KeyPress> {
        let paste = self.paste.as_mut()?;
        paste.bytes.push(byte);
        if paste.bytes.ends_with(PASTE_ENDS) {
            paste.bytes.truncate(paste.bytes.len() - PASTE_ENDS.len());
            return self.end_paste();
        }
        if paste.bytes.len() > LONGEST_PASTE {
            // The end mark must still be found, so the last bytes stay.
            paste.too_long = true;
            let last = paste.bytes.split_off(LONGEST_PASTE - PASTE_ENDS.len());
            paste.bytes.fill(0);
            paste.bytes = last;
        }
        None
    }

    fn end_paste(&mut self) -> Option<KeyPress> {
        let mut paste = self.paste.take()?;
        self.forget();
        if paste.too_long {
            return Some(KeyPress::HugePaste);
        }
        let text = with_line_ends(&String::from_utf8_lossy(&paste.bytes));
        paste.bytes.fill(0);
        Some(KeyPress::Paste(text))
    }
}

impl Perform for KeysFound {
    fn print(&mut self, character: char) {
        if self.single_shift {
            // Konsole: Shift-F4 is `ESC O 2 S`, and that S is no answer.
            if !matches!(character, '0'..='9' | ';') {
                (self.single_shift, self.within) = (false, false);
                self.keys.extend(letter_key(character));
            }
            return;
        }
        self.within = false;
        match character {
            '\u{7f}' => self.keys.push(KeyPress::Backspace),
            // What is no UTF-8.
            char::REPLACEMENT_CHARACTER => {}
            character if character.is_control() => {}
            character => self.keys.push(KeyPress::Char(character)),
        }
    }

    fn execute(&mut self, byte: u8) {
        if matches!(byte, 0x18 | 0x1a) {
            (self.single_shift, self.within) = (false, false);
        }
        if self.within {
            return;
        }
        self.keys.extend(match byte {
            b'\r' => Some(KeyPress::Enter),
            b'\n' => Some(KeyPress::LineBreak),
            0x08 | 0x7f => Some(KeyPress::Backspace),
            0x15 => Some(KeyPress::Clear),
            0x01 => Some(KeyPress::Home),
            0x05 => Some(KeyPress::End),
            _ => None,
        });
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: char) {
        self.within = false;
        if ignore || !intermediates.is_empty() {
            return;
        }
        let number = |place: usize| params.iter().nth(place).map_or(0, |param| param[0]);
        let is_bare = params.len() == 1 && number(0) == 0;
        match action {
            // The Linux console: F2 is `ESC [ [ B`.
            '[' if is_bare => self.tail = 1,
            // A mouse that an earlier program has left on: three bytes follow.
            'M' if is_bare => self.tail = 3,
            '~' if number(0) == 200 => self.paste = true,
            _ if is_release(params) => {}
            '~' if number(0) == 27 => self.keys.extend(encoded_key(number(2), number(1))),
            'u' => self.keys.extend(encoded_key(number(0), number(1))),
            '~' => self.keys.extend(numbered_key(number(0))),
            letter => self.keys.extend(letter_key(letter)),
        }
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _ignore: bool, byte: u8) {
        self.single_shift = byte == b'O' && intermediates.is_empty();
        self.within = self.single_shift;
    }

    fn osc_dispatch(&mut self, _params: &[&[u8]], _bell_terminated: bool) {
        self.within = false;
    }

    fn unhook(&mut self) {
        self.within = false;
    }
}

/// Returns whether a sequence tells that a key was let go.
fn is_release(params: &Params) -> bool {
    params.iter().nth(1).is_some_and(|param| param.get(1) == Some(&3))
}

/// Keys that some terminals encode when an earlier program asked for it. Only leaving is understood.
fn encoded_key(code: u16, modifiers: u16) -> Option<KeyPress> {
    match (code, modifiers) {
        (27, 0 | 1) => Some(KeyPress::Esc),
        (99, 5) => Some(KeyPress::Interrupt),
        _ => None,
    }
}

fn letter_key(letter: char) -> Option<KeyPress> {
    match letter {
        'A' => Some(KeyPress::Up),
        'B' => Some(KeyPress::Down),
        'C' => Some(KeyPress::Right),
        'D' => Some(KeyPress::Left),
        'H' => Some(KeyPress::Home),
        'F' => Some(KeyPress::End),
        _ => None,
    }
}

fn numbered_key(number: u16) -> Option<KeyPress> {
    match number {
        1 | 7 => Some(KeyPress::Home),
        4 | 8 => Some(KeyPress::End),
        3 => Some(KeyPress::Delete),
        5 => Some(KeyPress::PageUp),
        6 => Some(KeyPress::PageDown),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<KeyPress> {
        let mut decoder = Decoder::default();
        let mut keys = Vec::new();
        bytes.iter().for_each(|byte| decoder.feed(*byte, &mut keys));
        keys
    }

    /// Sequences that terminals, keyboards and mice send and that mean nothing here.
    const SEQUENCES: &[&[u8]] = &[
        b"\x1b[1;5X",
        b"\x1b[15~",
        b"\x1b[24;2~",
        b"\x1b[[B",
        b"\x1b[[1",
        b"\x1bOP",
        b"\x1bO2S",
        b"\x1bO5d",
        b"\x1bO1;2Q",
        b"\x1bOM",
        b"\x1bOq",
        b"\x1bs",
        b"\x1b!",
        b"\x1b1",
        b"\x1b\r",
        b"\x1b\x1bs",
        b"\x1b]11;rgb:1111/2222/3333\x1b\\",
        b"\x1b]11;rgb:1111/2222/3333\x07",
        b"\x1bP1$r0m\x1b\\",
        b"\x1bP>|tmux 3.4\x1b\\",
        b"\x1b_Gi=31;OK\x1b\\",
        b"\x1b^sdl!\x1b\\",
        b"\x1bXsdl!\x1b\\",
        b"\x1b[>1;10;0c",
        b"\x1b[?1;2c",
        b"\x1b[?62;22s",
        b"\x1b[!p",
        b"\x1b[=1c",
        b"\x1b[0;0R",
        b"\x1b[M !1",
        b"\x1b[M\xff\xff\xff",
        b"\x1b[<0;0;5M",
        b"\x1b[<64;10;5m",
        b"\x1b[32;0;0M",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[115u",
        b"\x1b[49;1:1u",
        b"\x1b[13u",
        b"\x1b[27;2;13~",
        b"\x1b[1;1:3A",
        b"\x1b[200;1",
        b"\x1b[1\r;5X",
        b"\x1b(B",
        b"\x1b#8",
        b"\x13\x0e\x02\x10\x11\x00\x1c\x09",
        b"\xff\xfe\xc3",
    ];

    #[test]
    fn keys_are_keys_however_they_arrive() {
        assert_eq!(
            keys(b"\x1b[A\x1b[B\x1bOC\x1b[D"),
            [KeyPress::Up, KeyPress::Down, KeyPress::Right, KeyPress::Left]
        );
        assert_eq!(
            keys(b"\x1b[5~\x1b[6~\x1b[1~\x1b[F"),
            [KeyPress::PageUp, KeyPress::PageDown, KeyPress::Home, KeyPress::End]
        );
        assert_eq!(keys(b"\x1b[1;5C\x1b[3;5~"), [KeyPress::Right, KeyPress::Delete]);
        assert_eq!(
            keys("é漢👩".as_bytes()),
            [KeyPress::Char('é'), KeyPress::Char('漢'), KeyPress::Char('👩')]
        );
        assert_eq!(
            keys(b"\r\n\x7f\x08"),
            [KeyPress::Enter, KeyPress::LineBreak, KeyPress::Backspace, KeyPress::Backspace]
        );
        // A terminal that an earlier program left in another mode: one can still leave.
        assert_eq!(
            keys(b"\x1b[99;5u\x1b[27;5;99~\x1b[27u"),
            [KeyPress::Interrupt, KeyPress::Interrupt, KeyPress::Esc]
        );
    }

    #[test]
    fn no_sequence_leaks_anything() {
        for sequence in SEQUENCES {
            assert_eq!(keys(sequence), [], "{}", sequence.escape_ascii());
        }
    }

    #[test]
    fn no_piece_of_a_sequence_leaks_anything_but_escape() {
        for sequence in SEQUENCES {
            for cut in 1..sequence.len() {
                let mut decoder = Decoder::default();
                let mut keys = Vec::new();
                for (place, byte) in sequence.iter().enumerate() {
                    if place == cut {
                        decoder.wait(Duration::from_millis(900), &mut keys);
                    }
                    decoder.feed(*byte, &mut keys);
                }
                let bad = keys.iter().any(|key| !matches!(key, KeyPress::Esc | KeyPress::Enter));
                assert!(!bad, "{} cut at {cut}", sequence.escape_ascii());
                // Enter only where somebody pressed it after Escape.
                assert!(!keys.contains(&KeyPress::Enter) || *sequence == b"\x1b\r");
            }
        }
    }

    #[test]
    fn escape_alone_is_a_key_after_a_moment() {
        let (mut decoder, mut keys) = (Decoder::default(), Vec::new());
        decoder.feed(ESCAPE, &mut keys);
        decoder.wait(Duration::from_millis(10), &mut keys);
        assert_eq!(keys, []);
        assert_eq!(decoder.patience(), Some(ALONE));
        decoder.wait(ALONE, &mut keys);
        decoder.wait(ALONE, &mut keys);
        assert_eq!(keys, [KeyPress::Esc]);
        // A late rest of an arrow is an arrow, an Enter is an Enter.
        b"[A".iter().for_each(|byte| decoder.feed(*byte, &mut keys));
        assert_eq!(keys, [KeyPress::Esc, KeyPress::Up]);
        decoder.feed(ESCAPE, &mut keys);
        decoder.wait(ALONE, &mut keys);
        decoder.feed(b'\r', &mut keys);
        assert_eq!(keys, [KeyPress::Esc, KeyPress::Up, KeyPress::Esc, KeyPress::Enter]);
    }

    #[test]
    fn a_sequence_without_an_end_is_given_up() {
        for begun in [&b"\x1b["[..], b"\x1b]", b"\x1bO", b"\x1b[M", b"\x1bX", b"\x1bP"] {
            let (mut decoder, mut keys) = (Decoder::default(), Vec::new());
            begun.iter().for_each(|byte| decoder.feed(*byte, &mut keys));
            assert_eq!(decoder.patience(), Some(PATIENCE));
            decoder.wait(PATIENCE, &mut keys);
            assert_eq!(decoder.patience(), None);
            decoder.feed(b's', &mut keys);
            assert_eq!(keys, [KeyPress::Char('s')], "{}", begun.escape_ascii());
        }
    }

    #[test]
    fn a_paste_is_one_key_as_it_is() {
        let pasted = "1111\n22\u{3}\u{1b}[A\n".to_owned();
        assert_eq!(
            keys(b"\x1b[200~1111\r\n22\x03\x1b[A\r\x1b[201~x"),
            [KeyPress::Paste(pasted), KeyPress::Char('x')]
        );
    }

    #[test]
    fn an_endless_paste_stays_small_and_can_be_given_up() {
        let (mut decoder, mut keys) = (Decoder::default(), Vec::new());
        let bytes = b"\x1b[200~".iter().chain(std::iter::repeat_n(&b'a', LONGEST_PASTE + 100));
        bytes.for_each(|byte| decoder.feed(*byte, &mut keys));
        assert!(decoder.paste.as_ref().is_some_and(|paste| paste.bytes.len() < LONGEST_PASTE));
        decoder.wait(PASTE_PATIENCE, &mut keys);
        decoder.feed(b'1', &mut keys);
        assert_eq!(keys, [KeyPress::HugePaste, KeyPress::Char('1')]);
    }

    #[test]
    fn ctrl_c_works_inside_half_a_sequence() {
        for begun in [&b"\x1b[\x03"[..], b"\x1b]11\x03", b"\x1b[M\x03", b"\x1bO\x03", b"\x1b\x03"] {
            assert_eq!(keys(begun), [KeyPress::Interrupt], "{}", begun.escape_ascii());
        }
    }
}
