/// One bit for each event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bitmap {
    words: Vec<u64>,
    len: u32,
}

impl Bitmap {
    /// `len` bits, all clear.
    pub fn none(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(64) as usize], len }
    }

    /// `len` bits, all set.
    pub fn all(len: u32) -> Self {
        let mut bitmap = Self { words: vec![u64::MAX; len.div_ceil(64) as usize], len };
        bitmap.clear_tail();
        bitmap
    }

    /// From its words, the first bit of each the lowest.
    pub(super) fn from_words(words: Vec<u64>, len: u32) -> Self {
        Self { words, len }
    }

    /// Number of bits.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether there are no bits at all.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Bit `at`; clear outside.
    #[inline(always)]
    pub fn get(&self, at: u32) -> bool {
        self.words.get((at / 64) as usize).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Sets bit `at`; does nothing outside.
    #[inline(always)]
    pub fn set(&mut self, at: u32) {
        if at < self.len
            && let Some(word) = self.words.get_mut((at / 64) as usize)
        {
            *word |= 1 << (at % 64);
        }
    }

    /// How many bits are set.
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// Keeps what is set in both.
    pub fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= other);
    }

    /// Adds what is set in `other`.
    pub fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Removes what is set in `other`.
    pub fn minus(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word &= !other);
    }

    /// Turns every bit around.
    pub fn not(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.clear_tail();
    }

    /// The set bits, ascending.
    pub fn ones(&self) -> impl Iterator<Item = u32> + '_ {
        self.words.iter().zip((0..).step_by(64)).flat_map(|(word, base)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let at = rest.trailing_zeros();
                rest &= rest - 1;
                Some(base + at)
            })
        })
    }

    fn clear_tail(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_agree_with_sets() {
        let evens = (0..130).filter(|bit| bit % 2 == 0);
        let mut bitmap = Bitmap::none(130);
        evens.clone().for_each(|bit| bitmap.set(bit));
        let mut odd = bitmap.clone();
        odd.not();
        assert_eq!((bitmap.count(), odd.count()), (65, 65));
        assert_eq!(bitmap.ones().collect::<Vec<_>>(), evens.collect::<Vec<_>>());
        let mut both = bitmap.clone();
        both.and(&odd);
        assert_eq!(both, Bitmap::none(130));
        both.or(&odd);
        both.or(&bitmap);
        assert_eq!(both, Bitmap::all(130));
        both.minus(&bitmap);
        assert_eq!(both, odd);
        assert!(!odd.get(130));
    }
}
