use std::borrow::Cow;

use super::steps::{Action, Step};
use super::{Mapped, MappingOptions, java, raw};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::ecs::{Document, Item, Node, Origin};
use crate::json::NodeRef;
use crate::text::Span;

/// One record on its way through the steps: what a step may read, and how it writes.
pub struct Run<'t, 'o> {
    /// The record; `None` for a blank line.
    pub record: Option<NodeRef<'t>>,
    /// The record's members by key: most reads start here.
    members: Vec<(Cow<'t, str>, NodeRef<'t>)>,
    /// What the policy and the user decide.
    pub options: &'o MappingOptions,
    /// What was written so far.
    pub document: Document,
    /// What the integration would report.
    pub diagnostics: Vec<Diagnostic>,
    /// The step that is running.
    pub step: &'static Step,
}

/// Stands in [`Run::step`] until a step runs.
static BEFORE_THE_FIRST: Step =
    Step { number: 0, name: "start", reads: &[], needs: &[], writes: &[], action: Action::Elsewhere("nowhere") };

/// A string of the record and the value it was read from.
#[derive(Clone)]
pub struct Text<'t> {
    /// Escapes undone.
    pub text: Cow<'t, str>,
    /// The value.
    pub node: NodeRef<'t>,
}

impl Text<'_> {
    /// The bytes of the value.
    pub fn span(&self) -> Span {
        self.node.span()
    }

    /// The bytes behind `start..end` of the text.
    pub fn part(&self, start: usize, end: usize) -> Span {
        raw::part(self.node, start, end)
    }
}

impl<'t, 'o> Run<'t, 'o> {
    /// Starts with an empty document.
    pub fn new(record: Option<NodeRef<'t>>, options: &'o MappingOptions) -> Self {
        let members = record.into_iter().flat_map(NodeRef::children);
        let members = members.filter_map(|member| Some((member.key()?, member))).collect();
        let document = Document::default();
        Self { record, members, options, document, diagnostics: Vec::new(), step: &BEFORE_THE_FIRST }
    }

    /// What came of it.
    pub fn finish(self) -> Mapped {
        Mapped { document: self.document, diagnostics: self.diagnostics }
    }

    /// The raw value at a dotted path, if pruning keeps it.
    pub fn raw(&self, path: &str) -> Option<NodeRef<'t>> {
        let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
        // The last one counts where a key is written twice.
        let (_, member) = self.members.iter().rev().find(|(key, _)| key == first)?;
        match rest {
            Some(rest) => raw::at(*member, rest),
            None => raw::is_kept(*member).then_some(*member),
        }
    }

    /// The raw string at a dotted path; `None` for anything else.
    pub fn text(&self, path: &str) -> Option<Text<'t>> {
        let node = self.raw(path)?;
        Some(Text { text: node.as_str()?, node })
    }

    /// Whether the raw string at a dotted path is one of `texts`.
    pub fn is_one_of(&self, path: &str, texts: &[&str]) -> bool {
        self.text(path).is_some_and(|found| texts.contains(&&*found.text))
    }

    /// Whether an earlier step wrote this field.
    pub fn has(&self, field: &str) -> bool {
        self.document.find(field).is_some()
    }

    /// The text an earlier step wrote into this field.
    pub fn written(&self, field: &str) -> Option<(Box<str>, Origin)> {
        match self.document.find(field)? {
            Item { node: Node::String(text), origin } => Some((text.clone(), origin.clone())),
            _ => None,
        }
    }

    /// Writes the raw value as it stands.
    pub fn copy(&mut self, field: &str, node: NodeRef<'_>) {
        self.document.set(field, raw::copy(node));
    }

    /// Writes what the running step made of these bytes. Empty text and lists are not written: the pipeline's last
    /// pruning would remove them.
    pub fn derive(&mut self, field: &str, node: Node, from: Vec<Span>) {
        let empty = match &node {
            Node::String(text) => text.is_empty(),
            Node::Array(items) => items.is_empty(),
            Node::Object(entries) => entries.is_empty(),
            _ => false,
        };
        if !empty {
            let origin = self.derived(from);
            self.document.set(field, Item { node, origin });
        }
    }

    /// As [`Run::derive`], for text.
    pub fn derive_text(&mut self, field: &str, text: &str, from: Span) {
        self.derive(field, Node::String(text.into()), vec![from]);
    }

    /// Writes what is the same for every document.
    pub fn constant(&mut self, field: &str, text: &str) {
        let origin = Origin::Constant { step: self.step.name };
        self.document.set(field, Item { node: Node::String(text.into()), origin });
    }

    /// Made by the running step from these bytes.
    pub fn derived(&self, from: Vec<Span>) -> Origin {
        Origin::Derived { step: self.step.name, from }
    }

    /// Appends text to a list unless it is empty or already there.
    pub fn add_to(&mut self, field: &str, text: &str, origin: Origin) {
        let known = self.document.find(field).is_some_and(|list| match &list.node {
            Node::Array(items) => {
                items.iter().any(|item| matches!(&item.node, Node::String(known) if **known == *text))
            }
            _ => false,
        });
        if !text.is_empty() && !known {
            let list = self.derived(Vec::new());
            self.document.push(field, Item { node: Node::String(text.into()), origin }, list);
        }
    }

    /// Appends a raw value, rendered as text.
    pub fn add_raw_to(&mut self, field: &str, node: NodeRef<'_>) {
        self.add_to(field, &java::value_text(node), Origin::Source(node.span()));
    }

    /// Appends what an earlier step wrote into another field.
    pub fn add_written_to(&mut self, field: &str, written: &str) {
        let Some(item) = self.document.find(written) else { return };
        let text = match &item.node {
            Node::String(text) => text.to_string(),
            other => other.to_json_line(),
        };
        let origin = item.origin.clone();
        self.add_to(field, &text, origin);
    }

    /// Notes what a processor of the pipeline could not do: a text in `error.message` and a message at `span`.
    pub fn fail(&mut self, failure: Failure, span: Span) {
        let tag = self.step.name.replace(' ', "_");
        let text = error_message(failure.processor, &tag, &failure.message);
        let origin = self.derived(vec![span]);
        let list = self.derived(Vec::new());
        self.document.push("error.message", Item { node: Node::String(text.into()), origin }, list);
        // The mapping does not know the number of the text; whoever parsed the record does.
        let diagnostic = Diagnostic::new(failure.code, Place::events(0, span), failure.message);
        self.diagnostics.push(diagnostic.note(failure.note));
    }
}

/// What a processor could not do.
pub struct Failure {
    /// The kind of message.
    pub code: &'static Code,
    /// The processor's type, as Elasticsearch names it.
    pub processor: &'static str,
    /// What it says.
    pub message: String,
    /// What that means for the document.
    pub note: &'static str,
}

/// A text of `error.message`, in the form the pipeline gives it.
pub fn error_message(processor: &str, tag: &str, message: &str) -> String {
    let version = super::INTEGRATION_VERSION;
    format!(
        "Processor {processor} with tag {tag} in pipeline logs-aws.cloudtrail-{version} failed with message: {message}"
    )
}
