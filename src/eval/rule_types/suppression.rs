use std::rc::Rc;

use super::terms::text;
use super::{Schedule, Times};
use crate::ecs::FieldPath;
use crate::eval::Columns;
use crate::events::{Cell, Column};
use crate::order::{self, Map};
use crate::rule::AlertSuppression;
use crate::time::Timestamp;

/// Alerts that become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The fields and their values; a missing field is left out.
    pub fields: Vec<(String, String)>,
    /// The alerts, by their place in the list given, in the order of time; the first is created, the others suppressed.
    pub alerts: Vec<usize>,
}

/// How a field with several values is grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Several {
    /// In a group for each value: custom query rules.
    Each,
    /// In the group of exactly these values: the other types.
    Together,
}

/// Groups alerts by the rule's `group_by`. `alerts` are the events that alerts stand for.
///
/// Alerts of one run become one; with a duration also those of later runs, as long after the first. Without a set time
/// the alerts within one `interval` count as one run. An alert that lacks a field stands alone if the rule says
/// `doNotSuppress`, else in the group of those that lack it.
/// <https://www.elastic.co/docs/solutions/security/detect-and-alert/suppress-detection-alerts>
#[inline(never)]
pub fn suppress(
    rule: &AlertSuppression,
    alerts: &[u32],
    several: Several,
    events: &mut impl Columns,
    times: &Times,
    schedule: &Schedule,
) -> Vec<Suppressed> {
    let fields: Vec<FieldPath> = rule.group_by.iter().map(|field| FieldPath::new(&field.value)).collect();
    let columns = events.columns(&fields);
    let alone_if_missing =
        rule.missing_fields_strategy.as_ref().is_some_and(|strategy| strategy.value == "doNotSuppress");
    let run = schedule.interval.milliseconds();
    let span = rule.duration.map_or(run, |duration| duration.milliseconds().max(run));
    let mut order: Vec<(Timestamp, usize, u32)> =
        alerts.iter().enumerate().map(|(at, event)| (times.arrival(*event), at, *event)).collect();
    order::sort(&mut order);
    // Groups that still take alerts, by their values.
    let mut open: Map<Vec<Option<String>>, (Timestamp, usize)> = Map::default();
    let mut groups: Vec<Suppressed> = Vec::new();
    for (time, at, event) in order {
        for values in combinations(&columns, event, several) {
            let alone = alone_if_missing && values.iter().any(Option::is_none);
            let joins = open
                .get(&values)
                .filter(|(first, _)| !alone && (schedule.now.is_some() || time.0.saturating_sub(first.0) <= span));
            match joins.and_then(|(_, group)| groups.get_mut(*group)) {
                Some(group) => group.alerts.push(at),
                None => {
                    let named = fields.iter().zip(&values);
                    let named = named.filter_map(|(field, value)| Some((field.as_str().to_owned(), value.clone()?)));
                    groups.push(Suppressed { fields: named.collect(), alerts: vec![at] });
                    open.insert(values, (time, groups.len() - 1));
                }
            }
        }
    }
    groups
}

/// The most groups one alert is put into; where values make more, they stand together.
const COMBINATIONS: usize = 10_000;

fn combinations(columns: &[Rc<Column>], event: u32, several: Several) -> Vec<Vec<Option<String>>> {
    let mut all: Vec<Vec<Option<String>>> = vec![Vec::new()];
    for column in columns {
        let texts: Vec<String> = match column.cell(event) {
            Cell::Values(ids) => {
                let entries = ids.iter().filter_map(|id| column.dictionary.get(*id as usize));
                entries.filter(|entry| entry.searchable).map(|entry| text(&entry.value)).collect()
            }
            Cell::Missing | Cell::Unknown(_) => Vec::new(),
        };
        let values: Vec<Option<String>> = match (texts.is_empty(), several) {
            (true, _) => vec![None],
            (false, Several::Each) if all.len().saturating_mul(texts.len()) <= COMBINATIONS => {
                texts.into_iter().map(Some).collect()
            }
            (false, _) => vec![Some(texts.join(", "))],
        };
        all = all
            .iter()
            .flat_map(|begun| values.iter().map(|value| [begun.as_slice(), std::slice::from_ref(value)].concat()))
            .collect();
    }
    all
}
