/// What the reader accepts at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Levels of objects and lists. Elasticsearch stops at 1000; CloudTrail records stay below 20.
    /// Whoever walks a tree by recursion relies on this.
    pub depth: u32,
    /// Messages for one text; further ones are only counted.
    pub problems: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { depth: 256, problems: 100 }
    }
}
