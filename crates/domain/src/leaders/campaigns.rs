//! Campaigns: a network offers its members a mapping, some of them with a process leader.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, Faults};
use crate::needs::mapping::QUESTION_SETS;
use crate::text::{self, NAME_MAX};
use crate::time::{self, Date};

/// Most led mappings one campaign pays for.
pub const QUOTA_MAX: i64 = 500;
/// Most days a campaign lasts, two years.
pub const DAYS_MAX: i64 = 731;
/// Most members one campaign shows and invites.
pub const MEMBERS_MAX: i64 = 500;

/// What a campaign is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Campaign {
    /// Name.
    pub name: String,
    /// First day one can invite.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// How many of its mappings can have a process leader.
    pub quota: i64,
    /// Edition of the questions.
    pub question_set: String,
}

impl Campaign {
    /// Members can be invited on a day, both ends counted.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.starts_on <= day && day <= self.ends_on
    }

    /// Whether one more mapping can have a leader, beside those that have.
    pub fn may_lead_one_more(&self, led: i64) -> Result<(), Fault> {
        if led < self.quota {
            return Ok(());
        }
        Err(Fault::new("leader", "campaign-quota").with("max", self.quota))
    }
}

/// What a person types.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CampaignForm {
    /// Id of the network.
    pub network: String,
    /// Name.
    pub name: String,
    /// First day, ISO.
    pub starts_on: String,
    /// Last day, ISO.
    pub ends_on: String,
    /// Led mappings.
    pub quota: String,
    /// Edition of the questions.
    pub question_set: String,
}

impl CampaignForm {
    /// Reads it.
    pub fn parse(&self) -> Result<Campaign, Faults> {
        let mut faults = Faults::default();
        let name = faults.take(text::required("name", &self.name, NAME_MAX));
        let starts_on = faults.take(day("startsOn", &self.starts_on));
        let ends_on = faults.take(day("endsOn", &self.ends_on));
        let quota = faults.take(
            text::whole_number("quota", &self.quota, 0..=QUOTA_MAX)
                .and_then(|count| count.ok_or_else(|| Fault::new("quota", "required"))),
        );
        let edition = QUESTION_SETS.iter().find(|one| **one == self.question_set.trim());
        if edition.is_none() {
            let value = self.question_set.trim();
            faults.push(Fault::new("questionSet", "unknown-choice").with("value", value));
        }
        if let (Some(from), Some(to)) = (starts_on, ends_on) {
            if to < from {
                faults.push(Fault::new("endsOn", "campaign-days-turned"));
            } else if time::days_between(from, to) > DAYS_MAX {
                faults.push(Fault::new("endsOn", "campaign-days-long"));
            }
        }
        match (name, starts_on, ends_on, quota, edition) {
            (Some(name), Some(starts_on), Some(ends_on), Some(quota), Some(edition))
                if faults.is_empty() =>
            {
                let question_set = (*edition).to_owned();
                Ok(Campaign { name, starts_on, ends_on, quota, question_set })
            }
            _ => Err(faults),
        }
    }
}

impl From<&Campaign> for CampaignForm {
    fn from(campaign: &Campaign) -> Self {
        Self {
            network: String::new(),
            name: campaign.name.clone(),
            starts_on: campaign.starts_on.to_string(),
            ends_on: campaign.ends_on.to_string(),
            quota: campaign.quota.to_string(),
            question_set: campaign.question_set.clone(),
        }
    }
}

fn day(field: &'static str, text: &str) -> Result<Date, Fault> {
    time::date_from_iso(field, text)?.ok_or_else(|| Fault::new(field, "required"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> CampaignForm {
        CampaignForm {
            network: String::new(),
            name: "Våren".into(),
            starts_on: "2026-12-01".into(),
            ends_on: "2027-05-31".into(),
            quota: "3".into(),
            question_set: QUESTION_SETS[0].into(),
        }
    }

    #[test]
    fn a_campaign_reads_back_and_is_open_on_both_its_end_days() {
        let campaign = form().parse().expect("reads");
        assert_eq!(CampaignForm::from(&campaign).parse(), Ok(campaign.clone()));
        assert!(campaign.is_open_on(campaign.starts_on) && campaign.is_open_on(campaign.ends_on));
        assert!(!campaign.is_open_on(time::days_after(campaign.starts_on, -1)));
        assert!(!campaign.is_open_on(time::days_after(campaign.ends_on, 1)));
    }

    #[test]
    fn the_quota_is_never_passed() {
        let campaign = form().parse().expect("reads");
        assert!(campaign.may_lead_one_more(2).is_ok());
        let full = campaign.may_lead_one_more(3).expect_err("full");
        assert_eq!(full.code, "campaign-quota");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        for (change, field) in [
            (CampaignForm { name: " ".into(), ..form() }, "name"),
            (CampaignForm { quota: "501".into(), ..form() }, "quota"),
            (CampaignForm { ends_on: "2026-11-30".into(), ..form() }, "endsOn"),
            (CampaignForm { ends_on: "2029-11-30".into(), ..form() }, "endsOn"),
            (CampaignForm { question_set: "0".into(), ..form() }, "questionSet"),
        ] {
            let faults = change.parse().expect_err(field);
            assert!(faults.of(field).is_some(), "{field}: {faults:?}");
        }
    }
}
