//! What protects an installation: its secret, its limits, who in front is trusted, and which
//! service may vouch for people.

use std::collections::BTreeSet;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Role;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;

use crate::throttle::{Buckets, Throttle};
use crate::{Error, Kind};

/// A provider of logins, OpenID Connect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its address, to the letter what stands in its tokens.
    pub issuer: String,
    /// What it knows this installation as.
    pub client_id: String,
    /// Shared secret; none for a public client, which PKCE protects.
    pub client_secret: Option<String>,
    /// What the button says, such as «Region Västernorrland».
    pub label: String,
}

/// Settings of protection.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Slow down and bound what is asked for.
    pub are_on: bool,
    /// Roles that must have a second step.
    pub second_factor_roles: BTreeSet<Role>,
    /// Who may vouch for people.
    pub provider: Option<Provider>,
    /// Proxies whose word on the caller's address counts.
    pub trusted_proxies: Vec<crate::network::Block>,
    /// Whom to tell about a weakness: a `mailto:` or `https:` address.
    pub security_contact: Option<String>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            are_on: true,
            second_factor_roles: BTreeSet::new(),
            provider: None,
            trusted_proxies: Vec::new(),
            security_contact: None,
        }
    }
}

/// The secret, the limits and what has been counted against them.
pub struct Protection {
    /// Settings.
    pub limits: Limits,
    /// Failed tries.
    pub tries: Throttle,
    /// What each device or network has asked for.
    pub rates: Buckets<String>,
    secret: hmac::Key,
}

impl std::fmt::Debug for Protection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret stays out of every log.
        f.debug_struct("Protection").field("limits", &self.limits).finish_non_exhaustive()
    }
}

impl Default for Protection {
    /// A secret of this process alone: what is sealed with it cannot be opened after a restart.
    fn default() -> Self {
        let mut secret = [0_u8; 32];
        if getrandom::fill(&mut secret).is_err() {
            tracing::error!("the system gives no random numbers");
        }
        Self::new(&secret, Limits::default())
    }
}

impl Protection {
    /// Fewest bytes of a secret.
    pub const SECRET_MIN: usize = 32;

    /// Protection with the installation's own secret.
    pub fn new(secret: &[u8], limits: Limits) -> Self {
        Self {
            limits,
            tries: Throttle::default(),
            rates: Buckets::default(),
            secret: hmac::Key::new(hmac::HMAC_SHA256, secret),
        }
    }

    /// A key for one purpose, so that what is made for one is worth nothing for another.
    fn key_for(&self, purpose: &str) -> [u8; 32] {
        let tag = hmac::sign(&self.secret, purpose.as_bytes());
        let mut key = [0_u8; 32];
        key.copy_from_slice(tag.as_ref());
        key
    }

    /// A signature of a text for a purpose, 128 bits.
    pub fn sign(&self, purpose: &str, text: &str) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.key_for(purpose));
        let tag = hmac::sign(&key, text.as_bytes());
        URL_SAFE_NO_PAD.encode(tag.as_ref().get(..16).unwrap_or_default())
    }

    /// Seals bytes: nobody without the secret can read or change them.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<String, Error> {
        let mut nonce = [0_u8; NONCE_LEN];
        getrandom::fill(&mut nonce).map_err(|_| Error::of(Kind::Unavailable))?;
        let mut sealed = plain.to_vec();
        self.cipher(purpose)?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(purpose.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| Error::of(Kind::Internal))?;
        let mut whole = nonce.to_vec();
        whole.append(&mut sealed);
        Ok(URL_SAFE_NO_PAD.encode(whole))
    }

    /// Opens what [`Protection::seal`] made for the same purpose; none if it is anything else.
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        let mut whole = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let mut sealed = whole.split_off(NONCE_LEN.min(whole.len()));
        let nonce = Nonce::try_assume_unique_for_key(&whole).ok()?;
        let aad = Aad::from(purpose.as_bytes());
        let plain = self.cipher(purpose).ok()?.open_in_place(nonce, aad, &mut sealed).ok()?;
        Some(plain.to_vec())
    }

    fn cipher(&self, purpose: &str) -> Result<LessSafeKey, Error> {
        UnboundKey::new(&CHACHA20_POLY1305, &self.key_for(purpose))
            .map(LessSafeKey::new)
            .map_err(|_| Error::of(Kind::Internal))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_only_and_only_whole() {
        let protection = Protection::new(&[7; 32], Limits::default());
        let sealed = protection.seal("code", b"hemligt").expect("sealed");
        assert_eq!(protection.open("code", &sealed).as_deref(), Some(&b"hemligt"[..]));
        assert_eq!(protection.open("state", &sealed), None);
        assert_eq!(Protection::new(&[8; 32], Limits::default()).open("code", &sealed), None);
        assert_eq!(protection.open("code", &sealed[1..]), None);
        assert_eq!(protection.open("code", ""), None);
        assert_ne!(sealed, protection.seal("code", b"hemligt").expect("sealed"));
        assert!(!format!("{protection:?}").contains("secret"));
    }

    #[test]
    fn signatures_differ_by_text_and_purpose() {
        let protection = Protection::new(&[7; 32], Limits::default());
        assert_eq!(protection.sign("a", "x"), protection.sign("a", "x"));
        assert_ne!(protection.sign("a", "x"), protection.sign("b", "x"));
        assert_ne!(protection.sign("a", "x"), protection.sign("a", "y"));
    }
}
