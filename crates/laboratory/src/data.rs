//! Where things lie.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The data library: `TEST_DATA_DIR`, else beside the checkout.
pub(crate) fn library() -> PathBuf {
    std::env::var_os("TEST_DATA_DIR").map_or_else(|| root().join("../shared/data"), PathBuf::from)
}

pub(crate) fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}
