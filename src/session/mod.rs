//! One open workspace: the texts, what was read from them, and the answer. A change costs only what depends on it.

mod answer;
mod located;
mod outcome;
mod request;
mod versions;
mod workspace;

pub use answer::{Alert, Answer, Verdict};
pub use located::LocatedText;
pub use outcome::Outcome;
pub use request::Request;
pub use versions::Versions;
pub use workspace::{Input, Workspace};
