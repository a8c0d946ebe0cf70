use crate::cloudtrail::{Action, steps};

/// More steps that write one field are not told.
const MOST: usize = 2;

/// Where the mapping takes a field from, as a sentence; `None` where it writes no such field.
pub fn origin(field: &str) -> Option<String> {
    let covers =
        |written: &str| field == written || field.strip_prefix(written).is_some_and(|below| below.starts_with('.'));
    let mut text = String::new();
    for step in steps().filter(|step| step.writes.iter().any(|written| covers(written))).take(MOST) {
        text.push_str(if text.is_empty() { "" } else { "; " });
        match (&step.action, step.reads) {
            (Action::Elsewhere(why), _) => text.push_str(why),
            (Action::Run(_), []) => {
                text.push_str("made by the step “");
                text.push_str(step.name);
                text.push('”');
            }
            (Action::Run(_), reads) => {
                text.push_str("made of ");
                let shown = reads.get(..3).unwrap_or(reads);
                text.push_str(&shown.join(", "));
                if shown.len() < reads.len() {
                    text.push_str(" and others");
                }
            }
            (_, reads) => text.push_str(&reads.join(", ")),
        }
    }
    (!text.is_empty()).then_some(text)
}
