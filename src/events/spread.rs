use super::{Bitmap, Column};

impl Column {
    /// The events that have one of the dictionary's entries for which `wanted` holds. A value that is not known has none.
    pub fn events_with(&self, wanted: &[bool]) -> Bitmap {
        let events = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let is_wanted = |id: &u32| wanted.get(*id as usize).copied().unwrap_or(false);
        if !wanted.contains(&true) {
            return Bitmap::none(events);
        }
        let mut found = Bitmap::none(events);
        for (event, bounds) in (0..).zip(self.starts.windows(2)) {
            let &[start, end] = bounds else { continue };
            if self.ids.get(start as usize..end as usize).is_some_and(|ids| ids.iter().any(is_wanted)) {
                found.set(event);
            }
        }
        found
    }
}
