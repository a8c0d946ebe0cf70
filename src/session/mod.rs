//! One open workspace: the texts, what was read from them, and the answer. A change costs only what depends on it.

mod answer;
mod assist;
mod eql_fields;
mod findings;
mod located;
mod other_data;
mod outcome;
mod query;
mod request;
mod supplied;
mod table;
mod tuning;
mod versions;
mod workspace;

pub use answer::{Alert, Answer, Verdict};
pub use assist::SeenValues;
pub use eql_fields::EqlFields;
pub use findings::Findings;
pub use located::LocatedText;
pub use outcome::Outcome;
pub use query::Query;
pub use request::Request;
pub use table::{
    FieldFilter, FieldTest, Filter, Listed, PartAnswer, PartFilter, Sort, SortBy, TableView, VerdictCounts,
    shown_fields,
};
pub use tuning::{CaseResult, Compared, PullRequest, Reason, Redacted, Version};
pub use versions::Versions;
pub use workspace::{Input, Workspace};
