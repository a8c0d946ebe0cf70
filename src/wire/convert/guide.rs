use super::places;
use crate::diagnostic::SourceId;
use crate::ecs::{FieldType, field_info};
use crate::rule::{self, Rule, Spanned, toml};
use crate::session::Workspace;
use crate::text::Span;
use crate::wire::{Buttons, HighlightedField, InvestigateButton, Markdown, OsqueryButton, Provider};

/// `note` or `setup`, with the way back into the rule's text.
pub fn markdown(workspace: &Workspace, text: Option<&Spanned<String>>) -> Markdown {
    let Some(text) = text else { return Markdown::default() };
    let decoded = toml::decode(workspace.text(SourceId::Rule), text.span);
    let mut lines = Vec::new();
    let mut at = 0u32;
    for line in decoded.text().split_inclusive('\n') {
        lines.push(places::range(workspace, SourceId::Rule, decoded.raw(Span::at(at))).from);
        at += line.len() as u32;
    }
    Markdown { text: decoded.text().to_owned(), lines }
}

/// `[transform]`
pub fn buttons(rule: &Rule) -> Buttons {
    let Some(transform) = &rule.transform else { return Buttons::default() };
    let investigate = |button: &rule::Investigate| InvestigateButton {
        label: button.label.clone(),
        description: button.description.clone(),
        providers: button.providers.iter().map(|all| all.iter().map(provider).collect()).collect(),
    };
    let osquery = |button: &rule::Osquery| OsqueryButton { label: button.label.clone(), query: button.query.clone() };
    Buttons {
        investigate: transform.investigate.iter().map(investigate).collect(),
        osquery: transform.osquery.iter().map(osquery).collect(),
    }
}

fn provider(provider: &rule::Provider) -> Provider {
    Provider { field: provider.field.clone(), value: provider.value.clone(), excluded: provider.excluded }
}

/// `investigation_fields.field_names`
pub fn highlighted(rule: &Rule) -> Vec<HighlightedField> {
    let field = |name: &Spanned<String>| HighlightedField {
        known: field_info(&name.value).field_type != FieldType::Unknown,
        name: name.value.clone(),
    };
    rule.investigation_fields.iter().map(field).collect()
}
