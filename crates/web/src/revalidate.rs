//! Answers that are the same for everyone: they carry an entity tag, and who asks again with the
//! tag is told in a few bytes that nothing has changed (RFC 9110, section 13).

use axum::Extension;
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::fmt::Write;

use crate::failure::Failure;
use crate::page::Answer;

/// The reader may keep it, and asks each time whether it still holds: a figure is never old. Caches
/// between may not, since an answer may set a cookie for one device.
const KEPT: &str = "private, no-cache";
/// The same address answers with other words to another reader.
const DIFFERS_BY: &str = "cookie, accept, accept-language";

/// An answer for everyone: whoever asks for the same address in the same language gets it.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    kind: &'static str,
    tag: HeaderValue,
    body: Bytes,
}

impl Open {
    fn new(kind: &'static str, body: String) -> Result<Self, Failure> {
        let hash = Sha256::digest(body.as_bytes());
        let mut tag = String::from("W/\"");
        for byte in hash.iter().take(12) {
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        let tag = HeaderValue::from_str(&tag).map_err(|_| Failure::internal())?;
        Ok(Self { kind, tag, body: body.into() })
    }

    /// Length of the body in bytes.
    pub(crate) fn len(&self) -> usize {
        self.body.len()
    }
}

impl IntoResponse for Open {
    fn into_response(self) -> Response {
        let headers = [
            (CONTENT_TYPE, HeaderValue::from_static(self.kind)),
            (CACHE_CONTROL, HeaderValue::from_static(KEPT)),
            (VARY, HeaderValue::from_static(DIFFERS_BY)),
            (ETAG, self.tag),
        ];
        (headers, self.body).into_response()
    }
}

/// An answer for everyone, with its entity tag. It says of itself that it is [`Open`].
pub(crate) fn open(kind: &'static str, body: String) -> Answer {
    let open = Open::new(kind, body)?;
    Ok((Extension(open.clone()), open).into_response())
}

/// The same as JSON.
pub(crate) fn open_json(body: &impl Serialize) -> Answer {
    let text = serde_json::to_string(body).map_err(|_| Failure::internal())?;
    open("application/json", text)
}

/// The entity tags a caller has kept.
pub(crate) struct Known(Option<HeaderValue>);

impl Known {
    /// Reads them from a request to read something.
    pub(crate) fn of(parts: &Parts) -> Self {
        let is_read = matches!(parts.method, Method::GET | Method::HEAD);
        Self(parts.headers.get(IF_NONE_MATCH).filter(|_| is_read).cloned())
    }

    /// 304 without a body when the caller has the answer already.
    pub(crate) fn spare(&self, mut response: Response) -> Response {
        let tag = response.headers().get(ETAG).and_then(|tag| tag.to_str().ok());
        let asked = self.0.as_ref().and_then(|tags| tags.to_str().ok());
        let is_known = match (asked, tag) {
            (Some(asked), Some(tag)) => holds(asked, tag),
            _ => false,
        };
        if is_known && response.status() == StatusCode::OK {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.body_mut() = Body::empty();
            response.headers_mut().remove(CONTENT_LENGTH);
            response.headers_mut().remove(CONTENT_TYPE);
        }
        response
    }
}

/// Weak comparison.
fn holds(asked: &str, tag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    asked.trim() == "*" || asked.split(',').any(|one| bare(one) == bare(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_weakly_and_one_of_several_is_enough() {
        assert!(
            holds("\"a\"", "W/\"a\"") && holds("\"b\", W/\"a\"", "\"a\"") && holds("*", "\"a\"")
        );
        assert!(!holds("\"ab\"", "\"a\"") && !holds("", "\"a\""));
    }
}
