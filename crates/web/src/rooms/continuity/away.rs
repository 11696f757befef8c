//! `/franvaro`: when one is away, who steps in, and who else at the desk is away.

use app::continuity::{self, StoredAbsence};
use askama::Template;
use axum::extract::Path;
use domain::continuity::AbsenceForm;
use domain::ids::AbsenceId;

use super::Empty;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::PlanAbsence;
use crate::shell::{Flash, Shell};
use crate::ui::Choice;

struct Row {
    name: String,
    days: String,
    deputy: String,
    is_now: bool,
    /// Where one's own is ended.
    end: Option<String>,
}

#[derive(Template)]
#[template(path = "continuity/away.html")]
struct AwayPage {
    shell: Shell,
    l: L,
    form: FormState,
    /// Name of the desk; none when one serves no desk.
    desk: Option<String>,
    rows: Vec<Row>,
    deputies: Vec<Choice>,
    /// Said for the choice that names nobody.
    own_deputy: String,
}

impl AwayPage {
    /// Id of the form that the switch of language sends.
    fn form_id(&self) -> &'static str {
        if self.desk.is_some() { "formular" } else { "" }
    }
}

pub(super) async fn show(guard: Guard<PlanAbsence>) -> Answer {
    let form = FormState::blank(&guard);
    page(&guard, form).await
}

async fn page(guard: &Guard<PlanAbsence>, form: FormState) -> Answer {
    let l = guard.l();
    let desk = continuity::absences(&guard.app, &guard.actor).await?;
    let own = guard.actor.assignment().map(|own| own.id);
    let row = |one: &StoredAbsence| Row {
        name: one.name.clone(),
        days: l
            .ta("continuity-away-days")
            .a("from", l.day(one.absence.from))
            .a("to", l.day(one.absence.to))
            .to_string(),
        deputy: one.deputy_name.clone().unwrap_or_else(|| l.t("continuity-away-desk-deputy")),
        is_now: one.absence.is_on(guard.today()),
        end: (own == Some(one.assignment)).then(|| format!("/franvaro/{}/avsluta", one.id)),
    };
    let rows = desk.absences.iter().map(row).collect();
    let deputies = desk.deputies.iter();
    render_with(
        form.status(),
        &AwayPage {
            shell: guard.shell(),
            l,
            rows,
            deputies: deputies.map(|one| Choice::new(one.assignment, &one.name)).collect(),
            own_deputy: l.t(if desk.has_deputy {
                "continuity-away-desk-deputy"
            } else {
                "continuity-away-choose"
            }),
            desk: desk.name,
            form,
        },
    )
}

pub(super) async fn keep(guard: Guard<PlanAbsence>, form: Form<AbsenceForm>) -> Answer {
    let kept = continuity::keep_absence(&guard.app, &guard.actor, &form.value, form.key()).await;
    match kept {
        Ok(_) => Ok(guard.redirect_with("/franvaro", &Flash::new("flash-absence-kept"))),
        Err(error) => {
            let state = form.faulty(&guard, error)?;
            page(&guard, state).await
        }
    }
}

pub(super) async fn end(
    guard: Guard<PlanAbsence>,
    Path(id): Path<AbsenceId>,
    form: Form<Empty>,
) -> Answer {
    continuity::end_absence(&guard.app, &guard.actor, id, form.key()).await?;
    Ok(guard.redirect_with("/franvaro", &Flash::new("flash-absence-ended")))
}
