//! Between columns and domain types.

use domain::fault::Fault;
use domain::time::{Date, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::Error;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A stored code read by the domain's own parser.
pub(crate) fn code<T>(what: &'static str, parsed: Result<T, Fault>) -> Result<T, Error> {
    parsed.map_err(|fault| Error::Unreadable { what, why: fault.to_string() })
}

/// A stored instant.
pub(crate) fn instant(microseconds: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(microseconds)
        .map_err(|error| Error::Unreadable { what: "instant", why: error.to_string() })
}

/// A stored instant that may be absent.
pub(crate) fn instant_opt(microseconds: Option<i64>) -> Result<Option<Timestamp>, Error> {
    microseconds.map(instant).transpose()
}

/// A stored day.
pub(crate) fn day(text: &str) -> Result<Date, Error> {
    text.parse()
        .map_err(|_| Error::Unreadable { what: "day", why: format!("«{text}» is not a date") })
}

/// A stored day that may be absent.
pub(crate) fn day_opt(text: Option<&str>) -> Result<Option<Date>, Error> {
    text.map(day).transpose()
}

/// Stored JSON.
pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Unreadable { what, why: error.to_string() })
}

/// JSON to store.
pub(crate) fn to_json<T: Serialize>(what: &'static str, value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Unreadable { what, why: error.to_string() })
}

/// A change of one record at a version: no row means that somebody else was there first.
pub(crate) fn changed(rows: u64) -> Result<(), Error> {
    if rows == 1 { Ok(()) } else { Err(Error::Changed) }
}

/// The row a query finds, if there is one, read by its own `read`. The query stands once for both
/// databases, with what is bound to it after it.
macro_rules! find_one {
    ($connection:expr, $row:ty, $sql:expr $(, $bound:expr)+ $(,)?) => {{
        let row: Option<$row> = $crate::on!($connection, |c| sqlx::query_as($sql)
            $(.bind($bound))+
            .fetch_optional(c)
            .await?);
        row.map(<$row>::read).transpose()
    }};
}

/// Every row a query finds, as [`find_one`] reads them.
macro_rules! find_all {
    ($connection:expr, $row:ty, $sql:expr $(, $bound:expr)+ $(,)?) => {{
        let rows: Vec<$row> = $crate::on!($connection, |c| sqlx::query_as($sql)
            $(.bind($bound))+
            .fetch_all(c)
            .await?);
        rows.into_iter().map(<$row>::read).collect::<Result<Vec<_>, $crate::Error>>()
    }};
}

pub(crate) use {find_all, find_one};
