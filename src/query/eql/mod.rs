//! EQL, the Event Query Language, as Elasticsearch parses it.
//!
//! <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax>; the grammar followed is Elasticsearch's own
//! (`EqlBase.g4`), as EBNF:
//!
//! ```text
//! query      = ( event | sequence | sample ) { "|" pipe }
//! event      = ( "any" | category ) "where" expression
//! category   = name | string
//! sequence   = "sequence" [ keys ] [ "with" "maxspan" "=" number [ unit ] ] step { step } [ "until" step ]
//! sample     = "sample" keys step step { step }
//! step       = ( "[" | "![" ) event "]" [ keys ] [ "with" "runs" "=" number ]
//! keys       = "by" field { "," field }
//! pipe       = ( "head" | "tail" ) number
//! expression = and { "or" and }
//! and        = not { "and" not }
//! not        = "not" not | comparison
//! comparison = sum [ ( "==" | "!=" | "<" | "<=" | ">" | ">=" ) sum ]
//! sum        = product { ( "+" | "-" ) product }
//! product    = sign { ( "*" | "/" | "%" ) sign }
//! sign       = ( "+" | "-" ) sign | primary [ predicate ]
//! predicate  = [ "not" ] ( "in" | "in~" ) "(" expression { "," expression } ")"
//!            | ( ":" | "like" | "like~" | "regex" | "regex~" ) ( string | "(" string { "," string } ")" )
//! primary    = string | number | "true" | "false" | "null" | call | field | "(" expression ")"
//! call       = ( name | name "~" ) "(" [ expression { "," expression } ] ")"
//! field      = [ "?" ] part { "." part }
//! part       = name | "`" … "`"
//! ```
//!
//! What is easy to miss, all of it Elasticsearch's behaviour:
//! - keywords are lower case; a field's part that is a keyword needs backquotes;
//! - `==` and `!=` take `*` and `?` literally and count case; `:` ignores case and takes wildcards;
//! - a regular string knows few escapes, any other backslash is an error; a raw string knows none;
//! - `=` and single quotes, which Endgame's EQL has, are errors.
//!
//! [`parse()`] never fails: it gives a tree and messages.

mod advice;
mod ast;
mod expression;
mod function;
mod highlight;
mod lexer;
mod literal;
mod lower;
mod parser;
mod sequence;

#[cfg(test)]
mod tests;

pub use ast::{
    ArithmeticOperator, Comparison, EventFilter, Expression, ExpressionKind, Field, Leaf, Literal, Matching, Maxspan,
    Pattern, Pipe, Query, QueryKind, Sequence, Step,
};
pub use function::{FUNCTIONS, Function, FunctionId, Returns, function};
pub use lexer::{Keyword, Lexed, Sign, TokenKind, lex};
pub use literal::{backquoted, quote, unescape};
pub use parser::{MAX_DEPTH, parse};
