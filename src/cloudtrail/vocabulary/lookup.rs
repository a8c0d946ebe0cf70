use super::dated::{without_version, without_year};
use super::read::read;
use crate::order;
use crate::pattern::{Wildcard, distance};

/// The actions of every service.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Every action's name, sorted.
    names: Vec<Box<str>>,
    /// For each name the services that have it, as indices, ascending.
    owners: Vec<Vec<u16>>,
    services: Vec<Service>,
    /// The services by their names, sorted.
    by_provider: Vec<(Box<str>, u16)>,
}

/// A service: what its `event.provider` can be and which actions it logs.
#[derive(Clone, Debug, Default)]
pub(super) struct Service {
    /// Its names, without [`SUFFIX`].
    pub providers: Vec<Box<str>>,
    /// Its actions, as indices of `names`, ascending.
    pub actions: Vec<u32>,
    /// Names of which only the shape is known.
    pub patterns: Vec<Wildcard>,
}

/// What is known of an action of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// The provider logs it.
    Known,
    /// The provider does not, these do, sorted.
    Elsewhere {
        /// Full names such as `ec2.amazonaws.com`.
        providers: Vec<String>,
    },
    /// Nobody does; this action of the provider is spelled almost alike.
    Nearest {
        /// The name of that action.
        action: String,
    },
    /// Nobody does.
    Unknown,
}

/// What every `event.provider` ends with.
const SUFFIX: &str = ".amazonaws.com";

/// How many characters a misspelled name may be off.
const NEAR: usize = 3;

/// How long a name must be for the rest of it to be guessed.
const LONG: usize = 12;

impl Vocabulary {
    /// Reads the packed tables, one after the other in one text.
    pub fn read(text: &str) -> Self {
        let mut pairs: Vec<(String, u16)> = Vec::new();
        let mut services = Vec::new();
        for (service, actions) in read(text) {
            let number = u16::try_from(services.len()).unwrap_or(u16::MAX);
            services.push(service);
            pairs.extend(actions.into_iter().map(|action| (action, number)));
        }
        order::sort(&mut pairs);
        pairs.dedup();
        let numbered = services.iter().zip(0..);
        let by_provider =
            numbered.flat_map(|(service, number)| service.providers.iter().map(move |name| (name.clone(), number)));
        let mut by_provider: Vec<(Box<str>, u16)> = by_provider.collect();
        order::sort(&mut by_provider);
        let mut vocabulary = Self { services, by_provider, ..Self::default() };
        for (name, number) in pairs {
            if vocabulary.names.last().is_none_or(|last| **last != *name) {
                vocabulary.names.push(name.into());
                vocabulary.owners.push(Vec::new());
            }
            let at = u32::try_from(vocabulary.names.len().saturating_sub(1)).unwrap_or(u32::MAX);
            if let Some(owners) = vocabulary.owners.last_mut() {
                owners.push(number);
            }
            if let Some(service) = vocabulary.services.get_mut(usize::from(number)) {
                service.actions.push(at);
            }
        }
        vocabulary
    }

    /// Whether some service has this `event.provider`.
    pub fn knows_provider(&self, provider: &str) -> bool {
        self.of(provider).next().is_some()
    }

    /// The providers that match a pattern, sorted.
    pub fn providers_like(&self, pattern: &Wildcard) -> Vec<String> {
        let all = self.services.iter().flat_map(|service| &service.providers).map(|name| format!("{name}{SUFFIX}"));
        sorted(all.filter(|provider| pattern.matches(provider)).collect())
    }

    /// Every `event.provider`, sorted.
    pub fn providers(&self) -> impl Iterator<Item = String> + '_ {
        self.by_provider.iter().map(|(name, _)| format!("{name}{SUFFIX}"))
    }

    /// The actions of a provider; of all of them where it is `None`.
    pub fn actions_of(&self, provider: Option<&str>) -> Vec<&str> {
        match provider {
            Some(provider) => self.of(provider).flat_map(|service| self.actions(service)).collect(),
            None => self.names.iter().map(|name| &**name).collect(),
        }
    }

    /// The provider whose name is spelled most alike, or that lacks only its ending.
    pub fn nearest_provider(&self, provider: &str) -> Option<String> {
        let wanted = provider.to_ascii_lowercase();
        // `iam.amazon.com` and `iam.aws` mean `iam`; a name itself may have dots.
        let endings = [".am", ".aws"].into_iter().filter_map(|ending| wanted.find(ending));
        let wanted = wanted.get(..endings.min().unwrap_or(wanted.len())).unwrap_or(&wanted);
        let all = self.services.iter().flat_map(|service| &service.providers).map(|name| &**name);
        nearest(wanted, all).map(|name| format!("{name}{SUFFIX}"))
    }

    /// What is known of `action` as an action of `provider`, which must be known.
    pub fn knows_action(&self, provider: &str, action: &str) -> Action {
        let mut services = self.of(provider).peekable();
        let unversioned = without_version(action);
        if services.peek().is_some() && services.any(|service| self.has(service, action, unversioned)) {
            return Action::Known;
        }
        let providers = self.owners_of(unversioned);
        if !providers.is_empty() {
            return Action::Elsewhere { providers };
        }
        let own: Vec<&str> = self.of(provider).flat_map(|service| self.actions(service)).collect();
        nearest(action, own.iter().copied())
            .map_or(Action::Unknown, |action| Action::Nearest { action: action.to_owned() })
    }

    /// Whether an action of `provider` matches a pattern.
    pub fn knows_action_like(&self, provider: &str, pattern: &Wildcard) -> bool {
        let open = without_year(&pattern.to_string()).map(|open| Wildcard::new(&open));
        let matches = |name: &str| pattern.matches(name) || open.as_ref().is_some_and(|open| open.matches(name));
        // Of names with an open shape nobody can say that the pattern matches none.
        self.of(provider).any(|service| !service.patterns.is_empty() || self.actions(service).any(matches))
    }

    /// Whether any provider is known to log this action. Of those that may log anything nobody knows.
    pub fn knows_action_anywhere(&self, action: &str) -> bool {
        let shapes = || self.services.iter().flat_map(|service| &service.patterns).filter(|shape| !shape.is_any());
        !self.owners_of(without_version(action)).is_empty() || shapes().any(|shape| shape.matches(action))
    }

    /// The action of any provider that is spelled most alike.
    pub fn nearest_action(&self, action: &str) -> Option<&str> {
        nearest(action, self.names.iter().map(|name| &**name))
    }

    /// The services with this `event.provider`; a service may stand in both tables.
    fn of(&self, provider: &str) -> impl Iterator<Item = &Service> {
        let name = provider.strip_suffix(SUFFIX).unwrap_or_default();
        let start = self.by_provider.partition_point(|(other, _)| **other < *name);
        let named = self.by_provider.iter().skip(start).take_while(move |(other, _)| **other == *name);
        named.filter_map(|(_, number)| self.services.get(usize::from(*number)))
    }

    fn has(&self, service: &Service, action: &str, unversioned: &str) -> bool {
        let at = self.names.binary_search_by(|name| (**name).cmp(unversioned)).ok();
        let listed =
            at.and_then(|at| u32::try_from(at).ok()).is_some_and(|at| service.actions.binary_search(&at).is_ok());
        listed || service.patterns.iter().any(|pattern| pattern.matches(action))
    }

    fn actions(&self, service: &Service) -> impl Iterator<Item = &str> {
        service.actions.iter().filter_map(|at| self.names.get(*at as usize)).map(|name| &**name)
    }

    fn owners_of(&self, action: &str) -> Vec<String> {
        let at = self.names.binary_search_by(|name| (**name).cmp(action)).ok();
        let owners = at.and_then(|at| self.owners.get(at)).into_iter().flatten();
        let services = owners.filter_map(|number| self.services.get(usize::from(*number)));
        sorted(services.flat_map(|service| &service.providers).map(|name| format!("{name}{SUFFIX}")).collect())
    }
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    order::sort(&mut names);
    names.dedup();
    names
}

/// The name spelled most alike: in other case or with spaces, a few characters off, or else the only longer one.
fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let wanted: String = wanted.split_whitespace().collect();
    // Of a short name everything is a few characters off.
    let limit = NEAR.min(wanted.len() / 4);
    let close = names.clone().filter(|name| name.len().abs_diff(wanted.len()) <= limit).filter_map(|name| {
        let off = if name.eq_ignore_ascii_case(&wanted) { 0 } else { distance(name, &wanted).max(1) };
        (off <= limit).then_some((off, name))
    });
    let is_longer = |name: &&str| wanted.len() >= LONG && name.starts_with(&wanted);
    close.min().map(|(_, name)| name).or_else(|| {
        let mut longer = names.filter(is_longer);
        longer.next().filter(|_| longer.next().is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# note\n\
        ec2\n Create,Delete,Describe+ Route Vpc\n = RunInstances\n\
        email ses\n Send Email\n\
        lambda\n Create,Update Function\n Update FunctionCode\n\
        cognito-idp\n = *_GET\n\
        ec2\n = SharedSnapshotCopyInitiated\n";

    fn elsewhere(providers: &[&str]) -> Action {
        Action::Elsewhere { providers: providers.iter().map(|name| format!("{name}{SUFFIX}")).collect() }
    }

    #[test]
    fn pairs_are_known_or_not() {
        let vocabulary = Vocabulary::read(TEXT);
        let near = |action: &str| Action::Nearest { action: action.to_owned() };
        for (provider, action, expected) in [
            ("ec2", "CreateRoute", Action::Known),
            ("ec2", "DescribeVpcs", Action::Known),
            ("ec2", "DescribeVpc", near("DescribeVpcs")),
            ("ec2", "RunInstances", Action::Known),
            ("ec2", "SharedSnapshotCopyInitiated", Action::Known),
            ("ec2", "runinstances", near("RunInstances")),
            ("ec2", "CreateRuote", near("CreateRoute")),
            ("ec2", "Run Instances", near("RunInstances")),
            ("ec2", "SharedSnapshotCopy", near("SharedSnapshotCopyInitiated")),
            ("ec2", "Nothing", Action::Unknown),
            ("ses", "SendEmail", Action::Known),
            ("lambda", "CreateFunction20150331", Action::Known),
            ("lambda", "UpdateFunctionCode20150331v2", Action::Known),
            ("lambda", "SendEmail", elsewhere(&["email", "ses"])),
            ("ec2", "CreateFunction20150331", elsewhere(&["lambda"])),
            ("cognito-idp", "Login_GET", Action::Known),
            ("cognito-idp", "Login_POST", Action::Unknown),
        ] {
            assert_eq!(
                vocabulary.knows_action(&format!("{provider}{SUFFIX}"), action),
                expected,
                "{provider} {action}"
            );
        }
    }

    #[test]
    fn patterns_match_some_action_or_none() {
        let vocabulary = Vocabulary::read(TEXT);
        for (provider, pattern, expected) in [
            ("ec2", "Create*", true),
            ("ec2", "*Vpc*", true),
            ("ec2", "Attach*", false),
            ("lambda", "UpdateFunctionCode2015*", true),
            ("lambda", "DeleteFunction2015*", false),
            ("cognito-idp", "Token*", true),
        ] {
            let provider = format!("{provider}{SUFFIX}");
            assert_eq!(vocabulary.knows_action_like(&provider, &Wildcard::new(pattern)), expected, "{pattern}");
        }
    }

    #[test]
    fn providers_are_known_or_near() {
        let vocabulary = Vocabulary::read(TEXT);
        for (provider, known, near) in [
            ("ec2.amazonaws.com", true, Some("ec2.amazonaws.com")),
            ("ec2", false, Some("ec2.amazonaws.com")),
            ("EC2.amazonaws.com", false, Some("ec2.amazonaws.com")),
            ("lamdba.amazonaws.com", false, Some("lambda.amazonaws.com")),
            ("lambda.amazonaws", false, Some("lambda.amazonaws.com")),
            ("ec2.amazon.com", false, Some("ec2.amazonaws.com")),
            ("ec2.aws.com", false, Some("ec2.amazonaws.com")),
            ("nothing.amazonaws.com", false, None),
        ] {
            assert_eq!(vocabulary.knows_provider(provider), known, "{provider}");
            assert_eq!(vocabulary.nearest_provider(provider).as_deref(), near, "{provider}");
        }
        assert_eq!(
            vocabulary.providers_like(&Wildcard::new("e*")),
            ["ec2", "email"].map(|name| format!("{name}{SUFFIX}"))
        );
    }

    #[test]
    fn a_name_is_known_anywhere() {
        let vocabulary = Vocabulary::read(TEXT);
        for (action, known, near) in [
            ("SendEmail", true, Some("SendEmail")),
            ("UpdateFunctionCode20150331v2", true, None),
            ("Error_GET", true, None),
            ("SendEmial", false, Some("SendEmail")),
            ("Nothing", false, None),
        ] {
            assert_eq!(vocabulary.knows_action_anywhere(action), known, "{action}");
            assert_eq!(vocabulary.nearest_action(action), near, "{action}");
        }
    }
}
