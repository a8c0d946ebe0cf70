use super::checkpoints::Checkpoints;

/// Line and column as people count them: both from 1, columns in characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LineColumn {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// Where each line of a text starts, for turning byte offsets into [`LineColumn`]s.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// A file may be one line of many megabytes.
    characters: Checkpoints,
}

impl LineIndex {
    /// Reads the line starts of `text` once.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let ends_line = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            if ends_line {
                starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
            }
        }
        Self { starts, characters: Checkpoints::new(text, count_characters) }
    }

    /// The place of byte `offset` in `text`, which must be the text the index was made from.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        // An offset inside a character counts as that character.
        let column = self.characters.before(text, offset) - self.characters.before(text, start);
        LineColumn { line: u32::try_from(line).unwrap_or(u32::MAX), column: column + 1 }
    }
}

fn count_characters(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let text = "a\né€x\r\nb\rc";
        let index = LineIndex::new(text);
        let at = |needle: &str| {
            let offset = u32::try_from(text.find(needle).unwrap()).unwrap();
            let place = index.line_column(text, offset);
            (place.line, place.column)
        };
        assert_eq!([at("a"), at("é"), at("x"), at("b"), at("c")], [(1, 1), (2, 1), (2, 3), (3, 1), (4, 1)]);
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        let text = "ab";
        assert_eq!(LineIndex::new(text).line_column(text, 99), LineColumn { line: 1, column: 3 });
    }
}
