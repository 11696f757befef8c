//! The frame around every page: header, navigation by role, flash, footer.

use app::App;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Role;
use serde::{Deserialize, Serialize};

use crate::assets;
use crate::guard::Right as _;
use crate::l10n::{L, Language};
use crate::language;
use crate::rights::{ReadCases, ReadMappings, ReadOrganisations};
use crate::visitor::{Visitor, random_id};

/// One entry of the main navigation.
#[derive(Debug, Clone)]
pub struct NavItem {
    /// Address.
    pub href: &'static str,
    /// Text.
    pub text: String,
    /// The page shown belongs to it.
    pub is_current: bool,
}

/// Who is logged in, as the header says it.
#[derive(Debug, Clone)]
pub struct Person {
    /// Name.
    pub name: String,
    /// Role in words.
    pub role: String,
    /// Organisation they speak for.
    pub organisation: String,
    /// There is another role to change to.
    pub can_change_role: bool,
}

/// The way to the same page in the other language; see [`mod@language`].
#[derive(Debug, Clone)]
pub struct LanguageSwitch {
    /// Tag of the other language.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
    /// Address of the page in it.
    pub href: String,
    /// Where a form of the page is posted, so that what stands in it comes along.
    pub action: String,
    /// The page's address in each language, with its tag.
    pub alternates: Vec<(&'static str, String)>,
}

impl LanguageSwitch {
    /// The switch of a page, given by its address without a language.
    pub(crate) fn of(base_url: &str, page: &str, current: Language) -> Self {
        let other = current.other();
        let base = base_url.trim_end_matches('/');
        let alternate =
            |one: &Language| (one.tag(), format!("{base}{}", language::address(page, *one)));
        Self {
            tag: other.tag(),
            name: other.own_name(),
            href: language::address(page, other),
            action: language::switch_address(page, other),
            alternates: Language::ALL.iter().map(alternate).collect(),
        }
    }
}

/// What the layout shows around a page.
#[derive(Debug, Clone)]
pub struct Shell {
    /// Language.
    pub l: L,
    /// The county's name, in words.
    pub county: String,
    /// The county is invented.
    pub is_demo: bool,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// Who is logged in.
    pub person: Option<Person>,
    /// The role they speak in.
    pub role: Role,
    /// Token for small forms on the page.
    pub csrf: String,
    /// What just happened.
    pub flash: Option<FlashView>,
    /// Id of the request.
    pub request_id: String,
    /// Path shown.
    pub path: String,
    /// The way to the same page in the other language.
    pub switch: LanguageSwitch,
}

impl Shell {
    pub(crate) fn of(app: &App, visitor: &Visitor) -> Self {
        let l = visitor.l;
        let role = visitor.signed.as_ref().map_or(Role::Public, |signed| signed.actor.role());
        let nav = nav_of(role).iter().map(|(href, key)| NavItem {
            href,
            text: l.t(key),
            is_current: is_under(&visitor.path, href),
        });
        let person = visitor.signed.as_ref().map(|signed| Person {
            name: signed.name.clone(),
            role: l.code("role", role),
            organisation: signed.organisation_name.clone(),
            can_change_role: signed.assignments.len() > 1,
        });
        Self {
            l,
            county: app.settings.county_name.clone(),
            is_demo: app.settings.is_demo,
            nav: nav.collect(),
            person,
            role,
            csrf: visitor.csrf(),
            flash: visitor.flash.as_ref().map(|flash| flash.view(l)),
            request_id: visitor.request_id.clone(),
            path: visitor.path.clone(),
            switch: LanguageSwitch::of(&app.settings.base_url, &visitor.page, l.language()),
        }
    }

    /// Address of an asset with its content hash, such as `asset("samkraft.css")`.
    pub fn asset(&self, name: &str) -> &'static str {
        assets::address(name)
    }

    /// True when links to mappings lead the reader somewhere.
    pub fn sees_mappings(&self) -> bool {
        ReadMappings::allows(self.role)
    }

    /// True when links to cases may lead the reader somewhere.
    pub fn sees_cases(&self) -> bool {
        ReadCases::allows(self.role)
    }

    /// True when links to organisations lead the reader somewhere.
    pub fn sees_organisations(&self) -> bool {
        ReadOrganisations::allows(self.role)
    }

    /// A new idempotency key for a form.
    pub fn key(&self) -> String {
        random_id()
    }
}

/// Address and text of each entry, by role.
pub(crate) fn nav_of(role: Role) -> &'static [(&'static str, &'static str)] {
    match role {
        Role::Public => &[
            ("/insatser", "nav-offers"),
            ("/lanet", "nav-county"),
            ("/om-matchning", "nav-about-matching"),
        ],
        Role::EmployerAdmin | Role::EmployerMember => &[
            ("/skrivbord", "nav-our-company"),
            ("/behov", "nav-needs"),
            ("/kartlaggningar", "nav-mappings"),
            ("/arenden", "nav-cases"),
            ("/besok", "nav-visits"),
            ("/insatser", "nav-offers"),
            ("/verktyg", "nav-tools"),
        ],
        Role::Leader
        | Role::Broker
        | Role::MuniAdviser
        | Role::MuniContact
        | Role::AfAdviser
        | Role::Strategist => &[
            ("/skrivbord", "nav-desk"),
            ("/arenden", "nav-cases"),
            ("/behov", "nav-needs"),
            ("/kartlaggningar", "nav-mappings"),
            ("/organisationer", "nav-organisations"),
            ("/besok", "nav-visits"),
            ("/insatser", "nav-offers"),
            ("/verktyg", "nav-tools"),
        ],
        Role::NetworkCoord | Role::Ambassador => &[
            ("/skrivbord", "nav-desk"),
            ("/kartlaggningar", "nav-mappings"),
            ("/insatser", "nav-offers"),
            ("/verktyg", "nav-tools"),
        ],
        Role::Admin => {
            &[("/skrivbord", "nav-desk"), ("/insatser", "nav-offers"), ("/verktyg", "nav-tools")]
        }
        // They read how far visits reach, never a visit.
        Role::Analyst | Role::Politician => &[
            ("/skrivbord", "nav-desk"),
            ("/lanet", "nav-county"),
            ("/besok/tackning", "nav-visits"),
            ("/insatser", "nav-offers"),
            ("/verktyg", "nav-tools"),
        ],
        _ => &[("/skrivbord", "nav-desk"), ("/lanet", "nav-county"), ("/insatser", "nav-offers")],
    }
}

fn is_under(path: &str, href: &str) -> bool {
    path == href || path.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'))
}

/// To another page of ours, 303.
pub fn redirect(to: &str) -> Response {
    let to = HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

/// A message to the next page: what happened, and perhaps a way to undo it. It travels in a cookie
/// and holds a key and values, never a ready sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flash {
    key: String,
    values: Vec<(String, String)>,
    undo: Option<String>,
}

/// A flash as the layout shows it.
#[derive(Debug, Clone)]
pub struct FlashView {
    /// The sentence.
    pub text: String,
    /// Address to post to for undoing.
    pub undo: Option<String>,
}

impl Flash {
    /// Name of the cookie.
    pub const COOKIE: &'static str = "flash";
    /// Values a flash may carry, so that their names are known at compile time.
    const NAMES: &'static [&'static str] = &["name", "number", "count", "state", "date"];

    /// Says the text of a key.
    pub fn new(key: &str) -> Self {
        Self { key: key.to_owned(), values: Vec::new(), undo: None }
    }

    /// Adds a value: `name`, `number`, `count`, `state` or `date`.
    #[expect(clippy::needless_pass_by_value, reason = "calls read better without a reference")]
    #[must_use]
    pub fn a(mut self, name: &str, value: impl ToString) -> Self {
        self.values.push((name.to_owned(), value.to_string()));
        self
    }

    /// Offers to undo by posting to an address of ours.
    #[must_use]
    pub fn undo(mut self, address: &str) -> Self {
        self.undo = Some(address.to_owned());
        self
    }

    /// Reads the cookie; anything odd is no flash.
    pub(crate) fn read(cookie: &str) -> Option<Self> {
        let flash: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cookie).ok()?).ok()?;
        let is_ours = flash.undo.as_deref().is_none_or(is_local);
        (is_ours
            && flash
                .key
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'0'..=b'9' | b'-')))
        .then_some(flash)
    }

    /// Puts the cookie on a response.
    pub(crate) fn set_on(&self, mut response: Response, is_secure: bool) -> Response {
        let json = serde_json::to_vec(self).unwrap_or_default();
        let value = set_cookie(Self::COOKIE, &URL_SAFE_NO_PAD.encode(json), 120, is_secure);
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(SET_COOKIE, value);
        }
        response
    }

    pub(crate) fn view(&self, l: L) -> FlashView {
        let text = Self::NAMES.iter().fold(l.ta(&self.key), |text, name| {
            match self.values.iter().find(|(given, _)| given == name) {
                Some((_, value)) => match value.parse::<i64>() {
                    Ok(count) if *name == "count" => text.a(name, count),
                    _ => text.a(name, value),
                },
                None => text,
            }
        });
        FlashView { text: text.to_string(), undo: self.undo.clone() }
    }
}

/// A `Set-Cookie` value; a life of 0 seconds takes the cookie away. Over HTTPS every cookie of ours
/// is bound to this very host; `origin::host_cookie` finds it again.
pub fn set_cookie(name: &str, value: &str, seconds: u32, is_secure: bool) -> String {
    let name = cookie_name(name, is_secure);
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// A cookie's name: over HTTPS with the prefix that browsers accept from this very host only.
pub(crate) fn cookie_name(name: &str, is_secure: bool) -> String {
    if is_secure { format!("__Host-{name}") } else { name.to_owned() }
}

/// An address on this site: begins with one slash, so that it cannot name another host.
pub fn is_local(address: &str) -> bool {
    address.starts_with('/')
        && !address.starts_with("//")
        && !address.contains(['\\', '\r', '\n', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_on_another_host_is_not_ours() {
        assert!(is_local("/behov?q=kock"));
        for foreign in ["https://example.org", "//example.org", "/\\example.org", "behov", ""] {
            assert!(!is_local(foreign), "{foreign}");
        }
    }

    #[test]
    fn the_current_entry_covers_the_pages_under_it() {
        assert!(is_under("/arenden/2026-0412", "/arenden"));
        assert!(!is_under("/arendena", "/arenden"));
    }

    #[test]
    fn a_flash_survives_its_cookie_and_nothing_else_does() {
        let flash = Flash::new("flash-signed-out").a("name", "Demo").undo("/angra");
        let json = serde_json::to_vec(&flash).expect("json");
        assert_eq!(Flash::read(&URL_SAFE_NO_PAD.encode(json)), Some(flash));
        assert_eq!(Flash::read("!"), None);
        let foreign = Flash::new("flash-signed-out").undo("https://example.org");
        let json = serde_json::to_vec(&foreign).expect("json");
        assert_eq!(Flash::read(&URL_SAFE_NO_PAD.encode(json)), None);
    }

    #[test]
    fn every_role_has_a_first_page_and_the_offers() {
        for role in Role::ALL {
            assert!(nav_of(*role).iter().any(|(href, _)| *href == "/insatser"), "{role}");
        }
    }
}
