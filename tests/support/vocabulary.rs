//! The vocabulary that the page loads.

use std::rc::Rc;

use rule_playground::cloudtrail::vocabulary::Vocabulary;

pub fn vocabulary() -> Rc<Vocabulary> {
    Rc::new(Vocabulary::read(concat!(
        include_str!("../../src/cloudtrail/vocabulary/operations.txt"),
        include_str!("../../src/cloudtrail/vocabulary/special_cases.txt")
    )))
}
