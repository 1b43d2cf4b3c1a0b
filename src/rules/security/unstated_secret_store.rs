use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::security::{GrantFlow, SchemeKind};
use crate::text::Span;

rule! {
    /// The system needs secrets, and nothing says where they are kept.
    ///
    /// ## Why
    /// What has no place lands in a configuration file, and that in the repository. From there it is in every clone,
    /// every build log and every backup, and cannot be taken back.
    ///
    /// ## Example
    /// ```yaml bad
    /// integration_points:
    ///   - { name: stripe, auth: api-key }
    /// #                         ^^^^^^^ nothing says where the key for `stripe` is kept
    /// security:
    ///   service_to_service: mtls
    /// ```
    /// ```yaml fixed
    /// integration_points:
    ///   - { name: stripe, auth: api-key }
    /// security:
    ///   service_to_service: mtls
    ///   secrets: vault
    /// ```
    /// ```yaml good
    /// integration_points:
    ///   - { name: stripe, auth: api-key }
    ///   - { name: time, auth: none }
    /// security:
    ///   secrets: { store: aws-secrets-manager, rotation: 90d }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing in the system holds a secret: no key for another system, no signature, no signing key of its own.
    ///
    /// ## See
    /// seed 003:64 · OWASP Secrets Management · CWE-522
    id: "security/unstated-secret-store",
    severity: Warning,
    stage: Review,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    if model.security().is_some_and(|security| security.secrets.is_some()) {
        return;
    }
    let found = secrets(model);
    let Some(((span, what), others)) = found.split_first() else { return };
    let more = if others.is_empty() { "is" } else { "and other secrets are" };
    let security = model.system().security.as_ref();
    let edits = model.spec.set_section(security, "security", "secrets", "vault");
    let finding = report.find(*span, format!("nothing says where {what} {more} kept"));
    finding.fix(Fix::suggested("Keep them in a vault", edits));
    for (span, what) in others.iter().take(5) {
        finding.related(*span, what.clone());
    }
}

/// What has to be kept secret, in the order of the sections.
fn secrets(model: &Model<'_>) -> Vec<(Span, String)> {
    const KEYED: [&str; 6] = ["api-key", "api key", "apikey", "basic", "oauth2", "hmac"];
    let mut found = Vec::new();
    for external in model.externals() {
        let auth = external.at.value.auth.as_ref().filter(|auth| KEYED.contains(&auth.to_lowercase().as_str()));
        found.extend(auth.map(|auth| (auth.span, format!("the key for `{}`", external.name()))));
    }
    for webhook in model.system().webhooks.items() {
        let signature =
            webhook.signature.as_ref().filter(|it| it.value.details().is_some_and(|it| it.starts_with("hmac")));
        found.extend(signature.map(|it| (it.span, "the key of a signature".to_owned())));
    }
    for scheme in model.schemes() {
        let token = scheme.at.value.access_token.as_ref().and_then(|token| token.algorithm.as_ref());
        let own = scheme.kind.as_ref().is_some_and(|kind| kind.value == SchemeKind::Jwt) && scheme.provider.is_none();
        found.extend(token.filter(|_| own).map(|it| (it.span, "the key that signs tokens".to_owned())));
        let client = scheme.flow.as_ref().filter(|flow| flow.value == GrantFlow::ClientCredentials);
        found.extend(client.map(|it| (it.span, "the client's secret".to_owned())));
    }
    found
}
