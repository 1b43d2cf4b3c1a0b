//! Whole specs and what they must yield.
//!
//! The expected findings of a case stand in `tests/specs/<case>/findings.txt`; `UPDATE=1 cargo test` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use architrave::lint::{self, Options};
use architrave::rules;
use architrave::spec::Spec;

use crate::cases::{self, Case, check, written};

#[test]
fn every_case_has_the_findings_that_are_written_down() {
    let mut differences = String::new();
    for case in cases::all() {
        let found = written(&case.text, &check(&case.text));
        let golden = case.golden();
        if std::env::var("UPDATE").is_ok_and(|it| it == "1") {
            fs::create_dir_all(golden.parent().expect("a folder")).expect("made");
            fs::write(&golden, &found).expect("written");
            continue;
        }
        let expected = fs::read_to_string(&golden).unwrap_or_default();
        if expected != found || !golden.exists() {
            differences += &format!("{}\n{}", golden.display(), difference(&expected, &found));
        }
    }
    assert!(differences.is_empty(), "`UPDATE=1 cargo test` takes what is right:\n{differences}");
}

#[test]
fn every_folder_of_expected_findings_has_its_case() {
    let cases: BTreeSet<String> = cases::all().into_iter().map(|case| case.name).collect();
    for folder in cases::folders() {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(cases.contains(&name), "{} belongs to no sample and has no spec.yaml", folder.display());
    }
}

#[test]
fn a_good_design_has_no_findings_at_its_stage() {
    let mut told = String::new();
    for case in cases::all().into_iter().filter(Case::is_clean) {
        let findings: Vec<_> = check(&case.text).into_iter().filter(|finding| finding.ignored.is_none()).collect();
        if !findings.is_empty() {
            told += &format!("{}:\n{}", case.name, written(&case.text, &findings));
        }
    }
    assert!(told.is_empty(), "{told}");
}

#[test]
fn a_spec_beside_itself_breaks_nobody() {
    for case in cases::all() {
        let baseline = Some(Arc::new(Spec::read(&case.text)));
        let found = lint::check(&Spec::read(&case.text), &Options { baseline, ..cases::options() });
        assert_eq!(written(&case.text, &found), written(&case.text, &check(&case.text)), "{}", case.name);
    }
}

#[test]
fn every_spec_says_at_its_top_what_it_shows() {
    for case in cases::all() {
        assert!(case.text.starts_with("# "), "{}", case.name);
    }
}

#[test]
fn the_first_sample_teaches_a_few_things_and_mends_some_with_a_click() {
    let sample = Case::sample("first");
    let findings = check(&sample.text);
    assert!((3..=5).contains(&findings.len()), "{}", written(&sample.text, &findings));
    let groups: BTreeSet<&str> = findings.iter().map(|finding| finding.rule.group()).collect();
    assert!(groups.len() >= 3, "of different kinds: {groups:?}");
    assert!(findings.iter().filter(|finding| !finding.fixes.is_empty()).count() >= 2);
    assert!(sample.text.lines().count() <= 90, "fits the screen");
}

/// Lines of both texts that the other lacks.
fn difference(expected: &str, found: &str) -> String {
    let (old, new): (BTreeSet<&str>, BTreeSet<&str>) = (expected.lines().collect(), found.lines().collect());
    let gone = expected.lines().filter(|line| !new.contains(line)).map(|line| format!("  - {line}\n"));
    let come = found.lines().filter(|line| !old.contains(line)).map(|line| format!("  + {line}\n"));
    gone.chain(come).collect()
}

/// A defect of a real system, and what shows it.
struct Defect {
    system: &'static str,
    what: &'static str,
    shown: Shown,
}

enum Shown {
    /// By these rules, each with a part of its message.
    By(&'static [(&'static str, &'static str)]),
    /// Not at all, for a reason.
    Not(&'static str),
}
use Shown::{By, Not};

const fn defect(system: &'static str, what: &'static str, shown: Shown) -> Defect {
    Defect { system, what, shown }
}

/// What stands in the sources of three public systems and must be seen in a faithful spec of them.
const DEFECTS: &[Defect] = &[
    defect(
        "online-boutique",
        "no deadline on any gRPC call but that for advertisements",
        By(&[("resilience/missing-timeout", "`paymentservice`"), ("resilience/missing-timeout", "`cartservice`")]),
    ),
    defect(
        "online-boutique",
        "no retry and no circuit breaker anywhere",
        Not("between one team's services without deadlines these would not help; the deadlines come first"),
    ),
    defect(
        "online-boutique",
        "the card is charged before the parcel is ordered, and nothing gives the money back",
        By(&[("saga/missing-compensation", "")]),
    ),
    defect(
        "online-boutique",
        "an order that is placed twice is charged twice",
        Not("a form is sent once by a person, and no call says that it is repeated"),
    ),
    defect(
        "online-boutique",
        "carts are gone when the only Redis restarts",
        By(&[("data/volatile-records", "`carts`")]),
    ),
    defect("online-boutique", "carts never end", Not("the store of carts is no cache, and a store may keep for ever")),
    defect("online-boutique", "services speak in the clear", By(&[("security/plain-transport", "")])),
    defect("online-boutique", "services do not know each other", By(&[("auth/unauthenticated-call", "")])),
    defect("online-boutique", "nobody signs in to check out", By(&[("auth/public-without-reason", "")])),
    defect(
        "online-boutique",
        "card data crosses plaintext hops",
        By(&[("security/unencrypted-personal-data", "`card`")]),
    ),
    defect(
        "online-boutique",
        "the frontend asks seven services, the checkout six",
        Not("seven is where it begins to hurt; eight are reported"),
    ),
    defect("online-boutique", "one query a product while an order is placed", Not("a flow's step has no count")),
    defect("online-boutique", "the load balancer speaks plain HTTP", By(&[("security/plain-transport", "")])),
    defect(
        "eshop",
        "catalogue writes without a sign-in",
        By(&[
            ("auth/public-without-reason", "`POST /api/catalog"),
            ("auth/public-without-reason", "`PUT /api/catalog"),
            ("auth/public-without-reason", "`DELETE /api/catalog"),
        ]),
    ),
    defect(
        "eshop",
        "the order processor reads the orders' database",
        By(&[("arch/shared-store-read", "`orderingdb`")]),
    ),
    defect("eshop", "a message whose handler fails is gone", By(&[("events/missing-dead-letter", "`OrderStarted`")])),
    defect("eshop", "events have no version", Not("no event has one; it is missed where most others have one")),
    defect("eshop", "each subscriber has its own copy of an event's type", Not("code is not seen")),
    defect("eshop", "webhooks carry a fixed token and no signature", By(&[("webhook/unsigned", "")])),
    defect("eshop", "webhooks are sent once", By(&[("webhook/missing-retry", "")])),
    defect("eshop", "implicit grant", By(&[("auth/implicit-grant", "")])),
    defect(
        "eshop",
        "the web client signs in without proof of possession",
        Not("it has a secret and keeps it on a server; only clients at people's hands are reported"),
    ),
    defect("eshop", "access tokens for two hours", By(&[("auth/long-lived-access-token", "2h")])),
    defect("eshop", "baskets never end", Not("the store of baskets is no cache, and a store may keep for ever")),
    defect("eshop", "the image of the database is `latest`", Not("images have no place in a design")),
    defect(
        "eshop",
        "one PostgreSQL server holds four databases",
        Not("a store is a database, not the server below it"),
    ),
    defect(
        "eshop",
        "ordering publishes seven events and hears five",
        Not("a core that others listen to is no defect by itself"),
    ),
    defect("eshop", "cancel and ship are verbs", Not("what has no noun of its own may be an action")),
    defect("eshop", "the list of orders comes whole", By(&[("api/missing-pagination", "`Order`")])),
    defect("petclinic", "the gateway repeats POST", By(&[("resilience/unsafe-retry", "`POST /owners`")])),
    defect("petclinic", "nothing is behind a sign-in", By(&[("auth/public-without-reason", "")])),
    defect(
        "petclinic",
        "three services write one schema",
        By(&[("arch/shared-store-write", "`vets`"), ("arch/shared-store-write", "`visits`")]),
    ),
    defect(
        "petclinic",
        "all owners and all veterinarians at once",
        By(&[("api/missing-pagination", "`owners`"), ("api/missing-pagination", "`vets`")]),
    ),
    defect("petclinic", "a path in camel case", Not("one path with two words is no majority that another could break")),
];

#[test]
fn the_known_defects_of_real_systems_are_found() {
    for defect in DEFECTS {
        let rules_and_messages = match defect.shown {
            By(shown) => shown,
            Not(reason) => {
                assert!(!reason.is_empty());
                continue;
            }
        };
        let findings = check(&Case::sample(defect.system).text);
        for (rule, part) in rules_and_messages {
            assert!(rules::find(rule).is_some(), "there is no rule {rule}");
            let is_it =
                |finding: &&architrave::lint::Finding| finding.rule.id == *rule && finding.message.contains(part);
            assert!(findings.iter().any(|it| is_it(&it)), "{}: {}: {rule} is silent", defect.system, defect.what);
        }
    }
}
