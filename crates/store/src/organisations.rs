//! Organisations, municipalities and networks.

use domain::access::Reach;
use domain::codes::{CountyCode, MunicipalityCode, OrgNumber, Sni, SniVersion};
use domain::endings::Deed;
use domain::ids::{NetworkId, OrganisationId};
use domain::organisations::{Organisation, Sector};
use domain::time::{Date, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use crate::endings::open_for_new;
use crate::page::{Cursor, Page, Slice};
use crate::row::{changed, code, day_opt, find_one, instant};
use crate::{Connection, Error, Tx, on, push_newest_first, push_search};

/// A municipality of a county.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Municipality {
    /// SCB's code.
    pub code: MunicipalityCode,
    /// Name.
    pub name: String,
}

/// An organisation as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StoredOrganisation {
    /// Id.
    pub id: OrganisationId,
    /// Stable name of a demo record.
    pub slug: Option<String>,
    /// What is known of it.
    #[serde(flatten)]
    pub organisation: Organisation,
    /// Name of its municipality.
    pub municipality_name: String,
    /// Invented for the demo.
    pub is_demo: bool,
    /// Its numbers may show in public figures where fewer than three firms stand together.
    pub consents_to_figures: bool,
    /// The first day without it, when it has ended.
    pub ended_on: Option<Date>,
    /// Version for optimistic locking.
    pub version: i64,
    /// When it came in.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct OrganisationRow {
    id: Uuid,
    slug: Option<String>,
    org_number: String,
    name: String,
    municipality: String,
    municipality_name: String,
    sector: String,
    sni_version: Option<String>,
    sni_code: Option<String>,
    employees: Option<i64>,
    turnover_thousand_sek: Option<i64>,
    is_actor: bool,
    is_demo: bool,
    consents_to_figures: bool,
    ended_on: Option<String>,
    version: i64,
    created_at: i64,
}

/// Columns of [`OrganisationRow`] with `o` the organisation and `m` its municipality.
macro_rules! organisation_columns {
    () => {
        "SELECT o.id, o.slug, o.org_number, o.name, o.municipality, m.name AS municipality_name,
            o.sector, o.sni_version, o.sni_code, o.employees, o.turnover_thousand_sek, o.is_actor,
            o.is_demo, o.consents_to_figures, o.ended_on, o.version, o.created_at
         FROM organisation o
         JOIN municipality m ON m.county = o.county AND m.code = o.municipality "
    };
}

impl OrganisationRow {
    fn read(self) -> Result<StoredOrganisation, Error> {
        let sni = match (self.sni_version, self.sni_code) {
            (Some(version), Some(number)) => {
                let version = code("sni_version", SniVersion::parse(&version))?;
                Some(code("sni_code", Sni::parse(version, &number))?)
            }
            _ => None,
        };
        Ok(StoredOrganisation {
            id: OrganisationId(self.id),
            slug: self.slug,
            organisation: Organisation {
                org_number: code("org_number", OrgNumber::parse(&self.org_number))?,
                name: self.name,
                municipality: code("municipality", MunicipalityCode::parse(&self.municipality))?,
                sector: code("sector", Sector::parse(&self.sector))?,
                sni,
                employees: self.employees,
                turnover_thousand_sek: self.turnover_thousand_sek,
                is_actor: self.is_actor,
            },
            municipality_name: self.municipality_name,
            is_demo: self.is_demo,
            consents_to_figures: self.consents_to_figures,
            ended_on: day_opt(self.ended_on.as_deref())?,
            version: self.version,
            created_at: instant(self.created_at)?,
        })
    }
}

/// Adds a county.
pub async fn insert_county(tx: &mut Tx, county: &CountyCode, name: &str) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO county (code, name) VALUES ($1, $2) ON CONFLICT (code) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(name)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Name of a county.
pub async fn county_name(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Option<String>, Error> {
    Ok(on!(connection, |c| sqlx::query_scalar("SELECT name FROM county WHERE code = $1")
        .bind(county.as_str())
        .fetch_optional(c)
        .await?))
}

/// Adds a municipality.
pub async fn insert_municipality(
    tx: &mut Tx,
    county: &CountyCode,
    municipality: &Municipality,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO municipality (county, code, name) VALUES ($1, $2, $3)
         ON CONFLICT (county, code) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(municipality.code.as_str())
    .bind(&municipality.name)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Municipalities of a county, by code.
pub async fn municipalities(
    connection: &mut Connection,
    county: &CountyCode,
) -> Result<Vec<Municipality>, Error> {
    let rows: Vec<(String, String)> = on!(connection, |c| sqlx::query_as(
        "SELECT code, name FROM municipality WHERE county = $1 ORDER BY code"
    )
    .bind(county.as_str())
    .fetch_all(c)
    .await?);
    rows.into_iter()
        .map(|(number, name)| {
            let code = code("municipality.code", MunicipalityCode::parse(&number))?;
            Ok(Municipality { code, name })
        })
        .collect()
}

/// Adds an organisation to a county.
pub async fn insert(
    tx: &mut Tx,
    county: &CountyCode,
    id: OrganisationId,
    slug: Option<&str>,
    organisation: &Organisation,
    is_demo: bool,
    now: Timestamp,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO organisation (county, id, slug, org_number, name, municipality, sector,
            sni_version, sni_code, employees, turnover_thousand_sek, is_actor, is_demo, version,
            created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 1, $14, $14)"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(slug)
    .bind(organisation.org_number.as_str())
    .bind(&organisation.name)
    .bind(organisation.municipality.as_str())
    .bind(organisation.sector.code())
    .bind(organisation.sni.as_ref().map(|sni| sni.version.as_str()))
    .bind(organisation.sni.as_ref().map(|sni| sni.code.as_str()))
    .bind(organisation.employees)
    .bind(organisation.turnover_thousand_sek)
    .bind(organisation.is_actor)
    .bind(is_demo)
    .bind(now.as_microsecond())
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Changes what is known, if nobody else has since `version`.
pub async fn update(
    tx: &mut Tx,
    county: &CountyCode,
    id: OrganisationId,
    organisation: &Organisation,
    version: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE organisation SET name = $3, municipality = $4, sector = $5, sni_version = $6,
            sni_code = $7, employees = $8, turnover_thousand_sek = $9, version = version + 1,
            updated_at = $10
         WHERE county = $1 AND id = $2 AND version = $11"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(&organisation.name)
    .bind(organisation.municipality.as_str())
    .bind(organisation.sector.code())
    .bind(organisation.sni.as_ref().map(|sni| sni.version.as_str()))
    .bind(organisation.sni.as_ref().map(|sni| sni.code.as_str()))
    .bind(organisation.employees)
    .bind(organisation.turnover_thousand_sek)
    .bind(now.as_microsecond())
    .bind(version)
    .execute(c)
    .await?
    .rows_affected());
    changed(rows)
}

/// Gives or withdraws the consent to show its numbers in public figures; false when it stood so
/// already.
pub async fn set_consent_to_figures(
    tx: &mut Tx,
    county: &CountyCode,
    id: OrganisationId,
    is_given: bool,
) -> Result<bool, Error> {
    let rows = on!(tx, |c| sqlx::query(
        "UPDATE organisation SET consents_to_figures = $3
         WHERE county = $1 AND id = $2 AND consents_to_figures <> $3"
    )
    .bind(county.as_str())
    .bind(id.0)
    .bind(is_given)
    .execute(c)
    .await?
    .rows_affected());
    Ok(rows == 1)
}

/// One organisation.
pub async fn find(
    connection: &mut Connection,
    county: &CountyCode,
    id: OrganisationId,
) -> Result<Option<StoredOrganisation>, Error> {
    find_one!(
        connection,
        OrganisationRow,
        concat!(organisation_columns!(), "WHERE o.county = $1 AND o.id = $2"),
        county.as_str(),
        id.0
    )
}

/// One organisation by its number, or by one that it has had.
pub async fn find_by_number(
    connection: &mut Connection,
    county: &CountyCode,
    number: &OrgNumber,
) -> Result<Option<StoredOrganisation>, Error> {
    find_one!(
        connection,
        OrganisationRow,
        concat!(
            organisation_columns!(),
            "WHERE o.county = $1 AND o.id IN (
               SELECT p.id FROM organisation p WHERE p.county = $1 AND p.org_number = $2
               UNION ALL SELECT f.organisation FROM former_number f
               WHERE f.county = $1 AND f.org_number = $2)"
        ),
        county.as_str(),
        number.as_str()
    )
}

/// What a list of organisations is narrowed by.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Stemmed words.
    pub terms: Vec<String>,
    /// Only this municipality.
    pub municipality: Option<MunicipalityCode>,
    /// Only actors, or only others.
    pub is_actor: Option<bool>,
    /// Those that have ended too.
    pub with_ended: bool,
}

/// Adds the conditions of a list to its query.
macro_rules! narrow {
    ($query:expr, $county:expr, $reach:expr, $filter:expr) => {{
        $query.push(" WHERE o.county = ").push_bind($county.as_str().to_owned());
        match $reach {
            Reach::County => {}
            Reach::Municipality(municipality) => {
                $query.push(" AND o.municipality = ").push_bind(municipality.as_str().to_owned());
            }
            Reach::Organisation(id) => {
                $query.push(" AND o.id = ").push_bind(id.0);
            }
            Reach::Involved(id) => {
                $query
                    .push(
                        " AND (o.id IN (SELECT m.organisation FROM mapping m
                          WHERE m.county = o.county AND m.leader_organisation = ",
                    )
                    .push_bind(id.0)
                    .push(
                        ") OR o.id IN (SELECT f.organisation FROM case_file f
                          JOIN case_party p ON p.county = f.county AND p.case_file = f.id
                          WHERE f.county = o.county AND p.organisation = ",
                    )
                    .push_bind(id.0)
                    .push("))");
            }
            Reach::Leading { person, organisation } => {
                $query
                    .push(
                        " AND (o.id IN (SELECT mp.organisation FROM mapping_lead x
                          JOIN mapping mp ON mp.county = x.county AND mp.id = x.mapping
                          WHERE x.county = o.county AND x.ended_at IS NULL AND x.person = ",
                    )
                    .push_bind(person.0)
                    .push(
                        ") OR o.id IN (SELECT f.organisation FROM case_file f
                          JOIN case_party p ON p.county = f.county AND p.case_file = f.id
                          WHERE f.county = o.county AND p.organisation = ",
                    )
                    .push_bind(organisation.0)
                    .push("))");
            }
            Reach::Nothing => {
                $query.push(" AND FALSE");
            }
        }
        if let Some(municipality) = &$filter.municipality {
            $query.push(" AND o.municipality = ").push_bind(municipality.as_str().to_owned());
        }
        if let Some(is_actor) = $filter.is_actor {
            $query.push(" AND o.is_actor = ").push_bind(is_actor);
        }
        if !$filter.with_ended {
            $query.push(" AND o.ended_on IS NULL");
        }
        push_search!($query, $county, "organisation", "o.id", &$filter.terms);
    }};
}

/// Organisations within reach, newest first.
pub async fn list(
    connection: &mut Connection,
    county: &CountyCode,
    reach: &Reach,
    filter: &Filter,
    slice: Slice,
) -> Result<Page<StoredOrganisation>, Error> {
    let rows: Vec<OrganisationRow> = on!(connection, |c| {
        let mut query = sqlx::QueryBuilder::new(organisation_columns!());
        narrow!(query, county, reach, filter);
        push_newest_first!(query, "o", slice);
        query.build_query_as().fetch_all(c).await?
    });
    let total: i64 = match slice.total_told_by(rows.len()) {
        Some(total) => total,
        None => on!(connection, |c| {
            let mut query = sqlx::QueryBuilder::new("SELECT COUNT(*) FROM organisation o");
            narrow!(query, county, reach, filter);
            query.build_query_scalar().fetch_one(c).await?
        }),
    };
    let rows = rows.into_iter().map(OrganisationRow::read).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::from_one_more(rows, slice, total, |row| Cursor { at: row.created_at, id: row.id.0 }))
}

/// A network of organisations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Network {
    /// Id.
    pub id: NetworkId,
    /// Stable name in addresses.
    pub slug: Option<String>,
    /// Name.
    pub name: String,
    /// Who runs it.
    pub organisation: OrganisationId,
}

/// Adds a network.
pub async fn insert_network(
    tx: &mut Tx,
    county: &CountyCode,
    network: &Network,
) -> Result<(), Error> {
    on!(tx, |c| sqlx::query(
        "INSERT INTO network (county, id, slug, name, organisation) VALUES ($1, $2, $3, $4, $5)"
    )
    .bind(county.as_str())
    .bind(network.id.0)
    .bind(network.slug.as_deref())
    .bind(&network.name)
    .bind(network.organisation.0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Adds a member to a network.
pub async fn insert_member(
    tx: &mut Tx,
    county: &CountyCode,
    network: NetworkId,
    organisation: OrganisationId,
) -> Result<(), Error> {
    let member = open_for_new(tx, county, organisation, Deed::Membership).await?;
    on!(tx, |c| sqlx::query(
        "INSERT INTO network_member (county, network, organisation) VALUES ($1, $2, $3)
         ON CONFLICT (county, network, organisation) DO NOTHING"
    )
    .bind(county.as_str())
    .bind(network.0)
    .bind(member.id().0)
    .execute(c)
    .await
    .map(|_| ()))?;
    Ok(())
}

/// Networks an organisation is a member of or runs, by name.
pub async fn networks_of(
    connection: &mut Connection,
    county: &CountyCode,
    organisation: OrganisationId,
) -> Result<Vec<Network>, Error> {
    let rows: Vec<(Uuid, Option<String>, String, Uuid)> = on!(connection, |c| sqlx::query_as(
        "SELECT n.id, n.slug, n.name, n.organisation FROM network n
         WHERE n.county = $1 AND (n.organisation = $2 OR n.id IN (
             SELECT network FROM network_member WHERE county = $1 AND organisation = $2))
         ORDER BY n.name, n.id"
    )
    .bind(county.as_str())
    .bind(organisation.0)
    .fetch_all(c)
    .await?);
    Ok(rows
        .into_iter()
        .map(|(id, slug, name, organisation)| Network {
            id: NetworkId(id),
            slug,
            name,
            organisation: OrganisationId(organisation),
        })
        .collect())
}

/// The organisation behind an id, a demo slug or an organisation number, also one that it has had.
pub async fn resolve(
    connection: &mut Connection,
    county: &CountyCode,
    name: &str,
) -> Result<Option<OrganisationId>, Error> {
    if let Ok(id) = name.parse::<OrganisationId>() {
        return Ok(Some(id));
    }
    let number = OrgNumber::parse(name).ok();
    let id: Option<Uuid> = on!(connection, |c| sqlx::query_scalar(
        "SELECT id FROM organisation WHERE county = $1 AND (slug = $2 OR org_number = $3)
         UNION ALL SELECT organisation FROM former_number WHERE county = $1 AND org_number = $3"
    )
    .bind(county.as_str())
    .bind(name)
    .bind(number.as_ref().map(OrgNumber::as_str))
    .fetch_optional(c)
    .await?);
    Ok(id.map(OrganisationId))
}
