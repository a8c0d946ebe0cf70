use crate::order;
use crate::text::Span;

/// Ids without repeats, each with the bytes it was first read from.
#[derive(Clone, Debug, Default)]
pub struct Ids(Vec<(String, Span)>);

impl Ids {
    /// Adds an id; `false` where it is empty or was there already.
    pub fn add(&mut self, id: &str, span: Span) -> bool {
        let is_new = !id.is_empty() && !self.0.iter().any(|(known, _)| known == id);
        if is_new {
            self.0.push((id.to_owned(), span));
        }
        is_new
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: &Self) {
        for (id, span) in &other.0 {
            self.add(id, *span);
        }
    }

    /// The ids in the order of their UTF-16 units, as Java sorts text.
    pub fn sorted(&self) -> Vec<(&str, Span)> {
        let mut sorted: Vec<_> = self.0.iter().map(|(id, span)| (id.as_str(), *span)).collect();
        order::sort_by(&mut sorted, |(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
        sorted
    }

    /// The ids that `keep` accepts.
    pub fn filter(&self, keep: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(id, _)| keep(id)).cloned().collect())
    }

    /// What `shorten` makes of the ids.
    pub fn filter_map(&self, shorten: impl Fn(&str) -> Option<&str>) -> Self {
        let mut shortened = Self::default();
        for (id, span) in &self.0 {
            if let Some(short) = shorten(id) {
                shortened.add(short, *span);
            }
        }
        shortened
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_by_utf16_units() {
        let mut ids = Ids::default();
        for id in ["b", "\u{ff21}", "𝄞", "B", "b"] {
            ids.add(id, Span::at(0));
        }
        let sorted: Vec<_> = ids.sorted().into_iter().map(|(id, _)| id).collect();
        assert_eq!(sorted, ["B", "b", "𝄞", "\u{ff21}"]);
    }
}
