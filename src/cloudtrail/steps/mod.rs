//! The steps of the integration's pipeline, in its order. [`table`] is the list; each other file holds the functions of
//! one concept. Steps are numbered from 1 to 48 as the pipeline's processors follow each other, those that belong
//! together under one number; 0 is what the agent and the index add.

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

pub(super) use payload::places as payload_places;
pub use step::{Action, Step};
pub(super) use table::STEPS;
pub use table::steps;
pub(super) use tags::maps_actor_and_target;
