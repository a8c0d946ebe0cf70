use std::sync::Arc;

use super::Function;
use crate::diagnostic::{Diagnostic, Severity};
use crate::query::{Condition, Highlight};
use crate::text::Span;

/// A parsed query.
#[derive(Clone, Debug)]
pub struct Query {
    /// What it asks.
    pub kind: QueryKind,
    /// What is done with the matches, in order.
    pub pipes: Vec<Pipe>,
    /// The colours of its text, ascending and not overlapping.
    pub highlights: Vec<Highlight>,
    /// What is wrong with it, by place. Places are bytes of the query text; see [`crate::query::relocate()`].
    pub diagnostics: Vec<Diagnostic>,
}

/// What a query asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum QueryKind {
    /// Single events.
    Event(EventFilter),
    /// Events one after the other.
    Sequence(Sequence),
    /// Events in any order.
    Sample(Sequence),
}

/// `category where condition`
#[derive(Clone, Debug, PartialEq)]
pub struct EventFilter {
    /// The category and the condition; the category is the first leaf unless it is `any`.
    pub condition: Condition<Leaf>,
    /// Where it stands.
    pub span: Span,
}

/// The steps of a sequence, or the parts of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    /// How long it may take.
    pub maxspan: Option<Maxspan>,
    /// Its steps as written: a step with `runs` stands here once.
    pub steps: Vec<Step>,
    /// What ends a pending sequence.
    pub until: Option<Step>,
}

/// How long a sequence may take, from its first event on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maxspan {
    /// Length in milliseconds.
    pub milliseconds: i64,
    /// Where it stands: `15m`.
    pub span: Span,
}

/// One step: `[category where condition] by key with runs=n`
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What its event must be.
    pub filter: EventFilter,
    /// The fields its event shares with the other steps': those of the whole sequence, then its own.
    pub keys: Vec<Arc<Field>>,
    /// How many events in a row it takes.
    pub runs: u32,
    /// Whether no such event may occur: `![…]`.
    pub missing: bool,
    /// Where it stands, brackets included.
    pub span: Span,
}

/// A field as the query names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its dotted name without backquotes.
    pub name: Box<str>,
    /// Whether it may be missing everywhere: `?field`.
    pub optional: bool,
    /// Where the query names it.
    pub span: Span,
}

/// A condition without `and`, `or` and `not` at its top.
#[derive(Clone, Debug, PartialEq)]
pub enum Leaf {
    /// The event's category.
    Category(Box<str>),
    /// Anything else that is true or false.
    Test(Expression),
}

/// Something with a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExpressionKind,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// A value as written.
    Literal(Literal),
    /// A field's value.
    Field(Arc<Field>),
    /// `function(arguments)`
    Call {
        /// Which function.
        function: &'static Function,
        /// Whether `~` makes it ignore case.
        ignore_case: bool,
        /// What it is given.
        arguments: Vec<Expression>,
    },
    /// `a + b`
    Arithmetic(ArithmeticOperator, Box<[Expression; 2]>),
    /// `a == b`
    Compare(Comparison, Box<[Expression; 2]>),
    /// `a in (b, c)`
    OneOf {
        /// What is looked for.
        value: Box<Expression>,
        /// What it is looked for in.
        list: Vec<Expression>,
        /// `in~`
        ignore_case: bool,
    },
    /// `a : "b"`, `a like "b*"`, `a regex "b.*"`
    Matches {
        /// What must match.
        value: Box<Expression>,
        /// How.
        how: Matching,
        /// Whether upper and lower case are the same.
        ignore_case: bool,
        /// One of these must match.
        patterns: Vec<Pattern>,
    },
    /// All of several.
    And(Vec<Expression>),
    /// One of several.
    Or(Vec<Expression>),
    /// The opposite.
    Not(Box<Expression>),
    /// What could not be read; a diagnostic says why.
    Broken,
}

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a point, or one too long for [`Literal::Integer`].
    Decimal(f64),
    /// Text, escapes undone.
    Text(Box<str>),
}

/// One text that a value is matched with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Escapes undone.
    pub text: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// How text is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Matching {
    /// `:`, equal, with `*` and `?` as wildcards.
    Equal,
    /// `like`, with `*` and `?` as wildcards.
    Like,
    /// `regex`, in Lucene's syntax.
    Regex,
}

/// `==`, `!=`, `<`, `<=`, `>`, `>=`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// `+`, `-`, `*`, `/`, `%`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArithmeticOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`; rounds towards zero between whole numbers.
    Divide,
    /// `%`
    Modulo,
}

/// `| head 10`, `| tail 10`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pipe {
    /// The first matches.
    Head(u32),
    /// The last matches.
    Tail(u32),
}

impl Query {
    /// Whether it can be evaluated: no message is an error.
    pub fn is_sound(&self) -> bool {
        self.diagnostics.iter().all(|diagnostic| diagnostic.severity != Severity::Error)
    }

    /// Every event filter with its condition: one for an event query, one for each step and `until` otherwise.
    pub fn filters(&self) -> Vec<&EventFilter> {
        match &self.kind {
            QueryKind::Event(filter) => vec![filter],
            QueryKind::Sequence(sequence) | QueryKind::Sample(sequence) => {
                sequence.steps.iter().chain(&sequence.until).map(|step| &step.filter).collect()
            }
        }
    }

    /// Every field the query names, in the order of the text, repetitions included.
    pub fn fields(&self) -> Vec<&Arc<Field>> {
        let mut fields = Vec::new();
        for filter in self.filters() {
            for (_, leaf) in filter.condition.leaves() {
                if let Leaf::Test(expression) = leaf {
                    expression.fields_into(&mut fields);
                }
            }
        }
        if let QueryKind::Sequence(sequence) | QueryKind::Sample(sequence) = &self.kind {
            fields.extend(sequence.steps.iter().chain(&sequence.until).flat_map(|step| &step.keys));
        }
        fields
    }
}

impl Expression {
    /// The fields it reads, in the order of the text, repetitions included.
    pub fn fields(&self) -> Vec<&Arc<Field>> {
        let mut fields = Vec::new();
        self.fields_into(&mut fields);
        fields
    }

    fn fields_into<'e>(&'e self, fields: &mut Vec<&'e Arc<Field>>) {
        if let ExpressionKind::Field(field) = &self.kind {
            fields.push(field);
        }
        self.parts().into_iter().for_each(|part| part.fields_into(fields));
    }

    /// Whether its value is the same for every event.
    pub fn is_constant(&self) -> bool {
        self.fields().is_empty()
    }

    /// The expressions directly inside it.
    pub fn parts(&self) -> Vec<&Expression> {
        match &self.kind {
            ExpressionKind::Literal(_) | ExpressionKind::Field(_) | ExpressionKind::Broken => Vec::new(),
            ExpressionKind::Call { arguments, .. } => arguments.iter().collect(),
            ExpressionKind::Arithmetic(_, parts) | ExpressionKind::Compare(_, parts) => parts.iter().collect(),
            ExpressionKind::OneOf { value, list, .. } => std::iter::once(&**value).chain(list).collect(),
            ExpressionKind::Matches { value, .. } | ExpressionKind::Not(value) => vec![value],
            ExpressionKind::And(parts) | ExpressionKind::Or(parts) => parts.iter().collect(),
        }
    }
}

impl Comparison {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether a value that compares to the operand as `ordering` satisfies it.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }

    /// The same comparison with its sides exchanged.
    #[must_use]
    pub fn flipped(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(value) => write!(f, "{value}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Decimal(value) => write!(f, "{value:?}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}
