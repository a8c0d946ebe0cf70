use std::fmt;
use std::net::IpAddr;

use super::Part;
use super::mmdb::Step::{Key, Last};
use super::mmdb::{Leaf, Mmdb, Step};
use crate::diagnostic::codes::enrichment as codes;
use crate::diagnostic::{Code, Diagnostic};
use crate::ecs::{Document, Item, Node, Origin};
use crate::number;

/// What a database is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseKind {
    /// `source.geo`
    City,
    /// `source.as`
    Asn,
}

/// A MaxMind database the user supplied. <https://maxmind.github.io/MaxMind-DB/>
pub struct Database {
    kind: DatabaseKind,
    reader: Mmdb,
}

impl Database {
    /// Reads the bytes of an `.mmdb` file; a diagnostic without place where they are none, or not of a kind in use here.
    pub(super) fn read(bytes: Vec<u8>) -> Result<Self, Box<Diagnostic>> {
        let refusal = |code: &'static Code, message: String| {
            Box::new(Diagnostic::without_place(code, message).note(code.explanation))
        };
        let reader = Mmdb::read(bytes)
            .map_err(|why| refusal(&codes::NOT_A_DATABASE, format!("this file is not a MaxMind database: {why}")))?;
        let name = &reader.name;
        let kind = match name {
            _ if name.contains("ASN") => DatabaseKind::Asn,
            _ if name.contains("City") || name.contains("Enterprise") => DatabaseKind::City,
            _ => {
                let message = format!("the database `{name}` holds neither cities nor ASNs");
                return Err(refusal(&codes::OTHER_DATABASE, message));
            }
        };
        Ok(Self { kind, reader })
    }

    /// What it is about.
    pub fn kind(&self) -> DatabaseKind {
        self.kind
    }

    /// The name it gives itself, for example `GeoLite2-City`.
    pub fn name(&self) -> &str {
        &self.reader.name
    }

    /// When it was made, in seconds since 1970.
    pub fn built(&self) -> u64 {
        self.reader.built
    }

    /// What it holds for `address`; unknown where the database is damaged there.
    #[inline(never)]
    pub(super) fn lookup(&self, address: IpAddr) -> Part {
        let read = || {
            let Some(at) = self.reader.lookup(address.to_canonical())? else { return Some(None) };
            let record = Record { reader: &self.reader, at };
            match self.kind {
                DatabaseKind::City => record.geo(),
                DatabaseKind::Asn => record.autonomous_system(),
            }
        };
        read().map_or(Part::Unknown, Part::from)
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").field("kind", &self.kind).field("name", &self.name()).finish()
    }
}

/// The texts of `source.geo` and where a City database has them; a country's code stands before that of its region.
/// Of several subdivisions the processor takes the most specific, which comes last.
const CITY_TEXTS: &[(&str, &[Step])] = &[
    ("continent_name", &[Key("continent"), Key("names"), Key("en")]),
    ("country_name", &[Key("country"), Key("names"), Key("en")]),
    ("country_iso_code", &[Key("country"), Key("iso_code")]),
    ("region_name", &[Key("subdivisions"), Last, Key("names"), Key("en")]),
    ("region_iso_code", &[Key("subdivisions"), Last, Key("iso_code")]),
    ("city_name", &[Key("city"), Key("names"), Key("en")]),
];

/// One address in a database. Every reader gives `None` where the record is damaged, `Some(None)` where it holds no such part.
struct Record<'a> {
    reader: &'a Mmdb,
    at: usize,
}

impl Record<'_> {
    /// As Elasticsearch's geoip processor makes it from a City database.
    /// <https://www.elastic.co/docs/reference/enrich-processor/geoip-processor>
    fn geo(&self) -> Option<Option<Node>> {
        let mut parts = Vec::new();
        let mut country_code = None;
        for (name, path) in CITY_TEXTS {
            let mut text = self.text(path)?;
            match *name {
                "country_iso_code" => country_code.clone_from(&text),
                "region_iso_code" => {
                    text = country_code.as_ref().zip(text).map(|(country, region)| format!("{country}-{region}"));
                }
                _ => {}
            }
            parts.push((*name, text.map(|text| Node::String(text.into()))));
        }
        let latitude = self.degrees(&[Key("location"), Key("latitude")])?;
        let longitude = self.degrees(&[Key("location"), Key("longitude")])?;
        let (lat, lon) = latitude.zip(longitude).unzip();
        parts.extend([("location.lat", lat), ("location.lon", lon)]);
        Some(object(parts))
    }

    /// As the integration makes it from an ASN database.
    fn autonomous_system(&self) -> Option<Option<Node>> {
        let number = match self.leaf(&[Key("autonomous_system_number")])? {
            None => None,
            Some(Leaf::Number(number)) => Some(Node::Number(number.to_string().into())),
            Some(_) => return None,
        };
        let name = self.text(&[Key("autonomous_system_organization")])?;
        Some(object([("number", number), ("organization.name", name.map(|name| Node::String(name.into())))]))
    }

    fn text(&self, path: &[Step]) -> Option<Option<String>> {
        match self.leaf(path)? {
            None => Some(None),
            Some(Leaf::Text(text)) => Some(Some(text.to_owned())),
            Some(_) => None,
        }
    }

    /// Written as Java writes a double.
    fn degrees(&self, path: &[Step]) -> Option<Option<Node>> {
        match self.leaf(path)? {
            None => Some(None),
            Some(Leaf::Double(degrees)) => Some(Some(Node::Number(number::java(degrees).into()))),
            Some(_) => None,
        }
    }

    fn leaf(&self, path: &[Step]) -> Option<Option<Leaf<'_>>> {
        self.reader.leaf(self.at, path)
    }
}

/// An object of the parts that are present; `None` where none is.
fn object(parts: impl IntoIterator<Item = (&'static str, Option<Node>)>) -> Option<Node> {
    let mut document = Document::default();
    for (path, node) in parts.into_iter().filter_map(|(path, node)| Some((path, node?))) {
        document.set(path, Item { node, origin: Origin::Enrichment { from: Vec::new() } });
    }
    (!document.root.is_empty()).then_some(Node::Object(document.root))
}

#[cfg(test)]
mod tests {
    use crate::cloudtrail::enrichment::shown::show;
    use crate::cloudtrail::enrichment::{DatabaseKind, Enrichment};

    // MaxMind's published test databases; see the folder's README.
    const CITY: &[u8] = include_bytes!("../../../tests/fixtures/maxmind/GeoLite2-City-Test.mmdb");
    const ASN: &[u8] = include_bytes!("../../../tests/fixtures/maxmind/GeoLite2-ASN-Test.mmdb");

    const MILTON: &str = "geo.continent_name=North America geo.country_name=United States geo.country_iso_code=US \
        geo.region_name=Washington geo.region_iso_code=US-WA geo.city_name=Milton geo.location.lat=47.2513 geo.location.lon=-122.3149";

    #[test]
    fn each_database_answers_for_its_part() {
        let mut enrichment = Enrichment::default();
        assert_eq!(enrichment.add_database(CITY.to_vec()), (Some(DatabaseKind::City), vec![]));
        assert_eq!(show(&enrichment, "216.160.83.56"), format!("{MILTON}, as unknown"));
        assert_eq!(show(&enrichment, "127.0.0.1"), "geo missing, as missing");

        assert_eq!(enrichment.add_database(ASN.to_vec()), (Some(DatabaseKind::Asn), vec![]));
        for (address, expected) in [
            ("216.160.83.56", format!("{MILTON}, as.number=209").as_str()),
            ("203.0.113.7", "geo missing, as missing"),
            ("1.128.0.1", "geo missing, as.number=1221 as.organization.name=Telstra Pty Ltd"),
            (
                "2001:218::1",
                "geo.continent_name=Asia geo.country_name=Japan geo.country_iso_code=JP \
                geo.location.lat=35.68536 geo.location.lon=139.75309, as missing",
            ),
        ] {
            assert_eq!(show(&enrichment, address), expected, "{address}");
        }
        let names: Vec<&str> = enrichment.databases().map(|database| database.name()).collect();
        assert_eq!(names, ["GeoLite2-City", "GeoLite2-ASN"]);
    }

    #[test]
    fn the_most_specific_region_is_taken() {
        let mut enrichment = Enrichment::default();
        enrichment.add_database(CITY.to_vec());
        assert!(
            show(&enrichment, "2.125.160.216").contains("geo.region_name=West Berkshire geo.region_iso_code=GB-WBK")
        );
    }

    #[test]
    fn the_table_goes_before_the_databases() {
        let mut enrichment = Enrichment::default();
        enrichment.add_database(CITY.to_vec());
        let table = Enrichment::from_json(r#"{"216.160.83.0/24": {"country": "CA"}}"#).0;
        assert_eq!(show(&enrichment.with_table(table), "216.160.83.56"), "geo.country_iso_code=CA, as missing");
    }

    #[test]
    fn a_damaged_database_gives_less_but_never_panics() {
        for at in (0..ASN.len()).step_by(11) {
            let mut bytes = ASN.to_vec();
            bytes[at] ^= 0xff;
            let mut enrichment = Enrichment::default();
            let (kind, diagnostics) = enrichment.add_database(bytes);
            assert_eq!(kind.is_none(), !diagnostics.is_empty());
            for address in ["1.128.0.1", "89.160.20.156", "2600:6000::1"] {
                enrichment.lookup(address.parse().unwrap());
            }
        }
    }

    #[test]
    fn other_files_are_refused() {
        // The name stands in the metadata at the end of the file, as a text of 13 bytes.
        let at = CITY.windows(13).rposition(|window| window == b"GeoLite2-City").unwrap();
        let mut other = CITY.to_vec();
        other[at..at + 13].copy_from_slice(b"GeoLite2-Isps");
        for (bytes, expected) in [(&b"{}"[..], "A005"), (&CITY[..500], "A005"), (&other, "A006")] {
            let (kind, diagnostics) = Enrichment::default().add_database(bytes.to_vec());
            assert_eq!((kind, diagnostics[0].code.id), (None, expected));
        }
    }
}
