//! Paths as OpenAPI writes them.

use std::collections::BTreeSet;

use crate::document::json_schema::unique;
use crate::model::parameter_name;

/// A path with its parameters in braces.
#[derive(Debug, Clone, Default)]
pub(super) struct Template {
    /// `/orders/{id}`
    pub(super) text: String,
    /// The same without the parameters' names.
    pub(super) shape: String,
    /// The parameters' names, each once, and as the spec says them.
    pub(super) parameters: Vec<(String, String)>,
    /// The names of the query that is written behind the path.
    pub(super) query: Vec<String>,
}

impl Template {
    pub(super) fn read(path: &str) -> Self {
        let path = path.split('#').next().unwrap_or_default();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let names = query.split('&').map(|part| part.split('=').next().unwrap_or_default());
        let query = names.filter(|name| !name.is_empty()).map(str::to_owned).collect();
        let mut template = Self { query, ..Self::default() };
        let mut taken = BTreeSet::new();
        for segment in path.split('/').skip(1) {
            template.literal("/");
            match parameter_name(segment).filter(|name| !name.contains(['{', '}'])) {
                Some(name) => template.parameter(name, &mut taken),
                None => template.segment(segment, &mut taken),
            }
        }
        template
    }

    /// A segment that may hold parameters between other characters: `{name}.json`.
    fn segment(&mut self, segment: &str, taken: &mut BTreeSet<String>) {
        let mut rest = segment;
        while let Some((before, name, after)) = rest.split_once('{').and_then(|(before, rest)| {
            let (name, after) = rest.split_once('}')?;
            Some((before, name, after))
        }) {
            self.literal(before);
            self.parameter(name, taken);
            rest = after;
        }
        self.literal(rest);
    }

    fn literal(&mut self, text: &str) {
        for character in text.chars() {
            let safe = match character {
                '{' => "%7B".to_owned(),
                '}' => "%7D".to_owned(),
                // White space and what ends a line would be no path.
                _ if character.is_control() || character.is_whitespace() => "%20".to_owned(),
                _ => character.to_string(),
            };
            self.text.push_str(&safe);
            self.shape.push_str(&safe);
        }
    }

    fn parameter(&mut self, said: &str, taken: &mut BTreeSet<String>) {
        // `{path*}`, `{name=shelves/*}` and `{id:[0-9]+}` say more than a name.
        let name = said.split(['=', ':']).next().unwrap_or_default();
        let name: String = name.chars().filter(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')).collect();
        let name = unique(taken, if name.is_empty() { "parameter" } else { &name });
        self.text.push_str(&format!("{{{name}}}"));
        self.shape.push_str("{}");
        self.parameters.push((name, said.to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_in_braces_each_under_its_own_name() {
        let text = |path: &str| Template::read(path).text;
        assert_eq!(text("/orders/:id/items/{item}"), "/orders/{id}/items/{item}");
        assert_eq!(text("/a/{id}/b/{id}"), "/a/{id}/b/{id_2}");
        assert_eq!(text("/files/{name}.json"), "/files/{name}.json");
        assert_eq!(text("/v1/{name=shelves/*}/x"), "/v1/%7Bname=shelves/*%7D/x");
        assert_eq!(text("/a b/{/}"), "/a%20b/%7B/%7D");
        assert_eq!(Template::read("/orders?status=paid&q").query, ["status", "q"]);
        assert_eq!(Template::read("/a/{x}").shape, Template::read("/a/:y").shape);
    }
}
