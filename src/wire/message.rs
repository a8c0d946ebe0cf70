use std::fmt;

use serde::de::{self, Deserializer};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{Answer, Labels, Question, Report, RowWindow, Table};

/// A message to the engine: change the workspace and answer with a report, or answer a question about it. Parts left out
/// stay as they were.
///
/// One struct, not an enum with a tag inside: reading such an enum copies the whole message first.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct ToEngine {
    /// Which message it is.
    pub kind: ToEngineKind,
    /// Comes back with the answer; an answer to an older id is stale.
    pub id: u32,
    /// The text of the rule pane.
    #[tsify(optional)]
    pub rule: Option<String>,
    /// All events texts, replacing those before.
    #[tsify(optional)]
    pub events: Option<Vec<EventsText>>,
    /// What the user supplied besides rule and events, replacing what was supplied before.
    #[tsify(optional)]
    #[serde(default, deserialize_with = "apart")]
    pub supplied: Option<SuppliedTexts>,
    /// What the user set besides the two texts.
    #[tsify(optional)]
    pub options: Option<Options>,
    /// All MaxMind databases, replacing those before.
    #[tsify(optional)]
    #[serde(default, deserialize_with = "apart")]
    pub databases: Option<Vec<DatabaseFile>>,
    /// The version of the rule to compare with; an empty text takes it away.
    #[tsify(optional)]
    pub previous: Option<String>,
    /// What is known of events, replacing what was known before.
    #[tsify(optional)]
    #[serde(default, deserialize_with = "apart")]
    pub labels: Option<Labels>,
    /// The text of the test cases; an empty one takes them away.
    #[tsify(optional)]
    pub cases: Option<String>,
    /// What the open view shows besides the verdict.
    #[tsify(optional)]
    pub view: Option<View>,
    /// The event to explain.
    #[tsify(optional)]
    pub selected: Option<u32>,
    /// What the event table shows.
    #[tsify(optional)]
    pub table: Option<Table>,
    /// The part of the event table that is visible.
    #[tsify(optional)]
    pub rows: Option<RowWindow>,
    /// What is asked; the other parts are not looked at then.
    #[tsify(optional)]
    #[serde(default, deserialize_with = "apart")]
    pub question: Option<Question>,
}

/// Reads a part that most messages lack; kept out of line, since a first answer does without (www/engine/split.mjs).
#[inline(never)]
fn apart<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// The messages to the engine.
#[derive(Clone, Copy, Debug, Deserialize, Tsify)]
#[serde(rename_all = "snake_case")]
pub enum ToEngineKind {
    /// Change the workspace, answer with a report.
    Update,
    /// Answer `question` about the workspace as it is.
    Ask,
}

/// One events text.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct EventsText {
    /// Shown in messages; a file's name, or "events".
    pub name: String,
    /// The text; empty where `utf8` has it.
    pub text: String,
    /// The text as bytes: a large one comes several times faster than letter by letter.
    #[tsify(optional, type = "Uint8Array<ArrayBuffer>")]
    pub utf8: Option<Bytes>,
}

/// What some rule types need besides the events.
#[derive(Clone, Debug, Default, Deserialize, Tsify)]
pub struct SuppliedTexts {
    /// Older events, and lists of terms known to be seen.
    pub history: Vec<EventsText>,
    /// Indicator documents.
    pub indicators: Vec<EventsText>,
}

/// What the user set besides the two texts.
#[derive(Clone, Debug, Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// RFC 3339; absent: every event is judged as if the rule had run when it arrived.
    #[tsify(optional)]
    pub now: Option<String>,
    /// JSON text: address to `{geo, as}`.
    #[tsify(optional)]
    pub enrichment: Option<String>,
}

/// A MaxMind database, City or ASN.
#[derive(Clone, Debug, Deserialize, Tsify)]
pub struct DatabaseFile {
    /// The file's name, for messages.
    pub name: String,
    /// Its content.
    #[tsify(type = "Uint8Array")]
    pub bytes: Bytes,
}

/// Bytes; in the page a `Uint8Array`, which serde reads as a list of numbers unless asked for bytes.
#[derive(Clone)]
pub struct Bytes(pub Vec<u8>);

/// What the open view shows besides the verdict. Parts left out are not wanted.
#[derive(Clone, Copy, Debug, Default, Deserialize, Tsify)]
#[serde(rename_all = "camelCase", default)]
pub struct View {
    /// The whole ECS document: what is taken from user agents is wanted too.
    pub document: bool,
    /// The rule as an Elasticsearch request.
    pub request: bool,
    /// The selected record laid out anew.
    pub formatted: bool,
    /// The comparison with the version before, coverage, hints and test cases.
    pub tuning: bool,
    /// What the rule's type found.
    pub findings: bool,
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Bytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
                Ok(Bytes(bytes))
            }
        }
        deserializer.deserialize_byte_buf(Visitor)
    }
}

/// A message from the engine.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum FromEngine {
    /// The engine has started.
    Ready {
        /// What it is made of.
        versions: Versions,
    },
    /// The answer to an update.
    Report {
        /// The id of the update.
        id: u32,
        /// The answer.
        report: Box<Report>,
    },
    /// The answer to a question.
    Answer {
        /// The id of the question.
        id: u32,
        /// The answer.
        answer: Box<Answer>,
    },
}

/// Versions shown in the page and by `--version`.
#[derive(Clone, Debug, Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Versions {
    /// Of the engine.
    pub engine: String,
    /// Of the `aws` integration whose mapping is followed.
    pub integration: String,
    /// Of ECS, for the field table.
    pub ecs: String,
    /// Of the user-agent patterns.
    pub user_agents: String,
}
