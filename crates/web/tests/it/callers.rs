//! Everybody there is in the demo county, one of each role, and those of the county beside it.

use domain::access::Role;

use crate::house::House;

/// A firm with a story, whose municipality the municipal roles of the table serve.
const OWN_MUNICIPALITY: &str = "kramfors";
/// Somebody who asks.
pub(crate) struct Caller {
    /// Code of the role, with `/21` for the other county.
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) is_of_other_county: bool,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// Who is logged in, one of each role, and who is not.
pub(crate) async fn callers(house: &House) -> Vec<Caller> {
    let mut callers = vec![Caller {
        name: "public".into(),
        role: Role::Public,
        is_of_other_county: false,
        cookie: String::new(),
        csrf: String::new(),
    }];
    for login in demo::logins() {
        let is_of_other_county = login.county != "22";
        let local = login.email.split('@').next().unwrap_or_default();
        let is_asked = is_of_other_county
            || local.split('.').nth(1).is_none_or(|place| place == OWN_MUNICIPALITY);
        let name =
            if is_of_other_county { format!("{}/21", login.role) } else { login.role.into() };
        if !is_asked || callers.iter().any(|caller| caller.name == name) {
            continue;
        }
        let cookie = house.log_in(login.email).await;
        let csrf = house.get("/om-matchning", &cookie).await.hidden("csrf");
        let role = Role::parse(login.role).expect("role");
        callers.push(Caller { name, role, is_of_other_county, cookie, csrf });
    }
    callers
}
