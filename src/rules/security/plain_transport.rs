use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::{Edit, Span};

rule! {
    /// Data goes over the network unencrypted.
    ///
    /// ## Why
    /// Everybody on the way can read and change what is sent: tokens, prices, answers. There is no way to notice, and
    /// none to prove afterwards what was said.
    ///
    /// ## Example
    /// ```yaml bad
    /// integration_points:
    ///   - name: ledger
    ///     protocol: ftp
    /// #             ^^^ `ftp` is not encrypted
    /// security:
    ///   encryption: { in_transit: false }
    /// #                           ^^^^^ nothing is encrypted on the way
    /// ```
    /// ```yaml fixed
    /// integration_points:
    ///   - name: ledger
    ///     protocol: sftp
    /// security:
    ///   encryption: { in_transit: tls1.3 }
    /// ```
    /// ```yaml good
    /// integration_points:
    ///   - name: ledger
    ///     protocol: https
    /// security:
    ///   cors: { origins: ["http://localhost:8080"] }
    /// ```
    ///
    /// ## Not a problem when
    /// A tunnel encrypts what the protocol does not: say so with `encrypted: true` on the calls.
    ///
    /// ## See
    /// seed 002:29 · OWASP A02:2021 · CWE-319
    id: "security/plain-transport",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

/// Protocols in the clear, each with the same one encrypted.
const PLAIN: [(&str, &str); 7] = [
    ("http", "https"),
    ("ws", "wss"),
    ("ftp", "sftp"),
    ("telnet", "ssh"),
    ("ldap", "ldaps"),
    ("smtp", "smtps"),
    ("amqp", "amqps"),
];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    for external in model.externals() {
        let to_it = |call: &crate::model::Call<'_>| call.external().is_some_and(|it| it.name() == external.name());
        let tunnel = model.calls().filter(to_it).any(|call| call.encrypted.as_ref().is_some_and(|it| it.value));
        if let Some(protocol) = external.at.value.protocol.as_ref().filter(|_| !tunnel) {
            tell(&protocol.value, protocol.span, report);
        }
    }
    let security = model.security();
    let origins = security.and_then(|it| it.cors.as_ref()).map(|it| it.origins.items()).unwrap_or_default();
    for url in origins {
        let Some((scheme, host)) = url.value.split_once("://") else { continue };
        let start = url.span.start + url.span.of(model.spec.text()).find(scheme).unwrap_or_default();
        if !["localhost", "127.", "[::1]", "0.0.0.0"].iter().any(|local| host.starts_with(local)) {
            tell(scheme, Span::new(start, start + scheme.len()), report);
        }
    }
    let policy = security.and_then(|it| it.encryption.as_ref()).and_then(|it| it.in_transit.as_ref());
    if let Some(policy) = policy.filter(|policy| !policy.is_on()) {
        report
            .find(policy.span, "nothing is encrypted on the way")
            .fix(Fix::suggested("Use TLS 1.3", vec![Edit::replace(policy.span, "tls1.3")]));
    }
}

fn tell(protocol: &str, span: Span, report: &mut Report<'_>) {
    if let Some((plain, encrypted)) = PLAIN.iter().find(|(plain, _)| *plain == protocol) {
        report
            .find(span, format!("`{plain}` is not encrypted"))
            .fix(Fix::suggested(format!("Use `{encrypted}`"), vec![Edit::replace(span, *encrypted)]));
    }
}
