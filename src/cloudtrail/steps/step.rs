use std::fmt;

use super::super::java;
use super::super::run::Run;
use super::dates;

/// One row of the table.
pub struct Step {
    /// The number of the pipeline's step; 0 is what happens before the pipeline.
    pub number: u8,
    /// What it does; named in the provenance of the values it makes.
    pub name: &'static str,
    /// Raw paths it reads; an object stands for everything below it.
    pub reads: &'static [&'static str],
    /// ECS fields of earlier steps it reads.
    pub needs: &'static [&'static str],
    /// ECS fields it writes; an object stands for everything below it.
    pub writes: &'static [&'static str],
    /// How.
    pub action: Action,
}

/// What a step does.
pub enum Action {
    /// The raw value becomes the field.
    Move,
    /// The raw value becomes the field unless it has one.
    MoveIfUnset,
    /// The raw value becomes the field as text.
    Text,
    /// The raw ISO 8601 date becomes the field.
    Date,
    /// Anything else.
    Run(fn(&mut Run<'_, '_>)),
    /// Happens where the sentence says; the row stands here so that the list is whole.
    Elsewhere(&'static str),
}

impl Step {
    /// Runs the step on one record.
    pub(in super::super) fn run(&'static self, run: &mut Run<'_, '_>) {
        run.step = self;
        if let Action::Run(function) = self.action {
            return function(run);
        }
        let (Some(from), Some(to)) = (self.reads.first(), self.writes.first()) else { return };
        let Some(node) = run.raw(from) else { return };
        match self.action {
            Action::MoveIfUnset if run.has(to) => {}
            Action::Move | Action::MoveIfUnset => run.copy(to, node),
            Action::Text if node.as_str().is_some() => run.copy(to, node),
            Action::Text => run.derive_text(to, &java::value_text(node), node.span()),
            Action::Date => dates::write(run, to, node, super::super::date::iso),
            Action::Run(_) | Action::Elsewhere(_) => {}
        }
    }
}

/// One line for a list of steps: number, name, what it reads, what it writes.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>2} {}: {} -> {}", self.number, self.name, self.reads.join(", "), self.writes.join(", "))?;
        if let Action::Elsewhere(place) = self.action {
            write!(f, " ({place})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
