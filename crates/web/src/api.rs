//! The description of the API, generated from the handlers and committed as `openapi.json`.

mod answers;
mod inputs;

use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};

use crate::failure::{Problem, ProblemField};
use crate::rooms;
use crate::visitor::SESSION_COOKIE;

/// Name of the way in by a session.
const SESSION: &str = "session";
/// Name of the way in by a key for programs.
const TOKEN: &str = "token";
/// What a caller with a session needs to know.
const SESSION_HELP: &str = "Set by `POST /api/v1/session`; over HTTPS its name begins with \
    `__Host-`. Writes also carry the session's token in the header `X-CSRF-Token`.";

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Samkraft",
        description = "A Swedish region's skills supply: needs heard, understood, answered and \
            followed until they have had an effect. `x-samkraft-access` on every operation lists \
            the roles that may use it. Errors are RFC 9457 problem details with a stable `code`.",
        license(name = "EUPL-1.2", identifier = "EUPL-1.2")
    ),
    components(schemas(Problem, ProblemField))
)]
struct Base;

/// The whole description, OpenAPI 3.1.
pub fn openapi() -> OpenApi {
    let routes = rooms::routes();
    let access = routes.access().to_vec();
    let (_, routes) = routes.split();
    let mut api = Base::openapi();
    api.merge(routes);
    let components = api.components.get_or_insert_default();
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(SESSION_COOKIE, SESSION_HELP));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(cookie));
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme(TOKEN, SecurityScheme::Http(bearer));
    inputs::describe(&mut api);
    answers::describe(&mut api, &access);
    api
}
