use super::places::range;
use crate::assist::{self, ItemKind};
use crate::diagnostic::SourceId;
use crate::session::{SeenValues, Workspace};
use crate::wire::{
    AtQuestion, CompletionItem, CompletionKind, CompletionsAnswer, CountedValue, HoverAnswer, ValuesAnswer,
    ValuesQuestion,
};

/// What may be written at a place of the rule.
pub fn complete(workspace: &mut Workspace, at: AtQuestion) -> Option<CompletionsAnswer> {
    let found = workspace.complete(bytes(workspace, at))?;
    Some(CompletionsAnswer {
        range: range(workspace, SourceId::Rule, found.span),
        eager: found.eager,
        whole: found.whole,
        items: found.items.into_iter().map(item).collect(),
    })
}

/// What stands at a place of the rule.
pub fn hover(workspace: &mut Workspace, at: AtQuestion) -> Option<HoverAnswer> {
    let assist::Hover { span, title, kind, lines, values, more } = workspace.hover(bytes(workspace, at))?;
    let values = values.into_iter().map(|(value, count)| CountedValue { value, count }).collect();
    Some(HoverAnswer { range: range(workspace, SourceId::Rule, span), title, kind, lines, values, more })
}

/// The values a field has in the events.
pub fn values(workspace: &mut Workspace, asked: &ValuesQuestion) -> ValuesAnswer {
    let SeenValues { values, events } = workspace.seen_values(&asked.field, &asked.text);
    ValuesAnswer { values: values.into_iter().map(|(value, count)| CountedValue { value, count }).collect(), events }
}

/// The byte at a UTF-16 offset of the rule's text.
fn bytes(workspace: &Workspace, at: AtQuestion) -> u32 {
    let text = workspace.text(SourceId::Rule);
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        if units >= at.offset {
            return byte as u32;
        }
        units += character.len_utf16() as u32;
    }
    text.len() as u32
}

fn item(item: assist::Item) -> CompletionItem {
    let before = item.cursor.and_then(|cursor| item.insert.get(..cursor as usize));
    CompletionItem {
        cursor: before.map(|before| before.encode_utf16().count() as u32),
        label: item.label,
        kind: match item.kind {
            ItemKind::Key => CompletionKind::Key,
            ItemKind::Constant => CompletionKind::Constant,
            ItemKind::SeenField => CompletionKind::SeenField,
            ItemKind::Field => CompletionKind::Field,
            ItemKind::SeenValue => CompletionKind::SeenValue,
            ItemKind::Value => CompletionKind::Value,
            ItemKind::Keyword => CompletionKind::Keyword,
            ItemKind::Function => CompletionKind::Function,
        },
        detail: item.detail,
        info: item.info,
        insert: item.insert,
    }
}
