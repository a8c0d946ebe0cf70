use std::net::{IpAddr, Ipv4Addr};

/// A range of addresses, `10.0.0.0/8` or one address. IPv4 lies inside IPv6 as `::ffff:0:0/96`, as Elasticsearch
/// indexes it. <https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cidr {
    network: u128,
    mask: u128,
}

impl Cidr {
    /// Reads `address` or `address/prefix length`; `None` where it is neither. Bits after the prefix are ignored.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.split_once('/') {
            None => (address(text)?, 128),
            Some((base, length)) => {
                let base = base.parse::<IpAddr>().ok()?;
                let length = length.parse::<u32>().ok().filter(|_| length.bytes().all(|byte| byte.is_ascii_digit()))?;
                let (bits, before) = if base.is_ipv4() { (32, 96) } else { (128, 0) };
                (number(base), (length <= bits).then_some(before + length)?)
            }
        };
        let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
        Some(Self { network: address & mask, mask })
    }

    /// Whether `address` is in the range.
    pub fn contains(&self, address: u128) -> bool {
        address & self.mask == self.network
    }

    /// Whether `address`, already read, is in the range.
    pub fn contains_ip(&self, address: IpAddr) -> bool {
        self.contains(number(address))
    }

    /// How many leading bits the addresses of the range share, of 128; the larger, the smaller the range.
    pub const fn prefix_length(&self) -> u32 {
        self.mask.count_ones()
    }
}

/// An address as the number it is ordered by; `None` where the text is no address.
pub fn address(text: &str) -> Option<u128> {
    text.parse().ok().map(number)
}

fn number(address: IpAddr) -> u128 {
    let v6 = |address: Ipv4Addr| u128::from(address.to_ipv6_mapped());
    match address {
        IpAddr::V4(address) => v6(address),
        IpAddr::V6(address) => u128::from(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_their_addresses() {
        for (range, member, expected) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.2.3/8", "10.9.9.9", true),
            ("0.0.0.0/0", "203.0.113.7", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("::/0", "203.0.113.7", true),
            ("2001:db8::/32", "2001:db8:1::1", true),
            ("169.254.169.254", "169.254.169.254", true),
            ("::ffff:10.0.0.1", "10.0.0.1", true),
        ] {
            assert_eq!(Cidr::parse(range).unwrap().contains(address(member).unwrap()), expected, "{member} in {range}");
        }
    }

    #[test]
    fn what_is_no_range_is_refused() {
        for text in ["", "10.0.0.0/33", "10.0.0.0/+8", "10.0.0/8", "::/129", "iam.amazonaws.com", "10.0.0.0/"] {
            assert_eq!(Cidr::parse(text), None, "{text}");
        }
    }
}
