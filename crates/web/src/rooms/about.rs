//! Pages about the service itself: accessibility, personal data, how matching is counted, the API.

use askama::Template;

use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render_open};
use crate::rights::ReadPublic;
use crate::shell::Shell;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/tillganglighet", get(accessibility))
        .page("/integritet", get(privacy))
        .page("/om-matchning", get(matching))
        .page("/api-info", get(api_info))
        .page("/sakerhet", get(security))
}

#[derive(Template)]
#[template(path = "about/accessibility.html")]
struct AccessibilityPage {
    shell: Shell,
    l: L,
}

async fn accessibility(guard: Guard<ReadPublic>) -> Answer {
    render_open(&guard.visitor, &AccessibilityPage { shell: guard.shell(), l: guard.l() })
}

#[derive(Template)]
#[template(path = "about/privacy.html")]
struct PrivacyPage {
    shell: Shell,
    l: L,
}

async fn privacy(guard: Guard<ReadPublic>) -> Answer {
    render_open(&guard.visitor, &PrivacyPage { shell: guard.shell(), l: guard.l() })
}

#[derive(Template)]
#[template(path = "about/security.html")]
struct SecurityPage {
    shell: Shell,
    l: L,
    contact: Option<String>,
    contact_shown: String,
}

async fn security(guard: Guard<ReadPublic>) -> Answer {
    let contact = guard.app.protection.limits.security_contact.clone();
    let contact_shown = contact.as_deref().unwrap_or_default();
    let contact_shown = contact_shown.trim_start_matches("mailto:").to_owned();
    render_open(
        &guard.visitor,
        &SecurityPage { shell: guard.shell(), l: guard.l(), contact, contact_shown },
    )
}

#[derive(Template)]
#[template(path = "about/matching.html")]
struct MatchingPage {
    shell: Shell,
    l: L,
}

async fn matching(guard: Guard<ReadPublic>) -> Answer {
    render_open(&guard.visitor, &MatchingPage { shell: guard.shell(), l: guard.l() })
}

#[derive(Template)]
#[template(path = "about/api.html")]
struct ApiPage {
    shell: Shell,
    l: L,
    codes: Vec<(&'static str, String)>,
}

async fn api_info(guard: Guard<ReadPublic>) -> Answer {
    let mut codes: Vec<_> = crate::failure::Failure::codes().collect();
    codes.sort_unstable();
    codes.dedup();
    let l = guard.l();
    let codes = codes.into_iter().map(|code| (code, l.t(&format!("error-{code}-what"))));
    render_open(&guard.visitor, &ApiPage { shell: guard.shell(), l, codes: codes.collect() })
}
