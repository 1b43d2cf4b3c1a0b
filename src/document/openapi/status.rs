//! What statuses are called.

use crate::document::markdown::paragraphs;

/// What a status means, and the name of what operations share that fail with it.
const STATUSES: [(&str, &str, &str); 26] = [
    ("200", "", "Success."),
    ("201", "", "Created."),
    ("202", "", "Accepted; the work goes on."),
    ("204", "", "Done; nothing to say."),
    ("207", "", "A status for each part."),
    ("304", "", "Nothing has changed."),
    ("400", "BadRequest", "The request cannot be read."),
    ("401", "Unauthorized", "Nobody is signed in."),
    ("403", "Forbidden", "The caller may not do this."),
    ("404", "NotFound", "There is no such thing."),
    ("405", "MethodNotAllowed", "Not with this method."),
    ("406", "NotAcceptable", "Not in a form that the caller takes."),
    ("409", "Conflict", "It conflicts with the present state."),
    ("410", "Gone", "It is gone."),
    ("412", "PreconditionFailed", "It has changed since."),
    ("413", "ContentTooLarge", "The body is too large."),
    ("415", "UnsupportedMediaType", "Not of this media type."),
    ("422", "UnprocessableContent", "The request says something that cannot be."),
    ("423", "Locked", "It is locked."),
    ("428", "PreconditionRequired", "The request does not say which version it is meant for."),
    ("429", "TooManyRequests", "Too many requests."),
    ("500", "InternalServerError", "An error of the server."),
    ("502", "BadGateway", "A system behind it failed."),
    ("503", "ServiceUnavailable", "Not available now."),
    ("504", "GatewayTimeout", "A system behind it did not answer in time."),
    ("default", "UnexpectedError", "An error."),
];

/// The name of the component for a failure.
pub(super) fn component(code: &str) -> Option<&'static str> {
    let found = STATUSES.iter().find(|(known, name, _)| *known == code && !name.is_empty());
    found.map(|(_, name, _)| *name)
}

/// The reason phrase of a failure: `Not Found`.
pub(super) fn phrase(code: &str) -> Option<String> {
    let words = crate::model::words(component(code)?);
    let capital = |word: &String| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    Some(words.iter().map(capital).collect::<Vec<_>>().join(" "))
}

pub(super) fn meaning(code: &str) -> String {
    if let Some((.., text)) = STATUSES.iter().find(|(known, ..)| *known == code) {
        return (*text).to_owned();
    }
    paragraphs(&match code.chars().next() {
        Some('2') => "Success.".to_owned(),
        Some('3') => "Elsewhere.".to_owned(),
        _ => format!("Status {code}."),
    })
}
