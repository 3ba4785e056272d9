//! Numbers that look like chance and are always the same (splitmix64): nobody's answers, drawn from a seed.

/// A seeded source of choices.
pub struct Draw(u64);

impl Draw {
    /// Returns the source that begins with a seed.
    pub fn seeded(seed: u64) -> Self {
        Draw(seed)
    }

    /// Returns a number below an end, 0 if that is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from((z ^ (z >> 31)) % end).unwrap_or(0)
    }

    /// Returns true in so many of a hundred cases.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}
