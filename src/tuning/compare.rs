use super::blame::blame;
use super::{Label, Labels, Tree};
use crate::events::Bitmap;
use crate::query::NodeId;

/// What one version of a rule makes of the events.
pub struct Side<'a> {
    /// Events that are part of what it alerts on.
    pub alerting: &'a Bitmap,
    /// Events that cannot be decided.
    pub undecided: &'a Bitmap,
    /// The events of each alert.
    pub alerts: &'a [&'a [u32]],
    /// Its conditions; one for each step of a sequence. None where its language has none.
    pub trees: &'a [Tree<'a>],
    /// The key of the rule that decides about an event its conditions let through: `new_terms`, `from`.
    pub beyond: &'a dyn Fn(u32) -> &'static str,
}

/// Two versions of a rule over the same events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Events that are part of alerts.
    pub events: Counts,
    /// Alerts.
    pub alerts: Counts,
    /// The same for each of [`Label::ALL`].
    pub labels: [LabelCounts; 3],
    /// Events both alert on.
    pub kept: Bitmap,
    /// Events only the version before alerts on.
    pub lost: Change,
    /// Events only the version after alerts on.
    pub gained: Change,
}

/// How many before and after. What one version cannot decide and the other alerts on is neither lost nor gained.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of the version before.
    pub before: u32,
    /// Of the version after.
    pub after: u32,
    /// In both.
    pub kept: u32,
    /// Only after.
    pub gained: u32,
    /// Only before.
    pub lost: u32,
}

/// The counts of one label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelCounts {
    /// The label.
    pub label: Label,
    /// How many events have it.
    pub total: u32,
    /// Events that are part of alerts.
    pub events: Counts,
    /// Alerts; one with a true positive among its events is one, else one with a false positive.
    pub alerts: Counts,
}

/// Events that only one version alerts on, and why the other does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The events.
    pub events: Bitmap,
    /// What makes the difference, most events first.
    pub reasons: Vec<Difference>,
}

/// A clause or setting of the version that does not alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is.
    pub what: What,
    /// The events it keeps from alerting.
    pub events: Bitmap,
    /// How many of them nothing else keeps from it.
    pub alone: u32,
}

/// What makes a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A part of a condition: the number of the [`Tree`], and the part.
    Clause(usize, NodeId),
    /// A key of the rule.
    Setting(&'static str),
}

impl Counts {
    /// By how many tenths of a percent there are fewer after; negative for more, `None` where there were none before.
    pub fn reduction(&self) -> Option<i64> {
        let (before, after) = (i64::from(self.before), i64::from(self.after));
        let twice = (before != 0).then(|| (before - after) * 2000 / before)?;
        Some((twice + twice.signum()) / 2)
    }
}

/// Compares what two versions alert on.
pub fn compare(before: &Side<'_>, after: &Side<'_>, labels: &Labels) -> Comparison {
    let count = after.alerting.len();
    let by_label = Label::ALL.map(|label| labels.events(label, count));
    let mut kept = before.alerting.clone();
    kept.and(after.alerting);
    let lost = change(before, after);
    let gained = change(after, before);
    let label_of =
        |alert: &[u32]| by_label.iter().position(|events| alert.iter().any(|event| events.get(*event))).unwrap_or(2);
    let mut alerts = [Counts::default(); 3];
    for alert in before.alerts {
        let Some(counts) = alerts.get_mut(label_of(alert)) else { continue };
        counts.before += 1;
        match stays(alert, after) {
            Some(true) => counts.kept += 1,
            Some(false) => counts.lost += 1,
            None => {}
        }
    }
    for alert in after.alerts {
        let Some(counts) = alerts.get_mut(label_of(alert)) else { continue };
        counts.after += 1;
        counts.gained += u32::from(stays(alert, before) == Some(false));
    }
    let of = |events: &Bitmap| Counts {
        before: common(events, before.alerting),
        after: common(events, after.alerting),
        kept: common(events, &kept),
        gained: common(events, &gained.events),
        lost: common(events, &lost.events),
    };
    let labels = [0, 1, 2].map(|at: usize| LabelCounts {
        label: Label::ALL[at],
        total: by_label[at].count(),
        events: of(&by_label[at]),
        alerts: alerts[at],
    });
    let alerts = alerts.iter().fold(Counts::default(), |sum, one| Counts {
        before: sum.before + one.before,
        after: sum.after + one.after,
        kept: sum.kept + one.kept,
        gained: sum.gained + one.gained,
        lost: sum.lost + one.lost,
    });
    Comparison { events: of(&Bitmap::all(count)), alerts, labels, kept, lost, gained }
}

fn common(one: &Bitmap, other: &Bitmap) -> u32 {
    let mut both = one.clone();
    both.and(other);
    both.count()
}

/// Whether the other version alerts on any event of an alert; `None` where that cannot be told.
fn stays(alert: &[u32], other: &Side<'_>) -> Option<bool> {
    if alert.iter().any(|event| other.alerting.get(*event)) {
        return Some(true);
    }
    (!alert.iter().any(|event| other.undecided.get(*event))).then_some(false)
}

/// The events `with` alerts on and `without` does not.
fn change(with: &Side<'_>, without: &Side<'_>) -> Change {
    let mut events = with.alerting.clone();
    events.minus(without.alerting);
    events.minus(without.undecided);
    let mut reasons: Vec<Difference> = Vec::new();
    for event in events.ones() {
        let whats = why(with, without, event);
        for what in &whats {
            let at = reasons.iter().position(|reason| reason.what == *what).unwrap_or_else(|| {
                let events = Bitmap::none(events.len());
                reasons.push(Difference { what: *what, events, alone: 0 });
                reasons.len() - 1
            });
            if let Some(reason) = reasons.get_mut(at) {
                reason.events.set(event);
                reason.alone += u32::from(whats.len() == 1);
            }
        }
    }
    crate::order::sort_by_key(&mut reasons, |reason| std::cmp::Reverse(reason.events.count()));
    Change { events, reasons }
}

/// What keeps `without` from alerting on an event that `with` alerts on.
fn why(with: &Side<'_>, without: &Side<'_>, event: u32) -> Vec<What> {
    let takes = |tree: &Tree<'_>| tree.condition.root().is_some_and(|root| tree.favours(root.id, event));
    if !without.trees.is_empty() && !without.trees.iter().any(takes) {
        // Of a sequence the step that took the event before.
        let step = with.trees.iter().position(takes).unwrap_or(0).min(without.trees.len() - 1);
        let clauses = without.trees.get(step).map(|tree| blame(tree, event)).unwrap_or_default();
        if !clauses.is_empty() {
            return clauses.into_iter().map(|clause| What::Clause(step, clause)).collect();
        }
    }
    vec![What::Setting((without.beyond)(event))]
}
