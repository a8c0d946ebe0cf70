use super::Spanned;
use crate::text::Span;

/// One block of `rule.threat`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Threat {
    /// Where the block starts: its header or its opening brace.
    pub span: Span,
    /// `MITRE ATT&CK` or `MITRE ATLAS`
    pub framework: Option<Spanned<String>>,
    /// What the adversary wants.
    pub tactic: Option<Tactic>,
    /// How.
    pub techniques: Vec<Technique>,
}

/// `rule.threat[].tactic`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tactic {
    /// `TA0001`
    pub id: Option<Spanned<String>>,
    /// `Initial Access`
    pub name: Option<Spanned<String>>,
    /// Its page.
    pub reference: Option<Spanned<String>>,
}

/// `rule.threat[].technique[]`
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Technique {
    /// `T1078`, or `T1078.004` for a sub-technique.
    pub id: Option<Spanned<String>>,
    /// `Valid Accounts`
    pub name: Option<Spanned<String>>,
    /// Its page.
    pub reference: Option<Spanned<String>>,
    /// Sub-techniques; they have none themselves.
    pub subtechniques: Vec<Technique>,
}

/// `[transform]`: what `$investigate_0` and `$osquery_0` in the guide stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transform {
    /// `$investigate_0`, `$investigate_1` …
    pub investigate: Vec<Investigate>,
    /// `$osquery_0`, `$osquery_1` …
    pub osquery: Vec<Osquery>,
}

/// `[[transform.investigate]]`: a button that opens a timeline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Investigate {
    /// The button's text.
    pub label: String,
    /// What it is for.
    pub description: String,
    /// Alternatives; inside one, all providers must match.
    pub providers: Vec<Vec<Provider>>,
    /// Start of the timeline, date math.
    pub relative_from: Option<String>,
    /// End of the timeline, date math.
    pub relative_to: Option<String>,
}

/// One condition of an investigate button.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provider {
    /// Field.
    pub field: String,
    /// Value; `{{field}}` stands for the alert's value of that field.
    pub value: String,
    /// Whether the condition is negated.
    pub excluded: bool,
    /// `phrase` or `range`
    pub query_type: String,
}

/// `[[transform.osquery]]`: a button that runs an osquery.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Osquery {
    /// The button's text.
    pub label: String,
    /// The SQL.
    pub query: String,
}
