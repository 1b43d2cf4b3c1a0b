use crate::lint::Report;
use crate::model::Model;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::text::{Edit, Span};

rule! {
    /// The path of a connection that stays open holds a token.
    ///
    /// ## Why
    /// Browsers cannot set headers on these connections, so that the token goes into the URL. There it is written into every
    /// access log on the way, and is good for as long as the token lives.
    ///
    /// ## Example
    /// ```yaml bad
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: "/ws?access_token={token}" }
    /// #                               ^^^^^^^^^^^^ `access_token` ends up in every log on the way
    /// ```
    /// ```yaml fixed
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: "/ws?ticket={ticket}" }
    /// ```
    /// ```yaml good
    /// services: [chat]
    /// websockets:
    ///   - { service: chat, path: "/ws?ticket={ticket}" }
    /// ```
    ///
    /// ## Not a problem when
    /// What stands there is a ticket for this one connection, fetched a moment before; call it so. The first message or the
    /// sub-protocol can carry a token, too.
    ///
    /// ## See
    /// seed 000:46 · OWASP WebSocket Security Cheat Sheet · CWE-598
    id: "rt/token-in-url",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

const CREDENTIALS: [&str; 9] =
    ["token", "access token", "auth token", "id token", "jwt", "api key", "password", "session id", "session token"];

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let websockets = model.websockets().filter_map(|it| it.at.value.path.as_ref());
    let streams = model.sse().filter_map(|it| it.at.value.path.as_ref());
    for path in websockets.chain(streams) {
        for name in parameters(path).filter(|name| is_any(name, &CREDENTIALS)) {
            let span = place(model, path, name);
            report
                .find(span, format!("`{name}` ends up in every log on the way"))
                .fix(Fix::suggested("Take a ticket for this one connection", ticket(model, span)));
        }
    }
}

fn parameters(path: &At<String>) -> impl Iterator<Item = &str> {
    let query = path.value.split_once('?').map(|(_, query)| query).unwrap_or_default();
    query.split('&').filter_map(|pair| pair.split('=').next()).filter(|name| !name.is_empty())
}

fn place(model: &Model<'_>, path: &At<String>, name: &str) -> Span {
    let raw = path.span.of(model.spec.text());
    let start = raw.find('?').and_then(|query| Some(query + raw.get(query..)?.find(name)?));
    start.map_or(path.span, |start| Span::new(path.span.start + start, path.span.start + start + name.len()))
}

/// The edits that give the parameter, and what fills it in, the name of a ticket.
fn ticket(model: &Model<'_>, name: Span) -> Vec<Edit> {
    let rest = model.spec.text().get(name.end..).unwrap_or_default();
    let filled = rest.strip_prefix("={").and_then(|rest| rest.find('}')).map(|end| {
        let start = name.end + "={".len();
        Edit::replace(Span::new(start, start + end), "ticket")
    });
    [Edit::replace(name, "ticket")].into_iter().chain(filled).collect()
}
