use super::Span;

/// Text after its escapes were undone, with a map back to the raw bytes it was read from.
///
/// Used wherever one language is written inside another: a query in a TOML string, a record in a JSON string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    text: String,
    /// `(decoded offset, raw offset)` at which a run of equal bytes starts, ascending in both.
    runs: Vec<(u32, u32)>,
    raw_end: u32,
}

impl Decoded {
    /// Text that stands in the raw bytes as it is, from `raw_start` on.
    pub fn verbatim(text: &str, raw_start: u32) -> Self {
        let mut decoded = Self::starting_at(raw_start);
        decoded.push_verbatim(text, raw_start);
        decoded
    }

    /// An empty text whose raw form starts at `raw_start`; fill it with the `push_` methods.
    pub fn starting_at(raw_start: u32) -> Self {
        Self { text: String::new(), runs: Vec::new(), raw_end: raw_start }
    }

    /// Appends text that stands at `raw_start` as it is.
    pub fn push_verbatim(&mut self, text: &str, raw_start: u32) {
        if text.is_empty() {
            return;
        }
        let here = self.len();
        let continues = self.raw_end == raw_start
            && self.runs.last().is_some_and(|(decoded, raw)| here - decoded == raw_start - raw);
        if !continues {
            self.runs.push((here, raw_start));
        }
        self.text.push_str(text);
        self.raw_end = raw_start + u32::try_from(text.len()).unwrap_or(u32::MAX);
    }

    /// Appends the characters that the escape at `raw` stands for.
    pub fn push_escape(&mut self, text: &str, raw: Span) {
        self.runs.push((self.len(), raw.start));
        self.text.push_str(text);
        self.raw_end = raw.end;
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The raw span that `span` of the decoded text was read from. An escape is covered whole.
    pub fn raw(&self, span: Span) -> Span {
        let start = self.raw_start(span.start);
        if span.is_empty() {
            return Span::at(start);
        }
        Span::new(start, self.raw_end_of(span.end))
    }

    /// The place in the decoded text where the raw place `raw` stands; inside an escape, before what it stands for.
    pub fn at(&self, raw: u32) -> u32 {
        let run = self.runs.partition_point(|(_, start)| *start <= raw);
        let Some((decoded, start)) = run.checked_sub(1).and_then(|run| self.runs.get(run)) else { return 0 };
        let next = self.runs.get(run).map_or(self.len(), |(decoded, _)| *decoded);
        // An escape may stand for fewer characters than it has, or for none.
        let is_past = raw >= self.raw_end && run == self.runs.len();
        if is_past { self.len() } else { (decoded + (raw - start)).min(next) }
    }

    fn len(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    fn raw_start(&self, offset: u32) -> u32 {
        if offset >= self.len() {
            return self.raw_end;
        }
        let run = self.runs.partition_point(|(decoded, _)| *decoded <= offset);
        let Some((decoded, raw)) = run.checked_sub(1).and_then(|run| self.runs.get(run)) else {
            return self.raw_end;
        };
        let next = self.runs.get(run).map_or(self.raw_end, |(_, raw)| *raw);
        (raw + (offset - decoded)).min(next)
    }

    /// The raw place just after the last byte before `offset`: the next run's start, or one past the last byte.
    fn raw_end_of(&self, offset: u32) -> u32 {
        let before = offset.saturating_sub(1);
        let run = self.runs.partition_point(|(decoded, _)| *decoded <= before);
        let next = self.runs.get(run);
        let run_ends_here = next.map_or(offset >= self.len(), |(decoded, _)| *decoded == offset);
        if run_ends_here {
            return next.map_or(self.raw_end, |(_, raw)| *raw);
        }
        self.raw_start(before) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_decoded_text_lead_back_to_the_raw_bytes() {
        // raw:      x"a\nbc\u0041d"   (decoded text starts at raw byte 2)
        let raw = "x\"a\\nbc\\u0041d\"";
        let mut decoded = Decoded::starting_at(2);
        decoded.push_verbatim("a", 2);
        decoded.push_escape("\n", Span::new(3, 5));
        decoded.push_verbatim("bc", 5);
        decoded.push_escape("A", Span::new(7, 13));
        decoded.push_verbatim("d", 13);
        assert_eq!(decoded.text(), "a\nbcAd");
        let under = |start, end| decoded.raw(Span::new(start, end)).of(raw);
        assert_eq!([under(0, 1), under(1, 2), under(2, 4), under(4, 5)], ["a", "\\n", "bc", "\\u0041"]);
        assert_eq!([under(5, 6), under(0, 6), under(3, 5)], ["d", "a\\nbc\\u0041d", "c\\u0041"]);
        assert_eq!(decoded.raw(Span::at(6)), Span::at(14));
    }

    #[test]
    fn raw_places_lead_to_the_decoded_text() {
        // raw:      x"a\nbc\u0041d"
        let mut decoded = Decoded::starting_at(2);
        decoded.push_verbatim("a", 2);
        decoded.push_escape("\n", Span::new(3, 5));
        decoded.push_verbatim("bc", 5);
        decoded.push_escape("A", Span::new(7, 13));
        decoded.push_verbatim("d", 13);
        let places = [0, 2, 3, 5, 6, 7, 13, 14, 99].map(|raw| decoded.at(raw));
        assert_eq!(places, [0, 0, 1, 2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn verbatim_text_is_only_shifted() {
        let decoded = Decoded::verbatim("event.action", 10);
        assert_eq!(decoded.raw(Span::new(6, 12)), Span::new(16, 22));
    }
}
