//! What the terminal itself is set to, where crossterm has no word for it: output that stays as it was,
//! whether the terminal is still ours, and dropping what was typed ahead. Unix only.

use std::io;

use rustix::stdio;
use rustix::termios::{LocalModes, OptionalActions, OutputModes, tcgetattr, tcgetwinsize, tcsetattr};

use super::frame::Size;

/// Lets the terminal treat line ends as before, so that a message from elsewhere does not run down in
/// steps.
///
/// # Errors
/// When the terminal is gone.
pub fn keep_line_ends() -> io::Result<()> {
    let mut modes = tcgetattr(stdio::stdin())?;
    modes.output_modes |= OutputModes::OPOST;
    tcsetattr(stdio::stdin(), OptionalActions::Now, &modes)?;
    Ok(())
}

/// Returns whether keys still come one by one and unseen. A shell that had stopped the program may have
/// set that otherwise.
///
/// # Errors
/// When the terminal is gone.
pub fn are_ours() -> io::Result<bool> {
    let others = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
    Ok(!tcgetattr(stdio::stdin())?.local_modes.intersects(others))
}

/// Returns the size of the screen, if the terminal knows it.
pub fn size() -> Option<Size> {
    let size = tcgetwinsize(stdio::stdout()).ok()?;
    Some(Size { rows: size.ws_row.into(), columns: size.ws_col.into() })
}
