//! Every text column of the schema and what it holds.

/// What a text column holds about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// Codes, dates, names of places and organisations.
    Nothing,
    /// Hashes, tokens and salts.
    Secret,
    /// The name of somebody who acted, and nothing else.
    Name {
        /// Column with the organisation they spoke for; none is the whole county.
        organisation: Option<&'static str>,
    },
    /// An address or a telephone number.
    Address,
    /// An address without which the row has no use: it goes with it.
    Row,
    /// Running text, or JSON with such in it, where anybody can be mentioned.
    Words,
    /// Reached row by row: the person itself, details of events, kept answers, search words.
    Own,
}

/// A text column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextColumn {
    /// Table.
    pub table: &'static str,
    /// Column.
    pub column: &'static str,
    /// Column with the id by which search finds it.
    pub id: &'static str,
    /// What it holds.
    pub holds: Holds,
}

/// What a column holds; none when nobody has said.
pub fn holds(table: &str, column: &str) -> Option<Holds> {
    let found = COLUMNS.iter().find(|one| one.table == table && one.column == column);
    found.map(|one| one.holds)
}

macro_rules! columns {
    ($($table:ident ($id:ident) { $($holds:expr => $($column:ident)+;)+ })+) => {
        /// Every text column of the schema.
        pub const COLUMNS: &[TextColumn] = &[$($($(TextColumn {
            table: stringify!($table),
            column: stringify!($column),
            id: stringify!($id),
            holds: $holds,
        },)+)+)+];
    };
}

const NOTHING: Holds = Holds::Nothing;
const SECRET: Holds = Holds::Secret;
const ADDRESS: Holds = Holds::Address;
const WORDS: Holds = Holds::Words;
const ROW: Holds = Holds::Row;
const OWN: Holds = Holds::Own;
const NAME: Holds = Holds::Name { organisation: None };

const fn name_of(organisation: &'static str) -> Holds {
    Holds::Name { organisation: Some(organisation) }
}

columns! {
    county (code) { NOTHING => code name; }
    municipality (code) { NOTHING => county code name; }
    vocabulary_edition (name) { NOTHING => name; }
    vocabulary_concept (edition) { NOTHING => edition body; }
    organisation (id) {
        NOTHING => county slug org_number name municipality sector sni_version sni_code
            ended_on;
    }
    network (id) { NOTHING => county slug name; }
    network_member (network) { NOTHING => county; }
    person (id) { OWN => email name; SECRET => password_hash; }
    desk (id) { NOTHING => county slug role; WORDS => name; ADDRESS => phone email; }
    desk_area (desk) { NOTHING => county municipality industry; }
    assignment (id) { NOTHING => county role municipality valid_from valid_to; }
    session (assignment) { NOTHING => county method device; SECRET => token_hash csrf; }
    mapping (id) {
        NOTHING => county slug track state question_set source;
        WORDS => external_reference;
        WORDS => answers;
        name_of("opened_by_organisation") => opened_by_name;
        name_of("organisation") => approved_by_name;
        SECRET => link_hash;
        ADDRESS => invited_email;
    }
    goal (id) { NOTHING => county obstacle; WORDS => goal consequence capability gap; }
    need (id) {
        NOTHING => county slug kind start_by_on severity state ssyk occupation;
        WORDS => words state_reason coding;
    }
    lane (need) { NOTHING => county kind state next_step_on; WORDS => next_step; }
    case_number (county) { NOTHING => county; }
    case_file (id) {
        NOTHING => county slug number state owner_role next_step_on alarm outcome;
        WORDS => title next_step outcome_words taken_by_name;
    }
    case_need (need) { NOTHING => county; }
    case_party (organisation) { NOTHING => county; }
    saved_view (id) {
        NOTHING => county municipality state hold sorted_by;
        WORDS => name words;
    }
    module_setting (id) {
        NOTHING => county municipality module state decided_on evaluate_on;
        WORDS => decided_by note;
    }
    reply_template (id) { NOTHING => county; WORDS => name body; }
    case_note (id) {
        NOTHING => county;
        name_of("organisation") => by_name;
        WORDS => body;
    }
    holding (subject) { NOTHING => county kind; }
    handover (id) {
        NOTHING => county;
        NAME => from_name by_name;
        WORDS => reason;
    }
    handover_item (handover) {
        NOTHING => county kind state next_step_on;
        NAME => contact_name to_name;
        WORDS => title next_step;
    }
    contact_change (id) { NOTHING => county; NAME => new_name; }
    absence (id) { NOTHING => county starts_on ends_on; }
    message (id) {
        NOTHING => county audience;
        name_of("from_organisation") => from_name;
        WORDS => body;
    }
    contact (id) {
        NOTHING => county kind held_on asked_for forced_over;
        name_of("by_organisation") => by_name;
        WORDS => topic note forced_reason;
    }
    contact_wish (organisation) {
        NOTHING => county preferred refused said_on;
        name_of("organisation") => said_by_name;
        WORDS => ask_for;
    }
    quiet_period (id) {
        NOTHING => county starts_on ends_on said_on;
        name_of("organisation") => said_by_name;
        WORDS => why;
    }
    coordination (id) {
        NOTHING => county;
        name_of("from_organisation") => from_name;
        NAME => replied_by_name;
        WORDS => words reply;
    }
    visit (id) {
        NOTHING => county held_on state;
        name_of("by_organisation") => by_name;
        NAME => reported_by_name feedback_by_name;
        WORDS => topic education feedback;
    }
    visit_party (visit) { NOTHING => county role; }
    visit_obstacle (id) {
        NOTHING => county kind municipality committee;
        NAME => answered_by_name;
        WORDS => words answer;
    }
    visit_promise (id) {
        NOTHING => county due_on;
        name_of("by_organisation") => by_name;
        WORDS => words;
    }
    signal (id) {
        NOTHING => county cause kind municipality subject state due_on since_on until_on;
        name_of("by_organisation") => by_name;
        WORDS => title words;
    }
    signal_source (signal) { NOTHING => county kind; }
    signal_step (id) {
        NOTHING => county state due_on;
        name_of("by_organisation") => by_name;
        WORDS => words asked;
    }
    signal_look (county) { NOTHING => county looked_on; }
    leader (id) {
        NOTHING => county kind status trained_on valid_until_on municipalities languages industries;
    }
    mapping_lead (id) { NOTHING => county ended_why; NAME => begun_by_name ended_by_name; }
    led_step (mapping) { NOTHING => county step; NAME => done_by_name; }
    led_text (mapping) { NOTHING => county part; NAME => by_name; WORDS => words; }
    staff_ages (mapping) { NOTHING => county; NAME => by_name; }
    staff_role (mapping) { NOTHING => county; WORDS => role; }
    campaign (id) { NOTHING => county starts_on ends_on question_set; WORDS => name; }
    campaign_member (mapping) { NOTHING => county; }
    leader_wish (mapping) { NOTHING => county; NAME => asked_by_name; WORDS => words; }
    local_question (id) { NOTHING => county municipality; }
    local_question_version (question) { NOTHING => county kind; WORDS => words help choices; }
    local_answer (mapping) { NOTHING => county municipality; WORDS => value; }
    committee (municipality) { NOTHING => county municipality kind name; }
    pool (id) {
        NOTHING => county ssyk occupation deadline_on next_step_on state;
        name_of("by_organisation") => by_name;
        WORDS => title next_step reason;
    }
    pool_firm (pool) {
        NOTHING => county consent way said_on;
        name_of("organisation") => said_by_name;
        NAME => recorded_by_name;
    }
    pool_need (need) { NOTHING => county standing; }
    pool_figures (pool) { NOTHING => county why; }
    succession_listing (id) {
        NOTHING => county state industry municipalities size_from size_to;
        SECRET => body teaser;
    }
    succession_adviser (person) { NOTHING => county; }
    succession_buyer (person) { NOTHING => county; SECRET => body; }
    succession_contact (id) {
        NOTHING => county state seller_agreement buyer_agreement ended_by;
    }
    succession_message (id) { NOTHING => county side; SECRET => body; }
    succession_step (id) { NOTHING => county side kind; }
    succession_news (id) { NOTHING => county kind; }
    succession_intention (person) { NOTHING => county; SECRET => body; }
    support_fund (id) {
        NOTHING => county basis starts_on ends_on;
        WORDS => name terms;
    }
    support_grant (id) {
        NOTHING => county state basis applied_on decided_on paid_on effect_due_on effect;
        name_of("by_organisation") => by_name;
        NAME => decided_by_name effect_by_name;
        WORDS => purpose reason effect_words;
    }
    registered_aid (id) {
        NOTHING => county granted_on;
        name_of("by_organisation") => by_name;
        WORDS => giver source;
    }
    undertaking_member (organisation) { NOTHING => county; }
    idea (id) {
        NOTHING => county page state;
        name_of("organisation") => by_name;
        WORDS => title words;
    }
    idea_vote (idea) { NOTHING => county; }
    idea_step (id) {
        NOTHING => county state;
        name_of("by_organisation") => by_name;
        WORDS => words;
    }
    idea_post (id) {
        NOTHING => county;
        name_of("organisation") => by_name;
        NAME => hidden_by_name;
        WORDS => words hidden_reason;
    }
    idea_need (idea) { NOTHING => county; }
    agreement (id) {
        NOTHING => county kind municipalities valid_from_on valid_until_on signed_on ended_on;
        name_of("by_organisation") => by_name;
        NAME => ended_by_name;
        WORDS => scope reference ended_reason;
    }
    organisation_ending (id) {
        NOTHING => county kind ended_on place;
        name_of("by_organisation") => by_name;
        NAME => undone_by_name;
        WORDS => words;
    }
    former_number (organisation) {
        NOTHING => county org_number until_on;
        name_of("by_organisation") => by_name;
        WORDS => reason;
    }
    gathering (id) {
        NOTHING => county kind sign_up_until_on municipality state outcome;
        name_of("organisation") => by_name;
        NAME => ended_by_name;
        WORDS => title body place link price reason outcome_words;
    }
    sign_up (gathering) {
        NOTHING => county mandate state;
        name_of("organisation") => contact_name;
        ADDRESS => contact_email;
    }
    redundancy (id) {
        NOTHING => county municipality notified_on last_day_on public_from_on state;
        name_of("by_organisation") => by_name;
    }
    redundancy_occupation (redundancy) { NOTHING => county ssyk occupation; }
    redundancy_task (redundancy) {
        NOTHING => county task due_on;
        NAME => done_by_name;
    }
    import (id) {
        NOTHING => county by_role source format state columns trouble;
        name_of("by_organisation") => by_name;
        NAME => undone_by_name;
        WORDS => file_name heading;
        SECRET => digest;
    }
    import_row (import) { NOTHING => county; WORDS => cells; }
    import_fault (import) { NOTHING => county field code; WORDS => said detail; }
    import_firm (import) { NOTHING => county org_number name municipality sector; }
    import_goal (import) { NOTHING => county; WORDS => reference words; }
    import_need (need) {
        NOTHING => county kind start_by_on severity ssyk occupation;
        WORDS => words coding said;
    }
    import_duplicate (need) { NOTHING => county; }
    import_habit (county) { NOTHING => county source columns; }
    offer (id) { NOTHING => county slug reviewed_on; WORDS => title body; }
    proposal (need) {
        NOTHING => county state;
        name_of("proposed_by_organisation") => proposed_by_name;
    }
    event (id) { NOTHING => county kind subject_kind role; SECRET => detail_hash; }
    event_detail (event) { NOTHING => county; SECRET => salt; OWN => detail; }
    notification (id) { NOTHING => county kind subject_kind; WORDS => about; }
    idempotency (key) { NOTHING => county; SECRET => key fingerprint; OWN => actor answer; }
    search_term (subject) { NOTHING => county subject_kind; OWN => term; }
    heartbeat (process) { NOTHING => process; }
    installation (name) { NOTHING => name; SECRET => value; }
    seal (subject) { NOTHING => county stream; SECRET => row_hash seal; }
    unsealed (subject) { NOTHING => county stream; }
    reading (id) { NOTHING => county role subject_kind; }
    outbox (id) {
        NOTHING => county kind once language state leased_by;
        ROW => address;
        WORDS => trouble;
        SECRET => secret;
    }
    mail_choice (person) { NOTHING => language; SECRET => unsubscribe; }
    reminder (subject) { NOTHING => county kind about; }
    follow_up (id) { NOTHING => county answer; WORDS => words; SECRET => link_hash; }
    appointment (id) { NOTHING => county subject_kind; WORDS => place; ADDRESS => email; }
    second_factor (person) { SECRET => secret; }
    recovery_code (person) { SECRET => code_hash; }
    api_token (id) { NOTHING => county last_used_on; OWN => name; SECRET => token_hash; }
    external_login (person) { NOTHING => issuer; OWN => subject; }
    erasure (id) { SECRET => salt address_hash; }
    purge (id) { NOTHING => county class decision; }
}
