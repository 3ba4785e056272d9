//! The words of answers that are no value, as the keys show them. Whatever else the program says of these answers
//! takes its words from here, so that a page speaks of what stands beside its key.

/// The person does not want to say it.
pub const PREFER_NOT_TO_SAY: &str = "prefer not to say";
/// Whoever fills it in does not mark it.
pub const LEAVE_OPEN: &str = "leave open";
/// The person does not know.
pub const DONT_KNOW: &str = "don't know";
/// It could not be seen or read.
pub const COULD_NOT_TELL: &str = "could not tell";
/// Nobody of a team knows.
pub const NOBODY_HERE_KNOWS: &str = "nobody here knows";
/// The person keeps all answers back.
pub const NOTHING_HANDED_OVER: &str = "there is no code";
/// It is asked once more at the end.
pub const COME_BACK_LATER: &str = "come back later";
