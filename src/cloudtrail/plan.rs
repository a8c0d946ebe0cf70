use super::run::Run;
use super::steps::{STEPS, Step};
use super::{Mapped, MappingOptions};
use crate::ecs::FieldPath;
use crate::json::NodeRef;
use crate::order;

/// The steps that some fields need, chosen once for many records.
#[derive(Clone, Debug)]
pub struct Plan {
    steps: Vec<&'static Step>,
}

impl Plan {
    /// Every step.
    pub fn whole() -> Self {
        Self { steps: STEPS.iter().collect() }
    }

    /// The steps that write these fields, something above or below them, or what such a step needs.
    pub fn for_fields(fields: &[FieldPath]) -> Self {
        let mut wanted: Vec<&str> = fields.iter().map(FieldPath::as_str).collect();
        let mut chosen = vec![false; STEPS.len()];
        // A step only needs what earlier steps write; one that writes a needed field late is found in the next round.
        loop {
            let before = wanted.len();
            for (step, chosen) in STEPS.iter().zip(&mut chosen) {
                let writes = |field: &&str| step.writes.iter().any(|written| overlap(written, field));
                if !*chosen && wanted.iter().any(writes) {
                    *chosen = true;
                    wanted.extend(step.needs);
                }
            }
            if wanted.len() == before {
                break;
            }
        }
        let steps = STEPS.iter().zip(chosen).filter_map(|(step, chosen)| chosen.then_some(step)).collect();
        Self { steps }
    }

    /// The raw paths the steps read, sorted; one that names an object stands for everything below it.
    pub fn reads(&self) -> Vec<&'static str> {
        let mut reads: Vec<&str> = self.steps.iter().flat_map(|step| step.reads.iter().copied()).collect();
        order::sort(&mut reads);
        reads.dedup();
        // An object above makes the paths below it redundant.
        let all = reads.clone();
        reads.retain(|path| !all.iter().any(|other| other != path && is_below(path, other)));
        reads
    }

    /// Whether a step takes the text of the whole record, which no path of [`Plan::reads`] names.
    pub fn reads_text(&self) -> bool {
        self.steps.iter().any(|step| step.writes.contains(&"event.original"))
    }

    /// Maps a record.
    pub fn map(&self, record: NodeRef<'_>, options: &MappingOptions) -> Mapped {
        self.run(Some(record), options).finish()
    }

    /// Runs the steps on a record, or on a blank line.
    pub(super) fn run<'t, 'o>(&self, record: Option<NodeRef<'t>>, options: &'o MappingOptions) -> Run<'t, 'o> {
        let mut run = Run::new(record, options);
        for step in &self.steps {
            step.run(&mut run);
        }
        run
    }
}

/// Whether one path is the other or stands above it.
fn overlap(one: &str, other: &str) -> bool {
    one == other || is_below(one, other) || is_below(other, one)
}

/// Whether `path` stands below `above`.
pub(super) fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.starts_with('.'))
}
