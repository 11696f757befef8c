//! The font: which letters it has, how wide they are, and where a line ends.
//!
//! Atkinson Hyperlegible Next, regular and bold, for the Latin alphabets of Europe; its licence
//! lies beside the fonts of the pages. Merged from the parts that the pages use, without the tables
//! that a browser needs. Its box for «not defined» stands at U+FFFD too.

use std::collections::HashMap;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::MetadataProvider;
use skrifa::instance::{LocationRef, Size};
use unicode_normalization::UnicodeNormalization;

static REGULAR: &[u8] = include_bytes!("../../assets/atkinson-next-regular.ttf");
static BOLD: &[u8] = include_bytes!("../../assets/atkinson-next-bold.ttf");

/// Stands for what the font lacks.
const MISSING: char = '\u{fffd}';

/// Which face of the font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

#[derive(Debug, Clone, Copy)]
struct Glyph {
    id: u32,
    /// In parts of the size.
    advance: f32,
}

/// One face.
pub(super) struct Face {
    pub(super) font: Font,
    glyphs: HashMap<char, Glyph>,
    missing: Glyph,
}

/// Both faces.
pub(super) struct Faces {
    regular: Face,
    bold: Face,
}

impl Faces {
    pub(super) fn read() -> Option<Self> {
        Some(Self { regular: Face::read(REGULAR)?, bold: Face::read(BOLD)? })
    }

    pub(super) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

/// The letter that looks the same, where the font has only that.
fn alike(letter: char) -> char {
    match letter {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2012}' | '\u{2015}' => '–',
        other => other,
    }
}

impl Face {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        let source = skrifa::FontRef::new(bytes).ok()?;
        let font = Font::new(bytes.into(), 0)?;
        let metrics = source.glyph_metrics(Size::unscaled(), LocationRef::default());
        let glyph = |(code, id): (u32, skrifa::GlyphId)| {
            let advance = metrics.advance_width(id)? / font.units_per_em();
            Some((char::from_u32(code)?, Glyph { id: id.to_u32(), advance }))
        };
        let glyphs: HashMap<_, _> = source.charmap().mappings().filter_map(glyph).collect();
        let missing = *glyphs.get(&MISSING)?;
        Some(Self { font, glyphs, missing })
    }

    fn find(&self, letter: char) -> Option<Glyph> {
        self.glyphs.get(&letter).or_else(|| self.glyphs.get(&alike(letter))).copied()
    }

    fn has_all(&self, text: &str) -> bool {
        text.chars().all(|letter| self.find(letter).is_some())
    }

    fn advance(&self, letter: char) -> f32 {
        self.find(letter).unwrap_or(self.missing).advance
    }

    /// How wide a text is, in parts of the size.
    pub(super) fn width(&self, text: &str) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum()
    }

    /// How wide the widest part is that should stay on one line.
    pub(super) fn widest(&self, text: &str) -> f32 {
        let parts = text.split('\n').flat_map(pieces);
        parts.map(|part| self.width(part.trim_end_matches(' '))).fold(0.0, f32::max)
    }

    /// The text that is shown, where something in it has to be replaced.
    pub(super) fn shown(&self, text: &str) -> Option<String> {
        let shown = |letter| if self.find(letter).is_some() { letter } else { MISSING };
        (!self.has_all(text)).then(|| text.chars().map(shown).collect())
    }

    /// The glyphs of a text.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(start, letter): (usize, char)| {
            let Glyph { id, advance } = self.find(letter).unwrap_or(self.missing);
            let range = start..start + letter.len_utf8();
            KrillaGlyph::new(GlyphId::new(id), advance, 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(glyph).collect()
    }

    /// The text in lines of at most a width, in parts of the size. Words stay whole where they can.
    /// There is always a line.
    pub(super) fn lines(&self, text: &str, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = Line { face: self, width, text: String::new(), used: 0.0 };
            for piece in pieces(paragraph) {
                line.take(piece, &mut lines);
            }
            lines.push(line.text);
        }
        lines
    }
}

struct Line<'f> {
    face: &'f Face,
    width: f32,
    text: String,
    used: f32,
}

impl Line<'_> {
    /// The line has come to its end.
    fn turn(&mut self, lines: &mut Vec<String>) {
        lines.push(std::mem::take(&mut self.text));
        self.used = 0.0;
    }

    fn take(&mut self, piece: &str, lines: &mut Vec<String>) {
        // The space at the end of a line may stand in the margin.
        let seen = self.face.width(piece.trim_end_matches(' '));
        if self.used + seen > self.width && !self.text.is_empty() {
            self.turn(lines);
        }
        if seen <= self.width {
            self.text.push_str(piece);
            self.used += self.face.width(piece);
            return;
        }
        for letter in piece.chars() {
            let advance = self.face.advance(letter);
            if self.used + advance > self.width && letter != ' ' && !self.text.is_empty() {
                self.turn(lines);
            }
            self.text.push(letter);
            self.used += advance;
        }
    }
}

/// The parts between which a line may end: after a space, and after the hyphen or stroke between
/// two letters.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let next = |at: usize| rest.get(at..).and_then(|after| after.chars().next());
        let end = rest.char_indices().find_map(|(at, letter)| {
            let after = at + letter.len_utf8();
            let may = match letter {
                ' ' => next(after).is_some_and(|next| next != ' '),
                '-' | '/' | '–' => at > 0 && next(after).is_some_and(char::is_alphabetic),
                _ => false,
            };
            may.then_some(after)
        });
        let (piece, left) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
        rest = left;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Says nothing and shows nothing: marks of direction, joiners, variants.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// A text as it is printed: letters and their marks in one, one space between words, line ends
/// kept, nothing unseen, and a box for what is no letter.
pub(super) fn cleaned(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").nfc().filter(|letter| !is_unseen(*letter)) {
        let letter = match letter {
            '\n' | '\u{2028}' | '\u{2029}' => '\n',
            ' ' | '\t' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{1680}' => ' ',
            '\u{fffe}' | '\u{ffff}' => MISSING,
            letter if letter.is_control() => MISSING,
            letter => letter,
        };
        let is_first = cleaned.is_empty() || cleaned.ends_with([' ', '\n']);
        match letter {
            ' ' if is_first => {}
            '\n' => {
                cleaned.truncate(cleaned.trim_end_matches(' ').len());
                cleaned.push('\n');
            }
            letter => cleaned.push(letter),
        }
    }
    cleaned.trim_matches([' ', '\n']).to_owned()
}

/// The same on one line.
pub(super) fn on_one_line(text: &str) -> String {
    cleaned(text).replace('\n', " ")
}
