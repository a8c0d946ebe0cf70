use super::places;
use crate::diagnostic::Place as Bytes;
use crate::ecs::{self, Document, Item, Node, Origin};
use crate::eval::Truth as Answer;
use crate::explain::{self, Explanation, FoundState, NearMiss, Part};
use crate::order;
use crate::query::NodeId;
use crate::session::Workspace;
use crate::text::Span;
use crate::wire::{Detail, EcsOrigin, EcsValue, Fix, Found, Mark, Place, Truth, WhyNode};

/// Everything about one event; `None` where there is no such event.
pub fn detail(workspace: &mut Workspace, event: u32) -> Option<Detail> {
    let record = workspace.events().record(event)?;
    let explanation = workspace.explain(event);
    let verdict = workspace.outcome().answer.of(event);
    let document = workspace.events_mut().document(event);
    let view = View { workspace, event };
    let (rule_marks, event_marks) = explanation.as_ref().map(|explanation| view.marks(explanation)).unwrap_or_default();
    Some(Detail {
        event,
        record: places::place(view.workspace, Bytes::events(record.source, record.span)),
        verdict: verdict.into(),
        sentence: match &explanation {
            Some(explanation) => explanation.sentence.clone(),
            None => view.workspace.evaluated().map_or_else(String::new, |outcome| {
                outcome.about(event).unwrap_or_else(|| outcome.answer.sentence.clone())
            }),
        },
        why: explanation.as_ref().and_then(|explanation| view.tree(explanation)),
        rule_marks,
        event_marks,
        ecs: view.ecs(&document.document),
        unmapped: view.places(&view.workspace.events().unmapped(event)),
    })
}

/// The selected event and where its bytes stand.
struct View<'w> {
    workspace: &'w Workspace,
    event: u32,
}

impl View<'_> {
    fn places(&self, spans: &[Span]) -> Vec<Place> {
        let at = |span: &Span| places::place(self.workspace, self.workspace.events().place(self.event, *span));
        spans.iter().map(at).collect()
    }

    /// The place of a span of the query in the rule's text.
    fn in_rule(&self, span: Span) -> Place {
        let span = self.workspace.query_text().map_or(span, |query| query.raw(span));
        places::place(self.workspace, Bytes::rule(span))
    }

    fn marks(&self, explanation: &Explanation) -> (Vec<Mark>, Vec<Mark>) {
        let of = |mark: &explain::Mark, place| Mark { node: mark.node.number(), place, truth: mark.truth.into() };
        let marks = explanation.marks.iter();
        let in_rule = marks.clone().map(|mark| of(mark, self.in_rule(mark.query))).collect();
        let in_events =
            marks.flat_map(|mark| self.places(&mark.record).into_iter().map(|place| of(mark, place))).collect();
        (in_rule, in_events)
    }

    fn tree(&self, explanation: &Explanation) -> Option<WhyNode> {
        let misses = self.workspace.near_misses();
        // Parts stand before the groups they belong to, so every child is built before its parent takes it.
        let mut built: Vec<Option<WhyNode>> = Vec::with_capacity(explanation.parts.len());
        for part in &explanation.parts {
            let children = part.parts.iter().filter_map(|id: &NodeId| built.get_mut(id.index())?.take()).collect();
            let miss = misses.iter().find(|miss| miss.node == part.id);
            built.push(Some(self.node(part, children, miss)));
        }
        built.pop().flatten()
    }

    fn node(&self, part: &Part, children: Vec<WhyNode>, miss: Option<&NearMiss>) -> WhyNode {
        WhyNode {
            id: part.id.number(),
            text: part.text.clone(),
            range: self.in_rule(part.span).range,
            truth: part.truth.into(),
            decisive: part.decisive,
            decides: part.decides,
            sentence: part.sentence.clone(),
            found: part.found.iter().map(|found| self.found(found)).collect(),
            matched: part.matched,
            only_excludes: part.only_excludes,
            suggestion: miss.map(|miss| self.suggestion(miss)),
            children,
        }
    }

    fn suggestion(&self, miss: &NearMiss) -> Fix {
        let fix = self.workspace.fix_in_rule(&miss.fix);
        Fix { title: format!("{}: {}", miss.sentence, fix.title), ..places::fix(self.workspace, &fix) }
    }

    fn found(&self, found: &explain::Found) -> Found {
        let text = match found.state {
            FoundState::Value => found.text.clone(),
            FoundState::NotSearchable => format!("not searchable: {} characters", found.text.chars().count()),
            FoundState::Unknown => format!("unknown: add {}", found.text),
        };
        Found { field: found.field.clone(), text, satisfies: found.satisfies, places: self.places(&found.spans) }
    }

    fn ecs(&self, document: &Document) -> Vec<EcsValue> {
        let mut leaves = document.leaves();
        order::sort_by(&mut leaves, |(one, _), (other, _)| one.cmp(other));
        leaves.into_iter().map(|(field, item)| self.ecs_value(field, item)).collect()
    }

    fn ecs_value(&self, field: String, item: &Item) -> EcsValue {
        let info = ecs::field_info(&field);
        let value = match &item.node {
            Node::Null | Node::Array(_) | Node::Object(_) => String::new(),
            Node::Bool(value) => value.to_string(),
            Node::Number(text) | Node::String(text) => text.to_string(),
        };
        let (origin, step, spans): (_, &str, &[Span]) = match &item.origin {
            Origin::Source(span) => (EcsOrigin::Source, "", std::slice::from_ref(span)),
            Origin::Derived { step, from } => (EcsOrigin::Derived, step, from),
            Origin::Constant { step } => (EcsOrigin::Constant, step, &[]),
            Origin::Enrichment { from } => (EcsOrigin::Enrichment, "", from),
            Origin::Unknown { needs, from } => (EcsOrigin::Unknown, needs, from),
        };
        let unsearchable = info.ignore_above.is_some_and(|limit| value.chars().count() > limit as usize);
        EcsValue {
            value,
            field_type: info.field_type.name().to_owned(),
            origin,
            places: self.places(spans),
            step: step.to_owned(),
            unsearchable,
            field,
        }
    }
}

impl From<Answer> for Truth {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::True => Self::True,
            Answer::False => Self::False,
            Answer::Unknown => Self::Unknown,
        }
    }
}
