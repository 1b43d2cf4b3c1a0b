//! The `architrave` command: what it prints, where, and with which exit status.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// One error that nothing mends by itself, and one that `--fix` mends.
const FAULTY: &str = "services:
  - name: orders
    calls: [payments]
    stateless: yes
  - payments
";

const CLEAN: &str = "stage: draft\nservices: [orders]\n";

fn run(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_architrave"));
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    // A command that does not read its input closes it.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    child.wait_with_output().expect("the command ends")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("an exit status")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn file(name: &str, text: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path
}

#[test]
fn clean_input_says_so_and_exits_with_0() {
    let output = run(&["check", "-"], CLEAN);
    assert_eq!((status(&output), stdout(&output).trim()), (0, "0 errors, 0 warnings, 0 infos"));
}

#[test]
fn a_finding_is_shown_in_its_line_without_colours_in_a_pipe() {
    let output = run(&["check", "-"], FAULTY);
    let text = stdout(&output);
    assert_eq!(status(&output), 1);
    assert!(text.contains("error[resilience/missing-timeout]: the call to `payments` has no timeout"), "{text}");
    assert!(text.contains("<stdin>:3:13") && text.contains("^^^^^^^^"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
}

#[test]
fn the_threshold_decides_what_fails() {
    let warning = "stage: draft\nservices: [orders]\nunknown_section: 1\n";
    assert_eq!(status(&run(&["check", "-"], warning)), 0);
    assert_eq!(status(&run(&["check", "--deny", "warning", "-"], warning)), 1);
    assert_eq!(status(&run(&["check", "--deny", "info", "-"], CLEAN)), 0);
}

#[test]
fn a_spec_is_compared_with_its_earlier_version() {
    let before = file("before.yaml", "stage: draft\napi: [GET /v1/orders, GET /v1/baskets]\n");
    let before = before.to_str().expect("text");
    let now = "stage: draft\napi: [GET /v1/orders]\n";
    assert_eq!(status(&run(&["check", "-"], now)), 0);
    let output = run(&["check", "--baseline", before, "-"], now);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).contains("error[api/removed-operation]: `GET /v1/baskets` is gone"), "{}", stdout(&output));
    let piped = run(&["check", "--baseline", "-", before], now);
    assert_eq!(status(&piped), 0, "{}", stdout(&piped));
}

#[test]
fn a_baseline_that_cannot_be_read_exits_with_2_and_says_why() {
    let clean = file("compared.yaml", CLEAN);
    let clean = clean.to_str().expect("text");
    let broken = file("broken.yaml", "services: [orders\n");
    for (arguments, input, reason) in [
        (vec!["check", "--baseline", "no/such/file.yaml", clean], "", "cannot read no/such/file.yaml"),
        (vec!["check", "--baseline", broken.to_str().expect("text"), clean], "", "cannot be read: line"),
        (vec!["check", "--baseline", "-", clean], "", "the baseline <stdin> is no spec: it has no keys"),
        (vec!["check", "--baseline", "-", "-"], CLEAN, "standard input is either the spec or its baseline"),
        (vec!["check", "--baseline", clean, clean, clean], "", "a baseline is the earlier version of one spec"),
    ] {
        let output = run(&arguments, input);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(status(&output), 2, "{arguments:?}: {said}");
        assert!(said.contains(reason), "{arguments:?}: {said}");
    }
}

#[test]
fn what_cannot_be_read_exits_with_2_and_the_rest_is_checked() {
    let output = run(&["check", "no/such/file.yaml"], "");
    assert_eq!(status(&output), 2);
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot read no/such/file.yaml"));
    let binary = file("binary.yaml", "");
    fs::write(&binary, [0xff, 0xfe, 0x00]).expect("written");
    let clean = file("clean.yaml", CLEAN);
    let output = run(&["check", binary.to_str().expect("text"), clean.to_str().expect("text")], "");
    assert_eq!(status(&output), 2);
    assert!(stdout(&output).contains("0 errors"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("is not text in UTF-8"));
}

#[test]
fn json_gives_places_and_fixes() {
    let output = run(&["check", "--format", "json", "-"], FAULTY);
    let files: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let findings = files[0]["findings"].as_array().expect("a list");
    let timeout = findings.iter().find(|it| it["rule"] == "resilience/missing-timeout").expect("the finding");
    assert_eq!(timeout["start"], serde_json::json!({ "line": 3, "column": 13 }));
    assert_eq!(timeout["severity"], "error");
    let span = (timeout["span"]["start"].as_u64().unwrap() as usize, timeout["span"]["end"].as_u64().unwrap() as usize);
    assert_eq!(&FAULTY[span.0..span.1], "payments");
    assert!(timeout["fixes"][0]["edits"][0]["text"].as_str().expect("an edit").contains("timeout: 2s"));
}

#[test]
fn safe_fixes_are_written_back_and_nothing_else_changes() {
    let path = file("fix.yaml", FAULTY);
    let output = run(&["check", "--fix", path.to_str().expect("text")], "");
    assert_eq!(fs::read_to_string(&path).expect("text"), FAULTY.replace("yes", "true"));
    assert_eq!(status(&output), 1, "the missing timeout remains");
    let piped = run(&["check", "--fix", "-"], FAULTY);
    assert_eq!(stdout(&piped), FAULTY.replace("yes", "true"));
    assert!(String::from_utf8_lossy(&piped.stderr).contains("missing-timeout"));
}

#[test]
fn rules_explain_themselves() {
    let all: serde_json::Value = serde_json::from_slice(&run(&["rules", "--format", "json"], "").stdout).expect("JSON");
    for rule in all.as_array().expect("a list") {
        let id = rule["id"].as_str().expect("an id");
        let output = run(&["explain", id], "");
        let text = stdout(&output);
        assert_eq!(status(&output), 0);
        for part in ["Why", "Not a problem when", "See", "bad:"] {
            assert!(text.contains(part), "{id} says nothing under {part}");
        }
    }
    let unknown = run(&["explain", "api/verb-in-pth"], "");
    assert_eq!(status(&unknown), 2);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("did you mean `api/verb-in-path`?"));
}

#[test]
fn a_score_says_what_raises_it() {
    let text = stdout(&run(&["check", "--score", "-"], FAULTY));
    assert!(text.contains("of 100") && text.contains("Resilience"), "{text}");
    assert!(text.contains("(resilience to "), "{text}");
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&run(&["check", "--score", "--format", "json", "-"], FAULTY))).expect("JSON");
    assert_eq!(json[0]["score"]["dimensions"].as_array().map(Vec::len), Some(7));
    let plain = stdout(&run(&["check", "--format", "json", "-"], FAULTY));
    assert!(!plain.contains("\"score\""), "{plain}");
}

#[test]
fn diagrams_are_listed_and_drawn() {
    let list = stdout(&run(&["diagram", "list", "-"], FAULTY));
    assert_eq!(list.lines().collect::<Vec<_>>(), ["map", "c4-context", "c4-containers"]);
    let mermaid = stdout(&run(&["diagram", "map", "-"], FAULTY));
    assert!(mermaid.contains("orders") && mermaid.contains("payments"), "{mermaid}");
    let svg = stdout(&run(&["diagram", "map", "--format", "svg", "-"], FAULTY));
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{svg}");
    let one = "flows: [{ name: pay, steps: [orders -> payments] }]\n";
    let named = stdout(&run(&["diagram", "sequence:pay", "-"], &format!("{FAULTY}{one}")));
    assert_eq!(stdout(&run(&["diagram", "sequence", "-"], &format!("{FAULTY}{one}"))), named);
    let unknown = run(&["diagram", "data", "-"], FAULTY);
    assert_eq!(status(&unknown), 2);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("it has: map"));
}

#[test]
fn a_part_of_a_diagram_is_drawn() {
    let shop = "services:\n  - { name: orders, context: ordering, calls: [payments], owns: [db] }\n  - { name: payments, context: billing, calls: [bank] }\n  - { name: bank }\nstores: [db]\n";
    let map = |args: &[&str]| run(&[&["diagram", "map", "-"], args].concat(), shop);
    let near = stdout(&map(&["--focus", "bank"]));
    assert!(near.contains("service_payments") && !near.contains("service_orders"), "{near}");
    let further = stdout(&map(&["--focus", "bank", "--depth", "2"]));
    assert!(further.contains("service_orders") && !further.contains("store_db"), "{further}");
    let closed = stdout(&map(&["--collapse", "all", "--only", "services"]));
    assert!(closed.contains("ordering<br/>1 service") && !closed.contains("subgraph"), "{closed}");
    for (args, said) in [
        (["--focus", "nobody"], "no element `nobody`; it has: "),
        (["--collapse", "nobody"], "no group `nobody`; it has: ordering, billing"),
        (["--only", "nobody"], "no kind `nobody`; it has: services, stores"),
    ] {
        let refused = map(&args);
        assert_eq!(status(&refused), 2);
        let message = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(message.contains(said), "{message}");
    }
}

#[test]
fn the_gallery_lists_every_sample_with_a_picture() {
    let output = run(&["gallery", "public/samples"], "");
    let list: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), fs::read_dir("public/samples").expect("a folder").count());
    for sample in list {
        let text = |key: &str| sample[key].as_str().unwrap_or_default();
        assert!(!text("title").is_empty() && text("map").starts_with("<svg"), "{sample}");
        assert!(text("map").contains("aria-label=\"Map of "), "{sample}");
    }
    assert_eq!(list.iter().find(|it| it["id"] == "first").map(|it| &it["title"]), Some(&"Bakery".into()));
    assert_eq!(status(&run(&["gallery", "nowhere"], "")), 2);
}

#[test]
fn lines_of_the_guidelines_are_listed_with_their_rules() {
    let json = stdout(&run(&["coverage", "--format", "json"], ""));
    let guidelines: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let lines = |guideline: &serde_json::Value| -> Vec<serde_json::Value> {
        let sections = guideline["sections"].as_array().expect("a list").iter();
        sections.flat_map(|section| section["lines"].as_array().expect("a list").clone()).collect()
    };
    for guideline in guidelines.as_array().expect("a list") {
        let asks: Vec<_> = lines(guideline).into_iter().filter(|line| line["kind"] == "asks").collect();
        let covered = asks.iter().filter(|line| line["rules"] != serde_json::json!([])).count();
        assert_eq!(
            (guideline["covered"].as_u64(), guideline["of"].as_u64()),
            (Some(covered as u64), Some(asks.len() as u64))
        );
    }
    let verbs = lines(&guidelines[1]).into_iter().find(|line| line["line"] == 20).expect("the line");
    assert_eq!(verbs["text"], "GET /getUser");
    assert!(verbs["rules"].as_array().expect("a list").contains(&"api/verb-in-path".into()), "{verbs}");
    let missing = stdout(&run(&["coverage", "--missing"], ""));
    assert!(missing.contains("(no rule)") && !missing.contains("GET /getUser"), "{missing}");
    let reference = stdout(&run(&["reference"], ""));
    let row = reference.lines().find(|line| line.starts_with("| 001:20 |")).expect("a row of the reference");
    assert!(row.contains("`api/verb-in-path`"), "{row}");
}

#[test]
fn documents_are_written_into_a_folder_or_to_a_pipe() {
    let spec =
        "decisions:\n  - { id: ADR-1, title: One <b>store</b>, status: accepted, context: 'it is small' }\n  - Two\n";
    let list = stdout(&run(&["export", "list", "-"], spec));
    for line in ["decision:1  decisions/0001-one-b-store-b.md", "decision:2  decisions/0002-two.md"] {
        assert!(list.lines().any(|it| it == line), "{list}");
    }
    let record = stdout(&run(&["export", "decision:1", "-"], spec));
    assert!(record.starts_with("---\nstatus: accepted\n---\n\n# ADR-1: One &lt;b>store&lt;/b>\n"), "{record}");
    assert_eq!(status(&run(&["export", "decision", "-"], spec)), 2, "two documents need a folder");
    let folder = std::env::temp_dir().join(format!("architrave-export-{}", std::process::id()));
    let out = folder.to_str().expect("a path that is text");
    assert_eq!(status(&run(&["export", "all", "-", "--out", out], spec)), 0);
    assert_eq!(std::fs::read_to_string(folder.join("decisions/0001-one-b-store-b.md")).expect("written"), record);
    std::fs::remove_dir_all(folder).expect("removed");
    let archive = run(&["export", "zip", "-"], spec);
    assert!(archive.stdout.starts_with(b"PK"), "an archive");
    assert_eq!(status(&run(&["export", "all", "-"], spec)), 2, "many files need a folder");
    assert_eq!(status(&run(&["export", "sql", "-"], "services: [orders]\n")), 2);
}

#[test]
fn a_migration_leads_from_a_baseline_to_a_spec() {
    let baseline = std::env::temp_dir().join(format!("architrave-baseline-{}.yaml", std::process::id()));
    let path = baseline.to_str().expect("a path");
    let write = |text: &str| std::fs::write(&baseline, text).expect("written");
    write("data_model: [{ name: orders, fields: { id: uuid pk, note: text } }]\n");
    let after = "data_model: [{ name: orders, fields: { id: uuid pk, total: \"numeric(12,2)\" } }]\n";
    let script = stdout(&run(&["export", "migration", "-", "--baseline", path], after));
    let (added, dropped) = (script.find("ADD COLUMN"), script.find("DROP COLUMN"));
    assert!(added.is_some() && added < dropped, "{script}");
    assert_eq!(status(&run(&["export", "migration", "-"], after)), 2, "there is nothing to compare with");
    assert_eq!(
        status(&run(&["export", "migration", "-", "--baseline", path], "data_model: [{ name: a, name: b }]\n")),
        2
    );
    std::fs::remove_file(&baseline).expect("removed");
}
