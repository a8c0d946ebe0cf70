use super::lookup::Service;
use super::signs::Signs;
use crate::pattern::Wildcard;

/// Reads the packed text into services. One after the other, each is a line with its names, then indented lines with
/// its actions:
///
/// ```text
/// # a comment
/// % Create Delete Describe Route Table _ Get Server
/// @ abc+ * _
/// ec2 second-name
///  Create,Delete,Describe+ Route Vpc
///  = Publish *_GET
/// \tde!1_*
/// ```
///
/// A line of verbs and nouns stands for every verb with every noun; `+` behind a verb makes the noun plural, so that the
/// line above has `DescribeVpcs`. Behind `=` stand whole names, in which `*` is any text. A service may come twice.
///
/// `%` gives words their signs, and `@` sets of verbs; see [`Signs`]. Behind a tab stand nouns, each with how many words it
/// shares with the noun before, the signs of its other words, and the sign of its verbs. The line above has
/// `CreateRouteTable`, …, and `GetRouteServer`.
pub fn read(text: &str) -> Vec<(Service, Vec<String>)> {
    let mut services: Vec<(Service, Vec<String>)> = Vec::new();
    let mut signs = Signs::default();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(line) = line.strip_prefix("% ") {
            signs.read_words(line);
            continue;
        }
        if let Some(line) = line.strip_prefix("@ ") {
            signs.read_sets(line);
            continue;
        }
        if let (Some(line), Some((_, actions))) = (line.strip_prefix('\t'), services.last_mut()) {
            signs.read_nouns(line, actions);
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
        for noun in nouns.split(' ') {
            actions.extend(verbs.split(',').map(|verb| match verb.strip_suffix('+') {
                Some(verb) => [verb, noun, "s"].concat(),
                None => [verb, noun].concat(),
            }));
        }
    }
    services
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_written_with_the_signs_of_their_words() {
        let text = "% Create List Route Table _ Get Server Port\n@ ab+ _ * b\nec2\n\tcd!1_\"2_*c\"\n";
        let [(service, actions)] = read(text).try_into().unwrap();
        assert_eq!(*service.providers, ["ec2".into()]);
        assert_eq!(
            actions,
            ["CreateRouteTable", "ListRouteTables", "GetRouteServer", "ListRouteServerPort", "GetRoute"]
        );
    }

    #[test]
    fn a_damaged_table_gives_less() {
        for text in [
            "\ta!",
            "ec2\n\ta",
            "ec2\n\ta!",
            "% Route _\n@ a *\nec2\n\t9a*",
            "% Route _\n@ a *\nec2\n\té!",
            "% Route\n@ zz\u{7ff}\nec2\n\tz\u{10ffff}",
        ] {
            assert!(read(text).iter().all(|(_, actions)| actions.len() < 2), "{text}");
        }
    }
}
