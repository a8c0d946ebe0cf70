use super::run::error_message;
use super::{Mapped, MappingOptions, Plan};
use crate::ecs::{Document, FieldPath, Item, Node, Origin};
use crate::text::Span;

/// The document of a blank line: nothing but what is the same for every record.
pub fn map_blank(options: &MappingOptions) -> Mapped {
    Plan::whole().run(None, options).finish()
}

/// The document of a record that the strict JSON processor refuses: the pipeline stops there. `original` is the record's
/// text, which stands at `span`; `message` says what is wrong with it. The reader's own diagnostics say where.
pub fn map_refused(original: &str, span: Span, message: &str, options: &MappingOptions) -> Mapped {
    const STEP: &str = "parse";
    let mut document = Plan::for_fields(&BEFORE.map(FieldPath::new)).run(None, options).document;
    document.set("event.original", Item::source(Node::String(original.into()), span));
    let derived = || Origin::Derived { step: STEP, from: vec![span] };
    let text = error_message("json", STEP, message);
    document.push("error.message", Item { node: Node::String(text.into()), origin: derived() }, derived());
    let constant = |text: &str| Item { node: Node::String(text.into()), origin: Origin::Constant { step: STEP } };
    document.set("event.kind", constant("pipeline_error"));
    if !has_tag(&document, KEEP_ORIGINAL) {
        document.push("tags", constant(KEEP_ORIGINAL), Origin::Constant { step: STEP });
    }
    Mapped { document, diagnostics: Vec::new() }
}

/// What is set before the pipeline reads the record.
const BEFORE: [&str; 4] = ["data_stream", "event.dataset", "event.module", "tags"];

const KEEP_ORIGINAL: &str = "preserve_original_event";

fn has_tag(document: &Document, wanted: &str) -> bool {
    let Some(Item { node: Node::Array(tags), .. }) = document.find("tags") else { return false };
    tags.iter().any(|tag| matches!(&tag.node, Node::String(text) if **text == *wanted))
}
