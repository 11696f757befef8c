//! The document of a handover on paper.

use app::continuity;
use axum::extract::Path;
use domain::ids::HandoverId;
use exchange::pdf::{Block, Cell, Column, Table, Words};

use super::{Row, heading, made};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::Answer;
use crate::paper;
use crate::rights::ReadHandovers;

/// The same things as on the page, to print or to keep.
pub(super) async fn pdf(guard: Guard<ReadHandovers>, Path(id): Path<HandoverId>) -> Answer {
    let l = guard.l();
    let document = continuity::read(&guard.app, &guard.actor, id).await?;
    let lede: Vec<Words> =
        vec![made(l, &document).into(), paper::swedish(l, &document.handover.reason)];
    let blocks = if document.items.is_empty() {
        vec![
            Block::Heading(l.t("continuity-empty-title").into()),
            Block::Paragraph(l.t("continuity-empty-text").into()),
        ]
    } else {
        let rows = document.items.iter().map(|item| Row::of(l, item));
        vec![Block::Table(table(l, rows))]
    };
    let title = heading(l, &document.handover);
    let printed = paper::document(l, guard.app.today(), &title, lede, blocks);
    paper::file(l, printed, "overlamning").await
}

fn table(l: L, rows: impl Iterator<Item = Row>) -> Table {
    let columns = [("title", 9), ("contact", 8), ("state", 6), ("step", 9), ("to", 9)];
    let column =
        |(head, share): (&str, u16)| Column { head: l.code("continuity-head", head).into(), share };
    Table {
        caption: l.t("continuity-items").into(),
        columns: columns.into_iter().map(column).collect(),
        rows: rows.map(|row| cells(l, row)).collect(),
    }
}

fn cells(l: L, row: Row) -> Vec<Cell> {
    vec![
        Cell::from(paper::swedish(l, row.title)).below(row.what),
        Cell::from(row.firm).below(row.contact),
        Cell::from(row.state),
        Cell::from(paper::swedish(l, row.step)).below(row.day),
        Cell::from(row.to).below(row.phone),
    ]
}
