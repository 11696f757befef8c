//! Several PostgreSQL servers, of which one takes writes.
//!
//! `postgres://user@one:5432,two:5432/samkraft?target_session_attrs=read-write` names them all.
//! A watch keeps one connection to the server in use and asks it every half second whether it
//! still takes writes; when it does not, new connections go to the one that does.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgSslMode};
use sqlx::{ConnectOptions, Connection, PgConnection};

use crate::Error;
use crate::meters::{Meters, one_more};

/// How often the server in use is asked whether it takes writes.
const ASKED_EVERY: Duration = Duration::from_millis(500);
/// How long a server may take to connect and answer that question.
const ANSWERED_WITHIN: Duration = Duration::from_secs(1);
/// The parameter of libpq that this module carries out itself.
const ATTRIBUTES: &str = "target_session_attrs";
/// Its values that mean the server that takes writes.
const WRITABLE: &[&str] = &["any", "read-write", "primary"];

/// The servers of an address.
pub(crate) struct Servers(Vec<PgConnectOptions>);

impl Servers {
    /// Reads an address with one or several hosts.
    pub(crate) fn parse(url: &str) -> Result<Self, Error> {
        let wrong = |what: &str| Error::Schema(format!("the database address {what}"));
        let (scheme, rest) = url.split_once("://").ok_or_else(|| wrong("has no ://"))?;
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let (login, hosts) = authority.rsplit_once('@').map_or(("", authority), |(_, hosts)| {
            (authority.strip_suffix(hosts).unwrap_or_default(), hosts)
        });
        let tail = without_attributes(tail)
            .ok_or_else(|| wrong("has a target_session_attrs other than read-write"))?;
        let servers = hosts.split(',').map(|host| {
            let options = PgConnectOptions::from_str(&format!("{scheme}://{login}{host}{tail}"))?;
            Ok(options.application_name("samkraft"))
        });
        Ok(Self(servers.collect::<Result<_, sqlx::Error>>()?))
    }

    /// Says of every server elsewhere whether somebody in between could be taken for it.
    fn warn(&self) {
        for host in self.0.iter().filter(|one| is_unproved(one)).map(PgConnectOptions::get_host) {
            tracing::warn!(
                host,
                "the certificate of this database server is not checked: end its address in \
                 ?sslmode=verify-full"
            );
        }
    }

    /// A pool of connections to the server that takes writes, and to its successors.
    pub(crate) async fn pool(
        self,
        options: PgPoolOptions,
        meters: Arc<Meters>,
    ) -> Result<PgPool, Error> {
        self.warn();
        let Some(first) = self.0.first() else {
            return Err(Error::Schema("the database address names no host".to_owned()));
        };
        if self.0.len() == 1 {
            return Ok(options.connect_with(first.clone()).await?);
        }
        let options = options.after_connect(|connection, _| {
            Box::pin(async move {
                if takes_writes(connection).await? {
                    return Ok(());
                }
                // The pool waits a moment and connects again, by then perhaps to the successor.
                Err(sqlx::Error::Protocol("this server takes no writes".to_owned()))
            })
        });
        let first = self.find().await.map_or_else(|| first.clone(), |(found, _)| found);
        let pool = options.connect_with(first).await?;
        tokio::spawn(self.watch(pool.clone(), meters));
        Ok(pool)
    }

    async fn watch(self, pool: PgPool, meters: Arc<Meters>) {
        let mut asked: Option<PgConnection> = None;
        while !pool.is_closed() {
            tokio::time::sleep(ASKED_EVERY).await;
            if let Some(connection) = &mut asked
                && within(takes_writes(connection)).await == Some(true)
            {
                continue;
            }
            asked = None;
            if let Some((options, connection)) = self.find().await {
                tracing::warn!(
                    host = options.get_host(),
                    port = options.get_port(),
                    "this database server takes the writes from here on"
                );
                one_more(&meters.reopened);
                pool.set_connect_options(options);
                asked = Some(connection);
            }
        }
    }

    /// The server that takes writes, if one answers.
    async fn find(&self) -> Option<(PgConnectOptions, PgConnection)> {
        for options in &self.0 {
            let found = within(async {
                let mut connection = options.connect().await?;
                let is_it = takes_writes(&mut connection).await?;
                Ok((connection, is_it))
            });
            match found.await {
                Some((connection, true)) => return Some((options.clone(), connection)),
                Some((connection, false)) => {
                    // Only a courtesy to the standby.
                    let _ = connection.close().await;
                }
                None => {}
            }
        }
        None
    }
}

/// True when the way to a server leaves this machine and nobody proves who answers.
fn is_unproved(server: &PgConnectOptions) -> bool {
    let host = server.get_host();
    let is_here = matches!(host, "localhost" | "127.0.0.1" | "::1" | "[::1]")
        || host.starts_with('/')
        || server.get_socket().is_some();
    let is_proved = matches!(server.get_ssl_mode(), PgSslMode::VerifyCa | PgSslMode::VerifyFull);
    !is_here && !is_proved
}

async fn within<T>(question: impl Future<Output = Result<T, sqlx::Error>>) -> Option<T> {
    tokio::time::timeout(ANSWERED_WITHIN, question).await.ok()?.ok()
}

async fn takes_writes(connection: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar("SELECT NOT pg_is_in_recovery()").fetch_one(connection).await
}

/// Path and parameters of an address without the one that we carry out ourselves; none if its
/// value is one that we do not.
fn without_attributes(tail: &str) -> Option<String> {
    let Some((path, parameters)) = tail.split_once('?') else { return Some(tail.to_owned()) };
    let mut kept = Vec::new();
    for parameter in parameters.split('&') {
        match parameter.split_once('=') {
            Some((ATTRIBUTES, value)) if !WRITABLE.contains(&value) => return None,
            Some((ATTRIBUTES, _)) => {}
            _ => kept.push(parameter),
        }
    }
    Some(format!("{path}?{}", kept.join("&")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_one_or_several_servers() {
        let url = "postgres://sam:p%40w@one:5433,two/kraft?target_session_attrs=read-write";
        let Servers(servers) = Servers::parse(url).expect("address");
        let told = |one: &PgConnectOptions| (one.get_host().to_owned(), one.get_port());
        let told: Vec<_> = servers.iter().map(told).collect();
        assert_eq!(told, [("one".to_owned(), 5433), ("two".to_owned(), 5432)]);
        for server in &servers {
            assert_eq!(server.get_username(), "sam");
            assert_eq!(server.get_database(), Some("kraft"));
        }
        assert_eq!(Servers::parse("postgres://localhost/a").expect("address").0.len(), 1);
    }

    #[test]
    fn a_server_elsewhere_has_to_prove_who_it_is() {
        let is_unproved = |url: &str| {
            let servers = Servers::parse(url).expect(url);
            servers.0.iter().map(is_unproved).collect::<Vec<_>>()
        };
        for here in ["localhost", "127.0.0.1:5433", "[::1]"] {
            assert_eq!(is_unproved(&format!("postgres://s@{here}/samkraft")), [false], "{here}");
        }
        assert_eq!(is_unproved("postgres://s@db1,localhost/samkraft"), [true, false]);
        for mode in ["disable", "prefer", "require"] {
            let url = format!("postgres://s@db1/samkraft?sslmode={mode}");
            assert_eq!(is_unproved(&url), [true], "{mode}");
        }
        let url = "postgres://s@db1,db2/samkraft?sslmode=verify-full";
        assert_eq!(is_unproved(url), [false, false]);
    }

    #[test]
    fn an_address_that_wants_a_standby_is_refused() {
        assert!(Servers::parse("postgres://a,b/c?target_session_attrs=standby").is_err());
        assert!(Servers::parse("postgres:a").is_err());
    }
}
