//! `user_agent.*` as Elasticsearch's user-agent processor makes it.
//! <https://www.elastic.co/docs/reference/enrich-processor/user-agent-processor>
//!
//! The patterns are `patterns.txt`, packed from uap-core by `www/tools/pack-user-agents.mjs`. They are loaded only when
//! something needs them: natively from the binary, in the browser from a file of their own.

mod dialect;
#[cfg(feature = "cli")]
pub mod native;
mod parser;
mod patterns;

pub use parser::{CompiledPattern, PatternParser, RegexEngine};
pub use patterns::{Kind, Pattern, PatternList};

/// The list Elasticsearch bundles. <https://github.com/elastic/elasticsearch/pull/59697>
pub const PATTERNS_VERSION: &str = "uap-core 0.10.0";

/// What a user agent is made of; absent parts are `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UserAgent {
    /// `user_agent.name`, `Other` where no pattern matches.
    pub name: String,
    /// `user_agent.version`
    pub version: Option<String>,
    /// `user_agent.os.name`
    pub os_name: Option<String>,
    /// `user_agent.os.version`
    pub os_version: Option<String>,
    /// `user_agent.os.full`
    pub os_full: Option<String>,
    /// `user_agent.device.name`, `Other` where no pattern matches.
    pub device_name: String,
}

/// Takes a user agent apart. Natively with the `regex` crate, in the worker with the browser's RegExp.
pub trait UserAgentParser {
    /// The parts of `original`.
    fn parse(&self, original: &str) -> UserAgent;
}

impl UserAgent {
    /// Every ECS field a user agent can give besides `user_agent.original`.
    pub const FIELDS: [&str; 6] = [
        "user_agent.name",
        "user_agent.version",
        "user_agent.os.name",
        "user_agent.os.version",
        "user_agent.os.full",
        "user_agent.device.name",
    ];

    /// The fields that are present, with their values, in the order of [`UserAgent::FIELDS`].
    pub fn fields(&self) -> Vec<(&'static str, &str)> {
        let values = [
            Some(&self.name),
            self.version.as_ref(),
            self.os_name.as_ref(),
            self.os_version.as_ref(),
            self.os_full.as_ref(),
            Some(&self.device_name),
        ];
        Self::FIELDS.into_iter().zip(values).filter_map(|(field, value)| Some((field, value?.as_str()))).collect()
    }
}
