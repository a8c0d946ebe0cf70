use crate::diagnostic::SourceId;
use crate::events::Bitmap;
use crate::json::{self, Limits};
use crate::text::Span;

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

    /// Reads `{"true_positive": […], "false_positive": […]}`. An event is named by its number, or by its id, of which
    /// `ids` has one for each event. The sentence says what cannot be read.
    pub fn read(text: &str, ids: &[String]) -> Result<Self, String> {
        let whole = Span::from_range(0..text.len());
        let parsed = json::parse(text, whole, SourceId::Events(0), Limits::default());
        let root = parsed.is_sound().then(|| parsed.tree.root(text)).flatten().ok_or("not JSON")?;
        let mut labels = Self::default();
        for member in root.children() {
            let key = member.key().unwrap_or_default();
            let list = match &*key {
                "true_positive" => &mut labels.true_positive,
                "false_positive" => &mut labels.false_positive,
                other => return Err(["`", other, "` is neither `true_positive` nor `false_positive`"].concat()),
            };
            for event in member.children() {
                let number = match event.as_str() {
                    Some(id) => ids.iter().position(|one| *one == *id).map(|at| at as u32),
                    None => event.raw().parse().ok().filter(|number| (*number as usize) < ids.len()),
                };
                list.push(number.ok_or_else(|| ["there is no event ", event.raw()].concat())?);
            }
        }
        Ok(labels)
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
