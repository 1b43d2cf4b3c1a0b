//! The caret language: examples in which comments under a line mark what a rule must say about it.
//!
//! ```yaml
//! api:
//!   - GET /getOrders
//! #       ^^^^^^^^^^ the message
//! ```
//! A `#` directly before a caret stands for a caret itself, so that the first column can be marked.
//!
//! A `yaml before` block is the earlier version of the examples after it, for rules that compare two.

use std::sync::Arc;

use crate::lint::{self, Finding, Options};
use crate::rule::{Rule, Severity};
use crate::spec::Spec;
use crate::text::{LineIndex, Span};

/// What a caret line says.
type Mark = (Span, String);

/// Checks that a rule's examples say what it does: the bad one reports its carets, the fixed one is the bad one with
/// all fixes applied and clean, the good ones are silent, and a declared fix has a fixed example.
pub(crate) fn examples(rule: &'static Rule) {
    let examples = versioned(rule.doc);
    let role = |wanted: &str| examples.iter().filter(|it| it.role == wanted).collect::<Vec<_>>();
    assert!(!role("bad").is_empty(), "{} has no bad example", rule.id);
    assert!(!role("good").is_empty() || !role("fixed").is_empty(), "{} has no good example", rule.id);
    assert_eq!(rule.fix.is_some(), !role("fixed").is_empty(), "{}: a fix goes with a fixed example", rule.id);
    let compares = matches!(rule.visit, crate::rule::Visit::Versions(_));
    assert_eq!(compares, !role("before").is_empty(), "{}: two versions go with an earlier example", rule.id);
    for (index, bad) in role("bad").into_iter().enumerate() {
        expect_since(rule, &bad.before, &bad.text);
        if let Some(fixed) = role("fixed").get(index) {
            let (text, _) = unmark(&bad.text);
            assert_eq!(fix_first(rule, &bad.before, &text), fixed.text, "{}: the bad example after its fixes", rule.id);
        }
    }
    for quiet in role("fixed").into_iter().chain(role("good")) {
        silent_since(rule, &quiet.before, &quiet.text);
    }
}

/// An example with the earlier version that stands before it; empty where there is none.
struct Example {
    role: String,
    before: String,
    text: String,
}

fn versioned(doc: &str) -> Vec<Example> {
    let mut before = String::new();
    let example = |(role, text): (String, String)| {
        if role == "before" {
            before.clone_from(&text);
        }
        Example { role, before: before.clone(), text }
    };
    crate::reference::page_blocks(doc).into_iter().map(example).collect()
}

/// Checks that a rule reports what the carets in `text` say, and nothing else.
pub(crate) fn expect(rule: &'static Rule, text: &str) {
    expect_since(rule, "", text);
}

/// As [`expect`], beside an earlier version.
pub(crate) fn expect_since(rule: &'static Rule, before: &str, text: &str) {
    let (text, marks) = unmark(text);
    let found: Vec<Mark> = check(rule, before, &text).into_iter().map(|it| (it.span, it.message)).collect();
    assert!(!marks.is_empty(), "{}: an example without carets", rule.id);
    if found != marks {
        panic!("{}:\nexpected\n{}\nfound\n{}", rule.id, mark(&text, &marks), mark(&text, &found));
    }
}

/// Checks that a rule says nothing about `text`.
pub(crate) fn silent(rule: &'static Rule, text: &str) {
    silent_since(rule, "", text);
}

/// As [`silent`], beside an earlier version.
pub(crate) fn silent_since(rule: &'static Rule, before: &str, text: &str) {
    let found: Vec<Mark> = check(rule, before, text).into_iter().map(|it| (it.span, it.message)).collect();
    assert!(found.is_empty(), "{} should be silent:\n{}", rule.id, mark(text, &found));
}

/// The findings of one rule. The text must otherwise be sound language, or the example shows something else too.
pub(crate) fn check(rule: &'static Rule, before: &str, text: &str) -> Vec<Finding> {
    let spec = Spec::read(text);
    if rule.group() != "meta" {
        let problems: Vec<_> = spec.problems.iter().map(|it| (it.span.of(text), &it.message)).collect();
        assert!(problems.is_empty(), "{}: the example is no sound spec: {problems:?}\n{text}", rule.id);
    }
    // Rules about kept findings need the other rules to have run.
    let only = (!matches!(rule.visit, crate::rule::Visit::Waiver(_))).then_some(rule.id);
    let baseline = (!before.is_empty()).then(|| Arc::new(Spec::read(before)));
    let unsound = baseline.as_ref().map(|it| it.problems.len()).unwrap_or_default();
    assert_eq!(unsound, 0, "{}: the earlier version is no sound spec:\n{before}", rule.id);
    let options = Options { today: Some("2027-01-31".into()), only, stage: Some(rule.stage), baseline };
    let mut findings = lint::check(&spec, &options);
    findings.retain(|it| it.rule.id == rule.id && it.ignored.is_none());
    for finding in &findings {
        assert!(finding.message.chars().count() <= 100, "{}: too long: {}", rule.id, finding.message);
        assert!(!finding.message.ends_with('.'), "{}: full stop: {}", rule.id, finding.message);
        assert!(finding.severity >= Severity::Info);
    }
    findings
}

fn fix_first(rule: &'static Rule, before: &str, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..5 {
        let findings = check(rule, before, &text);
        let mut edits: Vec<crate::text::Edit> = Vec::new();
        for fix in findings.iter().filter_map(|it| it.fixes.first()) {
            let touches = fix
                .edits
                .iter()
                .any(|new| edits.iter().any(|old| new.span.start <= old.span.end && old.span.start <= new.span.end));
            if !touches {
                edits.extend(fix.edits.iter().cloned());
            }
        }
        if edits.is_empty() {
            break;
        }
        text = crate::text::apply(&text, &edits);
    }
    text
}

/// Takes the caret lines out and returns what they mark.
pub(crate) fn unmark(text: &str) -> (String, Vec<Mark>) {
    let mut kept = String::new();
    let mut marks = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let Some(start) = caret(line) else {
            line_start = kept.len();
            kept.push_str(line);
            continue;
        };
        let carets = line.chars().skip(start).take_while(|c| matches!(c, '^' | '#')).count();
        let message = line.chars().skip(start + carets).collect::<String>().trim().to_owned();
        let above: Vec<usize> = kept
            .get(line_start..)
            .unwrap_or_default()
            .char_indices()
            .map(|(at, _)| at)
            .chain([kept.len() - line_start])
            .collect();
        let at = |column: usize| line_start + above.get(column).copied().unwrap_or(kept.trim_end().len() - line_start);
        marks.push((Span::new(at(start), at(start + carets)), message));
    }
    marks.sort();
    (kept, marks)
}

/// The column of the first caret of a caret line.
fn caret(line: &str) -> Option<usize> {
    let after = line.strip_prefix('#')?;
    let gap = after.chars().take_while(|c| *c == ' ').count();
    after.chars().nth(gap).filter(|c| *c == '^')?;
    Some(if gap == 0 { 0 } else { gap + 1 })
}

/// Puts caret lines in, for a failure's message.
fn mark(text: &str, marks: &[Mark]) -> String {
    let index = LineIndex::new(text);
    let mut out = String::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        out.push_str(line);
        for (span, message) in marks.iter().filter(|(span, _)| index.line_of(span.start) == number) {
            let column = index.position(text, span.start).column - 1;
            let width = span.of(text).lines().next().unwrap_or_default().chars().count().max(1);
            let carets = "^".repeat(width);
            let lead = if column == 0 {
                format!("#{}", "^".repeat(width.saturating_sub(1)))
            } else {
                format!("#{}{carets}", " ".repeat(column - 1))
            };
            out.push_str(&format!("{lead} {message}\n"));
        }
    }
    out
}
