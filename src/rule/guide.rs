//! The headings of an investigation guide. The page renders the Markdown itself; checks need no more than this.

use crate::text::{Decoded, Span};

/// A heading of the guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text as written, without the marks around it.
    pub text: String,
    /// Its line in the rule's raw text, without the white space around it.
    pub span: Span,
}

/// The headings of `text` that start with `#` and stand in no code block: `## Setup`, also inside a list or a quote.
///
/// Read line by line, so that a code block ends with its fence or with the guide.
pub fn headings(text: &Decoded) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut fence: Option<&str> = None;
    for (start, line) in lines(text.text()) {
        let content = line.trim_start_matches([' ', '>']);
        if let Some(open) = fence {
            fence = Some(open).filter(|open| !closes(content, open));
        } else if let Some(mark) = opened(content) {
            fence = Some(mark);
        } else if let Some((level, heading)) = heading(line) {
            let shown = line.trim_start();
            let from = start + line.len() - shown.len();
            let place = Span::from_range(from..from + shown.trim_end().len());
            headings.push(Heading { level, text: heading.to_owned(), span: text.raw(place) });
        }
    }
    headings
}

/// The fence that `line` opens. After backticks none may follow: "```x```" is a piece of text.
fn opened(line: &str) -> Option<&'static str> {
    let mark = ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))?;
    (mark == "~~~" || !line.trim_start_matches('`').contains('`')).then_some(mark)
}

fn closes(line: &str, fence: &str) -> bool {
    line.starts_with(fence) && line.trim_end().chars().all(|c| fence.starts_with(c))
}

/// Each line with the offset it starts at.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// One to six `#`, white space, the text, and `#` again where the author closed it.
fn heading(line: &str) -> Option<(u8, &str)> {
    let content = line.trim_start_matches(' ');
    let indent = line.len() - content.len();
    // Four spaces and more are code, or belong to a list item: a mark then follows the item's own.
    let content = if indent < 4 { content.trim_start_matches(['>', ' ']) } else { return None };
    let text = content.trim_start_matches('#');
    let level = content.len() - text.len();
    if !(1..=6).contains(&level) || !(text.trim().is_empty() || text.starts_with([' ', '\t'])) {
        return None;
    }
    let text = text.trim();
    let unclosed = text.trim_end_matches('#');
    let closes = unclosed.is_empty() || unclosed.ends_with([' ', '\t']);
    Some((u8::try_from(level).ok()?, if closes { unclosed.trim_end() } else { text }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_line_by_line() {
        for (text, expected) in [
            ("## A `b` c\ntext", "2 A `b` c"),
            ("# One #\n### Three ##\n", "1 One|3 Three"),
            ("## C#", "2 C#"),
            ("##\n", "2 "),
            ("#no\n####### seven", ""),
            ("   ## indented\n    ## code", "2 indented"),
            ("```\n## code\n~~~\n```\n## after", "2 after"),
            ("```a```\n## text\n```\n``` x\n# in\n```", "2 text"),
            ("> ## quoted", "2 quoted"),
            ("text ## no", ""),
        ] {
            let found: Vec<_> = headings(&Decoded::verbatim(text, 0))
                .iter()
                .map(|heading| format!("{} {}", heading.level, heading.text))
                .collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_leads_to_its_line_in_the_raw_text() {
        let raw = "note = \"\"\"\n## A\\u0021 b  \n\ntext\n\"\"\"";
        let decoded = crate::rule::toml::decode(raw, Span::new(7, raw.len() as u32));
        let spans: Vec<_> = headings(&decoded).iter().map(|heading| heading.span.of(raw)).collect();
        assert_eq!(spans, ["## A\\u0021 b"]);
    }
}
