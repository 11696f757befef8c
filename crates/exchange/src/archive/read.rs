//! Reading an archive: everything is checked before a single row is handed out.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;
use sha2::{Digest, Sha256};

use super::{
    Damage, FORMAT, LINE_MAX, MANIFEST_MAX, MEMBERS_MAX, Manifest, RATIO_MAX, TableEntry, hex,
    is_table_name, member_of, tar,
};

/// An archive whose every byte has been checked.
pub struct Archive<R> {
    file: R,
    manifest: Manifest,
    members: BTreeMap<String, Member>,
}

#[derive(Debug, Clone, Copy)]
struct Member {
    at: u64,
    size: u64,
}

fn damaged(what: impl Into<String>) -> Damage {
    Damage::Damaged(what.into())
}

/// Reads exactly this many bytes, or says that the end is missing.
fn exactly(file: &mut impl Read, bytes: &mut [u8]) -> Result<(), Damage> {
    file.read_exact(bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => Damage::CutOff,
        _ => Damage::File(error),
    })
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive and checks all of it: headers, sizes, names, every hash, every row count.
    pub fn open(file: R) -> Result<Self, Damage> {
        Self::open_watched(file, &mut |_| {})
    }

    /// The same, telling how many rows have been checked.
    pub fn open_watched(mut file: R, watch: &mut dyn FnMut(u64)) -> Result<Self, Damage> {
        file.seek(SeekFrom::Start(0))?;
        format_of(&mut file)?;
        file.seek(SeekFrom::Start(0))?;
        let members = members(&mut file)?;
        let text = content(&mut file, &members, "manifest.json", MANIFEST_MAX)?;
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|error| damaged(format!("the manifest cannot be read: {error}")))?;
        if manifest.format != FORMAT {
            return Err(Damage::Format(manifest.format.to_string()));
        }
        let mut archive = Self { file, manifest, members };
        archive.check_members()?;
        let mut rows = 0;
        for entry in archive.manifest.tables.clone() {
            archive.rows::<Damage>(&entry, &mut |_| Ok(()))?;
            rows += entry.rows;
            watch(rows);
        }
        Ok(archive)
    }

    /// What the archive says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The tables are those of the manifest, and nothing else is in the file.
    fn check_members(&self) -> Result<(), Damage> {
        let mut left: Vec<&String> = self.members.keys().collect();
        left.retain(|name| {
            !["samkraft-backup", "manifest.json", "sha256"].contains(&name.as_str())
        });
        for entry in &self.manifest.tables {
            let name = member_of(&entry.name);
            let member = self.members.get(&name).filter(|_| is_table_name(&entry.name));
            let member = member.ok_or_else(|| damaged(format!("{} is missing", entry.name)))?;
            if entry.bytes > member.size.saturating_mul(RATIO_MAX) {
                return Err(damaged(format!("{} cannot be as large as it says", entry.name)));
            }
            let before = left.len();
            left.retain(|other| **other != name);
            if left.len() == before {
                return Err(damaged(format!("{} stands twice", entry.name)));
            }
        }
        match left.first() {
            Some(name) => Err(damaged(format!("«{name}» does not belong in a backup"))),
            None => Ok(()),
        }
    }

    /// Hands every line of a table to `each`, and checks it again on the way.
    pub fn rows<E: From<Damage>>(
        &mut self,
        entry: &TableEntry,
        each: &mut dyn FnMut(&str) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut lines = self.lines(entry)?;
        while let Some(line) = lines.next_line()? {
            each(line)?;
        }
        Ok(())
    }

    /// The lines of a table, one by one.
    pub fn lines(&mut self, entry: &TableEntry) -> Result<Lines<'_, R>, Damage> {
        let member = self.members.get(&member_of(&entry.name)).copied();
        let member = member.ok_or_else(|| damaged(format!("{} is missing", entry.name)))?;
        self.file.seek(SeekFrom::Start(member.at))?;
        let packed = BufReader::new((&mut self.file).take(member.size));
        Ok(Lines {
            unpacked: BufReader::new(GzDecoder::new(packed)),
            entry: entry.clone(),
            line: Vec::new(),
            hash: Sha256::new(),
            rows: 0,
            bytes: 0,
        })
    }
}

/// Lines of one table.
pub struct Lines<'a, R: Read> {
    unpacked: BufReader<GzDecoder<BufReader<std::io::Take<&'a mut R>>>>,
    entry: TableEntry,
    line: Vec<u8>,
    hash: Sha256,
    rows: u64,
    bytes: u64,
}

impl<R: Read> Lines<'_, R> {
    /// The next line without its end; none at the end, when all of them were as declared.
    pub fn next_line(&mut self) -> Result<Option<&str>, Damage> {
        let name = &self.entry.name;
        self.line.clear();
        let most = LINE_MAX.min(self.entry.bytes.saturating_sub(self.bytes) + 1);
        let read = (&mut self.unpacked).take(most).read_until(b'\n', &mut self.line);
        let read = read.map_err(|error| damaged(format!("{name} cannot be unpacked: {error}")))?;
        if read == 0 {
            let hash = hex(&std::mem::take(&mut self.hash).finalize());
            let is_whole = self.rows == self.entry.rows
                && self.bytes == self.entry.bytes
                && hash == self.entry.sha256;
            return if is_whole {
                Ok(None)
            } else {
                Err(damaged(format!("{name} does not match its checksum")))
            };
        }
        self.hash.update(&self.line);
        self.bytes += read as u64;
        self.rows += 1;
        let line = self.line.strip_suffix(b"\n");
        let line = line.filter(|_| self.bytes <= self.entry.bytes && self.rows <= self.entry.rows);
        let line = line.ok_or_else(|| damaged(format!("{name} is not as large as it says")))?;
        let text = std::str::from_utf8(line);
        text.map(Some).map_err(|_| damaged(format!("{name} is not UTF-8")))
    }
}

/// Refuses what is no backup, or a backup of another time, before anything else is said of it.
fn format_of(file: &mut impl Read) -> Result<(), Damage> {
    let mut block = [0_u8; tar::BLOCK];
    let read = exactly(file, &mut block);
    let header = tar::read_header(&block).filter(|_| read.is_ok());
    let Some((name, size)) = header else { return Err(Damage::NotABackup) };
    if name != "samkraft-backup" || size > 100 {
        return Err(Damage::NotABackup);
    }
    exactly(file, &mut block)?;
    let text = block.get(..usize::try_from(size).unwrap_or(0)).unwrap_or_default();
    let text = std::str::from_utf8(text).map_err(|_| Damage::NotABackup)?;
    let number = text.strip_prefix("samkraft-backup ").ok_or(Damage::NotABackup)?.trim_end();
    if number == FORMAT.to_string() { Ok(()) } else { Err(Damage::Format(number.to_owned())) }
}

/// Walks the file from its first byte to its last.
fn members<R: Read + Seek>(file: &mut R) -> Result<BTreeMap<String, Member>, Damage> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut file = BufReader::with_capacity(1 << 16, file);
    let (mut members, mut hash, mut at) = (BTreeMap::new(), Sha256::new(), 0_u64);
    let mut block = [0_u8; tar::BLOCK];
    loop {
        exactly(&mut file, &mut block)?;
        let (name, size) = tar::read_header(&block)
            .ok_or_else(|| damaged(format!("the header at byte {at} has been changed")))?;
        at += tar::BLOCK as u64;
        if size > length.saturating_sub(at) {
            return Err(Damage::CutOff);
        }
        if name == "sha256" {
            return ending(&mut file, size, &hash.finalize()).map(|()| members);
        }
        hash.update(block);
        let is_new = members.insert(name.clone(), Member { at, size }).is_none();
        if !is_new || members.len() > MEMBERS_MAX {
            return Err(damaged(format!("«{name}» stands twice, or there are too many files")));
        }
        let padding = tar::padding(size);
        let mut left = size;
        while left > 0 {
            let part = usize::try_from(left.min(tar::BLOCK as u64)).unwrap_or(tar::BLOCK);
            let place = block.get_mut(..part).unwrap_or_default();
            exactly(&mut file, place)?;
            hash.update(&place);
            left -= part as u64;
        }
        let zeros = block.get_mut(..padding).unwrap_or_default();
        exactly(&mut file, zeros)?;
        if zeros.iter().any(|byte| *byte != 0) {
            return Err(damaged(format!("there is something after «{name}»")));
        }
        hash.update(&zeros);
        at += size + padding as u64;
    }
}

/// The hash over everything before it, two empty blocks, and the end of the file.
fn ending(file: &mut impl Read, size: u64, found: &[u8]) -> Result<(), Damage> {
    let mut rest = Vec::new();
    file.take(4 * tar::BLOCK as u64).read_to_end(&mut rest)?;
    let text = format!("{}\n", hex(found));
    let whole = tar::BLOCK * 3;
    if rest.len() < whole {
        return Err(Damage::CutOff);
    }
    let (content, zeros) = rest.split_at_checked(text.len()).unwrap_or_default();
    let is_whole = size == text.len() as u64
        && rest.len() == whole
        && content == text.as_bytes()
        && zeros.iter().all(|byte| *byte == 0);
    if is_whole { Ok(()) } else { Err(damaged("the checksum does not match")) }
}

fn content<R: Read + Seek>(
    file: &mut R,
    members: &BTreeMap<String, Member>,
    name: &str,
    most: u64,
) -> Result<Vec<u8>, Damage> {
    let member = members.get(name).ok_or_else(|| damaged(format!("{name} is missing")))?;
    if member.size > most {
        return Err(damaged(format!("{name} is too large")));
    }
    file.seek(SeekFrom::Start(member.at))?;
    let mut content = Vec::new();
    file.take(member.size).read_to_end(&mut content)?;
    Ok(content)
}
