//! Codes that hold for half a minute, RFC 6238 over RFC 4226, as every authenticator app makes
//! them: SHA-1, six figures, thirty seconds.

use domain::time::Timestamp;
use ring::hmac;

use crate::{Error, Kind};

/// Seconds a code holds.
const STEP_SECONDS: i64 = 30;
/// Steps before and after now that are still taken: clocks differ a little.
const WINDOW: i64 = 1;
/// Bytes of a shared secret, RFC 4226 section 4.
const SECRET_BYTES: usize = 20;
/// The alphabet of RFC 4648 section 6.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Recovery codes handed out at once.
const RECOVERY_CODES: usize = 10;

/// A new shared secret.
pub fn new_secret() -> Result<Vec<u8>, Error> {
    let mut secret = vec![0_u8; SECRET_BYTES];
    getrandom::fill(&mut secret).map_err(|_| Error::of(Kind::Unavailable))?;
    Ok(secret)
}

/// Letters of a recovery code: 120 random bits, enough to be stored with a plain hash (OWASP ASVS
/// 6.5.2 asks for 112).
const RECOVERY_LETTERS: usize = 24;

/// New recovery codes: `XXXXXX-XXXXXX-XXXXXX-XXXXXX`.
pub fn new_recovery_codes() -> Result<Vec<String>, Error> {
    let code = || {
        let mut bytes = [0_u8; RECOVERY_LETTERS];
        getrandom::fill(&mut bytes).map_err(|_| Error::of(Kind::Unavailable))?;
        let groups = bytes.chunks(6).map(|group| group.iter().map(|byte| base32_letter(*byte)));
        Ok(groups.map(String::from_iter).collect::<Vec<_>>().join("-"))
    };
    (0..RECOVERY_CODES).map(|_| code()).collect()
}

fn base32_letter(value: u8) -> char {
    BASE32.get(usize::from(value & 31)).map_or('A', |letter| char::from(*letter))
}

/// A secret as authenticator apps take it.
pub fn base32(bytes: &[u8]) -> String {
    let mut text = String::new();
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(base32_letter(((buffer >> bits) & 31).to_le_bytes()[0]));
        }
    }
    if bits > 0 {
        text.push(base32_letter(((buffer << (5 - bits)) & 31).to_le_bytes()[0]));
    }
    text
}

/// The address in the picture that an authenticator app reads.
pub fn address(issuer: &str, account: &str, secret: &[u8]) -> String {
    let plain = |text: &str| -> String {
        text.bytes()
            .map(|byte| match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    char::from(byte).to_string()
                }
                _ => format!("%{byte:02X}"),
            })
            .collect()
    };
    let (issuer, account, secret) = (plain(issuer), plain(account), base32(secret));
    format!("otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}")
}

/// The code of a step.
pub fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let tag = tag.as_ref();
    let offset = usize::from(tag.last().copied().unwrap_or_default() & 15);
    let picked = tag.iter().skip(offset).take(4);
    let number = picked.fold(0_u32, |sum, byte| (sum << 8) | u32::from(*byte)) & 0x7fff_ffff;
    format!("{:06}", number % 1_000_000)
}

/// The step of an instant.
pub fn step_at(now: Timestamp) -> i64 {
    now.as_second().div_euclid(STEP_SECONDS)
}

/// The step whose code was typed, if it lies around now and after the latest that is spent.
pub fn matching_step(secret: &[u8], typed: &str, now: Timestamp, last_step: i64) -> Option<i64> {
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let current = step_at(now);
    (current - WINDOW..=current + WINDOW)
        .filter(|step| *step > last_step)
        .find(|step| constant_time_equal(code(secret, *step).as_bytes(), typed.as_bytes()))
}

/// Compares without telling by the time taken how much was right.
pub fn constant_time_equal(left: &[u8], right: &[u8]) -> bool {
    let differs = left.iter().zip(right).fold(0, |sum, (a, b)| sum | (a ^ b));
    left.len() == right.len() && std::hint::black_box(differs) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("instant")
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        // Appendix B, SHA-1; the last six of its eight figures.
        let secret = b"12345678901234567890";
        for (second, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, step_at(at(second))), expected, "{second}");
        }
        // RFC 4226, appendix D.
        assert_eq!(code(secret, 0), "755224");
        assert_eq!(code(secret, 9), "520489");
    }

    #[test]
    fn a_code_holds_around_its_time_and_once() {
        let secret = b"12345678901234567890";
        let now = at(1_111_111_111);
        let step = step_at(now);
        assert_eq!(matching_step(secret, "050 471", now, 0), Some(step));
        assert_eq!(matching_step(secret, "050471", at(1_111_111_111 + 30), 0), Some(step));
        assert_eq!(matching_step(secret, "050471", at(1_111_111_111 + 60), 0), None);
        assert_eq!(matching_step(secret, "050471", now, step), None, "spent");
        assert_eq!(matching_step(secret, "", now, 0), None);
    }

    #[test]
    fn secrets_are_written_as_rfc_4648_says() {
        for (plain, coded) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(plain.as_bytes()), coded);
        }
        let address =
            address("Samkraft Västernorrland", "karin@demo.test", b"12345678901234567890");
        assert!(address.starts_with("otpauth://totp/Samkraft%20V%C3%A4sternorrland:karin%40demo"));
        assert!(address.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "{address}");
    }

    #[test]
    fn recovery_codes_differ() {
        let codes: std::collections::BTreeSet<_> =
            new_recovery_codes().expect("codes").into_iter().collect();
        assert_eq!(codes.len(), RECOVERY_CODES);
        assert!(codes.iter().all(|code| code.len() == RECOVERY_LETTERS + 3));
    }
}
