//! Routes that cannot be opened without naming a right.
//!
//! [`get`], [`post`] and [`crate::api!`] take only handlers whose first argument is a
//! [`Guard`]; a handler without one does not compile:
//!
//! ```compile_fail
//! async fn open() -> &'static str { "everything" }
//! let _ = web::guarded::get(open);
//! ```
//!
//! ```
//! use web::guard::Guard;
//! use web::rights::ReadCases;
//!
//! async fn cases(_guard: Guard<ReadCases>) -> &'static str { "cases" }
//! let _ = web::guarded::Routes::new().page("/arenden", web::guarded::get(cases));
//! ```

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{MethodFilter, MethodRouter};
use domain::access::Role;
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::{OpenApi, PathItem};
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use crate::guard::{Guard, Right};

/// The right a handler asks for, read from its argument types.
#[diagnostic::on_unimplemented(
    message = "a handler must take `Guard<SomeRight>` as its first argument",
    label = "no right is named here"
)]
pub trait AccessOf {
    /// The right.
    type Right: Right;
}

/// Implements [`AccessOf`] for handlers of every number of arguments.
macro_rules! access_of {
    ($($ty:ident),*) => {
        impl<M, R: Right, $($ty),*> AccessOf for (M, Guard<R>, $($ty,)*) {
            type Right = R;
        }
    };
}

access_of!();
access_of!(T2);
access_of!(T2, T3);
access_of!(T2, T3, T4);
access_of!(T2, T3, T4, T5);
access_of!(T2, T3, T4, T5, T6);
access_of!(T2, T3, T4, T5, T6, T7);

/// Who may use one route: what the API lists and what the table of rights is tested against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// Path, with `{names}`.
    pub path: String,
    /// `GET`, `POST`, ….
    pub method: &'static str,
    /// Name of the right.
    pub right: &'static str,
    /// Roles that have it.
    pub roles: &'static [Role],
}

/// Handlers of one page, by method.
pub struct Methods {
    router: MethodRouter<App>,
    rights: Vec<(&'static str, &'static str, &'static [Role])>,
}

/// A page to read.
pub fn get<H, T>(handler: H) -> Methods
where
    H: Handler<T, App>,
    T: AccessOf + 'static,
{
    Methods { router: MethodRouter::new(), rights: Vec::new() }.get(handler)
}

/// A form to send.
pub fn post<H, T>(handler: H) -> Methods
where
    H: Handler<T, App>,
    T: AccessOf + 'static,
{
    Methods { router: MethodRouter::new(), rights: Vec::new() }.post(handler)
}

impl Methods {
    /// Reads at the same address.
    #[must_use]
    pub fn get<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: AccessOf + 'static,
    {
        self.on(MethodFilter::GET, "GET", handler)
    }

    /// Takes a form at the same address.
    #[must_use]
    pub fn post<H, T>(self, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: AccessOf + 'static,
    {
        self.on(MethodFilter::POST, "POST", handler)
    }

    /// Takes bodies of so many bytes here, where other routes take less.
    #[must_use]
    pub fn body_max(self, bytes: usize) -> Self {
        Self { router: self.router.layer(DefaultBodyLimit::max(bytes)), rights: self.rights }
    }

    fn on<H, T>(mut self, filter: MethodFilter, method: &'static str, handler: H) -> Self
    where
        H: Handler<T, App>,
        T: AccessOf + 'static,
    {
        self.rights.push((method, T::Right::NAME, T::Right::ROLES));
        Self { router: self.router.on(filter, handler), rights: self.rights }
    }
}

/// One operation of the API with the right that guards it; made by [`crate::api!`].
pub struct Operations {
    routes: UtoipaMethodRouter<App>,
    right: &'static str,
    roles: &'static [Role],
}

impl Operations {
    /// Joins a described handler with its right. Use [`crate::api!`], which cannot mix them up.
    pub fn of<H, T>(_handler: &H, routes: UtoipaMethodRouter<App>) -> Self
    where
        H: Handler<T, App>,
        T: AccessOf + 'static,
    {
        Self { routes, right: T::Right::NAME, roles: T::Right::ROLES }
    }
}

/// Handlers with `#[utoipa::path]`, each with its right: `routes.api(api![list, create])`.
#[macro_export]
macro_rules! api {
    ($($handler:path),+ $(,)?) => {
        vec![$($crate::guarded::Operations::of(&$handler, utoipa_axum::routes!($handler))),+]
    };
}

/// The routes of a room, or of the whole house.
#[derive(Default)]
pub struct Routes {
    router: OpenApiRouter<App>,
    access: Vec<Access>,
}

impl Routes {
    /// No routes yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a page with everything that can be done at its address.
    #[must_use]
    pub fn page(mut self, path: &str, methods: Methods) -> Self {
        for (method, right, roles) in methods.rights {
            self.access.push(Access { path: path.to_owned(), method, right, roles });
        }
        Self { router: self.router.route(path, methods.router), access: self.access }
    }

    /// Adds operations of the API and writes their roles into the description.
    #[must_use]
    pub fn api(mut self, operations: Vec<Operations>) -> Self {
        for Operations { routes: (schemas, mut paths, router), right, roles } in operations {
            for (path, item) in &mut paths.paths {
                for (method, operation) in operations_of(item) {
                    let codes: Vec<&str> = roles.iter().map(|role| role.code()).collect();
                    let extensions = operation.extensions.get_or_insert_default();
                    extensions.insert("x-samkraft-access".into(), codes.into());
                    self.access.push(Access { path: path.clone(), method, right, roles });
                }
            }
            self.router = self.router.routes((schemas, paths, router));
        }
        self
    }

    /// Adds the routes of a room.
    #[must_use]
    pub fn merge(mut self, room: Routes) -> Self {
        self.access.extend(room.access);
        Self { router: self.router.merge(room.router), access: self.access }
    }

    /// The table of rights, route by route.
    pub fn access(&self) -> &[Access] {
        &self.access
    }

    /// The router and the description of the API.
    pub fn split(self) -> (Router<App>, OpenApi) {
        self.router.split_for_parts()
    }
}

/// The operations of a path with their methods.
pub(crate) fn operations_of(
    item: &mut PathItem,
) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let slots = [
        (HttpMethod::Get, &mut item.get),
        (HttpMethod::Put, &mut item.put),
        (HttpMethod::Post, &mut item.post),
        (HttpMethod::Delete, &mut item.delete),
        (HttpMethod::Patch, &mut item.patch),
    ];
    slots.into_iter().filter_map(|(method, slot)| Some((method_name(&method), slot.as_mut()?)))
}

fn method_name(method: &HttpMethod) -> &'static str {
    match method {
        HttpMethod::Put => "PUT",
        HttpMethod::Post => "POST",
        HttpMethod::Delete => "DELETE",
        HttpMethod::Patch => "PATCH",
        _ => "GET",
    }
}
