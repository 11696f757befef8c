//! Things to ask for in the table of rights: of the own firm, of another, and of the county on the
//! other side. What the demo county lacks is put there, so that no question is asked in vain.

use std::collections::BTreeMap;

use app::secrets::token_hash;
use domain::codes::CountyCode;
use store::on;
use uuid::Uuid;

use crate::house::House;

/// Whose thing a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
    /// The firm's in the own municipality, or that municipality's.
    Own,
    /// A firm's in another municipality, or that municipality's.
    Other,
    /// Of the county on the other side.
    County,
    /// Nobody's.
    Nobody,
}

impl Whose {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Other => "other",
            Self::County => "other county",
            Self::Nobody => "nobody's",
        }
    }
}

/// The token of links that work: to a mapping of the own firm, and to a question about its case.
pub(crate) const LINK: &str = "en-lank-som-fungerar";

/// Who owns what firms have.
const FIRMS: [&str; 3] = [
    "employer-admin.kramfors@demo.samkraft.test",
    "employer-admin.solleftea@demo.samkraft.test",
    "employer-admin.gavle@gavleborg.demo.samkraft.test",
];
/// Who owns what public actors have.
const ACTORS: [&str; 3] = [
    "muni-adviser.kramfors@demo.samkraft.test",
    "muni-adviser.ornskoldsvik@demo.samkraft.test",
    "broker@gavleborg.demo.samkraft.test",
];

/// One kind of thing.
struct Thing {
    /// Beginnings of the paths that name it.
    starts: &'static [&'static str],
    /// Whose logins lead to its owners: own, other, of the other county.
    owners: [&'static str; 3],
    /// Finds the first one; $1 county, $2 organisation.
    find: &'static str,
    /// Puts one there, as a copy of another; $1 county, $2 its id, $3 organisation.
    put: &'static [&'static str],
}

const CONTACT: &str = "INSERT INTO contact (county, id, organisation, by_organisation, by_name,
    kind, held_on, topic, is_cancelled, created_at)
    SELECT $1, $2, $3, $3, by_name, kind, held_on, topic, is_cancelled, created_at
    FROM contact WHERE county = '22' ORDER BY id LIMIT 1";

/// Every kind. Mappings come before the needs that belong to them.
const THINGS: &[Thing] = &[
    Thing {
        starts: &["/organisationer/", "/api/v1/organisations/"],
        owners: FIRMS,
        find: "SELECT id FROM organisation WHERE county = $1 AND id = $2",
        put: &[],
    },
    Thing {
        starts: &["/kartlaggningar/", "/api/v1/mappings/"],
        owners: FIRMS,
        find: "SELECT id FROM mapping WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &[
            "INSERT INTO mapping (county, id, organisation, track, state, question_set, answers,
            opened_by_organisation, opened_by_name, version, created_at, updated_at)
            SELECT $1, $2, $3, 'micro', 'started', question_set, answers, $3, opened_by_name, 1,
            created_at, updated_at FROM mapping WHERE county = '22' ORDER BY id LIMIT 1",
        ],
    },
    Thing {
        starts: &["/behov/", "/api/v1/needs/"],
        owners: FIRMS,
        find: "SELECT id FROM need WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &[
            "INSERT INTO goal (county, id, mapping, position, goal, obstacle)
            SELECT $1, $2, (SELECT id FROM mapping WHERE county = $1 AND organisation = $3
            ORDER BY id LIMIT 1), 1, goal, obstacle FROM goal WHERE county = '22'
            ORDER BY id LIMIT 1",
            "INSERT INTO need (county, id, organisation, mapping, goal, words, kind, persons,
            severity, state, version, created_at, updated_at)
            SELECT $1, $2, $3, (SELECT mapping FROM goal WHERE county = $1 AND id = $2), $2, words,
            kind, persons, severity, 'registered', 1, created_at, updated_at
            FROM need WHERE county = '22' ORDER BY id LIMIT 1",
        ],
    },
    Thing {
        starts: &["/arenden/", "/api/v1/cases/"],
        owners: FIRMS,
        find: "SELECT id FROM case_file WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO case_file (county, id, number, organisation, title, state, desk,
            owner_role, next_step, next_step_on, promised_at, alarm, version, created_at,
            updated_at)
            SELECT $1, $2, number, $3, title, state, (SELECT id FROM desk WHERE county = $1
            ORDER BY id LIMIT 1), owner_role, next_step, next_step_on, promised_at, alarm, 1,
            created_at, updated_at FROM case_file WHERE county = '22' AND state <> 'closed'
            ORDER BY id LIMIT 1"],
    },
    Thing {
        starts: &["/kontakter/"],
        owners: FIRMS,
        find: "SELECT id FROM contact WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &[CONTACT],
    },
    Thing {
        starts: &["/api/v1/follow-ups/"],
        owners: FIRMS,
        find: "SELECT u.id FROM follow_up u JOIN case_file f ON f.county = u.county
            AND f.id = u.case_file WHERE u.county = $1 AND f.organisation = $2 ORDER BY u.id",
        put: &["INSERT INTO follow_up (county, id, case_file, months, link_hash, link_expires_at,
            asked_at, was_mailed) SELECT $1, $2, id, 3, 'link of ' || county || number,
            4102444800000000, created_at, TRUE FROM case_file
            WHERE county = $1 AND organisation = $3 ORDER BY id LIMIT 1"],
    },
    Thing {
        starts: &["/api/v1/appointments/"],
        owners: ACTORS,
        find: "SELECT id FROM appointment WHERE county = $1 AND by_organisation = $2 ORDER BY id",
        put: &[
            CONTACT,
            "INSERT INTO appointment (county, id, subject_kind, subject, organisation,
            by_organisation, starts_at, minutes, place, email, sequence, is_cancelled, created_at,
            updated_at) SELECT $1, $2, 'contact', $2, $3, $3, 4102444800000000, 60, 'Storgatan 1',
            'lena@demo.samkraft.test', 0, FALSE, created_at, created_at FROM contact
            WHERE county = $1 AND id = $2",
        ],
    },
    Thing {
        starts: &["/kontaktfrid/tyst/"],
        owners: FIRMS,
        find: "SELECT id FROM quiet_period WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO quiet_period (county, id, organisation, starts_on, ends_on,
            said_by_name, said_on, created_at)
            VALUES ($1, $2, $3, '2026-12-24', '2027-01-06', 'Någon', '2026-12-01', 1)"],
    },
    Thing {
        starts: &["/import/", "/api/v1/imports/"],
        owners: ACTORS,
        find: "SELECT id FROM import WHERE county = $1 AND by_organisation = $2 ORDER BY id",
        put: &["INSERT INTO import (county, id, by_organisation, by_person, by_role, by_name,
            source, file_name, format, digest, state, heading, columns, year, adds_firms,
            row_count, done_count, fault_count, need_count, coded_count, duplicate_count,
            mapping_count, firm_count, new_firm_count, version, created_at, updated_at)
            VALUES ($1, $2, $3, $2, 'broker', 'Någon', 'survey', 'svar.csv', 'csv', 'x',
            'columns', '[\"Orgnr\",\"Behov\"]', '[\"orgNumber\",\"words\"]', 2026, FALSE, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 1, 1, 1)"],
    },
    Thing {
        starts: &["/processledare/"],
        owners: ACTORS,
        find: "SELECT id FROM leader WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO leader (county, id, person, organisation, kind, status, trained_on,
            valid_until_on, capacity, municipalities, languages, version, created_at, updated_at)
            SELECT $1, $2, person, $3, 'leader', 'trained', '2026-01-01', '2028-01-01', 1, '',
            'sv', 1, 1, 1 FROM assignment WHERE county = $1 ORDER BY id LIMIT 1"],
    },
    Thing {
        starts: &["/natverk/kampanjer/"],
        owners: ACTORS,
        find: "SELECT c.id FROM campaign c JOIN network n ON n.county = c.county
            AND n.id = c.network WHERE c.county = $1 AND n.organisation = $2 ORDER BY c.id",
        put: &[
            "INSERT INTO network (county, id, name, organisation)
            VALUES ($1, $2, 'Demo nätverk', $3)",
            "INSERT INTO campaign (county, id, network, name, starts_on, ends_on, quota,
            question_set, version, created_at, updated_at)
            SELECT $1, $2, $2, 'Demo kampanj', '2026-01-01', '2027-12-31', 1, '1', 1, 1, 1
            FROM network WHERE county = $1 AND id = $2 AND organisation = $3",
        ],
    },
    Thing {
        starts: &["/besok/", "/api/v1/visits/"],
        owners: FIRMS,
        find: "SELECT id FROM visit WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &[
            CONTACT,
            "INSERT INTO visit (county, id, organisation, by_organisation, by_name, contact,
            held_on, topic, state, version, created_at, updated_at)
            SELECT county, id, organisation, by_organisation, by_name, id, held_on, topic, 'held',
            1, created_at, created_at FROM contact WHERE county = $1 AND id = $2
            AND organisation = $3",
        ],
    },
    Thing {
        starts: &["/fragor/", "/api/v1/questions/"],
        owners: ACTORS,
        find: "SELECT id FROM local_question WHERE county = $1 AND organisation = $2
            AND withdrawn_at IS NULL ORDER BY id",
        put: &[
            "INSERT INTO local_question (county, id, municipality, organisation, version,
            created_at, updated_at) SELECT county, $2,
            CASE WHEN county = '22' THEN municipality ELSE '' END, id, 1, 1, 1 FROM organisation
            WHERE county = $1 AND id = $3",
            "INSERT INTO local_question_version (county, question, version, kind, words, choices,
            asked_at) SELECT county, $2, 1, 'yes-no', 'Tar ni emot elever?', '[]', 1
            FROM organisation WHERE county = $1 AND id = $3",
        ],
    },
    Thing {
        starts: &["/mallar/", "/api/v1/replies/"],
        owners: ACTORS,
        find: "SELECT id FROM reply_template WHERE county = $1 AND organisation = $2
            AND is_shared = TRUE AND removed_at IS NULL ORDER BY id",
        put: &["INSERT INTO reply_template (county, id, organisation, person, name, body,
            is_shared, version, created_at, updated_at)
            VALUES ($1, $2, $3, (SELECT person FROM assignment WHERE county = $1
            AND organisation = $3 ORDER BY id LIMIT 1), 'Svar', 'Hej {kontakt}', TRUE, 1, 1, 1)"],
    },
    Thing {
        starts: &["/samlingar/", "/api/v1/pools/"],
        owners: FIRMS,
        // One that no other firm is asked about: a firm sees the pools it shares.
        find: "SELECT f.pool FROM pool_firm f WHERE f.county = $1 AND f.organisation = $2
            AND NOT EXISTS (SELECT 1 FROM pool_firm x WHERE x.county = f.county AND x.pool = f.pool
            AND x.organisation <> f.organisation) ORDER BY f.pool",
        put: &[
            "INSERT INTO pool (county, id, title, ssyk, occupation, deadline_on, next_step,
            next_step_on, by_organisation, by_name, state, persons, firms, municipalities,
            figures_version, version, created_at, updated_at)
            VALUES ($1, $2, 'Kockar', '5120', 'Kockar', '2027-02-01', 'Ring', '2026-12-14', $3,
            'Någon', 'forming', 0, 0, 0, 0, 1, 1, 1)",
            "INSERT INTO pool_firm (county, pool, organisation, consent, may_be_named, asked_at,
            version) VALUES ($1, $2, $3, 'asked', FALSE, 1, 1)",
        ],
    },
    Thing {
        starts: &["/signaler/", "/api/v1/signals/"],
        owners: FIRMS,
        find: "SELECT s.id FROM signal s JOIN organisation o ON o.county = s.county
            AND o.municipality = s.municipality WHERE s.county = $1 AND o.id = $2 ORDER BY s.id",
        put: &["INSERT INTO signal (county, id, cause, kind, municipality, subject, title, words,
            state, desk, since_on, until_on, firms, amount, version, created_at, updated_at)
            SELECT o.county, $2, 'written//' || o.county || o.municipality, 'written',
            o.municipality, '', 'Bussen dras in', 'Kvällsturen', 'new',
            COALESCE((SELECT a.desk FROM desk_area a WHERE a.county = o.county
                AND a.municipality = o.municipality ORDER BY a.industry LIMIT 1),
                (SELECT d.id FROM desk d WHERE d.county = o.county ORDER BY d.id LIMIT 1)),
            '2026-12-07', '2026-12-07', 0, 0, 1, o.created_at, o.created_at
            FROM organisation o WHERE o.county = $1 AND o.id = $3"],
    },
    Thing {
        starts: &["/stodprogram/"],
        owners: ACTORS,
        find: "SELECT id FROM support_fund WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO support_fund (county, id, organisation, name, budget_ore, basis,
            starts_on, ends_on, terms, version, created_at, updated_at)
            VALUES ($1, $2, $3, 'Demo stöd', 100000000, 'de-minimis', '2026-01-01', '2027-12-31',
            'Demo villkor', 1, 1, 1)"],
    },
    Thing {
        starts: &["/ideer/", "/api/v1/ideas/"],
        owners: FIRMS,
        find: "SELECT id FROM idea WHERE county = $1 AND organisation = $2 AND network IS NULL
            AND state = 'new' ORDER BY id",
        put: &["INSERT INTO idea (county, id, organisation, by_name, title, words, state,
            is_public, version, created_at, updated_at)
            VALUES ($1, $2, $3, 'Någon', 'Demo', 'Demo', 'new', FALSE, 1, 1, 1)"],
    },
    Thing {
        starts: &["/avtal/", "/api/v1/agreements/"],
        owners: ACTORS,
        find: "SELECT id FROM agreement WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO agreement (county, id, organisation, kind, scope, municipalities,
            valid_from_on, by_organisation, by_name, version, created_at, updated_at)
            VALUES ($1, $2, $3, 'cooperation', 'Demo', '', '2026-01-01', $3, 'Någon', 1, 1, 1)"],
    },
    Thing {
        starts: &["/traffar/", "/api/v1/events/"],
        owners: ACTORS,
        find: "SELECT id FROM gathering WHERE county = $1 AND organisation = $2
            AND state = 'open' AND network IS NULL ORDER BY starts_at DESC",
        put: &["INSERT INTO gathering (county, id, organisation, kind, title, body, starts_at,
            ends_at, sign_up_until_on, place, municipality, state, by_name, opened_at, sequence,
            line, version, created_at, updated_at)
            SELECT county, $2, id, 'seminar', 'Träff', 'Om att mötas', 4102444800000000,
            4102448400000000, '2099-12-31', 'Torget', municipality, 'open', 'Någon', 1, 0, 0, 1, 1,
            1 FROM organisation WHERE county = $1 AND id = $3"],
    },
    Thing {
        starts: &["/stodkonto/"],
        owners: FIRMS,
        find: "SELECT id FROM organisation WHERE county = $1 AND id = $2",
        put: &[],
    },
    Thing {
        starts: &["/stod/", "/api/v1/grants/"],
        owners: FIRMS,
        find: "SELECT id FROM support_grant WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &[
            "INSERT INTO support_fund (county, id, organisation, name, budget_ore, basis,
            starts_on, ends_on, terms, version, created_at, updated_at)
            VALUES ($1, $2, $3, 'Demo stöd', 100000000, 'de-minimis', '2026-01-01', '2027-12-31',
            'Demo villkor', 1, 1, 1)",
            "INSERT INTO support_grant (county, id, fund, organisation, state, amount_ore, purpose,
            basis, by_organisation, by_name, applied_on, version, created_at, updated_at)
            VALUES ($1, $2, $2, $3, 'applied', 5000000, 'Demo', 'de-minimis', $3, 'Någon',
            '2026-12-01', 1, 1, 1)",
        ],
    },
    Thing {
        starts: &["/varsel/", "/api/v1/redundancies/"],
        owners: FIRMS,
        find: "SELECT id FROM redundancy WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO redundancy (county, id, organisation, municipality, notified_on,
            last_day_on, public_from_on, state, by_organisation, by_name, version, created_at,
            updated_at)
            SELECT county, $2, id, municipality, '2026-12-01', '2027-06-01', '2026-12-01',
            'reported', id, 'Någon', 1, 1, 1 FROM organisation WHERE county = $1 AND id = $3"],
    },
    Thing {
        starts: &["/overlamningar/", "/api/v1/handovers/"],
        owners: ACTORS,
        find: "SELECT id FROM handover WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO handover (county, id, organisation, is_whole, from_name, by_name,
            reason, item_count, made_at)
            VALUES ($1, $2, $3, TRUE, 'Någon', 'Någon', 'Byte', 0, 1)"],
    },
    Thing {
        starts: &["/ny-kontakt/"],
        owners: FIRMS,
        find: "SELECT id FROM contact_change WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &[
            "INSERT INTO handover (county, id, organisation, is_whole, from_name, by_name,
            reason, item_count, made_at)
            VALUES ($1, $2, $3, TRUE, 'Någon', 'Någon', 'Byte', 0, 1)",
            "INSERT INTO contact_change (county, id, organisation, handover, desk, changed_at)
            SELECT county, id, organisation, id, (SELECT d.id FROM desk d
            WHERE d.county = handover.county ORDER BY d.id LIMIT 1), made_at FROM handover
            WHERE county = $1 AND id = $2 AND organisation = $3",
        ],
    },
    Thing {
        starts: &["/franvaro/"],
        owners: [
            "muni-contact.kramfors@demo.samkraft.test",
            "muni-contact.ornskoldsvik@demo.samkraft.test",
            "broker@gavleborg.demo.samkraft.test",
        ],
        find: "SELECT b.id FROM absence b JOIN desk d ON d.county = b.county AND d.id = b.desk
            WHERE b.county = $1 AND d.organisation = $2 ORDER BY b.id",
        put: &["INSERT INTO absence (county, id, assignment, desk, starts_on, ends_on, version,
            created_at) SELECT a.county, $2, a.id, a.desk, '2027-06-01', '2027-06-02', 1, 1
            FROM assignment a WHERE a.county = $1 AND a.organisation = $3 AND a.desk IS NOT NULL
            ORDER BY a.id LIMIT 1"],
    },
    Thing {
        starts: &["/agarskifte/annonser/"],
        owners: FIRMS,
        find: "SELECT l.id FROM succession_listing l JOIN assignment a ON a.county = l.county
            AND a.person = l.person WHERE l.county = $1 AND a.organisation = $2
            AND l.state = 'published' ORDER BY l.id",
        put: &["INSERT INTO succession_listing (county, id, person, state, body, municipalities,
            teaser, version, created_at, updated_at, published_at)
            SELECT $1, $2, (SELECT a.person FROM assignment a WHERE a.county = $1
            AND a.organisation = $3 AND a.role = 'employer-admin' ORDER BY a.id LIMIT 1),
            'published', body, '', teaser, 1, created_at, created_at, created_at
            FROM succession_listing WHERE county = '22' AND teaser IS NOT NULL
            ORDER BY id LIMIT 1"],
    },
    Thing {
        starts: &["/agarskifte/samtal/"],
        owners: FIRMS,
        find: "SELECT k.id FROM succession_contact k JOIN succession_listing l
            ON l.county = k.county AND l.id = k.listing JOIN assignment a ON a.county = l.county
            AND a.person = l.person WHERE k.county = $1 AND a.organisation = $2 ORDER BY k.id",
        put: &[
            "INSERT INTO person (id, email, name, is_disabled, created_at)
            SELECT $2, 'kopare.' || org_number || '@demo.samkraft.test', 'Demo köpare', FALSE, 1
            FROM organisation WHERE county = $1 AND id = $3",
            "INSERT INTO succession_contact (county, id, listing, person, number, state,
            version, created_at, updated_at)
            SELECT $1, $2, l.id, $2, 1, 'interest', 1, 1, 1
            FROM succession_listing l JOIN assignment a ON a.county = l.county
            AND a.person = l.person WHERE l.county = $1 AND a.organisation = $3
            ORDER BY l.id LIMIT 1",
        ],
    },
    Thing {
        starts: &["/agarskifte/"],
        owners: FIRMS,
        find: "SELECT l.id FROM succession_listing l JOIN assignment a ON a.county = l.county
            AND a.person = l.person WHERE l.county = $1 AND a.organisation = $2 ORDER BY l.id",
        put: &[],
    },
    Thing {
        starts: &["/samordning/"],
        owners: ACTORS,
        find: "SELECT x.id FROM coordination x JOIN contact c ON c.county = x.county
            AND c.id = x.contact WHERE x.county = $1 AND c.by_organisation = $2
            AND x.from_organisation = $2 ORDER BY x.id",
        put: &[
            CONTACT,
            "INSERT INTO coordination (county, id, contact, from_organisation, from_name, words,
            asked_at) SELECT $1, $2, $2, $3, by_name, topic, created_at FROM contact
            WHERE county = $1 AND id = $2",
        ],
    },
    Thing {
        starts: &["/insatser/", "/api/v1/offers/"],
        owners: ACTORS,
        find: "SELECT id FROM offer WHERE county = $1 AND organisation = $2 ORDER BY id",
        put: &["INSERT INTO offer (county, id, organisation, title, body, reviewed_on, is_demo,
            version, created_at, updated_at)
            SELECT $1, $2, $3, title, body, reviewed_on, is_demo, 1, created_at, updated_at
            FROM offer WHERE county = '22' AND network IS NULL ORDER BY id LIMIT 1"],
    },
];

/// Ids of things by the beginning of their paths.
pub(crate) struct Things(Vec<(&'static str, BTreeMap<Whose, Uuid>)>);

impl Things {
    /// Finds one of every kind for everyone, and puts it there where there is none.
    pub(crate) async fn of(house: &House) -> Self {
        let mut things = Vec::new();
        for thing in THINGS {
            let mut ids = BTreeMap::new();
            let whose = [(Whose::Own, "22"), (Whose::Other, "22"), (Whose::County, "21")];
            for ((whose, county), login) in whose.into_iter().zip(thing.owners) {
                let owner = organisation_of(house, login).await;
                let id = match find(house, thing.find, county, owner).await {
                    Some(id) => id,
                    None => put(house, thing.put, county, owner).await,
                };
                ids.insert(whose, id);
            }
            things.extend(thing.starts.iter().map(|start| (*start, ids.clone())));
        }
        let follow_up = things.iter().find(|(start, _)| *start == "/api/v1/follow-ups/");
        let follow_up = follow_up.and_then(|(_, ids)| ids.get(&Whose::Own)).expect("follow-ups");
        link(house, *follow_up).await;
        Self(things)
    }

    /// Ids of the kind of thing that a pattern names; none when it names no such thing.
    pub(crate) fn of_path(&self, path: &str) -> Option<&BTreeMap<Whose, Uuid>> {
        let found = self.0.iter().find(|(start, _)| path.starts_with(start));
        found.map(|(_, ids)| ids).filter(|_| path.contains("{id}"))
    }

    /// Patterns of the pages and answers that show one thing.
    pub(crate) fn shown(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(start, _)| format!("{start}{{id}}"))
    }
}

/// The organisation a login speaks for.
pub(crate) async fn organisation_of(house: &House, email: &str) -> Uuid {
    let mut connection = house.app.store.read().await.expect("connection");
    let person = store::access::person_by_email(&mut connection, email).await.expect("read");
    let held = store::access::assignments_of(&mut connection, person.expect("person").id).await;
    held.expect("read").first().expect("assignment").assignment.organisation.0
}

async fn find(
    house: &House,
    sql: &'static str,
    county: &'static str,
    organisation: Uuid,
) -> Option<Uuid> {
    let mut connection = house.app.store.read().await.expect("connection");
    on!(connection, |c| sqlx::query_scalar(sql)
        .bind(county)
        .bind(organisation)
        .fetch_optional(c)
        .await
        .expect("query"))
}

async fn put(
    house: &House,
    statements: &'static [&'static str],
    county: &'static str,
    organisation: Uuid,
) -> Uuid {
    assert!(!statements.is_empty(), "county {county} lacks its organisation {organisation}");
    let id = Uuid::now_v7();
    let written: Result<(), app::Error> = house
        .app
        .store
        .write(&CountyCode::parse(county).expect("county"), None, |mut tx| async move {
            for sql in statements {
                let rows = on!(tx, |c| sqlx::query(*sql)
                    .bind(county)
                    .bind(id)
                    .bind(organisation)
                    .execute(c)
                    .await
                    .expect("a row like another")
                    .rows_affected());
                assert_eq!(rows, 1, "{sql}");
            }
            Ok(())
        })
        .await;
    written.expect("written");
    id
}

/// Puts a mapping of the own firm there whose link works, and makes that of a question work.
async fn link(house: &House, follow_up: Uuid) {
    let owner = organisation_of(house, FIRMS[0]).await;
    let mapping = THINGS.iter().find(|thing| thing.starts.contains(&"/kartlaggningar/"));
    let id = put(house, mapping.expect("mappings").put, "22", owner).await;
    let hash = token_hash(LINK);
    let written: Result<(), app::Error> = house
        .app
        .store
        .write(&CountyCode::parse("22").expect("county"), None, |mut tx| {
            let hash = hash.clone();
            async move {
                on!(tx, |c| sqlx::query(
                    "UPDATE mapping SET link_hash = $2, link_expires_at = 4102444800000000
                     WHERE id = $1"
                )
                .bind(id)
                .bind(&hash)
                .execute(c)
                .await
                .map(|_| ())
                .expect("linked"));
                on!(tx, |c| sqlx::query(
                    "UPDATE follow_up SET link_hash = $2, link_expires_at = 4102444800000000
                     WHERE id = $1"
                )
                .bind(follow_up)
                .bind(&hash)
                .execute(c)
                .await
                .map(|_| ())
                .expect("linked"));
                Ok(())
            }
        })
        .await;
    written.expect("written");
}
