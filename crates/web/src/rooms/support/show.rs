//! One application: what is asked for, the decision, the money and what came of it.

use app::support::{self, EndForm, GrantView, KeptGrant, PayForm};
use askama::Template;
use axum::extract::Path;
use domain::ids::GrantId;
use domain::support::{DecisionForm, Effect, EffectForm, kronor_text};
use domain::time::Date;

use super::{euro, kronor, parted, tag};
use crate::forms::{Form, FormState, Typed};
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{ApplySupport, KeepSupport, ReadSupport};
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

#[derive(Template)]
#[template(path = "support/show.html")]
struct ShowPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    view: GrantView,
    heading: String,
    tag: (&'static str, &'static str, String),
    amount: String,
    basis: String,
    facts: Vec<(String, String)>,
    effect: Option<(String, String, String)>,
    effects: Vec<Choice>,
    months: Vec<Choice>,
    /// Words that were typed for a step somebody else has taken meanwhile.
    typed: Option<String>,
}

fn facts(l: L, view: &GrantView) -> Vec<(String, String)> {
    let grant = &view.grant;
    let day = |day: Option<Date>| day.map(|day| l.day(day));
    let rate =
        grant.rate.map(|rate| l.ta("support-rate-says").a("rate", parted(l, rate, 4)).to_string());
    let facts = [
        ("support-fact-asked", Some(l.day(grant.applied_on))),
        ("support-fact-by", Some(grant.by_name.clone())),
        ("support-fact-decided", day(grant.decided_on)),
        ("support-fact-decided-by", grant.decided_by_name.clone()),
        ("support-fact-euro", grant.cents.map(|cents| euro(l, cents))),
        ("support-fact-rate", rate),
        ("support-fact-paid", day(grant.paid_on)),
        ("support-fact-effect", day(grant.effect_due_on)),
    ];
    facts.into_iter().filter_map(|(key, value)| Some((l.t(key), value?))).collect()
}

fn page<R: Right>(guard: &Guard<R>, view: GrantView, form: FormState) -> Answer {
    let l = guard.l();
    let grant = &view.grant;
    let asked = |field: &str| Some(form.value(field).to_owned()).filter(|text| !text.is_empty());
    let is_gone = form.has_errors()
        && !(view.can_decide || view.can_pay || view.can_withdraw || view.can_answer);
    let typed = if is_gone { asked("reason").or_else(|| asked("words")) } else { None };
    let effect = grant.effect.zip(grant.effect_words.clone()).map(|(effect, words)| {
        let who = grant.effect_by_name.clone().unwrap_or_default();
        let when = grant.effect_at.map_or_else(String::new, |at| l.day_of(at));
        (l.code("grant-effect", effect), words, format!("{who}, {when}"))
    });
    let heading = l
        .ta("support-show-heading")
        .a("fund", &grant.fund_name)
        .a("name", &grant.organisation_name)
        .to_string();
    let shown = ShowPage {
        shell: guard.shell(),
        l,
        crumbs: vec![
            Crumb::up("/stod", l.t("support-title")),
            Crumb::here(&grant.organisation_name),
        ],
        heading,
        tag: tag(l, grant.state),
        amount: kronor(l, grant.amount_ore),
        basis: l.code("aid-basis", grant.basis),
        facts: facts(l, &view),
        effect,
        effects: Choice::codes(l, "grant-effect", Effect::ALL),
        months: [6, 12]
            .map(|count| Choice::new(count, l.ta("support-months").a("count", count)))
            .to_vec(),
        typed,
        view,
        form,
    };
    render_with(shown.form.status(), &shown)
}

pub(super) async fn show(guard: Guard<ReadSupport>, Path(id): Path<GrantId>) -> Answer {
    let view = support::read(&guard.app, &guard.actor, id).await?;
    let today = guard.today().to_string();
    let form = FormState::with(
        &guard,
        Typed::of([
            ("amount", kronor_text(view.grant.amount_ore)),
            ("decidedOn", today.clone()),
            ("paidOn", today),
            ("months", "6".to_owned()),
        ]),
    );
    page(&guard, view, form)
}

/// Back to the application, saying what has been done; with faults the page itself, nothing lost.
async fn done<R: Right, T>(
    guard: &Guard<R>,
    (id, form): (GrantId, Form<T>),
    result: Result<KeptGrant, app::Error>,
    flash: &str,
) -> Answer {
    match result {
        Ok(kept) => {
            let flash = Flash::new(flash).a("name", kept.organisation_name);
            Ok(guard.redirect_with(&format!("/stod/{id}"), &flash))
        }
        Err(error) => {
            let state = form.faulty(guard, error)?;
            let view = support::read(&guard.app, &guard.actor, id).await?;
            page(guard, view, state)
        }
    }
}

fn version<T>(form: &Form<T>) -> i64 {
    form.typed.first("version").parse().unwrap_or_default()
}

pub(super) async fn decide(
    guard: Guard<KeepSupport>,
    Path(id): Path<GrantId>,
    form: Form<DecisionForm>,
) -> Answer {
    let (sent, version) = (form.value.clone(), version(&form));
    let (app, actor) = (&guard.app, &guard.actor);
    let result = support::decide(app, actor, id, version, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-support-decided").await
}

pub(super) async fn pay(
    guard: Guard<KeepSupport>,
    Path(id): Path<GrantId>,
    form: Form<PayForm>,
) -> Answer {
    let (sent, version) = (form.value.clone(), version(&form));
    let result = support::pay(&guard.app, &guard.actor, id, version, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-support-paid").await
}

pub(super) async fn withdraw(
    guard: Guard<ApplySupport>,
    Path(id): Path<GrantId>,
    form: Form<EndForm>,
) -> Answer {
    let (sent, version) = (form.value.clone(), version(&form));
    let result = support::withdraw(&guard.app, &guard.actor, id, version, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-support-withdrawn").await
}

pub(super) async fn answer_effect(
    guard: Guard<ReadSupport>,
    Path(id): Path<GrantId>,
    form: Form<EffectForm>,
) -> Answer {
    let (sent, version) = (form.value.clone(), version(&form));
    let (app, actor) = (&guard.app, &guard.actor);
    let result = support::answer_effect(app, actor, id, version, &sent, form.key()).await;
    done(&guard, (id, form), result, "flash-support-effect").await
}
