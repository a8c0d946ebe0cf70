//! Other values of the same shape.

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::find::{Found, is_name};
use super::{Kind, RuleText};

/// Makes a value for each value, none twice and none that stands in the texts.
pub struct Maker<'f> {
    found: &'f Found,
    /// Each made, with the attempt that made it: the type of map that the columns have, so that the engine holds one copy.
    used: HashMap<Box<str>, u32>,
    /// Pieces of values that the rule matches with wildcards, in lower case.
    fragments: Vec<String>,
    next: u32,
}

/// How often another value is tried before two values get the same.
const TRIES: u32 = 2000;

impl<'f> Maker<'f> {
    pub fn new(found: &'f Found, rules: &[RuleText<'_>]) -> Self {
        let mut fragments = Vec::new();
        for rule in rules {
            rule.asks.iter().for_each(|span| fragments_of(span.of(rule.text), &mut fragments));
        }
        Self { found, used: HashMap::new(), fragments, next: 0 }
    }

    /// A value for this one; `None` where it may stay.
    pub fn make(&mut self, value: &str, kind: Kind) -> Option<String> {
        self.next += 1;
        for attempt in 0..TRIES {
            let other = match kind {
                Kind::Account => account(attempt),
                Kind::Address => address(value, attempt)?,
                Kind::Key => self.mask(value, attempt, if value.len() < 40 { 4 } else { 0 }),
                Kind::Request | Kind::Name => self.mask(value, attempt, kept_start(value)),
            };
            let taken = self.found.known.contains_key(&*other) || self.used.contains_key(&*other);
            if !taken || attempt + 1 == TRIES {
                self.used.insert(other.as_str().into(), attempt);
                return Some(other);
            }
        }
        None
    }

    /// Letters for letters, digits for digits; the rest, the first `start` bytes and the rule's own words stay.
    fn mask(&self, value: &str, attempt: u32, start: usize) -> String {
        let is_hex = value.len() == 36 && value.bytes().all(|one| one == b'-' || one.is_ascii_hexdigit());
        let mut keep = vec![false; value.len()];
        keep.iter_mut().take(start).for_each(|keep| *keep = true);
        let lower = value.to_ascii_lowercase();
        for fragment in &self.fragments {
            for (at, _) in lower.match_indices(fragment.as_str()) {
                keep.iter_mut().skip(at).take(fragment.len()).for_each(|keep| *keep = true);
            }
        }
        let mut seed = self.next.wrapping_mul(2_654_435_761) ^ attempt.wrapping_mul(40_503);
        let mut random = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        let letter = |from: char, number: u32| char::from_u32(from as u32 + number).unwrap_or(from);
        let masked = value.char_indices().map(|(at, one)| match one {
            _ if keep.get(at) == Some(&true) => one,
            '0'..='9' => letter('0', random(10)),
            'a'..='f' if is_hex => letter('a', random(6)),
            'A'..='F' if is_hex => letter('A', random(6)),
            'A'..='Z' => letter('A', random(26)),
            _ if one.is_alphabetic() => letter('a', random(26)),
            other => other,
        });
        masked.collect()
    }
}

/// Of a name that AWS begins, its beginning says what it is.
fn kept_start(value: &str) -> usize {
    ["AWSReservedSSO_", "i-"].iter().find(|start| value.starts_with(**start)).map_or(0, |start| start.len())
}

fn account(attempt: u32) -> String {
    match attempt {
        0 => "111122223333".to_owned(),
        1 => "444455556666".to_owned(),
        more => (555_500_000_000 + u64::from(more) - 1).to_string(),
    }
}

/// An address of the same kind: public ones become those set aside for documentation (RFC 5737, RFC 3849), private ones
/// stay in their block. `None` for what names no host: `0.0.0.0`, a netmask, a group, loopback in IPv6.
fn address(value: &str, attempt: u32) -> Option<String> {
    if let Ok(address) = value.parse::<Ipv4Addr>() {
        let [a, b, ..] = address.octets();
        let host = |a: u32, b: u32, number: u32| Ipv4Addr::from((a << 24) + (b << 16) + number + 1).to_string();
        return match (a, b) {
            (0 | 224..=239 | 255, _) => None,
            (10 | 127, _) => Some(host(a.into(), 0, attempt)),
            // Reserved: like the private ones seen on no network of others.
            (240..=254, _) => Some(host(240, 0, attempt)),
            (100, 64..=127) => Some(host(100, 64, attempt)),
            (169, 254) | (192, 168) => Some(host(a.into(), b.into(), attempt)),
            (172, 16..=31) => Some(host(172, 16, attempt)),
            _ => {
                let block = [0xC000_0200_u32, 0xC633_6400, 0xCB00_7100].get(attempt as usize / 254);
                let public = match block {
                    Some(block) => Ipv4Addr::from(block + 1 + attempt % 254).to_string(),
                    // 198.18.0.0/15, for benchmarks.
                    None => host(198, 18, attempt),
                };
                Some(public)
            }
        };
    }
    let address =
        value.parse::<Ipv6Addr>().ok().filter(|address| !address.is_loopback() && !address.is_unspecified())?;
    if let Some(inner) = address.to_ipv4_mapped() {
        return self::address(&inner.to_string(), attempt).map(|other| ["::ffff:", &other].concat());
    }
    let prefix: u128 = match address.segments()[0] {
        0xFF00..=0xFFFF => return None,
        0xFE80..=0xFEBF => 0xFE80 << 112,
        0xFC00..=0xFDFF => 0xFD00 << 112,
        _ => 0x2001_0DB8 << 96,
    };
    Some(Ipv6Addr::from(prefix + u128::from(attempt) + 1).to_string())
}

/// The words of a query that stand at a wildcard or in a regular expression, in lower case.
fn fragments_of(query: &str, fragments: &mut Vec<String>) {
    let mut add = |word: &str| {
        let word = word.to_ascii_lowercase();
        if word.len() > 1 && !fragments.contains(&word) {
            fragments.push(word);
        }
    };
    let is_sign = |one: Option<char>| one.is_some_and(|one| "*?|%".contains(one));
    let mut at = 0;
    while let Some(start) = query.get(at..).and_then(|rest| rest.find(is_name)).map(|found| at + found) {
        let rest = query.get(start..).unwrap_or("");
        let length = rest.find(|one| !is_name(one)).unwrap_or(rest.len());
        let before = query.get(..start).and_then(|text| text.chars().next_back());
        let after = query.get(start + length..).and_then(|text| text.chars().next());
        if is_sign(before) || is_sign(after) {
            add(rest.get(..length).unwrap_or("").trim_matches('.'));
        }
        at = start + length;
    }
}
