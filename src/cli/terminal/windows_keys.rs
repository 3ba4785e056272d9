//! Waits for the keys of a console of Windows, which come as keys and not as bytes. What crossterm reports
//! when a key is let go is nothing here, and Ctrl or Alt with a letter is no letter. Its one surprise:
//! AltGr is Ctrl and Alt at once, and what it writes is text.

use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::key::{KeyPress, with_line_ends};
use super::keyboard::Input;
use crate::cli::asking::Gone;

/// The console.
pub struct Records;

impl Input for Records {
    fn wait(&mut self, limit: Duration) -> Result<bool, Gone> {
        event::poll(limit).map_err(|error| Gone::of(&error))
    }

    fn read(&mut self, keys: &mut Vec<KeyPress>) -> Result<(), Gone> {
        match event::read().map_err(|error| Gone::of(&error))? {
            Event::Key(event) if event.kind != KeyEventKind::Release => keys.extend(key(event)),
            Event::Paste(text) => keys.push(KeyPress::Paste(with_line_ends(&text))),
            _ => {}
        }
        Ok(())
    }
}

/// Drops what was typed and not read. Nobody is left to tell if that fails.
pub fn drop_typed() {
    while let Ok(true) = event::poll(Duration::ZERO) {
        let _ = event::read();
    }
}

fn key(event: KeyEvent) -> Option<KeyPress> {
    let held = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    match event.code {
        KeyCode::Char(letter) if held == KeyModifiers::CONTROL => control(letter),
        KeyCode::Char(_) if held == KeyModifiers::ALT => None,
        KeyCode::Char(letter) if !letter.is_control() => Some(KeyPress::Char(letter)),
        KeyCode::Enter if held.is_empty() => Some(KeyPress::Enter),
        KeyCode::Enter if held == KeyModifiers::CONTROL => Some(KeyPress::LineBreak),
        KeyCode::Esc => Some(KeyPress::Esc),
        KeyCode::Backspace => Some(KeyPress::Backspace),
        KeyCode::Delete => Some(KeyPress::Delete),
        KeyCode::Up => Some(KeyPress::Up),
        KeyCode::Down => Some(KeyPress::Down),
        KeyCode::Left => Some(KeyPress::Left),
        KeyCode::Right => Some(KeyPress::Right),
        KeyCode::Home => Some(KeyPress::Home),
        KeyCode::End => Some(KeyPress::End),
        KeyCode::PageUp => Some(KeyPress::PageUp),
        KeyCode::PageDown => Some(KeyPress::PageDown),
        _ => None,
    }
}

fn control(letter: char) -> Option<KeyPress> {
    match letter.to_ascii_lowercase() {
        'c' => Some(KeyPress::Interrupt),
        'u' => Some(KeyPress::Clear),
        'a' => Some(KeyPress::Home),
        'e' => Some(KeyPress::End),
        'j' => Some(KeyPress::LineBreak),
        'h' => Some(KeyPress::Backspace),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_alone_are_letters() {
        let with = |letter, modifiers| key(KeyEvent::new(KeyCode::Char(letter), modifiers));
        assert_eq!(with('s', KeyModifiers::NONE), Some(KeyPress::Char('s')));
        assert_eq!(with('S', KeyModifiers::SHIFT), Some(KeyPress::Char('S')));
        assert_eq!(with('@', KeyModifiers::CONTROL | KeyModifiers::ALT), Some(KeyPress::Char('@')));
        assert_eq!(with('s', KeyModifiers::CONTROL), None);
        assert_eq!(with('s', KeyModifiers::ALT), None);
        assert_eq!(with('c', KeyModifiers::CONTROL), Some(KeyPress::Interrupt));
    }
}
