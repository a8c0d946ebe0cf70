use crate::session::Workspace;
use crate::wire::{Answer, Question, RecordAnswer};

/// The answer to a question about the workspace as it is.
pub fn answer(workspace: &mut Workspace, question: Question) -> Answer {
    match question {
        Question::Record(asked) => Answer::Record(record(workspace, asked.event)),
    }
}

fn record(workspace: &Workspace, event: u32) -> Option<RecordAnswer> {
    let record = workspace.events().record(event)?;
    Some(RecordAnswer { raw: record.span.of(workspace.events().text(record.source)).to_owned() })
}
