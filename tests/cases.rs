//! The whole specs that the tests walk: the samples of the site, and the cases of `tests/specs`.

use std::fs;
use std::path::{Path, PathBuf};

use architrave::lint::{self, Finding, Options};
use architrave::protocol::Severity;
use architrave::spec::Spec;
use architrave::text::LineIndex;

/// The date against which dates in specs are compared, so that no test changes its mind with time.
pub(crate) const TODAY: &str = "2026-06-01";

/// Samples that show findings; every other sample and case has none at its stage.
const FAULTY: [&str; 8] =
    ["chat-platform", "code-hosting", "eshop", "first", "online-boutique", "payments-api", "petclinic", "smallest"];

/// A whole spec.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) text: String,
}

impl Case {
    /// The sample of that name.
    pub(crate) fn sample(name: &str) -> Self {
        let path = Path::new("public/samples").join(name).with_extension("yaml");
        Self { name: name.to_owned(), text: fs::read_to_string(path).expect("a sample of that name") }
    }

    /// Whether it is to have no findings.
    pub(crate) fn is_clean(&self) -> bool {
        !FAULTY.contains(&self.name.as_str())
    }

    /// Where its expected findings are kept.
    pub(crate) fn golden(&self) -> PathBuf {
        Path::new("tests/specs").join(&self.name).join("findings.txt")
    }
}

/// Every sample and every case, by name.
pub(crate) fn all() -> Vec<Case> {
    let mut cases: Vec<Case> = names("public/samples", "yaml").iter().map(|name| Case::sample(name)).collect();
    for folder in folders() {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        if let Ok(text) = fs::read_to_string(folder.join("spec.yaml")) {
            cases.push(Case { name, text });
        }
    }
    cases.sort_by(|a, b| a.name.cmp(&b.name));
    assert!(cases.windows(2).all(|pair| pair[0].name != pair[1].name), "two cases of one name");
    cases
}

/// The folders of `tests/specs`.
pub(crate) fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        fs::read_dir("tests/specs").expect("cases").map(|entry| entry.expect("readable").path()).collect();
    folders.sort();
    folders
}

fn names(folder: &str, extension: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
    let wanted = entries.filter(|path| path.extension().is_some_and(|it| it == extension));
    let mut names: Vec<String> =
        wanted.map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What the engine finds in a text.
pub(crate) fn check(text: &str) -> Vec<Finding> {
    lint::check(&Spec::read(text), &options())
}

pub(crate) fn options() -> Options {
    Options { today: Some(TODAY.to_owned()), ..Options::default() }
}

/// Findings as lines: `12:5 warning api/verb-in-path …`, with what the author keeps marked.
pub(crate) fn written(text: &str, findings: &[Finding]) -> String {
    let lines = LineIndex::new(text);
    let line = |finding: &Finding| {
        let place = lines.position(text, finding.span.start);
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        let kept = finding.ignored.as_ref().map(|reason| format!(" (ignored: {reason})")).unwrap_or_default();
        format!("{}:{} {severity} {} {}{kept}\n", place.line, place.column, finding.rule.id, finding.message)
    };
    findings.iter().map(line).collect()
}
