use std::ops::RangeInclusive;

use super::{Combinations, Schedule, Terms, Times, Window};
use crate::eval::{Answer, Columns, Truth};
use crate::order::{self, Map};
use crate::rule::Threshold;
use crate::time::Timestamp;

/// What a threshold rule makes of the events its query matches.
///
/// Kibana counts, for each combination of the group fields' values, the events in the window of a run (a composite
/// aggregation): an event in which a group field is missing is in no group, one with several values is in several. A
/// group alerts where it has at least `value` events and, where the rule says so, enough distinct values of one more
/// field. Without a set time every window that ends with an event is a run; each group is shown with its best.
/// <https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-threshold-rule>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdResult {
    /// The fields events are grouped by; empty puts all events into one group.
    pub fields: Vec<String>,
    /// How many events a group needs.
    pub value: u32,
    /// A field and how many distinct values of it a group needs.
    pub cardinality: Option<(String, u32)>,
    /// The groups: those that alert first, then the undecided, then the others; each by size, largest first.
    pub groups: Vec<Group>,
    /// Events whose group is not known, and what to supply for the first of them.
    pub unknown: Option<(Vec<u32>, Box<str>)>,
}

/// A group of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its values, in the order of the rule's fields; empty for the group of events whose values are not known.
    pub values: Vec<String>,
    /// Whether it reaches the threshold; unknown where undecided events would make the difference.
    pub reached: Truth,
    /// The run that comes nearest, or exceeds most: largest count, the earliest of equals.
    pub window: Window,
    /// Events of the group in that run, in the order of time. For an undecided group those that may belong to it too.
    pub events: Vec<u32>,
    /// Distinct values of the cardinality field in that run.
    pub distinct: Option<u32>,
    /// Events of the group in any run that reaches the threshold, ascending.
    pub alerting: Vec<u32>,
    /// Events of the group in all runs.
    pub total: u32,
}

/// How many pairs of a group and an event that may belong to it are looked at; beyond that, what may be is said more
/// coarsely.
const COMPARISONS: usize = 4_000_000;

/// An event of a group.
#[derive(Clone, Debug)]
struct Member {
    time: Timestamp,
    event: u32,
    certain: bool,
    /// Entries of the cardinality field's dictionary; `None` where they are not known.
    counted: Option<Vec<u32>>,
}

/// Groups the events that `query` (with the rule's filters) matches.
pub fn threshold(
    rule: &Threshold,
    query: &Answer,
    events: &mut impl Columns,
    times: &Times,
    schedule: &Schedule,
) -> ThresholdResult {
    let fields: Vec<&str> =
        rule.fields.iter().map(|field| field.value.as_str()).filter(|field| !field.is_empty()).collect();
    // Kibana reads the first entry only.
    let cardinality = rule.cardinality.first().map(|entry| (entry.field.value.clone(), count(entry.value.value)));
    let needs = Needs { value: count(rule.value.as_ref().map_or(1, |value| value.value)), cardinality };
    let groups = Terms::new(events, &fields);
    let counted = needs.cardinality.as_ref().map(|(field, _)| Terms::new(events, &[field]));
    let mut members: Map<Vec<u32>, Vec<Member>> = Map::default();
    let mut loose: Vec<Member> = Vec::new();
    let mut missing = None;
    let mut candidates: Vec<u32> = query.yes.ones().chain(query.unknown.ones()).collect();
    order::sort_by_key(&mut candidates, |event| (times.arrival(*event), *event));
    for event in candidates {
        // A run's range filter finds no event without a time.
        if schedule.now.is_some() && times.get(event).is_none() {
            continue;
        }
        let member = |certain| Member {
            time: times.arrival(event),
            event,
            certain,
            counted: counted.as_ref().map_or(Some(Vec::new()), |terms| match terms.of(event) {
                Combinations::Missing => Some(Vec::new()),
                Combinations::Unknown(_) => None,
                Combinations::Known(values) => Some(values.into_iter().flatten().collect()),
            }),
        };
        match groups.of(event) {
            Combinations::Missing => {}
            Combinations::Unknown(needs) => {
                missing = missing.or(Some(needs));
                loose.push(member(false));
            }
            Combinations::Known(keys) => {
                for key in keys {
                    members.or_default(key).push(member(query.yes.get(event)));
                }
            }
        }
    }
    let precise = members.len().saturating_mul(loose.len()) <= COMPARISONS;
    let mut found: Vec<Group> = members
        .entries()
        .iter()
        .filter_map(|(key, members)| {
            Some(Group { values: groups.texts(key), ..needs.judge(members, &loose, schedule, precise)? })
        })
        .collect();
    if !loose.is_empty() {
        found.extend(needs.judge(&[], &loose, schedule, true));
    }
    let rank = |truth| match truth {
        Truth::True => 0,
        Truth::Unknown => 1,
        Truth::False => 2,
    };
    order::sort_by(&mut found, |one, other| {
        let size = |group: &Group| (rank(group.reached), u32::MAX - group.events.len() as u32);
        size(one)
            .cmp(&size(other))
            .then_with(|| one.events.cmp(&other.events))
            .then_with(|| one.values.cmp(&other.values))
    });
    ThresholdResult {
        fields: fields.into_iter().map(str::to_owned).collect(),
        value: needs.value,
        cardinality: needs.cardinality,
        groups: found,
        unknown: missing.map(|needs| (loose.iter().map(|member| member.event).collect(), needs)),
    }
}

fn count(number: i64) -> u32 {
    u32::try_from(number.max(0)).unwrap_or(u32::MAX)
}

/// How good a run is: whether it reaches the threshold, then its events, then its distinct values.
type Quality = (bool, u32, u32);

/// What a group must have.
struct Needs {
    value: u32,
    cardinality: Option<(String, u32)>,
}

impl Needs {
    /// The group of `members`; `loose` are events that may belong to it. `None` where no run has any of its events.
    /// Unless `precise`, an open group is undecided wherever all of `loose` would be enough, in whatever run.
    fn judge(&self, members: &[Member], loose: &[Member], schedule: &Schedule, precise: bool) -> Option<Group> {
        let certain: Vec<Member> = members.iter().filter(|member| member.certain).cloned().collect();
        let known = self.best(&certain, schedule, false);
        let all_known = members.iter().all(|member| member.certain && member.counted.is_some()) && loose.is_empty();
        if all_known || known.as_ref().is_some_and(|group| group.reached == Truth::True) {
            return known;
        }
        if !precise {
            let enough = members.len() + loose.len() >= self.value as usize;
            let reached = if enough { Truth::Unknown } else { Truth::False };
            return known.or_else(|| self.best(members, schedule, true)).map(|group| Group { reached, ..group });
        }
        let mut possible = [members, loose].concat();
        order::sort_by_key(&mut possible, |member| (member.time, member.event));
        match self.best(&possible, schedule, true) {
            Some(group) if group.reached == Truth::True => {
                Some(Group { reached: Truth::Unknown, alerting: Vec::new(), ..group })
            }
            possible => known.or(possible),
        }
    }

    /// The best run over `members`, which lie in the order of time. `generous`: a value that is not known counts as one
    /// more distinct value, else as none.
    fn best(&self, members: &[Member], schedule: &Schedule, generous: bool) -> Option<Group> {
        let mut best: Option<(Quality, Window, RangeInclusive<usize>)> = None;
        let mut alerting: Vec<u32> = Vec::new();
        let mut alerting_to = 0;
        let mut inside = Inside::default();
        let mut first = 0;
        for (at, member) in members.iter().enumerate() {
            inside.enter(member);
            let simultaneous = members.get(at + 1).is_some_and(|next| next.time == member.time);
            if simultaneous {
                continue;
            }
            let window = schedule.deciding(member.time);
            if !window.contains(member.time) {
                if window.start > member.time {
                    continue;
                }
                break;
            }
            while let Some(oldest) = members.get(first).filter(|oldest| oldest.time < window.start) {
                inside.leave(oldest);
                first += 1;
            }
            let run = members.get(first..=at).unwrap_or(&[]);
            let (count, distinct) = (run.len() as u32, inside.distinct(generous));
            let reached = count >= self.value && self.cardinality.as_ref().is_none_or(|(_, least)| distinct >= *least);
            if reached {
                let new = members.get(first.max(alerting_to)..=at).unwrap_or(&[]);
                alerting.extend(new.iter().map(|member| member.event));
                alerting_to = at + 1;
            }
            let quality = (reached, count, distinct);
            if best.as_ref().is_none_or(|(least, ..)| quality > *least) {
                best = Some((quality, window, first..=at));
            }
        }
        order::sort(&mut alerting);
        let ((reached, _, distinct), window, run) = best?;
        Some(Group {
            values: Vec::new(),
            reached: if reached { Truth::True } else { Truth::False },
            window,
            events: members.get(run).unwrap_or(&[]).iter().map(|member| member.event).collect(),
            distinct: self.cardinality.as_ref().map(|_| distinct),
            alerting,
            total: members.len() as u32,
        })
    }
}

/// The values of the cardinality field among the events of a run.
#[derive(Default)]
struct Inside {
    /// How many of the events have each value; 0 where the last one left.
    values: Map<u32, u32>,
    /// Values that some event has.
    distinct: u32,
    /// Events whose values are not known: each may have one of its own.
    unknown: u32,
}

impl Inside {
    fn enter(&mut self, member: &Member) {
        match &member.counted {
            Some(values) => values.iter().for_each(|value| self.change(*value, 1)),
            None => self.unknown += 1,
        }
    }

    fn leave(&mut self, member: &Member) {
        let Some(values) = &member.counted else {
            self.unknown = self.unknown.saturating_sub(1);
            return;
        };
        values.iter().for_each(|value| self.change(*value, -1));
    }

    fn change(&mut self, value: u32, by: i32) {
        let count = self.values.or_default(value);
        let before = *count > 0;
        *count = count.saturating_add_signed(by);
        match (before, *count > 0) {
            (false, true) => self.distinct += 1,
            (true, false) => self.distinct -= 1,
            _ => {}
        }
    }

    fn distinct(&self, generous: bool) -> u32 {
        self.distinct + if generous { self.unknown } else { 0 }
    }
}
