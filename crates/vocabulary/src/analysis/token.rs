//! Words of a text, with the bytes they stand at.

use super::fold::{is_hyphen, is_invisible, is_mark, push_folded};

/// One word of a text. `start..end` are byte offsets on character boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token<'a> {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The word as written.
    pub text: &'a str,
    /// The word in one spelling: see [`super::fold`].
    pub folded: String,
    /// True when a hyphen ends the word: the «el-» of «el- och VVS-montör». The hyphen is inside
    /// `start..end` but not in `folded`.
    pub elliptic: bool,
}

/// The words of a text, in order. A word is letters and digits, with hyphens, full stops and
/// colons inside it («VVS-montör», «node.js», «IT:s»), and the signs of C++, C# and .NET.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((start, first)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, character)| *character);
        let dotted = first == '.' && before.is_whitespace() && next.is_ascii_alphabetic();
        before = first;
        if !first.is_alphanumeric() && !dotted {
            continue;
        }
        let mut folded = String::new();
        push_folded(&mut folded, first);
        let mut end = start + first.len_utf8();
        let mut elliptic = false;
        while let Some(&(place, character)) = characters.peek() {
            let rest = text.get(place + character.len_utf8()..).unwrap_or("");
            if !continues(character, rest, &folded) {
                elliptic = is_hyphen(character) && !starts_word(rest);
                if elliptic {
                    end = place + character.len_utf8();
                    characters.next();
                }
                break;
            }
            push_folded(&mut folded, character);
            end = place + character.len_utf8();
            before = character;
            characters.next();
        }
        if let Some(slice) = text.get(start..end)
            && !folded.is_empty()
        {
            found.push(Token { start, end, text: slice, folded, elliptic });
        }
    }
    found
}

fn starts_word(rest: &str) -> bool {
    rest.starts_with(char::is_alphanumeric)
}

/// Whether a character belongs to the word that stands before it.
fn continues(character: char, rest: &str, folded: &str) -> bool {
    if character.is_alphanumeric() || is_invisible(character) || is_mark(character) {
        return true;
    }
    match character {
        '.' | ':' | '\'' | '’' => rest.starts_with(char::is_alphabetic),
        '+' => folded == "c" || folded == "c+",
        '#' => folded == "c" || folded == "f",
        _ => is_hyphen(character) && starts_word(rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.folded).collect()
    }

    #[test]
    fn hyphens_and_signs_stay_inside_words() {
        assert_eq!(
            words("El- och VVS-montör, C++/C# på .NET."),
            ["el", "och", "vvs-montör", "c++", "c#", "på", ".net"]
        );
        assert!(tokens("el- och VVS-montör")[0].elliptic);
    }

    #[test]
    fn offsets_are_bytes_of_the_text() {
        let text = "På ön: la\u{308}rare";
        let found = tokens(text);
        assert_eq!(found.len(), 3);
        assert_eq!(&text[found[2].start..found[2].end], "la\u{308}rare");
        assert_eq!(found[2].folded, "lärare");
    }
}
