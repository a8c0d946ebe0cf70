//! Services and actions that CloudTrail never logs, so that the part of a query that asks for them can never be true.
//!
//! Works on the conditions of any query language: a language says what its leaves compare ([`Compares`]).

mod comparison;
mod message;
mod scope;

pub use comparison::{Asked, Compares, Comparison};

use crate::cloudtrail::vocabulary::{Action, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::query::Condition;
use message::{Finding, Messages};
use scope::{Scope, scopes};

/// More of a kind are not listed: who asks for so many unknown names does not read CloudTrail.
const MOST: usize = 50;

/// For more names that nobody knows no name like theirs is looked for.
const MOST_UNKNOWN: usize = 500;

/// Values of `event.provider` and `event.action` that no CloudTrail record has, and pairs of the two. Places are bytes of
/// the query text. `reads_cloudtrail` says whether a part that names no data set reads CloudTrail; of a value that `said`
/// speaks of nothing more is said.
#[inline(never)]
pub fn unknown_vocabulary<L: Compares>(
    condition: &Condition<L>,
    vocabulary: &Vocabulary,
    reads_cloudtrail: bool,
    said: &[Diagnostic],
) -> Vec<Diagnostic> {
    let mut messages = Messages::default();
    for scope in scopes(condition, reads_cloudtrail) {
        for provider in &scope.own_providers {
            check_provider(provider, vocabulary, scope.reads_cloudtrail, &mut messages);
        }
        check_actions(&scope, vocabulary, &mut messages);
        if messages.len() >= MOST {
            break;
        }
    }
    messages.finish(said)
}

/// Whether some part of the condition asks for a service or an action.
pub fn names_vocabulary<L: Compares>(condition: &Condition<L>) -> bool {
    let fields = condition.leaves().filter_map(|(_, leaf)| leaf.comparison());
    fields.into_iter().any(|comparison| [scope::PROVIDER, scope::ACTION].contains(&comparison.field))
}

fn check_provider(provider: &Comparison<'_>, vocabulary: &Vocabulary, reads_cloudtrail: bool, to: &mut Messages) {
    match provider.asked {
        Asked::Exactly(name) if !vocabulary.knows_provider(name) && (reads_cloudtrail || is_of_aws(name)) => {
            to.push(provider, Finding::Provider { name, nearest: vocabulary.nearest_provider(name) });
        }
        Asked::Like(pattern) if reads_cloudtrail && vocabulary.providers_like(pattern).is_empty() => {
            to.push(provider, Finding::ProviderPattern);
        }
        _ => {}
    }
}

fn check_actions(scope: &Scope<'_>, vocabulary: &Vocabulary, to: &mut Messages) {
    let Some(providers) = providers(scope, vocabulary) else {
        let names_none = scope.providers.is_empty();
        if names_none && scope.reads_cloudtrail {
            check_actions_alone(&scope.actions, vocabulary, to);
        }
        return;
    };
    for action in &scope.actions {
        if to.len() >= MOST {
            return;
        }
        match action.asked {
            Asked::Exactly(name) => {
                let Some(finding) = check_action(name, &providers, vocabulary) else { continue };
                // Another provider is the way out only if it has every action asked for.
                let has_all = |owner: &String| {
                    scope.actions.iter().all(|action| is_known(action, std::slice::from_ref(owner), vocabulary))
                };
                let is_remedy = finding.only_owner().is_some_and(has_all);
                to.push_with_provider(action, finding, scope.only_provider().filter(|_| is_remedy));
            }
            Asked::Like(_) if !is_known(action, &providers, vocabulary) => {
                to.push(action, Finding::ActionPattern { providers: providers.clone() });
            }
            _ => {}
        }
    }
}

/// What the providers of the scope can be; `None` where nothing is known of one, or any is asked for.
fn providers(scope: &Scope<'_>, vocabulary: &Vocabulary) -> Option<Vec<String>> {
    let mut names = Vec::new();
    for provider in &scope.providers {
        match provider.asked {
            Asked::Exactly(name) if vocabulary.knows_provider(name) => names.push(name.to_owned()),
            Asked::Like(pattern) => names.extend(vocabulary.providers_like(pattern)),
            _ => return None,
        }
    }
    (!names.is_empty()).then_some(names)
}

fn is_known(action: &Comparison<'_>, providers: &[String], vocabulary: &Vocabulary) -> bool {
    providers.iter().any(|provider| match action.asked {
        Asked::Exactly(name) => vocabulary.knows_action(provider, name) == Action::Known,
        Asked::Like(pattern) => vocabulary.knows_action_like(provider, pattern),
        Asked::Other => true,
    })
}

fn check_action<'q>(name: &'q str, providers: &[String], vocabulary: &Vocabulary) -> Option<Finding<'q>> {
    let mut finding = Finding::Action { name, providers: providers.to_vec(), nearest: None };
    for provider in providers {
        match vocabulary.knows_action(provider, name) {
            Action::Known => return None,
            Action::Elsewhere { providers: owners } => {
                finding = Finding::Elsewhere { name, providers: providers.to_vec(), owners };
            }
            Action::Nearest { action } => {
                finding = Finding::Action { name, providers: providers.to_vec(), nearest: Some(action) };
            }
            Action::Unknown => {}
        }
    }
    Some(finding)
}

/// Without a provider only a name that is spelled almost like a known one is worth a word.
fn check_actions_alone(actions: &[Comparison<'_>], vocabulary: &Vocabulary, to: &mut Messages) {
    let exact = actions.iter().filter_map(|action| match action.asked {
        Asked::Exactly(name) => Some((action, name)),
        _ => None,
    });
    let unknown = exact.filter(|(_, name)| !vocabulary.knows_action_anywhere(name)).take(MOST_UNKNOWN);
    for (action, name) in unknown {
        if to.len() >= MOST {
            return;
        }
        if let Some(nearest) = vocabulary.nearest_action(name) {
            to.push(action, Finding::Action { name, providers: Vec::new(), nearest: Some(nearest.to_owned()) });
        }
    }
}

/// Whether it is meant as a provider of CloudTrail, whatever the query reads.
fn is_of_aws(provider: &str) -> bool {
    provider.ends_with(".amazonaws.com")
}
