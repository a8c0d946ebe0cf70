//! What the mapping's tests share: records of the corpus, made-up records, and ways to walk documents.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::path::{Path, PathBuf};

use rule_playground::diagnostic::SourceId;
use rule_playground::ecs::{Document, Item, Node, Origin};
use rule_playground::json::{Kind, Limits, NodeRef, Parsed, parse};
use rule_playground::text::Span;

pub const SOURCE: SourceId = SourceId::Events(0);

pub fn parse_whole(text: &str) -> Parsed {
    parse(text, Span::from_range(0..text.len()), SOURCE, Limits::default())
}

/// The texts at `path` of the corpus with the spans of their records; `None`, with a message, where there is no corpus.
pub fn records_of(path: &str) -> Option<Vec<(String, Vec<Span>)>> {
    let Some(corpus) = std::env::var_os("RULE_PLAYGROUND_CORPUS") else {
        eprintln!("skipped: RULE_PLAYGROUND_CORPUS is not set");
        return None;
    };
    let mut files = Vec::new();
    collect_files(&PathBuf::from(corpus).join(path), &mut files);
    files.sort();
    let texts = files.iter().filter_map(|file| std::fs::read_to_string(file).ok());
    Some(texts.map(|text| (record_spans(&text), text)).map(|(spans, text)| (text, spans)).collect())
}

fn collect_files(path: &Path, files: &mut Vec<PathBuf>) {
    if let Ok(entries) = std::fs::read_dir(path) {
        entries.flatten().for_each(|entry| collect_files(&entry.path(), files));
    } else if path.extension().is_some_and(|ending| ending == "json" || ending == "ndjson") {
        files.push(path.to_owned());
    }
}

/// Records in the usual wrappers; an object without one is taken as a record.
fn record_spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    while text.get(at as usize..).is_some_and(|rest| !rest.trim().is_empty()) {
        let parsed = parse(text, Span::new(at, text.len() as u32), SOURCE, Limits::default());
        let Some(root) = parsed.tree.root(text).filter(|_| parsed.is_sound()) else { break };
        collect_records(root, &mut spans);
        at = parsed.end;
    }
    spans
}

fn collect_records(node: NodeRef<'_>, spans: &mut Vec<Span>) {
    let inside = ["Records", "record", "detail"].iter().find_map(|key| node.get(key));
    match inside {
        Some(inside) => collect_records(inside, spans),
        None if node.kind() == Kind::Array => node.children().for_each(|child| collect_records(child, spans)),
        None if node.kind() == Kind::Object => spans.push(node.span()),
        None => {}
    }
}

/// Every field and object of a document, through objects only.
pub fn fields(document: &Document) -> Vec<(String, &Item)> {
    fn collect<'d>(prefix: &str, entries: &'d [(Box<str>, Item)], found: &mut Vec<(String, &'d Item)>) {
        for (key, item) in entries {
            let name = if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") };
            if let Node::Object(inner) = &item.node {
                collect(&name, inner, found);
            }
            found.push((name, item));
        }
    }
    let mut found = Vec::new();
    collect("", &document.root, &mut found);
    found
}

/// Every span that a value of the document names.
pub fn every_span(document: &Document) -> Vec<Span> {
    fn collect(item: &Item, spans: &mut Vec<Span>) {
        match &item.origin {
            Origin::Source(span) => spans.push(*span),
            Origin::Derived { from, .. } | Origin::Enrichment { from } | Origin::Unknown { from, .. } => {
                spans.extend(from)
            }
            Origin::Constant { .. } => {}
        }
        match &item.node {
            Node::Array(items) => items.iter().for_each(|item| collect(item, spans)),
            Node::Object(entries) => entries.iter().for_each(|(_, item)| collect(item, spans)),
            _ => {}
        }
    }
    let mut spans = Vec::new();
    document.root.iter().for_each(|(_, item)| collect(item, &mut spans));
    spans
}

/// The record with only the members at, above and below these paths.
pub fn project(record: NodeRef<'_>, reads: &[&str]) -> String {
    fn write(object: NodeRef<'_>, above: &str, reads: &[&str]) -> String {
        let mut members = Vec::new();
        for member in object.children() {
            let key = member.key().unwrap();
            let path = if above.is_empty() { key.to_string() } else { format!("{above}.{key}") };
            let raw_key = serde_json::to_string(&key).unwrap();
            if reads.contains(&path.as_str()) {
                members.push(format!("{raw_key}:{}", member.raw()));
            } else if reads.iter().any(|read| read.starts_with(&format!("{path}."))) {
                let value =
                    if member.kind() == Kind::Object { write(member, &path, reads) } else { member.raw().into() };
                members.push(format!("{raw_key}:{value}"));
            }
        }
        format!("{{{}}}", members.join(","))
    }
    if record.kind() == Kind::Object { write(record, "", reads) } else { record.raw().to_owned() }
}

/// A small generator whose numbers are the same on every machine (SplitMix64).
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const TEXTS: &[&str] = &[
    "",
    "-",
    "none",
    "alice",
    "alice@example.com",
    "@",
    "arn:aws:sts::111122223333:assumed-role/audit/alice@example.com",
    "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    "x:sts:/",
    "arn:aws:sts::1:a/",
    "arn:aws:ec2:eu-west-1:111122223333:instance/i-0123456789",
    "i-0123456789ab",
    "sg-1",
    "192.0.2.7",
    "2001:db8::1",
    "host.example.org",
    "ec2.amazonaws.com",
    ".amazonaws.com",
    "2024-05-06T07:08:09Z",
    "20240506T070809Z",
    "yesterday",
    "TLSv1.3",
    "v",
    "tlsVersion",
    "No",
    "Yes",
    "Failure",
    "AKIAIOSFODNN7EXAMPLE",
    "\u{e9}\u{1d11e} \\\" {a=b}",
    "111122223333",
    "*",
];

const TYPES: &[&str] =
    &["AssumedRole", "IAMUser", "Root", "AWSService", "IdentityCenterUser", "FederatedUser", "Other"];

const SOURCES: &[&str] =
    &["ec2", "iam", "sts", "s3", "ssm", "rds", "lambda", "signin", "wafv2", "monitoring", "unheard-of"];

const ACTIONS: &[&str] = &[
    "ConsoleLogin",
    "AssumeRole",
    "GetCallerIdentity",
    "SendCommand",
    "UserAuthentication",
    "DeleteAlarms",
    "RunInstances",
    "CreateUser",
    "DeleteNetworkAclEntry",
    "AuthorizeSecurityGroupIngress",
    "AddPermission20150331v2",
    "PutObject",
    "Novelty",
];

/// An object whose members have the names the mapping reads, and values of any kind.
pub fn random_record(random: &mut Random) -> String {
    let mut root = Tree::default();
    let paths: Vec<&str> = rule_playground::cloudtrail::steps().flat_map(|step| step.reads).copied().collect();
    for path in &paths {
        if random.below(3) > 0 {
            root.insert(path, random_value(random, 3));
        }
    }
    for (path, texts) in [("userIdentity.type", TYPES), ("eventName", ACTIONS)] {
        root.insert(path, format!("\"{}\"", random.pick(texts)));
    }
    root.insert("eventSource", format!("\"{}.amazonaws.com\"", random.pick(SOURCES)));
    for payload in ["requestParameters", "responseElements", "additionalEventData"] {
        for key in [
            "userName",
            "UserName",
            "instanceIds",
            "targets",
            "groupId",
            "instancesSet",
            "ConsoleLogin",
            "MFAUsed",
            "alarmNames",
        ] {
            if random.below(4) == 0 {
                root.insert(&format!("{payload}.{key}"), random_value(random, 3));
            }
        }
    }
    root.to_json()
}

fn random_value(random: &mut Random, depth: usize) -> String {
    match random.below(if depth == 0 { 9 } else { 12 }) {
        0 => "null".to_owned(),
        1 => "true".to_owned(),
        2 => ["0", "-0", "1e7", "0.00001", "9007199254740993", "2.50"][random.below(6)].to_owned(),
        3..=8 => serde_json::to_string(random.pick(TEXTS)).unwrap(),
        9 | 10 => {
            let elements: Vec<_> = (0..random.below(4)).map(|_| random_value(random, depth - 1)).collect();
            format!("[{}]", elements.join(","))
        }
        _ => {
            let keys = ["ARN", "accountId", "type", "items", "instanceId", "groupId", "subnetId", "a.b", "__proto__"];
            let start = random.below(keys.len());
            let count = random.below(4);
            let members = keys.iter().cycle().skip(start).take(count);
            let members: Vec<_> = members.map(|key| format!("\"{key}\":{}", random_value(random, depth - 1))).collect();
            format!("{{{}}}", members.join(","))
        }
    }
}

/// Members by name; a value put below another value replaces it.
#[derive(Default)]
struct Tree(Vec<(String, Branch)>);

enum Branch {
    Value(String),
    Members(Tree),
}

impl Tree {
    fn insert(&mut self, path: &str, value: String) {
        let (key, rest) = path.split_once('.').map_or((path, None), |(key, rest)| (key, Some(rest)));
        let at = self.0.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
            self.0.push((key.to_owned(), Branch::Value("null".to_owned())));
            self.0.len() - 1
        });
        let branch = &mut self.0[at].1;
        match (rest, branch) {
            (None, branch) => *branch = Branch::Value(value),
            (Some(rest), Branch::Members(tree)) => tree.insert(rest, value),
            (Some(rest), branch) => {
                let mut tree = Tree::default();
                tree.insert(rest, value);
                *branch = Branch::Members(tree);
            }
        }
    }

    fn to_json(&self) -> String {
        let members = self.0.iter().map(|(key, branch)| match branch {
            Branch::Value(value) => format!("\"{key}\":{value}"),
            Branch::Members(tree) => format!("\"{key}\":{}", tree.to_json()),
        });
        format!("{{{}}}", members.collect::<Vec<_>>().join(","))
    }
}
