//! From a template to an answer.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use crate::failure::Failure;
use crate::revalidate;
use crate::visitor::Visitor;

/// What page handlers return.
pub type Answer = Result<Response, Failure>;

/// A page, 200.
pub fn render(template: &impl Template) -> Answer {
    render_with(StatusCode::OK, template)
}

/// A page for everyone, 200. Who is not logged in may keep it, and asks with its entity tag whether
/// it still holds.
pub fn render_open(visitor: &Visitor, template: &impl Template) -> Answer {
    let is_the_same_for_all = visitor.signed.is_none() && visitor.flash.is_none();
    if !is_the_same_for_all {
        return render(template);
    }
    revalidate::open("text/html; charset=utf-8", template.render()?)
}

/// A page with another status, such as 422 for a form to mend.
pub fn render_with(status: StatusCode, template: &impl Template) -> Answer {
    let html = template.render()?;
    // Pages hold what one person may see: no cache keeps them, not even the browser's.
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    Ok((status, headers, html).into_response())
}
