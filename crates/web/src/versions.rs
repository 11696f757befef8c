//! Records that several people change: the version one has read goes out as `ETag` and comes back
//! as `If-Match`, or as the hidden field `version` of a form.

use app::{App, Kind};
use axum::extract::FromRequestParts;
use axum::http::header::{ETAG, IF_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

use crate::failure::Failure;

/// The version a change builds on. Without the header the call is refused: 428.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IfMatch(pub i64);

impl IfMatch {
    /// An error of a use case: somebody else's change is 412 here, since the caller named a version.
    pub fn failure(self, error: app::Error) -> Failure {
        if error.kind == Kind::Conflict {
            Failure::of_status(StatusCode::PRECONDITION_FAILED)
        } else {
            error.into()
        }
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Failure> {
        let given = parts.headers.get(IF_MATCH).and_then(|value| value.to_str().ok());
        let given = given.ok_or(Failure::of_status(StatusCode::PRECONDITION_REQUIRED))?;
        version_of(given).map(Self).ok_or(Failure::of_status(StatusCode::PRECONDITION_FAILED))
    }
}

/// Reads what [`with_etag`] writes; a weak tag is read too, since compression weakens tags.
fn version_of(tag: &str) -> Option<i64> {
    let tag = tag.trim();
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"').parse().ok()
}

/// The answer with the record's version on it.
pub fn with_etag(mut response: Response, version: i64) -> Response {
    if let Ok(tag) = HeaderValue::from_str(&format!("\"{version}\"")) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_went_out_comes_back() {
        assert_eq!(version_of("\"7\""), Some(7));
        assert_eq!(version_of("W/\"7\""), Some(7));
        assert_eq!(version_of("*"), None);
    }
}
