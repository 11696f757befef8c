//! Saved views: search, filter and order of the list of cases under a name, each person's own.

use domain::access::Actor;
use domain::cases::CaseState;
use domain::cases::lists::{VIEW_NAME_MAX, VIEW_WORDS_MAX, VIEWS_MAX};
use domain::codes::MunicipalityCode;
use domain::fault::{Fault, Faults};
use domain::ids::{PersonId, ViewId};
use domain::text;
use store::cases::StoredView;
use store::events::{NewEvent, Subject};

use super::{Hold, ListQuery};
use crate::acting::request_key;
use crate::{App, Error, Kind};

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedView {
    /// Id.
    pub id: ViewId,
    /// What the person calls it.
    pub name: String,
    /// The list.
    pub query: ListQuery,
}

impl From<StoredView> for SavedView {
    fn from(view: StoredView) -> Self {
        let hold = match view.hold.as_str() {
            "mine" => Hold::Mine,
            "deputy" => Hold::Deputy,
            _ => Hold::All,
        };
        let query = ListQuery {
            q: view.words,
            hold,
            state: view.state,
            municipality: view.municipality,
            sort: view.sorted_by,
        };
        Self { id: view.id, name: view.name, query }
    }
}

fn person_of(actor: &Actor) -> Result<PersonId, Error> {
    let own = actor.assignment().ok_or_else(|| Error::of(Kind::NotSignedIn))?;
    Ok(own.person)
}

fn event(app: &App, actor: &Actor, kind: &'static str, id: ViewId) -> NewEvent {
    let subject = Subject { kind: "view", id: id.0, organisation: None };
    NewEvent::by(actor, app.now(), kind, subject)
}

/// The actor's own views in the county, in the order they were saved.
pub async fn own(app: &App, actor: &Actor) -> Result<Vec<SavedView>, Error> {
    let person = person_of(actor)?;
    let mut connection = app.store.read().await?;
    let views = store::cases::views_of(&mut connection, actor.county(), person).await?;
    Ok(views.into_iter().map(SavedView::from).collect())
}

/// One of the actor's own views.
pub async fn find(app: &App, actor: &Actor, id: ViewId) -> Result<SavedView, Error> {
    let views = own(app, actor).await?;
    views.into_iter().find(|view| view.id == id).ok_or_else(Error::invisible)
}

fn read_name(name: &str) -> Result<String, Fault> {
    text::required("name", name, VIEW_NAME_MAX)
}

/// A view as it is kept. A code that is none narrows nothing, in a list as in a view.
fn read(app: &App, name: &str, query: &ListQuery) -> Result<StoredView, Faults> {
    let mut faults = Faults::default();
    let name = faults.take(read_name(name));
    let words = faults.take(text::optional("q", &query.q, VIEW_WORDS_MAX));
    let (Some(name), Some(words)) = (name, words) else { return Err(faults) };
    let state = match query.state.trim() {
        code @ ("late" | "all") => code,
        code => CaseState::parse(code).map_or("", CaseState::code),
    };
    let hold = match query.hold {
        Hold::Mine => "mine",
        Hold::Deputy => "deputy",
        Hold::All => "all",
    };
    let sorted_by = match query.sort.as_str() {
        sort @ ("newest" | "firm") => sort,
        _ => "",
    };
    let municipality = MunicipalityCode::parse(&query.municipality);
    Ok(StoredView {
        id: ViewId(app.new_id()),
        name,
        words: words.unwrap_or_default(),
        municipality: municipality.map_or_else(|_| String::new(), String::from),
        state: state.to_owned(),
        hold: hold.to_owned(),
        sorted_by: sorted_by.to_owned(),
        created_at: app.now(),
    })
}

/// Two views of one name could not be told apart.
fn is_free(held: &[StoredView], id: ViewId, name: &str) -> Result<(), Fault> {
    let is_same =
        |view: &&StoredView| view.id != id && view.name.to_lowercase() == name.to_lowercase();
    match held.iter().find(is_same) {
        Some(view) => Err(Fault::new("name", "view-name-taken").with("name", &view.name)),
        None => Ok(()),
    }
}

/// Saves a list under a name.
pub async fn save(
    app: &App,
    actor: &Actor,
    name: &str,
    query: &ListQuery,
    key: Option<&str>,
) -> Result<SavedView, Error> {
    let (county, person) = (actor.county(), person_of(actor)?);
    let view = &read(app, name, query)?;
    let event = &event(app, actor, "view.saved", view.id);
    let key = request_key(actor, key, "view.save", &(name, query), app.now());
    let saved: StoredView = app
        .store
        .write(county, key.as_ref(), |mut tx| async move {
            let held = store::cases::views_of(&mut tx, county, person).await?;
            if held.len() >= VIEWS_MAX {
                let fault = Fault::new("name", "too-many-views");
                return Err(Error::from(fault.with("max", VIEWS_MAX)));
            }
            is_free(&held, view.id, &view.name)?;
            store::cases::insert_view(&mut tx, county, person, view).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok(view.clone())
        })
        .await?;
    Ok(saved.into())
}

/// Gives a view another name; the answer is the view as it was.
pub async fn rename(
    app: &App,
    actor: &Actor,
    id: ViewId,
    name: &str,
    key: Option<&str>,
) -> Result<SavedView, Error> {
    let (county, person) = (actor.county(), person_of(actor)?);
    find(app, actor, id).await?;
    let name = &read_name(name)?;
    let event = &event(app, actor, "view.renamed", id);
    let key = request_key(actor, key, "view.rename", &(id, name), app.now());
    let was: StoredView = app
        .store
        .write(county, key.as_ref(), |mut tx| async move {
            let held = store::cases::views_of(&mut tx, county, person).await?;
            let was = held.iter().find(|view| view.id == id).ok_or_else(Error::invisible)?;
            is_free(&held, id, name)?;
            store::cases::rename_view(&mut tx, county, person, id, name).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(was.clone())
        })
        .await?;
    Ok(was.into())
}

/// Takes a view away; the answer is the view as it was.
pub async fn remove(
    app: &App,
    actor: &Actor,
    id: ViewId,
    key: Option<&str>,
) -> Result<SavedView, Error> {
    let (county, person) = (actor.county(), person_of(actor)?);
    let event = &event(app, actor, "view.removed", id);
    let key = request_key(actor, key, "view.remove", &id, app.now());
    let was: StoredView = app
        .store
        .write(county, key.as_ref(), |mut tx| async move {
            let held = store::cases::views_of(&mut tx, county, person).await?;
            let was = held.into_iter().find(|view| view.id == id).ok_or_else(Error::invisible)?;
            store::cases::delete_view(&mut tx, county, person, id).await?;
            store::events::append(&mut tx, county, event).await?;
            Ok::<_, Error>(was)
        })
        .await?;
    Ok(was.into())
}
