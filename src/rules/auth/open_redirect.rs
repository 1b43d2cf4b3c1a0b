use crate::lint::Report;
use crate::model::Scheme;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::Edit;

rule! {
    /// People are sent back from signing in to an address that somebody else may have.
    ///
    /// ## Why
    /// The code that signs them in is part of that address. With a wildcard an attacker finds one page that passes it
    /// on, and without TLS whoever listens reads it.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: people
    ///       kind: oidc
    ///       redirects: ["http://shop.example/callback"]
    /// #                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ what signs people in goes there without encryption
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: people
    ///       kind: oidc
    ///       redirects: [https://shop.example/callback]
    /// ```
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, redirects: ["https://*.shop.example/callback"] }
    /// #                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whoever has any page that matches `*` can sign in as others
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: people, kind: oidc, redirects: ["https://shop.example/callback", "http://localhost:3000/callback"] }
    ///     - { name: phones, kind: oidc, redirects: ["com.example.shop:/callback"] }
    /// ```
    ///
    /// ## Not a problem when
    /// The address is one of the developer's own machine.
    ///
    /// ## See
    /// seed 000:92 · RFC 9700, 4.1 · CWE-601
    id: "auth/open-redirect",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

const OWN_MACHINE: [&str; 3] = ["http://localhost", "http://127.0.0.1", "http://[::1]"];

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    for address in scheme.at.value.redirects.items() {
        let own = OWN_MACHINE.iter().any(|it| address.starts_with(it));
        if address.contains('*') {
            report.find(address.span, "whoever has any page that matches `*` can sign in as others");
        } else if let Some(rest) = address.strip_prefix("http://").filter(|_| !own) {
            let edits = vec![Edit::replace(address.span, format!("https://{rest}"))];
            report
                .find(address.span, "what signs people in goes there without encryption")
                .fix(Fix::suggested("Send them back over TLS", edits));
        }
    }
}
