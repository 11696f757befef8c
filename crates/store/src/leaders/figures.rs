//! Counts of mappings by who held the pen.

use domain::codes::CountyCode;
use domain::needs::mapping::Track;
use domain::time::Timestamp;
use serde::Serialize;

use crate::row::code;
use crate::{Connection, Error, on};

/// Mappings of one track and one edition of the questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrackRow {
    /// Who held the pen.
    pub track: Track,
    /// Edition of the questions.
    pub question_set: String,
    /// Opened, those called off too.
    pub opened: i64,
    /// Approved by the firm.
    pub approved: i64,
    /// Needs that came of them.
    pub needs: i64,
    /// Firms, each once.
    pub firms: i64,
}

/// Mappings opened here from an instant on and before another, by track and edition: what was
/// answered elsewhere was filled in by nobody's side of this.
pub async fn by_track(
    connection: &mut Connection,
    county: &CountyCode,
    since: Timestamp,
    until: Timestamp,
) -> Result<Vec<TrackRow>, Error> {
    let rows: Vec<(String, String, i64, i64, i64, i64)> = on!(connection, |c| sqlx::query_as(
        "SELECT m.track, m.question_set, COUNT(*), COUNT(m.approved_at),
            CAST(SUM((SELECT COUNT(*) FROM need n
                WHERE n.county = m.county AND n.mapping = m.id)) AS BIGINT),
            COUNT(DISTINCT m.organisation)
         FROM mapping m
         WHERE m.county = $1 AND m.created_at >= $2 AND m.created_at < $3
           AND m.source = 'samkraft'
         GROUP BY m.track, m.question_set ORDER BY m.track, m.question_set"
    )
    .bind(county.as_str())
    .bind(since.as_microsecond())
    .bind(until.as_microsecond())
    .fetch_all(c)
    .await?);
    let read = |(track, question_set, opened, approved, needs, firms): (String, _, _, _, _, _)| {
        let track = code("mapping.track", Track::parse(&track))?;
        Ok(TrackRow { track, question_set, opened, approved, needs, firms })
    };
    rows.into_iter().map(read).collect()
}
