//! Takes what names people and accounts out of events and rules, so that they can be shown to others.
//!
//! Account ids, addresses, keys, names of users, roles and buckets, and request ids are replaced, each by another of the
//! same shape and always by the same, in every text. Nothing else changes: the texts are not parsed but read through, so that a damaged
//! record is redacted as well, and a string of JSON inside a string too. The same values are replaced in the rule, and a
//! piece of a name that the rule matches with a wildcard stays in the name, so that the rule answers as before. Whether
//! it does is not promised here: whoever redacts evaluates both.

mod find;
mod mask;
mod strings;

use crate::text::Span;
use find::{Found, Reading};
use mask::Maker;

/// What is replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Twelve digits.
    Account,
    /// IPv4 or IPv6.
    Address,
    /// An access key id or the id of a principal, and what unlocks them.
    Key,
    /// Of a user, a role, a session, a group or a bucket, and mail addresses.
    Name,
    /// Of a request or an event.
    Request,
}

impl Kind {
    /// Every kind, as reports list them.
    pub const ALL: [Self; 5] = [Self::Account, Self::Address, Self::Key, Self::Name, Self::Request];

    /// In words, several of them.
    pub fn words(self) -> &'static str {
        match self {
            Self::Account => "account ids",
            Self::Address => "addresses",
            Self::Key => "keys",
            Self::Name => "names",
            Self::Request => "request ids",
        }
    }
}

/// Which value stands for which.
#[derive(Default)]
pub struct Redaction {
    found: Found,
    /// What stands for each value; empty where it stays.
    others: Vec<String>,
    counts: [u32; 5],
}

/// A rule's text, and the bytes in it that say which values it asks for.
#[derive(Clone, Debug)]
pub struct RuleText<'t> {
    /// The text.
    pub text: &'t str,
    /// Its queries and the strings of its filters, in order of place.
    pub asks: Vec<Span>,
}

impl Redaction {
    /// Finds what is to be replaced in these texts.
    pub fn of(events: &[&str], rules: &[RuleText<'_>]) -> Self {
        let mut found = Found::default();
        for text in events {
            strings::walk(text, &mut |piece| find::collect(&piece, &mut found));
        }
        for rule in rules {
            find::collect_rule(rule.text, &mut found);
        }
        let mut maker = Maker::new(&found, rules);
        let mut counts = [0; 5];
        let mut others = Vec::new();
        for (value, kind) in &found.values {
            let other = maker.make(value, *kind).unwrap_or_default();
            if !other.is_empty() {
                counts[*kind as usize] += 1;
            }
            others.push(other);
        }
        Self { found, others, counts }
    }

    /// Leaves alone what stands in these rules: who sees the rules knows it.
    pub fn keep_those_in(&mut self, rules: &[RuleText<'_>]) {
        for ((value, _), other) in self.found.values.iter().zip(&mut self.others) {
            if rules.iter().any(|rule| rule.text.contains(&**value)) {
                other.clear();
            }
        }
    }

    /// What stands for a value.
    fn other(&self, value: &str) -> Option<&str> {
        let number = *self.found.known.get(value)?;
        self.others.get(number as usize).map(String::as_str).filter(|other| !other.is_empty())
    }

    /// A text of events, or any other JSON, with the values replaced.
    pub fn json(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        strings::walk(text, &mut |piece| {
            out.push_str(text.get(at..piece.span.start as usize).unwrap_or(""));
            self.piece(&piece, &mut out);
            at = piece.span.end as usize;
        });
        out.push_str(text.get(at..).unwrap_or(""));
        out
    }

    /// A rule with the values replaced: names only where it asks for values.
    pub fn rule(&self, rule: &RuleText<'_>) -> String {
        let mut out = String::with_capacity(rule.text.len());
        let mut at = 0;
        for span in &rule.asks {
            self.plain(rule.text.get(at..span.range().start).unwrap_or(""), Reading::Rule { names: false }, &mut out);
            self.plain(span.of(rule.text), Reading::Rule { names: true }, &mut out);
            at = span.range().end;
        }
        self.plain(rule.text.get(at..).unwrap_or(""), Reading::Rule { names: false }, &mut out);
        out
    }

    /// How many different values of each kind were replaced; kinds without any are left out.
    pub fn replaced(&self) -> Vec<(Kind, u32)> {
        let mut replaced = Vec::new();
        for kind in Kind::ALL {
            let count = self.counts[kind as usize];
            if count > 0 {
                replaced.push((kind, count));
            }
        }
        replaced
    }

    fn piece(&self, piece: &strings::Piece<'_>, out: &mut String) {
        if let Some(whole) = piece.is_value.then(|| self.other(&piece.decoded())).flatten()
            && !find::is_protected(piece)
        {
            return out.push_str(whole);
        }
        let names = !find::is_protected(piece);
        self.plain(piece.raw, Reading::Events { key: piece.key, names }, out);
    }

    fn plain(&self, text: &str, reading: Reading<'_>, out: &mut String) {
        let mut at = 0;
        find::tokens(text, reading, &mut |span, value| {
            let Some(other) = self.other(value) else { return false };
            out.push_str(text.get(at..span.start as usize).unwrap_or(""));
            // `ip-10-0-0-1` is an address written with dashes, `1111-2222-3333` an account.
            match span.of(text).contains('-') && !value.contains('-') {
                true => out.push_str(&dashed(other)),
                false => out.push_str(other),
            }
            at = span.end as usize;
            true
        });
        out.push_str(text.get(at..).unwrap_or(""));
    }
}

/// An address or an account with dashes in it.
fn dashed(value: &str) -> String {
    let fours = [value.get(..4), value.get(4..8), value.get(8..)];
    if value.contains('.') { value.replace('.', "-") } else { fours.map(Option::unwrap_or_default).join("-") }
}

#[cfg(test)]
mod tests;
