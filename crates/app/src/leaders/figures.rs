//! Led mappings beside those a firm answers alone.

use domain::access::{Actor, Role};
use domain::figures::FIRMS_LEAST;
use domain::needs::mapping::Track;
use domain::time::{self, Date, Time};
use serde::Serialize;
use store::leaders::TrackRow;

use crate::{App, Error};

/// Who compares.
const COMPARERS: &[Role] = &[Role::Analyst, Role::Strategist, Role::Broker];
/// Months counted unless asked otherwise.
const MONTHS: i64 = 12;

/// Mappings of one track.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackFigure {
    /// Who held the pen.
    pub track: Track,
    /// Editions of the questions behind the numbers, the oldest first.
    pub question_sets: Vec<String>,
    /// The numbers; none where fewer than three firms stand behind them.
    pub counts: Option<TrackCounts>,
}

/// Numbers of one track.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackCounts {
    /// Opened, those called off too.
    pub opened: i64,
    /// Approved by the firm.
    pub approved: i64,
    /// Needs that came of them.
    pub needs: i64,
}

impl TrackCounts {
    /// Share that was approved, in tenths of a percent, halves up; none where nothing was opened.
    pub fn completion_tenths(&self) -> Option<i64> {
        (self.opened > 0).then(|| (self.approved * 2_000 + self.opened) / (self.opened * 2))
    }

    /// Needs for each approved mapping, in tenths, halves up; none where nothing was approved.
    pub fn needs_tenths(&self) -> Option<i64> {
        (self.approved > 0).then(|| (self.needs * 20 + self.approved) / (self.approved * 2))
    }
}

/// Led beside alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// First day counted.
    pub since: Date,
    /// Last day counted.
    pub until: Date,
    /// Led first.
    pub tracks: Vec<TrackFigure>,
    /// More than one edition of the questions stands behind the numbers.
    pub mixes_editions: bool,
}

/// Completion and needs of mappings opened since a day, the last year unless asked otherwise: led
/// beside those a firm answers alone. Hidden where fewer than three firms stand behind a track.
pub async fn compare(app: &App, actor: &Actor, since: Option<Date>) -> Result<Comparison, Error> {
    if !actor.is_one_of(COMPARERS) {
        return Err(Error::invisible());
    }
    let until = app.today();
    let since = since.unwrap_or_else(|| time::months_after(until, -MONTHS)).min(until);
    let begins = |day| time::instant_of(day, Time::midnight());
    let span = (begins(since), begins(time::days_after(until, 1)));
    let mut connection = app.store.read().await?;
    let rows = store::leaders::by_track(&mut connection, actor.county(), span.0, span.1).await?;
    let mut editions: Vec<_> = rows.iter().map(|row| row.question_set.as_str()).collect();
    editions.sort_unstable();
    editions.dedup();
    let tracks = [Track::Led, Track::Micro].map(|track| figure(track, &rows));
    Ok(Comparison {
        since,
        until,
        mixes_editions: editions.len() > 1,
        tracks: tracks.into_iter().collect(),
    })
}

fn figure(track: Track, rows: &[TrackRow]) -> TrackFigure {
    let rows: Vec<_> = rows.iter().filter(|row| row.track == track).collect();
    let sum = |of: fn(&TrackRow) -> i64| rows.iter().map(|row| of(row)).sum::<i64>();
    let least = i64::try_from(FIRMS_LEAST).unwrap_or(i64::MAX);
    // A firm may stand behind two editions: the larger is what is surely there.
    let firms = rows.iter().map(|row| row.firms).max().unwrap_or(0);
    TrackFigure {
        track,
        question_sets: rows.iter().map(|row| row.question_set.clone()).collect(),
        counts: (firms >= least).then(|| TrackCounts {
            opened: sum(|row| row.opened),
            approved: sum(|row| row.approved),
            needs: sum(|row| row.needs),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_by_hand() {
        let counts = TrackCounts { opened: 7, approved: 5, needs: 13 };
        // 5 / 7 = 71.43 %, 13 / 5 = 2.6.
        assert_eq!((counts.completion_tenths(), counts.needs_tenths()), (Some(714), Some(26)));
        let none = TrackCounts { opened: 0, approved: 0, needs: 0 };
        assert_eq!((none.completion_tenths(), none.needs_tenths()), (None, None));
    }
}
