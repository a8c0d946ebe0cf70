/// A text with events, and what to call it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceText {
    /// Shown in messages; a file's name, or "events".
    pub name: String,
    /// The text. Bytes that were not UTF-8 stand as U+FFFD, which [`super::Store::open`] reports.
    pub text: String,
}

impl SourceText {
    /// The text in `bytes`: UTF-8, or UTF-16 if a byte order mark says so. The mark is not part of the text.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), text: decode(bytes) }
    }
}

fn decode(mut bytes: Vec<u8>) -> String {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => {
            if bytes.starts_with(b"\xEF\xBB\xBF") {
                bytes.drain(..3);
            }
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
    }
}

fn utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> String {
    let (pairs, odd) = bytes.as_chunks();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut text: String = char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    if !odd.is_empty() {
        text.push(char::REPLACEMENT_CHARACTER);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text_by_their_byte_order_mark() {
        for (bytes, text) in [
            (b"{}" as &[u8], "{}"),
            (b"\xEF\xBB\xBF{\xC3\xA9}", "{é}"),
            (b"\xFF\xFE{\0\x34\xD8\x1E\xDD", "{𝄞"),
            (b"\xFE\xFF\0{\0\xE9", "{é"),
            (b"\xFF\xFE{\0x", "{\u{fffd}"),
            (b"a\xFFb", "a\u{fffd}b"),
            (b"", ""),
        ] {
            assert_eq!(SourceText::from_bytes("x", bytes.to_vec()).text, text);
        }
    }
}
