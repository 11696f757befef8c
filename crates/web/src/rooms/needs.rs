//! Needs: the list, the one page where everything about a need stands, and what is done there.

mod actions;
mod api;
mod coding;
mod list;
mod page;
mod story;

use crate::guarded::{Routes, get, post};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/behov", get(list::list))
        .page("/behov.csv", get(list::csv))
        .page("/behov/{id}", get(page::show))
        .page("/behov/{id}/yrke", get(coding::choose).post(coding::accept))
        .page("/behov/{id}/vagar/{lane}", get(actions::lane).post(actions::set_lane))
        .page("/behov/{id}/lage", get(actions::state).post(actions::set_state))
        .page("/behov/{id}/fraga", post(actions::ask))
        .page("/behov/{id}/uppgift/{fact}", get(actions::fact).post(actions::fill))
        .page("/behov/{id}/forslag", post(actions::propose))
        .page("/behov/{id}/svar", post(actions::answer))
        .merge(api::routes())
}
