//! A rule's tree against the table of keys.

use super::suggest::closest;
use super::{Kind, Need, ROWS, Row, Shape, row, rows_in, truth, whole_number};
use crate::diagnostic::codes::rule as codes;
use crate::diagnostic::{Diagnostic, Place, Severity, sort_by_place};
use crate::rule::RuleType;
use crate::rule::toml::{Entry, Table, Value, ValueKind};
use crate::text::Span;

/// What is checked.
pub struct Subject<'r> {
    /// The whole file.
    pub root: &'r Table,
    /// `rule.type`, if it is a known one.
    pub rule_type: Option<RuleType>,
    /// Keys whose line is no TOML; they are not reported as missing.
    pub broken_keys: &'r [String],
    /// Whether keys may be missing because the text is cut.
    pub is_partial: bool,
    /// `metadata.maturity = "deprecated"`: such files are not checked upstream, and have a key of their own.
    pub is_deprecated: bool,
}

/// Reports unknown, misplaced and missing keys, wrong types and values outside an enumeration, in order of place.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut checker = Checker { subject, found: Vec::new() };
    checker.tables();
    let mut found = checker.found;
    if subject.is_deprecated {
        // Upstream loads deprecated rules as they are, as long as they have both tables, an identifier and a name.
        found.iter_mut().filter(|problem| problem.code != &codes::MISSING_TABLE).for_each(|problem| {
            let needed = problem.code == &codes::MISSING_KEY && problem.severity == Severity::Error;
            problem.severity = if needed { Severity::Error } else { problem.severity.max(Severity::Warning) };
        });
    }
    sort_by_place(&mut found);
    found
}

struct Checker<'r> {
    subject: &'r Subject<'r>,
    found: Vec<Diagnostic>,
}

impl Checker<'_> {
    /// The top level. A missing table is one message at the top, not one for each of its keys.
    fn tables(&mut self) {
        let root = self.subject.root;
        for entry in &root.entries {
            self.entry("", entry);
        }
        for row in rows_in("").filter(|row| row.need == Need::Required) {
            if root.get(row.key()).is_none() && !self.is_excused(row.key()) {
                let message = format!("the table [{}] is missing", row.key());
                let keys: Vec<_> = rows_in(row.path)
                    .filter(|key| key.need == Need::Required)
                    .map(|key| format!("`{}`", key.key()))
                    .collect();
                let note = format!("Add [{}] with {}", row.key(), keys.join(", "));
                let place = Place::rule(Span::at(0));
                self.found.push(Diagnostic::new(&codes::MISSING_TABLE, place, message).note(note));
            }
        }
    }

    fn table(&mut self, path: &str, table: &Table, place: Span) {
        for entry in &table.entries {
            self.entry(path, entry);
        }
        for row in rows_in(path) {
            if self.is_needed(row) && table.get(row.key()).is_none() && !self.is_excused_in(path, row) {
                let mut problem = missing(row, path, self.subject.rule_type, place);
                if self.subject.is_deprecated && !["rule.rule_id", "rule.name"].contains(&row.path) {
                    problem.severity = Severity::Warning;
                }
                self.found.push(problem);
            }
        }
    }

    fn entry(&mut self, parent: &str, entry: &Entry) {
        let is_broken = self.subject.broken_keys.contains(&entry.key);
        if is_broken {
            return;
        }
        let known = row(parent, &entry.key);
        let Some(row) = known.filter(|row| row.path != "metadata.deprecated_reason" || self.subject.is_deprecated)
        else {
            return self.unknown(parent, entry, known.is_some());
        };
        let misplaced =
            self.subject.rule_type.filter(|rule_type| !row.only.is_empty() && !row.only.contains(rule_type));
        if let Some(rule_type) = misplaced {
            let types: Vec<_> = row.only.iter().map(|only| only.as_str()).collect();
            let message = format!("rules of type `{}` have no `{}`", rule_type.as_str(), entry.key);
            let note = format!("Only these types have it: {}", types.join(", "));
            self.found.push(Diagnostic::new(&codes::MISPLACED_KEY, Place::rule(entry.key_span), message).note(note));
            return;
        }
        self.value(row, entry);
    }

    fn unknown(&mut self, parent: &str, entry: &Entry, only_deprecated: bool) {
        let place = Place::rule(entry.key_span);
        let here =
            if parent.is_empty() { "the top level".to_owned() } else { format!("[{}]", parent.replace("[]", "")) };
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_KEY, place, format!("`{}` is no key of {here}", entry.key));
        let elsewhere = ROWS.iter().find(|row| row.key() == entry.key).map(|row| row.parent().replace("[]", ""));
        self.found.push(match (closest(&entry.key, rows_in(parent).map(Row::key)), elsewhere) {
            _ if parent.is_empty() && entry.key == "hunt" => {
                diagnostic.note("A hunt is no detection rule; paste one of its queries to run it")
            }
            _ if only_deprecated => diagnostic.note("Only rules with `maturity = \"deprecated\"` have it"),
            (Some(meant), _) => diagnostic
                .note(format!("Did you mean `{meant}`?"))
                .replace_with(format!("Rename it to `{meant}`"), meant),
            (None, Some(table)) if !table.is_empty() => diagnostic.note(format!("It belongs to [{table}]")),
            _ => diagnostic.note("Remove it"),
        });
    }

    fn value(&mut self, row: &Row, entry: &Entry) {
        let value = &entry.value;
        match (row.kind, &value.kind) {
            (Kind::Table, ValueKind::Table(table)) => self.table(row.path, table, value.span),
            (Kind::Tables, ValueKind::List(elements)) => self.tables_in(row, entry, elements, 1),
            (Kind::TableGrid, ValueKind::List(lists)) => {
                for list in lists {
                    match &list.kind {
                        ValueKind::List(elements) => self.tables_in(row, entry, elements, 2),
                        _ => self.wrong(row, entry, list),
                    }
                }
            }
            (Kind::Texts(least, most) | Kind::FilledTexts(least, most), ValueKind::List(elements)) => {
                self.texts(row, entry, elements);
                self.length(row, value, elements.len(), least, most);
            }
            (Kind::TextOrTexts, ValueKind::List(elements)) => self.texts(row, entry, elements),
            (Kind::Words(words), ValueKind::List(elements)) => {
                for element in elements {
                    match &element.kind {
                        ValueKind::String(text) => self.word(row, element, text, words),
                        _ => self.wrong(row, entry, element),
                    }
                }
            }
            (Kind::Word(words), ValueKind::String(text)) => self.word(row, value, text, words),
            (Kind::Shaped(shape), ValueKind::String(text)) => self.shape(row, value, text, shape),
            (Kind::Filled, ValueKind::String(text)) if text.trim().is_empty() => self.blank(row, value, "blank"),
            (Kind::NonEmpty, ValueKind::String(text)) if text.is_empty() => self.blank(row, value, "empty"),
            (Kind::Whole(least, most), kind) => match whole_number(value) {
                Some(number) => {
                    if !matches!(kind, ValueKind::Integer(_)) {
                        self.coerced(row, value, number.to_string());
                    }
                    self.number(row, value, number, least, most);
                }
                None => self.wrong(row, entry, value),
            },
            (Kind::Bool, ValueKind::Boolean(_)) => {}
            (Kind::Bool, _) => match truth(value) {
                Some(truth) => self.coerced(row, value, truth.to_string()),
                None => self.wrong(row, entry, value),
            },
            (Kind::FreeTables | Kind::TextTables, ValueKind::List(elements)) => {
                for element in elements {
                    match &element.kind {
                        ValueKind::Table(table) if matches!(row.kind, Kind::TextTables) => {
                            self.only_texts(row, entry, table);
                        }
                        ValueKind::Table(_) => {}
                        _ => self.wrong(row, entry, element),
                    }
                }
            }
            (Kind::Named, ValueKind::Table(table)) => self.named(row, entry, table),
            (Kind::Text | Kind::Filled | Kind::NonEmpty | Kind::TextOrTexts, ValueKind::String(_))
            | (Kind::FreeTable, ValueKind::Table(_)) => {}
            _ => self.wrong(row, entry, value),
        }
    }

    fn tables_in(&mut self, row: &Row, entry: &Entry, elements: &[Value], levels: usize) {
        let path = format!("{}{}", row.described_at(), "[]".repeat(levels));
        for element in elements {
            match &element.kind {
                ValueKind::Table(table) => self.table(&path, table, element.span),
                _ => self.wrong(row, entry, element),
            }
        }
    }

    fn texts(&mut self, row: &Row, entry: &Entry, elements: &[Value]) {
        for element in elements {
            match element.as_str() {
                None => self.wrong(row, entry, element),
                Some("") if matches!(row.kind, Kind::FilledTexts(..)) => {
                    let message = format!("an element of `{}` is empty", row.key());
                    self.found.push(Diagnostic::new(&codes::BAD_VALUE, Place::rule(element.span), message));
                }
                Some(_) => {}
            }
        }
    }

    fn length(&mut self, row: &Row, value: &Value, length: usize, least: usize, most: usize) {
        if length < least || length > most {
            let message = format!("`{}` has {length} elements", row.key());
            let note = format!("It takes {least} to {most}");
            self.found.push(Diagnostic::new(&codes::BAD_VALUE, Place::rule(value.span), message).note(note));
        }
    }

    fn coerced(&mut self, row: &Row, value: &Value, read: String) {
        let what = if value.as_str().is_some() { "text" } else { value.describe() };
        let message = format!("`{}` is {what}; it is read as {read}", row.key());
        let title =
            if value.as_str() == Some(&read) { "Remove the quotes".to_owned() } else { format!("Write {read}") };
        let diagnostic = Diagnostic::new(&codes::COERCED, Place::rule(value.span), message);
        self.found.push(diagnostic.replace_with(title, read));
    }

    fn blank(&mut self, row: &Row, value: &Value, how: &str) {
        let message = format!("`{}` is {how}", row.key());
        self.found.push(Diagnostic::new(&codes::BAD_VALUE, Place::rule(value.span), message));
    }

    fn shape(&mut self, row: &Row, value: &Value, text: &str, shape: &Shape) {
        // Bytes that are not UTF-8 are reported as such.
        if (shape.fits)(text) || text.contains('\u{fffd}') {
            return;
        }
        let message = format!("`{}` is `{text}`", row.key());
        let diagnostic = Diagnostic::new(shape.code, Place::rule(value.span), message).note(shape.note);
        self.found.push(match (shape.mend)(text).filter(|mended| (shape.fits)(mended)) {
            Some(mended) => diagnostic.replace_with(format!("Change it to `{mended}`"), format!("\"{mended}\"")),
            None => diagnostic,
        });
    }

    fn only_texts(&mut self, row: &Row, entry: &Entry, table: &Table) {
        for inner in table.entries.iter().filter(|inner| inner.value.as_str().is_none()) {
            self.wrong(row, entry, &inner.value);
        }
    }

    /// A table of tables, each with texts under `field` or `value`.
    fn named(&mut self, row: &Row, entry: &Entry, table: &Table) {
        for column in &table.entries {
            let Some(inner) = column.value.as_table() else {
                self.wrong(row, entry, &column.value);
                continue;
            };
            for key in inner.entries.iter().filter(|key| !["field", "value"].contains(&key.key.as_str())) {
                self.unknown(row.path, key, false);
            }
            self.only_texts(row, entry, inner);
        }
    }

    fn word(&mut self, row: &Row, value: &Value, text: &str, words: &[&'static str]) {
        if words.contains(&text) {
            return;
        }
        let message = format!("`{text}` is no `{}`", row.key());
        let note = format!("Use one of: {}", words.join(", "));
        let diagnostic = Diagnostic::new(&codes::BAD_VALUE, Place::rule(value.span), message).note(note);
        self.found.push(match closest(text, words.iter().copied()) {
            Some(meant) => diagnostic.replace_with(format!("Change it to `{meant}`"), format!("\"{meant}\"")),
            None => diagnostic,
        });
    }

    fn number(&mut self, row: &Row, value: &Value, number: i64, least: i64, most: i64) {
        if (least..=most).contains(&number) {
            return;
        }
        let range = if most == i64::MAX { format!("at least {least}") } else { format!("from {least} to {most}") };
        let message = format!("`{}` is {number}", row.key());
        let note = format!("It must be {range}");
        self.found.push(Diagnostic::new(&codes::BAD_VALUE, Place::rule(value.span), message).note(note));
    }

    fn wrong(&mut self, row: &Row, entry: &Entry, value: &Value) {
        let inside = value.span != entry.value.span;
        let subject = if inside { format!("an element of `{}`", row.key()) } else { format!("`{}`", row.key()) };
        let message = format!("{subject} is {}", value.describe());
        let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, Place::rule(value.span), message);
        self.found.push(diagnostic.note(format!("`{}` takes {}", row.key(), row.kind.describe())));
    }

    fn is_needed(&self, row: &Row) -> bool {
        match row.need {
            Need::Optional => false,
            Need::Required => true,
            Need::For(types) => self.subject.rule_type.is_some_and(|rule_type| types.contains(&rule_type)),
        }
    }

    /// As [`Self::is_excused`]; nor is anything missing from a table whose main header is misspelt.
    fn is_excused_in(&self, path: &str, row: &Row) -> bool {
        self.is_excused(row.key()) || self.is_misspelt(path.split(['.', '[']).next().unwrap_or(path))
    }

    fn is_excused(&self, key: &str) -> bool {
        let broken = self.subject.broken_keys.iter().any(|broken| broken == key);
        // A hunt is another kind of file, which is said of its table.
        let is_hunt = self.subject.root.get("hunt").is_some();
        self.subject.is_partial || broken || is_hunt || self.is_misspelt(key)
    }

    /// A misspelt key was reported where it stands; that it is missing is the same mistake.
    fn is_misspelt(&self, key: &str) -> bool {
        self.found.iter().any(|diagnostic| {
            diagnostic.code == &codes::UNKNOWN_KEY
                && diagnostic.fix.iter().flat_map(|fix| &fix.edits).any(|edit| edit.text == key)
        })
    }
}

fn missing(row: &Row, path: &str, rule_type: Option<RuleType>, place: Span) -> Diagnostic {
    let table = path.replace("[]", "");
    let message = match (row.need, rule_type) {
        (Need::For(_), Some(rule_type)) => {
            format!("[{table}] has no `{}`, which rules of type `{}` need", row.key(), rule_type.as_str())
        }
        _ => format!("[{table}] has no `{}`", row.key()),
    };
    Diagnostic::new(&codes::MISSING_KEY, Place::rule(place), message).note(format!(
        "Add `{}`: it takes {}",
        row.key(),
        row.kind.describe()
    ))
}

impl Kind {
    /// What it takes, in a few words.
    pub fn describe(self) -> String {
        match self {
            Self::Text | Self::Filled | Self::NonEmpty => "text".to_owned(),
            Self::Shaped(shape) => shape.note.to_owned(),
            Self::Word(words) => format!("one of: {}", words.join(", ")),
            Self::Words(words) => format!("a list of: {}", words.join(", ")),
            Self::Whole(i64::MIN, i64::MAX) => "a whole number".to_owned(),
            Self::Whole(least, i64::MAX) => format!("a whole number, at least {least}"),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::Bool => "true or false".to_owned(),
            Self::Texts(..) | Self::FilledTexts(..) => "a list of texts".to_owned(),
            Self::TextOrTexts => "text or a list of texts".to_owned(),
            Self::Table | Self::FreeTable => "a table".to_owned(),
            Self::Tables | Self::FreeTables => "a list of tables".to_owned(),
            Self::TextTables => "a list of tables of texts".to_owned(),
            Self::Named => "a table of tables with the text `field` or `value`".to_owned(),
            Self::TableGrid => "a list of lists of tables".to_owned(),
        }
    }
}
