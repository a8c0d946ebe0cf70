/// Byte offset to UTF-16 offset, for the page: JavaScript counts text in UTF-16 units.
///
/// One checkpoint every [`Utf16Index::STEP`] bytes, so that a lookup in a large text reads only that much.
#[derive(Clone, Debug)]
pub struct Utf16Index {
    ascii: bool,
    checkpoints: Vec<u32>,
}

impl Utf16Index {
    const STEP: usize = 1024;

    /// Reads `text` once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { ascii: true, checkpoints: Vec::new() };
        }
        let mut checkpoints = Vec::with_capacity(text.len() / Self::STEP + 1);
        let mut units = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            checkpoints.push(units);
            units += units_in(chunk);
        }
        Self { ascii: false, checkpoints }
    }

    /// The UTF-16 offset of byte `offset` in `text`, which must be the text the index was made from.
    pub fn utf16(&self, text: &str, offset: u32) -> u32 {
        let offset = (offset as usize).min(text.len());
        if self.ascii {
            return u32::try_from(offset).unwrap_or(u32::MAX);
        }
        let step = offset / Self::STEP;
        let Some(base) = self.checkpoints.get(step) else {
            return self.checkpoints.last().copied().unwrap_or(0)
                + text.as_bytes().chunks(Self::STEP).last().map_or(0, units_in);
        };
        base + text.as_bytes().get(step * Self::STEP..offset).map_or(0, units_in)
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
