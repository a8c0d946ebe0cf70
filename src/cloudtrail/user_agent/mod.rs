//! `user_agent.*` as Elasticsearch's user-agent processor makes it.

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
