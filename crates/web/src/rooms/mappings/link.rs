//! The firm's own way in: no account, one link, the receipt at the same address.

use app::mappings::{self, Closed, Entered, Gate, Status};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use domain::cases::{CaseState, Clock};
use domain::needs::mapping::{MappingState, Track};

use super::acts::{self, Back, Empty, Place, Yes};
use super::question::{self, After, StepForm};
use super::review;
use super::way::Way;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render, render_with};
use crate::rights::AnswerByLink;
use crate::shell::{Shell, redirect};
use crate::ui::{ThreadStep, thread};

#[derive(Template)]
#[template(path = "mappings/intro.html")]
struct IntroPage {
    shell: Shell,
    l: L,
    base: String,
    firm: String,
    is_demo: bool,
    is_micro: bool,
    has_begun: bool,
    questions: usize,
    by: String,
    by_organisation: String,
    go_on: String,
    until: String,
}

#[derive(Template)]
#[template(path = "mappings/closed.html")]
struct ClosedPage {
    shell: Shell,
    l: L,
    title: String,
    text: String,
    ask: Option<Ask>,
}

/// Whom to ask when a link no longer opens.
struct Ask {
    by: String,
    organisation: String,
    desk: String,
    phone: String,
    tel: String,
    email: String,
}

#[derive(Template)]
#[template(path = "mappings/receipt.html")]
struct ReceiptPage {
    shell: Shell,
    l: L,
    firm: String,
    is_demo: bool,
    status: StatusView,
}

/// How a case goes, as the firm reads it.
pub(super) struct StatusView {
    pub(super) number: String,
    pub(super) case: String,
    pub(super) promise: String,
    pub(super) is_answered: bool,
    pub(super) is_late: bool,
    pub(super) desk: String,
    pub(super) holder: String,
    pub(super) phone: String,
    pub(super) tel: String,
    pub(super) next: String,
    pub(super) next_on: String,
    pub(super) thread: Vec<ThreadStep>,
    pub(super) ended: String,
    pub(super) ended_words: String,
    pub(super) messages: Vec<MessageView>,
}

/// A message for the firm.
pub(super) struct MessageView {
    pub(super) when: String,
    pub(super) from: String,
    pub(super) body: String,
}

impl StatusView {
    pub(super) fn of(l: L, status: Status) -> Self {
        let current = station(status.state, status.is_understood);
        let receipt = status.receipt;
        let (ended, ended_words) = status
            .ended
            .map(|(outcome, words)| (l.code("case-outcome", outcome), words))
            .unwrap_or_default();
        let next = status.next_step;
        Self {
            number: receipt.number,
            case: receipt.id.to_string(),
            promise: l.moment(receipt.promised_at),
            is_answered: status.answered_at.is_some(),
            is_late: matches!(status.clock, Clock::Late { .. }),
            desk: receipt.desk_name,
            holder: receipt.holder_name.unwrap_or_default(),
            tel: tel(receipt.phone.as_deref().unwrap_or_default()),
            phone: receipt.phone.unwrap_or_default(),
            next_on: next.as_ref().map(|next| l.weekday(next.on)).unwrap_or_default(),
            next: next.map(|next| next.what).unwrap_or_default(),
            thread: thread(l, current, &[]),
            ended,
            ended_words,
            messages: status
                .messages
                .into_iter()
                .map(|message| MessageView {
                    when: l.moment(message.sent_at),
                    from: format!("{}, {}", message.from_name, message.from_organisation_name),
                    body: message.body,
                })
                .collect(),
        }
    }
}

/// A number as a `tel:` link takes it.
fn tel(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// Where on the thread a case stands, from 0.
fn station(state: CaseState, is_understood: bool) -> usize {
    match state {
        CaseState::Answered | CaseState::PlanAgreed | CaseState::InProgress => 3,
        CaseState::FollowUp => 4,
        CaseState::Closed => 6,
        _ if is_understood => 2,
        _ => 1,
    }
}

/// The page of a link: what it is, or what has come of it.
pub(super) async fn show(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Answer {
    if Gate::is_not_for(&guard.actor) {
        let l = guard.l();
        let (title, text) = (l.t("mappings-not-yours-title"), l.t("mappings-not-yours-text"));
        let page = ClosedPage { shell: guard.shell(), l, title, text, ask: None };
        return render_with(StatusCode::FORBIDDEN, &page);
    }
    match mappings::gate(&guard.app, &token).await? {
        Gate::Open(entered) => open(&guard, &Way::Link(token), *entered).await,
        Gate::Closed(closed) => closed_page(&guard, Some(*closed)),
        Gate::Unknown => closed_page(&guard, None),
    }
}

fn closed_page(guard: &Guard<AnswerByLink>, closed: Option<Closed>) -> Answer {
    let l = guard.l();
    let (what, status) = match &closed {
        None => ("unknown", StatusCode::NOT_FOUND),
        Some(closed) if closed.is_withdrawn => ("withdrawn", StatusCode::GONE),
        Some(_) => ("expired", StatusCode::GONE),
    };
    let ask = closed.map(|closed| {
        let desk = closed.desk.as_ref();
        let text = |text: Option<&String>| text.cloned().unwrap_or_default();
        Ask {
            desk: text(desk.map(|desk| &desk.name)),
            tel: tel(desk.and_then(|desk| desk.phone.as_deref()).unwrap_or_default()),
            phone: text(desk.and_then(|desk| desk.phone.as_ref())),
            email: text(desk.and_then(|desk| desk.email.as_ref())),
            by: closed.opened_by_name,
            organisation: closed.opened_by_organisation_name,
        }
    });
    let title = l.code("mappings-closed-title", what);
    let text = l.code("mappings-closed-text", what);
    render_with(status, &ClosedPage { shell: guard.shell(), l, title, text, ask })
}

async fn open(guard: &Guard<AnswerByLink>, way: &Way, entered: Entered) -> Answer {
    let l = guard.l();
    if let Some(status) = mappings::status(&guard.app, &entered).await? {
        let status = StatusView::of(l, status);
        let firm = entered.mapping.organisation_name;
        let is_demo = entered.mapping.is_demo;
        return render(&ReceiptPage { shell: guard.shell(), l, firm, is_demo, status });
    }
    let mapping = entered.mapping;
    if mapping.state == MappingState::Compiled {
        return Ok(redirect(&way.review()));
    }
    let draft = mappings::draft(&guard.app, way.door()).await?;
    let has_begun = mapping.state != MappingState::Invited;
    render(&IntroPage {
        shell: guard.shell(),
        l,
        base: way.base(),
        firm: mapping.organisation_name,
        is_demo: mapping.is_demo,
        is_micro: mapping.track == Track::Micro,
        has_begun,
        questions: draft.steps.len(),
        by: mapping.opened_by_name,
        by_organisation: mapping.opened_by_organisation_name,
        go_on: draft.unfinished.map_or_else(|| way.review(), |at| way.question(at)),
        until: mapping.link_expires_at.map(|end| l.day_of(end)).unwrap_or_default(),
    })
}

pub(super) async fn question(
    guard: Guard<AnswerByLink>,
    Path((token, at)): Path<(String, usize)>,
    Query(after): Query<After>,
) -> Answer {
    question::show(&guard, &Way::by_link(&guard, token)?, at, after).await
}

pub(super) async fn save(
    guard: Guard<AnswerByLink>,
    Path((token, at)): Path<(String, usize)>,
    form: Form<StepForm>,
) -> Answer {
    question::save(&guard, &Way::by_link(&guard, token)?, at, form).await
}

pub(super) async fn review(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Answer {
    review::show(&guard, &Way::by_link(&guard, token)?).await
}

pub(super) async fn occupation(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Place>,
) -> Answer {
    acts::set_occupation(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn add_need(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Place>,
) -> Answer {
    acts::one_more_need(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn add_goal(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Empty>,
) -> Answer {
    acts::one_more_goal(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn remove_need(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Place>,
) -> Answer {
    acts::one_less_need(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn approve(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Yes>,
) -> Answer {
    acts::say_yes(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn send_back(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Back>,
) -> Answer {
    acts::give_back(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn before_withdrawing(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
) -> Answer {
    let form = FormState::blank(&guard);
    acts::ask_first(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn withdraw(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Empty>,
) -> Answer {
    acts::call_off(&guard, &Way::by_link(&guard, token)?, form).await
}
