//! Whether the rules repository's own KQL parser takes a query. It differs from Kibana's: keywords are in lower case,
//! a value may hold spaces only beside a star, and `not` may follow the colon.
//!
//! The lexer knows what can stand where, as the original's does: a keyword at the start of a word is that keyword.

use crate::text::Span;

/// Where the parser stops, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The place in the query's text.
    pub span: Span,
    /// What is wrong there.
    pub fact: String,
}

/// Deeper than any rule; Kibana's grammar reports such queries.
const DEEPEST: u32 = 200;

/// Why the repository refuses the query; `None` where it takes it.
pub fn refusal(text: &str) -> Option<Refusal> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    if text.trim().is_empty() {
        return Some(Refusal { span: Span::at(0), fact: "the query is empty".to_owned() });
    }
    let end = |parser: &mut Parser<'_>| {
        parser.any_of()?;
        parser.skip_space();
        if parser.rest().is_empty() { Ok(()) } else { Err(parser.unexpected()) }
    };
    end(&mut parser).err()
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
}

type Read<T = ()> = Result<T, Refusal>;

impl<'t> Parser<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn skip_space(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start_matches([' ', '\t', '\r', '\n']).len();
    }

    fn span(&self, length: usize) -> Span {
        Span::from_range(self.at..self.at + length)
    }

    fn unexpected(&self) -> Refusal {
        let length = self.rest().find([' ', '\t', '\r', '\n']).unwrap_or(self.rest().len());
        let length = if length == 0 { self.rest().chars().next().map_or(0, char::len_utf8) } else { length };
        match self.rest().get(..length).unwrap_or("") {
            "" => Refusal { span: self.span(0), fact: "the query ends here, but something is missing".to_owned() },
            word => Refusal { span: self.span(length), fact: format!("its parser does not expect `{word}` here") },
        }
    }

    /// `a or b and not c`
    fn any_of(&mut self) -> Read {
        self.joined(Self::condition)
    }

    /// The same of values: `(a or b and not c)`
    fn any_value(&mut self) -> Read {
        self.joined(Self::values)
    }

    fn joined(&mut self, operand: fn(&mut Self) -> Read) -> Read {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Ok(());
        }
        self.negated(operand)?;
        while self.keyword("and", true)? || self.keyword("or", true)? {
            self.negated(operand)?;
        }
        self.depth -= 1;
        Ok(())
    }

    fn negated(&mut self, operand: fn(&mut Self) -> Read) -> Read {
        self.skip_space();
        // A value with a star and spaces comes before the keyword.
        if with_spaces(self.rest()).is_none() {
            self.keyword("not", false)?;
        }
        operand(self)
    }

    /// Takes the keyword if it stands here, whatever follows it.
    fn keyword(&mut self, keyword: &str, apart: bool) -> Read<bool> {
        self.skip_space();
        let Some(word) = self.rest().get(..keyword.len()) else { return Ok(false) };
        if word != keyword && word != keyword.to_ascii_uppercase() {
            return Ok(false);
        }
        if word != keyword {
            return Err(Refusal {
                span: self.span(word.len()),
                fact: format!("its parser takes `{keyword}` in lower case only"),
            });
        }
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let before = self.text.get(..self.at).and_then(|before| before.chars().next_back());
        let after = self.rest().get(keyword.len()..).and_then(|after| after.chars().next());
        if apart && !(space(before) && space(after)) {
            return Err(Refusal {
                span: self.span(word.len()),
                fact: format!("its parser asks for white space around `{keyword}`"),
            });
        }
        self.at += keyword.len();
        Ok(true)
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        self.skip_space();
        let stands = self.rest().starts_with(symbol);
        if stands {
            self.at += symbol.len();
        }
        stands
    }

    fn closed(&mut self, symbol: &str) -> Read {
        if self.symbol(symbol) { Ok(()) } else { Err(self.unexpected()) }
    }

    /// `(…)`, `field: …`, `field: {…}`, `field > …` or a value alone.
    fn condition(&mut self) -> Read {
        self.skip_space();
        if self.symbol("(") {
            self.any_of()?;
            return self.closed(")");
        }
        if let Some(length) = with_spaces(self.rest()) {
            self.at += length;
            return Ok(());
        }
        self.literal()?;
        if self.symbol(":") {
            if self.symbol("{") {
                self.any_of()?;
                return self.closed("}");
            }
            return self.negated(Self::values);
        }
        if ["<=", ">=", "<", ">"].iter().any(|operator| self.symbol(operator)) {
            self.skip_space();
            return self.literal();
        }
        Ok(())
    }

    fn values(&mut self) -> Read {
        self.skip_space();
        if self.symbol("(") {
            self.any_value()?;
            return self.closed(")");
        }
        match with_spaces(self.rest()) {
            Some(length) => self.at += length,
            None => self.literal()?,
        }
        Ok(())
    }

    /// A value in quotes, or a word.
    fn literal(&mut self) -> Read {
        let length = if self.rest().starts_with('"') { quoted(self.rest()) } else { unquoted(self.rest()) };
        if length == 0 {
            return Err(self.unexpected());
        }
        self.at += length;
        Ok(())
    }
}

/// The length of a string in quotes; 0 where it is not closed on its line.
fn quoted(text: &str) -> usize {
    let mut escaped = 0;
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return at + 1,
            '\r' | '\n' => return escaped,
            '\\' => {
                let taken = characters.next_if(|(_, next)| "tnr\"\\".contains(*next));
                if let Some((quote, '"')) = taken {
                    // Without another quote this one closes the string, and the backslash is itself.
                    escaped = quote + 1;
                }
            }
            _ => {}
        }
    }
    escaped
}

/// The length of a word; a backslash must stand before a special character, t, r, n or a keyword.
fn unquoted(text: &str) -> usize {
    let mut at = 0;
    while let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at + character.len_utf8()..).unwrap_or("");
        match character {
            '\\' => {
                let keyword = ["and", "AND", "or", "OR", "not", "NOT"].into_iter().find(|word| rest.starts_with(word));
                let single = rest.chars().next().filter(|next| "trn\\():<>\"*{}".contains(*next));
                match (single, keyword) {
                    (Some(_), _) => at += 2,
                    (None, Some(word)) => at += 1 + word.len(),
                    (None, None) => break,
                }
            }
            '(' | ')' | ':' | '<' | '>' | '"' | '{' | '}' | ' ' | '\t' | '\r' | '\n' => break,
            _ => at += character.len_utf8(),
        }
    }
    at
}

/// The length of a value with a star and at least one space, such as `*S3 Browser*`: words up to the next keyword.
fn with_spaces(text: &str) -> Option<usize> {
    let words = words(text);
    let (first, rest) = words.split_first()?;
    let last = rest.last()?;
    let all = text.get(..last.1)?;
    let word = |span: &(usize, usize)| text.get(span.0..span.1).unwrap_or("");
    // It starts with a star: everything up to the keyword.
    if word(first).starts_with('*') {
        return Some(last.1);
    }
    // It ends with a star: up to the last star that is not a word by itself.
    let starred = rest.iter().rev().find_map(|span| {
        let star = word(span).rfind('*').filter(|star| *star > 0)?;
        Some(span.0 + star + 1)
    });
    if starred.is_some() {
        return starred;
    }
    // A star stands in between, and none at the end.
    let inside = word(first).get(1..).is_some_and(|word| word.contains('*'))
        || rest.first().is_some_and(|second| word(second).contains('*'));
    (inside && !all.ends_with('*')).then_some(last.1)
}

/// The words a value may consist of, as ranges: up to a special character or a keyword.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or("");
        let length = rest.find(|c: char| c.is_whitespace() || "()\"':{}".contains(c)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or("");
        if word.is_empty() || starts_with_keyword(word) {
            return found;
        }
        found.push((at, at + length));
        let after = rest.get(length..).unwrap_or("");
        let space = after.len() - after.trim_start().len();
        if space == 0 {
            return found;
        }
        at += length + space;
    }
}

fn starts_with_keyword(word: &str) -> bool {
    ["or", "and", "not"].iter().any(|keyword| {
        let start = word.get(..keyword.len()).is_some_and(|start| start.eq_ignore_ascii_case(keyword));
        let next = word.get(keyword.len()..).and_then(|rest| rest.chars().next());
        start && next.is_none_or(|next| !next.is_alphanumeric() && next != '_')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_takes_these() {
        for text in [
            "a:b",
            "a : b and c:(d or \"e f\") and not f:*",
            "a:(* and not (b or c*))",
            "a: not b",
            "agent:*S3 Browser*",
            "agent:S3 Browser* and b:c",
            "agent:S3* Browser",
            "a >= 5 and b < \"now-1d\"",
            "a:{b:c and d:e}",
            "a:C\\:\\\\Program*Files*\\(x86\\)\\\\*",
            "\"bare text\"",
            "bare",
            "a:\"ends with a backslash\\\"",
            "a:b\n  and\n  c:d",
            "notes:1",
            "a:and_b",
        ] {
            assert_eq!(refusal(text), None, "{text}");
        }
    }

    #[test]
    fn the_repository_refuses_these() {
        for (text, at) in [
            ("", 0),
            ("a:b AND c:d", 4),
            ("a:b OR c:d", 4),
            ("NOT a:b", 0),
            ("a:b And c:d", 4),
            ("a:b c", 4),
            ("a:two words and c:d", 6),
            ("a:(b or c", 9),
            ("a:b)", 3),
            ("a:", 2),
            ("a:(b)and c:d", 5),
            ("a:b and", 7),
            ("and a:b", 4),
            ("a:\"open", 2),
            ("a:b\\x", 3),
            // Where no keyword can stand, `not` is a word like any other.
            ("a:not not b", 10),
            ("not not a:b", 8),
            ("a:()", 3),
            ("a > (1 or 2)", 4),
        ] {
            assert_eq!(refusal(text).map(|refusal| refusal.span.start), Some(at), "{text}");
        }
    }
}
