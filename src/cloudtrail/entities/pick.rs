use super::ids::Ids;
use super::rules::Pick;
use crate::cloudtrail::{java, raw};
use crate::json::{Kind, NodeRef};
use crate::text::Span;

/// A value that the integration's script cannot take; it gives up there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What was expected instead.
    pub wanted: Wanted,
    /// The bytes of the value.
    pub span: Span,
}

/// What the script expects at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// An id.
    Text,
    /// A list of ids or of objects.
    List,
    /// An object, inside a list.
    Object,
}

impl Wanted {
    /// The refusal of `found`.
    pub fn instead_of(self, found: NodeRef<'_>) -> Refused {
        Refused { wanted: self, span: found.span() }
    }
}

/// Adds what `rule` picks to `ids`. Paths start at `from`, which is the record or, inside [`Pick::Each`], an element.
pub fn pick<'t>(record: NodeRef<'t>, from: NodeRef<'t>, rule: &Pick, ids: &mut Ids) -> Result<(), Refused> {
    match rule {
        Pick::One(path) => {
            for value in values(from, path)? {
                add(value, ids)?;
            }
        }
        Pick::AsText(path) => {
            if let Some(value) = raw::at(from, &in_full(path)) {
                ids.add(&java::value_text(value), value.span());
            }
        }
        Pick::Each { list, until_known, then } => {
            for element in elements(from, list)? {
                add_until_known(element, until_known, ids)?;
                for rule in *then {
                    pick(record, element, rule, ids)?;
                }
            }
        }
        Pick::ListUntilKnown(list) => {
            for value in elements(from, list)? {
                if !add(value, ids)? {
                    break;
                }
            }
        }
        Pick::Account => pick(record, record, &Pick::One("recipientAccountId"), ids)?,
        Pick::Resources => pick(record, record, &Pick::One("resources[].ARN"), ids)?,
        Pick::CommandTargets => command_targets(record, ids)?,
    }
    Ok(())
}

/// The instances a command is sent to, or those its targets name; `*` alone stands for the account.
fn command_targets(record: NodeRef<'_>, ids: &mut Ids) -> Result<(), Refused> {
    let mut targets = elements(record, "RQ.instanceIds")?;
    if targets.is_empty() {
        for target in elements(record, "RQ.targets")? {
            targets.extend(elements(target, "values")?);
        }
    }
    if let [only] = targets.as_slice()
        && only.as_str().as_deref() == Some("*")
    {
        return pick(record, record, &Pick::Account, ids);
    }
    for target in targets {
        if !add(target, ids)? {
            break;
        }
    }
    Ok(())
}

fn add_until_known(element: NodeRef<'_>, paths: &[&str], ids: &mut Ids) -> Result<(), Refused> {
    if element.kind() != Kind::Object {
        return Err(Wanted::Object.instead_of(element));
    }
    for path in paths {
        let Some(value) = raw::at(element, path) else { break };
        if !add(value, ids)? {
            break;
        }
    }
    Ok(())
}

fn add(value: NodeRef<'_>, ids: &mut Ids) -> Result<bool, Refused> {
    let text = value.as_str().ok_or(Wanted::Text.instead_of(value))?;
    Ok(ids.add(&text, value.span()))
}

/// The values at a path; `[]` after a key goes through the elements of a list.
fn values<'t>(from: NodeRef<'t>, path: &str) -> Result<Vec<NodeRef<'t>>, Refused> {
    let Some((list, rest)) = path.split_once("[]") else {
        return Ok(raw::at(from, &in_full(path)).into_iter().collect());
    };
    let mut found = Vec::new();
    for element in elements(from, list)? {
        match rest.strip_prefix('.') {
            None => found.push(element),
            Some(_) if element.kind() != Kind::Object => return Err(Wanted::Object.instead_of(element)),
            Some(rest) => found.extend(values(element, rest)?),
        }
    }
    Ok(found)
}

fn elements<'t>(from: NodeRef<'t>, path: &str) -> Result<Vec<NodeRef<'t>>, Refused> {
    match raw::at(from, &in_full(path)) {
        None => Ok(Vec::new()),
        Some(list) if list.kind() == Kind::Array => Ok(raw::children(list).collect()),
        Some(other) => Err(Wanted::List.instead_of(other)),
    }
}

/// The table writes `RQ` and `RS` for the request and the answer.
fn in_full(path: &str) -> String {
    match path.split_once('.') {
        Some(("RQ", rest)) => format!("requestParameters.{rest}"),
        Some(("RS", rest)) => format!("responseElements.{rest}"),
        _ => path.to_owned(),
    }
}
