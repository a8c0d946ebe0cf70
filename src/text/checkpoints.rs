/// How many units of a kind a text has up to a byte, each unit counted at a character's first byte.
///
/// One checkpoint every [`Checkpoints::STEP`] bytes, so that a lookup in a large text reads only that much.
#[derive(Clone, Debug)]
pub(super) struct Checkpoints {
    units_in: fn(&[u8]) -> u32,
    /// Empty for ASCII, where every byte is a unit.
    counts: Vec<u32>,
}

impl Checkpoints {
    const STEP: usize = 1024;

    /// Reads `text` once; `units_in` counts a piece of it and gives its length for ASCII.
    pub fn new(text: &str, units_in: fn(&[u8]) -> u32) -> Self {
        let mut counts = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for chunk in text.as_bytes().chunks(Self::STEP) {
                counts.push(units);
                units += units_in(chunk);
            }
            counts.push(units);
        }
        Self { units_in, counts }
    }

    /// The units before byte `offset` of `text`, which must be the text the checkpoints were made from.
    pub fn before(&self, text: &str, offset: u32) -> u32 {
        let offset = (offset as usize).min(text.len());
        let step = offset / Self::STEP;
        match self.counts.get(step) {
            Some(count) => count + text.as_bytes().get(step * Self::STEP..offset).map_or(0, self.units_in),
            None => u32::try_from(offset).unwrap_or(u32::MAX),
        }
    }
}
