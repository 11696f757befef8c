//! Does this request come from one of our own pages?

use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};

use crate::failure::Failure;
use crate::visitor::Visitor;

/// Refuses what a browser says another site has sent. A client that says nothing carries no
/// cookies of ours by accident, so it passes here and meets the token.
pub(super) fn same_origin(headers: &HeaderMap, base_url: &str) -> Result<(), Failure> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Err(Failure::forgery());
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return Ok(()) };
    let host = origin.split_once("://").map(|(_, host)| host);
    let is_host = host.is_some() && host == text(HOST.as_str());
    if is_host || origin == base_url.trim_end_matches('/') {
        Ok(())
    } else {
        Err(Failure::forgery())
    }
}

/// Compares the form's token with the session's, in the same time whatever they hold.
pub(super) fn token(given: &str, expected: &str) -> Result<(), Failure> {
    let differs = given.bytes().zip(expected.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    if given.len() == expected.len() && !expected.is_empty() && differs == 0 {
        Ok(())
    } else {
        Err(Failure::forgery())
    }
}

/// A call of the API: a bearer token is proof enough, a cookie is not.
pub(super) fn call(headers: &HeaderMap, visitor: &Visitor, base_url: &str) -> Result<(), Failure> {
    if visitor.by_bearer {
        return Ok(());
    }
    same_origin(headers, base_url)?;
    if visitor.signed.is_none() {
        return Ok(());
    }
    let given = headers.get("x-csrf-token").and_then(|value| value.to_str().ok());
    token(given.unwrap_or_default(), &visitor.csrf())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().expect("name"), value.parse().expect("value")))
            .collect()
    }

    #[test]
    fn another_site_is_refused_and_our_own_is_not() {
        let ours = "https://samkraft.example";
        let refused = |pairs: &[(&'static str, &str)]| same_origin(&headers(pairs), ours).is_err();
        assert!(!refused(&[]));
        assert!(!refused(&[("origin", ours)]));
        assert!(!refused(&[("origin", "http://127.0.0.1:8080"), ("host", "127.0.0.1:8080")]));
        assert!(!refused(&[("sec-fetch-site", "same-origin"), ("origin", ours)]));
        assert!(refused(&[("sec-fetch-site", "cross-site")]));
        assert!(refused(&[("sec-fetch-site", "same-site")]));
        assert!(refused(&[("origin", "https://samkraft.example.evil.test")]));
        assert!(refused(&[("origin", "null")]));
    }

    #[test]
    fn only_the_sessions_own_token_passes() {
        assert!(token("abc", "abc").is_ok());
        assert!(token("abd", "abc").is_err());
        assert!(token("ab", "abc").is_err());
        assert!(token("", "").is_err());
    }
}
