use super::decimal::Decimal;

/// Powers of ten that are doubles.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
];

/// The bits of a double's fraction; as many and one more make its whole numbers exact.
const FRACTION: u32 = 52;

/// The exponent of the smallest steps between doubles.
const SMALLEST: i32 = -1074;

/// The double nearest to a number such as `12`, `-.5`, `2.`, `6e-3`; infinite where none is that large. Of `inf` and `nan`,
/// which the standard library reads, nothing is made.
pub fn read(text: &str) -> Option<f64> {
    let bytes = text.as_bytes();
    let (negative, bytes) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    let end = bytes.iter().position(|byte| matches!(byte, b'e' | b'E')).unwrap_or(bytes.len());
    let (mantissa, exponent) = bytes.split_at_checked(end)?;
    let exponent = if exponent.is_empty() { 0 } else { whole(exponent.get(1..)?)? };
    let point = mantissa.iter().position(|byte| *byte == b'.').unwrap_or(mantissa.len());
    let mut digits = Vec::with_capacity(mantissa.len());
    for (at, byte) in mantissa.iter().enumerate() {
        match byte {
            b'0'..=b'9' => digits.push(byte - b'0'),
            b'.' if at == point => {}
            _ => return None,
        }
    }
    if digits.is_empty() {
        return None;
    }
    let point = exponent.saturating_add(i32::try_from(point).unwrap_or(i32::MAX));
    let value = nearest(Decimal::new(digits, point));
    Some(if negative { -value } else { value })
}

/// An exponent; one that is off all limits is as good as any other such.
fn whole(bytes: &[u8]) -> Option<i32> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    let mut value: i32 = 0;
    for digit in digits {
        let digit = digit.checked_sub(b'0').filter(|digit| *digit < 10)?;
        value = value.saturating_mul(10).saturating_add(digit.into());
    }
    (!digits.is_empty()).then_some(if negative { -value } else { value })
}

pub(super) fn nearest(mut decimal: Decimal) -> f64 {
    let count = decimal.digits.len() as i32;
    if count == 0 || decimal.point < -330 {
        return 0.0;
    }
    if decimal.point > 310 {
        return f64::INFINITY;
    }
    // One exact number times or over another is rounded once.
    if count <= 15 {
        let number = decimal.digits.iter().fold(0, |number, digit| number * 10 + u64::from(*digit)) as f64;
        let exponent = decimal.point - count;
        if let Some(power) = POWERS.get(exponent.unsigned_abs() as usize) {
            return if exponent < 0 { number / power } else { number * power };
        }
    }
    // Shifted until its whole part has the bits of a double: by how many, a digit has 3.32 bits.
    let mut exponent = (((decimal.point - 1) * 3322).div_euclid(1000) - FRACTION as i32).max(SMALLEST);
    decimal.shift(-exponent);
    while exponent > SMALLEST && decimal.rounded() < 1 << FRACTION {
        decimal.shift(1);
        exponent -= 1;
    }
    while decimal.rounded() >= 1 << (FRACTION + 1) {
        decimal.shift(-1);
        exponent += 1;
    }
    let number = decimal.rounded();
    // Below the smallest power the exponent's bits are 0; the carry of a fraction that is full counts them up by itself.
    let biased = if number < 1 << FRACTION { 0 } else { (exponent - SMALLEST + 1) as u64 };
    if biased >= 2047 {
        return f64::INFINITY;
    }
    f64::from_bits((biased << FRACTION) | (number & ((1 << FRACTION) - 1)))
}

#[cfg(test)]
mod tests {
    use super::super::random_doubles;
    use super::*;

    #[track_caller]
    fn agrees(text: &str) {
        assert_eq!(read(text).map(f64::to_bits), text.parse::<f64>().ok().map(f64::to_bits), "{text}");
    }

    #[test]
    fn numbers_are_read_as_the_standard_library_reads_them() {
        for text in [
            "0",
            "-0",
            "+7",
            "00012.50",
            ".5",
            "5.",
            "-.5e1",
            "1E+2",
            "1e-2",
            "1e400",
            "-1e400",
            "1e-400",
            "9007199254740993",
            "9007199254740992.9999999999999999999",
            "123456789012345678901234567890",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "2.2250738585072014e-308",
            "2.2250738585072011e-308",
            "4.9e-324",
            "2.47e-324",
            "2.4703282292062328e-324",
            "0.000001e99999999999",
            "1e99999999999",
            "1e-99999999999",
            "0e99999999999",
            "8.98846567431158e307",
            "1e23",
            "9.5e22",
            "1e22",
            // No numbers.
            "",
            "-",
            "+-1",
            ".",
            "e1",
            "1e",
            "1e+",
            "1.2.3",
            "1e5.0",
            "0x10",
            "1_000",
            " 1",
            "1 ",
            "é",
        ] {
            agrees(text);
        }
        for text in ["inf", "-Infinity", "nan"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn half_way_goes_to_the_even_number_and_the_last_digit_of_many_counts() {
        for double in random_doubles(60) {
            let (fraction, biased) = (double.to_bits() & ((1 << FRACTION) - 1), (double.to_bits() >> FRACTION) as i32);
            // The middle between this number and the next.
            let (number, exponent) = if biased == 0 { (fraction, 1) } else { (fraction | (1 << FRACTION), biased) };
            let text = (2 * number + 1).to_string();
            let mut middle = Decimal::new(text.bytes().map(|digit| digit - b'0').collect(), text.len() as i32);
            middle.shift(exponent - 1 + SMALLEST - 1);
            let digits: String = middle.digits.iter().map(|digit| char::from(b'0' + digit)).collect();
            agrees(&format!("0.{digits}e{}", middle.point));
            agrees(&format!("0.{digits}{:0>900}e{}", 1, middle.point));
            if let Some(digits) = digits.strip_suffix('5') {
                agrees(&format!("0.{digits}4{:9>900}e{}", 9, middle.point));
            }
        }
    }

    #[test]
    fn random_numbers_are_read_as_the_standard_library_reads_them() {
        for double in random_doubles(1_000) {
            agrees(&format!("{double:e}"));
            agrees(&format!("{double:.25e}"));
            agrees(&format!("{double:.12e}"));
        }
    }
}
