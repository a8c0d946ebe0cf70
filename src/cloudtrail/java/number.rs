use std::borrow::Cow;

use crate::number;

/// A JSON number as Java prints it: integers of any size plain, anything with a fraction or an exponent as a `double`.
pub fn number_text(json: &str) -> Cow<'_, str> {
    match number::read(json) {
        Some(value) if json.contains(['.', 'e', 'E']) => Cow::Owned(number::java(value)),
        // Java's integers know no minus zero.
        _ if json == "-0" => Cow::Borrowed("0"),
        _ => Cow::Borrowed(json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_java_does() {
        for (json, expected) in [
            ("0", "0"),
            ("-0", "0"),
            ("9007199254740993", "9007199254740993"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("2.0", "2.0"),
            ("2.50", "2.5"),
            ("-0.0", "-0.0"),
            ("0.001", "0.001"),
            ("0.0009", "9.0E-4"),
            ("1.5e-5", "1.5E-5"),
            ("9999999.5", "9999999.5"),
            ("10000000.0", "1.0E7"),
            ("1e2", "100.0"),
            ("123456789.25", "1.2345678925E8"),
            ("1e400", "Infinity"),
        ] {
            assert_eq!(number_text(json), expected, "for {json}");
        }
    }
}
