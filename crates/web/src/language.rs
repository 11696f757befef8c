//! Changing language without losing one's place: the page, its query and what stands in a form.
//!
//! A page is asked for in a language with `?lang=en`; a cookie remembers it. On a page with a form
//! the switch is a button of that form, so that it works without script: it posts the form to the
//! page's own address with the query `byt-sprak`, and the outermost layer turns that into a plain
//! read of the page in the other language. What was typed rides along as
//! [`crate::visitor::Visitor::draft`], and [`crate::forms::FormState`] shows it again. Nothing is
//! saved on the way.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use app::App;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;

use crate::failure::Failure;
use crate::forms::{self, Typed};
use crate::guarded::Access;
use crate::l10n::Language;
use crate::rooms;
use crate::visitor::API_PREFIX;

/// The cookie that remembers the language.
pub const COOKIE: &str = "lang";
/// How long it does, in seconds: a year.
pub const COOKIE_SECONDS: u32 = 365 * 24 * 60 * 60;
/// In the address of a page: its language.
const ASKED: &str = "lang";
/// In the address a form is posted to when only its language is to change.
const SWITCH: &str = "byt-sprak";

/// The language an address asks for.
pub(crate) fn asked(query: &str) -> Option<Language> {
    value_of(query, ASKED)
}

fn value_of(query: &str, name: &str) -> Option<Language> {
    pairs(query).filter(|(key, _)| *key == name).find_map(|(_, tag)| Language::of_tag(tag))
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let parts = query.split('&').filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('=').unwrap_or((part, "")))
}

/// A query without what says the language.
fn plain_query(query: &str) -> String {
    let parts = query.split('&').filter(|part| {
        let name = part.split('=').next().unwrap_or_default();
        !part.is_empty() && name != ASKED && name != SWITCH
    });
    parts.collect::<Vec<_>>().join("&")
}

fn with(address: &str, name: &str, language: Language) -> String {
    let mark = if address.contains('?') { '&' } else { '?' };
    format!("{address}{mark}{name}={}", language.tag())
}

/// The address of a page in a language.
pub(crate) fn address(page: &str, language: Language) -> String {
    with(page, ASKED, language)
}

/// Where a form on a page is posted to change its language.
pub(crate) fn switch_address(page: &str, language: Language) -> String {
    with(page, SWITCH, language)
}

/// Patterns of addresses that can be read.
static READ: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let routes = rooms::routes();
    let is_read = |one: &&Access| one.method == "GET";
    routes.access().iter().filter(is_read).map(|one| one.path.clone()).collect()
});

/// The page's own address: that of the request, or for a form that came back from an address that
/// only takes forms, the page where it stands.
pub(crate) fn page_of(parts: &Parts) -> String {
    let path = parts.uri.path();
    let is_read = matches!(parts.method, Method::GET | Method::HEAD)
        || parts.extensions.get::<MatchedPath>().is_none_or(|path| READ.contains(path.as_str()));
    if !is_read {
        return home_of(path);
    }
    match plain_query(parts.uri.query().unwrap_or_default()).as_str() {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

/// The forms of a mapping's last page stand beside each other under it; every other form that has
/// no page of its own stands on the page above.
fn home_of(path: &str) -> String {
    let (above, act) = path.rsplit_once('/').unwrap_or(("/", ""));
    match act {
        "godkann" | "sammanstall" | "tillbaka" if above.starts_with("/k/") => {
            format!("{above}/granska")
        }
        "godkann" | "sammanstall" | "tillbaka" => format!("{above}/sammanfattning"),
        _ => above.to_owned(),
    }
}

/// What stood in a form that was sent only to be shown in another language.
#[derive(Debug, Clone)]
pub(crate) struct Draft(pub(crate) Result<Typed, Failure>);

/// Makes a form sent only to be shown in another language into a read of its page, with a
/// [`Draft`]; any other request stays as it is. Only our own pages may fill a form in.
pub(crate) async fn switch(State(app): State<App>, request: Request, next: Next) -> Response {
    let wanted = value_of(request.uri().query().unwrap_or_default(), SWITCH);
    let is_page = !request.uri().path().starts_with(API_PREFIX);
    match wanted.filter(|_| is_page && request.method() == Method::POST) {
        Some(language) => next.run(as_read(request, language, &app.settings.base_url).await).await,
        None => next.run(request).await,
    }
}

async fn as_read(request: Request, language: Language, base_url: &str) -> Request {
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path();
    let page = match plain_query(parts.uri.query().unwrap_or_default()).as_str() {
        "" => path.to_owned(),
        query => format!("{path}?{query}"),
    };
    let draft = match address(&page, language).parse::<Uri>() {
        Ok(uri) => {
            parts.uri = uri;
            forms::draft(&parts.headers, body, base_url).await
        }
        Err(_) => Err(Failure::of_status(StatusCode::BAD_REQUEST)),
    };
    parts.method = Method::GET;
    parts.extensions.insert(Draft(draft));
    Request::from_parts(parts, Body::empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_everything_but_its_language() {
        let query = "q=tv%C3%A5&lang=en&lage=late&byt-sprak=sv";
        assert_eq!(plain_query(query), "q=tv%C3%A5&lage=late");
        assert_eq!(asked(query), Some(Language::English));
        assert_eq!(asked("lang=de&q=1"), None);
        assert_eq!(address("/behov?q=a", Language::English), "/behov?q=a&lang=en");
        assert_eq!(switch_address("/behov", Language::Swedish), "/behov?byt-sprak=sv");
    }

    #[test]
    fn a_form_without_a_page_of_its_own_stands_on_the_page_above() {
        assert_eq!(home_of("/arenden/7/skriv"), "/arenden/7");
        assert_eq!(home_of("/k/abc/godkann"), "/k/abc/granska");
        assert_eq!(home_of("/kartlaggningar/7/tillbaka"), "/kartlaggningar/7/sammanfattning");
    }

    #[test]
    fn every_form_stands_on_a_page_that_can_be_read() {
        let routes = rooms::routes();
        let forms = routes.access().iter().filter(|one| one.method == "POST");
        for form in forms.filter(|one| !one.path.starts_with(API_PREFIX)) {
            // Buttons without a form to mend have no page to come back to.
            let buttons = [
                "/logga-ut",
                "/skrivbord/last",
                "/kontakter/{id}/stall-in",
                "/kontaktfrid/tyst/{id}/ta-bort",
                "/ny-kontakt/{id}/sedd",
                "/franvaro/{id}/avsluta",
                "/konto/sessioner/{id}/avsluta",
                "/konto/nycklar/{id}/aterkalla",
            ];
            let is_button = buttons.contains(&form.path.as_str());
            let home = home_of(&form.path);
            let stands = READ.contains(&form.path) || READ.contains(&home);
            assert!(stands || is_button, "{} stands nowhere", form.path);
        }
    }
}
