use proptest::prelude::*;

use super::*;

const NAMES: [&str; 60] = [
    "gateway",
    "orders",
    "payments",
    "catalog",
    "inventory",
    "shipping",
    "customers",
    "notifications",
    "search",
    "recommendations",
    "pricing",
    "carts",
    "reviews",
    "returns",
    "loyalty",
    "fraud",
    "invoicing",
    "tax",
    "identity",
    "warehouse",
    "couriers",
    "suppliers",
    "purchasing",
    "ledger",
    "payouts",
    "subscriptions",
    "vouchers",
    "wishlists",
    "media",
    "translations",
    "geocoding",
    "addresses",
    "support",
    "chat",
    "surveys",
    "campaigns",
    "segments",
    "analytics",
    "reporting",
    "exports",
    "audit",
    "consent",
    "documents",
    "contracts",
    "onboarding",
    "verification",
    "limits",
    "fees",
    "exchange-rates",
    "quotes",
    "bookings",
    "calendar",
    "availability",
    "routing",
    "tracking",
    "telemetry",
    "devices",
    "firmware",
    "alerts",
    "backoffice",
];

/// A system as people write it: every service somewhat different, with sentences, calls, events, endpoints and tables.
fn realistic(services: usize) -> String {
    let mut text = "name: marketplace\nsummary: Sells and ships goods of many sellers.\nstyle: microservices\n\
        requirements:\n  quality:\n    availability: 99.9%\n    latency: { p99: 400ms }\nservices:\n"
        .to_owned();
    (0..services).for_each(|n| service(n, services, &mut text));
    text += "stores:\n";
    let owners = || (0..services).filter(|n| n % 4 != 1);
    for n in owners() {
        let engine = ["postgresql", "postgresql", "mongodb", "mysql", "postgresql"][n % 5];
        text += &format!("  - {{ name: {}-db, engine: {engine} }}\n", NAMES[n]);
    }
    text += "data_model:\n";
    for n in owners().filter(|n| n % 3 == 0) {
        let (name, extra) =
            (NAMES[n], ["amount: numeric(12,2)", "reason: text", "sent_at: timestamptz", "rank: integer"][n / 3 % 4]);
        text += &format!("  - name: {name}\n    store: {name}-db\n    fields:\n      id: uuid pk\n      {extra}\n");
        text += "      created_at: timestamptz not null default now()\n";
    }
    text
}

fn service(n: usize, services: usize, text: &mut String) {
    let verbs = ["Keeps", "Works out", "Sends", "Checks", "Collects", "Plans", "Answers"];
    let things = ["what a customer may see", "the price of an item", "the state of each parcel", "who may do what"];
    let teams = ["checkout", "fulfilment", "growth", "platform", "risk"];
    let actions = ["cancel", "approve", "refresh", "archive", "retry", "merge", "split"];
    let name = NAMES[n];
    let other = |step: usize| NAMES[(n * 7 + step) % services];
    *text += &format!("  - name: {name}\n    team: {}\n", teams[n * 3 % 5]);
    if n.is_multiple_of(3) {
        *text += &format!("    summary: {} {}.\n", verbs[n % 7], things[n / 2 % 4]);
    }
    if n % 4 != 1 {
        *text += &format!("    owns: [{name}-db]\n");
    }
    if n.is_multiple_of(2) {
        *text += &format!("    calls:\n      - {{ to: {}, timeout: {}ms }}\n", other(3), 200 + n * 37 % 9 * 100);
    }
    if n % 7 == 3 {
        *text += &format!("      - to: {}\n        timeout: 2s\n        circuit_breaker: true\n", other(5))
            .replace("      - to", if n.is_multiple_of(2) { "      - to" } else { "    calls:\n      - to" });
    }
    if n % 5 == 2 {
        *text += &format!("    publishes: [{name}.changed]\n");
    }
    if n % 5 == 4 {
        *text += &format!("    subscribes:\n      - {{ event: {}.changed, idempotent: by event id }}\n", NAMES[n - 2]);
    }
    *text += &format!("    api:\n      - GET /v1/{name}/{{id}}\n");
    if n % 3 != 2 {
        *text += &format!("      - {{ method: POST, path: /v1/{name}, auth: required, idempotency: key }}\n");
    }
    if n % 2 == 1 {
        *text += &format!("      - POST /v1/{name}/{{id}}/{}\n", actions[n % 7]);
    }
}

#[test]
fn links_stay_short() {
    for (services, most) in [(1, 400), (5, 800), (20, 2_100), (60, 4_000)] {
        let text = realistic(services);
        let link = encode(&text);
        println!("{services} services: {} bytes, link of {} characters", text.len(), link.len());
        assert_eq!(crate::yaml::Tree::read(&text).errors(), []);
        assert_eq!(decode(&link).as_ref(), Ok(&text));
        assert!(link.len() <= most, "{services} services take {}", link.len());
    }
    let sample = include_str!("../yaml/tests/sample.yaml");
    println!("the sample: {} bytes, link of {} characters", sample.len(), encode(sample).len());
}

/// Links as they were made by the first release; each must open for ever.
const GOLDEN: [(&str, &str); 3] = [
    ("v1.d.gRydxQMA", ""),
    (
        "v1.d.B9Nje22YwQkAAAgCV2mANooGiWj3Aj8GDnDi6wTB3pNWcoMoFLhFP605u8UmVfcF",
        "name: tiny\nservices:\n  - name: orders\n    calls: [{ to: payments, timeout: 2s }]\n  - name: payments\n",
    ),
    ("v1.d.aOUZNIPodS86vO3w_FSFp0v3KnyYP6OBl0sZ5L8MoJOBnaPiVF4uAA", "name: Größe 好 😀\r\n# nothing else\r\n"),
];

#[test]
fn golden_links_open_for_ever() {
    for (link, text) in GOLDEN {
        assert_eq!(decode(link).as_deref(), Ok(text));
    }
    // Its own checksum says that it is the text it was made of.
    let long = decode(include_str!("golden-1.txt")).unwrap();
    assert!(long.starts_with("# The shop, as it stands") && long.ends_with("circuit_breaker: true }\n"));
    let old = std::hint::black_box(WORDS);
    assert_eq!((old.len(), checksum(old)), (9_821, 4_183_003_661), "the words of codec `d` must never change");
}

#[test]
fn every_truncated_link_says_so() {
    let link = encode(&realistic(3));
    for length in "v1.d.".len()..link.len() {
        assert_eq!(decode(link.get(..length).unwrap()), Err(LinkError::Truncated), "{length}");
    }
}

#[test]
fn every_altered_link_is_refused() {
    let link = encode(&realistic(2));
    for at in "v1.d.".len()..link.len() {
        for with in ["A", "_", "0", "%", ")"] {
            let mut altered = link.clone();
            altered.replace_range(at..=at, with);
            if altered != link {
                assert!(matches!(decode(&altered), Err(LinkError::Altered | LinkError::Truncated)), "{at} {with}");
            }
        }
    }
}

#[test]
fn what_is_not_a_link_of_ours_is_named() {
    assert_eq!(decode(""), Err(LinkError::NotALink));
    assert_eq!(decode("services"), Err(LinkError::NotALink));
    assert_eq!(decode("version.d.x"), Err(LinkError::NotALink));
    assert_eq!(decode("v2.d.AAAA"), Err(LinkError::UnknownVersion("v2".into())));
    assert_eq!(decode("v1.q.AAAA"), Err(LinkError::UnknownCodec("q".into())));
    assert_eq!(decode("v1"), Err(LinkError::Truncated));
    assert_eq!(decode("v1.d."), Err(LinkError::Truncated));
    let latin = [0xe9, 0xe8];
    let mut payload = checksum(&latin).to_be_bytes().to_vec();
    payload.extend(deflate(&latin));
    assert_eq!(decode(&format!("v1.d.{}", URL_SAFE_NO_PAD.encode(payload))), Err(LinkError::NotText));
}

#[test]
fn bombs_are_refused() {
    assert_eq!(decode(&encode(&"a".repeat(MAX_TEXT + 1))), Err(LinkError::TooLarge));
    assert_eq!(decode(&encode(&"a".repeat(30 << 20))), Err(LinkError::TooLarge));
    let most = "a".repeat(MAX_TEXT);
    assert_eq!(decode(&encode(&most)), Ok(most));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_comes_back(text in any::<String>()) {
        prop_assert_eq!(decode(&encode(&text)), Ok(text));
    }

    #[test]
    fn any_fragment_gives_an_answer(fragment in "(v1\\.d\\.)?[A-Za-z0-9_-]{0,80}|\\PC{0,40}") {
        let _ = decode(&fragment);
    }
}
