//! What holds for any text, however broken: the engine answers, answers the same again, and its fixes mend.

use std::collections::BTreeMap;

use architrave::lint::{self, Finding, Options};
use architrave::model::Model;
use architrave::protocol::Severity;
use architrave::rule::{Fix, Rule, Visit};
use architrave::spec::{ProblemKind, Spec};
use architrave::text::{Edit, Span, apply};
use proptest::prelude::*;

use crate::cases::{self, check, options, written};

/// Few cases, for every run. `PROPTEST_CASES=1000 PROPTEST_RNG_SEED=7` tries more, and others.
fn config(cases: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(cases), failure_persistence: None, ..ProptestConfig::default() }
}

fn any_sample() -> impl Strategy<Value = String> {
    let texts: Vec<String> = cases::all().into_iter().map(|case| case.text).collect();
    proptest::sample::select(texts)
}

/// One thing that goes wrong while somebody types.
#[derive(Debug, Clone)]
enum Slip {
    /// A line is lost.
    Lose(usize),
    /// A line is written twice.
    Repeat(usize),
    /// A line moves to the left or the right.
    Indent(usize, bool),
    /// A character becomes another.
    Alter(usize, char),
    /// A character is lost.
    Drop(usize),
    /// One of several entries of a flow mapping is lost.
    Unsay(usize),
    /// A number becomes another.
    Count(usize, u32),
}

fn slip() -> impl Strategy<Value = Slip> {
    let place = any::<usize>();
    let character = proptest::sample::select("abz09 :-,{}[]'\"#&*|>%@`\n\t?!é🏛".chars().collect::<Vec<char>>());
    prop_oneof![
        3 => place.prop_map(Slip::Lose),
        1 => place.prop_map(Slip::Repeat),
        1 => (place, any::<bool>()).prop_map(|(at, right)| Slip::Indent(at, right)),
        2 => (place, character).prop_map(|(at, c)| Slip::Alter(at, c)),
        2 => place.prop_map(Slip::Drop),
        5 => place.prop_map(Slip::Unsay),
        2 => (place, 0_u32..100_000).prop_map(|(at, number)| Slip::Count(at, number)),
    ]
}

fn after(text: &str, slip: &Slip) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = |at: usize| at % lines.len().max(1);
    let with = |at: usize, replaced: Vec<String>| -> String {
        let kept = |range: &[&str]| range.concat();
        kept(&lines[..at.min(lines.len())]) + &replaced.concat() + &kept(&lines[(at + 1).min(lines.len())..])
    };
    let character = |at: usize| text.char_indices().nth(at % text.chars().count().max(1));
    let replaced = |span: Span, by: &str| apply(text, &[Edit::replace(span, by)]);
    match slip {
        Slip::Lose(at) => with(line(*at), Vec::new()),
        Slip::Repeat(at) => with(line(*at), vec![lines.get(line(*at)).copied().unwrap_or_default().repeat(2)]),
        Slip::Indent(at, right) => {
            let own = lines.get(line(*at)).copied().unwrap_or_default();
            let moved = if *right { format!("  {own}") } else { own.strip_prefix("  ").unwrap_or(own).to_owned() };
            with(line(*at), vec![moved])
        }
        Slip::Alter(at, by) => character(*at)
            .map_or_else(String::new, |(at, old)| replaced(Span::new(at, at + old.len_utf8()), &by.to_string())),
        Slip::Drop(at) => {
            character(*at).map_or_else(String::new, |(at, old)| replaced(Span::new(at, at + old.len_utf8()), ""))
        }
        Slip::Unsay(at) => pick(text, *at, &[", "], |text, comma| {
            let end = text[comma + 1..].find([',', '}', ']', '\n']).map_or(text.len(), |end| comma + 1 + end);
            Span::new(comma, end)
        })
        .map_or_else(|| text.to_owned(), |span| replaced(span, "")),
        Slip::Count(at, number) => pick(text, *at, &["1", "2", "3", "5"], |text, start| {
            let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |end| start + end);
            Span::new(start, end)
        })
        .map_or_else(|| text.to_owned(), |span| replaced(span, &number.to_string())),
    }
}

/// The span at one of the places where a word stands.
fn pick(text: &str, at: usize, words: &[&str], span: impl Fn(&str, usize) -> Span) -> Option<Span> {
    let mut places: Vec<usize> = words.iter().flat_map(|word| text.match_indices(word)).map(|(at, _)| at).collect();
    places.sort_unstable();
    places.get(at % places.len().max(1)).map(|place| span(text, *place))
}

fn slipped() -> impl Strategy<Value = String> {
    let few = proptest::collection::vec(slip(), 1..4);
    (any_sample(), few).prop_map(|(text, slips)| slips.iter().fold(text, |text, slip| after(&text, slip)))
}

/// A spec beside a later version of it.
fn revised() -> impl Strategy<Value = (String, String)> {
    let few = proptest::collection::vec(slip(), 1..4);
    (any_sample(), few).prop_map(|(text, slips)| {
        let now = slips.iter().fold(text.clone(), |text, slip| after(&text, slip));
        (text, now)
    })
}

/// Everything that the engine does with a text, for its panics.
fn survive(text: &str) {
    let spec = Spec::read(text);
    let model = Model::new(&spec, Some(cases::TODAY));
    let findings = lint::check_model(&model, &options());
    for finding in &findings {
        let spans = finding.related.iter().map(|(span, _)| span).chain([&finding.span]);
        let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.span);
        for span in spans.chain(edits) {
            assert!(text.get(span.start..span.end).is_some(), "{}: {span:?} is no range of the text", finding.rule.id);
        }
    }
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn no_beginning_of_a_spec_is_too_much(text in any_sample(), end in any::<proptest::sample::Index>()) {
        let end = (0..=end.index(text.len() + 1)).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        survive(&text[..end]);
    }

    #[test]
    fn no_earlier_version_is_too_much(before in slipped(), now in slipped()) {
        let baseline = Some(std::sync::Arc::new(Spec::read(&before)));
        for finding in lint::check(&Spec::read(&now), &Options { baseline, ..options() }) {
            let spans = finding.related.iter().map(|(span, _)| span).chain([&finding.span]);
            for span in spans.chain(finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.span)) {
                assert!(now.get(span.start..span.end).is_some(), "{}: {span:?} is no range of the text", finding.rule.id);
            }
        }
    }

    #[test]
    fn no_slip_of_the_pen_is_too_much(text in slipped()) {
        survive(&text);
    }

    #[test]
    fn no_text_is_too_much(text in "[ -~\n\t]{0,300}") {
        survive(&text);
    }

    #[test]
    fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        survive(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn checking_twice_gives_the_same(text in slipped()) {
        prop_assert_eq!(format!("{:?}", check(&text)), format!("{:?}", check(&text)));
    }
}

proptest! {
    #![proptest_config(config(12))]

    #[test]
    fn every_fix_mends_what_it_is_for_and_breaks_nothing(text in slipped()) {
        every_fix_mends(&text, check, |_| true);
    }

    #[test]
    fn every_fix_of_a_comparison_mends_it((before, now) in revised()) {
        let baseline = std::sync::Arc::new(Spec::read(&before));
        let options = Options { baseline: Some(baseline), ..options() };
        // A fix of something else may be what makes two versions comparable.
        let compares = |rule: &Rule| matches!(rule.visit, Visit::Versions(_));
        every_fix_mends(&now, |text| lint::check(&Spec::read(text), &options), compares);
    }

    #[test]
    fn mending_all_at_once_leaves_nothing_to_mend(text in slipped()) {
        let (once, _) = lint::fix_all(&text, None, &options());
        let (twice, mended) = lint::fix_all(&once, None, &options());
        prop_assert_eq!(mended, 0);
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn every_fix_in_the_samples_mends_what_it_is_for_and_breaks_nothing() {
    for case in cases::all() {
        every_fix_mends(&case.text, check, |_| true);
    }
}

#[test]
fn a_generated_system_is_sound_language_and_as_long_as_asked() {
    for count in [300, 2_000] {
        let text = crate::generated::lines(count);
        assert!((count..count + 100).contains(&text.lines().count()));
        let problems = Spec::read(&text).problems;
        assert!(problems.is_empty(), "{problems:?}");
    }
}

/// Applies each fix by itself and looks at what is left.
fn every_fix_mends(text: &str, check: impl Fn(&str) -> Vec<Finding>, of: impl Fn(&Rule) -> bool) {
    /// A text that is broken all over has hundreds; a few of each rule say as much.
    const OF_EACH_RULE: usize = 2;
    let before = check(text);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in before.iter().filter(|finding| of(finding.rule)) {
        let times = seen.entry(finding.rule.id).or_default();
        *times += 1;
        if *times <= OF_EACH_RULE {
            finding.fixes.iter().for_each(|fix| mends(text, &before, finding, fix, &check));
        }
    }
}

fn mends(text: &str, before: &[Finding], finding: &Finding, fix: &Fix, check: &impl Fn(&str) -> Vec<Finding>) {
    let fixed = apply(text, &fix.edits);
    let after = check(&fixed);
    let tell = |what: &str| {
        let place = written(text, std::slice::from_ref(finding));
        let lines = difference(text, &fixed);
        let come = difference(&written(text, before), &written(&fixed, &after));
        format!("{what}\n{place}fix: {}\n{lines}findings that were not there before:\n{come}", fix.title)
    };
    assert_ne!(fixed, text, "{}", tell("the fix changes nothing"));
    let broken = |text: &str| {
        let kinds = [ProblemKind::Syntax, ProblemKind::DuplicateKey];
        Spec::read(text).problems.iter().filter(|problem| kinds.contains(&problem.kind)).count()
    };
    assert!(broken(&fixed) <= broken(text), "{}", tell("the fix breaks the syntax"));
    let like = |findings: &[Finding]| {
        let same =
            |it: &&Finding| it.rule.id == finding.rule.id && it.message == finding.message && it.ignored.is_none();
        findings.iter().filter(same).count()
    };
    // A rule that reports the first of several like it goes on to the next.
    let moved = place_after(finding.span.start, &fix.edits);
    let stays = |it: &Finding| it.rule.id == finding.rule.id && it.message == finding.message && it.span.start == moved;
    if finding.ignored.is_none() && like(&after) >= like(before) {
        assert!(!after.iter().any(stays), "{}", tell("the finding is still there"));
    }
    // What a defect of the text hid comes to light when it is mended, and so does what two numbers that contradict
    // each other kept from being worked out.
    if finding.rule.group() == "meta" || REVEALING.contains(&finding.rule.id) {
        return;
    }
    let (old, new) = (errors(before), errors(&after));
    // Whoever asks another service, or is asked by it, waits from then on: what that costs is told where it is too much.
    let waits = |rule: &str| finding.rule.group() == "arch" && rule == "resilience/timeout-inversion";
    for (rule, count) in new.into_iter().filter(|(rule, _)| !waits(rule)) {
        let known = old.get(rule).copied().unwrap_or_default();
        assert!(count <= known, "{}", tell(&format!("the fix brings an error of {rule}")));
    }
}

/// Rules about a contradiction that keeps other rules silent.
const REVEALING: [&str; 1] = ["scale/reversed-bounds"];

/// Where an offset is after edits before it.
fn place_after(offset: usize, edits: &[Edit]) -> usize {
    let before = || edits.iter().filter(|edit| edit.span.end <= offset && edit.span.start < offset);
    let added: usize = before().map(|edit| edit.text.len()).sum();
    let lost: usize = before().map(|edit| edit.span.len()).sum();
    offset + added - lost
}

fn errors(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut errors = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Error && finding.ignored.is_none()) {
        *errors.entry(finding.rule.id).or_default() += 1;
    }
    errors
}

/// The lines of the second text that the first lacks.
fn difference(old: &str, new: &str) -> String {
    let known: std::collections::BTreeSet<&str> = old.lines().collect();
    new.lines().filter(|line| !known.contains(line)).map(|line| format!("  + {line}\n")).collect()
}
