use crate::ecs::FieldPath;
use crate::events::{Cell, Column, Scalar};
use crate::session::Workspace;
use crate::wire::{Row, RowWindow, Rows, Verdict};

/// The fields of the table's columns; where the first holds nothing the next is shown.
const TIME: &[&str] = &["@timestamp"];
const ACTION: &[&str] = &["event.action"];
const PROVIDER: &[&str] = &["event.provider"];
const USER: &[&str] = &["user.name", "aws.cloudtrail.user_identity.arn", "user.id", "service.name"];
const SOURCE: &[&str] = &["source.address", "source.ip"];

/// The visible part of the event table.
pub fn rows(workspace: &mut Workspace, window: RowWindow) -> Rows {
    let total = workspace.events().len();
    let from = window.from.min(total);
    let to = from.saturating_add(window.count).min(total);
    let names = [TIME, ACTION, PROVIDER, USER, SOURCE];
    let fields: Vec<FieldPath> = names.iter().copied().flatten().map(|name| FieldPath::new(name)).collect();
    let columns = workspace.events().columns_in(from..to, &fields);
    let shown = |names: &[&str], event| {
        let of_group = columns.iter().filter(|column| names.contains(&column.field.as_str()));
        of_group.map(|column| text(column, event - from)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    let rows = (from..to)
        .map(|event| Row {
            event,
            verdict: Verdict::from(workspace.outcome().answer.of(event)),
            time: shown(TIME, event),
            action: shown(ACTION, event),
            provider: shown(PROVIDER, event),
            user: shown(USER, event),
            source: shown(SOURCE, event),
        })
        .collect();
    Rows { from, total, rows }
}

/// What a column holds for one event, as text; empty where that is nothing.
fn text(column: &Column, event: u32) -> String {
    let Cell::Values(ids) = column.cell(event) else { return String::new() };
    let entries = ids.iter().filter_map(|id| column.dictionary.get(*id as usize));
    let texts = entries.map(|entry| match &entry.value {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Number(text) | Scalar::String(text) => text.to_string(),
    });
    texts.collect::<Vec<_>>().join(", ")
}
