//! HTTP: pages and API; templates, styles and words beside them.
//!
//! A handler is three steps: extract, ask `app`, render. Nothing is decided here that `app` and
//! `domain` do not decide; nothing is said here that does not stand in Fluent.
//!
//! # How to add a room
//!
//! A room is a capability, named like its room in `domain`, `store` and `app`.
//!
//! 1. **Handlers** in `src/rooms/<room>.rs` (or a folder of that name), with
//!    `pub fn routes() -> Routes`. Every handler's first argument is `Guard<SomeRight>`; a right
//!    that is missing goes into [`mod@rights`].
//! 2. **Templates** in `templates/<room>/*.html`, each extending `layout.html` and using the
//!    components in `templates/components/`.
//! 3. **Words** in `locales/sv/<room>.ftl` and `locales/en/<room>.ftl`, keys beginning with the
//!    room's name. A page with a form gives its form `id="formular"` and says so in the block
//!    `header`; see [`mod@language`]. What stays Swedish on an English page, such as a firm's own
//!    words, is marked with `{{ l.swedish() }}`.
//! 4. **Register**: `pub mod <room>;` and one `.merge(<room>::routes())` in `src/rooms/mod.rs`.
//! 5. **Refresh** `openapi.json` when the API changed: `UPDATE_OPENAPI=1 cargo test -p web`.
//!
//! ```
//! use askama::Template;
//! use web::forms::{Form, FormState};
//! use web::guard::Guard;
//! use web::guarded::{Routes, get};
//! use web::l10n::L;
//! use web::page::{Answer, render};
//! use web::rights::ReadOffers;
//! use web::shell::Shell;
//!
//! #[derive(Template)]
//! #[template(
//!     ext = "html",
//!     source = r#"<main><h1>{{ l.t("nav-offers") }}</h1><p>{{ shell.county }}</p></main>"#
//! )]
//! struct OffersPage {
//!     shell: Shell,
//!     l: L,
//! }
//!
//! async fn offers(guard: Guard<ReadOffers>) -> Answer {
//!     render(&OffersPage { shell: guard.shell(), l: guard.l() })
//! }
//!
//! pub fn routes() -> Routes {
//!     Routes::new().page("/insatser", get(offers))
//! }
//! ```
//!
//! Tests then check that every key a template or handler uses has a text and that no text is left
//! over, that every code has its words, and that every route names its right.

pub mod api;
pub mod assets;
pub mod failure;
pub mod fetch;
pub mod files;
pub mod forms;
pub mod guard;
pub mod guarded;
pub mod icons;
mod kept;
pub mod l10n;
pub mod language;
mod layers;
pub mod letters;
mod limits;
pub mod metrics;
mod origin;
pub mod page;
pub mod paging;
mod paper;
mod revalidate;
pub mod rights;
pub mod rooms;
pub mod server;
pub mod shell;
#[cfg(test)]
mod showcase;
pub mod ui;
pub mod visitor;

use app::App;
use axum::Router;

pub use api::openapi;
pub use layers::CONTENT_SECURITY_POLICY;

/// Everything the site answers, ready to be served.
pub fn router(app: App) -> Router {
    let (router, _) = rooms::routes().split();
    let router = router.fallback(rooms::system::nowhere);
    let measured = axum::middleware::from_fn(metrics::measure);
    let router = layers::wrap(router, &app).layer(measured).with_state(app.clone());
    layers::wrap_whole(router, app)
}
