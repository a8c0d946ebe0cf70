//! Points in time, durations and date math. The clock is always an argument: nothing here asks what time it is.

mod date_math;
mod duration;
mod timestamp;

pub use date_math::{DateMath, Rounding};
pub use duration::{Duration, Unit};
pub use timestamp::Timestamp;
