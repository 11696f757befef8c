//! `/mallar`: templates for answers, one's own and those the organisation shares.

mod api;

use app::replies::{self, StoredReply};
use askama::Template;
use axum::extract::Path;
use domain::ids::ReplyId;
use domain::replies::{Placeholder, ReplyForm};
use serde::Deserialize;

use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::KeepReplies;
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

/// Where the templates are kept.
pub(crate) const PATH: &str = "/mallar";

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(list))
        .page("/mallar/ny", get(blank).post(keep))
        .page("/mallar/{id}", get(edit).post(change))
        .page("/mallar/{id}/ta-bort", post(remove))
        .page("/mallar/{id}/ater", post(put_back))
        .merge(api::routes())
}

struct Row {
    id: ReplyId,
    name: String,
    body: String,
    who: String,
    changed: String,
}

fn row_of(l: L, reply: &StoredReply) -> Row {
    let who = match (reply.is_shared, reply.is_own) {
        (true, true) => l.t("replies-shared-own"),
        (true, false) => l.ta("replies-shared-by").a("name", &reply.by_name).to_string(),
        (false, _) => l.t("replies-own"),
    };
    Row {
        id: reply.id,
        name: reply.name.clone(),
        body: reply.body.clone(),
        who,
        changed: l.day_of(reply.updated_at),
    }
}

#[derive(Template)]
#[template(path = "replies/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    rows: Vec<Row>,
}

async fn list(guard: Guard<KeepReplies>) -> Answer {
    let l = guard.l();
    let held = replies::held(&guard.app, &guard.actor).await?;
    let rows = held.iter().map(|reply| row_of(l, reply)).collect();
    render(&ListPage { shell: guard.shell(), l, rows })
}

#[derive(Template)]
#[template(path = "replies/form.html")]
struct FormPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    heading: String,
    action: String,
    form: FormState,
    /// Version it was filled in from; empty for a new one.
    version: String,
    /// Places to fill in, each with what becomes of it.
    places: Vec<(String, String)>,
}

fn page(guard: &Guard<KeepReplies>, id: Option<ReplyId>, form: FormState) -> Answer {
    let l = guard.l();
    let (heading, action) = match id {
        Some(id) => (l.t("replies-edit-title"), format!("{PATH}/{id}")),
        None => (l.t("replies-new-title"), format!("{PATH}/ny")),
    };
    let place = |one: &Placeholder| (one.written(), l.code("replies-place", one.code()));
    render_with(
        form.status(),
        &FormPage {
            shell: guard.shell(),
            l,
            crumbs: vec![Crumb::up(PATH, l.t("replies-title")), Crumb::here(&heading)],
            heading,
            action,
            version: form.value("version").to_owned(),
            places: Placeholder::ALL.iter().map(place).collect(),
            form,
        },
    )
}

async fn blank(guard: Guard<KeepReplies>) -> Answer {
    let form = FormState::filled(&guard, &ReplyForm::default());
    page(&guard, None, form)
}

async fn keep(guard: Guard<KeepReplies>, form: Form<ReplyForm>) -> Answer {
    match replies::keep(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-reply-kept").a("name", kept.name);
            Ok(guard.redirect_with(PATH, &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, None, state)
        }
    }
}

fn id_of(name: &str) -> Result<ReplyId, Failure> {
    name.parse().map_err(|_| Failure::not_found())
}

/// A template as its form begins, with its version.
#[derive(serde::Serialize)]
struct Stands {
    #[serde(flatten)]
    form: ReplyForm,
    version: i64,
}

impl Stands {
    fn of(reply: &StoredReply) -> Self {
        let form = ReplyForm {
            name: reply.name.clone(),
            body: reply.body.clone(),
            shared: if reply.is_shared { "1" } else { "" }.to_owned(),
        };
        Self { form, version: reply.version }
    }
}

async fn edit(guard: Guard<KeepReplies>, Path(name): Path<String>) -> Answer {
    let reply = replies::find(&guard.app, &guard.actor, id_of(&name)?).await?;
    let form = FormState::filled(&guard, &Stands::of(&reply));
    page(&guard, Some(reply.id), form)
}

async fn change(
    guard: Guard<KeepReplies>,
    Path(name): Path<String>,
    form: Form<ReplyForm>,
) -> Answer {
    let id = id_of(&name)?;
    let (app, actor) = (&guard.app, &guard.actor);
    let version = form.typed.first("version").parse().unwrap_or(0);
    match replies::change(app, actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-reply-changed").a("name", kept.name);
            Ok(guard.redirect_with(PATH, &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let reply = replies::find(app, actor, id).await?;
            page(&guard, Some(id), state.beside_form(&Stands::of(&reply), reply.version))
        }
    }
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

async fn remove(guard: Guard<KeepReplies>, Path(name): Path<String>, form: Form<Empty>) -> Answer {
    let was = replies::remove(&guard.app, &guard.actor, id_of(&name)?, form.key()).await?;
    let flash = Flash::new("flash-reply-removed").a("name", was.name);
    Ok(guard.redirect_with(PATH, &flash.undo(&format!("{PATH}/{}/ater", was.id))))
}

async fn put_back(
    guard: Guard<KeepReplies>,
    Path(name): Path<String>,
    form: Form<Empty>,
) -> Answer {
    let back = replies::put_back(&guard.app, &guard.actor, id_of(&name)?, form.key()).await?;
    let flash = Flash::new("flash-reply-put-back").a("name", back.name);
    Ok(guard.redirect_with(PATH, &flash))
}
