use super::{Found, Subject, line_after, value};
use crate::diagnostic::codes::check::schedule as codes;
use crate::query::eql::{self, QueryKind};
use crate::rule::{Language, RuleType, Spanned};
use crate::time::Duration;

const MINUTE: i64 = 60_000;

/// What Kibana takes for a key that is missing.
const DEFAULT_FROM: &str = "now-6m";
const DEFAULT_INTERVAL: &str = "5m";

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    start(subject, found);
    cover(subject, found);
    endpoint(subject, found);
    timestamp(subject, found);
    building_block(subject, found);
    sequence(subject, found);
}

fn start(subject: &Subject<'_>, found: &mut Found) {
    let Some(from) = &subject.rule().from else { return };
    if back(&from.value).is_none() {
        found
            .say(&codes::FROM_SHAPE, from.span, format!("`from` is `{}`", from.value))
            .add_note("Write `now-` with digits and one of s, m, h, d, w, M, y");
    }
}

/// How far back `now-9m` leads, in milliseconds.
fn back(from: &str) -> Option<i64> {
    Duration::parse(from.strip_suffix('\n').unwrap_or(from).strip_prefix("now-")?).map(Duration::milliseconds)
}

fn or<'t>(text: &'t Option<Spanned<String>>, default: &'t str) -> &'t str {
    text.as_ref().map_or(default, |text| &text.value)
}

fn cover(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let interval = Duration::parse(or(&rule.interval, DEFAULT_INTERVAL)).map(Duration::milliseconds);
    let (Some(reach), Some(interval)) = (back(or(&rule.from, DEFAULT_FROM)), interval) else { return };
    let written = rule.from.as_ref().or(rule.interval.as_ref()).filter(|_| rule.to.is_none());
    let Some(place) = written.map(|text| text.span) else { return };
    let (from, every) = (or(&rule.from, DEFAULT_FROM), or(&rule.interval, DEFAULT_INTERVAL));
    if reach < interval {
        found.say(&codes::GAP, place, format!("runs {every} apart look back only to `{from}`"));
    } else if reach == interval {
        found.say(&codes::NO_OVERLAP, place, format!("runs {every} apart look back exactly to `{from}`"));
    }
}

fn endpoint(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let index = rule.index.iter().find(|index| index.value == "logs-endpoint.events.*");
    if let Some(index) = index.filter(|_| rule.from.is_none()) {
        found
            .say(&codes::ENDPOINT_FROM, index.span, "rules on endpoint events set `from`")
            .add_note("Add `from = \"now-9m\"`");
    }
}

fn timestamp(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let asks = rule.language.is_some_and(|language| matches!(language.value, Language::Kuery | Language::Eql));
    let endgame = rule.index.iter().any(|index| index.value == "endgame-*");
    let has = value(rule.timestamp_override.as_ref()) == "event.ingested";
    let ordered = subject.eql.is_some_and(|query| !matches!(query.kind, QueryKind::Event(_)));
    let learns = rule.rule_type.is_some_and(|rule_type| rule_type.value == RuleType::MachineLearning);
    if !asks || endgame || has || ordered || learns {
        return;
    }
    const LINE: &str = "timestamp_override = \"event.ingested\"";
    match &rule.timestamp_override {
        Some(other) => {
            found.say(&codes::TIMESTAMP, other.span, format!("the rule searches by `{}`", other.value)).add_fix(
                "Change it to `event.ingested`",
                other.span,
                "\"event.ingested\"",
            );
        }
        None => {
            let after = rule.rule_id.as_ref().or(rule.name.as_ref()).map(|entry| line_after(subject.text, entry.span));
            let said = found.say(&codes::TIMESTAMP, subject.place(), "the rule has no `timestamp_override`");
            said.add_note(format!("Add `{LINE}`"));
            if let Some(line) = after {
                said.add_fix("Add it", line, [LINE, "\n"].concat());
            }
        }
    }
}

/// How the loader reads a span of time: all digits, then all letters, which are one of its units.
fn loose(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let letters: String = text.chars().filter(|c| c.is_alphabetic()).collect();
    let unit = match letters.as_str() {
        "ms" => 1,
        "s" => 1000,
        "m" => MINUTE,
        "h" => 60 * MINUTE,
        "d" => 24 * 60 * MINUTE,
        _ => return None,
    };
    digits.parse::<i64>().ok().map(|count| count.saturating_mul(unit))
}

fn building_block(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let Some(kind) = &rule.building_block_type else { return };
    if !subject.metadata_is("bypass_bbr_timing", true) {
        let reach =
            rule.from.as_ref().filter(|from| from.value.contains("now-")).and_then(|from| loose(from.value.get(4..)?));
        let interval = rule.interval.as_ref().and_then(|interval| loose(&interval.value));
        if reach.is_none_or(|reach| reach < 119 * MINUTE) {
            let place = rule.from.as_ref().map_or(kind.span, |from| from.span);
            found
                .say(&codes::BLOCK_TIMING, place, "a building block rule looks back at least 119 minutes")
                .add_note("Write `from = \"now-119m\"`, or set `metadata.bypass_bbr_timing`");
        }
        if interval.is_none_or(|interval| interval < 60 * MINUTE) {
            let place = rule.interval.as_ref().map_or(kind.span, |interval| interval.span);
            found
                .say(&codes::BLOCK_TIMING, place, "a building block rule runs every 60 minutes or less often")
                .add_note("Write `interval = \"60m\"`, or set `metadata.bypass_bbr_timing`");
        }
    }
    if !rule.tags.iter().any(|tag| tag.value == "Rule Type: BBR") {
        super::tags::missing(subject, found, &codes::BLOCK_TAG, kind.span, "Rule Type: BBR");
    }
    if subject.folder().is_some_and(|folder| folder != "rules_building_block") {
        found.say(&codes::BLOCK_TAG, kind.span, "the rule does not stand in a folder `rules_building_block`");
    }
    if value(rule.severity.as_ref()) != "low" {
        let place = rule.severity.as_ref().map_or(kind.span, |severity| severity.span);
        found.say(&codes::BLOCK_RISK, place, "building block rules are of severity low");
    }
}

/// `maxspan` of a sequence, in milliseconds.
fn max_span(query: &eql::Query) -> Option<i64> {
    match &query.kind {
        QueryKind::Sequence(sequence) => sequence.maxspan.as_ref().map(|span| span.milliseconds),
        _ => None,
    }
}

fn sequence(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let Some(span) = subject.eql.and_then(max_span) else { return };
    let Some(query) = rule.query.as_ref().and_then(|query| query.key) else { return };
    let reach = back(or(&rule.from, DEFAULT_FROM));
    let behind = reach.is_some_and(|reach| rule.to.is_none() && reach + 10 * MINUTE < span);
    if behind {
        let place = rule.from.as_ref().map_or(query, |from| from.span);
        found
            .say(&codes::SPAN_BEHIND, place, "the sequence spans more than a run looks back")
            .add_note(format!("Look back {} minutes or more", span / MINUTE));
    }
    let interval = loose(or(&rule.interval, DEFAULT_INTERVAL));
    if interval.is_some_and(|interval| span > 5 * MINUTE / 2 && interval < span / 2) {
        let place = rule.interval.as_ref().map_or(query, |interval| interval.span);
        let every = (span / 2 + MINUTE - 1) / MINUTE;
        found
            .say(&codes::SPAN_RATIO, place, "the rule runs more often than every half `maxspan`")
            .add_note(format!("Run it every {every} minutes"));
    } else if span > 5 * MINUTE && !behind {
        found.say(&codes::SPAN_LONG, query, format!("the sequence spans {} minutes", span / MINUTE));
    }
}
