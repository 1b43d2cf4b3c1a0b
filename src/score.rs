//! How good a design is, as far as the rules can tell: a score for each side of it, and the cheapest ways to raise it.
//!
//! Each open finding costs: an error 12, a warning 4, an info 1. A dimension's score is `100 · size / (size + cost)`,
//! where the size is the number of elements of the whole design ([`Model::size`], at least 10), so that one warning
//! weighs less in a large system than in a small one, and no number of findings reaches below 0. Completeness also is
//! the share of the eight sections that have something in them. The total is the mean of the dimensions.
//!
//! What a spec's stage does not ask for yet costs nothing, nor does a finding that the author keeps with a reason.

use crate::lint::Finding;
use crate::model::{Model, Section};
use crate::order;
use crate::protocol::{DimensionScore, Raise, Score};
use crate::rule::{FixKind, Rule, Severity};

/// The sides of a design, in the order in which they are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// It says what it means and works as written.
    Correctness,
    /// It goes on when a part of it fails.
    Resilience,
    /// Only those who may get at it.
    Security,
    /// Data is kept right and found fast.
    Data,
    /// It can be run: watched, deployed, scaled.
    Operability,
    /// It can be changed.
    Evolvability,
    /// All is written that its readers need.
    Completeness,
}

impl Dimension {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Correctness,
        Self::Resilience,
        Self::Security,
        Self::Data,
        Self::Operability,
        Self::Evolvability,
        Self::Completeness,
    ];

    /// The word for a person.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Correctness => "Correctness",
            Self::Resilience => "Resilience",
            Self::Security => "Security",
            Self::Data => "Data",
            Self::Operability => "Operability",
            Self::Evolvability => "Evolvability",
            Self::Completeness => "Completeness",
        }
    }

    /// The side that a rule speaks of: its group's, but rules about versions speak of change.
    #[must_use]
    pub fn of(rule: &Rule) -> Self {
        const ABOUT_CHANGE: [&str; 6] = ["version", "unversion", "deprecat", "breaking", "sunset", "reused"];
        let (group, name) = rule.id.split_once('/').unwrap_or_default();
        if group != "meta" && name.split('-').any(|word| ABOUT_CHANGE.iter().any(|start| word.starts_with(start))) {
            return Self::Evolvability;
        }
        match group {
            "resilience" | "saga" | "events" | "webhook" => Self::Resilience,
            "auth" | "security" => Self::Security,
            "data" | "cache" => Self::Data,
            "observability" | "scale" | "deploy" => Self::Operability,
            "arch" => Self::Evolvability,
            "req" | "docs" | "roadmap" => Self::Completeness,
            _ => Self::Correctness,
        }
    }
}

/// The score of a design with these findings.
#[must_use]
pub fn of(model: &Model<'_>, findings: &[Finding]) -> Score {
    let sections = model.sections();
    let scale = Scale { size: model.size().max(10), written: sections.iter().filter(|it| it.is_there).count() };
    let mut dimensions: Vec<DimensionScore> = Vec::new();
    let mut costs = Vec::new();
    for dimension in Dimension::ALL {
        let mut counts = [0; 3];
        let mut cost = 0;
        for finding in findings.iter().filter(|it| counts_for(it, dimension)) {
            cost += weight(finding.severity);
            if let Some(count) = counts.get_mut(Severity::Error as usize - finding.severity as usize) {
                *count += 1;
            }
        }
        let name = dimension.word().to_owned();
        dimensions.push(DimensionScore { name, score: scale.score(dimension, cost), findings: counts });
        costs.push((dimension, cost));
    }
    let total = dimensions.iter().map(|it| it.score).sum::<u32>() / Dimension::ALL.len() as u32;
    let unwritten = |section: &Section| format!("{}: {}", section.name, section.hint);
    let missing = sections.iter().filter(|it| !it.is_there).map(unwritten).collect();
    Score { total, size: scale.size, raises: raises(findings, &scale, &costs), dimensions, missing }
}

/// What findings are weighed against.
struct Scale {
    size: usize,
    /// How many of the eight sections have something in them.
    written: usize,
}

impl Scale {
    fn score(&self, dimension: Dimension, cost: usize) -> u32 {
        let whole = 100 * self.size / (self.size + cost);
        let share = if dimension == Dimension::Completeness { whole * self.written / 8 } else { whole };
        u32::try_from(share).unwrap_or_default()
    }
}

/// A section that is missing is counted as such.
fn counts_for(finding: &Finding, dimension: Dimension) -> bool {
    finding.ignored.is_none() && finding.rule.id != "docs/missing-section" && Dimension::of(finding.rule) == dimension
}

const fn weight(severity: Severity) -> usize {
    match severity {
        Severity::Error => 12,
        Severity::Warning => 4,
        Severity::Info => 1,
    }
}

/// The three fixes that raise their dimension most for what there is to write; of equal ones those that need no look.
fn raises(findings: &[Finding], scale: &Scale, costs: &[(Dimension, usize)]) -> Vec<Raise> {
    /// A look at a finding and a click, in characters of writing.
    const EFFORT: usize = 20;
    let mut found: Vec<(usize, bool, Raise)> = Vec::new();
    for (index, finding) in findings.iter().enumerate().filter(|(_, it)| it.ignored.is_none()) {
        let Some(fix) = finding.fixes.first() else { continue };
        let dimension = Dimension::of(finding.rule);
        let cost = costs.iter().find(|(it, _)| *it == dimension).map_or(0, |(_, cost)| *cost);
        let score = scale.score(dimension, cost.saturating_sub(weight(finding.severity)));
        let written: usize = fix.edits.iter().map(|edit| edit.text.len() + edit.span.len()).sum();
        // Per thousand characters, so that whole numbers tell the ways apart.
        let worth = 1_000 * weight(finding.severity) / (written + EFFORT);
        let raise = Raise { finding: index, title: fix.title.clone(), dimension: dimension.word().into(), score };
        found.push((worth, fix.kind == FixKind::Safe, raise));
    }
    order::by_key(&mut found, |(worth, safe, _)| std::cmp::Reverse((*worth, *safe)));
    found.truncate(3);
    found.into_iter().map(|(_, _, raise)| raise).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Options, check_model};
    use crate::spec::Spec;

    fn score(text: &str) -> Score {
        let spec = Spec::read(text);
        let model = Model::new(&spec, None);
        of(&model, &check_model(&model, &Options::default()))
    }

    fn dimension(score: &Score, name: &str) -> u32 {
        score.dimensions.iter().find(|it| it.name == name).unwrap().score
    }

    const CALL: &str = "services:\n  - name: orders\n    calls: [{ to: payments, endpoint: GET /v1/payments }]\n  - payments\napi: [{ method: GET, path: /v1/payments, service: payments, auth: required }]\n";

    #[test]
    fn a_finding_costs_its_side_and_the_cheapest_edit_brings_it_back() {
        let before = score(CALL);
        let raise = before.raises.iter().find(|it| it.title.contains("timeout")).unwrap();
        assert_eq!(raise.dimension, "Resilience");
        assert!(raise.score > dimension(&before, "Resilience"));
        let after = score(&CALL.replace("endpoint:", "timeout: 2s, endpoint:"));
        assert_eq!(dimension(&after, "Resilience"), raise.score);
        assert_eq!(dimension(&after, "Data"), dimension(&before, "Data"));
        assert!(after.total >= before.total);
    }

    #[test]
    fn one_finding_weighs_less_in_a_larger_system() {
        let more: String = (0..40).map(|n| format!("  - extra{n}\n")).collect();
        let large = CALL.replace("  - payments\n", &format!("  - payments\n{more}"));
        assert!(dimension(&score(&large), "Resilience") > dimension(&score(CALL), "Resilience"));
    }

    #[test]
    fn what_is_kept_with_a_reason_costs_nothing() {
        let kept = CALL.replace("endpoint:", "ignore: { resilience/missing-timeout: it hangs up }, endpoint:");
        assert!(dimension(&score(&kept), "Resilience") > dimension(&score(CALL), "Resilience"));
    }

    #[test]
    fn completeness_is_the_share_of_sections_that_are_written() {
        let empty = score("");
        assert!(empty.missing.len() >= 5, "{:?}", empty.missing);
        let more = score("decisions: [One service is enough]\ndeployment: kubernetes\n");
        assert_eq!(more.missing.len() + 2, empty.missing.len());
        assert!(dimension(&more, "Completeness") > dimension(&empty, "Completeness"));
    }

    #[test]
    fn every_side_has_rules() {
        for dimension in Dimension::ALL {
            assert!(crate::rules::all().any(|rule| Dimension::of(rule) == dimension), "{dimension:?}");
        }
        let side = |id| Dimension::of(crate::rules::find(id).unwrap());
        assert_eq!(side("resilience/timeout-inversion"), Dimension::Resilience);
        assert_eq!(side("api/mixed-versioning"), Dimension::Evolvability);
    }
}
