//! Every component at once: templates that no page uses yet are compiled and looked at here.

use askama::Template;
use domain::access::Role;
use domain::cases::Clock;
use domain::fault::{Fault, Faults};
use domain::offers::Verdict;
use domain::time::Timestamp;

use crate::forms::{FormState, Typed};
use crate::l10n::L;
use crate::shell::{Flash, LanguageSwitch, Shell};
use crate::ui::{Choice, ClockView, Crumb, Paging, Reason, ThreadStep, TimelineEntry, thread};

#[derive(Template)]
#[template(path = "components/all.html")]
struct AllComponents {
    shell: Shell,
    l: L,
    form: FormState,
    crumbs: Vec<Crumb>,
    choices: Vec<Choice>,
    thread: Vec<ThreadStep>,
    clock: ClockView,
    timeline: Vec<TimelineEntry>,
    reasons: Vec<Reason>,
    paging: Paging,
}

fn all() -> AllComponents {
    let l = L::default();
    let at: Timestamp = "2026-12-08T15:00:00Z".parse().expect("instant");
    let fields = [
        ("name", "<b>Plåt & Son"),
        ("words", "<script>"),
        ("sector", "b"),
        ("see", "a"),
        ("see", "b"),
        ("startDay", "31"),
    ];
    let faults = Faults(vec![
        Fault::new("name", "required"),
        Fault::new("kind", "required"),
        Fault::new("start", "date-needs-three-numbers").with("value", "31"),
    ]);
    let reason = |verdict| Reason { verdict, text: "R".into() };
    AllComponents {
        shell: Shell {
            l,
            county: "Västernorrland".into(),
            is_demo: true,
            nav: Vec::new(),
            person: None,
            role: Role::Public,
            csrf: "C".into(),
            flash: Some(Flash::new("flash-signed-out").undo("/angra").view(l)),
            request_id: "R".into(),
            path: "/".into(),
            closed: domain::modules::Closed::default(),
            switch: LanguageSwitch::of("https://samkraft.test", "/", l.language()),
        },
        l,
        form: FormState::example(Typed::of(fields), &faults),
        crumbs: vec![Crumb::up("/behov", "A"), Crumb::here("B")],
        choices: vec![Choice::new("a", "A").hint("H"), Choice::new("b", "B")],
        thread: thread(l, 2, &["N".to_owned()]),
        clock: ClockView::of(l, Clock::Running { working_days: 1 }, at),
        timeline: vec![TimelineEntry { when: "W".into(), at, what: "X".into(), more: "M".into() }],
        reasons: Verdict::ALL.iter().copied().map(reason).collect(),
        paging: Paging { previous: Some("/a".into()), next: Some("/b".into()) },
    }
}

#[test]
fn every_component_renders_and_nothing_typed_escapes_its_place() {
    let html = all().render().expect("rendered");
    assert!(!html.contains("<b>Plåt") && !html.contains("<script>"), "{html}");
    assert!(html.contains("<title>Fel: T"), "{html}");
    assert_eq!(html.matches("<h1").count(), 1);
    if let Some(path) = std::env::var_os("SHOWCASE") {
        std::fs::write(path, &html).expect("written");
    }
}

#[test]
fn every_error_links_to_a_field_and_every_description_is_there() {
    let html = all().render().expect("rendered");
    let values = |attribute: &str| -> Vec<String> {
        let parts = html.split(attribute).skip(1);
        parts.filter_map(|part| part.split('"').next()).map(ToOwned::to_owned).collect()
    };
    let ids = values(" id=\"");
    let mut seen = std::collections::BTreeSet::new();
    assert!(ids.iter().all(|id| seen.insert(id)), "an id stands twice: {ids:?}");
    for link in values("href=\"#") {
        assert!(ids.contains(&link), "#{link}");
    }
    for attribute in ["aria-describedby=\"", "aria-labelledby=\"", "<label for=\""] {
        for id in values(attribute).iter().flat_map(|ids| ids.split(' ')) {
            assert!(ids.iter().any(|known| known == id), "{attribute}{id}");
        }
    }
}

#[test]
fn what_was_chosen_is_chosen_again() {
    let html = all().render().expect("rendered");
    assert!(html.contains("<option value=\"b\" selected>"), "{html}");
    assert_eq!(html.matches(" checked>").count(), 2, "{html}");
}
