//! The way somebody came to a mapping, and the addresses under it.

use app::mappings::{self, Door, Gate, Login};
use app::{Error, Kind};
use axum::response::Response;
use domain::access::Actor;
use domain::ids::MappingId;

use crate::failure::Failure;
use crate::guard::Guard;
use crate::shell::redirect;

/// By the firm's link, or logged in.
pub(in crate::rooms) enum Way {
    /// The link, with its token.
    Link(String),
    /// Logged in, with the mapping as it stands in the address.
    Login { actor: Actor, name: String, id: MappingId, place: String },
}

impl Way {
    /// The firm's link. Those who work with firms have their own way in.
    pub(in crate::rooms) fn by_link<R>(guard: &Guard<R>, token: String) -> Result<Self, Failure> {
        if Gate::is_not_for(&guard.actor) {
            return Err(Failure::forbidden());
        }
        Ok(Self::Link(token))
    }

    /// A login; the mapping by id or demo slug.
    pub(in crate::rooms) async fn by_login<R>(
        guard: &Guard<R>,
        place: String,
    ) -> Result<Self, Failure> {
        let signed = guard.signed().ok_or_else(Failure::not_signed_in)?;
        let id = mappings::resolve(&guard.app, &guard.actor, &place).await?;
        Ok(Self::Login { actor: guard.actor.clone(), name: signed.name.clone(), id, place })
    }

    /// What use cases ask for.
    pub(in crate::rooms) fn door(&self) -> Door<'_> {
        match self {
            Self::Link(token) => Door::Link(token),
            Self::Login { actor, name, id, .. } => Door::Login(Login { actor, name }, *id),
        }
    }

    /// The mapping's own page.
    pub(in crate::rooms) fn base(&self) -> String {
        match self {
            Self::Link(token) => format!("/k/{token}"),
            Self::Login { place, .. } => format!("/kartlaggningar/{place}"),
        }
    }

    /// A question's page, from 1.
    pub(in crate::rooms) fn question(&self, at: usize) -> String {
        format!("{}/fraga/{at}", self.base())
    }

    /// All answers on one page.
    pub(in crate::rooms) fn review(&self) -> String {
        let page = if self.is_link() { "granska" } else { "sammanfattning" };
        format!("{}/{page}", self.base())
    }

    /// By the firm's link.
    pub(in crate::rooms) fn is_link(&self) -> bool {
        matches!(self, Self::Link(_))
    }

    /// A link that no longer opens leads to the page that says whom to ask.
    pub(in crate::rooms) fn lost(&self, error: Error) -> Result<Response, Failure> {
        if self.is_link() && error.kind == Kind::Invisible {
            return Ok(redirect(&self.base()));
        }
        Err(error.into())
    }
}
