//! Opening a mapping: which firm, who has been in touch with it, and who holds the pen.

use app::mappings::{self, Invitation};
use app::{Kind, Slice};
use askama::Template;
use axum::extract::Query;
use domain::ids::OrganisationId;
use domain::needs::mapping::Track;
use serde::Deserialize;

use super::overview::{self, NewLink};
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::{L, Language};
use crate::page::{Answer, render, render_with};
use crate::rights::{AppointLeaders, InviteToMappings};
use crate::rooms::contacts::LedgerView;
use crate::shell::Shell;
use crate::ui::{Choice, Crumb};

/// How many firms a search shows.
const FIRMS: i64 = 20;

/// From the address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Chosen {
    organisation: String,
    q: String,
}

/// A firm to choose.
struct Firm {
    href: String,
    name: String,
    number: String,
    municipality: String,
    is_demo: bool,
}

#[derive(Template)]
#[template(path = "mappings/choose.html")]
struct ChoosePage {
    shell: Shell,
    l: L,
    form: FormState,
    firms: Vec<Firm>,
    total: i64,
    crumbs: Vec<Crumb>,
}

#[derive(Template)]
#[template(path = "mappings/new.html")]
struct NewPage {
    shell: Shell,
    l: L,
    form: FormState,
    firm: String,
    is_demo: bool,
    ledger: Option<LedgerView>,
    tracks: Vec<Choice>,
    /// Leaders who can be given it, for those who may appoint one.
    leaders: Vec<Choice>,
    crumbs: Vec<Crumb>,
}

pub(super) async fn show(guard: Guard<InviteToMappings>, Query(chosen): Query<Chosen>) -> Answer {
    if chosen.organisation.is_empty() {
        return choose(&guard, &chosen.q).await;
    }
    let firm = firm_of(&guard, &chosen.organisation).await?;
    let typed = Typed::of([("organisation", firm.to_string()), ("track", "micro".to_owned())]);
    new_page(&guard, firm, FormState::with(&guard, typed)).await
}

async fn firm_of(guard: &Guard<InviteToMappings>, name: &str) -> Result<OrganisationId, Failure> {
    Ok(app::organisations::resolve(&guard.app, &guard.actor, name).await?)
}

fn crumbs(l: L) -> Vec<Crumb> {
    vec![Crumb::up("/kartlaggningar", l.t("nav-mappings")), Crumb::here(l.t("mappings-new-title"))]
}

async fn choose(guard: &Guard<InviteToMappings>, words: &str) -> Answer {
    let l = guard.l();
    let page = mappings::firms(&guard.app, &guard.actor, words, Slice::top(FIRMS)).await?;
    let firms = page.items.into_iter().map(|firm| Firm {
        href: format!("/kartlaggningar/ny?organisation={}", firm.id),
        number: firm.organisation.org_number.to_string(),
        name: firm.organisation.name,
        municipality: firm.municipality_name,
        is_demo: firm.is_demo,
    });
    render(&ChoosePage {
        shell: guard.shell(),
        l,
        form: FormState::with(guard, Typed::of([("q", words)])),
        firms: firms.collect(),
        total: page.total,
        crumbs: crumbs(l),
    })
}

async fn new_page(
    guard: &Guard<InviteToMappings>,
    firm: OrganisationId,
    form: FormState,
) -> Answer {
    let l = guard.l();
    let found = mappings::open_towards(&guard.app, &guard.actor, firm).await?;
    // An ambassador invites without seeing the ledger.
    let ledger = match app::contacts::ledger(&guard.app, &guard.actor, firm).await {
        Ok(ledger) => Some(LedgerView::of(l, &ledger)),
        Err(error) if error.kind == Kind::Invisible => None,
        Err(error) => return Err(error.into()),
    };
    let leaders = if AppointLeaders::allows(guard.actor.role()) {
        app::leaders::free(&guard.app, &guard.actor).await?
    } else {
        Vec::new()
    };
    let leader = |one: &app::leaders::StoredLeader| {
        Choice::new(one.id, format!("{}, {}", one.name, one.organisation_name))
    };
    let tracks = Track::ALL.iter().map(|track| {
        Choice::new(track, l.code("track", track)).hint(l.code("mappings-track-hint", track))
    });
    render_with(
        form.status(),
        &NewPage {
            shell: guard.shell(),
            l,
            firm: found.organisation.name,
            is_demo: found.is_demo,
            ledger,
            tracks: tracks.collect(),
            leaders: leaders.iter().map(leader).collect(),
            crumbs: crumbs(l),
            form,
        },
    )
}

/// What opening a mapping sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Opening {
    organisation: String,
    #[serde(flatten)]
    invitation: Invitation,
}

/// What the ledger of contacts says of an invitation: data, and so in the county's language.
pub(super) fn usual_topic() -> String {
    L::new(Language::Swedish).t("mappings-usual-topic")
}

pub(super) async fn invite(guard: Guard<InviteToMappings>, form: Form<Opening>) -> Answer {
    let firm = firm_of(&guard, &form.value.organisation).await?;
    let login = overview::login(&guard)?;
    let invitation = &Invitation { topic: usual_topic(), ..form.value.invitation.clone() };
    match mappings::invite(&guard.app, login, firm, invitation, form.key()).await {
        // The link is shown once, on the page that answers; only its hash is kept.
        Ok(invited) => {
            let link = NewLink { token: invited.token, is_first: true };
            overview::page(&guard, invited.id, Some(link), FormState::blank(&guard)).await
        }
        Err(error) => new_page(&guard, firm, form.faulty(&guard, error)?).await,
    }
}
