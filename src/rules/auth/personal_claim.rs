use crate::lint::Report;
use crate::model::Scheme;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};

rule! {
    /// An access token says something of a person.
    ///
    /// ## Why
    /// A token is signed and not encrypted: every service, log and browser extension that gets it can read the address
    /// in it. Services need to know whose request it is, and the id in `sub` says that.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, access_token: { claims: [sub, email, roles, exp] } }
    /// #                                                           ^^^^^ `email` can be read by whoever gets hold of a token
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, access_token: { claims: [sub, roles, exp] } }
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: jwt, kind: jwt, access_token: { claims: [sub, email_verified, roles, exp] } }
    /// ```
    ///
    /// ## Not a problem when
    /// Services behind the token need it with every request and may not ask for it.
    ///
    /// ## See
    /// seed 001:203 · RFC 9068, 6 · OWASP JSON Web Token
    id: "auth/personal-claim",
    severity: Info,
    stage: Review,
    profile: Strict,
    visit: Scheme(check),
    fix: Suggested,
}

const PERSONAL: [&str; 11] = [
    "email",
    "name",
    "given_name",
    "family_name",
    "phone",
    "phone_number",
    "birthdate",
    "address",
    "picture",
    "preferred_username",
    "nickname",
];

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let Some(claims) = scheme.at.value.access_token.as_ref().and_then(|token| token.claims.as_ref()) else { return };
    for (at, claim) in claims.value.0.iter().enumerate().filter(|(_, claim)| is_any(claim, &PERSONAL)) {
        let edits = scheme.model.spec.tree.remove_item(claims.node, at);
        report
            .find(claim.span, format!("`{}` can be read by whoever gets hold of a token", claim.value))
            .fix(Fix::suggested("Leave it out", edits));
    }
}
