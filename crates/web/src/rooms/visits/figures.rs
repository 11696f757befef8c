//! How far the visits have reached.

use app::visits::{self, SizeFigure};
use askama::Template;
use axum::extract::Query;
use domain::organisations::SizeClass;
use domain::time;
use domain::visits::Coverage;
use serde::Deserialize;

use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::SeeVisitFigures;
use crate::shell::Shell;

/// What the address asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Address {
    fran: String,
}

struct Line {
    name: String,
    visited: String,
    firms: String,
    share: String,
    /// Shares by size, in the order of the head.
    sizes: Vec<String>,
}

struct PartyLine {
    name: String,
    visits: String,
    joint: String,
    firms: String,
}

struct AnswerLine {
    name: String,
    cells: Vec<String>,
}

#[derive(Template)]
#[template(path = "visits/figures.html")]
struct FiguresPage {
    shell: Shell,
    l: L,
    since: String,
    period: String,
    says: String,
    heads: Vec<String>,
    lines: Vec<Line>,
    parties: Vec<PartyLine>,
    answers: Vec<AnswerLine>,
    answer_heads: Vec<String>,
    ratings: Option<String>,
}

/// A share in percent with one decimal, `10,0 %`.
fn share(l: L, coverage: Coverage) -> String {
    let Some(tenths) = coverage.tenths() else { return l.t("visits-no-firms") };
    let tenths = f64::from(i32::try_from(tenths).unwrap_or(i32::MAX));
    l.ta("visits-share").a("share", l.decimals(tenths / 10.0, 1)).to_string()
}

fn line(l: L, name: String, coverage: Coverage, sizes: &[SizeFigure]) -> Line {
    let of = |size: &SizeClass| sizes.iter().find(|one| one.size == Some(*size));
    let cell =
        |size| of(size).map_or_else(|| share(l, Coverage::default()), |one| share(l, one.coverage));
    Line {
        name,
        visited: l.number(coverage.visited),
        firms: l.number(coverage.firms),
        share: share(l, coverage),
        sizes: SizeClass::ALL.iter().map(cell).collect(),
    }
}

/// Columns of the answers, as they stand in [`app::visits::InventoryFigure`].
const ANSWERS: [&str; 8] = [
    "firms",
    "education",
    "retire-one",
    "retire-three",
    "retire-five",
    "mentors",
    "theses",
    "climate",
];

pub(super) async fn figures(
    guard: Guard<SeeVisitFigures>,
    Query(address): Query<Address>,
) -> Answer {
    let l = guard.l();
    let since = time::date_from_iso("fran", &address.fran).ok().flatten();
    let found = visits::figures(&guard.app, &guard.actor, since).await?;
    let mut lines: Vec<_> = found
        .places
        .iter()
        .map(|place| line(l, place.name.clone(), place.coverage, &place.sizes))
        .collect();
    lines.push(line(l, l.t("visits-whole-county"), found.whole, &found.sizes));
    let parties = found.organisations.iter().map(|one| PartyLine {
        name: one.name.clone(),
        visits: l.number(one.visits),
        joint: l.number(one.joint),
        firms: l.number(one.firms),
    });
    let ratings = found.ratings.map(|all| {
        l.ta("visits-ratings")
            .a("count", all.count)
            .a("useful", mean(l, all.useful, all.count))
            .a("listened", mean(l, all.listened, all.count))
            .a("again", mean(l, all.again, all.count))
            .to_string()
    });
    render(&FiguresPage {
        shell: guard.shell(),
        l,
        since: found.since.to_string(),
        period: l
            .ta("visits-period")
            .a("since", l.day(found.since))
            .a("until", l.day(found.until))
            .to_string(),
        says: l
            .ta("visits-coverage-says")
            .a("visited", found.whole.visited)
            .a("firms", found.whole.firms)
            .a("share", share(l, found.whole))
            .to_string(),
        heads: SizeClass::ALL.iter().map(|size| l.code("size", size)).collect(),
        lines,
        parties: parties.collect(),
        answers: found.inventory.iter().map(|one| answer(l, one)).collect(),
        answer_heads: ANSWERS.iter().map(|head| l.code("visits-sum", head)).collect(),
        ratings,
    })
}

fn answer(l: L, figure: &visits::InventoryFigure) -> AnswerLine {
    let Some(sums) = &figure.sums else {
        let hidden = ANSWERS.map(|_| l.t("visits-hidden"));
        return AnswerLine { name: figure.name.clone(), cells: hidden.to_vec() };
    };
    let counts = [
        sums.firms,
        sums.education,
        sums.retirements_one_year,
        sums.retirements_three_years,
        sums.retirements_five_years,
        sums.mentors,
        sums.theses,
    ];
    let mut cells: Vec<_> = counts.iter().map(|count| l.number(*count)).collect();
    cells.push(mean(l, sums.climate_sum, sums.climate_grades));
    AnswerLine { name: figure.name.clone(), cells }
}

/// A mean with one decimal; a dash of words where there is nothing.
fn mean(l: L, sum: i64, count: i64) -> String {
    if count == 0 {
        return l.t("visits-no-firms");
    }
    let number = |value: i64| f64::from(i32::try_from(value).unwrap_or(i32::MAX));
    l.decimals(number(sum) / number(count), 1)
}
