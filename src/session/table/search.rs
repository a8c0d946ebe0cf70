//! Free text: the records as they stand, searched in one pass over each text.

use crate::events::{Bitmap, Store};
use crate::json::write_string;

/// The events whose record contains `wanted`, ASCII letters in any case. Quotes and backslashes are found as they were typed
/// and as JSON writes them.
pub(super) fn containing(events: &Store, wanted: &str) -> Bitmap {
    let mut found = Bitmap::none(events.len());
    search(events, wanted, &mut found);
    let mut escaped = String::new();
    write_string(&mut escaped, wanted);
    let inner = escaped.get(1..escaped.len() - 1).unwrap_or_default();
    if inner != wanted {
        search(events, inner, &mut found);
    }
    found
}

/// Whether `text` contains `wanted`, ASCII letters in any case.
pub(in crate::session) fn contains(text: &str, wanted: &str) -> bool {
    Needle::new(wanted).find(text.as_bytes(), 0).is_some()
}

fn search(events: &Store, wanted: &str, found: &mut Bitmap) {
    let needle = Needle::new(wanted);
    for event in 0..events.len() {
        let Some(record) = events.record(event) else { continue };
        if !found.get(event) && needle.find(record.span.of(events.text(record.source)).as_bytes(), 0).is_some() {
            found.set(event);
        }
    }
}

/// A text to be found, and how far the search may jump at each last byte (Horspool).
struct Needle {
    folded: Vec<u8>,
    jumps: [u8; 256],
}

impl Needle {
    fn new(wanted: &str) -> Self {
        let folded = wanted.to_ascii_lowercase().into_bytes();
        let longest = folded.len().min(255) as u8;
        let mut jumps = [longest.max(1); 256];
        let before_last = folded.len().saturating_sub(1);
        for (at, byte) in folded.iter().take(before_last).enumerate() {
            let jump = (before_last - at).min(255) as u8;
            for byte in [*byte, byte.to_ascii_uppercase()] {
                jumps[usize::from(byte)] = jump;
            }
        }
        Self { folded, jumps }
    }

    /// Where it first stands in `text` from `at` on.
    fn find(&self, text: &[u8], mut at: usize) -> Option<usize> {
        let Some(last) = self.folded.len().checked_sub(1) else { return Some(at) };
        while let Some(end) = text.get(at + last) {
            if end.to_ascii_lowercase() == self.folded[last]
                && text.get(at..at + last).is_some_and(|piece| piece.eq_ignore_ascii_case(&self.folded[..last]))
            {
                return Some(at);
            }
            at += usize::from(self.jumps[usize::from(*end)]);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_text_is_found_wherever_it_stands_in_any_case() {
        let texts =
            ["", "a", "ConsoleLogin", "consolelogin failed", "AAAB", "x-ConsoleLogi", "äÖConsoleLogin", "\"a\\b\""];
        for text in texts {
            for from in 0..=text.len() {
                for to in from..=text.len() {
                    let Some(piece) = text.get(from..to) else { continue };
                    for wanted in [piece.to_owned(), piece.to_ascii_uppercase(), format!("{piece}q")] {
                        let expected = text.to_ascii_lowercase().contains(&wanted.to_ascii_lowercase());
                        assert_eq!(contains(text, &wanted), expected, "`{wanted}` in `{text}`");
                    }
                }
            }
        }
    }
}
