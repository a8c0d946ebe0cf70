use std::borrow::Cow;

/// A JSON number as Java prints it: integers of any size plain, anything with a fraction or an exponent as a `double`.
pub fn number_text(json: &str) -> Cow<'_, str> {
    match json.parse::<f64>() {
        Ok(value) if json.contains(['.', 'e', 'E']) => Cow::Owned(double_text(value)),
        // Java's integers know no minus zero.
        _ if json == "-0" => Cow::Borrowed("0"),
        _ => Cow::Borrowed(json),
    }
}

/// `Double.toString()`: the shortest digits that read back as the same number, plain from 0.001 up to ten million,
/// in scientific notation outside, always with a fraction digit.
fn double_text(value: f64) -> String {
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 || (1e-3..1e7).contains(&value.abs()) {
        return with_fraction(format!("{value}"));
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    format!("{}E{exponent}", with_fraction(digits.to_owned()))
}

fn with_fraction(digits: String) -> String {
    if digits.contains('.') { digits } else { digits + ".0" }
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
