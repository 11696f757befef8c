//! Every tool of one's role on one page, so that the menu stays short.

use askama::Template;
use domain::access::Role;

use crate::guard::{Guard, Right};
use crate::guarded::{Routes, get};
use crate::l10n::L;
use crate::page::{Answer, render};
use crate::rights::{
    CompareMappings, ImportAnswers, KeepMail, KeepReplies, KeepVisits, NameCommittees, PlanAbsence,
    ReadAgreements, ReadCampaigns, ReadEvents, ReadHandovers, ReadIdeas, ReadLeaders, ReadModules,
    ReadPools, ReadQuestions, ReadRedundancies, ReadSupport, SeeOwnPeace, SeeSignals,
    SeeVisitFigures, UseDesk, UseSuccession, WorkCases,
};
use crate::shell::Shell;

/// A page one works with, and who may.
struct Tool {
    href: &'static str,
    /// Key of its name.
    title: &'static str,
    /// Key of the line that says what it is for.
    text: &'static str,
    allows: fn(Role) -> bool,
}

const fn tool<R: Right>(href: &'static str, title: &'static str, text: &'static str) -> Tool {
    Tool { href, title, text, allows: R::allows }
}

/// The tools, under what one does with them.
const GROUPS: [(&str, &[Tool]); 4] = [
    (
        "tools-day",
        &[
            tool::<WorkCases>("/arenden/tavla", "board-title", "tools-board"),
            tool::<SeeSignals>("/signaler", "signals-title", "signals-tool"),
            tool::<KeepReplies>("/mallar", "replies-title", "replies-tool"),
            tool::<SeeOwnPeace>("/kontaktfrid", "peace-title", "tools-peace"),
        ],
    ),
    (
        "tools-firms",
        &[
            tool::<KeepVisits>("/besok/ko", "visits-queue-title", "tools-queue"),
            tool::<KeepVisits>("/besok/hinder", "visits-obstacles-title", "tools-obstacles"),
            tool::<SeeVisitFigures>("/besok/tackning", "visits-coverage-title", "tools-figures"),
            tool::<ReadQuestions>("/fragor", "questions-title", "questions-tool"),
            tool::<ReadLeaders>("/processledare", "leaders-title", "leaders-tool"),
            tool::<ReadCampaigns>("/natverk/kampanjer", "campaigns-title", "campaigns-tool"),
            tool::<CompareMappings>(
                "/kartlaggningar/jamforelse",
                "leaders-compare-title",
                "leaders-compare-tool",
            ),
        ],
    ),
    (
        "tools-together",
        &[
            tool::<ReadEvents>("/traffar", "gatherings-title", "gatherings-tool"),
            tool::<ReadPools>("/samlingar", "pooling-title", "tools-pools"),
            tool::<ReadRedundancies>("/varsel", "redundancies-title", "redundancies-tool"),
            tool::<ReadSupport>("/stod", "support-title", "support-tool"),
            tool::<ReadAgreements>("/avtal", "agreements-title", "agreements-tool"),
            tool::<UseSuccession>("/agarskifte", "succession-title", "succession-tool"),
            tool::<ReadIdeas>("/ideer", "ideas-title", "ideas-tool"),
            tool::<ImportAnswers>("/import", "imports-title", "tools-import"),
        ],
    ),
    (
        "tools-order",
        &[
            tool::<ReadHandovers>("/overlamningar", "continuity-title", "continuity-tool"),
            tool::<PlanAbsence>("/franvaro", "continuity-away-title", "continuity-away-tool"),
            tool::<NameCommittees>("/besok/namnder", "visits-committees-title", "tools-committees"),
            tool::<ReadModules>("/moduler", "modules-title", "modules-tool"),
            tool::<KeepMail>("/utskick", "nav-mail", "tools-mail"),
            tool::<UseDesk>("/mina-utskick", "nav-my-mail", "tools-own-mail"),
        ],
    ),
];

/// Routes.
pub fn routes() -> Routes {
    Routes::new().page("/verktyg", get(show))
}

/// Address and name of every tool of a role.
pub(crate) fn of(role: Role) -> impl Iterator<Item = (&'static str, &'static str)> {
    let all = GROUPS.iter().flat_map(|(_, tools)| tools.iter());
    all.filter(move |tool| (tool.allows)(role)).map(|tool| (tool.href, tool.title))
}

struct Group {
    heading: String,
    lines: Vec<Line>,
}

struct Line {
    href: &'static str,
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "tools/show.html")]
struct Page {
    shell: Shell,
    l: L,
    groups: Vec<Group>,
}

async fn show(guard: Guard<UseDesk>) -> Answer {
    let (shell, l) = (guard.shell(), guard.l());
    let groups = GROUPS.iter().map(|(heading, tools)| {
        let open = tools.iter().filter(|tool| (tool.allows)(shell.role) && shell.opens(tool.href));
        let lines =
            open.map(|tool| Line { href: tool.href, title: l.t(tool.title), text: l.t(tool.text) });
        Group { heading: l.t(heading), lines: lines.collect() }
    });
    let groups = groups.filter(|group| !group.lines.is_empty()).collect();
    render(&Page { shell, l, groups })
}
