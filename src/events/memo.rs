use super::column_builder::{ColumnBuilder, Made};
use super::documents::FieldsOnly;
use super::{RecordKind, RecordRef};
use crate::cloudtrail::{MappingOptions, Plan};
use crate::ecs::FieldPath;
use crate::json::{Slots, Tree};
use crate::order::Map;
use crate::text::Span;

/// Makes fields of many records, each once for all records that agree in what it is made of: CloudTrail repeats itself.
pub(super) struct Memo {
    wanted: FieldsOnly,
    fields: Vec<Field>,
    slots: Slots,
    /// Where the raw values of the record at hand stand.
    found: Vec<Option<Span>>,
    /// Those of one field.
    key: String,
}

struct Field {
    plan: Plan,
    /// The numbers of the raw values that decide it; `None` where the whole record does.
    reads: Option<Vec<usize>>,
    /// What it was, and which of these by those values.
    made: Vec<Made>,
    known: Map<Box<str>, u32>,
    asked: usize,
}

impl Memo {
    /// For the fields of these columns.
    pub fn new(columns: &[ColumnBuilder]) -> Self {
        let paths = columns.iter().map(|column| FieldPath::new(column.path()));
        let mut slots = Slots::default();
        let fields = paths.clone().map(|path| Field::new(path, &mut slots)).collect();
        Self { wanted: FieldsOnly::new(paths.collect()), fields, slots, found: Vec::new(), key: String::new() }
    }

    /// Adds what the fields are for a record of `text` to their columns.
    pub fn push(&mut self, text: &str, record: RecordRef, options: &MappingOptions, columns: &mut [ColumnBuilder]) {
        if record.kind != RecordKind::CloudTrail || record.duplicate_key || record.embedded {
            let document = self.wanted.document(text, record, options);
            return columns.iter_mut().for_each(|column| column.push(&document));
        }
        self.slots.find(text, record.span, &mut self.found);
        let mut parts: Option<Tree> = None;
        for (field, column) in self.fields.iter_mut().zip(columns) {
            let asks = field.is_worthwhile() && field.read_key(text, &self.found, &mut self.key);
            let known = if asks { field.known.get(self.key.as_str()) } else { None };
            if let Some(made) = known.and_then(|at| field.made.get(*at as usize)) {
                column.push_again(made);
                continue;
            }
            let parts = parts.get_or_insert_with(|| self.wanted.parts(text, record));
            let document = parts.root(text).map(|root| field.plan.map(root, options).document);
            column.push(&document.unwrap_or_default());
            if asks {
                field.known.insert(self.key.as_str().into(), field.made.len() as u32);
                field.made.push(column.last());
            }
        }
    }
}

impl Field {
    /// Raw values longer than this together hardly come again.
    const LONGEST: usize = 1_000;
    /// After so many records it shows whether they come again.
    const TRIAL: usize = 2_000;

    fn new(path: FieldPath, slots: &mut Slots) -> Self {
        let plan = Plan::for_fields(&[path]);
        let number = |path: &str| slots.add(&path.split('.').collect::<Vec<_>>());
        let reads = (!plan.reads_text()).then(|| plan.reads().into_iter().map(number).collect());
        Self { plan, reads, made: Vec::new(), known: Map::default(), asked: 0 }
    }

    /// Most values of some fields are new, such as those of `event.id`.
    fn is_worthwhile(&mut self) -> bool {
        self.asked += 1;
        if self.asked == Self::TRIAL && self.known.len() > Self::TRIAL / 2 {
            self.known.clear();
            self.made.clear();
        }
        self.asked < Self::TRIAL || !self.known.is_empty()
    }

    /// Puts the raw values that decide the field into `key`; `false` where they are too long.
    fn read_key(&self, text: &str, found: &[Option<Span>], key: &mut String) -> bool {
        key.clear();
        let Some(reads) = &self.reads else { return false };
        for number in reads {
            if let Some(span) = found.get(*number).copied().flatten() {
                key.push_str(span.of(text));
            }
            // No JSON has it.
            key.push('\u{1}');
        }
        key.len() <= Self::LONGEST
    }
}
