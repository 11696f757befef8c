//! Line drawings, 20 × 20, written into the page so that they work in print and without a request.

use std::fmt;

use askama::filters::HtmlSafe;

/// Every icon: name and drawing.
const ICONS: &[(&str, &str)] = &[
    ("arrow", r#"<path d="M4 10h12m-4.5-4.5L16 10l-4.5 4.5"/>"#),
    ("back", r#"<path d="M16 10H4m4.5-4.5L4 10l4.5 4.5"/>"#),
    ("calendar", r#"<path d="M3.5 5h13v11.500h-13zM3.5 8.500h13M7 3v3.500M13 3v3.5"/>"#),
    ("check", r#"<path d="m4.5 10.5 3.7 3.7 7.3-8"/>"#),
    ("clock", r#"<circle cx="10" cy="10" r="7"/><path d="M10 6v4.3l2.8 1.7"/>"#),
    ("cross", r#"<path d="m5.5 5.5 9 9m0-9-9 9"/>"#),
    ("download", r#"<path d="M10 3v9m-3.5-3.500L10 12l3.5-3.500M3.5 16.500h13"/>"#),
    ("external", r#"<path d="M11.5 4H16v4.5M16 4l-7 7M8 5H4v11h11v-4"/>"#),
    ("flag", r#"<path d="M5 17V3.500h10l-2 3.5 2 3.500H5"/>"#),
    ("info", r#"<circle cx="10" cy="10" r="7.2"/><path d="M10 9.3v4.2m0-7v.1"/>"#),
    (
        "link",
        concat!(
            r#"<path d="M8.5 11.5 11.5 8.500M9 6l1.5-1.500a3.5 3.5 0 0 1 5 5L14 11M11"#,
            r#" 14l-1.5 1.500a3.5 3.5 0 0 1-5-5L6 9"/>"#
        ),
    ),
    ("lock", r#"<path d="M5 9h10v7.500H5zM7 9V6.500a3 3 0 0 1 6 0V9"/>"#),
    ("menu", r#"<path d="M3 6h14M3 10h14M3 14h14"/>"#),
    ("more", r#"<path d="M5 10v.1m5-.1v.1m5-.1v.1" stroke-width="2.6"/>"#),
    ("move", r#"<path d="M3.5 10h13m-3-3 3 3-3 3M6.5 7l-3 3 3 3"/>"#),
    (
        "offline",
        concat!(
            r#"<path d="M3 3l14 14M6 9.500a6 6 0 0 1 2-1.200M4 7a9 9 0 0 1 2-1.400M9 5a9 9 0"#,
            r#" 0 1 7 2M12 8.500a6 6 0 0 1 2 1M8.5 12a3 3 0 0 1 3 0M10 15v.1"/>"#
        ),
    ),
    (
        "people",
        concat!(
            r#"<circle cx="7" cy="7.5" r="2.7"/>"#,
            r#"<path d="M2 16c.4-2.9 2.2-4.5 5-4.500s4.6 1.6 5 4.500M13 5.200a2.5 2.5 0 0 1"#,
            r#" 0 4.700M14.5 11.800c2 .5 3.2 2 3.5 4.2"/>"#
        ),
    ),
    ("person", r#"<circle cx="10" cy="7" r="3.2"/><path d="M4 17c.6-3.4 3-5 6-5s5.4 1.6 6 5"/>"#),
    (
        "phone",
        concat!(
            r#"<path d="M6.5 3 4 4.2C4 11 9 16 15.8 16l1.2-2.5-3.5-2.2-1.7"#,
            r#" 1.500c-2-.9-3.7-2.6-4.6-4.600l1.5-1.700L6.5 3Z"/>"#
        ),
    ),
    ("plus", r#"<path d="M10 4v12M4 10h12"/>"#),
    ("print", r#"<path d="M6 7V3h8v4M6 14H3.500V7h13v7H14M6 11.500h8V17H6z"/>"#),
    (
        "question",
        concat!(
            r#"<path d="M7.4 7.6a2.7 2.7 0 1 1 3.9 2.4c-.9.5-1.3 1-1.3 2"/>"#,
            r#"<path d="M10 15v.1"/>"#
        ),
    ),
    ("quiet", r#"<path d="M5 13V9a5 5 0 0 1 10 0v4l1.5 1.500h-13L5 13Zm3.5 3.500h3M3 3l14 14"/>"#),
    ("search", r#"<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>"#),
    ("send", r#"<path d="m3 10 14-6-5 13-2.5-5.500L3 10Z"/>"#),
    ("sort", r#"<path d="M10 4v12m-4-4 4 4 4-4"/>"#),
    (
        "sortboth",
        r#"<path d="M7 15V5m0 0L4.5 7.5M7 5l2.5 2.5M13 5v10m0 0 2.5-2.5M13 15l-2.5-2.5"/>"#,
    ),
    (
        "spark",
        concat!(
            r#"<path d="M4 5h8M4 9h6M4 13h4"/>"#,
            r#"<path d="m14.5 9 1 2.5 2.5 1-2.5 1-1 2.5-1-2.5-2.5-1 2.5-1z"/>"#
        ),
    ),
    ("undo", r#"<path d="M7 5 3.5 8.5 7 12M4 8.500h8a4 4 0 0 1 0 8H9"/>"#),
    ("warn", r#"<path d="M10 3 2.5 16.5h15L10 3Z"/><path d="M10 8.2v3.6m0 2.4v.1"/>"#),
];

/// An icon, ready for a template: `{{ crate::icons::icon("check") }}`.
#[derive(Debug, Clone)]
pub struct Icon {
    drawing: &'static str,
    label: Option<String>,
}

/// An icon beside a word that says the same; hidden from screen readers.
pub fn icon(name: &str) -> Icon {
    Icon { drawing: drawing(name), label: None }
}

/// An icon that stands for a word.
pub fn icon_labelled(name: &str, label: impl fmt::Display) -> Icon {
    Icon { drawing: drawing(name), label: Some(label.to_string()) }
}

fn drawing(name: &str) -> &'static str {
    ICONS.iter().find(|(known, _)| *known == name).map_or("", |(_, drawing)| drawing)
}

impl HtmlSafe for Icon {}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(r#"<svg class="icon" viewBox="0 0 20 20" "#)?;
        match &self.label {
            Some(label) => {
                let label = askama::filters::escape(label, askama::filters::Html);
                write!(f, r#"role="img" aria-label="{}">"#, label.map_err(|_| fmt::Error)?)?;
            }
            None => f.write_str(r#"aria-hidden="true">"#)?,
        }
        write!(f, "{}</svg>", self.drawing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_cannot_break_out_of_its_attribute() {
        let icon = icon_labelled("check", "\"><script>").to_string();
        assert!(!icon.contains("<script>") && icon.contains("role=\"img\""), "{icon}");
    }
}
