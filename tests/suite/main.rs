//! What the program and the library must do, seen from outside. Each module is one subject; cases are
//! data wherever that is possible.

mod content;
mod exchange;
mod exports;
mod program;
mod run;
mod score;
