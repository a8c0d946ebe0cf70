use serde::Serialize;
use tsify::Tsify;

/// Markdown of a rule; the page renders it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
pub struct Markdown {
    /// The text, without TOML's escapes.
    pub text: String,
    /// For each of its lines the UTF-16 offset in the rule's text at which it starts.
    pub lines: Vec<u32>,
}

/// `[transform]`: what `$investigate_0` and `$osquery_0` in a guide stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
pub struct Buttons {
    /// In the order of their numbers.
    pub investigate: Vec<InvestigateButton>,
    /// In the order of their numbers.
    pub osquery: Vec<OsqueryButton>,
}

/// A button that opens a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
pub struct InvestigateButton {
    /// The button's text.
    pub label: String,
    /// What it is for, empty for none.
    pub description: String,
    /// Alternatives; inside one, all must hold.
    #[tsify(type = "Provider[][]")]
    pub providers: Vec<Vec<Provider>>,
}

/// One condition of an investigate button.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
pub struct Provider {
    /// Field.
    pub field: String,
    /// Value; `{{field}}` stands for the alert's value of that field.
    pub value: String,
    /// Whether the condition is negated.
    pub excluded: bool,
}

/// A button that runs an osquery.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Tsify)]
pub struct OsqueryButton {
    /// The button's text.
    pub label: String,
    /// The SQL; `{{field}}` as in [`Provider`].
    pub query: String,
}

/// One of `investigation_fields.field_names`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct HighlightedField {
    /// Its name.
    pub name: String,
    /// Whether ECS or the integration has a field of this name.
    pub known: bool,
}
