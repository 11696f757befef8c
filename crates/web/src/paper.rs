//! Documents that a room gives away as PDF: their frame, and the answer.

use domain::time::Date;
use exchange::pdf::{self, Block, Document, Words};

use crate::failure::Failure;
use crate::files::attachment;
use crate::l10n::{L, Language};
use crate::page::Answer;

/// Words that are Swedish in every language, such as what people of the county have written.
pub(crate) fn swedish(l: L, text: impl Into<String>) -> Words {
    match l.language() {
        Language::Swedish => Words::from(text),
        Language::English => Words::in_language(text, Language::Swedish.tag()),
    }
}

/// A document in the reader's language, with the day it was taken in its foot.
pub(crate) fn document(
    l: L,
    today: Date,
    title: &str,
    lede: Vec<Words>,
    blocks: Vec<Block>,
) -> Document {
    let foot = l.ta("paper-foot").a("title", title).a("date", l.day_long(today)).to_string();
    Document { language: l.tag(), title: title.into(), lede, blocks, foot, day: today }
}

/// The document as a file. It is printed beside the requests, so that none waits for it.
pub(crate) async fn file(l: L, document: Document, name: &str) -> Answer {
    let numbered = move |page: pdf::Page| {
        l.ta("paper-page").a("page", page.number).a("pages", page.of).to_string()
    };
    let printing = tokio::task::spawn_blocking(move || pdf::print(&document, numbered));
    let bytes = printing.await.map_err(|fault| failed(&fault))?.map_err(|fault| failed(&fault))?;
    Ok(attachment(&format!("{name}.pdf"), "application/pdf", bytes))
}

fn failed(fault: &dyn std::error::Error) -> Failure {
    tracing::error!(%fault, "a document was not printed");
    Failure::internal()
}
