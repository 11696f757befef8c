//! Logging in through another service: OpenID Connect with the authorization code flow, PKCE,
//! state and nonce. What was asked travels in a sealed cookie, so nothing is kept on the server
//! and nobody else can finish what this browser began.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use app::identity::{self, Expected, KeySet};
use app::one_time::constant_time_equal;
use app::protection::Provider;
use app::sign_in::{Vouched, with_provider};
use app::{App, secrets};
use axum::extract::Query;
use axum::http::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::fault::Fault;
use domain::time::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;
use url::{Host, Url};

use super::sign_in;
use crate::failure::Failure;
use crate::fetch::{self, Rules, Sending};
use crate::forms::{FormState, Typed};
use crate::guard::Guard;
use crate::guarded::{Routes, get};
use crate::origin::host_cookie;
use crate::page::Answer;
use crate::rights::SignIn;
use crate::shell::{redirect, set_cookie};
use crate::visitor::cookie;

/// Where a login through the provider begins.
const BEGIN_PATH: &str = "/logga-in/tjanst";
/// Where the provider sends people back.
const ANSWER_PATH: &str = "/logga-in/tjanst/svar";
/// Holds what was asked, sealed.
const COOKIE: &str = "samkraft_provider";
/// What the cookie is sealed for.
const PURPOSE: &str = "provider sign-in";
/// How long one has at the provider, in seconds.
const ASKED_SECONDS: u32 = 600;
/// How long what the provider publishes about itself is believed, in seconds.
const PUBLISHED_SECONDS: i64 = 600;
/// How long a provider that did not answer is left in peace, in seconds.
const FAILED_SECONDS: i64 = 10;
/// Shortest time between two looks for a key that was not there, in seconds.
const LOOK_AGAIN_SECONDS: i64 = 60;

/// Routes.
pub fn routes() -> Routes {
    Routes::new().page(BEGIN_PATH, get(begin)).page(ANSWER_PATH, get(answer))
}

/// The beginning with a way back.
pub(super) fn address(till: &str) -> String {
    let query = serde_html_form::to_string([("till", till)]).unwrap_or_default();
    format!("{BEGIN_PATH}?{query}")
}

/// What the provider publishes about itself; OpenID Connect Discovery 1.0 section 3.
#[derive(Debug, Clone, Deserialize)]
struct Published {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

#[derive(Debug, Clone)]
struct Known {
    published: Published,
    keys: KeySet,
    at: Timestamp,
}

/// The latest that was heard from a provider: what it has published, or when it failed and why.
type Heard = Result<Known, (Timestamp, String)>;

/// What was heard, by issuer: an installation has one.
static HEARD: LazyLock<Arc<Mutex<BTreeMap<String, Heard>>>> = LazyLock::new(Arc::default);

/// What was asked, to compare with the answer.
#[derive(Serialize, Deserialize)]
struct Asked {
    state: String,
    nonce: String,
    verifier: String,
    till: String,
    until_second: i64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Back {
    till: String,
}

fn provider(app: &App) -> Result<&Provider, Failure> {
    app.protection.limits.provider.as_ref().ok_or_else(Failure::not_found)
}

fn answer_address(app: &App) -> String {
    format!("{}{ANSWER_PATH}", app.settings.base_url.trim_end_matches('/'))
}

async fn begin(guard: Guard<SignIn>, Query(back): Query<Back>) -> Answer {
    let provider = provider(&guard.app)?;
    match to_provider(&guard, provider, back.till.clone()).await {
        Ok(response) => Ok(response),
        Err(error) => give_up(&guard, &error, back.till),
    }
}

async fn to_provider(
    guard: &Guard<SignIn>,
    provider: &Provider,
    till: String,
) -> Result<axum::response::Response, String> {
    let app = &guard.app;
    let known = known(app, provider, PUBLISHED_SECONDS).await?;
    // 256 random bits each, or no login: RFC 7636 asks for 43 characters or more of a verifier.
    let secret = || secrets::token().map_err(|error| error.to_string());
    let asked = Asked {
        state: secret()?,
        nonce: secret()?,
        verifier: secret()?,
        till,
        until_second: app.now().as_second() + i64::from(ASKED_SECONDS),
    };
    let mut to = Url::parse(&known.published.authorization_endpoint).map_err(|e| e.to_string())?;
    to.query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", &answer_address(app))
        .append_pair("scope", "openid email profile")
        .append_pair("state", &asked.state)
        .append_pair("nonce", &asked.nonce)
        .append_pair("code_challenge", &identity::challenge(&asked.verifier))
        .append_pair("code_challenge_method", "S256");
    let sealed = serde_json::to_vec(&asked).map_err(|error| error.to_string())?;
    let sealed = app.protection.seal(PURPOSE, &sealed).map_err(|error| error.to_string())?;
    let is_secure = app.settings.secure_cookies;
    let cookie = set_cookie(COOKIE, &sealed, ASKED_SECONDS, is_secure);
    sign_in::put(redirect(to.as_str()), &cookie).map_err(|_| "no cookie".to_owned())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answered {
    code: String,
    state: String,
    iss: String,
}

async fn answer(
    guard: Guard<SignIn>,
    headers: HeaderMap,
    Query(answered): Query<Answered>,
) -> Answer {
    let provider = provider(&guard.app)?;
    let asked = read_asked(&guard.app, &headers);
    let till = asked.as_ref().map(|asked| asked.till.clone()).unwrap_or_default();
    let vouched = match asked {
        Some(asked) => vouched(&guard.app, provider, &asked, &answered).await,
        None => Err("no login was begun in this browser".to_owned()),
    };
    let opened = match vouched {
        Ok(vouched) => with_provider(&guard.app, &vouched, &guard.visitor.origin).await,
        Err(error) => return give_up(&guard, &error, till),
    };
    let response = match opened {
        Ok(token) => sign_in::opened(&guard, &token, &till).await?,
        Err(error) => {
            let typed = Typed::of([("till", till)]);
            sign_in::sign_in_page(&guard, FormState::of_failure(&guard, typed, error.into())?)?
        }
    };
    let is_secure = guard.app.settings.secure_cookies;
    sign_in::put(response, &set_cookie(COOKIE, "", 0, is_secure))
}

fn read_asked(app: &App, headers: &HeaderMap) -> Option<Asked> {
    let sealed = cookie(headers, &host_cookie(app, COOKIE))?;
    let asked: Asked = serde_json::from_slice(&app.protection.open(PURPOSE, &sealed)?).ok()?;
    (app.now().as_second() < asked.until_second).then_some(asked)
}

/// Whom the provider vouches for, when its answer is the one to our question.
async fn vouched(
    app: &App,
    provider: &Provider,
    asked: &Asked,
    answered: &Answered,
) -> Result<Vouched, String> {
    if !constant_time_equal(asked.state.as_bytes(), answered.state.as_bytes()) {
        return Err("the answer is to another question".to_owned());
    }
    // RFC 9207: an answer from another provider than the one asked.
    if !answered.iss.is_empty() && answered.iss != provider.issuer {
        return Err("the answer names another issuer".to_owned());
    }
    if answered.code.is_empty() {
        return Err("the provider gave no code".to_owned());
    }
    let known = known(app, provider, PUBLISHED_SECONDS).await?;
    let token = id_token(app, provider, &known, asked, &answered.code).await?;
    let expected = Expected {
        issuer: &provider.issuer,
        client_id: &provider.client_id,
        nonce: &asked.nonce,
        now: app.now(),
    };
    match identity::check(&token, &known.keys, &expected) {
        Err(identity::Refused::UnknownKey) => {
            // The provider may have changed keys.
            let keys = self::known(app, provider, LOOK_AGAIN_SECONDS).await?.keys;
            identity::check(&token, &keys, &expected)
        }
        checked => checked,
    }
    .map_err(|refused| refused.to_string())
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

async fn id_token(
    app: &App,
    provider: &Provider,
    known: &Known,
    asked: &Asked,
    code: &str,
) -> Result<String, String> {
    let address = answer_address(app);
    let form = [
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", &address),
        ("client_id", &provider.client_id),
        ("code_verifier", &asked.verifier),
    ];
    let form = serde_html_form::to_string(form).map_err(|error| error.to_string())?;
    let authorization = provider.client_secret.as_ref().map(|secret| {
        let pair = format!("{}:{}", encoded(&provider.client_id), encoded(secret));
        format!("Basic {}", STANDARD.encode(pair))
    });
    let sending = Sending { form: Some(form), authorization };
    let endpoint = &known.published.token_endpoint;
    let body = fetch::send(endpoint, &sending, &rules(provider)).await;
    let body = body.map_err(|error| error.to_string())?;
    let tokens: Tokens = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
    Ok(tokens.id_token)
}

/// As RFC 6749 section 2.3.1 wants names and secrets written.
fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// The operator has named the provider, so it may lie inside, but neither it nor what it leads to
/// goes without TLS unless it is on this machine.
fn rules(provider: &Provider) -> Rules {
    let issuer = Url::parse(&provider.issuer).ok();
    let is_here = issuer.as_ref().and_then(Url::host).is_some_and(|host| match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(name) => name == "localhost",
    });
    Rules {
        hosts: Vec::new(),
        may_be_inside: is_here || issuer.is_some_and(|issuer| issuer.scheme() == "https"),
        may_be_plain: is_here,
        bytes_max: 1 << 20,
        patience: Duration::from_secs(15),
    }
}

/// What the provider has published, fetched when what is known is older than this. Whoever asks
/// while it is fetched waits for that answer, and also a failure holds for a while: a provider that
/// does not answer keeps nobody waiting one after another.
async fn known(app: &App, provider: &Provider, at_most_seconds: i64) -> Result<Known, String> {
    let mut heard = Arc::clone(&HEARD).lock_owned().await;
    let now = app.now();
    let is_within = |at: Timestamp, seconds| now.as_second() - at.as_second() < seconds;
    match heard.get(&provider.issuer) {
        Some(Ok(known)) if is_within(known.at, at_most_seconds) => return Ok(known.clone()),
        Some(Err((at, why))) if is_within(*at, FAILED_SECONDS) => return Err(why.clone()),
        _ => {}
    }
    // In a task of its own: it is remembered also when the one who asked has left.
    let (clock, provider) = (app.clock.clone(), provider.clone());
    let fetching = tokio::spawn(async move {
        let fetched = fetch_published(&provider).await;
        let at = clock.now();
        let fetched = fetched.map(|(published, keys)| Known { published, keys, at });
        heard.insert(provider.issuer, fetched.clone().map_err(|why| (at, why)));
        fetched
    });
    fetching.await.map_err(|error| error.to_string())?
}

async fn fetch_published(provider: &Provider) -> Result<(Published, KeySet), String> {
    let rules = rules(provider);
    let base = provider.issuer.trim_end_matches('/');
    let address = format!("{base}/.well-known/openid-configuration");
    let body = fetch::get(&address, &rules).await.map_err(|error| error.to_string())?;
    let published: Published = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
    if published.issuer != provider.issuer {
        return Err(format!("the provider calls itself {}", published.issuer));
    }
    let is_tls = |address: &str| address.starts_with("https://");
    let addresses =
        [&published.authorization_endpoint, &published.token_endpoint, &published.jwks_uri];
    if is_tls(&provider.issuer) && !addresses.iter().all(|address| is_tls(address)) {
        return Err("the provider names an address without TLS".to_owned());
    }
    let body = fetch::get(&published.jwks_uri, &rules).await.map_err(|error| error.to_string())?;
    let keys: KeySet = serde_json::from_slice(&body).map_err(|error| error.to_string())?;
    Ok((published, keys))
}

/// Back to the login page, which says that it did not work; why stands in the log.
fn give_up(guard: &Guard<SignIn>, why: &str, till: String) -> Answer {
    tracing::warn!(why, "a login through the provider was given up");
    let failure = Failure::invalid(Fault::new("email", "sign-in-provider"));
    let typed = Typed::of([("till", till)]);
    sign_in::sign_in_page(guard, FormState::of_failure(guard, typed, failure)?)
}
