//! Turns the bytes of a terminal into keys. It never waits: half a sequence stays half until its
//! other half comes, so an arrow key on a slow line is still an arrow key, and the digits inside
//! longer sequences (Ctrl and an arrow, function keys) never become answers. A lone Escape is nothing.

/// One key, or one paste.
#[derive(Clone, PartialEq, Eq)]
pub enum Key {
    /// A character that can be shown.
    Char(char),
    Enter,
    Backspace,
    Delete,
    /// Ctrl-U: clears the line.
    ClearLine,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    /// Ctrl-C.
    Interrupt,
    /// Text that was pasted, line ends as spaces.
    Paste(String),
}

/// A key is what somebody typed: it is never shown.
impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("[key]")
    }
}

/// The longest paste that is kept, in bytes.
const LONGEST_PASTE: usize = 16 * 1024;
const PASTE_ENDS: &[u8] = b"\x1b[201~";

/// Holds the part of a sequence that has come so far.
#[derive(Default)]
pub struct Decoder {
    state: State,
    held: Vec<u8>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// After Escape.
    Escape,
    /// After `ESC [`: parameters, up to a final byte.
    Sequence,
    /// After `ESC O`, or `ESC [ [`: one more byte.
    OneMore,
    /// A report of the terminal, up to BEL or Escape.
    Report,
    /// Between the marks of a paste.
    Paste,
    /// In a character of several bytes; so many are missing.
    Character(usize),
}

impl Decoder {
    /// Takes one byte. Returns the key that it completes.
    pub fn feed(&mut self, byte: u8) -> Option<Key> {
        match self.state {
            State::Paste => self.pasted(byte),
            _ if byte == 0x03 => self.finish(Some(Key::Interrupt)),
            _ if byte == 0x1b => self.enter(State::Escape),
            State::Ground => self.plain(byte),
            State::Escape => self.after_escape(byte),
            State::Sequence => self.in_sequence(byte),
            State::OneMore => self.finish(letter_key(byte)),
            State::Report if byte == 0x07 => self.finish(None),
            State::Report => None,
            State::Character(missing) => self.in_character(byte, missing),
        }
    }

    /// Gives up a sequence that was begun and never ended; what was pasted so far is handed over.
    pub fn give_up(&mut self) -> Option<Key> {
        let pasted = self.state == State::Paste;
        let key = if pasted { Some(Key::Paste(cleaned(&self.held))) } else { None };
        self.finish(key)
    }

    fn enter(&mut self, state: State) -> Option<Key> {
        self.state = state;
        self.held.clear();
        None
    }

    fn finish(&mut self, key: Option<Key>) -> Option<Key> {
        self.enter(State::Ground);
        key
    }

    fn plain(&mut self, byte: u8) -> Option<Key> {
        match byte {
            b'\r' | b'\n' => Some(Key::Enter),
            0x7f | 0x08 => Some(Key::Backspace),
            0x15 => Some(Key::ClearLine),
            0x01 => Some(Key::Home),
            0x05 => Some(Key::End),
            b' '..=b'~' => Some(Key::Char(char::from(byte))),
            0xc2..=0xdf => self.begin_character(byte, 1),
            0xe0..=0xef => self.begin_character(byte, 2),
            0xf0..=0xf4 => self.begin_character(byte, 3),
            _ => None,
        }
    }

    fn begin_character(&mut self, byte: u8, missing: usize) -> Option<Key> {
        self.enter(State::Character(missing));
        self.held.push(byte);
        None
    }

    fn in_character(&mut self, byte: u8, missing: usize) -> Option<Key> {
        if byte & 0xc0 != 0x80 {
            self.enter(State::Ground);
            return self.plain(byte);
        }
        self.held.push(byte);
        if missing > 1 {
            self.state = State::Character(missing - 1);
            return None;
        }
        let character = std::str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
        self.finish(character.filter(|character| !character.is_control()).map(Key::Char))
    }

    fn after_escape(&mut self, byte: u8) -> Option<Key> {
        match byte {
            b'[' => self.enter(State::Sequence),
            b'O' => self.enter(State::OneMore),
            b']' => self.enter(State::Report),
            b'\\' => self.finish(None),
            _ => {
                self.enter(State::Ground);
                self.plain(byte)
            }
        }
    }

    fn in_sequence(&mut self, byte: u8) -> Option<Key> {
        match byte {
            b'[' if self.held.is_empty() => self.enter(State::OneMore),
            b'~' if self.held == b"200" => self.enter(State::Paste),
            b'~' => {
                let key = numbered_key(&self.held);
                self.finish(key)
            }
            0x40..=0x7e => self.finish(letter_key(byte)),
            0x20..=0x3f => {
                self.held.push(byte);
                None
            }
            _ => self.finish(None),
        }
    }

    fn pasted(&mut self, byte: u8) -> Option<Key> {
        self.held.push(byte);
        if self.held.ends_with(PASTE_ENDS) {
            self.held.truncate(self.held.len() - PASTE_ENDS.len());
            let text = cleaned(&self.held);
            return self.finish(Some(Key::Paste(text)));
        }
        if self.held.len() > LONGEST_PASTE {
            // The end mark must still be found, so only the last bytes give way.
            self.held.remove(LONGEST_PASTE - PASTE_ENDS.len());
        }
        None
    }

    /// Returns whether a sequence was begun and not ended.
    pub fn is_within(&self) -> bool {
        self.state != State::Ground
    }
}

fn letter_key(byte: u8) -> Option<Key> {
    match byte {
        b'A' => Some(Key::Up),
        b'B' => Some(Key::Down),
        b'C' => Some(Key::Right),
        b'D' => Some(Key::Left),
        b'H' => Some(Key::Home),
        b'F' => Some(Key::End),
        b'M' => Some(Key::Enter),
        _ => None,
    }
}

fn numbered_key(parameters: &[u8]) -> Option<Key> {
    match parameters.split(|byte| *byte == b';').next()? {
        b"1" | b"7" => Some(Key::Home),
        b"4" | b"8" => Some(Key::End),
        b"3" => Some(Key::Delete),
        b"5" => Some(Key::PageUp),
        b"6" => Some(Key::PageDown),
        _ => None,
    }
}

fn cleaned(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
    lines.chars().filter(|character| !character.is_control()).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(bytes: &[u8]) -> Vec<Key> {
        let mut decoder = Decoder::default();
        bytes.iter().filter_map(|byte| decoder.feed(*byte)).collect()
    }

    #[test]
    fn sequences_are_keys_however_they_arrive() {
        assert_eq!(keys(b"\x1b[A\x1b[B\x1bOC\x1b[D"), [Key::Up, Key::Down, Key::Right, Key::Left]);
        assert_eq!(keys(b"\x1b[5~\x1b[6~\x1b[1~\x1b[F"), [Key::PageUp, Key::PageDown, Key::Home, Key::End]);
        assert_eq!(keys("é漢👩".as_bytes()), [Key::Char('é'), Key::Char('漢'), Key::Char('👩')]);
    }

    #[test]
    fn no_sequence_leaks_an_answer() {
        // Ctrl-Right, F5, F2 of the Linux console, a late colour report, Alt and an arrow.
        for bytes in
            [&b"\x1b[1;5C"[..], b"\x1b[15~", b"\x1b[[B", b"\x1b]11;rgb:1111/2222/3333\x1b\\", b"\x1b\x1b[B"]
        {
            assert!(!keys(bytes).iter().any(|key| matches!(key, Key::Char(_))), "{bytes:?}");
        }
    }

    #[test]
    fn escape_alone_is_nothing() {
        assert_eq!(keys(b"\x1b"), []);
        assert_eq!(keys(b"\x1bs"), [Key::Char('s')]);
    }

    #[test]
    fn a_paste_is_one_key_without_line_ends() {
        assert_eq!(
            keys(b"\x1b[200~1111\r\n22\x0322\r\x1b[201~x"),
            [Key::Paste("1111 2222".to_owned()), Key::Char('x')]
        );
    }

    #[test]
    fn an_endless_paste_stays_small_and_can_be_given_up() {
        let mut decoder = Decoder::default();
        for byte in b"\x1b[200~".iter().chain([b'a'; 100_000].iter()) {
            assert_eq!(decoder.feed(*byte), None);
        }
        assert!(decoder.held.len() <= LONGEST_PASTE + 1);
        assert!(matches!(decoder.give_up(), Some(Key::Paste(_))));
        assert_eq!(decoder.feed(b'1'), Some(Key::Char('1')));
    }

    #[test]
    fn ctrl_c_works_inside_half_a_sequence() {
        assert_eq!(keys(b"\x1b[\x03"), [Key::Interrupt]);
    }
}
