/// How Elasticsearch indexes a field, as far as matching depends on it.
/// <https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types>
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FieldType {
    /// Exact text, case-sensitive.
    Keyword,
    /// Exact text with one value for all documents; matches like [`FieldType::Keyword`].
    ConstantKeyword,
    /// Exact text indexed for wildcards; matches like [`FieldType::Keyword`].
    Wildcard,
    /// Analysed text: words, lower-cased.
    Text,
    /// IPv4 or IPv6 address; takes CIDR.
    Ip,
    /// Date with milliseconds; takes date math.
    Date,
    /// Whole number.
    Long,
    /// Number.
    Double,
    /// `true` or `false`.
    Boolean,
    /// An object whose leaves are all keywords.
    Flattened,
    /// A leaf below a [`FieldType::Flattened`] field.
    FlattenedLeaf,
    /// Latitude and longitude; no text query reaches it.
    GeoPoint,
    /// An object: it has fields below it and no value of its own.
    Object,
    /// Not in the table; Elasticsearch's dynamic mapping would decide.
    Unknown,
}

/// What the field table says of one field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FieldInfo {
    /// How it is indexed.
    pub field_type: FieldType,
    /// Longer values (in characters) are stored but not searchable.
    pub ignore_above: Option<u32>,
    /// Whether ECS says it holds a list.
    pub array: bool,
    /// Whether it has a `.text` multi-field.
    pub text: bool,
}

impl FieldType {
    /// Its name in Elasticsearch's mapping; empty for a field outside the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Keyword => "keyword",
            Self::ConstantKeyword => "constant_keyword",
            Self::Wildcard => "wildcard",
            Self::Text => "text",
            Self::Ip => "ip",
            Self::Date => "date",
            Self::Long => "long",
            Self::Double => "double",
            Self::Boolean => "boolean",
            Self::Flattened => "flattened",
            Self::FlattenedLeaf => "flattened leaf",
            Self::GeoPoint => "geo_point",
            Self::Object => "object",
            Self::Unknown => "",
        }
    }
}
