use super::Known;
use super::item::{Item, ItemKind};
use super::rank::rank;
use crate::ecs::{self, FieldType, field_info};

/// The fields below `above` (a path with its dot, or nothing), those of the events first. Of the rest only what fits
/// `typed`, and nothing before a letter is typed: the table has thousands.
pub fn fields(known: &mut Known<'_>, typed: &str, above: &str) -> Vec<Item> {
    let seen = known.events.sampled_field_names();
    let notes = known.notes;
    let mut items = Vec::new();
    let mut add = |kind, name: &str| {
        if let Some(label) = name.strip_prefix(above)
            && rank(label, typed).is_some()
        {
            let about = notes.and_then(|notes| notes.field(name)).unwrap_or("");
            items.push(Item::new(kind, label, field_info(name).field_type.name()).about(about));
        }
    };
    for field in seen.iter() {
        add(ItemKind::SeenField, field.as_str());
    }
    if !typed.is_empty() {
        for (name, info) in ecs::fields() {
            let is_seen = || seen.binary_search_by(|field| field.as_str().cmp(name)).is_ok();
            if info.field_type != FieldType::Object && !is_seen() {
                add(ItemKind::Field, name);
            }
        }
    }
    items
}
