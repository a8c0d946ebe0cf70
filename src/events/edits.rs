//! Records are added to a text and taken out of it without a change of how events stand in it.

use super::{RecordRef, Shape, SourceText, Store};
use crate::cloudtrail::MappingOptions;
use crate::diagnostic::{Edit, Place};
use crate::json::{LaidOut, decode_string, write_string};
use crate::text::Span;

impl Store {
    /// The change that takes an event out of its text; `None` where there is no such event.
    pub fn remove(&self, event: u32) -> Option<Edit> {
        let record = self.record(event)?;
        let text = self.text(record.source);
        Some(edit(record.source, without(text, element(text, record)), String::new()))
    }

    /// The change that writes an event a second time, behind itself.
    pub fn duplicate(&self, event: u32) -> Option<Edit> {
        let record = self.record(event)?;
        let text = self.text(record.source);
        let element = element(text, record);
        let copy = format!("{}{}", Separator::of(text, element).text(), element.of(text));
        Some(edit(record.source, Span::at(element.end), copy))
    }

    /// The change that writes another record in the place of an event's, as that stands in its text; `None` where `pasted` does
    /// not hold exactly one.
    pub fn replace(&self, event: u32, pasted: &str) -> Option<Edit> {
        let record = self.record(event)?;
        let [new] = <[String; 1]>::try_from(read(pasted)).ok()?;
        let text = self.text(record.source);
        let mut written = String::new();
        if record.embedded {
            write_string(&mut written, &laid_out(&new, false, ""));
        } else {
            let line =
                text.get(..record.span.start as usize).unwrap_or_default().rsplit('\n').next().unwrap_or_default();
            let indent = line.len() - line.trim_start().len();
            let spread = record.span.of(text).contains('\n');
            written = laid_out(&new, spread, line.get(..indent).unwrap_or_default());
        }
        Some(edit(record.source, record.span, written))
    }

    /// The change that adds the records in `pasted` behind an event, or to the text `source` if that has none, and how many
    /// they are; `None` where `pasted` holds no record.
    pub fn insert(&self, event: Option<u32>, source: u32, pasted: &str) -> Option<(Edit, u32)> {
        let records = read(pasted);
        let count = u32::try_from(records.len()).ok().filter(|count| *count > 0)?;
        let Some(record) = event.and_then(|event| self.record(event)) else {
            return Some((first(self.text(source), source, &records), count));
        };
        let text = self.text(record.source);
        let element = element(text, record);
        let separator = Separator::of(text, element);
        let spread = element.of(text).contains('\n');
        let mut added = String::new();
        for new in records {
            let wrapped = wrap(&new, record.shape, element.of(text));
            added.push_str(&separator.text());
            added.push_str(&laid_out(&wrapped, spread, separator.indent()));
        }
        Some((edit(record.source, Span::at(element.end), added), count))
    }
}

fn edit(source: u32, span: Span, text: String) -> Edit {
    Edit { place: Place::events(source, span), text }
}

/// The texts of the records in a pasted text.
fn read(pasted: &str) -> Vec<String> {
    let text = SourceText { name: String::new(), text: pasted.to_owned() };
    let store = Store::open(vec![text], MappingOptions::default());
    let of = |record: RecordRef| match record.embedded {
        true => decode_string(pasted, record.span).text().to_owned(),
        false => record.span.of(pasted).to_owned(),
    };
    (0..store.len()).filter_map(|event| store.record(event)).map(of).collect()
}

/// The change that adds records to a text without events.
fn first(text: &str, source: u32, records: &[String]) -> Edit {
    let spread = records.len() == 1;
    let all: Vec<String> = records.iter().map(|record| laid_out(record, spread, "")).collect();
    if text.trim().is_empty() {
        return edit(source, Span::from_range(0..text.len()), all.join("\n"));
    }
    let empty = text.rfind('[').filter(|at| text.get(at + 1..).is_some_and(|rest| rest.trim_start().starts_with(']')));
    match empty {
        Some(list) => edit(source, Span::from_range(list + 1..list + 1), all.join(",\n")),
        None => edit(source, Span::from_range(text.len()..text.len()), format!("\n{}", all.join("\n"))),
    }
}

fn laid_out(record: &str, spread: bool, indent: &str) -> String {
    let span = Span::from_range(0..record.len());
    let laid = if spread { LaidOut::indented(record, span, indent) } else { LaidOut::line(record, span) };
    laid.text
}

/// A record as its neighbours stand in the text.
fn wrap(record: &str, shape: Shape, neighbour: &str) -> String {
    let as_text = |key: &str| {
        let mut wrapped = format!("{{\"{key}\": ");
        write_string(&mut wrapped, &laid_out(record, false, ""));
        wrapped.push('}');
        wrapped
    };
    match shape {
        Shape::Single | Shape::List | Shape::Lines | Shape::Concatenated | Shape::LogFile => record.to_owned(),
        Shape::LookupEvents => as_text("CloudTrailEvent"),
        Shape::CloudWatch if neighbour.contains("\"@message\"") => as_text("@message"),
        Shape::CloudWatch => as_text("message"),
        Shape::EventBridge => format!("{{\"detail-type\": \"AWS API Call via CloudTrail\", \"detail\": {record}}}"),
        Shape::SearchHits | Shape::Hit => format!("{{\"_source\": {record}}}"),
    }
}

/// What stands between two elements of a text.
enum Separator<'t> {
    /// A comma and this white space.
    Comma(&'t str),
    /// A line end: elements stand one after another at the top.
    Line,
}

impl<'t> Separator<'t> {
    fn of(text: &'t str, element: Span) -> Self {
        let before = text.get(..element.start as usize).unwrap_or_default();
        let written = before.trim_end();
        match written.ends_with([',', '[']) {
            true => Self::Comma(before.get(written.len()..).unwrap_or_default()),
            false => Self::Line,
        }
    }

    fn text(&self) -> String {
        match self {
            Self::Comma(space) => format!(",{space}"),
            Self::Line => "\n".to_owned(),
        }
    }

    /// What stands before each line of an element.
    fn indent(&self) -> &'t str {
        match self {
            Self::Comma(space) => space.rsplit_once('\n').map_or("", |(_, indent)| indent),
            Self::Line => "",
        }
    }
}

/// What has to go for an element to go: itself, and the comma or white space on one side.
fn without(text: &str, element: Span) -> Span {
    let (start, end) = (element.start as usize, element.end as usize);
    let after = text.get(end..).unwrap_or_default();
    let rest = after.trim_start();
    let gap = after.len() - rest.len();
    if let Some(next) = rest.strip_prefix(',') {
        let space = next.len() - next.trim_start().len();
        return Span::from_range(start..end + gap + 1 + space);
    }
    let before = text.get(..start).unwrap_or_default().trim_end();
    if let Some(before) = before.strip_suffix(',') {
        return Span::from_range(before.len()..end);
    }
    match rest.bytes().next() {
        Some(b']' | b'}') => element,
        Some(_) => Span::from_range(start..end + gap),
        None => Span::from_range(before.len()..end),
    }
}

/// The element a record stands in: itself, or where it is wrapped the element of the innermost list around it, or else the
/// outermost value.
fn element(text: &str, record: RecordRef) -> Span {
    let plain =
        matches!(record.shape, Shape::Single | Shape::List | Shape::Lines | Shape::Concatenated | Shape::LogFile);
    if plain && !record.embedded {
        return record.span;
    }
    let at = record.span.start as usize;
    let mut open: Vec<(bool, usize)> = Vec::new();
    brackets(text, 0, |byte, place| {
        if place >= at {
            return false;
        }
        match byte {
            b'{' | b'[' => open.push((byte == b'[', place)),
            _ => _ = open.pop(),
        }
        true
    });
    let list = open.iter().rposition(|(is_list, _)| *is_list);
    let Some((_, start)) = open.get(list.map_or(0, |list| list + 1)) else { return record.span };
    let (mut depth, mut end) = (0_u32, *start);
    brackets(text, *start, |byte, place| {
        match byte {
            b'{' | b'[' => depth += 1,
            _ => depth = depth.saturating_sub(1),
        }
        end = place + 1;
        depth > 0
    });
    let element = Span::from_range(*start..end);
    if element.contains(record.span) { element } else { record.span }
}

/// Visits every bracket outside strings from `at` on, until told to stop.
fn brackets(text: &str, at: usize, mut visit: impl FnMut(u8, usize) -> bool) {
    let mut inside = false;
    let mut escaped = false;
    for (place, byte) in text.bytes().enumerate().skip(at) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b'{' | b'}' | b'[' | b']' if !inside && !visit(byte, place) => return,
            _ => {}
        }
    }
}
