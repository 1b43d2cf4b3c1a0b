use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::rules;
use crate::spec::read::{nearest, shorten};
use crate::text::{Edit, Span};

rule! {
    /// An `ignore` or an entry of `rules` names a rule that does not exist.
    ///
    /// ## Why
    /// It has no effect, and nobody notices: what was to be kept is reported still, what was to be an error stays a
    /// warning, and the build that should fail passes.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///     ignore:
    ///       missing-timeout: the proxy in front limits each request to one second
    /// #     ^^^^^^^^^^^^^^^ there is no rule `missing-timeout`, did you mean `resilience/missing-timeout`?
    ///   - payments
    /// rules:
    ///   api/verb-in-paths: error
    /// # ^^^^^^^^^^^^^^^^^ there is no rule `api/verb-in-paths`, did you mean `api/verb-in-path`?
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     calls: [payments]
    ///     ignore:
    ///       resilience/missing-timeout: the proxy in front limits each request to one second
    ///   - payments
    /// rules:
    ///   api/verb-in-path: error
    /// ```
    /// ```yaml good
    /// rules:
    ///   extends: strict
    ///   api/verb-in-path: off
    /// ```
    ///
    /// ## Not a problem when
    /// It always is one. A rule that a newer version brings is known once everybody uses that version.
    ///
    /// ## See
    /// seed 001:10
    id: "meta/unknown-rule",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let kept = model.spec.waivers.iter().map(|waiver| (waiver.rule.as_str(), waiver.span));
    let config = model.system().rules.as_ref();
    let configured = config.into_iter().flat_map(|it| &it.levels).map(|(id, _)| (id.value.as_str(), id.span));
    for (id, span) in kept.chain(configured) {
        if rules::find(id).is_none() {
            tell(id, span, report);
        }
    }
}

fn tell(id: &str, span: Span, report: &mut Report<'_>) {
    let name = |full: &'static str| full.split_once('/').map_or(full, |(_, name)| name);
    let ids = || rules::all().map(|rule| rule.id);
    let mut bearers = ids().filter(|full| name(full) == name_of(id));
    let same_name = bearers.next().filter(|_| bearers.next().is_none());
    let best = same_name.or_else(|| nearest(id, ids()));
    let hint = best.map(|best| format!(", did you mean `{best}`?")).unwrap_or_default();
    let finding = report.find(span, format!("there is no rule `{}`{hint}", shorten(id)));
    if let Some(best) = best {
        finding.fix(Fix::suggested(format!("Write `{best}`"), vec![Edit::replace(span, best)]));
    }
}

/// What stands after the group, or all of it where no group is said.
fn name_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_comment_names_a_rule_as_well() {
        expect(
            &RULE,
            "services:\n  # architrave-ignore arch/timeout: later\n#                     ^^^^^^^^^^^^ there is no rule `arch/timeout`\n  - orders\n",
        );
    }
}
