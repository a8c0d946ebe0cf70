//! The vocabulary of the command line.

use super::Vocabulary;

/// What the project carries.
pub fn vocabulary() -> Vocabulary {
    Vocabulary::read(concat!(include_str!("operations.txt"), include_str!("special_cases.txt")))
}

#[cfg(test)]
mod tests {
    use super::super::{Action, VOCABULARY_VERSION};
    use super::*;

    #[test]
    fn the_packed_files_are_read() {
        let text = include_str!("operations.txt");
        assert!(text.starts_with(&format!("# {VOCABULARY_VERSION} ")));
        let vocabulary = vocabulary();
        for (provider, action) in [
            ("ec2", "RunInstances"),
            ("sns", "Publish"),
            ("signin", "ConsoleLogin"),
            ("s3", "PutBucketPublicAccessBlock"),
            ("cloudfront", "CreateDistribution2020_05_31"),
        ] {
            let provider = format!("{provider}.amazonaws.com");
            assert_eq!(vocabulary.knows_action(&provider, action), Action::Known, "{provider} {action}");
        }
    }
}
