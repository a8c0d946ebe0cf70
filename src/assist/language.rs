use super::outline::{Outline, PieceKind};
use crate::rule::Rule;

/// A query language, as far as help goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// KQL
    Kql,
    /// EQL
    Eql,
    /// Only field names are known of it.
    Other,
}

/// The language of the query whose language stands at `key`, from the text where the rule could not be read.
pub fn of_rule(rule: &Rule, outline: &Outline, text: &str, key: &str) -> Language {
    let written = |path: &str| {
        let piece = outline.pieces.iter().find(|piece| piece.kind == PieceKind::Text && &*piece.path == path)?;
        Some(piece.span.of(text).trim_matches(['"', '\'']))
    };
    let read = rule.language.filter(|_| key == "rule.language").map(|language| language.value.as_str());
    match written(key).or_else(|| written(key.trim_start_matches("rule."))).or(read).or_else(|| written("rule.type")) {
        Some("eql") => Language::Eql,
        Some("esql" | "lucene") => Language::Other,
        _ => Language::Kql,
    }
}
