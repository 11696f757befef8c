//! What can go wrong with a call, and what it takes to be let in: told of every operation in one
//! place, from the table of rights and from what the operation takes.

use axum::http::StatusCode;
use domain::access::Role;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::{
    ContentBuilder, Header, ObjectBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder, Schema,
    SecurityRequirement, Type,
};

use super::{SESSION, TOKEN};
use crate::guard::Right as _;
use crate::guarded::{Access, operations_of};
use crate::rights::KeepAccount;

/// What decides which problems an operation can answer with.
#[expect(clippy::struct_excessive_bools, reason = "each is one thing a call takes or is")]
struct Call {
    is_public: bool,
    is_for_some: bool,
    is_read: bool,
    is_by_link: bool,
    has_path: bool,
    has_query: bool,
    has_body: bool,
    has_version: bool,
}

impl Call {
    fn of(access: &Access, operation: &Operation) -> Self {
        let takes =
            |place: &ParameterIn| {
                operation.parameters.iter().flatten().any(
                    |one| matches!(one, RefOr::T(parameter) if parameter.parameter_in == *place),
                )
            };
        let is_public = access.roles.contains(&Role::Public);
        let may = |role: &Role| access.roles.contains(role) || *role == Role::Public;
        Self {
            is_public,
            is_for_some: !is_public && !Role::ALL.iter().all(may),
            is_read: access.method == "GET",
            is_by_link: access.path.contains("{token}"),
            has_path: takes(&ParameterIn::Path),
            has_query: takes(&ParameterIn::Query),
            has_body: operation.request_body.is_some(),
            has_version: takes(&ParameterIn::Header),
        }
    }

    /// The answer carries an entity tag, so that it is not sent to who has it already.
    fn is_kept(&self, path: &str) -> bool {
        self.is_read && (self.has_path || path.starts_with("/api/v1/open/"))
    }
}

/// A status, what it means, and whether a call can meet it.
type Problem = (StatusCode, &'static str, fn(&Call) -> bool);

/// Every status that is answered with a problem.
const PROBLEMS: &[Problem] = &[
    (StatusCode::BAD_REQUEST, "The address or the body cannot be read", |call| {
        call.has_path || call.has_query || call.has_body
    }),
    (StatusCode::UNAUTHORIZED, "Nobody is logged in", |call| !call.is_public),
    (StatusCode::FORBIDDEN, "The caller may not do this", |call| !call.is_public || !call.is_read),
    (StatusCode::NOT_FOUND, "It does not exist, or not for this caller", |call| {
        call.has_path || !call.is_read || call.is_for_some
    }),
    (StatusCode::CONFLICT, "It does not go with how things stand", |call| call.has_body),
    (StatusCode::PRECONDITION_FAILED, "It has changed since it was read", |call| call.has_version),
    (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large", |call| call.has_body),
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "The body is no JSON", |call| call.has_body),
    (StatusCode::UNPROCESSABLE_ENTITY, "Something in it is wrong; `errors` says what", |call| {
        call.has_query || !call.is_read
    }),
    (StatusCode::PRECONDITION_REQUIRED, "`If-Match` is missing", |call| call.has_version),
    (StatusCode::TOO_MANY_REQUESTS, "Too many calls", |call| !call.is_read || call.is_by_link),
    (StatusCode::INTERNAL_SERVER_ERROR, "Our fault", |_| true),
    (StatusCode::SERVICE_UNAVAILABLE, "Too much to do just now", |_| true),
    (StatusCode::INSUFFICIENT_STORAGE, "There is no room to write", |call| !call.is_read),
];

/// Writes problems and logins into the description.
pub(super) fn describe(api: &mut OpenApi, access: &[Access]) {
    let components = api.components.get_or_insert_default();
    for (status, what, _) in PROBLEMS {
        components.responses.insert(name_of(*status), RefOr::T(problem(*status, what)));
    }
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations_of(item) {
            let own = access.iter().find(|one| one.path == *path && one.method == method);
            let Some(own) = own else { continue };
            let call = Call::of(own, operation);
            let answers = &mut operation.responses.responses;
            for (status, _, _) in PROBLEMS.iter().filter(|(_, _, can)| can(&call)) {
                let known = || RefOr::Ref(Ref::from_response_name(name_of(*status)));
                answers.entry(status.as_str().to_owned()).or_insert_with(known);
            }
            if call.is_kept(path) {
                let spared = Response::new("As the caller has it, by `If-None-Match`");
                answers.insert(StatusCode::NOT_MODIFIED.as_str().to_owned(), RefOr::T(spared));
            }
            operation.security = (!call.is_public).then(|| ways_in(own));
        }
    }
}

/// How a caller proves who they are. A program with a key never touches its person's login.
fn ways_in(access: &Access) -> Vec<SecurityRequirement> {
    let way = |scheme: &str| SecurityRequirement::new(scheme, [""; 0]);
    let mut ways = vec![way(SESSION)];
    if access.right != KeepAccount::NAME {
        ways.push(way(TOKEN));
    }
    ways
}

fn name_of(status: StatusCode) -> String {
    format!("Problem{}", status.as_str())
}

fn problem(status: StatusCode, what: &str) -> Response {
    let schema = Some(Ref::from_schema_name("Problem"));
    let content = ContentBuilder::new().schema(schema).build();
    let told =
        ResponseBuilder::new().description(what).content("application/problem+json", content);
    if !matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        return told.build();
    }
    let seconds = ObjectBuilder::new().schema_type(Type::Integer).build();
    told.header("Retry-After", Header::new(RefOr::T(Schema::Object(seconds)))).build()
}
