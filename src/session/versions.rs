/// What the engine is made of; shown in the page and by `--version`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Of the engine.
    pub engine: &'static str,
    /// Of the `aws` integration whose mapping is followed.
    pub integration: &'static str,
    /// Of ECS, for the field table.
    pub ecs: &'static str,
    /// Of the user-agent patterns.
    pub user_agents: &'static str,
}

impl Versions {
    /// Those of this build.
    pub const fn current() -> Self {
        Self {
            engine: env!("CARGO_PKG_VERSION"),
            integration: crate::cloudtrail::INTEGRATION_VERSION,
            ecs: crate::ecs::ECS_VERSION,
            user_agents: crate::cloudtrail::user_agent::PATTERNS_VERSION,
        }
    }
}
