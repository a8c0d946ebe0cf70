//! A hash map whose entries stay in the order in which they came.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

/// Looking up, growing and probing know nothing of the types, so that the engine holds them once: a map of the standard
/// library is a copy for each pair of types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
    index: Index,
}

/// Where the entries stand, by the hashes of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Index {
    /// A power of two of them, at most half taken: the place of an entry plus one, or 0.
    slots: Vec<u32>,
    /// Of each entry.
    hashes: Vec<u32>,
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self { entries: Vec::new(), index: Index::default() }
    }
}

impl<K: Hash + Eq, V> Map<K, V> {
    /// How many entries it has.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries, in the order in which their keys came.
    pub fn entries(&self) -> &[(K, V)] {
        &self.entries
    }

    /// The entries themselves.
    pub fn into_entries(self) -> Vec<(K, V)> {
        self.entries
    }

    /// Whether there is an entry.
    pub fn contains_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place(key, hash(key)).is_some()
    }

    /// The value of a key.
    pub fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.entries.get(self.place(key, hash(key))?).map(|(_, value)| value)
    }

    /// The value of a key, to change.
    pub fn get_mut<Q: Hash + Eq + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.place(key, hash(key))?;
        self.entries.get_mut(place).map(|(_, value)| value)
    }

    /// Sets the value of a key; whether the key is new.
    pub fn insert(&mut self, key: K, value: V) -> bool {
        let hash = hash(&key);
        match self.place(&key, hash).and_then(|place| self.entries.get_mut(place)) {
            Some(entry) => {
                entry.1 = value;
                false
            }
            None => {
                self.push(key, value, hash);
                true
            }
        }
    }

    /// The value of a key, which is the default where the key is new.
    pub fn or_default(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let place = self.number(key);
        &mut self.entries[place].1
    }

    /// The place of a key among the entries; a new key is added with the default.
    pub fn number(&mut self, key: K) -> usize
    where
        V: Default,
    {
        let hash = hash(&key);
        self.place(&key, hash).unwrap_or_else(|| self.push(key, V::default(), hash))
    }

    /// Drops the entries for which `keep` does not hold.
    pub fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        let before = self.entries.len();
        self.entries.retain_mut(|(key, value)| keep(key, value));
        if self.entries.len() < before {
            let hashes = self.entries.iter().map(|(key, _)| hash(key)).collect();
            self.index.rebuild(hashes);
        }
    }

    /// Drops all entries.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    fn place<Q: Hash + Eq + ?Sized>(&self, key: &Q, hash: u32) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.index.find(hash, &|place| self.entries.get(place).is_some_and(|(known, _)| known.borrow() == key))
    }

    fn push(&mut self, key: K, value: V, hash: u32) -> usize {
        self.entries.push((key, value));
        self.index.push(hash);
        self.entries.len() - 1
    }
}

impl<K: Hash + Eq, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::default();
        entries.into_iter().for_each(|(key, value)| _ = map.insert(key, value));
        map
    }
}

impl Index {
    fn find(&self, hash: u32, is_it: &dyn Fn(usize) -> bool) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash as usize & mask;
        loop {
            let place = (*self.slots.get(at)? as usize).checked_sub(1)?;
            if self.hashes.get(place) == Some(&hash) && is_it(place) {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds the hash of the next entry.
    fn push(&mut self, hash: u32) {
        self.hashes.push(hash);
        if self.hashes.len() * 2 > self.slots.len() {
            let hashes = std::mem::take(&mut self.hashes);
            self.rebuild(hashes);
        } else {
            self.take_slot(hash, self.hashes.len() as u32);
        }
    }

    fn rebuild(&mut self, hashes: Vec<u32>) {
        self.slots = vec![0; (hashes.len() * 4).next_power_of_two().max(8)];
        self.hashes = hashes;
        for place in 0..self.hashes.len() {
            if let Some(hash) = self.hashes.get(place) {
                self.take_slot(*hash, place as u32 + 1);
            }
        }
    }

    fn take_slot(&mut self, hash: u32, number: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        while self.slots.get(at).is_some_and(|taken| *taken != 0) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = number;
        }
    }
}

fn hash<Q: Hash + ?Sized>(key: &Q) -> u32 {
    let mut mixer = Mixer(0);
    key.hash(&mut mixer);
    mixer.finish() as u32
}

/// Eight bytes at a time; smaller and several times as fast as the standard library's, which withstands chosen keys.
struct Mixer(u64);

impl Mixer {
    /// 2^64 divided by the golden ratio.
    const FACTOR: u64 = 0x9E37_79B9_7F4A_7C15;

    fn add(&mut self, word: u64) {
        let product = (self.0 ^ word).wrapping_mul(Self::FACTOR);
        self.0 = product ^ (product >> 32);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        words.iter().for_each(|word| self.add(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.add(rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte)));
        }
    }

    fn write_u8(&mut self, number: u8) {
        self.add(number.into());
    }

    fn write_u32(&mut self, number: u32) {
        self.add(number.into());
    }

    fn write_u64(&mut self, number: u64) {
        self.add(number);
    }

    fn write_usize(&mut self, number: usize) {
        self.add(number as u64);
    }

    fn finish(&self) -> u64 {
        // The high half: every bit of the words has reached it.
        self.0.wrapping_mul(Self::FACTOR) >> 32
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn it_holds_what_the_standard_library_holds() {
        let mut map = Map::default();
        let mut expected = HashMap::new();
        for number in 0..5_000_u64 {
            let key = format!("role/{}", number * 7919 % 1_777);
            let is_new = expected.insert(key.clone(), number).is_none();
            assert_eq!(map.insert(key, number), is_new);
        }
        let holds_all = |map: &Map<String, u64>, expected: &HashMap<String, u64>| {
            assert_eq!(map.len(), expected.len());
            assert!(expected.iter().all(|(key, value)| map.get(key.as_str()) == Some(value)));
            assert!(!map.contains_key("role/none"));
        };
        holds_all(&map, &expected);
        map.retain(|_, number| *number % 3 != 0);
        expected.retain(|_, number| *number % 3 != 0);
        holds_all(&map, &expected);
        map.clear();
        assert!(map.is_empty() && map.get("role/1").is_none());
    }

    #[test]
    fn entries_stay_in_the_order_in_which_they_came() {
        let mut counts: Map<Vec<u32>, u32> = Map::default();
        for word in [[3, 1], [2, 2], [3, 1], [0, 9]] {
            *counts.or_default(word.to_vec()) += 1;
        }
        let entries: Vec<(&[u32], u32)> = counts.entries().iter().map(|(key, count)| (&key[..], *count)).collect();
        assert_eq!(entries, [(&[3, 1][..], 2), (&[2, 2], 1), (&[0, 9], 1)]);
    }

    #[test]
    fn keys_that_differ_in_one_byte_get_slots_of_their_own() {
        for length in [1, 7, 8, 9, 16, 23] {
            for at in 0..length {
                let hashes = (0..=255).map(|byte: u8| {
                    let mut key = vec![b'a'; length];
                    key[at] = byte;
                    (hash(key.as_slice()) & 1023, ())
                });
                let different = hashes.collect::<Map<u32, ()>>().len();
                assert!(different > 200, "{length} bytes, the {at}th differs: {different} slots for 256 keys");
            }
        }
    }
}
