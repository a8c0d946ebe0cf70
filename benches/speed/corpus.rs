//! The texts that are measured: made once from the corpus's CloudTrail records, kept in `target/bench/`, never committed.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rule_playground::cloudtrail::MappingOptions;
use rule_playground::events::{RecordKind, SourceText, Store};
use serde_json::Value;

/// Where the texts are, so that the browser's benchmark finds them, too.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/bench");

/// An S3 file `{"Records":[…]}` of about this many megabytes, with event ids and times of its own for each record.
pub fn records_file(megabytes: usize) -> Option<PathBuf> {
    let path = Path::new(FOLDER).join(format!("records-{megabytes}mb.json"));
    if !path.is_file() {
        let records = records(&PathBuf::from(std::env::var_os("RULE_PLAYGROUND_CORPUS")?).join("cloudtrail"));
        write(&path, r#"{"Records":["#, ",", "]}", |number, written| {
            let record = records.get(number % records.len().max(1)).filter(|_| written < megabytes * 1_000_000)?;
            let mut record = record.clone();
            record.insert("eventTime".to_owned(), time(number).into());
            record.insert("eventID".to_owned(), id(number).into());
            serde_json::to_string(&record).ok()
        });
    }
    Some(path)
}

/// A million small records, about 400 bytes each, one a line.
pub fn small_records_file() -> PathBuf {
    const ACTIONS: [(&str, &str); 6] = [
        ("iam.amazonaws.com", "ListUsers"),
        ("iam.amazonaws.com", "CreateUser"),
        ("ec2.amazonaws.com", "DescribeInstances"),
        ("s3.amazonaws.com", "GetObject"),
        ("sts.amazonaws.com", "AssumeRole"),
        ("kms.amazonaws.com", "Decrypt"),
    ];
    let path = Path::new(FOLDER).join("small-1000000.ndjson");
    if !path.is_file() {
        write(&path, "", "\n", "\n", |number, _| {
            let (source, name) = ACTIONS[number * 7 % 11 % ACTIONS.len()];
            let (kind, agent) =
                if number % 3 == 0 { ("IAMUser", "aws-sdk-go/1.44") } else { ("AssumedRole", "Boto3/1.34") };
            let (id, time, user, host) = (id(number), time(number), number * 31 % 499, number * 17 % 251);
            let small = format!(
                r#"{{"eventVersion":"1.11","eventTime":"{time}","eventSource":"{source}","eventName":"{name}","awsRegion":"eu-west-1","sourceIPAddress":"198.51.100.{host}","userAgent":"{agent}","userIdentity":{{"type":"{kind}","arn":"arn:aws:iam::111122223333:user/u{user}","accountId":"111122223333"}},"eventID":"{id}","eventType":"AwsApiCall","recipientAccountId":"111122223333"}}"#
            );
            (number < 1_000_000).then_some(small)
        });
    }
    path
}

/// The CloudTrail records below `folder`, in the order of the files' names.
fn records(folder: &Path) -> Vec<serde_json::Map<String, Value>> {
    let mut files = Vec::new();
    collect(folder, &mut files);
    files.sort();
    let mut records = Vec::new();
    for bytes in files.iter().filter_map(|file| fs::read(file).ok()) {
        let store = Store::open(vec![SourceText::from_bytes("corpus", bytes)], MappingOptions::default());
        let plain = (0..store.len()).filter_map(|event| store.record(event));
        let plain = plain.filter(|record| record.kind == RecordKind::CloudTrail && !record.embedded);
        records.extend(plain.filter_map(|record| serde_json::from_str(record.span.of(store.text(0))).ok()));
    }
    records
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "json" || end == "raw") {
            files.push(path);
        }
    }
}

/// Writes what `next` gives for 0, 1, 2 and so on (and the bytes written so far) until it gives nothing.
fn write(path: &Path, start: &str, between: &str, end: &str, next: impl Fn(usize, usize) -> Option<String>) {
    fs::create_dir_all(FOLDER).expect("target/bench can be made");
    let mut file = BufWriter::new(fs::File::create(path).expect("a text can be made"));
    let mut put = |text: &str| file.write_all(text.as_bytes()).expect("there is room for a text");
    put(start);
    let mut written = 0;
    for number in 0.. {
        let Some(record) = next(number, written) else { break };
        if number > 0 {
            put(between);
        }
        put(&record);
        written += record.len();
    }
    put(end);
}

fn time(number: usize) -> String {
    let (minute, second) = (number / 60, number % 60);
    let (hour, day) = (minute / 60, minute / 1440);
    format!("2026-01-{:02}T{:02}:{:02}:{second:02}Z", day % 28 + 1, hour % 24, minute % 60)
}

fn id(number: usize) -> String {
    let spread = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!("{:08x}-{:04x}-4000-8000-{number:012x}", spread >> 32, spread & 0xFFFF)
}
