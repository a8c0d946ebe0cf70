/// How bad a message is.
///
/// - `Error`: the rules repository's loader refuses the rule, or the text cannot be read.
/// - `Warning`: its test suite would fail, or the rule cannot do what it says.
/// - `Info`: its guidelines ask for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The text cannot be used as it stands.
    Error,
    /// It can be used but will hardly do what it says.
    Warning,
    /// Good to know.
    Info,
}

/// A kind of message. Two are the same if their ids are.
#[derive(Debug)]
pub struct Code {
    /// Stable name, a letter for the room and three digits; never reused.
    pub id: &'static str,
    /// Default severity.
    pub severity: Severity,
    /// What it is about, in a few words.
    pub title: &'static str,
    /// Why it is said and what to change, in sentences.
    pub explanation: &'static str,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Code {}

/// Input that raises a code.
#[derive(Debug, PartialEq, Eq)]
pub enum Example {
    /// The text of the rule pane.
    Rule(&'static str),
    /// A query, put into a complete rule of type `query` and language `kuery`.
    Kuery(&'static str),
    /// A query, put into a complete rule of type `eql`.
    Eql(&'static str),
    /// The text of the events pane.
    Events(&'static str),
    /// [`super::codes::check::MODEL`], a rule without a problem, with each first text replaced by the second.
    Model(&'static [(&'static str, &'static str)]),
    /// The same, in a file of this path.
    ModelAt(&'static str, &'static [(&'static str, &'static str)]),
    /// The text of the test cases.
    Cases(&'static str),
    /// Too large or too binary to be written here; the named test builds it.
    MadeBy(&'static str),
}
