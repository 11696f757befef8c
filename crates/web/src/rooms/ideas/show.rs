//! One idea: what it says, the vote, the answers, and what organisations say about it.

use app::ideas::{self, SeenPost, StoredStep, View};
use askama::Template;
use axum::extract::Path;
use domain::access::Actor;
use domain::ideas::PostForm;
use domain::ids::IdeaId;
use serde::Deserialize;

use super::{Tag, age, for_what, tag};
use crate::forms::{Form, FormState};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{ReadIdeas, ReadMappings, ReadNeeds, WriteIdeas};
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

/// An answer.
struct StepRow {
    at: String,
    when: String,
    what: String,
    words: String,
}

/// A post.
struct PostRow {
    id: String,
    at: String,
    when: String,
    by: String,
    words: String,
    /// What is said in place of the words, or beside them.
    note: String,
    can_remove: bool,
    can_hide: bool,
    can_turn: bool,
}

#[derive(Template)]
#[template(path = "ideas/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    view: View,
    id: IdeaId,
    tag: Tag,
    votes: String,
    steps: Vec<StepRow>,
    posts: Vec<PostRow>,
    /// Where what the reader's firm has made needs of stands.
    needs: Vec<String>,
    facts: Vec<(String, String)>,
}

/// Who said something: by name where the reader may know it, else what kind they are.
fn by(l: L, names: bool, kind: impl std::fmt::Display, of: (&str, &str)) -> String {
    match of {
        _ if !names => l.code("idea-kind", kind),
        (organisation, "") => organisation.to_owned(),
        (organisation, person) => {
            l.ta("ideas-by").a("name", person).a("organisation", organisation).to_string()
        }
    }
}

fn facts(l: L, view: &View) -> Vec<(String, String)> {
    let (seen, idea) = (&view.seen, &view.seen.idea);
    let of = (idea.organisation_name.as_str(), idea.by_name.as_str());
    let public = idea.is_public.then(|| l.t("ideas-public-yes"));
    let facts = [
        ("ideas-for", Some(for_what(l, seen))),
        ("ideas-from", Some(by(l, seen.names_author, idea.kind, of))),
        ("ideas-written", Some(l.day_of(idea.created_at))),
        ("ideas-waited", idea.answered_at.is_none().then(|| age(l, seen.age_days))),
        ("ideas-page", idea.idea.page.clone()),
        ("ideas-public", public),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((l.t(key), value?))).collect()
}

fn step(l: L, step: &StoredStep) -> StepRow {
    let state = l.code("idea-state", step.state);
    let what = l.ta("ideas-step").a("state", state).a("organisation", &step.by_organisation_name);
    StepRow {
        at: step.made_at.to_string(),
        when: l.moment(step.made_at),
        what: what.to_string(),
        words: step.words.clone().unwrap_or_default(),
    }
}

fn post(l: L, seen: &SeenPost) -> PostRow {
    let stored = &seen.post;
    let note = match (&stored.removed_at, &stored.hidden_reason) {
        (Some(_), _) => l.t("ideas-post-gone"),
        (None, Some(reason)) if seen.is_own || !stored.words.is_empty() => {
            l.ta("ideas-post-hidden-why").a("reason", reason).to_string()
        }
        (None, Some(_)) => l.t("ideas-post-hidden"),
        (None, None) => String::new(),
    };
    let of = (stored.organisation_name.as_str(), stored.by_name.as_str());
    PostRow {
        id: stored.id.to_string(),
        at: stored.posted_at.to_string(),
        when: l.moment(stored.posted_at),
        by: by(l, seen.names_author, stored.kind, of),
        words: stored.words.clone(),
        note,
        can_remove: seen.can_remove,
        can_hide: seen.can_hide,
        can_turn: seen.can_turn,
    }
}

/// Where a need, or the mapping it is on the way in, is read.
fn needs(actor: &Actor, view: &View) -> Vec<String> {
    let role = actor.role();
    let href = |one: &ideas::Turned| match one.need {
        Some(need) if ReadNeeds::allows(role) => Some(format!("/behov/{need}")),
        _ if ReadMappings::allows(role) => Some(format!("/kartlaggningar/{}", one.mapping)),
        _ => None,
    };
    view.turned.iter().filter_map(href).collect()
}

async fn page<R>(guard: &Guard<R>, id: IdeaId, form: FormState) -> Answer {
    let l = guard.l();
    let view = ideas::read(&guard.app, &guard.actor, id).await?;
    let idea = &view.seen.idea;
    render_with(
        form.status(),
        &ShowPage {
            shell: guard.shell(),
            l,
            form,
            crumbs: vec![Crumb::up("/ideer", l.t("ideas-title")), Crumb::here(&idea.idea.title)],
            id,
            tag: tag(l, idea.state),
            votes: l.ta("ideas-votes").a("count", idea.votes).to_string(),
            steps: view.steps.iter().map(|one| step(l, one)).collect(),
            posts: view.posts.iter().map(|one| post(l, one)).collect(),
            needs: needs(&guard.actor, &view),
            facts: facts(l, &view),
            view,
        },
    )
}

pub(super) async fn show(guard: Guard<ReadIdeas>, Path(id): Path<IdeaId>) -> Answer {
    let form = FormState::blank(&guard);
    page(&guard, id, form).await
}

/// A vote: `yes`, or anything else to take it back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct VoteForm {
    vote: String,
}

pub(super) async fn vote(
    guard: Guard<WriteIdeas>,
    Path(id): Path<IdeaId>,
    form: Form<VoteForm>,
) -> Answer {
    let wants = form.value.vote == "yes";
    match ideas::vote(&guard.app, &guard.actor, id, wants, form.key()).await {
        Ok(kept) => {
            let key = if wants { "flash-idea-wanted" } else { "flash-idea-not-wanted" };
            let flash = Flash::new(key).a("name", kept.title);
            Ok(guard.redirect_with(&format!("/ideer/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, id, state).await
        }
    }
}

pub(super) async fn write(
    guard: Guard<WriteIdeas>,
    Path(id): Path<IdeaId>,
    form: Form<PostForm>,
) -> Answer {
    match ideas::post(&guard.app, &guard.actor, id, &form.value, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-idea-posted");
            Ok(guard.redirect_with(&format!("/ideer/{id}#samtal"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, id, state).await
        }
    }
}
