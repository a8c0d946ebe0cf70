use crate::text::Lower;

/// The candidate that is most likely meant by `word`: few typing mistakes away, or the same but for case and `-`.
pub fn closest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let plain = |text: &str| text.lower().replace('-', "_");
    let word = plain(word);
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let distances = candidates.map(|candidate| (distance(&word, &plain(candidate), allowed), candidate));
    distances.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, c)| c)
}

/// Insertions, deletions, replacements and swaps of neighbours; more than `limit` where lengths already differ so much.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return limit + 1;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&last, j) + usize::from(left != right);
            let mut best = replaced.min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(right) && b.get(j - 1) == Some(left);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        before = last;
        last = row;
    }
    last.last().copied().unwrap_or(limit + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_mistakes_find_their_word() {
        let keys = ["severity", "risk_score", "rule_id", "tags", "type", "to", "threat"];
        for (word, expected) in [
            ("severty", Some("severity")),
            ("risk-score", Some("risk_score")),
            ("Severity", Some("severity")),
            ("tgas", Some("tags")),
            ("ruleid", Some("rule_id")),
            ("colour", None),
            ("x", None),
        ] {
            assert_eq!(closest(word, keys.into_iter()), expected, "{word}");
        }
    }
}
