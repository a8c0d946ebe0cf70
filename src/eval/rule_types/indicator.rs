use std::rc::Rc;

use super::terms::text;
use crate::ecs::{FieldPath, FieldType};
use crate::eval::{Answer, Columns, Truth};
use crate::events::{Bitmap, Cell, Column, Scalar};
use crate::order::{self, Map};
use crate::pattern::{Cidr, address};
use crate::rule::{MappingEntry, ThreatMatch};

/// What an indicator match rule makes of the events its query matches.
///
/// An event matches where one alternative of the mapping holds for one indicator: for each of its entries the event's
/// field has the indicator's value, or has it not where the entry is negated. An indicator takes part in an alternative
/// only if it has exactly one value for each entry that is not negated; for a negated entry without a value in the
/// indicator the event must have the field.
/// <https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-indicator-rule>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndicatorResult {
    /// Indicators that the rule's `threat_query` and `threat_filters` select.
    pub indicators: u32,
    /// Indicators that were supplied.
    pub supplied: u32,
    /// One for each event that matches, ascending: the first alternative and indicator that fit.
    pub hits: Vec<Hit>,
    /// Events that may match, ascending: a field, the query or an indicator is not known.
    pub undecided: Vec<u32>,
}

/// An event and an indicator that fits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The event.
    pub event: u32,
    /// The indicator, by its number among the supplied ones.
    pub indicator: u32,
    /// The event's fields, the indicator's fields and the value they share; negated entries are left out.
    pub entries: Vec<(String, String, String)>,
}

/// Compares the events that `query` (with the rule's filters) matches with the indicators for which `selected` holds.
pub fn indicator_match(
    rule: &ThreatMatch,
    query: &Answer,
    events: &mut impl Columns,
    indicators: &mut impl Columns,
    selected: &Answer,
) -> IndicatorResult {
    let count = events.count();
    let (mut found, mut possible) = (Bitmap::none(count), Bitmap::none(count));
    let mut hits: Vec<Hit> = Vec::new();
    for entries in &rule.mapping {
        let alternative = Alternative::new(entries, events, indicators);
        let candidates = (selected.yes.ones().map(|indicator| (indicator, true)))
            .chain(selected.unknown.ones().map(|indicator| (indicator, false)));
        for (indicator, certain) in candidates {
            let Some(fit) = alternative.fit(indicator, count) else { continue };
            for event in fit.yes.ones() {
                if certain && query.yes.get(event) {
                    if !found.get(event) {
                        found.set(event);
                        hits.push(alternative.hit(event, indicator));
                    }
                } else if query.yes.get(event) || query.unknown.get(event) {
                    possible.set(event);
                }
            }
            let open = fit.unknown.ones().filter(|event| query.yes.get(*event) || query.unknown.get(*event));
            open.for_each(|event| possible.set(event));
        }
    }
    order::sort_by_key(&mut hits, |hit| hit.event);
    possible.minus(&found);
    let undecided = possible.ones().collect();
    IndicatorResult { indicators: selected.yes.count(), supplied: indicators.count(), hits, undecided }
}

/// Entries that must hold together.
struct Alternative<'r> {
    entries: Vec<(&'r MappingEntry, Side, Rc<Column>)>,
}

/// A field of the events, ready to be looked up by value.
struct Side {
    column: Rc<Column>,
    by_value: Map<Box<str>, Vec<u32>>,
}

impl<'r> Alternative<'r> {
    fn new(entries: &'r [MappingEntry], events: &mut impl Columns, indicators: &mut impl Columns) -> Self {
        let own: Vec<FieldPath> = entries.iter().map(|entry| FieldPath::new(&entry.field.value)).collect();
        let theirs: Vec<FieldPath> = entries.iter().map(|entry| FieldPath::new(&entry.value.value)).collect();
        let columns = events.columns(&own).into_iter().zip(indicators.columns(&theirs));
        let entries = entries.iter().zip(columns);
        Self { entries: entries.map(|(entry, (own, their))| (entry, Side::new(own), their)).collect() }
    }

    /// The events that fit an indicator; `None` where it takes no part.
    fn fit(&self, indicator: u32, events: u32) -> Option<Answer> {
        let mut whole = Answer::same(Truth::True, events);
        let mut asked = false;
        for (entry, side, values) in &self.entries {
            let value = match values.cell(indicator) {
                Cell::Values([only]) => values.dictionary.get(*only as usize).map(|entry| &entry.value),
                Cell::Values(_) if entry.negate => continue,
                Cell::Missing | Cell::Unknown(_) => None,
                Cell::Values(_) => return None,
            };
            let part = match value {
                Some(value) => {
                    let mut part = side.having(value);
                    if entry.negate {
                        part.not();
                    }
                    part
                }
                None if entry.negate => side.present(),
                None => return None,
            };
            asked = true;
            whole.and(&part);
            if whole.yes.count() + whole.unknown.count() == 0 {
                return Some(whole);
            }
        }
        asked.then_some(whole)
    }

    fn hit(&self, event: u32, indicator: u32) -> Hit {
        let shared = |(entry, _, values): &(&MappingEntry, Side, Rc<Column>)| {
            let Cell::Values([only]) = values.cell(indicator) else { return None };
            let value = text(&values.dictionary.get(*only as usize)?.value);
            Some((entry.field.value.clone(), entry.value.value.clone(), value))
        };
        let entries = self.entries.iter().filter(|(entry, ..)| !entry.negate).filter_map(shared).collect();
        Hit { event, indicator, entries }
    }
}

impl Side {
    fn new(column: Rc<Column>) -> Self {
        let mut by_value: Map<Box<str>, Vec<u32>> = Map::default();
        for (id, entry) in (0..).zip(&column.dictionary) {
            if entry.searchable {
                by_value.or_default(canonical(&text(&entry.value), column.info.field_type)).push(id);
            }
        }
        Self { column, by_value }
    }

    /// Events that have the value: the same text, the same address, or an address in the block the indicator names.
    fn having(&self, value: &Scalar) -> Answer {
        let value = text(value);
        let block = Some(&value).filter(|value| self.column.info.field_type == FieldType::Ip && value.contains('/'));
        match block.and_then(|block| Cidr::parse(block)) {
            Some(block) => self.with(|id| {
                let entry = self.column.dictionary.get(id as usize);
                entry.and_then(|entry| address(&text(&entry.value))).is_some_and(|address| block.contains(address))
            }),
            None => {
                let ids = self.by_value.get(&canonical(&value, self.column.info.field_type));
                self.with(|id| ids.is_some_and(|ids| ids.contains(&id)))
            }
        }
    }

    fn present(&self) -> Answer {
        self.with(|_| true)
    }

    fn with(&self, wanted: impl Fn(u32) -> bool) -> Answer {
        let holds: Vec<bool> = (0..).zip(&self.column.dictionary).map(|(id, _)| wanted(id)).collect();
        let mut unknown = Bitmap::none(u32::try_from(self.column.len()).unwrap_or(u32::MAX));
        self.column.unknown_events().for_each(|event| unknown.set(event));
        Answer { yes: self.column.events_with(&holds), unknown }
    }
}

/// Addresses have many spellings.
fn canonical(value: &str, field_type: FieldType) -> Box<str> {
    match address(value).filter(|_| field_type == FieldType::Ip) {
        Some(address) => format!("{address:x}").into(),
        None => value.into(),
    }
}
