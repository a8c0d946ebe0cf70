use crate::ecs::{FieldInfo, FieldPath};

/// One field over all events, with a dictionary of its distinct values: a condition is decided once for each
/// distinct value, not for each event.
#[derive(Clone, Debug)]
pub struct Column {
    /// The field.
    pub field: FieldPath,
    /// What the field table says of it.
    pub info: FieldInfo,
    /// Distinct values in order of first appearance.
    pub dictionary: Vec<Entry>,
    /// For event `i` its values are `ids[starts[i]..starts[i + 1]]`, indices into `dictionary`.
    pub(super) starts: Vec<u32>,
    pub(super) ids: Vec<u32>,
    /// Whether some event has several values.
    pub(super) has_lists: bool,
    /// Events whose value exists in production but is not known here: `(event, what to supply)`, ascending.
    pub(super) unknown: Vec<(u32, Box<str>)>,
}

/// A distinct value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The value as it is indexed: text in a keyword field also where the document has `true` or a number, a boolean in a
    /// boolean field and a number in a number field also where the document has text. What does not fit stays as it is.
    pub value: Scalar,
    /// `false` where it is longer than `ignore_above`: stored, but no query finds it.
    pub searchable: bool,
}

/// A single value. Numbers keep the text they were written with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// `true` or `false`
    Bool(bool),
    /// A number as written.
    Number(Box<str>),
    /// Text.
    String(Box<str>),
}

/// What a field holds for one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing (absent, null, or an empty list).
    Missing,
    /// Something that is not known here; the text says what to supply.
    Unknown(&'a str),
    /// One or more values, as indices into the dictionary.
    Values(&'a [u32]),
}

impl Column {
    /// Number of events.
    pub fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the field holds for `event`.
    pub fn cell(&self, event: u32) -> Cell<'_> {
        if let Ok(at) = self.unknown.binary_search_by_key(&event, |(event, _)| *event) {
            return self.unknown.get(at).map_or(Cell::Missing, |(_, needs)| Cell::Unknown(needs));
        }
        let bounds = self.starts.get(event as usize).zip(self.starts.get(event as usize + 1));
        match bounds.and_then(|(start, end)| self.ids.get(*start as usize..*end as usize)) {
            None | Some([]) => Cell::Missing,
            Some(ids) => Cell::Values(ids),
        }
    }

    /// The events whose value is not known, ascending.
    pub fn unknown_events(&self) -> impl Iterator<Item = u32> + '_ {
        self.unknown.iter().map(|(event, _)| *event)
    }
}
