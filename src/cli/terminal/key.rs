//! What comes from a keyboard, whatever the system it runs on.

use std::fmt;

/// One key, or one paste.
#[derive(Clone, PartialEq, Eq)]
pub enum KeyPress {
    /// A character that can be shown.
    Char(char),
    /// Enter.
    Enter,
    /// Ctrl-J: a new line within a text.
    LineBreak,
    /// Escape, alone.
    Esc,
    /// Takes away what is before the cursor.
    Backspace,
    /// Takes away what is behind the cursor.
    Delete,
    /// Ctrl-U: clears what was typed.
    Clear,
    /// An arrow.
    Up,
    /// An arrow.
    Down,
    /// An arrow.
    Left,
    /// An arrow.
    Right,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A page back.
    PageUp,
    /// A page on.
    PageDown,
    /// Ctrl-C.
    Interrupt,
    /// Text that was pasted, as it is; its line ends are `\n`.
    Paste(String),
    /// A paste that was longer than anything that can be taken, so that none of it was kept.
    HugePaste,
}

/// A key is what somebody typed: it is never shown.
impl fmt::Debug for KeyPress {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[key]")
    }
}

/// Returns pasted text with one kind of line end.
pub fn with_line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
