//! Ownership transfer: an owner with a note, a teaser that three firms fit and a buyer in touch; a
//! second owner who has only begun; and what 25 owners intend, 11 of them family or staff (44 %)
//! and 14 who do not know (56 %), as the conference in 2012 was told.

use app::succession as room;
use domain::ids::PersonId;
use domain::succession::cover::TeaserForm;
use domain::succession::intentions::Intention;
use domain::succession::{AgreementForm, NoteForm, ProfileForm};
use store::access::Person;

use super::{Error, Filling};

/// Who has a teaser out.
const OWNER: &str = "employer-admin.ange@demo.samkraft.test";
/// Who has only written a note.
const BEGINNER: &str = "employer-admin.sundsvall@demo.samkraft.test";
/// Whom the owner asks for advice.
const ADVISER: &str = "muni-adviser.ange@demo.samkraft.test";
/// Who wants to take over.
const BUYER: &str = "person@demo.samkraft.test";
/// What owners intend, and how many of them.
const INTENTIONS: &[(Intention, usize)] =
    &[(Intention::FamilyOrStaff, 11), (Intention::Unknown, 14)];

pub(super) async fn fill(filling: &mut Filling<'_>) -> Result<(), Error> {
    listing(filling).await?;
    let beginner = filling.person(BEGINNER)?;
    let note = NoteForm {
        title: "När jag fyller 65".into(),
        body: "Fråga dottern i höst. Annars någon av dem som arbetar här. Påhittat.".into(),
    };
    room::add(filling.app, &beginner.actor, &note, None).await?;
    intentions(filling).await
}

async fn listing(filling: &Filling<'_>) -> Result<(), Error> {
    let (app, owner, buyer) = (filling.app, filling.person(OWNER)?, filling.person(BUYER)?);
    let note = NoteForm {
        title: "Lämna över verkstaden".into(),
        body: "Jag vill sluta om två år och stanna kvar ett halvår som stöd. Påhittat.".into(),
    };
    let id = room::add(app, &owner.actor, &note, None).await?;
    let teaser = TeaserForm {
        industry: "manufacturing".into(),
        municipalities: ["2260", "2262", "2280"].map(ToOwned::to_owned).to_vec(),
        size_from: "20-49".into(),
        size_to: String::new(),
        words: "Välskött verkstad med fasta kunder. Ägaren vill sluta inom två år och hjälper \
                gärna till i början. Annonsen är påhittad."
            .into(),
    };
    room::publish(app, &owner.actor, (id, 1), &teaser, None).await?;
    room::let_in(app, &owner.actor, id, ADVISER, None).await?;
    let profile = ProfileForm {
        looking: "En verkstad som jag kan driva tillsammans med dem som arbetar där.".into(),
        background: "Var ingenjör och ledde en fabrik i ett annat land i åtta år. Påhittat.".into(),
        industries: vec!["manufacturing".into()],
        municipalities: Vec::new(),
    };
    room::keep_profile(app, &buyer.actor, 0, &profile, None).await?;
    let words = "Jag har lett en fabrik i åtta år och vill göra det igen. Får jag veta mer?";
    let contact = room::show_interest(app, &buyer.actor, id, words, None).await?;
    let reply = "Roligt att du hör av dig. Hur ser du på att börja som anställd ett halvår?";
    room::write(app, &owner.actor, contact, reply, None).await?;
    let yes = AgreementForm {
        agreed: "yes".into(),
        agreement: domain::succession::AGREEMENT_VERSION.into(),
    };
    room::agree(app, &owner.actor, (contact, 1), &yes, None).await?;
    Ok(())
}

/// Accounts that have answered and nothing else: they hold no role and cannot log in.
async fn intentions(filling: &mut Filling<'_>) -> Result<(), Error> {
    let at = filling.morning(-30);
    let said = INTENTIONS.iter().flat_map(|(one, count)| std::iter::repeat_n(*one, *count));
    let said: Vec<_> = said.collect();
    let people: Vec<_> = (1..)
        .zip(&said)
        .map(|(number, intention)| {
            let person = Person {
                id: filling.ids.next::<PersonId>(at),
                email: format!("agare.{number}@demo.samkraft.test"),
                name: format!("Demo Ägare {number}"),
                password_hash: None,
                is_disabled: false,
            };
            (person, intention)
        })
        .collect();
    let app = filling.app;
    let seal = |(person, one): (Person, &Intention)| {
        Ok::<_, Error>((person, room::seal_intention(app, *one)?))
    };
    let people = people.into_iter().map(seal).collect::<Result<Vec<_>, _>>()?;
    let (county, people) = (&filling.county, &people);
    filling
        .app
        .store
        .write(county, None, |mut tx| async move {
            let tx = &mut tx;
            for (person, intention) in people {
                store::access::insert_person(tx, person, at).await?;
                store::succession::intend(tx, county, person.id, intention, at).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}
