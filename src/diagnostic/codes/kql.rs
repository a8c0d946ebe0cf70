//! KQL queries.

super::codes! {}
