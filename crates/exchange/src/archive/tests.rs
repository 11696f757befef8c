use std::io::Cursor;

use proptest::prelude::*;

use super::*;

fn manifest() -> Manifest {
    Manifest {
        format: FORMAT,
        program: "0.1.0".into(),
        created_at: "2026-12-07T08:00:00Z".into(),
        database: "sqlite".into(),
        schema: 3,
        counties: vec!["22".into()],
        chains: Vec::new(),
        tables: Vec::new(),
    }
}

fn sample() -> Vec<u8> {
    let mut writer = Writer::begin(Cursor::new(Vec::new())).expect("begins");
    for (name, rows) in [("county", 2), ("organisation", 300), ("purge", 0)] {
        let mut table = writer.table(name).expect("table");
        for row in 0..rows {
            table.row(&format!("{{\"id\":{row},\"name\":\"Åre\"}}")).expect("row");
        }
        assert_eq!(table.finish().expect("ends"), rows);
    }
    writer.finish(manifest()).expect("ends").0.into_inner()
}

fn open(bytes: &[u8]) -> Result<Archive<Cursor<Vec<u8>>>, Damage> {
    Archive::open(Cursor::new(bytes.to_vec()))
}

#[test]
fn what_is_written_is_read_back() {
    let mut archive = open(&sample()).expect("whole");
    let tables = archive.manifest().tables.clone();
    assert_eq!(tables.iter().map(|table| table.rows).collect::<Vec<_>>(), [2, 300, 0]);
    let mut lines = Vec::new();
    archive
        .rows::<Damage>(&tables[0], &mut |line| {
            lines.push(line.to_owned());
            Ok(())
        })
        .expect("rows");
    assert_eq!(lines[1], "{\"id\":1,\"name\":\"Åre\"}");
}

#[test]
fn every_flipped_byte_is_found() {
    let whole = sample();
    for place in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[place] ^= 1 << (place % 8);
        assert!(open(&bytes).is_err(), "byte {place} of {}", whole.len());
    }
}

#[test]
fn every_cut_and_every_addition_is_found() {
    let whole = sample();
    for end in 0..whole.len() {
        assert!(open(&whole[..end]).is_err(), "cut at {end}");
    }
    for more in [1, 511, 512, 4096] {
        let mut bytes = whole.clone();
        bytes.resize(bytes.len() + more, 0);
        assert!(open(&bytes).is_err(), "{more} bytes added");
    }
}

/// A member: name and content.
type Part<'p> = (&'p str, &'p [u8]);

/// An archive made by hand, sealed as it should be.
fn forged(members: &[(&str, &[u8])]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut bytes = Vec::new();
    let put = |bytes: &mut Vec<u8>, name: &str, content: &[u8]| {
        bytes.extend(tar::header(name, content.len() as u64));
        bytes.extend(content);
        bytes.resize(bytes.len() + tar::padding(content.len() as u64), 0);
    };
    for (name, content) in members {
        put(&mut bytes, name, content);
    }
    let hash = format!("{}\n", hex(&Sha256::digest(&bytes)));
    put(&mut bytes, "sha256", hash.as_bytes());
    bytes.resize(bytes.len() + 1024, 0);
    bytes
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).expect("packs");
    packed.finish().expect("packs")
}

fn manifest_with(name: &str, rows: u64, bytes: u64, content: &[u8]) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let sha256 = hex(&Sha256::digest(content));
    let entry = TableEntry { name: name.into(), rows, bytes, sha256 };
    serde_json::to_vec(&Manifest { tables: vec![entry], ..manifest() }).expect("json")
}

#[test]
fn a_forged_archive_is_refused() {
    let line = b"{\"code\":\"22\"}\n";
    let (packed, size) = (gzip(line), line.len() as u64);
    let good = manifest_with("county", 1, size, line);
    let format: (&str, &[u8]) = ("samkraft-backup", b"samkraft-backup 1\n");
    let county = ("tables/county.jsonl.gz", packed.as_slice());
    assert!(open(&forged(&[format, county, ("manifest.json", &good)])).is_ok());

    let outside = manifest_with("../../etc/passwd", 1, size, line);
    let name = "tables/../../etc/passwd.jsonl.gz";
    let bomb = gzip(&vec![b'a'; 4 << 20]);
    let small = manifest_with("county", 1, size, line);
    let lying = manifest_with("county", 1, u64::MAX / 2, line);
    let many = manifest_with("county", 2, size, line);
    let newer: (&str, &[u8]) = ("samkraft-backup", b"samkraft-backup 2\n");
    let cases: [(&str, Vec<Part<'_>>); 7] = [
        ("a name outside", vec![format, (name, &packed), ("manifest.json", &outside)]),
        ("an extra file", vec![format, county, ("etc/cron", b"x"), ("manifest.json", &good)]),
        ("a bomb", vec![format, ("tables/county.jsonl.gz", &bomb), ("manifest.json", &small)]),
        ("a declared size", vec![format, county, ("manifest.json", &lying)]),
        ("a wrong count", vec![format, county, ("manifest.json", &many)]),
        ("no table", vec![format, ("manifest.json", &good)]),
        ("no manifest", vec![format, county]),
    ];
    for (what, members) in cases {
        assert!(matches!(open(&forged(&members)), Err(Damage::Damaged(_))), "{what}");
    }
    let newer = forged(&[newer, county, ("manifest.json", &good)]);
    assert!(matches!(open(&newer), Err(Damage::Format(number)) if number == "2"));
    assert!(matches!(open(b"PK\x03\x04"), Err(Damage::NotABackup)));
    assert!(matches!(open(&[0; 2048]), Err(Damage::NotABackup)));
}

proptest! {
    #[test]
    fn whatever_comes_is_refused_and_nothing_more(
        bytes in prop::collection::vec(any::<u8>(), 0..4096),
    ) {
        prop_assert!(open(&bytes).is_err());
    }
}
