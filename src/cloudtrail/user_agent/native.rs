//! The patterns and the engine of the command line.

use regex::Regex;

use super::{CompiledPattern, PatternList, PatternParser, RegexEngine};

/// The `regex` crate.
#[derive(Clone, Copy, Debug, Default)]
pub struct NativeRegex;

/// The packed patterns with the `regex` crate.
pub fn parser() -> PatternParser<NativeRegex> {
    PatternParser::new(PatternList::read(include_str!("patterns.txt")), NativeRegex)
}

impl RegexEngine for NativeRegex {
    type Compiled = Regex;

    fn compile(&self, regex: &str) -> Option<Regex> {
        // Words are of ASCII letters in Java and RegExp; no pattern has a backslash before `\b`.
        Regex::new(&regex.replace(r"\b", r"(?-u:\b)")).ok()
    }
}

impl CompiledPattern for Regex {
    fn captures(&self, text: &str) -> Option<Vec<Option<String>>> {
        let groups = Regex::captures(self, text)?;
        Some(groups.iter().map(|group| group.map(|found| found.as_str().to_owned())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cloudtrail::user_agent::{Kind, UserAgentParser};

    #[test]
    fn every_pattern_compiles() {
        let list = PatternList::read(include_str!("patterns.txt"));
        for pattern in [Kind::UserAgent, Kind::Os, Kind::Device].into_iter().flat_map(|kind| list.of(kind)) {
            assert!(NativeRegex.compile(&pattern.regex).is_some(), "{}", pattern.regex);
        }
    }

    #[test]
    fn user_agents_of_cloudtrail() {
        let parser = parser();
        #[rustfmt::skip]
        let table = [
            ("aws-cli/1.16.310 Python/3.8.1 Darwin/18.7.0 botocore/1.13.46",
                "name=aws-cli version=1.16.310 device.name=Spider"),
            ("[aws-cli/1.16.310 Python/3.8.1 Darwin/18.7.0 botocore/1.13.46]",
                "name=aws-cli version=1.16.310 device.name=Spider"),
            ("aws-cli/2.17.60 md/awscrt#0.21.2 ua/2.0 os/macos#23.6.0 md/arch#arm64 lang/python#3.11.9",
                "name=aws-cli version=2.17.60 device.name=Other"),
            ("aws-cli/2.17.60 md/awscrt#0.21.2 ua/2.0 os/linux#6.8 md/arch#x86_64 lang/python#3.11.9",
                "name=aws-cli version=2.17.60 os.name=Linux device.name=Other"),
            ("Boto3/1.35.50 md/Botocore#1.35.50 md/pyimpl#CPython",
                "name=Boto3 version=1.35.50 device.name=Spider"),
            ("signin.amazonaws.com", "name=Other device.name=Other"),
            ("AWS Internal", "name=Other device.name=Other"),
            ("m/E aws-sdk-go-v2/1.30.3", "name=Other device.name=Other"),
            ("Java/17.0.11", "name=Java version=0.11 device.name=Spider"),
            ("", "name=Other device.name=Other"),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
                "name=Chrome version=126.0.0.0 os.name=Mac OS X os.version=10.15.7 os.full=Mac OS X 10.15.7 device.name=Mac"),
        ];
        for (original, expected) in table {
            let parts = parser.parse(original);
            let shown: Vec<String> = parts
                .fields()
                .iter()
                .map(|(field, value)| format!("{}={value}", field.trim_start_matches("user_agent.")))
                .collect();
            assert_eq!(shown.join(" "), expected, "{original}");
        }
    }
}
