use std::borrow::Cow;

use crate::events::Bitmap;

/// Never a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The rule would alert.
    Match,
    /// It would not.
    NoMatch,
    /// It cannot be told from what is given.
    Undecided,
    /// The rule cannot be evaluated as it stands.
    Invalid,
}

/// The answer for all events.
#[derive(Clone, Debug)]
pub struct Answer {
    /// In one word.
    pub verdict: Verdict,
    /// In one sentence.
    pub sentence: String,
    /// Events the query matches, never cut by `max_signals`.
    pub matched: Bitmap,
    /// Events that cannot be decided.
    pub undecided: Bitmap,
    /// What the rule would alert on, in order; `None` where each match is an alert of its own, which are too many to list
    /// on every change.
    pub(super) listed: Option<Vec<Alert>>,
    /// Events that are part of what it alerts on: each match of a query, the events of a group that reaches its
    /// threshold in any run, the event that brings a new term.
    pub alerting: Bitmap,
}

/// One alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// The events it is made of, in the order of its steps.
    pub events: Vec<u32>,
    /// The values that name it: for a group its fields, for a new term the term.
    pub fields: Vec<(String, String)>,
}

impl Verdict {
    /// One alert makes it a match; else one undecided event makes it undecided.
    pub(super) fn of(alerts: bool, undecided: bool) -> Self {
        match (alerts, undecided) {
            (true, _) => Self::Match,
            (false, true) => Self::Undecided,
            (false, false) => Self::NoMatch,
        }
    }
}

impl Answer {
    /// No answer, because the rule cannot be evaluated.
    pub fn invalid(sentence: String, events: u32) -> Self {
        Self {
            verdict: Verdict::Invalid,
            sentence,
            matched: Bitmap::none(events),
            undecided: Bitmap::none(events),
            listed: Some(Vec::new()),
            alerting: Bitmap::none(events),
        }
    }

    /// Nothing is known of any event.
    pub fn undecided(sentence: String, events: u32) -> Self {
        let verdict = Verdict::of(false, events > 0);
        Self { verdict, undecided: Bitmap::all(events), ..Self::invalid(sentence, events) }
    }

    /// What the rule would alert on, in order.
    pub fn alerts(&self) -> Cow<'_, [Alert]> {
        match &self.listed {
            Some(alerts) => Cow::Borrowed(alerts),
            None => self.matched.ones().map(|event| Alert { events: vec![event], fields: Vec::new() }).collect(),
        }
    }

    /// The verdict for one event: whether it is part of what the rule alerts on.
    pub fn of(&self, event: u32) -> Verdict {
        match self.verdict {
            Verdict::Invalid => Verdict::Invalid,
            _ if self.alerting.get(event) => Verdict::Match,
            _ if self.undecided.get(event) => Verdict::Undecided,
            _ => Verdict::NoMatch,
        }
    }
}
