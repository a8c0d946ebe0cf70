//! The patterns are Java's. Rewritten here so that both engines read them as Java does: classes of ASCII characters,
//! case ignored for ASCII letters only, line ends as Java knows them, and no escape that only some engines accept.
//! <https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html>

/// `pattern` for Rust's `regex` and for JavaScript's RegExp with the flag `u`.
pub(super) fn portable(pattern: &str, ignore_case: bool) -> String {
    let mut out = String::with_capacity(pattern.len() * 2);
    let mut chars = pattern.chars().peekable();
    let mut in_class = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' => {
                let Some(escaped) = chars.next() else { break };
                out.push_str(&escape(escaped, in_class));
            }
            '[' if !in_class => {
                in_class = true;
                out.push(c);
            }
            ']' if in_class => {
                in_class = false;
                out.push(c);
            }
            '.' if !in_class => out.push_str(r"[^\n\r\x85\u2028\u2029]"),
            _ if ignore_case && c.is_ascii_alphabetic() => {
                let from = both_cases(c);
                let is_range = in_class && chars.peek() == Some(&'-');
                let mut ahead = chars.clone();
                match ahead.nth(usize::from(is_range)) {
                    Some(to) if is_range && to.is_ascii_alphabetic() => {
                        let to = both_cases(to);
                        out.extend([from[0], '-', to[0], from[1], '-', to[1]]);
                        chars = ahead;
                    }
                    _ if in_class => out.extend(from),
                    _ => out.extend(['[', from[0], from[1], ']']),
                }
            }
            _ => out.push(c),
        }
    }
    out
}

fn both_cases(letter: char) -> [char; 2] {
    [letter.to_ascii_lowercase(), letter.to_ascii_uppercase()]
}

fn escape(escaped: char, in_class: bool) -> String {
    let bracketed = |class: &str| if in_class { class.to_owned() } else { format!("[{class}]") };
    match escaped {
        'd' => bracketed("0-9"),
        'w' => bracketed("A-Za-z0-9_"),
        's' => bracketed(r" \t\n\x0B\f\r"),
        'D' => "[^0-9]".to_owned(),
        'W' => "[^A-Za-z0-9_]".to_owned(),
        'S' => r"[^ \t\n\x0B\f\r]".to_owned(),
        '-' if in_class => r"\-".to_owned(),
        '^' | '$' | '\\' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => format!("\\{escaped}"),
        letter if letter.is_ascii_alphanumeric() => format!("\\{letter}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::portable;

    #[test]
    fn escapes_classes_and_case() {
        for (java, ignore_case, expected) in [
            (r"Boto3/(\d+)\.(\d+)", false, r"Boto3/([0-9]+)\.([0-9]+)"),
            (r"[^\d;]\-\/\ \'\!", false, r"[^0-9;]-/ '!"),
            (r"[\w\-/]\s", false, r"[A-Za-z0-9_\-/][ \t\n\x0B\f\r]"),
            (r"a.[.]", false, r"a[^\n\r\x85\u2028\u2029][.]"),
            (r"\(x\)", true, r"\([xX]\)"),
            (r"[a-cx-][^Q]1", true, r"[a-cA-CxX-][^qQ]1"),
        ] {
            assert_eq!(portable(java, ignore_case), expected, "{java}");
        }
    }
}
