//! One server per embedded database.
//!
//! Two servers over one SQLite file would each believe that they are the only writer. So a server
//! holds a lock on a file beside the database. The system lets go of it when the process ends,
//! kill -9 included; the file itself stays and says nothing.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::Error;

/// The right to serve a database. Kept until dropped.
#[derive(Debug)]
pub struct Sole {
    _lock: Option<File>,
}

impl Sole {
    /// Takes the right to serve the database at this address, or says who has it. PostgreSQL
    /// serves many servers, so there it is always given.
    pub fn take(url: &str) -> Result<Self, Error> {
        let Some(path) = crate::door::sqlite_path(url) else { return Ok(Self { _lock: None }) };
        let path = beside(path);
        let unusable = |error: std::io::Error| {
            Error::Schema(format!("the lock file {} cannot be used: {error}", path.display()))
        };
        let mut options = OpenOptions::new();
        let file = options.create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(unusable)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _lock: Some(file) }),
            Err(TryLockError::WouldBlock) => Err(Error::Schema(format!(
                "another Samkraft already serves this database (it holds {}): stop it first, or \
                 use PostgreSQL if several servers are meant to run",
                path.display()
            ))),
            Err(TryLockError::Error(error)) => Err(unusable(error)),
        }
    }
}

/// `samkraft.db` is guarded by `samkraft.db.lock`.
fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_refused_until_the_first_has_gone() {
        let folder = std::env::temp_dir().join(format!("samkraft-sole-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("folder");
        let url = format!("sqlite:{}", folder.join("a.db").display());
        let first = Sole::take(&url).expect("free");
        let refused = Sole::take(&url).expect_err("taken").to_string();
        assert!(refused.contains("already serves") && refused.contains("a.db.lock"), "{refused}");
        drop(first);
        Sole::take(&url).expect("free again");
        std::fs::remove_dir_all(&folder).expect("gone");
    }

    #[test]
    fn postgresql_serves_many() {
        let url = "postgres://localhost/samkraft";
        let both = (Sole::take(url), Sole::take(url));
        assert!(both.0.is_ok() && both.1.is_ok());
    }
}
