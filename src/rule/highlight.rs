//! The colours of a rule's TOML. Any text gets tokens: what is no TOML becomes [`TokenKind::Invalid`].
//!
//! Linear in the text; nesting is kept on the heap. It reads the same words as the parser but is not one: order and
//! types of keys are not its matter.

use crate::text::Span;

/// A coloured piece of the rule's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text.
    pub span: Span,
    /// What they are.
    pub kind: TokenKind,
}

/// What a piece of TOML is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A table header with its brackets.
    Table,
    /// A key, bare or quoted; dotted keys are several.
    Key,
    /// A piece of a string, quotes included.
    String,
    /// An escape in a string.
    Escape,
    /// A number, date or time.
    Number,
    /// `true` or `false`
    Constant,
    /// `# …`
    Comment,
    /// `=`, `,`, `.`, brackets.
    Punctuation,
    /// What is no TOML.
    Invalid,
}

/// Tokens, and what is still open where the text ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexed {
    /// Ascending, not overlapping; white space has none.
    pub tokens: Vec<Token>,
    /// Opening quotes or bracket without their counterpart, outermost first.
    pub open: Vec<Span>,
    /// Opening quotes of strings that do not end on their line, though they must.
    pub cut: Vec<Span>,
}

/// Colours all of `text`.
pub fn tokens(text: &str) -> Vec<Token> {
    lex(text).tokens
}

pub(super) fn lex(text: &str) -> Lexed {
    let mut lexer = Lexer { text, at: 0, expect: Expect::Key, brackets: Vec::new(), lexed: Lexed::default() };
    if text.starts_with('\u{feff}') {
        lexer.at = '\u{feff}'.len_utf8();
    }
    while lexer.at < text.len() {
        lexer.step();
    }
    let unclosed = lexer.brackets.iter().map(|(_, at)| Span::from_range(*at..at + 1));
    let open = unclosed.chain(lexer.lexed.open.iter().copied()).collect();
    Lexed { open, ..lexer.lexed }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Expect {
    Key,
    Value,
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    expect: Expect,
    /// Open brackets of the current value and where they stand.
    brackets: Vec<(u8, usize)>,
    lexed: Lexed,
}

impl Lexer<'_> {
    /// Reads at least one byte.
    fn step(&mut self) {
        let start = self.at;
        let Some(byte) = self.byte(0) else { return };
        match byte {
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'\n' => {
                self.at += 1;
                if self.brackets.is_empty() {
                    self.expect = Expect::Key;
                }
            }
            b'#' => {
                self.at = self.line_end();
                self.push(start, TokenKind::Comment);
            }
            b'[' if self.brackets.is_empty() && self.expect == Expect::Key => self.header(),
            b'[' | b'{' => {
                self.brackets.push((byte, start));
                self.expect = if byte == b'{' { Expect::Key } else { Expect::Value };
                self.punctuation();
            }
            b']' | b'}' => {
                let opening = if byte == b']' { b'[' } else { b'{' };
                let closes = self.brackets.last().is_some_and(|(bracket, _)| *bracket == opening);
                if closes {
                    self.brackets.pop();
                    self.expect = Expect::Value;
                    self.punctuation();
                } else {
                    self.at += 1;
                    self.push(start, TokenKind::Invalid);
                }
            }
            b',' => {
                let in_table = self.brackets.last().is_some_and(|(bracket, _)| *bracket == b'{');
                self.expect = if in_table { Expect::Key } else { Expect::Value };
                self.punctuation();
            }
            b'=' => {
                self.expect = Expect::Value;
                self.punctuation();
            }
            b'.' if self.expect == Expect::Key => self.punctuation(),
            b'"' | b'\'' => self.string(byte),
            _ => self.word(),
        }
    }

    fn header(&mut self) {
        let start = self.at;
        let line = self.text.get(start..self.line_end()).unwrap_or("");
        let length = header_length(line);
        self.at += length.unwrap_or(line.trim_end().len()).max(1);
        self.push(start, if length.is_some() { TokenKind::Table } else { TokenKind::Invalid });
        self.expect = Expect::Value;
    }

    fn string(&mut self, quote: u8) {
        let start = self.at;
        let multi_line = self.byte(1) == Some(quote) && self.byte(2) == Some(quote);
        let width = if multi_line { 3 } else { 1 };
        let kind = if self.expect == Expect::Key { TokenKind::Key } else { TokenKind::String };
        self.at += width;
        let mut piece = start;
        loop {
            match self.byte(0) {
                None => break self.left_open(start, width, piece, kind),
                Some(b'\n') if !multi_line => break self.left_open(start, width, piece, kind),
                Some(b'\\') if quote == b'"' => {
                    self.push_piece(piece, kind);
                    piece = self.escape(multi_line);
                }
                Some(byte) if byte == quote => {
                    let run = self.text.as_bytes().iter().skip(self.at).take(5).take_while(|b| **b == quote).count();
                    if !multi_line {
                        self.at += 1;
                        break self.push_piece(piece, kind);
                    }
                    self.at += run;
                    if run >= 3 {
                        break self.push_piece(piece, kind);
                    }
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn left_open(&mut self, start: usize, width: usize, piece: usize, kind: TokenKind) {
        self.push_piece(piece, kind);
        if self.at >= self.text.len() {
            self.lexed.open.push(Span::from_range(start..start + width));
        } else {
            self.lexed.cut.push(Span::from_range(start..start + width));
        }
    }

    /// Reads an escape and says where it ended.
    fn escape(&mut self, multi_line: bool) -> usize {
        let start = self.at;
        let digits = match self.byte(1) {
            Some(b'u') => 4,
            Some(b'U') => 8,
            Some(b'x') => 2,
            _ => 0,
        };
        let rest = self.text.get(start + 1..).unwrap_or("");
        let first = rest.chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        let hex = rest.bytes().skip(1).take(digits).take_while(u8::is_ascii_hexdigit).count();
        let line_end = multi_line && rest.trim_start_matches([' ', '\t', '\r']).starts_with('\n');
        let known =
            line_end || matches!(rest.as_bytes().first(), Some(b'b' | b't' | b'n' | b'f' | b'r' | b'"' | b'\\'));
        let whole = known || (digits > 0 && hex == digits);
        self.at = start + 1 + if line_end { 0 } else { first + hex };
        self.push(start, if whole { TokenKind::Escape } else { TokenKind::Invalid });
        self.at
    }

    fn word(&mut self) {
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or("");
        let is_word = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || "_+-:".contains(c);
        let ends = |c: char| !is_word(c) && (self.expect == Expect::Key || c != '.');
        let first = rest.chars().next().map_or(1, char::len_utf8);
        self.at += rest.find(ends).unwrap_or(rest.len()).max(first);
        let word = self.text.get(start..self.at).unwrap_or("");
        let bare_key = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        let kind = match self.expect {
            Expect::Key if bare_key => TokenKind::Key,
            Expect::Value if word == "true" || word == "false" => TokenKind::Constant,
            Expect::Value if is_number(word) => TokenKind::Number,
            Expect::Key | Expect::Value => TokenKind::Invalid,
        };
        self.push(start, kind);
    }

    fn punctuation(&mut self) {
        self.at += 1;
        self.push(self.at - 1, TokenKind::Punctuation);
    }

    fn push_piece(&mut self, start: usize, kind: TokenKind) {
        if start < self.at {
            self.push(start, kind);
        }
    }

    fn push(&mut self, start: usize, kind: TokenKind) {
        self.lexed.tokens.push(Token { span: Span::from_range(start..self.at), kind });
    }

    fn byte(&self, ahead: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + ahead).copied()
    }

    fn line_end(&self) -> usize {
        let rest = self.text.as_bytes().iter().skip(self.at);
        self.at + rest.take_while(|byte| **byte != b'\n').count()
    }
}

/// Bytes of `[a.b]` or `[[a.b]]` at the start of `line`; a bracket in a quoted key does not close it.
pub(super) fn header_length(line: &str) -> Option<usize> {
    let double = line.starts_with("[[");
    let mut quote = None;
    for (at, byte) in line.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            (None, b']') if !double => return Some(at + 1),
            (None, b']') => return line.get(at..)?.starts_with("]]").then_some(at + 2),
            (None, b'#') => return None,
            _ => {}
        }
    }
    None
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['+', '-']);
    let number = digits.starts_with(|c: char| c.is_ascii_digit());
    let plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-.:".contains(&byte));
    (number && plain) || digits == "inf" || digits == "nan"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each token as its kind's first letter and its text.
    fn drawn(text: &str) -> String {
        let letter = |kind| match kind {
            TokenKind::Table => 'T',
            TokenKind::Key => 'K',
            TokenKind::String => 'S',
            TokenKind::Escape => 'E',
            TokenKind::Number => 'N',
            TokenKind::Constant => 'C',
            TokenKind::Comment => '#',
            TokenKind::Punctuation => 'P',
            TokenKind::Invalid => '!',
        };
        let drawn: Vec<_> = tokens(text).iter().map(|t| format!("{}<{}>", letter(t.kind), t.span.of(text))).collect();
        drawn.join(" ")
    }

    #[test]
    fn every_piece_of_toml_has_its_colour() {
        for (text, expected) in [
            ("[[rule.threat]] # x", "T<[[rule.threat]]> #<# x>"),
            ("[\"a]b\"]", "T<[\"a]b\"]>"),
            ("a.\"b\" = 'c'", "K<a> P<.> K<\"b\"> P<=> S<'c'>"),
            ("a = \"x\\ny\"", "K<a> P<=> S<\"x> E<\\n> S<y\">"),
            ("a = \"\"\"x\\\n y\"\"\"", "K<a> P<=> S<\"\"\"x> E<\\> S<\n y\"\"\">"),
            ("a = '''x''y'''", "K<a> P<=> S<'''x''y'''>"),
            ("a = [1, true]", "K<a> P<=> P<[> N<1> P<,> C<true> P<]>"),
            ("a = [\n[1]\n]\nb = 2", "K<a> P<=> P<[> P<[> N<1> P<]> P<]> K<b> P<=> N<2>"),
            ("a = {b = -1.5e3, c = 'd'}", "K<a> P<=> P<{> K<b> P<=> N<-1.5e3> P<,> K<c> P<=> S<'d'> P<}>"),
            ("\u{feff}a = 1\r\nb = 2024-05-01T10:20:30Z", "K<a> P<=> N<1> K<b> P<=> N<2024-05-01T10:20:30Z>"),
            ("a = high", "K<a> P<=> !<high>"),
            ("a = ]", "K<a> P<=> !<]>"),
            ("[rule", "!<[rule>"),
            ("a = \"\\q\\u12\"", "K<a> P<=> S<\"> !<\\q> !<\\u12> S<\">"),
            ("a = \"x\nb = 1", "K<a> P<=> S<\"x> K<b> P<=> N<1>"),
            ("é = ü;", "!<é> P<=> !<ü> !<;>"),
        ] {
            assert_eq!(drawn(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_open_at_the_end_is_known() {
        for (text, expected) in [
            ("a = 1", vec![]),
            ("a = \"\"\"x", vec!["\"\"\""]),
            ("a = [1, \"x", vec!["[", "\""]),
            ("a = {b = [", vec!["{", "["]),
            ("a = \"x\nb = 1", vec![]),
        ] {
            let open: Vec<_> = lex(text).open.iter().map(|span| span.of(text)).collect();
            assert_eq!(open, expected, "{text}");
        }
    }
}
