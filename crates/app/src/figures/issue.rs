//! The issue of a day: public figures stand still from the first reading of a day to its end.
//!
//! A table that follows every event would tell what each of them meant: whoever reads it before and
//! after one firm's approval reads that firm's number. A firm that gives or withdraws its consent
//! is heard at once; what was counted stays the same.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use domain::codes::CountyCode;
use domain::time::Date;
use tokio::sync::Mutex;

use super::{Count, CountyFigures};
use crate::{App, Error};

/// What an issue depends on: the day, and how many times firms have given or withdrawn consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    day: Date,
    consents: i64,
}

struct Issue {
    mark: Mark,
    count: Count,
    figures: Arc<CountyFigures>,
}

/// The issue in force of each county.
#[derive(Default)]
pub(crate) struct Issues {
    held: RwLock<BTreeMap<CountyCode, Arc<Issue>>>,
    /// Held by the one who counts; the others wait.
    making: Mutex<()>,
}

impl Issues {
    fn held(&self, county: &CountyCode) -> Option<Arc<Issue>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).get(county).cloned()
    }

    /// The figures of today.
    pub(super) async fn read(&self, app: &App) -> Result<Arc<CountyFigures>, Error> {
        let county = &app.settings.county;
        let now = mark(app, county).await?;
        if let Some(issue) = self.held(county).filter(|issue| issue.mark == now) {
            return Ok(Arc::clone(&issue.figures));
        }
        let _alone = self.making.lock().await;
        // Somebody else may have made it meanwhile.
        let now = mark(app, county).await?;
        let count = match self.held(county) {
            Some(issue) if issue.mark == now => return Ok(Arc::clone(&issue.figures)),
            Some(issue) if issue.mark.day == now.day => {
                issue.count.clone().with_consents(app).await?
            }
            _ => super::count(app).await?,
        };
        let figures = Arc::new(count.figures(&app.vocabulary()));
        let issue = Issue { mark: now, count, figures: Arc::clone(&figures) };
        let mut held = self.held.write().unwrap_or_else(PoisonError::into_inner);
        held.insert(county.clone(), Arc::new(issue));
        Ok(figures)
    }
}

async fn mark(app: &App, county: &CountyCode) -> Result<Mark, Error> {
    let mut connection = app.store.read().await?;
    let consents = store::figures::consent_changes(&mut connection, county).await?;
    Ok(Mark { day: app.today(), consents })
}
