//! The pages of those who answer for ideas: what waits, an answer, and one idea into another.

use app::ideas::{self, Seen, View};
use askama::Template;
use axum::extract::{Path, Query};
use domain::ideas::{AnswerForm, MergeForm};
use domain::ids::IdeaId;
use serde::Deserialize;

use super::{Tag, age, crumbs, for_what, tag};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::paging::Numbered;
use crate::rights::KeepIdeas;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb, Paging};

struct Row {
    id: String,
    title: String,
    from: String,
    for_what: String,
    votes: String,
    days: String,
    is_late: bool,
    tag: Tag,
}

#[derive(Template)]
#[template(path = "ideas/backlog.html")]
struct BacklogPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    rows: Vec<Row>,
    waiting: String,
    late: String,
    /// Days to a first answer, where there has been one.
    median: Option<String>,
    paging: Paging,
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    sida: String,
}

fn row(l: L, seen: &Seen) -> Row {
    let from = if seen.names_author {
        seen.idea.organisation_name.clone()
    } else {
        l.code("idea-kind", seen.idea.kind)
    };
    Row {
        id: seen.idea.id.to_string(),
        title: seen.idea.idea.title.clone(),
        from,
        for_what: for_what(l, seen),
        votes: l.number(seen.idea.votes),
        days: age(l, seen.age_days),
        is_late: seen.is_late,
        tag: tag(l, seen.idea.state),
    }
}

pub(super) async fn backlog(guard: Guard<KeepIdeas>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let page = Numbered::of(&address.sida)?;
    let found = ideas::backlog(&guard.app, &guard.actor, page.slice()).await?;
    render(&BacklogPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/ideer", l.t("ideas-title")),
            Crumb::here(l.t("ideas-backlog-title")),
        ],
        rows: found.waiting.items.iter().map(|one| row(l, one)).collect(),
        waiting: l.number(found.waiting.total),
        late: l.number(found.late),
        median: found.median_days.map(|days| age(l, days)),
        paging: page.beside("/ideer/att-besvara", "", found.waiting.total),
    })
}

#[derive(Template)]
#[template(path = "ideas/answer.html")]
struct AnswerPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    id: IdeaId,
    title: String,
    words: String,
    latest: Option<String>,
    votes: String,
    states: Vec<Choice>,
    /// The answer can be for everyone.
    publish: Vec<Choice>,
}

/// The idea, if it can be answered.
async fn answerable(guard: &Guard<KeepIdeas>, id: IdeaId) -> Result<View, Failure> {
    let view = ideas::read(&guard.app, &guard.actor, id).await?;
    if view.may.answer { Ok(view) } else { Err(Failure::forbidden()) }
}

fn answer_form(guard: &Guard<KeepIdeas>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let idea = &view.seen.idea;
    let publish = match idea.idea.network {
        Some(_) => Vec::new(),
        None => vec![Choice::new("yes", l.t("ideas-publish"))],
    };
    render_with(
        form.status(),
        &AnswerPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: crumbs(l, &view.seen, &l.t("ideas-answer-title")),
            id: idea.id,
            title: idea.idea.title.clone(),
            words: idea.idea.words.clone(),
            latest: idea.answer.clone(),
            votes: l.ta("ideas-votes").a("count", idea.votes).to_string(),
            states: Choice::codes(l, "idea-state", idea.state.answers()),
            publish,
        },
    )
}

pub(super) async fn answer_page(guard: Guard<KeepIdeas>, Path(id): Path<IdeaId>) -> Answer {
    let view = answerable(&guard, id).await?;
    let idea = &view.seen.idea;
    let is_public = idea.is_public || (idea.answered_at.is_none() && idea.idea.network.is_none());
    let publish = if is_public { "yes" } else { "" };
    let typed = Typed::of([("version", idea.version.to_string()), ("publish", publish.to_owned())]);
    let form = FormState::with(&guard, typed);
    answer_form(&guard, &view, form)
}

pub(super) async fn answer(
    guard: Guard<KeepIdeas>,
    Path(id): Path<IdeaId>,
    form: Form<AnswerForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    match ideas::answer(&guard.app, &guard.actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-idea-answered").a("name", kept.title);
            Ok(guard.redirect_with(&format!("/ideer/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = answerable(&guard, id).await?;
            let idea = &view.seen.idea;
            let stands = Typed::of([
                ("version", idea.version.to_string()),
                ("state", idea.state.code().to_owned()),
                ("answer", idea.answer.clone().unwrap_or_default()),
            ]);
            answer_form(&guard, &view, state.beside(stands))
        }
    }
}

#[derive(Template)]
#[template(path = "ideas/merge.html")]
struct MergePage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    id: IdeaId,
    title: String,
    others: Vec<Choice>,
}

/// The idea, if it can go into another.
async fn mergeable(guard: &Guard<KeepIdeas>, id: IdeaId) -> Result<View, Failure> {
    let view = ideas::read(&guard.app, &guard.actor, id).await?;
    if view.may.merge { Ok(view) } else { Err(Failure::forbidden()) }
}

async fn merge_form(guard: &Guard<KeepIdeas>, view: &View, form: FormState) -> Answer {
    let l = guard.l();
    let id = view.seen.idea.id;
    let others = ideas::mergeable(&guard.app, &guard.actor, id).await?;
    render_with(
        form.status(),
        &MergePage {
            shell: guard.shell(),
            l,
            form,
            crumbs: crumbs(l, &view.seen, &l.t("ideas-merge-title")),
            id,
            title: view.seen.idea.idea.title.clone(),
            others: others.iter().map(|(id, title)| Choice::new(id, title)).collect(),
        },
    )
}

pub(super) async fn merge_page(guard: Guard<KeepIdeas>, Path(id): Path<IdeaId>) -> Answer {
    let view = mergeable(&guard, id).await?;
    let typed = Typed::of([("version", view.seen.idea.version.to_string())]);
    let form = FormState::with(&guard, typed);
    merge_form(&guard, &view, form).await
}

pub(super) async fn merge(
    guard: Guard<KeepIdeas>,
    Path(id): Path<IdeaId>,
    form: Form<MergeForm>,
) -> Answer {
    let version = form.typed.first("version").parse().unwrap_or_default();
    match ideas::merge(&guard.app, &guard.actor, id, version, &form.value, form.key()).await {
        Ok(kept) => {
            let flash = Flash::new("flash-idea-merged").a("name", kept.title);
            Ok(guard.redirect_with(&format!("/ideer/{}", kept.id), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            let view = mergeable(&guard, id).await?;
            let version = view.seen.idea.version;
            merge_form(&guard, &view, state.rebased(version)).await
        }
    }
}
