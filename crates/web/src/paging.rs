//! Long lists: numbered pages in the API, and addresses that carry a filter along on pages.

use app::{Cursor, Page, Slice};
use axum::http::header::ETAG;
use axum::http::{HeaderMap, StatusCode};
use domain::fault::Fault;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::failure::Failure;
use crate::ui::Paging;

/// Rows on one page unless asked otherwise.
const ROWS: i64 = 25;
/// Most rows on one page of the API.
pub(crate) const ROWS_MAX: i64 = 200;
/// Last row that can be reached by page number.
pub(crate) const REACH: i64 = 10_000;

/// Which page of a list the API is asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Number of the page, from 1; row 10 000 is the last that can be reached.
    page: Option<i64>,
    /// Rows on a page, at most 200.
    limit: Option<i64>,
}

impl PageQuery {
    fn page(&self) -> i64 {
        self.page.unwrap_or(1)
    }

    fn limit(&self) -> i64 {
        self.limit.unwrap_or(ROWS)
    }

    /// The rows asked for; pages that do not exist or lie too far away are refused.
    pub fn slice(&self) -> Result<Slice, Failure> {
        let range = |field, value: i64, max: i64| {
            if (1..=max).contains(&value) {
                return Ok(value);
            }
            let fault = Fault::new(field, "out-of-range");
            Err(Failure::invalid(fault.with("value", value).with("min", 1).with("max", max)))
        };
        let limit = range("limit", self.limit(), ROWS_MAX)?;
        let page = range("page", self.page(), REACH / limit)?;
        Ok(Slice::Page { offset: (page - 1) * limit, limit })
    }

    /// The answer of the API.
    pub fn listing<T>(&self, page: Page<T>) -> Listing<T> {
        Listing { items: page.items, page: self.page(), limit: self.limit(), total: page.total }
    }
}

/// A page of a list, as the API gives it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Listing<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Number of the page, from 1.
    pub page: i64,
    /// Rows on a page.
    pub limit: i64,
    /// Rows in all.
    pub total: i64,
}

/// A numbered page of an HTML list, with as many rows as every list has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered(i64);

impl Numbered {
    /// The page that `sida` in an address names, the first where it names none; those that do not
    /// exist or lie too far away are refused as in the API.
    pub fn of(sida: &str) -> Result<Self, Failure> {
        let page = sida.parse().unwrap_or(1);
        PageQuery { page: Some(page), limit: None }.slice().map(|_| Self(page))
    }

    /// Its rows.
    pub fn slice(self) -> Slice {
        Slice::Page { offset: (self.0 - 1) * ROWS, limit: ROWS }
    }

    /// Links to the pages beside, for a list of `total` rows whose address is `path?query` without
    /// `sida`.
    pub fn beside(self, path: &str, query: &str, total: i64) -> Paging {
        let and = if query.is_empty() { "" } else { "&" };
        let address = |page: i64| format!("{path}?{query}{and}sida={page}");
        Paging {
            previous: (self.0 > 1).then(|| address(self.0 - 1)),
            next: (self.0 * ROWS < total).then(|| address(self.0 + 1)),
        }
    }
}

/// The part of a keyset list that an address asks for with `efter`.
pub fn after(cursor: &str) -> Slice {
    rows_after(cursor, ROWS)
}

/// The same with fewer rows, for a list among other things on a page.
pub fn rows_after(cursor: &str, limit: i64) -> Slice {
    Slice::After { cursor: Cursor::decode(cursor), limit }
}

/// Links to the parts beside, for a list whose address is `path?query` without `efter`.
pub fn beside(path: &str, query: &str, cursor: &str, next: Option<Cursor>) -> Paging {
    let address = |cursor: Option<&str>| {
        let efter = cursor.map(|cursor| format!("efter={cursor}"));
        let parts = [Some(query.to_owned()).filter(|text| !text.is_empty()), efter];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        if parts.is_empty() { path.to_owned() } else { format!("{path}?{}", parts.join("&")) }
    };
    Paging {
        // Keysets go forward; the way back leads to the top.
        previous: (!cursor.is_empty()).then(|| address(None)),
        next: next.map(|next| address(Some(&next.encode()))),
    }
}

/// An address with those of the fields that are not empty.
pub fn query(fields: &[(&str, &str)]) -> String {
    let given: Vec<_> = fields.iter().filter(|(_, value)| !value.is_empty()).collect();
    serde_html_form::to_string(given).unwrap_or_default()
}

/// A path with a query that may be empty.
pub fn address(path: &str, query: &str) -> String {
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A record's version as an entity tag, for `ETag`.
pub fn etag(version: i64) -> [(axum::http::HeaderName, String); 1] {
    [(ETAG, format!("\"{version}\""))]
}

/// The version a write is based on, from `If-Match`: 428 without one. A tag that is none of ours
/// cannot match: 412.
pub fn if_match(headers: &HeaderMap) -> Result<i64, Failure> {
    let missing = || Failure::of_status(StatusCode::PRECONDITION_REQUIRED);
    let given = headers.get("if-match").ok_or_else(missing)?;
    let tag = given.to_str().ok().and_then(|tag| tag.trim().trim_matches('"').parse().ok());
    tag.ok_or_else(precondition_failed)
}

/// The record has changed since the version the caller named.
pub fn precondition_failed() -> Failure {
    Failure::of_status(StatusCode::PRECONDITION_FAILED)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_lie_too_far_away_are_refused() {
        let slice = |page, limit| PageQuery { page, limit }.slice();
        assert_eq!(slice(None, None).ok(), Some(Slice::Page { offset: 0, limit: ROWS }));
        assert_eq!(
            slice(Some(50), Some(200)).ok(),
            Some(Slice::Page { offset: 9_800, limit: 200 })
        );
        for (page, limit) in [(0, 10), (51, 200), (1, 201), (1, 0), (-1, 10), (i64::MAX, 1)] {
            let refused = slice(Some(page), Some(limit)).expect_err("out of reach");
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{page} {limit}");
        }
    }

    #[test]
    fn a_numbered_page_knows_the_pages_beside() {
        let page = |sida: &str| Numbered::of(sida).expect("within reach");
        assert_eq!(page("").slice(), Slice::Page { offset: 0, limit: ROWS });
        assert_eq!(page("x"), page("1"));
        assert_eq!(page("2").slice(), Slice::Page { offset: ROWS, limit: ROWS });
        let links = page("2").beside("/stod", "lage=paid", 2 * ROWS + 1);
        assert_eq!(links.previous.as_deref(), Some("/stod?lage=paid&sida=1"));
        assert_eq!(links.next.as_deref(), Some("/stod?lage=paid&sida=3"));
        let alone = page("1").beside("/stod", "", ROWS);
        assert_eq!((alone.previous, alone.next), (None, None));
        for far in ["0", "-1", "401"] {
            assert!(Numbered::of(far).is_err(), "{far}");
        }
    }

    #[test]
    fn an_address_keeps_its_filter_and_drops_what_is_empty() {
        let kept = query(&[("q", "två svetsare"), ("kommun", ""), ("lage", "late")]);
        assert_eq!(kept, "q=tv%C3%A5+svetsare&lage=late");
        let links = beside("/arenden", &kept, "12-ab", None);
        assert_eq!(links.previous, Some(format!("/arenden?{kept}")));
        assert_eq!(links.next, None);
    }

    #[test]
    fn a_write_without_a_version_is_asked_for_one() {
        let mut headers = HeaderMap::new();
        let status = |headers: &HeaderMap| if_match(headers).map_err(|refused| refused.status);
        assert_eq!(status(&headers), Err(StatusCode::PRECONDITION_REQUIRED));
        headers.insert("if-match", "\"7\"".parse().expect("value"));
        assert_eq!(status(&headers), Ok(7));
        headers.insert("if-match", "W/\"x\"".parse().expect("value"));
        assert_eq!(status(&headers), Err(StatusCode::PRECONDITION_FAILED));
    }
}
