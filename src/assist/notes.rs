use crate::diagnostic::codes;
use crate::rule::schema::ROWS;

/// What fields, functions and words of the query languages mean, one sentence each, and the values that keys of a rule
/// usually have where any text would do.
///
/// `notes.txt` holds them, one a line; it is loaded only when somebody asks: in the browser from a file of its own.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Each name with what follows it on its line.
    lines: Vec<(Box<str>, Box<str>)>,
}

impl Notes {
    /// Reads lines of a name, a tab, and what is said of it. The name of an object ends in a dot, that of a word in a space.
    /// The name of a function ends in `(`, and its signature and a tab stand before the sentence; that of a key ends in ` =`,
    /// and a value and a tab stand before the sentence, which may be empty. The path of a key and the id of a code end in `:`.
    pub fn read(text: &str) -> Self {
        let mut lines = Vec::new();
        for line in text.lines() {
            if let Some((name, said)) = line.split_once('\t').filter(|_| !line.starts_with('#')) {
                lines.push((name.into(), said.into()));
            }
        }
        Self { lines }
    }

    /// The sentence about a field: its own, or that of the object it lies in.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut above = name;
        loop {
            if let Some(said) = self.line(above) {
                return Some(said);
            }
            let dot = above.strip_suffix('.').unwrap_or(above).rfind('.')?;
            above = above.get(..=dot)?;
        }
    }

    /// Signature and sentence of a function.
    pub fn function(&self, name: &str) -> Option<(&str, &str)> {
        let mut key = name.to_ascii_lowercase();
        key.push('(');
        self.line(&key)?.split_once('\t')
    }

    /// The sentence about a word or sign of a query language.
    pub fn word(&self, word: &str) -> Option<&str> {
        let mut key = word.to_ascii_lowercase();
        key.push(' ');
        self.line(&key)
    }

    /// The values that the key at `path` usually has, each with a sentence, which may be empty.
    pub fn usual(&self, path: &str) -> Vec<(&str, &str)> {
        let mut usual = Vec::new();
        for (name, said) in &self.lines {
            if name.strip_suffix(" =") == Some(path) {
                usual.extend(said.split_once('\t'));
            }
        }
        usual
    }

    /// The sentence about the key of a rule at `path`, or why a message of this code is said.
    pub fn own(&self, name: &str) -> Option<&str> {
        self.line(&[name, ":"].concat())
    }

    /// What the tables of keys and codes say of their rows, as lines: the page carries those tables without sentences.
    /// `said.txt` holds it.
    pub fn said() -> String {
        let codes = codes::all().map(|code| (code.id, code.explanation));
        let lines = codes.chain(ROWS.iter().map(|row| (row.path, row.doc)));
        lines.map(|(name, said)| format!("{name}:\t{said}\n")).collect()
    }

    fn line(&self, name: &str) -> Option<&str> {
        self.lines.iter().find(|(key, _)| **key == *name).map(|(_, said)| &**said)
    }
}
