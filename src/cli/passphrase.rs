//! Asks for a passphrase, of a workspace or of a file. On a terminal what is typed is not shown; elsewhere it is the
//! next line of the standard input. It is never an argument and never in the environment, where other programs can read it.
#![expect(clippy::disallowed_methods, reason = "this is where a passphrase is read")]

use std::io::{self, IsTerminal, Write};

use age::secrecy::SecretString;
use anyhow::{Result, bail};
use zeroize::Zeroizing;

use crate::cli::asking::Gone;
use crate::cli::input_bytes;

/// A shorter one can be guessed.
const SHORTEST: usize = 12;
/// Letters of a passphrase that is made here, none of which is taken for another; each is 5 bits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// So many groups of so many letters: 125 bits.
const GROUPS: (usize, usize) = (5, 5);

/// What a new passphrase should be.
const CHOOSE: &str = "Choose a passphrase of at least 12 characters: a few words that only you put\n\
    together. Or press Enter, and one is made for you.\n";

/// Asks for the passphrase of a workspace.
///
/// # Errors
/// That nothing comes, or somebody pressed Ctrl-C.
pub fn ask(prompt: &str) -> Result<SecretString> {
    Ok(SecretString::from(line(prompt)?.to_string()))
}

/// Returns whether somebody can be asked: what is typed comes from a terminal.
pub fn is_somebody_there() -> bool {
    io::stdin().is_terminal()
}

/// Asks for one line that is shown as it is typed.
///
/// # Errors
/// That nothing comes.
pub fn typed_line(prompt: &str) -> Result<String> {
    if is_somebody_there() {
        let mut screen = io::stderr();
        screen.write_all(prompt.as_bytes())?;
        screen.flush()?;
    }
    Ok(line_of_input()?.trim().to_owned())
}

/// Asks for a new passphrase of something, twice; where nothing is typed, makes one and shows it, `once`.
///
/// # Errors
/// That it is too short, or was not typed twice, or nothing comes.
pub fn ask_new(of: &str, once: &dyn Fn(&str) -> Result<()>) -> Result<SecretString> {
    if is_somebody_there() {
        io::stderr().write_all(CHOOSE.as_bytes())?;
    }
    let mut first = line(&format!("New passphrase of the {of}: "))?;
    // Whoever is sent back to the shell types the next one there.
    while is_somebody_there() && !first.is_empty() && first.chars().count() < SHORTEST {
        first = line(&format!("That is shorter than {SHORTEST} characters. Another one: "))?;
    }
    if first.is_empty() {
        let made = made()?;
        once(&format!(
            "The passphrase is:\n{}\nWrite it down on paper now and keep it where nobody finds it beside this computer.\n",
            *made
        ))?;
        return Ok(SecretString::from(made.to_string()));
    }
    if first.chars().count() < SHORTEST {
        bail!("a passphrase of fewer than {SHORTEST} characters can be guessed; nothing was done");
    }
    if *line("The same once more: ")? != *first {
        bail!("what was typed is not the same twice; nothing was done");
    }
    Ok(SecretString::from(first.to_string()))
}

/// Returns a new passphrase, made of random letters.
///
/// # Errors
/// That the system gives no random numbers.
pub fn made() -> Result<Zeroizing<String>> {
    let (groups, letters) = GROUPS;
    let mut bytes = Zeroizing::new(vec![0; groups * letters]);
    if let Err(error) = getrandom::fill(&mut bytes) {
        bail!("the system gives no random numbers: {error}");
    }
    let mut made = Zeroizing::new(String::with_capacity(groups * (letters + 1)));
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % letters == 0 {
            made.push('-');
        }
        made.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    Ok(made)
}

fn line(prompt: &str) -> Result<Zeroizing<String>> {
    if !is_somebody_there() {
        return line_of_input();
    }
    let mut screen = io::stderr();
    screen.write_all(prompt.as_bytes())?;
    screen.flush()?;
    let typed = hidden::line();
    screen.write_all(b"\n")?;
    typed
}

/// One line, read byte by byte so that nothing after it is taken.
fn line_of_input() -> Result<Zeroizing<String>> {
    let mut typed = Zeroizing::new(Vec::with_capacity(1 << 10));
    loop {
        let mut byte = [0];
        match input_bytes::read(&mut byte) {
            Ok(0) => {}
            Ok(_) if byte[0] == b'\n' => return text(typed),
            Ok(_) => typed.push(byte[0]),
            Err(Gone::Ended) if !typed.is_empty() => return text(typed),
            Err(Gone::Ended) => bail!("the input ended too early"),
            Err(gone) => bail!("the input cannot be read: {gone}"),
        }
    }
}

fn text(mut typed: Zeroizing<Vec<u8>>) -> Result<Zeroizing<String>> {
    while matches!(typed.last(), Some(b'\n' | b'\r')) {
        typed.pop();
    }
    match String::from_utf8(std::mem::take(&mut *typed)) {
        Ok(text) => Ok(Zeroizing::new(text)),
        Err(_) => bail!("what was typed is no text"),
    }
}

#[cfg(unix)]
mod hidden {
    use anyhow::Context;

    use super::{Gone, Result, Zeroizing, bail, input_bytes, text};
    use rustix::stdio::stdin;
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    const CTRL_C: u8 = 3;
    const CTRL_D: u8 = 4;
    const CTRL_U: u8 = 21;
    const BACKSPACES: [u8; 2] = [8, 127];

    /// The terminal shows nothing of what is typed until this is dropped.
    struct NothingShown(Termios);

    impl NothingShown {
        fn begin() -> Result<Self> {
            let before = tcgetattr(stdin())?;
            let mut modes = before.clone();
            modes.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
            tcsetattr(stdin(), OptionalActions::Flush, &modes)?;
            Ok(NothingShown(before))
        }
    }

    impl Drop for NothingShown {
        fn drop(&mut self) {
            let _ = tcsetattr(stdin(), OptionalActions::Flush, &self.0);
        }
    }

    /// Reads a line of which nothing is shown.
    pub fn line() -> Result<Zeroizing<String>> {
        let _shown_again = NothingShown::begin()?;
        let mut typed = Zeroizing::new(Vec::with_capacity(1 << 10));
        loop {
            let mut byte = [0];
            match input_bytes::read(&mut byte) {
                Ok(0) => continue,
                Ok(_) => {}
                Err(gone) => return Err(gone).context("the passphrase cannot be read"),
            }
            match byte[0] {
                b'\r' | b'\n' => return text(typed),
                CTRL_C => return Err(Gone::CtrlC).context("stopped before a passphrase was typed"),
                CTRL_D => bail!("stopped before a passphrase was typed"),
                CTRL_U => typed.clear(),
                key if BACKSPACES.contains(&key) => {
                    // A letter may have several bytes.
                    while typed.pop().is_some_and(|byte| byte & 0xc0 == 0x80) {}
                }
                key => typed.push(key),
            }
        }
    }
}

#[cfg(not(unix))]
mod hidden {
    use super::{Result, Zeroizing};

    /// Reads a line of which nothing is shown.
    pub fn line() -> Result<Zeroizing<String>> {
        let typed = dialoguer::Password::new().allow_empty_password(true).report(false).interact()?;
        Ok(Zeroizing::new(typed))
    }
}
