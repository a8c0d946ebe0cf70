//! Byte searches, eight bytes at a time: most of a JSON text is the inside of strings and indentation.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;

/// The first byte from `at` on that a string cannot simply run over: `"`, `\`, or a control character. The end if none.
#[inline(always)]
pub(super) fn string_stop(bytes: &[u8], at: usize) -> usize {
    find(
        bytes,
        at,
        |word| below_space(word) | equal(word, b'"') | equal(word, b'\\'),
        |byte| byte < b' ' || byte == b'"' || byte == b'\\',
    )
}

/// The first byte from `at` on that is `"` or `\`; for strings that are known to be well formed.
#[inline(always)]
pub(super) fn quote_or_escape(bytes: &[u8], at: usize) -> usize {
    find(bytes, at, |word| equal(word, b'"') | equal(word, b'\\'), |byte| byte == b'"' || byte == b'\\')
}

/// Whether a byte occurs at all.
pub fn has_byte(bytes: &[u8], wanted: u8) -> bool {
    find(bytes, 0, |word| equal(word, wanted), |byte| byte == wanted) < bytes.len()
}

/// The first byte from `at` on that is no white space.
#[inline(always)]
pub(super) fn after_space(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match bytes.get(at) {
            Some(b' ') => {
                at += 1;
                while chunk(bytes, at) == Some(ONES * b' ' as u64) {
                    at += 8;
                }
            }
            Some(b'\n' | b'\r' | b'\t') => at += 1,
            _ => return at,
        }
    }
}

#[inline(always)]
fn find(bytes: &[u8], mut at: usize, hits: impl Fn(u64) -> u64, is_hit: impl Fn(u8) -> bool) -> usize {
    while let Some(word) = chunk(bytes, at) {
        // Only the lowest hit is exact: a borrow may mark bytes after it.
        let hits = hits(word);
        if hits != 0 {
            return at + hits.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    while bytes.get(at).is_some_and(|byte| !is_hit(*byte)) {
        at += 1;
    }
    at
}

#[inline(always)]
fn chunk(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    let zero_where_equal = word ^ (ONES * byte as u64);
    zero_where_equal.wrapping_sub(ONES) & !zero_where_equal & HIGH
}

#[inline(always)]
fn below_space(word: u64) -> u64 {
    word.wrapping_sub(ONES * b' ' as u64) & !word & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn searches_find_the_first_byte_wherever_it_stands() {
        for before in 0..20 {
            for stop in [b'"', b'\\', b'\n', 0x1f] {
                let mut text = "é!~ \u{80}x".repeat(8).into_bytes()[..before].to_vec();
                text.push(stop);
                text.extend_from_slice(b"\"\\\0 tail that is long enough");
                assert_eq!(string_stop(&text, 0), before);
            }
            let spaces = format!("{}\r\n\t {}", " ".repeat(before), "x");
            assert_eq!(after_space(spaces.as_bytes(), 0), before + 4);
        }
        assert!(has_byte(b"0123456789", b'9') && has_byte(b"0123456789", b'3') && !has_byte(b"0123456789", b'x'));
        assert_eq!((string_stop(b"abc", 1), quote_or_escape(b"a\nb", 0), after_space(b"  ", 0)), (3, 3, 2));
    }
}
