//! The sentences that the page loads apart are those of the tables.

use rule_playground::assist::Notes;

#[test]
fn the_sentences_are_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/assist/said.txt");
    let wanted = Notes::said();
    if std::env::var_os("UPDATE_WIRE_TYPES").is_some() {
        std::fs::write(path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == wanted, "src/assist/said.txt is not what the tables say; run `cargo xtask types`");
}
