//! How many findings there are of each kind.

use architrave::protocol::{Finding, Severity};

/// Errors, warnings, infos and ignored ones of a list of findings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    pub(crate) infos: usize,
    pub(crate) ignored: usize,
}

impl Counts {
    /// Counts each finding once.
    pub(crate) fn of(findings: &[(usize, Finding)]) -> Self {
        findings.iter().fold(Self::default(), |mut counts, (_, finding)| {
            let count = match (finding.ignored.is_some(), finding.severity) {
                (true, _) => &mut counts.ignored,
                (_, Severity::Error) => &mut counts.errors,
                (_, Severity::Warning) => &mut counts.warnings,
                (_, Severity::Info) => &mut counts.infos,
            };
            *count += 1;
            counts
        })
    }

    /// Those that are not ignored.
    pub(crate) const fn open(self) -> usize {
        self.errors + self.warnings + self.infos
    }
}
