use crate::events::Bitmap;

/// The answer of one part of a query for one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not.
    False,
    /// It depends on something that was not supplied, or that is not evaluated here.
    Unknown,
}

/// The answers of one part of a query for all events. No event is in both bitmaps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Events for which it is true.
    pub yes: Bitmap,
    /// Events for which it cannot be told.
    pub unknown: Bitmap,
}

impl Truth {
    /// The opposite; unknown stays unknown.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl Answer {
    /// The same for all events.
    pub fn same(truth: Truth, events: u32) -> Self {
        let if_is = |wanted| if truth == wanted { Bitmap::all(events) } else { Bitmap::none(events) };
        Self { yes: if_is(Truth::True), unknown: if_is(Truth::Unknown) }
    }

    /// The answer for one event.
    pub fn truth(&self, event: u32) -> Truth {
        if self.yes.get(event) {
            Truth::True
        } else if self.unknown.get(event) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// Events for which it is false.
    pub fn no(&self) -> Bitmap {
        let mut no = self.yes.clone();
        no.or(&self.unknown);
        no.not();
        no
    }

    /// Kleene's `and`: unknown where neither is false and not both are true.
    pub fn and(&mut self, other: &Self) {
        let mut possible = self.yes.clone();
        possible.or(&self.unknown);
        let mut other_possible = other.yes.clone();
        other_possible.or(&other.unknown);
        possible.and(&other_possible);
        self.yes.and(&other.yes);
        possible.minus(&self.yes);
        self.unknown = possible;
    }

    /// Kleene's `or`: unknown where neither is true and not both are false.
    pub fn or(&mut self, other: &Self) {
        self.yes.or(&other.yes);
        self.unknown.or(&other.unknown);
        self.unknown.minus(&self.yes);
    }

    /// Kleene's `not`.
    pub fn not(&mut self) {
        self.yes = self.no();
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::*;
    use super::*;

    #[test]
    fn operations_are_kleenes() {
        let all = [True, False, Unknown];
        let pairs: Vec<_> = all.into_iter().flat_map(|left| all.map(|right| (left, right))).collect();
        for (left, right) in pairs {
            let mut and = Answer::same(left, 70);
            and.and(&Answer::same(right, 70));
            let mut or = Answer::same(left, 70);
            or.or(&Answer::same(right, 70));
            let both = [left, right];
            let and_expected = if both.contains(&False) {
                False
            } else if both.contains(&Unknown) {
                Unknown
            } else {
                True
            };
            let or_expected = if both.contains(&True) {
                True
            } else if both.contains(&Unknown) {
                Unknown
            } else {
                False
            };
            assert_eq!((and.truth(69), or.truth(69)), (and_expected, or_expected), "{both:?}");
            let mut not = Answer::same(left, 70);
            not.not();
            assert_eq!(not.truth(69), left.negated());
        }
    }
}
