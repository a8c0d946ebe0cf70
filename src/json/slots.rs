use super::projection::Cursor;
use super::string::key_equals;
use crate::text::Span;

/// Where the values of some paths stand in many records, found in one pass over each and without building anything.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    root: Branch,
    count: usize,
}

/// A value on the way to a wanted one, or a wanted one.
#[derive(Clone, Debug, Default)]
struct Branch {
    /// Its number, if it is wanted.
    own: Option<usize>,
    /// The numbers of what is wanted below it.
    below: Vec<usize>,
    members: Vec<(Box<str>, Branch)>,
}

impl Slots {
    /// The number of a path of keys; the same for the same path.
    pub fn add(&mut self, path: &[&str]) -> usize {
        let mut here = &mut self.root;
        let mut trail = Vec::new();
        for key in path {
            let at = here.members.iter().position(|(member, _)| **member == **key).unwrap_or_else(|| {
                here.members.push(((*key).into(), Branch::default()));
                here.members.len() - 1
            });
            trail.push(at);
            #[expect(clippy::indexing_slicing, reason = "it was found or put there")]
            let (_, member) = &mut here.members[at];
            here = member;
        }
        if let Some(known) = here.own {
            return known;
        }
        let number = self.count;
        self.count += 1;
        here.own = Some(number);
        let mut above = &mut self.root;
        for at in trail {
            above.below.push(number);
            #[expect(clippy::indexing_slicing, reason = "it was found or put there")]
            let (_, member) = &mut above.members[at];
            above = member;
        }
        number
    }

    /// Fills `found` with the places of the values in the object at `span` of `text`, by number. Where a list or anything else
    /// that is no object stands above a wanted value, that is its place. The text must have been checked before, and have no key
    /// twice.
    pub fn find(&self, text: &str, span: Span, found: &mut Vec<Option<Span>>) {
        found.clear();
        found.resize(self.count, None);
        let mut cursor = Cursor::new(text, span);
        cursor.skip_space();
        if cursor.peek() == Some(b'{') {
            self.root.find(&mut cursor, found);
        }
    }
}

impl Branch {
    /// Reads an object to its end.
    fn find(&self, cursor: &mut Cursor<'_>, found: &mut Vec<Option<Span>>) {
        cursor.at += 1;
        loop {
            cursor.skip_space();
            match cursor.peek() {
                Some(b'"') => {}
                Some(b',') => {
                    cursor.at += 1;
                    continue;
                }
                // Its end, or that of a text that is not what it was said to be.
                _ => {
                    cursor.at += 1;
                    return;
                }
            }
            let (key, escaped) = cursor.key();
            let start = cursor.at;
            let Some(member) = self.member(cursor.text, key, escaped) else {
                cursor.skip_value();
                continue;
            };
            let is_object = cursor.peek() == Some(b'{');
            if is_object && !member.members.is_empty() {
                member.find(cursor, found);
            } else {
                cursor.skip_value();
            }
            let place = Some(Span::from_range(start..cursor.at));
            let beneath = if is_object { &[][..] } else { &member.below };
            for number in member.own.iter().chain(beneath) {
                if let Some(slot) = found.get_mut(*number) {
                    *slot = place;
                }
            }
        }
    }

    #[inline(always)]
    fn member(&self, text: &str, key: Span, escaped: bool) -> Option<&Self> {
        let bytes = text.as_bytes();
        let (length, first) = (key.len().saturating_sub(2) as usize, bytes.get(key.start as usize + 1));
        let is = |member: &str| {
            let likely = escaped || (member.len() == length && member.as_bytes().first() == first);
            likely && key_equals(text, key, member)
        };
        self.members.iter().find(|(member, _)| is(member)).map(|(_, member)| member)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_by_path() {
        let text = r#" {"a": {"b": [1, {"c": 2}], "d": null, "x": {"b": 0}}, "e\u0066": "\"{", "l": [{"m": 1}], "s": "t", "": 3} "#;
        let mut slots = Slots::default();
        let paths: &[(&[&str], &str)] = &[
            (&["a", "b", "c"], r#"[1, {"c": 2}]"#),
            (&["a"], r#"{"b": [1, {"c": 2}], "d": null, "x": {"b": 0}}"#),
            (&["a", "d"], "null"),
            (&["ef"], r#""\"{""#),
            (&["l", "m"], r#"[{"m": 1}]"#),
            (&["s", "t", "u"], r#""t""#),
            (&["a", "x", "b"], "0"),
            (&["a", "x", "y"], ""),
            (&["none"], ""),
        ];
        let numbers: Vec<usize> = paths.iter().map(|(path, _)| slots.add(path)).collect();
        assert_eq!(slots.add(&["a", "d"]), numbers[2], "a path has one number");
        let mut found = Vec::new();
        slots.find(text, Span::from_range(0..text.len()), &mut found);
        for ((path, value), number) in paths.iter().zip(numbers) {
            assert_eq!(found[number].map_or("", |span| span.of(text)), *value, "{path:?}");
        }
        for text in ["", "3", "[{\"a\": 1}]", "{", "{\"a\"", "{\"a\": {"] {
            slots.find(text, Span::from_range(0..text.len()), &mut found);
        }
    }
}
