use std::sync::Arc;

use super::{Clause, Pattern};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::ecs::FieldPath;
use crate::query::kql::{Field, Leaf, Predicate, RangeOperator, Value as Operand, ValueKind as OperandKind};
use crate::rule::toml::{Table, Value, ValueKind};
use crate::text::Span;

/// The filters of a rule as one clause, and what could not be read.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// `None` where the rule has no filter that is switched on.
    pub(super) clause: Option<Clause>,
    /// Kinds of clauses that are not evaluated; places are bytes of the rule.
    pub diagnostics: Vec<Diagnostic>,
}

impl Filters {
    /// Whether there is nothing to decide.
    pub fn is_empty(&self) -> bool {
        self.clause.is_none()
    }
}

/// How deep `bool` clauses may be nested; deeper ones are not evaluated.
const DEPTH: usize = 32;

/// Reads `rule.filters` or `rule.threat_filters`.
#[inline(never)]
pub fn read(filters: &Value) -> Filters {
    let ValueKind::List(filters) = &filters.kind else { return Filters::default() };
    let mut reader = Reader { diagnostics: Vec::new() };
    let must: Vec<Clause> = filters.iter().filter_map(|filter| reader.filter(filter, DEPTH)).collect();
    let clause = (!must.is_empty()).then(|| all_of(must));
    Filters { clause, diagnostics: reader.diagnostics }
}

struct Reader {
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    /// One filter; `None` where it is switched off.
    fn filter(&mut self, filter: &Value, depth: usize) -> Option<Clause> {
        let table = filter.as_table()?;
        let meta = |key| Some(&table.table("meta")?.get(key)?.value);
        let is_set = |key| meta(key).and_then(Value::as_bool).unwrap_or(false);
        if is_set("disabled") {
            return None;
        }
        let combined = meta("params").filter(|_| meta("type").and_then(Value::as_str) == Some("combined"));
        let clause = match (combined.map(|params| &params.kind), table.get("query")) {
            (Some(ValueKind::List(parts)), _) if depth > 0 => {
                let parts = parts.iter().filter_map(|part| self.filter(part, depth - 1)).collect();
                if meta("relation").and_then(Value::as_str) == Some("OR") { any_of(parts) } else { all_of(parts) }
            }
            (_, Some(query)) => self.clause(&query.value, depth),
            (_, None) => self.beside_meta(table, filter.span),
        };
        let not = |clause| Clause::Bool { must: Vec::new(), must_not: vec![clause], should: Vec::new(), least: 0 };
        Some(if is_set("negate") { not(clause) } else { clause })
    }

    /// An older filter: the clause stands beside `meta` and `$state`.
    fn beside_meta(&mut self, table: &Table, span: Span) -> Clause {
        let own = table.entries.iter().find(|entry| entry.key != "meta" && entry.key != "$state");
        match own {
            Some(entry) => self.named(&entry.key, &entry.value, entry.key_span, DEPTH),
            None => self.unsupported("a filter without `query`", span),
        }
    }

    fn clause(&mut self, query: &Value, depth: usize) -> Clause {
        match query.as_table().map(|table| table.entries.as_slice()) {
            Some([entry]) => self.named(&entry.key, &entry.value, entry.key_span, depth),
            _ => self.unsupported("a query that is no single clause", query.span),
        }
    }

    fn named(&mut self, name: &str, value: &Value, span: Span, depth: usize) -> Clause {
        let read = match name {
            "match_all" => Some(Clause::All),
            "bool" if depth > 0 => self.boolean(value, depth - 1),
            "exists" => exists(value),
            "term" | "match" | "match_phrase" => comparison(name, value, span),
            "terms" => terms(value, span),
            "range" => range(value, span),
            "wildcard" => pattern(value, &["value", "wildcard"], Pattern::new),
            "prefix" => pattern(value, &["value"], Pattern::prefix),
            _ => None,
        };
        read.unwrap_or_else(|| self.unsupported(&format!("`{name}` as it stands here"), span))
    }

    fn boolean(&mut self, value: &Value, depth: usize) -> Option<Clause> {
        let table = value.as_table()?;
        let mut clauses = |keys: &[&str]| -> Vec<Clause> {
            let entries = table.entries.iter().filter(|entry| keys.contains(&entry.key.as_str()));
            let mut clauses = Vec::new();
            for entry in entries {
                match &entry.value.kind {
                    ValueKind::List(list) => clauses.extend(list.iter().map(|clause| self.clause(clause, depth))),
                    _ => clauses.push(self.clause(&entry.value, depth)),
                }
            }
            clauses
        };
        let (must, must_not, should) = (clauses(&["must", "filter"]), clauses(&["must_not"]), clauses(&["should"]));
        let least = match table.get("minimum_should_match") {
            Some(entry) => usize::try_from(entry.value.as_integer()?).ok()?,
            // <https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-bool-query>
            None => usize::from(must.is_empty() && !should.is_empty()),
        };
        Some(Clause::Bool { must, must_not, should, least })
    }

    fn unsupported(&mut self, what: &str, span: Span) -> Clause {
        let message = format!("the filter uses {what}, which is not evaluated");
        let diagnostic = Diagnostic::new(&codes::rule_types::FILTER, Place::rule(span), message)
            .note("Events that depend on it stay undecided; it works in Kibana.");
        self.diagnostics.push(diagnostic);
        Clause::Unsupported
    }
}

fn all_of(must: Vec<Clause>) -> Clause {
    Clause::Bool { must, must_not: Vec::new(), should: Vec::new(), least: 0 }
}

fn any_of(should: Vec<Clause>) -> Clause {
    Clause::Bool { must: Vec::new(), must_not: Vec::new(), should, least: 1 }
}

/// `match` on analysed text asks for any of its words; the other two, and a `match` of type `phrase`, for all in their order.
fn comparison(name: &str, value: &Value, span: Span) -> Option<Clause> {
    let (field, value) = one_field(value)?;
    let option = |key| value.as_table().and_then(|table| table.get(key)?.value.as_str());
    if option("operator").is_some_and(|operator| !operator.eq_ignore_ascii_case("or")) {
        return None;
    }
    let quoted = name != "match" || option("type") == Some("phrase");
    let operand = Operand { quoted, ..operand(parameter(value, &["value", "query"])?)? };
    Some(leaf(field, span, Predicate::Is(operand)))
}

fn exists(value: &Value) -> Option<Clause> {
    let field = value.as_table()?.get("field")?;
    let operand = Operand { span: field.value.span, quoted: false, kind: OperandKind::Exists };
    Some(leaf(field.value.as_str()?.to_owned(), field.value.span, Predicate::Is(operand)))
}

fn terms(value: &Value, span: Span) -> Option<Clause> {
    let (field, value) = one_field(value)?;
    let ValueKind::List(values) = &value.kind else { return None };
    let leaf = |value| Some(leaf(field.clone(), span, Predicate::Is(operand(value)?)));
    let should = values.iter().map(leaf).collect::<Option<Vec<_>>>()?;
    Some(any_of(should))
}

fn range(value: &Value, span: Span) -> Option<Clause> {
    let (field, bounds) = one_field(value)?;
    let mut must = Vec::new();
    for bound in &bounds.as_table()?.entries {
        let operator = match bound.key.as_str() {
            "gt" => RangeOperator::Greater,
            "gte" => RangeOperator::GreaterOrEqual,
            "lt" => RangeOperator::Less,
            "lte" => RangeOperator::LessOrEqual,
            "boost" => continue,
            // A date field reads these two without being told.
            "format" if FORMATS.contains(&bound.value.as_str()?) => continue,
            _ => return None,
        };
        must.push(leaf(field.clone(), span, Predicate::Range(operator, operand(&bound.value)?)));
    }
    Some(all_of(must))
}

const FORMATS: &[&str] = &["strict_date_optional_time", "epoch_millis", "strict_date_optional_time||epoch_millis"];

fn pattern(value: &Value, keys: &[&str], read: fn(&str, bool) -> Pattern) -> Option<Clause> {
    let (field, value) = one_field(value)?;
    let ignore_case = value.as_table().and_then(|table| table.get("case_insensitive")?.value.as_bool());
    let text = parameter(value, keys)?.as_str()?;
    Some(Clause::Pattern(FieldPath::new(&field), read(text, ignore_case.unwrap_or(false))))
}

/// `{"user.name": …}` or `user.name = …`, which TOML reads as nested tables.
fn one_field(value: &Value) -> Option<(String, &Value)> {
    const PARAMETERS: &[&str] =
        &["value", "query", "wildcard", "case_insensitive", "gt", "gte", "lt", "lte", "boost", "rewrite", "format"];
    let mut name = String::new();
    let mut value = value;
    loop {
        let entry = match value.as_table().map(|table| table.entries.as_slice()) {
            Some([entry]) if name.is_empty() || !PARAMETERS.contains(&entry.key.as_str()) => entry,
            _ => return (!name.is_empty()).then_some((name, value)),
        };
        if !name.is_empty() {
            name.push('.');
        }
        name.push_str(&entry.key);
        value = &entry.value;
    }
}

/// The value of a clause: itself, or under one of these keys.
fn parameter<'v>(value: &'v Value, keys: &[&str]) -> Option<&'v Value> {
    match value.as_table() {
        None => Some(value),
        Some(table) => keys.iter().find_map(|key| table.get(key)).map(|entry| &entry.value),
    }
}

fn operand(value: &Value) -> Option<Operand> {
    let kind = match &value.kind {
        ValueKind::String(text) => OperandKind::Text(text.as_str().into()),
        ValueKind::Integer(number) => OperandKind::Text(number.to_string().into()),
        ValueKind::Float(number) => OperandKind::Text(crate::number::plain(*number).into()),
        ValueKind::Boolean(value) => OperandKind::Bool(*value),
        ValueKind::Datetime | ValueKind::List(_) | ValueKind::Table(_) => return None,
    };
    Some(Operand { span: value.span, quoted: true, kind })
}

fn leaf(field: String, span: Span, predicate: Predicate) -> Clause {
    let field = Field { name: field.into(), pattern: None, span };
    Clause::Leaf(Box::new(Leaf { field: Some(Arc::new(field)), predicate }))
}
