//! Which keys a rule may have, as a table: the reader checks against it, completion and hover read it.
//!
//! Source: the classes of <https://github.com/elastic/detection-rules/blob/main/detection_rules/rule.py>.

mod check;
mod coerce;
mod rows;
mod shape;
mod suggest;

pub(super) use check::{Subject, check};
pub(super) use coerce::{truth, whole_number};
pub use rows::ROWS;
pub use shape::{Shape, TIMELINES};

use super::RuleType;

/// One key.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Where it stands: `rule.threat[].tactic.id`; `[]` follows a list.
    pub path: &'static str,
    /// Which values it takes.
    pub kind: Kind,
    /// Whether a rule must have it. Inside a table: whether the table must.
    pub need: Need,
    /// The rule types that know the key; empty for all.
    pub only: &'static [RuleType],
    /// What it is for, one sentence.
    pub doc: &'static str,
}

/// Which values a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any text.
    Text,
    /// Text that is not blank.
    Filled,
    /// Text of at least one character.
    NonEmpty,
    /// Text of a certain shape.
    Shaped(&'static Shape),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list of these words.
    Words(&'static [&'static str]),
    /// A whole number in this range; text or a fraction that can be read as one is coerced.
    Whole(i64, i64),
    /// `true` or `false`
    Bool,
    /// A list of texts with this many elements at least and at most.
    Texts(usize, usize),
    /// The same, and no text may be empty.
    FilledTexts(usize, usize),
    /// A text or a list of texts.
    TextOrTexts,
    /// A table whose keys have rows.
    Table,
    /// A list of tables whose keys have rows.
    Tables,
    /// A list of lists of tables whose keys have rows.
    TableGrid,
    /// A table with any content.
    FreeTable,
    /// A list of tables with any content.
    FreeTables,
    /// A list of tables that hold only texts.
    TextTables,
    /// A table of tables, each with the text `field` or `value`.
    Named,
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may be missing.
    Optional,
    /// It must be there.
    Required,
    /// Rules of these types must have it.
    For(&'static [RuleType]),
}

/// Where the tables of `threat_mappings` are described: they are those of `threat`.
const THREAT: &str = "rule.threat";

impl Row {
    /// The path of the rows that describe its tables.
    fn described_at(&self) -> &'static str {
        if self.path == "rule.threat_mappings[].threat" { THREAT } else { self.path }
    }

    /// The last part of the path, without `[]`.
    pub fn key(&self) -> &'static str {
        let end = self.path.trim_end_matches("[]");
        end.rsplit('.').next().unwrap_or(end)
    }

    /// The path of the table the key stands in; empty for the top level.
    pub fn parent(&self) -> &'static str {
        self.path.rsplit_once('.').map_or("", |(parent, _)| parent)
    }
}

/// The row of a key in the table at `parent`.
pub fn row(parent: &str, key: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.parent() == parent && row.key() == key)
}

/// The rows of the table at `parent`, in the order they are usually written.
pub fn rows_in(parent: &str) -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(move |row| row.parent() == parent)
}

/// Whether some table of a rule has this key.
pub fn is_key(key: &str) -> bool {
    ROWS.iter().any(|row| row.key() == key)
}
