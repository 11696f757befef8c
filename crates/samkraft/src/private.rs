//! Files and folders that only their owner may read: backups and exports hold personal data, and
//! are made beside the program's own data folder, wherever somebody says.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

/// An empty file for reading and writing, of its owner alone. One that is there is emptied.
pub(crate) fn file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    let options = options.read(true).write(true).create(true).truncate(true).mode(0o600);
    let file = options.open(path)?;
    // The mode above is for a file that was not there.
    file.set_permissions(Permissions::from_mode(0o600))?;
    Ok(file)
}

/// A folder, and those above it that are missing, of their owner alone. One that is there keeps
/// its rights.
pub(crate) fn folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rights(path: &Path) -> u32 {
        std::fs::metadata(path).expect("there").permissions().mode() & 0o777
    }

    #[test]
    fn nobody_else_may_read() {
        let name = format!("samkraft-private-{}", std::process::id());
        let made = std::env::temp_dir().join(name);
        let within = made.join("within");
        folder(&within).expect("made");
        assert_eq!((rights(&made), rights(&within)), (0o700, 0o700));
        let open = within.join("open");
        std::fs::write(&open, "older").expect("written");
        std::fs::set_permissions(&open, Permissions::from_mode(0o644)).expect("opened up");
        for path in [open, within.join("new")] {
            let file = file(&path).expect("made");
            assert_eq!((rights(&path), file.metadata().expect("there").len()), (0o600, 0));
        }
        std::fs::remove_dir_all(&made).expect("gone");
    }
}
