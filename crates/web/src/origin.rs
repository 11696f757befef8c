//! Where a request comes from: network, device, and what the device says it is.
//!
//! A device that has opened a form gets a signed cookie with a random id. Limits count devices
//! before networks, so that three hundred phones behind one address do not stand in each other's
//! way. After a login the cookie also holds a tag of the account, which only this installation can
//! make: that device is then counted by itself when passwords are tried.

use std::net::{IpAddr, SocketAddr};

use app::App;
use app::network::{caller, network_of};
use app::one_time::constant_time_equal;
use app::sign_in::{Origin, account_tag};
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;

use crate::shell::{cookie_name, set_cookie};
use crate::visitor::{cookie, random_id};

/// The cookie that tells one device from another; it says nothing about who holds it.
const DEVICE_COOKIE: &str = "samkraft_device";
/// Stands for no account in the cookie.
const NO_ACCOUNT: &str = "-";
/// How long a browser keeps it: half a year, in seconds.
const DEVICE_SECONDS: u32 = 15_552_000;
/// What the cookie is signed for.
const PURPOSE: &str = "device";

/// Reads where a request comes from.
pub(crate) fn of(app: &App, parts: &Parts) -> Origin {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let network = peer.map(|peer| network_of(caller_of(app, peer, &parts.headers)));
    let (device, account) = read_device(app, &parts.headers).unzip();
    Origin {
        network: network.unwrap_or_default(),
        device,
        device_account: account.filter(|account| account != NO_ACCOUNT),
        label: label(&parts.headers),
    }
}

fn caller_of(app: &App, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let trusted = &app.protection.limits.trusted_proxies;
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    caller(peer, &lines.collect::<Vec<_>>().join(","), trusted)
}

/// Id and account tag of a cookie that we have signed.
fn read_device(app: &App, headers: &HeaderMap) -> Option<(String, String)> {
    let value = cookie(headers, &host_cookie(app, DEVICE_COOKIE))?;
    let (said, signature) = value.rsplit_once('.')?;
    let expected = app.protection.sign(PURPOSE, said);
    if !constant_time_equal(signature.as_bytes(), expected.as_bytes()) {
        return None;
    }
    let (id, account) = said.split_once('.')?;
    Some((id.to_owned(), account.to_owned()))
}

/// The name under which a cookie of ours comes back.
pub(crate) fn host_cookie(app: &App, name: &str) -> String {
    cookie_name(name, app.settings.secure_cookies)
}

/// A cookie for a device, new or known, with the account that has just been logged in to.
pub(crate) fn device_cookie(app: &App, device: Option<&str>, email: Option<&str>) -> String {
    let id = device.map_or_else(random_id, ToOwned::to_owned);
    let account = email.map_or(NO_ACCOUNT.to_owned(), |email| account_tag(app, email));
    let said = format!("{id}.{account}");
    let signature = app.protection.sign(PURPOSE, &said);
    let value = format!("{said}.{signature}");
    set_cookie(DEVICE_COOKIE, &value, DEVICE_SECONDS, app.settings.secure_cookies)
}

/// Browser and system as people name them, read from what the browser says of itself.
fn label(headers: &HeaderMap) -> String {
    const BROWSERS: &[(&str, &str)] = &[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ];
    const SYSTEMS: &[(&str, &str)] = &[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let said = headers.get(USER_AGENT).and_then(|said| said.to_str().ok()).unwrap_or_default();
    let known = |list: &'static [(&str, &'static str)]| {
        list.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name)
    };
    [known(BROWSERS), known(SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_named_as_people_know_them() {
        let named = |said: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(USER_AGENT, said.parse().expect("value"));
            label(&headers)
        };
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like \
                    Gecko) Chrome/130.0 Safari/537.36 Edg/130.0";
        assert_eq!(named(edge), "Edge, Windows");
        assert_eq!(
            named("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"),
            "Firefox, Linux"
        );
        assert_eq!(named("<script>alert(1)</script>"), "");
    }
}
