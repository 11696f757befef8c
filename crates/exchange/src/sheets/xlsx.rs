//! Workbooks of Excel 2007 and later: the first sheet of one.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use zip::ZipArchive;

use super::{Cells, Each, Limits, SheetFault};

/// Most parts of a workbook.
const PARTS_MAX: usize = 2_000;
/// Most marks (`<`) of the shared strings: each makes a text of its own in memory.
const STRING_MARKS_MAX: u64 = 16_000_000;
/// Most marks of a part that is whole in memory when a workbook is opened, styles among them.
const MARKS_MAX: u64 = 200_000;
/// Most bytes between two marks of such a part.
const RUN_MAX: usize = 8 << 10;
/// Most bytes between two marks where what stands there is copied: a font's name, a format, a path.
const COPIED_RUN_MAX: usize = 1 << 10;
/// Bytes by which the shared strings, and the package, are known.
const HEAD: usize = 4 << 10;
/// The part that says where the workbook is.
const PACKAGE: &str = "_rels/.rels";
/// Folders and parts that grow with the data of a workbook and that are read a piece at a time, or
/// not at all.
const FREE: [&str; 8] = [
    "worksheets/",
    "pivotcache/",
    "externallinks/",
    "drawings/",
    "charts/",
    "customxml/",
    "calcchain",
    "comments",
];
/// Bytes unpacked at a time.
const PIECE: usize = 64 << 10;

/// Reads every row of the first sheet.
pub(super) fn read(bytes: &[u8], limits: &Limits, each: Each<'_>) -> Result<(), SheetFault> {
    weigh(bytes, limits)?;
    let damaged = |error: calamine::XlsxError| match error {
        calamine::XlsxError::Password => SheetFault::OldWorkbook,
        error => SheetFault::Damaged(error.to_string()),
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let name = book.sheet_names().first().cloned().ok_or(SheetFault::Empty)?;
    let mut sheet = book.worksheet_cells_reader(&name).map_err(damaged)?;
    let mut cells = Cells::new(limits);
    while let Some(cell) = sheet.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        let row = u64::from(row) + 1;
        if row < cells.row {
            return Err(SheetFault::Damaged("rows are not in their order".to_owned()));
        }
        if row > cells.row {
            cells.end(row, each)?;
        }
        cells.put(usize::try_from(column).unwrap_or(usize::MAX), &text_of(cell.get_value()))?;
    }
    cells.end(u64::MAX, each)
}

/// Unpacks every part once and counts, so that nothing that grows beyond its measure is unpacked
/// where it would be kept. What a part says of its own size is not believed.
fn weigh(bytes: &[u8], limits: &Limits) -> Result<(), SheetFault> {
    let damaged = |error: String| SheetFault::Damaged(error);
    let too_much = || SheetFault::Unpacked(limits.unpacked);
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    if archive.len() > PARTS_MAX {
        return Err(too_much());
    }
    let (mut left, mut piece) = (limits.unpacked, vec![0; PIECE]);
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(|error| damaged(error.to_string()))?;
        let kind = Kind::of(&part.name().map_err(|error| damaged(error.to_string()))?);
        let mut weight = Weight::default();
        loop {
            let count = part.read(&mut piece).map_err(|error| damaged(error.to_string()))?;
            if count == 0 {
                break;
            }
            left = left.checked_sub(count as u64).ok_or_else(too_much)?;
            weight.add(piece.get(..count).unwrap_or_default(), kind);
            if weight.marks > kind.marks_max() || weight.longest > kind.run_max() {
                return Err(too_much());
            }
        }
        kind.must_be_sane(&weight.head)?;
    }
    Ok(())
}

/// What a part is to whoever opens the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// The texts that cells point at.
    Strings,
    /// Read piece by piece, or not at all.
    Free,
    /// Says where the workbook is.
    Package,
    /// Formats and references: each of them is copied wherever it is pointed at.
    Copied,
    /// Other marks: whole in memory, if it says that it is the workbook.
    Marks,
    /// Pictures and the like.
    Other,
}

impl Kind {
    /// By its name, as it is looked up: small letters, and either stroke.
    fn of(name: &str) -> Self {
        let name = name.replace('\\', "/").to_ascii_lowercase();
        let file = name.rsplit('/').next().unwrap_or_default();
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        if name == PACKAGE {
            Self::Package
        } else if file == "sharedstrings.xml" {
            Self::Strings
        } else if file == "styles.xml" || file == "theme1.xml" {
            Self::Copied
        } else if FREE.iter().any(|free| name.contains(free)) {
            Self::Free
        } else if extension == "rels" {
            Self::Copied
        } else if extension == "xml" {
            Self::Marks
        } else {
            Self::Other
        }
    }

    fn marks_max(self) -> u64 {
        match self {
            Self::Strings => STRING_MARKS_MAX,
            Self::Free => u64::MAX,
            _ => MARKS_MAX,
        }
    }

    fn run_max(self) -> usize {
        match self {
            Self::Copied => COPIED_RUN_MAX,
            Self::Marks | Self::Package => RUN_MAX,
            Self::Strings | Self::Free | Self::Other => usize::MAX,
        }
    }

    /// Looks at how a part begins, where that says how it will be read.
    fn must_be_sane(self, head: &[u8]) -> Result<(), SheetFault> {
        match self {
            Self::Strings => sane_strings(head),
            Self::Package => sane_package(head),
            _ => Ok(()),
        }
    }
}

/// What has been counted of a part.
#[derive(Default)]
struct Weight {
    marks: u64,
    run: usize,
    longest: usize,
    head: Vec<u8>,
}

impl Weight {
    fn add(&mut self, read: &[u8], kind: Kind) {
        if matches!(kind, Kind::Strings | Kind::Package) {
            let room = (HEAD + 1).saturating_sub(self.head.len());
            self.head.extend(read.iter().take(room));
        }
        for byte in read {
            self.run += 1;
            if *byte == b'<' {
                self.marks += 1;
                self.run = 0;
            }
            self.longest = self.longest.max(self.run);
        }
    }
}

/// Room is made for as many texts as the first element says, before any is read: so it must be the
/// one we look at, and what it says must be possible.
fn sane_strings(head: &[u8]) -> Result<(), SheetFault> {
    let odd = || SheetFault::Damaged("the shared strings begin oddly".to_owned());
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let mut rest = head;
    if head.starts_with(b"<?xml") {
        let end = head.windows(2).position(|two| two == b"?>").ok_or_else(odd)?;
        rest = head.get(end + 2..).unwrap_or_default().trim_ascii_start();
    }
    let mut quote = None;
    let end = rest.iter().position(|byte| {
        match (quote, *byte) {
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return true,
            _ => {}
        }
        false
    });
    let tag = rest.get(..end.ok_or_else(odd)?).unwrap_or_default();
    let stops = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'/';
    let name = tag.strip_prefix(b"<").and_then(|tag| tag.split(stops).next()).ok_or_else(odd)?;
    let local = name.rsplit(|byte| *byte == b':').next().unwrap_or_default();
    let counts = tag.split(|byte| !byte.is_ascii_digit());
    let is_possible = |digits: &[u8]| {
        let add = |sum: u64, digit: &u8| {
            sum.saturating_mul(10).saturating_add(u64::from(digit.saturating_sub(b'0')))
        };
        digits.iter().fold(0, add) <= STRING_MARKS_MAX
    };
    if local != b"sst" || !is_plain(tag) || !counts.into_iter().all(is_possible) {
        return Err(odd());
    }
    Ok(())
}

/// The workbook must not be one of the parts that may be large.
fn sane_package(head: &[u8]) -> Result<(), SheetFault> {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase().replace('\\', "/");
    let is_odd = FREE.iter().chain(&["&#"]).any(|word| text.contains(word));
    if is_odd || head.len() > HEAD || !is_plain(head) {
        return Err(SheetFault::Damaged("the package says oddly where its workbook is".to_owned()));
    }
    Ok(())
}

/// Holds nothing by which the same letters could be written as other bytes.
fn is_plain(text: &[u8]) -> bool {
    text.iter().all(|byte| *byte >= b' ' || byte.is_ascii_whitespace())
}

/// A cell as a person reads it: whole numbers without decimals, days as ISO.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.replace("\r\n", "\n"),
        DataRef::SharedString(text) => text.replace("\r\n", "\n"),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A whole workbook with one sheet. Every cell is text, so that nothing is read as anything else;
/// `None` when it cannot be made.
pub fn write(
    sheet_name: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Option<Vec<u8>> {
    printed(sheet_name, header, rows).ok()
}

fn printed(
    sheet_name: &str,
    header: &[&str],
    rows: impl IntoIterator<Item = Vec<String>>,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(sheet_name)?;
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    for (column, name) in (0_u16..).zip(header) {
        sheet.write_string_with_format(0, column, *name, &bold)?;
        sheet.set_column_width(column, 22)?;
        sheet.set_column_format(column, &text)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, cells) in (1_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(&cells) {
            if !cell.is_empty() {
                sheet.write_string_with_format(row, column, cell.as_str(), &text)?;
            }
        }
    }
    book.save_to_buffer()
}
