//! What the system holds about one person, and about the firm they speak for.
//!
//! [`SECTIONS`] says it kind by kind; a test compares it with every table that leads to a person
//! or a firm, so that nothing new is left out.

use domain::codes::CountyCode;
use domain::ids::{OrganisationId, PersonId};
use sqlx::Row as _;
use uuid::Uuid;

use crate::{Connection, Error, on};

/// A value and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// As it stands.
    Text(String),
    /// A code of a family with words of its own, such as `role`; several with a blank between.
    Code(&'static str, String),
    /// A day, ISO.
    Day(String),
    /// An instant, microseconds since 1970.
    Instant(i64),
    /// A number.
    Number(i64),
}

/// A row: fields by code.
pub type Row = Vec<(&'static str, Held)>;

/// Whom something is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The person.
    Person,
    /// The firm they speak for.
    Firm,
}

/// How a field is read.
#[derive(Debug, Clone, Copy)]
enum Reads {
    Text,
    Code(&'static str),
    Day,
    Instant,
    Number,
    /// The answers of a mapping: its contact person, and the whole as JSON.
    Answers,
}

/// A field: its code, what it is in SQL, how it is read.
#[derive(Debug, Clone, Copy)]
struct Field(&'static str, &'static str, Reads);

/// Things of one kind.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Code of the kind.
    pub code: &'static str,
    /// Whom they are about.
    pub whose: Whose,
    /// Tables they stand in.
    pub tables: &'static [&'static str],
    from: &'static str,
    /// `$1` county, `$2` firm, `$3` person.
    of: &'static str,
    order: &'static str,
    fields: &'static [Field],
}

const fn text(code: &'static str, sql: &'static str) -> Field {
    Field(code, sql, Reads::Text)
}

const fn coded(code: &'static str, family: &'static str, sql: &'static str) -> Field {
    Field(code, sql, Reads::Code(family))
}

const fn day(code: &'static str, sql: &'static str) -> Field {
    Field(code, sql, Reads::Day)
}

const fn instant(code: &'static str, sql: &'static str) -> Field {
    Field(code, sql, Reads::Instant)
}

const fn number(code: &'static str, sql: &'static str) -> Field {
    Field(code, sql, Reads::Number)
}

/// Yes or no, which the two databases keep differently.
macro_rules! flag {
    ($code:literal, $sql:literal) => {
        coded($code, "mine-flag", concat!("CASE WHEN ", $sql, " THEN 'yes' ELSE 'no' END"))
    };
}

macro_rules! sections {
    ($($whose:ident $code:literal [$($table:literal)+] $from:literal, $of:literal, $order:literal,
        $($field:expr),+;)+) => {
        /// Everything, kind by kind. Without secrets, and without what one public actor writes to
        /// itself or another: notes and the words of a coordination.
        pub const SECTIONS: &[Section] = &[$(Section {
            code: $code,
            whose: Whose::$whose,
            tables: &[$($table),+],
            from: $from,
            of: $of,
            order: $order,
            fields: &[$($field),+],
        }),+];
    };
}

sections! {
    Person "person" ["person"]
        "person p", "p.id = $3", "p.id",
        text("name", "p.name"), text("email", "p.email"), instant("created", "p.created_at");
    Person "assignments" ["assignment"]
        "assignment a JOIN organisation o ON o.county = a.county AND o.id = a.organisation
            LEFT JOIN municipality k ON k.county = a.county AND k.code = a.municipality
            LEFT JOIN desk d ON d.county = a.county AND d.id = a.desk",
        "a.person = $3", "a.valid_from, a.id",
        coded("role", "role", "a.role"), text("organisation", "o.name"),
        text("municipality", "k.name"), text("desk", "d.name"),
        flag!("deputy", "a.is_deputy"), day("from", "a.valid_from"), day("to", "a.valid_to");
    Person "sessions" ["session"]
        "session s", "s.person = $3", "s.created_at DESC, s.id",
        coded("method", "account-method", "s.method"), text("device", "s.device"),
        instant("created", "s.created_at"), instant("seen", "s.last_seen_at"),
        instant("ends", "s.expires_at");
    Person "second-step" ["second_factor" "recovery_code"]
        "second_factor f", "f.person = $3", "f.person",
        instant("created", "f.created_at"),
        number("codes", "(SELECT COUNT(*) FROM recovery_code r WHERE r.person = f.person)");
    Person "keys" ["api_token"]
        "api_token t JOIN assignment a ON a.county = t.county AND a.id = t.assignment",
        "t.person = $3", "t.created_at DESC, t.id",
        text("name", "t.name"), coded("role", "role", "a.role"),
        instant("created", "t.created_at"), instant("ends", "t.expires_at"),
        day("used", "t.last_used_on");
    Person "external-logins" ["external_login"]
        "external_login l", "l.person = $3", "l.created_at, l.issuer, l.subject",
        text("issuer", "l.issuer"), text("subject", "l.subject"),
        instant("created", "l.created_at");
    Person "mail-choices" ["mail_choice"]
        "mail_choice m", "m.person = $3", "m.person",
        text("language", "m.language"), flag!("news", "m.wants_news"),
        flag!("reminders", "m.wants_reminders"), flag!("digest", "m.wants_digest"),
        instant("changed", "m.updated_at");
    Person "views" ["saved_view"]
        "saved_view v LEFT JOIN municipality k ON k.county = v.county AND k.code = v.municipality",
        "v.person = $3", "v.created_at, v.id",
        text("name", "v.name"), text("search", "v.words"), text("municipality", "k.name"),
        coded("state", "case-state",
            "CASE WHEN v.state IN ('late', 'all') THEN NULL ELSE v.state END"),
        coded("only", "views-only", "CASE WHEN v.state IN ('late', 'all') THEN v.state END"),
        coded("hold", "views-hold", "v.hold"), coded("order", "views-order", "v.sorted_by"),
        instant("created", "v.created_at");
    Person "replies" ["reply_template"]
        "reply_template t JOIN organisation o ON o.county = t.county AND o.id = t.organisation",
        "t.person = $3", "t.created_at, t.id",
        text("name", "t.name"), text("body", "t.body"), text("organisation", "o.name"),
        flag!("shared", "t.is_shared"), instant("created", "t.created_at"),
        instant("changed", "t.updated_at");
    Person "case-notes" ["case_note"]
        "case_note n JOIN case_file f ON f.county = n.county AND f.id = n.case_file",
        "n.person = $3", "n.created_at DESC, n.id",
        text("number", "f.number"), text("body", "n.body"), instant("created", "n.created_at"),
        instant("changed", "n.updated_at");
    Person "absences" ["absence"]
        "absence b JOIN assignment a ON a.county = b.county AND a.id = b.assignment
            LEFT JOIN assignment s ON s.county = b.county AND s.id = b.deputy
            LEFT JOIN person q ON q.id = s.person",
        "a.person = $3", "b.starts_on DESC, b.id",
        day("from", "b.starts_on"), day("to", "b.ends_on"), text("deputy-name", "q.name");
    Person "mails" ["outbox"]
        "outbox m", "m.person = $3", "m.created_at DESC, m.id",
        coded("about", "mail-what", "m.kind"), coded("state", "mail-state", "m.state"),
        instant("created", "m.created_at"), instant("due", "m.due_at"),
        instant("ended", "m.ended_at");
    Person "taken" ["case_file"]
        "case_file f JOIN assignment a ON a.county = f.county AND a.id = f.taken_by",
        "a.person = $3", "f.created_at DESC, f.id",
        text("number", "f.number"), coded("state", "case-state", "f.state"),
        instant("created", "f.created_at");
    Person "events" ["event"]
        "event e", "e.person = $3", "e.happened_at DESC, e.id DESC",
        coded("about", "mine-subject", "e.subject_kind"), text("event", "e.kind"),
        coded("role", "role", "e.role"), instant("when", "e.happened_at");
    Person "looked" ["reading"]
        "reading r LEFT JOIN organisation o ON o.county = r.county AND o.id = r.organisation",
        "r.person = $3", "r.read_at DESC, r.id DESC",
        coded("about", "mine-subject", "r.subject_kind"), text("organisation", "o.name"),
        coded("role", "role", "r.role"), instant("when", "r.read_at");
    Person "readings" ["reading"]
        "reading r LEFT JOIN person p ON p.id = r.person
            LEFT JOIN organisation o ON o.county = r.county AND o.id = r.by_organisation",
        "r.county = $1 AND ((r.subject_kind = 'person' AND r.subject = $3)
            OR r.organisation = $2)",
        "r.read_at DESC, r.id DESC",
        instant("when", "r.read_at"), text("who", "NULLIF(p.name, '[…]')"),
        coded("role", "role", "r.role"), text("organisation", "o.name"),
        coded("about", "mine-subject", "r.subject_kind");
    Firm "organisation" ["organisation"]
        "organisation o JOIN municipality k ON k.county = o.county AND k.code = o.municipality",
        "o.county = $1 AND o.id = $2", "o.id",
        text("name", "o.name"), text("org-number", "o.org_number"),
        text("municipality", "k.name"), coded("sector", "sector", "o.sector"),
        text("industry", "o.sni_code"), number("employees", "o.employees"),
        number("turnover", "o.turnover_thousand_sek"),
        flag!("consents", "o.consents_to_figures"), instant("created", "o.created_at"),
        instant("changed", "o.updated_at");
    Firm "networks" ["network_member"]
        "network_member m JOIN network n ON n.county = m.county AND n.id = m.network",
        "m.county = $1 AND m.organisation = $2", "n.name, n.id",
        text("name", "n.name");
    Firm "mappings" ["mapping"]
        "mapping m", "m.county = $1 AND m.organisation = $2", "m.created_at DESC, m.id",
        coded("track", "track", "m.track"), coded("state", "mapping-state", "m.state"),
        instant("created", "m.created_at"), instant("changed", "m.updated_at"),
        text("opened-by", "m.opened_by_name"), Field("answers", "m.answers", Reads::Answers),
        text("invited", "m.invited_email"), instant("approved", "m.approved_at"),
        text("approved-by", "m.approved_by_name");
    Firm "goals" ["goal"]
        "goal g JOIN mapping m ON m.county = g.county AND m.id = g.mapping",
        "g.county = $1 AND m.organisation = $2", "m.created_at DESC, m.id, g.position",
        text("goal", "g.goal"), coded("obstacle", "obstacle", "g.obstacle"),
        text("consequence", "g.consequence"), text("capability", "g.capability"),
        text("gap", "g.gap");
    Firm "local-answers" ["local_answer"]
        "local_answer a JOIN mapping m ON m.county = a.county AND m.id = a.mapping
            JOIN local_question_version v ON v.county = a.county AND v.question = a.question
                AND v.version = a.version",
        "a.county = $1 AND m.organisation = $2", "a.answered_at DESC, a.question, a.version",
        text("question", "v.words"),
        text("answer", "CASE WHEN v.kind = 'yes-no' THEN NULL ELSE a.value END"),
        coded("yes-no", "yes-no", "CASE WHEN v.kind = 'yes-no' THEN a.value ELSE NULL END"),
        instant("when", "a.answered_at");
    Firm "needs" ["need"]
        "need n", "n.county = $1 AND n.organisation = $2", "n.created_at DESC, n.id",
        text("words", "n.words"), coded("kind", "need-kind", "n.kind"),
        number("persons", "n.persons"), day("start", "n.start_by_on"),
        coded("severity", "severity", "n.severity"), coded("state", "need-state", "n.state"),
        text("reason", "n.state_reason"), text("coding", "n.coding"),
        instant("created", "n.created_at"), instant("changed", "n.updated_at");
    Firm "lanes" ["lane"]
        "lane l JOIN need n ON n.county = l.county AND n.id = l.need",
        "l.county = $1 AND n.organisation = $2", "n.created_at DESC, n.id, l.kind",
        text("words", "n.words"), coded("kind", "lane", "l.kind"),
        coded("state", "lane-state", "l.state"), number("planned", "l.planned"),
        number("filled", "l.filled"), text("next-step", "l.next_step"),
        day("next-on", "l.next_step_on");
    Firm "proposals" ["proposal"]
        "proposal p JOIN need n ON n.county = p.county AND n.id = p.need
            JOIN offer f ON f.county = p.county AND f.id = p.offer
            JOIN organisation o ON o.county = p.county AND o.id = p.proposed_by_organisation",
        "p.county = $1 AND n.organisation = $2", "p.proposed_at DESC, p.need, p.offer",
        text("title", "f.title"), text("by", "p.proposed_by_name"),
        text("organisation", "o.name"), coded("state", "mine-proposal", "p.state"),
        instant("when", "p.proposed_at"), instant("answered", "p.replied_at");
    Firm "cases" ["case_file"]
        "case_file f LEFT JOIN desk d ON d.county = f.county AND d.id = f.desk",
        "f.county = $1 AND f.organisation = $2", "f.created_at DESC, f.id",
        text("number", "f.number"), text("title", "f.title"),
        coded("state", "case-state", "f.state"), text("desk", "d.name"),
        text("holder", "f.taken_by_name"), text("next-step", "f.next_step"),
        day("next-on", "f.next_step_on"), instant("promised", "f.promised_at"),
        instant("answered", "f.answered_at"), coded("outcome", "case-outcome", "f.outcome"),
        text("outcome-words", "f.outcome_words"), instant("created", "f.created_at"),
        instant("closed", "f.closed_at");
    Firm "letters" ["message"]
        "message g JOIN case_file f ON f.county = g.county AND f.id = g.case_file
            JOIN organisation o ON o.county = g.county AND o.id = g.from_organisation",
        "g.county = $1 AND f.organisation = $2 AND (g.from_organisation = $2
            OR g.to_organisation = $2 OR g.audience = 'parties')",
        "g.sent_at DESC, g.id",
        text("number", "f.number"), instant("when", "g.sent_at"), text("who", "g.from_name"),
        text("organisation", "o.name"), coded("audience", "audience", "g.audience"),
        text("body", "g.body");
    Firm "follow-ups" ["follow_up"]
        "follow_up u JOIN case_file f ON f.county = u.county AND f.id = u.case_file",
        "u.county = $1 AND f.organisation = $2", "u.asked_at DESC, u.id",
        text("number", "f.number"), number("months", "u.months"), instant("asked", "u.asked_at"),
        coded("answer", "follow-up-answer", "u.answer"), text("words", "u.words"),
        instant("answered", "u.answered_at");
    Firm "contacts" ["contact"]
        "contact k LEFT JOIN organisation o ON o.county = k.county AND o.id = k.by_organisation",
        "k.county = $1 AND k.organisation = $2", "k.held_on DESC, k.id",
        coded("kind", "contact-kind", "k.kind"), day("on", "k.held_on"),
        text("topic", "k.topic"), text("by", "k.by_name"), text("organisation", "o.name"),
        coded("asked-for", "asked-for", "k.asked_for"), text("forced", "k.forced_reason"),
        coded("forced-over", "peace-wish", "k.forced_over"),
        flag!("cancelled", "k.is_cancelled"), instant("created", "k.created_at");
    Firm "contact-wishes" ["contact_wish"]
        "contact_wish w", "w.county = $1 AND w.organisation = $2", "w.organisation",
        number("limit", "w.quarter_limit"),
        coded("preferred", "contact-kind", "w.preferred"),
        coded("refused", "contact-kind", "w.refused"), text("ask-for", "w.ask_for"),
        text("by", "w.said_by_name"), day("on", "w.said_on"), instant("changed", "w.updated_at");
    Firm "quiet-periods" ["quiet_period"]
        "quiet_period q", "q.county = $1 AND q.organisation = $2", "q.starts_on, q.id",
        day("from", "q.starts_on"), day("to", "q.ends_on"), text("reason", "q.why"),
        text("by", "q.said_by_name"), instant("created", "q.created_at");
    Firm "coordinations" ["coordination"]
        "coordination x JOIN contact k ON k.county = x.county AND k.id = x.contact
            JOIN organisation o ON o.county = x.county AND o.id = x.from_organisation",
        "x.county = $1 AND k.organisation = $2", "x.asked_at DESC, x.id",
        day("on", "k.held_on"), text("who", "x.from_name"), text("organisation", "o.name"),
        instant("asked", "x.asked_at"), text("by", "x.replied_by_name"),
        instant("answered", "x.replied_at");
    Firm "visits" ["visit"]
        "visit v JOIN organisation o ON o.county = v.county AND o.id = v.by_organisation",
        "v.county = $1 AND v.organisation = $2", "v.held_on DESC, v.id",
        day("on", "v.held_on"), text("topic", "v.topic"), text("by", "v.by_name"),
        text("organisation", "o.name"), coded("state", "visit-state", "v.state"),
        text("education", "v.education"), number("retire-one", "v.retirements_one_year"),
        number("retire-three", "v.retirements_three_years"),
        number("retire-five", "v.retirements_five_years"), number("mentors", "v.mentors"),
        number("theses", "v.theses"), number("climate", "v.climate"),
        text("feedback", "v.feedback"), number("useful", "v.useful"),
        number("listened", "v.listened"), number("again", "v.again"),
        instant("created", "v.created_at");
    Firm "obstacles" ["visit_obstacle"]
        "visit_obstacle b JOIN visit v ON v.county = b.county AND v.id = b.visit",
        "b.county = $1 AND v.organisation = $2", "b.sent_at DESC, b.id",
        coded("kind", "obstacle-kind", "b.kind"), text("words", "b.words"),
        text("committee", "b.committee"), instant("when", "b.sent_at"),
        text("answer", "b.answer"), instant("answered", "b.answered_at");
    Person "leader" ["leader"]
        "leader l JOIN organisation o ON o.county = l.county AND o.id = l.organisation",
        "l.person = $3", "l.created_at, l.id",
        coded("kind", "leader-kind", "l.kind"), text("organisation", "o.name"),
        coded("state", "leader-status", "l.status"), day("from", "l.trained_on"),
        day("to", "l.valid_until_on"), number("capacity", "l.capacity"),
        coded("languages", "tongue", "l.languages"), instant("created", "l.created_at");
    Person "leading" ["mapping_lead"]
        "mapping_lead g JOIN mapping m ON m.county = g.county AND m.id = g.mapping
            JOIN organisation o ON o.county = m.county AND o.id = m.organisation",
        "g.person = $3", "g.begun_at DESC, g.id",
        text("organisation", "o.name"), instant("created", "g.begun_at"),
        instant("ended", "g.ended_at"), coded("why", "leader-end", "g.ended_why");
    Firm "led-texts" ["led_text"]
        "led_text t JOIN mapping m ON m.county = t.county AND m.id = t.mapping",
        "t.county = $1 AND m.organisation = $2", "t.updated_at DESC, t.part",
        coded("part", "led-part", "t.part"), text("words", "t.words"), text("by", "t.by_name"),
        instant("changed", "t.updated_at");
    Firm "led-steps" ["led_step"]
        "led_step t JOIN mapping m ON m.county = t.county AND m.id = t.mapping",
        "t.county = $1 AND m.organisation = $2", "t.done_at DESC, t.step",
        coded("step", "led-step", "t.step"), text("by", "t.done_by_name"),
        instant("when", "t.done_at");
    Firm "staff-ages" ["staff_ages" "staff_role"]
        "staff_role r JOIN mapping m ON m.county = r.county AND m.id = r.mapping",
        "r.county = $1 AND m.organisation = $2", "r.mapping, r.position",
        text("role", "r.role"), number("ages-18", "r.from_18"), number("ages-30", "r.from_30"),
        number("ages-40", "r.from_40"), number("ages-50", "r.from_50"),
        number("ages-55", "r.from_55"), number("ages-60", "r.from_60"),
        number("ages-63", "r.from_63"), number("ages-66", "r.from_66");
    Firm "leader-wishes" ["leader_wish"]
        "leader_wish w JOIN mapping m ON m.county = w.county AND m.id = w.mapping",
        "w.county = $1 AND m.organisation = $2", "w.asked_at DESC, w.mapping",
        text("words", "w.words"), text("by", "w.asked_by_name"), instant("when", "w.asked_at");
    Firm "campaigns" ["campaign_member"]
        "campaign_member i JOIN campaign c ON c.county = i.county AND c.id = i.campaign",
        "i.county = $1 AND i.organisation = $2", "i.invited_at DESC, i.campaign",
        text("name", "c.name"), instant("when", "i.invited_at");
    Firm "promises" ["visit_promise"]
        "visit_promise p JOIN visit v ON v.county = p.county AND v.id = p.visit
            JOIN organisation o ON o.county = p.county AND o.id = p.by_organisation",
        "p.county = $1 AND v.organisation = $2", "p.due_on DESC, p.id",
        text("words", "p.words"), text("by", "p.by_name"), text("organisation", "o.name"),
        day("by-day", "p.due_on"), instant("kept", "p.kept_at");
    Firm "pools" ["pool_firm"]
        "pool_firm f JOIN pool p ON p.county = f.county AND p.id = f.pool",
        "f.county = $1 AND f.organisation = $2", "f.asked_at DESC, f.pool",
        text("title", "p.title"), instant("asked", "f.asked_at"),
        coded("answer", "pooling-consent", "f.consent"), flag!("named", "f.may_be_named"),
        text("by", "f.said_by_name"), day("on", "f.said_on"),
        text("recorded-by", "f.recorded_by_name"), instant("answered", "f.answered_at");
    Firm "ideas" ["idea" "idea_need"]
        "idea i", "i.county = $1 AND i.organisation = $2", "i.created_at DESC, i.id",
        text("title", "i.title"), text("words", "i.words"), text("by", "i.by_name"),
        coded("state", "idea-state", "i.state"), instant("created", "i.created_at");
    Firm "idea-posts" ["idea_post"]
        "idea_post p JOIN idea i ON i.county = p.county AND i.id = p.idea",
        "p.county = $1 AND p.organisation = $2", "p.posted_at DESC, p.id",
        text("title", "i.title"), text("words", "p.words"), text("by", "p.by_name"),
        instant("created", "p.posted_at");
    Firm "idea-votes" ["idea_vote"]
        "idea_vote v JOIN idea i ON i.county = v.county AND i.id = v.idea",
        "v.county = $1 AND v.organisation = $2", "v.voted_at DESC, v.idea",
        text("title", "i.title"), instant("created", "v.voted_at");
    Firm "signals" ["signal_source"]
        "signal_source e JOIN signal s ON s.county = e.county AND s.id = e.signal",
        "e.county = $1 AND e.organisation = $2", "e.added_at DESC, e.source",
        coded("kind", "signal-kind", "s.kind"), coded("state", "signal-state", "s.state"),
        instant("when", "e.added_at");
    Firm "grants" ["support_grant"]
        "support_grant g JOIN support_fund f ON f.county = g.county AND f.id = g.fund
            JOIN organisation o ON o.county = f.county AND o.id = f.organisation",
        "g.county = $1 AND g.organisation = $2", "g.applied_on DESC, g.id",
        text("fund", "f.name"), text("organisation", "o.name"),
        coded("state", "grant-state", "g.state"), coded("basis", "aid-basis", "g.basis"),
        number("amount-ore", "g.amount_ore"), number("cents", "g.cents"),
        text("purpose", "g.purpose"), text("by", "g.by_name"), day("asked-on", "g.applied_on"),
        day("decided", "g.decided_on"), text("decided-by", "g.decided_by_name"),
        text("reason", "g.reason"), day("paid", "g.paid_on"),
        coded("effect", "grant-effect", "g.effect"), text("effect-words", "g.effect_words"),
        text("effect-by", "g.effect_by_name"), instant("created", "g.created_at");
    Firm "registered-aid" ["registered_aid"]
        "registered_aid r", "r.county = $1 AND r.organisation = $2", "r.granted_on DESC, r.id",
        text("giver", "r.giver"), number("cents", "r.cents"), day("on", "r.granted_on"),
        text("source", "r.source"), text("by", "r.by_name"), instant("created", "r.created_at");
    Firm "undertaking" ["undertaking_member"]
        "undertaking_member own JOIN undertaking_member s
            ON s.county = own.county AND s.undertaking = own.undertaking
            JOIN organisation o ON o.county = s.county AND o.id = s.organisation",
        "own.county = $1 AND own.organisation = $2", "o.name, o.id",
        text("name", "o.name"), text("org-number", "o.org_number"),
        instant("created", "s.created_at");
    Firm "meetings" ["appointment"]
        "appointment t JOIN organisation o ON o.county = t.county AND o.id = t.by_organisation",
        "t.county = $1 AND t.organisation = $2", "t.starts_at DESC, t.id",
        instant("when", "t.starts_at"), number("minutes", "t.minutes"), text("where", "t.place"),
        text("email", "t.email"), text("organisation", "o.name"),
        flag!("cancelled", "t.is_cancelled"), instant("created", "t.created_at");
    Firm "sign-ups" ["sign_up"]
        "sign_up s JOIN gathering g ON g.county = s.county AND g.id = s.gathering",
        "s.county = $1 AND s.organisation = $2", "g.starts_at DESC, s.gathering",
        text("title", "g.title"), instant("when", "g.starts_at"),
        number("persons", "s.persons"), coded("mandate", "gathering-mandate", "s.mandate"),
        coded("state", "gathering-seat", "s.state"), text("name", "s.contact_name"),
        text("email", "s.contact_email"), instant("created", "s.created_at");
    Firm "told" ["notification"]
        "notification n", "n.county = $1 AND n.organisation = $2", "n.created_at DESC, n.id",
        coded("what", "told", "n.kind"), text("about", "n.about"),
        instant("created", "n.created_at"), instant("read", "n.read_at");
}

/// Who asks.
#[derive(Debug, Clone)]
pub struct Asker {
    /// County they are logged in to.
    pub county: CountyCode,
    /// Themselves.
    pub person: PersonId,
    /// The firm they speak for.
    pub firm: Option<OrganisationId>,
}

/// Binds the three values of [`Asker`], in their order.
macro_rules! ask {
    ($query:expr, $asker:expr) => {
        $query
            .bind($asker.county.as_str())
            .bind($asker.firm.map_or(Uuid::nil(), |firm| firm.0))
            .bind($asker.person.0)
    };
}

impl Section {
    // Every value is named, since a database wants to know the type of each one it is given.
    fn tail(&self) -> String {
        format!("FROM {} WHERE $1 = $1 AND $2 = $2 AND $3 = $3 AND {}", self.from, self.of)
    }

    /// The rows, newest first where they have a time; all of them, or at most so many.
    pub async fn rows(
        &self,
        connection: &mut Connection,
        asker: &Asker,
        limit: Option<i64>,
    ) -> Result<Vec<Row>, Error> {
        let fields = self.fields.iter().map(|Field(_, sql, _)| format!("CAST({sql} AS TEXT)"));
        let fields = fields.collect::<Vec<_>>().join(", ");
        let query = format!("SELECT {fields} {} ORDER BY {} LIMIT $4", self.tail(), self.order);
        let mut found = Vec::new();
        on!(connection, |c| {
            let rows = ask!(sqlx::query(sqlx::AssertSqlSafe(query)), asker)
                .bind(limit.unwrap_or(i64::MAX))
                .fetch_all(c)
                .await?;
            for row in &rows {
                let mut cells = Vec::with_capacity(self.fields.len());
                for place in 0..self.fields.len() {
                    cells.push(row.try_get::<Option<String>, _>(place)?);
                }
                found.push(cells);
            }
        });
        found.into_iter().map(|cells| self.read(cells)).collect()
    }

    /// How many rows there are.
    pub async fn count(&self, connection: &mut Connection, asker: &Asker) -> Result<i64, Error> {
        let query = format!("SELECT COUNT(*) {}", self.tail());
        Ok(on!(connection, |c| ask!(sqlx::query_scalar(sqlx::AssertSqlSafe(query)), asker)
            .fetch_one(c)
            .await?))
    }

    fn read(&self, cells: Vec<Option<String>>) -> Result<Row, Error> {
        let mut row = Row::new();
        for (&Field(code, _, reads), cell) in self.fields.iter().zip(cells) {
            let Some(cell) = cell.filter(|cell| !cell.is_empty()) else { continue };
            let whole = |cell: &str| {
                let strange = || Error::Schema(format!("{} {code} is no number", self.code));
                cell.parse::<i64>().map_err(|_| strange())
            };
            let held = match reads {
                Reads::Text => Held::Text(cell),
                Reads::Code(family) => Held::Code(family, cell),
                Reads::Day => Held::Day(cell),
                Reads::Instant => Held::Instant(whole(&cell)?),
                Reads::Number => Held::Number(whole(&cell)?),
                Reads::Answers => {
                    row.extend(contact_of(&cell));
                    Held::Text(cell)
                }
            };
            row.push((code, held));
        }
        Ok(row)
    }
}

/// The contact person a mapping names.
fn contact_of(answers: &str) -> Row {
    let answers: domain::needs::answers::Answers =
        serde_json::from_str(answers).unwrap_or_default();
    let fields = [("contact", answers.contact_name), ("reach", answers.contact_reach)];
    let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
    fields.map(|(code, text)| (code, Held::Text(text))).collect()
}

/// In how many letters, contacts and offers of help a person's name stands as the one who acted.
pub async fn signatures(connection: &mut Connection, id: PersonId) -> Result<Vec<Row>, Error> {
    let held: Option<(String,)> =
        on!(connection, |c| sqlx::query_as("SELECT name FROM person WHERE id = $1")
            .bind(id.0)
            .fetch_optional(c)
            .await?);
    let organisations: Vec<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT DISTINCT county, organisation FROM assignment WHERE person = $1"
    )
    .bind(id.0)
    .fetch_all(c)
    .await?);
    let mut rows = Vec::new();
    let Some((name,)) = held else { return Ok(rows) };
    for column in crate::personal::COLUMNS {
        let crate::personal::Holds::Name { organisation: Some(by) } = column.holds else {
            continue;
        };
        let mut count = 0;
        for (county, organisation) in &organisations {
            let query = format!(
                "SELECT COUNT(*) FROM {} WHERE county = $1 AND {by} = $2 AND {} = $3",
                column.table, column.column
            );
            count += on!(connection, |c| sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(query))
                .bind(county.as_str())
                .bind(*organisation)
                .bind(name.as_str())
                .fetch_one(c)
                .await?);
        }
        if count > 0 {
            rows.push(vec![
                ("place", Held::Code("mine-place", column.table.to_owned())),
                ("count", Held::Number(count)),
            ]);
        }
    }
    Ok(rows)
}
