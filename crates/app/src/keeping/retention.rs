//! How long things are kept, and why. `docs/data-protection.md` shows the same table; a test
//! compares them.

use std::time::Duration;

use domain::access::{Actor, Role};
use domain::codes::CountyCode;
use domain::time::{Date, Timestamp, day_of, days_after};
use serde::Serialize;
use serde_json::json;
use store::events::{NewEvent, Subject};
use store::retention::{self as stored, Class, Purged};

use crate::{App, Error};

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// What it takes away.
    pub class: Class,
    /// Code, in the table of the documentation and in the counts that remain.
    pub code: &'static str,
    /// Days it is kept.
    pub days: u32,
    /// Why not longer, or why so long.
    pub ground: &'static str,
    /// An official document (allmän handling): taken away only on a decision of the archive
    /// authority (arkivlagen 1990:782, 10 §).
    pub needs_decision: bool,
}

/// Every rule.
pub const RULES: &[Rule] = &[
    Rule {
        class: Class::Notifications,
        code: "notifications",
        days: 90,
        ground: "read and done with (GDPR art. 5.1 e)",
        needs_decision: false,
    },
    Rule {
        class: Class::Invitations,
        code: "invitations",
        days: 30,
        ground: "after the link has ended the address has no use (GDPR art. 5.1 c)",
        needs_decision: false,
    },
    Rule {
        class: Class::Drafts,
        code: "drafts",
        days: 365,
        ground: "a draft nobody approved is no official document (TF 2 kap. 12 §)",
        needs_decision: false,
    },
    Rule {
        class: Class::Readings,
        code: "readings",
        days: 1_825,
        ground: "to find misuse (GDPR art. 5.2); five years, as long as it can be tried in court",
        needs_decision: false,
    },
    Rule {
        class: Class::EventDetails,
        code: "event-details",
        days: 1_825,
        ground: "figures need the event, not its words (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Contacts,
        code: "contacts",
        days: 730,
        ground: "contact peace looks 90 days back, figures a year (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Cases,
        code: "cases",
        days: 1_825,
        ground: "letters and names of closed cases (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Views,
        code: "views",
        days: 90,
        ground: "whoever has had no role here for so long does not use them (GDPR art. 5.1 c)",
        needs_decision: false,
    },
    Rule {
        class: Class::Imports,
        code: "imports",
        days: 90,
        ground: "the undo of an import has long been out; what it brought stands (GDPR art. 5.1 e)",
        needs_decision: false,
    },
    Rule {
        class: Class::Handovers,
        code: "handovers",
        days: 730,
        ground: "whoever took over has long had the matters themselves (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Absences,
        code: "absences",
        days: 90,
        ground: "who was away has no use when the days are over (GDPR art. 5.1 c)",
        needs_decision: false,
    },
    Rule {
        class: Class::Led,
        code: "led-mappings",
        days: 1_825,
        ground: "notes, summaries and names of led mappings, as long as letters of cases \
                 (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Leaders,
        code: "leaders",
        days: 730,
        ground: "whoever has not renewed their training in two years leads no more \
                 (GDPR art. 5.1 c)",
        needs_decision: false,
    },
    Rule {
        class: Class::Replies,
        code: "replies",
        days: 90,
        ground: "taken away, or of somebody who has no role here any more (GDPR art. 5.1 c)",
        needs_decision: false,
    },
    Rule {
        class: Class::Pools,
        code: "pools",
        days: 1_825,
        ground: "who consented, while what was built on it can be tried (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Signals,
        code: "signals",
        days: 1_095,
        ground: "who took which step is asked for in three years, as figures are (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Support,
        code: "support",
        days: 3_652,
        ground: "small aid is accounted for during ten years ((EU) 2023/2831 art. 6)",
        needs_decision: true,
    },
    Rule {
        class: Class::Agreements,
        code: "agreements",
        days: 3_652,
        ground: "what was agreed can be tried for ten years (preskriptionslagen 1981:130, 2 §)",
        needs_decision: true,
    },
    Rule {
        class: Class::Endings,
        code: "endings",
        days: 3_652,
        ground: "what became of a claim can be tried for ten years (preskriptionslagen \
            1981:130, 2 §)",
        needs_decision: true,
    },
    Rule {
        class: Class::Gatherings,
        code: "events",
        days: 365,
        ground: "whom to ask about who came, until what the event led to has been followed up \
                 (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Succession,
        code: "succession",
        days: 730,
        ground: "kept for its owner alone, so no official document (TF 2 kap. 13 §); ended two \
                 years ago (GDPR art. 5.1 e)",
        needs_decision: false,
    },
    Rule {
        class: Class::Ideas,
        code: "ideas",
        days: 1_095,
        ground: "who said what of an idea is asked for in three years after its end \
                 (GDPR art. 5.1 e)",
        needs_decision: true,
    },
    Rule {
        class: Class::Redundancies,
        code: "redundancies",
        days: 730,
        ground: "names of who did what, two years after the last day at work (GDPR art. 5.1 e)",
        needs_decision: true,
    },
];

/// The worker purges once in this time: about once a day, whenever that comes to be.
const EVERY: Duration = Duration::from_hours(20);

/// What a run took away from one county under one rule, or would.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PurgeRun {
    /// County code.
    pub county: String,
    /// Code of the rule.
    pub class: &'static str,
    /// Days it is kept.
    pub days: u32,
    /// How much.
    pub rows: i64,
    /// Waits for a decision, and is left.
    pub waits_for_decision: bool,
}

/// How a purge is asked for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// Also when it has been done today.
    pub now: bool,
    /// Only count.
    pub is_dry: bool,
    /// Reference of the decision by which official documents may go.
    pub decision: Option<&'a str>,
}

/// Takes away what has been kept long enough, in every county. Counts remain, as rows and as
/// events; but of what is sealed off nothing is told, since a number would say that it was there.
pub async fn purge(app: &App, asked: Asked<'_>) -> Result<Vec<PurgeRun>, Error> {
    let counties = store::copy::counties(&mut app.store.read().await?).await?;
    let mut runs = Vec::new();
    for county in &counties {
        let last = stored::last(&mut app.store.read().await?, county).await?;
        let is_done = last.is_some_and(|last| {
            last.saturating_add(EVERY).is_ok_and(|next| app.now() < next) && last <= app.now()
        });
        if is_done && !asked.now && !asked.is_dry {
            continue;
        }
        for rule in RULES {
            if rule.is_sealed_off() {
                purge_quietly(app, county, *rule, asked).await?;
            } else {
                runs.push(run(app, county, *rule, asked).await?);
            }
        }
    }
    if !asked.is_dry && runs.iter().any(|run| run.rows > 0 && !run.waits_for_decision) {
        super::scrub(app).await;
    }
    Ok(runs)
}

impl Rule {
    /// Only the accounts whose it is may know that there is anything.
    fn is_sealed_off(self) -> bool {
        self.class == Class::Succession
    }

    /// The instant and the day before which its time is out.
    fn before(self, now: Timestamp) -> (Timestamp, Date) {
        let before = now.saturating_sub(Duration::from_hours(24 * u64::from(self.days)));
        let day = days_after(day_of(now), -i64::from(self.days));
        (before.unwrap_or(Timestamp::MIN), day)
    }
}

/// Takes away what only its own account may know of. The worker scrubs the files afterwards, as it
/// does after any erasure.
async fn purge_quietly(
    app: &App,
    county: &CountyCode,
    rule: Rule,
    asked: Asked<'_>,
) -> Result<(), Error> {
    let now = app.now();
    let (before, day) = rule.before(now);
    if asked.is_dry {
        return Ok(());
    }
    app.store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            if stored::purge(tx, county, rule.class, before, day, now).await? > 0 {
                store::scrubbing::want(tx, now).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}

async fn run(
    app: &App,
    county: &CountyCode,
    rule: Rule,
    asked: Asked<'_>,
) -> Result<PurgeRun, Error> {
    let now = app.now();
    let (before, before_day) = rule.before(now);
    let waits_for_decision = rule.needs_decision && asked.decision.is_none();
    let told = |rows| PurgeRun {
        county: county.to_string(),
        class: rule.code,
        days: rule.days,
        rows,
        waits_for_decision,
    };
    if asked.is_dry || waits_for_decision {
        let mut connection = app.store.read().await?;
        let due = stored::count(&mut connection, county, rule.class, before, before_day).await?;
        return Ok(told(due));
    }
    let purged = &Purged {
        id: app.new_id(),
        class: rule.code,
        at: now,
        rows: 0,
        decision: asked.decision.map(str::to_owned).filter(|_| rule.needs_decision),
    };
    let system = Actor::Anyone { county: county.clone() };
    let subject = Subject { kind: "purge", id: purged.id, organisation: None };
    let mut event = NewEvent::by(&system, now, "retention.purged", subject);
    event.role = Role::Admin;
    let event = &event;
    let rows = app
        .store
        .write(county, None, |mut tx| async move {
            let rows = stored::purge(&mut tx, county, rule.class, before, before_day, now).await?;
            let purged = Purged { rows, ..purged.clone() };
            stored::remember(&mut tx, county, &purged).await?;
            if rows > 0 {
                let event = event.clone().saying(json!({ "class": rule.code, "rows": rows }));
                store::events::append(&mut tx, county, &event).await?;
                store::scrubbing::want(&mut tx, now).await?;
            }
            Ok::<_, Error>(rows)
        })
        .await?;
    Ok(told(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_shows_the_same_rules() {
        let text = include_str!("../../../../docs/data-protection.md");
        for rule in RULES {
            let decision = if rule.needs_decision { "yes" } else { "no" };
            let row =
                format!("| {} | {} days | {} | {decision} |", rule.code, rule.days, rule.ground);
            assert!(text.contains(&row), "docs/data-protection.md has no row {row}");
        }
    }
}
