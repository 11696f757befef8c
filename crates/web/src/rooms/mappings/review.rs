//! All answers on one page: to look through, to approve, to print.

use app::mappings::{self, Draft, Seat};
use askama::Template;
use domain::needs::answers::{Answers, Obstacle};
use domain::needs::mapping::{MappingState, Question, Step, Track};
use domain::needs::{NeedKind, Severity};
use domain::questions::Asked;

use super::question::local_text;
use super::way::Way;
use crate::forms::{FormState, Typed};
use crate::guard::Guard;
use crate::l10n::L;
use crate::page::{Answer, render_with};
use crate::shell::{Shell, redirect};
use crate::ui::Choice;

/// How many other occupations one can choose among.
const OTHERS: usize = 4;

/// An answer as it is read.
pub(super) struct Said {
    pub(super) question: String,
    pub(super) text: String,
    /// The firm's own words, which stay as they are in every language.
    pub(super) is_own: bool,
    /// Where to change it; empty when it cannot be changed here.
    pub(super) href: String,
}

/// A need with its answers and its occupation.
pub(super) struct NeedView {
    pub(super) goal: usize,
    pub(super) need: usize,
    pub(super) number: usize,
    pub(super) words: String,
    pub(super) said: Vec<Said>,
    /// Accepted occupation and who accepted it.
    pub(super) occupation: Option<(String, String)>,
    /// What the words are read as, best first.
    pub(super) suggestion: Option<Choice>,
    pub(super) others: Vec<Choice>,
}

/// A goal with its needs.
pub(super) struct GoalView {
    pub(super) place: usize,
    pub(super) number: usize,
    pub(super) said: Vec<Said>,
    pub(super) needs: Vec<NeedView>,
}

/// A local question with its answer.
pub(super) struct LocalSaid {
    pub(super) question: String,
    pub(super) from: String,
    pub(super) text: String,
    pub(super) is_own: bool,
    pub(super) href: String,
}

/// A draft, or an approved mapping, as it is read.
pub(super) struct Sheet {
    pub(super) goals: Vec<GoalView>,
    pub(super) contact: Vec<Said>,
    pub(super) local: Vec<LocalSaid>,
}

impl Sheet {
    /// Reads a draft out. Without `way`, nothing can be changed.
    pub(super) fn of(l: L, draft: &Draft, way: Option<&Way>) -> Self {
        let reader = Reader { l, draft, way };
        let goals = (0..draft.answers.goals.len()).map(|goal| reader.goal(goal)).collect();
        let step = Step { question: Question::Contact, goal: 0, need: 0 };
        Self { goals, contact: vec![reader.said(step)], local: reader.local() }
    }
}

struct Reader<'a> {
    l: L,
    draft: &'a Draft,
    way: Option<&'a Way>,
}

impl Reader<'_> {
    fn local(&self) -> Vec<LocalSaid> {
        let step = Step { question: Question::Local, goal: 0, need: 0 };
        let href = self.way.map_or(String::new(), |way| {
            format!("{}?efter=granska", way.question(self.draft.page_of(step)))
        });
        let said = |(asked, typed): &(Asked, String)| {
            let (text, is_own) = match typed.trim() {
                "" => (self.l.t("mappings-no-answer"), false),
                typed => local_text(self.l, asked, typed),
            };
            LocalSaid {
                question: asked.wording.text.clone(),
                from: asked.from.clone(),
                text,
                is_own,
                href: href.clone(),
            }
        };
        self.draft.local.iter().map(said).collect()
    }

    fn said(&self, step: Step) -> Said {
        let href = self.way.map_or(String::new(), |way| {
            format!("{}?efter=granska", way.question(self.draft.page_of(step)))
        });
        let text = answer_text(self.l, &self.draft.answers, step);
        let is_in_words = matches!(
            step.question,
            Question::Goal | Question::Capability | Question::Gap | Question::Words
        );
        let is_own = is_in_words && !text.is_empty();
        let text = if text.is_empty() { self.l.t("mappings-no-answer") } else { text };
        Said { question: self.l.code("mappings-short", step.question), text, is_own, href }
    }

    fn goal(&self, goal: usize) -> GoalView {
        let said = |question| self.said(Step { question, goal, need: 0 });
        let mut questions = vec![Question::Goal, Question::Obstacle, Question::Consequence];
        if self.draft.entered.mapping.track == Track::Led {
            questions.extend([Question::Capability, Question::Gap]);
        }
        let answers = self.draft.answers.goals.get(goal);
        let needs = answers.map_or(0, |answers| answers.needs.len());
        GoalView {
            place: goal,
            number: goal + 1,
            said: questions.into_iter().map(said).collect(),
            needs: (0..needs).map(|need| self.need(goal, need)).collect(),
        }
    }

    fn need(&self, goal: usize, need: usize) -> NeedView {
        let of_need = [Question::Words, Question::Scope, Question::Start];
        let answers = self.draft.answers.need(goal, need);
        let accepted = answers.and_then(|answers| answers.coding.as_ref());
        let mut read = self
            .draft
            .reading(goal, need)
            .map(|reading| reading.occupations.as_slice())
            .unwrap_or_default()
            .iter()
            .map(|one| {
                let word = one.reasons.first().map_or("", |reason| reason.word.as_str());
                let why = self.l.ta("mappings-occupation-why").a("word", word);
                Choice::new(&one.concept_id, &one.label).hint(why)
            });
        NeedView {
            goal,
            need,
            number: need + 1,
            words: answers.map(|answers| answers.words.clone()).unwrap_or_default(),
            said: of_need
                .into_iter()
                .map(|question| self.said(Step { question, goal, need }))
                .collect(),
            occupation: accepted
                .map(|coding| (coding.label.clone(), coding.accepted_by_name.clone())),
            suggestion: read.next(),
            others: read.take(OTHERS).collect(),
        }
    }
}

/// One answer in words; what cannot be read is shown as typed.
fn answer_text(l: L, answers: &Answers, step: Step) -> String {
    let goal = answers.goals.get(step.goal);
    let need = answers.need(step.goal, step.need);
    let joined = |parts: &[String]| {
        let parts: Vec<&str> =
            parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        parts.join("\n")
    };
    match (step.question, goal, need) {
        (Question::Contact, ..) => {
            joined(&[answers.contact_name.clone(), answers.contact_reach.clone()])
        }
        (Question::Goal, Some(goal), _) => goal.goal.clone(),
        (Question::Obstacle, Some(goal), _) => Obstacle::parse(&goal.obstacle)
            .map(|code| l.code("mappings-obstacle", code))
            .unwrap_or_default(),
        (Question::Consequence, Some(goal), _) => {
            let severity = Severity::parse(&goal.severity);
            let severity = severity.map(|code| l.code("severity", code)).unwrap_or_default();
            joined(&[severity, goal.consequence.clone()])
        }
        (Question::Capability, Some(goal), _) => goal.capability.clone(),
        (Question::Gap, Some(goal), _) => goal.gap.clone(),
        (Question::Words, _, Some(need)) => need.words.clone(),
        (Question::Scope, _, Some(need)) => {
            let kind = NeedKind::parse(&need.kind).map(|code| l.code("need-kind", code));
            let count = need.count.trim().parse::<i64>().map_or_else(
                |_| need.count.clone(),
                |count| l.ta("mappings-persons").a("count", count).to_string(),
            );
            joined(&[kind.unwrap_or_default(), count])
        }
        (Question::Start, _, Some(need)) => {
            let parts = [&need.start_day, &need.start_month, &need.start_year];
            match domain::time::date_from_parts("start", parts.map(String::as_str)) {
                Ok(Some(day)) => l.day_long(day),
                Ok(None) => l.t("mappings-start-unknown"),
                Err(_) => parts.map(String::as_str).join(" "),
            }
        }
        _ => String::new(),
    }
}

#[derive(Template)]
#[template(path = "mappings/review.html")]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing the page asks")]
struct ReviewPage {
    shell: Shell,
    l: L,
    form: FormState,
    base: String,
    is_link: bool,
    is_micro: bool,
    is_demo: bool,
    firm: String,
    version: i64,
    sheet: Sheet,
    /// The firm can say yes here.
    can_approve: bool,
    /// The leader can make the summary here.
    can_compile: bool,
    can_change: bool,
    /// Somebody can send the summary back.
    can_send_back: bool,
    can_code: bool,
    /// Address of the first page with something missing.
    unfinished: String,
    sent_back: String,
    /// What the leader has summed up.
    summed_up: Option<(String, String)>,
}

/// Shows all answers.
pub(super) async fn show<R>(guard: &Guard<R>, way: &Way) -> Answer {
    let draft = match mappings::draft(&guard.app, way.door()).await {
        Ok(draft) => draft,
        Err(error) => return way.lost(error),
    };
    let name = match (&way, guard.signed()) {
        (Way::Login { .. }, Some(signed)) => signed.name.clone(),
        _ => draft.answers.contact_name.clone(),
    };
    let form = FormState::with(guard, Typed::of([("name", name)]));
    show_form(guard, way, &draft, form)
}

/// Shows all answers, with a form as it was sent.
pub(super) fn show_form<R>(guard: &Guard<R>, way: &Way, draft: &Draft, form: FormState) -> Answer {
    let l = guard.l();
    let mapping = &draft.entered.mapping;
    let state = mapping.state;
    if state.is_approved() && way.is_link() {
        return Ok(redirect(&way.base()));
    }
    let is_micro = mapping.track == Track::Micro;
    let is_firm = draft.entered.seat == Seat::Firm;
    let can_change = state.takes_answers() && draft.entered.seat.writes();
    let is_ready = draft.unfinished.is_none();
    let waits = state == MappingState::Compiled;
    render_with(
        form.status(),
        &ReviewPage {
            shell: guard.shell(),
            l,
            base: way.base(),
            is_link: way.is_link(),
            is_micro,
            is_demo: mapping.is_demo,
            firm: mapping.organisation_name.clone(),
            version: mapping.version,
            sheet: Sheet::of(l, draft, can_change.then_some(way)),
            can_approve: is_firm && is_ready && (waits || (is_micro && can_change)),
            can_compile: !is_micro && draft.entered.seat == Seat::Leader && can_change && is_ready,
            can_change,
            can_send_back: waits && draft.entered.seat.writes(),
            can_code: (waits || can_change) && draft.entered.seat.writes(),
            unfinished: draft
                .unfinished
                .filter(|_| can_change)
                .map(|at| way.question(at))
                .unwrap_or_default(),
            sent_back: draft.sent_back.clone().map(|(_, words)| words).unwrap_or_default(),
            summed_up: draft
                .summary
                .as_ref()
                .map(|text| (text.words.clone(), text.by_name.clone())),
            form,
        },
    )
}
