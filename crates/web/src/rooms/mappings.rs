//! Guided mappings: the firm's own way in by its link, and the pages of those who lead, invite and
//! answer when logged in. Both ask the same questions on the same pages.

mod acts;
mod api;
mod link;
mod list;
mod new;
mod overview;
mod question;
mod review;
pub(in crate::rooms) mod way;

use crate::guarded::{Routes, get, post};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/k/{token}", get(link::show))
        .page("/k/{token}/fraga/{at}", get(link::question).post(link::save))
        .page("/k/{token}/granska", get(link::review))
        .page("/k/{token}/yrke", post(link::occupation))
        .page("/k/{token}/behov", post(link::add_need))
        .page("/k/{token}/mal", post(link::add_goal))
        .page("/k/{token}/ta-bort", post(link::remove_need))
        .page("/k/{token}/godkann", post(link::approve))
        .page("/k/{token}/tillbaka", post(link::send_back))
        .page("/k/{token}/avbryt", get(link::before_withdrawing).post(link::withdraw))
        .page("/kartlaggningar", get(list::show))
        .page("/kartlaggningar/ny", get(new::show).post(new::invite))
        .page("/kartlaggningar/{id}", get(overview::show))
        .page("/kartlaggningar/{id}/lank", post(overview::new_link))
        .page("/kartlaggningar/{id}/lage", post(overview::advance))
        .page("/kartlaggningar/{id}/sammanstall", post(overview::compile))
        .page("/kartlaggningar/{id}/fraga/{at}", get(acts::question).post(acts::save))
        .page("/kartlaggningar/{id}/sammanfattning", get(acts::review))
        .page("/kartlaggningar/{id}/yrke", post(acts::occupation))
        .page("/kartlaggningar/{id}/behov", post(acts::add_need))
        .page("/kartlaggningar/{id}/mal", post(acts::add_goal))
        .page("/kartlaggningar/{id}/ta-bort", post(acts::remove_need))
        .page("/kartlaggningar/{id}/godkann", post(acts::approve))
        .page("/kartlaggningar/{id}/tillbaka", post(acts::send_back))
        .page("/kartlaggningar/{id}/avbryt", get(acts::before_withdrawing).post(acts::withdraw))
        .merge(api::routes())
}
