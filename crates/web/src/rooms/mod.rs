//! One room per capability, and the few that belong to the house itself.

pub mod about;
pub mod sign_in;
pub mod system;

use crate::guarded::Routes;

/// Every route of the house.
pub fn routes() -> Routes {
    Routes::new().merge(system::routes()).merge(about::routes()).merge(sign_in::routes())
}
