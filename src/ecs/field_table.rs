use std::sync::OnceLock;

use super::{FieldInfo, FieldType};

/// What the integration writes to `ecs.version`. The table itself holds the fields of a newer ECS as well.
pub const ECS_VERSION: &str = "8.11.0";

/// One field a line, sorted by name: `name, type, ignore_above, flags`, trailing empty columns left out.
/// A name's leading dots stand for as many parts of the name above: `.ip` below `source.geo.name` is `source.ip`. Most names
/// repeat the one above; written out, the table takes twice as many bytes of the page, compressed.
/// No type is `keyword`; no `ignore_above` is 1024 for a keyword and none for the rest, `-` is none;
/// flag `a` is "holds a list", `t` is "has a `.text` multi-field".
/// ECS <https://www.elastic.co/docs/reference/ecs>, and what the `aws` integration adds
/// <https://www.elastic.co/docs/reference/integrations/aws/cloudtrail>.
const TABLE: &str = include_str!("fields.tsv");

const KEYWORD_IGNORE_ABOVE: u32 = 1024;

/// How the field with this dotted name is indexed: from the table, as a leaf below a flattened field,
/// as the `.text` multi-field of a field that has one, or [`FieldType::Unknown`].
pub fn field_info(name: &str) -> FieldInfo {
    if let Some(info) = lookup(name) {
        return info;
    }
    let parents = name.rmatch_indices('.').filter_map(|(dot, _)| name.get(..dot));
    if parents.filter_map(lookup).any(|parent| parent.field_type == FieldType::Flattened) {
        return FieldInfo { field_type: FieldType::FlattenedLeaf, ..UNKNOWN };
    }
    if text_parent(name).is_some() {
        return FieldInfo { field_type: FieldType::Text, ..UNKNOWN };
    }
    UNKNOWN
}

/// The field whose values a `.text` multi-field repeats; `None` where `name` is a field of its own.
pub fn text_parent(name: &str) -> Option<&str> {
    if lookup(name).is_some() {
        return None;
    }
    name.strip_suffix(".text").filter(|parent| lookup(parent).is_some_and(|info| info.text))
}

/// Every field of the table, sorted by name.
pub fn fields() -> impl Iterator<Item = (&'static str, FieldInfo)> {
    rows().iter().map(|(name, info)| (&**name, *info))
}

const UNKNOWN: FieldInfo = FieldInfo { field_type: FieldType::Unknown, ignore_above: None, array: false, text: false };

fn lookup(name: &str) -> Option<FieldInfo> {
    let rows = rows();
    let at = rows.binary_search_by_key(&name, |row| &row.0).ok()?;
    rows.get(at).map(|row| row.1)
}

fn rows() -> &'static [(Box<str>, FieldInfo)] {
    static ROWS: OnceLock<Vec<(Box<str>, FieldInfo)>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut above = String::new();
        TABLE.lines().map(|line| read_row(line, &mut above)).collect()
    })
}

/// One line; `above` is the name of the line before and becomes this one's.
fn read_row(line: &str, above: &mut String) -> (Box<str>, FieldInfo) {
    let mut columns = line.split('\t');
    let written = columns.next().unwrap_or("");
    let own = written.trim_start_matches('.');
    let shared = match written.len() - own.len() {
        0 => 0,
        dots => above.match_indices('.').nth(dots - 1).map_or(above.len(), |(dot, _)| dot + 1),
    };
    above.truncate(shared);
    above.push_str(own);
    let field_type = match columns.next().unwrap_or("") {
        "" => FieldType::Keyword,
        "constant_keyword" => FieldType::ConstantKeyword,
        "wildcard" => FieldType::Wildcard,
        "text" => FieldType::Text,
        "ip" => FieldType::Ip,
        "date" => FieldType::Date,
        "long" => FieldType::Long,
        "double" => FieldType::Double,
        "boolean" => FieldType::Boolean,
        "flattened" => FieldType::Flattened,
        "geo_point" => FieldType::GeoPoint,
        "object" => FieldType::Object,
        _ => FieldType::Unknown,
    };
    let ignore_above = match columns.next().unwrap_or("") {
        "" if field_type == FieldType::Keyword => Some(KEYWORD_IGNORE_ABOVE),
        length => length.parse().ok(),
    };
    let flags = columns.next().unwrap_or("");
    (
        above.as_str().into(),
        FieldInfo { field_type, ignore_above, array: flags.contains('a'), text: flags.contains('t') },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_every_type_is_known() {
        let rows: Vec<_> = fields().collect();
        assert!(rows.len() > 2600);
        assert!(rows.is_sorted_by(|one, next| one.0 < next.0));
        assert_eq!(rows.iter().find(|row| row.1.field_type == FieldType::Unknown), None);
    }

    #[test]
    fn fields_have_the_types_they_are_indexed_with() {
        use FieldType::*;
        for (name, field_type, ignore_above, text) in [
            ("@timestamp", Date, None, false),
            ("event.action", Keyword, Some(1024), false),
            ("user.name", Keyword, Some(1024), true),
            ("user.name.text", Text, None, false),
            ("event.action.text", Unknown, None, false),
            ("message", Text, None, false),
            ("source.ip", Ip, None, false),
            ("source.as.number", Long, None, false),
            ("source.geo.location", GeoPoint, None, false),
            ("process.command_line", Wildcard, None, true),
            ("data_stream.dataset", ConstantKeyword, None, false),
            ("event.dataset", ConstantKeyword, None, false),
            ("aws.cloudtrail.read_only", Boolean, None, false),
            ("aws.cloudtrail.management_event", Keyword, Some(1024), false),
            ("aws.cloudtrail.request_parameters", Keyword, Some(8191), true),
            ("aws.cloudtrail.flattened.request_parameters", Flattened, None, false),
            ("aws.cloudtrail.flattened.request_parameters.ipPermissions.items.cidr", FlattenedLeaf, None, false),
            ("aws.cloudtrail.user_identity.session_context.creation_date", Date, None, false),
            ("aws.cloudtrail.nothing", Unknown, None, false),
        ] {
            let info = field_info(name);
            assert_eq!((info.field_type, info.ignore_above, info.text), (field_type, ignore_above, text), "{name}");
        }
        assert!(field_info("related.entity").array);
    }
}
