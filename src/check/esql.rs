//! ES|QL rules: what the loader reads of the query's text.

use super::{Found, Subject};
use crate::diagnostic::codes::check::query as codes;
use crate::rule::{QueryText, RuleType};
use crate::text::{Lower, Span};

const METADATA: &[&str] = &["_id", "_version", "_index"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let Some(query) = rule.query.as_ref().filter(|_| rule.rule_type.is_some_and(|kind| kind.value == RuleType::Esql))
    else {
        return;
    };
    let text = query.decoded.text().lower();
    let key = query.key.unwrap_or(query.span);
    let aggregates = stats_by(&text);
    if !aggregates && !has_metadata(&text) {
        let note = "Add `metadata _id, _version, _index` after the indices, or `stats … by`";
        found.say(&codes::NO_METADATA, key, "the query has no metadata fields and no `stats … by`").add_note(note);
    }
    let keeps = keeps(&text);
    if keeps.is_empty() {
        found
            .say(&codes::NO_KEEP, key, "the query has no `keep`")
            .add_note("Add `| keep` with the columns an analyst needs");
    }
    for (at, list) in &keeps {
        let columns: Vec<&str> = list.split(',').map(str::trim).collect();
        let all = columns.contains(&"*");
        let place = place(query, *at, 4);
        if all {
            found.say(&codes::KEEP_ALL, place, "`keep *` keeps every column");
        } else if !aggregates {
            let absent: Vec<&str> = METADATA.iter().copied().filter(|name| !columns.contains(name)).collect();
            if !absent.is_empty() {
                found.say(&codes::NO_KEEP, place, format!("`keep` leaves out {}", absent.join(", ")));
            }
        }
    }
    computed(subject, query, found);
}

/// The place of some bytes of the query. Lower case may be longer than the text; then it is the whole query.
fn place(query: &QueryText, at: usize, length: usize) -> Span {
    let text = query.decoded.text();
    let same = text.lower().len() == text.len();
    if same { query.decoded.raw(Span::from_range(at..at + length)) } else { query.span }
}

fn is_word(character: Option<char>) -> bool {
    character.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// Where a word stands by itself.
fn word_at(text: &str, word: &str) -> impl Iterator<Item = usize> {
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let before = text.get(..*at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !is_word(before) && !is_word(after)
    })
}

/// `stats`, and somewhere after it `by`.
fn stats_by(text: &str) -> bool {
    word_at(text, "stats").next().is_some_and(|at| word_at(text.get(at + 5..).unwrap_or(""), "by").next().is_some())
}

/// `from`, indices, `metadata` and three of its fields one after the other.
fn has_metadata(text: &str) -> bool {
    text.match_indices("metadata")
        .any(|(at, _)| follows_from(text.get(..at).unwrap_or("")) && three_fields(text.get(at + 8..).unwrap_or("")))
}

/// Whether the text ends with `from`, a list of indices without spaces inside, and white space.
fn follows_from(before: &str) -> bool {
    let indices = before.trim_end();
    if indices.len() == before.len() {
        return false;
    }
    before.match_indices("from").any(|(at, _)| {
        let list = indices.get(at + 4..).unwrap_or("");
        let names = list.trim_start();
        names.len() < list.len() && !names.is_empty() && no_gap(names)
    })
}

/// White space stands only beside commas.
fn no_gap(names: &str) -> bool {
    let mut words = names.split_whitespace().peekable();
    while let Some(word) = words.next() {
        if words.peek().is_some_and(|next| !word.ends_with(',') && !next.starts_with(',')) {
            return false;
        }
    }
    !names.ends_with(',') || names.len() > 1
}

fn three_fields(after: &str) -> bool {
    let mut rest = after.trim_start();
    if rest.len() == after.len() {
        return false;
    }
    for field in 0..3 {
        if field > 0 {
            match rest.strip_prefix(',') {
                Some(more) => rest = more.trim_start(),
                None => return false,
            }
        }
        match METADATA.iter().find_map(|name| rest.strip_prefix(name)) {
            Some(more) => rest = more,
            None => return false,
        }
    }
    true
}

/// Every `| keep` with where the word stands and its list up to the next pipe.
fn keeps(text: &str) -> Vec<(usize, &str)> {
    let keep = |(pipe, _): (usize, &str)| {
        let after = text.get(pipe + 1..)?;
        let word = after.trim_start();
        let at = pipe + 1 + after.len() - word.len();
        let list = word.strip_prefix("keep").filter(|list| list.starts_with(char::is_whitespace))?;
        Some((at, list.split('|').next().unwrap_or(list)))
    };
    text.match_indices('|').filter_map(keep).filter(|(_, list)| !list.trim().is_empty()).collect()
}

/// Whether a language model is asked.
pub(super) fn has_completion(text: &str) -> bool {
    text.split('|').skip(1).any(|command| {
        let word = command.trim_start();
        word.get(..10).is_some_and(|start| start.eq_ignore_ascii_case("completion"))
    })
}

/// Columns named `Esql.…` or `Esql_priv.…`.
fn is_dynamic(name: &str) -> bool {
    name.starts_with("Esql.") || name.starts_with("Esql_priv.")
}

/// Columns after `stats` and `eval`: those without a prefix, and whether those alerts are joined by exist.
fn computed(subject: &Subject<'_>, query: &QueryText, found: &mut Found) {
    let text = query.decoded.text();
    let mut start = 0;
    let mut bare: Option<(usize, &str)> = None;
    for command in text.split('|') {
        let word = command.trim_start();
        let is_stats = word.get(..6).is_some_and(|start| {
            start.to_ascii_lowercase().starts_with("stats") && start.ends_with(char::is_whitespace)
        });
        if is_stats {
            let list = word.get(6..).unwrap_or("");
            let offset = start + command.len() - list.len();
            let name = list.split('=').next().unwrap_or("");
            let simple = name.trim();
            let plain = !simple.is_empty() && simple.chars().all(|c| c.is_alphanumeric() || "_.".contains(c));
            if plain && name.len() < list.len() && !is_dynamic(simple) && bare.is_none() {
                bare = Some((offset + name.len() - name.trim_start().len(), simple));
            }
        }
        start += command.len() + 1;
    }
    if let Some((at, name)) = bare {
        let place = query.decoded.raw(Span::from_range(at..at + name.len()));
        found
            .say(&codes::DYNAMIC_NAME, place, format!("the column `{name}` has no prefix"))
            .add_note(format!("Call it `Esql.{name}`"));
    }
    let Some(suppression) = &subject.rule().alert_suppression else { return };
    for field in suppression.value.group_by.iter().filter(|field| is_dynamic(&field.value)) {
        if !text.contains(&field.value) {
            found.say(&codes::SUPPRESSED_BY, field.span, format!("the query does not compute `{}`", field.value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata_is_found_as_the_loader_finds_it() {
        for (text, expected) in [
            ("from logs-a metadata _id, _version, _index", true),
            ("from logs-a, logs-b metadata _index,_id,  _version | where a", true),
            ("from logs-a ,logs-b\n  metadata _id, _version, _index", true),
            ("from logs-a metadata _id, _version", false),
            ("from logs-a metadata _id _version _index", false),
            ("from logs-a logs-b metadata _id, _version, _index", false),
            ("from metadata _id, _version, _index", false),
            ("from logs-a [metadata _id, _version, _index]", false),
        ] {
            assert_eq!(has_metadata(text), expected, "{text}");
        }
    }

    #[test]
    fn stats_need_by() {
        assert!(stats_by("from a | stats n = count(*) by b"));
        assert!(stats_by("from a\n| stats n = count(*)\n  by b"));
        assert!(!stats_by("from a | stats n = count(*)"));
        assert!(!stats_by("from a | where x_stats == 1 by"));
        assert!(!stats_by("from a | stats n = count(bystander)"));
    }
}
