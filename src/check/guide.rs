use super::{Found, Subject, value};
use crate::diagnostic::codes::check::note as codes;
use crate::rule::Spanned;
use crate::rule::toml;
use crate::text::{Lower, Span};

/// Headings that most guides have, as most write them.
const USUAL: &[&str] = &[
    "Triage and analysis",
    "Possible investigation steps",
    "False positive analysis",
    "Response and remediation",
    "Related rules",
    "Additional information",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    triage(subject, found);
    if let Some(note) = rule.note.as_ref().filter(|note| !note.value.is_empty()) {
        headings(subject, note, found);
        name(subject, note, found);
        inline_plugin(note, found);
    }
    placeholders(subject, found);
}

/// A heading of the form `## Setup`, outside code.
struct Heading<'t> {
    level: usize,
    text: &'t str,
    /// Bytes of the note from the first `#` to the end of the text.
    span: Span,
}

/// The headings of a note. The loader looks at those of this form only.
fn headings_of(note: &str) -> Vec<Heading<'_>> {
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    let mut start = 0;
    for line in note.split_inclusive('\n') {
        let content = line.trim_start_matches(' ');
        let indent = line.len() - content.len();
        let marker = ["```", "~~~"].into_iter().find(|marker| content.starts_with(marker));
        match (fence, marker) {
            (Some(open), Some(marker)) if open == marker => fence = None,
            (None, Some(marker)) if indent < 4 => fence = Some(marker),
            (None, None) if indent < 4 => found.extend(heading(content, start + indent)),
            _ => {}
        }
        start += line.len();
    }
    found
}

fn heading(content: &str, start: usize) -> Option<Heading<'_>> {
    let text = content.trim_start_matches('#');
    let level = content.len() - text.len();
    if !(1..=6).contains(&level) || !text.starts_with([' ', '\t', '\r', '\n']) {
        return None;
    }
    let text = text.trim();
    let bare = text.trim_end_matches('#');
    let text = if bare.is_empty() || bare.ends_with([' ', '\t']) { bare.trim_end() } else { text };
    Some(Heading { level, text, span: Span::from_range(start..start + content.trim_end().len()) })
}

fn headings(subject: &Subject<'_>, note: &Spanned<String>, found: &mut Found) {
    let decoded = toml::decode(subject.text, note.span);
    let mut has_setup = None;
    for heading in headings_of(decoded.text()) {
        let span = decoded.raw(heading.span);
        if heading.text.eq_ignore_ascii_case("setup") {
            if heading.level != 2 || heading.text != "Setup" {
                let said = found.say(&codes::SETUP_HEADING, span, "the heading is written `## Setup`");
                said.add_fix("Change it to `## Setup`", span, "## Setup");
            }
            has_setup.get_or_insert(span);
        } else if heading.level == 2 && heading.text.lower().contains("config") {
            found
                .say(&codes::SETUP_HEADING, span, "a second-level heading names a configuration")
                .add_note("Call it `## Setup`, or put it a level lower");
        } else {
            unusual(&heading, span, found);
        }
    }
    let setup = value(subject.rule().setup.as_ref());
    if let Some(span) = has_setup.filter(|_| !setup.is_empty() && setup != "None") {
        found.say(&codes::SETUP_HEADING, span, "the setup stands in the note and in `setup`").add_note("Keep `setup`");
    }
}

fn unusual(heading: &Heading<'_>, span: Span, found: &mut Found) {
    let bare = heading.text.trim_end_matches(':');
    let Some(usual) = USUAL.iter().find(|usual| usual.eq_ignore_ascii_case(bare)) else { return };
    if *usual != heading.text {
        let fixed = format!("{} {usual}", "#".repeat(heading.level));
        found.say(&codes::HEADING_CASE, span, format!("published guides write `{usual}`")).add_fix(
            format!("Change it to `{usual}`"),
            span,
            fixed,
        );
    }
}

fn triage(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let severity = value(rule.severity.as_ref());
    if !subject.is_of_elastic() || subject.is_building_block() || !matches!(severity, "high" | "critical") {
        return;
    }
    if !value(rule.note.as_ref()).lower().contains("## triage and analysis") {
        let place = rule.note.as_ref().and_then(|note| note.key).unwrap_or_else(|| subject.place());
        found.say(&codes::NO_TRIAGE, place, "the note has no `## Triage and analysis`");
    }
}

fn name(subject: &Subject<'_>, note: &Spanned<String>, found: &mut Found) {
    const HEADING: &str = "### Investigating";
    let name = value(subject.rule().name.as_ref()).lower();
    let lower = note.value.lower();
    let fits = |(at, _): (usize, &str)| {
        let rest = lower.get(at + HEADING.len()..).unwrap_or("");
        rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(&name)
    };
    if note.value.contains(HEADING) && !lower.match_indices("### investigating").any(fits) {
        let raw = note.span.of(subject.text).find(HEADING);
        let place = raw.map_or(note.span, |at| {
            Span::from_range(note.span.start as usize + at..note.span.start as usize + at + HEADING.len())
        });
        found
            .say(&codes::GUIDE_NAME, place, "the heading does not name the rule")
            .add_note(format!("Write `{HEADING} {}`", value(subject.rule().name.as_ref())));
    }
}

fn inline_plugin(note: &Spanned<String>, found: &mut Found) {
    let lower = note.value.lower();
    if lower.contains("!{osquery") || lower.contains("!{investigate") {
        found
            .say(&codes::PLUGIN_INLINE, note.key.unwrap_or(note.span), "the note holds a plugin's query")
            .add_note("Put it under [transform] and write `$osquery_0` or `$investigate_0`");
    }
}

/// How many different placeholders of a plugin a note has.
fn count(note: &str, plugin: &str) -> usize {
    let mut seen: Vec<&str> = Vec::new();
    for (at, sign) in note.match_indices('$') {
        let rest = note.get(at + sign.len()..).unwrap_or("");
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let Some(number) = rest.strip_prefix(plugin).and_then(|rest| rest.strip_prefix('_')) else { continue };
        let end = number.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(number.len());
        let number = number.get(..end).unwrap_or("");
        let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
        if digits && !seen.contains(&number) {
            seen.push(number);
        }
    }
    seen.len()
}

fn placeholders(subject: &Subject<'_>, found: &mut Found) {
    let rule = subject.rule();
    let note = rule.note.as_ref();
    let place = note.and_then(|note| note.key).unwrap_or_else(|| subject.place());
    let transform = rule.transform.as_ref();
    let queries = [
        ("osquery", transform.map_or(0, |transform| transform.osquery.len())),
        ("investigate", transform.map_or(0, |transform| transform.investigate.len())),
    ];
    for (plugin, queries) in queries {
        let named = count(value(note), plugin);
        if named != queries {
            found.say(
                &codes::PLACEHOLDERS,
                place,
                format!("the note has {named} of `${plugin}_…`, [transform] has {queries}"),
            );
        }
    }
}
