//! Pages about the service itself: accessibility, personal data, how matching is counted, the API.

use askama::Template;

use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::ReadPublic;
use crate::shell::Shell;

/// Routes.
pub fn routes() -> Routes {
    Routes::new()
        .page("/tillganglighet", get(accessibility))
        .page("/integritet", get(privacy))
        .page("/om-matchning", get(matching))
        .page("/api-info", get(api_info))
}

#[derive(Template)]
#[template(path = "about/accessibility.html")]
struct AccessibilityPage {
    shell: Shell,
    l: L,
}

async fn accessibility(guard: Guard<ReadPublic>) -> Answer {
    render(&AccessibilityPage { shell: guard.shell(), l: guard.l() })
}

#[derive(Template)]
#[template(path = "about/privacy.html")]
struct PrivacyPage {
    shell: Shell,
    l: L,
}

async fn privacy(guard: Guard<ReadPublic>) -> Answer {
    render(&PrivacyPage { shell: guard.shell(), l: guard.l() })
}

#[derive(Template)]
#[template(path = "about/matching.html")]
struct MatchingPage {
    shell: Shell,
    l: L,
}

async fn matching(guard: Guard<ReadPublic>) -> Answer {
    render(&MatchingPage { shell: guard.shell(), l: guard.l() })
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
    render(&ApiPage { shell: guard.shell(), l, codes: codes.collect() })
}
