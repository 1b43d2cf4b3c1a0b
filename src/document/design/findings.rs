//! What rules say of the design: what is open, and what its authors keep and why.

use super::Design;
use crate::document::facts::{code, count, lines, one_line};
use crate::lint::Finding;
use crate::order;
use crate::protocol::Severity;
use crate::reference;
use crate::text::LineIndex;

impl Design<'_> {
    pub(super) fn findings(&mut self) {
        self.page.chapter("Findings");
        let findings = self.source.findings;
        let lines = LineIndex::new(self.model().spec.text());
        let line = |finding: &Finding| (lines.line_of(finding.span.start) + 1).to_string();
        let mut open: Vec<&Finding> = findings.iter().filter(|it| it.ignored.is_none()).collect();
        order::by_key(&mut open, |it| std::cmp::Reverse(it.severity));
        self.page.part("Open");
        if open.is_empty() {
            self.page.say("Nothing is open: every rule that is on has looked and is silent.");
        } else {
            let of = |severity| open.iter().filter(|it| it.severity == severity).count();
            let counts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")];
            let counts =
                counts.map(|(severity, noun)| (of(severity), noun)).into_iter().filter(|(number, _)| *number > 0);
            let counts: Vec<String> = counts.map(|(number, noun)| count(number, noun)).collect();
            self.page.say(format!("Open: {}. Line numbers are those of the spec.", counts.join(", ")));
            let row = |it: &&Finding| vec![line(it), word(it.severity).to_owned(), what(it), why(it)];
            self.page.table(&["Line", "Severity", "Finding", "Why it matters"], open.iter().map(row).collect());
        }
        self.page.part("Kept on purpose");
        let kept: Vec<&Finding> = findings.iter().filter(|it| it.ignored.is_some()).collect();
        if kept.is_empty() {
            self.page.say("Nothing is kept against a rule.");
        }
        let reason = |it: &Finding| it.ignored.as_deref().map(one_line).filter(|it| !it.is_empty());
        let row =
            |it: &&Finding| vec![line(it), what(it), reason(it).unwrap_or_else(|| "no reason is given".to_owned())];
        self.page.table(&["Line", "Finding", "Reason given"], kept.iter().map(row).collect());
    }
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

fn what(finding: &Finding) -> String {
    lines([one_line(&finding.message), code(finding.rule.id)])
}

/// The mechanism, where the rules' pages are at hand, then the figures of this case.
fn why(finding: &Finding) -> String {
    let steps = finding.derivation.iter().map(|it| one_line(it));
    let why = reference::page(finding.rule).why().map(one_line).unwrap_or_default();
    lines(std::iter::once(why).chain(steps))
}
