use super::item::{Completions, Item, ItemKind};
use super::outline::{Outline, PieceKind};
use super::rank::ranked;
use super::site::{KeyPlace, ValuePlace};
use super::write::string;
use super::{Known, fields};
use crate::rule::RuleType;
use crate::rule::schema::{Kind, Need, ROWS, Row};
use crate::text::Span;

/// Keys whose values are names of fields.
const FIELD_KEYS: [&str; 15] = [
    "rule.new_terms.value",
    "rule.threshold.field",
    "rule.threshold.cardinality.field",
    "rule.alert_suppression.group_by",
    "rule.investigation_fields.field_names",
    "rule.risk_score_mapping.field",
    "rule.severity_mapping.field",
    "rule.threat_mapping.entries.field",
    "rule.threat_mapping.entries.value",
    "rule.rule_name_override",
    "rule.timestamp_override",
    "rule.event_category_override",
    "rule.timestamp_field",
    "rule.tiebreaker_field",
    "transform.investigate.providers.field",
];

/// Keys whose text has paragraphs.
const LONG: [&str; 4] = ["rule.query", "rule.note", "rule.setup", "rule.threat_query"];

/// The row of the key at `path`, which has no trace of lists.
pub fn row(path: &str) -> Option<&'static Row> {
    ROWS.iter().find(|row| is_path(row.path, path))
}

/// Whether the values of this key are names of fields.
pub fn takes_fields(path: &str) -> bool {
    FIELD_KEYS.contains(&path)
}

/// Whether a rule of this type must have the key; a rule whose type is not known must have what all must.
pub fn is_needed(row: &Row, rule_type: Option<RuleType>) -> bool {
    match row.need {
        Need::Optional => false,
        Need::Required => true,
        Need::For(types) => rule_type.is_some_and(|rule_type| types.contains(&rule_type)),
    }
}

/// The keys that the table lacks, needed ones first.
pub fn keys(known: &Known<'_>, outline: &Outline, place: &KeyPlace) -> Completions {
    let rule_type = known.rule.rule_type.map(|rule_type| rule_type.value);
    let typed = place.span.of(known.text);
    let line = known.text.get(place.span.end as usize..).and_then(|rest| rest.lines().next()).unwrap_or("");
    let has_value = line.trim_start().starts_with(['=', '.']);
    let lacks = |row: &Row| {
        let is_it = |path: &str| is_path(row.path, path);
        !outline.pieces.iter().any(|piece| match piece.kind {
            PieceKind::Key => piece.table == place.table && piece.span != place.span && is_it(&piece.path),
            PieceKind::Header => !is_list(row.kind) && is_it(&piece.path),
            _ => false,
        })
    };
    let fits = |row: &Row| rule_type.is_none_or(|rule_type| row.only.is_empty() || row.only.contains(&rule_type));
    let mut items = Vec::new();
    for (wanted, detail) in [(true, "required"), (false, "")] {
        for row in ROWS {
            if is_needed(row, rule_type) == wanted && is_path(row.parent(), &place.path) && fits(row) && lacks(row) {
                let item = Item::new(ItemKind::Key, row.key(), detail).about(about_key(known, row));
                items.push(if has_value { item } else { item.template(&template(row, place.inline)) });
            }
        }
    }
    ranked(place.span, typed, false, items)
}

/// What a key is for; nothing before the notes are there.
pub fn about_key<'w>(known: &Known<'w>, row: &Row) -> &'w str {
    known.notes.and_then(|notes| notes.own(row.path)).unwrap_or_default()
}

/// The tables a rule may have.
pub fn headers(known: &Known<'_>, span: Span) -> Completions {
    let typed: String = span.of(known.text).chars().filter(|c| !"[] ".contains(*c)).collect();
    let mut items = Vec::new();
    for row in ROWS {
        if is_table(row.kind) {
            let item = Item::new(ItemKind::Key, &row.path.replace("[]", ""), "").about(about_key(known, row));
            items.push(item.template(header(row).trim_end()));
        }
    }
    ranked(span, &typed, true, items)
}

/// What a key takes.
pub fn values(known: &mut Known<'_>, outline: &Outline, place: &ValuePlace<'_>) -> Completions {
    let mut items: Vec<Item> = Vec::new();
    let kind = row(&place.path).map(|row| row.kind);
    let words: &[&str] = match kind {
        Some(Kind::Word(words)) => words,
        Some(Kind::Bool) => &["true", "false"],
        _ => &[],
    };
    for word in words {
        items.push(Item::new(ItemKind::Constant, word, ""));
    }
    for (value, why) in known.notes.map(|notes| notes.usual(&place.path)).unwrap_or_default() {
        items.push(Item::new(ItemKind::Constant, value, "").about(why));
    }
    if takes_fields(&place.path) {
        items.extend(fields::fields(known, &place.typed, ""));
    }
    // A list does not name a thing twice.
    let is_bare = matches!(kind, Some(Kind::Bool | Kind::Whole(..)));
    let is_here = |item: &Item| {
        outline.pieces.iter().any(|piece| {
            piece.kind == PieceKind::Text
                && piece.path == place.path
                && !(piece.span.start <= place.span.start && place.span.end <= piece.span.end)
                && piece.span.of(known.text).trim_matches(['"', '\'']) == item.label
        })
    };
    let is_list = matches!(kind, Some(Kind::Texts(..) | Kind::TextOrTexts));
    items.retain_mut(|item| {
        let insert = match &place.quotes {
            _ if is_list && is_here(item) => None,
            Some(quotes) => quotes.write(&item.label, place.span),
            None if is_bare => Some(item.label.clone()),
            None => Some(string(&item.label)),
        };
        let fits = insert.is_some();
        item.insert = insert.unwrap_or_default();
        fits
    });
    ranked(place.span, &place.typed, true, items)
}

/// Whether `path`, which has no trace of lists, is the path of a row.
fn is_path(row: &str, path: &str) -> bool {
    row.split("[]").try_fold(path, |rest, part| rest.strip_prefix(part)) == Some("")
}

fn is_table(kind: Kind) -> bool {
    matches!(kind, Kind::Table | Kind::FreeTable) || is_list(kind)
}

fn is_list(kind: Kind) -> bool {
    matches!(kind, Kind::Tables | Kind::FreeTables)
}

fn header(row: &Row) -> String {
    let path = row.path.replace("[]", "");
    let (open, close) = if is_list(row.kind) { ("[[", "]]\n") } else { ("[", "]\n") };
    [open, &path, close].concat()
}

/// The key as it is written anew.
fn template(row: &Row, inline: bool) -> String {
    if is_table(row.kind) && !inline {
        return header(row);
    }
    let mut template = String::from(row.key());
    template.push_str(match row.kind {
        _ if LONG.contains(&row.path) => " = '''\n|\n'''",
        Kind::Text | Kind::Filled | Kind::Word(_) => " = \"|\"",
        Kind::Texts(..) | Kind::TextOrTexts => " = [\"|\"]",
        Kind::Table | Kind::FreeTable => " = { | }",
        Kind::Tables | Kind::FreeTables => " = [{ | }]",
        _ => " = ",
    });
    template
}
