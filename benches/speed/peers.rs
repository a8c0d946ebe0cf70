//! The same selection made by others, on the raw records.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::Value;

const FILTER: &str = r#"[.Records[] | select(.eventSource == "iam.amazonaws.com"
    and (.eventName == "GetRole" or .eventName == "ListUsers")
    and .errorCode == null and .errorMessage == null and .userIdentity.type == "IAMUser"
    and ((.userAgent // "") | contains("aws-sdk")) and .sourceIPAddress != "192.0.2.1")] | length"#;

/// A tree of every value, then a walk over it.
pub fn walk(text: &str) -> usize {
    let tree: Value = serde_json::from_str(text).unwrap();
    let records = tree["Records"].as_array().map_or(&[] as &[Value], Vec::as_slice);
    records.iter().filter(|record| is_wanted(record)).count()
}

fn is_wanted(record: &Value) -> bool {
    record["eventSource"] == "iam.amazonaws.com"
        && (record["eventName"] == "GetRole" || record["eventName"] == "ListUsers")
        && record["errorCode"].is_null()
        && record["errorMessage"].is_null()
        && record["userIdentity"]["type"] == "IAMUser"
        && record["userAgent"].as_str().is_some_and(|agent| agent.contains("aws-sdk"))
        && record["sourceIPAddress"] != "192.0.2.1"
}

/// Seconds that `jq` or `jaq` takes from its start to its end, and what it finds; `None` where it is not installed.
pub fn program(name: &str, path: &Path) -> Option<(f64, String)> {
    let start = Instant::now();
    let output = Command::new(name).arg(FILTER).arg(path).stderr(Stdio::inherit()).output().ok()?;
    let seconds = start.elapsed().as_secs_f64();
    output.status.success().then(|| (seconds, String::from_utf8_lossy(&output.stdout).trim().to_owned()))
}
