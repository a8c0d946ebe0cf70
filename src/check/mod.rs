//! What the rules repository asks of a rule beyond its keys: its loader, its tests and its guidelines.
//!
//! Each check is a row of [`crate::diagnostic::codes::check`] and a few lines here; [`CHECKS`] is the order they run in.

mod esql;
mod grammar;
mod guide;
mod kinds;
mod metadata;
mod query;
mod schedule;
mod tables;
mod tags;
mod threat;
mod verdict;

pub use metadata::changed_without_date;
pub use tables::Tables;
pub use verdict::settle;

use crate::diagnostic::codes::check as names;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Place, sort_by_place};
use crate::query::{eql, kql};
use crate::rule::toml::{Entry, Table};
use crate::rule::{Parsed, Rule, Spanned};
use crate::text::Span;

/// What is checked.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    /// The rule's text.
    pub text: &'a str,
    /// What was read of it.
    pub parsed: &'a Parsed,
    /// Where its file stands, if that is known.
    pub path: Option<&'a str>,
    /// Its query, where it is KQL.
    pub kql: Option<&'a kql::Query>,
    /// Its query, where it is EQL.
    pub eql: Option<&'a eql::Query>,
    /// MITRE's catalogue and the tags of published rules; what needs them is not said without.
    pub tables: Option<&'a Tables>,
}

/// The checks, by what they look at.
const CHECKS: &[fn(&Subject<'_>, &mut Found)] = &[
    metadata::check,
    schedule::check,
    tags::check,
    threat::check,
    kinds::check,
    query::check,
    esql::check,
    guide::check,
];

/// Whether the change a message offers needs no thought. Others guess what was meant.
pub fn is_mechanical(code: &Code) -> bool {
    let guesses = [&names::metadata::NAME_SHAPE, &names::threat::REFERENCE_SHAPE, &names::threat::NAME_OF_ID];
    let others = ["K020", "K026", "R017", "R018"];
    (code.id.starts_with('V') && !guesses.contains(&code)) || others.contains(&code.id)
}

/// Everything the checks say about a rule, in order of place. Nothing where the text is no rule with both tables.
#[inline(never)]
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let root = &subject.parsed.root;
    if root.table("metadata").is_none() || root.table("rule").is_none() || subject.parsed.is_broken() {
        return Vec::new();
    }
    let mut found = Found(Vec::new());
    if subject.is_deprecated() {
        metadata::deprecated(subject, &mut found);
    } else {
        CHECKS.iter().for_each(|check| check(subject, &mut found));
    }
    sort_by_place(&mut found.0);
    found.0
}

/// The messages so far.
struct Found(Vec<Diagnostic>);

impl Found {
    fn say(&mut self, code: &'static Code, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.0.push(Diagnostic::new(code, Place::rule(span), message));
        let last = self.0.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "it was just put there")]
        &mut self.0[last]
    }
}

impl Diagnostic {
    /// Adds a sentence to a message that is already in the list.
    fn add_note(&mut self, note: impl Into<String>) -> &mut Self {
        self.notes.push(note.into());
        self
    }

    /// Adds the replacement of a place to a message that is already in the list.
    fn add_fix(&mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> &mut Self {
        let edits = vec![Edit { place: Place::rule(span), text: text.into() }];
        self.fix = Some(Fix { title: title.into(), edits });
        self
    }
}

impl<'a> Subject<'a> {
    fn rule(&self) -> &'a Rule {
        &self.parsed.rule
    }

    fn is_deprecated(&self) -> bool {
        self.rule().metadata.maturity.as_ref().is_some_and(|maturity| maturity.value == "deprecated")
    }

    /// A key of `[rule]`.
    fn key(&self, key: &str) -> Option<&'a Entry> {
        self.parsed.root.table("rule")?.get(key)
    }

    /// A key of `[metadata]`.
    fn metadata(&self, key: &str) -> Option<&'a Entry> {
        self.parsed.root.table("metadata")?.get(key)
    }

    fn metadata_is(&self, key: &str, expected: bool) -> bool {
        self.metadata(key).and_then(|entry| entry.value.as_bool()) == Some(expected)
    }

    /// Where something that `[rule]` lacks is reported: its name, else its header.
    fn place(&self) -> Span {
        let header = || self.parsed.root.get("rule").map_or(Span::at(0), |entry| entry.value.span);
        self.rule().name.as_ref().and_then(|name| name.key).unwrap_or_else(header)
    }

    fn metadata_place(&self) -> Span {
        self.rule().metadata.span.unwrap_or(Span::at(0))
    }

    fn is_building_block(&self) -> bool {
        self.rule().building_block_type.is_some()
    }

    fn folder(&self) -> Option<&'a str> {
        self.path?.rsplit(['/', '\\']).nth(1)
    }

    fn file_name(&self) -> Option<&'a str> {
        self.path?.rsplit(['/', '\\']).next()
    }

    fn is_of_elastic(&self) -> bool {
        self.rule().author.iter().any(|author| author.value.eq_ignore_ascii_case("elastic"))
    }

    /// The oldest stack the rule runs on, as numbers; none where it names none.
    fn oldest_stack(&self) -> Option<Vec<u32>> {
        let version = self.rule().metadata.min_stack_version.as_ref()?;
        version.value.split('.').map(|part| part.parse().ok()).collect()
    }
}

/// A text's value, empty where there is none.
fn value(text: Option<&Spanned<String>>) -> &str {
    text.map_or("", |text| &text.value)
}

/// Where a new key goes: the line after the entry of another.
fn line_after(text: &str, span: Span) -> Span {
    let rest = text.get(span.end as usize..).unwrap_or("");
    let end = rest.find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
    Span::at(end as u32)
}

/// The element's bytes with the comma and white space up to its neighbour, so that a list stays a list without it.
fn element_with_comma(text: &str, span: Span) -> Span {
    let after = text.get(span.end as usize..).unwrap_or("");
    let gap = after.len() - after.trim_start().len();
    if after.trim_start().starts_with(',') {
        let rest = after.get(gap + 1..).unwrap_or("");
        let more = rest.len() - rest.trim_start().len();
        return Span::new(span.start, span.end + (gap + 1 + more) as u32);
    }
    let before = text.get(..span.start as usize).unwrap_or("").trim_end();
    let start = before.strip_suffix(',').map_or(span.start as usize, str::len);
    Span::new(start as u32, span.end)
}

/// The first element of a list that stands earlier as well.
fn repeated(values: &[Spanned<String>]) -> impl Iterator<Item = &Spanned<String>> {
    let before = |at: usize| values.get(..at).unwrap_or(&[]);
    values
        .iter()
        .enumerate()
        .filter(move |(at, one)| before(*at).iter().any(|other| other.value == one.value))
        .map(|(_, one)| one)
}

/// The table under a key of `[rule]`.
fn table<'a>(subject: &Subject<'a>, key: &str) -> Option<&'a Table> {
    subject.key(key)?.value.as_table()
}
