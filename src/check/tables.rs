use crate::text::Lower;

/// What published rules use of MITRE's catalogue, and their tags. Read from one packed text.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Identifier, name and the tactics it stands under, sorted by identifier.
    entries: Vec<Entry>,
    /// Tags, sorted.
    tags: Vec<Box<str>>,
}

#[derive(Clone, Debug)]
struct Entry {
    id: Box<str>,
    name: Box<str>,
    tactics: Box<str>,
}

impl Tables {
    /// Reads lines of three columns, tabs between them, for identifiers, and of one column for tags.
    pub fn read(text: &str) -> Self {
        let mut tables = Self::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            match (columns.next(), columns.next(), columns.next()) {
                (Some(id), Some(name), tactics) => {
                    let tactics = tactics.unwrap_or("").into();
                    tables.entries.push(Entry { id: id.into(), name: name.into(), tactics });
                }
                (Some(tag), None, _) if !tag.is_empty() => tables.tags.push(tag.into()),
                _ => {}
            }
        }
        tables
    }

    /// What the project carries.
    #[cfg(not(target_family = "wasm"))]
    pub fn bundled() -> Self {
        Self::read(include_str!("tables.txt"))
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        let at = self.entries.binary_search_by(|entry| (*entry.id).cmp(id)).ok()?;
        self.entries.get(at)
    }

    /// The name of a tactic, technique or sub-technique.
    pub fn name_of(&self, id: &str) -> Option<&str> {
        self.entry(id).map(|entry| &*entry.name)
    }

    /// Whether published rules have the technique under the tactic.
    pub fn pairs(&self, tactic: &str, technique: &str) -> bool {
        self.entry(technique).is_some_and(|entry| entry.tactics.split(' ').any(|known| known == tactic))
    }

    /// How published rules write a tag that differs only by upper and lower case.
    pub fn usual_tag(&self, tag: &str) -> Option<&str> {
        let lower = tag.lower();
        let tags = || self.tags.iter().map(|known| &**known);
        if tags().any(|known| known == tag) { None } else { tags().find(|known| known.lower() == lower) }
    }

    /// Whether the tag holds a category that published rules use.
    pub fn has_category(&self, tag: &str) -> bool {
        let category = |known: &str| known.split_once(':').map(|(category, _)| [category, ":"].concat());
        self.tags.iter().filter_map(|known| category(known)).any(|category| tag.contains(&category))
    }
}
