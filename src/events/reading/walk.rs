use super::embedded::look_into;
use super::recovery::{Malformed, Recovery};
use super::{RECORD_KEYS, Reading, foreign, messages};
use crate::diagnostic::codes::json::TOO_DEEP;
use crate::diagnostic::{Diagnostic, SourceId, sort_by_place};
use crate::events::{RecordKind, RecordRef, Shape};
use crate::json::{Abandoned, Limits, Reader};
use crate::text::Span;

/// Reads a text from top to bottom.
pub(super) fn walk(text: &str, source: u32) -> Reading {
    let span = Span::from_range(0..text.len());
    let mut walk = Walk {
        text,
        source,
        reader: Reader::new(text, span, SourceId::Events(source), Limits::default()),
        records: Vec::new(),
        skipped: Skipped::default(),
        skipped_before: (0, Skipped::default()),
        diagnostics: Vec::new(),
        recovery: Recovery::default(),
        first_key: None,
        given_up: 0,
        events_at_error: None,
        nesting: 0,
    };
    walk.top();
    walk.finish()
}

struct Walk<'t> {
    text: &'t str,
    source: u32,
    reader: Reader<'t>,
    records: Vec<RecordRef>,
    skipped: Skipped,
    /// What was skipped before the last event, and how many events that makes.
    skipped_before: (usize, Skipped),
    /// Problems besides those of the reader.
    diagnostics: Vec<Diagnostic>,
    recovery: Recovery,
    /// The first key of the last event, with its quotes: its siblings start alike.
    first_key: Option<&'t str>,
    /// Where the last element starts after which nothing could be found to go on with.
    given_up: u32,
    /// How many events were read before the last error.
    events_at_error: Option<usize>,
    /// How many wrappers are open.
    nesting: u32,
}

/// Values that are no event.
#[derive(Clone, Copy, Default)]
struct Skipped {
    count: u32,
    first: Option<Span>,
}

/// What an object says of itself besides the events in it.
#[derive(Default)]
struct Seen {
    record_key: bool,
    /// `_id` or `_index`.
    hit_key: bool,
    /// Its events were taken out of it.
    unwrapped: bool,
    /// Its record is text that cannot be read; the reason was said.
    unreadable: bool,
    document_source: Option<RecordRef>,
    document_fields: Option<RecordRef>,
}

/// How many wrappers may stand inside each other; deeper ones are ready documents.
const MAX_NESTING: u32 = 8;

impl<'t> Walk<'t> {
    fn top(&mut self) {
        let mark = u32::from(self.text.starts_with('\u{feff}')) * '\u{feff}'.len_utf8() as u32;
        self.reader.resume(mark, 0);
        if self.reader.peek().is_some() && !foreign::starts_as_json(self.text.get(mark as usize..).unwrap_or("")) {
            let Some(line) = self.not_json() else { return };
            self.reader.resume(line, 0);
        }
        let (mut values, mut one_a_line) = (0_u32, true);
        let first = self.records.len();
        while self.reader.peek().is_some() {
            // Elements copied out of a list.
            if values > 0 && self.reader.eat(b',') {
                continue;
            }
            // After an error the end of a list may come without its start.
            if self.events_at_error.is_some() && (self.reader.eat(b']') || self.reader.eat(b'}')) {
                continue;
            }
            let start = self.reader.position();
            if self.value(Shape::Single).is_err() && !self.recover(start, 0) {
                break;
            }
            let value = Span::new(start, self.reader.position()).of(self.text);
            let begins_line = Span::new(0, start).of(self.text).trim_end_matches([' ', '\t']).ends_with('\n');
            one_a_line &= !value.trim_end().contains('\n') && (values == 0 || begins_line);
            values += 1;
        }
        if values > 1 {
            let shape = if one_a_line { Shape::Lines } else { Shape::Concatenated };
            let records = self.records.iter_mut().skip(first).filter(|record| record.shape == Shape::Single);
            records.for_each(|record| record.shape = shape);
        }
    }

    /// An event, a list of events, or a value that is no event. `shape` is how events stand here.
    fn value(&mut self, shape: Shape) -> Result<(), Abandoned> {
        match self.reader.peek() {
            Some(b'{') => self.object(shape).map(|_| ()),
            Some(b'[') if self.nesting < MAX_NESTING => {
                self.list(if shape == Shape::Single { Shape::List } else { shape })
            }
            _ => {
                let span = self.reader.skip_value()?;
                let events = self.records.len();
                if self.skipped_before.0 != events {
                    self.skipped_before = (events, self.skipped);
                }
                // After an error it is the rest of what was broken.
                if self.events_at_error != Some(events) {
                    self.skipped.count = self.skipped.count.saturating_add(1);
                    self.skipped.first = self.skipped.first.or(Some(span));
                }
                Ok(())
            }
        }
    }

    fn list(&mut self, shape: Shape) -> Result<(), Abandoned> {
        self.nesting += 1;
        let result = self.elements(shape);
        self.nesting -= 1;
        result
    }

    fn elements(&mut self, shape: Shape) -> Result<(), Abandoned> {
        self.reader.enter()?;
        let depth = self.reader.depth();
        let mut lacks_commas = false;
        loop {
            self.reader.peek();
            let start = self.reader.position();
            match self.reader.next_element() {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                // Only the comma is missing; that is said once.
                Err(_) if self.reader.peek() == Some(b'{') => {
                    if std::mem::replace(&mut lacks_commas, true) {
                        self.reader.retract();
                    }
                    self.reader.expect_element();
                    continue;
                }
                Err(abandoned) if !self.recover(start, depth) => return Err(abandoned),
                Err(_) => continue,
            }
            let start = self.reader.position();
            if let Err(abandoned) = self.value(shape)
                && !self.recover(start, depth)
            {
                return Err(abandoned);
            }
        }
    }

    /// Reads an object and adds the events it is or holds. Returns what it was taken for; `None` for a wrapper.
    fn object(&mut self, shape: Shape) -> Result<Option<RecordKind>, Abandoned> {
        self.nesting += 1;
        let result = self.members(shape);
        self.nesting -= 1;
        result
    }

    fn members(&mut self, shape: Shape) -> Result<Option<RecordKind>, Abandoned> {
        let start = self.reader.position();
        let before = (self.records.len(), self.skipped, self.diagnostics.len());
        let duplicates = self.reader.duplicate_keys();
        let mut seen = Seen { hit_key: shape == Shape::SearchHits, ..Seen::default() };
        let mut first_key = None;
        self.reader.enter()?;
        while let Some(key) = self.reader.next_key()? {
            let token = key.of(self.text);
            first_key = first_key.or(Some(token));
            self.member(token.get(1..token.len().saturating_sub(1)).unwrap_or_default(), shape, &mut seen)?;
        }
        if let Some(hit) = seen.document_source.or(seen.document_fields.filter(|_| seen.hit_key)) {
            self.records.push(hit);
            return Ok(None);
        }
        if seen.unreadable || (seen.unwrapped && !seen.record_key) {
            return Ok(None);
        }
        // It is an event itself, so what looked like events inside is part of it.
        self.records.truncate(before.0);
        self.skipped = before.1;
        self.diagnostics.truncate(before.2);
        self.first_key = first_key.or(self.first_key);
        let kind = if seen.record_key { RecordKind::CloudTrail } else { RecordKind::Document };
        let span = Span::new(start, self.reader.position());
        let duplicate_key = self.reader.duplicate_keys() > duplicates;
        self.records.push(RecordRef { kind, source: self.source, span, embedded: false, duplicate_key, shape });
        Ok(Some(kind))
    }

    fn member(&mut self, name: &str, shape: Shape, seen: &mut Seen) -> Result<(), Abandoned> {
        seen.record_key |= RECORD_KEYS.contains(&name);
        seen.hit_key |= name == "_id" || name == "_index";
        // A hit holds its document as it is.
        let next = self.reader.peek().filter(|_| self.nesting < MAX_NESTING && shape != Shape::Hit);
        match (name, next) {
            ("Records", Some(b'[')) => {
                seen.unwrapped = true;
                self.list(Shape::LogFile)
            }
            ("Events", Some(b'[')) => self.wrapped_list(Shape::LookupEvents, seen),
            ("events" | "logEvents", Some(b'[')) => self.wrapped_list(Shape::CloudWatch, seen),
            ("detail", Some(b'{')) => {
                let before = self.records.len();
                let found = self.object(Shape::EventBridge)?;
                if found == Some(RecordKind::CloudTrail) {
                    seen.unwrapped = true;
                } else {
                    self.records.truncate(before);
                }
                Ok(())
            }
            ("hits", Some(b'{')) => self.search_result(seen),
            ("_source", Some(b'{')) => {
                seen.document_source = self.document(shape)?;
                Ok(())
            }
            ("fields", Some(b'{')) => {
                let fields = self.document(shape)?;
                seen.document_fields = fields.map(|record| RecordRef { kind: RecordKind::Document, ..record });
                Ok(())
            }
            ("CloudTrailEvent" | "@message" | "message", Some(b'"')) => self.embedded(name, shape, seen),
            _ => self.reader.skip_value().map(|_| ()),
        }
    }

    /// A list that counts as a wrapper only if there are records inside its elements, or nothing at all.
    fn wrapped_list(&mut self, shape: Shape, seen: &mut Seen) -> Result<(), Abandoned> {
        let before = (self.records.len(), self.skipped.count, self.diagnostics.len());
        self.list(shape)?;
        let found = self.records.get(before.0..).unwrap_or_default();
        let nothing = found.is_empty() && before.1 == self.skipped.count;
        seen.unwrapped |= nothing || found.iter().any(|record| record.embedded);
        Ok(())
    }

    /// `{"total": …, "hits": […]}`
    fn search_result(&mut self, seen: &mut Seen) -> Result<(), Abandoned> {
        self.reader.enter()?;
        while let Some(key) = self.reader.next_key()? {
            if key.of(self.text) == "\"hits\"" && self.reader.peek() == Some(b'[') {
                seen.unwrapped = true;
                self.list(Shape::SearchHits)?;
            } else {
                self.reader.skip_value()?;
            }
        }
        Ok(())
    }

    /// The document of a hit; `None` where it is empty.
    fn document(&mut self, outer: Shape) -> Result<Option<RecordRef>, Abandoned> {
        let shape = if outer == Shape::SearchHits { outer } else { Shape::Hit };
        self.object(Shape::Hit)?;
        let record = self.records.pop().map(|record| RecordRef { shape, ..record });
        Ok(record.filter(|record| record.span.of(self.text).len() > 2))
    }

    /// A string that may hold a record.
    fn embedded(&mut self, name: &str, outer: Shape, seen: &mut Seen) -> Result<(), Abandoned> {
        let span = self.reader.skip_value()?;
        let room = Limits::default().problems.saturating_sub(self.diagnostics.len() as u32);
        let found = look_into(self.text, span, self.source, Limits { problems: room, ..Limits::default() });
        // Plain text under `message` is a field of a ready document, unless the text around it is an export of log events.
        let expected = name == "CloudTrailEvent" || outer == Shape::CloudWatch;
        let Some(found) = found else {
            if expected {
                seen.unreadable = true;
                self.skipped.count = self.skipped.count.saturating_add(1);
                self.skipped.first = self.skipped.first.or(Some(span));
            }
            return Ok(());
        };
        if !(found.record || name == "CloudTrailEvent") {
            return Ok(());
        }
        self.diagnostics.extend(found.diagnostics);
        if !found.complete {
            seen.unreadable = true;
            return Ok(());
        }
        seen.unwrapped = true;
        let shape = if name == "CloudTrailEvent" { Shape::LookupEvents } else { Shape::CloudWatch };
        self.records.push(RecordRef {
            kind: RecordKind::CloudTrail,
            source: self.source,
            span,
            embedded: true,
            duplicate_key: found.duplicate_key,
            shape,
        });
        // Keys beside the text, as a log query selects them, repeat the record.
        seen.record_key = false;
        Ok(())
    }

    /// Goes on after the malformed element that starts at `start`, `depth` levels deep. Returns whether there is anything to go on with.
    fn recover(&mut self, start: u32, depth: usize) -> bool {
        let reached = self.records.last().map_or(0, |record| record.span.end).max(self.given_up);
        let too_deep = self.reader.diagnostics().last().is_some_and(|last| *last.code == TOO_DEEP);
        let from = if too_deep { self.reader.position() } else { start.max(reached) };
        let own_key = || {
            let element = self.text.get(start as usize..)?.strip_prefix('{')?.trim_start();
            let end = element.strip_prefix('"')?.find('"')? + 2;
            element.get(..end)
        };
        // What is no object after an error is the rest of what was broken, not another cause.
        let opens = self.text.as_bytes().get(start as usize).is_some_and(|first| matches!(first, b'{' | b'['));
        if self.events_at_error.replace(self.records.len()) == Some(self.records.len()) && !opens {
            self.reader.retract();
        }
        // So is what stands before it since the last event.
        if self.skipped_before.0 == self.records.len() {
            self.skipped = self.skipped_before.1;
        }
        // A string that ended too early is broken inside as well.
        while self.diagnostics.last().is_some_and(|last| last.place.is_some_and(|place| place.span.start >= from)) {
            self.diagnostics.pop();
        }
        // In nested text everything looks like a sibling.
        let (own_key, last_key) = if too_deep { (None, None) } else { (own_key(), self.first_key) };
        let malformed = Malformed { start, from, in_list: depth > 0, own_key, last_key };
        let Some(resume) = self.recovery.resume_at(self.text, &malformed) else {
            self.given_up = self.given_up.max(start);
            return false;
        };
        if self.reader.peek().is_none() {
            // It ran on to the end, but the text is not cut: the element is not closed.
            self.reader.blame(Span::new(start, start + 1), "this value is not closed before the next one starts");
        }
        self.reader.resume(resume, depth);
        if self.reader.peek() == Some(b'{') {
            self.reader.expect_element();
        }
        true
    }

    /// Says what the text is instead. Returns the next line that may be JSON, if the text is nothing else that has a name.
    fn not_json(&mut self) -> Option<u32> {
        let start = self.reader.position();
        let rest = self.text.get(start as usize..).unwrap_or("");
        let format = foreign::guess(rest);
        self.diagnostics.push(messages::not_json(self.text, self.source, start, format));
        let next = rest.find("\n{").filter(|_| format.is_none())?;
        Some(start + next as u32 + 1)
    }

    fn finish(self) -> Reading {
        let mut diagnostics = self.diagnostics;
        let (problems, mut unreported) = self.reader.into_diagnostics();
        diagnostics.extend(problems);
        sort_by_place(&mut diagnostics);
        let limit = Limits::default().problems as usize;
        unreported += diagnostics.len().saturating_sub(limit) as u32;
        diagnostics.truncate(limit);
        if let Some(first) = self.skipped.first {
            diagnostics.push(messages::no_event(self.text, self.source, first, self.skipped.count));
        }
        if unreported > 0 {
            diagnostics.push(messages::more_problems(self.text, self.source, unreported));
        }
        Reading { records: self.records, skipped: self.skipped.count, diagnostics }
    }
}
