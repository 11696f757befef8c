//! Rules for templates: no text outside message files, nothing a strict content policy refuses.

use regex::Regex;

use super::{Fault, File, line_of};

/// Attributes whose value people read or hear.
const READ_BY_PEOPLE: &[&str] = &[
    "alt",
    "aria-label",
    "aria-description",
    "content",
    "data-label",
    "label",
    "placeholder",
    "title",
];

/// `meta` contents and the like that are for machines.
const FOR_MACHINES: &[&str] = &["width=device-width", "light dark", "initial-scale"];

/// Every component with invented letters in it, rendered by tests only.
const SHOWCASE: &str = "crates/web/templates/components/all.html";

/// Scripts that are data, which no content policy runs.
const DATA_SCRIPTS: &[&str] = &["application/json", "application/ld+json"];

pub(super) fn check(files: &[File]) -> Vec<Fault> {
    let is_shown = |file: &&File| is_template(&file.path) && file.path != SHOWCASE;
    files.iter().filter(is_shown).flat_map(check_template).collect()
}

/// True for what askama renders as HTML or SVG.
pub(super) fn is_template(path: &str) -> bool {
    let is_markup = path.rsplit_once('.').is_some_and(|(_, end)| end == "html" || end == "svg");
    path.starts_with("crates/") && path.contains("/templates/") && is_markup
}

/// The template with every `{{ }}`, `{% %}` and `{# #}` blanked, and what stood inside.
pub(super) fn without_expressions(text: &str) -> (String, Vec<(usize, String)>) {
    let Ok(pattern) = Regex::new(r"(?s)\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}") else {
        return (text.to_owned(), Vec::new());
    };
    let mut masked = text.to_owned();
    let mut inside = Vec::new();
    for found in pattern.find_iter(text) {
        let blank: String = found.as_str().chars().map(blanked).collect();
        masked.replace_range(found.range(), &blank);
        if !found.as_str().starts_with("{#") {
            inside.push((found.start(), found.as_str().to_owned()));
        }
    }
    (masked, inside)
}

/// As many spaces as the character has bytes would keep offsets; newlines keep lines.
fn blanked(character: char) -> String {
    if character == '\n' { "\n".into() } else { " ".repeat(character.len_utf8()) }
}

fn check_template(file: &File) -> Vec<Fault> {
    let (masked, expressions) = without_expressions(&file.text);
    let mut faults: Vec<Fault> = expressions
        .iter()
        .flat_map(|(start, text)| spoken_literals(text).into_iter().map(move |said| (start, said)))
        .map(|(start, said)| Fault::new(&file.path, line_of(&masked, *start), untranslated(&said)))
        .collect();
    let Ok(tokens) = Regex::new(r#"(?s)<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>"#) else {
        return faults;
    };
    let mut after = 0;
    for tag in tokens.find_iter(&masked) {
        faults.extend(text_faults(file, &masked, after, tag.start()));
        after = tag.end();
        let line = line_of(&masked, tag.start());
        let found = check_tag(tag.as_str());
        faults.extend(found.into_iter().map(|message| Fault::new(&file.path, line, message)));
    }
    faults.extend(text_faults(file, &masked, after, masked.len()));
    faults
}

/// Faults in what stands between two tags. A macro may print attributes for a tag elsewhere: those
/// are judged as attributes, the rest as text.
fn text_faults(file: &File, masked: &str, start: usize, end: usize) -> Vec<Fault> {
    let text = masked.get(start..end).unwrap_or_default();
    let line = line_of(masked, start + text.len() - text.trim_start().len());
    let Ok(attribute) = Regex::new(r#"[a-z-]+="[^"]*""#) else { return Vec::new() };
    let fragments: Vec<&str> = attribute.find_iter(text).map(|found| found.as_str()).collect();
    let mut messages = check_tag(&format!("<x {}>", fragments.join(" ")));
    let said = without_entities(&attribute.replace_all(text, " "));
    if has_words(&said) {
        messages.push(untranslated(said.trim()));
    }
    messages.into_iter().map(|message| Fault::new(&file.path, line, message)).collect()
}

fn untranslated(said: &str) -> String {
    let said: String = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let said: String = said.chars().take(40).collect();
    format!("text in a template, «{said}»: move it to locales/sv")
}

fn without_entities(text: &str) -> String {
    let Ok(entity) = Regex::new(r"&#?\w+;") else { return text.to_owned() };
    entity.replace_all(text, " ").into_owned()
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// String literals in an expression that read like language: several words, or Swedish letters.
fn spoken_literals(expression: &str) -> Vec<String> {
    let Ok(literal) = Regex::new(r#""([^"]*)""#) else { return Vec::new() };
    let Ok(spoken) = Regex::new(r"[åäöÅÄÖ]|\p{L}{2,} \p{L}{2,}") else { return Vec::new() };
    literal
        .captures_iter(expression)
        .filter_map(|found| Some(found.get(1)?.as_str().to_owned()))
        .filter(|text| spoken.is_match(text))
        .collect()
}

/// Name and value of each attribute; the name of the tag comes first, without a value.
fn attributes(tag: &str) -> Vec<(String, String)> {
    let Ok(pattern) =
        Regex::new(r#"([^\s<>"'=/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?"#)
    else {
        return Vec::new();
    };
    pattern
        .captures_iter(tag)
        .filter_map(|found| {
            let value = found.get(2).or(found.get(3)).or(found.get(4));
            let value = value.map_or(String::new(), |value| value.as_str().to_owned());
            Some((found.get(1)?.as_str().to_ascii_lowercase(), value))
        })
        .collect()
}

fn check_tag(tag: &str) -> Vec<String> {
    if tag.starts_with("<!") || tag.starts_with("</") {
        return Vec::new();
    }
    let attributes = attributes(tag);
    let Some(((element, _), attributes)) = attributes.split_first() else { return Vec::new() };
    let value_of = |wanted: &str| attributes.iter().find(|(name, _)| name == wanted);
    let mut faults = Vec::new();
    let is_data = value_of("type").is_some_and(|(_, kind)| DATA_SCRIPTS.contains(&kind.as_str()));
    if element == "script" && value_of("src").is_none() && !is_data {
        faults.push(
            "a script inside the page: move it to a file, the content policy stops it".into(),
        );
    }
    if element == "style" {
        faults.push("styles inside the page: move them to a file of styles".into());
    }
    let is_machine_meta =
        element == "meta" && value_of("name").is_none_or(|(_, name)| name != "description");
    for (name, value) in attributes {
        if name == "style" {
            faults.push("a style attribute: use a class, the content policy stops it".into());
        }
        if name.len() > 2 && name.starts_with("on") && name.chars().all(|c| c.is_ascii_lowercase())
        {
            faults.push(format!("{name}: listen from a script file, the content policy stops it"));
        }
        let said = without_entities(value);
        let is_read = READ_BY_PEOPLE.contains(&name.as_str()) && !is_machine_meta;
        if is_read && has_words(&said) && !FOR_MACHINES.contains(&value.as_str()) {
            faults.push(untranslated(&said));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::file;

    fn messages(text: &str) -> Vec<String> {
        let path = "crates/web/templates/a.html";
        let faults = check(&[file(path, text)]);
        faults.iter().map(|fault| format!("{}: {}", fault.line, fault.message)).collect()
    }

    #[test]
    fn expressions_tags_and_signs_are_no_text() {
        let text = "{# Sök #}<p class=\"a > b\">{{ l.t(\"search\") }} · &nbsp;12\n{% if x %}\
                    {% endif %}</p>\
                    <!-- note --><meta name=\"viewport\" content=\"width=device-width\">";
        assert_eq!(messages(text), Vec::<String>::new());
    }

    #[test]
    fn text_is_found_where_people_read_it() {
        let text =
            "<p>\n  Sök <b>{{ x }}</b></p>\n<img alt=\"Karta\" src=\"k.svg\">\n{{ \"Ja då\" }}";
        assert_eq!(
            messages(text),
            [
                "4: text in a template, «Ja då»: move it to locales/sv",
                "2: text in a template, «Sök»: move it to locales/sv",
                "3: text in a template, «Karta»: move it to locales/sv",
            ]
        );
    }

    #[test]
    fn attributes_that_a_macro_prints_are_attributes() {
        let macros = "{% if x %} aria-invalid=\"true\" aria-describedby=\"h-{{ x }}\"{% endif %}";
        assert_eq!(messages(macros), Vec::<String>::new());
        let found = messages("{% if x %} aria-label=\"Karta\" style=\"x\"{% endif %}");
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn what_a_content_policy_stops_is_found() {
        let text = "<p style=\"color:red\" onclick=\"x()\"></p><script>x()</script>\
                    <script src=\"/a.js\" defer></script>\
                    <script type=\"application/ld+json\"></script>";
        let found = messages(text);
        assert_eq!(found.len(), 4, "{found:?}");
        assert!(found[0].contains("a style attribute"));
        assert!(found[1].contains("onclick"));
        assert!(found[2].contains("a script inside the page"));
        assert!(found[3].contains("«x()»"));
    }

    #[test]
    fn other_files_are_left_alone() {
        assert!(check(&[file("e2e/a.html", "<p>Text</p>")]).is_empty());
    }
}
