//! What the policy's "retain" setting keeps of the four payloads. Digests and insight details are always kept.

use super::super::Retain;

/// What becomes of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The string field is kept.
    pub text: bool,
    /// What is kept of the flattened copy.
    pub flattened: Flattened,
}

/// What is kept of a flattened copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flattened {
    /// All of it.
    Whole,
    /// These members.
    Members(&'static [&'static str]),
}

const NOTHING: Flattened = Flattened::Members(&[]);

/// Members that `minimal` keeps, by the payload's ECS name.
const MINIMAL: &[(&str, &[&str])] = &[
    ("additional_eventdata", &["SSEApplied"]),
    (
        "request_parameters",
        &[
            "cidrIp",
            "dryRun",
            "fromPort",
            "includeDeprecated",
            "policyArn",
            "serialNumber",
            "withDecryption",
            "x-amz-server-side-encryption-customer-algorithm",
        ],
    ),
];

/// What `retain` keeps of the payload with this ECS name.
pub fn kept(retain: Retain, payload: &str) -> Kept {
    match retain {
        Retain::All => Kept { text: true, flattened: Flattened::Whole },
        Retain::Flattened => Kept { text: false, flattened: Flattened::Whole },
        Retain::Keyword => Kept { text: true, flattened: NOTHING },
        Retain::None => Kept { text: false, flattened: NOTHING },
        Retain::Minimal => {
            let members = MINIMAL.iter().find(|(name, _)| *name == payload).map_or(&[][..], |(_, members)| members);
            Kept { text: true, flattened: Flattened::Members(members) }
        }
    }
}
