//! Workbooks of Excel 2007 and later: the first sheet of one.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use zip::ZipArchive;

use super::{Cells, Each, Limits, SheetFault};

/// Most parts of a workbook.
const PARTS_MAX: usize = 2_000;
/// Most marks (`<`) of the shared strings: each makes a text of its own in memory.
const MARKS_MAX: u64 = 16_000_000;
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
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    if archive.len() > PARTS_MAX {
        return Err(SheetFault::Unpacked(limits.unpacked));
    }
    let (mut left, mut piece) = (limits.unpacked, vec![0; PIECE]);
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(|error| damaged(error.to_string()))?;
        let is_strings = part.name().is_ok_and(|name| name.contains("sharedStrings"));
        let mut marks = 0;
        loop {
            let count = part.read(&mut piece).map_err(|error| damaged(error.to_string()))?;
            if count == 0 {
                break;
            }
            let read = piece.get(..count).unwrap_or_default();
            marks += read.iter().fold(0, |marks, byte| marks + u64::from(*byte == b'<'));
            left = left.checked_sub(count as u64).ok_or(SheetFault::Unpacked(limits.unpacked))?;
        }
        if is_strings && marks > MARKS_MAX {
            return Err(SheetFault::Unpacked(limits.unpacked));
        }
    }
    Ok(())
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
