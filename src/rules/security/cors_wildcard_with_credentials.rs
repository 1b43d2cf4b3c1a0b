use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::text::Edit;

rule! {
    /// Pages of every origin may call with the visitor's cookies.
    ///
    /// ## Why
    /// Any page that a signed-in person opens could act in that person's name and read the answers. Browsers refuse the
    /// pair of `*` and credentials, so what gets built in its place is a server that repeats whatever origin asks.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   cors:
    ///     origins: ["*"]
    /// #             ^^^ every page may call with the visitor's cookies
    ///     credentials: true
    /// ```
    /// ```yaml fixed
    /// security:
    ///   cors:
    ///     origins: ["*"]
    ///     credentials: false
    /// ```
    /// ```yaml good
    /// security:
    ///   cors:
    ///     origins: ["https://shop.example"]
    ///     credentials: true
    /// ```
    ///
    /// ## Not a problem when
    /// No cookies are sent: a public API may be open to every page.
    ///
    /// ## See
    /// seed 002:29 · Fetch, CORS protocol and credentials · CWE-942
    id: "security/cors-wildcard-with-credentials",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(cors) = model.security().and_then(|it| it.cors.as_ref()) else { return };
    let wildcard = cors.origins.items().iter().find(|origin| origin.value == "*");
    let credentials = cors.credentials.as_ref().filter(|credentials| credentials.value);
    let (Some(wildcard), Some(credentials)) = (wildcard, credentials) else { return };
    report
        .find(wildcard.span, "every page may call with the visitor's cookies")
        .related(credentials.span, "lets cookies be sent")
        .fix(Fix::suggested("Send no cookies", vec![Edit::replace(credentials.span, "false")]));
}
