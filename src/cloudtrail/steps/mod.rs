//! The steps of the integration's pipeline, in its order. [`table`] is the list; each other file holds the functions of
//! one concept. Step numbers are those of the project's description of the mapping, `docs/mapping.md`.

mod categories;
mod console_login;
mod dates;
mod digest;
mod errors;
mod hosts;
mod identity;
mod network;
mod payload;
mod related;
mod resources;
mod retain;
mod service;
mod session;
mod step;
mod table;
mod tags;
mod tls;
mod user_agent;

pub use step::{Action, Step};
pub(super) use table::STEPS;
pub use table::steps;
pub(super) use tags::maps_actor_and_target;
