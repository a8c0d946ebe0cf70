use std::time::{SystemTime, UNIX_EPOCH};

use rule_playground::check::is_mechanical;
use rule_playground::diagnostic::{Edit, SourceId};

use super::Checker;

/// A change may move what another changes, so the rule is checked again; a handful of rounds settles any rule.
const ROUNDS: usize = 8;

/// Applies the mechanical changes to the file and gives its text afterwards. What is not plain UTF-8 stays as it is.
pub fn write(checker: &Checker, path: &str, below: &str, text: String) -> Result<String, String> {
    let is_file = path != "-" && std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes());
    if !is_file {
        return Ok(text);
    }
    let mut fixed = text.clone();
    for _ in 0..ROUNDS {
        let (_, found) = checker.check(path, below, &fixed);
        let fixes = found.into_iter().filter(|problem| is_mechanical(problem.code)).filter_map(|problem| problem.fix);
        let Some(next) = applied(&fixed, fixes.map(|fix| fix.edits).collect()) else { break };
        fixed = next;
    }
    if fixed != text {
        std::fs::write(path, &fixed).map_err(|error| format!("cannot write {path}: {error}"))?;
        eprintln!("{path}: changed");
    }
    Ok(fixed)
}

/// The text with all changes that do not overlap an earlier one; `None` where there is none.
fn applied(text: &str, mut changes: Vec<Vec<Edit>>) -> Option<String> {
    changes.retain(|edits| edits.iter().all(|edit| edit.place.source == SourceId::Rule));
    let mut taken: Vec<Edit> = Vec::new();
    for edits in changes {
        let overlaps = |edit: &Edit| {
            taken.iter().any(|other| {
                edit.place.span.start <= other.place.span.end && other.place.span.start <= edit.place.span.end
            })
        };
        if !edits.iter().any(overlaps) {
            taken.extend(edits);
        }
    }
    if taken.is_empty() {
        return None;
    }
    taken.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut changed = text.to_owned();
    for edit in taken {
        let span = edit.place.span;
        let new = edit.text.replace("\r\n", "\n").replace('\n', line_end);
        changed.replace_range(span.start as usize..span.end as usize, &new);
    }
    (changed != text).then_some(changed)
}

/// The day it is, as rules write it, in UTC.
pub fn today() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let stamp = rule_playground::time::Timestamp(seconds as i64 * 1000).to_string();
    stamp.get(..10).unwrap_or("").replace('-', "/")
}
