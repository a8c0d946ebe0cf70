use std::rc::Rc;

use super::enrichment::Enrichment;
use super::user_agent::UserAgentParser;

/// What the integration's policy and the user's environment decide, besides the record itself.
#[derive(Clone, Default)]
pub struct MappingOptions {
    /// Document tags set by the policy; `None` is the default `forwarded`, `aws-cloudtrail`, `actor_target_mapping`.
    pub tags: Option<Vec<String>>,
    /// Which copies of the request and response payloads are kept.
    pub retain: Retain,
    /// Geography and ASN of addresses.
    pub enrichment: Enrichment,
    /// Takes a user agent apart; without one `user_agent.*` below `original` is unknown.
    pub user_agents: Option<Rc<dyn UserAgentParser>>,
}

/// The policy's "retain" setting. <https://www.elastic.co/docs/reference/integrations/aws/cloudtrail>
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retain {
    /// Strings and flattened copies; also where the policy says nothing.
    #[default]
    All,
    /// Only flattened copies.
    Flattened,
    /// Only strings.
    Keyword,
    /// Strings, and a fixed set of flattened leaves.
    Minimal,
    /// Neither.
    None,
}

impl Retain {
    /// The setting with this name in a policy.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "all" => Some(Self::All),
            "flattened" => Some(Self::Flattened),
            "keyword" => Some(Self::Keyword),
            "minimal" => Some(Self::Minimal),
            "none" => Some(Self::None),
            _ => None,
        }
    }
}
