use std::borrow::Cow;

use super::super::run::Run;
use super::pick::{Refused, Wanted};
use super::sort::{self, Sort};
use crate::json::NodeRef;
use crate::text::Span;

/// Who acted.
pub struct Actor<'t> {
    /// The id in `actor.entity.id`.
    pub id: Id<'t>,
}

/// An id and the value it was read from.
#[derive(Clone)]
pub struct Id<'t> {
    /// Escapes undone.
    pub text: Cow<'t, str>,
    node: NodeRef<'t>,
}

impl Id<'_> {
    /// The bytes of the value.
    pub fn span(&self) -> Span {
        self.node.span()
    }
}

const ARN: &str = "userIdentity.arn";
const ISSUER: &str = "userIdentity.sessionContext.sessionIssuer.arn";

impl<'t> Actor<'t> {
    /// The identity's ARN, or whom it acts for.
    pub fn of(run: &Run<'t, '_>) -> Result<Option<Self>, Refused> {
        let Some(node) = run.raw(ARN).or_else(|| run.raw("userIdentity.onBehalfOf.userId")) else { return Ok(None) };
        let text = node.as_str().ok_or(Wanted::Text.instead_of(node))?;
        Ok(Some(Self { id: Id { text, node } }))
    }

    /// Two actions of STS name their actor themselves, even where the record has none.
    pub fn as_named_by(run: &Run<'t, '_>, service: &str, action: &str, actor: Option<Self>) -> Option<Self> {
        let path = match (service, action) {
            ("sts", "AssumeRole") if run.is_one_of("userIdentity.type", &["AWSService"]) => "userIdentity.invokedBy",
            ("sts", "AssumeRole") if run.is_one_of("userIdentity.type", &["AssumedRole"]) => ISSUER,
            ("sts", "AssumeRole" | "GetCallerIdentity") => ARN,
            _ => return actor,
        };
        id_at(run, path).map(|id| Self { id })
    }

    /// The field the actor's id belongs into, and the id: a session is known by the role that issued it.
    pub fn entity(&self, run: &Run<'t, '_>) -> (&'static str, Id<'t>) {
        let actor = &*self.id.text;
        let is_type = |types: &[&str]| run.is_one_of("userIdentity.type", types);
        let issuer = || id_at(run, ISSUER).filter(|_| is_type(&["AssumedRole"]));
        let field = if is_type(&["AWSService"]) || sort::is_service_role(actor) {
            return ("service.entity.id", self.id.clone());
        } else if is_type(&["IAMUser", "Root", "AssumedRole"]) || sort::is_principal(actor) {
            return ("user.entity.id", issuer().unwrap_or_else(|| self.id.clone()));
        } else if Sort::of(actor) == Sort::Host {
            "host.entity.id"
        } else {
            "entity.id"
        };
        (field, self.id.clone())
    }
}

fn id_at<'t>(run: &Run<'t, '_>, path: &str) -> Option<Id<'t>> {
    run.text(path).map(|found| Id { text: found.text, node: found.node })
}
