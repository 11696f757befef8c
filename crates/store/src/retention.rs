//! Taking away what has been kept long enough. Which rules there are, and why, is told in
//! `app::keeping::retention`; here is what each of them does.

use domain::codes::CountyCode;
use domain::time::{Date, Timestamp};
use uuid::Uuid;

use crate::personal::ERASED;
use crate::{Connection, Error, Tx, on, seals};

/// What can be taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Notifications that have been read.
    Notifications,
    /// Address of an invitation that is no longer open.
    Invitations,
    /// Drafts that were withdrawn or never approved.
    Drafts,
    /// Who has read what.
    Readings,
    /// Details of events.
    EventDetails,
    /// Contacts in the ledger and visits: names and words; the numbers stay.
    Contacts,
    /// Letters and names of closed cases.
    Cases,
    /// Saved views of those who no longer have a role.
    Views,
    /// Templates that were taken away, and own ones of those who no longer have a role.
    Replies,
    /// Names and words of pools that have ended; the figures stay.
    Pools,
    /// Ended signals: names and words; the counts stay.
    Signals,
    /// Support money that was decided long ago: names and words; the amounts stay.
    Support,
    /// Names in notices of redundancy.
    Redundancies,
    /// Names and words of led mappings.
    Led,
    /// People in the register of process leaders whose training has ended.
    Leaders,
    /// Handovers: names and words; how many things there were stays.
    Handovers,
    /// Days on which somebody was away.
    Absences,
    /// Files that never became anything; names and headings of those that did.
    Imports,
    /// Agreements that were over long ago: names and words; kind and days stay.
    Agreements,
    /// Endings and numbers of long ago: names and words; what happened when stays.
    Endings,
    /// Events that were long ago: who invited and whom to ask; how many came stays.
    Gatherings,
    /// What ended long ago in the compartment of ownership transfer; all of it goes.
    Succession,
    /// Ideas that came to an end long ago: names, titles, words and posts; the votes stay.
    Ideas,
}

/// One table a class reaches. `county = $1` always holds; `$2` is the instant, `$3` the day, `$4`
/// the mark that stands where something was.
struct Step {
    table: &'static str,
    /// What is written over; none takes the whole row.
    set: Option<&'static str>,
    /// Which rows, and only those where something is left to take.
    due: &'static str,
}

impl Step {
    // Every value is named, since a database wants to know the type of each one it is given.
    const HELD: &str = "county = $1 AND $2 = $2 AND $3 = $3 AND $4 = $4";

    fn count(&self) -> String {
        format!("SELECT COUNT(*) FROM {} WHERE {} AND {}", self.table, Self::HELD, self.due)
    }

    fn change(&self) -> String {
        let Self { table, set, due } = self;
        match set {
            Some(set) => format!("UPDATE {table} SET {set} WHERE {} AND {due}", Self::HELD),
            None => format!("DELETE FROM {table} WHERE {} AND {due}", Self::HELD),
        }
    }
}

const NOTIFICATIONS: &[Step] = &[Step { table: "notification", set: None, due: "read_at < $2" }];

// The link's hash stays: its page says whom to ask, and shows the receipt.
const INVITATIONS: &[Step] = &[Step {
    table: "mapping",
    set: Some("invited_email = NULL"),
    due: "link_expires_at < $2 AND invited_email IS NOT NULL",
}];

const DRAFTS: &[Step] = &[
    Step {
        table: "mapping",
        set: Some("answers = '{}'"),
        due: "updated_at < $2 AND approved_at IS NULL AND answers <> '{}'",
    },
    Step { table: "leader_wish", set: None, due: "asked_at < $2" },
    Step {
        table: "led_text",
        set: None,
        due: "updated_at < $2 AND EXISTS (SELECT 1 FROM mapping m
            WHERE m.county = led_text.county AND m.id = led_text.mapping
              AND m.approved_at IS NULL)",
    },
];

// Taken by `seals::purge_readings`, which tells the chain.
const READINGS: &[Step] = &[Step { table: "reading", set: None, due: "read_at < $2" }];

const EVENT_DETAILS: &[Step] = &[Step {
    table: "event_detail",
    set: None,
    due: "EXISTS (SELECT 1 FROM event e WHERE e.county = event_detail.county
        AND e.id = event_detail.event AND e.happened_at < $2)",
}];

const CONTACTS: &[Step] = &[
    Step {
        table: "coordination",
        set: Some(
            "from_name = $4, words = $4, reply = CASE WHEN reply IS NULL THEN NULL ELSE $4 END,
             replied_by_name = CASE WHEN replied_by_name IS NULL THEN NULL ELSE $4 END",
        ),
        due: "(from_name <> $4 OR words <> $4 OR reply <> $4 OR replied_by_name <> $4)
            AND EXISTS (SELECT 1 FROM contact k WHERE k.county = coordination.county
                AND k.id = coordination.contact AND k.created_at < $2 AND k.held_on < $3)",
    },
    Step {
        table: "appointment",
        set: Some("place = $4, email = $4"),
        due: "(place <> $4 OR email <> $4) AND subject_kind = 'contact'
            AND EXISTS (SELECT 1 FROM contact k WHERE k.county = appointment.county
                AND k.id = appointment.subject AND k.created_at < $2 AND k.held_on < $3)",
    },
    Step {
        table: "contact",
        set: Some(
            "by_name = $4, topic = $4, note = NULL,
             forced_reason = CASE WHEN forced_reason IS NULL THEN NULL ELSE $4 END",
        ),
        due: "created_at < $2 AND held_on < $3
            AND (by_name <> $4 OR topic <> $4 OR note IS NOT NULL OR forced_reason <> $4)",
    },
    Step { table: "quiet_period", set: None, due: "created_at < $2 AND ends_on < $3" },
    // What a firm asks for stands until it says something else, but not who said it.
    Step {
        table: "contact_wish",
        set: Some("said_by_name = $4"),
        due: "updated_at < $2 AND said_by_name <> $4 AND said_on < $3",
    },
    Step {
        table: "visit",
        set: Some(
            "by_name = $4, topic = $4, reported_by_name = NULL, education = NULL,
             feedback = NULL, feedback_by_name = NULL",
        ),
        due: "created_at < $2 AND held_on < $3
            AND (by_name <> $4 OR topic <> $4 OR reported_by_name IS NOT NULL
                OR education IS NOT NULL OR feedback IS NOT NULL
                OR feedback_by_name IS NOT NULL)",
    },
    Step {
        table: "visit_obstacle",
        set: Some(
            "words = $4, answer = CASE WHEN answer IS NULL THEN NULL ELSE $4 END,
             answered_by_name = NULL",
        ),
        due: "(words <> $4 OR answer <> $4 OR answered_by_name IS NOT NULL)
            AND EXISTS (SELECT 1 FROM visit v WHERE v.county = visit_obstacle.county
                AND v.id = visit_obstacle.visit AND v.created_at < $2 AND v.held_on < $3)",
    },
    Step {
        table: "visit_promise",
        set: Some("words = $4, by_name = $4"),
        due: "(words <> $4 OR by_name <> $4)
            AND EXISTS (SELECT 1 FROM visit v WHERE v.county = visit_promise.county
                AND v.id = visit_promise.visit AND v.created_at < $2 AND v.held_on < $3)",
    },
];

const CASES: &[Step] = &[
    Step {
        table: "case_note",
        set: Some("body = $4, by_name = $4"),
        due: "(body <> $4 OR by_name <> $4)
            AND EXISTS (SELECT 1 FROM case_file f WHERE f.county = case_note.county
                AND f.id = case_note.case_file AND f.closed_at < $2)",
    },
    Step {
        table: "message",
        set: Some("body = $4, from_name = $4"),
        due: "(body <> $4 OR from_name <> $4)
            AND EXISTS (SELECT 1 FROM case_file f WHERE f.county = message.county
                AND f.id = message.case_file AND f.closed_at < $2)",
    },
    Step {
        table: "follow_up",
        set: Some("words = $4"),
        due: "words <> $4
            AND EXISTS (SELECT 1 FROM case_file f WHERE f.county = follow_up.county
                AND f.id = follow_up.case_file AND f.closed_at < $2)",
    },
    Step {
        table: "proposal",
        set: Some("proposed_by_name = $4"),
        due: "proposed_by_name <> $4
            AND EXISTS (SELECT 1 FROM case_need n JOIN case_file f
                ON f.county = n.county AND f.id = n.case_file
                WHERE n.county = proposal.county AND n.need = proposal.need
                  AND f.closed_at < $2)",
    },
    Step {
        table: "appointment",
        set: Some("place = $4, email = $4"),
        due: "(place <> $4 OR email <> $4) AND subject_kind = 'mapping'
            AND EXISTS (SELECT 1 FROM mapping m JOIN case_file f
                ON f.county = m.county AND f.id = m.case_file
                WHERE m.county = appointment.county AND m.id = appointment.subject
                  AND f.closed_at < $2)",
    },
    Step {
        table: "mapping",
        set: Some(
            "answers = '{}', invited_email = NULL, opened_by_name = $4,
             approved_by_name = CASE WHEN approved_by_name IS NULL THEN NULL ELSE $4 END",
        ),
        due: "(answers <> '{}' OR invited_email IS NOT NULL OR opened_by_name <> $4
                OR approved_by_name <> $4)
            AND EXISTS (SELECT 1 FROM case_file f WHERE f.county = mapping.county
                AND f.id = mapping.case_file AND f.closed_at < $2)",
    },
    // What is counted stays: only what a firm wrote in its own words goes.
    Step {
        table: "local_answer",
        set: Some("value = $4"),
        due: "value <> $4
            AND EXISTS (SELECT 1 FROM local_question_version v
                WHERE v.county = local_answer.county AND v.question = local_answer.question
                  AND v.version = local_answer.version AND v.kind = 'text')
            AND EXISTS (SELECT 1 FROM mapping m JOIN case_file f
                  ON f.county = m.county AND f.id = m.case_file
                WHERE m.county = local_answer.county AND m.id = local_answer.mapping
                  AND f.closed_at < $2)",
    },
    Step {
        table: "case_file",
        set: Some(
            "outcome_words = $4,
             taken_by_name = CASE WHEN taken_by_name IS NULL THEN NULL ELSE $4 END,
             next_step = CASE WHEN next_step IS NULL THEN NULL ELSE $4 END",
        ),
        due: "closed_at < $2
            AND (outcome_words <> $4 OR taken_by_name <> $4 OR next_step <> $4)",
    },
];

// What belongs to a led mapping goes when the letters of its case do.
const LED: &[Step] = &[
    Step {
        table: "led_text",
        set: Some("words = $4, by_name = $4"),
        due: "updated_at < $2 AND (words <> $4 OR by_name <> $4)",
    },
    Step {
        table: "led_step",
        set: Some("done_by_name = $4"),
        due: "done_at < $2 AND done_by_name <> $4",
    },
    Step {
        table: "staff_ages",
        set: Some("by_name = $4"),
        due: "updated_at < $2 AND by_name <> $4",
    },
    Step {
        table: "mapping_lead",
        set: Some(
            "begun_by_name = $4,
             ended_by_name = CASE WHEN ended_at IS NULL THEN NULL ELSE $4 END",
        ),
        due: "COALESCE(ended_at, begun_at) < $2
            AND (begun_by_name <> $4 OR ended_by_name <> $4)",
    },
];

const LEADERS: &[Step] = &[Step { table: "leader", set: None, due: "valid_until_on < $3" }];

const VIEWS: &[Step] = &[Step {
    table: "saved_view",
    set: None,
    due: "created_at < $2 AND NOT EXISTS (SELECT 1 FROM assignment a
        WHERE a.county = saved_view.county AND a.person = saved_view.person
          AND (a.valid_to IS NULL OR a.valid_to >= $3))",
}];

// What an organisation shares stays when whoever wrote it leaves.
const REPLIES: &[Step] = &[
    Step { table: "reply_template", set: None, due: "removed_at < $2" },
    Step {
        table: "reply_template",
        set: None,
        due: "is_shared = FALSE AND updated_at < $2 AND NOT EXISTS (SELECT 1 FROM assignment a
            WHERE a.county = reply_template.county AND a.person = reply_template.person
              AND a.organisation = reply_template.organisation
              AND (a.valid_to IS NULL OR a.valid_to >= $3))",
    },
];

const POOLS: &[Step] = &[
    Step {
        table: "pool",
        set: Some(
            "by_name = $4, next_step = $4,
             reason = CASE WHEN reason IS NULL THEN NULL ELSE $4 END",
        ),
        due: "ended_at < $2 AND (by_name <> $4 OR next_step <> $4 OR reason <> $4)",
    },
    Step {
        table: "pool_firm",
        set: Some("said_by_name = NULL, recorded_by_name = NULL"),
        due: "(said_by_name IS NOT NULL OR recorded_by_name IS NOT NULL)
            AND EXISTS (SELECT 1 FROM pool p WHERE p.county = pool_firm.county
                AND p.id = pool_firm.pool AND p.ended_at < $2)",
    },
];

const SIGNALS: &[Step] = &[
    Step {
        table: "signal_step",
        set: Some(
            "by_name = CASE WHEN by_name IS NULL THEN NULL ELSE $4 END,
             words = CASE WHEN words IS NULL THEN NULL ELSE $4 END,
             asked = CASE WHEN asked IS NULL THEN NULL ELSE $4 END",
        ),
        due: "(by_name <> $4 OR words <> $4 OR asked <> $4)
            AND EXISTS (SELECT 1 FROM signal s WHERE s.county = signal_step.county
                AND s.id = signal_step.signal AND s.ended_at < $2)",
    },
    Step {
        table: "signal",
        set: Some(
            "by_name = CASE WHEN by_name IS NULL THEN NULL ELSE $4 END,
             title = CASE WHEN kind <> 'written' THEN title ELSE $4 END,
             words = CASE WHEN words IS NULL THEN NULL ELSE $4 END",
        ),
        due: "ended_at < $2
            AND (by_name <> $4 OR words <> $4 OR (kind = 'written' AND title <> $4))",
    },
];

const SUPPORT: &[Step] = &[
    Step {
        table: "support_grant",
        set: Some(
            "purpose = $4, by_name = $4, decided_by_name = NULL, effect_by_name = NULL,
             reason = CASE WHEN reason IS NULL THEN NULL ELSE $4 END,
             effect_words = CASE WHEN effect_words IS NULL THEN NULL ELSE $4 END",
        ),
        due: "created_at < $2 AND COALESCE(decided_on, applied_on) < $3
            AND (purpose <> $4 OR by_name <> $4 OR decided_by_name IS NOT NULL
                OR effect_by_name IS NOT NULL OR reason <> $4 OR effect_words <> $4)",
    },
    Step { table: "registered_aid", set: None, due: "created_at < $2 AND granted_on < $3" },
];

const AGREEMENTS: &[Step] = &[Step {
    table: "agreement",
    set: Some(
        "by_name = $4, scope = $4,
         ended_by_name = CASE WHEN ended_by_name IS NULL THEN NULL ELSE $4 END,
         reference = CASE WHEN reference IS NULL THEN NULL ELSE $4 END,
         ended_reason = CASE WHEN ended_reason IS NULL THEN NULL ELSE $4 END",
    ),
    due: "created_at < $2 AND (valid_until_on < $3 OR ended_on < $3)
        AND (by_name <> $4 OR scope <> $4 OR ended_by_name <> $4 OR reference <> $4
            OR ended_reason <> $4)",
}];

const ENDINGS: &[Step] = &[
    Step {
        table: "organisation_ending",
        set: Some(
            "by_name = $4, words = $4,
             undone_by_name = CASE WHEN undone_by_name IS NULL THEN NULL ELSE $4 END",
        ),
        due: "made_at < $2 AND ended_on < $3
            AND (by_name <> $4 OR words <> $4 OR undone_by_name <> $4)",
    },
    Step {
        table: "former_number",
        set: Some("by_name = $4, reason = $4"),
        due: "changed_at < $2 AND until_on < $3 AND (by_name <> $4 OR reason <> $4)",
    },
];

const GATHERINGS: &[Step] = &[
    Step {
        table: "sign_up",
        set: Some("contact_name = $4, contact_email = $4"),
        due: "(contact_name <> $4 OR contact_email <> $4)
            AND EXISTS (SELECT 1 FROM gathering g WHERE g.county = sign_up.county
                AND g.id = sign_up.gathering AND g.ends_at < $2)",
    },
    Step {
        table: "gathering",
        set: Some(
            "by_name = $4,
             ended_by_name = CASE WHEN ended_by_name IS NULL THEN NULL ELSE $4 END",
        ),
        due: "ends_at < $2 AND (by_name <> $4 OR ended_by_name <> $4)",
    },
];

// Whatever belongs to a listing or a contact goes with it.
const SUCCESSION: &[Step] = &[
    Step { table: "succession_listing", set: None, due: "ended_at < $2" },
    Step { table: "succession_contact", set: None, due: "ended_at < $2" },
    Step { table: "succession_news", set: None, due: "read_at < $2" },
    Step { table: "succession_intention", set: None, due: "answered_at < $2" },
    Step {
        table: "succession_buyer",
        set: None,
        due: "updated_at < $2 AND NOT EXISTS (SELECT 1 FROM succession_contact k
            WHERE k.county = succession_buyer.county AND k.person = succession_buyer.person
              AND k.ended_at IS NULL)",
    },
];

/// An idea with nothing left to do that nobody has touched since the instant.
macro_rules! of_ended_idea {
    ($table:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM idea i WHERE i.county = ",
            $table,
            ".county AND i.id = ",
            $table,
            ".idea AND i.updated_at < $2 AND i.state NOT IN ('new', 'considered', 'planned'))"
        )
    };
}

const IDEAS: &[Step] = &[
    Step {
        table: "idea_post",
        set: None,
        due: concat!("posted_at < $2 AND ", of_ended_idea!("idea_post")),
    },
    Step {
        table: "idea_step",
        set: Some("by_name = $4, words = CASE WHEN words IS NULL THEN NULL ELSE $4 END"),
        due: concat!("(by_name <> $4 OR words <> $4) AND ", of_ended_idea!("idea_step")),
    },
    Step {
        table: "idea",
        set: Some("by_name = $4, title = $4, words = $4, is_public = FALSE"),
        due: "updated_at < $2 AND state NOT IN ('new', 'considered', 'planned')
            AND (by_name <> $4 OR title <> $4 OR words <> $4)",
    },
];

const REDUNDANCIES: &[Step] = &[
    Step {
        table: "redundancy_task",
        set: Some("done_by_name = CASE WHEN done_by_name IS NULL THEN NULL ELSE $4 END"),
        due: "done_by_name <> $4
            AND EXISTS (SELECT 1 FROM redundancy r WHERE r.county = redundancy_task.county
                AND r.id = redundancy_task.redundancy AND r.created_at < $2
                AND r.last_day_on < $3)",
    },
    Step {
        table: "redundancy",
        set: Some("by_name = $4"),
        due: "created_at < $2 AND last_day_on < $3 AND by_name <> $4",
    },
];

const HANDOVERS: &[Step] = &[
    Step {
        table: "handover_item",
        set: None,
        due: "EXISTS (SELECT 1 FROM handover h WHERE h.county = handover_item.county
            AND h.id = handover_item.handover AND h.made_at < $2)",
    },
    Step { table: "contact_change", set: None, due: "changed_at < $2" },
    Step {
        table: "handover",
        set: Some("from_name = $4, by_name = $4, reason = $4"),
        due: "made_at < $2 AND (from_name <> $4 OR by_name <> $4 OR reason <> $4)",
    },
];

const ABSENCES: &[Step] =
    &[Step { table: "absence", set: None, due: "created_at < $2 AND ends_on < $3" }];

/// An import that nobody has gone on with: it has put nothing in.
macro_rules! unfinished {
    ($table:literal) => {
        Step {
            table: $table,
            set: None,
            due: concat!(
                "EXISTS (SELECT 1 FROM import i WHERE i.county = ",
                $table,
                ".county AND i.id = ",
                $table,
                ".import AND i.updated_at < $2
                  AND i.state NOT IN ('importing', 'indexing', 'done'))"
            ),
        }
    };
}

const IMPORTS: &[Step] = &[
    unfinished!("import_duplicate"),
    unfinished!("import_row"),
    unfinished!("import_fault"),
    unfinished!("import_need"),
    unfinished!("import_goal"),
    unfinished!("import_firm"),
    Step {
        table: "import",
        set: None,
        due: "updated_at < $2 AND state NOT IN ('importing', 'indexing', 'done')",
    },
    // Where needs have come from is known as long as they are, but not who sent the file in.
    Step {
        table: "import",
        set: Some("by_name = $4, file_name = $4, heading = '[]', undone_by_name = NULL"),
        due: "updated_at < $2 AND state = 'done' AND (by_name <> $4 OR file_name <> $4)",
    },
];

impl Class {
    fn steps(self) -> &'static [Step] {
        match self {
            Self::Notifications => NOTIFICATIONS,
            Self::Invitations => INVITATIONS,
            Self::Drafts => DRAFTS,
            Self::Readings => READINGS,
            Self::EventDetails => EVENT_DETAILS,
            Self::Contacts => CONTACTS,
            Self::Cases => CASES,
            Self::Views => VIEWS,
            Self::Replies => REPLIES,
            Self::Pools => POOLS,
            Self::Signals => SIGNALS,
            Self::Support => SUPPORT,
            Self::Redundancies => REDUNDANCIES,
            Self::Led => LED,
            Self::Leaders => LEADERS,
            Self::Handovers => HANDOVERS,
            Self::Absences => ABSENCES,
            Self::Imports => IMPORTS,
            Self::Agreements => AGREEMENTS,
            Self::Endings => ENDINGS,
            Self::Gatherings => GATHERINGS,
            Self::Succession => SUCCESSION,
            Self::Ideas => IDEAS,
        }
    }
}

/// How many rows a rule would reach.
pub async fn count(
    connection: &mut Connection,
    county: &CountyCode,
    class: Class,
    before: Timestamp,
    before_day: Date,
) -> Result<i64, Error> {
    let mut rows = 0;
    for step in class.steps() {
        rows +=
            on!(connection, |c| sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(step.count()))
                .bind(county.as_str())
                .bind(before.as_microsecond())
                .bind(before_day.to_string())
                .bind(ERASED)
                .fetch_one(c)
                .await?);
    }
    Ok(rows)
}

/// Takes away what is older; gives how many rows were reached.
pub async fn purge(
    tx: &mut Tx,
    county: &CountyCode,
    class: Class,
    before: Timestamp,
    before_day: Date,
    now: Timestamp,
) -> Result<i64, Error> {
    let mut rows = 0;
    if class == Class::Readings {
        rows = seals::purge_readings(tx, county, before, now).await?;
    } else {
        for step in class.steps() {
            rows += on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(step.change()))
                .bind(county.as_str())
                .bind(before.as_microsecond())
                .bind(before_day.to_string())
                .bind(ERASED)
                .execute(c)
                .await?
                .rows_affected());
        }
    }
    Ok(i64::try_from(rows).unwrap_or(i64::MAX))
}

/// What has been taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purged {
    /// Id.
    pub id: Uuid,
    /// Code of the rule.
    pub class: &'static str,
    /// When.
    pub at: Timestamp,
    /// How much.
    pub rows: i64,
    /// On whose decision.
    pub decision: Option<String>,
}

/// Keeps the count of a purge.
pub async fn remember(tx: &mut Tx, county: &CountyCode, purged: &Purged) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO purge (county, id, class, purged_at, row_count, decision)
         VALUES ($1, $2, $3, $4, $5, $6)"
    )
    .bind(county.as_str())
    .bind(purged.id)
    .bind(purged.class)
    .bind(purged.at.as_microsecond())
    .bind(purged.rows)
    .bind(purged.decision.as_deref())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// When a county was last purged.
pub async fn last(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Option<Timestamp>, Error> {
    let at: Option<i64> = on!(connection, |c| sqlx::query_scalar(
        "SELECT MAX(purged_at) FROM purge WHERE county = $1"
    )
    .bind(county.as_str())
    .fetch_one(c)
    .await?);
    crate::row::instant_opt(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::personal::{COLUMNS, Holds};

    const CLASSES: &[Class] = &[
        Class::Notifications,
        Class::Invitations,
        Class::Drafts,
        Class::Readings,
        Class::EventDetails,
        Class::Contacts,
        Class::Cases,
        Class::Views,
        Class::Replies,
        Class::Pools,
        Class::Signals,
        Class::Support,
        Class::Redundancies,
        Class::Led,
        Class::Leaders,
        Class::Handovers,
        Class::Absences,
        Class::Imports,
        Class::Agreements,
        Class::Endings,
        Class::Gatherings,
        Class::Succession,
        Class::Ideas,
    ];

    /// What is kept for as long as what it belongs to, and why.
    const KEPT: &[(&str, &[&str], &str)] = &[
        ("desk", &["name", "phone", "email"], "an office and how to reach it"),
        ("goal", &["goal", "consequence", "capability", "gap"], "a firm's words about its work"),
        ("need", &["words", "state_reason"], "a firm's words about its work"),
        ("need", &["coding"], "who read the words as an occupation, while the need stands"),
        ("lane", &["next_step"], "what is done about a need, while the need stands"),
        ("case_file", &["title"], "a firm's words about its work"),
        ("contact_wish", &["ask_for"], "what a firm asks of those who get in touch, while it does"),
        ("pool", &["title"], "what several firms need, in few words"),
        ("support_fund", &["name", "terms"], "published by who gives the money"),
        ("staff_role", &["role"], "what people do at a firm, beside numbers and no names"),
        ("campaign", &["name"], "what a network calls its campaign"),
        ("offer", &["title", "body"], "published by who offers it"),
        ("module_setting", &["decided_by", "note"], "who decided what is on, while it is"),
        ("mapping", &["external_reference"], "what the answers are called where they were given"),
        ("local_question_version", &["words", "help", "choices"], "asked of every firm alike"),
        ("gathering", &["title", "body", "place"], "published by who invites to the event"),
        ("gathering", &["link", "price", "reason"], "published by who invites to the event"),
        ("gathering", &["outcome_words"], "what an event led to, without names of people"),
        ("outbox", &["trouble"], "goes with the mail, when it has ended"),
    ];

    fn is_reached(table: &str, column: &str) -> bool {
        let writes = |set: &str| {
            let set = format!(" {}", set.replace(char::is_whitespace, " "));
            set.contains(&format!(" {column} = "))
        };
        let mut steps = CLASSES.iter().flat_map(|class| class.steps());
        steps.any(|step| step.table == table && step.set.is_none_or(writes))
    }

    #[test]
    fn whatever_can_name_somebody_goes_or_has_a_reason_to_stay() {
        for one in COLUMNS {
            let names = matches!(one.holds, Holds::Name { .. } | Holds::Address | Holds::Words);
            let is_kept = KEPT
                .iter()
                .any(|(table, columns, _)| *table == one.table && columns.contains(&one.column));
            let is_reached = is_reached(one.table, one.column);
            let place = format!("{}.{}", one.table, one.column);
            assert!(!names || is_reached != is_kept, "{place}: {is_reached} {is_kept}");
        }
    }
}
