use super::Comparison;
use crate::cloudtrail::vocabulary::VOCABULARY_VERSION;
use crate::diagnostic::{Diagnostic, Edit, Fix, Place, codes::kql as codes};
use crate::order;

/// What is wrong with a comparison.
#[derive(Clone, Debug)]
pub enum Finding<'q> {
    /// No service has this name.
    Provider { name: &'q str, nearest: Option<String> },
    /// No service's name matches the pattern.
    ProviderPattern,
    /// None of the providers has this action, others do.
    Elsewhere { name: &'q str, providers: Vec<String>, owners: Vec<String> },
    /// None of the providers, or nobody at all, has this action.
    Action { name: &'q str, providers: Vec<String>, nearest: Option<String> },
    /// No action of the providers matches the pattern.
    ActionPattern { providers: Vec<String> },
}

impl Finding<'_> {
    /// The one provider that has the action.
    pub fn only_owner(&self) -> Option<&String> {
        match self {
            Self::Elsewhere { owners, .. } => owners.first().filter(|_| owners.len() == 1),
            _ => None,
        }
    }
}

/// The messages so far.
#[derive(Default)]
pub struct Messages(Vec<Diagnostic>);

/// More names are not listed in a sentence.
const LISTED: usize = 3;

impl Messages {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The messages by place. A comparison that several scopes read is reported once.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        order::sort_by_key(&mut self.0, |message| message.place);
        self.0.dedup_by_key(|message| message.place);
        self.0
    }

    pub fn push(&mut self, comparison: &Comparison<'_>, finding: Finding<'_>) {
        self.push_with_provider(comparison, finding, None);
    }

    /// `provider` is the comparison whose value may be replaced by another provider.
    pub fn push_with_provider(
        &mut self,
        comparison: &Comparison<'_>,
        finding: Finding<'_>,
        provider: Option<&Comparison<'_>>,
    ) {
        self.0.push(message(comparison, finding, provider));
    }
}

fn message(comparison: &Comparison<'_>, finding: Finding<'_>, provider: Option<&Comparison<'_>>) -> Diagnostic {
    let place = Place::rule(comparison.span);
    match finding {
        Finding::Provider { name, nearest } => {
            let message = format!("no AWS service is named `{name}` in CloudTrail");
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_PROVIDER, place, message);
            match nearest {
                Some(nearest) => replace(diagnostic, comparison, name, &nearest),
                None => diagnostic.note(format!(
                    "Compare it with `eventSource` in a record. A service that is not in {VOCABULARY_VERSION} is not known here."
                )),
            }
        }
        Finding::ProviderPattern => {
            Diagnostic::new(&codes::UNKNOWN_PROVIDER, place, "no AWS service has a name like this in CloudTrail")
                .note("The names are like `ec2.amazonaws.com`, in lower case.")
        }
        Finding::Elsewhere { name, providers, owners } => {
            let message =
                format!("`{name}` is an action of {}, not of {}", list(&owners, "and"), list(&providers, "or"));
            let diagnostic = Diagnostic::new(&codes::ACTION_ELSEWHERE, place, message);
            match (owners.as_slice(), provider) {
                ([owner], Some(provider)) => diagnostic
                    .note(format!("No event has both. If `{name}` is meant, ask for `{owner}`."))
                    .fix(replacement(provider, &providers.join(" "), owner)),
                _ => diagnostic.note("No event has both. Change the action or the provider."),
            }
        }
        Finding::Action { name, providers, nearest } => {
            let message = match providers.as_slice() {
                [] => format!("no AWS service has an action `{name}`"),
                [only] => format!("`{only}` has no action `{name}`"),
                _ => format!("none of {} has an action `{name}`", list(&providers, "and")),
            };
            let diagnostic = Diagnostic::new(&codes::UNKNOWN_ACTION, place, message);
            match nearest {
                Some(nearest) => replace(diagnostic, comparison, name, &nearest),
                None if name.contains('*') => {
                    diagnostic.note("In quotes `*` is a plain character. Without them it stands for any text.")
                }
                None => diagnostic.note(format!(
                    "Compare it with `eventName` in a record. An action that is not in {VOCABULARY_VERSION} is not known here."
                )),
            }
        }
        Finding::ActionPattern { providers } => {
            let message = format!("no action of {} has a name like this", list(&providers, "or"));
            Diagnostic::new(&codes::UNKNOWN_ACTION, place, message)
                .note("Upper and lower case count. Change the pattern or the provider.")
        }
    }
}

fn replace(diagnostic: Diagnostic, comparison: &Comparison<'_>, name: &str, nearest: &str) -> Diagnostic {
    diagnostic.note(format!("Spelled almost alike is `{nearest}`.")).fix(replacement(comparison, name, nearest))
}

fn replacement(comparison: &Comparison<'_>, old: &str, new: &str) -> Fix {
    let edit = Edit { place: Place::rule(comparison.span), text: (comparison.write)(new) };
    Fix { title: format!("Replace `{old}` with `{new}`"), edits: vec![edit] }
}

/// `a`, `b`, `c` and 4 more
fn list(names: &[String], word: &str) -> String {
    let quoted: Vec<String> = names.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    match (names.len().saturating_sub(LISTED), quoted.as_slice()) {
        (0, [start @ .., last]) if !start.is_empty() => format!("{} {word} {last}", start.join(", ")),
        (0, _) => quoted.join(""),
        (more, _) => format!("{} {word} {more} more", quoted.join(", ")),
    }
}
