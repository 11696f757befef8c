//! Writing an archive.

use std::io::{Seek, SeekFrom, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::{Damage, FORMAT, Manifest, TableEntry, hex, is_table_name, member_of, tar};

/// Writes an archive, table by table.
pub struct Writer<W> {
    file: W,
    tables: Vec<TableEntry>,
}

impl<W: Write + Seek + std::io::Read> Writer<W> {
    /// Begins an archive in an empty file.
    pub fn begin(file: W) -> Result<Self, Damage> {
        let mut writer = Self { file, tables: Vec::new() };
        writer.whole("samkraft-backup", format!("samkraft-backup {FORMAT}\n").as_bytes())?;
        Ok(writer)
    }

    fn whole(&mut self, name: &str, content: &[u8]) -> Result<(), Damage> {
        let size = content.len() as u64;
        self.file.write_all(&tar::header(name, size))?;
        self.file.write_all(content)?;
        self.pad(size)
    }

    fn pad(&mut self, size: u64) -> Result<(), Damage> {
        let zeros = [0_u8; tar::BLOCK];
        Ok(self.file.write_all(zeros.get(..tar::padding(size)).unwrap_or_default())?)
    }

    /// Begins a table.
    pub fn table(&mut self, name: &str) -> Result<TableWriter<'_, W>, Damage> {
        if !is_table_name(name) {
            return Err(Damage::Damaged(format!("«{name}» cannot be the name of a table")));
        }
        let start = self.file.stream_position()?;
        // Its size is known when it is written; the header is written then.
        self.file.write_all(&[0; tar::BLOCK])?;
        let entry = TableEntry { name: name.to_owned(), rows: 0, bytes: 0, sha256: String::new() };
        let Self { file, tables } = self;
        let packed = GzEncoder::new(file, Compression::fast());
        Ok(TableWriter { packed, tables, start, entry, hash: Sha256::new() })
    }

    /// Ends the archive with a manifest, whose tables are those that have been written, and gives
    /// the file back.
    pub fn finish(mut self, manifest: Manifest) -> Result<(W, Manifest), Damage> {
        let manifest =
            Manifest { format: FORMAT, tables: std::mem::take(&mut self.tables), ..manifest };
        let mut text = serde_json::to_vec_pretty(&manifest).map_err(std::io::Error::from)?;
        text.push(b'\n');
        self.whole("manifest.json", &text)?;
        self.file.flush()?;
        let end = self.file.stream_position()?;
        self.file.seek(SeekFrom::Start(0))?;
        let mut hash = Sha256::new();
        let mut block = vec![0_u8; 1 << 16];
        loop {
            let read = self.file.read(&mut block)?;
            if read == 0 {
                break;
            }
            hash.update(block.get(..read).unwrap_or_default());
        }
        self.file.seek(SeekFrom::Start(end))?;
        self.whole("sha256", format!("{}\n", hex(&hash.finalize())).as_bytes())?;
        self.file.write_all(&[0; 2 * tar::BLOCK])?;
        self.file.flush()?;
        Ok((self.file, manifest))
    }
}

/// Writes one table.
pub struct TableWriter<'w, W: Write> {
    packed: GzEncoder<&'w mut W>,
    tables: &'w mut Vec<TableEntry>,
    start: u64,
    entry: TableEntry,
    hash: Sha256,
}

impl<W: Write + Seek> TableWriter<'_, W> {
    /// Writes a row.
    pub fn row(&mut self, line: &str) -> Result<(), Damage> {
        for part in [line.as_bytes(), b"\n"] {
            self.packed.write_all(part)?;
            self.hash.update(part);
            self.entry.bytes += part.len() as u64;
        }
        self.entry.rows += 1;
        Ok(())
    }

    /// Ends the table; gives its number of rows.
    pub fn finish(mut self) -> Result<u64, Damage> {
        let file = self.packed.finish()?;
        let end = file.stream_position()?;
        let size = end - self.start - tar::BLOCK as u64;
        file.seek(SeekFrom::Start(self.start))?;
        file.write_all(&tar::header(&member_of(&self.entry.name), size))?;
        file.seek(SeekFrom::Start(end))?;
        let zeros = [0_u8; tar::BLOCK];
        file.write_all(zeros.get(..tar::padding(size)).unwrap_or_default())?;
        self.entry.sha256 = hex(&self.hash.finalize());
        let rows = self.entry.rows;
        self.tables.push(self.entry);
        Ok(rows)
    }
}
