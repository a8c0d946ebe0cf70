//! EQL's bitmaps and state machine agree with a slow evaluator written straight from the definitions: one event and one
//! part at a time, sequences step by step over whole lists; explanations agree with verdicts. On random queries and documents.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeMap;

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::eval::eql::{Evaluated, Fields, Settings, evaluate};
use rule_playground::eval::{Cache, Options, Truth};
use rule_playground::events::{Bitmap, SourceText, Store};
use rule_playground::explain;
use rule_playground::query::eql::{
    self, Comparison, EventFilter, Expression, ExpressionKind, FunctionId, Leaf, Literal, Query, QueryKind, Sequence,
    Step,
};
use rule_playground::query::{NodeId, NodeKind};
use rule_playground::time::Timestamp;
use serde_json::{Value as Json, json};

const ROUNDS: u64 = 300;
const DOCUMENTS: usize = 40;

#[test]
fn every_part_agrees_with_the_definition() {
    for seed in 0..ROUNDS {
        let mut random = Random(seed);
        let (documents, mut store) = documents(&mut random);
        let text = format!("{} where {}", random.pick(&["any", "iam", "\"web\""]), condition(&mut random, 3));
        let (query, found) = run(&text, &mut store);
        let filter = query.filters()[0].clone();
        for (event, document) in documents.iter().enumerate() {
            for node in filter.condition.nodes() {
                let expected = holds(&filter, node.id, document);
                let words = node.span.of(&text);
                let answer = found.filters[0].truth(node.id, event as u32);
                assert_eq!(answer == Truth::True, expected, "seed {seed}: `{words}` of `{text}` on {document}");
                assert_ne!(answer, Truth::Unknown, "seed {seed}: `{words}`");
            }
        }
        let expected: Vec<Vec<u32>> = in_order(&documents)
            .into_iter()
            .filter(|event| matches(&filter, &documents[*event as usize]))
            .map(|e| vec![e])
            .collect();
        assert_eq!(found.alerts, expected, "seed {seed}: `{text}`");
        explanations_agree(&text, &query, &found, &mut store);
    }
}

#[test]
fn sequences_agree_with_the_definition() {
    let (mut complete, mut cut) = (0, 0);
    for seed in 0..ROUNDS * 4 {
        let mut random = Random(seed);
        let (documents, mut store) = documents(&mut random);
        let text = sequence(&mut random);
        let (query, found) = run(&text, &mut store);
        let QueryKind::Sequence(sequence) = &query.kind else { panic!("`{text}` is no sequence") };
        let expected = sequences(sequence, &documents);
        assert_eq!(found.alerts, expected, "seed {seed}: `{text}` over {}", json!(documents));
        complete += expected.len();
        let ends = &found.sequences.as_ref().unwrap().attempts;
        cut += ends.iter().filter(|attempt| attempt.end != rule_playground::eval::sequence::End::Waiting).count();
        if seed % 8 == 0 {
            explanations_agree(&text, &query, &found, &mut store);
        }
    }
    assert!(complete > 500 && cut > complete, "the queries are too easy: {complete} complete, {cut} ended");
}

#[test]
fn a_sample_is_one_event_for_each_part_of_each_key_that_can_have_them() {
    for seed in 0..ROUNDS {
        let mut random = Random(seed);
        let (documents, mut store) = documents(&mut random);
        let parts: Vec<String> =
            (0..2 + random.below(2)).map(|_| format!("[any where {}]", condition(&mut random, 1))).collect();
        let text = format!("sample by host.name {}", parts.join(" "));
        let (query, found) = run(&text, &mut store);
        let QueryKind::Sample(sample) = &query.kind else { panic!("`{text}` is no sample") };
        let takes = |part: usize, event: u32| matches(&sample.steps[part].filter, &documents[event as usize]);
        let key = |event: u32| documents[event as usize]["host"]["name"].as_str();
        let hosts: Vec<&str> = ["a", "b", "c"]
            .into_iter()
            .filter(|host| {
                let events: Vec<u32> = (0..documents.len() as u32).filter(|event| key(*event) == Some(host)).collect();
                can_choose(sample.steps.len(), &events, &takes, &mut Vec::new())
            })
            .collect();
        let sampled: Vec<&str> = found.alerts.iter().map(|events| key(events[0]).unwrap()).collect();
        assert_eq!(sampled, hosts, "seed {seed}: `{text}`");
        for (events, host) in found.alerts.iter().zip(&hosts) {
            let fits = events.iter().enumerate().all(|(part, event)| takes(part, *event) && key(*event) == Some(host));
            let different = events.iter().all(|event| events.iter().filter(|other| *other == event).count() == 1);
            assert!(fits && different, "seed {seed}: `{text}` gives {events:?}");
        }
    }
}

fn run(text: &str, store: &mut Store) -> (Query, Evaluated) {
    let query = eql::parse(text);
    assert!(query.is_sound(), "`{text}`: {:?}", query.diagnostics);
    let settings = Settings { options: Options { now: Timestamp(0) }, fields: Fields::default() };
    let visible = Bitmap::all(store.len());
    let found = evaluate(text, &query, &visible, store, &mut Cache::default(), &settings);
    (query, found)
}

fn explanations_agree(text: &str, query: &Query, found: &Evaluated, store: &mut Store) {
    for event in 0..store.len() {
        let explanation = explain::eql::explain(text, query, found, store, event);
        let verdict = if found.matched.get(event) { Truth::True } else { Truth::False };
        assert_eq!(explanation.verdict, verdict, "`{text}`: event {event}");
        if matches!(query.kind, QueryKind::Event(_)) {
            assert_eq!(explanation.parts.last().unwrap().truth, verdict, "`{text}`: event {event}");
        }
        for part in explanation.parts.iter().filter(|part| !part.found.is_empty()) {
            let satisfied = part.found.iter().any(|found| found.satisfies);
            assert!(part.truth != Truth::True || satisfied, "`{}` of `{text}`: event {event}", part.text);
            assert!(!part.sentence.is_empty(), "`{}` of `{text}` has no sentence", part.text);
        }
    }
}

// The definition: conditions.

fn matches(filter: &EventFilter, document: &Json) -> bool {
    holds(filter, filter.condition.root().unwrap().id, document)
}

fn holds(filter: &EventFilter, node: NodeId, document: &Json) -> bool {
    let of = |part: &NodeId| holds(filter, *part, document);
    match &filter.condition.get(node).unwrap().kind {
        NodeKind::All => true,
        NodeKind::And(parts) => parts.iter().all(of),
        NodeKind::Or(parts) => parts.iter().any(of),
        NodeKind::Not(part) => !of(part),
        NodeKind::Leaf(Leaf::Category(category)) => field("event.category", document).contains(&json!(**category)),
        NodeKind::Leaf(Leaf::Test(test)) => match opposite(test) {
            Some(positive) => !is_true(&positive, document),
            None => is_true(test, document),
        },
        NodeKind::Nested { .. } | NodeKind::Broken => unreachable!("not generated"),
    }
}

/// `field != value` is the opposite of `field == value`, `field == null` that of `field != null`.
fn opposite(test: &Expression) -> Option<Expression> {
    let ExpressionKind::Compare(operator, sides) = &test.kind else { return None };
    let [left, right] = &**sides;
    let is_null = matches!(right.kind, ExpressionKind::Literal(Literal::Null));
    let negative = if is_null { Comparison::Equal } else { Comparison::NotEqual };
    let is_field = matches!(left.kind, ExpressionKind::Field(_));
    let turned = if is_null { Comparison::NotEqual } else { Comparison::Equal };
    (is_field && *operator == negative)
        .then(|| Expression { span: test.span, kind: ExpressionKind::Compare(turned, sides.clone()) })
}

/// One of the values that the expression can take on is true.
fn is_true(test: &Expression, document: &Json) -> bool {
    values(test, document).contains(&json!(true))
}

/// Every value the expression can take on: one for each choice of values of its fields.
fn values(expression: &Expression, document: &Json) -> Vec<Json> {
    let of = |part: &Expression| values(part, document);
    let pairs = |left: &Expression, right: &Expression| {
        let right = of(right);
        of(left)
            .into_iter()
            .flat_map(|one| right.clone().into_iter().map(move |two| (one.clone(), two)))
            .collect::<Vec<_>>()
    };
    match &expression.kind {
        ExpressionKind::Literal(Literal::Null) => vec![Json::Null],
        ExpressionKind::Literal(Literal::Integer(number)) => vec![json!(number)],
        ExpressionKind::Literal(Literal::Text(text)) => vec![json!(**text)],
        ExpressionKind::Field(named) => match field(&named.name, document) {
            none if none.is_empty() => vec![Json::Null],
            values => values,
        },
        ExpressionKind::Compare(operator, sides) => {
            let asks_null = matches!(sides[1].kind, ExpressionKind::Literal(Literal::Null));
            let compared = pairs(&sides[0], &sides[1]).into_iter().map(|(one, two)| match (asks_null, operator) {
                (true, Comparison::Equal) => json!(one.is_null()),
                (true, _) => json!(!one.is_null()),
                (false, _) => compare(*operator, &one, &two),
            });
            compared.collect()
        }
        ExpressionKind::OneOf { value, list, ignore_case } => {
            let list: Vec<Json> = list.iter().flat_map(of).map(|item| folded(&item, *ignore_case)).collect();
            of(value).into_iter().map(|value| json!(list.contains(&folded(&value, *ignore_case)))).collect()
        }
        ExpressionKind::Matches { value, ignore_case, patterns, .. } => {
            let matches = |value: Json| {
                let folded_value = folded(&value, *ignore_case);
                let text = folded_value.as_str()?.to_owned();
                Some(patterns.iter().any(|pattern| {
                    let pattern = if *ignore_case { pattern.text.to_lowercase() } else { pattern.text.to_string() };
                    glob(&pattern.chars().collect::<Vec<_>>(), &text.chars().collect::<Vec<_>>())
                }))
            };
            of(value).into_iter().map(|value| json!(matches(value))).collect()
        }
        ExpressionKind::Call { function, ignore_case, arguments } => match arguments.as_slice() {
            [one] => of(one).into_iter().map(|value| json!(value.as_str().map(|text| text.chars().count()))).collect(),
            [one, two] => {
                pairs(one, two).into_iter().map(|(one, two)| call(function.id, *ignore_case, &one, &two)).collect()
            }
            _ => unreachable!("not generated"),
        },
        _ => unreachable!("not generated: {expression:?}"),
    }
}

fn call(function: FunctionId, ignore_case: bool, one: &Json, two: &Json) -> Json {
    let (one, two) = (folded(one, ignore_case), folded(two, ignore_case));
    let Some((one, two)) = one.as_str().zip(two.as_str()) else { return Json::Null };
    match function {
        FunctionId::StartsWith => json!(one.starts_with(two)),
        FunctionId::EndsWith => json!(one.ends_with(two)),
        FunctionId::StringContains => json!(!two.is_empty() && one.contains(two)),
        FunctionId::Concat => json!([one, two].concat()),
        _ => unreachable!("not generated"),
    }
}

fn compare(operator: Comparison, one: &Json, two: &Json) -> Json {
    let ordering = match (one, two) {
        (Json::Number(one), Json::Number(two)) => one.as_f64().partial_cmp(&two.as_f64()),
        (Json::String(one), Json::String(two)) => Some(one.cmp(two)),
        _ => None,
    };
    let Some(ordering) = ordering else { return Json::Null };
    json!(match operator {
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessOrEqual => ordering.is_le(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterOrEqual => ordering.is_ge(),
    })
}

fn folded(value: &Json, ignore_case: bool) -> Json {
    match value {
        Json::String(text) if ignore_case => json!(text.to_lowercase()),
        other => other.clone(),
    }
}

fn glob(pattern: &[char], text: &[char]) -> bool {
    match (pattern, text) {
        ([], []) => true,
        (['*', rest @ ..], []) => glob(rest, text),
        (['*', rest @ ..], [_, after @ ..]) => glob(rest, text) || glob(pattern, after),
        (['?', rest @ ..], [_, after @ ..]) => glob(rest, after),
        ([one, rest @ ..], [other, after @ ..]) => one == other && glob(rest, after),
        _ => false,
    }
}

fn field(name: &str, document: &Json) -> Vec<Json> {
    match name.split('.').fold(document, |object, key| &object[key]) {
        Json::Null => Vec::new(),
        Json::Array(values) => values.clone(),
        single => vec![single.clone()],
    }
}

// The definition: sequences. Each step goes over the whole list of sequences that reached the step before.

/// The events by time; those of the same time as they stand in the input.
fn in_order(documents: &[Json]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..documents.len() as u32).collect();
    order.sort_by_key(|event| (time(*event, documents), *event));
    order
}

fn time(event: u32, documents: &[Json]) -> i64 {
    let text = documents[event as usize]["@timestamp"].as_str().unwrap();
    text[17..19].parse::<i64>().unwrap() * 1000
}

/// The values a step's event shares; `None` where one is missing that may not be.
fn key(step: &Step, document: &Json) -> Option<Vec<Json>> {
    let value = |key: &std::sync::Arc<eql::Field>| match field(&key.name, document).into_iter().next() {
        None => key.optional.then_some(Json::Null),
        some => some,
    };
    step.keys.iter().map(value).collect()
}

fn sequences(sequence: &Sequence, documents: &[Json]) -> Vec<Vec<u32>> {
    let order = in_order(documents);
    let rank = |event: u32| order.iter().position(|other| *other == event).unwrap();
    let hits = |step: &Step| -> Vec<(Vec<Json>, u32)> {
        let of = |event: &u32| {
            let document = &documents[*event as usize];
            let key = key(step, document).filter(|_| matches(&step.filter, document))?;
            Some((key, *event))
        };
        order.iter().filter_map(of).collect()
    };
    let too_long = |from: u32, to: u32| {
        sequence.maxspan.is_some_and(|maxspan| time(to, documents) - time(from, documents) > maxspan.milliseconds)
    };
    let written_out = |step: &Step| vec![step.clone(); step.runs as usize];
    let steps: Vec<Step> = sequence.steps.iter().flat_map(written_out).collect();
    let positive: Vec<&Step> = steps.iter().filter(|step| !step.missing).collect();
    let until = sequence.until.as_ref().map(&hits).unwrap_or_default();

    let mut reached: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
    for (key, event) in hits(positive[0]) {
        reached.entry(json!(key).to_string()).or_default().push(vec![event]);
    }
    for step in &positive[1..] {
        let mut next: BTreeMap<String, Vec<Vec<u32>>> = BTreeMap::new();
        for (key, event) in hits(step) {
            let waiting = reached.entry(json!(key).to_string()).or_default();
            // The latest before the event goes on; it and all before it are used up.
            let before = waiting.iter().filter(|events| rank(*events.last().unwrap()) < rank(event)).count();
            let Some(mut events) = waiting.drain(..before).next_back() else { continue };
            let last = *events.last().unwrap();
            let ends =
                |(of, end): &(Vec<Json>, u32)| *of == key && rank(last) <= rank(*end) && rank(*end) < rank(event);
            if too_long(events[0], event) || until.iter().any(ends) {
                continue;
            }
            events.push(event);
            next.entry(json!(key).to_string()).or_default().push(events);
        }
        reached = next;
    }
    let mut complete: Vec<(String, Vec<u32>)> =
        reached.into_iter().flat_map(|(key, all)| all.into_iter().map(move |events| (key.clone(), events))).collect();
    complete.sort_by_key(|(_, events)| rank(*events.last().unwrap()));

    let name = |key: &[Json]| json!(key).to_string();
    let is_missing = |(key, events): &(String, Vec<u32>)| {
        let (first, last) = (events[0], *events.last().unwrap());
        let at = |event: u32| time(event, documents);
        let (mut leading, mut trailing) = (Vec::new(), Vec::new());
        let mut before = 0;
        for step in &steps {
            if !step.missing {
                before += 1;
                continue;
            }
            let of_key = hits(step).into_iter().filter(|(of, _)| name(of) == *key).map(|(_, event)| event);
            if before == 0 {
                leading.extend(of_key.filter(|event| at(*event) < at(first)));
            } else if before == events.len() {
                trailing.extend(of_key.filter(|event| at(*event) > at(last)));
            } else {
                let (from, to) = (at(events[before - 1]), at(events[before]));
                if of_key.into_iter().any(|event| from < at(event) && at(event) < to) {
                    return false;
                }
            }
        }
        let from = if steps[0].missing { leading.into_iter().max_by_key(|event| at(*event)) } else { Some(first) };
        let to = if steps.last().unwrap().missing {
            trailing.into_iter().min_by_key(|event| at(*event))
        } else {
            Some(last)
        };
        let asks = steps[0].missing || steps.last().unwrap().missing;
        !asks || from.zip(to).is_none_or(|(from, to)| too_long(from, to))
    };
    complete.into_iter().filter(is_missing).map(|(_, events)| events).collect()
}

/// Whether each part can have an event of its own.
fn can_choose(parts: usize, events: &[u32], takes: &impl Fn(usize, u32) -> bool, chosen: &mut Vec<u32>) -> bool {
    if chosen.len() == parts {
        return true;
    }
    for event in events {
        if !chosen.contains(event) && takes(chosen.len(), *event) {
            chosen.push(*event);
            if can_choose(parts, events, takes, chosen) {
                return true;
            }
            chosen.pop();
        }
    }
    false
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

fn documents(random: &mut Random) -> (Vec<Json>, Store) {
    let documents: Vec<Json> = (0..DOCUMENTS)
        .map(|_| {
            let text = |random: &mut Random| match random.below(5) {
                0 => Json::Null,
                1 => json!([random.pick(TEXTS), random.pick(TEXTS)]),
                _ => json!(random.pick(TEXTS)),
            };
            let (action, kind) = (text(random), text(random));
            let port = if random.below(3) == 0 { Json::Null } else { json!(random.below(4)) };
            let host = if random.below(5) == 0 { Json::Null } else { json!(random.pick(&["a", "b", "c"])) };
            let category = random.pick(&["iam", "web"]);
            json!({
                "@timestamp": format!("2024-03-01T10:00:{:02}Z", random.below(20)),
                "event": {"action": action, "type": kind, "category": [category]},
                "source": {"port": port},
                "host": {"name": host},
            })
        })
        .collect();
    let hits: Vec<Json> = documents.iter().map(|document| json!({"_source": document})).collect();
    let text = json!({"hits": {"hits": hits}}).to_string();
    let store = Store::open(vec![SourceText { name: "hits".to_owned(), text }], MappingOptions::default());
    assert_eq!(store.len() as usize, DOCUMENTS);
    (documents, store)
}

fn sequence(random: &mut Random) -> String {
    let by = random.pick(&["", " by host.name", " by ?host.name", " by host.name, source.port"]);
    let span = 1 + random.below(15);
    let must = 1 + random.below(3);
    let mut steps: Vec<String> = Vec::new();
    let step = |random: &mut Random| format!("[any where {}]", condition(random, 1));
    for at in 0..=must {
        if random.below(4) == 0 {
            steps.push(format!("!{}", step(random)));
        }
        let runs = if random.below(4) == 0 { " with runs=2" } else { "" };
        if at < must || steps.len() < 2 {
            steps.push(format!("{}{runs}", step(random)));
        }
    }
    let missing = steps.iter().any(|step| step.starts_with('!'));
    let maxspan = if missing || random.below(2) == 0 { format!(" with maxspan={span}s") } else { String::new() };
    let until = if random.below(3) == 0 { format!(" until {}", step(random)) } else { String::new() };
    format!("sequence{by}{maxspan} {}{until}", steps.join(" "))
}

fn condition(random: &mut Random, depth: u64) -> String {
    if depth == 0 || random.below(4) == 0 {
        return comparison(random);
    }
    let not = if random.below(4) == 0 { "not " } else { "" };
    let word = random.pick(&[" and ", " or "]);
    let count = 1 + random.below(3);
    let parts: Vec<String> = (0..count).map(|_| condition(random, depth - 1)).collect();
    format!("{not}({})", parts.join(word))
}

fn comparison(random: &mut Random) -> String {
    if random.below(4) == 0 {
        return format!("source.port {} {}", random.pick(&["==", "!=", "<", "<=", ">", ">="]), random.below(4));
    }
    let field = random.pick(&["event.action", "event.type"]);
    let text = random.pick(TEXTS);
    let tilde = random.pick(&["", "~"]);
    match random.below(10) {
        0 => format!("{field} {} null", random.pick(&["==", "!="])),
        1 => format!("{field} {} \"{text}\"", random.pick(&["==", "!=", "<", ">="])),
        2 => format!("{field} in{tilde} (\"{text}\", \"{}\")", random.pick(TEXTS)),
        3 => format!("{field} : (\"{text}\", \"{}\")", random.pick(&["A?", "*B", "a*b"])),
        4 => format!("{field} like{tilde} \"{}\"", random.pick(&["a*", "?b", "*", "A?B"])),
        5 => format!("{}{tilde}({field}, \"{text}\")", random.pick(&["startsWith", "endsWith", "stringContains"])),
        6 => format!("{}{tilde}(event.action, event.type)", random.pick(&["startsWith", "endsWith", "stringContains"])),
        7 => format!("length({field}) {} {}", random.pick(&["==", "!=", "<", ">"]), random.below(4)),
        8 => format!("concat({field}, {field}) == \"{}\"", random.pick(&["aa", "aA", "aba", "abab"])),
        _ => format!("{field} == \"{text}\""),
    }
}
