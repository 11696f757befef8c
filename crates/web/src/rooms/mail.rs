//! Mail: «Utskick» for those who keep the house, «Mina utskick» for everyone, and the way out of
//! the digest without logging in.

mod api;

use app::mail::{self, Counts, Entry, Facts, Wording as _, choices};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::mail::{MailChoice, MailChoiceForm, MailState};
use serde::Deserialize;
use uuid::Uuid;

use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::{L, Language};
use crate::letters::Wording;
use crate::page::{Answer, render, render_with};
use crate::paging::{self, Numbered};
use crate::rights::{AnswerByLink, KeepMail, UseDesk};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb, Paging};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/utskick", get(list))
        .page("/utskick/{id}", get(show))
        .page("/mina-utskick", get(own).post(choose))
        .page("/utskick/avsluta/{token}", get(leaving).post(leave))
        .merge(api::routes())
}

/// What the list is narrowed by, and which part of it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Narrowed {
    state: String,
    sida: String,
}

/// A mail in the list.
struct Row {
    href: Option<String>,
    what: String,
    state: String,
    tag: &'static str,
    when: String,
    note: String,
}

#[derive(Template)]
#[template(path = "mail/list.html")]
struct ListPage {
    shell: Shell,
    l: L,
    facts: Vec<(String, String)>,
    failed: Option<String>,
    has_post: bool,
    states: Vec<Choice>,
    state: String,
    rows: Vec<Row>,
    paging: Paging,
}

async fn list(guard: Guard<KeepMail>, Query(narrowed): Query<Narrowed>) -> Answer {
    let l = guard.l();
    let state = MailState::parse(&narrowed.state).ok();
    let page = Numbered::of(&narrowed.sida)?;
    let outbox = mail::outbox(&guard.app, &guard.actor, state, page.slice()).await?;
    let is_demo = guard.app.settings.is_demo;
    let rows = outbox.entries.items.iter().map(|entry| row_of(l, entry, is_demo));
    let counts = outbox.counts;
    let code = state.map(MailState::code).unwrap_or_default();
    let kept = paging::query(&[("state", code)]);
    render(&ListPage {
        shell: guard.shell(),
        l,
        facts: facts_of(l, &counts),
        failed: (counts.failed > 0)
            .then(|| l.ta("mail-failed-title").a("count", counts.failed).to_string()),
        has_post: outbox.has_post,
        states: Choice::codes(l, "mail-state", MailState::ALL),
        state: code.to_owned(),
        rows: rows.collect(),
        paging: page.beside("/utskick", &kept, outbox.entries.total),
    })
}

fn facts_of(l: L, counts: &Counts) -> Vec<(String, String)> {
    let mut facts = vec![
        (l.t("mail-count-waiting"), l.number(counts.waiting)),
        (l.t("mail-count-sent"), l.number(counts.sent)),
        (l.t("mail-count-failed"), l.number(counts.failed)),
        (l.t("mail-count-dropped"), l.number(counts.dropped)),
    ];
    let oldest = counts.oldest_waiting.map(|at| (l.t("mail-oldest"), l.moment_year(at)));
    facts.extend(oldest);
    facts
}

fn row_of(l: L, entry: &Entry, is_demo: bool) -> Row {
    let (tag, when) = match entry.state {
        MailState::Waiting => ("", entry.due_at),
        MailState::Sent => ("ok", entry.ended_at.unwrap_or(entry.due_at)),
        MailState::Failed => ("bad", entry.ended_at.unwrap_or(entry.due_at)),
        MailState::Dropped => ("line", entry.ended_at.unwrap_or(entry.due_at)),
    };
    let trouble = entry.trouble.as_deref().unwrap_or_default();
    let note = match (entry.attempts, trouble) {
        (0, "") => String::new(),
        (_, "too-old") => l.t("mail-too-old"),
        (_, "unreadable") => l.t("mail-unreadable"),
        (tries, "unreachable") => l.ta("mail-tries-unreachable").a("count", tries).to_string(),
        (tries, code) => l.ta("mail-tries").a("count", tries).a("code", code).to_string(),
    };
    Row {
        href: (is_demo && entry.state == MailState::Waiting)
            .then(|| format!("/utskick/{}", entry.id)),
        what: l.code("mail-what", entry.kind),
        state: l.code("mail-state", entry.state),
        tag,
        when: l.moment_year(when),
        note,
    }
}

#[derive(Template)]
#[template(path = "mail/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    what: String,
    to: String,
    subject: String,
    text: String,
}

async fn show(guard: Guard<KeepMail>, Path(id): Path<Uuid>) -> Answer {
    let l = guard.l();
    let shown = mail::preview(&guard.app, &guard.actor, id).await?;
    let what = l.code("mail-what", shown.entry.kind);
    let base_url = &guard.app.settings.base_url;
    let letter = shown.facts.as_ref().map(|facts: &Facts| Wording.letter(facts, base_url));
    let (subject, text) = letter.map(|letter| (letter.subject, letter.text)).unwrap_or_default();
    render(&ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up("/utskick", l.t("nav-mail")), Crumb::here(&what)],
        what,
        to: shown.entry.leased.to.unwrap_or_default(),
        subject,
        text,
    })
}

#[derive(Template)]
#[template(path = "mail/own.html")]
struct OwnPage {
    shell: Shell,
    l: L,
    form: FormState,
    languages: Vec<Choice>,
}

fn own_page(guard: &Guard<UseDesk>, form: FormState) -> Answer {
    let languages = Language::ALL.iter().map(|one| Choice::new(one.tag(), one.own_name()));
    let page = OwnPage { shell: guard.shell(), l: guard.l(), languages: languages.collect(), form };
    render_with(page.form.status(), &page)
}

async fn own(guard: Guard<UseDesk>) -> Answer {
    let MailChoice { language, news, reminders, digest } =
        choices::own(&guard.app, &guard.actor).await?;
    let ticked = |is_on: bool| if is_on { "yes" } else { "" }.to_owned();
    let typed = Typed::of([
        ("language", language),
        ("news", ticked(news)),
        ("reminders", ticked(reminders)),
        ("digest", ticked(digest)),
    ]);
    own_page(&guard, FormState::with(&guard, typed))
}

async fn choose(guard: Guard<UseDesk>, form: Form<MailChoiceForm>) -> Answer {
    match choices::choose(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(()) => Ok(guard.redirect_with("/mina-utskick", &Flash::new("flash-mail-chosen"))),
        Err(error) => own_page(&guard, form.faulty(&guard, error)?),
    }
}

#[derive(Template)]
#[template(path = "mail/leave.html")]
struct LeavePage {
    shell: Shell,
    l: L,
    token: String,
    is_done: bool,
}

/// Asks before it is done: mail programs open links to look at them.
async fn leaving(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Answer {
    render(&LeavePage { shell: guard.shell(), l: guard.l(), token, is_done: false })
}

/// One click (RFC 8058): the body says nothing more than the address, so it is not read.
async fn leave(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Result<Response, Failure> {
    choices::unsubscribe(&guard.app, &token).await?;
    let page = LeavePage { shell: guard.shell(), l: guard.l(), token, is_done: true };
    Ok((StatusCode::OK, render(&page)?).into_response())
}
