//! The first page: who sees what, and what is one's own.

use app::succession::{self, Home, News};
use askama::Template;
use serde::Deserialize;

use super::{ContactRow, PATH, Tag, tag};
use crate::forms::Form;
use crate::guard::{Guard, Right};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::{SeeIntentions, UseSuccession};
use crate::shell::{Flash, Shell};

struct ListingRow {
    id: String,
    title: String,
    when: String,
    tag: Tag,
}

struct NewsRow {
    href: String,
    text: String,
    when: String,
}

#[derive(Template)]
#[template(path = "succession/home.html")]
struct HomePage {
    shell: Shell,
    l: L,
    listings: Vec<ListingRow>,
    advised: Vec<ListingRow>,
    contacts: Vec<ContactRow>,
    news: Vec<NewsRow>,
    can_own: bool,
    can_seek: bool,
    sees_intentions: bool,
}

fn rows(l: L, lines: &[succession::Line]) -> Vec<ListingRow> {
    let row = |line: &succession::Line| ListingRow {
        id: line.id.to_string(),
        title: line.title.clone(),
        when: l.day_of(line.updated_at),
        tag: tag(l, line.state),
    };
    lines.iter().map(row).collect()
}

fn news_row(l: L, news: &News) -> NewsRow {
    let listing = || format!("{PATH}/{}", news.listing);
    NewsRow {
        href: news.contact.map_or_else(listing, |contact| format!("{PATH}/samtal/{contact}")),
        text: l.code("succession-news", news.kind),
        when: l.moment(news.at),
    }
}

pub(super) async fn show(guard: Guard<UseSuccession>) -> Answer {
    let l = guard.l();
    let Home { listings, contacts, advised, news, places, can_own, can_seek } =
        succession::home(&guard.app, &guard.actor).await?;
    let contact = |line| ContactRow::teaser(l, line, &places);
    render(&HomePage {
        shell: guard.shell(),
        l,
        listings: rows(l, &listings),
        advised: rows(l, &advised),
        contacts: contacts.iter().map(contact).collect(),
        news: news.iter().map(|one| news_row(l, one)).collect(),
        can_own,
        can_seek,
        sees_intentions: SeeIntentions::allows(guard.actor.role()),
    })
}

/// A form with nothing in it but its tokens.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Empty {}

pub(super) async fn read_all(guard: Guard<UseSuccession>, form: Form<Empty>) -> Answer {
    succession::mark_read(&guard.app, &guard.actor, form.key()).await?;
    Ok(guard.redirect_with(PATH, &Flash::new("flash-succession-read")))
}
