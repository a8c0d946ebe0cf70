use super::decimal::Decimal;
use super::read::nearest;

/// Plain digits, as the standard library writes a number: `0.001`, `-25`, `100000000000000000000000`, `inf`, `NaN`.
pub fn plain(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let Shortest { digits, point, negative } = shortest(value);
    let mut text = if negative { "-" } else { "" }.to_owned();
    let whole = usize::try_from(point).unwrap_or(0);
    match digits.split_at_checked(whole).filter(|(_, fraction)| !fraction.is_empty()) {
        None => {
            text.push_str(&digits);
            text.extend(std::iter::repeat_n('0', whole.saturating_sub(digits.len())));
        }
        Some((before, after)) => {
            text.push_str(if before.is_empty() { "0" } else { before });
            text.push('.');
            text.extend(std::iter::repeat_n('0', usize::try_from(-point).unwrap_or(0)));
            text.push_str(after);
        }
    }
    text
}

/// `Double.toString()` of Java: plain from 0.001 up to ten million, in scientific notation outside, always with a fraction
/// digit.
pub fn java(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 || (1e-3..1e7).contains(&value.abs()) {
        let mut text = plain(value);
        if !text.contains('.') {
            text.push_str(".0");
        }
        return text;
    }
    let Shortest { mut digits, point, negative } = shortest(value);
    if digits.len() == 1 {
        digits.push('0');
    }
    digits.insert(1, '.');
    if negative {
        digits.insert(0, '-');
    }
    digits.push('E');
    digits.push_str(&(point - 1).to_string());
    digits
}

/// The fewest digits that read back as the same number: `0.d1d2d3…` times ten to the power of `point`.
struct Shortest {
    /// From `0` to `9`; `0` alone for zero, else the first and the last are not 0.
    digits: String,
    /// Where the decimal point stands, counted from before the first digit.
    point: i32,
    /// Whether it has a minus, which zero can have.
    negative: bool,
}

/// The digits of a finite number.
fn shortest(value: f64) -> Shortest {
    let bits = value.abs().to_bits();
    let (biased, fraction) = ((bits >> 52) as i32, bits & ((1 << 52) - 1));
    let negative = value.is_sign_negative();
    if bits == 0 {
        return Shortest { digits: "0".to_owned(), point: 1, negative };
    }
    let (number, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | (1 << 52), biased - 1075) };
    let text = number.to_string();
    let mut exact = Decimal::new(text.bytes().map(|digit| digit - b'0').collect(), text.len() as i32);
    exact.shift(exponent);
    let found = (1..18).find_map(|count| read_back(&exact, count, bits)).unwrap_or(exact);
    Shortest {
        digits: found.digits.iter().map(|digit| char::from(b'0' + digit)).collect(),
        point: found.point,
        negative,
    }
}

/// The nearest number of `count` digits that reads back as the double with these bits.
fn read_back(exact: &Decimal, count: usize, bits: u64) -> Option<Decimal> {
    let Some((kept, rest)) = exact.digits.split_at_checked(count).filter(|(_, rest)| !rest.is_empty()) else {
        return Some(exact.clone());
    };
    let below = Decimal::new(kept.to_vec(), exact.point);
    let mut up = kept.to_vec();
    let mut point = exact.point;
    while up.last() == Some(&9) {
        up.pop();
    }
    match up.last_mut() {
        Some(last) => *last += 1,
        None => {
            up.push(1);
            point += 1;
        }
    }
    let above = Decimal::new(up, point);
    // Half way goes up, here.
    let nearer_above = rest.first() >= Some(&5);
    let (first, second) = if nearer_above { (above, below) } else { (below, above) };
    let same = |decimal: &Decimal| nearest(decimal.clone()).to_bits() == bits;
    [first, second].into_iter().find(same)
}

#[cfg(test)]
mod tests {
    use super::super::random_doubles;
    use super::*;

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        let powers = (0..2046_u64).map(|exponent| f64::from_bits(exponent << 52));
        let steps = (1..100).map(f64::from_bits);
        let plain_ones =
            [0.0, -0.0, 1.0, -1.5, 0.1, 0.001, 1e21, 1e23, 5e-324, 9.5, 123.456, f64::MAX, f64::MIN_POSITIVE];
        for double in powers
            .chain(steps)
            .chain([f64::INFINITY, -f64::INFINITY, f64::NAN])
            .chain(plain_ones)
            .chain(random_doubles(500))
        {
            assert_eq!(plain(double), format!("{double}"));
        }
    }
}
