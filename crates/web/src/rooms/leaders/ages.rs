//! Ages of a firm's staff in bands, and who can be expected to leave each year.

use app::leaders::ages::{self, AgesView};
use askama::Template;
use axum::extract::Path;
use domain::leaders::ages::{
    BAND_CODES, PARTS, PENSION_AGES, RoleAges, RoleForm, StaffAges, YEARS,
};
use domain::time::Date;
use serde::Deserialize;

use super::versioned;
use crate::forms::{Form, FormState};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::rights::{AnswerByLink, ReadMappings, WriteMappings};
use crate::rooms::mappings::way::Way;
use crate::shell::{Flash, Shell};
use crate::ui::{Choice, Crumb};

struct RoleRow {
    role: String,
    counts: Vec<String>,
    persons: String,
}

struct YearRow {
    year: String,
    /// Expected leavers of each role, and of all.
    cells: Vec<String>,
    all: String,
}

#[derive(Template)]
#[template(path = "leaders/ages.html")]
struct AgesPage {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    base: String,
    heading: String,
    version: i64,
    bands: Vec<String>,
    fields: Vec<Choice>,
    ages: Vec<Choice>,
    roles: Vec<RoleRow>,
    names: Vec<String>,
    years: Vec<YearRow>,
    says: String,
    how: String,
    can_write: bool,
}

/// Parts of a person as a number with one decimal.
fn persons(l: L, parts: i64) -> String {
    let number = |value: i64| f64::from(i32::try_from(value).unwrap_or(i32::MAX));
    l.decimals(number(parts) / number(PARTS), 1)
}

fn years(l: L, staff: &StaffAges, today: Date) -> Vec<YearRow> {
    let by_role: Vec<_> = staff.roles.iter().map(|one| one.leavers(staff.pension_age)).collect();
    let row = |(at, all): (usize, i64)| {
        let after = i64::try_from(at).unwrap_or(0) + 1;
        let year = i64::from(today.year()) + after;
        YearRow {
            year: l
                .ta("leaders-ages-year")
                .a("after", after)
                .a("year", year.to_string())
                .to_string(),
            cells: by_role
                .iter()
                .map(|years| persons(l, years.get(at).copied().unwrap_or(0)))
                .collect(),
            all: persons(l, all),
        }
    };
    staff.leavers().into_iter().enumerate().map(row).collect()
}

fn role_row(l: L, one: &RoleAges) -> RoleRow {
    RoleRow {
        role: one.role.clone(),
        counts: one.counts.iter().map(|count| l.number(*count)).collect(),
        persons: l.number(one.persons()),
    }
}

fn says(l: L, staff: &StaffAges) -> String {
    let all = staff.leavers();
    let sum = |years: usize| all.iter().take(years).sum::<i64>();
    l.ta("leaders-ages-says")
        .a("three", persons(l, sum(3)))
        .a("five", persons(l, sum(5)))
        .a("ten", persons(l, sum(YEARS)))
        .to_string()
}

async fn page<R>(guard: &Guard<R>, way: &Way, sent: Option<FormState>) -> Answer {
    let view = match ages::view(&guard.app, way.door()).await {
        Ok(view) => view,
        Err(error) => return way.lost(error),
    };
    let l = guard.l();
    let staff = &view.staff.staff;
    let version = view.staff.version;
    let form = if let Some(form) = sent {
        form.rebased(version)
    } else {
        let age = staff.pension_age.to_string();
        versioned(guard, &RoleForm { pension_age: age, ..RoleForm::default() }, version)
    };
    let band = |code: &&str| l.code("leaders-band", code);
    let field = |code: &&str| Choice::new(format!("ages{code}"), band(code));
    render_with(
        form.status(),
        &AgesPage {
            shell: guard.shell(),
            l,
            crumbs: crumbs(l, way, &view),
            base: way.base(),
            heading: l
                .ta("leaders-ages-heading")
                .a("firm", view.entered.mapping.organisation_name.as_str())
                .to_string(),
            version,
            bands: BAND_CODES.iter().map(band).collect(),
            fields: BAND_CODES.iter().map(field).collect(),
            ages: PENSION_AGES.map(|age| Choice::new(age, l.number(age))).collect(),
            roles: staff.roles.iter().map(|one| role_row(l, one)).collect(),
            names: staff.roles.iter().map(|one| one.role.clone()).collect(),
            years: years(l, staff, guard.today()),
            says: says(l, staff),
            how: l.ta("leaders-ages-how").a("age", staff.pension_age).to_string(),
            can_write: view.can_write,
            form,
        },
    )
}

fn crumbs(l: L, way: &Way, view: &AgesView) -> Vec<Crumb> {
    let firm = &view.entered.mapping.organisation_name;
    vec![Crumb::up(&way.base(), firm), Crumb::here(l.t("leaders-ages-title"))]
}

/// Ages of one role, and from which version.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Sent {
    version: i64,
    role: String,
    pension_age: String,
    ages18: String,
    ages30: String,
    ages40: String,
    ages50: String,
    ages55: String,
    ages60: String,
    ages63: String,
    ages66: String,
}

impl Sent {
    fn role(&self) -> RoleForm {
        RoleForm {
            role: self.role.clone(),
            pension_age: self.pension_age.clone(),
            ages18: self.ages18.clone(),
            ages30: self.ages30.clone(),
            ages40: self.ages40.clone(),
            ages50: self.ages50.clone(),
            ages55: self.ages55.clone(),
            ages60: self.ages60.clone(),
            ages63: self.ages63.clone(),
            ages66: self.ages66.clone(),
        }
    }
}

async fn keep<R>(guard: &Guard<R>, way: &Way, form: Form<Sent>) -> Answer {
    let (role, version) = (form.value.role(), form.value.version);
    match ages::put(&guard.app, way.door(), &role, version, form.key()).await {
        Ok(_) => Ok(guard
            .redirect_with(&format!("{}/avgangar", way.base()), &Flash::new("flash-ages-kept"))),
        Err(error) => {
            let state = form.faulty(guard, error)?;
            page(guard, way, Some(state)).await
        }
    }
}

/// Which role to take away, and from which version.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Gone {
    version: i64,
    role: String,
}

async fn take<R>(guard: &Guard<R>, way: &Way, form: Form<Gone>) -> Answer {
    let (role, version) = (form.value.role.as_str(), form.value.version);
    match ages::forget(&guard.app, way.door(), role, version, form.key()).await {
        Ok(_) => Ok(guard
            .redirect_with(&format!("{}/avgangar", way.base()), &Flash::new("flash-ages-gone"))),
        Err(error) => {
            let state = form.faulty(guard, error)?;
            page(guard, way, Some(state)).await
        }
    }
}

pub(super) async fn show(guard: Guard<ReadMappings>, Path(id): Path<String>) -> Answer {
    page(&guard, &Way::by_login(&guard, id).await?, None).await
}

pub(super) async fn put(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Sent>,
) -> Answer {
    keep(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn forget(
    guard: Guard<WriteMappings>,
    Path(id): Path<String>,
    form: Form<Gone>,
) -> Answer {
    take(&guard, &Way::by_login(&guard, id).await?, form).await
}

pub(super) async fn show_by_link(guard: Guard<AnswerByLink>, Path(token): Path<String>) -> Answer {
    page(&guard, &Way::by_link(&guard, token)?, None).await
}

pub(super) async fn put_by_link(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Sent>,
) -> Answer {
    keep(&guard, &Way::by_link(&guard, token)?, form).await
}

pub(super) async fn forget_by_link(
    guard: Guard<AnswerByLink>,
    Path(token): Path<String>,
    form: Form<Gone>,
) -> Answer {
    take(&guard, &Way::by_link(&guard, token)?, form).await
}
