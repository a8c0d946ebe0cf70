use crate::diagnostic::{self, SourceId};
use crate::session::Workspace;
use crate::text::Span;
use crate::wire::{Edit, Fix, Place, Problem, Range, Severity, Source};

/// UTF-16 offsets of `span` in one of the open texts.
pub fn range(workspace: &Workspace, source: SourceId, span: Span) -> Range {
    let (from, to) = workspace.located(source).utf16(workspace.text(source), span);
    Range { from, to }
}

/// A place with its line and column.
pub fn place(workspace: &Workspace, place: diagnostic::Place) -> Place {
    let start = workspace.located(place.source).line_column(workspace.text(place.source), place.span.start);
    Place {
        source: match place.source {
            SourceId::Rule => Source::Rule,
            SourceId::Events(index) => Source::Events { index },
            SourceId::Enrichment => Source::Enrichment,
            SourceId::Cases => Source::Cases,
        },
        range: range(workspace, place.source, place.span),
        line: start.line,
        column: start.column,
    }
}

/// A message.
pub fn problem(workspace: &Workspace, diagnostic: &diagnostic::Diagnostic) -> Problem {
    Problem {
        code: diagnostic.code.id.to_owned(),
        severity: match diagnostic.severity {
            diagnostic::Severity::Error => Severity::Error,
            diagnostic::Severity::Warning => Severity::Warning,
            diagnostic::Severity::Info => Severity::Info,
        },
        message: diagnostic.message.clone(),
        place: diagnostic.place.map(|at| place(workspace, at)),
        label: diagnostic.label.clone(),
        notes: diagnostic.notes.clone(),
        explanation: workspace.explanation(diagnostic.code).to_owned(),
        fix: diagnostic.fix.as_ref().map(|change| fix(workspace, change)),
    }
}

/// A mechanical change.
#[inline(never)]
pub fn fix(workspace: &Workspace, fix: &diagnostic::Fix) -> Fix {
    Fix { title: fix.title.clone(), edits: fix.edits.iter().map(|change| edit(workspace, change)).collect() }
}

/// A replaced range.
pub fn edit(workspace: &Workspace, edit: &diagnostic::Edit) -> Edit {
    Edit { place: place(workspace, edit.place), text: edit.text.clone() }
}
