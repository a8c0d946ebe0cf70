//! Where to go on after a malformed element.

use crate::text::Span;

/// Finds the start of the next element. Searches are remembered, so that a text full of errors is still read in one pass.
#[derive(Default)]
pub(super) struct Recovery {
    line: Finder,
    own_key: Finder,
    last_key: Finder,
    top: Finder,
}

/// Where the malformed element stands.
pub(super) struct Malformed<'t> {
    /// Where it starts.
    pub start: u32,
    /// From where on the next element may start.
    pub from: u32,
    /// Whether it stands in a list; else at the top of the text.
    pub in_list: bool,
    /// Its own first key, with quotes.
    pub own_key: Option<&'t str>,
    /// The first key of the last event before it, with quotes.
    pub last_key: Option<&'t str>,
}

impl Recovery {
    /// The byte at which reading goes on: the end of the malformed element where its brackets fit, else the start of
    /// the next line or object that looks like a sibling. `None` where nothing does.
    pub fn resume_at(&mut self, text: &str, malformed: &Malformed<'_>) -> Option<u32> {
        let from = malformed.from as usize;
        let line = self.next_line(text, malformed);
        let own = malformed.own_key.and_then(|key| self.own_key.find(text, key, from, |at| sibling(text, at)));
        let last = || malformed.last_key.and_then(|key| self.last_key.find(text, key, from, |at| sibling(text, at)));
        let mut key = own.or_else(last);
        if malformed.in_list {
            // An object at the start of a line belongs to the outermost level, unless the list's own elements stand there.
            let top = self.top.find(text, "\n{", from, |at| Some(at + 1));
            key = key.filter(|key| top.is_none_or(|top| *key < top));
        }
        let next = [line, key].into_iter().flatten().min();
        let limit = next.unwrap_or(text.len());
        let end = object_after_noise(text, malformed, limit).or_else(|| balanced_end(text, malformed, limit));
        let resume = end.or(next)?;
        (resume > malformed.start as usize).then_some(Span::at(resume as u32).start)
    }

    /// The next line that starts an object as far to the right as the malformed element.
    fn next_line(&mut self, text: &str, malformed: &Malformed<'_>) -> Option<usize> {
        let before = text.get(..malformed.start as usize)?;
        let line = before.trim_end_matches([' ', '\t']);
        let indent = match line.is_empty() || line.ends_with('\n') {
            true => before.get(line.len()..)?,
            false if malformed.in_list => return None,
            false => "",
        };
        let needle = format!("\n{indent}{{");
        self.line.find(text, &needle, malformed.from as usize, |at| Some(at + needle.len() - 1))
    }
}

/// The `{` before the key at `at`, if an element may start there.
fn sibling(text: &str, at: usize) -> Option<usize> {
    let before = text.get(..at)?.trim_end().strip_suffix('{')?;
    let gap = before.len() - before.trim_end().len();
    let starts_line = before.get(before.len() - gap..).is_some_and(|gap| gap.contains('\n'));
    let follows = before.trim_end().ends_with([',', '}']);
    (starts_line || follows).then_some(before.len())
}

/// The object behind something that is no JSON, such as a comment.
fn object_after_noise(text: &str, malformed: &Malformed<'_>, limit: usize) -> Option<usize> {
    let rest = text.get(malformed.start as usize..limit)?;
    let noise = rest.find(['{', '"', '[', ']', '}', ','])?;
    let is_noise = !rest.starts_with(':') && rest.get(noise..)?.starts_with('{');
    let end = malformed.start as usize + noise;
    (is_noise && noise > 0 && end >= malformed.from as usize).then_some(end)
}

/// One past the malformed element, by counting brackets up to `limit`; `None` where what follows does not fit.
fn balanced_end(text: &str, malformed: &Malformed<'_>, limit: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(..limit)?;
    let mut at = malformed.start as usize;
    let mut depth = 0_usize;
    let end = loop {
        match bytes.get(at)? {
            b'"' => {
                at = string_end(bytes, at)?;
                continue;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth == 0 => break at,
            b',' if depth == 0 && malformed.in_list => break at,
            b'\n' if depth == 0 && !malformed.in_list => break at,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    break at + 1;
                }
            }
            _ => {}
        }
        at += 1;
    };
    let rest = text.get(end..)?;
    let next = rest.trim_start_matches([' ', '\t', '\r']).bytes().next();
    let fits = match next.filter(|next| *next != b'\n') {
        next if malformed.in_list => {
            let next = next.or_else(|| rest.trim_start().bytes().next());
            matches!(next, Some(b',' | b']'))
        }
        next => matches!(next, None | Some(b',' | b'{')),
    };
    (fits && end >= malformed.from as usize).then_some(end)
}

/// One past the string at `at`. A string that is not closed on its line ends there.
fn string_end(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        match bytes.get(at)? {
            b'\\' => at += 1,
            b'"' => return Some(at + 1),
            b'\n' => return Some(at),
            _ => {}
        }
        at += 1;
    }
}

/// Looks for a text and remembers how far it has looked.
#[derive(Default)]
struct Finder {
    needle: String,
    from: usize,
    to: usize,
    found: Option<usize>,
}

impl Finder {
    /// How far ahead it looks: a CloudTrail record has at most 256 KB.
    const WINDOW: usize = 1 << 20;

    /// The first place after `from` that `accept` makes of an occurrence of `needle`.
    fn find(
        &mut self,
        text: &str,
        needle: &str,
        from: usize,
        accept: impl Fn(usize) -> Option<usize>,
    ) -> Option<usize> {
        let known = self.needle == needle && self.from <= from;
        if !known {
            *self = Self { needle: needle.to_owned(), from, to: from, found: None };
        }
        if self.found.is_some_and(|found| found > from) {
            return self.found;
        }
        self.found = None;
        let end = text.ceil_char_boundary((from + Self::WINDOW).min(text.len()));
        let mut at = text.ceil_char_boundary(self.to.max(from));
        while let Some(offset) = text.get(at..end).and_then(|rest| rest.find(needle)) {
            at += offset + 1;
            if let Some(found) = accept(at - 1).filter(|found| *found > from) {
                (self.found, self.to) = (Some(found), at);
                return self.found;
            }
        }
        // A needle may lie across the end.
        self.to = end.saturating_sub(needle.len()).max(self.to);
        None
    }
}
