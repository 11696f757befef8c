//! Led mappings beside those a firm answers alone.

use app::leaders::{self, TrackFigure};
use askama::Template;
use axum::extract::Query;
use domain::time;
use serde::Deserialize;

use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::CompareMappings;
use crate::shell::Shell;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    fran: String,
}

struct Row {
    name: String,
    cells: Vec<String>,
    editions: String,
}

#[derive(Template)]
#[template(path = "leaders/compare.html")]
struct ComparePage {
    shell: Shell,
    l: L,
    since: String,
    period: String,
    rows: Vec<Row>,
    mixes: bool,
}

fn tenths(l: L, value: i64) -> String {
    l.decimals(f64::from(i32::try_from(value).unwrap_or(i32::MAX)) / 10.0, 1)
}

fn row(l: L, figure: &TrackFigure) -> Row {
    let cells = match figure.counts {
        None => vec![l.t("leaders-hidden"); 5],
        Some(counts) => vec![
            l.number(counts.opened),
            l.number(counts.approved),
            counts.completion_tenths().map_or_else(
                || l.t("leaders-none"),
                |share| l.ta("leaders-share").a("share", tenths(l, share)).to_string(),
            ),
            l.number(counts.needs),
            counts.needs_tenths().map_or_else(|| l.t("leaders-none"), |needs| tenths(l, needs)),
        ],
    };
    Row {
        name: l.code("mappings-track", figure.track),
        cells,
        editions: figure.question_sets.join(", "),
    }
}

pub(super) async fn show(guard: Guard<CompareMappings>, Query(address): Query<Address>) -> Answer {
    let l = guard.l();
    let since = time::date_from_iso("fran", &address.fran).ok().flatten();
    let found = leaders::compare(&guard.app, &guard.actor, since).await?;
    render(&ComparePage {
        shell: guard.shell(),
        l,
        since: found.since.to_string(),
        period: l
            .ta("leaders-compare-period")
            .a("since", l.day(found.since))
            .a("until", l.day(found.until))
            .to_string(),
        rows: found.tracks.iter().map(|figure| row(l, figure)).collect(),
        mixes: found.mixes_editions,
    })
}
