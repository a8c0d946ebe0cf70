//! The functions of EQL by name; what they do is `eval::eql::functions`.
//! <https://www.elastic.co/docs/reference/query-languages/eql/eql-function-ref>

use super::ast::Literal;
use crate::text::Lower;

/// A function of EQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Function {
    /// As Elastic's documentation writes it; a query may write it in any case.
    pub name: &'static str,
    /// Which one it is.
    pub id: FunctionId,
    /// The fewest and the most arguments it takes.
    pub arguments: (usize, usize),
    /// How many of the first arguments are text; the others are numbers, except for functions that take anything.
    pub texts: usize,
    /// Whether `name~` exists and ignores case.
    pub tilde: bool,
    /// What it gives.
    pub returns: Returns,
}

/// Which function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of the table below")]
pub enum FunctionId {
    Add,
    Between,
    CidrMatch,
    Concat,
    Divide,
    EndsWith,
    IndexOf,
    Length,
    Modulo,
    Multiply,
    Number,
    StartsWith,
    String,
    StringContains,
    Substring,
    Subtract,
    Wildcard,
}

/// What a function gives, where it is not null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Returns {
    /// `true` or `false`
    Bool,
    /// A number.
    Number,
    /// Text.
    Text,
}

/// As many arguments as one likes.
const ANY: usize = usize::MAX;

/// Every function, by name.
pub static FUNCTIONS: &[Function] = &[
    row("add", FunctionId::Add, (2, 2), 0, false, Returns::Number),
    row("between", FunctionId::Between, (3, 4), 3, true, Returns::Text),
    row("cidrMatch", FunctionId::CidrMatch, (2, ANY), ANY, false, Returns::Bool),
    row("concat", FunctionId::Concat, (1, ANY), 0, false, Returns::Text),
    row("divide", FunctionId::Divide, (2, 2), 0, false, Returns::Number),
    row("endsWith", FunctionId::EndsWith, (2, 2), 2, true, Returns::Bool),
    row("indexOf", FunctionId::IndexOf, (2, 3), 2, true, Returns::Number),
    row("length", FunctionId::Length, (1, 1), 1, false, Returns::Number),
    row("modulo", FunctionId::Modulo, (2, 2), 0, false, Returns::Number),
    row("multiply", FunctionId::Multiply, (2, 2), 0, false, Returns::Number),
    row("number", FunctionId::Number, (1, 2), 1, false, Returns::Number),
    row("startsWith", FunctionId::StartsWith, (2, 2), 2, true, Returns::Bool),
    row("string", FunctionId::String, (1, 1), 0, false, Returns::Text),
    row("stringContains", FunctionId::StringContains, (2, 2), 2, true, Returns::Bool),
    row("substring", FunctionId::Substring, (2, 3), 1, false, Returns::Text),
    row("subtract", FunctionId::Subtract, (2, 2), 0, false, Returns::Number),
    row("wildcard", FunctionId::Wildcard, (2, ANY), ANY, true, Returns::Bool),
];

/// Functions of Endgame's EQL that Elasticsearch does not have, each with what to write instead.
/// <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-unsupported-syntax>
pub(super) static ENDGAME: &[(&str, &str)] = &[
    ("arrayContains", "Compare the field itself: one of its values is enough."),
    ("arrayCount", "Elasticsearch has no array functions."),
    ("arraySearch", "Elasticsearch has no array functions."),
    ("match", "Write `field regex \"…\"`, in Lucene's syntax."),
    ("matchLite", "Write `field regex \"…\"`, in Lucene's syntax."),
    ("safe", "Elasticsearch gives null where a value is missing; leave the function out."),
];

const fn row(
    name: &'static str,
    id: FunctionId,
    arguments: (usize, usize),
    texts: usize,
    tilde: bool,
    returns: Returns,
) -> Function {
    Function { name, id, arguments, texts, tilde, returns }
}

/// The function of this name, in any case.
pub fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name.eq_ignore_ascii_case(name))
}

impl Function {
    /// Whether a literal may stand as the argument at this place, from 0. Null may stand everywhere.
    pub(super) fn takes(&self, at: usize, literal: &Literal) -> bool {
        match literal {
            Literal::Null => true,
            _ if matches!(self.id, FunctionId::Concat | FunctionId::String) => true,
            Literal::Text(_) => at < self.texts,
            Literal::Integer(_) | Literal::Decimal(_) => at >= self.texts,
            // Only the last argument of `between` is true or false.
            Literal::Bool(_) => self.id == FunctionId::Between && at == self.texts,
        }
    }
}

/// The name of the function that is spelled most like `name`, if one is.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let lower = name.lower();
    let distances =
        FUNCTIONS.iter().map(|function| (crate::pattern::distance(&lower, &function.name.lower()), function.name));
    distances.min().filter(|(distance, _)| *distance <= 2).map(|(_, name)| name)
}
