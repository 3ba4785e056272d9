//! What a screen shows at one moment, and how large it is. It knows no terminal.

/// How many rows and columns there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// From top to bottom.
    pub rows: usize,
    /// From left to right.
    pub columns: usize,
}

/// One row of the screen; the text fits into it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ScreenRow {
    /// What it says.
    pub text: String,
    /// Whether it is shown bold.
    pub strong: bool,
}

/// What is on the screen.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Frame {
    /// The rows from the top; what is missing is empty.
    pub rows: Vec<ScreenRow>,
    /// Row and column of the cursor, from 0. Screen readers follow it.
    pub cursor: (usize, usize),
}

impl ScreenRow {
    /// Returns a row that is not bold.
    pub fn plain(text: impl Into<String>) -> Self {
        ScreenRow { text: text.into(), strong: false }
    }
}
