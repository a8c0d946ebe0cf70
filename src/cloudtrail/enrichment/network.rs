use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// An address block; a single address is a block of one. Shown as it would be written: without prefix where it is one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Length of the prefix in bits: up to 32 for IPv4, 128 for IPv6.
    pub const fn prefix(self) -> u8 {
        self.prefix
    }

    /// Whether `address` lies in the block. IPv4 and IPv6 never share a block.
    pub fn contains(self, address: IpAddr) -> bool {
        let (own, own_bits) = bits(self.address);
        let (other, other_bits) = bits(address);
        let host_bits = u32::from(own_bits - self.prefix);
        own_bits == other_bits && (own ^ other).checked_shr(host_bits).unwrap_or(0) == 0
    }
}

/// `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`; bits after the prefix do not matter.
impl FromStr for Network {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, prefix) = text.split_once('/').map_or((text, None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().map_err(|_| ())?;
        let (_, width) = bits(address);
        let prefix = match prefix {
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().map_err(|_| ())?,
            Some(_) => return Err(()),
            None => width,
        };
        if prefix > width { Err(()) } else { Ok(Self { address, prefix }) }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.prefix == bits(self.address).1 {
            write!(f, "{}", self.address)
        } else {
            write!(f, "{}/{}", self.address, self.prefix)
        }
    }
}

/// The address as a number, and how many bits it has.
fn bits(address: IpAddr) -> (u128, u8) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    }
}

#[cfg(test)]
mod tests {
    use super::Network;

    #[test]
    fn blocks_contain_addresses() {
        for (network, address, expected) in [
            ("203.0.113.7", "203.0.113.7", true),
            ("203.0.113.7", "203.0.113.6", false),
            ("203.0.113.0/24", "203.0.113.255", true),
            ("203.0.113.99/24", "203.0.113.1", true),
            ("203.0.113.0/24", "203.0.114.0", false),
            ("0.0.0.0/0", "255.1.2.3", true),
            ("0.0.0.0/0", "::1", false),
            ("::/0", "2001:db8::1", true),
            ("2001:db8::/32", "2001:db8:ffff::1", true),
            ("2001:db8::/32", "2001:db9::1", false),
        ] {
            let network: Network = network.parse().unwrap();
            assert_eq!(network.contains(address.parse().unwrap()), expected, "{network} {address}");
        }
    }

    #[test]
    fn what_is_no_block() {
        for text in ["", "office", "203.0.113", "203.0.113.0/33", "203.0.113.0/+8", "203.0.113.0/", "::/129"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
