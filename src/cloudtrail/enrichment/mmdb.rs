//! MaxMind's database format, as far as looking up an address takes. <https://maxmind.github.io/MaxMind-DB/>
//!
//! A search tree over the bits of addresses, then the data its leaves point to, then a marker and the metadata, which is
//! data as well. Every reader gives `None` where the file is damaged.

use std::net::IpAddr;

/// A database in memory.
pub struct Mmdb {
    bytes: Vec<u8>,
    tree: Tree,
    /// Where the data starts and ends.
    data: (usize, usize),
    /// The name it gives itself, for example `GeoLite2-City`.
    pub name: String,
    /// When it was made, in seconds since 1970.
    pub built: u64,
}

/// A step from one value to a part of it.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// The value of a map under this key.
    Key(&'static str),
    /// The last value of a list.
    Last,
}

/// A value that is no map and no list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Leaf<'a> {
    Text(&'a str),
    Number(u64),
    Double(f64),
    /// Of a type that nothing here is read from.
    Other,
}

#[derive(Clone, Copy, Debug)]
struct Tree {
    nodes: usize,
    /// Bits of each of a node's two records.
    record: usize,
    /// The node at which addresses of version 4 start.
    start: usize,
    version: u64,
}

const MARKER: &[u8] = b"\xab\xcd\xefMaxMind.com";

/// Zeros between the tree and the data.
const SEPARATOR: usize = 16;

/// How deep a value may lie in others.
const DEPTH: u32 = 64;

impl Mmdb {
    /// Reads the metadata; of a file without, or of a newer format, says why not.
    pub fn read(bytes: Vec<u8>) -> Result<Self, &'static str> {
        let marker = bytes.windows(MARKER.len()).rposition(|window| window == MARKER).ok_or("it has no metadata")?;
        let damaged = "its metadata is damaged";
        let metadata = Data(bytes.get(marker + MARKER.len()..).unwrap_or_default());
        let number = |key| match metadata.find(0, &[Step::Key(key)]).flatten().and_then(|at| metadata.leaf(at)) {
            Some(Leaf::Number(number)) => Ok(number),
            _ => Err(damaged),
        };
        if number("binary_format_major_version")? != 2 {
            return Err("its format is not version 2");
        }
        let name = match metadata.find(0, &[Step::Key("database_type")]).flatten().and_then(|at| metadata.leaf(at)) {
            Some(Leaf::Text(name)) => name.to_owned(),
            _ => return Err(damaged),
        };
        let size = |key| usize::try_from(number(key)?).map_err(|_| damaged);
        let (nodes, record, version) = (size("node_count")?, size("record_size")?, number("ip_version")?);
        if nodes == 0 || !matches!(record, 24 | 28 | 32) || !matches!(version, 4 | 6) {
            return Err(damaged);
        }
        let end_of_tree = nodes.checked_mul(record / 4).and_then(|size| size.checked_add(SEPARATOR));
        let start = end_of_tree.filter(|start| *start <= marker).ok_or("its search tree is cut off")?;
        let built = number("build_epoch")?;
        let mut tree = Tree { nodes, record, start: 0, version };
        if version == 6 {
            // Version 4 lies where the first 96 bits of version 6 are 0.
            tree.start = tree.walk(&bytes, 0, 0, 96).ok_or(damaged)?;
        }
        Ok(Self { tree, data: (start, marker), name, built, bytes })
    }

    /// Where the data about an address stands; `None` within where it has none.
    pub fn lookup(&self, address: IpAddr) -> Option<Option<usize>> {
        let tree = &self.tree;
        let node = match address {
            IpAddr::V4(address) => tree.walk(&self.bytes, tree.start, u128::from(address.to_bits()) << 96, 32)?,
            IpAddr::V6(_) if tree.version == 4 => return None,
            IpAddr::V6(address) => tree.walk(&self.bytes, 0, address.to_bits(), 128)?,
        };
        if node <= tree.nodes {
            return Some(None);
        }
        (node - tree.nodes).checked_sub(SEPARATOR).map(Some)
    }

    /// The part of the data at `at` that a path leads to; `None` within where there is no such part.
    pub fn leaf(&self, at: usize, path: &[Step]) -> Option<Option<Leaf<'_>>> {
        let data = Data(self.bytes.get(self.data.0..self.data.1)?);
        match data.find(at, path)? {
            Some(at) => data.leaf(at).map(Some),
            None => Some(None),
        }
    }
}

impl Tree {
    /// The record that the first `bits` bits of an address lead to.
    fn walk(&self, bytes: &[u8], start: usize, address: u128, bits: u32) -> Option<usize> {
        let mut node = start;
        for bit in 0..bits {
            if node >= self.nodes {
                break;
            }
            let right = address << bit >> 127 == 1;
            let size = self.record / 4;
            let node_bytes = bytes.get(node * size..(node + 1) * size)?;
            let whole = self.record / 8;
            let part = if right { node_bytes.get(node_bytes.len() - whole..)? } else { node_bytes.get(..whole)? };
            node = usize::try_from(number(part)).ok()?;
            if self.record == 28 {
                // The middle byte has the highest four bits of both.
                let middle = usize::from(*node_bytes.get(3)?);
                node |= (if right { middle & 15 } else { middle >> 4 }) << 24;
            }
        }
        Some(node)
    }
}

/// A section of values; pointers count from its start.
#[derive(Clone, Copy)]
struct Data<'a>(&'a [u8]);

/// The head of a value: its type, the size that follows from it, and where its content starts.
#[derive(Clone, Copy)]
struct Head {
    kind: u8,
    size: usize,
    at: usize,
}

const POINTER: u8 = 1;
const TEXT: u8 = 2;
const DOUBLE: u8 = 3;
const MAP: u8 = 7;
const LIST: u8 = 11;
const BOOLEAN: u8 = 14;
const FLOAT: u8 = 15;
/// Unsigned numbers of 16, 32 and 64 bits.
const NUMBERS: [u8; 3] = [5, 6, 9];

impl<'a> Data<'a> {
    fn find(self, mut at: usize, path: &[Step]) -> Option<Option<usize>> {
        for step in path {
            let head = self.target(at)?;
            at = head.at;
            match step {
                Step::Key(key) if head.kind == MAP => {
                    let mut found = false;
                    for _ in 0..head.size {
                        let name = self.target(at)?;
                        let is_text = name.kind == TEXT;
                        found = is_text && self.0.get(name.at..name.at + name.size)? == key.as_bytes();
                        at = self.skip(at, DEPTH)?;
                        if found {
                            break;
                        }
                        at = self.skip(at, DEPTH)?;
                    }
                    if !found {
                        return Some(None);
                    }
                }
                Step::Last if head.kind == LIST => {
                    if head.size == 0 {
                        return Some(None);
                    }
                    for _ in 1..head.size {
                        at = self.skip(at, DEPTH)?;
                    }
                }
                _ => return None,
            }
        }
        Some(Some(at))
    }

    fn leaf(self, at: usize) -> Option<Leaf<'a>> {
        let Head { kind, size, at } = self.target(at)?;
        if matches!(kind, MAP | LIST) {
            return None;
        }
        let content = self.0.get(at..at + if kind == BOOLEAN { 0 } else { size })?;
        Some(match kind {
            TEXT => Leaf::Text(std::str::from_utf8(content).ok()?),
            DOUBLE => Leaf::Double(f64::from_be_bytes(content.try_into().ok()?)),
            FLOAT => Leaf::Double(f32::from_be_bytes(content.try_into().ok()?).into()),
            _ if NUMBERS.contains(&kind) && size <= 8 => Leaf::Number(number(content)),
            _ => Leaf::Other,
        })
    }

    /// The head of the value at `at`, or of the one it points to; pointers to pointers are not allowed.
    fn target(self, at: usize) -> Option<Head> {
        let head = self.head(at)?;
        if head.kind != POINTER {
            return Some(head);
        }
        self.head(head.size).filter(|target| target.kind != POINTER)
    }

    /// The head at `at`; the size of a pointer is where it points to.
    fn head(self, at: usize) -> Option<Head> {
        let control = *self.0.get(at)?;
        let mut at = at + 1;
        let mut kind = control >> 5;
        let mut bytes = |count: usize| {
            let bytes = self.0.get(at..at + count)?;
            at += count;
            usize::try_from(number(bytes)).ok()
        };
        if kind == POINTER {
            let first = usize::from(control & 7);
            let size = match control >> 3 & 3 {
                0 => (first << 8) + bytes(1)?,
                1 => (first << 16) + bytes(2)? + 2048,
                2 => (first << 24) + bytes(3)? + 526_336,
                _ => bytes(4)?,
            };
            return Some(Head { kind, size, at });
        }
        if kind == 0 {
            kind = u8::try_from(bytes(1)?).ok()?.checked_add(7)?;
        }
        let size = match control & 31 {
            29 => 29 + bytes(1)?,
            30 => 285 + bytes(2)?,
            31 => 65_821 + bytes(3)?,
            size => size.into(),
        };
        Some(Head { kind, size, at })
    }

    /// Where the value behind the one at `at` stands.
    fn skip(self, at: usize, depth: u32) -> Option<usize> {
        let Head { kind, size, mut at } = self.head(at)?;
        let parts = match kind {
            POINTER | BOOLEAN => return Some(at),
            MAP => size * 2,
            LIST => size,
            _ => return at.checked_add(size).filter(|end| *end <= self.0.len()),
        };
        for _ in 0..parts {
            at = self.skip(at, depth.checked_sub(1)?)?;
        }
        Some(at)
    }
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use maxminddb::{PathElement, Reader};

    use super::*;

    const CITY: &[u8] = include_bytes!("../../../tests/fixtures/maxmind/GeoLite2-City-Test.mmdb");
    const ASN: &[u8] = include_bytes!("../../../tests/fixtures/maxmind/GeoLite2-ASN-Test.mmdb");

    #[test]
    fn every_network_is_read_as_the_published_reader_reads_it() {
        let texts: &[&[Step]] = &[
            &[Step::Key("country"), Step::Key("names"), Step::Key("en")],
            &[Step::Key("country"), Step::Key("iso_code")],
            &[Step::Key("subdivisions"), Step::Last, Step::Key("iso_code")],
            &[Step::Key("city"), Step::Key("names"), Step::Key("ja")],
            &[Step::Key("autonomous_system_organization")],
        ];
        let doubles: &[&[Step]] = &[&[Step::Key("location"), Step::Key("latitude")]];
        let (long, short) =
            ([Step::Key("autonomous_system_number")], [Step::Key("location"), Step::Key("accuracy_radius")]);
        for bytes in [CITY, ASN] {
            let (own, published) = (Mmdb::read(bytes.to_vec()).unwrap(), Reader::from_source(bytes).unwrap());
            assert_eq!(own.name, published.metadata().database_type);
            assert_eq!(own.built, published.metadata().build_epoch);
            let mut networks = 0;
            for network in published.networks(maxminddb::WithinOptions::default()).unwrap() {
                let address = network.unwrap().network().unwrap().ip();
                let record = published.lookup(address).unwrap();
                let at = own.lookup(address).unwrap();
                assert_eq!(at.is_some(), record.has_data(), "{address}");
                let Some(at) = at else { continue };
                for path in texts {
                    let expected: Option<&str> = record.decode_path(&published_path(path)).unwrap();
                    assert_eq!(own.leaf(at, path), Some(expected.map(Leaf::Text)), "{address} {path:?}");
                }
                for path in doubles {
                    let expected: Option<f64> = record.decode_path(&published_path(path)).unwrap();
                    assert_eq!(own.leaf(at, path), Some(expected.map(Leaf::Double)), "{address} {path:?}");
                }
                let expected: Option<u32> = record.decode_path(&published_path(&long)).unwrap();
                assert_eq!(own.leaf(at, &long), Some(expected.map(|number| Leaf::Number(number.into()))), "{address}");
                let expected: Option<u16> = record.decode_path(&published_path(&short)).unwrap();
                assert_eq!(own.leaf(at, &short), Some(expected.map(|number| Leaf::Number(number.into()))), "{address}");
                networks += 1;
            }
            assert!(networks > 100, "{networks}");
        }
    }

    fn published_path(path: &[Step]) -> Vec<PathElement<'static>> {
        path.iter()
            .map(|step| match step {
                Step::Key(key) => PathElement::Key(key),
                Step::Last => PathElement::IndexFromEnd(0),
            })
            .collect()
    }

    #[test]
    fn every_record_size_is_walked() {
        // Two nodes; the address 64.0.0.0 goes left, then right. Records: 1 and 2 (nothing), then 2 and 3 above 65536.
        for (record, nodes) in [
            (24, &[0, 0, 1, 0, 0, 2, 0, 0, 2, 1, 2, 3][..]),
            (28, &[0, 0, 1, 0, 0, 0, 2, 0, 0, 2, 0x0a, 1, 2, 3]),
            (32, &[0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 2, 10, 1, 2, 3]),
        ] {
            let tree = Tree { nodes: 2, record, start: 0, version: 4 };
            let high = if record == 24 { 0 } else { 10 << 24 };
            assert_eq!(tree.walk(nodes, 0, 1 << 126, 32), Some(0x01_0203 + high), "{record}");
            assert_eq!(tree.walk(nodes, 0, 1 << 127, 32), Some(2), "{record}");
        }
    }
}
