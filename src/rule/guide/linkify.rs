use super::block::Inline;

/// The longest address that is recognised, in characters.
const LONGEST: usize = 2048;

/// Cuts `text` into text and links at bare addresses.
pub fn linkify(text: &str, out: &mut Vec<Inline>) {
    let mut rest = text;
    while let Some((before, address, after)) = next_address(rest) {
        push_text(before, out);
        out.push(Inline::Link { href: address.to_owned(), inlines: vec![Inline::Text(address.to_owned())] });
        rest = after;
    }
    push_text(rest, out);
}

/// Whether a link may lead there: http, https or mailto, never a script.
pub fn is_allowed(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

fn push_text(text: &str, out: &mut Vec<Inline>) {
    if !text.is_empty() {
        out.push(Inline::Text(text.to_owned()));
    }
}

fn next_address(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let tail = text.get(from..)?;
        let start = from + tail.find("http")?;
        let (before, rest) = text.split_at_checked(start)?;
        let part_of_address = |c: &char| !c.is_whitespace() && !"<>\"`|".contains(*c);
        let length: usize = rest.chars().take(LONGEST).take_while(part_of_address).map(char::len_utf8).sum();
        let address = trimmed(rest.get(..length)?);
        let in_word = before.chars().next_back().is_some_and(char::is_alphanumeric);
        let host = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
        let has_host = host.is_some_and(|host| !host.is_empty());
        if has_host && !in_word {
            return Some((before, address, rest.get(address.len()..)?));
        }
        from = start + "http".len();
    }
}

/// Without the punctuation of the sentence around it; a closing bracket belongs to the address if it was opened there.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    while let Some(last) = address.chars().next_back() {
        let unopened = last == ')' && address.matches(')').count() > address.matches('(').count();
        if !unopened && !".,;:!?'*]".contains(last) {
            break;
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or("");
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_addresses_become_links() {
        for (text, expected) in [
            ("see https://a.example/x_y.", "see <https://a.example/x_y>."),
            ("(https://a.example/b(c))", "(<https://a.example/b(c)>)"),
            ("http://a.example, https://b.example", "<http://a.example>, <https://b.example>"),
            ("https:// and xhttps://a.example", "https:// and xhttps://a.example"),
            ("no address", "no address"),
        ] {
            let mut out = Vec::new();
            linkify(text, &mut out);
            let drawn: String = out
                .iter()
                .map(|inline| match inline {
                    Inline::Text(text) => text.clone(),
                    Inline::Link { href, .. } => format!("<{href}>"),
                    other => format!("{other:?}"),
                })
                .collect();
            assert_eq!(drawn, expected);
        }
    }
}
