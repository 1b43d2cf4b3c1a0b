use crate::lint::Report;
use crate::model::Websocket;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::security::SchemeKind;

rule! {
    /// A WebSocket is opened with a cookie, and pages of any origin may open it.
    ///
    /// ## Why
    /// The rules of a browser for requests to other origins (CORS) do not hold for WebSockets. Any page that a user visits can
    /// open the connection; the browser sends the user's cookie along, and the page reads and writes as that user.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: /ws, auth: members }
    /// #                          ^^^ a page of any origin can open it with the cookie of `members`
    /// security:
    ///   authentication: [{ name: members, kind: session }]
    ///   cors: { origins: ["https://chat.example"] }
    /// ```
    /// ```yaml fixed
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: /ws, auth: members, origins: ["https://chat.example"] }
    /// security:
    ///   authentication: [{ name: members, kind: session }]
    ///   cors: { origins: ["https://chat.example"] }
    /// ```
    /// ```yaml good
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: /ws, auth: members }
    /// security:
    ///   authentication: [{ name: members, kind: jwt }]
    /// ```
    ///
    /// ## Not a problem when
    /// The connection is opened with a token that a page of another origin does not have.
    ///
    /// ## See
    /// seed 000:46 · OWASP WSTG-CLNT-10 · CWE-1385
    id: "rt/unchecked-origin",
    severity: Warning,
    stage: Review,
    visit: Websocket(check),
    fix: Suggested,
}

fn check(websocket: Websocket<'_>, report: &mut Report<'_>) {
    let Some(auth) = &websocket.at.value.auth else { return };
    let Some(named) = auth.scheme.as_ref().filter(|_| websocket.at.value.origins.items().is_empty()) else { return };
    let by_cookie = |kind: SchemeKind| kind == SchemeKind::Session;
    let mut schemes = websocket.model.schemes();
    let cookie = schemes.any(|it| {
        it.name.as_ref().is_some_and(|name| name.value.0 == named.value.0)
            && it.kind.as_ref().is_some_and(|kind| by_cookie(kind.value))
    });
    if !cookie {
        return;
    }
    let place = super::place(websocket.at.value.path.as_ref(), websocket.place());
    let name = crate::spec::read::shorten(&named.value.0);
    let finding = report.find(place, format!("a page of any origin can open it with the cookie of `{name}`"));
    let security = websocket.model.system().security.as_ref();
    let pages = security.and_then(|it| it.cors.as_ref()).map(|it| it.origins.items()).unwrap_or_default();
    let pages: Vec<String> = pages.iter().filter(|it| it.value != "*").map(|it| format!("{:?}", it.value)).collect();
    if !pages.is_empty() {
        let edits = websocket.set("origins", &format!("[{}]", pages.join(", ")));
        finding.fix(Fix::suggested("Take those that may send requests", edits));
    }
}
