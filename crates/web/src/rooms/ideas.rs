//! Ideas: the list that everyone reads a part of, each idea with its votes, answers and posts, the
//! forms of those who write and of those who answer, and how to reach us.

mod api;
mod form;
mod list;
mod need;
mod posts;
mod show;
mod steward;

use app::ideas::Seen;
use domain::ideas::IdeaState;

use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::ui::Crumb;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/ideer", get(list::list))
        .page("/ideer.csv", get(list::csv))
        .page("/tyck-till", get(list::reach_us))
        .page("/ideer/ny", get(form::blank).post(form::add))
        .page("/ideer/att-besvara", get(steward::backlog))
        .page("/ideer/{id}", get(show::show))
        .page("/ideer/{id}/andra", get(form::edit_page).post(form::edit))
        .page("/ideer/{id}/ta-tillbaka", get(form::withdraw_page).post(form::withdraw))
        .page("/ideer/{id}/rost", post(show::vote))
        .page("/ideer/{id}/svar", get(steward::answer_page).post(steward::answer))
        .page("/ideer/{id}/sla-ihop", get(steward::merge_page).post(steward::merge))
        .page("/ideer/{id}/behov", get(need::of_idea).post(need::begin_of_idea))
        .page("/ideer/{id}/inlagg", post(show::write))
        .page("/ideer/{id}/inlagg/{post}/ta-bort", get(posts::remove_page).post(posts::remove))
        .page("/ideer/{id}/inlagg/{post}/dolj", get(posts::hide_page).post(posts::hide))
        .page("/ideer/{id}/inlagg/{post}/behov", get(need::of_post).post(need::begin_of_post))
        .merge(api::routes())
}

/// A state as a tag: kind, icon, text.
type Tag = (&'static str, &'static str, String);

fn tag(l: L, state: IdeaState) -> Tag {
    let (kind, icon) = match state {
        IdeaState::New => ("accent", "info"),
        IdeaState::Considered => ("accent", "clock"),
        IdeaState::Planned => ("warn", "calendar"),
        IdeaState::Done => ("ok", "check"),
        IdeaState::Declined | IdeaState::Withdrawn => ("", "cross"),
        IdeaState::Merged => ("line", "arrow"),
    };
    (kind, icon, l.code("idea-state", state))
}

/// What an idea is for: a network by name, or the service.
fn for_what(l: L, seen: &Seen) -> String {
    seen.idea.network_name.clone().unwrap_or_else(|| l.t("ideas-for-service"))
}

/// How long an idea has been there.
fn age(l: L, days: i64) -> String {
    l.ta("ideas-age").a("count", days).to_string()
}

/// The way to a page of an idea.
fn crumbs(l: L, seen: &Seen, heading: &str) -> Vec<Crumb> {
    vec![
        Crumb::up("/ideer", l.t("ideas-title")),
        Crumb::up(&format!("/ideer/{}", seen.idea.id), &seen.idea.idea.title),
        Crumb::here(heading),
    ]
}
