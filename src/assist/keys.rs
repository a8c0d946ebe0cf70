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
    let lacks = |row: &&'static Row| {
        let is_it = |path: &str| is_path(row.path, path);
        !outline.pieces.iter().any(|piece| match piece.kind {
            PieceKind::Key => piece.table == place.table && piece.span != place.span && is_it(&piece.path),
            PieceKind::Header => !is_list(row.kind) && is_it(&piece.path),
            _ => false,
        })
    };
    let here = ROWS.iter().filter(|row| is_path(row.parent(), &place.path));
    let fits = |row: &&Row| rule_type.is_none_or(|rule_type| row.only.is_empty() || row.only.contains(&rule_type));
    let rows: Vec<&'static Row> = here.filter(fits).filter(lacks).collect();
    let (needed, others): (Vec<&Row>, Vec<&Row>) = rows.into_iter().partition(|row| is_needed(row, rule_type));
    let item = |row: &Row, detail: &str| {
        let item = Item::new(ItemKind::Key, row.key(), detail).about(row.doc);
        if has_value { item } else { item.template(&template(row, place.inline)) }
    };
    let needed = needed.into_iter().map(|row| item(row, "required"));
    ranked(place.span, typed, false, needed.chain(others.into_iter().map(|row| item(row, ""))).collect())
}

/// The tables a rule may have.
pub fn headers(text: &str, span: Span) -> Completions {
    let typed: String = span.of(text).chars().filter(|c| !"[] ".contains(*c)).collect();
    let tables = ROWS.iter().filter(|row| is_table(row.kind));
    let items = tables.map(|row| {
        let item = Item::new(ItemKind::Key, row.path.replace("[]", ""), "").about(row.doc);
        item.template(header(row).trim_end())
    });
    ranked(span, &typed, true, items.collect())
}

/// What a key takes.
pub fn values(known: &mut Known<'_>, outline: &Outline, place: &ValuePlace<'_>) -> Completions {
    let mut items: Vec<Item> = Vec::new();
    if let Some(row) = row(&place.path) {
        match row.kind {
            Kind::Word(words) => items.extend(words.iter().map(|word| Item::new(ItemKind::Constant, *word, ""))),
            Kind::Bool => items.extend(["true", "false"].map(|word| Item::new(ItemKind::Constant, word, ""))),
            _ => {}
        }
    }
    let usual = known.notes.map(|notes| notes.usual(&place.path)).unwrap_or_default();
    items.extend(usual.into_iter().map(|(value, why)| Item::new(ItemKind::Constant, value, "").about(why)));
    if takes_fields(&place.path) {
        items.extend(fields::fields(known, &place.typed, ""));
    }
    // A list does not name a thing twice.
    let is_bare = row(&place.path).is_some_and(|row| matches!(row.kind, Kind::Bool | Kind::Whole(..)));
    let is_here = |item: &Item| {
        let others = outline.pieces.iter().filter(|piece| piece.kind == PieceKind::Text && piece.path == place.path);
        let mut others =
            others.filter(|piece| !(piece.span.start <= place.span.start && place.span.end <= piece.span.end));
        others.any(|piece| piece.span.of(known.text).trim_matches(['"', '\'']) == item.label)
    };
    let is_list = matches!(row(&place.path).map(|row| row.kind), Some(Kind::Texts(..) | Kind::TextOrTexts));
    let items = items.into_iter().filter(|item| !is_list || !is_here(item)).filter_map(|item| {
        let insert = match &place.quotes {
            Some(quotes) => quotes.write(&item.label, place.span)?,
            None if is_bare => item.label.clone(),
            None => string(&item.label),
        };
        Some(Item { insert, ..item })
    });
    ranked(place.span, &place.typed, true, items.collect())
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
    if is_list(row.kind) { format!("[[{path}]]\n") } else { format!("[{path}]\n") }
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
