//! Mail: the outbox, who gets the mail of a desk or an organisation, and what each of them wants.
//!
//! A mail is written in the transaction of what it tells of, as a kind and an id. What it says is
//! read when it is sent, so that nothing which has been erased meanwhile is mailed.

mod jobs;
mod outbox;
mod readers;

pub use jobs::{
    DueStep, OldProposal, WaitingMapping, due_steps, old_proposals, remind_once, waiting_mappings,
};
pub use outbox::{
    Counts, Entry, Leased, NewMail, address_of, any_due, counts, drop_old, end, failed, insert,
    lease, list, postpone, postpone_untried, release, sweep, waiting_and_failed,
};
pub use readers::{
    Digester, Recipient, Waiting, choice_of, choose, digesters, firm_address, readers, recipient,
    unsubscribe, waiting,
};
