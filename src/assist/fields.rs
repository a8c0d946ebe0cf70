use super::Known;
use super::item::{Item, ItemKind};
use super::rank::rank;
use crate::ecs::{self, FieldType, field_info};

/// The fields below `above` (a path with its dot, or nothing), those of the events first. Of the rest only what fits
/// `typed`, and nothing before a letter is typed: the table has thousands.
pub fn fields(known: &mut Known<'_>, typed: &str, above: &str) -> Vec<Item> {
    let seen = known.events.sampled_field_names();
    let notes = known.notes;
    let item = |kind, name: &str| {
        let label = name.strip_prefix(above)?;
        rank(label, typed)?;
        let about = notes.and_then(|notes| notes.field(name)).unwrap_or("");
        Some(Item::new(kind, label, field_info(name).field_type.name()).about(about))
    };
    let mut items: Vec<Item> = seen.iter().filter_map(|field| item(ItemKind::SeenField, field.as_str())).collect();
    if !typed.is_empty() {
        let others = ecs::fields().filter(|(name, info)| {
            info.field_type != FieldType::Object && seen.binary_search_by(|field| field.as_str().cmp(name)).is_err()
        });
        items.extend(others.filter_map(|(name, _)| item(ItemKind::Field, name)));
    }
    items
}
