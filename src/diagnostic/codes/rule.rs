//! The rule: TOML and its keys.

super::codes! {}
