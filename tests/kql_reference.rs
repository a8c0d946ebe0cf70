//! The bitmap core agrees with a slow evaluator written straight from the definitions (one event, one node at a time),
//! and explanations agree with verdicts, on random queries and documents.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::eval::{Cache, Evaluation, Options, Truth, evaluate};
use rule_playground::events::{SourceText, Store};
use rule_playground::explain::explain;
use rule_playground::query::kql::{self, Leaf, Predicate, Query, ValueKind};
use rule_playground::query::{NodeId, NodeKind};
use rule_playground::time::Timestamp;
use serde_json::{Value, json};

const ROUNDS: u64 = 200;
const DOCUMENTS: usize = 70;

#[test]
fn bitmaps_agree_with_the_definition() {
    for seed in 0..ROUNDS {
        let mut random = Random(seed);
        let (documents, mut store) = documents(&mut random);
        let text = query(&mut random, 4);
        let (query, evaluation) = run(&text, &mut store, &mut Cache::default());
        for (event, document) in documents.iter().enumerate() {
            for node in query.condition.nodes() {
                let expected = reference(&query, node.id, document);
                let found = evaluation.truth(node.id, event as u32);
                let words = node.span.of(&text);
                assert_eq!(found, truth(expected), "seed {seed}: `{words}` of `{text}` on {document}");
            }
        }
    }
}

#[test]
fn a_part_only_excludes_what_would_match_without_it() {
    for seed in 0..ROUNDS {
        let mut random = Random(seed);
        let (documents, mut store) = documents(&mut random);
        let text = query(&mut random, 3);
        let (query, evaluation) = run(&text, &mut store, &mut Cache::default());
        let events = 0..documents.len() as u32;
        let explanations: Vec<_> = events.map(|event| explain(&text, &query, &evaluation, &mut store, event)).collect();
        for node in query.condition.nodes() {
            let excluded = evaluation.only_excludes(&query.condition, node.id);
            assert_eq!(excluded.count(), evaluation.only_excludes_count(&query.condition, node.id));
            for (event, document) in documents.iter().enumerate() {
                let root = query.condition.root().unwrap().id;
                let now = reference(&query, root, document);
                let turned = reference_if(&query, root, document, Some(node.id));
                let expected = !now && turned;
                assert_eq!(
                    excluded.get(event as u32),
                    expected,
                    "seed {seed}: {:?} of `{text}` on {document}",
                    node.id
                );
                let part = &explanations[event].parts[node.id.index()];
                assert_eq!(
                    part.decisive,
                    now != turned,
                    "seed {seed}: decisive {:?} of `{text}` on {document}",
                    node.id
                );
            }
        }
    }
}

#[test]
fn explanation_and_verdict_agree() {
    for seed in 0..ROUNDS {
        let mut random = Random(seed);
        let (documents, mut store) = documents(&mut random);
        let text = query(&mut random, 4);
        let (query, evaluation) = run(&text, &mut store, &mut Cache::default());
        for event in 0..documents.len() as u32 {
            let explanation = explain(&text, &query, &evaluation, &mut store, event);
            let root = explanation.parts.last().unwrap();
            assert_eq!((explanation.verdict, root.truth), (evaluation.verdict(event), evaluation.verdict(event)));
            assert_eq!(explanation.verdict == Truth::True, evaluation.matched().get(event));
            for part in &explanation.parts {
                let satisfied = part.found.iter().any(|found| found.satisfies);
                if !part.found.is_empty() {
                    assert_eq!(satisfied, part.truth == Truth::True, "seed {seed}: `{}` of `{text}`", part.text);
                }
            }
            assert!(!explanation.marks.is_empty(), "seed {seed}: nothing decides `{text}`");
            // The marked parts alone give the verdict: answer all others both ways.
            let marked: Vec<NodeId> = explanation.marks.iter().map(|mark| mark.node).collect();
            for others in [Truth::True, Truth::False] {
                let found =
                    kleene(&query, |node| if marked.contains(&node) { evaluation.truth(node, event) } else { others });
                assert_eq!(
                    found, explanation.verdict,
                    "seed {seed}: the marks of `{text}` do not decide event {event}"
                );
            }
        }
    }
}

#[test]
fn the_optimised_form_means_the_same() {
    let mut changed = 0;
    for seed in 0..ROUNDS {
        let mut random = Random(seed);
        let (documents, mut store) = documents(&mut random);
        let text = query(&mut random, 4);
        let (parsed, evaluation) = run(&text, &mut store, &mut Cache::default());
        let Some(optimised) = kql::optimised(&text, &parsed) else { continue };
        changed += 1;
        let (again, after) = run(&optimised, &mut store, &mut Cache::default());
        for event in 0..documents.len() as u32 {
            assert_eq!(evaluation.verdict(event), after.verdict(event), "seed {seed}: `{text}` is `{optimised}`");
        }
        assert_eq!(kql::optimised(&optimised, &again), None, "seed {seed}: `{text}` is `{optimised}`");
    }
    assert!(changed > ROUNDS / 10, "only {changed} queries were changed");
}

#[test]
fn a_cache_changes_nothing() {
    let mut random = Random(7);
    let (_, mut store) = documents(&mut random);
    let mut cache = Cache::default();
    for _ in 0..200 {
        let text = query(&mut random, 3);
        let (query, cached) = run(&text, &mut store, &mut cache);
        let (_, fresh) = run(&text, &mut store, &mut Cache::default());
        for node in query.condition.nodes() {
            assert_eq!(cached.answer(node.id), fresh.answer(node.id), "`{text}`");
        }
    }
}

fn run(text: &str, store: &mut Store, cache: &mut Cache) -> (Query, Evaluation) {
    let query = kql::parse(text);
    assert!(query.is_sound(), "`{text}`: {:?}", query.diagnostics);
    let evaluation = evaluate(&query, store, cache, &Options { now: Timestamp(0) });
    (query, evaluation)
}

fn truth(holds: bool) -> Truth {
    if holds { Truth::True } else { Truth::False }
}

// The definition.

fn reference(query: &Query, node: NodeId, document: &Value) -> bool {
    reference_if(query, node, document, None)
}

/// The answer of a node, with `turned` answered the other way.
fn reference_if(query: &Query, node: NodeId, document: &Value, turned: Option<NodeId>) -> bool {
    let of = |part: &NodeId| reference_if(query, *part, document, turned);
    let holds = match &query.condition.get(node).unwrap().kind {
        NodeKind::All => true,
        NodeKind::And(parts) => parts.iter().all(of),
        NodeKind::Or(parts) => parts.iter().any(of),
        NodeKind::Not(part) => !of(part),
        NodeKind::Leaf(leaf) => leaf_holds(leaf, document),
        NodeKind::Nested { .. } | NodeKind::Broken => unreachable!("not generated"),
    };
    holds != (turned == Some(node))
}

fn leaf_holds(leaf: &Leaf, document: &Value) -> bool {
    let field = &*leaf.field.as_ref().unwrap().name;
    let value = match field.split_once('.') {
        Some((object, key)) => &document[object][key],
        None => &document[field],
    };
    let values: Vec<&Value> = match value {
        Value::Null => Vec::new(),
        Value::Array(values) => values.iter().collect(),
        single => vec![single],
    };
    values.into_iter().any(|value| value_holds(field, leaf, value))
}

fn value_holds(field: &str, leaf: &Leaf, value: &Value) -> bool {
    let wanted = leaf.predicate.value().text().into_owned();
    let is_number = field == "source.port";
    match (&leaf.predicate, &leaf.predicate.value().kind) {
        (Predicate::Is(_), ValueKind::Exists) => true,
        (Predicate::Is(_), ValueKind::Wildcard(pattern)) => {
            let parts: Vec<&str> = pattern.parts().collect();
            wildcard(parts.join(STAR).as_bytes(), value.as_str().unwrap().as_bytes())
        }
        (Predicate::Is(_), _) if is_number => value.as_f64() == wanted.parse().ok(),
        (Predicate::Is(_), _) => value.as_str() == Some(&wanted),
        (Predicate::Range(operator, _), _) => {
            let ordering = if is_number {
                value.as_f64().unwrap().partial_cmp(&wanted.parse::<f64>().unwrap()).unwrap()
            } else {
                value.as_str().unwrap().cmp(wanted.as_str())
            };
            match operator.symbol() {
                "<" => ordering.is_lt(),
                "<=" => ordering.is_le(),
                ">" => ordering.is_gt(),
                _ => ordering.is_ge(),
            }
        }
    }
}

/// A wildcard, told from a plain star; no document has this character.
const STAR: &str = "\u{1}";

/// A star is nothing, or a character and the star again.
fn wildcard(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        ([1, rest @ ..], []) => wildcard(rest, text),
        ([1, rest @ ..], [_, after @ ..]) => wildcard(rest, text) || wildcard(pattern, after),
        ([one, rest @ ..], [other, after @ ..]) => one == other && wildcard(rest, after),
        _ => false,
    }
}

/// The verdict from given answers of the leaves.
fn kleene(query: &Query, leaf: impl Fn(NodeId) -> Truth) -> Truth {
    let mut truths: Vec<Truth> = Vec::new();
    for node in query.condition.nodes() {
        let parts: Vec<Truth> = node.parts().iter().map(|part| truths[part.index()]).collect();
        truths.push(match &node.kind {
            NodeKind::And(_) if parts.contains(&Truth::False) => Truth::False,
            NodeKind::And(_) if parts.contains(&Truth::Unknown) => Truth::Unknown,
            NodeKind::And(_) => Truth::True,
            NodeKind::Or(_) if parts.contains(&Truth::True) => Truth::True,
            NodeKind::Or(_) if parts.contains(&Truth::Unknown) => Truth::Unknown,
            NodeKind::Or(_) => Truth::False,
            NodeKind::Not(_) => parts[0].negated(),
            _ => leaf(node.id),
        });
    }
    *truths.last().unwrap()
}

// Random queries and documents.

/// SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ (bits >> 31)) % limit
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len() as u64) as usize]
    }
}

const TEXTS: &[&str] = &["a", "A", "ab", "ba", "aab", "b*", ""];

fn documents(random: &mut Random) -> (Vec<Value>, Store) {
    let documents: Vec<Value> = (0..DOCUMENTS)
        .map(|_| {
            let text = |random: &mut Random| match random.below(5) {
                0 => Value::Null,
                1 => json!([random.pick(TEXTS), random.pick(TEXTS)]),
                2 => json!([]),
                _ => json!(random.pick(TEXTS)),
            };
            let (action, kind) = (text(random), text(random));
            let port = if random.below(3) == 0 { Value::Null } else { json!(random.below(4)) };
            json!({"event": {"action": action, "type": kind}, "source": {"port": port}, "message": "always here"})
        })
        .collect();
    let hits: Vec<Value> = documents.iter().map(|document| json!({"_source": document})).collect();
    let text = json!({"hits": {"hits": hits}}).to_string();
    let store = Store::open(vec![SourceText { name: "hits".to_owned(), text }], MappingOptions::default());
    assert_eq!(store.len() as usize, DOCUMENTS);
    (documents, store)
}

fn query(random: &mut Random, depth: u64) -> String {
    if depth == 0 || random.below(5) == 0 {
        return comparison(random);
    }
    let not = if random.below(4) == 0 { "not " } else { "" };
    let word = random.pick(&[" and ", " or "]);
    let count = 1 + random.below(3);
    let parts: Vec<String> = (0..count).map(|_| query(random, depth - 1)).collect();
    format!("{not}({})", parts.join(word))
}

fn comparison(random: &mut Random) -> String {
    if random.below(3) == 0 {
        let operator = random.pick(&[":", "<", "<=", ">", ">="]);
        return format!("source.port {operator} {}", random.below(4));
    }
    let field = random.pick(&["event.action", "event.type"]);
    match random.below(6) {
        0 => format!("{field}: *"),
        1 => format!("{field}: {}", random.pick(&["a*", "*b", "*a*", "a*b", "b\\**", "**"])),
        2 => format!("{field} {} \"{}\"", random.pick(&["<", ">="]), random.pick(TEXTS)),
        3 => format!("{field}: (\"{}\" or not \"{}\")", random.pick(TEXTS), random.pick(TEXTS)),
        _ => format!("{field}: \"{}\"", random.pick(TEXTS)),
    }
}
