use crate::lint::Report;
use crate::model::{Environment, Model};
use crate::rule::{Fix, rule};
use crate::spec::{At, operations};
use crate::text::Span;

rule! {
    /// Production has less than the environment in which it is rehearsed.
    ///
    /// ## Why
    /// What was tried out is not what runs. The rehearsal passes on three zones and over TLS, and the first lost zone or
    /// the first listener on the wire meets the one that matters.
    ///
    /// ## Example
    /// ```yaml bad
    /// deployment:
    ///   environments:
    ///     - { name: staging, zones: 3, tls: true }
    ///     - { name: production, zones: 2, tls: false }
    /// #                                ^ zones: 2 in `production`, 3 in `staging`
    /// #                                        ^^^^^ `tls` is off in `production` and on in `staging`
    /// ```
    /// ```yaml fixed
    /// deployment:
    ///   environments:
    ///     - { name: staging, zones: 3, tls: true }
    ///     - { name: production, zones: 3, tls: true }
    /// ```
    /// ```yaml good
    /// deployment:
    ///   environments:
    ///     - { name: staging, zones: 1, debug: true }
    ///     - { name: production, zones: 3, tls: true, debug: false }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the two does not say it. Names decide which is which: `production`, `prod` and `live` against `staging`,
    /// `test` and the like. One zone against a promise of availability is another finding.
    ///
    /// ## See
    /// seed 002:50 · seed 002:46 · The Twelve-Factor App, X. Dev/prod parity
    id: "deploy/weaker-production",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// What only one zone cannot be expected to keep, which is told by a rule of its own.
const BEYOND_A_ZONE: f64 = 0.999;

type Count = fn(&operations::Environment) -> Option<&At<u64>>;
type Switch = fn(&operations::Environment) -> Option<(Span, bool)>;

const COUNTS: [(&str, Count); 2] = [("zones", |it| it.zones.as_ref()), ("instances", |it| it.instances.as_ref())];
const SWITCHES: [(&str, Switch); 3] = [
    ("tls", |it| it.tls.as_ref().map(|it| (it.span, it.value.is_on()))),
    ("auth", |it| it.auth.as_ref().map(|it| (it.span, it.value.is_on()))),
    ("backup", |it| it.backup.as_ref().map(|it| (it.span, it.value.is_on()))),
];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let Some(production) = model.environments().find(|it| it.is_production()) else { return };
    let rehearsals: Vec<Environment<'_>> = model.environments().filter(|it| it.is_rehearsal()).collect();
    let name = production.name();
    for (key, count) in COUNTS {
        let Some(own) = count(&production.at.value).filter(|own| !(key == "zones" && is_told(model, own.value))) else {
            continue;
        };
        let theirs = rehearsals.iter().filter_map(|it| Some((it.name(), count(&it.at.value)?)));
        let Some((other, more)) = theirs.max_by_key(|(_, count)| count.value) else { continue };
        if more.value > own.value {
            report
                .find(own.span, format!("{key}: {} in `{name}`, {} in `{other}`", own.value, more.value))
                .related(more.span, "more here")
                .step(format!("{} < {}", own.value, more.value))
                .fix(Fix::suggested(
                    format!("Have {} {key}", more.value),
                    production.set(key, &more.value.to_string()),
                ));
        }
    }
    for (key, switch) in SWITCHES {
        let Some((span, false)) = switch(&production.at.value) else { continue };
        let mut on = rehearsals.iter().filter_map(|it| Some((it.name(), switch(&it.at.value).filter(|it| it.1)?.0)));
        if let Some((other, place)) = on.next() {
            report
                .find(span, format!("`{key}` is off in `{name}` and on in `{other}`"))
                .related(place, "on here")
                .fix(Fix::suggested(format!("Switch `{key}` on"), production.set(key, "true")));
        }
    }
    if let Some(debug) = production.at.value.debug.as_ref().filter(|it| it.value) {
        report
            .find(debug.span, format!("`{name}` shows the insides of errors"))
            .fix(Fix::suggested("Switch it off", production.set("debug", "false")));
    }
}

fn is_told(model: &Model<'_>, zones: u64) -> bool {
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    zones == 1 && quality.and_then(|it| it.availability.as_ref()).is_some_and(|it| it.value.0 >= BEYOND_A_ZONE)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn debugging_is_for_rehearsals() {
        expect(
            &RULE,
            "deployment:
  environments:
    - { name: production, debug: true }
#                                ^^^^ `production` shows the insides of errors
",
        );
    }

    #[test]
    fn environments_after_customers_are_not_compared() {
        silent(&RULE, "deployment: { environments: [{ name: acme, zones: 1 }, { name: staging, zones: 3 }] }\n");
    }
}
