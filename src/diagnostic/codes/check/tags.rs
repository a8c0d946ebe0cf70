//! Tags.

use super::codes;
use crate::diagnostic::Example::Model;

codes! {
    TAG_CASE = "V26", Info, "tag in other letters",
        "Published rules write this tag with other capitals; tags are compared letter by letter.",
        Model(&[("\"Domain: Cloud\"", "\"Domain: cloud\"")]);
    TAG_PREFIX = "V27", Info, "tag without a known category",
        "Tags are `Category: Value` with a category that published rules use.",
        Model(&[("\"Domain: Cloud\",", "\"Domain: Cloud\",\n    \"Cloudy\",")]);
    TAG_TWICE = "V27b", Warning, "tag written twice",
        "Each tag stands once.",
        Model(&[("\"Domain: Cloud\",", "\"Domain: Cloud\",\n    \"Domain: Cloud\",")]);
    TAG_OF_INDEX = "V28", Warning, "tag of the index pattern is missing",
        "Some index patterns ask for tags, which the repository's tests look for.",
        Model(&[("\"logs-aws.cloudtrail-*\"", "\"logs-aws*\""), ("    \"Data Source: AWS\",\n", "")]);
    TAG_OF_TACTIC = "V29", Warning, "tag of the first tactic is missing",
        "The first tactic is a tag as well: `Tactic: Discovery`.",
        Model(&[("    \"Tactic: Discovery\",\n", "")]);
    TAG_OF_CONTENT = "V30", Warning, "tag of the content is missing",
        "A guide that starts with Investigating, a COMPLETION command, machine learning and the operating system's folder each ask for tags.",
        Model(&[("    \"Resources: Investigation Guide\",\n", "")]);
    TAG_TAXONOMY = "V31", Info, "category of tags is missing",
        "The guidelines ask for a tag of each category: Domain, Platform, Data Source, Rule Type and Tactic.",
        Model(&[("    \"Platform: AWS\",\n", "")]);
}
