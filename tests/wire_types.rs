//! The TypeScript types of the boundary are those of the Rust sources.

#[test]
fn the_declarations_are_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/engine/wire.d.ts");
    let wanted = rule_playground::wire::declarations();
    if std::env::var_os("UPDATE_WIRE_TYPES").is_some() {
        std::fs::write(path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap();
    assert!(found == wanted, "www/engine/wire.d.ts is not what src/wire declares; run `cargo xtask types`");
}
