//! Expressions: everything after `where`.

use std::sync::Arc;

use super::ast::{ArithmeticOperator, Comparison, Expression, ExpressionKind, Field, Literal, Matching, Pattern};
use super::function::{ENDGAME, Returns, function, nearest};
use super::lexer::{Keyword, Sign, TokenKind};
use super::literal;
use super::parser::{MAX_DEPTH, Parser, is_string};
use crate::diagnostic::{Diagnostic, Place, codes::eql as codes};
use crate::number;
use crate::text::Span;

impl Parser<'_> {
    /// `expression = and { "or" and }`
    pub fn expression(&mut self) -> Expression {
        self.chain(Keyword::Or, Self::conjunction, ExpressionKind::Or)
    }

    /// `and = not { "and" not }`
    fn conjunction(&mut self) -> Expression {
        self.chain(Keyword::And, Self::negation, ExpressionKind::And)
    }

    fn chain(
        &mut self,
        keyword: Keyword,
        operand: fn(&mut Self) -> Expression,
        whole: fn(Vec<Expression>) -> ExpressionKind,
    ) -> Expression {
        let first = operand(self);
        if self.cursor.kind() != Some(TokenKind::Keyword(keyword)) {
            return first;
        }
        let mut span = first.span;
        let mut parts = vec![first];
        while self.cursor.eat(TokenKind::Keyword(keyword)).is_some() {
            let part = operand(self);
            span = span.join(part.span);
            parts.push(part);
        }
        Expression { span, kind: whole(parts) }
    }

    /// `not = "not" not | comparison`
    fn negation(&mut self) -> Expression {
        let Some(not) = self.cursor.eat(TokenKind::Keyword(Keyword::Not)) else { return self.comparison() };
        let part = self.nested(not.span, Self::negation);
        Expression { span: not.span.join(part.span), kind: ExpressionKind::Not(Box::new(part)) }
    }

    /// `comparison = sum [ operator sum ]`
    fn comparison(&mut self) -> Expression {
        let left = self.sum();
        let operator = match self.cursor.kind() {
            Some(TokenKind::Sign(Sign::Equal)) => Comparison::Equal,
            Some(TokenKind::Sign(Sign::NotEqual)) => Comparison::NotEqual,
            Some(TokenKind::Sign(Sign::Less)) => Comparison::Less,
            Some(TokenKind::Sign(Sign::LessOrEqual)) => Comparison::LessOrEqual,
            Some(TokenKind::Sign(Sign::Greater)) => Comparison::Greater,
            Some(TokenKind::Sign(Sign::GreaterOrEqual)) => Comparison::GreaterOrEqual,
            Some(TokenKind::Sign(Sign::Assign)) => {
                self.single_equals();
                Comparison::Equal
            }
            _ => return left,
        };
        self.cursor.bump();
        let right = self.sum();
        let span = left.span.join(right.span);
        if !left.is_constant() && !right.is_constant() {
            let message = "two fields are compared with each other";
            let note = "Elasticsearch compares a field with a value only; write the value, or use a function.";
            self.report(&codes::FIELDS_COMPARED, span, message, note);
        }
        Expression { span, kind: ExpressionKind::Compare(operator, Box::new([left, right])) }
    }

    /// `sum = product { ( "+" | "-" ) product }`
    fn sum(&mut self) -> Expression {
        let mut left = self.product();
        loop {
            let operator = match self.cursor.kind() {
                Some(TokenKind::Sign(Sign::Plus)) => ArithmeticOperator::Add,
                Some(TokenKind::Sign(Sign::Minus)) => ArithmeticOperator::Subtract,
                _ => return left,
            };
            self.cursor.bump();
            left = arithmetic(operator, left, self.product());
        }
    }

    /// `product = sign { ( "*" | "/" | "%" ) sign }`
    fn product(&mut self) -> Expression {
        let mut left = self.sign();
        loop {
            let operator = match self.cursor.kind() {
                Some(TokenKind::Sign(Sign::Star)) => ArithmeticOperator::Multiply,
                Some(TokenKind::Sign(Sign::Slash)) => ArithmeticOperator::Divide,
                Some(TokenKind::Sign(Sign::Percent)) => ArithmeticOperator::Modulo,
                _ => return left,
            };
            self.cursor.bump();
            left = arithmetic(operator, left, self.sign());
        }
    }

    /// `sign = ( "+" | "-" ) sign | primary [ predicate ]`
    fn sign(&mut self) -> Expression {
        let sign = match self.cursor.kind() {
            Some(TokenKind::Sign(sign @ (Sign::Plus | Sign::Minus))) => sign,
            _ => {
                let primary = self.primary();
                return self.predicate(primary);
            }
        };
        let token = self.cursor.span();
        self.cursor.bump();
        let part = self.nested(token, Self::sign);
        let span = token.join(part.span);
        if sign == Sign::Plus {
            return Expression { span, ..part };
        }
        let kind = match part.kind {
            ExpressionKind::Literal(Literal::Integer(value)) => {
                ExpressionKind::Literal(Literal::Integer(value.saturating_neg()))
            }
            ExpressionKind::Literal(Literal::Decimal(value)) => ExpressionKind::Literal(Literal::Decimal(-value)),
            _ => {
                let zero = Expression { span: token, kind: ExpressionKind::Literal(Literal::Integer(0)) };
                return Expression { span, ..arithmetic(ArithmeticOperator::Subtract, zero, part) };
            }
        };
        Expression { span, kind }
    }

    /// `predicate = [ "not" ] ( "in" | "in~" ) list | ( ":" | "like" | … ) patterns`, after its value.
    fn predicate(&mut self, value: Expression) -> Expression {
        let is_in = |kind| matches!(kind, Some(TokenKind::Keyword(Keyword::In | Keyword::InTilde)));
        if self.cursor.kind() == Some(TokenKind::Keyword(Keyword::Not)) && is_in(self.cursor.nth(1)) {
            self.cursor.bump();
            let inside = self.predicate(value);
            return Expression { span: inside.span, kind: ExpressionKind::Not(Box::new(inside)) };
        }
        let (how, ignore_case) = match self.cursor.kind() {
            Some(TokenKind::Keyword(Keyword::In)) => return self.one_of(value, false),
            Some(TokenKind::Keyword(Keyword::InTilde)) => return self.one_of(value, true),
            Some(TokenKind::Sign(Sign::Colon)) => (Matching::Equal, true),
            Some(TokenKind::Keyword(Keyword::Like)) => (Matching::Like, false),
            Some(TokenKind::Keyword(Keyword::LikeTilde)) => (Matching::Like, true),
            Some(TokenKind::Keyword(Keyword::Regex)) => (Matching::Regex, false),
            Some(TokenKind::Keyword(Keyword::RegexTilde)) => (Matching::Regex, true),
            _ => return value,
        };
        let operator = self.cursor.span();
        self.cursor.bump();
        let patterns = self.patterns(operator.of(self.text));
        let span = Span::new(value.span.start, self.cursor.last_end());
        Expression { span, kind: ExpressionKind::Matches { value: Box::new(value), how, ignore_case, patterns } }
    }

    fn one_of(&mut self, value: Expression, ignore_case: bool) -> Expression {
        let keyword = self.cursor.span();
        self.cursor.bump();
        let list = self.list(keyword);
        let span = Span::new(value.span.start, self.cursor.last_end());
        if let Some(field) = list.iter().find(|item| !item.is_constant()).filter(|_| !value.is_constant()) {
            let note = "Elasticsearch compares a field with values only.";
            self.report(&codes::FIELDS_COMPARED, field.span, "a field stands in a list of values", note);
        }
        Expression { span, kind: ExpressionKind::OneOf { value: Box::new(value), list, ignore_case } }
    }

    /// `"(" expression { "," expression } ")"`
    fn list(&mut self, before: Span) -> Vec<Expression> {
        let open = self.cursor.span();
        if self.cursor.eat(TokenKind::Sign(Sign::Open)).is_none() {
            let message = format!("`{}` needs a list in parentheses", before.of(self.text));
            self.fail(&codes::UNEXPECTED, open, message, "Write the values as `(\"a\", \"b\")`.");
            return Vec::new();
        }
        let list = self.nested(open, Self::items);
        self.close(open);
        list
    }

    fn items(&mut self) -> Vec<Expression> {
        let mut items = vec![self.expression()];
        while self.cursor.eat(TokenKind::Sign(Sign::Comma)).is_some() {
            items.push(self.expression());
        }
        items
    }

    /// `string | "(" string { "," string } ")"`
    fn patterns(&mut self, operator: &str) -> Vec<Pattern> {
        let open = self.cursor.span();
        if self.cursor.eat(TokenKind::Sign(Sign::Open)).is_none() {
            return self.pattern(operator).into_iter().collect();
        }
        let mut patterns: Vec<Pattern> = self.pattern(operator).into_iter().collect();
        while self.cursor.eat(TokenKind::Sign(Sign::Comma)).is_some() {
            patterns.extend(self.pattern(operator));
        }
        self.close(open);
        patterns
    }

    fn pattern(&mut self, operator: &str) -> Option<Pattern> {
        let span = self.cursor.span();
        if self.cursor.kind().is_some_and(is_string) {
            let token = self.cursor.bump()?;
            return Some(Pattern { text: self.string(token), span });
        }
        let constant = matches!(
            self.cursor.kind(),
            Some(
                TokenKind::Integer
                    | TokenKind::Decimal
                    | TokenKind::Keyword(Keyword::True | Keyword::False | Keyword::Null)
            )
        );
        let message = match constant {
            true => format!("`{operator}` compares text only, not `{}`", span.of(self.text)),
            false => format!("`{operator}` needs text{}", self.found()),
        };
        self.fail(&codes::PATTERN_TYPE, span, message, "Write text in double quotes; other values compare with `==`.");
        if constant {
            self.cursor.bump();
            self.failed = false;
        }
        None
    }

    /// `primary = string | number | "true" | "false" | "null" | call | field | "(" expression ")"`
    fn primary(&mut self) -> Expression {
        let span = self.cursor.span();
        let literal = match self.cursor.kind() {
            Some(kind) if is_string(kind) => {
                let text = self.cursor.bump().map(|token| self.string(token)).unwrap_or_default();
                return Expression { span, kind: ExpressionKind::Literal(Literal::Text(text)) };
            }
            Some(TokenKind::Integer | TokenKind::Decimal) => {
                let text = span.of(self.text);
                let decimal = || Literal::Decimal(number::read(text).unwrap_or(f64::INFINITY));
                text.parse().map_or_else(|_| decimal(), Literal::Integer)
            }
            Some(TokenKind::Keyword(Keyword::True)) => Literal::Bool(true),
            Some(TokenKind::Keyword(Keyword::False)) => Literal::Bool(false),
            Some(TokenKind::Keyword(Keyword::Null)) => Literal::Null,
            Some(TokenKind::Name | TokenKind::TildeName) if self.cursor.nth(1) == Some(TokenKind::Sign(Sign::Open)) => {
                return self.call();
            }
            Some(TokenKind::Name | TokenKind::Backquoted | TokenKind::Sign(Sign::Question)) => {
                return match self.field() {
                    Some(field) => {
                        let span = field.span;
                        Expression { span, kind: ExpressionKind::Field(field) }
                    }
                    None => broken(span),
                };
            }
            Some(TokenKind::Sign(Sign::Open)) => {
                self.cursor.bump();
                let inside = self.nested(span, Self::expression);
                self.close(span);
                return inside;
            }
            _ => {
                self.no_operand();
                return broken(span);
            }
        };
        self.cursor.bump();
        Expression { span, kind: ExpressionKind::Literal(literal) }
    }

    fn no_operand(&mut self) {
        let span = self.cursor.span();
        match self.cursor.kind() {
            Some(TokenKind::Invalid) => {
                self.unreadable();
                self.cursor.bump();
            }
            Some(TokenKind::Keyword(keyword))
                if matches!(self.cursor.nth(1), Some(TokenKind::Sign(Sign::Dot | Sign::Equal | Sign::Colon))) =>
            {
                let message = format!("`{}` is a reserved word", keyword.text());
                let note = "A field whose name is a reserved word stands in backquotes.";
                self.fail(&codes::UNEXPECTED, span, message, note);
            }
            _ => {
                let message = format!("a condition or value is missing{}", self.found());
                self.fail(&codes::UNEXPECTED, span, message, "Complete the condition, or remove what is left of it.");
            }
        }
    }

    /// `field = [ "?" ] part { "." part }`
    pub fn field(&mut self) -> Option<Arc<Field>> {
        let start = self.cursor.span().start;
        let optional = self.cursor.eat(TokenKind::Sign(Sign::Question)).is_some();
        let mut name = self.part()?;
        while self.cursor.eat(TokenKind::Sign(Sign::Dot)).is_some() {
            name.push('.');
            name.push_str(&self.part()?);
        }
        let span = Span::new(start, self.cursor.last_end());
        Some(Arc::new(Field { name: name.into(), optional, span }))
    }

    /// `part = name | "`" … "`"`
    fn part(&mut self) -> Option<String> {
        let span = self.cursor.span();
        let word = span.of(self.text);
        match self.cursor.kind() {
            Some(TokenKind::Name) => {
                self.cursor.bump();
                Some(word.to_owned())
            }
            Some(TokenKind::Backquoted) => {
                self.cursor.bump();
                Some(literal::backquoted(word))
            }
            Some(TokenKind::Keyword(_)) if word.bytes().all(|byte| byte.is_ascii_lowercase()) => {
                let message = format!("`{word}` is a reserved word");
                if !self.failed {
                    let diagnostic = Diagnostic::new(&codes::UNEXPECTED, Place::rule(span), message)
                        .note("A part of a field name that is a reserved word stands in backquotes.")
                        .replace_with(format!("Write `` `{word}` ``"), format!("`{word}`"));
                    self.diagnostics.push(diagnostic);
                }
                self.cursor.bump();
                Some(word.to_owned())
            }
            _ => {
                let message = format!("a field name is missing{}", self.found());
                let note = "A part of a field name with special characters stands in backquotes.";
                self.fail(&codes::UNEXPECTED, span, message, note);
                None
            }
        }
    }

    /// `call = ( name | name "~" ) "(" [ expression { "," expression } ] ")"`
    fn call(&mut self) -> Expression {
        let name_span = self.cursor.span();
        let written = name_span.of(self.text);
        self.cursor.bump();
        let open = self.cursor.span();
        self.cursor.bump();
        let arguments = match self.cursor.kind() {
            Some(TokenKind::Sign(Sign::Close)) => Vec::new(),
            _ => self.nested(open, Self::items),
        };
        self.close(open);
        let span = Span::new(name_span.start, self.cursor.last_end());
        let name = written.trim_end_matches('~');
        let ignore_case = name.len() < written.len();
        let Some(function) = function(name) else {
            self.unknown_function(name, name_span);
            return broken(span);
        };
        let (least, most) = function.arguments;
        if ignore_case && !function.tilde {
            let message = format!("`{}` has no `~`", function.name);
            self.report(&codes::ARGUMENTS, name_span, message, "It does not compare text; leave the `~` out.");
        }
        if !(least..=most).contains(&arguments.len()) && !self.failed {
            let takes = match (least, most) {
                (_, usize::MAX) => format!("{least} or more"),
                _ if least == most => least.to_string(),
                _ => format!("{least} to {most}"),
            };
            let message = format!("`{}` takes {takes} arguments, not {}", function.name, arguments.len());
            self.report(&codes::ARGUMENTS, span, message, "Give it as many as its documentation says.");
            return broken(span);
        }
        let literals = arguments.iter().enumerate().filter_map(|(at, argument)| match &argument.kind {
            ExpressionKind::Literal(literal) => Some((at, literal, argument.span)),
            _ => None,
        });
        let wrong = literals.into_iter().find(|(at, literal, _)| !function.takes(*at, literal));
        if let Some((at, _, place)) = wrong {
            let wanted = if at < function.texts { "text" } else { "a number" };
            let message = format!("`{}` takes {wanted} here, not `{}`", function.name, place.of(self.text));
            self.report(&codes::ARGUMENTS, place, message, "Write a value of that kind.");
        }
        Expression { span, kind: ExpressionKind::Call { function, ignore_case, arguments } }
    }

    fn unknown_function(&mut self, name: &str, span: Span) {
        if let Some((name, note)) = ENDGAME.iter().find(|(endgame, _)| endgame.eq_ignore_ascii_case(name)) {
            let message = format!("Elasticsearch does not have the function `{name}`");
            return self.report(&codes::NOT_SUPPORTED, span, message, note);
        }
        let message = format!("there is no function `{name}`");
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_FUNCTION, Place::rule(span), message);
        self.diagnostics.push(match nearest(name) {
            Some(near) => {
                diagnostic.note(format!("Did you mean `{near}`?")).replace_with(format!("Replace with `{near}`"), near)
            }
            None => diagnostic.note("Elastic's function reference lists those there are."),
        });
    }

    fn close(&mut self, open: Span) {
        if self.cursor.eat(TokenKind::Sign(Sign::Close)).is_none() {
            let span = if self.cursor.kind().is_some() { self.cursor.span() } else { open };
            let message = format!("`)` is missing{}", self.found());
            self.fail(&codes::UNCLOSED, span, message, "Close the parenthesis, or put a comma or operator there.");
        }
    }

    /// Reads one level deeper.
    fn nested<T: Default>(&mut self, place: Span, read: fn(&mut Self) -> T) -> T {
        if self.depth >= MAX_DEPTH {
            let message = format!("nested deeper than {MAX_DEPTH} levels");
            self.fail(&codes::TOO_DEEP, place, message, "Remove parentheses that group nothing.");
            self.cursor.skip_to_end();
            return T::default();
        }
        self.depth += 1;
        let inside = read(self);
        self.depth -= 1;
        inside
    }
}

impl Default for Expression {
    fn default() -> Self {
        broken(Span::default())
    }
}

impl Expression {
    /// Whether it can be true or false.
    pub(super) fn may_be_bool(&self) -> bool {
        match &self.kind {
            ExpressionKind::Literal(literal) => matches!(literal, Literal::Bool(_) | Literal::Null),
            ExpressionKind::Call { function, .. } => function.returns == Returns::Bool,
            ExpressionKind::Arithmetic(..) => false,
            _ => true,
        }
    }
}

fn arithmetic(operator: ArithmeticOperator, left: Expression, right: Expression) -> Expression {
    let span = left.span.join(right.span);
    Expression { span, kind: ExpressionKind::Arithmetic(operator, Box::new([left, right])) }
}

fn broken(span: Span) -> Expression {
    Expression { span, kind: ExpressionKind::Broken }
}
