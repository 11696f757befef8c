//! `samkraft link rank`: for each query, the labels of a corpus, best first.

use std::io::{BufRead, BufReader, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use exchange::rank::{QUERY_COLUMNS, TableFault, labels, other_language, print, row};
use vocabulary::linking::{Label, Linker, Order, Prior};

use crate::output;

/// Rank the labels of a corpus for each query; tables are tab-separated, without header
#[derive(Args)]
pub(crate) struct Rank {
    /// Labels: label id, label
    #[arg(long)]
    corpus: PathBuf,
    /// Concepts of the labels: label id, concept
    #[arg(long)]
    concepts: PathBuf,
    /// Queries: query id, text
    #[arg(long)]
    queries: PathBuf,
    /// Language of the queries
    #[arg(long, value_parser = language)]
    lang: String,
    /// Language of the corpus, where it is not that of the queries
    #[arg(long, value_parser = language)]
    corpus_lang: Option<String>,
    /// The same concepts' labels in one more language: LANG=CORPUS,CONCEPTS
    #[arg(long, value_parser = also)]
    also: Vec<Also>,
    /// How the labels of one concept are spread
    #[arg(long, value_enum, default_value_t = Spread::Label)]
    order: Spread,
    /// Labels per query at most
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    top: u32,
}

/// A language by its two or three letters. The views were made for Swedish, Danish, Norwegian,
/// Dutch, German and English; others are read the same way.
fn language(text: &str) -> Result<String, String> {
    let letters = text.bytes().all(|byte| byte.is_ascii_lowercase());
    if letters && (2..=3).contains(&text.len()) {
        return Ok(text.to_owned());
    }
    Err("write the language as two or three letters, such as sv".to_owned())
}

#[derive(Clone)]
struct Also {
    language: String,
    corpus: PathBuf,
    concepts: PathBuf,
}

fn also(text: &str) -> Result<Also, String> {
    let (language, files) = text.split_once('=').ok_or(ALSO)?;
    let (corpus, concepts) = files.split_once(',').ok_or(ALSO)?;
    if language.is_empty() || corpus.is_empty() || concepts.is_empty() {
        return Err(ALSO.to_owned());
    }
    Ok(Also { language: language.into(), corpus: corpus.into(), concepts: concepts.into() })
}

const ALSO: &str = "write LANG=CORPUS,CONCEPTS, such as en=labels.tsv,concepts.tsv";

#[derive(Clone, Copy, ValueEnum)]
enum Spread {
    /// The nearest label of every concept first
    Concept,
    /// Further labels of a concept fall off quickly
    Label,
    /// All labels of a concept together
    Group,
}

/// Queries that are answered before the answers are written.
const BATCH: usize = 256;

impl Rank {
    pub(crate) fn run(&self) -> Result<()> {
        let linker = self.linker()?;
        let order = match self.order {
            Spread::Concept => Order::Concept,
            Spread::Label => Order::Label,
            Spread::Group => Order::Group,
        };
        let top = usize::try_from(self.top)?;
        let file = std::fs::File::open(&self.queries).with_context(|| unreadable(&self.queries))?;
        let mut reader = BufReader::new(file);
        let mut out = BufWriter::new(std::io::stdout().lock());
        let (mut line, mut done) = (0, 0);
        loop {
            let batch = self.batch(&mut reader, &mut line)?;
            if batch.is_empty() {
                break;
            }
            done += batch.len();
            for answer in answer(&linker, &batch, order, top)? {
                // A closed pipe (`… | head`) is the reader's choice, not a fault.
                if out.write_all(answer.as_bytes()).is_err() {
                    return Ok(());
                }
            }
            if std::io::stderr().is_terminal() {
                output::message(&format!("{done} queries"));
            }
        }
        let _ = out.flush();
        Ok(())
    }

    fn batch(&self, reader: &mut impl BufRead, line: &mut usize) -> Result<Vec<(String, String)>> {
        let mut batch = Vec::with_capacity(BATCH);
        let mut bytes = Vec::new();
        while batch.len() < BATCH {
            bytes.clear();
            let count =
                reader.read_until(b'\n', &mut bytes).with_context(|| unreadable(&self.queries))?;
            if count == 0 {
                break;
            }
            *line += 1;
            let bytes =
                bytes.strip_prefix(b"\xef\xbb\xbf").filter(|_| *line == 1).unwrap_or(&bytes);
            let found = row(bytes, *line, QUERY_COLUMNS)
                .with_context(|| self.queries.display().to_string())?;
            batch.extend(found.map(|(id, text)| (id.to_owned(), text.to_owned())));
        }
        Ok(batch)
    }

    fn linker(&self) -> Result<Linker> {
        let corpus = read(&self.corpus, &self.concepts)?;
        let prior = Prior::for_language(&self.lang);
        let corpus_language = self.corpus_lang.as_ref().unwrap_or(&self.lang);
        let mut others = Vec::new();
        let mut own: Option<Vec<Label>> = None;
        for also in &self.also {
            let labels = read(&also.corpus, &also.concepts)?;
            if also.language == *corpus_language {
                bail!("--also {}: that is the language of the corpus itself", also.language);
            }
            // Queries are best read beside labels of their own language, where they are given.
            if also.language == self.lang && own.is_none() {
                own = Some(labels);
            } else {
                others.push(other_language(labels));
            }
        }
        let linker = match own {
            Some(labels) => Linker::through(labels, corpus, others, prior),
            None => Linker::new(corpus, &others, prior),
        };
        linker.with_context(|| self.corpus.display().to_string())
    }
}

/// Answers in the order of the queries, on all cores; each query is answered alone.
fn answer(
    linker: &Linker,
    batch: &[(String, String)],
    order: Order,
    top: usize,
) -> Result<Vec<String>> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let share = batch.len().div_ceil(cores).max(1);
    thread::scope(|scope| {
        let parts: Vec<_> = batch
            .chunks(share)
            .map(|part| {
                scope.spawn(move || {
                    let each =
                        part.iter().map(|(id, text)| print(id, &linker.rank(text, order, top)));
                    each.collect::<String>()
                })
            })
            .collect();
        let done = parts.into_iter().map(|part| part.join().ok());
        done.collect::<Option<Vec<_>>>().context("a thread stopped before its queries were done")
    })
}

fn read(corpus: &Path, concepts: &Path) -> Result<Vec<Label>> {
    let bytes = |file: &Path| std::fs::read(file).with_context(|| unreadable(file));
    labels(&bytes(corpus)?, &bytes(concepts)?).map_err(|fault| {
        let (file, fault) = match fault {
            TableFault::Corpus(fault) => (corpus, fault),
            TableFault::Concepts(fault) => (concepts, fault),
        };
        anyhow::Error::new(fault).context(file.display().to_string())
    })
}

fn unreadable(file: &Path) -> String {
    format!("{} cannot be read", file.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_language_is_a_name_and_two_files() {
        let read = also("en=c.tsv,m.tsv").expect("also");
        assert_eq!((read.language.as_str(), read.corpus.as_path()), ("en", Path::new("c.tsv")));
        for wrong in ["en", "en=c.tsv", "=a,b", "en=,b"] {
            assert!(also(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn two_batches_give_what_one_gives() {
        let label = |id: &str, text: &str| Label {
            id: id.into(),
            text: text.into(),
            concept: format!("o/{id}"),
        };
        let labels = vec![label("a", "kock"), label("b", "bagare"), label("c", "svetsare")];
        let linker = Linker::new(labels, &[], Prior::FINE).expect("linker");
        let queries: Vec<(String, String)> = ["kockar", "bagar", "svets", "kok", "bag"]
            .map(|text| (text.to_owned(), text.to_owned()))
            .to_vec();
        let whole = answer(&linker, &queries, Order::Label, 3).expect("answers").concat();
        let parts: String = queries
            .chunks(1)
            .map(|part| answer(&linker, part, Order::Label, 3).expect("answers").concat())
            .collect();
        assert_eq!(whole, parts);
        assert!(whole.starts_with("kockar\ta\t"));
    }
}
