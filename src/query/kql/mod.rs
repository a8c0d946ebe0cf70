//! KQL, the Kibana Query Language, as Kibana parses it.
//!
//! <https://www.elastic.co/docs/reference/query-languages/kql>; the grammar followed is Kibana's own
//! (`kbn-es-query`), as EBNF:
//!
//! ```text
//! query      = [ or_query ]                                      (empty: every event)
//! or_query   = and_query { "or" and_query }
//! and_query  = not_query { "and" not_query }
//! not_query  = [ "not" ] sub_query                               (no `not not`)
//! sub_query  = "(" or_query ")" | nested | range | comparison | value
//! nested     = field ":" "{" or_query "}"
//! range      = field ( "<" | "<=" | ">" | ">=" ) literal
//! comparison = field ":" list
//! list       = "(" or_list ")" | value
//! or_list    = and_list { "or" and_list }
//! and_list   = not_list { "and" not_list }
//! not_list   = [ "not" ] list
//! field      = literal
//! literal    = quoted | unquoted
//! ```
//!
//! What is easy to miss, all of it Kibana's behaviour:
//! - keywords in any case; `and` and `or` need whitespace on both sides, `not` only after it, so `cannot be` ends at `can`;
//! - an unquoted value may hold spaces and line breaks; it ends at a keyword or one of `( ) : < > " { }`;
//! - `*` is a wildcard only outside quotes; `field:*` (one star) asks whether the field exists;
//! - `null`, `true` and `false` are constants only outside quotes.
//!
//! [`parse()`] never fails: it gives a tree and messages, and goes on after an error to find the next one.

mod advice;
mod ast;
mod dsl;
mod highlight;
mod lexer;
mod literal;
mod optimised;
mod parser;
mod unlikely;

pub use ast::{Field, Leaf, Predicate, Query, RangeOperator, Value, ValueKind};
pub use lexer::{TokenKind, lex};
pub use literal::{quote, unquoted};
pub use optimised::optimised;
pub use parser::{MAX_DEPTH, parse};
