//! Some services log the version of their API behind the operation: `CreateFunction20150331`,
//! `GetFunction20150331v2`, `CreateDistribution2020_05_31`.
//! <https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html>

/// The name without the version behind it; the name itself where there is none.
pub fn without_version(action: &str) -> &str {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    // `v2` behind the date.
    let dated = action.rsplit_once('v').filter(|(_, number)| !number.is_empty() && digits(number));
    let dated = dated.map_or(action, |(dated, _)| dated);
    for length in ["2020_05_31".len(), "20150331".len()] {
        let Some((name, date)) = dated.len().checked_sub(length).and_then(|at| dated.split_at_checked(at)) else {
            continue;
        };
        let is_date = date.starts_with("20") && digits(&date.replace('_', "")) && date.matches('_').count() % 2 == 0;
        if is_date && !name.is_empty() {
            return name.strip_suffix('_').unwrap_or(name);
        }
    }
    action
}

/// A pattern with everything from a year on left open: `UpdateFunctionCode2015*` asks for `UpdateFunctionCode`.
pub fn without_year(pattern: &str) -> Option<String> {
    let at = pattern.find("20").filter(|at| *at > 0)?;
    Some(format!("{}*", pattern.get(..at)?.trim_end_matches(['_', '*'])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_taken_off() {
        for (action, expected) in [
            ("CreateFunction20150331", "CreateFunction"),
            ("GetFunction20150331v2", "GetFunction"),
            ("CreateDistribution2020_05_31", "CreateDistribution"),
            ("ListObjectsV2", "ListObjectsV2"),
            ("CreateUser", "CreateUser"),
            ("20150331", "20150331"),
            ("Rev1", "Rev1"),
            ("é20150331", "é"),
            ("", ""),
        ] {
            assert_eq!(without_version(action), expected, "{action}");
        }
    }

    #[test]
    fn patterns_are_left_open_where_a_year_starts() {
        for (pattern, expected) in [
            ("UpdateFunctionCode2015*", Some("UpdateFunctionCode*")),
            ("Update*20150331v2", Some("Update*")),
            ("Update*", None),
            ("20*", None),
        ] {
            assert_eq!(without_year(pattern).as_deref(), expected, "{pattern}");
        }
    }
}
