use super::lookup::Service;
use crate::pattern::Wildcard;

/// Reads the packed text into services. One after the other, each is a line with its names, then indented lines with
/// its actions:
///
/// ```text
/// # a comment
/// ec2 second-name
///  Create,Delete,Describe+ Route Vpc
///  = Publish *_GET
/// ```
///
/// A line of verbs and nouns stands for every verb with every noun; `+` behind a verb makes the noun plural, so that the
/// line above has `DescribeVpcs`. Behind `=` stand whole names, in which `*` is any text. A service may come twice.
pub fn read(text: &str) -> Vec<(Service, Vec<String>)> {
    let mut services: Vec<(Service, Vec<String>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
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
        for verb in verbs.split(',') {
            let (verb, plural) = verb.strip_suffix('+').map_or((verb, ""), |verb| (verb, "s"));
            actions.extend(nouns.split(' ').map(|noun| format!("{verb}{noun}{plural}")));
        }
    }
    services
}
