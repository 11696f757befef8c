//! `samkraft user add|password|one-step|token|disable|protect`.

use clap::{Args, Subcommand};
use domain::access::Role;
use domain::codes::{MunicipalityCode, OrgNumber};

use crate::settings::Settings;
use crate::{output, wiring};

/// People with a login
#[derive(Args)]
pub(crate) struct User {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Add a person with a role in an organisation; prints a password to hand over
    Add {
        /// Login
        email: String,
        /// Name as shown
        #[arg(long)]
        name: String,
        /// Role code, such as broker
        #[arg(long)]
        role: String,
        /// Number of the organisation
        #[arg(long)]
        organisation: String,
        /// Municipality the role is limited to
        #[arg(long)]
        municipality: Option<String>,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Give whoever has lost theirs a new password to hand over; prints it once. Every session
    /// ends, the second step stays
    Password {
        /// Login
        email: String,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Take away the second step of whoever has lost phone and recovery codes: make sure first who
    /// is asking. Every session ends, the password stays
    OneStep {
        /// Login
        email: String,
    },
    /// Take the name of somebody with protected identity away everywhere, and let them no longer
    /// log in: their matters go by hand
    Protect {
        /// Id or login; or the address or telephone number of a contact person at a firm
        person: String,
    },
    /// Make a key for programs that speaks in one of a person's roles; prints it once
    Token {
        /// Login
        email: String,
        /// What the key is for
        #[arg(long)]
        name: String,
        /// Role it speaks in; the person's first one unless given
        #[arg(long)]
        role: Option<String>,
        /// Days it holds, at most 366
        #[arg(long, default_value_t = 90)]
        days: i64,
        /// Print the result as JSON
        #[arg(long)]
        json: bool,
    },
    /// Let a person no longer log in; every session ends at once
    Disable {
        /// Login
        email: String,
    },
}

impl User {
    pub(crate) async fn run(self, settings: Settings) -> anyhow::Result<()> {
        let store = wiring::open_migrated(&settings).await?;
        let is_demo = demo::is_filled(&store).await?;
        let app = wiring::open_app(&settings, store, settings.base_url.clone(), is_demo).await?;
        match self.what {
            What::Add { email, name, role, organisation, municipality, json } => {
                let new = app::access::NewPerson {
                    email,
                    name,
                    role: Role::parse(&role)?,
                    organisation: OrgNumber::parse(&organisation)?,
                    municipality: municipality
                        .map(|code| MunicipalityCode::parse(&code))
                        .transpose()?,
                };
                let password = app::access::add_person(&app, &new).await?;
                if json {
                    output::json(&serde_json::json!({ "email": new.email, "password": password }))?;
                } else {
                    output::line(&format!("{} may log in with the password {password}", new.email));
                }
            }
            What::Password { email, json } => {
                let password = app::access::give_password(&app, &email).await?;
                if json {
                    output::json(&serde_json::json!({ "email": email, "password": password }))?;
                } else {
                    output::line(&format!("{email} may log in with the password {password}"));
                    output::message("hand it over now: it is not shown again");
                }
            }
            What::OneStep { email } => {
                app::access::remove_second_factor(&app, &email).await?;
                output::line(&format!("{email} logs in with the password alone"));
            }
            What::Protect { person } => {
                let reached = app::keeping::protect(&app, &person).await?;
                let journal = app::keeping::Journal::within(&settings.data_dir);
                app::keeping::reconcile(&app, &journal).await?;
                output::line(&format!(
                    "name and address are gone from {} places; go on by hand",
                    reached.total()
                ));
            }
            What::Token { email, name, role, days, json } => {
                let role = role.map(|code| Role::parse(&code)).transpose()?;
                let made = app::account::create_api_token_for(&app, &email, role, &name, days);
                let token = made.await?;
                if json {
                    output::json(&serde_json::json!({ "email": email, "token": token }))?;
                } else {
                    output::line(&token);
                    output::message("keep it now: it is not shown again");
                }
            }
            What::Disable { email } => {
                app::access::disable_person(&app, &email).await?;
                output::line(&format!("{email} can no longer log in"));
            }
        }
        app.store.close().await;
        Ok(())
    }
}
