/// A positive number in full: `0.d1d2d3…` times ten to the power of `point`.
#[derive(Clone, Debug, Default)]
pub struct Decimal {
    /// From 0 to 9; neither the first nor the last is 0.
    pub digits: Vec<u8>,
    pub point: i32,
}

/// No double, and no number half way between two, has more digits; of those behind only matters whether there are any.
const DIGITS: usize = 800;

/// How far a number is shifted at once: a digit and a carry fit into 64 bits.
const STEP: u32 = 56;

impl Decimal {
    pub fn new(mut digits: Vec<u8>, point: i32) -> Self {
        let zeros = digits.iter().take_while(|digit| **digit == 0).count();
        digits.drain(..zeros);
        let mut decimal = Self { digits, point: point.saturating_sub(i32::try_from(zeros).unwrap_or(i32::MAX)) };
        decimal.trim();
        decimal
    }

    /// Times two to the power of `exponent`.
    pub fn shift(&mut self, exponent: i32) {
        let mut left = exponent.unsigned_abs();
        while left > 0 {
            let step = left.min(STEP);
            if exponent > 0 {
                self.double(step)
            } else {
                self.halve(step)
            }
            left -= step;
        }
    }

    /// The nearest whole number, the even one of two; what has more than 19 digits is not wanted.
    pub fn rounded(&self) -> u64 {
        let whole = usize::try_from(self.point).unwrap_or(0);
        let mut number: u64 = 0;
        for at in 0..whole {
            number = number.wrapping_mul(10).wrapping_add(self.digits.get(at).copied().unwrap_or(0).into());
        }
        let rest = if self.point < 0 { &[] } else { self.digits.get(whole..).unwrap_or_default() };
        let up = match rest {
            [5] => number % 2 == 1,
            [first, ..] => *first >= 5,
            [] => false,
        };
        number + u64::from(up)
    }

    fn double(&mut self, bits: u32) {
        let mut carry = 0;
        for digit in self.digits.iter_mut().rev() {
            let sum = (u64::from(*digit) << bits) + carry;
            *digit = (sum % 10) as u8;
            carry = sum / 10;
        }
        let mut front = Vec::new();
        while carry > 0 {
            front.push((carry % 10) as u8);
            carry /= 10;
        }
        self.point += front.len() as i32;
        front.reverse();
        front.append(&mut self.digits);
        self.digits = front;
        self.trim();
    }

    fn halve(&mut self, bits: u32) {
        let mut rest: u64 = 0;
        let mut digits = Vec::new();
        let mut old = std::mem::take(&mut self.digits).into_iter();
        loop {
            let next = old.next();
            if next.is_none() && rest == 0 {
                break;
            }
            let sum = rest * 10 + u64::from(next.unwrap_or(0));
            rest = sum & ((1 << bits) - 1);
            digits.push((sum >> bits) as u8);
        }
        *self = Self::new(digits, self.point);
    }

    fn trim(&mut self) {
        if self.digits.len() > DIGITS {
            self.digits.truncate(DIGITS);
            self.digits.push(1);
        }
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
    }
}
