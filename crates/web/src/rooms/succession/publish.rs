//! The teaser: what it tells, whether that is safe, and what to say instead.

use app::succession::{self, Draft};
use askama::Template;
use axum::extract::Path;
use domain::ids::ListingId;
use domain::leaders::Industry;
use domain::succession::cover::{Cover, SizeBand, TeaserForm};
use domain::succession::{FIRMS_LEAST, TEASER_MAX};
use serde::{Deserialize, Serialize};

use super::{PATH, Told, home_crumb};
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{OwnSuccession, UseSuccession};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// A broader teaser that may be published as it stands.
struct Way {
    text: String,
    form: TeaserForm,
}

#[derive(Template)]
#[template(path = "succession/publish.html")]
struct TeaserPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    heading: String,
    id: ListingId,
    /// The register does not know the firm any more.
    is_gone: bool,
    industries: Vec<Choice>,
    sizes: Vec<Choice>,
    places: Vec<Choice>,
    /// What to say instead, when what was wanted is too narrow.
    ways: Vec<Way>,
    least: usize,
    most: usize,
}

/// The fields of the form, with the version it was filled in from.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    version: String,
    industry: String,
    municipalities: Vec<String>,
    size_from: String,
    size_to: String,
    words: String,
}

impl Sent {
    fn teaser(&self) -> TeaserForm {
        TeaserForm {
            industry: self.industry.clone(),
            municipalities: self.municipalities.clone(),
            size_from: self.size_from.clone(),
            size_to: self.size_to.clone(),
            words: self.words.clone(),
        }
    }
}

/// A form with the version it is filled in from.
#[derive(Serialize)]
struct Versioned<'a> {
    version: i64,
    #[serde(flatten)]
    form: &'a TeaserForm,
}

fn show(
    guard: &Guard<OwnSuccession>,
    draft: &Draft,
    form: FormState,
    (wanted, ways): (&TeaserForm, &[Cover]),
) -> Answer {
    let l = guard.l();
    let view = &draft.view;
    let heading =
        l.t(if view.words.is_some() { "succession-teaser-change" } else { "succession-teaser" });
    let way = |cover: &Cover| Way {
        text: Told::of(l, cover, &view.places).line(),
        form: TeaserForm::of(cover, &wanted.words),
    };
    let page = TeaserPage {
        shell: guard.shell(),
        l,
        form,
        crumbs: vec![
            home_crumb(l),
            Crumb::up(&format!("{PATH}/{}", view.id), l.t("succession-note")),
            Crumb::here(&heading),
        ],
        heading,
        id: view.id,
        is_gone: draft.firm.is_none(),
        industries: Choice::codes(l, "industry", Industry::ALL),
        sizes: Choice::codes(l, "succession-size", SizeBand::ALL),
        places: view.places.iter().map(|one| Choice::new(&one.code, &one.name)).collect(),
        ways: ways.iter().map(way).collect(),
        least: FIRMS_LEAST,
        most: TEASER_MAX,
    };
    render_with(page.form.status(), &page)
}

pub(super) async fn page(guard: Guard<OwnSuccession>, Path(id): Path<ListingId>) -> Answer {
    super::listing::changeable(&guard, id).await?;
    let draft = succession::draft(&guard.app, &guard.actor, id).await?;
    let version = draft.view.version;
    let form = FormState::filled(&guard, &Versioned { version, form: &draft.form });
    show(&guard, &draft, form, (&draft.form, &[]))
}

pub(super) async fn publish(
    guard: Guard<OwnSuccession>,
    Path(id): Path<ListingId>,
    form: Form<Sent>,
) -> Answer {
    let which = (id, form.value.version.parse().unwrap_or_default());
    let (app, actor, sent) = (&guard.app, &guard.actor, form.value.teaser());
    match succession::publish(app, actor, which, &sent, form.key()).await {
        Ok(_) => {
            let flash = Flash::new("flash-succession-published");
            Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            super::listing::changeable(&guard, id).await?;
            let draft = succession::draft(app, actor, id).await?;
            let ways = succession::ways(app, actor, id, &sent).await?;
            let state = state.beside_form(&draft.form, draft.view.version);
            show(&guard, &draft, state, (&sent, &ways))
        }
    }
}

/// The version a button was pressed at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Version {
    version: String,
}

pub(super) async fn pause(
    guard: Guard<UseSuccession>,
    Path(id): Path<ListingId>,
    form: Form<Version>,
) -> Answer {
    let which = (id, form.value.version.parse().unwrap_or_default());
    succession::pause(&guard.app, &guard.actor, which, form.key()).await?;
    let flash = Flash::new("flash-succession-paused");
    Ok(guard.redirect_with(&format!("{PATH}/{id}"), &flash))
}
