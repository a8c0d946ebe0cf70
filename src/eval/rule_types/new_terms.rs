use super::{Combinations, History, Schedule, Terms, Times};
use crate::eval::{Answer, Columns};
use crate::events::Bitmap;
use crate::order::{self, Map};
use crate::rule::NewTerms;
use crate::time::{DateMath, Rounding, Timestamp};

/// What a new terms rule makes of the events its query matches.
///
/// A term is a combination of the fields' values; an event in which a field is missing has none. A term is new where no
/// event the query matches had it between the start of the history window and the event; only its first event alerts.
/// What was not pasted is not known, so a term is certainly new only where the paste, or the history supplied, reaches
/// back to the start of the window.
/// <https://www.elastic.co/docs/solutions/security/detect-and-alert/create-detection-rule#create-new-terms-rule>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTermsResult {
    /// The fields whose combination is the term.
    pub fields: Vec<String>,
    /// How far the history goes back, as the rule writes it: `now-10d`.
    pub history_window_start: String,
    /// Every term the query's matches have, in the order of the first event.
    pub terms: Vec<Term>,
    /// Events for which it cannot be told whether they bring a new term, ascending.
    pub undecided: Vec<u32>,
    /// Events a field of which is not known, and what to supply for the first of them.
    pub unknown: Option<(Vec<u32>, Box<str>)>,
    /// From when on everything is known; `None` where no event has a time.
    pub begins: Option<Timestamp>,
    /// Terms in older events, and terms said to be seen, that were supplied.
    pub supplied: (u32, u32),
}

/// A term and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its values, in the order of the fields.
    pub values: Vec<String>,
    /// Its events in the order of time, at least one.
    pub occurrences: Vec<Occurrence>,
}

/// A term in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The event.
    pub event: u32,
    /// Its time.
    pub time: Timestamp,
    /// Start of its history window; `None` where the rule has none that can be read.
    pub history_start: Option<Timestamp>,
    /// Whether the term is new here, and why.
    pub novelty: Novelty,
}

/// Whether a term is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// Not seen in the whole window.
    New,
    /// Seen in the window.
    Seen(SeenIn),
    /// Seen in the window in an event that is itself undecided.
    MaybeSeen(SeenIn),
    /// Not seen in what is known, which begins after the start of the window.
    ShortHistory {
        /// From when on everything is known; `None` where no event has a time.
        begins: Option<Timestamp>,
    },
    /// It is not certain that the query matches this event.
    QueryUndecided,
    /// Another run than the one shown searches this event.
    OutsideRun,
}

/// Where a term was seen before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenIn {
    /// In a pasted event.
    Event(u32, Timestamp),
    /// In an event of the history supplied.
    History(Timestamp),
    /// In the list of known terms.
    KnownTerms,
}

/// A term at a point in time, pasted or older.
struct Seen {
    time: Timestamp,
    /// `None` sorts first: at the same time, history comes before the pasted event.
    event: Option<u32>,
    /// `None` where a value is not known.
    term: Option<usize>,
    certain: bool,
}

/// Finds the new terms among the events that `query` (with the rule's filters) matches.
pub fn new_terms(
    rule: &NewTerms,
    query: &Answer,
    events: &mut impl Columns,
    times: &Times,
    schedule: &Schedule,
    history: &History,
) -> NewTermsResult {
    let fields: Vec<&str> = rule.fields.iter().map(|field| field.value.as_str()).collect();
    let columns = Terms::new(events, &fields);
    let mut names: Map<Vec<String>, ()> = Map::default();
    let mut timeline: Vec<Seen> = Vec::new();
    for sighting in &history.sightings {
        let term = sighting.term.as_ref().map(|values| names.number(values.clone()));
        timeline.push(Seen { time: sighting.time, event: None, term, certain: sighting.certain });
    }
    let mut missing: Option<(Vec<u32>, Box<str>)> = None;
    let mut keys: Map<Vec<u32>, usize> = Map::default();
    for event in (0..events.count()).filter(|event| query.yes.get(*event) || query.unknown.get(*event)) {
        let seen = |term| Seen { time: times.arrival(event), event: Some(event), term, certain: query.yes.get(event) };
        match columns.of(event) {
            Combinations::Missing => {}
            Combinations::Unknown(needs) => {
                missing.get_or_insert_with(|| (Vec::new(), needs)).0.push(event);
                timeline.push(seen(None));
            }
            Combinations::Known(combinations) => {
                for key in combinations {
                    let known = keys.get(&key).copied();
                    let term = known.unwrap_or_else(|| names.number(columns.texts(&key)));
                    if known.is_none() {
                        keys.insert(key, term);
                    }
                    timeline.push(seen(Some(term)));
                }
            }
        }
    }
    order::sort_by_key(&mut timeline, |seen| (seen.time, seen.event));
    let start = rule.history_window_start.as_ref().and_then(|start| DateMath::parse(&start.value.value));
    let judge = Judge { start, schedule, times, history };
    let mut past = Past::new(names.len());
    let mut occurrences: Vec<Vec<Occurrence>> = names.entries().iter().map(|_| Vec::new()).collect();
    let mut undecided = Bitmap::none(events.count());
    for seen in &timeline {
        match (seen.event, seen.term) {
            (Some(event), Some(term)) => {
                let values = names.entries().get(term).map_or(&[][..], |(values, ())| values);
                let occurrence = judge.occurrence(event, seen, values, past.of(term));
                if occurrence.novelty.is_undecided() {
                    undecided.set(event);
                }
                if let Some(known) = occurrences.get_mut(term) {
                    known.push(occurrence);
                }
            }
            (Some(event), None) if judge.is_searched(event) => {
                undecided.set(event);
            }
            _ => {}
        }
        past.see(seen);
    }
    let mut terms: Vec<Term> = names
        .into_entries()
        .into_iter()
        .zip(occurrences)
        .filter(|(_, occurrences)| !occurrences.is_empty())
        .map(|((values, ()), occurrences)| Term { values, occurrences })
        .collect();
    order::sort_by_key(&mut terms, |term| term.occurrences.first().map(|first| (first.time, first.event)));
    NewTermsResult {
        fields: fields.into_iter().map(str::to_owned).collect(),
        history_window_start: rule.history_window_start.as_ref().map_or("", |start| &start.value.value).to_owned(),
        terms,
        undecided: undecided.ones().collect(),
        unknown: missing,
        begins: history.begins(times.oldest()),
        supplied: (history.sightings.len() as u32, history.known.len() as u32),
    }
}

impl Novelty {
    /// Whether it cannot be told.
    pub fn is_undecided(&self) -> bool {
        matches!(self, Self::MaybeSeen(_) | Self::ShortHistory { .. } | Self::QueryUndecided)
    }
}

impl NewTermsResult {
    /// The occurrences that alert, with their terms, in the order of the terms.
    pub fn alerting(&self) -> impl Iterator<Item = (&Term, &Occurrence)> {
        let all = self.terms.iter().flat_map(|term| term.occurrences.iter().map(move |occurrence| (term, occurrence)));
        all.filter(|(_, occurrence)| occurrence.novelty == Novelty::New)
    }
}

struct Judge<'a> {
    /// Start of the history window.
    start: Option<DateMath>,
    schedule: &'a Schedule,
    times: &'a Times,
    history: &'a History,
}

impl Judge<'_> {
    /// Whether the run that decides searches the event; without a set time always.
    fn is_searched(&self, event: u32) -> bool {
        let inside = |run: super::Window| self.times.get(event).is_some_and(|time| run.contains(time));
        self.schedule.only_run().is_none_or(inside)
    }

    fn occurrence(
        &self,
        event: u32,
        seen: &Seen,
        values: &[String],
        past: (Option<Mention>, Option<Mention>),
    ) -> Occurrence {
        // Kibana resolves it as of the end of the run.
        let end = self.schedule.deciding(seen.time).end;
        let history_start = self.start.as_ref().and_then(|start| start.resolve(end, Rounding::Down));
        let in_window = |mention: &Mention| history_start.is_none_or(|start| start <= mention.time);
        let (certain, possible) = (past.0.filter(in_window), past.1.filter(in_window));
        let oldest = self.times.oldest();
        let reaches = history_start.is_some_and(|start| self.history.reaches(start, oldest));
        let novelty = if !self.is_searched(event) {
            Novelty::OutsideRun
        } else if let Some(mention) = certain {
            Novelty::Seen(mention.place())
        } else if self.history.known.contains_key(values) {
            Novelty::Seen(SeenIn::KnownTerms)
        } else if !seen.certain {
            Novelty::QueryUndecided
        } else if let Some(mention) = possible {
            Novelty::MaybeSeen(mention.place())
        } else if reaches {
            Novelty::New
        } else {
            Novelty::ShortHistory { begins: self.history.begins(oldest) }
        };
        Occurrence { event, time: seen.time, history_start, novelty }
    }
}

/// The newest mention of each term so far.
struct Past {
    certain: Vec<Option<Mention>>,
    possible: Vec<Option<Mention>>,
    /// An event whose term is not known may have had any.
    any: Option<Mention>,
}

#[derive(Clone, Copy)]
struct Mention {
    time: Timestamp,
    event: Option<u32>,
}

impl Past {
    fn new(terms: usize) -> Self {
        Self { certain: vec![None; terms], possible: vec![None; terms], any: None }
    }

    /// The newest certain and the newest possible mention.
    fn of(&self, term: usize) -> (Option<Mention>, Option<Mention>) {
        let of = |mentions: &[Option<Mention>]| mentions.get(term).copied().flatten();
        let possible = of(&self.possible).into_iter().chain(self.any).max_by_key(|mention| mention.time);
        (of(&self.certain), possible)
    }

    fn see(&mut self, seen: &Seen) {
        let mention = Some(Mention { time: seen.time, event: seen.event });
        let mentions = if seen.certain { &mut self.certain } else { &mut self.possible };
        match seen.term.map(|term| mentions.get_mut(term)) {
            Some(Some(slot)) => *slot = mention,
            Some(None) => {}
            None => self.any = mention,
        }
    }
}

impl Mention {
    fn place(self) -> SeenIn {
        self.event.map_or(SeenIn::History(self.time), |event| SeenIn::Event(event, self.time))
    }
}
