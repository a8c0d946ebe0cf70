use crate::ecs::{FieldPath, FieldType, field_info, fields};
use crate::eval::Columns;
use crate::query::kql::{Leaf, Query, ValueKind};

/// The fields a leaf looks at.
pub(super) enum Resolved {
    /// Every event, whatever its fields.
    Everything,
    /// These; one of them must satisfy the leaf.
    Fields(Vec<FieldPath>),
    /// Every field; a value of another type than the field's is passed over.
    AnyField(Vec<FieldPath>),
}

/// Fields that are stored without an index and doc values, so that no query finds them.
/// <https://www.elastic.co/docs/reference/ecs/ecs-event#field-event-original>
pub(super) const NOT_INDEXED: &[&str] = &["event.original"];

/// The fields of the field table that a query names without stars: those whose columns it needs whatever the events are.
pub fn plain_fields(query: &Query) -> impl Iterator<Item = FieldPath> {
    let named = query.condition.leaves().filter_map(|(_, leaf)| leaf.field.as_ref());
    named
        .map(|field| &*field.name)
        .filter(|name| !NOT_INDEXED.contains(name))
        .filter(|name| !matches!(field_info(name).field_type, FieldType::Unknown | FieldType::Object))
        .map(FieldPath::new)
}

/// More fields of the table than these are not looked at for a name with stars.
const MAX_ABSENT: usize = 100;

/// Finds the fields of a leaf. A name with stars means the fields present in the events, and an object's name, where
/// existence is asked, the fields below it.
pub(super) fn resolve(leaf: &Leaf, events: &mut impl Columns) -> Resolved {
    let exists = leaf.predicate.value().kind == ValueKind::Exists;
    let Some(field) = &leaf.field else {
        return if exists { Resolved::Everything } else { Resolved::AnyField(events.field_names().to_vec()) };
    };
    if let Some(pattern) = &field.pattern {
        if exists && pattern.is_any() {
            return Resolved::Everything;
        }
        let names = events.field_names();
        let mut matching: Vec<FieldPath> =
            names.iter().filter(|name| pattern.matches(name.as_str())).cloned().collect();
        // A value that was not supplied is present in no event, but its field may be meant.
        let known = fields().map(|(name, _)| name).filter(|name| pattern.matches(name));
        let absent: Vec<FieldPath> =
            known.map(FieldPath::new).filter(|name| names.binary_search(name).is_err()).collect();
        if absent.len() <= MAX_ABSENT {
            matching.extend(absent);
        }
        return Resolved::Fields(matching);
    }
    let own = FieldPath::new(&field.name);
    let field_type = field_info(&field.name).field_type;
    let has_fields_below = match field_type {
        FieldType::Object => true,
        FieldType::Unknown => exists,
        _ => false,
    };
    if !exists || !has_fields_below {
        return Resolved::Fields(vec![own]);
    }
    let prefix = format!("{}.", field.name);
    let mut below: Vec<FieldPath> =
        events.field_names().iter().filter(|name| name.as_str().starts_with(&prefix)).cloned().collect();
    below.insert(0, own);
    Resolved::Fields(below)
}

/// The known field whose name is closest to `name`, if it is close: at most a third of its letters differ.
pub(in crate::eval) fn nearest(name: &str) -> Option<&'static str> {
    let limit = (name.len() / 3).clamp(1, 4);
    let candidates = fields().map(|(known, _)| known).filter(|known| known.len().abs_diff(name.len()) <= limit);
    let nearest = candidates.map(|known| (crate::pattern::distance(name, known), known)).min()?;
    (nearest.0 <= limit).then_some(nearest.1)
}
