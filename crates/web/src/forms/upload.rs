//! A form with a file: one of a few fields, and at most one file, held in memory while it is read.

use app::{App, Key, Kind};
use axum::body::Bytes;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use domain::imports::BYTES_MAX;
use tokio::sync::Semaphore;

use super::{FormState, TakenAs, Typed, check, expect_type, key_of};
use crate::failure::Failure;
use crate::guard::Guard;
use crate::visitor;

/// Largest body of such a form: the file, and room for its fields.
pub const UPLOAD_MAX: usize = BYTES_MAX + (64 << 10);
/// Most parts of such a form.
const PARTS_MAX: usize = 16;
/// Longest field that is not the file, in bytes.
const FIELD_MAX: usize = 4 << 10;
/// Such forms read at once: each may fill its measure of memory.
static PLACES: Semaphore = Semaphore::const_new(4);

/// A sent form with a file. Refused before the handler runs, as [`super::Form`] refuses: what is
/// no such form (415), what another site sent (403), what is too large (413).
#[derive(Debug)]
pub struct Upload {
    /// Every field but the file, to show again.
    pub typed: Typed,
    /// Name of the file, as its owner calls it.
    pub file_name: String,
    /// The file.
    pub bytes: Vec<u8>,
    key: Option<Key>,
}

impl Upload {
    /// The idempotency key as use cases take it.
    pub fn key<'k, K: TakenAs<'k>>(&'k self) -> Option<K> {
        self.key.as_ref().map(K::taken)
    }

    /// The form to show again; a file has to be chosen anew.
    pub fn faulty<R>(
        &self,
        guard: &Guard<R>,
        error: impl Into<Failure>,
    ) -> Result<FormState, Failure> {
        FormState::of_failure(guard, self.typed.clone(), error.into())
    }
}

impl FromRequest<App> for Upload {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let visitor = visitor::of_parts(&parts)?;
        expect_type(&parts.headers, "multipart/form-data")?;
        check::same_origin(&parts.headers, &app.settings.base_url)?;
        let _place = PLACES.try_acquire().map_err(|_| Failure::of_kind(Kind::Unavailable))?;
        let head = parts.clone();
        let request = Request::from_parts(parts, body);
        let form = Multipart::from_request(request, &()).await;
        let form = form.map_err(|error| Failure::of_status(error.status()))?;
        let (typed, file_name, bytes) = parts_of(form).await?;
        if visitor.signed.is_some() {
            check::token(typed.first("csrf"), &visitor.csrf())?;
        }
        // The first form of a request is its only one.
        let _ = visitor.sent.set(typed.clone());
        let mut content: Vec<&[u8]> = typed.content().collect();
        content.extend([file_name.as_bytes(), bytes.as_ref()]);
        let key = key_of(app, &visitor, &head, typed.first("idempotency"), &content)?;
        Ok(Self { typed, file_name, bytes: bytes.into(), key })
    }
}

async fn parts_of(mut form: Multipart) -> Result<(Typed, String, Bytes), Failure> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let (mut file_name, mut bytes) = (String::new(), Bytes::new());
    for _ in 0..PARTS_MAX {
        let Some(field) = form.next_field().await.map_err(refused)? else {
            return Ok((Typed::of(fields), file_name, bytes));
        };
        let name = field.name().unwrap_or_default().to_owned();
        let given = field.file_name().map(ToOwned::to_owned);
        let read = read(field).await?;
        match given {
            Some(given) if name == "file" => (file_name, bytes) = (given, read),
            // Only one file is asked for.
            Some(_) => {}
            None if read.len() > FIELD_MAX => {
                return Err(Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE));
            }
            None => fields.push((name, String::from_utf8_lossy(&read).into_owned())),
        }
    }
    Err(Failure::of_status(StatusCode::PAYLOAD_TOO_LARGE))
}

async fn read(field: Field<'_>) -> Result<Bytes, Failure> {
    field.bytes().await.map_err(refused)
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn refused(error: MultipartError) -> Failure {
    Failure::of_status(error.status())
}
