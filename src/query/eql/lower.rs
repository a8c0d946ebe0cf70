//! From an expression to the condition all languages share: `and`, `or` and `not` at the top become nodes, what stands
//! below them is a leaf.

use super::ast::{Comparison, Expression, ExpressionKind, Leaf, Literal};
use super::function::Returns;
use super::parser::Parser;
use crate::diagnostic::codes::eql as codes;
use crate::query::{Condition, NodeId, NodeKind};
use crate::text::Span;

/// The condition of an event filter. A category is the first of its parts.
pub(super) fn lower(
    parser: &mut Parser<'_>,
    category: Option<(Box<str>, Span)>,
    expression: Expression,
) -> Condition<Leaf> {
    let mut lowering = Lowering { parser, condition: Condition::new() };
    let whole = expression.span;
    let Some((category, place)) = category else {
        lowering.node(expression);
        return lowering.condition;
    };
    let first = lowering.condition.push(place, NodeKind::Leaf(Leaf::Category(category)));
    let mut parts = vec![first];
    match expression.kind {
        ExpressionKind::Literal(Literal::Bool(true)) => {}
        ExpressionKind::And(inside) => parts.extend(inside.into_iter().map(|part| lowering.node(part))),
        _ => parts.push(lowering.node(expression)),
    }
    if parts.len() > 1 {
        lowering.condition.push(place.join(whole), NodeKind::And(parts));
    }
    lowering.condition
}

struct Lowering<'p, 't> {
    parser: &'p mut Parser<'t>,
    condition: Condition<Leaf>,
}

impl Lowering<'_, '_> {
    fn node(&mut self, expression: Expression) -> NodeId {
        let span = expression.span;
        let kind = match expression.kind {
            ExpressionKind::And(parts) => NodeKind::And(parts.into_iter().map(|part| self.node(part)).collect()),
            ExpressionKind::Or(parts) => NodeKind::Or(parts.into_iter().map(|part| self.node(part)).collect()),
            ExpressionKind::Not(part) => match part.kind {
                // Twice not is nothing, also for what is null.
                ExpressionKind::Not(inside) => return self.node(*inside),
                _ => NodeKind::Not(self.node(*part)),
            },
            ExpressionKind::Literal(Literal::Bool(true)) => NodeKind::All,
            ExpressionKind::Literal(Literal::Bool(false)) => NodeKind::Not(self.condition.push(span, NodeKind::All)),
            ExpressionKind::Broken => NodeKind::Broken,
            kind => return self.leaf(Expression { span, kind }),
        };
        self.condition.push(span, kind)
    }

    fn leaf(&mut self, expression: Expression) -> NodeId {
        let span = expression.span;
        if !expression.may_be_bool() && !self.parser.failed {
            let message = format!("`{}` is no condition", span.of(self.parser.text));
            let note = "A condition is true or false: compare the value with something.";
            self.parser.report(&codes::NOT_A_CONDITION, span, message, note);
        }
        // `function(…) == true` is the function itself, `== false` its opposite.
        if let ExpressionKind::Compare(operator @ (Comparison::Equal | Comparison::NotEqual), sides) = expression.kind {
            let [left, right] = *sides;
            let (call, literal) = if is_bool_call(&left) { (left, right) } else { (right, left) };
            return match &literal.kind {
                ExpressionKind::Literal(Literal::Bool(wanted)) if is_bool_call(&call) => {
                    let leaf = self.condition.push(span, NodeKind::Leaf(Leaf::Test(call)));
                    match *wanted == (operator == Comparison::Equal) {
                        true => leaf,
                        false => self.condition.push(span, NodeKind::Not(leaf)),
                    }
                }
                _ => {
                    let sides = if literal.span.start < call.span.start { [literal, call] } else { [call, literal] };
                    let kind = ExpressionKind::Compare(operator, Box::new(sides));
                    self.condition.push(span, NodeKind::Leaf(Leaf::Test(Expression { span, kind })))
                }
            };
        }
        self.condition.push(span, NodeKind::Leaf(Leaf::Test(expression)))
    }
}

fn is_bool_call(expression: &Expression) -> bool {
    matches!(&expression.kind, ExpressionKind::Call { function, .. } if function.returns == Returns::Bool)
}
