//! What the user supplies about addresses: a table or JSON, and MaxMind databases.

use crate::diagnostic::Example::MadeBy;

super::codes! {
    NOT_A_TABLE = "A001", Error, "not a table of addresses",
        "Write one object: an address or CIDR block as key, what is known about it as value.",
        MadeBy("cloudtrail::enrichment::read::tests::what_is_wrong_is_said_where_it_stands");
    NOT_AN_ADDRESS = "A002", Error, "neither an address nor a CIDR block",
        "Write an IPv4 or IPv6 address such as 203.0.113.7, or a block such as 203.0.113.0/24.",
        MadeBy("cloudtrail::enrichment::read::tests::what_is_wrong_is_said_where_it_stands");
    UNKNOWN_KEY = "A003", Warning, "key not read",
        "Only the parts that GeoIP and ASN lookups give are read: geo, as, and the short forms country, city, asn, organization.",
        MadeBy("cloudtrail::enrichment::read::tests::what_is_wrong_is_said_where_it_stands");
    WRONG_TYPE = "A004", Error, "value of another type",
        "Names and codes are texts, an ASN is a whole number, a latitude or longitude is a number.",
        MadeBy("cloudtrail::enrichment::read::tests::what_is_wrong_is_said_where_it_stands");
    NOT_A_DATABASE = "A005", Error, "not a MaxMind database",
        "Choose an .mmdb file as MaxMind publishes it, unpacked from its archive.",
        MadeBy("cloudtrail::enrichment::database::tests::other_files_are_refused");
    OTHER_DATABASE = "A006", Error, "a MaxMind database without city or ASN",
        "Choose a City database (GeoLite2-City, GeoIP2-City) or an ASN database (GeoLite2-ASN).",
        MadeBy("cloudtrail::enrichment::database::tests::other_files_are_refused");
}
