use crate::rule::Rule;

/// The rule's text with `updated_date` set, nothing else changed. Where the key is missing it is added below
/// `creation_date`, or below the header of `[metadata]`; a rule without that table stays as it is.
pub fn with_updated_date(rule: &Rule, text: &str, date: &str) -> String {
    let metadata = &rule.metadata;
    let replaced = |start: usize, end: usize, new: &str| {
        [text.get(..start).unwrap_or(""), new, text.get(end..).unwrap_or("")].concat()
    };
    if let Some(updated) = &metadata.updated_date {
        return replaced(updated.span.start as usize, updated.span.end as usize, &["\"", date, "\""].concat());
    }
    let after = metadata.creation_date.as_ref().map(|creation| creation.span).or(metadata.span);
    let Some(after) = after else { return text.to_owned() };
    let end = after.end as usize;
    let line = text.get(end..).and_then(|rest| rest.find('\n')).map_or(text.len(), |at| end + at);
    replaced(line, line, &["\nupdated_date = \"", date, "\""].concat())
}

#[cfg(test)]
mod tests {
    #[test]
    fn only_the_date_changes() {
        for (text, expected) in [
            (
                "[metadata]\nupdated_date = '2020/01/01' # when\n[rule]\n",
                "[metadata]\nupdated_date = \"2026/11/21\" # when\n[rule]\n",
            ),
            (
                "[metadata]\ncreation_date = \"2020/01/01\"\n[rule]\n",
                "[metadata]\ncreation_date = \"2020/01/01\"\nupdated_date = \"2026/11/21\"\n[rule]\n",
            ),
            ("[metadata] # m\n[rule]\n", "[metadata] # m\nupdated_date = \"2026/11/21\"\n[rule]\n"),
            ("[rule]\nname = \"x\"\n", "[rule]\nname = \"x\"\n"),
        ] {
            let parsed = crate::rule::parse(text);
            assert_eq!(super::with_updated_date(&parsed.rule, text, "2026/11/21"), expected);
        }
    }
}
