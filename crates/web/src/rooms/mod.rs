//! One room per capability, and the few that belong to the house itself.

pub mod about;
pub mod account;
pub mod agreements;
pub mod appointments;
pub mod board;
pub mod cases;
pub mod contacts;
pub mod continuity;
pub mod county;
pub mod desk;
pub mod endings;
pub mod follow_ups;
pub mod gatherings;
pub mod ideas;
pub mod imports;
pub mod leaders;
pub mod mail;
pub mod mappings;
pub mod mine;
pub mod modules;
pub mod needs;
pub mod offers;
pub mod organisations;
pub mod pooling;
pub mod provider;
pub mod questions;
pub mod redundancies;
pub mod replies;
pub mod search;
pub mod sign_in;
pub mod signals;
pub mod start;
pub mod succession;
pub mod support;
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
        .merge(agreements::routes())
        .merge(appointments::routes())
        .merge(follow_ups::routes())
        .merge(gatherings::routes())
        .merge(leaders::routes())
        .merge(mail::routes())
        .merge(mappings::routes())
        .merge(mine::routes())
        .merge(sign_in::routes())
        .merge(board::routes())
        .merge(cases::routes())
        .merge(contacts::routes())
        .merge(continuity::routes())
        .merge(county::routes())
        .merge(desk::routes())
        .merge(organisations::routes())
        .merge(endings::routes())
        .merge(needs::routes())
        .merge(offers::routes())
        .merge(pooling::routes())
        .merge(provider::routes())
        .merge(questions::routes())
        .merge(redundancies::routes())
        .merge(search::routes())
        .merge(signals::routes())
        .merge(start::routes())
        .merge(succession::routes())
        .merge(support::routes())
        .merge(tools::routes())
        .merge(visits::routes())
        .merge(modules::routes())
        .merge(replies::routes())
        .merge(imports::routes())
        .merge(ideas::routes())
        .merge(vocabulary::routes())
}
