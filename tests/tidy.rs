//! Conventions of the code that no compiler holds: where files lie, what they may name, what must be written down.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use architrave::rules;

/// Every file below these folders, in order.
fn files(folders: &[&str]) -> Vec<PathBuf> {
    let mut waiting: Vec<PathBuf> = folders.iter().map(PathBuf::from).collect();
    let mut files = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            let inside = fs::read_dir(&path).expect("readable").map(|entry| entry.expect("readable").path());
            waiting.extend(inside.filter(|path| !path.ends_with("node_modules")));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> Vec<(PathBuf, String)> {
    let files = files(&["src", "tests", "benches", "xtask"]).into_iter();
    let rust = files.filter(|path| path.extension().is_some_and(|it| it == "rs"));
    rust.map(|path| (path.clone(), fs::read_to_string(path).expect("text"))).collect()
}

#[test]
fn every_rule_s_id_is_the_name_of_its_file() {
    let registered: BTreeSet<String> = rules::all().map(|rule| rule.id.replace('-', "_")).collect();
    let groups = files(&["src/rules"]).into_iter().filter_map(|path| {
        let inside = path.strip_prefix("src/rules").ok()?.with_extension("");
        // A file that declares no rule serves those beside it.
        let is_rule = fs::read_to_string(&path).is_ok_and(|text| text.contains("\nrule! {"));
        is_rule.then(|| inside.to_string_lossy().replace('\\', "/"))
    });
    assert_eq!(registered, groups.collect());
}

#[test]
fn ids_are_unique_and_in_kebab_case() {
    let ids: Vec<&str> = rules::all().map(|rule| rule.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    for id in ids {
        let (group, name) = id.split_once('/').expect("a group and a name");
        let kebab = |part: &str| {
            part.split('-')
                .all(|word| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()))
        };
        assert!(kebab(group) && kebab(name), "{id}");
        assert!(!name.starts_with("no-") && !name.starts_with("require-"), "{id} is the remedy, not the defect");
    }
}

/// Words that only files below certain paths may hold.
const BORDERS: [(&[&str], &[&str]); 4] = [
    (&["granit_parser"], &["src/yaml"]),
    (&["web_sys", "gloo::", "use gloo"], &["src/app/browser", "src/bin/worker"]),
    (&["leptos::", "use leptos"], &["src/app", "src/main.rs"]),
    (&["\"flowchart ", "\"erDiagram", "\"sequenceDiagram", "flowchart LR", "flowchart TB"], &["src/diagram"]),
];

#[test]
fn what_belongs_behind_a_border_stays_there() {
    for (path, text) in sources().iter().filter(|(path, _)| path.starts_with("src")) {
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for (words, homes) in BORDERS {
            let at_home = homes.iter().any(|home| path.starts_with(home) || path.with_extension("") == Path::new(home));
            for word in words.iter().filter(|_| !at_home) {
                assert!(!code.contains(word), "{} names `{word}`, which only {homes:?} may", path.display());
            }
        }
    }
}

#[test]
fn a_module_s_file_bears_its_name() {
    for (path, _) in sources() {
        assert!(!path.ends_with("mod.rs"), "{}", path.display());
        let vague = ["utils", "util", "helpers", "common", "manager", "misc"];
        let stem = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(!vague.contains(&stem.as_str()), "{} says nothing of what is in it", path.display());
    }
}

#[test]
fn nothing_is_left_to_do_later() {
    // In halves, so that this file does not name them itself.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("dbg", "!("),
        concat!("todo", "!("),
        concat!("#[all", "ow("),
    ];
    for (path, text) in sources() {
        for (number, line) in text.lines().enumerate() {
            // A rule about such words, and its examples, name them.
            let names_it = line.contains('"') || line.contains('`') || line.trim_start().starts_with("///");
            let mark = marks.iter().find(|mark| line.contains(*mark) && !names_it);
            assert!(mark.is_none(), "{}:{}: {line}", path.display(), number + 1);
        }
    }
}

/// Longer than this a file is read by nobody.
const LONGEST: usize = 400;

/// Lists that are long by nature: one language's keys, one kind of drawing, one walk through samples.
const LONG: [&str; 4] = ["src/spec/endpoint.rs", "src/spec/service.rs", "src/spec/operations.rs", "src/model/api.rs"];

#[test]
fn files_are_short_enough_to_be_read() {
    for (path, text) in sources() {
        let lines = text.split("\n#[cfg(test)]\nmod tests").next().unwrap_or_default().lines().count();
        let known = LONG.iter().any(|long| path == Path::new(long));
        assert!(lines <= LONGEST || known, "{} has {lines} lines", path.display());
    }
}

#[test]
fn the_commands_of_the_pages_exist() {
    let commands = fs::read_to_string("xtask/src/main.rs").expect("the commands");
    for page in ["README.md", ".github/CONTRIBUTING.md"] {
        let text = fs::read_to_string(page).expect("a page");
        for rest in text.split("cargo xtask ").skip(1) {
            let word: String = rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect();
            assert!(commands.contains(&format!("\"{word}\"")), "{page} names `cargo xtask {word}`");
        }
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let local = !link.contains("://") && !link.starts_with('#');
            let from = Path::new(page).parent().expect("a folder");
            assert!(!local || from.join(link.split('#').next().unwrap_or(link)).exists(), "{page} links to {link}");
        }
    }
}
