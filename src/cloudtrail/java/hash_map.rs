use crate::order;
use std::borrow::Cow;

/// Puts entries into the order in which a `java.util.HashMap` walks them. `keys` is how many keys the map ever held,
/// which sizes its table; entries come in the order in which they were put.
///
/// <https://github.com/openjdk/jdk/blob/master/src/java.base/share/classes/java/util/HashMap.java>: 16 buckets, doubled
/// above three quarters full; a key's bucket is its hash, high half folded into the low half, modulo the table.
/// A bucket keeps the order of insertion. (Buckets of eight and more keys would become trees; none does here.)
pub fn in_hash_order<T>(mut entries: Vec<(Cow<'_, str>, T)>, keys: usize) -> Vec<(Cow<'_, str>, T)> {
    let capacity = capacity(keys);
    order::sort_by_key(&mut entries, |(key, _)| {
        let hash = hash_code(key);
        (hash ^ (hash >> 16)) & (capacity - 1)
    });
    entries
}

fn capacity(keys: usize) -> u32 {
    let mut capacity = 16_u32;
    while keys > capacity as usize / 4 * 3 && capacity < 1 << 30 {
        capacity *= 2;
    }
    capacity
}

/// `String.hashCode()`.
fn hash_code(text: &str) -> u32 {
    text.encode_utf16().fold(0, |hash: u32, unit| hash.wrapping_mul(31).wrapping_add(u32::from(unit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_codes_are_those_of_java() {
        for (text, expected) in [("", 0), ("a", 97), ("Aa", 2112), ("BB", 2112), ("polygenelubricants", 0x8000_0000)] {
            assert_eq!(hash_code(text), expected, "for {text:?}");
        }
    }

    #[test]
    fn the_table_doubles_above_three_quarters() {
        let expected = [(0, 16), (12, 16), (13, 32), (24, 32), (25, 64), (48, 64), (49, 128)];
        assert_eq!(expected.map(|(keys, _)| (keys, capacity(keys))), expected);
    }

    #[test]
    fn keys_of_one_bucket_keep_the_order_of_insertion() {
        let order = |keys: [&'static str; 4]| {
            let entries = keys.map(|key| (Cow::Borrowed(key), ())).to_vec();
            in_hash_order(entries, 4).into_iter().map(|(key, ())| key.into_owned()).collect::<Vec<_>>()
        };
        // `Aa` and `BB` have the same hash; `a` is in bucket 1, `b` in bucket 2.
        assert_eq!(order(["b", "BB", "a", "Aa"]), ["BB", "Aa", "a", "b"]);
        assert_eq!(order(["Aa", "b", "BB", "a"]), ["Aa", "BB", "a", "b"]);
    }
}
