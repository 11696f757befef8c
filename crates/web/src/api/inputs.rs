//! What the API refuses to take, said in its description: the limits of `domain`, field by field.

use std::ops::RangeInclusive;

use domain::contacts::ContactKind;
use domain::mail::{FollowUpAnswer, MEETING_MINUTES, MailState};
use domain::needs::mapping::Track;
use domain::organisations::{EMPLOYEES, Sector, TURNOVER_THOUSAND_SEK};
use domain::text::{BODY_MAX, LINE_MAX, NAME_MAX};
use domain::visits::{ANSWER_MAX, ObstacleKind, PERSONS_MAX};
use serde_json::Value;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{KnownFormat, Object, OpenApi, RefOr, Schema, SchemaFormat};

use crate::guarded::operations_of;
use crate::paging::{REACH, ROWS_MAX};

/// What a value must be like.
enum Limit {
    /// Any text; what names nothing is not found, and what proves nothing is refused.
    Any,
    /// A text with something in it, of at most so many characters.
    Words(usize),
    /// A text that may be empty, of at most so many characters.
    Perhaps(usize),
    /// A text of this form.
    Like(&'static str),
    /// An e-mail address.
    Email,
    /// A day, ISO.
    Day,
    /// An instant, RFC 3339.
    Instant,
    /// One of these codes.
    Codes(fn() -> Vec<&'static str>),
    /// A whole number in this range.
    Whole(RangeInclusive<i64>),
}

/// The codes of a kind.
macro_rules! codes {
    ($kind:ty) => {
        Limit::Codes(|| <$kind>::ALL.iter().map(|one| one.code()).collect())
    };
}

/// No control characters but tabs and line feeds, and something that is no blank.
const WORDS: &str = concat!(
    r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f]",
    r"[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"
);
/// No control characters but tabs and line feeds.
const PERHAPS: &str = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$";
/// A dot-atom, `@` and a host with a dot.
macro_rules! address {
    () => {
        concat!(
            r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*",
            r"@[A-Za-z0-9]+(-+[A-Za-z0-9]+)*(\.[A-Za-z0-9]+(-+[A-Za-z0-9]+)*)+"
        )
    };
}

/// An e-mail address.
const EMAIL: &str = concat!("^", address!(), "$");
/// The same, or nothing.
const EMAIL_PERHAPS: &str = concat!("^(", address!(), ")?$");
/// Ten digits, the third no month's; that the last is a check digit cannot be said here.
const ORG_NUMBER: &str = "^(16)?[0-9]{2}[2-9][0-9]{3}-?[0-9]{4}$";
/// SCB's code of a municipality, and SSYK 2012 on its most detailed level.
const FOUR_DIGITS: &str = "^[0-9]{4}$";
/// The same, or nothing.
const FOUR_DIGITS_PERHAPS: &str = "^([0-9]{4})?$";
/// Two to five digits, or nothing.
const SNI: &str = r"^([0-9]{2}\.?[0-9]{0,3})?$";
/// An hour, perhaps with minutes.
const CLOCK: &str = "^([01]?[0-9]|2[0-3])([.:][0-5]?[0-9])?$";

/// Parameters by path and name; those without a path are the same everywhere.
const PARAMETERS: &[(&str, &str, Limit)] = &[
    // As far as pages of one row go; longer pages end earlier, which cannot be said here.
    ("", "page", Limit::Whole(1..=REACH)),
    ("", "limit", Limit::Whole(1..=ROWS_MAX)),
    ("/api/v1/mails", "state", codes!(MailState)),
    ("/api/v1/open/needs", "occupation", Limit::Like(FOUR_DIGITS_PERHAPS)),
    ("/api/v1/open/needs", "municipality", Limit::Like(FOUR_DIGITS_PERHAPS)),
];

/// Fields of bodies by schema and name.
const FIELDS: &[(&str, &str, Limit)] = &[
    ("AppointmentChange", "on", Limit::Day),
    ("AppointmentChange", "at", Limit::Like(CLOCK)),
    ("AppointmentChange", "minutes", Limit::Whole(MEETING_MINUTES)),
    ("AppointmentChange", "place", Limit::Words(LINE_MAX)),
    ("AppointmentChange", "email", Limit::Email),
    ("ClockTime", "now", Limit::Instant),
    ("Credentials", "email", Limit::Email),
    ("Credentials", "password", Limit::Any),
    ("Credentials", "code", Limit::Any),
    ("EraseMe", "email", Limit::Email),
    ("EraseMe", "current", Limit::Any),
    ("FirmsAnswer", "answer", codes!(FollowUpAnswer)),
    ("FirmsAnswer", "words", Limit::Perhaps(BODY_MAX)),
    ("MappingInvitation", "organisationId", Limit::Any),
    ("MappingInvitation", "track", Limit::Codes(track_perhaps)),
    ("MappingInvitation", "email", Limit::Like(EMAIL_PERHAPS)),
    ("MappingInvitation", "reason", Limit::Perhaps(LINE_MAX)),
    ("NewAppointment", "on", Limit::Day),
    ("NewAppointment", "at", Limit::Like(CLOCK)),
    ("NewAppointment", "minutes", Limit::Whole(MEETING_MINUTES)),
    ("NewAppointment", "place", Limit::Words(LINE_MAX)),
    ("NewAppointment", "email", Limit::Email),
    ("NewCase", "organisationId", Limit::Any),
    ("NewCase", "title", Limit::Words(LINE_MAX)),
    ("NewCase", "words", Limit::Words(BODY_MAX)),
    ("NewCase", "nextStep", Limit::Words(LINE_MAX)),
    ("NewContact", "organisationId", Limit::Any),
    ("NewContact", "kind", codes!(ContactKind)),
    ("NewContact", "on", Limit::Day),
    ("NewContact", "topic", Limit::Words(LINE_MAX)),
    ("NewContact", "note", Limit::Perhaps(BODY_MAX)),
    ("NewContact", "reason", Limit::Perhaps(LINE_MAX)),
    ("NewVisit", "organisationId", Limit::Any),
    ("NewVisit", "on", Limit::Day),
    ("NewVisit", "topic", Limit::Perhaps(LINE_MAX)),
    ("NewVisit", "reason", Limit::Perhaps(LINE_MAX)),
    ("NewVisit", "with", Limit::Any),
    ("NewVisit", "report", Limit::Any),
    ("NewOrganisation", "orgNumber", Limit::Like(ORG_NUMBER)),
    ("NewOrganisation", "name", Limit::Words(NAME_MAX)),
    ("NewOrganisation", "municipality", Limit::Like(FOUR_DIGITS)),
    ("NewOrganisation", "sector", codes!(Sector)),
    ("NewOrganisation", "sni", Limit::Like(SNI)),
    ("NewOrganisation", "employees", Limit::Whole(EMPLOYEES)),
    ("NewOrganisation", "turnoverThousandSek", Limit::Whole(TURNOVER_THOUSAND_SEK)),
    ("NextStep", "nextStep", Limit::Words(LINE_MAX)),
    ("NextStep", "nextStepOn", Limit::Day),
    ("VisitReport", "education", Limit::Perhaps(ANSWER_MAX)),
    ("VisitReport", "retirementsOneYear", Limit::Whole(0..=PERSONS_MAX)),
    ("VisitReport", "retirementsThreeYears", Limit::Whole(0..=PERSONS_MAX)),
    ("VisitReport", "retirementsFiveYears", Limit::Whole(0..=PERSONS_MAX)),
    ("VisitReport", "mentors", Limit::Whole(0..=PERSONS_MAX)),
    ("VisitReport", "theses", Limit::Whole(0..=PERSONS_MAX)),
    ("VisitReport", "climate", Limit::Whole(1..=6)),
    ("VisitReport", "obstacleKind", codes!(ObstacleKind)),
    ("VisitReport", "obstacle", Limit::Perhaps(ANSWER_MAX)),
    ("VisitReport", "promise", Limit::Perhaps(ANSWER_MAX)),
    ("VisitReport", "promiseOn", Limit::Day),
];

/// A track left out is the short one.
fn track_perhaps() -> Vec<&'static str> {
    std::iter::once("").chain(Track::ALL.iter().map(|one| one.code())).collect()
}

impl Limit {
    fn write(&self, object: &mut Object) {
        match self {
            Self::Any => {}
            Self::Words(max) => {
                object.min_length = Some(1);
                object.max_length = Some(*max);
                object.pattern = Some(WORDS.to_owned());
            }
            Self::Perhaps(max) => {
                object.max_length = Some(*max);
                object.pattern = Some(PERHAPS.to_owned());
            }
            Self::Like(pattern) => object.pattern = Some((*pattern).to_owned()),
            Self::Email => {
                object.format = Some(SchemaFormat::KnownFormat(KnownFormat::Email));
                object.max_length = Some(NAME_MAX);
                object.pattern = Some(EMAIL.to_owned());
            }
            Self::Day => object.format = Some(SchemaFormat::KnownFormat(KnownFormat::Date)),
            Self::Instant => {
                object.format = Some(SchemaFormat::KnownFormat(KnownFormat::DateTime));
            }
            Self::Codes(codes) => {
                object.enum_values = Some(codes().into_iter().map(Value::from).collect());
            }
            Self::Whole(range) => {
                object.minimum = Some((*range.start()).into());
                object.maximum = Some((*range.end()).into());
            }
        }
    }
}

/// Writes the limits into the description.
pub(super) fn describe(api: &mut OpenApi) {
    for (path, item) in &mut api.paths.paths {
        for (_, operation) in operations_of(item) {
            describe_parameters(path, operation);
        }
    }
    let components = api.components.get_or_insert_default();
    for (schema, field, limit) in FIELDS {
        if let Some(RefOr::T(Schema::Object(body))) = components.schemas.get_mut(*schema)
            && let Some(RefOr::T(Schema::Object(object))) = body.properties.get_mut(*field)
        {
            limit.write(object);
        }
    }
}

fn describe_parameters(path: &str, operation: &mut Operation) {
    for one in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = one else { continue };
        let is_meant = |(at, name, _): &&(&str, &str, Limit)| {
            (at.is_empty() || *at == path) && *name == parameter.name
        };
        if let Some((_, _, limit)) = PARAMETERS.iter().find(is_meant)
            && let Some(RefOr::T(Schema::Object(object))) = &mut parameter.schema
        {
            limit.write(object);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema of an operation's body.
    fn body_of(operation: &Value) -> Option<&str> {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        schema.as_str()?.rsplit('/').next()
    }

    fn is_limited(held: &Value) -> bool {
        ["pattern", "format"].iter().any(|key| held[*key].is_string())
            || held["enum"].is_array()
            || held["maximum"].is_number()
    }

    #[test]
    fn every_limit_finds_its_field_and_every_field_has_one() {
        let api = serde_json::to_value(crate::openapi()).expect("json");
        let schemas = &api["components"]["schemas"];
        for (schema, field, limit) in FIELDS {
            let held = &schemas[*schema]["properties"][*field];
            assert!(held.is_object(), "{schema}.{field}");
            assert!(matches!(limit, Limit::Any) || is_limited(held), "{schema}.{field}");
        }
        let items = api["paths"].as_object().expect("paths").values();
        let operations = items.flat_map(|item| item.as_object().expect("item").values());
        for name in operations.filter_map(body_of) {
            for (field, held) in schemas[name]["properties"].as_object().expect("fields") {
                let is_free = held["type"] == "boolean" || held["format"] == "uuid";
                let has_row = FIELDS.iter().any(|(at, own, _)| *at == name && own == field);
                assert!(is_free || has_row, "{name}.{field}");
            }
        }
    }

    #[test]
    fn every_limit_finds_its_parameter() {
        let api = serde_json::to_value(crate::openapi()).expect("json");
        for (path, name, _) in PARAMETERS {
            let at = if path.is_empty() { "/api/v1/cases" } else { *path };
            let all = api["paths"][at]["get"]["parameters"].as_array().expect("parameters");
            let held = all.iter().find(|one| one["name"] == *name).expect("there");
            assert!(is_limited(&held["schema"]), "{at} {name}");
        }
    }
}
