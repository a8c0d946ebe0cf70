//! The event table: which events it lists, and in which order. The result stays here; only the visible rows are read.

mod filter;
mod search;
mod sort;

use std::rc::Rc;

pub(super) use filter::Parts;
pub use filter::{FieldFilter, FieldTest, Filter, PartAnswer, PartFilter};
pub(super) use search::contains;
pub use sort::{Sort, SortBy};

use crate::ecs::FieldPath;
use crate::events::{Bitmap, Store};
use crate::session::{Outcome, Verdict};
use crate::tuning::Labels;

/// What the reader wants to see of the events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableView {
    /// The fields of the columns.
    pub columns: Vec<FieldPath>,
    /// Which events.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
}

/// The events a [`TableView`] lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// The numbers of the events; `None` where these are all events in the order of the texts.
    order: Option<Vec<u32>>,
    /// How many.
    pub total: u32,
    /// How many events pass everything but the choice of verdicts, by verdict.
    pub verdicts: VerdictCounts,
    /// The part of the query that the filter names is not in the query any more, so it filters nothing.
    pub part_is_gone: bool,
}

/// How many events have each verdict; those of a rule that cannot be evaluated have none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct VerdictCounts {
    /// Events that match.
    pub matched: u32,
    /// Events that cannot be decided.
    pub undecided: u32,
    /// Events that do not match.
    pub unmatched: u32,
}

/// Fields shown in the column of another where that holds nothing: every event has somebody who did it, under one of these.
const FALLBACKS: &[(&str, &[&str])] = &[
    ("user.name", &["aws.cloudtrail.user_identity.arn", "user.id", "service.name"]),
    ("source.address", &["source.ip"]),
];

/// The field of a column, and those whose value is shown where it has none, in their order.
pub fn shown_fields(field: &str) -> impl Iterator<Item = FieldPath> {
    let more = FALLBACKS.iter().find(|(name, _)| *name == field).map_or(&[][..], |(_, more)| more);
    std::iter::once(field).chain(more.iter().copied()).map(FieldPath::new)
}

/// The table of one workspace, made anew only where something it depends on changed.
#[derive(Default)]
pub(super) struct Table {
    view: TableView,
    listed: Option<Listed>,
    found: Option<(String, Rc<Bitmap>)>,
    sorted: Option<sort::Sorted>,
}

/// What the table is made from.
pub(super) struct Given<'a> {
    pub outcome: &'a Outcome,
    pub parts: Parts<'a>,
    pub labels: &'a Labels,
    pub events: &'a mut Store,
}

impl Table {
    /// What the reader wants to see.
    pub fn view(&self) -> &TableView {
        &self.view
    }

    /// Takes another view.
    pub fn set_view(&mut self, view: TableView) {
        if view != self.view {
            self.view = view;
            self.listed = None;
        }
    }

    /// The answer changed.
    pub fn answer_changed(&mut self) {
        self.listed = None;
    }

    /// What is known of events changed.
    pub fn labels_changed(&mut self) {
        if !self.view.filter.labels.is_empty() {
            self.listed = None;
        }
    }

    /// The events changed.
    pub fn events_changed(&mut self) {
        self.found = None;
        self.listed = None;
    }

    /// The events the table lists.
    pub fn listed(&mut self, given: Given<'_>) -> &Listed {
        let listed = match self.listed.take() {
            Some(listed) => listed,
            None => self.list(given),
        };
        self.listed.insert(listed)
    }

    /// Nothing is listed before there is an answer.
    pub fn nothing(&mut self) -> &Listed {
        self.listed.insert(Listed::default())
    }

    fn list(&mut self, Given { outcome, parts, labels, events }: Given<'_>) -> Listed {
        let filter = &self.view.filter;
        let mut kept = Bitmap::all(events.len());
        filter.fields.iter().for_each(|field| kept.and(&field.events(events)));
        if !filter.text.is_empty() {
            kept.and(&text_hits(&mut self.found, &filter.text, events));
        }
        if !filter.labels.is_empty() {
            let mut with = Bitmap::none(events.len());
            filter.labels.iter().for_each(|label| with.or(&labels.events(*label, events.len())));
            kept.and(&with);
        }
        let part = filter.part.as_ref().map(|part| part.events(&parts, outcome));
        if let Some(Some(part)) = &part {
            kept.and(part);
        }
        let verdicts = [Verdict::Match, Verdict::Undecided, Verdict::NoMatch].map(|verdict| {
            let mut with = filter::with_verdict(outcome, verdict);
            with.and(&kept);
            with
        });
        let [matched, undecided, unmatched] = verdicts.each_ref().map(Bitmap::count);
        if !filter.verdicts.is_empty() {
            kept = Bitmap::none(events.len());
            let wanted = |verdict| filter.verdicts.contains(&verdict);
            for (verdict, with) in [Verdict::Match, Verdict::Undecided, Verdict::NoMatch].into_iter().zip(&verdicts) {
                if wanted(verdict) {
                    kept.or(with);
                }
            }
        }
        let total = kept.count();
        Listed {
            order: self.order(outcome, events, &kept),
            total,
            verdicts: VerdictCounts { matched, undecided, unmatched },
            part_is_gone: matches!(part, Some(None)),
        }
    }

    fn order(&mut self, outcome: &Outcome, events: &mut Store, kept: &Bitmap) -> Option<Vec<u32>> {
        let descending = self.view.sort.descending;
        match &self.view.sort.by {
            SortBy::Input if !descending && kept.count() == kept.len() => None,
            SortBy::Input => {
                let mut order: Vec<u32> = kept.ones().collect();
                if descending {
                    order.reverse();
                }
                Some(order)
            }
            SortBy::Verdict => Some(sort::kept(&sort::by_verdict(outcome, kept.len(), descending), kept)),
            SortBy::Field(field) => {
                let columns = events.columns(&shown_fields(field).collect::<Vec<_>>());
                let sorted = match self.sorted.take().filter(|sorted| sorted.is_of(&columns)) {
                    Some(sorted) => sorted,
                    None => sort::Sorted::new(columns, kept.len()),
                };
                Some(sort::kept(self.sorted.insert(sorted).order(descending), kept))
            }
        }
    }
}

fn text_hits(found: &mut Option<(String, Rc<Bitmap>)>, text: &str, events: &Store) -> Rc<Bitmap> {
    if let Some((_, hits)) = found.as_ref().filter(|(searched, _)| searched == text) {
        return Rc::clone(hits);
    }
    let hits = Rc::new(search::containing(events, text));
    *found = Some((text.to_owned(), Rc::clone(&hits)));
    hits
}

impl Listed {
    /// The events in rows `from..to`, in order.
    pub fn window(&self, from: u32, to: u32) -> Vec<u32> {
        match &self.order {
            Some(order) => order.get(from as usize..to as usize).unwrap_or_default().to_vec(),
            None => (from..to).collect(),
        }
    }

    /// The row of an event; `None` where it is not listed.
    pub fn row_of(&self, event: u32) -> Option<u32> {
        match &self.order {
            Some(order) => order.iter().position(|listed| *listed == event).map(|row| row as u32),
            None => (event < self.total).then_some(event),
        }
    }
}
