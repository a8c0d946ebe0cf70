use super::build::build;
use super::highlight::{Token, lex};
use super::input::{Input, LARGEST, recognise};
use super::schema::{self, Subject};
use super::toml::{self, Document, Entry, Table, Value, ValueKind};
use super::{Language, QueryText, Rule, RuleType, Spanned};
use crate::diagnostic::codes::rule as codes;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Place, sort_by_place};
use crate::text::{Decoded, Span};

/// How many problems are listed; a broken rule has a dozen, noise has thousands.
const LISTED: usize = 100;

/// A rule, what is wrong with it, and its colours.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Everything that could be read.
    pub rule: Rule,
    /// The keys and values as they stand; empty where the text is no rule.
    pub root: Table,
    /// Problems, in order of place.
    pub diagnostics: Vec<Diagnostic>,
    /// Colours of the TOML, ascending; the inside of the query is left to the query's own lexer.
    pub tokens: Vec<Token>,
}

/// Reads the text of the rule pane: a rule in TOML, or a bare query. Every text gives an answer.
pub fn parse(text: &str) -> Parsed {
    let whole = Span::from_range(0..text.len());
    match recognise(text) {
        Input::Empty => only(&codes::EMPTY, whole, "there is no rule yet", "Paste a rule in TOML, or only its query"),
        Input::TooLarge => {
            let message = format!("the text has {} KB; a rule has at most {} KB", text.len() / 1024, LARGEST / 1024);
            only(&codes::TOO_LARGE, Span::at(0), &message, "Paste one rule; events belong into the events pane")
        }
        Input::Json => {
            let start = text.find(['{', '[']).unwrap_or(0);
            let place = Span::from_range(start..start + 1);
            only(
                &codes::JSON,
                place,
                "this is JSON; rules are read in TOML",
                "Paste the rule's TOML file, or only its query",
            )
        }
        Input::Query(rule_type, language) => bare_query(text, rule_type, language),
        Input::Toml => rule(text),
    }
}

/// A query in a known language as a rule with default settings.
pub fn from_query(text: &str, language: Language) -> Parsed {
    let rule_type = match language {
        Language::Eql => RuleType::Eql,
        Language::Esql => RuleType::Esql,
        Language::Kuery | Language::Lucene => RuleType::Query,
    };
    Parsed { rule: rule_of_query(text, rule_type, language), ..Parsed::default() }
}

impl Parsed {
    /// Whether the text as a whole cannot be used: it is no TOML, or no rule at all. What was read is a guess then.
    pub fn is_broken(&self) -> bool {
        self.breaking().is_some()
    }

    /// The first reason why it cannot.
    pub fn breaking(&self) -> Option<&Diagnostic> {
        self.diagnostics.iter().find(|diagnostic| codes::BREAKING.contains(&diagnostic.code))
    }
}

#[inline(never)]
fn only(code: &'static Code, place: Span, message: &str, note: &str) -> Parsed {
    let diagnostic = Diagnostic::new(code, Place::rule(place), message).note(note);
    Parsed { diagnostics: vec![diagnostic], ..Parsed::default() }
}

#[inline(never)]
fn bare_query(text: &str, rule_type: RuleType, language: Language) -> Parsed {
    let rule = rule_of_query(text, rule_type, language);
    let span = rule.query.as_ref().map_or(Span::default(), |query| query.span);
    let message = format!("read as a bare {} query", language.as_str());
    let note = format!("It runs as a rule of type `{}` with default settings", rule_type.as_str());
    Parsed { rule, ..only(&codes::BARE_QUERY, span, &message, &note) }
}

fn rule_of_query(text: &str, rule_type: RuleType, language: Language) -> Rule {
    let start = text.find(|c: char| !c.is_whitespace() && c != '\u{feff}').unwrap_or(text.len());
    let query = text.get(start..).unwrap_or("").trim_end();
    let span = Span::from_range(start..start + query.len());
    Rule {
        rule_type: Some(Spanned { value: rule_type, span, key: None }),
        language: Some(Spanned { value: language, span, key: None }),
        query: Some(QueryText { decoded: Decoded::verbatim(query, span.start), span, key: None }),
        ..Rule::default()
    }
}

fn rule(text: &str) -> Parsed {
    let lexed = lex(text);
    let Document { mut root, mut diagnostics, broken_keys, reliable_until } = toml::read(text, &lexed, &schema::is_key);
    let nothing_read = root.entries.is_empty() && !diagnostics.is_empty();
    let is_partial = reliable_until.is_some() || nothing_read;
    if !is_partial && root.get("rule").is_none() {
        diagnostics.extend(adopt_keys_without_header(&mut root));
    }
    diagnostics.extend(encoding(text));
    let rule = build(text, &root);
    let is_deprecated = rule.metadata.maturity.as_ref().is_some_and(|maturity| maturity.value == "deprecated");
    let rule_type = rule.rule_type.map(|rule_type| rule_type.value);
    let subject = Subject { root: &root, rule_type, broken_keys: &broken_keys, is_partial, is_deprecated };
    let mut found = schema::check(&subject);
    found.extend(language_of_type(&rule));
    let mut lists = Vec::new();
    root.entries.iter().for_each(|entry| mixed(&entry.value, &mut lists));
    lists.retain(|list| found.iter().all(|known| known.place != list.place));
    found.extend(lists);
    found.retain(|diagnostic| {
        let start = diagnostic.place.map_or(0, |place| place.span.start);
        reliable_until.is_none_or(|until| start < until)
    });
    diagnostics.extend(found);
    sort_by_place(&mut diagnostics);
    cap(&mut diagnostics);
    let tokens = without_query(lexed.tokens, rule.query.as_ref());
    Parsed { rule, root, diagnostics, tokens }
}

/// What the file's bytes tell of how it was saved. Readers put U+FFFD where bytes were not UTF-8.
fn encoding(text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if text.starts_with('\u{feff}') {
        let place = Place::rule(Span::from_range(0..'\u{feff}'.len_utf8()));
        let message = "the file starts with a byte order mark";
        found.push(Diagnostic::new(&codes::BYTE_ORDER_MARK, place, message).note("Save it as UTF-8 without one"));
    }
    if let Some(at) = text.find('\u{fffd}') {
        let place = Place::rule(Span::from_range(at..at + '\u{fffd}'.len_utf8()));
        let message = "bytes that are not UTF-8 stand here";
        found.push(Diagnostic::new(&codes::SYNTAX, place, message).note("Save the file as UTF-8"));
    }
    found
}

/// Lists of several types, which the repository's reader does not take.
#[inline(never)]
fn mixed(value: &Value, found: &mut Vec<Diagnostic>) {
    match &value.kind {
        ValueKind::List(elements) => {
            let other =
                elements.first().and_then(|first| elements.iter().find(|one| one.describe() != first.describe()));
            if let Some(other) = other {
                let message = "the repository's reader takes lists of one type only";
                found.push(Diagnostic::new(&codes::UNREAD_TOML, Place::rule(other.span), message));
            }
            elements.iter().for_each(|element| mixed(element, found));
        }
        ValueKind::Table(table) => table.entries.iter().for_each(|entry| mixed(&entry.value, found)),
        _ => {}
    }
}

/// Keeps the first [`LISTED`] and says how many were left out.
#[inline(never)]
fn cap(diagnostics: &mut Vec<Diagnostic>) {
    let left_out = diagnostics.len().saturating_sub(LISTED);
    if left_out == 0 {
        return;
    }
    diagnostics.truncate(LISTED);
    let place = diagnostics.last().and_then(|last| last.place).unwrap_or(Place::rule(Span::at(0)));
    diagnostics.push(Diagnostic::new(&codes::TOO_MANY, place, format!("{left_out} more problems are not listed")));
}

/// Keys of `[rule]` that were pasted without their header become a rule.
#[inline(never)]
fn adopt_keys_without_header(root: &mut Table) -> Option<Diagnostic> {
    let is_rule_key =
        |entry: &Entry| schema::row("rule", &entry.key).is_some() && schema::row("", &entry.key).is_none();
    if !root.entries.iter().any(is_rule_key) {
        return None;
    }
    let is_table = |entry: &Entry| schema::row("", &entry.key).is_some();
    let (tables, keys): (Vec<_>, Vec<_>) = root.entries.drain(..).partition(is_table);
    let first = keys.first().map_or(Span::default(), |entry: &Entry| entry.key_span);
    root.entries = tables;
    let value = Value { span: first, kind: ValueKind::Table(Table { entries: keys }) };
    root.entries.push(Entry { key: "rule".to_owned(), key_span: first, value });
    let edit = Edit { place: Place::rule(Span::at(first.start)), text: "[rule]\n".to_owned() };
    let diagnostic =
        Diagnostic::new(&codes::NO_HEADER, Place::rule(first), "the keys of a rule need the header [rule] above them");
    Some(diagnostic.fix(Fix { title: "Put [rule] above".to_owned(), edits: vec![edit] }))
}

fn language_of_type(rule: &Rule) -> Option<Diagnostic> {
    let (rule_type, language) = (rule.rule_type?, rule.language?);
    let expected = match rule_type.value {
        RuleType::Eql => Language::Eql,
        RuleType::Esql => Language::Esql,
        _ => return None,
    };
    if language.value == expected {
        return None;
    }
    let message =
        format!("rules of type `{}` are not written in `{}`", rule_type.value.as_str(), language.value.as_str());
    let diagnostic = Diagnostic::new(&codes::LANGUAGE_OF_TYPE, Place::rule(language.span), message);
    let title = format!("Change it to `{}`", expected.as_str());
    Some(
        diagnostic
            .note(format!("Write `language = \"{}\"`, or change the type", expected.as_str()))
            .replace_with(title, format!("\"{}\"", expected.as_str())),
    )
}

/// Leaves only the quotes of the query.
fn without_query(tokens: Vec<Token>, query: Option<&QueryText>) -> Vec<Token> {
    let Some(query) = query else { return tokens };
    let inside = query.inside();
    let outside = |token: Token| {
        let before = Token { span: Span::new(token.span.start, token.span.end.min(inside.start)), ..token };
        let after = Token { span: Span::new(token.span.start.max(inside.end), token.span.end), ..token };
        [before, after].into_iter().filter(|token| !token.span.is_empty())
    };
    tokens.into_iter().flat_map(outside).collect()
}
