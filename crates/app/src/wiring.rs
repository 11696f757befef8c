//! What every use case needs, in one cheap handle.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use domain::codes::CountyCode;
use domain::time::{Date, Timestamp};
use store::Store;
use uuid::Uuid;
use vocabulary::Vocabulary;

use crate::clock::Clock;
use crate::coding::Readings;
use crate::counted::Counted;
use crate::desk::CountyOverview;
use crate::figures::Issues;
use crate::mail::Post;
use crate::offers::Maps;
use crate::protection::Protection;

/// What the installation is told from outside.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where the pages are reached, without a slash at the end.
    pub base_url: String,
    /// The county that public pages show.
    pub county: CountyCode,
    /// Its name.
    pub county_name: String,
    /// Invented content: the strip on top says so, and the clock can be moved.
    pub is_demo: bool,
    /// Cookies only over HTTPS.
    pub secure_cookies: bool,
}

/// The application. Cloning shares everything.
#[derive(Clone)]
pub struct App {
    /// The county's memory.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// What the installation is told from outside.
    pub settings: Arc<Settings>,
    /// Secret and limits.
    pub protection: Arc<Protection>,
    vocabulary: Arc<RwLock<Arc<Vocabulary>>>,
    pub(crate) readings: Arc<Readings>,
    pub(crate) maps: Arc<Maps>,
    leaving: Arc<AtomicBool>,
    pub(crate) counted: Arc<Counts>,
    pub(crate) looks: Arc<crate::succession::Looks>,
    post: Option<Arc<Post>>,
}

/// What is counted once for many readers.
#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) public: Issues,
    pub(crate) overview: Counted<CountyOverview>,
}

impl App {
    /// Puts the parts together.
    pub fn new(
        store: Store,
        clock: Clock,
        settings: Settings,
        vocabulary: Arc<Vocabulary>,
    ) -> Self {
        Self {
            store,
            clock,
            settings: Arc::new(settings),
            protection: Arc::default(),
            vocabulary: Arc::new(RwLock::new(vocabulary)),
            readings: Arc::default(),
            maps: Arc::default(),
            leaving: Arc::default(),
            counted: Arc::default(),
            looks: Arc::default(),
            post: None,
        }
    }

    /// The same application with the installation's own secret and limits.
    #[must_use]
    pub fn with_protection(mut self, protection: Protection) -> Self {
        self.protection = Arc::new(protection);
        self
    }

    /// Sends mail from here on. Without a post, mail stays in the outbox.
    #[must_use]
    pub fn with_post(mut self, post: Post) -> Self {
        self.post = Some(Arc::new(post));
        self
    }

    /// Where mail is handed over.
    pub fn post(&self) -> Option<&Post> {
        self.post.as_deref()
    }

    /// The vocabulary in use. Hold it for one request, not longer: an import exchanges it.
    pub fn vocabulary(&self) -> Arc<Vocabulary> {
        // A poisoned lock holds a whole vocabulary all the same: it is exchanged in one step.
        Arc::clone(&self.vocabulary.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes another vocabulary into use.
    pub fn use_vocabulary(&self, vocabulary: Arc<Vocabulary>) {
        *self.vocabulary.write().unwrap_or_else(PoisonError::into_inner) = vocabulary;
    }

    /// Says that this server will stop: it answers on, but asks not to be sent more.
    pub fn leave(&self) {
        self.leaving.store(true, Ordering::Relaxed);
    }

    /// True when this server will stop.
    pub fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in Sweden.
    pub fn today(&self) -> Date {
        self.clock.today()
    }

    /// A new id.
    pub fn new_id<Id: From<Uuid>>(&self) -> Id {
        Id::from(store::health::new_id(self.now()))
    }
}
