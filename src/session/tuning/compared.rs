use super::version::trees;
use crate::session::{Alert, Outcome, Query, Verdict, Workspace};
use crate::text::Span;
use crate::tuning::{self, Change, Comparison, Counts, Label, Setting, Side, Tree, What};

/// The version before and the rule as it is, over the same events.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The difference in one sentence.
    pub sentence: String,
    /// The counts.
    pub comparison: Comparison,
    /// What the two set differently.
    pub settings: Vec<Setting>,
    /// For each of the lost events' [`Change::reasons`], in their order.
    pub lost: Vec<Reason>,
    /// For each of the gained events' reasons.
    pub gained: Vec<Reason>,
}

/// A reason in words and in place.
#[derive(Clone, Debug)]
pub struct Reason {
    /// The clause with its field, or the key.
    pub text: String,
    /// Where it stands in the version that does not alert; `None` for a key that is not set.
    pub span: Option<Span>,
    /// Why the first of the events does not alert, in one sentence.
    pub sentence: String,
}

impl Workspace {
    /// The comparison with the version before; `None` where there is none, or one of the two cannot be evaluated.
    pub fn compared(&mut self) -> Option<Compared> {
        self.outcome();
        self.evaluate_previous();
        let previous = self.tuning.previous.as_ref()?;
        let (old, new) = (previous.outcome.as_ref()?, self.outcome.as_ref()?);
        if [old, new].iter().any(|outcome| outcome.answer.verdict == Verdict::Invalid) {
            return None;
        }
        let (old_rule, new_rule) = (&previous.parsed.rule, &self.parsed.rule);
        let new_text = self.text(crate::diagnostic::SourceId::Rule);
        let settings = tuning::settings((old_rule, &previous.text), (new_rule, new_text));
        let old_trees = trees(old_rule, previous.query.as_ref(), old);
        let new_trees = trees(new_rule, self.query.as_ref(), new);
        let (old_alerts, new_alerts) = (old.answer.alerts(), new.answer.alerts());
        let (old_alerts, new_alerts) = (events_of(&old_alerts), events_of(&new_alerts));
        let old_key = |event| changed_key(old.beyond_query(event), &settings);
        let new_key = |event| changed_key(new.beyond_query(event), &settings);
        let before = side(old, &old_alerts, &old_trees, &old_key);
        let after = side(new, &new_alerts, &new_trees, &new_key);
        let comparison = tuning::compare(&before, &after, &self.tuning.labels);
        let lost = words(&comparison.lost, &new_trees, (new_rule, &settings));
        let gained = words(&comparison.gained, &old_trees, (old_rule, &[]));
        let sentence = sentence(&comparison);
        let mut compared = Compared { sentence, comparison, settings, lost, gained };
        // The sentence about an event needs its whole document, so only the first of each reason gets one.
        let explain = |outcome: &Outcome, rule, query: Option<&Query>, event, events: &mut _| {
            let explanation = query.and_then(|query| outcome.explain(rule, query, events, event));
            explanation.map(|explanation| explanation.sentence).or_else(|| outcome.about(event)).unwrap_or_default()
        };
        for (reason, difference) in compared.lost.iter_mut().zip(&compared.comparison.lost.reasons) {
            let Some(event) = difference.events.ones().next() else { continue };
            reason.sentence = explain(new, new_rule, self.query.as_ref(), event, &mut self.events);
        }
        for (reason, difference) in compared.gained.iter_mut().zip(&compared.comparison.gained.reasons) {
            let Some(event) = difference.events.ones().next() else { continue };
            reason.sentence = explain(old, old_rule, previous.query.as_ref(), event, &mut self.events);
        }
        Some(compared)
    }
}

fn events_of(alerts: &[Alert]) -> Vec<&[u32]> {
    let mut events = Vec::new();
    for alert in alerts {
        events.push(alert.events.as_slice());
    }
    events
}

fn side<'a>(
    outcome: &'a Outcome,
    alerts: &'a [&'a [u32]],
    trees: &'a [Tree<'a>],
    beyond: &'a dyn Fn(u32) -> &'static str,
) -> Side<'a> {
    let answer = &outcome.answer;
    Side { alerting: &answer.alerting, undecided: &answer.undecided, alerts, trees, beyond }
}

/// The key that decides, as exactly as what changed tells: of `threshold` its value, or the window it counts in.
fn changed_key(key: &'static str, settings: &[Setting]) -> &'static str {
    let changed = |wanted: &dyn Fn(&str) -> bool| settings.iter().map(|setting| setting.key).find(|key| wanted(key));
    let own = |name: &str| name.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
    let of_window = |name: &str| ["from", "to", "interval"].contains(&name);
    match key {
        "threshold" | "new_terms" => changed(&own).or_else(|| changed(&of_window)).unwrap_or(key),
        _ => key,
    }
}

fn words(change: &Change, trees: &[Tree<'_>], (rule, settings): (&crate::rule::Rule, &[Setting])) -> Vec<Reason> {
    let reason = |difference: &tuning::Difference| {
        let (text, span) = match difference.what {
            What::Setting(key) => {
                let setting = settings.iter().find(|setting| setting.key == key);
                (key.to_owned(), setting.and_then(|setting| setting.span))
            }
            What::Clause(tree, node) => {
                let tree = trees.get(tree);
                let span = tree.and_then(|tree| tree.condition.get(node)).map(|node| node.span);
                let in_rule = span.zip(rule.query.as_ref()).map(|(span, query)| query.decoded.raw(span));
                (tree.map_or_else(String::new, |tree| tree.clause(node)), in_rule)
            }
        };
        Reason { text, span, sentence: String::new() }
    };
    change.reasons.iter().map(reason).collect()
}

/// The difference in one sentence, without a full stop.
fn sentence(comparison: &Comparison) -> String {
    let Counts { before, after, .. } = comparison.alerts;
    let mut text = match (before, after) {
        (0, 0) => return "Neither version alerts".to_owned(),
        _ => {
            let alerts = if before == 1 { " alert before, " } else { " alerts before, " };
            [&before.to_string(), alerts, &after.to_string(), " after"].concat()
        }
    };
    match comparison.alerts.reduction() {
        Some(0) | None => {}
        Some(tenths) => {
            let more = if tenths > 0 { " % fewer" } else { " % more" };
            text.push_str(&[": ", &tuning::percent(tenths.abs()), more].concat());
        }
    }
    for counts in &comparison.labels {
        let Counts { before, kept, lost, gained, .. } = counts.events;
        let mut say = |number: u32, of: Option<u32>, verb: &str| {
            text.push_str("; ");
            text.push_str(&number.to_string());
            if let Some(of) = of {
                text.push_str(" of ");
                text.push_str(&of.to_string());
            }
            text.push_str(&[" ", counts.label.words(of.unwrap_or(number)), " ", verb].concat());
        };
        match counts.label {
            Label::TruePositive => {
                if before > 0 {
                    say(kept, Some(before), "kept");
                }
                if gained > 0 {
                    say(gained, None, "gained");
                }
            }
            Label::FalsePositive => {
                if before > 0 {
                    say(lost, Some(before), "gone");
                }
                if gained > 0 {
                    say(gained, None, "gained");
                }
            }
            Label::None => {}
        }
    }
    text
}
