//! `samkraft link`: from texts to concepts.

mod rank;

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use vocabulary::Vocabulary;

use crate::commands::import::read_folder;
use crate::output;

/// From text to occupations and skills
#[derive(Args)]
pub(crate) struct Link {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Rank a corpus' labels for each query, as tab-separated rows: query, label, score
    Rank(rank::Rank),
    /// Print the occupations and skills a plain text mentions, as JSON
    Code {
        /// The text, or - for standard input
        file: PathBuf,
        /// Folder with JobTech Taxonomy JSON files; without it, the embedded vocabulary
        #[arg(long)]
        vocabulary: Option<PathBuf>,
        /// Language of the text
        #[arg(long, default_value = "sv")]
        lang: String,
    },
}

impl Link {
    pub(crate) fn run(self) -> anyhow::Result<()> {
        let (file, vocabulary, lang) = match self.what {
            What::Rank(rank) => return rank.run(),
            What::Code { file, vocabulary, lang } => (file, vocabulary, lang),
        };
        if lang != "sv" {
            bail!("--lang {lang}: this version reads Swedish, --lang sv");
        }
        let text = read_text(&file)?;
        let vocabulary = match vocabulary {
            Some(folder) => from_folder(&folder)?,
            None => Vocabulary::embedded(),
        };
        let mentions = vocabulary.mentions(&text);
        output::line(&exchange::link::print(vocabulary.version(), &mentions)?);
        Ok(())
    }
}

fn read_text(file: &Path) -> anyhow::Result<String> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        bytes
    } else {
        std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?
    };
    String::from_utf8(bytes).with_context(|| {
        format!("{} is not UTF-8; save the text as UTF-8 and try again", file.display())
    })
}

fn from_folder(folder: &Path) -> anyhow::Result<Vocabulary> {
    let read = exchange::jobtech::parse(&read_folder(folder)?)
        .with_context(|| format!("{} cannot be read as a vocabulary", folder.display()))?;
    Ok(Vocabulary::new(read.version, read.concepts)?)
}
