//! Figures counted once for many readers.
//!
//! A count over a whole county costs the same for the first reader as for the thousandth, so it is
//! kept. It is exact as long as nothing has happened in the county and the minute is the same.
//! When something has happened it is counted anew at once if that is quick; a count that takes
//! longer may be shown for `AGE_PER_COST` times as long as it took, and is then made anew behind
//! the reader's back.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use domain::codes::CountyCode;
use domain::ids::EventId;
use tokio::sync::Mutex;

use crate::{App, Error};

/// A count quicker than this is made while the reader waits.
const QUICK: Duration = Duration::from_millis(250);
/// How many times its own cost a slow count is shown before it is made anew.
const AGE_PER_COST: u32 = 10;
/// An older count is never shown, however long it takes to make a new one.
const AGE_MAX: Duration = Duration::from_mins(5);

/// What a count depends on: the last event of the county, and the minute, for promises that come
/// due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    last: Option<EventId>,
    minute: i64,
}

struct Held<V> {
    value: Arc<V>,
    mark: Mark,
    at: Instant,
    took: Duration,
}

struct Slot<V> {
    held: RwLock<Option<Held<V>>>,
    /// Held by the one who counts; the others wait or show what there is.
    counting: Arc<Mutex<()>>,
}

impl<V> Slot<V> {
    fn new() -> Self {
        Self { held: RwLock::new(None), counting: Arc::new(Mutex::new(())) }
    }

    fn look(&self, mark: Mark) -> Look<V> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        let Some(held) = held.as_ref() else { return Look::Nothing };
        let (age, value) = (held.at.elapsed(), Arc::clone(&held.value));
        if held.mark == mark {
            Look::Fresh(value)
        } else if held.took < QUICK || age > AGE_MAX {
            Look::Nothing
        } else if age < held.took * AGE_PER_COST {
            Look::Fresh(value)
        } else {
            Look::Aged(value)
        }
    }

    /// What somebody else has begun to count after this instant.
    fn counted_since(&self, asked: Instant) -> Option<Arc<V>> {
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner);
        held.as_ref().filter(|held| held.at >= asked).map(|held| Arc::clone(&held.value))
    }

    async fn count<F>(&self, mark: Mark, count: F) -> Result<Arc<V>, Error>
    where
        F: Future<Output = Result<V, Error>>,
    {
        let at = Instant::now();
        let value = Arc::new(count.await?);
        let held = Held { value: Arc::clone(&value), mark, at, took: at.elapsed() };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(held);
        Ok(value)
    }
}

enum Look<V> {
    Fresh(Arc<V>),
    Aged(Arc<V>),
    Nothing,
}

/// One kind of count, kept per county.
pub(crate) struct Counted<V> {
    slots: RwLock<BTreeMap<CountyCode, Arc<Slot<V>>>>,
}

impl<V> Default for Counted<V> {
    fn default() -> Self {
        Self { slots: RwLock::new(BTreeMap::new()) }
    }
}

impl<V: Send + Sync + 'static> Counted<V> {
    fn slot(&self, county: &CountyCode) -> Arc<Slot<V>> {
        let known = self.slots.read().unwrap_or_else(PoisonError::into_inner).get(county).cloned();
        known.unwrap_or_else(|| {
            let mut slots = self.slots.write().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(county.clone()).or_insert_with(|| Arc::new(Slot::new())))
        })
    }

    /// The count of a county: kept, or made by `count`.
    pub(crate) async fn read<C, F>(
        &self,
        app: &App,
        county: &CountyCode,
        count: C,
    ) -> Result<Arc<V>, Error>
    where
        C: FnOnce() -> F + Send + 'static,
        F: Future<Output = Result<V, Error>> + Send + 'static,
    {
        let slot = self.slot(county);
        let mark = mark(app, county).await?;
        match slot.look(mark) {
            Look::Fresh(value) => return Ok(value),
            Look::Aged(value) => {
                if let Ok(alone) = Arc::clone(&slot.counting).try_lock_owned() {
                    tokio::spawn(async move {
                        let _alone = alone;
                        if let Err(error) = slot.count(mark, count()).await {
                            tracing::warn!(%error, "a count could not be made; the old one stands");
                        }
                    });
                }
                return Ok(value);
            }
            Look::Nothing => {}
        }
        let asked = Instant::now();
        let _alone = slot.counting.lock().await;
        match slot.counted_since(asked) {
            Some(value) => Ok(value),
            None => slot.count(mark, count()).await,
        }
    }
}

/// The mark now.
pub async fn mark(app: &App, county: &CountyCode) -> Result<Mark, Error> {
    let mut connection = app.store.read().await?;
    let last = store::events::last(&mut connection, county).await?;
    Ok(Mark { last, minute: app.now().as_second().div_euclid(60) })
}
