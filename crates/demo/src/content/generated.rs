//! Firms and needs made up by rule, to fill the county to any size. The same index and seed give
//! the same firm and the same need for ever.

mod words;

use domain::codes::{MunicipalityCode, Sni, SniVersion};
use domain::fault::Fault;
use domain::needs::answers::Obstacle;
use domain::needs::{NeedKind, Severity};
use domain::organisations::{Organisation, Sector};

use super::numbers::{SplitMix, demo_org_number};
use super::{Firm, GeneratedNeed};
use words::{
    BRANCHES, Branch, COUNTS, FIRST_BRANCH, FIRST_TRADE, NATURE, PLACES, Place, TRADES, Trade,
};

/// First place in the series of organisation numbers for generated firms.
const FIRST_PLACE: u64 = 201;

/// The firm at an index, named «Demo …».
pub fn generated_firm(index: u64, seed: u64) -> Result<Firm, Fault> {
    let mut random = SplitMix::of(seed, index);
    let place = place(&mut random);
    let branch = random.pick(BRANCHES, FIRST_BRANCH);
    let ending = random.pick(branch.endings, "Firma");
    let nature = random.pick(NATURE, "Björkåsens");
    let town = random.pick(place.towns, "Sundsvall");
    let employees = size(&mut random, branch);
    let knows = |random: &mut SplitMix, percent| random.below(100) < percent;
    let per_head = random.between(branch.turnover_per_head / 2, branch.turnover_per_head * 3 / 2);
    let turnover = employees.max(1) * per_head;
    let is_private = branch.sector == Sector::Private;
    Ok(Firm {
        slug: format!("demo-foretag-{:05}", index + 1),
        organisation: Organisation {
            org_number: demo_org_number(FIRST_PLACE + index)?,
            name: format!("Demo {nature} {ending}, {town}"),
            municipality: MunicipalityCode::parse(place.municipality)?,
            sector: branch.sector,
            sni: Some(Sni::parse(SniVersion::Sni2007, branch.sni)?),
            employees: knows(&mut random, 92).then_some(employees),
            turnover_thousand_sek: (is_private && knows(&mut random, 70)).then_some(turnover),
            is_actor: false,
        },
    })
}

fn place(random: &mut SplitMix) -> Place {
    let all: u64 = PLACES.iter().map(|place| place.weight).sum();
    let mut left = random.below(all);
    for place in PLACES {
        if left < place.weight {
            return *place;
        }
        left -= place.weight;
    }
    Place { municipality: "2281", weight: 0, towns: &[] }
}

/// Two in three firms have one or two people: as in the county's own visits to firms.
fn size(random: &mut SplitMix, branch: Branch) -> i64 {
    if branch.sector == Sector::Public {
        return random.between(12, branch.most_employees);
    }
    match random.below(100) {
        ..=64 => random.between(0, 2),
        65..=89 => random.between(3, 14.min(branch.most_employees)),
        _ => random.between(10.min(branch.most_employees), branch.most_employees),
    }
}

/// Most persons a need asks for when nothing is known of the firm.
const USUAL_EMPLOYEES: i64 = 12;

/// The need at an index, of any occupation.
pub fn generated_need(index: u64, seed: u64) -> GeneratedNeed {
    told(&mut SplitMix::of(seed ^ 0x6e65_6564, index), TRADES, USUAL_EMPLOYEES)
}

/// The need at an index that this firm could have: an occupation of its industry, and no more
/// persons than its size makes likely.
pub fn generated_need_of(index: u64, seed: u64, firm: &Organisation) -> GeneratedNeed {
    let division = firm.sni.as_ref().map(Sni::division);
    let fitting: Vec<Trade> = TRADES
        .iter()
        .filter(|trade| division.is_none_or(|division| trade.divisions.contains(&division)))
        .copied()
        .collect();
    let trades = if fitting.is_empty() { TRADES } else { fitting.as_slice() };
    let employees = firm.employees.unwrap_or(USUAL_EMPLOYEES);
    told(&mut SplitMix::of(seed ^ 0x6e65_6564, index), trades, employees)
}

fn told(random: &mut SplitMix, trades: &[Trade], employees: i64) -> GeneratedNeed {
    let trade = random.pick(trades, FIRST_TRADE);
    let kind = match random.below(10) {
        // Somebody who works alone has nobody else to teach or to replace.
        _ if employees < 2 => NeedKind::Recruit,
        ..=5 => NeedKind::Recruit,
        6 | 7 => NeedKind::Develop,
        8 => NeedKind::Replace,
        _ => NeedKind::Retrain,
    };
    let most = match kind {
        NeedKind::Recruit => 1 + employees / 3,
        NeedKind::Replace => employees / 4,
        NeedKind::Develop | NeedKind::Retrain => employees / 2,
    };
    let count = match random.below(10) {
        ..=4 => 1,
        5 | 6 => 2,
        7 => 3,
        _ => random.between(4, 8),
    };
    let is_care =
        trade.divisions.iter().any(|division| matches!(*division, "85" | "86" | "87" | "88"));
    let goals = if is_care { words::CARE_GOALS } else { words::GOALS };
    let count = count.min(most).max(1);
    GeneratedNeed {
        goal: random.pick(goals, "Vi vill kunna säga ja till fler.").to_owned(),
        words: sentence(random, trade, kind, count),
        obstacle: match kind {
            NeedKind::Recruit => Obstacle::Find,
            NeedKind::Develop | NeedKind::Retrain => Obstacle::Learn,
            NeedKind::Replace => Obstacle::Retire,
        },
        severity: random.pick(Severity::ALL, Severity::Slows),
        kind,
        count,
        start: (random.below(10) < 8).then(|| random.between(14, 400)),
        approved: -random.between(1, 300),
        ssyk: trade.ssyk,
    }
}

/// Frames take `{who}` (one or many, with the number), `{many}` and `{skill}`.
fn sentence(random: &mut SplitMix, trade: Trade, kind: NeedKind, count: i64) -> String {
    let frames = match kind {
        NeedKind::Recruit => words::RECRUIT,
        NeedKind::Develop => words::DEVELOP,
        NeedKind::Replace => words::REPLACE,
        NeedKind::Retrain => words::RETRAIN,
    };
    let number = usize::try_from(count).ok().and_then(|at| COUNTS.get(at)).copied();
    let who = match (count, number) {
        (1, _) if trade.one.ends_with("biträde") => format!("ett {}", trade.one),
        (1, _) => format!("en {}", trade.one),
        (_, Some(number)) => format!("{number} {}", trade.many),
        (_, None) => format!("{count} {}", trade.many),
    };
    let text = random
        .pick(frames, "Vi söker {who}.")
        .replace("{who}", &who)
        .replace("{many}", trade.many)
        .replace("{skill}", random.pick(trade.skills, "yrket"));
    capitalised(&text)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
