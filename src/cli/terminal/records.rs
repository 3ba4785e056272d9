//! Waits for the keys of a console of Windows, which come as keys and not as bytes. What crossterm reports
//! when a key is let go is nothing here, and Ctrl or Alt with a letter is no letter. Its one surprise:
//! AltGr is Ctrl and Alt at once, and what it writes is text.

use std::io;
use std::time::Duration;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::key::{Key, with_line_ends};
use super::keyboard::Input;
use crate::cli::asking::Gone;

/// The console.
pub struct Records;

impl Input for Records {
    fn wait(&mut self, limit: Duration) -> Result<bool, Gone> {
        event::poll(limit).map_err(|error| gone(&error))
    }

    fn read(&mut self, keys: &mut Vec<Key>) -> Result<(), Gone> {
        match event::read().map_err(|error| gone(&error))? {
            Event::Key(event) if event.kind != KeyEventKind::Release => keys.extend(key(event)),
            Event::Paste(text) => keys.push(Key::Paste(with_line_ends(&text))),
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

/// Returns what a console that failed means.
pub fn gone(error: &io::Error) -> Gone {
    Gone::Failed(error.to_string())
}

fn key(event: KeyEvent) -> Option<Key> {
    let held = event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    match event.code {
        KeyCode::Char(letter) if held == KeyModifiers::CONTROL => control(letter),
        KeyCode::Char(_) if held == KeyModifiers::ALT => None,
        KeyCode::Char(letter) if !letter.is_control() => Some(Key::Char(letter)),
        KeyCode::Enter if held.is_empty() => Some(Key::Enter),
        KeyCode::Enter if held == KeyModifiers::CONTROL => Some(Key::LineBreak),
        KeyCode::Esc => Some(Key::Esc),
        KeyCode::Backspace => Some(Key::Backspace),
        KeyCode::Delete => Some(Key::Delete),
        KeyCode::Up => Some(Key::Up),
        KeyCode::Down => Some(Key::Down),
        KeyCode::Left => Some(Key::Left),
        KeyCode::Right => Some(Key::Right),
        KeyCode::Home => Some(Key::Home),
        KeyCode::End => Some(Key::End),
        KeyCode::PageUp => Some(Key::PageUp),
        KeyCode::PageDown => Some(Key::PageDown),
        _ => None,
    }
}

fn control(letter: char) -> Option<Key> {
    match letter.to_ascii_lowercase() {
        'c' => Some(Key::Interrupt),
        'u' => Some(Key::Clear),
        'a' => Some(Key::Home),
        'e' => Some(Key::End),
        'j' => Some(Key::LineBreak),
        'h' => Some(Key::Backspace),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_alone_are_letters() {
        let with = |letter, modifiers| key(KeyEvent::new(KeyCode::Char(letter), modifiers));
        assert_eq!(with('s', KeyModifiers::NONE), Some(Key::Char('s')));
        assert_eq!(with('S', KeyModifiers::SHIFT), Some(Key::Char('S')));
        assert_eq!(with('@', KeyModifiers::CONTROL | KeyModifiers::ALT), Some(Key::Char('@')));
        assert_eq!(with('s', KeyModifiers::CONTROL), None);
        assert_eq!(with('s', KeyModifiers::ALT), None);
        assert_eq!(with('c', KeyModifiers::CONTROL), Some(Key::Interrupt));
    }
}
