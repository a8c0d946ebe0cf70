use super::item::{Completions, Item};
use crate::text::Span;

/// No reader looks through more.
const MOST: usize = 100;

/// The last of the ranks.
const WORST: u8 = 4;

/// The items that fit what was typed, best first, equal ones in the order given.
pub fn ranked(span: Span, typed: &str, eager: bool, items: Vec<Item>) -> Completions {
    let mut all = items;
    let mut items = Vec::new();
    for wanted in 0..=WORST {
        for item in &mut all {
            if items.len() < MOST && rank(&item.label, typed) == Some(wanted) {
                items.push(std::mem::take(item));
            }
        }
    }
    let whole = !typed.is_empty() && items.iter().any(|item| item.label == typed);
    Completions { span, eager, whole, items }
}

/// How well a label fits what was typed, 0 best: the same, begins so, a part of it begins so, holds it, is abbreviated by it.
pub fn rank(label: &str, typed: &str) -> Option<u8> {
    let starts = |at: usize, length: usize| label.get(at..at + length).is_some_and(|l| l.eq_ignore_ascii_case(typed));
    let length = typed.len();
    if length == 0 {
        return Some(0);
    }
    if starts(0, length) {
        return Some(u8::from(label.len() != length));
    }
    let mut best = None;
    for at in 1..label.len() {
        if starts(at, length) {
            if begins_part(label, at) {
                return Some(2);
            }
            best = Some(3);
        }
    }
    best.or_else(|| (length > 2 && abbreviates(label, typed)).then_some(WORST))
}

/// Whether a part of a label begins at this byte: behind a sign, or with a capital.
fn begins_part(label: &str, at: usize) -> bool {
    let bytes = label.as_bytes();
    let follows_sign = at.checked_sub(1).and_then(|at| bytes.get(at)).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    follows_sign || bytes.get(at).is_some_and(u8::is_ascii_uppercase)
}

/// Whether what was typed is made of the beginnings of some parts, in their order.
fn abbreviates(label: &str, typed: &str) -> bool {
    let mut next = 0;
    typed.bytes().all(|wanted| {
        let is_it = |at: usize| label.as_bytes().get(at).is_some_and(|byte| byte.eq_ignore_ascii_case(&wanted));
        let found = if next > 0 && is_it(next) {
            Some(next)
        } else {
            (next..label.len()).find(|at| begins_part(label, *at) && is_it(*at))
        };
        next = found.map_or(next, |at| at + 1);
        found.is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::rank;

    #[test]
    fn what_begins_so_stands_before_what_holds_it() {
        for (label, typed, expected) in [
            ("user.name", "", Some(0)),
            ("user.name", "user.name", Some(0)),
            ("user.name", "Us", Some(1)),
            ("user.name", "na", Some(2)),
            ("CreateAccessKey", "key", Some(2)),
            ("user.name", "er.n", Some(3)),
            ("aws.cloudtrail.user_identity.arn", "uiarn", Some(4)),
            ("CreateAccessKey", "cak", Some(4)),
            ("user.name", "unm", None),
            ("user.name", "nu", None),
            ("é.name", "\u{301}", None),
        ] {
            assert_eq!(rank(label, typed), expected, "{typed} in {label}");
        }
    }
}
