//! A unified diff of two texts.

/// Lines of context around a change.
const CONTEXT: usize = 3;
/// Most pairs of lines compared; beyond that the whole changed part is replaced.
const PAIRS: usize = 4_000_000;

/// One line of a diff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line<'t> {
    Same(&'t str),
    Removed(&'t str),
    Added(&'t str),
}

/// What changes from `old` to `new`, with `path` in its header as git writes it; empty where they are the same.
///
/// Longest common subsequence of the lines between common start and end. By hand, because a rule has a few hundred lines
/// and a library costs 4 KB.
pub fn unified_diff(old: &str, new: &str, path: &str) -> String {
    let lines = lines(old, new);
    let changed: Vec<usize> =
        (0..lines.len()).filter(|at| !matches!(lines.get(*at), Some(Line::Same(_)) | None)).collect();
    let Some(first) = changed.first() else { return String::new() };
    let mut out = ["--- a/", path, "\n+++ b/", path, "\n"].concat();
    let mut from = first.saturating_sub(CONTEXT);
    let mut to = first + 1;
    for at in changed.iter().skip(1).chain([&usize::MAX]) {
        if at.saturating_sub(to) > 2 * CONTEXT {
            hunk(&lines, from, (to + CONTEXT).min(lines.len()), &mut out);
            from = at.saturating_sub(CONTEXT);
        }
        to = at.saturating_add(1);
    }
    out
}

fn hunk(lines: &[Line<'_>], from: usize, to: usize, out: &mut String) {
    let count = |lines: &[Line<'_>], old: bool| {
        let in_it = |line: &&Line<'_>| !matches!((line, old), (Line::Added(_), true) | (Line::Removed(_), false));
        lines.iter().filter(in_it).count()
    };
    let (before, inside) = (lines.get(..from).unwrap_or_default(), lines.get(from..to).unwrap_or_default());
    out.push_str("@@");
    for (sign, old) in [(" -", true), (" +", false)] {
        let length = count(inside, old);
        let start = count(before, old) + usize::from(length > 0);
        out.push_str(&[sign, &start.to_string(), ",", &length.to_string()].concat());
    }
    out.push_str(" @@\n");
    for line in inside {
        let (sign, text) = match line {
            Line::Same(text) => (' ', text),
            Line::Removed(text) => ('-', text),
            Line::Added(text) => ('+', text),
        };
        out.push(sign);
        out.push_str(text);
        if !text.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
}

fn lines<'t>(old: &'t str, new: &'t str) -> Vec<Line<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let start = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
    let end = rest.0.iter().rev().zip(rest.1.iter().rev()).take_while(|(one, other)| one == other).count();
    let (a, b) = (&rest.0[..rest.0.len() - end], &rest.1[..rest.1.len() - end]);
    let mut lines: Vec<Line<'_>> = old.iter().take(start).map(|line| Line::Same(line)).collect();
    between(a, b, &mut lines);
    lines.extend(rest.0.iter().skip(a.len()).map(|line| Line::Same(line)));
    lines
}

/// The lines of the part that changed.
fn between<'t>(a: &[&'t str], b: &[&'t str], lines: &mut Vec<Line<'t>>) {
    let width = b.len() + 1;
    let small = a.len().saturating_mul(b.len()) <= PAIRS;
    // `longest[i * width + j]`: lines in common of `a[i..]` and `b[j..]`.
    let mut longest = vec![0_u32; if small { (a.len() + 1) * width } else { 0 }];
    if small {
        for (i, one) in a.iter().enumerate().rev() {
            for (j, other) in b.iter().enumerate().rev() {
                longest[i * width + j] = match one == other {
                    true => longest[(i + 1) * width + j + 1] + 1,
                    false => longest[(i + 1) * width + j].max(longest[i * width + j + 1]),
                };
            }
        }
    }
    let common = |i: usize, j: usize| longest.get(i * width + j).copied().unwrap_or(0);
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (None, None) => return,
            (Some(one), Some(other)) if one == other && small => {
                lines.push(Line::Same(one));
                (i, j) = (i + 1, j + 1);
            }
            (Some(one), other) if other.is_none() || common(i + 1, j) >= common(i, j + 1) => {
                lines.push(Line::Removed(one));
                i += 1;
            }
            (_, Some(other)) => {
                lines.push(Line::Added(other));
                j += 1;
            }
            (Some(one), None) => {
                lines.push(Line::Removed(one));
                i += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_stand_between_three_lines_of_context() {
        let old: String = (1..=20).map(|line| format!("{line}\n")).collect();
        let new = old.replace("5\n6\n", "5\nfive\n6\n").replace("\n18\n", "\n").replace("20\n", "20");
        let expected = "--- a/r.toml\n+++ b/r.toml\n@@ -3,6 +3,7 @@\n 3\n 4\n 5\n+five\n 6\n 7\n 8\n@@ -15,6 +16,5 @@\n 15\n 16\n 17\n-18\n 19\n-20\n+20\n\\ No newline at end of file\n";
        assert_eq!(unified_diff(&old, &new, "r.toml"), expected);
        assert_eq!(unified_diff(&old, &old, "r.toml"), "");
        assert_eq!(unified_diff("", "a\n", "r"), "--- a/r\n+++ b/r\n@@ -0,0 +1,1 @@\n+a\n");
    }
}
