use std::net::IpAddr;

use crate::pattern::Cidr;

/// Blocks that no geography or ASN database holds anything for.
/// <https://www.iana.org/assignments/iana-ipv4-special-registry>, <https://www.iana.org/assignments/iana-ipv6-special-registry>.
/// Documentation blocks are left out: samples use them as if they were public.
const UNROUTED: [(&str, &str); 13] = [
    ("0.0.0.0/8", "unspecified"),
    ("10.0.0.0/8", "private"),
    ("100.64.0.0/10", "shared by carriers"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private"),
    ("192.168.0.0/16", "private"),
    ("224.0.0.0/3", "multicast, reserved and broadcast"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("fc00::/7", "private"),
    ("fe80::/10", "link-local"),
    ("ff00::/8", "multicast"),
];

/// Whether `address` is never seen on the internet.
pub(super) fn is_unrouted(address: IpAddr) -> bool {
    UNROUTED.iter().filter_map(|(block, _)| Cidr::parse(block)).any(|range| range.contains_ip(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_one() {
        for (block, _) in UNROUTED {
            assert!(Cidr::parse(block).is_some(), "{block}");
        }
    }

    #[test]
    fn addresses() {
        for (address, expected) in [
            ("127.0.0.1", true),
            ("10.1.2.3", true),
            ("172.31.0.1", true),
            ("172.32.0.1", false),
            ("100.64.0.1", true),
            ("100.128.0.1", false),
            ("255.255.255.255", true),
            ("203.0.113.7", false),
            ("::ffff:10.0.0.1", true),
            ("fd00::1", true),
            ("2001:db8::1", false),
            ("81.2.69.144", false),
        ] {
            assert_eq!(is_unrouted(address.parse().unwrap()), expected, "{address}");
        }
    }
}
