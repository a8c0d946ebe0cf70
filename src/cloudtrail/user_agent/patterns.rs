use super::dialect::portable;

/// What a pattern recognises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The program: `user_agent.name` and `user_agent.version`.
    UserAgent,
    /// The operating system: `user_agent.os.*`.
    Os,
    /// The device: `user_agent.device.name`.
    Device,
}

/// One pattern of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The regular expression, in words that Rust's `regex` and JavaScript's RegExp (flag `u`) read alike.
    pub regex: String,
    /// The name instead of the first group; its `$1` stands for the first group.
    pub name: Option<String>,
    /// The parts of the version instead of the second to fifth group, taken literally.
    pub version: [Option<String>; 4],
}

/// The patterns of each kind, in the order they are tried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatternList {
    /// Of [`Kind::UserAgent`].
    pub user_agents: Vec<Pattern>,
    /// Of [`Kind::Os`].
    pub systems: Vec<Pattern>,
    /// Of [`Kind::Device`].
    pub devices: Vec<Pattern>,
}

impl PatternList {
    /// Reads the packed file: one pattern a line, cells separated by tabs (kind and flags, regex, name, four parts of the
    /// version), `#` before a comment. Lines of another shape are left out; the file is made by our own script.
    pub fn read(text: &str) -> Self {
        let mut list = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let (Some(kind), Some(regex)) = (cells.next(), cells.next()) else { continue };
            let mut replacement = || cells.next().filter(|cell| !cell.is_empty()).map(str::to_owned);
            let pattern = Pattern {
                regex: portable(regex, kind.ends_with('i')),
                name: replacement(),
                version: std::array::from_fn(|_| replacement()),
            };
            match kind.as_bytes().first() {
                Some(b'u') => list.user_agents.push(pattern),
                Some(b'o') => list.systems.push(pattern),
                Some(b'd') => list.devices.push(pattern),
                _ => {}
            }
        }
        list
    }

    /// The patterns of one kind.
    pub fn of(&self, kind: Kind) -> &[Pattern] {
        match kind {
            Kind::UserAgent => &self.user_agents,
            Kind::Os => &self.systems,
            Kind::Device => &self.devices,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_pattern() {
        let list = PatternList::read("# note\nu\t(Boto3)/(\\d+)\ndi\t(bot)\tSpider\no\tMac\tMac OS X\t\t2\n");
        assert_eq!(list.user_agents[0].regex, "(Boto3)/([0-9]+)");
        assert_eq!(
            list.devices[0],
            Pattern { regex: "([bB][oO][tT])".into(), name: Some("Spider".into()), version: Default::default() }
        );
        assert_eq!(list.systems[0].version, [None, Some("2".into()), None, None]);
    }

    #[test]
    fn the_packed_file_has_the_patterns_of_the_bundled_version() {
        let text = include_str!("patterns.txt");
        assert!(text.starts_with(&format!("# {},", super::super::PATTERNS_VERSION)));
        let list = PatternList::read(text);
        assert_eq!([list.user_agents.len(), list.systems.len(), list.devices.len()], [323, 164, 616]);
    }
}
