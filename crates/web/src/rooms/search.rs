//! `/sok`: one box for everything the reader may see. The box stands in the header of every page;
//! a script shows what this page says while one types.

use app::cases::StoredCase;
use app::needs::StoredNeed;
use app::organisations::StoredOrganisation;
use app::search::{self, Colleague, Found, Kinds};
use askama::Template;
use axum::extract::Query;
use domain::access::Role;
use domain::codes::OrgNumber;
use serde::Deserialize;

use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::paging;
use crate::rights::{
    InviteToMappings, KeepOffers, KeepOrganisations, ReadCases, ReadNeeds, ReadOrganisations,
    UseDesk, WorkCases,
};
use crate::rooms::tools;
use crate::shell::{Shell, nav_of};

/// Routes.
pub fn routes() -> Routes {
    Routes::new().page("/sok", get(show))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Address {
    q: String,
}

/// One thing found.
#[derive(Debug, Clone, Default)]
struct Hit {
    /// Where it leads; empty where the reader may know of it but not open it.
    href: String,
    title: String,
    /// The title is in somebody's own words, which are Swedish on every page.
    is_own: bool,
    note: String,
    is_demo: bool,
}

/// Everything found of one kind.
#[derive(Debug, Clone)]
struct Group {
    heading: String,
    hits: Vec<Hit>,
    /// The whole list, when there are more.
    more: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "search/show.html")]
struct SearchPage {
    shell: Shell,
    l: L,
    q: String,
    is_asked: bool,
    is_too_short: bool,
    count: usize,
    groups: Vec<Group>,
}

async fn show(guard: Guard<UseDesk>, Query(address): Query<Address>) -> Answer {
    let (l, role) = (guard.l(), guard.actor.role());
    let kinds = Kinds {
        cases: ReadCases::allows(role),
        organisations: ReadOrganisations::allows(role),
        needs: ReadNeeds::allows(role),
    };
    let q = address.q.trim().to_owned();
    let found = search::search(&guard.app, &guard.actor, &q, kinds).await?;
    let mut groups = groups_of(l, &q, &found);
    if !found.is_too_short {
        groups.extend(group(l.t("search-pages"), pages(l, role, &q), None));
    }
    render(&SearchPage {
        shell: guard.shell(),
        l,
        is_asked: !q.is_empty(),
        is_too_short: found.is_too_short,
        count: groups.iter().map(|group| group.hits.len()).sum(),
        q,
        groups,
    })
}

fn group(heading: String, hits: Vec<Hit>, more: Option<(String, String)>) -> Option<Group> {
    (!hits.is_empty()).then_some(Group { heading, hits, more })
}

fn groups_of(l: L, q: &str, found: &Found) -> Vec<Group> {
    // A firm's number is a word of the firm alone: its things are listed on its page.
    let firm = found.organisations.items.first().filter(|_| OrgNumber::parse(q).is_ok());
    let of_firm = firm.map(|firm| format!("/organisationer/{}", firm.id));
    let whole = |has_more: bool, path: &str, rest: &[(&str, &str)], key: &str| {
        let fields = [&[("q", q)][..], rest].concat();
        let list = || format!("{path}?{}", paging::query(&fields));
        has_more.then(|| (of_firm.clone().unwrap_or_else(list), l.t(key)))
    };
    let cases = found.cases.items.iter().map(|case| case_hit(l, case));
    let needs = found.needs.items.iter().map(|need| need_hit(l, need));
    let offers = found.offers.items.iter().map(|offer| Hit {
        href: format!("/insatser/{}", offer.id),
        title: offer.offer.title.clone(),
        is_own: true,
        note: offer.organisation_name.clone(),
        is_demo: false,
    });
    let firms = found.organisations.items.iter().map(|firm| firm_hit(l, firm));
    let people = found.people.items.iter().map(|one| person_hit(l, one));
    let any_case = [("urval", "alla"), ("lage", "all")];
    let any_need = [("lage", app::needs::ListQuery::ANY_STATE)];
    let both = [("visa", "both")];
    [
        group(
            l.t("nav-cases"),
            cases.collect(),
            whole(found.cases.has_more, "/arenden", &any_case, "search-all-cases"),
        ),
        group(
            l.t("nav-organisations"),
            firms.collect(),
            whole(found.organisations.has_more, "/organisationer", &both, "search-all-firms"),
        ),
        group(
            l.t("nav-needs"),
            needs.collect(),
            whole(found.needs.has_more, "/behov", &any_need, "search-all-needs"),
        ),
        group(
            l.t("nav-offers"),
            offers.collect(),
            whole(found.offers.has_more, "/insatser", &[], "search-all-offers"),
        ),
        group(l.t("search-people"), people.collect(), None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn case_hit(l: L, case: &StoredCase) -> Hit {
    Hit {
        href: format!("/arenden/{}", case.id),
        title: case.title.clone(),
        is_own: true,
        note: l
            .ta("search-case-note")
            .a("number", &case.number)
            .a("name", &case.organisation_name)
            .a("state", l.code("case-state", case.fields.state))
            .to_string(),
        is_demo: case.is_demo,
    }
}

fn need_hit(l: L, need: &StoredNeed) -> Hit {
    Hit {
        href: format!("/behov/{}", need.id),
        title: app::needs::name_of(need),
        is_own: true,
        note: l
            .ta("search-need-note")
            .a("name", &need.organisation_name)
            .a("state", l.code("need-state", need.state))
            .to_string(),
        is_demo: need.is_demo,
    }
}

fn firm_hit(l: L, firm: &StoredOrganisation) -> Hit {
    Hit {
        href: format!("/organisationer/{}", firm.id),
        title: firm.organisation.name.clone(),
        is_own: false,
        note: l
            .ta("cases-firm-note")
            .a("number", firm.organisation.org_number.to_string())
            .a("municipality", &firm.municipality_name)
            .to_string(),
        is_demo: firm.is_demo,
    }
}

/// A colleague leads to the page of their organisation, where the reader may open it.
fn person_hit(l: L, one: &Colleague) -> Hit {
    let servant = &one.servant;
    let key = if servant.is_deputy { "search-deputy-note" } else { "search-holder-note" };
    let note = l.ta(key).a("desk", &servant.desk_name).a("name", &servant.organisation_name);
    let phone = servant.desk_phone.iter().map(|phone| format!(" · {phone}"));
    Hit {
        href: if one.is_within {
            format!("/organisationer/{}", servant.organisation)
        } else {
            String::new()
        },
        title: servant.name.clone(),
        is_own: false,
        note: format!("{note}{}", phone.collect::<String>()),
        is_demo: false,
    }
}

/// Pages of the reader's role, by what they are called in the reader's language.
fn pages(l: L, role: Role, q: &str) -> Vec<Hit> {
    let may =
        |is_allowed: bool, href: &'static str, key: &'static str| is_allowed.then_some((href, key));
    let acts = [
        may(WorkCases::allows(role), "/arenden/nytt", "cases-new-title"),
        may(KeepOrganisations::allows(role), "/organisationer/ny", "organisations-new-title"),
        may(InviteToMappings::allows(role), "/kartlaggningar/ny", "mappings-new-title"),
        may(KeepOffers::allows(role), "/insatser/ny", "offers-new-title"),
    ];
    let everyones = [
        ("/konto", "account-link"),
        ("/mitt", "layout-mine"),
        ("/yrken", "vocabulary-title"),
        ("/lanet", "nav-county"),
        ("/datasets", "county-open-data"),
        ("/tillganglighet", "layout-accessibility"),
        ("/integritet", "layout-privacy"),
        ("/om-matchning", "layout-matching"),
        ("/api-info", "layout-api"),
    ];
    let own = nav_of(role).iter().copied();
    let all = own.chain(tools::of(role)).chain(acts.into_iter().flatten()).chain(everyones);
    let mut hits: Vec<Hit> = Vec::new();
    for (href, key) in all {
        let title = l.t(key);
        let is_new = hits.iter().all(|hit| hit.href != href);
        if is_new && search::begins_words(q, &title) {
            hits.push(Hit { href: href.to_owned(), title, ..Hit::default() });
        }
    }
    hits
}
