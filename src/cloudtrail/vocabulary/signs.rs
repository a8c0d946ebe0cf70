use std::{mem, vec};

/// Words and sets of verbs by their signs. `xtask/tables/vocabulary.py` gives the signs.
///
/// Most of the table is words that come again and again, which gzip packs best as one character each: letters and what
/// follows from U+0100 on for words, punctuation and what follows for sets. What is used once has no sign of its own; it
/// stands behind the others in the order of its use, and `_` or `*` means the next.
#[derive(Debug, Default)]
pub struct Signs<'t> {
    words: Signed<&'t str>,
    sets: Signed<Vec<Verb<'t>>>,
}

/// A verb, and what it puts behind its noun: nothing, or the `s` of the plural.
type Verb<'t> = (&'t str, &'static str);

/// What has signs, in their order, and what has none.
#[derive(Debug)]
struct Signed<T> {
    signed: Vec<T>,
    rest: vec::IntoIter<T>,
}

/// What a character means; without a number the next word or set of those without a sign.
enum Sign {
    Shared(usize),
    Word(Option<usize>),
    Set(Option<usize>),
}

/// The signs of the commonest sets.
const PUNCTUATION: &str = "!\"#$%&'()+,-./:;<=>?@[\\]^`{|}~";

impl<'t> Signs<'t> {
    /// Reads words with spaces between them, `_` before those without a sign.
    pub fn read_words(&mut self, line: &'t str) {
        self.words = Signed::read(line, " _ ", |word| word);
    }

    /// Reads sets, each the signs of its verbs, with spaces between them and `*` before those without a sign. `+` behind a
    /// verb makes the noun plural.
    pub fn read_sets(&mut self, line: &'t str) {
        let words = &mut self.words;
        self.sets = Signed::read(line, " * ", |set| {
            let mut verbs: Vec<Verb<'t>> = Vec::new();
            for character in set.chars() {
                match (sign(character), verbs.last_mut()) {
                    (Sign::Word(number), _) => verbs.extend(words.get(number).map(|word| (word, ""))),
                    (_, Some((_, plural))) => *plural = "s",
                    _ => {}
                }
            }
            verbs
        });
    }

    /// Reads nouns, each with how many words it shares with the one before, its other words and its verbs, into actions.
    pub fn read_nouns(&mut self, line: &str, actions: &mut Vec<String>) {
        let (mut noun, mut before) = (Vec::new(), Vec::new());
        for character in line.chars() {
            match sign(character) {
                Sign::Shared(count) => noun = before.iter().take(count).copied().collect(),
                Sign::Word(number) => noun.extend(self.words.get(number)),
                Sign::Set(number) => {
                    for (verb, plural) in self.sets.get(number).unwrap_or_default() {
                        actions.push([verb, &noun.concat(), plural].concat());
                    }
                    before = mem::take(&mut noun);
                }
            }
        }
    }
}

impl<T: Clone> Signed<T> {
    fn read<'t>(line: &'t str, between: &str, mut item: impl FnMut(&'t str) -> T) -> Self {
        let (signed, rest) = line.split_once(between).unwrap_or((line, ""));
        let signed = signed.split(' ').map(&mut item).collect();
        Self { signed, rest: rest.split(' ').map(item).collect::<Vec<T>>().into_iter() }
    }

    fn get(&mut self, number: Option<usize>) -> Option<T> {
        match number {
            Some(number) => self.signed.get(number).cloned(),
            None => self.rest.next(),
        }
    }
}

impl<T> Default for Signed<T> {
    fn default() -> Self {
        Self { signed: Vec::new(), rest: Vec::new().into_iter() }
    }
}

fn sign(character: char) -> Sign {
    let behind = |first: char, before: usize| Some(before + (character as usize) - (first as usize));
    match character {
        '0'..='9' => Sign::Shared((character as usize) - ('0' as usize)),
        '_' => Sign::Word(None),
        'a'..='z' => Sign::Word(behind('a', 0)),
        'A'..='Z' => Sign::Word(behind('A', 26)),
        '\u{100}'..'\u{680}' => Sign::Word(behind('\u{100}', 52)),
        '\u{a0}'..'\u{100}' => Sign::Set(behind('\u{a0}', PUNCTUATION.len())),
        '\u{680}'.. => Sign::Set(behind('\u{680}', PUNCTUATION.len() + 96)),
        _ => Sign::Set(PUNCTUATION.find(character)),
    }
}
