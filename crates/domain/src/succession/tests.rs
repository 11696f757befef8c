use super::cover::{
    COVERS_MAX, Cover, Editions, Firm, SizeBand, TeaserForm, WAYS_MAX, industry_of, ways, wider,
};
use super::intentions::{Intention, gauge};
use super::words::{Known, reveals};
use super::*;
use crate::codes::{Sni, SniVersion};
use crate::signals::PERSONS_LEAST;
use proptest::prelude::*;

fn place(code: &str) -> MunicipalityCode {
    MunicipalityCode::parse(code).expect("code")
}

fn county() -> Vec<MunicipalityCode> {
    ["2260", "2262", "2280", "2281", "2282"].map(place).to_vec()
}

fn firm(code: &str, industry: Industry, size: SizeBand) -> Firm {
    Firm { municipality: place(code), industry: Some(industry), size: Some(size) }
}

fn kitchen(code: &str, size: SizeBand) -> Firm {
    firm(code, Industry::Hospitality, size)
}

fn narrow() -> Cover {
    Cover {
        industry: Some(Industry::Hospitality),
        municipalities: vec![place("2280")],
        sizes: Some((SizeBand::To9, SizeBand::To9)),
    }
}

/// Nothing has been published before.
fn first() -> Editions {
    Editions::default()
}

#[test]
fn a_teaser_that_two_firms_fit_has_to_say_less() {
    let own = kitchen("2280", SizeBand::To9);
    let register = [
        own.clone(),
        kitchen("2280", SizeBand::To9),
        kitchen("2282", SizeBand::To9),
        kitchen("2281", SizeBand::To19),
        firm("2280", Industry::Trade, SizeBand::To9),
    ];
    let faults = narrow().check(&own, &first(), &register).expect_err("two");
    assert_eq!((faults.0.len(), faults.0[0].code), (1, "succession-too-narrow"));
    let broader = ways(&narrow(), &first(), &register, &county());
    let with = |code: &str| Cover { municipalities: vec![place("2280"), place(code)], ..narrow() };
    assert_eq!(broader.first(), Some(&with("2282")), "one municipality more is enough");
    assert!(broader.iter().all(|way| way.check(&own, &first(), &register).is_ok()), "{broader:?}");
    assert!(
        ways(&narrow(), &first(), &register[..2], &county()).is_empty(),
        "the county is too small"
    );
}

#[test]
fn two_editions_that_each_fit_three_firms_do_not_name_one_together() {
    let own = kitchen("2280", SizeBand::To9);
    let register = [
        own.clone(),
        kitchen("2280", SizeBand::To19),
        kitchen("2280", SizeBand::To49),
        kitchen("2281", SizeBand::To9),
        kitchen("2282", SizeBand::To9),
    ];
    let by_place = Cover { sizes: None, ..narrow() };
    let by_size = Cover { municipalities: Vec::new(), ..narrow() };
    for one in [&by_place, &by_size] {
        assert_eq!(one.check(&own, &first(), &register), Ok(()));
    }
    let told = first().with(&by_place);
    assert_eq!(told.with(&by_size).count(&register), 1, "only its own is left");
    let faults = by_size.check(&own, &told, &register).expect_err("together");
    assert_eq!((faults.0.len(), faults.0[0].code), (1, "succession-told-before"));
    let broader = ways(&by_size, &told, &register, &county());
    assert!(!broader.is_empty() && !broader.contains(&by_size), "{broader:?}");
    for way in &broader {
        assert_eq!(way.check(&own, &told, &register), Ok(()), "{way:?}");
    }
    assert!(ways(&by_size, &told.with(&narrow()), &register, &county()).is_empty(), "too late");
}

#[test]
fn what_a_listing_has_told_is_kept_in_its_narrowest_words() {
    let any = first().with(&Cover::ANY);
    assert_eq!(any.with(&narrow()), first().with(&narrow()));
    assert_eq!(first().with(&narrow()).with(&Cover::ANY), first().with(&narrow()));
    // Pairs of places, none within another, so all of them are kept.
    let pairs = (0..=COVERS_MAX).map(|nth| Cover {
        municipalities: vec![place("2280"), place(&format!("{:04}", 100 + nth))],
        ..Cover::ANY
    });
    let register = vec![kitchen("2280", SizeBand::To9); 5];
    let mut told = first();
    let mut last = true;
    for pair in pairs {
        assert!(last, "one too many comes last");
        told = told.with(&pair);
        last = told.is_anonymous(&register);
    }
    assert!(!last, "after so many it begins anew");
}

#[test]
fn a_teaser_says_nothing_that_is_not_true_of_the_firm() {
    let own = kitchen("2280", SizeBand::To9);
    let register = vec![kitchen("2282", SizeBand::To19); 5];
    let cover = Cover {
        industry: Some(Industry::Trade),
        municipalities: vec![place("2282")],
        sizes: Some((SizeBand::To19, SizeBand::To19)),
    };
    let faults = cover.check(&own, &first(), &register).expect_err("all three are of another");
    let fields: Vec<_> = faults.0.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["industry", "municipalities", "sizeFrom"]);
}

#[test]
fn a_form_that_names_every_municipality_means_the_county() {
    let form = TeaserForm {
        municipalities: county().iter().map(ToString::to_string).collect(),
        size_from: "5-9".into(),
        ..TeaserForm::default()
    };
    let cover = form.cover(&county()).expect("read");
    assert_eq!(cover.municipalities, []);
    assert_eq!(cover.sizes, Some((SizeBand::To9, SizeBand::To9)));
    assert_eq!(TeaserForm::of(&cover, "").cover(&county()), Ok(cover));
    for (form, field, code) in [
        (
            TeaserForm { municipalities: vec!["0180".into()], ..form.clone() },
            "municipalities",
            "unknown-choice",
        ),
        (TeaserForm { size_to: "1-4".into(), ..form.clone() }, "sizeTo", "succession-sizes-turned"),
        (TeaserForm { industry: "bakery".into(), ..form.clone() }, "industry", "unknown-choice"),
    ] {
        let faults = form.cover(&county()).expect_err(code);
        assert_eq!((faults.0[0].field, faults.0[0].code), (field, code));
    }
}

#[test]
fn sections_of_sni_are_put_together_as_people_speak_of_them() {
    for (code, industry) in [
        ("02200", Some(Industry::Land)),
        ("25110", Some(Industry::Manufacturing)),
        ("56100", Some(Industry::Hospitality)),
        ("68", Some(Industry::Finance)),
        ("96021", Some(Industry::Culture)),
        ("99000", None),
    ] {
        let sni = Sni::parse(SniVersion::Sni2007, code).expect("code");
        assert_eq!(industry_of(&sni), industry, "{code}");
    }
}

#[test]
fn a_size_is_what_its_bounds_say() {
    for band in SizeBand::ALL {
        let (least, most) = band.bounds();
        assert_eq!(SizeBand::of(least), *band);
        assert_eq!(SizeBand::of(most.unwrap_or(9_999)), *band);
    }
}

fn known() -> Known {
    Known {
        names: vec!["Demo Ådalens Plåt AB".into(), "Per Hedlund".into()],
        number: Some("559999-0024".into()),
        places: vec!["Kramfors".into(), "Ånge".into()],
    }
}

#[test]
fn words_that_tell_who_it_is_are_found() {
    for (text, code) in [
        ("Vi på Ådalens Plåt säljer", "succession-tells-name"),
        ("adalens plat säljs", "succession-tells-name"),
        ("Ring Hedlund", "succession-tells-name"),
        ("Nummer 559999 0024", "succession-tells-number"),
        ("Nummer 5599990024.", "succession-tells-number"),
        ("Se 556677-8899", "succession-tells-number"),
        ("Ring 070-123 45 67", "succession-tells-number"),
        ("Ring +46 70 123 45 67", "succession-tells-number"),
        ("Skriv till per@exempel.test", "succession-tells-address"),
        ("Se plat.se/om", "succession-tells-address"),
        ("Se (www.plat.example)", "succession-tells-address"),
        ("Se plat.se.", "succession-tells-address"),
        ("Nära Kramfors centrum", "succession-tells-place"),
        ("Kramforsbor handlar här", "succession-tells-place"),
        ("I Ånges utkant", "succession-tells-place"),
    ] {
        assert_eq!(reveals("words", text, &known()).map(|fault| fault.code), Some(code), "{text}");
    }
}

#[test]
fn a_short_name_counts_as_a_whole() {
    let short = Known { names: vec!["Ek AB".into(), "Bo Ö".into()], ..Known::default() };
    for text in ["Ek säljer", "Hos Ek, i skogen", "Eks verkstad", "ring bo ö"] {
        let code = reveals("words", text, &short).map(|fault| fault.code);
        assert_eq!(code, Some("succession-tells-name"), "{text}");
    }
    for text in ["Ekonomin är god. Vi är ett AB.", "Bo kvar, i huset på en ö"] {
        assert_eq!(reveals("words", text, &short), None, "{text}");
    }
    let none = Known { names: vec!["Demo AB".into(), String::new()], ..Known::default() };
    assert_eq!(reveals("words", "Ett AB som finns", &none), None, "nothing of it is its own");
}

#[test]
fn ordinary_words_pass() {
    for text in [
        "Verkstad med 12 anställda. Omsättning 19 500 000 kr år 2025.",
        "Ange gärna vad du vill veta. Demo finns.",
        "Vi har kunder i hela länet, bra.Vi vill sälja inom 0,5 till 2 år",
        "Öppet 07-16, lokal på 1 200 m2.",
    ] {
        assert_eq!(reveals("words", text, &known()), None, "{text}");
    }
}

#[test]
fn forty_four_per_cent_intend_family_or_staff_and_fifty_six_do_not_know() {
    let gauge = gauge(&[(Intention::FamilyOrStaff, 11), (Intention::Unknown, 14)]);
    assert_eq!(gauge.total, Some(25));
    let share = |place: usize| gauge.share(gauge.parts[place].1.expect("shown"));
    assert!((share(0) - 0.44).abs() < f64::EPSILON && (share(3) - 0.56).abs() < f64::EPSILON);
}

#[test]
fn four_answers_show_nothing_and_a_small_part_takes_another_with_it() {
    let few = gauge(&[(Intention::Unknown, 4)]);
    assert!(few.total.is_none() && few.parts.iter().all(|part| part.1.is_none()));
    let small =
        gauge(&[(Intention::FamilyOrStaff, 9), (Intention::External, 2), (Intention::Unknown, 14)]);
    let shown: Vec<_> = small.parts.iter().map(|part| part.1).collect();
    assert_eq!(shown, [None, None, Some(0), Some(14)]);
}

#[test]
fn names_show_only_between_the_agreement_and_the_end() {
    use ContactState::{Ended, Exchanged, Interest, Negotiation, Transferred};
    let shown: Vec<_> = ContactState::ALL.iter().filter(|one| one.shows_names()).collect();
    assert_eq!(shown, [&Exchanged, &Negotiation]);
    assert_eq!(after_agreeing(Interest, false), Interest, "one alone is not enough");
    assert_eq!(after_agreeing(Interest, true), Exchanged);
    assert_eq!(after_agreeing(Ended, true), Ended);
    let form = AgreementForm { agreed: "yes".into(), agreement: AGREEMENT_VERSION.into() };
    assert_eq!(form.parse(), Ok(AGREEMENT_VERSION));
    let old = AgreementForm { agreement: "2020-1".into(), ..form.clone() };
    assert_eq!(old.parse().map_err(|fault| fault.code), Err("succession-agreement-changed"));
    let silent = AgreementForm { agreed: String::new(), ..form };
    assert_eq!(silent.parse().map_err(|fault| fault.code), Err("succession-agreement-needed"));
    assert!(!Interest.may_become(Negotiation) && !Interest.may_become(Transferred));
}

#[test]
fn what_has_ended_stays_ended() {
    for from in ListingState::ALL.iter().filter(|one| !one.is_open()) {
        assert!(ListingState::ALL.iter().all(|next| !from.may_become(*next)), "{from}");
    }
    for from in ContactState::ALL.iter().filter(|one| !one.is_open()) {
        assert!(ContactState::ALL.iter().all(|next| !from.may_become(*next)), "{from}");
    }
}

fn any_firm() -> impl Strategy<Value = Firm> {
    let codes = prop::sample::select(county());
    let industries = prop::sample::select(&Industry::ALL[..4]);
    let sizes = prop::sample::select(SizeBand::ALL);
    let some = prop::option::weighted(0.9, (industries, sizes));
    (codes, some).prop_map(|(municipality, some)| Firm {
        municipality,
        industry: some.map(|(industry, _)| industry),
        size: some.map(|(_, size)| size),
    })
}

fn cover_of(own: &Firm, is_open: [bool; 3]) -> Cover {
    Cover {
        industry: own.industry.filter(|_| !is_open[0]),
        municipalities: if is_open[1] { Vec::new() } else { vec![own.municipality.clone()] },
        sizes: own.size.filter(|_| !is_open[2]).map(|size| (size, size)),
    }
}

proptest! {
    #[test]
    fn whatever_is_published_or_offered_covers_three_firms(
        register in prop::collection::vec(any_firm(), 1..40),
        at in any::<prop::sample::Index>(),
        is_open in any::<[bool; 3]>(),
    ) {
        let own = at.get(&register);
        let wanted = cover_of(own, is_open);
        prop_assert_eq!(
            wanted.check(own, &first(), &register).is_ok(),
            wanted.count(&register) >= FIRMS_LEAST
        );
        let ways = ways(&wanted, &first(), &register, &county());
        prop_assert!(ways.len() <= WAYS_MAX);
        prop_assert_eq!(ways.is_empty(), register.len() < FIRMS_LEAST);
        for way in &ways {
            prop_assert!(way.count(&register) >= FIRMS_LEAST);
            prop_assert!(way.contains(&wanted) && way.check(own, &first(), &register).is_ok());
        }
    }

    #[test]
    fn whatever_editions_are_published_leave_three_firms(
        register in prop::collection::vec(any_firm(), 1..40),
        at in any::<prop::sample::Index>(),
        editions in prop::collection::vec(any::<[bool; 3]>(), 1..6),
    ) {
        let own = at.get(&register);
        let (mut told, mut published) = (first(), Vec::new());
        for is_open in editions {
            let cover = cover_of(own, is_open);
            if cover.check(own, &told, &register).is_ok() {
                told = told.with(&cover);
                published.push(cover.clone());
            }
            for way in ways(&cover, &told, &register, &county()) {
                prop_assert!(way.check(own, &told, &register).is_ok());
            }
        }
        let fits = |firm: &&Firm| published.iter().all(|cover| cover.covers(firm));
        let left = register.iter().filter(fits).count();
        prop_assert!(published.is_empty() || left >= FIRMS_LEAST);
    }

    #[test]
    fn no_broader_way_is_offered_than_needed(
        register in prop::collection::vec(any_firm(), 3..40),
        at in any::<prop::sample::Index>(),
    ) {
        let wanted = cover_of(at.get(&register), [false; 3]);
        let all = wider(&wanted, &county());
        let least = all.iter().filter(|(_, way)| way.is_anonymous(&register)).map(|one| one.0);
        let first = ways(&wanted, &first(), &register, &county()).into_iter().next();
        let cost = all.iter().find(|(_, way)| Some(way) == first.as_ref()).map(|one| one.0);
        prop_assert_eq!(cost, least.min());
    }

    #[test]
    fn what_one_cover_contains_it_covers(
        firms in prop::collection::vec(any_firm(), 1..20),
        own in any_firm(),
        is_open in any::<[bool; 3]>(),
    ) {
        let (narrow, broad) = (cover_of(&own, [false; 3]), cover_of(&own, is_open));
        prop_assert!(broad.contains(&narrow));
        for firm in &firms {
            prop_assert!(!narrow.covers(firm) || broad.covers(firm));
        }
    }

    #[test]
    fn no_hidden_answer_can_be_told_from_the_total(counts in prop::array::uniform4(0i64..30)) {
        let all: Vec<_> = Intention::ALL.iter().copied().zip(counts).collect();
        let shown = gauge(&all);
        let Some(total) = shown.total else {
            prop_assert!(counts.iter().sum::<i64>() < PERSONS_LEAST);
            return Ok(());
        };
        let visible: i64 = shown.parts.iter().filter_map(|part| part.1).sum();
        let hidden = shown.parts.iter().filter(|part| part.1.is_none()).count();
        prop_assert!(hidden != 1 && (hidden == 0 || total - visible >= PERSONS_LEAST));
        prop_assert!(shown.parts.iter().filter_map(|part| part.1)
            .all(|count| count == 0 || count >= PERSONS_LEAST));
    }

    #[test]
    fn no_text_makes_the_guard_panic(text in ".{0,80}") {
        let _ = reveals("words", &text, &known());
    }
}
