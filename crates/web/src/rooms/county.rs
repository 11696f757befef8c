//! The county in figures for everyone: needs by occupation and municipality in a table and on a
//! map, first answers, contact peace. The same figures as open data, and a catalogue of them.

mod datasets;
mod map;
mod open;
mod page;

use crate::api;
use crate::guarded::{Routes, get};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/lanet", get(page::show))
        .page("/datasets", get(datasets::list))
        .page("/datasets/dcat", get(datasets::catalogue))
        .page("/api/v1/open/needs.csv", get(open::needs_csv))
        .page("/api/v1/open/response-times.csv", get(open::response_times_csv))
        .page("/api/v1/open/contacts.csv", get(open::contacts_csv))
        .api(api![open::needs])
        .api(api![open::response_times])
        .api(api![open::contacts])
}
