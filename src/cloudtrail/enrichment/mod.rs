//! `source.geo.*` and `source.as.*`: unknown until the user supplies them, as a table (JSON) or as MaxMind databases.

mod database;
mod mmdb;
mod read;
mod unrouted;

use std::net::IpAddr;
use std::rc::Rc;

pub use database::{Database, DatabaseKind};

use crate::diagnostic::Diagnostic;
use crate::ecs::{Item, Node, Origin};
use crate::pattern::Cidr;
use crate::text::Span;

/// What the user supplied about addresses.
#[derive(Clone, Debug, Default)]
pub struct Enrichment {
    entries: Vec<Entry>,
    // Shared: a City database is some 60 MB, and options are cloned.
    databases: Vec<Rc<Database>>,
}

/// One row of the user's table: all that is known of the addresses in a block.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The address or CIDR block, as written.
    pub addresses: Box<str>,
    range: Cidr,
    /// `source.geo`; `None` where there is none.
    pub geo: Option<Node>,
    /// `source.as`; `None` where there is none.
    pub autonomous_system: Option<Node>,
}

/// What is known about an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Lookup {
    /// `source.geo`
    pub geo: Part,
    /// `source.as`
    pub autonomous_system: Part,
}

/// An object as it stands under `source`, if it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Supplied.
    Known(Node),
    /// Known to be absent: so supplied, or the address is private, loopback or otherwise unrouted.
    Missing,
    /// Nothing was supplied.
    Unknown,
}

impl Enrichment {
    /// What is known about `address`: the row with the longest matching prefix decides alone, then the databases.
    pub fn lookup(&self, address: IpAddr) -> Lookup {
        let rows = self.entries.iter().filter(|entry| entry.range.contains_ip(address));
        if let Some(row) = rows.max_by_key(|entry| entry.range.prefix_length()) {
            return Lookup { geo: row.geo.clone().into(), autonomous_system: row.autonomous_system.clone().into() };
        }
        if unrouted::is_unrouted(address) {
            return Lookup { geo: Part::Missing, autonomous_system: Part::Missing };
        }
        Lookup { geo: self.ask(DatabaseKind::City, address), autonomous_system: self.ask(DatabaseKind::Asn, address) }
    }

    /// Adds the bytes of a MaxMind City or ASN database (`.mmdb`), in place of an earlier one of the same kind. Databases
    /// answer for addresses that no row of the table covers. Of bytes that are no such database nothing is kept: the kind is
    /// `None` and a diagnostic without a place says why.
    pub fn add_database(&mut self, bytes: Vec<u8>) -> (Option<DatabaseKind>, Vec<Diagnostic>) {
        let database = match Database::read(bytes) {
            Ok(database) => database,
            Err(diagnostic) => return (None, vec![*diagnostic]),
        };
        let kind = database.kind();
        self.databases.retain(|other| other.kind() != kind);
        self.databases.push(Rc::new(database));
        (Some(kind), Vec::new())
    }

    /// The same databases with the rows of `table`.
    #[must_use]
    pub fn with_table(&self, table: Self) -> Self {
        Self { entries: table.entries, databases: self.databases.clone() }
    }

    /// The rows of the table, in the order written.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The databases, at most one of each kind.
    pub fn databases(&self) -> impl Iterator<Item = &Database> {
        self.databases.iter().map(Rc::as_ref)
    }

    fn ask(&self, kind: DatabaseKind, address: IpAddr) -> Part {
        let database = self.databases().find(|database| database.kind() == kind);
        database.map_or(Part::Unknown, |database| database.lookup(address))
    }
}

/// The value as it stands in a document: each part of it knows the bytes of the address it was looked up for.
pub fn item(node: Node, from: &[Span]) -> Item {
    let node = match node {
        Node::Object(entries) => {
            Node::Object(entries.into_iter().map(|(key, inner)| (key, item(inner.node, from))).collect())
        }
        leaf => leaf,
    };
    Item { node, origin: Origin::Enrichment { from: from.to_vec() } }
}

impl From<Option<Node>> for Part {
    fn from(node: Option<Node>) -> Self {
        node.map_or(Self::Missing, Self::Known)
    }
}

#[cfg(test)]
mod shown {
    use super::{Enrichment, Part};
    use crate::ecs::Node;

    /// `geo.city_name=Berlin …` of an address, or `missing` or `unknown`, for both parts.
    pub(super) fn show(enrichment: &Enrichment, address: &str) -> String {
        let lookup = enrichment.lookup(address.parse().unwrap());
        let part = |name: &str, part: Part| match part {
            Part::Missing => format!("{name} missing"),
            Part::Unknown => format!("{name} unknown"),
            Part::Known(node) => {
                let mut leaves = Vec::new();
                let item = super::item(node, &[]);
                item.collect_leaves(name.to_owned(), &mut leaves);
                let shown = leaves.iter().map(|(name, item)| match &item.node {
                    Node::String(text) | Node::Number(text) => format!("{name}={text}"),
                    other => format!("{name}={other:?}"),
                });
                shown.collect::<Vec<_>>().join(" ")
            }
        };
        format!("{}, {}", part("geo", lookup.geo), part("as", lookup.autonomous_system))
    }
}
