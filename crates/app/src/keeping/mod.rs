//! Keeping what is entrusted: backup and restore, verification, erasure, retention, export, and
//! who has read what. `docs/data-protection.md` and `docs/backup-format.md` say the same in words.

mod area;
mod backup;
mod erasing;
mod journal;
mod mine;
mod reading;
pub mod retention;
mod scrubbing;
mod verify;

pub use area::{Area, Exported, export};
pub use backup::{Backed, RestoreError, Restored, backup, restore};
pub use erasing::{Erased, erase, erase_own, find_identity, protect};
pub use journal::{Journal, reconcile};
pub use mine::{
    Held, Mine, MineRow, MineSection, desks_by_hand, mine, mine_in_short, readings_of_mine,
};
pub use reading::note;
pub(crate) use reading::{note_all, of_firm};
pub use retention::{PurgeRun, purge};
pub(crate) use scrubbing::{scrub, scrub_again};
pub use verify::{RESTORE, Report, Verdict, verify};

pub use exchange::csv::{begin as csv_begin, row as csv_row};
pub use store::personal::{Erasure, Identity, Reached};
pub use store::readings::StoredReading;
