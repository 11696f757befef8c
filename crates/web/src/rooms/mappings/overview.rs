//! One mapping as those within reach see it: state, what next, its link, and what came of it.

use std::fmt::Write;

use app::mappings::{self, Login, Overview, Seat};
use askama::Template;
use axum::extract::Path;
use domain::ids::MappingId;
use domain::needs::mapping::{MappingState, Track};
use serde::Deserialize;

use super::acts::Empty;
use super::link::StatusView;
use super::list::tag_of;
use super::review::Sheet;
use crate::failure::Failure;
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::AppointLeaders;
use crate::rights::{InviteToMappings, LeadMappings, ReadMappings, WriteMappings};
use crate::shell::{Flash, Shell};
use crate::ui::{Crumb, TimelineEntry};

/// A link that has just been made.
pub(super) struct NewLink {
    /// Its token; none when the form was sent before.
    pub(super) token: Option<String>,
    /// Made together with the mapping.
    pub(super) is_first: bool,
}

/// The new link as it is handed over.
struct LinkView {
    address: String,
    mailto: String,
}

/// A need that came of the mapping.
struct NeedRow {
    href: String,
    words: String,
    state: String,
}

/// A state the leader can note.
struct Move {
    code: &'static str,
    text: String,
}

#[derive(Template)]
#[template(path = "mappings/overview.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing the page asks")]
struct OverviewPage {
    shell: Shell,
    l: L,
    form: FormState,
    base: String,
    crumbs: Vec<Crumb>,
    firm: String,
    firm_id: String,
    is_demo: bool,
    track: String,
    state: String,
    tag: &'static str,
    next: String,
    led_by: String,
    more: More,
    opened: String,
    opened_by: String,
    approved: String,
    link_ends: String,
    link: Option<LinkView>,
    is_first_link: bool,
    link_is_spent: bool,
    can_link: bool,
    can_answer: bool,
    has_begun: bool,
    can_read: bool,
    can_withdraw: bool,
    can_approve: bool,
    go_on: String,
    moves: Vec<Move>,
    meeting_href: Option<String>,
    sheet: Option<Sheet>,
    needs: Vec<NeedRow>,
    status: Option<StatusView>,
    opens_case: bool,
    events: Vec<TimelineEntry>,
}

/// The logged-in person, as mappings need to know them.
pub(super) fn login<R>(guard: &Guard<R>) -> Result<Login<'_>, Failure> {
    let signed = guard.signed().ok_or_else(Failure::not_signed_in)?;
    Ok(Login { actor: &guard.actor, name: &signed.name })
}

async fn id_of<R>(guard: &Guard<R>, name: &str) -> Result<MappingId, Failure> {
    Ok(mappings::resolve(&guard.app, &guard.actor, name).await?)
}

pub(super) async fn show(guard: Guard<ReadMappings>, Path(id): Path<String>) -> Answer {
    let id = id_of(&guard, &id).await?;
    page(&guard, id, None, FormState::blank(&guard)).await
}

/// Shows a mapping, perhaps with a link that has just been made.
pub(super) async fn page<R>(
    guard: &Guard<R>,
    id: MappingId,
    link: Option<NewLink>,
    form: FormState,
) -> Answer {
    let overview = mappings::overview(&guard.app, login(guard)?, id).await?;
    let l = guard.l();
    let mapping = &overview.entered.mapping;
    let role = guard.actor.role();
    let (state, seat) = (mapping.state, overview.entered.seat);
    let is_open = !state.is_approved() && state != MappingState::Withdrawn;
    let can_link = InviteToMappings::allows(role) && state != MappingState::Withdrawn;
    let token = link.as_ref().and_then(|link| link.token.as_ref());
    let email = mapping.invited_email.clone().filter(|_| can_link).unwrap_or_default();
    let form = if form.has_errors() {
        form
    } else {
        FormState::with(guard, Typed::of([("email", email.as_str())]))
    };
    let is_own = guard.actor.organisation() == Some(mapping.opened_by_organisation);
    let page = OverviewPage {
        shell: guard.shell(),
        l,
        base: format!("/kartlaggningar/{id}"),
        crumbs: crumbs(l, &mapping.organisation_name),
        firm: mapping.organisation_name.clone(),
        firm_id: mapping.organisation.to_string(),
        is_demo: mapping.is_demo,
        track: l.code("mappings-track", mapping.track),
        state: l.code("mapping-state", state),
        tag: tag_of(state),
        next: next_text(l, seat, mapping.track, state),
        led_by: led_by(mapping),
        more: More::of(guard, &overview),
        opened: l.day_of(mapping.created_at),
        opened_by: format!("{}, {}", mapping.opened_by_name, mapping.opened_by_organisation_name),
        approved: approved_text(l, &overview),
        link_ends: mapping.link_expires_at.map(|end| l.day_of(end)).unwrap_or_default(),
        is_first_link: link.as_ref().is_some_and(|link| link.is_first),
        link_is_spent: link.as_ref().is_some_and(|link| link.token.is_none()),
        link: token.map(|token| {
            let address = format!("{}/k/{token}", guard.app.settings.base_url);
            LinkView { mailto: mailto(l, &email, &address, &mapping.organisation_name), address }
        }),
        can_link,
        can_answer: state.takes_answers() && seat.writes() && WriteMappings::allows(role),
        has_begun: state != MappingState::Invited,
        can_read: overview.draft.is_some(),
        can_withdraw: is_open && WriteMappings::allows(role) && (seat.writes() || is_own),
        can_approve: seat == Seat::Firm && state == MappingState::Compiled,
        go_on: go_on(id, &overview),
        moves: moves(l, seat, mapping.track, state),
        meeting_href: (seat == Seat::Leader && mapping.track == Track::Led && is_open)
            .then(|| format!("/kartlaggningar/{id}/tid")),
        sheet: overview
            .draft
            .as_ref()
            .filter(|_| !matches!(state, MappingState::Invited | MappingState::Withdrawn))
            .map(|draft| Sheet::of(l, draft, None)),
        needs: needs(l, &overview),
        events: events(l, &overview),
        opens_case: overview.opens_case,
        status: overview.status.map(|status| StatusView::of(l, status)),
        form,
    };
    render_with(page.form.status(), &page)
}

/// Pages that belong to a mapping.
struct More {
    /// Who leads and what is prepared.
    led: Option<String>,
    /// Who can be expected to leave.
    ages: Option<String>,
    /// Where the firm asks for a process leader.
    wish: Option<String>,
}

impl More {
    fn of<R>(guard: &Guard<R>, overview: &Overview) -> Self {
        let (mapping, seat) = (&overview.entered.mapping, overview.entered.seat);
        let (base, role) = (format!("/kartlaggningar/{}", mapping.id), guard.actor.role());
        let shows_led =
            seat != Seat::Watcher && (mapping.track == Track::Led || AppointLeaders::allows(role));
        let opened = |there: bool, page: &str| {
            Some(format!("{base}/{page}")).filter(|href| there && guard.opens(href))
        };
        let asks = seat == Seat::Firm && mapping.led_by.is_none() && mapping.state.takes_answers();
        Self {
            led: opened(shows_led, "ledning"),
            ages: opened(overview.draft.is_some(), "avgangar"),
            wish: opened(asks, "be-om-ledare"),
        }
    }
}

/// Who leads: the person where there is one, and the organisation.
fn led_by(mapping: &mappings::StoredMapping) -> String {
    let organisation = mapping.leader_organisation_name.clone().unwrap_or_default();
    match &mapping.led_by_name {
        Some(name) => format!("{name}, {organisation}"),
        None => organisation,
    }
}

fn crumbs(l: L, firm: &str) -> Vec<Crumb> {
    vec![Crumb::up("/kartlaggningar", l.t("nav-mappings")), Crumb::here(firm)]
}

/// The first page with something missing.
fn go_on(id: MappingId, overview: &Overview) -> String {
    let unfinished = overview.draft.as_ref().and_then(|draft| draft.unfinished);
    unfinished.map(|at| format!("/kartlaggningar/{id}/fraga/{at}")).unwrap_or_default()
}

/// What happens next, and who does it.
fn next_text(l: L, seat: Seat, track: Track, state: MappingState) -> String {
    let who = match seat {
        Seat::Firm => "firm",
        Seat::Leader => "leader",
        Seat::Reader | Seat::Watcher => "other",
    };
    let when = match (state, track) {
        (MappingState::Withdrawn, _) => "withdrawn",
        (state, _) if state.is_approved() => "approved",
        (MappingState::Compiled, _) => "compiled",
        (_, Track::Micro) => "micro",
        (_, Track::Led) => "led",
    };
    l.code("mappings-next", format!("{when}-{who}"))
}

fn approved_text(l: L, overview: &Overview) -> String {
    let mapping = &overview.entered.mapping;
    match (mapping.approved_at, &mapping.approved_by_name) {
        (Some(at), Some(name)) => l
            .ta("mappings-approved-by")
            .a("name", name.as_str())
            .a("when", l.moment_year(at))
            .to_string(),
        _ => String::new(),
    }
}

/// A letter to the firm with its link, ready for the reader's own mail program.
fn mailto(l: L, email: &str, address: &str, firm: &str) -> String {
    let subject = l.t("mappings-mail-subject");
    let hello = l.ta("mappings-mail-hello").a("firm", firm);
    let (text, end) = (l.t("mappings-mail-body"), l.t("mappings-mail-end"));
    let body = format!("{hello}\r\n\r\n{text}\r\n{address}\r\n\r\n{end}\r\n");
    let encoded = |text: &str| {
        text.bytes().fold(String::new(), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                out.push(char::from(byte));
            } else {
                // Writing to a string cannot fail.
                let _ = write!(out, "%{byte:02X}");
            }
            out
        })
    };
    // The address keeps its @; everything that could end the address or begin a header is encoded.
    let to = encoded(email).replace("%40", "@");
    format!("mailto:{to}?subject={}&body={}", encoded(&subject), encoded(&body))
}

fn moves(l: L, seat: Seat, track: Track, state: MappingState) -> Vec<Move> {
    let by_hand = [MappingState::Prepared, MappingState::WorkshopOne, MappingState::WorkshopTwo];
    if seat != Seat::Leader || track != Track::Led {
        return Vec::new();
    }
    state
        .next(track)
        .iter()
        .filter(|next| by_hand.contains(next))
        .map(|next| Move { code: next.code(), text: l.code("mappings-move", next) })
        .collect()
}

fn needs(l: L, overview: &Overview) -> Vec<NeedRow> {
    let row = |need: &app::mappings::StoredNeed| NeedRow {
        href: format!("/behov/{}", need.id),
        words: need.need.words.clone(),
        state: need
            .coding
            .as_ref()
            .map_or_else(|| l.code("need-state", need.state), |coding| coding.label.clone()),
    };
    overview.needs.iter().map(row).collect()
}

fn events(l: L, overview: &Overview) -> Vec<TimelineEntry> {
    let entry = |event: &app::mappings::Event| TimelineEntry {
        when: match &event.by_organisation_name {
            Some(name) => format!("{} · {name}", l.moment_year(event.at)),
            None => l.moment_year(event.at),
        },
        at: event.at,
        what: l.code("mappings-event", event.kind.replace('.', "-")),
        more: String::new(),
    };
    overview.events.iter().map(entry).collect()
}

/// Where the link is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct LinkForm {
    email: String,
    send: String,
}

pub(super) async fn new_link(
    guard: Guard<InviteToMappings>,
    Path(id): Path<String>,
    form: Form<LinkForm>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    let to = (form.value.email.as_str(), form.value.send.as_str());
    match mappings::new_link(&guard.app, login(&guard)?, id, to).await {
        Ok(made) => {
            let link = NewLink { token: made.token, is_first: false };
            page(&guard, id, Some(link), FormState::blank(&guard)).await
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, id, None, state).await
        }
    }
}

/// Which state is reached.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MoveForm {
    state: String,
}

pub(super) async fn advance(
    guard: Guard<LeadMappings>,
    Path(id): Path<String>,
    form: Form<MoveForm>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    let to = MappingState::parse(&form.value.state).map_err(Failure::invalid)?;
    match mappings::advance(&guard.app, login(&guard)?, id, to).await {
        Ok(()) => {
            let flash = Flash::new("flash-mapping-advanced")
                .a("state", guard.l().code("mapping-state", to));
            Ok(guard.redirect_with(&format!("/kartlaggningar/{id}"), &flash))
        }
        Err(error) => page(&guard, id, None, form.faulty(&guard, error)?).await,
    }
}

pub(super) async fn compile(
    guard: Guard<LeadMappings>,
    Path(id): Path<String>,
    form: Form<Empty>,
) -> Answer {
    let id = id_of(&guard, &id).await?;
    match mappings::compile(&guard.app, login(&guard)?, id).await {
        Ok(()) => {
            let flash = Flash::new("flash-mapping-compiled");
            Ok(guard.redirect_with(&format!("/kartlaggningar/{id}"), &flash))
        }
        Err(error) => page(&guard, id, None, form.faulty(&guard, error)?).await,
    }
}
