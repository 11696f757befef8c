//! Long lists: numbered pages for the API, «next» and «previous» for people.

use app::{App, Cursor, Page, Slice};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::fault::Fault;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};

use crate::failure::Failure;
use crate::ui::Paging;

/// Rows of a page when nothing else is asked for.
const LIMIT: i64 = 50;
/// Most rows one call gets.
const LIMIT_MAX: i64 = 200;
/// Last row that page numbers reach; past it, one narrows the search instead.
const ROW_MAX: i64 = 10_000;

/// `?page=2&limit=50`: which part of a list a call asks for. Name it under `params(Paged)`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paged {
    /// Page, from 1.
    #[param(minimum = 1, default = 1)]
    pub page: i64,
    /// Rows per page, at most 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
}

impl Paged {
    fn parse(query: &str) -> Result<Self, Fault> {
        let number = |field: &'static str, default: i64, most: i64| {
            let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
            let given = pairs.iter().find(|(name, _)| name == field).map(|(_, value)| value);
            match given {
                Some(text) => domain::text::whole_number(field, text, 1..=most)
                    .map(|number| number.unwrap_or(default)),
                None => Ok(default),
            }
        };
        let page = number("page", 1, ROW_MAX)?;
        let limit = number("limit", LIMIT, LIMIT_MAX)?;
        if page * limit > ROW_MAX {
            return Err(Fault::new("page", "list-too-deep").with("limit", ROW_MAX));
        }
        Ok(Self { page, limit })
    }

    /// The part as use cases take it.
    pub fn slice(self) -> Slice {
        Slice::Page { offset: (self.page - 1) * self.limit, limit: self.limit }
    }

    /// The answer to the call.
    pub fn list<T, V: From<T>>(self, page: Page<T>) -> List<V> {
        List {
            items: page.items.into_iter().map(V::from).collect(),
            page: self.page,
            limit: self.limit,
            total: page.total,
        }
    }
}

impl FromRequestParts<App> for Paged {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Failure> {
        Self::parse(parts.uri.query().unwrap_or_default()).map_err(Failure::invalid)
    }
}

/// A part of a list as the API answers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct List<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Page, from 1.
    pub page: i64,
    /// Rows per page.
    pub limit: i64,
    /// How many there are in all.
    pub total: i64,
}

/// The field of an address that says where a list goes on.
const AFTER: &str = "efter";

/// Where in a list a reader is: the address keeps the filters, this keeps the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    path: String,
    filters: Vec<(String, String)>,
    after: Option<Cursor>,
}

impl Place {
    fn parse(path: &str, query: &str) -> Self {
        let mut filters: Vec<(String, String)> =
            serde_html_form::from_str(query).unwrap_or_default();
        let after = filters.iter().find(|(name, _)| name == AFTER);
        let after = after.and_then(|(_, value)| Cursor::decode(value));
        filters.retain(|(name, value)| name != AFTER && !value.is_empty());
        Self { path: path.to_owned(), filters, after }
    }

    /// The part as use cases take it.
    pub fn slice(&self, limit: i64) -> Slice {
        Slice::After { cursor: self.after, limit }
    }

    /// The links under the list. The way back is to the top: the browser's own button knows the
    /// pages between.
    pub fn paging<T>(&self, page: &Page<T>) -> Paging {
        Paging {
            previous: self.after.map(|_| self.address(None)),
            next: page.next.map(|cursor| self.address(Some(cursor))),
        }
    }

    fn address(&self, after: Option<Cursor>) -> String {
        let mut fields = self.filters.clone();
        fields.extend(after.map(|cursor| (AFTER.to_owned(), cursor.encode())));
        let query = serde_html_form::to_string(fields).unwrap_or_default();
        if query.is_empty() { self.path.clone() } else { format!("{}?{query}", self.path) }
    }

    /// The same list without one of its filters, for the crosses beside them.
    pub fn without(&self, filter: &str) -> String {
        let kept = self.filters.iter().filter(|(name, _)| name != filter).cloned().collect();
        Self { filters: kept, after: None, path: self.path.clone() }.address(None)
    }
}

impl FromRequestParts<App> for Place {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _app: &App) -> Result<Self, Failure> {
        Ok(Self::parse(parts.uri.path(), parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_gets_what_it_asks_for_within_the_limits() {
        assert_eq!(Paged::parse(""), Ok(Paged { page: 1, limit: 50 }));
        let slice = Paged::parse("page=3&limit=20&q=kock").expect("within").slice();
        assert_eq!(slice, Slice::Page { offset: 40, limit: 20 });
        for (query, code) in [
            ("limit=201", "out-of-range"),
            ("page=0", "out-of-range"),
            ("page=tre", "not-a-whole-number"),
            ("page=51&limit=200", "list-too-deep"),
        ] {
            assert_eq!(Paged::parse(query).expect_err(query).code, code, "{query}");
        }
        assert!(Paged::parse("page=50&limit=200").is_ok());
    }

    #[test]
    fn the_way_on_keeps_the_filters() {
        let cursor = Cursor { at: domain::time::Timestamp::UNIX_EPOCH, id: uuid::Uuid::nil() };
        let place = Place::parse("/behov", "q=kock&tom=&efter=fel");
        let page = Page { items: vec![1], total: 9, next: Some(cursor) };
        let paging = place.paging(&page);
        assert_eq!(paging.previous, None);
        let next = paging.next.expect("next");
        assert!(next.starts_with("/behov?q=kock&efter="), "{next}");
        let there = Place::parse("/behov", next.split_once('?').expect("query").1);
        assert_eq!(there.slice(20), Slice::After { cursor: Some(cursor), limit: 20 });
        assert_eq!(there.paging(&page).previous.as_deref(), Some("/behov?q=kock"));
        assert_eq!(there.without("q"), "/behov");
    }
}
