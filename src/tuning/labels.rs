use crate::events::Bitmap;

/// What the user knows about events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Events the rule is meant to find.
    pub true_positive: Vec<u32>,
    /// Events it should stay silent about.
    pub false_positive: Vec<u32>,
}

/// One of the labels, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// A true positive.
    TruePositive,
    /// A false positive.
    FalsePositive,
    /// Not labelled.
    None,
}

impl Label {
    /// Every label, as reports list them.
    pub const ALL: [Self; 3] = [Self::TruePositive, Self::FalsePositive, Self::None];

    /// In words, for one or for several.
    pub fn words(self, count: u32) -> &'static str {
        match (self, count) {
            (Self::TruePositive, 1) => "true positive",
            (Self::TruePositive, _) => "true positives",
            (Self::FalsePositive, 1) => "false positive",
            (Self::FalsePositive, _) => "false positives",
            (Self::None, _) => "not labelled",
        }
    }
}

impl Labels {
    /// Whether nothing is labelled.
    pub fn is_empty(&self) -> bool {
        self.true_positive.is_empty() && self.false_positive.is_empty()
    }

    /// The events with this label; an event with both is a true positive.
    pub fn events(&self, label: Label, count: u32) -> Bitmap {
        let mut positive = Bitmap::none(count);
        self.true_positive.iter().for_each(|event| positive.set(*event));
        let mut other = Bitmap::none(count);
        self.false_positive.iter().for_each(|event| other.set(*event));
        other.minus(&positive);
        match label {
            Label::TruePositive => positive,
            Label::FalsePositive => other,
            Label::None => {
                positive.or(&other);
                positive.not();
                positive
            }
        }
    }
}
