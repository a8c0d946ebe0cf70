//! From the workspace to what crosses: bytes become UTF-16 here and nowhere else.

mod assist;
mod detail;
mod findings;
mod guide;
mod places;
mod question;
mod record;
mod report;
mod rows;
mod rule;
mod tuning;

pub use findings::findings;
pub use question::answer;
pub use report::{Wanted, report, versions};
pub use rows::table_view;
