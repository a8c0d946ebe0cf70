use crate::ecs::FieldPath;
use crate::events::{Cell, Column, Scalar};
use crate::session::{self, SortBy, TableView, Workspace, shown_fields};
use crate::wire::{
    FieldFilter, FieldTest, PartAnswer, PartFilter, Row, RowWindow, Rows, Table, TableFilter, Verdict, VerdictCounts,
};

/// The visible part of the event table.
pub fn rows(workspace: &mut Workspace, window: RowWindow, selected: Option<u32>) -> Rows {
    let listed = workspace.listed();
    let total = listed.total;
    let from = window.from.min(total);
    let to = from.saturating_add(window.count).min(total);
    let counts = listed.verdicts;
    let (events, selected) = (listed.window(from, to), selected.and_then(|event| listed.row_of(event)));
    let part_is_gone = listed.part_is_gone;
    let names: Vec<String> = workspace.table().columns.iter().map(FieldPath::to_string).collect();
    let fields: Vec<FieldPath> = names.iter().flat_map(|name| shown_fields(name)).collect();
    let columns = workspace.events().columns_of(&events, &fields);
    let rows = (0..)
        .zip(events)
        .map(|(row, event)| {
            let mut values = columns.iter();
            let cell = |name: &String| {
                let mut own = values.by_ref().take(shown_fields(name).count()).map(|column| text(column, row));
                own.by_ref().fold(String::new(), |shown, next| if shown.is_empty() { next } else { shown })
            };
            Row {
                event,
                verdict: Verdict::from(workspace.outcome().answer.of(event)),
                cells: names.iter().map(cell).collect(),
            }
        })
        .collect();
    let verdicts = VerdictCounts { matched: counts.matched, undecided: counts.undecided, no_match: counts.unmatched };
    Rows { from, total, columns: names, rows, selected, verdicts, part_is_gone }
}

/// What a column holds for one event, as text; empty where that is nothing.
pub(super) fn text(column: &Column, event: u32) -> String {
    let Cell::Values(ids) = column.cell(event) else { return String::new() };
    let entries = ids.iter().filter_map(|id| column.dictionary.get(*id as usize));
    let texts = entries.map(|entry| match &entry.value {
        Scalar::Bool(value) => value.to_string(),
        Scalar::Number(text) | Scalar::String(text) => text.to_string(),
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// What the reader wants to see, as the session takes it.
pub fn table_view(table: Table) -> TableView {
    let sort = table.sort.map_or_else(session::Sort::default, |sort| session::Sort {
        by: match sort.by.as_str() {
            "" => SortBy::Input,
            "verdict" => SortBy::Verdict,
            field => SortBy::Field(field.into()),
        },
        descending: sort.descending,
    });
    TableView {
        columns: table.columns.iter().map(|field| FieldPath::new(field)).collect(),
        filter: filter(table.filter),
        sort,
    }
}

fn filter(filter: TableFilter) -> session::Filter {
    session::Filter {
        verdicts: filter.verdicts.into_iter().map(session::Verdict::from).collect(),
        fields: filter.fields.into_iter().map(field_filter).collect(),
        text: filter.text,
        labels: filter.labels.into_iter().map(Into::into).collect(),
        part: filter.part.map(part_filter),
    }
}

fn field_filter(filter: FieldFilter) -> session::FieldFilter {
    session::FieldFilter {
        field: FieldPath::new(&filter.field),
        test: match filter.test {
            FieldTest::Is => session::FieldTest::Is,
            FieldTest::IsNot => session::FieldTest::IsNot,
            FieldTest::Contains => session::FieldTest::Contains,
            FieldTest::Exists => session::FieldTest::Exists,
            FieldTest::Missing => session::FieldTest::Missing,
        },
        value: filter.value,
    }
}

fn part_filter(filter: PartFilter) -> session::PartFilter {
    session::PartFilter {
        node: filter.node,
        text: filter.text,
        which: match filter.which {
            PartAnswer::True => session::PartAnswer::True,
            PartAnswer::False => session::PartAnswer::False,
            PartAnswer::Unknown => session::PartAnswer::Unknown,
            PartAnswer::OnlyExcludes => session::PartAnswer::OnlyExcludes,
        },
    }
}

impl From<Verdict> for session::Verdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Match => Self::Match,
            Verdict::NoMatch => Self::NoMatch,
            Verdict::Undecided => Self::Undecided,
            Verdict::Invalid => Self::Invalid,
        }
    }
}
