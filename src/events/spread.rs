use super::{Bitmap, Column};

impl Column {
    /// The events that have one of the dictionary's entries for which `wanted` holds. A value that is not known has none.
    pub fn events_with(&self, wanted: &[bool]) -> Bitmap {
        let events = u32::try_from(self.len()).unwrap_or(u32::MAX);
        if !wanted.contains(&true) {
            return Bitmap::none(events);
        }
        let is_wanted = |id: u32| wanted.get(id as usize).copied().unwrap_or(false);
        if self.one_each() {
            let word = |ids: &[u32]| ids.iter().rev().fold(0, |word, id| word << 1 | u64::from(is_wanted(*id)));
            return Bitmap::from_words(self.ids.chunks(64).map(word).collect(), events);
        }
        let mut found = Bitmap::none(events);
        let mut start = 0;
        for (event, end) in (0..).zip(self.starts.iter().skip(1)) {
            let ids = self.ids.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            for id in ids {
                if is_wanted(*id) {
                    found.set(event);
                }
            }
        }
        found
    }

    /// Whether every event has exactly one value, as in most columns: then the value of event `i` is `ids[i]`.
    fn one_each(&self) -> bool {
        self.ids.len() == self.len() && !self.has_lists
    }
}

#[cfg(test)]
mod tests {
    use crate::cloudtrail::MappingOptions;
    use crate::ecs::FieldPath;
    use crate::events::{SourceText, Store};

    #[test]
    fn values_are_spread_over_events_with_none_one_and_several() {
        let cases: [fn(usize) -> String; 3] = [
            |event| format!(r#"{{"tags":"{}"}}"#, event % 3),
            |event| if event % 5 == 0 { "{}".to_owned() } else { format!(r#"{{"tags":"{}"}}"#, event % 3) },
            // As many values as events, and still not one each.
            |event| {
                if event % 2 == 0 { r#"{"x":1}"#.to_owned() } else { format!(r#"{{"tags":["{}","b"]}}"#, event % 3) }
            },
        ];
        for line in cases {
            let text: Vec<String> = (0..130).map(line).collect();
            let source = SourceText { name: String::new(), text: text.join("\n") };
            let mut store = Store::open(vec![source], MappingOptions::default());
            let column = store.column(&FieldPath::new("tags"));
            let wanted: Vec<bool> =
                column.dictionary.iter().map(|entry| format!("{entry:?}").contains("\"1\"")).collect();
            let found: Vec<u32> = column.events_with(&wanted).ones().collect();
            let expected: Vec<u32> = (0..130).filter(|event| line(*event as usize).contains("\"1\"")).collect();
            assert!(!expected.is_empty());
            assert_eq!(found, expected);
        }
    }
}
