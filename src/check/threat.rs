use super::{Found, Subject, Tables};
use crate::diagnostic::codes::check::threat as codes;
use crate::rule::toml::Value;
use crate::rule::{Spanned, Technique, Threat};
use crate::text::Span;

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    let blocks = &subject.rule().threat;
    if subject.key("threat").is_none() {
        found.say(&codes::NO_THREAT, subject.place(), "the rule has no `threat`");
    }
    let mut seen: Vec<&str> = Vec::new();
    for block in blocks {
        let Some(tactic) = &block.tactic else { continue };
        entry(found, subject, tactic.id.as_ref(), tactic.name.as_ref(), tactic.reference.as_ref());
        if let Some(name) = &tactic.name {
            if seen.contains(&name.value.as_str()) {
                found.say(&codes::TACTIC_TWICE, name.span, format!("`{}` has two blocks", name.value));
            }
            seen.push(&name.value);
        }
        for technique in &block.techniques {
            technique_and_below(found, subject, technique);
        }
        if let (Some(tables), Some(tactic)) = (subject.tables, &tactic.id) {
            under(found, tables, tactic, block);
        }
    }
    mappings(subject, found);
}

fn technique_and_below(found: &mut Found, subject: &Subject<'_>, technique: &Technique) {
    entry(found, subject, technique.id.as_ref(), technique.name.as_ref(), technique.reference.as_ref());
    for below in &technique.subtechniques {
        technique_and_below(found, subject, below);
    }
}

type Text<'a> = Option<&'a Spanned<String>>;

/// Identifier, name and reference of one entry of a catalogue.
fn entry(found: &mut Found, subject: &Subject<'_>, id: Text<'_>, name: Text<'_>, reference: Text<'_>) {
    let (Some(id), Some(name)) = (id, name) else { return };
    if let Some(reference) = reference {
        if !reference.value.ends_with('/') {
            let end = Span::at(reference.span.end - 1);
            found
                .say(&codes::REFERENCE_SLASH, reference.span, "the address has no `/` at the end")
                .add_fix("Add `/`", end, "/");
        }
        let path = reference.value.trim_end_matches('/');
        let last = path.rsplit('/').next().unwrap_or(path);
        let named = path.rsplit_once("/techniques/").map_or(last, |(_, rest)| rest).replace('/', ".");
        let is_page = path.contains("attack.mitre.org/") || path.contains("atlas.mitre.org/");
        if is_page && named != id.value {
            found.say(
                &codes::REFERENCE_ID,
                reference.span,
                format!("the address leads to `{named}`, not to `{}`", id.value),
            );
        }
    }
    let Some(tables) = subject.tables.filter(|_| !id.value.starts_with("AML.")) else { return };
    match tables.name_of(&id.value) {
        Some(expected) if expected != name.value => {
            found.say(&codes::NAME_OF_ID, name.span, format!("`{}` is called `{expected}`", id.value)).add_fix(
                format!("Change it to `{expected}`"),
                name.span,
                format!("\"{expected}\""),
            );
        }
        Some(_) => {}
        None => {
            found.say(&codes::NOT_IN_TABLE, id.span, format!("`{}` is not in the bundled table", id.value));
        }
    }
}

/// Techniques that no published rule has under this tactic.
fn under(found: &mut Found, tables: &Tables, tactic: &Spanned<String>, block: &Threat) {
    let all = block.techniques.iter().flat_map(|technique| [technique].into_iter().chain(&technique.subtechniques));
    for id in all.filter_map(|technique| technique.id.as_ref()) {
        if tables.name_of(&id.value).is_some()
            && tables.name_of(&tactic.value).is_some()
            && !tables.pairs(&tactic.value, &id.value)
        {
            let message =
                format!("no published rule has `{}` under `{}`: not in the bundled table", id.value, tactic.value);
            found.say(&codes::NOT_IN_TABLE, id.span, message);
        }
    }
}

fn mappings(subject: &Subject<'_>, found: &mut Found) {
    let Some(list) = subject.parsed.root.table("rule").map(|rule| rule.list("threat_mappings")) else { return };
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for table in list.iter().filter_map(Value::as_table) {
        let text = |key: &str| table.get(key).and_then(|entry| entry.value.as_str());
        let (Some(framework), Some(version)) = (text("framework"), text("version")) else { continue };
        let place = table.get("version").map_or(subject.place(), |entry| entry.value.span);
        if seen.contains(&(framework, version)) {
            found.say(&codes::MAPPINGS, place, format!("version {version} of {framework} has two mappings"));
        }
        seen.push((framework, version));
        for inner in table.list("threat").iter().filter_map(Value::as_table).filter_map(|block| block.get("framework"))
        {
            if inner.value.as_str().is_some_and(|inner| inner != framework) {
                found.say(&codes::MAPPINGS, inner.value.span, format!("the mapping around it is of {framework}"));
            }
        }
    }
}
