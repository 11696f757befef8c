//! Agreements and letters of intent with actors: what they cover, from when and until when they
//! hold, and when somebody has to be told that they end.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::code_enum;
use crate::codes::MunicipalityCode;
use crate::fault::{Fault, Faults};
use crate::organisations::Sector;
use crate::text::{self, LINE_MAX};
use crate::time::{self, Date};

/// How long before the end those who answer for an agreement are told, in days: requirement K7.
pub const NOTICE_DAYS: i64 = 60;
/// Longest time an agreement with a last day can hold, in days: twenty years.
pub const SPAN_DAYS_MAX: i64 = 7_305;
/// How far back an agreement can begin or be signed, in days: twenty years.
pub const PAST_DAYS_MAX: i64 = 7_305;
/// How far ahead an agreement can begin, in days: five years.
pub const AHEAD_DAYS_MAX: i64 = 1_827;
/// How long afterwards it can be written down that an agreement has been ended, in days.
pub const ENDED_DAYS_MAX: i64 = 366;
/// Longest text of what an agreement covers, in characters.
pub const SCOPE_MAX: usize = 500;

code_enum! {
    /// What kind of agreement it is.
    AgreementKind, "kind" {
        /// An actor says that it wants to take part.
        LetterOfIntent = "letter-of-intent",
        /// Who does what together.
        Cooperation = "cooperation",
        /// An actor lends people who lead mappings.
        Leading = "leading",
        /// An actor works with personal data for another.
        DataProcessing = "data-processing",
    }
}

code_enum! {
    /// Where an agreement stands on a day. A later day never brings an earlier state.
    AgreementState, "state" {
        /// Begins later.
        Coming = "coming",
        /// Holds.
        Holds = "holds",
        /// Holds for [`NOTICE_DAYS`] days more at most.
        EndsSoon = "ends-soon",
        /// Its last day has been, or it was ended.
        Over = "over",
    }
}

impl AgreementState {
    /// One can rely on it.
    pub fn is_valid(self) -> bool {
        matches!(self, Self::Holds | Self::EndsSoon)
    }
}

/// Whether process leaders of such an organisation need an agreement: those of a municipality, the
/// region or a state authority lead as part of their work.
pub fn lends_by_agreement(sector: Sector) -> bool {
    sector != Sector::Public
}

/// What an agreement says, without names of people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// What kind.
    pub kind: AgreementKind,
    /// What it covers.
    pub scope: String,
    /// Where; none is the whole county.
    pub municipalities: Vec<MunicipalityCode>,
    /// First day it holds.
    pub valid_from: Date,
    /// Last day it holds; none is until further notice.
    pub valid_until: Option<Date>,
    /// Case number in the diary.
    pub reference: Option<String>,
    /// Day it was signed.
    pub signed_on: Option<Date>,
}

impl Agreement {
    /// Where it stands on a day. From the day it was ended it does not hold.
    pub fn state_on(&self, ended_on: Option<Date>, day: Date) -> AgreementState {
        let has_ended = ended_on.is_some_and(|ended| ended <= day);
        if has_ended || self.valid_until.is_some_and(|last| last < day) {
            return AgreementState::Over;
        }
        if day < self.valid_from {
            return AgreementState::Coming;
        }
        if self.valid_until.is_some_and(|last| is_near(last, day)) {
            return AgreementState::EndsSoon;
        }
        AgreementState::Holds
    }
}

fn is_near(last: Date, day: Date) -> bool {
    time::days_between(day, last) <= NOTICE_DAYS
}

/// Whether those who have been told that an agreement ends still know it when its last day is
/// changed: a later end, further away than the notice, is told anew when it comes near.
pub fn is_still_told(valid_until: Option<Date>, today: Date) -> bool {
    valid_until.is_some_and(|last| is_near(last, today))
}

/// An agreement as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct AgreementForm {
    /// Code of the kind.
    pub kind: String,
    /// What it covers.
    pub scope: String,
    /// Codes of municipalities.
    pub municipalities: Vec<String>,
    /// First day, ISO.
    pub valid_from: String,
    /// Last day, ISO; empty is until further notice.
    pub valid_until: String,
    /// Case number in the diary.
    pub reference: String,
    /// Day it was signed, ISO.
    pub signed_on: String,
}

impl AgreementForm {
    /// The form as it would have been typed.
    pub fn of(agreement: &Agreement) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            kind: agreement.kind.code().to_owned(),
            scope: agreement.scope.clone(),
            municipalities: agreement.municipalities.iter().map(ToString::to_string).collect(),
            valid_from: agreement.valid_from.to_string(),
            valid_until: day(agreement.valid_until),
            reference: agreement.reference.clone().unwrap_or_default(),
            signed_on: day(agreement.signed_on),
        }
    }

    /// Reads it; `today` bounds how far away its days can lie.
    pub fn parse(&self, today: Date) -> Result<Agreement, Faults> {
        let mut faults = Faults::default();
        let kind = faults.take(AgreementKind::parse(&self.kind));
        let scope = faults.take(text::required("scope", &self.scope, SCOPE_MAX));
        let municipalities = faults.take(municipalities(&self.municipalities));
        let valid_from = faults.take(first_day(&self.valid_from, today));
        let valid_until = faults.take(time::date_from_iso("validUntil", &self.valid_until));
        let reference = faults.take(text::optional("reference", &self.reference, LINE_MAX));
        let signed_on = faults.take(signing_day(&self.signed_on, today));
        if let (Some(first), Some(Some(last))) = (valid_from, valid_until)
            && let Err(fault) = in_order(first, last)
        {
            faults.push(fault);
        }
        match (kind, scope, municipalities, valid_from, valid_until, reference, signed_on) {
            (
                Some(kind),
                Some(scope),
                Some(municipalities),
                Some(valid_from),
                Some(valid_until),
                Some(reference),
                Some(signed_on),
            ) if faults.is_empty() => Ok(Agreement {
                kind,
                scope,
                municipalities,
                valid_from,
                valid_until,
                reference,
                signed_on,
            }),
            _ => Err(faults),
        }
    }
}

fn within(
    on: Date,
    (from, to): (Date, Date),
    fault: impl FnOnce() -> Fault,
) -> Result<Date, Fault> {
    if (from..=to).contains(&on) {
        return Ok(on);
    }
    Err(fault().with("value", on).with("from", from).with("to", to))
}

fn first_day(text: &str, today: Date) -> Result<Date, Fault> {
    let on = time::date_from_iso("validFrom", text)?;
    let on = on.ok_or_else(|| Fault::new("validFrom", "required"))?;
    let near = (time::days_after(today, -PAST_DAYS_MAX), time::days_after(today, AHEAD_DAYS_MAX));
    within(on, near, || Fault::new("validFrom", "agreement-day-far"))
}

fn signing_day(text: &str, today: Date) -> Result<Option<Date>, Fault> {
    let Some(on) = time::date_from_iso("signedOn", text)? else { return Ok(None) };
    let near = (time::days_after(today, -PAST_DAYS_MAX), today);
    within(on, near, || Fault::new("signedOn", "agreement-day-signed")).map(Some)
}

fn in_order(first: Date, last: Date) -> Result<(), Fault> {
    if last < first {
        return Err(Fault::new("validUntil", "agreement-days-turned").with("value", first));
    }
    let latest = time::days_after(first, SPAN_DAYS_MAX);
    if latest < last {
        return Err(Fault::new("validUntil", "agreement-too-long").with("value", latest));
    }
    Ok(())
}

fn municipalities(texts: &[String]) -> Result<Vec<MunicipalityCode>, Fault> {
    let unknown = |text| Fault::new("municipalities", "unknown-choice").with("value", text);
    let given = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    let codes = given.map(|text| MunicipalityCode::parse(text).map_err(|_| unknown(text)));
    let mut codes = codes.collect::<Result<Vec<_>, _>>()?;
    codes.sort_unstable();
    codes.dedup();
    Ok(codes)
}

/// That an agreement has been ended before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// From this day it does not hold.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// The same as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct EndingForm {
    /// The day, ISO.
    pub ended_on: String,
    /// Why.
    pub reason: String,
}

impl EndingForm {
    /// Reads it. What ends on a day ahead has another last day, and is changed instead.
    pub fn parse(&self, agreement: &Agreement, today: Date) -> Result<Ending, Faults> {
        let mut faults = Faults::default();
        let on = faults.take(self.day(agreement, today));
        let reason = faults.take(text::required("reason", &self.reason, LINE_MAX));
        match (on, reason) {
            (Some(on), Some(reason)) => Ok(Ending { on, reason }),
            _ => Err(faults),
        }
    }

    fn day(&self, agreement: &Agreement, today: Date) -> Result<Date, Fault> {
        let on = time::date_from_iso("endedOn", &self.ended_on)?;
        let on = on.ok_or_else(|| Fault::new("endedOn", "required"))?;
        let last = agreement.valid_until.map_or(today, |last| last.min(today));
        let near = (time::days_after(today, -ENDED_DAYS_MAX), last);
        within(on, near, || Fault::new("endedOn", "agreement-day-ended"))
    }
}
