//! Addresses and blocks of addresses: whom to believe, whom to count together, where not to go.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A block of addresses, such as `10.0.0.0/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    first: IpAddr,
    bits: u8,
}

impl FromStr for Block {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (address, bits) = match text.trim().split_once('/') {
            Some((address, bits)) => (address, Some(bits)),
            None => (text.trim(), None),
        };
        let first: IpAddr = address.parse().map_err(|_| ())?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse().map_err(|_| ()))?;
        if bits > most { Err(()) } else { Ok(Self { first, bits }) }
    }
}

impl Block {
    /// True when the address lies in the block.
    pub fn contains(self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let shift = 32 - u32::from(self.bits);
                (u64::from(first.to_bits()) >> shift) == (u64::from(address.to_bits()) >> shift)
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let shift = 128 - u32::from(self.bits);
                first.to_bits().checked_shr(shift) == address.to_bits().checked_shr(shift)
            }
            _ => false,
        }
    }
}

/// Who is calling: the peer, or, when the peer is a trusted proxy, the last address in
/// `X-Forwarded-For` that no trusted proxy has written.
pub fn caller(peer: IpAddr, forwarded_for: &str, trusted: &[Block]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|block| block.contains(address));
    let mut caller = peer.to_canonical();
    for said in forwarded_for.rsplit(',') {
        if !is_trusted(caller) {
            break;
        }
        let Ok(address) = said.trim().parse::<IpAddr>() else { break };
        caller = address.to_canonical();
    }
    caller
}

/// Addresses that one subscriber can change between: counted as one. An IPv6 subscriber has a
/// whole /64.
pub fn network_of(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            format!("{}/64", Ipv6Addr::from_bits(address.to_bits() >> 64 << 64))
        }
    }
}

/// True for addresses on the public internet. False for this machine, private networks, link-local
/// addresses (where clouds keep their metadata), multicast, documentation and everything reserved.
/// IANA special-purpose address registries; IPv4 inside IPv6 is judged as IPv4.
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    const SPECIAL: &[&str] = &[
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    ];
    !is_in(IpAddr::V4(address), SPECIAL)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Only 2000::/3 is given out; inside it some blocks are special. Teredo and 6to4 carry an
    // IPv4 address that is nobody's business.
    const SPECIAL: &[&str] =
        &["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48"];
    is_in(IpAddr::V6(address), &["2000::/3"]) && !is_in(IpAddr::V6(address), SPECIAL)
}

fn is_in(address: IpAddr, blocks: &[&str]) -> bool {
    blocks.iter().filter_map(|block| block.parse::<Block>().ok()).any(|it| it.contains(address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect(text)
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let trusted: Vec<Block> =
            ["10.0.0.0/8", "::1"].iter().map(|it| it.parse().expect("block")).collect();
        let said = "203.0.113.9, 198.51.100.7, 10.0.0.2";
        assert_eq!(caller(ip("10.0.0.1"), said, &trusted), ip("198.51.100.7"));
        assert_eq!(caller(ip("::ffff:10.0.0.1"), said, &trusted), ip("198.51.100.7"));
        assert_eq!(caller(ip("192.0.2.1"), said, &trusted), ip("192.0.2.1"));
        assert_eq!(caller(ip("10.0.0.1"), "unknown", &trusted), ip("10.0.0.1"));
        assert_eq!(caller(ip("10.0.0.1"), "", &trusted), ip("10.0.0.1"));
    }

    #[test]
    fn blocks_hold_what_lies_in_them() {
        let block: Block = "192.168.4.0/22".parse().expect("block");
        assert!(block.contains(ip("192.168.7.255")) && !block.contains(ip("192.168.8.0")));
        let all: Block = "::/0".parse().expect("block");
        assert!(all.contains(ip("2001:db8::1")) && !all.contains(ip("10.0.0.1")));
        assert!("0.0.0.0/0".parse::<Block>().expect("block").contains(ip("8.8.8.8")));
        for odd in ["10.0.0.0/33", "10.0.0", "::/129", "x", "10.0.0.0/-1", ""] {
            assert!(odd.parse::<Block>().is_err(), "{odd}");
        }
    }

    #[test]
    fn a_subscriber_is_counted_once() {
        assert_eq!(network_of(ip("2001:db8:1:2:3:4:5:6")), "2001:db8:1:2::/64");
        assert_eq!(network_of(ip("::ffff:192.0.2.1")), "192.0.2.1");
    }

    #[test]
    fn nothing_inside_is_public() {
        for inside in [
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.1.2.3",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:7f00:1::",
            "::127.0.0.1",
            "2001:db8::1",
        ] {
            assert!(!is_public(ip(inside)), "{inside}");
        }
        for outside in ["193.10.1.1", "8.8.8.8", "172.32.0.1", "2a00:801::1", "2001:67c::1"] {
            assert!(is_public(ip(outside)), "{outside}");
        }
    }
}
