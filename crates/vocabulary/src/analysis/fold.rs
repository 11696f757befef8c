//! One spelling of every letter: lower case, composed, no invisible characters.

/// Lower case with å, ä, ö and accents as single characters, however they were typed. Soft
/// hyphens and zero-width characters vanish; every kind of hyphen becomes `-`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        push_folded(&mut folded, character);
    }
    folded
}

/// Appends one character, joining a combining mark to the letter before it.
pub(super) fn push_folded(folded: &mut String, character: char) {
    if is_invisible(character) {
        return;
    }
    if is_mark(character) {
        if let Some(base) = folded.pop() {
            match composed(base, character) {
                Some(letter) => folded.push(letter),
                // A mark Swedish never writes: the letter alone says enough.
                None => folded.push(base),
            }
        }
        return;
    }
    if is_hyphen(character) {
        folded.push('-');
        return;
    }
    for lower in character.to_lowercase() {
        if is_mark(lower) {
            continue;
        }
        folded.push(lower);
    }
}

/// True for characters that show nothing.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// True for combining diacritical marks.
pub(super) fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}')
}

/// True for the hyphens that join words; dashes between clauses are not among them.
pub(super) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

fn composed(base: char, mark: char) -> Option<char> {
    let (bases, letters) = match mark {
        '\u{300}' => ("aeiou", "àèìòù"),
        '\u{301}' => ("aeiouy", "áéíóúý"),
        '\u{302}' => ("aeiou", "âêîôû"),
        '\u{303}' => ("ano", "ãñõ"),
        '\u{308}' => ("aeiouy", "äëïöüÿ"),
        '\u{30a}' => ("au", "åů"),
        '\u{30c}' => ("cszenr", "čšžěňř"),
        '\u{327}' => ("c", "ç"),
        _ => return None,
    };
    bases.chars().position(|letter| letter == base).and_then(|place| letters.chars().nth(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn composed_and_decomposed_letters_become_the_same() {
        assert_eq!(fold("La\u{308}rare pa\u{30a} O\u{308}n"), "lärare på ön");
        assert_eq!(fold("LÄRARE PÅ ÖN"), "lärare på ön");
    }

    #[test]
    fn soft_hyphens_vanish_and_hyphens_are_one() {
        assert_eq!(fold("skogs\u{ad}maskin\u{2011}förare"), "skogsmaskin-förare");
    }
}
