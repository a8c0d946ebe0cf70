//! Threshold and new terms agree with evaluators that do it the slow and obvious way, on generated events.

use std::collections::{BTreeMap, BTreeSet};

use rule_playground::events::SourceText;
use rule_playground::session::{Input, Verdict, Workspace};

const HEAD: &str =
    "rule.name = \"r\"\nrule.language = \"kuery\"\nrule.query = \"event.action: a\"\nrule.from = \"now-10s\"\n";

/// An event: seconds, whether the query matches it, values of `user.name` and of `event.id`.
#[derive(Debug)]
struct Event {
    time: i64,
    matches: bool,
    users: Vec<u8>,
    id: u8,
}

/// A small generator of numbers; the same seed gives the same numbers everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn events(&mut self) -> Vec<Event> {
        let count = 1 + self.below(12);
        (0..count)
            .map(|_| Event {
                time: 1_000_000 + self.below(40) as i64,
                matches: self.below(4) > 0,
                users: (0..self.below(3)).map(|_| self.below(3) as u8).collect(),
                id: self.below(3) as u8,
            })
            .collect()
    }
}

fn workspace(rule: &str, events: &[Event]) -> Workspace {
    let lines = events.iter().map(|event| {
        let action = if event.matches { "a" } else { "b" };
        let (time, users, id) = (event.time * 1000, &event.users, event.id);
        let users: Vec<String> = users.iter().map(|user| format!("\"u{user}\"")).collect();
        let users = users.join(",");
        format!(
            r#"{{"_source": {{"@timestamp": {time}, "event": {{"action": "{action}", "id": "{id}"}}, "user": {{"name": [{users}]}}}}}}"#
        )
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let mut workspace = Workspace::default();
    workspace.set_rule(Input::Rule(&format!("{HEAD}{rule}")));
    workspace.set_events(vec![SourceText { name: "events".to_owned(), text }]);
    assert_eq!(workspace.events().len() as usize, events.len());
    workspace
}

/// The events of each alert by its value, for groups and terms alike.
fn alerts(workspace: &mut Workspace) -> BTreeMap<String, Vec<Vec<u32>>> {
    let mut found: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
    for alert in workspace.outcome().answer.alerts().iter() {
        found.entry(alert.fields[0].1.clone()).or_default().push(alert.events.clone());
    }
    found
}

#[test]
fn a_threshold_is_reached_in_some_window_that_ends_with_an_event() {
    let rule = "rule.type = \"threshold\"\nrule.threshold = { field = [\"user.name\"], value = 2, cardinality = [{ field = \"event.id\", value = 2 }] }";
    let mut numbers = Numbers(1);
    let mut reached = 0;
    for _ in 0..400 {
        let events = numbers.events();
        let mut expected: BTreeMap<String, usize> = BTreeMap::new();
        for end in events.iter().filter(|event| event.matches) {
            for user in 0..3 {
                let inside: Vec<&Event> = events
                    .iter()
                    .filter(|event| event.matches && event.users.contains(&user))
                    .filter(|event| end.time - 10 <= event.time && event.time <= end.time)
                    .collect();
                let ids: BTreeSet<u8> = inside.iter().map(|event| event.id).collect();
                if inside.len() >= 2 && ids.len() >= 2 {
                    let largest = expected.entry(format!("u{user}")).or_default();
                    *largest = inside.len().max(*largest);
                }
            }
        }
        let mut workspace = workspace(rule, &events);
        let found: BTreeMap<String, usize> =
            alerts(&mut workspace).into_iter().map(|(user, alerts)| (user, alerts[0].len())).collect();
        assert_eq!(found, expected, "{events:?}");
        let verdict = workspace.outcome().answer.verdict;
        assert_eq!(verdict == Verdict::Match, !expected.is_empty());
        reached += expected.len();
    }
    assert!(reached > 50, "the events hardly ever reach the threshold");
}

#[test]
fn a_term_is_new_where_nothing_in_the_window_had_it() {
    let rule = "rule.type = \"new_terms\"\n[rule.new_terms]\nfield = \"new_terms_fields\"\nvalue = [\"user.name\"]\n[[rule.new_terms.history_window_start]]\nfield = \"history_window_start\"\nvalue = \"now-15s\"";
    let mut numbers = Numbers(2);
    let (mut new, mut open) = (0, 0);
    for _ in 0..400 {
        let events = numbers.events();
        let oldest = events.iter().map(|event| event.time).min().unwrap();
        let mut expected: BTreeMap<String, BTreeSet<Vec<u32>>> = BTreeMap::new();
        let mut undecided: BTreeSet<u32> = BTreeSet::new();
        let mut certain: BTreeSet<u32> = BTreeSet::new();
        for (at, event) in events.iter().enumerate().filter(|(_, event)| event.matches) {
            for user in &event.users {
                let seen = events.iter().enumerate().any(|(other, before)| {
                    before.matches
                        && before.users.contains(user)
                        && event.time - 15 <= before.time
                        && (before.time, other) < (event.time, at)
                });
                if !seen && oldest <= event.time - 15 {
                    expected.entry(format!("u{user}")).or_default().insert(vec![at as u32]);
                    certain.insert(at as u32);
                } else if !seen {
                    undecided.insert(at as u32);
                }
            }
        }
        let undecided: Vec<u32> = undecided.difference(&certain).copied().collect();
        let mut workspace = workspace(rule, &events);
        let found: BTreeMap<String, BTreeSet<Vec<u32>>> =
            alerts(&mut workspace).into_iter().map(|(user, alerts)| (user, alerts.into_iter().collect())).collect();
        assert_eq!(found, expected, "{events:?}");
        assert_eq!(workspace.outcome().answer.undecided.ones().collect::<Vec<_>>(), undecided, "{events:?}");
        new += certain.len();
        open += undecided.len();
    }
    assert!(new > 50 && open > 50, "{new} new and {open} undecided are too few to tell");
}
