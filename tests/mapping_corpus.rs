//! What must hold for any record: nothing panics, places lie inside the record, and deriving one field gives what the
//! whole document holds. Over the corpus (skipped where it is not set) and over made-up records.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod mapping_support;

use std::collections::BTreeMap;

use mapping_support::{Random, every_span, fields, parse_whole, project, random_record, records_of};
use rule_playground::cloudtrail::{MappingOptions, Plan, Retain, map, steps, unmapped};
use rule_playground::ecs::{FieldPath, Node, Origin};
use rule_playground::json::NodeRef;
use rule_playground::text::Span;

/// Plans by field, made once.
#[derive(Default)]
struct Plans(BTreeMap<String, (Plan, Vec<&'static str>)>);

impl Plans {
    fn of(&mut self, field: &str) -> &(Plan, Vec<&'static str>) {
        self.0.entry(field.to_owned()).or_insert_with(|| {
            let plan = Plan::for_fields(&[FieldPath::new(field)]);
            let reads = plan.reads();
            (plan, reads)
        })
    }
}

/// Checks one record: spans, copies, and every field on its own, also from a record that has only what is read.
fn check(record: NodeRef<'_>, options: &MappingOptions, plans: &mut Plans) {
    let mapped = map(record, options);
    let text = record.raw();
    for span in every_span(&mapped.document).into_iter().chain(unmapped(record)) {
        assert!(record.span().contains(span) && span.start < span.end, "{span:?} lies outside of {text}");
    }
    for problem in &mapped.diagnostics {
        assert!(problem.place.is_some_and(|place| record.span().contains(place.span)), "{problem:?} in {text}");
    }
    let has_error = mapped.document.find("error.message").is_some();
    assert_eq!(has_error, !mapped.diagnostics.is_empty(), "{text}");
    for field in steps().flat_map(|step| step.writes).filter(|field| mapped.document.find(field).is_none()) {
        let alone = plans.of(field).0.map(record, options).document;
        assert_eq!(alone.find(field), None, "{field} of {text}");
    }
    for (field, item) in fields(&mapped.document) {
        let (plan, reads) = plans.of(&field);
        let alone = plan.map(record, options).document;
        assert_eq!(alone.find(&field), Some(item), "{field} of {text}");
        if field == "event.original" || field == "event" {
            continue;
        }
        let projected = project(record, reads);
        let tree = parse_whole(&projected);
        let from_less = plan.map(tree.tree.root(&projected).unwrap(), options).document;
        let json = |item: Option<&rule_playground::ecs::Item>| item.map(|item| item.node.to_json_line());
        assert_eq!(json(from_less.find(&field)), json(Some(item)), "{field} of {projected}, which is {text}");
    }
}

#[test]
fn made_up_records_map_without_a_panic_and_field_by_field() {
    let mut random = Random(0x5EED);
    let mut plans = Plans::default();
    let retains = [Retain::All, Retain::Flattened, Retain::Keyword, Retain::Minimal, Retain::None];
    for round in 0..400 {
        let text = random_record(&mut random);
        let parsed = parse_whole(&text);
        let options = MappingOptions { retain: retains[round % retains.len()], ..MappingOptions::default() };
        check(parsed.tree.root(&text).unwrap(), &options, &mut plans);
    }
}

#[test]
fn values_that_are_no_record_map_too() {
    for text in ["{}", "[]", "null", "7", "\"text\"", "[{\"eventName\": \"ListUsers\"}]", "{\"userIdentity\": \"me\"}"]
    {
        let parsed = parse_whole(text);
        let document = map(parsed.tree.root(text).unwrap(), &MappingOptions::default()).document;
        assert_eq!(document.find("cloud.provider").map(|item| item.node.to_json_line()).as_deref(), Some("\"aws\""));
    }
}

#[test]
fn every_record_of_the_corpus_maps_field_by_field() {
    let Some(records) = records_of("cloudtrail") else { return };
    let mut plans = Plans::default();
    let mut checked = 0;
    for (text, spans) in &records {
        // A corpus file repeats itself; a step keeps the test short and still meets every file.
        for span in spans.iter().step_by((spans.len() / 12).max(1)) {
            let parsed = rule_playground::json::parse(text, *span, mapping_support::SOURCE, Default::default());
            check(parsed.tree.root(text).unwrap(), &MappingOptions::default(), &mut plans);
            checked += 1;
        }
    }
    assert!(checked > 500, "only {checked} records were found");
}

#[test]
fn copied_values_spell_their_bytes() {
    let Some(records) = records_of("cloudtrail/weird.ndjson") else { return };
    let mut copies = 0;
    for (text, spans) in &records {
        for span in spans {
            let parsed = rule_playground::json::parse(text, *span, mapping_support::SOURCE, Default::default());
            let document = map(parsed.tree.root(text).unwrap(), &MappingOptions::default()).document;
            for (name, item) in document.leaves() {
                if let (Origin::Source(Span { start, end }), Node::String(value)) = (&item.origin, &item.node)
                    && name != "event.original"
                {
                    let raw = text.get(*start as usize..*end as usize).unwrap();
                    let spelled: serde_json::Value = serde_json::from_str(raw).unwrap();
                    assert_eq!(spelled.as_str().map_or(spelled.to_string(), str::to_owned), **value, "{name}");
                    copies += 1;
                }
            }
        }
    }
    assert!(copies > 500, "only {copies} copies were compared");
}
