use crate::rule::Spanned;
use crate::session::Workspace;
use crate::wire::Block;

/// Markdown that may be missing.
pub fn optional(workspace: &Workspace, text: Option<&Spanned<String>>) -> Vec<Block> {
    text.map_or_else(Vec::new, |text| markdown(workspace, text))
}

/// Markdown as blocks.
pub fn markdown(_workspace: &Workspace, _text: &Spanned<String>) -> Vec<Block> {
    Vec::new()
}
