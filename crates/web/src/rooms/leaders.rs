//! Process leaders and ambassadors: the register, the page of a led mapping, ages of staff,
//! networks' campaigns, and led mappings beside those a firm answers alone.

mod ages;
mod api;
mod campaigns;
mod compare;
mod led;
mod register;
mod wish;

use app::mappings::Login;
use serde::Serialize;

use crate::failure::Failure;
use crate::forms::FormState;
use crate::guard::Guard;
use crate::guarded::{Routes, get, post};

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/processledare", get(register::list))
        .page("/processledare/ny", get(register::blank).post(register::add))
        .page("/processledare/{id}", get(register::show).post(register::change))
        .page("/kartlaggningar/jamforelse", get(compare::show))
        .page("/kartlaggningar/{id}/ledning", get(led::show))
        .page("/kartlaggningar/{id}/ledning/utse", post(led::appoint))
        .page("/kartlaggningar/{id}/ledning/avsluta", post(led::stop))
        .page("/kartlaggningar/{id}/ledning/steg", post(led::step))
        .page("/kartlaggningar/{id}/anteckning/{part}", get(led::text).post(led::write))
        .page("/kartlaggningar/{id}/be-om-ledare", get(wish::show).post(wish::ask))
        .page("/k/{token}/be-om-ledare", get(wish::show_by_link).post(wish::ask_by_link))
        .page("/kartlaggningar/{id}/avgangar", get(ages::show).post(ages::put))
        .page("/kartlaggningar/{id}/avgangar/ta-bort", post(ages::forget))
        .page("/k/{token}/avgangar", get(ages::show_by_link).post(ages::put_by_link))
        .page("/k/{token}/avgangar/ta-bort", post(ages::forget_by_link))
        .page("/natverk/kampanjer", get(campaigns::list))
        .page("/natverk/kampanjer/ny", get(campaigns::blank).post(campaigns::create))
        .page("/natverk/kampanjer/{id}", get(campaigns::show))
        .page("/natverk/kampanjer/{id}/andra", get(campaigns::edit).post(campaigns::change))
        .page("/natverk/kampanjer/{id}/bjud-in", post(campaigns::invite))
        .merge(api::routes())
}

/// The logged-in person, as mappings need to know them.
fn login<R>(guard: &Guard<R>) -> Result<Login<'_>, Failure> {
    let signed = guard.signed().ok_or_else(Failure::not_signed_in)?;
    Ok(Login { actor: &guard.actor, name: &signed.name })
}

/// A form with the version it is filled in from.
#[derive(Serialize)]
struct Versioned<'a, T> {
    version: i64,
    #[serde(flatten)]
    form: &'a T,
}

/// A form that begins with what stands.
fn versioned<R, T: Serialize>(guard: &Guard<R>, form: &T, version: i64) -> FormState {
    FormState::filled(guard, &Versioned { version, form })
}
