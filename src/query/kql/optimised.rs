//! The one form of a query that the tests of the rules repository take: lists without needless nesting, the values of
//! one field together, `not` before the field, no double `not`. The order of values is free.
//!
//! What the form is follows the optimiser of `lib/kql` in elastic/detection-rules; every published production rule is
//! in it (`tests/kql_corpus.rs`), but those about PowerShell script blocks, which the repository exempts.

use std::sync::Arc;

use super::ast::{Field, Leaf, Predicate, Query};
use super::{TokenKind, lex};
use crate::diagnostic::{Diagnostic, Place, codes::kql as codes};
use crate::query::{Condition, Node, NodeId, NodeKind, Token};
use crate::text::Span;

/// A query that names it may have any form.
const EXEMPT: &str = "powershell.file.script_block_text";
/// A longer query is not looked at; the longest published one has some 300 parts.
const MAX_PARTS: usize = 3_000;
/// How often the rules are applied until nothing changes.
const MAX_ROUNDS: usize = 8;

/// `query` in the optimised form; `None` where it is in that form already, and where the form says nothing about it:
/// an exempt query, one with an error, or with terms or nested lists, which the rules repository refuses anyway.
pub fn optimised(text: &str, query: &Query) -> Option<String> {
    let change = change(text, query.is_sound().then_some(&query.condition)?)?;
    let mut whole = text.to_owned();
    whole.replace_range(change.span.range(), &change.text);
    Some(whole)
}

/// The warning about a query in another form.
pub(super) fn not_optimised(text: &str, condition: &Condition<Leaf>) -> Option<Diagnostic> {
    let change = change(text, condition)?;
    let message = "not in the optimised form that the tests of the rules repository expect";
    Some(
        Diagnostic::new(&codes::NOT_OPTIMISED, Place::rule(change.span), message)
            .label(change.reason.words())
            .note("Group the values of a field and drop needless parentheses and `not`; the meaning stays the same.")
            .replace_with("Write the optimised form", change.text),
    )
}

/// The text and what it consists of.
struct Source<'t> {
    text: &'t str,
    tokens: Vec<Token<TokenKind>>,
}

/// The smallest part that has to be written in another way.
struct Change {
    span: Span,
    text: String,
    reason: Reason,
}

#[derive(Clone, Copy)]
enum Reason {
    Nested,
    Fields,
    Nots,
    DoubleNot,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    And,
    Or,
}

/// A part as the rules repository sees it: value lists are parts of a comparison, not comparisons.
#[derive(Clone)]
struct Form {
    /// Where it stands, as long as it is as it stands there.
    span: Option<Span>,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Value(Span),
    Exists(Span),
    Range(Span),
    Compare(Arc<Field>, Box<Form>),
    /// Whether it stands in a value list, and the part.
    Not(bool, Box<Form>),
    /// Whether it is a value list, and its parts.
    List(bool, Join, Vec<Form>),
}

fn change(text: &str, condition: &Condition<Leaf>) -> Option<Change> {
    if condition.nodes().len() > MAX_PARTS || text.contains(EXEMPT) {
        return None;
    }
    let fields = shared_fields(condition)?;
    let mut node = condition.root()?;
    loop {
        let before = form(condition, &fields, node, text)?;
        let mut reason = None;
        let after = optimise(before.clone(), &mut reason);
        let mut reason = reason?;
        // One changed part of a list that stays a list is changed alone.
        if let (Kind::List(false, _, _), Kind::List(false, _, parts)) = (&before.kind, &after.kind)
            && let [only] = changed(parts).as_slice()
            && parts.len() == node.parts().len()
            && let Some(part) = node.parts().get(*only).and_then(|id| condition.get(*id))
            && changes(condition, &fields, part, text)
        {
            node = part;
            continue;
        }
        let mut form = after;
        for _ in 0..MAX_ROUNDS {
            let mut again = None;
            form = optimise(form, &mut again);
            match again {
                Some(_) => reason = again.unwrap_or(reason),
                None => break,
            }
        }
        let separator = separator(text, condition, node);
        let source = Source { text, tokens: lex(text) };
        let mut span = source.balanced(node.span);
        let mut written = String::new();
        form.write(&source, separator, &mut written);
        let listed = matches!(form.kind, Kind::List(..));
        if listed && node.parent.is_some() && source.enclosed(span).is_none() {
            written = ["(", &written, ")"].concat();
        }
        while let Some(outer) = source.enclosed(span).filter(|_| !listed || node.parent.is_none()) {
            span = outer;
        }
        return Some(Change { span, text: written, reason });
    }
}

fn changes(condition: &Condition<Leaf>, fields: &[Option<Arc<Field>>], node: &Node<Leaf>, text: &str) -> bool {
    let mut reason = None;
    let _ = form(condition, fields, node, text).map(|form| optimise(form, &mut reason));
    reason.is_some()
}

fn changed(parts: &[Form]) -> Vec<usize> {
    (0..parts.len()).filter(|at| parts.get(*at).is_some_and(|part| part.span.is_none())).collect()
}

/// By node, the one `field:` all its leaves stand behind. `None` for a query that the rules repository cannot read.
fn shared_fields(condition: &Condition<Leaf>) -> Option<Vec<Option<Arc<Field>>>> {
    let mut fields: Vec<Option<Arc<Field>>> = Vec::with_capacity(condition.nodes().len());
    for node in condition.nodes() {
        let field = match &node.kind {
            NodeKind::Leaf(Leaf { field: Some(field), predicate: Predicate::Is(_) }) => Some(field.clone()),
            NodeKind::Leaf(Leaf { field: Some(_), predicate: Predicate::Range(..) }) => None,
            NodeKind::And(parts) | NodeKind::Or(parts) => {
                let of = |part: &NodeId| fields.get(part.index()).cloned().flatten();
                let first = of(parts.first()?);
                let same = |part: &NodeId| {
                    of(part).zip(first.as_ref()).is_some_and(|(field, first)| Arc::ptr_eq(&field, first))
                };
                first.clone().filter(|_| parts.iter().all(same))
            }
            NodeKind::Not(part) => fields.get(part.index()).cloned().flatten(),
            _ => return None,
        };
        fields.push(field);
    }
    Some(fields)
}

/// The form of a condition.
fn form(condition: &Condition<Leaf>, fields: &[Option<Arc<Field>>], node: &Node<Leaf>, text: &str) -> Option<Form> {
    let shared = fields.get(node.id.index())?.as_ref().filter(|field| node.span.start >= field.span.start);
    let kind = match (&node.kind, shared) {
        (_, Some(field)) => Kind::Compare(field.clone(), Box::new(value(condition, node, text)?)),
        (NodeKind::Leaf(_), None) => Kind::Range(node.span),
        (NodeKind::Not(part), None) => {
            Kind::Not(false, Box::new(form(condition, fields, condition.get(*part)?, text)?))
        }
        (kind, None) => {
            let parts = node.parts().iter().map(|part| form(condition, fields, condition.get(*part)?, text));
            Kind::List(false, join(kind), parts.collect::<Option<_>>()?)
        }
    };
    Some(Form { span: Some(node.span), kind })
}

/// The form of what stands behind `field:`.
fn value(condition: &Condition<Leaf>, node: &Node<Leaf>, text: &str) -> Option<Form> {
    let part = |part: &NodeId| value(condition, condition.get(*part)?, text);
    let (span, kind) = match &node.kind {
        NodeKind::Leaf(leaf) => {
            let span = leaf.predicate.value().span;
            let exists = span.of(text).bytes().all(|byte| byte == b'*');
            (Some(span), if exists { Kind::Exists(span) } else { Kind::Value(span) })
        }
        // The span of a list may have been widened to its field: it is written anew.
        NodeKind::Not(inner) => (None, Kind::Not(true, Box::new(part(inner)?))),
        kind => (None, Kind::List(true, join(kind), node.parts().iter().map(part).collect::<Option<_>>()?)),
    };
    Some(Form { span, kind })
}

fn join<L>(kind: &NodeKind<L>) -> Join {
    if matches!(kind, NodeKind::And(_)) { Join::And } else { Join::Or }
}

/// One round, from the leaves up. `reason` tells the first rule that changed something.
fn optimise(form: Form, reason: &mut Option<Reason>) -> Form {
    let mut inner = None;
    let kind = match form.kind {
        Kind::Compare(field, value) => Kind::Compare(field, Box::new(optimise(*value, &mut inner))),
        Kind::Not(values, part) => Kind::Not(values, Box::new(optimise(*part, &mut inner))),
        Kind::List(values, join, parts) => {
            Kind::List(values, join, parts.into_iter().map(|part| optimise(part, &mut inner)).collect())
        }
        kind => kind,
    };
    let span = form.span.filter(|_| inner.is_none());
    let form = simplify(Form { span, kind }, &mut inner);
    *reason = reason.or(inner);
    form
}

/// Applies the rules to one part whose parts are simple already.
fn simplify(form: Form, reason: &mut Option<Reason>) -> Form {
    let span = form.span;
    match form.kind {
        Kind::Not(outer, part) => match part.kind {
            Kind::Not(inner, part) if inner == outer => because(Reason::DoubleNot, *part, reason),
            kind => Form { span, kind: Kind::Not(outer, Box::new(Form { kind, ..*part })) },
        },
        Kind::Compare(field, value) => match value.kind {
            Kind::Not(_, value) => {
                let compared = changed_to(Kind::Compare(field, value));
                because(Reason::Nots, changed_to(Kind::Not(false, Box::new(compared))), reason)
            }
            kind => Form { span, kind: Kind::Compare(field, Box::new(Form { kind, ..*value })) },
        },
        Kind::List(true, join, parts) => values(join, parts, span, reason),
        Kind::List(false, join, parts) => conditions(join, parts, span, reason),
        kind => Form { span, kind },
    }
}

/// A value list: no list in a list of its kind, and one `not` for all negated values.
fn values(join: Join, parts: Vec<Form>, mut span: Option<Span>, reason: &mut Option<Reason>) -> Form {
    let mut parts = flat(true, join, parts, &mut span, reason);
    let negated = |part: &Form| matches!(&part.kind, Kind::Not(true, value) if matches!(value.kind, Kind::Value(_)));
    if parts.iter().filter(|part| negated(part)).count() > 1 {
        let first = parts.iter().position(negated).unwrap_or(0);
        let (nots, mut kept): (Vec<Form>, Vec<Form>) = parts.into_iter().partition(negated);
        let inner =
            nots.into_iter().filter_map(|not| if let Kind::Not(_, value) = not.kind { Some(*value) } else { None });
        let list = changed_to(Kind::List(true, join.dual(), inner.collect()));
        kept.insert(first, changed_to(Kind::Not(true, Box::new(list))));
        (parts, span) = (kept, None);
        *reason = reason.or(Some(Reason::Nots));
    }
    one_or_list(true, join, parts, span)
}

/// A list of conditions: no list in a list of its kind, and all values of a field at its first place.
fn conditions(join: Join, parts: Vec<Form>, mut span: Option<Span>, reason: &mut Option<Reason>) -> Form {
    let parts = flat(false, join, parts, &mut span, reason);
    let mut groups: Vec<Vec<Form>> = Vec::new();
    for part in parts {
        let group = part.field().and_then(|field| {
            groups
                .iter_mut()
                .find(|group| group.first().and_then(Form::field).is_some_and(|other| other.name == field.name))
        });
        match group {
            Some(group) => group.push(part),
            None => groups.push(vec![part]),
        }
    }
    let mut together = Vec::with_capacity(groups.len());
    for mut group in groups {
        if let [_, _, ..] = group.as_slice()
            && let Some(field) = group.first().and_then(Form::field).cloned()
        {
            span = None;
            *reason = reason.or(Some(Reason::Fields));
            let inner = group.into_iter().filter_map(Form::into_value).collect();
            let value = values(join, inner, None, reason);
            together.push(simplify(changed_to(Kind::Compare(field, Box::new(value))), reason));
        } else {
            together.append(&mut group);
        }
    }
    one_or_list(false, join, together, span)
}

fn flat(values: bool, join: Join, parts: Vec<Form>, span: &mut Option<Span>, reason: &mut Option<Reason>) -> Vec<Form> {
    let mut flat = Vec::with_capacity(parts.len());
    for part in parts {
        match part.kind {
            Kind::List(level, inner, parts) if level == values && inner == join => {
                *reason = reason.or(Some(Reason::Nested));
                *span = None;
                flat.extend(parts);
            }
            kind => flat.push(Form { kind, ..part }),
        }
    }
    flat
}

fn one_or_list(values: bool, join: Join, mut parts: Vec<Form>, span: Option<Span>) -> Form {
    match (parts.len(), parts.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            parts.extend(last);
            Form { span, kind: Kind::List(values, join, parts) }
        }
    }
}

fn changed_to(kind: Kind) -> Form {
    Form { span: None, kind }
}

fn because(why: Reason, form: Form, reason: &mut Option<Reason>) -> Form {
    *reason = reason.or(Some(why));
    Form { span: None, ..form }
}

/// What stands between the conditions of a list, so that a query over several lines stays one.
fn separator<'t>(text: &'t str, condition: &Condition<Leaf>, node: &Node<Leaf>) -> Option<&'t str> {
    let [first, second, ..] = node.parts() else { return None };
    let between = Span::new(condition.get(*first)?.span.end, condition.get(*second)?.span.start).of(text);
    let between = between.trim_matches(['(', ')']);
    let word = between.trim();
    (word == join(&node.kind).word() && between.contains('\n')).then_some(between)
}

impl Source<'_> {
    /// `span` with the parentheses that it opens and leaves open, or the other way round: the span of a list goes from
    /// its first part to its last, without the parentheses around these.
    fn balanced(&self, span: Span) -> Span {
        let first = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        let (mut open, mut unopened) = (0, 0);
        for token in self.tokens.get(first..end).unwrap_or(&[]) {
            match token.kind {
                TokenKind::OpenParenthesis => open += 1,
                TokenKind::CloseParenthesis if open > 0 => open -= 1,
                TokenKind::CloseParenthesis => unopened += 1,
                _ => {}
            }
        }
        let last =
            self.tokens.get((end + open).saturating_sub(1)).map_or(span.end, |token| token.span.end.max(span.end));
        let start = self.tokens.get(first.saturating_sub(unopened)).map_or(span.start, |token| token.span.start);
        Span::new(start.min(span.start), last)
    }

    /// `span` with the parentheses around it.
    fn enclosed(&self, span: Span) -> Option<Span> {
        let before = self.text.get(..span.start as usize).unwrap_or("").trim_end().strip_suffix('(')?;
        let after = self.text.get(span.end as usize..).unwrap_or("").trim_start().strip_prefix(')')?;
        Some(Span::from_range(before.len()..self.text.len() - after.len()))
    }

    fn of(&self, span: Span) -> &str {
        self.balanced(span).of(self.text)
    }
}

impl Form {
    /// The field of a comparison or of a negated one.
    fn field(&self) -> Option<&Arc<Field>> {
        match &self.kind {
            Kind::Compare(field, _) => Some(field),
            Kind::Not(false, part) => match &part.kind {
                Kind::Compare(field, _) => Some(field),
                _ => None,
            },
            _ => None,
        }
    }

    /// What [`Form::field`] is compared with, a `not` moved to it.
    fn into_value(self) -> Option<Form> {
        match self.kind {
            Kind::Compare(_, value) => Some(*value),
            Kind::Not(_, part) => Some(changed_to(Kind::Not(true, Box::new(part.into_value()?)))),
            _ => None,
        }
    }

    fn write(&self, text: &Source, separator: Option<&str>, out: &mut String) {
        if let Some(span) = self.span {
            out.push_str(text.of(span));
            return;
        }
        match &self.kind {
            Kind::Value(span) | Kind::Exists(span) | Kind::Range(span) => out.push_str(text.of(*span)),
            Kind::Compare(field, value) => {
                out.push_str(text.of(field.span));
                out.push(':');
                value.write_grouped(text, out);
            }
            Kind::Not(_, part) => {
                out.push_str("not ");
                part.write_grouped(text, out);
            }
            Kind::List(_, join, parts) => {
                for (at, part) in parts.iter().enumerate() {
                    if at > 0 {
                        match separator.filter(|separator| separator.trim() == join.word()) {
                            Some(separator) => out.push_str(separator),
                            None => {
                                out.push(' ');
                                out.push_str(join.word());
                                out.push(' ');
                            }
                        }
                    }
                    part.write_grouped(text, out);
                }
            }
        }
    }

    /// In parentheses where it is a list.
    fn write_grouped(&self, text: &Source, out: &mut String) {
        let list = matches!(self.kind, Kind::List(..));
        out.push_str(if list { "(" } else { "" });
        self.write(text, None, out);
        out.push_str(if list { ")" } else { "" });
    }
}

impl Join {
    fn word(self) -> &'static str {
        match self {
            Self::And => "and",
            Self::Or => "or",
        }
    }

    fn dual(self) -> Self {
        match self {
            Self::And => Self::Or,
            Self::Or => Self::And,
        }
    }
}

impl Reason {
    fn words(self) -> &'static str {
        match self {
            Self::Nested => "a list in a list of its kind",
            Self::Fields => "one field in several comparisons",
            Self::Nots => "a `not` that belongs elsewhere",
            Self::DoubleNot => "`not` twice",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::kql::parse;

    #[test]
    fn a_query_has_one_optimised_form() {
        for (text, expected) in [
            ("a:1 or a:2", "a:(1 or 2)"),
            ("a:1 and b:2 and a:3", "a:(1 and 3) and b:2"),
            ("a:(x or (y or z))", "a:(x or y or z)"),
            ("a:1 and (b:2 and c:3)", "a:1 and b:2 and c:3"),
            ("b:0 or (a:1 or a:2)", "b:0 or a:(1 or 2)"),
            ("b:0 and (a:1 or a:2)", "b:0 and a:(1 or 2)"),
            ("b:0 and (c:1 or a:1 or a:2)", "b:0 and (c:1 or a:(1 or 2))"),
            ("a:1 and not a:2", "a:(1 and not 2)"),
            ("not a:1 and not a:2", "not a:(1 or 2)"),
            ("not a:1 or not a:2", "not a:(1 and 2)"),
            ("a:* and not a:(p or q*)", "a:(* and not (p or q*))"),
            ("a:(not x and not y and not z and not w)", "not a:(x or y or z or w)"),
            ("a:(not x)", "not a:x"),
            ("not (not a:1)", "a:1"),
            ("not a:(not x)", "a:x"),
            ("not (a:1 or a:2)", "not a:(1 or 2)"),
            ("a:1 and (b:2 and (c:3 or d:4)) and e:5", "a:1 and b:2 and (c:3 or d:4) and e:5"),
            ("(a:1 and ((b:2) or b:3)) or c:(1)", "(a:1 and b:(2 or 3)) or c:(1)"),
            ("a:1 and\n  b:2 and\n  a:3", "a:(1 and 3) and\n  b:2"),
            ("a:1 and\n  b:(x or\n    y) and\n  (c:1 or c:2)", "a:1 and\n  b:(x or\n    y) and\n  c:(1 or 2)"),
            ("a:\"x y\" or a:C\\:\\\\*", "a:(\"x y\" or C\\:\\\\*)"),
        ] {
            let found = optimised(text, &parse(text));
            assert_eq!(found.as_deref(), Some(expected), "{text}");
            assert_eq!(optimised(expected, &parse(expected)), None, "{expected} is a fixed point");
        }
    }

    #[test]
    fn other_queries_stay() {
        for text in [
            "",
            "a:1",
            "((a:1))",
            "a:(z or y or x)",
            "a:(x and not (y or z))",
            "a:1 and not (b:2 and c:3)",
            "a > 1 and a < 5",
            "a:1 and (b:2 or c:3)",
            "l:{ a:1 and a:2 }",
            "free or text",
            "a:1 or a:",
            "a:(not (x or y) and not z)",
            "powershell.file.script_block_text:a or powershell.file.script_block_text:b",
        ] {
            assert_eq!(optimised(text, &parse(text)), None, "{text}");
        }
    }
}
