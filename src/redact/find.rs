//! What in a text is to be replaced.

use std::collections::HashMap;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::Kind;
use super::strings::{self, Piece};
use crate::text::Span;

/// Values to be replaced, in the order in which they were found.
#[derive(Default)]
pub struct Found {
    pub values: Vec<(Box<str>, Kind)>,
    /// The number of each.
    pub known: HashMap<Box<str>, u32>,
}

/// What a text is, which says what in it may be replaced.
#[derive(Clone, Copy)]
pub enum Reading<'t> {
    /// A piece of JSON under a key.
    Events { key: &'t str, names: bool },
    /// A rule, inside or outside its query.
    Rule { names: bool },
}

/// Values of these keys are names. Of a key with dots or colons (`user.target.name`, `aws:username`) its end counts.
const NAME_KEYS: &[&str] = &[
    "userName",
    "username",
    "Username",
    "user_name",
    "roleName",
    "roleSessionName",
    "groupName",
    "instanceProfileName",
    "masterUsername",
    "bucketName",
    "keyName",
    "accountAlias",
    "email",
];
/// Under these keys, or with dots behind them, `name` is a name.
const NAMED: &[&str] = &["user", "role", "target", "group", "account"];
/// Values of these keys are ids of a request, or what nobody else should have.
const ID_KEYS: &[&str] =
    &["requestID", "requestId", "eventID", "sharedEventID", "x-amz-id-2", "x-amz-request-id", "request_id"];
const SECRET_KEYS: &[&str] = &["accessKeyId", "sessionToken", "secretAccessKey", "password"];
/// Values of these keys say what happened, not who did it: a name that equals one of them is another thing.
const PROTECTED: &[&str] = &[
    "eventName",
    "eventSource",
    "eventType",
    "eventCategory",
    "eventVersion",
    "eventTime",
    "awsRegion",
    "type",
    "errorCode",
    "userAgent",
    "invokedBy",
    "action",
    "provider",
    "category",
    "outcome",
    "kind",
    "dataset",
    "module",
    "region",
    "@timestamp",
];
/// What stands for no customer's name.
const COMMON: &[&str] =
    &["root", "default", "HIDDEN_DUE_TO_SECURITY_REASONS", "ANONYMOUS_PRINCIPAL", "anonymous", "Anonymous"];
/// The first letters of keys and of the ids of principals.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>
const KEY_PREFIXES: &[&str] =
    &["ABIA", "ACCA", "AGPA", "AIDA", "AIPA", "AKIA", "ANPA", "ANVA", "APKA", "AROA", "ASCA", "ASIA"];

/// Whether a piece keeps the names in it.
pub fn is_protected(piece: &Piece<'_>) -> bool {
    let (parent, key) = ends(piece);
    // A key with a colon is no field's name but an ARN or a principal.
    !piece.is_value && !piece.raw.contains(':')
        || PROTECTED.contains(&key)
        || (parent, key) == ("user_agent", "original")
}

/// The last two words of the path to a piece, whether they are two keys or one with dots.
fn ends<'t>(piece: &Piece<'t>) -> (&'t str, &'t str) {
    let end = |key: &'t str| key.rsplit(['.', ':']).next().unwrap_or("");
    let key = end(piece.key);
    let before = piece.key.get(..piece.key.len() - key.len()).unwrap_or("").trim_end_matches(['.', ':']);
    (end(if before.is_empty() { piece.parent } else { before }), key)
}

/// Collects from a piece of an events text.
pub fn collect(piece: &Piece<'_>, found: &mut Found) {
    if !piece.is_value && !piece.is_key {
        if is_account(piece.raw) && piece.key.to_ascii_lowercase().contains("account") {
            found.add(piece.raw, Kind::Account);
        }
        return;
    }
    let text = piece.decoded();
    if piece.is_value {
        if text.trim_start().starts_with(['{', '[']) {
            strings::walk(&text, &mut |inner| collect(&inner, found));
            assigned(&text, found);
        }
        let (parent, key) = ends(piece);
        if ID_KEYS.contains(&key) || (parent, key) == ("event", "id") {
            found.add(&text, Kind::Request);
        } else if SECRET_KEYS.contains(&key) {
            found.add(&text, Kind::Key);
        }
        let of_ecs = key == "name" && NAMED.contains(&parent) || (parent, key) == ("related", "user");
        if NAME_KEYS.contains(&key) || of_ecs {
            found.name(&text);
        }
    }
    if let Some((id, session)) = text.split_once(':')
        && (key_prefix(id) || is_account(id))
    {
        found.name(session);
    }
    arns(&text, found);
    tokens(piece.raw, Reading::Events { key: piece.key, names: false }, &mut |_, value| {
        found.token(value);
        true
    });
}

/// Collects the constants of a rule.
pub fn collect_rule(text: &str, found: &mut Found) {
    tokens(text, Reading::Rule { names: false }, &mut |_, value| {
        // A rule has ids and authors of its own.
        if (value.len() != 36 || value.contains(':')) && !value.contains('@') {
            found.token(value);
        }
        true
    });
}

impl Found {
    fn add(&mut self, value: &str, kind: Kind) {
        if !value.is_empty() && !self.known.contains_key(value) {
            self.known.insert(value.into(), self.values.len() as u32);
            self.values.push((value.into(), kind));
        }
    }

    fn token(&mut self, value: &str) {
        let kind = if is_account(value) {
            Kind::Account
        } else if key_prefix(value) {
            Kind::Key
        } else if is_uuid(value) {
            Kind::Request
        } else if value.contains('@') {
            Kind::Name
        } else {
            Kind::Address
        };
        self.add(value, kind);
    }

    fn name(&mut self, name: &str) {
        let is_other = is_account(name) || key_prefix(name) || is_uuid(name) || name.contains([':', '*', '/', ' ']);
        let is_common = COMMON.contains(&name) || name.starts_with("AWSServiceRole") || name.contains(".amazonaws.com");
        if name.len() > 1 && !is_other && !is_common && name.parse::<Ipv4Addr>().is_err() {
            self.add(name, Kind::Name);
        }
    }
}

/// The names in what the integration makes of parameters: `{userName=alice, path=/}`.
fn assigned(text: &str, found: &mut Found) {
    for (at, _) in text.match_indices('=') {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + 1..).unwrap_or(""));
        let key = before.rsplit(|one: char| !is_name(one)).next().unwrap_or("");
        if NAME_KEYS.contains(&key) {
            found.name(after.split([',', '}', ' ']).next().unwrap_or(""));
        }
    }
}

/// The names of users, roles, sessions, groups and buckets in ARNs.
fn arns(text: &str, found: &mut Found) {
    for arn in text.split("arn:aws").skip(1) {
        let mut parts = arn.splitn(5, ':');
        let (_partition, service) = (parts.next(), parts.next().unwrap_or(""));
        let resource = parts.nth(2).unwrap_or("");
        let end = resource.find(|one: char| !(is_name(one) || "/=,".contains(one))).unwrap_or(resource.len());
        let mut segments = resource.get(..end).unwrap_or("").split('/');
        match (service, segments.next()) {
            ("iam", Some("user" | "role" | "group" | "instance-profile" | "mfa" | "saml-provider")) => {
                found.name(segments.next_back().unwrap_or(""));
            }
            ("s3", Some(bucket)) => found.name(bucket),
            ("sts", Some("assumed-role" | "federated-user")) => segments.for_each(|name| found.name(name)),
            _ => {}
        }
    }
}

/// Visits what may be replaced in `text`: accounts, addresses, keys, uuids, and, where names are wanted, every word.
/// `take` says whether it takes the value; a word that is not taken is looked into.
pub fn tokens(text: &str, reading: Reading<'_>, take: &mut dyn FnMut(Span, &str) -> bool) {
    let (key, names, in_rule) = match reading {
        Reading::Events { key, names } => (key, names, false),
        Reading::Rule { names } => ("", names, true),
    };
    let is_agent = key.ends_with("serAgent") || key.contains("user_agent");
    let is_version = key.contains("ersion");
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = text.get(at..).unwrap_or("");
        let Some(first) = rest.chars().next() else {
            at += 1;
            continue;
        };
        let before = at.checked_sub(1).and_then(|before| bytes.get(before)).copied().unwrap_or(b' ');
        // An escape: its letter belongs to no word.
        if first == '\\' && !in_rule {
            at += 1 + rest.get(1..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
            continue;
        }
        if let Some(length) = ipv6(rest).filter(|_| !before.is_ascii_alphanumeric() && before != b':') {
            take(Span::from_range(at..at + length), rest.get(..length).unwrap_or(""));
            at += length;
            continue;
        }
        if let Some(length) = arn_head(rest) {
            at += length;
            continue;
        }
        if !is_name(first) {
            at += first.len_utf8();
            continue;
        }
        let length = rest.find(|one| !is_name(one)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        let follows = bytes.get(at + length).copied().unwrap_or(b' ');
        // `user/` behind an ARN's account is no name; the bucket behind `arn:aws:s3:::` is.
        let behind = rest.get(length..).unwrap_or("");
        let is_type = before == b':'
            && (follows == b'/' || behind.starts_with("\\/"))
            && at.checked_sub(2).and_then(|at| bytes.get(at)).is_some_and(|two| *two != b':');
        if !(names && !is_type && named(word, at, take)) {
            let block = in_rule && follows == b'/';
            let is_number = is_version || block || is_agent && before == b'/';
            inside(word, at, !is_number, take);
        }
        at += length;
    }
}

/// A name that is a word, a word at the end of a sentence, or the bucket in `bucket.s3.amazonaws.com`.
fn named(word: &str, offset: usize, take: &mut dyn FnMut(Span, &str) -> bool) -> bool {
    let mut take_to = |end: usize| take(Span::from_range(offset..offset + end), word.get(..end).unwrap_or(""));
    let bare = word.trim_end_matches('.').len();
    take_to(word.len())
        || bare < word.len() && take_to(bare)
        || word.find(".s3").is_some_and(|end| word.ends_with(".amazonaws.com") && take_to(end))
}

/// Mail addresses, accounts, addresses, keys and uuids inside a word.
fn inside(word: &str, offset: usize, addresses: bool, take: &mut dyn FnMut(Span, &str) -> bool) {
    let mail = word.trim_end_matches('.');
    if is_mail(mail) && take(Span::from_range(offset..offset + mail.len()), mail) {
        return;
    }
    let mut pieces: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for piece in word.split(|one: char| !one.is_ascii_alphanumeric()) {
        pieces.push((at, piece));
        at += piece.len() + 1;
    }
    let joined = |from: usize, count: usize, sign: u8| -> Option<(Span, &str)> {
        let (start, _) = pieces.get(from)?;
        let (last, text) = pieces.get(from + count - 1)?;
        let end = last + text.len();
        let signs =
            pieces.get(from + 1..from + count)?.iter().all(|(at, _)| word.as_bytes().get(at - 1) == Some(&sign));
        signs.then(|| (Span::from_range(offset + start..offset + end), word.get(*start..end).unwrap_or("")))
    };
    let mut number = 0;
    while let Some((start, piece)) = pieces.get(number) {
        number += 1;
        if let Some((span, uuid)) = joined(number - 1, 5, b'-').filter(|(_, text)| is_uuid(text)) {
            take(span, uuid);
            number += 4;
            continue;
        }
        let dashed = matches!(number.checked_sub(2).and_then(|at| pieces.get(at)), Some((_, "ip" | "ec2")));
        let address = joined(number - 1, 4, b'.').or_else(|| joined(number - 1, 4, b'-').filter(|_| dashed));
        if let Some((span, text)) = address.filter(|_| addresses) {
            let dotted = text.replace('-', ".");
            // More numbers behind the same sign are a version.
            let sign = if text.contains('.') { b'.' } else { b'-' };
            let outside = |at: Option<&(usize, &str)>, behind: usize| {
                let own = word.as_bytes().get(behind) == Some(&sign);
                !own || at.is_none_or(|(_, text)| !text.bytes().all(|one| one.is_ascii_digit()))
            };
            let end = start + text.len();
            let alone = outside(number.checked_sub(2).and_then(|at| pieces.get(at)), start.wrapping_sub(1))
                && outside(pieces.get(number + 3), end);
            if alone && dotted.parse::<Ipv4Addr>().is_ok() {
                take(span, &dotted);
                number += 3;
                continue;
            }
        }
        let account = joined(number - 1, 3, b'-').map(|(span, text)| (span, text.replace('-', "")));
        if let Some((span, account)) = account.filter(|(span, text)| span.len() == 14 && is_account(text)) {
            take(span, &account);
            number += 2;
            continue;
        }
        let span = Span::from_range(offset + start..offset + start + piece.len());
        if is_account(piece) || key_prefix(piece) {
            take(span, piece);
            continue;
        }
        // An account between letters, as in an encoded policy: `%3A%3A111122223333%3A`.
        let digits = piece.bytes().position(|one| one.is_ascii_digit()).unwrap_or(0);
        for run in piece.get(digits..).unwrap_or("").split(|one: char| !one.is_ascii_digit()) {
            if is_account(run) && piece.len() < 20 {
                let from = run.as_ptr() as usize - word.as_ptr() as usize + offset;
                take(Span::from_range(from..from + run.len()), run);
            }
        }
    }
}

/// How long `arn:aws:iam::` is at the start of `text`: what stands in it is no name.
fn arn_head(text: &str) -> Option<usize> {
    if !text.starts_with("arn:aws") {
        return None;
    }
    let mut colons = text.match_indices(':').map(|(at, _)| at + 1);
    let head = colons.nth(3)?;
    let plain = |one: char| one.is_ascii_alphanumeric() || ":-*".contains(one);
    text.get(..head).filter(|head| head.len() < 80 && head.chars().all(plain)).map(str::len)
}

/// How long an IPv6 address at the start of `text` is.
fn ipv6(text: &str) -> Option<usize> {
    let end = text.find(|one: char| !(one.is_ascii_hexdigit() || one == ':' || one == '.')).unwrap_or(text.len());
    let address = text.get(..end)?;
    let follows = text.get(end..).and_then(|rest| rest.chars().next());
    let groups = address.bytes().filter(|one| *one == b':').count();
    let alone =
        groups >= 2 && follows.is_none_or(|one| !is_name(one)) && address.bytes().any(|one| one.is_ascii_digit());
    (alone && address.parse::<Ipv6Addr>().is_ok()).then_some(end)
}

/// What names of users, roles and sessions are made of, `=` and `,` left out.
pub fn is_name(one: char) -> bool {
    one.is_alphanumeric() || "_.@+-".contains(one)
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(who, host)| {
        let end = host.rsplit_once('.').map_or("", |(_, end)| end);
        !who.is_empty() && end.len() > 1 && end.chars().all(char::is_alphabetic)
    })
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|one| one.is_ascii_digit())
}

fn key_prefix(text: &str) -> bool {
    text.len() >= 16
        && text.get(..4).is_some_and(|prefix| KEY_PREFIXES.contains(&prefix))
        && text.bytes().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    let mut lengths = text.split('-').map(str::len);
    text.len() == 36
        && [8, 4, 4, 4, 12].into_iter().all(|length| lengths.next() == Some(length))
        && text.bytes().all(|one| one == b'-' || one.is_ascii_hexdigit())
}
