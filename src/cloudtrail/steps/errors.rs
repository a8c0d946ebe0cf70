//! What becomes of a document that a processor failed on.

use super::super::run::Run;
use crate::ecs::Origin;

/// Marks the document if any step failed.
pub fn mark(run: &mut Run<'_, '_>) {
    if run.has("error.message") {
        run.constant("event.kind", "pipeline_error");
        let origin = Origin::Constant { step: run.step.name };
        run.add_to("tags", "preserve_original_event", origin);
    }
}
