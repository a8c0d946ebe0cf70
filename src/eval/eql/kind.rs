use crate::ecs::FieldType;
use crate::eval::kql::date;
use crate::events::{Column, Scalar};
use crate::number;

/// What a field holds, as far as EQL tells it apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Text that is compared whole.
    Text,
    Number,
    Bool,
    Ip,
    Date,
    /// Analysed text, which EQL does not search.
    Analysed,
    /// No values a query reaches.
    Nothing,
    /// Not in the table, and no event has it.
    Unknown,
}

impl Kind {
    /// The kind of a field by the table; outside it, by the first value of the events, as dynamic mapping decides.
    /// <https://www.elastic.co/docs/manage-data/data-store/mapping/dynamic-field-mapping>
    pub fn of(column: &Column) -> Self {
        match column.info.field_type {
            FieldType::Keyword
            | FieldType::ConstantKeyword
            | FieldType::Wildcard
            | FieldType::Flattened
            | FieldType::FlattenedLeaf => Self::Text,
            FieldType::Text => Self::Analysed,
            FieldType::Ip => Self::Ip,
            FieldType::Date => Self::Date,
            FieldType::Long | FieldType::Double => Self::Number,
            FieldType::Boolean => Self::Bool,
            FieldType::GeoPoint | FieldType::Object => Self::Nothing,
            FieldType::Unknown => match column.dictionary.first().map(|entry| &entry.value) {
                None if column.unknown_events().next().is_some() => Self::Text,
                None => Self::Unknown,
                Some(Scalar::Bool(_)) => Self::Bool,
                Some(Scalar::Number(_)) => Self::Number,
                Some(Scalar::String(text)) if is_date(text) => Self::Date,
                Some(Scalar::String(_)) => Self::Text,
            },
        }
    }

    /// What such a field takes, in words.
    pub fn takes(self) -> &'static str {
        match self {
            Self::Text | Self::Unknown | Self::Analysed | Self::Nothing => "text",
            Self::Number => "a number",
            Self::Bool => "`true` or `false`",
            Self::Ip => "an IP address or a range such as 10.0.0.0/8",
            Self::Date => "a date such as 2024-03-01T12:00:00Z or date math such as now-1d/d",
        }
    }
}

/// Date detection passes over plain numbers.
fn is_date(text: &str) -> bool {
    text.len() >= 10 && number::read(text).is_none() && date::instant(text).is_some()
}
