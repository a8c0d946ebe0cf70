use std::cell::{OnceCell, RefCell};

use super::{Kind, Pattern, PatternList, UserAgent, UserAgentParser};
use crate::order::Map;

/// What finds patterns in text: the `regex` crate natively, RegExp in the browser.
pub trait RegexEngine {
    /// A pattern ready for use.
    type Compiled: CompiledPattern;

    /// Compiles a pattern that is already in the words both engines share; `None` where the engine refuses it.
    fn compile(&self, regex: &str) -> Option<Self::Compiled>;
}

/// A compiled pattern.
pub trait CompiledPattern {
    /// The groups of the first match anywhere in `text`, the whole match first; `None` where nothing matches.
    fn captures(&self, text: &str) -> Option<Vec<Option<String>>>;
}

/// Takes user agents apart as Elasticsearch does. Patterns are compiled when they are first tried, and every distinct
/// user agent is taken apart once.
pub struct PatternParser<E: RegexEngine> {
    engine: E,
    list: PatternList,
    compiled: Vec<OnceCell<Option<E::Compiled>>>,
    known: RefCell<Map<String, UserAgent>>,
}

/// What the first pattern of a kind made of a user agent.
struct Match {
    name: String,
    /// The parts of the version up to the first that is missing or empty, joined with dots.
    version: Option<String>,
}

impl<E: RegexEngine> PatternParser<E> {
    /// A parser that tries the patterns of `list` with `engine`.
    pub fn new(list: PatternList, engine: E) -> Self {
        let count = list.user_agents.len() + list.systems.len() + list.devices.len();
        let compiled = std::iter::repeat_with(OnceCell::new).take(count).collect();
        Self { engine, list, compiled, known: RefCell::default() }
    }

    fn take_apart(&self, original: &str) -> UserAgent {
        let other = || "Other".to_owned();
        let program = self.find(Kind::UserAgent, original);
        let system = self.find(Kind::Os, original);
        let device = self.find(Kind::Device, original);
        let (name, version) = program.map_or((other(), None), |found| (found.name, found.version));
        let (os_name, os_version) = system.map_or((None, None), |found| (Some(found.name), found.version));
        UserAgent {
            name,
            version,
            os_full: os_name.as_ref().zip(os_version.as_ref()).map(|(name, version)| format!("{name} {version}")),
            os_name,
            os_version,
            device_name: device.map_or_else(other, |found| found.name),
        }
    }

    /// The first pattern that matches and yields a name.
    fn find(&self, kind: Kind, text: &str) -> Option<Match> {
        let start = match kind {
            Kind::UserAgent => 0,
            Kind::Os => self.list.user_agents.len(),
            Kind::Device => self.list.user_agents.len() + self.list.systems.len(),
        };
        self.list.of(kind).iter().zip(self.compiled.iter().skip(start)).find_map(|(pattern, slot)| {
            let compiled = slot.get_or_init(|| self.engine.compile(&pattern.regex)).as_ref()?;
            pattern.read(&compiled.captures(text)?)
        })
    }
}

impl Pattern {
    fn read(&self, groups: &[Option<String>]) -> Option<Match> {
        let group = |number: usize| groups.get(number).cloned().flatten();
        let name = match (&self.name, group(1)) {
            (Some(name), Some(first)) => name.replacen("$1", &first, 1),
            (Some(name), None) => name.clone(),
            (None, first) => first?,
        };
        // A missing or empty part ends the version, as in Elasticsearch since 8.16.2.
        let parts = self.version.iter().zip(2..).map(|(literal, number)| literal.clone().or_else(|| group(number)));
        let version: Vec<String> = parts.map_while(|part| part.filter(|part| !part.is_empty())).collect();
        Some(Match { name, version: (!version.is_empty()).then(|| version.join(".")) })
    }
}

impl<E: RegexEngine> UserAgentParser for PatternParser<E> {
    fn parse(&self, original: &str) -> UserAgent {
        if let Some(known) = self.known.borrow().get(original) {
            return known.clone();
        }
        let parts = self.take_apart(original);
        self.known.borrow_mut().insert(original.to_owned(), parts.clone());
        parts
    }
}
