//! The browser's regular expressions as the engine of the user-agent patterns.

use js_sys::RegExp;
use rule_playground::cloudtrail::user_agent::{CompiledPattern, RegexEngine};

/// The browser's `RegExp` with the flag `u`; `tests/user_agents` compares it with the `regex` crate.
pub struct BrowserRegExp;

/// A compiled `RegExp`.
pub struct Compiled(RegExp);

impl RegexEngine for BrowserRegExp {
    type Compiled = Compiled;

    fn compile(&self, regex: &str) -> Option<Compiled> {
        // The constructor throws at a pattern it refuses, which ends the worker; the tests compile every pattern.
        Some(Compiled(RegExp::new(regex, "u")))
    }
}

impl CompiledPattern for Compiled {
    fn captures(&self, text: &str) -> Option<Vec<Option<String>>> {
        Some(self.0.exec(text)?.iter().map(|group| group.as_string()).collect())
    }
}
