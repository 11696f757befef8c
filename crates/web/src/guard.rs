//! Rights as extractors: a handler says in its signature what the caller must be allowed to do.
//!
//! [`Guard<R>`] is the first argument of every handler; [`crate::guarded`] refuses at compile time
//! to register one without it. `app` checks again, and with the rows at hand; here is decided who
//! may knock at all.

use std::marker::PhantomData;
use std::sync::Arc;

use app::App;
use app::access::Signed;
use axum::extract::{FromRequestParts, MatchedPath, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::response::Response;
use domain::access::{Actor, Role};
use domain::modules::Module;
use domain::time::{Date, Timestamp, day_of};

use crate::failure::Failure;
use crate::l10n::L;
use crate::rights::KeepAccount;
use crate::rooms;
use crate::shell::{Flash, Shell, redirect};
use crate::visitor::Visitor;

/// Something a caller may be allowed to do, named where it is used and listed in the API.
pub trait Right: Send + Sync + 'static {
    /// Name, as in the source.
    const NAME: &'static str;
    /// Roles that may. [`Role::Public`] means everyone, logged in or not.
    const ROLES: &'static [Role];
    /// Roles that see the thing without being allowed to do this: they are told so (403), while
    /// for all others it does not exist (404).
    const SEEN_BY: &'static [Role];

    /// True when a role may.
    fn allows(role: Role) -> bool {
        Self::ROLES.contains(&Role::Public) || Self::ROLES.contains(&role)
    }
}

/// Declares rights: `Name = [Role, …];` or `Name = [Role, …], seen by Other;`.
#[macro_export]
macro_rules! rights {
    ($($(#[$doc:meta])* $name:ident = $roles:expr $(, seen by $seen:ident)?;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;

        impl $crate::guard::Right for $name {
            const NAME: &'static str = stringify!($name);
            const ROLES: &'static [domain::access::Role] = &$roles;
            const SEEN_BY: &'static [domain::access::Role] =
                $crate::rights!(@seen $($seen)?);
        }
    )+};
    (@seen $seen:ident) => { <$seen as $crate::guard::Right>::ROLES };
    (@seen) => { &[] };
}

/// Proof that the caller has the right `R`, and all a handler needs to know about them.
pub struct Guard<R> {
    /// The use cases.
    pub app: App,
    /// Who is asking, in which role.
    pub actor: Actor,
    /// The request's own facts: language, path, flash, session.
    pub visitor: Arc<Visitor>,
    right: PhantomData<R>,
}

impl<R> Guard<R> {
    /// The reader's language.
    pub fn l(&self) -> L {
        self.visitor.l
    }

    /// The session, when somebody is logged in.
    pub fn signed(&self) -> Option<&Signed> {
        self.visitor.signed.as_ref()
    }

    /// True when an address belongs to no module that is switched off for the caller.
    pub fn opens(&self, path: &str) -> bool {
        self.visitor.closed().opens(path)
    }

    /// The instant of the request, from the injected clock.
    pub fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    /// The Swedish day of the request.
    pub fn today(&self) -> Date {
        day_of(self.now())
    }

    /// The token of forms and of the API; empty when nobody is logged in.
    pub fn csrf(&self) -> String {
        self.visitor.csrf()
    }

    /// What the frame around a page shows: header, navigation, flash, footer.
    pub fn shell(&self) -> Shell {
        Shell::of(&self.app, &self.visitor)
    }

    /// To another page, 303: the answer to a form that went well.
    pub fn redirect(&self, to: &str) -> Response {
        redirect(to)
    }

    /// To another page, which then says what happened.
    pub fn redirect_with(&self, to: &str, flash: &Flash) -> Response {
        flash.set_on(redirect(to), self.app.settings.secure_cookies)
    }
}

impl<R: Right> FromRequestParts<App> for Guard<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visitor = parts.extensions.get::<Arc<Visitor>>().cloned();
        let visitor = visitor.ok_or_else(Failure::internal)?;
        if !R::ROLES.contains(&Role::Public) {
            admit::<R>(&visitor)?;
            if let Some(module) = closed_module(parts, &visitor) {
                return Err(rooms::modules::closed(app, &visitor, module).await);
            }
        }
        let actor = match &visitor.signed {
            Some(signed) => signed.actor.clone(),
            None => Actor::Anyone { county: app.settings.county.clone() },
        };
        Ok(Self { app: app.clone(), actor, visitor, right: PhantomData })
    }
}

/// Extractors after the first may also ask for a guard that may be missing.
impl<R: Right> OptionalFromRequestParts<App> for Guard<R> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Failure> {
        Ok(<Self as FromRequestParts<App>>::from_request_parts(parts, app).await.ok())
    }
}

/// The module that is switched off for the caller and has the page. What everyone may read, and
/// what is a firm's own, is never switched off.
fn closed_module(parts: &Parts, visitor: &Visitor) -> Option<Module> {
    let pattern = parts.extensions.get::<MatchedPath>();
    visitor.closed().module_at(pattern.map_or(&visitor.path, |pattern| pattern.as_str()))
}

fn admit<R: Right>(visitor: &Visitor) -> Result<(), Failure> {
    if let Some(kind) = visitor.trouble {
        return Err(Failure::of_kind(kind));
    }
    let Some(signed) = &visitor.signed else { return Err(Failure::not_signed_in()) };
    if signed.must_change_password && !rooms::account::is_on_the_way(&visitor.path) {
        return Err(Failure::password_given());
    }
    if signed.must_set_up_second_factor && R::NAME != KeepAccount::NAME {
        return Err(Failure::second_factor_missing());
    }
    if visitor.is_by_api_token() && R::NAME == KeepAccount::NAME {
        // A program changes nothing about its person's login.
        return Err(Failure::forbidden());
    }
    let role = signed.actor.role();
    if R::allows(role) {
        Ok(())
    } else if R::SEEN_BY.contains(&role) {
        Err(Failure::forbidden())
    } else {
        Err(Failure::not_found())
    }
}
