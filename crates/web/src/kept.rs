//! Open pages kept for those who are not logged in: what a thousand read is made once.
//!
//! A page is kept as long as nothing has happened in the county and the minute is the same, so it
//! is never older than what a new one would say. Nothing personal can be kept: only an answer that
//! its handler has called open ([`crate::revalidate::open`]) to somebody without a session.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use app::App;
use app::counted::Mark;
use axum::extract::Request;
use axum::http::header::ACCEPT;
use axum::http::{HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::l10n::Language;
use crate::revalidate::Open;
use crate::visitor::Visitor;

/// Most that is kept, in bytes.
const BYTES_MAX: usize = 8 * 1024 * 1024;
/// A longer address is somebody's own question, and not kept.
const ADDRESS_MAX: usize = 200;

/// What an open answer differs by.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    address: String,
    language: Language,
    /// The same figures are there as JSON and as CSV.
    accept: Option<HeaderValue>,
}

/// Pages of one moment.
#[derive(Default)]
struct Shelf {
    mark: Option<Mark>,
    pages: HashMap<Key, Open>,
    bytes: usize,
}

/// The pages a server keeps.
#[derive(Default)]
pub(crate) struct Kept(Mutex<Shelf>);

impl Kept {
    /// The kept page, or what the handler answers.
    pub(crate) async fn answer(
        &self,
        app: &App,
        visitor: &Visitor,
        request: Request,
        next: Next,
    ) -> Response {
        let Some(key) = key_of(visitor, &request) else { return next.run(request).await };
        // Taken before the page is made: what happens meanwhile shows to the next reader.
        let Ok(mark) = app::counted::mark(app, &app.settings.county).await else {
            return next.run(request).await;
        };
        if let Some(open) = self.find(mark, &key) {
            return open.into_response();
        }
        let response = next.run(request).await;
        if let Some(open) = response.extensions().get::<Open>() {
            self.keep(mark, key, open.clone());
        }
        response
    }

    fn find(&self, mark: Mark, key: &Key) -> Option<Open> {
        let shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.pages.get(key).filter(|_| shelf.mark == Some(mark)).cloned()
    }

    fn keep(&self, mark: Mark, key: Key, open: Open) {
        let mut shelf = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if shelf.mark != Some(mark) || shelf.bytes + open.len() > BYTES_MAX {
            *shelf = Shelf { mark: Some(mark), ..Shelf::default() };
        }
        shelf.bytes += open.len();
        shelf.pages.insert(key, open);
    }
}

/// Nothing for who is, or says to be, somebody, and for a page that says what just happened.
fn key_of(visitor: &Visitor, request: &Request) -> Option<Key> {
    let is_anybody = visitor.token.is_none() && visitor.flash.is_none() && visitor.draft.is_none();
    let accept = request.headers().get(ACCEPT).filter(|_| visitor.is_api);
    let length = visitor.path_and_query.len() + accept.map_or(0, HeaderValue::len);
    (is_anybody && length <= ADDRESS_MAX && request.method() == Method::GET).then(|| Key {
        address: visitor.path_and_query.clone(),
        language: visitor.l.language(),
        accept: accept.cloned(),
    })
}
