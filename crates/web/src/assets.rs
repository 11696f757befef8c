//! Styles, fonts and the little script there is: in the binary, under names that hold their hash,
//! so that a browser may keep them for ever.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use sha2::{Digest, Sha256};

use crate::failure::Failure;

/// Style sheets in the order they are read; together they are `samkraft.css`.
const STYLES: &[&str] = &[
    include_str!("../assets/css/tokens.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/layout.css"),
    include_str!("../assets/css/frame.css"),
    include_str!("../assets/css/forms.css"),
    include_str!("../assets/css/tables.css"),
    include_str!("../assets/css/story.css"),
    include_str!("../assets/css/cards.css"),
    include_str!("../assets/css/overlays.css"),
    include_str!("../assets/css/figures.css"),
    include_str!("../assets/css/mappings.css"),
    include_str!("../assets/css/county.css"),
    include_str!("../assets/css/places.css"),
    include_str!("../assets/css/search.css"),
    include_str!("../assets/css/board.css"),
    include_str!("../assets/css/lists.css"),
    include_str!("../assets/css/last.css"),
];

/// Everything else, by the name others use.
const FILES: &[(&str, &[u8])] = &[
    ("samkraft.js", include_bytes!("../assets/js/samkraft.js")),
    ("mappings.js", include_bytes!("../assets/js/mappings.js")),
    ("visits.js", include_bytes!("../assets/js/visits.js")),
    ("board.js", include_bytes!("../assets/js/board.js")),
    ("lists.js", include_bytes!("../assets/js/lists.js")),
    ("replies.js", include_bytes!("../assets/js/replies.js")),
    ("imports.js", include_bytes!("../assets/js/imports.js")),
    ("search.js", include_bytes!("../assets/js/search.js")),
    ("icon.svg", include_bytes!("../assets/icon.svg")),
    (
        "fonts/atkinson-next-latin.woff2",
        include_bytes!("../assets/fonts/atkinson-next-latin.woff2"),
    ),
    (
        "fonts/atkinson-next-latin-ext.woff2",
        include_bytes!("../assets/fonts/atkinson-next-latin-ext.woff2"),
    ),
];

struct Asset {
    address: String,
    kind: &'static str,
    bytes: Bytes,
}

struct Shelf {
    by_name: HashMap<&'static str, Asset>,
    names: HashMap<String, &'static str>,
}

static SHELF: LazyLock<Shelf> = LazyLock::new(|| {
    let mut by_name: HashMap<&'static str, Asset> =
        FILES.iter().map(|(name, bytes)| (*name, asset(name, Bytes::from_static(bytes)))).collect();
    // The style sheet names the fonts by their hashed addresses.
    let mut css = STYLES.concat();
    for (name, font) in by_name.iter().filter(|(name, _)| name.starts_with("fonts/")) {
        css = css.replace(&format!("url(\"{name}\")"), &format!("url(\"{}\")", font.address));
    }
    by_name.insert("samkraft.css", asset("samkraft.css", Bytes::from(css)));
    let names = by_name.iter().map(|(name, asset)| (asset.address.clone(), *name)).collect();
    Shelf { by_name, names }
});

fn asset(name: &str, bytes: Bytes) -> Asset {
    let mut hash = String::new();
    for byte in Sha256::digest(&bytes).iter().take(6) {
        let _ = write!(hash, "{byte:02x}");
    }
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let kind = match ending {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
    Asset { address: format!("/assets/{stem}.{hash}.{ending}"), kind, bytes }
}

/// The address of an asset, such as `/assets/samkraft.1a2b3c4d5e6f.css`; empty if there is none.
pub fn address(name: &str) -> &'static str {
    SHELF.by_name.get(name).map_or("", |asset| asset.address.as_str())
}

/// The asset at an address.
pub(crate) fn serve(path: &str) -> Result<Response, Failure> {
    let name = SHELF.names.get(path).ok_or_else(Failure::not_found)?;
    let asset = SHELF.by_name.get(name).ok_or_else(Failure::not_found)?;
    let headers =
        [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((headers, asset.bytes.clone()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_sheet_names_fonts_that_are_there() {
        let sheet = SHELF.by_name.get("samkraft.css").expect("sheet");
        let css = std::str::from_utf8(&sheet.bytes).expect("text");
        let fonts: Vec<&str> =
            css.split("url(\"").skip(1).filter_map(|s| s.split('"').next()).collect();
        assert_eq!(fonts.len(), 2);
        for font in fonts {
            assert!(serve(font).is_ok(), "{font}");
        }
    }

    #[test]
    fn an_old_hash_is_not_found() {
        assert!(serve("/assets/samkraft.000000000000.css").is_err());
    }
}
