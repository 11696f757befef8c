//! Whom a provider of logins vouches for: an ID token, checked as OpenID Connect Core 1.0 section
//! 3.1.3.7 says, with the keys of RFC 7517. Bytes in, an answer out; fetching is somebody else's.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Timestamp;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::sign_in::Vouched;

/// Seconds by which the provider's clock may differ from ours.
const LEEWAY_SECONDS: i64 = 60;
/// Longest token that is read, in bytes.
const TOKEN_MAX: usize = 16 << 10;

/// Why a token is not believed. For the log; the reader is told to try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is no token.
    #[error("the ID token cannot be read")]
    Malformed,
    /// It is signed in another way, or not at all.
    #[error("the ID token is signed with an algorithm that is not accepted")]
    Algorithm,
    /// It is another kind of token, such as one for access or for logging out.
    #[error("it is a token of another kind")]
    Kind,
    /// The key is not among the provider's.
    #[error("the ID token names a key that the provider has not published")]
    UnknownKey,
    /// The signature is not the provider's.
    #[error("the ID token's signature is wrong")]
    Signature,
    /// Another provider has made it.
    #[error("the ID token comes from another issuer")]
    Issuer,
    /// It is meant for somebody else.
    #[error("the ID token is meant for another client")]
    Audience,
    /// Its time is out, or has not come.
    #[error("the ID token does not hold now")]
    Time,
    /// It answers another question than ours.
    #[error("the ID token answers another login")]
    Nonce,
}

/// The provider's public keys.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct KeySet {
    keys: Vec<Key>,
}

#[derive(Debug, Clone, Deserialize)]
struct Key {
    kty: String,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    #[serde(default)]
    crv: Option<String>,
    #[serde(default)]
    n: Option<String>,
    #[serde(default)]
    e: Option<String>,
    #[serde(default)]
    x: Option<String>,
    #[serde(default)]
    y: Option<String>,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    #[serde(default)]
    azp: Option<String>,
    exp: i64,
    #[serde(default)]
    nbf: Option<i64>,
    iat: i64,
    #[serde(default)]
    nonce: Option<String>,
    #[serde(default)]
    email: Option<String>,
    #[serde(default)]
    email_verified: Option<serde_json::Value>,
}

/// What a token has to agree with.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// The provider.
    pub issuer: &'a str,
    /// What it knows us as.
    pub client_id: &'a str,
    /// What we asked with.
    pub nonce: &'a str,
    /// Now.
    pub now: Timestamp,
}

/// Checks an ID token and tells whom it vouches for.
pub fn check(token: &str, keys: &KeySet, expected: &Expected<'_>) -> Result<Vouched, Refused> {
    if token.len() > TOKEN_MAX {
        return Err(Refused::Malformed);
    }
    let claims = verified_claims(token, keys)?;
    if claims.iss != expected.issuer {
        return Err(Refused::Issuer);
    }
    let is_for_us = match &claims.aud {
        Audience::One(one) => one == expected.client_id,
        Audience::Many(many) => {
            many.iter().any(|one| one == expected.client_id)
                && (many.len() == 1 || claims.azp.as_deref() == Some(expected.client_id))
        }
    };
    if !is_for_us || claims.azp.as_deref().is_some_and(|azp| azp != expected.client_id) {
        return Err(Refused::Audience);
    }
    let now = expected.now.as_second();
    let has_begun = claims.nbf.unwrap_or(claims.iat).max(claims.iat) <= now + LEEWAY_SECONDS;
    if now >= claims.exp.saturating_add(LEEWAY_SECONDS) || !has_begun {
        return Err(Refused::Time);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) || expected.nonce.is_empty() {
        return Err(Refused::Nonce);
    }
    let is_verified = match &claims.email_verified {
        Some(serde_json::Value::Bool(is_verified)) => *is_verified,
        Some(serde_json::Value::String(said)) => said == "true",
        _ => false,
    };
    Ok(Vouched {
        issuer: claims.iss,
        subject: claims.sub,
        verified_email: claims.email.filter(|_| is_verified),
    })
}

/// The claims of a token whose signature holds.
fn verified_claims(token: &str, keys: &KeySet) -> Result<Claims, Refused> {
    let (signed, signature) = token.rsplit_once('.').ok_or(Refused::Malformed)?;
    let (header, claims) = signed.split_once('.').ok_or(Refused::Malformed)?;
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| Refused::Malformed);
    let header: Header = serde_json::from_slice(&bytes(header)?).map_err(|_| Refused::Malformed)?;
    let kind = match header.alg.as_str() {
        "RS256" => "RSA",
        "ES256" => "EC",
        _ => return Err(Refused::Algorithm),
    };
    if header.crit.is_some() {
        return Err(Refused::Algorithm);
    }
    // RFC 8725 section 3.11: other kinds of token say which they are.
    if header.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
        return Err(Refused::Kind);
    }
    let signature = bytes(signature)?;
    let fitting: Vec<&Key> = keys
        .keys
        .iter()
        .filter(|key| key.kty == kind && key.purpose.as_deref().is_none_or(|use_| use_ == "sig"))
        .filter(|key| header.kid.is_none() || key.kid == header.kid)
        .collect();
    if fitting.is_empty() {
        return Err(Refused::UnknownKey);
    }
    if !fitting.iter().any(|key| key.verifies(signed.as_bytes(), &signature)) {
        return Err(Refused::Signature);
    }
    serde_json::from_slice(&bytes(claims)?).map_err(|_| Refused::Malformed)
}

impl Key {
    fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        let part = |text: &Option<String>| {
            text.as_ref().and_then(|text| URL_SAFE_NO_PAD.decode(text).ok())
        };
        if self.kty == "RSA" {
            let (Some(n), Some(e)) = (part(&self.n), part(&self.e)) else { return false };
            let key = RsaPublicKeyComponents { n, e };
            return key.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature).is_ok();
        }
        let (Some(x), Some(y)) = (part(&self.x), part(&self.y)) else { return false };
        if self.crv.as_deref() != Some("P-256") || x.len() != 32 || y.len() != 32 {
            return false;
        }
        let point: Vec<u8> = [4].into_iter().chain(x).chain(y).collect();
        let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
        key.verify(message, signature).is_ok()
    }
}

/// The challenge of a verifier, RFC 7636 section 4.2.
pub fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
    use serde_json::{Value, json};

    const NOW: i64 = 1_800_000_000;

    struct Signer {
        pair: EcdsaKeyPair,
        random: SystemRandom,
    }

    impl Signer {
        fn new() -> Self {
            let random = SystemRandom::new();
            let algorithm = &ECDSA_P256_SHA256_FIXED_SIGNING;
            let document = EcdsaKeyPair::generate_pkcs8(algorithm, &random).expect("key");
            let pair = EcdsaKeyPair::from_pkcs8(algorithm, document.as_ref(), &random);
            Self { pair: pair.expect("pair"), random }
        }

        fn keys(&self) -> KeySet {
            let point = self.pair.public_key().as_ref();
            let (x, y) = (&point[1..33], &point[33..]);
            let key = json!({ "kty": "EC", "crv": "P-256", "kid": "k1", "use": "sig",
                "x": URL_SAFE_NO_PAD.encode(x), "y": URL_SAFE_NO_PAD.encode(y) });
            serde_json::from_value(json!({ "keys": [key] })).expect("keys")
        }

        fn token(&self, header: &Value, claims: &Value) -> String {
            let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
            let signed = format!("{}.{}", part(header), part(claims));
            let signature = self.pair.sign(&self.random, signed.as_bytes()).expect("signature");
            format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
        }
    }

    fn claims() -> Value {
        json!({ "iss": "https://id.test", "sub": "42", "aud": "samkraft", "nonce": "n", "iat": NOW,
            "exp": NOW + 300, "email": "karin@demo.test", "email_verified": true })
    }

    fn expected() -> Expected<'static> {
        let now = Timestamp::from_second(NOW).expect("instant");
        Expected { issuer: "https://id.test", client_id: "samkraft", nonce: "n", now }
    }

    #[test]
    fn a_token_is_believed_only_when_everything_about_it_agrees() {
        let signer = Signer::new();
        let header = json!({ "alg": "ES256", "kid": "k1" });
        let keys = signer.keys();
        let good = check(&signer.token(&header, &claims()), &keys, &expected()).expect("good");
        assert_eq!(good.subject, "42");
        assert_eq!(good.verified_email.as_deref(), Some("karin@demo.test"));
        for (name, value, refused) in [
            ("iss", json!("https://evil.test"), Refused::Issuer),
            ("aud", json!("another"), Refused::Audience),
            ("aud", json!(["samkraft", "another"]), Refused::Audience),
            ("azp", json!("another"), Refused::Audience),
            ("exp", json!(NOW - 61), Refused::Time),
            ("iat", json!(NOW + 3_600), Refused::Time),
            ("nbf", json!(NOW + 3_600), Refused::Time),
            ("nonce", json!("m"), Refused::Nonce),
            ("nonce", Value::Null, Refused::Nonce),
            ("sub", Value::Null, Refused::Malformed),
        ] {
            let mut changed = claims();
            changed[name] = value;
            let answer = check(&signer.token(&header, &changed), &keys, &expected());
            assert_eq!(answer, Err(refused), "{name}");
        }
    }

    #[test]
    fn only_the_providers_own_signature_counts() {
        let (signer, other) = (Signer::new(), Signer::new());
        let header = json!({ "alg": "ES256", "kid": "k1" });
        let check = |token: &str| check(token, &signer.keys(), &expected());
        assert_eq!(check(&other.token(&header, &claims())), Err(Refused::Signature));
        for alg in ["none", "HS256", "RS384", "es256"] {
            let token = signer.token(&json!({ "alg": alg }), &claims());
            assert_eq!(check(&token), Err(Refused::Algorithm), "{alg}");
        }
        for typ in ["at+jwt", "logout+jwt", "application/at+jwt"] {
            let token =
                signer.token(&json!({ "alg": "ES256", "kid": "k1", "typ": typ }), &claims());
            assert_eq!(check(&token), Err(Refused::Kind), "{typ}");
        }
        let said = signer.token(&json!({ "alg": "ES256", "kid": "k1", "typ": "JWT" }), &claims());
        assert!(check(&said).is_ok());
        let unknown = signer.token(&json!({ "alg": "ES256", "kid": "k2" }), &claims());
        assert_eq!(check(&unknown), Err(Refused::UnknownKey));
        let rsa = signer.token(&json!({ "alg": "RS256", "kid": "k1" }), &claims());
        assert_eq!(check(&rsa), Err(Refused::UnknownKey), "a key is used for its own kind only");
        let good = signer.token(&header, &claims());
        let cut = good.rsplit_once('.').map(|(signed, _)| format!("{signed}.")).expect("cut");
        assert_eq!(check(&cut), Err(Refused::Signature));
        for odd in ["", ".", "..", "a.b.c", &"x".repeat(20_000)] {
            assert_eq!(check(odd), Err(Refused::Malformed));
        }
    }

    #[test]
    fn an_address_counts_only_when_the_provider_has_verified_it() {
        let signer = Signer::new();
        for said in [json!(false), Value::Null, json!("false"), json!(1)] {
            let mut claims = claims();
            claims["email_verified"] = said;
            let token = signer.token(&json!({ "alg": "ES256", "kid": "k1" }), &claims);
            let vouched = check(&token, &signer.keys(), &expected()).expect("vouched");
            assert_eq!(vouched.verified_email, None);
        }
    }

    #[test]
    fn a_signature_made_by_another_program_holds() {
        // RS256 by OpenSSL 3 with a key made for this test.
        let key: Key = serde_json::from_value(json!({ "kty": "RSA", "e": "AQAB", "n": concat!(
            "uULEnP9IPOVkGJvubphfGRTb1w0kdFeJ39k4_p5FT1qD0-AhZ-2RUJ_ZG0029fcn",
            "VjhkLZOCylljw65BPha-ru1ZyMX5a_p_lpzNQ_K8nNLrQ1smmPXOGWhx2Dei5uY4",
            "kV3kSMxFqhP9RrxPRwM5aGRsV5QMvDnU59792w80Mn0D5OJZNcw2It1ilwj7tVjh",
            "0AoO0M59IBSQ8kROWyOwhWik4C1hXyu_1lNox80QsXf7lhsc8eRmdB8v_XHo2VyG",
            "QFFdDAX-L3JPvYo3QYAP2_S9oaJY3cL195aZ1Dm9mJv_wMF4EvDJrbW7VGGygCzw",
            "sWrO5QdE-VA1bfarh6dxeQ") }))
        .expect("key");
        let signed = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJkZW1vIn0";
        let signature = URL_SAFE_NO_PAD
            .decode(concat!(
                "ZyNkzh4oLuLzfdmAmlNtwHTMTtCE9HAcezWm8vklq6p7zuVmdB5NgxkHJ5Gs_PDr",
                "RRZcdyzM6zLbOspvVAh_m2GDkPiUc-9XXd400kJoQiAQZJ_rpBiAuZb8juwPIj8r",
                "K4CVbOu209e92rG2rk0yq8-xp0grE9YJ_T7x8DUjcz-V3ivMEKcKRi7Lh_XPC2Yq",
                "f5mGi6EgP4HLWA5peZvU9_A9eUNtovbQpbtkmXKrfJ6moeUwnGTQngPUTNj-9EP6",
                "4Pzx4nWv6qR0IVO-yWO7QE_qG2WjK-0Aunrzovsbsi_uIxwIx3nGsi7eXjiynhCl",
                "KGldpgqGB5foqxZz-Jpi5w"
            ))
            .expect("signature");
        assert!(key.verifies(signed.as_bytes(), &signature));
        assert!(!key.verifies(b"another", &signature));
    }

    #[test]
    fn the_challenge_of_rfc_7636_holds() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(challenge(verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
