use crate::lint::Report;
use crate::model::Scheme;
use crate::model::words::words;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::security::SchemeKind;

rule! {
    /// A cookie that signs people in can be read by scripts or sent by other pages.
    ///
    /// ## Why
    /// Without `http-only` one line of foreign script takes the session, without `secure` one open network does, and
    /// without `same-site` another page acts in the person's name.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   authentication:
    ///     - name: session
    ///       kind: session
    ///       cookie: [http-only]
    /// #             ^^^^^^^^^^^ the cookie lacks `secure` and `same-site`
    /// ```
    /// ```yaml fixed
    /// security:
    ///   authentication:
    ///     - name: session
    ///       kind: session
    ///       cookie: [http-only, secure, same-site]
    /// ```
    /// ```yaml good
    /// security:
    ///   authentication:
    ///     - { name: session, kind: session, cookie: [HttpOnly, Secure, SameSite=Lax] }
    ///     - { name: other, kind: session }
    /// ```
    ///
    /// ## Not a problem when
    /// Nothing is said about the cookie yet.
    ///
    /// ## See
    /// seed 001:106-110 · RFC 6265 · OWASP Session Management
    id: "auth/unprotected-cookie",
    severity: Error,
    stage: Draft,
    visit: Scheme(check),
    fix: Suggested,
}

fn check(scheme: Scheme<'_>, report: &mut Report<'_>) {
    let cookie = scheme.kind.as_ref().is_some_and(|kind| kind.value == SchemeKind::Session)
        || scheme.r#in.as_ref().is_some_and(|place| place.value == "cookie");
    let Some(stated) = scheme.at.value.cookie.as_ref().filter(|_| cookie) else { return };
    let said: Vec<String> = scheme.at.value.cookie.items().iter().map(|it| words(it).concat()).collect();
    // `__Host-` cookies are secure by their name.
    let has = |flag: &str| {
        said.iter()
            .any(|it| it.starts_with(flag) && !it.ends_with("none") || it.starts_with("host") && flag == "secure")
    };
    let flags = [("httponly", "http-only"), ("secure", "secure"), ("samesite", "same-site")];
    let lacking: Vec<&str> = flags.iter().filter(|(plain, _)| !has(plain)).map(|(_, flag)| *flag).collect();
    if lacking.is_empty() {
        return;
    }
    let names = lacking.iter().map(|flag| format!("`{flag}`")).collect::<Vec<_>>().join(" and ");
    let edits = scheme.model.spec.tree.push(stated.node, &lacking.join(", "));
    report.find(stated.span, format!("the cookie lacks {names}")).fix(Fix::suggested("Add what it lacks", edits));
}
