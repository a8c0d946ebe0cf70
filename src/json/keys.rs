use std::borrow::Cow;

use super::string::plain;
use crate::order::Map;
use crate::text::Span;

/// The keys of the objects that are open, innermost last, to find a key that is written twice.
#[derive(Default)]
pub(super) struct Keys<'t> {
    /// A number for each key that equal keys share; compared before the texts are.
    fingerprints: Vec<u64>,
    spans: Vec<Span>,
    /// Objects with more than [`Keys::FEW`] keys, by where their keys start.
    large: Vec<(usize, Map<Cow<'t, str>, ()>)>,
}

impl<'t> Keys<'t> {
    /// Up to this many keys are compared one by one, which is faster than hashing; CloudTrail records have about 25.
    const FEW: usize = 32;

    /// Where the keys of an object that opens now start.
    pub(super) fn len(&self) -> usize {
        self.spans.len()
    }

    /// Adds a key token of the innermost object, whose keys start at `from`; `escaped` where it has an escape. Returns whether the object has it already.
    pub(super) fn add(&mut self, text: &'t str, from: usize, key: Span, escaped: bool) -> bool {
        if let Some((_, keys)) = self.large.last_mut().filter(|(owner, _)| *owner == from) {
            return !keys.insert(plain(text, key), ());
        }
        let fingerprint = match escaped {
            true => fingerprint(plain(text, key).as_bytes()),
            false => fingerprint(text.as_bytes().get(key.start as usize + 1..key.end as usize - 1).unwrap_or_default()),
        };
        let known = self.fingerprints.get(from..).unwrap_or_default();
        // Two passes: the first has no branch inside and compares several at once.
        let maybe = known.iter().fold(false, |found, other| found | (*other == fingerprint));
        let found = maybe && {
            let name = plain(text, key);
            let spans = self.spans.get(from..).unwrap_or_default();
            known.iter().zip(spans).any(|(other, span)| *other == fingerprint && plain(text, *span) == name)
        };
        self.fingerprints.push(fingerprint);
        self.spans.push(key);
        if self.spans.len() - from > Self::FEW {
            let spans = self.spans.get(from..).unwrap_or_default();
            self.large.push((from, spans.iter().map(|span| (plain(text, *span), ())).collect()));
        }
        found
    }

    /// Forgets the keys from `from` on: their object is closed.
    pub(super) fn close(&mut self, from: usize) {
        self.fingerprints.truncate(from);
        self.spans.truncate(from);
        while self.large.last().is_some_and(|(owner, _)| *owner >= from) {
            self.large.pop();
        }
    }
}

/// Length, first and last bytes of a key; collisions only cost a comparison of the texts.
fn fingerprint(bytes: &[u8]) -> u64 {
    let length = (bytes.len() as u64) << 56;
    let word = |chunk: Option<&[u8; 8]>| chunk.map(|chunk| u64::from_le_bytes(*chunk));
    match word(bytes.first_chunk()).zip(word(bytes.last_chunk())) {
        Some((first, last)) => length ^ first ^ last.rotate_left(29),
        None => length ^ bytes.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)),
    }
}
