use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::security::SchemeKind;

rule! {
    /// Nothing says how often the certificates of callers change.
    ///
    /// ## Why
    /// A certificate that nobody renews ends one night, and with it every connection at once. One that is good for ten
    /// years is good for the thief for ten years.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: partners, kind: mtls }
    /// #             ^^^^^^^^ nothing says how often the certificates of `partners` change
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: partners, kind: mtls, rotation: 90d }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: partners, kind: mtls, rotation: 30d }
    /// ```
    ///
    /// ## Not a problem when
    /// A service mesh issues them: `service_to_service` needs no scheme of its own.
    ///
    /// ## See
    /// seed 000:96 · NIST SP 1800-16
    id: "auth/unrotated-certificate",
    severity: Warning,
    stage: Production,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let spec = &scheme.at.value;
    let mtls = spec.kind.as_ref().is_some_and(|kind| kind.value == SchemeKind::Mtls);
    let keys = spec.keys.as_ref().is_some_and(|keys| keys.rotation.is_some());
    let secrets = scheme.model.security().and_then(|it| it.secrets.as_ref()).is_some_and(|it| it.rotation.is_some());
    if !mtls || spec.rotation.is_some() || keys || secrets {
        return;
    }
    let (span, name) = spec.name.as_ref().map_or((scheme.place(), "callers".to_owned()), |name| {
        (name.span, format!("`{}`", super::brief(&name.value.0)))
    });
    report
        .find(span, format!("nothing says how often the certificates of {name} change"))
        .fix(Fix::suggested("Change them every 90d", scheme.set("rotation", "90d")));
}
