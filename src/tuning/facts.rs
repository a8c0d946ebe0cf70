use crate::query::eql::{self, Comparison, ExpressionKind, Literal, Matching};
use crate::query::{Node, kql};
use crate::text::Span;

/// What tuning wants to know of a comparison, whatever its language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its text, with its field.
    pub text: String,
    /// The field it compares; empty where there is none or several.
    pub field: String,
    /// Whether it says what must not be, without a `not` above it: `!=`.
    pub negated: bool,
    /// Whether it is written in KQL, so that a value can be written in another way.
    pub is_kql: bool,
    /// Its values with wildcards, those that only ask whether there is a value left out.
    pub wildcards: Vec<WildcardAt>,
}

/// A value with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WildcardAt {
    /// Stars as `*`.
    pub text: String,
    /// Bytes of the query text.
    pub span: Span,
}

impl WildcardAt {
    /// Whether it begins with a wildcard, so that an index cannot be searched from its start.
    pub fn is_leading(&self) -> bool {
        self.text.starts_with(['*', '?'])
    }
}

/// Of a comparison in KQL; `text` is the query's.
pub fn kql_facts(text: &str, node: &Node<kql::Leaf>, leaf: &kql::Leaf) -> Facts {
    let words = squeezed(node.span.of(text));
    let field = leaf.field.as_ref().map_or("", |field| &field.name);
    let outside = leaf.field.as_ref().is_some_and(|field| !node.span.contains(field.span));
    let value = leaf.predicate.value();
    let wildcards = match &value.kind {
        kql::ValueKind::Wildcard(pattern) => vec![WildcardAt { text: pattern.to_string(), span: value.span }],
        _ => Vec::new(),
    };
    let text = if outside { [field, ": ", &words].concat() } else { words };
    Facts { text, field: field.to_owned(), negated: false, is_kql: true, wildcards }
}

/// Of a comparison in EQL; `text` is the query's.
pub fn eql_facts(text: &str, node: &Node<eql::Leaf>, leaf: &eql::Leaf) -> Facts {
    let eql::Leaf::Test(expression) = leaf else {
        return Facts { text: squeezed(node.span.of(text)), ..Facts::default() };
    };
    let fields = expression.fields();
    let field = match fields.as_slice() {
        [field] => field.name.to_string(),
        _ => String::new(),
    };
    let mut wildcards = Vec::new();
    let mut add = |text: &str, span: Span| {
        if text.contains(['*', '?']) && text != "*" {
            wildcards.push(WildcardAt { text: text.to_owned(), span });
        }
    };
    match &expression.kind {
        ExpressionKind::Matches { how: Matching::Equal | Matching::Like, patterns, .. } => {
            patterns.iter().for_each(|pattern| add(&pattern.text, pattern.span));
        }
        ExpressionKind::Call { function, arguments, .. } if function.name == "wildcard" => {
            for argument in arguments {
                if let ExpressionKind::Literal(Literal::Text(text)) = &argument.kind {
                    add(text, argument.span);
                }
            }
        }
        _ => {}
    }
    let negated = matches!(&expression.kind, ExpressionKind::Compare(Comparison::NotEqual, _));
    Facts { text: squeezed(node.span.of(text)), field, negated, is_kql: false, wildcards }
}

/// On one line, with single spaces.
pub(super) fn squeezed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
