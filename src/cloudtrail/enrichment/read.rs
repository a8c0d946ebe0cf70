use super::{Enrichment, Entry};
use crate::diagnostic::codes::enrichment as codes;
use crate::diagnostic::codes::json::SYNTAX;
use crate::diagnostic::{Diagnostic, Place, SourceId};
use crate::ecs::{Document, Item, Node, Origin};
use crate::json::{self, Kind, Limits, NodeRef};
use crate::pattern::Cidr;
use crate::text::Span;

/// What a value must be.
#[derive(Clone, Copy, PartialEq)]
enum Type {
    Text,
    WholeNumber,
    Number,
}

/// Every key that is read, dotted as below an address, where it stands below `source`, and what its value must be.
/// The short forms are those of the page's table. <https://www.elastic.co/docs/reference/ecs/ecs-geo>
#[rustfmt::skip]
const KEYS: [(&str, &str, Type); 17] = [
    ("country",               "geo.country_iso_code",  Type::Text),
    ("city",                  "geo.city_name",         Type::Text),
    ("asn",                   "as.number",             Type::WholeNumber),
    ("organization",          "as.organization.name",  Type::Text),
    ("geo.city_name",         "geo.city_name",         Type::Text),
    ("geo.continent_code",    "geo.continent_code",    Type::Text),
    ("geo.continent_name",    "geo.continent_name",    Type::Text),
    ("geo.country_iso_code",  "geo.country_iso_code",  Type::Text),
    ("geo.country_name",      "geo.country_name",      Type::Text),
    ("geo.location.lat",      "geo.location.lat",      Type::Number),
    ("geo.location.lon",      "geo.location.lon",      Type::Number),
    ("geo.postal_code",       "geo.postal_code",       Type::Text),
    ("geo.region_iso_code",   "geo.region_iso_code",   Type::Text),
    ("geo.region_name",       "geo.region_name",       Type::Text),
    ("geo.timezone",          "geo.timezone",          Type::Text),
    ("as.number",             "as.number",             Type::WholeNumber),
    ("as.organization.name",  "as.organization.name",  Type::Text),
];

impl Enrichment {
    /// Reads a table: an object whose keys are addresses or CIDR blocks, and whose values are `{"geo": {…}, "as": {…}}` as
    /// they stand under `source`, or the short form `{"country": "DE", "city": "Berlin", "asn": 64500, "organization": "…"}`.
    /// `{}` says that there is nothing to know. What cannot be read is left out and reported; an empty text is an empty table.
    pub fn from_json(text: &str) -> (Self, Vec<Diagnostic>) {
        let whole = Span::from_range(0..text.len());
        if text.trim().is_empty() {
            return Default::default();
        }
        let parsed = json::parse(text, whole, SourceId::Enrichment, Limits::default());
        let mut reader = Reader { diagnostics: parsed.diagnostics };
        let mut enrichment = Self::default();
        let Some(root) = parsed.tree.root(text) else { return (enrichment, reader.diagnostics) };
        if root.kind() == Kind::Object {
            enrichment.entries = root.children().filter_map(|row| reader.entry(row)).collect();
        } else {
            reader.report(&codes::NOT_A_TABLE, root.span(), "expected an object with addresses as keys");
        }
        let rest = Span::new(parsed.end, whole.end);
        if reader.diagnostics.is_empty() && !rest.of(text).trim().is_empty() {
            reader.report(&SYNTAX, rest, "text after the end of the table");
        }
        (enrichment, reader.diagnostics)
    }
}

struct Reader {
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn entry(&mut self, row: NodeRef<'_>) -> Option<Entry> {
        let key = row.key()?;
        let Some(range) = Cidr::parse(key.trim()) else {
            let message = format!("`{key}` is neither an address nor a CIDR block");
            self.report(&codes::NOT_AN_ADDRESS, row.key_span()?, message);
            return None;
        };
        if row.kind() != Kind::Object {
            self.report(&codes::WRONG_TYPE, row.span(), format!("what is known of `{key}` must be an object"));
            return None;
        }
        let mut source = Document::default();
        self.members(row, "", &mut source);
        let mut part = |name: &str| {
            let at = source.root.iter().position(|(key, _)| **key == *name)?;
            Some(source.root.swap_remove(at).1.node)
        };
        Some(Entry { addresses: key.trim().into(), range, geo: part("geo"), autonomous_system: part("as") })
    }

    fn members(&mut self, object: NodeRef<'_>, path: &str, source: &mut Document) {
        for member in object.children() {
            let Some(key) = member.key() else { continue };
            let name = if path.is_empty() { key.into_owned() } else { format!("{path}.{key}") };
            if let Some((_, field, expected)) = KEYS.iter().find(|(known, ..)| *known == name) {
                match value(member, *expected) {
                    Some(node) => source.set(field, Item { node, origin: Origin::Enrichment { from: Vec::new() } }),
                    None => self.report(&codes::WRONG_TYPE, member.span(), format!("`{name}` {}", expected.must())),
                }
            } else if !is_object_of_keys(&name) {
                let place = member.key_span().unwrap_or(member.span());
                self.report(&codes::UNKNOWN_KEY, place, format!("`{name}` is not read"));
            } else if member.kind() == Kind::Object {
                self.members(member, &name, source);
            } else {
                self.report(&codes::WRONG_TYPE, member.span(), format!("`{name}` must be an object"));
            }
        }
    }

    fn report(&mut self, code: &'static crate::diagnostic::Code, span: Span, message: impl Into<String>) {
        let place = Place { source: SourceId::Enrichment, span };
        self.diagnostics.push(Diagnostic::new(code, place, message).note(code.explanation));
    }
}

impl Type {
    fn must(self) -> &'static str {
        match self {
            Self::Text => "must be a text",
            Self::WholeNumber => "must be a whole number",
            Self::Number => "must be a number",
        }
    }
}

fn is_object_of_keys(name: &str) -> bool {
    KEYS.iter().any(|(known, ..)| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')))
}

fn value(node: NodeRef<'_>, expected: Type) -> Option<Node> {
    match (expected, node.kind()) {
        (Type::Text, Kind::String) => Some(Node::String(node.as_str()?.into())),
        (Type::Number, Kind::Number) => Some(Node::Number(node.raw().into())),
        (Type::WholeNumber, Kind::Number) => node.raw().parse::<u32>().ok().map(|_| Node::Number(node.raw().into())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloudtrail::enrichment::shown::show;

    #[test]
    fn the_longest_prefix_decides() {
        let (enrichment, diagnostics) = Enrichment::from_json(
            r#"{
                "203.0.113.0/24": {"country": "DE", "city": "Berlin", "asn": 64500, "organization": "Example Net"},
                "203.0.113.7": {"geo": {"location": {"lat": 51.50, "lon": -0.1}}, "as": {"organization": {"name": "B"}}},
                "203.0.113.8": {},
                "10.0.0.0/8": {"city": "Office"},
                "2001:db8::/32": {"geo.country_name": "Germany"}
            }"#,
        );
        assert_eq!(diagnostics, []);
        for (address, expected) in [
            (
                "203.0.113.1",
                "geo.country_iso_code=DE geo.city_name=Berlin, as.number=64500 as.organization.name=Example Net",
            ),
            ("203.0.113.7", "geo.location.lat=51.50 geo.location.lon=-0.1, as.organization.name=B"),
            ("203.0.113.8", "geo missing, as missing"),
            ("::ffff:203.0.113.8", "geo missing, as missing"),
            ("10.1.1.1", "geo.city_name=Office, as missing"),
            ("192.168.1.1", "geo missing, as missing"),
            ("198.51.100.1", "geo unknown, as unknown"),
            ("2001:db8::1", "geo.country_name=Germany, as missing"),
        ] {
            assert_eq!(show(&enrichment, address), expected, "{address}");
        }
    }

    #[test]
    fn rows_keep_their_order() {
        let (enrichment, _) = Enrichment::from_json(r#"{"203.0.113.9": {}, "10.0.0.0/8": {}}"#);
        let rows: Vec<String> = enrichment.entries().iter().map(|entry| entry.addresses.to_string()).collect();
        assert_eq!(rows, ["203.0.113.9", "10.0.0.0/8"]);
    }

    #[test]
    fn what_is_wrong_is_said_where_it_stands() {
        #[rustfmt::skip]
        let table = [
            (r#""#, ""),
            (r#"[1]"#, "A001 [1]"),
            (r#"{"office": {}}"#, "A002 \"office\""),
            (r#"{"10.0.0.0/40": {"city": 1}}"#, "A002 \"10.0.0.0/40\""),
            (r#"{"10.0.0.1": "DE"}"#, "A004 \"DE\""),
            (r#"{"10.0.0.1": {"contry": "DE"}}"#, "A003 \"contry\""),
            (r#"{"10.0.0.1": {"geo": {"asn": 1}}}"#, "A003 \"asn\""),
            (r#"{"10.0.0.1": {"geo": "Berlin"}}"#, "A004 \"Berlin\""),
            (r#"{"10.0.0.1": {"asn": "AS64500"}}"#, "A004 \"AS64500\""),
            (r#"{"10.0.0.1": {"asn": 1.5, "city": true}}"#, "A004 1.5, A004 true"),
            (r#"{"10.0.0.1": {}} {}"#, "J001  {}"),
        ];
        for (text, expected) in table {
            let (_, diagnostics) = Enrichment::from_json(text);
            let shown: Vec<String> = diagnostics
                .iter()
                .map(|diagnostic| format!("{} {}", diagnostic.code.id, diagnostic.place.unwrap().span.of(text)))
                .collect();
            assert_eq!(shown.join(", "), expected, "{text}");
        }
    }

    #[test]
    fn the_rest_of_a_faulty_table_is_kept() {
        let (enrichment, _) = Enrichment::from_json(r#"{"office": {}, "203.0.113.1": {"asn": "x", "city": "Berlin"}}"#);
        assert_eq!(show(&enrichment, "203.0.113.1"), "geo.city_name=Berlin, as missing");
    }
}
