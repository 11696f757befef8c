//! `/arenden/vyer`: lists of cases as one has saved them under a name.

use app::cases::views::{self, SavedView};
use app::cases::{Hold, ListQuery};
use app::organisations::Municipality;
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::ids::ViewId;
use serde::{Deserialize, Serialize};

use super::{Address, PATH as LIST_PATH};
use crate::failure::Failure;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::paging;
use crate::rights::ReadCases;
use crate::shell::{Flash, Shell};
use crate::ui::Crumb;

const PATH: &str = "/arenden/vyer";
/// Where a list is saved.
pub(super) const SAVE_PATH: &str = "/arenden/vyer/ny";
const PUT_BACK_PATH: &str = "/arenden/vyer/ater";

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .page(PATH, get(all))
        .page(SAVE_PATH, get(blank).post(save))
        .page(PUT_BACK_PATH, post(put_back))
        .page("/arenden/vyer/{id}", get(named).post(rename))
        .page("/arenden/vyer/{id}/angra", post(name_back))
        .page("/arenden/vyer/{id}/ta-bort", post(remove))
}

/// A view above the list.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Address of the list.
    pub(super) href: String,
    /// What the person calls it.
    pub(super) name: String,
    /// The one shown.
    pub(super) is_current: bool,
}

/// The reader's views, with the one that asks for the same.
pub(super) async fn links(
    guard: &Guard<ReadCases>,
    shown: &ListQuery,
) -> Result<Vec<Link>, Failure> {
    let saved = views::own(&guard.app, &guard.actor).await?;
    let link = |view: SavedView| Link {
        href: Address::of(&view.query).behind(LIST_PATH),
        is_current: view.query == *shown,
        name: view.name,
    };
    Ok(saved.into_iter().map(link).collect())
}

/// What a list is narrowed by, in words.
fn words(l: L, query: &ListQuery, known: &[Municipality]) -> String {
    let mut words = Vec::new();
    if !query.q.trim().is_empty() {
        words.push(l.ta("views-words").a("words", query.q.trim()).to_string());
    }
    let place = known.iter().find(|one| one.code.as_str() == query.municipality);
    words.extend(place.map(|one| one.name.clone()));
    words.push(match query.state.as_str() {
        code @ ("late" | "all") => l.code("views-only", code),
        code if l.has(&format!("case-state-{code}")) => l.code("case-state", code),
        _ => l.t("cases-states-open"),
    });
    words.push(match query.hold {
        Hold::Mine => l.code("views-hold", "mine"),
        Hold::Deputy => l.code("views-hold", "deputy"),
        Hold::All => l.code("views-hold", "all"),
    });
    if matches!(query.sort.as_str(), "newest" | "firm") {
        words.push(l.code("views-order", &query.sort));
    }
    words.join(" · ")
}

/// A view on the page where one keeps them.
#[derive(Debug, Clone)]
struct Row {
    id: ViewId,
    href: String,
    name: String,
    words: String,
}

#[derive(Template)]
#[template(path = "cases/views.html")]
struct ViewsPage {
    shell: Shell,
    l: L,
    crumbs: Vec<Crumb>,
    views: Vec<Row>,
}

async fn all(guard: Guard<ReadCases>) -> Answer {
    let l = guard.l();
    let known = app::organisations::municipalities(&guard.app, &guard.actor).await?;
    let saved = views::own(&guard.app, &guard.actor).await?;
    let row = |view: SavedView| Row {
        id: view.id,
        href: Address::of(&view.query).behind(LIST_PATH),
        words: words(l, &view.query, &known),
        name: view.name,
    };
    render(&ViewsPage {
        shell: guard.shell(),
        l,
        crumbs: vec![Crumb::up(LIST_PATH, l.t("nav-cases")), Crumb::here(l.t("views-title"))],
        views: saved.into_iter().map(row).collect(),
    })
}

/// A list to save: its name, and what it is narrowed by as in its address.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct ViewForm {
    name: String,
    q: String,
    kommun: String,
    lage: String,
    urval: String,
    ordning: String,
}

impl ViewForm {
    fn of(view: &SavedView) -> Self {
        let Address { q, kommun, lage, urval, ordning, .. } = Address::of(&view.query);
        Self { name: view.name.clone(), q, kommun, lage, urval, ordning }
    }

    fn query(&self) -> ListQuery {
        let address = Address {
            q: self.q.clone(),
            kommun: self.kommun.clone(),
            lage: self.lage.clone(),
            urval: self.urval.clone(),
            ordning: self.ordning.clone(),
            efter: String::new(),
        };
        address.query(Hold::All)
    }

    /// Where the whole view is put back.
    fn put_back(&self) -> String {
        let query = paging::query(&[
            ("name", &self.name),
            ("q", &self.q),
            ("kommun", &self.kommun),
            ("lage", &self.lage),
            ("urval", &self.urval),
            ("ordning", &self.ordning),
        ]);
        format!("{PUT_BACK_PATH}?{query}")
    }
}

#[derive(Template)]
#[template(path = "cases/view.html")]
struct ViewPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    /// Where the form is sent.
    action: String,
    /// What is kept besides the words searched for.
    words: String,
    is_new: bool,
}

async fn view_page(
    guard: &Guard<ReadCases>,
    form: FormState,
    query: &ListQuery,
    known_as: Option<ViewId>,
) -> Answer {
    let l = guard.l();
    let known = app::organisations::municipalities(&guard.app, &guard.actor).await?;
    let (heading, action) = match known_as {
        Some(id) => (l.t("views-rename-title"), format!("{PATH}/{id}")),
        None => (l.t("views-save-title"), SAVE_PATH.to_owned()),
    };
    render_with(
        form.status(),
        &ViewPage {
            shell: guard.shell(),
            l,
            crumbs: vec![
                Crumb::up(LIST_PATH, l.t("nav-cases")),
                Crumb::up(PATH, l.t("views-title")),
                Crumb::here(&heading),
            ],
            heading,
            action,
            words: words(l, query, &known),
            is_new: known_as.is_none(),
            form,
        },
    )
}

async fn blank(guard: Guard<ReadCases>, Query(asked): Query<ViewForm>) -> Answer {
    let query = asked.query();
    let form = FormState::filled(&guard, &asked);
    view_page(&guard, form, &query, None).await
}

async fn save(guard: Guard<ReadCases>, form: Form<ViewForm>) -> Answer {
    let query = form.value.query();
    match views::save(&guard.app, &guard.actor, &form.value.name, &query, form.key()).await {
        Ok(view) => Ok(saved(&guard, &view)),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            view_page(&guard, state, &query, None).await
        }
    }
}

fn saved(guard: &Guard<ReadCases>, view: &SavedView) -> Response {
    let flash = Flash::new("flash-view-saved").a("name", &view.name);
    guard.redirect_with(&Address::of(&view.query).behind(LIST_PATH), &flash)
}

fn id_of(name: &str) -> Result<ViewId, Failure> {
    name.parse().map_err(|_| Failure::not_found())
}

async fn named(guard: Guard<ReadCases>, Path(name): Path<String>) -> Answer {
    let view = views::find(&guard.app, &guard.actor, id_of(&name)?).await?;
    let form = FormState::filled(&guard, &ViewForm::of(&view));
    view_page(&guard, form, &view.query, Some(view.id)).await
}

/// Another name for a view.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct NameForm {
    name: String,
}

async fn rename(guard: Guard<ReadCases>, Path(name): Path<String>, form: Form<NameForm>) -> Answer {
    let id = id_of(&name)?;
    let view = views::find(&guard.app, &guard.actor, id).await?;
    match views::rename(&guard.app, &guard.actor, id, &form.value.name, form.key()).await {
        Ok(was) => {
            let undo = paging::query(&[("name", &was.name)]);
            let flash = Flash::new("flash-view-renamed")
                .a("name", form.value.name.trim())
                .undo(&format!("{PATH}/{id}/angra?{undo}"));
            Ok(guard.redirect_with(PATH, &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            view_page(&guard, state, &view.query, Some(id)).await
        }
    }
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
struct Empty {}

/// Gives a view the name it had.
async fn name_back(
    guard: Guard<ReadCases>,
    Path(name): Path<String>,
    Query(had): Query<NameForm>,
    form: Form<Empty>,
) -> Answer {
    let id = id_of(&name)?;
    views::rename(&guard.app, &guard.actor, id, &had.name, form.key()).await?;
    let flash = Flash::new("flash-view-name-back").a("name", had.name.trim());
    Ok(guard.redirect_with(PATH, &flash))
}

async fn remove(guard: Guard<ReadCases>, Path(name): Path<String>, form: Form<Empty>) -> Answer {
    let was = views::remove(&guard.app, &guard.actor, id_of(&name)?, form.key()).await?;
    let flash = Flash::new("flash-view-removed").a("name", &was.name);
    Ok(guard.redirect_with(PATH, &flash.undo(&ViewForm::of(&was).put_back())))
}

/// Saves a view again that was taken away.
async fn put_back(
    guard: Guard<ReadCases>,
    Query(had): Query<ViewForm>,
    form: Form<Empty>,
) -> Answer {
    let query = had.query();
    let view = views::save(&guard.app, &guard.actor, &had.name, &query, form.key()).await?;
    let flash = Flash::new("flash-view-put-back").a("name", &view.name);
    Ok(guard.redirect_with(PATH, &flash))
}
