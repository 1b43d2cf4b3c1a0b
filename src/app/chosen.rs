//! The finding that a person has chosen: its row is marked, and its path in the drawing.

use architrave::protocol::Finding;
use leptos::prelude::*;

use super::state::Bench;

/// What stays the same of a finding while the text around it changes.
pub(crate) fn identity(finding: &Finding) -> String {
    format!("{}\n{}", finding.rule, finding.message)
}

/// A finding by its index, and by what it says in case that the index has come to mean another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Chosen {
    index: usize,
    identity: String,
}

impl Chosen {
    /// The finding in a list, if it is still there.
    fn find<'f>(&self, findings: &'f [Finding]) -> Option<(usize, &'f Finding)> {
        let is = |finding: &&Finding| identity(finding) == self.identity;
        let here = findings.get(self.index).filter(is).map(|finding| (self.index, finding));
        here.or_else(|| findings.iter().enumerate().find(|(_, finding)| is(finding)))
    }
}

impl Bench {
    /// Marks the finding with this index.
    pub(crate) fn choose_finding(self, index: usize) {
        let chosen = self.finding(index).map(|finding| Chosen { index, identity: identity(&finding) });
        self.chosen.set(chosen);
    }

    /// The chosen finding with its present index.
    pub(crate) fn chosen_finding(self) -> Option<(usize, Finding)> {
        let chosen = self.chosen.get()?;
        self.report.with(|report| {
            let found = chosen.find(&report.checked.findings);
            found.filter(|(_, finding)| finding.ignored.is_none()).map(|(index, finding)| (index, finding.clone()))
        })
    }
}

#[cfg(test)]
mod tests {
    use architrave::protocol::Severity;

    use super::{Chosen, Finding, identity};

    fn finding(message: &str) -> Finding {
        Finding {
            rule: "api/verb-in-path".to_owned(),
            severity: Severity::Warning,
            message: message.to_owned(),
            from: 0,
            to: 1,
            line: 1,
            column: 1,
            related: Vec::new(),
            fixes: Vec::new(),
            derivation: Vec::new(),
            ignored: None,
        }
    }

    #[test]
    fn a_chosen_finding_is_found_where_it_has_moved_to() {
        let chosen = Chosen { index: 0, identity: identity(&finding("one")) };
        let found = [finding("other"), finding("one")];
        assert_eq!(chosen.find(&found).map(|(index, _)| index), Some(1));
        assert!(chosen.find(&[finding("other")]).is_none());
    }
}
