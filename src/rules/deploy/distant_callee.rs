use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::read::shorten;

rule! {
    /// A service waits for another that runs in other regions only.
    ///
    /// ## Why
    /// Each call crosses a continent, and light needs its time: a tenth of a second for each, however fast the callee
    /// is. When the line between the regions is cut, the caller is down although all machines in its region run.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: orders, calls: [{ to: stock, timeout: 1s }] }
    /// #                                 ^^^^^ `orders` runs in eu-west-1, `stock` in us-east-1
    ///   - stock
    /// deployment:
    ///   environments:
    ///     - { name: europe, regions: [eu-west-1], services: [orders] }
    ///     - { name: america, regions: [us-east-1], services: [stock] }
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: orders, calls: [{ to: stock, timeout: 1s }] }
    ///   - stock
    /// deployment:
    ///   environments:
    ///     - { name: europe, regions: [eu-west-1], services: [orders, stock] }
    ///     - { name: america, regions: [us-east-1], services: [stock] }
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: orders, calls: [{ to: stock, timeout: 1s, optional: true }] }
    ///   - stock
    /// deployment:
    ///   environments:
    ///     - { name: europe, regions: [eu-west-1], services: [orders] }
    ///     - { name: america, regions: [us-east-1], services: [stock] }
    /// ```
    ///
    /// ## Not a problem when
    /// The caller works on without it, nobody waits, both share a region, or an environment does not say where it is.
    /// Environments for rehearsals are not looked at.
    ///
    /// ## See
    /// seed 002:46 · seed 002:10
    id: "deploy/distant-callee",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let (caller, Some(callee)) = (call.caller(), call.service()) else { return };
    let (ours, theirs) = (caller.regions(), callee.regions());
    let near = |own: &&str| theirs.iter().any(|other| own.starts_with(other) || other.starts_with(own));
    if !call.is_hard() || !call.is_in_requests() || ours.is_empty() || theirs.is_empty() || ours.iter().any(near) {
        return;
    }
    let brief = |name: &str| super::brief(name);
    let message = format!(
        "`{}` runs in {}, `{}` in {}",
        brief(caller.name()),
        brief(&shorten(&ours.join(", "))),
        brief(callee.name()),
        brief(&shorten(&theirs.join(", ")))
    );
    let finding = report.find(call.place(), message);
    let home = call.model.environments().find(|it| !it.is_rehearsal() && it.runs(caller));
    if let Some((home, list)) = home.and_then(|home| Some((home, home.at.value.services.as_ref()?))) {
        let edits = call.model.spec.tree.push(list.node, &crate::yaml::quote(callee.name()));
        finding.related(list.span, "the caller runs here");
        finding.fix(Fix::suggested(format!("Run `{}` in `{}`, too", callee.name(), home.name()), edits));
    }
}
