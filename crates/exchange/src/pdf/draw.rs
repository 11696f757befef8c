//! Sheets become a file.

use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata, TextDirection};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag, TagGroup, TagTree};
use krilla::{Document as File, SerializeSettings};

use super::flow::{FOOT, Flowed, HEIGHT, Ink, LEFT, Mark, Part, RIGHT, Stop, Style, WIDTH};
use super::letters::{Faces, on_one_line};
use super::{Document, Page, PdfFault};

/// Where the foot stands.
const FOOT_Y: f32 = HEIGHT - 48.0;
/// Between what the foot says and the number of the page.
const FOOT_GAP: f32 = 24.0;

fn colour(ink: Ink) -> rgb::Color {
    match ink {
        Ink::First => rgb::Color::new(0x16, 0x21, 0x1f),
        Ink::Second => rgb::Color::new(0x45, 0x52, 0x4f),
        Ink::Third => rgb::Color::new(0x5c, 0x69, 0x66),
        Ink::Accent => rgb::Color::new(0x0b, 0x5a, 0x5c),
        Ink::Line => rgb::Color::new(0xd9, 0xd7, 0xcf),
    }
}

/// Writes the file.
pub(super) fn draw(
    document: &Document,
    flowed: Flowed,
    faces: &Faces,
    numbered: impl Fn(Page) -> String,
) -> Result<Vec<u8>, PdfFault> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|fault| PdfFault::Writing(format!("{fault:?}")))?;
    let settings = SerializeSettings { configuration, ..SerializeSettings::default() };
    let mut file = File::new_with(settings);
    let mut drawn = vec![Vec::new(); flowed.leaves];
    let foot = on_one_line(&document.foot);
    let of = flowed.sheets.len();
    for (nth, marks) in flowed.sheets.iter().enumerate() {
        let size = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| PdfFault::Writing("the size of a page".to_owned()))?;
        let mut page = file.start_page_with(size);
        let mut pen = Pen { surface: page.surface(), faces };
        for mark in marks {
            pen.mark(mark, &mut drawn);
        }
        pen.foot(&foot, &on_one_line(&numbered(Page { number: nth + 1, of })));
    }
    file.set_metadata(metadata(document, &flowed.title));
    file.set_outline(outline(&flowed.stops));
    let mut tree = TagTree::new().with_lang(Some(document.language.to_owned()));
    for part in flowed.parts {
        tree.push(grown(part, &mut drawn));
    }
    file.set_tag_tree(tree);
    file.finish().map_err(|fault| PdfFault::Writing(format!("{fault:?}")))
}

fn metadata(document: &Document, title: &str) -> Metadata {
    let day = document.day;
    let date = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(day.month().unsigned_abs())
        .day(day.day().unsigned_abs());
    Metadata::new()
        .title(title.to_owned())
        .language(document.language.to_owned())
        .text_direction(TextDirection::LeftToRight)
        .creation_date(date)
}

/// The title, and under it the headings.
fn outline(stops: &[Stop]) -> Outline {
    let node = |stop: &Stop| {
        let place = XyzDestination::new(stop.sheet, Point::from_xy(LEFT, stop.y));
        OutlineNode::new(stop.text.clone(), place)
    };
    let mut outline = Outline::new();
    if let Some((title, headings)) = stops.split_first() {
        let mut top = node(title).with_open(true);
        for heading in headings {
            top.push_child(node(heading));
        }
        outline.push_child(top);
    }
    outline
}

/// A part with the lines that were drawn for it.
fn grown(part: Part, drawn: &mut [Vec<Identifier>]) -> TagGroup {
    match part {
        Part::Leaf(tag, leaf) => {
            let mut group = TagGroup::new(tag);
            for line in drawn.get_mut(leaf).map(std::mem::take).unwrap_or_default() {
                group.push(line);
            }
            group
        }
        Part::Group(tag, parts) => {
            let mut group = TagGroup::new(tag);
            for part in parts {
                group.push(grown(part, drawn));
            }
            group
        }
    }
}

struct Pen<'s> {
    surface: Surface<'s>,
    faces: &'s Faces,
}

impl Pen<'_> {
    fn mark(&mut self, mark: &Mark, drawn: &mut [Vec<Identifier>]) {
        match mark {
            Mark::Bar { x, y, width, height, ink } => self.bar(*x, *y, *width, *height, *ink),
            Mark::Text { x, y, style, text, leaf } => {
                let leaf = leaf.and_then(|leaf| drawn.get_mut(leaf));
                self.text(*x, *y, *style, text, leaf);
            }
        }
    }

    fn fill(&mut self, ink: Ink) {
        self.surface.set_fill(Some(Fill { paint: colour(ink).into(), ..Fill::default() }));
    }

    fn bar(&mut self, x: f32, y: f32, width: f32, height: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        let Some(bar) = Rect::from_xywh(x, y, width, height) else { return };
        path.push_rect(bar);
        let Some(path) = path.finish() else { return };
        self.fill(ink);
        let layout = Artifact::with_kind(ArtifactType::Layout);
        self.surface.start_tagged(ContentTag::Artifact(layout));
        self.surface.draw_path(&path);
        self.surface.end_tagged();
    }

    /// A line of text: a part of the document, or something that is repeated on each page.
    fn text(
        &mut self,
        x: f32,
        y: f32,
        style: Style,
        text: &str,
        leaf: Option<&mut Vec<Identifier>>,
    ) {
        let face = self.faces.of(style.weight);
        let replaced = face.shown(text);
        let actual = replaced.as_ref().map(|_| text);
        let shown = replaced.as_deref().unwrap_or(text);
        if shown.is_empty() {
            return;
        }
        let tag = match leaf {
            Some(_) => ContentTag::Span(SpanTag::empty().with_actual_text(actual)),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        };
        self.fill(style.ink);
        let drawn = self.surface.start_tagged(tag);
        // Half of what a capital is high below the middle of the line.
        let baseline = y + style.leading / 2.0 + style.size * 0.335;
        let start = Point::from_xy(x, baseline);
        let font = face.font.clone();
        self.surface.draw_glyphs(start, &face.glyphs(shown), font, shown, style.size, false);
        self.surface.end_tagged();
        if let Some(leaf) = leaf {
            leaf.push(drawn);
        }
    }

    fn foot(&mut self, said: &str, number: &str) {
        self.bar(LEFT, FOOT_Y - 8.0, RIGHT - LEFT, 0.5, Ink::Line);
        let face = self.faces.of(FOOT.weight);
        let width = face.width(number) * FOOT.size;
        let room = (RIGHT - LEFT - width - FOOT_GAP).max(0.0) / FOOT.size;
        let lines = face.lines(said, room);
        self.text(LEFT, FOOT_Y, FOOT, lines.first().map_or("", String::as_str), None);
        self.text(RIGHT - width, FOOT_Y, FOOT, number, None);
    }
}
