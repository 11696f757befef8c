//! Contact peace: the firm's own page, and a verdict in words.

use app::contacts::peace::{self, KeptQuiet};
use app::contacts::{FirmWishes, Line};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::contacts::ContactKind;
use domain::contacts::peace::{
    Forced, Outcome, Quiet, QuietForm, Reason, Verdict, Wishes, WishesForm,
};

use super::{Empty, LedgerRow, LedgerView, row_of};
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get, post};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{SayWishes, SeeOwnPeace};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

/// Routes.
pub(super) fn routes() -> Routes {
    Routes::new()
        .page("/kontaktfrid", get(show).post(say))
        .page("/kontaktfrid/tyst", post(say_quiet))
        .page("/kontaktfrid/tyst/{id}/ta-bort", post(end_quiet))
}

/// What becomes of a contact, ready for `contacts/verdict.html`.
#[derive(Debug, Clone)]
pub struct VerdictView {
    /// What may be done, in a heading.
    pub title: String,
    /// Kind of notice.
    pub kind: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Why.
    pub reasons: Vec<String>,
    /// What to do about it.
    pub advice: String,
    /// It may be done by who says why it cannot wait.
    pub asks_reason: bool,
}

impl VerdictView {
    /// Puts a verdict into words.
    pub(in crate::rooms) fn of(l: L, verdict: &Verdict) -> Self {
        let (kind, icon, advice) = match verdict.outcome {
            Outcome::Allowed => ("", "check", String::new()),
            Outcome::NeedsReason => ("warn", "warn", l.t("peace-advice-reason")),
            Outcome::Refused => ("warn", "cross", l.t("peace-advice-refused")),
        };
        Self {
            title: l.code("peace-outcome", verdict.outcome),
            kind,
            icon,
            reasons: verdict.reasons.iter().map(|one| reason(l, one)).collect(),
            advice,
            asks_reason: verdict.outcome == Outcome::NeedsReason,
        }
    }
}

fn kinds(l: L, kinds: &[ContactKind]) -> String {
    let words: Vec<String> = kinds.iter().map(|kind| l.code("peace-way", kind)).collect();
    words.join(", ")
}

/// One reason in words.
pub(super) fn reason(l: L, reason: &Reason) -> String {
    match reason {
        Reason::AskedFor { how } => l.code("peace-asked", how),
        Reason::QuietSurvey { until } => {
            l.ta("peace-says-quiet-survey").a("until", l.day(*until)).to_string()
        }
        Reason::Quiet { from, until, why } => quiet(l, *from, *until, why.as_deref()),
        Reason::SurveyRefused => l.t("peace-says-survey-refused"),
        Reason::Channel { kind } => {
            l.ta("peace-says-channel").a("way", l.code("peace-way", kind)).to_string()
        }
        Reason::Limit { limit, counted } => {
            l.ta("peace-says-limit").a("limit", *limit).a("count", *counted).to_string()
        }
        Reason::NotPreferred { preferred } => {
            l.ta("peace-says-preferred").a("ways", kinds(l, preferred)).to_string()
        }
        Reason::Others { recent, planned } => {
            l.ta("peace-says-others").a("recent", *recent).a("planned", *planned).to_string()
        }
    }
}

fn quiet(l: L, from: domain::time::Date, until: domain::time::Date, why: Option<&str>) -> String {
    let key = if why.is_some() { "peace-says-quiet-why" } else { "peace-says-quiet" };
    l.ta(key)
        .a("from", l.day(from))
        .a("until", l.day(until))
        .a("why", why.unwrap_or_default())
        .to_string()
}

/// Which wishes a contact goes against, and why.
pub(super) fn forced(l: L, forced: &Forced) -> String {
    let over: Vec<String> = forced.over.iter().map(|wish| l.code("peace-wish", wish)).collect();
    l.ta("peace-forced-row").a("over", over.join(", ")).a("why", &forced.why).to_string()
}

/// What a firm asks, one thing per line.
pub(super) fn wishes(l: L, asked: &FirmWishes) -> Vec<String> {
    let Wishes { limit, preferred, refused, ask_for, quiet: periods, .. } = &asked.wishes;
    let mut lines: Vec<String> = periods
        .iter()
        .map(|Quiet { from, until, why, .. }| quiet(l, *from, *until, why.as_deref()))
        .collect();
    if let Some(limit) = limit {
        let line = l.ta("peace-says-limit").a("limit", *limit).a("count", asked.unasked);
        lines.push(line.to_string());
    }
    if !preferred.is_empty() {
        lines.push(l.ta("peace-says-preferred").a("ways", kinds(l, preferred)).to_string());
    }
    if !refused.is_empty() {
        lines.push(l.ta("peace-says-refused").a("ways", kinds(l, refused)).to_string());
    }
    if let Some(whom) = ask_for {
        lines.push(l.ta("peace-says-ask-for").a("whom", whom).to_string());
    }
    lines
}

/// A quiet period of the firm's own.
struct QuietRow {
    id: uuid::Uuid,
    days: String,
    why: Option<String>,
}

#[derive(Template)]
#[template(path = "contacts/peace.html")]
struct PeacePage {
    shell: Shell,
    l: L,
    form: FormState,
    quiet_form: FormState,
    version: String,
    kinds: Vec<Choice>,
    quiet: Vec<QuietRow>,
    forced: Vec<LedgerRow>,
    ledger: LedgerView,
    can_change: bool,
    crumbs: Vec<Crumb>,
}

/// The form as the firm has answered it before.
fn filled<R>(guard: &Guard<R>, asked: &FirmWishes) -> FormState {
    let Wishes { limit, preferred, refused, ask_for, .. } = &asked.wishes;
    let limit = limit.map(|limit| limit.to_string()).unwrap_or_default();
    let mut fields = vec![
        ("version", asked.version.to_string()),
        ("limit", limit),
        ("askFor", ask_for.clone().unwrap_or_default()),
    ];
    fields.extend(preferred.iter().map(|kind| ("preferred", kind.to_string())));
    fields.extend(refused.iter().map(|kind| ("refused", kind.to_string())));
    FormState::with(guard, Typed::of(fields))
}

async fn page<R: Right>(
    guard: &Guard<R>,
    form: Option<FormState>,
    quiet_form: Option<FormState>,
) -> Answer {
    let l = guard.l();
    let own = peace::own(&guard.app, &guard.actor).await?;
    let asked = &own.ledger.wishes;
    let form = form.unwrap_or_else(|| filled(guard, asked));
    let quiet_form = quiet_form.unwrap_or_else(|| FormState::blank(guard));
    // Who has been told that somebody else was first decides by sending again.
    let is_stale = form.status() == StatusCode::CONFLICT;
    let version =
        if is_stale { asked.version.to_string() } else { form.value("version").to_owned() };
    let status = if quiet_form.has_errors() { quiet_form.status() } else { form.status() };
    let periods = asked.quiet_ids.iter().zip(&asked.wishes.quiet);
    let lines = own.ledger.planned.iter().chain(&own.ledger.recent);
    let is_forced = |line: &&Line| line.contact.forced.is_some();
    render_with(
        status,
        &PeacePage {
            shell: guard.shell(),
            l,
            version,
            kinds: Choice::codes(l, "contact-kind", ContactKind::ALL),
            quiet: periods.map(|(id, one)| quiet_row(l, *id, one)).collect(),
            forced: lines.filter(is_forced).map(|line| row_of(l, &own.ledger, line)).collect(),
            ledger: LedgerView { change: None, ..LedgerView::of(l, &own.ledger) },
            can_change: own.can_change,
            crumbs: vec![
                Crumb::up("/skrivbord", l.t("nav-our-company")),
                Crumb::here(l.t("peace-title")),
            ],
            form,
            quiet_form,
        },
    )
}

fn days(l: L, quiet: &Quiet) -> String {
    l.ta("peace-days").a("from", l.day(quiet.from)).a("until", l.day(quiet.until)).to_string()
}

fn quiet_row(l: L, id: uuid::Uuid, quiet: &Quiet) -> QuietRow {
    QuietRow { id, days: days(l, quiet), why: quiet.why.clone() }
}

async fn show(guard: Guard<SeeOwnPeace>) -> Answer {
    page(&guard, None, None).await
}

async fn say(guard: Guard<SayWishes>, form: Form<WishesForm>) -> Answer {
    match peace::say(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(()) => Ok(guard.redirect_with("/kontaktfrid", &Flash::new("flash-wishes-said"))),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, Some(state), None).await
        }
    }
}

async fn say_quiet(guard: Guard<SayWishes>, form: Form<QuietForm>) -> Answer {
    match peace::say_quiet(&guard.app, &guard.actor, &form.value, form.key()).await {
        Ok(KeptQuiet { quiet, .. }) => {
            let flash = Flash::new("flash-quiet-said").a("date", days(guard.l(), &quiet));
            Ok(guard.redirect_with("/kontaktfrid", &flash))
        }
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, None, Some(state)).await
        }
    }
}

async fn end_quiet(
    guard: Guard<SayWishes>,
    Path(id): Path<uuid::Uuid>,
    form: Form<Empty>,
) -> Answer {
    peace::end_quiet(&guard.app, &guard.actor, id, form.key()).await?;
    Ok(guard.redirect_with("/kontaktfrid", &Flash::new("flash-quiet-ended")))
}
