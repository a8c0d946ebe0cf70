//! `run --explain`: the tree of the query as text.

use rule_playground::eval::Truth;
use rule_playground::explain::{NearMiss, Part};
use rule_playground::session::Workspace;

/// What `--explain` asks for.
#[derive(Clone, Copy)]
pub enum Explain {
    /// Each part with how many events it lets through, and how many only it excludes.
    All,
    /// Each part with its answer for one event.
    Event(u32),
}

impl Explain {
    /// Reads the option's value; without one the tree is for all events.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self::All);
        }
        text.parse().map(Self::Event).map_err(|_| "not the index of an event".to_owned())
    }

    /// The lines of the tree; why there is none, where the query was not evaluated.
    pub fn lines(self, workspace: &mut Workspace) -> Vec<String> {
        let events = workspace.events().len();
        let event = match self {
            Self::All => 0,
            Self::Event(event) if event < events => event,
            Self::Event(event) => return vec![format!("there is no event {event}: {events} were read")],
        };
        let Some(explanation) = workspace.explain(event) else {
            return vec!["the query was not evaluated".to_owned()];
        };
        let mut lines: Vec<String> = match self {
            Self::All => vec![format!("{events} events; passes: lets through, alone: only this part excludes")],
            Self::Event(event) => vec![format!("event {event}: {}", explanation.sentence)],
        };
        let misses = workspace.near_misses();
        let mut open: Vec<(&Part, usize)> = explanation.parts.last().map(|root| (root, 0)).into_iter().collect();
        while let Some((part, depth)) = open.pop() {
            lines.push(self.line(part, depth));
            lines.extend(misses.iter().filter(|miss| self.shows(miss, part)).map(|miss| self.near(miss, depth)));
            let children = part.parts.iter().rev().filter_map(|id| explanation.parts.get(id.index()));
            open.extend(children.map(|child| (child, depth + 1)));
        }
        lines
    }

    /// For one event what to change is said only where the event has the value that comes near.
    fn shows(self, miss: &NearMiss, part: &Part) -> bool {
        let has_it = || part.found.iter().any(|found| found.text == miss.seen);
        miss.node == part.id && (matches!(self, Self::All) || has_it())
    }

    fn near(self, miss: &NearMiss, depth: usize) -> String {
        let margin = if matches!(self, Self::All) { 32 } else { 7 };
        let events =
            if miss.events == 1 { "1 event matches".to_owned() } else { format!("{} events match", miss.events) };
        format!("{:margin$}{}^ {}. {}, and {events}", "", "  ".repeat(depth), miss.sentence, miss.fix.title)
    }

    fn line(self, part: &Part, depth: usize) -> String {
        let indent = "  ".repeat(depth);
        let text = part.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match self {
            Self::All => format!("{:>8} passes {:>8} alone  {indent}{text}", part.matched, part.only_excludes),
            Self::Event(_) => {
                let answer = match part.truth {
                    Truth::True => "yes",
                    Truth::False => "no",
                    Truth::Unknown => "?",
                };
                let decides = if part.decides { "*" } else { " " };
                let why = if part.sentence.is_empty() { String::new() } else { format!("  -- {}", part.sentence) };
                format!("{decides} {answer:<3}  {indent}{text}{why}")
            }
        }
    }
}
