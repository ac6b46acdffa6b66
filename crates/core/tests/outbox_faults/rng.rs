//! Random numbers that a seed repeats (SplitMix64).

pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from `low` up to, and without, `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::try_from(self.next() % high.abs_diff(low).max(1)).unwrap_or(0)
    }

    pub fn percent(&mut self, chance: i64) -> bool {
        self.between(0, 100) < chance
    }

    pub fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        let place = self.between(0, i64::try_from(choices.len()).unwrap_or(1));
        choices[usize::try_from(place).unwrap_or(0)]
    }
}
