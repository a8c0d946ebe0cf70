use super::{guide, places};
use crate::diagnostic::SourceId;
use crate::order;
use crate::query::HighlightKind;
use crate::rule::{self, Rule, Spanned};
use crate::session::Workspace;
use crate::wire::{RuleReport, Technique, Threat, Token, TokenKind};

/// The rule as an analyst sees it, and its colours.
pub fn rule(workspace: &Workspace) -> RuleReport {
    let parsed = workspace.rule();
    let rule = &parsed.rule;
    RuleReport {
        name: text(&rule.name),
        rule_id: text(&rule.rule_id),
        rule_type: rule.rule_type.map_or("", |rule_type| rule_type.value.as_str()).to_owned(),
        language: rule.language.map_or("", |language| language.value.as_str()).to_owned(),
        severity: text(&rule.severity),
        risk_score: rule.risk_score.as_ref().map(|score| score.value as f64),
        description: text(&rule.description),
        tags: texts(&rule.tags),
        guide: guide::markdown(workspace, rule.note.as_ref()),
        setup: guide::markdown(workspace, rule.setup.as_ref()),
        buttons: guide::buttons(rule),
        false_positives: texts(&rule.false_positives),
        references: texts(&rule.references),
        investigation_fields: guide::highlighted(rule),
        threat: threat(rule),
        tokens: tokens(workspace),
        folds: workspace.folds().into_iter().map(|span| places::range(workspace, SourceId::Rule, span)).collect(),
        query: rule.query.as_ref().map(|query| places::range(workspace, SourceId::Rule, query.inside())),
    }
}

fn text(value: &Option<Spanned<String>>) -> String {
    value.as_ref().map_or_else(String::new, |value| value.value.clone())
}

fn texts(values: &[Spanned<String>]) -> Vec<String> {
    values.iter().map(|value| value.value.clone()).collect()
}

fn threat(rule: &Rule) -> Vec<Threat> {
    let blocks = rule.threat.iter().map(|block| Threat {
        framework: text(&block.framework),
        tactic: block.tactic.as_ref().map_or_else(Technique::default, |tactic| Technique {
            id: text(&tactic.id),
            name: text(&tactic.name),
            reference: text(&tactic.reference),
        }),
        techniques: block.techniques.iter().flat_map(with_subtechniques).collect(),
    });
    blocks.collect()
}

fn with_subtechniques(technique: &rule::Technique) -> Vec<Technique> {
    let own = Technique { id: text(&technique.id), name: text(&technique.name), reference: text(&technique.reference) };
    std::iter::once(own).chain(technique.subtechniques.iter().flat_map(with_subtechniques)).collect()
}

/// The colours of the TOML and of the query inside it, ascending.
pub fn tokens(workspace: &Workspace) -> Vec<Token> {
    let of_toml = workspace.rule().tokens.iter().map(|token| (token.span, toml_kind(token.kind)));
    let of_query = workspace.highlights().into_iter().map(|highlight| (highlight.span, query_kind(highlight.kind)));
    let mut tokens: Vec<_> = of_toml.chain(of_query).collect();
    order::sort_by_key(&mut tokens, |(span, _)| *span);
    let token = |(span, kind)| Token { range: places::range(workspace, SourceId::Rule, span), kind };
    tokens.into_iter().map(token).collect()
}

fn toml_kind(kind: rule::TokenKind) -> TokenKind {
    match kind {
        rule::TokenKind::Table => TokenKind::Table,
        rule::TokenKind::Key => TokenKind::Key,
        rule::TokenKind::String => TokenKind::String,
        rule::TokenKind::Escape => TokenKind::Escape,
        rule::TokenKind::Number => TokenKind::Number,
        rule::TokenKind::Constant => TokenKind::Constant,
        rule::TokenKind::Comment => TokenKind::Comment,
        rule::TokenKind::Punctuation => TokenKind::Punctuation,
        rule::TokenKind::Invalid => TokenKind::Invalid,
    }
}

fn query_kind(kind: HighlightKind) -> TokenKind {
    match kind {
        HighlightKind::Field => TokenKind::Field,
        HighlightKind::Keyword => TokenKind::Keyword,
        HighlightKind::Operator => TokenKind::Operator,
        HighlightKind::Value => TokenKind::Value,
        HighlightKind::Wildcard => TokenKind::Wildcard,
        HighlightKind::Escape => TokenKind::Escape,
        HighlightKind::Number => TokenKind::Number,
        HighlightKind::Constant => TokenKind::Constant,
        HighlightKind::Punctuation => TokenKind::Punctuation,
        HighlightKind::Function => TokenKind::Function,
        HighlightKind::Comment => TokenKind::Comment,
        HighlightKind::Invalid => TokenKind::Invalid,
    }
}
