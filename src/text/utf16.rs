use super::checkpoints::Checkpoints;

/// Byte offset to UTF-16 offset, for the page: JavaScript counts text in UTF-16 units.
#[derive(Clone, Debug)]
pub struct Utf16Index {
    units: Checkpoints,
}

impl Utf16Index {
    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        Self { units: Checkpoints::new(text, units_in) }
    }

    /// The UTF-16 offset of byte `offset` in `text`, which must be the text the index was made from.
    pub fn utf16(&self, text: &str, offset: u32) -> u32 {
        self.units.before(text, offset)
    }
}

/// A character takes one unit, or two if its UTF-8 form has four bytes; counted at each character's first byte.
fn units_in(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0xBF => 0,
            0xF0..=0xFF => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_standard_library_everywhere() {
        let text = "aé€𝄞".repeat(900);
        let index = Utf16Index::new(&text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let expected = text[..at].encode_utf16().count();
            assert_eq!(index.utf16(&text, at as u32) as usize, expected, "at byte {at}");
        }
    }
}
