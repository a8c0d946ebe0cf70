use super::lookup::Service;
use crate::pattern::Wildcard;

/// The signs that stand for the first sets of verbs; `xtask/tables/vocabulary.py` has the same.
const CODES: &str = "!\"$%&'()*+-./:;<=>?@[]^`{|}";

/// Reads the packed text into services. One after the other, each is a line with its names, then indented lines with
/// its actions:
///
/// ```text
/// # a comment
/// @ Create,Delete,Describe+ Get
/// ec2 second-name
///  Create,Delete,Describe+ Route Vpc
///  = Publish *_GET
/// \tRouteTable!1Server"
/// ```
///
/// A line of verbs and nouns stands for every verb with every noun; `+` behind a verb makes the noun plural, so that the
/// line above has `DescribeVpcs`. Behind `=` stand whole names, in which `*` is any text. A service may come twice.
///
/// `@` numbers sets of verbs. Behind a tab stand nouns, each with the code of its verbs: how many words it shares with the
/// noun before, what follows them, and one of [`CODES`], or `~` and two characters for a set beyond those. The line above
/// has `CreateRouteTable`, …, and `GetRouteServer`. Nouns written like this take a ninth less after gzip.
pub fn read(text: &str) -> Vec<(Service, Vec<String>)> {
    let mut services: Vec<(Service, Vec<String>)> = Vec::new();
    let mut sets: Vec<&str> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(line) = line.strip_prefix("@ ") {
            sets = line.split(' ').collect();
            continue;
        }
        if let (Some(line), Some((_, actions))) = (line.strip_prefix('\t'), services.last_mut()) {
            read_shared(line, &sets, actions);
            continue;
        }
        let Some(line) = line.strip_prefix(' ') else {
            let providers = line.split(' ').map(|name| name.into()).collect();
            services.push((Service { providers, ..Service::default() }, Vec::new()));
            continue;
        };
        let Some((service, actions)) = services.last_mut() else { continue };
        let (verbs, nouns) = line.split_once(' ').unwrap_or((line, ""));
        if verbs == "=" {
            let (patterns, names): (Vec<&str>, Vec<&str>) = nouns.split(' ').partition(|name| name.contains('*'));
            service.patterns.extend(patterns.into_iter().map(Wildcard::new));
            actions.extend(names.into_iter().map(str::to_owned));
            continue;
        }
        nouns.split(' ').for_each(|noun| add(verbs, noun, actions));
    }
    services
}

/// Nouns that begin like the one before.
fn read_shared(mut line: &str, sets: &[&str], actions: &mut Vec<String>) {
    let mut noun = String::new();
    while let Some(at) = line.find(|sign: char| !sign.is_ascii_alphanumeric()) {
        let (own, behind) = line.split_at(at);
        let shared = own.chars().next().and_then(|digit| digit.to_digit(10)).unwrap_or(0) as usize;
        let kept = noun.match_indices(|letter: char| letter.is_ascii_uppercase()).nth(shared).map(|(at, _)| at);
        noun.truncate(kept.unwrap_or(noun.len()));
        noun.push_str(own.get(usize::from(shared > 0)..).unwrap_or_default());
        let Some((verbs, after)) = set(behind).and_then(|(set, after)| Some((sets.get(set)?, after))) else { return };
        add(verbs, &noun, actions);
        line = after;
    }
}

/// The number of a set of verbs, and what stands behind its code.
fn set(text: &str) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    let Some((b'~', _)) = bytes.split_first() else {
        let code = text.chars().next()?;
        return Some((CODES.find(code)?, text.get(1..)?));
    };
    let digit = |at: usize| Some(usize::from(bytes.get(at)?.checked_sub(b'!')?));
    Some((CODES.len() + digit(1)? * 94 + digit(2)?, text.get(3..)?))
}

/// A noun with each of its verbs.
fn add(verbs: &str, noun: &str, actions: &mut Vec<String>) {
    for verb in verbs.split(',') {
        let (verb, plural) = verb.strip_suffix('+').map_or((verb, ""), |verb| (verb, "s"));
        actions.push([verb, noun, plural].concat());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_share_the_words_of_the_noun_before() {
        let mut sets = vec!["Get"; CODES.len() + 95];
        sets[1] = "Create,List+";
        sets[CODES.len() + 94] = "Tag";
        let text = format!("@ {}\nec2\n\tRouteTable!1Server\"2Port~\"!Vpc!\n", sets.join(" "));
        let [(service, actions)] = read(&text).try_into().unwrap();
        assert_eq!(*service.providers, ["ec2".into()]);
        assert_eq!(actions, ["GetRouteTable", "CreateRouteServer", "ListRouteServers", "TagRouteServerPort", "GetVpc"]);
    }

    #[test]
    fn a_damaged_table_gives_less() {
        for text in [
            "\tRoute!",
            "ec2\n\tRoute",
            "ec2\n\tRoute!",
            "@ Get\nec2\n\t9Route~",
            "ec2\n\té!",
            "@ Get\nec2\n\tRoute~é!",
        ] {
            assert!(read(text).iter().all(|(_, actions)| actions.len() < 2), "{text}");
        }
    }
}
