//! Runs the peers in Python, in an environment made for it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

const SCRIPT: &str = include_str!("peers.py");
/// Versions are pinned, so that the figures can be made again.
const PACKAGES: [&str; 5] = [
    "numpy==2.1.3",
    "scipy==1.14.1",
    "scikit-learn==1.5.2",
    "rank_bm25==0.2.2",
    "rapidfuzz==3.10.1",
];

/// What one peer answered, by query, and how long it took over all of them.
pub(crate) struct Peer {
    pub(crate) name: String,
    pub(crate) seconds: f64,
    pub(crate) lists: BTreeMap<String, Vec<String>>,
}

/// Asks every peer. Rows are id and text.
pub(crate) fn ask(corpus: &[(&str, &str)], queries: &[(&str, &str)]) -> Result<Vec<Peer>> {
    let python = python()?;
    let folder = folder();
    let script = folder.join("peers.py");
    std::fs::write(&script, SCRIPT)?;
    let files = [folder.join("corpus.tsv"), folder.join("queries.tsv")];
    for (file, rows) in files.iter().zip([corpus, queries]) {
        let lines: Vec<String> = rows.iter().map(|(id, text)| format!("{id}\t{text}")).collect();
        std::fs::write(file, lines.join("\n") + "\n")?;
    }
    let output = Command::new(python)
        .arg(script)
        .args(&files)
        .env("OMP_NUM_THREADS", "1")
        .output()
        .context("python")?;
    let messages = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("the peers stopped: {messages}");
    }
    let mut peers: Vec<Peer> = messages
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, seconds)| {
            let lists = BTreeMap::new();
            Some(Peer { name: name.to_owned(), seconds: seconds.parse().ok()?, lists })
        })
        .collect();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, query, label] = cells[..] else { bail!("the peers wrote {line}") };
        if let Some(peer) = peers.iter_mut().find(|peer| peer.name == name) {
            peer.lists.entry(query.to_owned()).or_default().push(label.to_owned());
        }
    }
    Ok(peers)
}

fn folder() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| crate::data::root().join("target"), PathBuf::from);
    target.join("laboratory")
}

fn python() -> Result<PathBuf> {
    let environment = folder().join("python");
    let python = environment.join("bin/python");
    if !python.exists() {
        std::fs::create_dir_all(folder())?;
        must(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    }
    let installed = environment.join("installed");
    // Other versions than these were installed, or none.
    if std::fs::read_to_string(&installed).unwrap_or_default() != PACKAGES.join("\n") {
        must(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES))?;
        std::fs::write(installed, PACKAGES.join("\n"))?;
    }
    Ok(python)
}

fn must(command: &mut Command) -> Result<()> {
    let output = command.output().with_context(|| format!("{command:?}"))?;
    if !output.status.success() {
        bail!("{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}
