//! CloudTrail to ECS: what the integration would reject.

super::codes! {}
