//! Just enough of Rust's lexical rules to tell code from comments and strings.

/// A source whose comments and string contents are spaces, at the same byte offsets.
pub(super) struct Code {
    /// What is left.
    pub(super) text: String,
    /// Every string literal with its offset and contents as written.
    pub(super) literals: Vec<Literal>,
}

/// One string literal.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Literal {
    /// Byte offset of the first character inside the quotes.
    pub(super) start: usize,
    /// Contents, escapes as written.
    pub(super) text: String,
}

/// Separates code from the rest.
pub(super) fn separate(source: &str) -> Code {
    let mut scanner =
        Scanner { bytes: source.as_bytes(), at: 0, out: Vec::new(), literals: Vec::new() };
    scanner.run();
    Code { text: String::from_utf8_lossy(&scanner.out).into_owned(), literals: scanner.literals }
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    out: Vec<u8>,
    literals: Vec<Literal>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        while let Some(byte) = self.peek(0) {
            match (byte, self.peek(1)) {
                (b'/', Some(b'/')) => self.blank_until_line_end(),
                (b'/', Some(b'*')) => self.blank_block_comment(),
                (b'"', _) => self.string(0, true),
                (b'r', Some(b'"' | b'#')) if !self.follows_word() => self.raw_string(),
                (b'\'', _) => self.quote(),
                _ => self.keep(),
            }
        }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn keep(&mut self) {
        if let Some(byte) = self.peek(0) {
            self.out.push(byte);
            self.at += 1;
        }
    }

    fn blank(&mut self, count: usize) {
        for _ in 0..count {
            if let Some(byte) = self.peek(0) {
                self.out.push(if byte == b'\n' { b'\n' } else { b' ' });
                self.at += 1;
            }
        }
    }

    /// True when the byte before belongs to a word, as the `r` of `for`; `b` and `c` before an `r`
    /// are string prefixes.
    fn follows_word(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).and_then(|at| self.bytes.get(at));
        let is_word = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
        };
        match before(1) {
            Some(b'b' | b'c') => is_word(before(2)),
            other => is_word(other),
        }
    }

    fn blank_until_line_end(&mut self) {
        while self.peek(0).is_some_and(|byte| byte != b'\n') {
            self.blank(1);
        }
    }

    fn blank_block_comment(&mut self) {
        let mut depth = 0;
        while self.peek(0).is_some() {
            match (self.peek(0), self.peek(1)) {
                (Some(b'/'), Some(b'*')) => {
                    depth += 1;
                    self.blank(2);
                }
                (Some(b'*'), Some(b'/')) => {
                    depth -= 1;
                    self.blank(2);
                    if depth == 0 {
                        return;
                    }
                }
                _ => self.blank(1),
            }
        }
    }

    fn raw_string(&mut self) {
        let mut hashes = 0;
        while self.peek(1 + hashes) == Some(b'#') {
            hashes += 1;
        }
        self.keep();
        if self.peek(hashes) == Some(b'"') {
            for _ in 0..hashes {
                self.keep();
            }
            self.string(hashes, false);
        }
    }

    /// At an opening quote: keeps both quotes, blanks and notes what is between.
    fn string(&mut self, hashes: usize, has_escapes: bool) {
        self.keep();
        let start = self.at;
        while let Some(byte) = self.peek(0) {
            if byte == b'\\' && has_escapes {
                self.blank(2);
            } else if byte == b'"' && (1..=hashes).all(|ahead| self.peek(ahead) == Some(b'#')) {
                break;
            } else {
                self.blank(1);
            }
        }
        let inside = self.bytes.get(start..self.at).unwrap_or_default();
        self.literals.push(Literal { start, text: String::from_utf8_lossy(inside).into_owned() });
        self.keep();
    }

    /// A character literal is blanked; a lifetime or label is code.
    fn quote(&mut self) {
        self.keep();
        if self.peek(0) == Some(b'\\') {
            self.blank(2);
            while self.peek(0).is_some_and(|byte| byte != b'\'' && byte != b'\n') {
                self.blank(1);
            }
            self.keep();
            return;
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        // The longest character is four bytes, and the closing quote follows it.
        let length = (1..=4).find(|length| rest.get(*length) == Some(&b'\''));
        let is_one = |length: usize| {
            let inside = rest.get(..length).and_then(|bytes| std::str::from_utf8(bytes).ok());
            inside.is_some_and(|text| text.chars().count() == 1)
        };
        if let Some(length) = length.filter(|length| is_one(*length)) {
            self.blank(length);
            self.keep();
        }
    }
}

/// The offset just after the brace that closes the one at `open`.
pub(super) fn closing_brace(code: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (offset, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(offset + 1);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        separate(source).literals.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn comments_and_strings_become_spaces_in_place() {
        let source = "let a = \"x{y\"; // }\nlet /* { /* } */ */ b = 'c';";
        let code = separate(source);
        assert_eq!(code.text.len(), source.len());
        assert_eq!(code.text, "let a = \"   \";     \nlet                 b = ' ';");
    }

    #[test]
    fn literals_are_noted_as_written() {
        assert_eq!(
            texts(r##"("a\"b", r#"c"d"#, br"e", "f" /* "g" */)"##),
            ["a\\\"b", "c\"d", "e", "f"]
        );
    }

    #[test]
    fn quotes_are_told_apart() {
        assert_eq!(
            texts("fn a<'a>(x: &'a str) { match c { '\"' => \"yes\", '\\'' => 'ö' } }"),
            ["yes"]
        );
        assert_eq!(texts("for r in x { \"a\" }"), ["a"]);
    }

    #[test]
    fn braces_are_matched() {
        assert_eq!(closing_brace("{ { } } }", 0), Some(7));
        assert_eq!(closing_brace("{ {", 0), None);
    }
}
