//! The vocabulary of the command line.

use super::Vocabulary;

/// What the project carries.
pub fn vocabulary() -> Vocabulary {
    Vocabulary::read(concat!(include_str!("operations.txt"), include_str!("special_cases.txt")))
}
