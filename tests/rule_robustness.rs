//! Bad input of any size gets few, clear sentences and never an end of the program.
#![allow(clippy::unwrap_used, reason = "a test helper may fail its test")]

use rule_playground::rule::{Parsed, parse};

/// Parses on a stack as small as the engine's in the browser.
fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new().stack_size(1 << 20).spawn(work).unwrap().join().unwrap()
}

fn codes(parsed: &Parsed) -> Vec<&'static str> {
    parsed.diagnostics.iter().map(|diagnostic| diagnostic.code.id).collect()
}

fn noise(length: usize) -> String {
    let mut state = 7u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b' ' + (state >> 24) as u8 % 95)
    };
    (0..length).map(|at| if at % 80 == 79 { '\n' } else { next() }).collect()
}

#[test]
fn ten_megabytes_of_noise_are_one_sentence() {
    assert_eq!(codes(&parse(&noise(10_000_000))), ["R007"]);
}

#[test]
fn half_a_megabyte_of_noise_gives_few_sentences() {
    let parsed = on_a_small_stack(|| parse(&noise(500_000)));
    assert!((1..=101).contains(&parsed.diagnostics.len()), "{}", parsed.diagnostics.len());
}

#[test]
fn many_broken_lines_are_capped() {
    let text = format!("[rule]\n{}", "broken line\n".repeat(5_000));
    let codes = codes(&parse(&text));
    assert!(codes.contains(&"R020") && codes.len() < 30, "{codes:?}");
}

#[test]
fn deep_nesting_is_one_sentence() {
    for opening in ["[", "{a=", "[{a="] {
        let text = format!("[rule]\ntags = {}", opening.repeat(100_000));
        let parsed = on_a_small_stack(move || parse(&text));
        assert_eq!(codes(&parsed), ["R006"], "{opening}");
        let count = 200;
        let closing: String = opening
            .chars()
            .rev()
            .filter_map(|c| match c {
                '[' => Some(']'),
                '{' => Some('}'),
                _ => None,
            })
            .collect();
        let text = format!("[metadata]\n[rule]\ntags = {}1{}\n", opening.repeat(count), closing.repeat(count));
        let parsed = on_a_small_stack(move || parse(&text));
        assert_eq!(codes(&parsed).iter().filter(|code| **code == "R006").count(), 1, "{opening}");
    }
    let text = format!("[rule]\n{}x = 1\n", "a.".repeat(100_000));
    assert!(on_a_small_stack(move || codes(&parse(&text)).contains(&"R006")));
}

#[test]
fn a_line_of_many_escapes_is_read_once() {
    for escape in ["\\u00e9", "\\\\", "\\\""] {
        let text = format!("[metadata]\n[rule]\nnote = \"{}\"\n", escape.repeat(150_000));
        assert!(!codes(&parse(&text)).contains(&"R001"), "{escape}");
    }
}

#[test]
fn every_prefix_of_a_rule_is_read() {
    let rule = "[metadata]\ncreation_date = \"2024/01/01\"\n[rule]\nquery = '''\r\na:\"é\" '''\nnote = \"\"\"x \\\n y\\u00e9\"\"\"\nthreshold = {field = [], value = 1}\n[[rule.threat]]\n";
    for (cut, _) in rule.char_indices() {
        let parsed = parse(&rule[..cut]);
        let syntax: Vec<_> = codes(&parsed).into_iter().filter(|code| *code < "R009" && *code != "R002").collect();
        // A number or word cut short cannot be told from a wrong one.
        assert!(syntax.is_empty(), "{:?}: {:?}", &rule[..cut], parsed.diagnostics);
    }
}

#[test]
fn places_never_split_a_character() {
    for text in ["'?\u{85}]\n@\"'", "é = \"\\é", "[é\u{85}", "a = é\u{85}"] {
        for place in parse(text).diagnostics.iter().filter_map(|problem| problem.place) {
            assert!(text.get(place.span.range()).is_some(), "{place:?} of {text:?}");
        }
    }
}
