//! One walk over the model with all rules, then what the author keeps, configuration and order.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::{Model, Versions, Waiver};
use crate::order;
use crate::rule::{Buckets, Fix, FixKind, Profile, Rule, Severity, Stage, Visit};
use crate::rules;
use crate::spec::Spec;
use crate::text::{self, Span};

/// Something that is wrong, at its place.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Which rule says so.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong, with offenders in backticks.
    pub message: String,
    /// Other places that take part, each with its part.
    pub related: Vec<(Span, String)>,
    /// Ways to mend it, best first.
    pub fixes: Vec<Fix>,
    /// The arithmetic behind the message, a step a line.
    pub derivation: Vec<String>,
    /// Why the author keeps it, where that is stated.
    pub ignored: Option<String>,
}

impl Finding {
    /// Names another place that takes part.
    pub fn related(&mut self, span: Span, part: impl Into<String>) -> &mut Self {
        self.related.push((span, part.into()));
        self
    }

    /// Offers a way to mend it; one without edits is none.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        if !fix.edits.is_empty() {
            self.fixes.push(fix);
        }
        self
    }

    /// Adds a step of the arithmetic behind the message.
    pub fn step(&mut self, line: impl Into<String>) -> &mut Self {
        self.derivation.push(line.into());
        self
    }
}

/// What a rule tells its findings to.
#[derive(Debug)]
pub struct Report<'m> {
    /// The model that is checked.
    pub model: &'m Model<'m>,
    rule: &'static Rule,
    findings: Vec<Finding>,
}

impl Report<'_> {
    /// Reports a finding and returns it, to be added to.
    pub fn find(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        self.findings.push(Finding {
            rule: self.rule,
            severity: self.rule.severity,
            span,
            message: message.into(),
            related: Vec::new(),
            fixes: Vec::new(),
            derivation: Vec::new(),
            ignored: None,
        });
        let last = self.findings.len() - 1;
        #[expect(clippy::indexing_slicing, reason = "pushed just above")]
        &mut self.findings[last]
    }
}

/// What a check depends on beside the text.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Today as `2027-01-31`, against which dates in a spec are compared; without it none has passed.
    pub today: Option<String>,
    /// Only this rule.
    pub only: Option<&'static str>,
    /// At least this stage, whatever the spec says.
    pub stage: Option<Stage>,
    /// An earlier version of the spec, which the people who use the system still rely on.
    pub baseline: Option<Arc<Spec>>,
}

/// Checks a spec. Findings come in the order of their places; those that the author keeps are among them, marked.
#[must_use]
pub fn check(spec: &Spec, options: &Options) -> Vec<Finding> {
    let model = Model::new(spec, options.today.as_deref());
    check_model(&model, options)
}

/// Checks a model that is built already.
#[must_use]
pub fn check_model(model: &Model<'_>, options: &Options) -> Vec<Finding> {
    let config = Config::new(model.spec, options);
    let mut buckets = Buckets::default();
    rules::all().filter(|rule| config.is_on(rule)).for_each(|rule| buckets.add(rule));
    let Some(first) = rules::all().next() else { return Vec::new() };
    let mut report = Report { model, rule: first, findings: Vec::new() };
    walk(model, &buckets, &mut report);
    let before = options.baseline.as_deref().map(|baseline| Model::new(baseline, None));
    let versions = before.as_ref().and_then(|before| Versions::new(before, model));
    compare(versions, &buckets, &mut report);
    let hits = keep(&mut report.findings, model.spec);
    // Rules about what is kept come after it, so that what is kept of theirs cannot be counted.
    let looks = |id: &str| rules::find(id).is_some_and(|rule| config.is_on(rule) && runs(rule, versions.is_some()));
    for (rule, check) in &buckets.waiver {
        report.rule = rule;
        for (waiver, hits) in model.spec.waivers.iter().zip(&hits) {
            check(Waiver { model, waiver, hits: *hits, looked: looks(&waiver.rule) }, &mut report);
        }
    }
    keep(&mut report.findings, model.spec);
    let mut findings = report.findings;
    for finding in &mut findings {
        finding.severity = config.levels.get(finding.rule.id).copied().flatten().unwrap_or(finding.severity);
    }
    order::by(&mut findings, |a, b| {
        (a.span, b.severity, a.rule.id, &a.message).cmp(&(b.span, a.severity, b.rule.id, &b.message))
    });
    findings.dedup_by(|a, b| a.span == b.span && a.rule.id == b.rule.id && a.message == b.message);
    findings
}

/// Runs every rule of a bucket on every view of its kind.
macro_rules! visit {
    ($report:ident, $bucket:expr, $views:expr) => {
        if !$bucket.is_empty() {
            for view in $views {
                for (rule, check) in &$bucket {
                    $report.rule = rule;
                    check(view, $report);
                }
            }
        }
    };
}

fn walk<'m>(model: &'m Model<'m>, buckets: &Buckets, report: &mut Report<'m>) {
    visit!(report, buckets.problem, &model.spec.problems);
    visit!(report, buckets.text, model.texts());
    visit!(report, buckets.system, [model]);
    visit!(report, buckets.service, model.services());
    visit!(report, buckets.endpoint, model.endpoints());
    visit!(report, buckets.call, model.calls());
    visit!(report, buckets.subscription, model.subscriptions());
    visit!(report, buckets.event, model.events());
    visit!(report, buckets.channel, model.channels());
    visit!(report, buckets.store, model.stores());
    visit!(report, buckets.table, model.tables());
    visit!(report, buckets.column, model.columns());
    visit!(report, buckets.cache, model.caches());
    visit!(report, buckets.flow, model.flows());
    visit!(report, buckets.scheme, model.schemes());
    visit!(report, buckets.webhook, model.webhooks());
    visit!(report, buckets.websocket, model.websockets());
    visit!(report, buckets.sse, model.sse());
    visit!(report, buckets.graphql, model.graphql());
    visit!(report, buckets.grpc, model.grpc());
    visit!(report, buckets.external, model.externals());
    visit!(report, buckets.schema, model.schemas());
    visit!(report, buckets.decision, model.decisions());
    visit!(report, buckets.phase, model.phases());
    visit!(report, buckets.environment, model.environments());
}

/// Runs the rules that look at two versions; none where there is but one.
fn compare<'m>(versions: Option<Versions<'m>>, buckets: &Buckets, report: &mut Report<'m>) {
    visit!(report, buckets.versions, versions);
}

/// Whether a rule that is on has looked before those about what is kept.
const fn runs(rule: &Rule, compared: bool) -> bool {
    match rule.visit {
        Visit::Waiver(_) => false,
        Visit::Versions(_) => compared,
        _ => true,
    }
}

/// Marks what the author keeps and counts for each waiver how many findings it hid.
fn keep(findings: &mut [Finding], spec: &Spec) -> Vec<usize> {
    let mut hits = vec![0; spec.waivers.len()];
    for finding in findings {
        for (waiver, hits) in spec.waivers.iter().zip(&mut hits) {
            if waiver.rule == finding.rule.id && waiver.scope.contains(finding.span) {
                *hits += 1;
                finding.ignored = Some(waiver.reason.clone().unwrap_or_default());
            }
        }
    }
    hits
}

/// What the spec and the caller switch on and off.
struct Config<'s> {
    stage: Stage,
    profile: Profile,
    only: Option<&'static str>,
    levels: BTreeMap<&'s str, Option<Severity>>,
}

impl<'s> Config<'s> {
    fn new(spec: &'s Spec, options: &Options) -> Self {
        let rules = spec.system.rules.as_ref();
        let profile = rules.and_then(|rules| rules.extends.as_ref()).map_or(Profile::Recommended, |it| it.value);
        let levels = rules.into_iter().flat_map(|rules| &rules.levels);
        Self {
            stage: spec.stage().max(options.stage.unwrap_or(Stage::Draft)),
            profile,
            only: options.only,
            levels: order::map(levels.map(|(id, level)| (id.value.as_str(), *level))),
        }
    }

    fn is_on(&self, rule: &Rule) -> bool {
        if let Some(only) = self.only {
            return rule.id == only;
        }
        match self.levels.get(rule.id) {
            Some(level) => level.is_some(),
            None => rule.stage <= self.stage && rule.profile <= self.profile,
        }
    }
}

/// Applies safe fixes, of one rule or of all, until none is left, and counts the findings mended.
#[must_use]
pub fn fix_all(text: &str, rule: Option<&str>, options: &Options) -> (String, usize) {
    /// More rounds than any chain of fixes needs; a pair of rules that undo each other stops here.
    const ROUNDS: usize = 10;
    let mut current = text.to_owned();
    let mut mended = 0;
    for _ in 0..ROUNDS {
        let findings = check(&Spec::read(&current), options);
        let mut edits: Vec<crate::text::Edit> = Vec::new();
        let mut round = 0;
        for finding in findings.iter().filter(|it| it.ignored.is_none() && rule.is_none_or(|rule| rule == it.rule.id)) {
            let Some(fix) = finding.fixes.first().filter(|fix| fix.kind == FixKind::Safe) else { continue };
            let touches = |edit: &crate::text::Edit| {
                fix.edits.iter().any(|new| new.span.start <= edit.span.end && edit.span.start <= new.span.end)
            };
            if !edits.iter().any(touches) {
                edits.extend(fix.edits.iter().cloned());
                round += 1;
            }
        }
        let next = text::apply(&current, &edits);
        if next == current {
            break;
        }
        current = next;
        mended += round;
    }
    (current, mended)
}

/// The edit that keeps a finding: a comment with the reason, above the element that it lies in.
#[must_use]
pub fn ignore(spec: &Spec, finding: &Finding, reason: &str) -> text::Edit {
    let text = spec.text();
    let element = spec.tree.element_around(finding.span).unwrap_or(finding.span);
    let before = text.get(..element.start).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let indent = line.get(..line.len() - line.trim_start().len()).unwrap_or_default();
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    text::Edit::insert(start, format!("{indent}# architrave-ignore {}: {reason}{end}", finding.rule.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: &str = "services:\n  - name: orders\n    calls:\n      - payments\n  - payments\n";

    fn open(text: &str) -> Vec<(&'static str, Severity)> {
        let findings = check(&Spec::read(text), &Options::default());
        let timeout = |it: &&Finding| it.ignored.is_none() && it.rule.id == "resilience/missing-timeout";
        findings.iter().filter(timeout).map(|it| (it.rule.id, it.severity)).collect()
    }

    #[test]
    fn configuration_changes_severity_and_switches_off() {
        assert_eq!(open(SPEC), [("resilience/missing-timeout", Severity::Error)]);
        assert_eq!(open(&format!("{SPEC}rules: {{ resilience/missing-timeout: off }}\n")), []);
        let info = open(&format!("{SPEC}rules: {{ resilience/missing-timeout: info }}\n"));
        assert_eq!(info, [("resilience/missing-timeout", Severity::Info)]);
    }

    #[test]
    fn a_profile_switches_on_what_asks_for_more_and_a_level_wins_over_it() {
        let jobs = "services: [{ name: billing, instances: 3, jobs: [nightly invoice run] }]\n";
        let found = |rules: &str| {
            let findings = check(&Spec::read(&format!("{jobs}{rules}")), &Options::default());
            let job = findings.into_iter().find(|it| it.rule.id == "scale/duplicated-job");
            job.map(|it| it.severity)
        };
        assert_eq!(found(""), None);
        assert_eq!(found("rules: { extends: recommended }\n"), None);
        assert_eq!(found("rules: { extends: strict }\n"), Some(Severity::Info));
        assert_eq!(found("rules: { extends: all }\n"), Some(Severity::Info));
        assert_eq!(found("rules: { extends: strict, scale/duplicated-job: off }\n"), None);
        assert_eq!(found("rules: { scale/duplicated-job: warning }\n"), Some(Severity::Warning));
        assert_eq!(found("rules: { extends: strickt }\n"), None);
    }

    #[test]
    fn a_draft_hears_of_no_absence() {
        assert_eq!(open(&format!("stage: draft\n{SPEC}")), []);
    }

    #[test]
    fn a_finding_can_be_ignored_where_it_lies() {
        for text in [SPEC.to_owned(), SPEC.replace("\n      - payments", " [payments]"), SPEC.replace('\n', "\r\n")] {
            let spec = Spec::read(&text);
            let findings = check(&spec, &Options::default());
            let finding = findings.iter().find(|it| it.rule.id == "resilience/missing-timeout").unwrap();
            let edit = ignore(&spec, finding, "the provider\nhangs up by itself");
            let kept = text::apply(&text, &[edit]);
            let kept = check(&Spec::read(&kept), &Options::default());
            let reasons: Vec<_> = kept.iter().filter_map(|it| it.ignored.as_deref()).collect();
            assert_eq!(reasons, ["the provider hangs up by itself"], "{text}");
        }
    }

    #[test]
    fn what_compares_two_versions_does_so_where_there_are_two() {
        let text = "api: [GET /v1/orders]\nignore: { api/removed-operation: nobody ever called it }\n";
        let before = Arc::new(Spec::read("api: [GET /v1/orders, GET /v1/baskets]\n"));
        let found = |baseline: Option<Arc<Spec>>| {
            let findings = check(&Spec::read(text), &Options { baseline, ..Options::default() });
            let wanted = ["api/removed-operation", "meta/unused-ignore"];
            let findings = findings.into_iter().filter(|it| wanted.contains(&it.rule.id));
            findings.map(|it| (it.rule.id, it.ignored.is_some())).collect::<Vec<_>>()
        };
        assert_eq!(found(None), []);
        assert_eq!(found(Some(before)), [("api/removed-operation", true)]);
        assert_eq!(found(Some(Arc::new(Spec::read(text)))), [("meta/unused-ignore", false)]);
    }

    #[test]
    fn an_element_can_carry_its_own_exceptions() {
        let ignore = "    ignore: { resilience/missing-timeout: it hangs up by itself }\n";
        assert_eq!(open(&SPEC.replace("    calls:\n", &format!("{ignore}    calls:\n"))), []);
    }
}
