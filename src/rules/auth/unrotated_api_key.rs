use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;

rule! {
    /// An API key is good for ever.
    ///
    /// ## Why
    /// Keys end up in scripts, mails and the laptops of people who have left. If none ever ends, all of them still work,
    /// and nobody dares to switch one off.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: partner-key
    /// #           ^^^^^^^^^^^ a `partner-key` never changes
    ///       kind: api-key
    ///       quota: 1000/h
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: partner-key
    ///       kind: api-key
    ///       quota: 1000/h
    ///       rotation: 90d
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: partner-key, kind: api-key, quota: 1000/h }
    ///   secrets: { store: vault, rotation: 90d }
    /// ```
    ///
    /// ## Not a problem when
    /// `security.secrets.rotation` says how often every secret changes.
    ///
    /// ## See
    /// seed 000:95 · OWASP Secrets Management
    id: "auth/unrotated-api-key",
    severity: Warning,
    stage: Review,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let (Some(name), Some(kind)) = (&scheme.at.value.name, &scheme.at.value.kind) else { return };
    let security = scheme.model.security();
    let secrets = security.and_then(|it| it.secrets.as_ref()).is_some_and(|secrets| secrets.rotation.is_some());
    let keys = scheme.keys.as_ref().is_some_and(|keys| keys.rotation.is_some());
    if kind.value == SchemeKind::ApiKey && scheme.rotation.is_none() && !secrets && !keys {
        report
            .find(name.span, format!("a `{}` never changes", name.value.0))
            .fix(Fix::suggested("Change it every 90 days", scheme.set("rotation", "90d")));
    }
}
