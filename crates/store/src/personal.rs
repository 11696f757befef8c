//! Where personal data is, column by column, and taking it away from every one of them.
//!
//! [`COLUMNS`] names every text column of the schema; a test compares it with the database, so a
//! new column cannot be forgotten. Erasure and protection walk the same list.

mod columns;

use std::collections::BTreeSet;

use domain::codes::CountyCode;
use domain::ids::PersonId;
use domain::mail::MailKind;
use domain::time::{Date, Timestamp, days_after};
use serde::Serialize;
use uuid::Uuid;

use crate::{Connection, Error, Tx, on, schema};

pub use columns::{COLUMNS, Holds, TextColumn, holds};

/// What stands where something personal has been taken away.
pub const ERASED: &str = "[…]";
/// An address or number shorter than this could be a part of anything: it is left in running text.
/// So is a name without a blank, however long: «Platschefen» is a word as well.
const DISTINCT: usize = 8;

/// Whom to take away: everything that tells who it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The person, when they have a login.
    pub person: Option<PersonId>,
    /// Full names.
    pub names: Vec<String>,
    /// Addresses and telephone numbers.
    pub addresses: Vec<String>,
    /// Counties where they can be mentioned.
    pub counties: Vec<String>,
    /// Organisations they have spoken for.
    pub organisations: Vec<Uuid>,
}

impl Identity {
    /// Nothing is left to take away.
    pub fn is_empty(&self) -> bool {
        self.person.is_none() && self.names.is_empty() && self.addresses.is_empty()
    }

    /// Texts to look for in running text, longest first, also as JSON writes them.
    fn needles(&self) -> Vec<String> {
        let names = self.names.iter().filter(|text| text.trim().contains(' '));
        let addresses = self.addresses.iter();
        let addresses =
            addresses.filter(|text| text.contains('@') || text.chars().count() >= DISTINCT);
        let mut needles = BTreeSet::new();
        for text in names.chain(addresses) {
            let json = serde_json::Value::from(text.as_str()).to_string();
            needles.insert(json.trim_matches('"').to_owned());
            needles.insert(text.clone());
        }
        needles.retain(|text| !text.contains(ERASED));
        let mut needles: Vec<_> = needles.into_iter().collect();
        needles.sort_by_key(|text| std::cmp::Reverse(text.len()));
        needles
    }
}

/// Who a person with a login is. None when there is no such person, or nothing is left of them.
pub async fn identity_of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<Identity>, Error> {
    let row: Option<(String, String)> =
        on!(connection, |c| sqlx::query_as("SELECT email, name FROM person WHERE id = $1")
            .bind(person.0)
            .fetch_optional(c)
            .await?);
    let Some((email, name)) = row.filter(|(_, name)| name != ERASED) else { return Ok(None) };
    let held: Vec<(String, Uuid)> = on!(connection, |c| sqlx::query_as(
        // What they wrote for an organisation that went into theirs still stands with it.
        "WITH RECURSIVE held (county, organisation) AS (
             SELECT a.county, a.organisation FROM assignment a WHERE a.person = $1
             UNION
             SELECT e.county, e.organisation FROM organisation_ending e
             JOIN held h ON h.county = e.county AND h.organisation = e.successor
             WHERE e.undone_at IS NULL)
         SELECT county, organisation FROM held"
    )
    .bind(person.0)
    .fetch_all(c)
    .await?);
    let counties: BTreeSet<_> = held.iter().map(|(county, _)| county.clone()).collect();
    let organisations: BTreeSet<_> = held.iter().map(|(_, organisation)| *organisation).collect();
    Ok(Some(Identity {
        person: Some(person),
        names: vec![name],
        addresses: vec![email],
        counties: counties.into_iter().collect(),
        organisations: organisations.into_iter().collect(),
    }))
}

/// A person at a firm, without a login, as a mapping or a sign-up to an event names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPerson {
    /// County.
    pub county: String,
    /// The firm.
    pub organisation: Uuid,
    /// Name.
    pub name: String,
    /// Telephone or address.
    pub reach: String,
    /// Address of the invitation.
    pub invited: Option<String>,
}

/// Everyone at firms whom a mapping or a sign-up to an event names.
pub async fn contact_persons(connection: &mut Connection) -> Result<Vec<ContactPerson>, Error> {
    let rows: Vec<(String, Uuid, String, Option<String>)> = on!(connection, |c| sqlx::query_as(
        "SELECT county, organisation, answers, invited_email FROM mapping ORDER BY county, id"
    )
    .fetch_all(c)
    .await?);
    let of_mappings = rows.into_iter().map(|(county, organisation, answers, invited)| {
        let answers: domain::needs::answers::Answers =
            serde_json::from_str(&answers).unwrap_or_default();
        ContactPerson {
            county,
            organisation,
            name: answers.contact_name,
            reach: answers.contact_reach,
            invited,
        }
    });
    let mut persons: Vec<_> = of_mappings.collect();
    let rows: Vec<(String, Uuid, String, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT county, organisation, contact_name, contact_email FROM sign_up
         ORDER BY county, gathering, organisation"
    )
    .fetch_all(c)
    .await?);
    persons.extend(rows.into_iter().map(|(county, organisation, name, reach)| ContactPerson {
        county,
        organisation,
        name,
        reach,
        invited: None,
    }));
    Ok(persons)
}

/// Who is behind an address that firms have given; matched without blanks, case and hyphens.
pub async fn identity_by_address(
    connection: &mut Connection,
    is_theirs: impl Fn(&str) -> bool,
) -> Result<Identity, Error> {
    let mut identity = Identity::default();
    for contact in contact_persons(connection).await? {
        let by_reach = !contact.reach.is_empty() && is_theirs(&plain_address(&contact.reach));
        let by_invitation =
            contact.invited.as_deref().is_some_and(|address| is_theirs(&plain_address(address)));
        if !by_reach && !by_invitation {
            continue;
        }
        let mut put = |list: fn(&mut Identity) -> &mut Vec<String>, text: String| {
            let list = list(&mut identity);
            if !text.trim().is_empty() && text != ERASED && !list.contains(&text) {
                list.push(text);
            }
        };
        if by_reach {
            put(|identity| &mut identity.names, contact.name);
            put(|identity| &mut identity.addresses, contact.reach);
        }
        if let Some(invited) = contact.invited {
            put(|identity| &mut identity.addresses, invited);
        }
        put(|identity| &mut identity.counties, contact.county);
        if !identity.organisations.contains(&contact.organisation) {
            identity.organisations.push(contact.organisation);
        }
    }
    Ok(identity)
}

/// An address as two ways of writing it are the same.
pub fn plain_address(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && *c != '-');
    kept.flat_map(char::to_lowercase).collect()
}

/// How the tables begin that nobody but their own accounts may know of.
const SEALED_OFF: &str = "succession_";

/// How many places were reached, by table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, serde::Deserialize)]
pub struct Reached(pub std::collections::BTreeMap<String, u64>);

impl Reached {
    /// What is sealed off is reached like the rest and not told: a number would say that somebody
    /// is there.
    fn add(&mut self, table: &str, rows: u64) {
        if rows > 0 && !table.starts_with(SEALED_OFF) {
            *self.0.entry(table.to_owned()).or_default() += rows;
        }
    }

    /// In all.
    pub fn total(&self) -> u64 {
        self.0.values().sum()
    }
}

/// Takes a person away from every place. Ids, roles and times remain: that something happened.
pub async fn erase(
    tx: &mut Tx,
    identity: &Identity,
    terms: &[String],
    today: Date,
) -> Result<Reached, Error> {
    let mut reached = Reached::default();
    let mut changed = Vec::new();
    let tables = schema::tables(tx).await?;
    for column in COLUMNS {
        match column.holds {
            Holds::Name { organisation } => {
                let rows = erase_name(tx, identity, column, organisation).await?;
                reached.add(column.table, rows);
            }
            Holds::Words | Holds::Address => {
                let ids = erase_words(tx, identity, column).await?;
                reached.add(column.table, ids.len() as u64);
                changed.extend(ids);
            }
            Holds::Row => {
                let rows = erase_rows(tx, identity, column).await?;
                reached.add(column.table, rows);
            }
            Holds::Nothing | Holds::Secret | Holds::Own => {}
        }
    }
    reached.add("mapping", erase_contact_name(tx, identity).await?);
    reached.add("search_term", forget_terms(tx, identity, terms, &changed).await?);
    forget_details(tx, identity, &mut reached).await?;
    if let Some(person) = identity.person {
        forget_person(tx, person, &tables, today, &mut reached).await?;
    }
    Ok(reached)
}

/// A column of names: only where the name stands alone, and only of organisations they spoke for.
async fn erase_name(
    tx: &mut Tx,
    identity: &Identity,
    column: &TextColumn,
    organisation: Option<&str>,
) -> Result<u64, Error> {
    if identity.names.is_empty() || (organisation.is_some() && identity.organisations.is_empty()) {
        return Ok(0);
    }
    let TextColumn { table, column, .. } = column;
    Ok(on!(tx, |c| {
        let head = format!("UPDATE {table} SET {column} = ");
        let mut query = sqlx::QueryBuilder::new(head);
        query.push_bind(ERASED).push(format!(" WHERE {column} IN ("));
        let mut names = query.separated(", ");
        for name in &identity.names {
            names.push_bind(name.as_str());
        }
        query.push(")");
        if let Some(organisation) = organisation {
            query.push(format!(" AND {organisation} IN ("));
            let mut list = query.separated(", ");
            for id in &identity.organisations {
                list.push_bind(*id);
            }
            query.push(")");
        } else {
            query.push(" AND county IN (");
            let mut list = query.separated(", ");
            for county in identity.counties.iter().map(String::as_str).chain([""]) {
                list.push_bind(county);
            }
            query.push(")");
        }
        query.build().execute(c).await?.rows_affected()
    }))
}

/// Rows that have no use without the address.
async fn erase_rows(tx: &mut Tx, identity: &Identity, column: &TextColumn) -> Result<u64, Error> {
    let TextColumn { table, column, .. } = column;
    Ok(on!(tx, |c| {
        let mut query = sqlx::QueryBuilder::new(format!("DELETE FROM {table} WHERE {column} IN ("));
        let mut list = query.separated(", ");
        for address in identity.addresses.iter().map(String::as_str).chain([""]) {
            list.push_bind(address);
        }
        query.push(")");
        query.build().execute(c).await?.rows_affected()
    }))
}

/// A column of words: wherever a full name or an address stands in it. Gives what was changed.
async fn erase_words(
    tx: &mut Tx,
    identity: &Identity,
    column: &TextColumn,
) -> Result<Vec<(String, Uuid)>, Error> {
    let TextColumn { table, column, id, .. } = column;
    let mut changed = Vec::new();
    for needle in identity.needles() {
        let rows: Vec<(String, Uuid)> = on!(tx, |c| {
            let head = format!("UPDATE {table} SET {column} = REPLACE({column}, ");
            let mut query = sqlx::QueryBuilder::new(head);
            query.push_bind(needle.as_str()).push(", ").push_bind(ERASED);
            query.push(format!(") WHERE {column} <> REPLACE({column}, "));
            query.push_bind(needle.as_str()).push(", '') AND county IN (");
            let mut list = query.separated(", ");
            for county in identity.counties.iter().map(String::as_str).chain([""]) {
                list.push_bind(county);
            }
            query.push(format!(") RETURNING county, {id}"));
            query.build_query_as().fetch_all(c).await?
        });
        changed.extend(rows);
    }
    Ok(changed)
}

/// A name of one word is left in running text, but not where a firm has given it as the name of
/// its contact person.
async fn erase_contact_name(tx: &mut Tx, identity: &Identity) -> Result<u64, Error> {
    let field = |name: &str| format!("\"contactName\":{}", serde_json::Value::from(name));
    let mut rows = 0;
    for name in &identity.names {
        for organisation in &identity.organisations {
            rows += on!(tx, |c| sqlx::query(
                "UPDATE mapping SET answers = REPLACE(answers, $1, $2)
                 WHERE organisation = $3 AND answers <> REPLACE(answers, $1, '')"
            )
            .bind(field(name))
            .bind(field(ERASED))
            .bind(*organisation)
            .execute(c)
            .await?
            .rows_affected());
        }
    }
    Ok(rows)
}

/// Words of a name by which something that mentioned it could be found.
async fn forget_terms(
    tx: &mut Tx,
    identity: &Identity,
    terms: &[String],
    changed: &[(String, Uuid)],
) -> Result<u64, Error> {
    let mut forgotten = 0;
    if identity.needles().is_empty() || terms.is_empty() {
        return Ok(0);
    }
    for (county, subject) in changed {
        forgotten += on!(tx, |c| {
            let mut query = sqlx::QueryBuilder::new("DELETE FROM search_term WHERE county = ");
            query.push_bind(county.as_str()).push(" AND subject = ").push_bind(*subject);
            query.push(" AND term IN (");
            let mut list = query.separated(", ");
            for term in terms {
                list.push_bind(term.as_str());
            }
            query.push(")");
            query.build().execute(c).await?.rows_affected()
        });
    }
    Ok(forgotten)
}

/// Details of what they did, and details and kept answers that mention them. The events remain,
/// and the sealed chain with them.
async fn forget_details(
    tx: &mut Tx,
    identity: &Identity,
    reached: &mut Reached,
) -> Result<(), Error> {
    if let Some(person) = identity.person {
        let rows = on!(tx, |c| sqlx::query(
            "DELETE FROM event_detail WHERE detail <> 'null' AND EXISTS (SELECT 1 FROM event e
                WHERE e.county = event_detail.county AND e.id = event_detail.event
                  AND e.person = $1)"
        )
        .bind(person.0)
        .execute(c)
        .await?
        .rows_affected());
        reached.add("event_detail", rows);
        let rows = on!(tx, |c| sqlx::query("DELETE FROM idempotency WHERE actor = $1")
            .bind(person.to_string())
            .execute(c)
            .await?
            .rows_affected());
        reached.add("idempotency", rows);
    }
    for needle in identity.needles() {
        for (table, column) in [("event_detail", "detail"), ("idempotency", "answer")] {
            let rows = on!(tx, |c| {
                let head = format!("DELETE FROM {table} WHERE {column} <> REPLACE({column}, ");
                let mut query = sqlx::QueryBuilder::new(head);
                query.push_bind(needle.as_str()).push(", '') AND county IN (");
                let mut list = query.separated(", ");
                for county in identity.counties.iter().map(String::as_str).chain([""]) {
                    list.push_bind(county);
                }
                query.push(")");
                query.build().execute(c).await?.rows_affected()
            });
            reached.add(table, rows);
        }
    }
    Ok(())
}

/// Tables that refer to a person and stay: by number only.
const KEPT: &[&str] = &["case_note", "reply_template", "assignment", "protected_person"];

async fn forget_person(
    tx: &mut Tx,
    person: PersonId,
    tables: &[schema::Table],
    today: Date,
    reached: &mut Reached,
) -> Result<(), Error> {
    // What is somebody's own goes whole: sessions, keys, choices, mail that waits.
    let is_own = |table: &&schema::Table| {
        !KEPT.contains(&table.name.as_str())
            && table.references.iter().any(|one| one.to == "person" && one.columns == ["person"])
    };
    // Mail that tells of what is sealed off goes first, and is not told either.
    on!(tx, |c| sqlx::query("DELETE FROM outbox WHERE person = $1 AND kind = $2")
        .bind(person.0)
        .bind(MailKind::SomethingToRead.code())
        .execute(c)
        .await
        .map(|_| ()))?;
    for table in tables.iter().filter(is_own) {
        let query = format!("DELETE FROM \"{}\" WHERE person = $1", table.name);
        let rows = on!(tx, |c| sqlx::query(sqlx::AssertSqlSafe(query))
            .bind(person.0)
            .execute(c)
            .await?
            .rows_affected());
        reached.add(&table.name, rows);
    }
    // Templates that others use stay theirs.
    let templates = on!(tx, |c| sqlx::query(
        "DELETE FROM reply_template WHERE person = $1 AND is_shared = FALSE"
    )
    .bind(person.0)
    .execute(c)
    .await?
    .rows_affected());
    reached.add("reply_template", templates);
    let yesterday = days_after(today, -1).to_string();
    on!(tx, |c| sqlx::query(
        "UPDATE assignment SET valid_to = $2
         WHERE person = $1 AND (valid_to IS NULL OR valid_to > $2)"
    )
    .bind(person.0)
    .bind(&yesterday)
    .execute(c)
    .await
    .map(|_| ()))?;
    let taken = on!(tx, |c| sqlx::query(
        "UPDATE case_file SET taken_by_name = $2 WHERE taken_by_name IS NOT NULL
            AND taken_by IN (SELECT id FROM assignment WHERE person = $1)"
    )
    .bind(person.0)
    .bind(ERASED)
    .execute(c)
    .await?
    .rows_affected());
    reached.add("case_file", taken);
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE person SET email = $2, name = $3, password_hash = NULL, is_disabled = TRUE
         WHERE id = $1"
    )
    .bind(person.0)
    .bind(format!("{person}@erased.invalid"))
    .bind(ERASED)
    .execute(c)
    .await?
    .rows_affected());
    reached.add("person", rows);
    Ok(())
}

/// Marks a person as one with protected identity, if there is such a person.
pub async fn protect(tx: &mut Tx, person: PersonId, at: Timestamp) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO protected_person (person, protected_at)
         SELECT id, $2 FROM person WHERE id = $1
         ON CONFLICT (person) DO NOTHING"
    )
    .bind(person.0)
    .bind(at.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// A line of the erasure journal: never a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Erasure {
    /// Id.
    pub id: Uuid,
    /// When.
    pub erased_at: Timestamp,
    /// Who, when they had a login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Salt of the hash.
    pub salt: String,
    /// Salted hash of the address of somebody without a login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address_hash: Option<String>,
    /// Somebody with protected identity: their matters go by hand.
    #[serde(default)]
    pub is_protected: bool,
}

/// The hash of an address in the journal.
pub fn address_hash(salt: &str, address: &str) -> String {
    use sha2::{Digest, Sha256};
    let plain = plain_address(address);
    crate::row::hex(&Sha256::new().chain_update(salt).chain_update(plain).finalize())
}

/// Writes a line of the journal, unless it is there.
pub async fn insert_erasure(tx: &mut Tx, erasure: &Erasure) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO erasure (id, erased_at, person, salt, address_hash, is_protected)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING"
    )
    .bind(erasure.id)
    .bind(erasure.erased_at.as_microsecond())
    .bind(erasure.person.map(|id| id.0))
    .bind(&erasure.salt)
    .bind(erasure.address_hash.as_deref())
    .bind(erasure.is_protected)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// The whole journal, oldest first.
pub async fn erasures(connection: &mut Connection) -> Result<Vec<Erasure>, Error> {
    type Row = (Uuid, i64, Option<Uuid>, String, Option<String>, bool);
    let rows: Vec<Row> = on!(connection, |c| sqlx::query_as(
        "SELECT id, erased_at, person, salt, address_hash, is_protected FROM erasure
         ORDER BY erased_at, id"
    )
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(id, at, person, salt, address_hash, is_protected)| {
            let (erased_at, person) = (crate::row::instant(at)?, person.map(PersonId));
            Ok(Erasure { id, erased_at, person, salt, address_hash, is_protected })
        })
        .collect()
}

/// Where a person has a role, for the event that tells of the erasure.
pub async fn home_of(
    connection: &mut Connection,
    person: PersonId,
) -> Result<Option<CountyCode>, Error> {
    let county: Option<String> = on!(connection, |c| sqlx::query_scalar(
        "SELECT county FROM assignment WHERE person = $1 ORDER BY county LIMIT 1"
    )
    .bind(person.0)
    .fetch_optional(c)
    .await?);
    county
        .map(|county| crate::row::code("assignment.county", CountyCode::parse(&county)))
        .transpose()
}
