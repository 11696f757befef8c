//! The description of the API, generated from the handlers and committed as `openapi.json`.

use utoipa::OpenApi as _;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, OpenApi, Ref, RefOr, ResponseBuilder};

use crate::failure::{Problem, ProblemField};
use crate::guarded::operations_of;
use crate::rooms;
use crate::visitor::SESSION_COOKIE;

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
    let (_, routes) = rooms::routes().split();
    let mut api = Base::openapi();
    api.merge(routes);
    let components = api.components.get_or_insert_default();
    let cookie = ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    let problem = ResponseBuilder::new()
        .description("What went wrong, RFC 9457")
        .content(
            "application/problem+json",
            ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem"))).build(),
        )
        .build();
    for item in api.paths.paths.values_mut() {
        for (_, operation) in operations_of(item) {
            operation
                .responses
                .responses
                .entry("default".to_owned())
                .or_insert_with(|| RefOr::T(problem.clone()));
        }
    }
    api
}
