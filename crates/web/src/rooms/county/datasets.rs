//! The catalogue of open data, for people and for portals that harvest it.

use app::figures;
use askama::Template;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use domain::time::Date;
use exchange::dcat::{self, Catalogue, Dataset, Words};

use super::open::Which;
use crate::failure::Failure;
use crate::guard::Guard;
use crate::l10n::{L, Language};
use crate::page::{Answer, render_open};
use crate::revalidate;
use crate::rights::ReadPublic;
use crate::shell::Shell;

/// A text in both languages: portals want them side by side.
fn both(say: impl Fn(L) -> String) -> Words {
    Words { sv: say(L::new(Language::Swedish)), en: say(L::new(Language::English)) }
}

async fn read(guard: &Guard<ReadPublic>) -> Result<Catalogue, Failure> {
    let county = figures::county(&guard.app).await?;
    let publisher = figures::publisher(&guard.app).await?;
    let settings = &guard.app.settings;
    let name = &settings.county_name;
    let datasets = Which::ALL.iter().map(|which| Dataset {
        name: which.name(),
        path: which.path(),
        title: both(|l| l.code("dataset-title", which.name())),
        description: both(|l| l.code("dataset-text", which.name())),
        covers: (which.since(&county).to_string(), county.until.to_string()),
    });
    Ok(Catalogue {
        base: settings.base_url.trim_end_matches('/').to_owned(),
        title: both(|l| l.ta("county-catalogue-title").a("name", name).to_string()),
        description: both(|l| l.ta("county-catalogue-text").a("name", name).to_string()),
        service: both(|l| l.t("county-service-title")),
        publisher: publisher
            .as_ref()
            .map_or_else(|| format!("Samkraft i {name}"), |one| one.name.clone()),
        email: publisher.and_then(|one| one.email),
        nuts: settings.county.nuts(),
        modified_on: county.until.to_string(),
        datasets: datasets.collect(),
    })
}

/// The catalogue: RDF/XML, or JSON-LD for those who ask for it.
pub(super) async fn catalogue(guard: Guard<ReadPublic>, headers: HeaderMap) -> Answer {
    let catalogue = read(&guard).await?;
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let place = |kind: &str| accept.find(kind).unwrap_or(usize::MAX);
    let json = place("application/ld+json").min(place("application/json"));
    if json < place("application/rdf+xml") {
        let text = dcat::json_ld(&catalogue).to_string();
        return revalidate::open("application/ld+json", text);
    }
    revalidate::open("application/rdf+xml; charset=utf-8", dcat::rdf_xml(&catalogue))
}

/// One dataset as people read it.
struct Row {
    id: &'static str,
    title: String,
    description: String,
    period: String,
    path: &'static str,
}

#[derive(Template)]
#[template(path = "county/datasets.html")]
struct DatasetsPage {
    shell: Shell,
    l: L,
    rows: Vec<Row>,
    publisher: String,
    email: Option<String>,
}

/// The list for people.
pub(super) async fn list(guard: Guard<ReadPublic>) -> Answer {
    let l = guard.l();
    let catalogue = read(&guard).await?;
    let is_swedish = l.tag() == "sv";
    let chosen = |words: &Words| if is_swedish { words.sv.clone() } else { words.en.clone() };
    let day = |text: &str| text.parse().map_or_else(|_| text.to_owned(), |day: Date| l.day(day));
    let rows = catalogue.datasets.iter().map(|set| Row {
        id: set.name,
        title: chosen(&set.title),
        description: chosen(&set.description),
        period: l
            .ta("county-period")
            .a("from", day(&set.covers.0))
            .a("to", day(&set.covers.1))
            .to_string(),
        path: set.path,
    });
    let page = DatasetsPage {
        shell: guard.shell(),
        l,
        rows: rows.collect(),
        publisher: catalogue.publisher.clone(),
        email: catalogue.email.clone(),
    };
    render_open(&guard.visitor, &page)
}
