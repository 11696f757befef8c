//! Where everything stands: a document becomes sheets of lines and rules, and the tree of what they
//! are.

use std::num::NonZeroU16;
use std::vec::IntoIter;

use krilla::tagging::{TableHeaderScope, Tag, TagKind};

use super::letters::{Faces, Weight, cleaned, on_one_line};
use super::{Block, Cell, Column, Document, Table, Words};

/// A4, in points.
pub(super) const WIDTH: f32 = 595.28;
pub(super) const HEIGHT: f32 = 841.89;
/// The margins.
pub(super) const LEFT: f32 = 56.0;
pub(super) const RIGHT: f32 = WIDTH - LEFT;
const TOP: f32 = 58.0;
const BOTTOM: f32 = HEIGHT - 80.0;
/// Between two columns.
const GAP: f32 = 14.0;
/// Above and below the lines of a row.
const PADDING: f32 = 7.0;
/// A head that takes more of a page than this stands once only.
const HEAD_MAX: f32 = 200.0;
/// Stays below a heading on its page.
const COMPANY: f32 = 48.0;

/// Colours, as the pages have them on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    First,
    Second,
    Third,
    Accent,
    Line,
}

/// How a line of text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub(super) weight: Weight,
    pub(super) size: f32,
    pub(super) leading: f32,
    pub(super) ink: Ink,
}

impl Style {
    const fn new(weight: Weight, size: f32, leading: f32, ink: Ink) -> Self {
        Self { weight, size, leading, ink }
    }
}

const TITLE: Style = Style::new(Weight::Bold, 25.0, 31.0, Ink::First);
const LEDE: Style = Style::new(Weight::Regular, 11.5, 17.0, Ink::Second);
const HEADING: Style = Style::new(Weight::Bold, 14.5, 20.0, Ink::First);
const PARAGRAPH: Style = Style::new(Weight::Regular, 10.5, 16.0, Ink::First);
const CAPTION: Style = Style::new(Weight::Bold, 11.5, 16.0, Ink::First);
const HEAD: Style = Style::new(Weight::Bold, 8.25, 11.0, Ink::Accent);
const ROW: Style = Style::new(Weight::Bold, 9.25, 12.75, Ink::First);
const CELL: Style = Style::new(Weight::Regular, 9.25, 12.75, Ink::First);
const BELOW: Style = Style::new(Weight::Regular, 8.25, 11.75, Ink::Third);
pub(super) const FOOT: Style = Style::new(Weight::Regular, 8.25, 11.0, Ink::Third);

/// Something on a sheet.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// A line of text. Without a leaf it repeats what another has said.
    Text { x: f32, y: f32, style: Style, text: String, leaf: Option<usize> },
    /// A bar, thin for a rule.
    Bar { x: f32, y: f32, width: f32, height: f32, ink: Ink },
}

/// What the lines are, as a tree.
#[derive(Debug)]
pub(super) enum Part {
    /// Has lines, by its number.
    Leaf(TagKind, usize),
    /// Has parts.
    Group(TagKind, Vec<Part>),
}

/// A heading to jump to.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) text: String,
    pub(super) sheet: usize,
    pub(super) y: f32,
}

/// A document with a place for everything.
pub(super) struct Flowed {
    pub(super) sheets: Vec<Vec<Mark>>,
    pub(super) parts: Vec<Part>,
    pub(super) leaves: usize,
    pub(super) title: String,
    pub(super) stops: Vec<Stop>,
}

/// Gives everything its place.
pub(super) fn flow(document: &Document, faces: &Faces) -> Flowed {
    let mut flow =
        Flow { faces, sheets: Vec::new(), sheet: Vec::new(), y: TOP, leaves: 0, stops: Vec::new() };
    let (title, mut parts) = flow.title(document);
    for block in &document.blocks {
        parts.extend(flow.block(block));
    }
    flow.turn();
    let Flow { sheets, leaves, stops, .. } = flow;
    Flowed { sheets, parts, leaves, title, stops }
}

/// The tag of a part with its words' language.
fn tag<T>(tag: Tag<T>, words: &Words) -> TagKind
where
    Tag<T>: Into<TagKind>,
{
    tag.with_lang(words.language.map(str::to_owned)).into()
}

/// A heading's tag says what it is called.
fn heading(level: NonZeroU16, text: &str, words: &Words) -> TagKind {
    tag(Tag::Hn(level, Some(text.to_owned())), words)
}

/// A line that waits for its place.
struct Waiting {
    text: String,
    style: Style,
    leaf: usize,
}

/// A column's place.
#[derive(Clone, Copy)]
struct Place {
    x: f32,
    width: f32,
}

/// The lines of a row, cell by cell.
type Lines = Vec<(Place, IntoIter<Waiting>)>;

fn height(lines: &Lines) -> f32 {
    let cell = |(_, lines): &(Place, IntoIter<Waiting>)| -> f32 {
        lines.as_slice().iter().map(|line| line.style.leading).sum()
    };
    lines.iter().map(cell).fold(0.0, f32::max)
}

struct Flow<'f> {
    faces: &'f Faces,
    sheets: Vec<Vec<Mark>>,
    sheet: Vec<Mark>,
    y: f32,
    leaves: usize,
    stops: Vec<Stop>,
}

impl Flow<'_> {
    fn turn(&mut self) {
        self.sheets.push(std::mem::take(&mut self.sheet));
        self.y = TOP;
    }

    fn leaf(&mut self) -> usize {
        self.leaves += 1;
        self.leaves - 1
    }

    /// Space above, but not at the top of a sheet.
    fn space(&mut self, height: f32) {
        if self.y > TOP {
            self.y += height;
        }
    }

    /// Turns where so much does not fit any more.
    fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.turn();
        }
    }

    fn bar(&mut self, x: f32, width: f32, height: f32, ink: Ink) {
        self.sheet.push(Mark::Bar { x, y: self.y, width, height, ink });
    }

    fn wrapped(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        self.faces.of(style.weight).lines(text, width / style.size)
    }

    /// A text over the whole width. Gives its leaf and where it began.
    fn text(&mut self, text: &str, style: Style) -> (usize, Stop) {
        let leaf = self.leaf();
        self.need(style.leading);
        let stop = Stop { text: text.to_owned(), sheet: self.sheets.len(), y: self.y };
        for line in self.wrapped(text, style, RIGHT - LEFT) {
            self.need(style.leading);
            let (x, y, leaf) = (LEFT, self.y, Some(leaf));
            self.sheet.push(Mark::Text { x, y, style, text: line, leaf });
            self.y += style.leading;
        }
        (leaf, stop)
    }

    fn title(&mut self, document: &Document) -> (String, Vec<Part>) {
        self.bar(LEFT, 40.0, 3.0, Ink::Accent);
        self.y += 15.0;
        let mut title = on_one_line(&document.title.text);
        if title.is_empty() {
            // A document without a name is not one for everybody.
            "–".clone_into(&mut title);
        }
        let (leaf, stop) = self.text(&title, TITLE);
        self.stops.push(stop);
        let level = NonZeroU16::MIN;
        let mut parts = vec![Part::Leaf(heading(level, &title, &document.title), leaf)];
        self.y += 4.0;
        for words in &document.lede {
            parts.extend(self.paragraph(words, LEDE, 2.0));
        }
        (title, parts)
    }

    fn paragraph(&mut self, words: &Words, style: Style, after: f32) -> Option<Part> {
        let text = cleaned(&words.text);
        if text.is_empty() {
            return None;
        }
        let (leaf, _) = self.text(&text, style);
        self.y += after;
        Some(Part::Leaf(tag(Tag::P, words), leaf))
    }

    fn block(&mut self, block: &Block) -> Option<Part> {
        match block {
            Block::Heading(words) => {
                let text = on_one_line(&words.text);
                if text.is_empty() {
                    return None;
                }
                self.space(22.0);
                self.need(HEADING.leading + COMPANY);
                let (leaf, stop) = self.text(&text, HEADING);
                self.stops.push(stop);
                self.y += 4.0;
                let level = NonZeroU16::MIN.saturating_add(1);
                Some(Part::Leaf(heading(level, &text, words), leaf))
            }
            Block::Paragraph(words) => {
                self.space(8.0);
                self.paragraph(words, PARAGRAPH, 0.0)
            }
            Block::Table(table) => Some(self.table(table)),
        }
    }

    /// What a column needs so that no word breaks.
    fn need_of(&self, table: &Table, nth: usize, column: &Column) -> f32 {
        let need = |words: &Words, style: Style| {
            self.faces.of(style.weight).widest(&cleaned(&words.text)) * style.size
        };
        let first = if nth == 0 { ROW } else { CELL };
        let cells = table.rows.iter().filter_map(|cells| cells.get(nth));
        let cells = cells.map(|cell| {
            let below = cell.below.iter().map(|words| need(words, BELOW));
            below.fold(need(&cell.main, first), f32::max)
        });
        // Half a point, so that rounding breaks nothing.
        cells.fold(need(&column.head, HEAD), f32::max).min((RIGHT - LEFT) / 2.0) + 0.5
    }

    /// The columns side by side, by their share, but wide enough for their words where others have
    /// room to spare.
    fn places(&self, table: &Table) -> Vec<Place> {
        let share = |share: u16| f32::from(share.max(1));
        let all: f32 = table.columns.iter().map(|column| share(column.share)).sum();
        let width =
            |column: &Column| ((RIGHT - LEFT + GAP) * share(column.share) / all - GAP).max(1.0);
        let mut widths: Vec<f32> = table.columns.iter().map(width).collect();
        let columns = table.columns.iter().enumerate();
        let needs: Vec<f32> =
            columns.map(|(nth, column)| self.need_of(table, nth, column)).collect();
        balanced(&mut widths, &needs);
        let mut x = LEFT;
        let place = |width: f32| {
            let place = Place { x, width };
            x += width + GAP;
            place
        };
        widths.into_iter().map(place).collect()
    }

    fn table(&mut self, table: &Table) -> Part {
        let places = self.places(table);
        let (head_part, mut head) = self.head(table, &places);
        let repeats = height(&head) <= HEAD_MAX;
        self.space(22.0);
        self.need(CAPTION.leading + height(&head) + COMPANY);
        let mut parts = Vec::new();
        let caption = cleaned(&table.caption.text);
        if !caption.is_empty() {
            let (leaf, _) = self.text(&caption, CAPTION);
            parts.push(Part::Leaf(tag(Tag::Caption, &table.caption), leaf));
            self.y += 8.0;
        }
        self.need(height(&head) + COMPANY);
        let first = self.sheet.len();
        self.row(&mut head, None, 0.0);
        self.head_rule();
        let again: Option<Vec<Mark>> = repeats.then(|| repeated(&self.sheet, first));
        let mut rows = Vec::new();
        for cells in &table.rows {
            let (part, mut lines) = self.cells(table, &places, cells);
            self.row(&mut lines, again.as_deref(), PADDING);
            self.bar(LEFT, RIGHT - LEFT, 0.5, Ink::Line);
            rows.push(part);
        }
        self.space(8.0);
        if !places.is_empty() {
            parts.push(Part::Group(Tag::THead.into(), vec![head_part]));
        }
        if !rows.is_empty() {
            parts.push(Part::Group(Tag::TBody.into(), rows));
        }
        Part::Group(Tag::Table.into(), parts)
    }

    fn head_rule(&mut self) {
        self.y += 5.0;
        self.bar(LEFT, RIGHT - LEFT, 1.0, Ink::Accent);
        self.y += 1.0;
    }

    fn head(&mut self, table: &Table, places: &[Place]) -> (Part, Lines) {
        let (mut parts, mut lines) = (Vec::new(), Vec::new());
        for (column, place) in table.columns.iter().zip(places) {
            let (part, waiting) = self.words(&column.head, HEAD, place.width, true);
            parts.push(Part::Group(Tag::TH(TableHeaderScope::Column).into(), part));
            lines.push((*place, waiting.into_iter()));
        }
        (Part::Group(Tag::TR.into(), parts), lines)
    }

    /// The lines of some words in a column, and what they are. Empty ones are nothing, unless they
    /// have to be there.
    fn words(
        &mut self,
        words: &Words,
        style: Style,
        width: f32,
        must_be: bool,
    ) -> (Vec<Part>, Vec<Waiting>) {
        let mut text = cleaned(&words.text);
        if text.is_empty() {
            if !must_be {
                return (Vec::new(), Vec::new());
            }
            // A cell with nothing in it would not be counted as one.
            text.push(' ');
        }
        let leaf = self.leaf();
        let lines = self.wrapped(&text, style, width);
        let waiting = lines.into_iter().map(|text| Waiting { text, style, leaf });
        (vec![Part::Leaf(tag(Tag::P, words), leaf)], waiting.collect())
    }

    fn cells(&mut self, table: &Table, places: &[Place], cells: &[Cell]) -> (Part, Lines) {
        let empty = Cell::default();
        let (mut parts, mut lines) = (Vec::new(), Vec::new());
        for (nth, place) in places.iter().enumerate().take(table.columns.len()) {
            let cell = cells.get(nth).unwrap_or(&empty);
            let style = if nth == 0 { ROW } else { CELL };
            let (mut inner, mut waiting) =
                self.words(&cell.main, style, place.width, cell.below.is_empty());
            for words in &cell.below {
                let (more, after) = self.words(words, BELOW, place.width, inner.is_empty());
                inner.extend(more);
                waiting.extend(after);
            }
            let kind =
                if nth == 0 { Tag::TH(TableHeaderScope::Row).into() } else { Tag::TD.into() };
            parts.push(Part::Group(kind, inner));
            lines.push((*place, waiting.into_iter()));
        }
        (Part::Group(Tag::TR.into(), parts), lines)
    }

    /// A row on one sheet; one that is longer than a sheet goes on over the next ones. Each sheet
    /// begins with the head again.
    fn row(&mut self, lines: &mut Lines, again: Option<&[Mark]>, padding: f32) {
        let needed = height(lines) + 2.0 * padding;
        let head = again.map_or(0.0, head_height);
        if self.y + needed > BOTTOM && (needed <= BOTTOM - TOP - head || self.is_low(lines)) {
            self.turn_with(again);
        }
        self.y += padding;
        while !self.put(lines, padding) {
            self.turn_with(again);
            self.y += padding;
        }
        self.y += padding;
    }

    /// True where not even the first lines fit.
    fn is_low(&self, lines: &Lines) -> bool {
        let first = |(_, lines): &(Place, IntoIter<Waiting>)| {
            lines.as_slice().first().map_or(0.0, |line| line.style.leading)
        };
        let tallest = lines.iter().map(first).fold(0.0, f32::max);
        self.y + tallest + 2.0 * PADDING > BOTTOM
    }

    fn turn_with(&mut self, again: Option<&[Mark]>) {
        self.turn();
        if let Some(head) = again {
            self.sheet.extend_from_slice(head);
            self.y += head_height(head);
        }
    }

    /// Puts down as many lines of a row as the sheet has room for; true when that is all.
    fn put(&mut self, lines: &mut Lines, padding: f32) -> bool {
        let top = self.y;
        let mut lowest = top;
        let mut is_all = true;
        for (place, waiting) in lines {
            let mut y = top;
            while let Some(line) = waiting.as_slice().first() {
                if y + line.style.leading > BOTTOM - padding {
                    is_all = false;
                    break;
                }
                let Some(Waiting { text, style, leaf }) = waiting.next() else { break };
                self.sheet.push(Mark::Text { x: place.x, y, style, text, leaf: Some(leaf) });
                y += style.leading;
            }
            lowest = lowest.max(y);
        }
        self.y = lowest;
        is_all
    }
}

/// Gives columns that need more than their share what others do not need.
fn balanced(widths: &mut [f32], needs: &[f32]) {
    let over = |(width, need): (&f32, &f32)| (width - need).max(0.0);
    let under = |(width, need): (&f32, &f32)| (need - width).max(0.0);
    let spare: f32 = widths.iter().zip(needs).map(over).sum();
    let lack: f32 = widths.iter().zip(needs).map(under).sum();
    if spare <= 0.0 || lack <= 0.0 {
        return;
    }
    let (given, taken) = ((spare / lack).min(1.0), (lack / spare).min(1.0));
    for (width, need) in widths.iter_mut().zip(needs) {
        let more = need - *width;
        *width += more * if more > 0.0 { given } else { taken };
    }
}

/// A head once more, for the top of the next sheets. It has been said already.
fn repeated(sheet: &[Mark], first: usize) -> Vec<Mark> {
    let mut marks: Vec<Mark> = sheet.iter().skip(first).cloned().collect();
    let mut highest = f32::MAX;
    for mark in &marks {
        let (Mark::Text { y, .. } | Mark::Bar { y, .. }) = mark;
        highest = highest.min(*y);
    }
    for mark in &mut marks {
        match mark {
            Mark::Text { y, leaf, .. } => {
                *leaf = None;
                *y += TOP - highest;
            }
            Mark::Bar { y, .. } => *y += TOP - highest,
        }
    }
    marks
}

/// How much of a sheet a repeated head takes.
fn head_height(head: &[Mark]) -> f32 {
    let bottom = |mark: &Mark| match mark {
        Mark::Text { y, style, .. } => y + style.leading - TOP,
        Mark::Bar { y, height, .. } => y + height - TOP,
    };
    head.iter().map(bottom).fold(0.0, f32::max)
}
