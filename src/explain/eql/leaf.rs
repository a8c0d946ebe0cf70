use crate::eval::LeafAnswer;
use crate::explain::part::{Found, FoundState, Part, Reason};
use crate::explain::reason::from_values;
use crate::query::eql::{Expression, ExpressionKind, Leaf, Literal};
use crate::text::Lower;

/// Fills in why a comparison has its answer, from what was found. `words` is its text in the query.
pub(super) fn explain_leaf(
    words: &str,
    leaf: &Leaf,
    found: Option<(&LeafAnswer, Vec<Found>)>,
    excluded: bool,
    part: &mut Part,
) {
    part.text = match leaf {
        Leaf::Category(category) => format!("category {category}"),
        Leaf::Test(_) => words.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    let Some((answer, found)) = found else { return };
    part.found = found;
    part.reason = from_values(answer, part.truth, &part.found, |value| differs_in_case(leaf, value));
    part.sentence = sentence(leaf, part, excluded);
}

/// Whether a value is one of the texts compared with, but for upper and lower case.
fn differs_in_case(leaf: &Leaf, found: &Found) -> bool {
    let Leaf::Test(expression) = leaf else { return false };
    let mut texts = Vec::new();
    compared_texts(expression, &mut texts);
    texts.iter().any(|text| **text != *found.text && text.lower() == found.text.lower())
}

fn compared_texts<'e>(expression: &'e Expression, texts: &mut Vec<&'e str>) {
    if let ExpressionKind::Literal(Literal::Text(text)) = &expression.kind {
        texts.push(text);
    }
    expression.parts().into_iter().for_each(|part| compared_texts(part, texts));
}

fn sentence(leaf: &Leaf, part: &Part, excluded: bool) -> String {
    let field = match leaf {
        Leaf::Category(_) => "the event category".to_owned(),
        Leaf::Test(expression) => {
            let mut names: Vec<String> = Vec::new();
            for field in expression.fields() {
                let name = format!("`{}`", field.name);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names.join(" and ")
        }
    };
    let rule = if excluded { "the rule excludes" } else { "the rule wants" };
    let wanted = format!("`{}`", shortened(&part.text));
    let values: Vec<String> =
        part.found.iter().filter(|found| found.state == FoundState::Value).take(3).map(shown).collect();
    let values = values.join(", ");
    match &part.reason {
        Reason::Group => String::new(),
        Reason::Always => "Every event satisfies it".to_owned(),
        Reason::Satisfied | Reason::OtherValue if values.is_empty() => format!("{field} is missing, {rule} {wanted}"),
        Reason::Satisfied | Reason::OtherValue => format!("{field} is {values}, {rule} {wanted}"),
        Reason::OtherCase => format!("{field} is {values}, {rule} {wanted}; upper and lower case count"),
        Reason::Missing => format!("{field} is missing, {rule} {wanted}"),
        Reason::Unknown { needs } if needs.is_empty() => format!("{field} is not known"),
        Reason::Unknown { needs } => format!("{field} is not known: add {needs}"),
        Reason::NotSearchable { characters, limit } => {
            format!("{field} is not searchable: {characters} characters, limit {limit}")
        }
        Reason::UnknownField => format!("The type of {field} is unknown: no event has it"),
        Reason::NotIndexed => format!("{field} is analysed text, which EQL does not search"),
        Reason::BadValue { takes } => format!("{field} takes {takes}"),
        Reason::Broken => "It could not be read".to_owned(),
    }
}

fn shown(found: &Found) -> String {
    format!("`{}`", shortened(&found.text))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
