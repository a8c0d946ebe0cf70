use super::Order;
use super::keys::{Key, Keys};
use crate::eval::{Evaluation, Truth};
use crate::order::{self, Map};

/// One sample for each key: an event for each part, all different, in the order of the parts.
/// <https://www.elastic.co/docs/reference/query-languages/eql/eql-syntax#eql-samples>
pub(super) fn find(
    filters: &[Evaluation],
    keys: &[Keys],
    times: &Order,
    is_wanted: impl Fn(Truth) -> bool,
) -> Vec<Vec<u32>> {
    // More candidates than there are parts are never needed to find one that is left.
    let parts = filters.len();
    let mut candidates: Map<Key, Vec<Vec<u32>>> = Map::default();
    for (part, (filter, keys)) in filters.iter().zip(keys).enumerate() {
        for event in times.events().filter(|event| is_wanted(filter.verdict(*event))) {
            let Some(key) = keys.of(event) else { continue };
            let of_key = candidates.or_default(key);
            of_key.resize_with(parts, Vec::new);
            if let Some(events) = of_key.get_mut(part).filter(|events| events.len() < parts) {
                events.push(event);
            }
        }
    }
    let mut candidates = candidates.into_entries();
    order::sort_by(&mut candidates, |one, other| one.0.cmp(&other.0));
    candidates.iter().filter_map(|(_, parts)| choose(parts)).collect()
}

/// One event of each list, all different: Kuhn's algorithm for matchings.
fn choose(parts: &[Vec<u32>]) -> Option<Vec<u32>> {
    let mut taken: Vec<(u32, usize)> = Vec::new();
    for part in 0..parts.len() {
        let mut tried = Vec::new();
        if !assign(part, parts, &mut taken, &mut tried) {
            return None;
        }
    }
    let event_of = |part: usize| taken.iter().find(|(_, of)| *of == part).map(|(event, _)| *event);
    (0..parts.len()).map(event_of).collect()
}

/// Gives a part an event, moving others to another event where that helps. Goes as deep as there are parts.
fn assign(part: usize, parts: &[Vec<u32>], taken: &mut Vec<(u32, usize)>, tried: &mut Vec<u32>) -> bool {
    for event in parts.get(part).into_iter().flatten() {
        if tried.contains(event) {
            continue;
        }
        tried.push(*event);
        let at = taken.iter().position(|(other, _)| other == event);
        let Some((at, (_, other))) = at.and_then(|at| Some((at, *taken.get(at)?))) else {
            taken.push((*event, part));
            return true;
        };
        if assign(other, parts, taken, tried) {
            if let Some(entry) = taken.get_mut(at) {
                entry.1 = part;
            }
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::choose;

    #[test]
    fn every_part_has_an_event_of_its_own() {
        assert_eq!(choose(&[vec![1, 2], vec![1]]), Some(vec![2, 1]));
        assert_eq!(choose(&[vec![1, 2, 3], vec![1, 2], vec![1]]), Some(vec![3, 2, 1]));
        assert_eq!(choose(&[vec![1], vec![1]]), None);
        assert_eq!(choose(&[vec![1], vec![]]), None);
    }
}
