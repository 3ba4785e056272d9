//! How far it has got, where somebody is watching and it takes long enough to wonder.
#![expect(clippy::disallowed_methods, reason = "it asks whether somebody is watching")]

use std::io::{IsTerminal, stderr};

use indicatif::{ProgressBar, ProgressStyle};

/// From how many files on a bar is shown.
const WORTH_SHOWING: usize = 50;

/// A bar on the terminal, or nothing.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// Returns a bar over that many files, if standard error is a terminal and they are many.
    pub fn over(files: usize) -> Self {
        let shown = files >= WORTH_SHOWING && stderr().is_terminal();
        Progress(shown.then(|| {
            let style = ProgressStyle::with_template("{pos} of {len} files  {wide_bar}  {eta} left")
                .expect("the template is well formed");
            ProgressBar::new(files as u64).with_style(style)
        }))
    }

    /// Counts one file.
    pub fn step(&self) {
        if let Some(bar) = &self.0 {
            bar.inc(1);
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
