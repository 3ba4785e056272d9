//! stand-in until merged
use crate::diagnostic::Page;
/// pages
pub const PAGES: &[Page] = &[];
