//! The backup archive: a tar file that every tar can open, read more strictly than any tar would.
//!
//! Members, in this order: `samkraft-backup` (the format's number), `tables/NAME.jsonl.gz` for each
//! table, `manifest.json`, and `sha256` over every byte before it. Headers have one right form, so
//! a flipped bit anywhere, a cut end or an added byte is found. `docs/backup-format.md` tells the
//! rest.

mod read;
mod tar;
#[cfg(test)]
mod tests;
mod write;

use serde::{Deserialize, Serialize};

pub use read::Archive;
pub use write::Writer;

/// Number of the format this program writes and reads.
pub const FORMAT: u32 = 1;
/// Most bytes a manifest has.
const MANIFEST_MAX: u64 = 4 * 1024 * 1024;
/// Most members.
const MEMBERS_MAX: usize = 1_000;
/// Longest line of a table, in bytes.
const LINE_MAX: u64 = 64 * 1024 * 1024;
/// Deflate makes a byte of at most this many; who declares more is lying.
const RATIO_MAX: u64 = 1_040;

/// What an archive says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// Number of the format.
    pub format: u32,
    /// Version of the program that wrote it.
    pub program: String,
    /// When, RFC 3339.
    pub created_at: String,
    /// Database it was taken from; it restores into either.
    pub database: String,
    /// Newest migration of the schema.
    pub schema: i64,
    /// County codes.
    pub counties: Vec<String>,
    /// Ends of the sealed chains: kept elsewhere, they prove that nothing was changed since.
    pub chains: Vec<ChainHead>,
    /// Tables in the order they are restored.
    pub tables: Vec<TableEntry>,
}

/// Where a sealed chain ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChainHead {
    /// County code.
    pub county: String,
    /// `event` or `reading`.
    pub stream: String,
    /// Rows sealed.
    pub position: i64,
    /// Last seal.
    pub seal: String,
}

/// A table of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableEntry {
    /// Name.
    pub name: String,
    /// Rows: lines.
    pub rows: u64,
    /// Bytes of the lines, unpacked.
    pub bytes: u64,
    /// SHA-256 of the same.
    pub sha256: String,
}

/// Why an archive is refused. Nothing has been touched when one of these is told.
#[derive(Debug, thiserror::Error)]
pub enum Damage {
    /// The file cannot be read or written.
    #[error("the file cannot be read or written: {0}")]
    File(#[from] std::io::Error),
    /// It is no backup at all.
    #[error("this is not a backup of Samkraft; name the file that «samkraft backup» wrote")]
    NotABackup,
    /// Another format.
    #[error(
        "the backup has format {0}, this program reads format {FORMAT}: restore it with the \
         program that wrote it, or with a newer one"
    )]
    Format(String),
    /// The end is missing.
    #[error("the backup is cut off; fetch it again, or take an older one")]
    CutOff,
    /// Bytes have changed.
    #[error("the backup is damaged: {0}; fetch it again, or take an older one")]
    Damaged(String),
}

/// True for a name that a table of ours can have.
fn is_table_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 60
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}

fn member_of(table: &str) -> String {
    format!("tables/{table}.jsonl.gz")
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
