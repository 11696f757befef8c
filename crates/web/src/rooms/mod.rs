//! One room per capability, and the few that belong to the house itself.

pub mod about;
pub mod account;
pub mod appointments;
pub mod board;
pub mod cases;
pub mod contacts;
pub mod county;
pub mod desk;
pub mod follow_ups;
pub mod mail;
pub mod mappings;
pub mod mine;
pub mod needs;
pub mod offers;
pub mod organisations;
pub mod provider;
pub mod search;
pub mod sign_in;
pub mod signals;
pub mod start;
pub mod system;
pub mod tools;
pub mod visits;
pub mod vocabulary;

use crate::guarded::Routes;

/// Every route of the house.
pub fn routes() -> Routes {
    Routes::new()
        .merge(system::routes())
        .merge(about::routes())
        .merge(account::routes())
        .merge(appointments::routes())
        .merge(follow_ups::routes())
        .merge(mail::routes())
        .merge(mappings::routes())
        .merge(mine::routes())
        .merge(sign_in::routes())
        .merge(board::routes())
        .merge(cases::routes())
        .merge(contacts::routes())
        .merge(county::routes())
        .merge(desk::routes())
        .merge(organisations::routes())
        .merge(needs::routes())
        .merge(offers::routes())
        .merge(provider::routes())
        .merge(search::routes())
        .merge(signals::routes())
        .merge(start::routes())
        .merge(tools::routes())
        .merge(visits::routes())
        .merge(vocabulary::routes())
}
