//! Ideas: one that many want and nobody has answered for long, one of each answer, one that went
//! into another, and one that only a network reads.

use domain::ideas::{Answer, Idea, IdeaState};
use domain::ids::{IdeaId, IdeaPostId, OrganisationId};
use domain::time::Timestamp;
use store::ideas::{self, By, Change, NewIdea, NewPost};
use uuid::Uuid;

use super::{Error, Filling};

/// Who answers ideas for the service.
const STRATEGIST: &str = "strategist@demo.samkraft.test";
/// Who answers ideas for the network below.
const COORDINATOR: &str = "network-coord@demo.samkraft.test";
/// The only network with an idea.
const NETWORK: &str = "demo-matlanken";

/// An answer, and the day it was given, counted from today.
type Said = (i64, IdeaState, Option<&'static str>);

/// An idea and what became of it. Days are counted from today.
struct Story {
    by: &'static str,
    day: i64,
    network: Option<&'static str>,
    title: &'static str,
    words: &'static str,
    page: Option<&'static str>,
    voters: &'static [&'static str],
    said: &'static [Said],
    /// Login, day and words.
    posts: &'static [(&'static str, i64, &'static str)],
}

const STORIES: &[Story] = &[
    Story {
        by: "employer-admin.ange@demo.samkraft.test",
        day: -34,
        network: None,
        title: "Påminn oss dagen före ett möte",
        words: "Vi glömmer mötet när det bokas flera veckor i förväg. Ett kort mejl dagen innan \
                räcker.",
        page: Some("/skrivbord"),
        voters: &[
            "demo-alby-trateknik",
            "demo-timra-lack",
            "demo-hemso-kok",
            "demo-njurunda-svets",
            "demo-bergasens-skog",
        ],
        said: &[],
        posts: &[
            ("employer-admin.ange@demo.samkraft.test", -33, "Det gäller både möten och telefon."),
            ("muni-adviser.timra@demo.samkraft.test", -20, "Vi vill också kunna slippa."),
        ],
    },
    Story {
        by: "muni-adviser.solleftea@demo.samkraft.test",
        day: -80,
        network: None,
        title: "Visa insatser på en karta",
        words: "Det är svårt att se vad som finns nära företaget.",
        page: Some("/insatser"),
        voters: &["demo-timra-lack", "demo-bergasens-skog", "demo-hemso-kok"],
        said: &[
            (-74, IdeaState::Considered, None),
            (
                -60,
                IdeaState::Planned,
                Some(
                    "Bra idé. Vi börjar med kommunerna i nästa version och frågar er när den går \
                     att prova. Svaret är påhittat.",
                ),
            ),
        ],
        posts: &[],
    },
    Story {
        by: "employer-admin.harnosand@demo.samkraft.test",
        day: -140,
        network: None,
        title: "Spara svaren medan vi skriver",
        words: "När någon ringer mitt i kartläggningen vill vi kunna fortsätta senare.",
        page: Some("/kartlaggningar/…/fraga/…"),
        voters: &["demo-hemso-kok", "demo-njurunda-svets"],
        said: &[(
            -120,
            IdeaState::Done,
            Some("Nu sparas varje svar när ni skriver. Svaret är påhittat."),
        )],
        posts: &[],
    },
    Story {
        by: "employer-admin.timra@demo.samkraft.test",
        day: -50,
        network: None,
        title: "Skicka allt med sms",
        words: "Vi läser sms oftare än mejl.",
        page: None,
        voters: &["demo-timra-lack"],
        said: &[(
            -41,
            IdeaState::Declined,
            Some(
                "Vi skickar inga sms. De kan inte skyddas som mejl, och de kostar mer än de ger. \
                 Svaret är påhittat.",
            ),
        )],
        posts: &[],
    },
    Story {
        by: "employer-admin.sundsvall@demo.samkraft.test",
        day: -6,
        network: None,
        title: "Större knappar på telefonen",
        words: "Med handskar på är det svårt att träffa rätt.",
        page: Some("/arenden/…"),
        voters: &["demo-njurunda-svets"],
        said: &[(-4, IdeaState::Considered, None)],
        posts: &[],
    },
    Story {
        by: "employer-admin.harnosand@demo.samkraft.test",
        day: -12,
        network: Some(NETWORK),
        title: "Gemensam introduktion för nya i köket",
        words: "Alla lär upp nya var för sig. En dag tillsammans vore bättre för alla.",
        page: None,
        voters: &["demo-hemso-kok", "demo-hoga-kusten-kok", "demo-nylands-bageri"],
        said: &[(-8, IdeaState::Considered, Some("Vi tar upp det på nästa träff."))],
        posts: &[(
            "employer-admin.ornskoldsvik@demo.samkraft.test",
            -10,
            "Vi kan ha den första hos oss.",
        )],
    },
];

/// An idea that says the same as the first: who wrote it, when, and what.
const TWIN: (&str, i64, &str, &str) = (
    "employer-admin.solleftea@demo.samkraft.test",
    -30,
    "Mejl före möten",
    "Vi vill ha ett mejl som påminner om mötet.",
);

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    let mut first = None;
    for story in STORIES {
        let id = write(filling, story).await?;
        first.get_or_insert(id);
        tell(filling, story, id).await?;
    }
    match first {
        Some(first) => twin(filling, first).await,
        None => Ok(()),
    }
}

/// An idea with its votes and posts.
async fn write(filling: &mut Filling<'_>, story: &Story) -> Result<IdeaId, Error> {
    let at = filling.morning(story.day);
    let writer = filling.person(story.by)?;
    let new = &NewIdea {
        id: filling.ids.next::<IdeaId>(at),
        organisation: writer.organisation,
        by_name: writer.name.to_owned(),
        idea: Idea {
            title: story.title.to_owned(),
            words: story.words.to_owned(),
            network: story
                .network
                .map(|slug| filling.get(&format!("network:{slug}")))
                .transpose()?,
            offer: None,
            page: story.page.map(ToOwned::to_owned),
        },
        created_at: at,
    };
    let voters = story.voters.iter().map(|slug| filling.get(slug));
    let voters = &voters.collect::<Result<Vec<OrganisationId>, _>>()?;
    let mut posts = Vec::new();
    for (login, day, words) in story.posts {
        let (by, at) = (filling.person(login)?, filling.morning(*day));
        posts.push(NewPost {
            id: filling.ids.next::<IdeaPostId>(at),
            idea: new.id,
            organisation: by.organisation,
            by_name: by.name.to_owned(),
            words: (*words).to_owned(),
            posted_at: at,
        });
    }
    let (county, posts) = (&filling.county, &posts);
    let written = filling.app.store.write(county, None, |mut tx| async move {
        let tx = &mut tx;
        ideas::insert(tx, county, new).await?;
        for voter in voters {
            ideas::vote(tx, county, new.id, *voter, at).await?;
        }
        for post in posts {
            ideas::insert_post(tx, county, post).await?;
        }
        Ok::<_, Error>(())
    });
    written.await?;
    Ok(new.id)
}

fn by(filling: &mut Filling<'_>, login: &str, at: Timestamp) -> Result<By, Error> {
    let who = filling.person(login)?;
    let step: Uuid = filling.ids.next(at);
    Ok(By { step, organisation: who.organisation, name: who.name.to_owned() })
}

/// What was answered, one after the other.
async fn tell(filling: &mut Filling<'_>, story: &Story, id: IdeaId) -> Result<(), Error> {
    let steward = if story.network.is_some() { COORDINATOR } else { STRATEGIST };
    for (version, (day, to, words)) in (1..).zip(story.said) {
        let now = filling.morning(*day);
        let by = &by(filling, steward, now)?;
        let answer = &Answer {
            to: *to,
            words: words.map(ToOwned::to_owned),
            is_public: story.network.is_none() && words.is_some(),
        };
        let (county, change) = (&filling.county, Change { id, version, now });
        let answered = filling.app.store.write(county, None, |mut tx| async move {
            Ok::<_, Error>(ideas::answer(&mut tx, county, change, answer, by).await?)
        });
        answered.await?;
    }
    Ok(())
}

/// The idea that went into the first.
async fn twin(filling: &mut Filling<'_>, first: IdeaId) -> Result<(), Error> {
    let (login, day, title, words) = TWIN;
    let (at, now) = (filling.morning(day), filling.morning(day + 5));
    let writer = filling.person(login)?;
    let new = &NewIdea {
        id: filling.ids.next::<IdeaId>(at),
        organisation: writer.organisation,
        by_name: writer.name.to_owned(),
        idea: Idea {
            title: title.to_owned(),
            words: words.to_owned(),
            network: None,
            offer: None,
            page: None,
        },
        created_at: at,
    };
    let by = &by(filling, STRATEGIST, now)?;
    let (county, change) = (&filling.county, Change { id: new.id, version: 1, now });
    let merged = filling.app.store.write(county, None, |mut tx| async move {
        let tx = &mut tx;
        ideas::insert(tx, county, new).await?;
        ideas::vote(tx, county, new.id, new.organisation, at).await?;
        let into = (first, "Det står redan i en annan idé. Er röst finns med där.");
        Ok::<_, Error>(ideas::merge(tx, county, change, into, by).await?)
    });
    merged.await
}
