//! What the repository's reader does not take of TOML: it knows an early version, without dotted keys, and times only with
//! a zone. And what TOML 1.1 allows and 1.0 does not: <https://github.com/toml-lang/toml/blob/main/CHANGELOG.md>.

use crate::diagnostic::codes::rule as codes;
use crate::diagnostic::{Diagnostic, Place};
use crate::rule::highlight::{Token, TokenKind};
use crate::text::Span;

/// Reports every use of TOML 1.1, once for each inline table, escape and time.
pub fn check(text: &str, tokens: &[Token], diagnostics: &mut Vec<Diagnostic>) {
    // Where the text is broken a dot is hardly that of a key.
    let is_sound = diagnostics.is_empty();
    // Open brackets; for a `{` whether it was reported.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut previous: Option<Token> = None;
    for token in tokens {
        let word = token.span.of(text);
        let gap = previous.map_or(Span::default(), |previous| Span::new(previous.span.end, token.span.start));
        let found = match (open.last_mut(), token.kind) {
            (Some((true, reported)), _) if !*reported && gap.of(text).contains('\n') => {
                *reported = true;
                Some((
                    gap_place(previous, *token),
                    "a table in braces must stand on one line",
                    "Join the lines, or use a [header]",
                ))
            }
            (Some((true, reported)), TokenKind::Punctuation) if word == "}" && !*reported => {
                let comma = previous.filter(|previous| previous.span.of(text) == ",");
                comma.map(|comma| (comma.span, "a table in braces may not end with a comma", "Remove the comma"))
            }
            _ => newer_word(*token, word),
        };
        if let Some((span, fact, advice)) = found {
            let diagnostic = Diagnostic::new(&codes::NEWER_TOML, Place::rule(span), fact).note(advice);
            let is_comma = span.of(text) == ",";
            diagnostics.push(if is_comma { diagnostic.replace_with("Remove the comma", "") } else { diagnostic });
        }
        if let Some(fact) = unread_word(*token, word).filter(|_| is_sound) {
            diagnostics.push(Diagnostic::new(&codes::UNREAD_TOML, Place::rule(token.span), fact));
        }
        if token.kind == TokenKind::Punctuation {
            match word {
                "{" | "[" => open.push((word == "{", false)),
                "}" | "]" => drop(open.pop()),
                _ => {}
            }
        }
        previous = Some(*token);
    }
}

fn gap_place(previous: Option<Token>, token: Token) -> Span {
    previous.map_or(token.span, |previous| previous.span)
}

fn newer_word(token: Token, word: &str) -> Option<(Span, &'static str, &'static str)> {
    match token.kind {
        TokenKind::Escape | TokenKind::Invalid if word == "\\e" => {
            Some((token.span, "`\\e` is no escape of TOML 1.0", "Write `\\u001b`"))
        }
        TokenKind::Escape if word.starts_with("\\x") => {
            Some((token.span, "`\\x` is no escape of TOML 1.0", "Write `\\u00` and the two digits"))
        }
        TokenKind::Number if lacks_seconds(word) => {
            Some((token.span, "a time without seconds", "Write the seconds, such as `10:20:00`"))
        }
        _ => None,
    }
}

fn unread_word(token: Token, word: &str) -> Option<&'static str> {
    let bare = word.trim_start_matches(['+', '-']);
    match token.kind {
        TokenKind::Punctuation if word == "." => Some("the repository's reader takes no dotted keys; write a [header]"),
        TokenKind::Number if ["0x", "0o", "0b"].iter().any(|base| bare.starts_with(base)) => {
            Some("the repository's reader takes decimal numbers only")
        }
        TokenKind::Number | TokenKind::Constant if bare == "inf" || bare == "nan" => {
            Some("the repository's reader does not take this number")
        }
        TokenKind::Number if is_local(word) => Some("the repository's reader takes times with a zone only"),
        TokenKind::String if word.contains('\t') && word.starts_with('"') && !word.starts_with("\"\"\"") => {
            Some("the repository's reader takes no tab in a string; write `\\t`")
        }
        _ => None,
    }
}

/// A date or time without a zone.
fn is_local(word: &str) -> bool {
    let is_date = word.get(4..5) == Some("-") && word.starts_with(|c: char| c.is_ascii_digit());
    let clock = word.get(10..).unwrap_or("");
    if is_date { !clock.contains(['Z', 'z', '+', '-']) } else { word.contains(':') }
}

fn lacks_seconds(word: &str) -> bool {
    let time = word.rsplit(['T', 't']).next().unwrap_or(word);
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    time.get(..zone).is_some_and(|clock| clock.matches(':').count() == 1)
}
