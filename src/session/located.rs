use std::cell::OnceCell;

use crate::text::{LineColumn, LineIndex, Span, Utf16Index};

/// An open text that can name its places. Its indices are made when the first place is asked for.
#[derive(Debug, Default)]
pub struct LocatedText {
    lines: OnceCell<LineIndex>,
    units: OnceCell<Utf16Index>,
}

impl LocatedText {
    /// Line and column of byte `offset` of `text`, which must always be the same text.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        self.lines.get_or_init(|| LineIndex::new(text)).line_column(text, offset)
    }

    /// The UTF-16 offsets of `span` of `text`, which must always be the same text.
    pub fn utf16(&self, text: &str, span: Span) -> (u32, u32) {
        let units = self.units.get_or_init(|| Utf16Index::new(text));
        (units.utf16(text, span.start), units.utf16(text, span.end))
    }
}
