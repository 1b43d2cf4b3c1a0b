//! The engine that writes documents, too.
//!
//! What writes them is half as large as all rules, and most visits never ask for it. So the workbench begins with the
//! engine alone, and takes this one in its place when somebody looks at documents.

use super::Engine;
use crate::archive;
use crate::document::{self, Source};
use crate::lint::{self, Finding, Options};
use crate::model::Model;
use crate::protocol::{Request, Response};

/// An [`Engine`] that answers all requests.
#[derive(Debug, Default)]
pub struct Writer {
    engine: Engine,
    /// What is found without a date, since a document says the same tomorrow; made when the first one is asked for.
    findings: Option<Vec<Finding>>,
}

impl Writer {
    /// Answers a request.
    pub fn answer(&mut self, request: Request) -> Response {
        match request {
            Request::Write { document } => self
                .with_source(|source| document::write(source, &document))
                .map_or_else(|| refused("document", &document), |text| Response::Written { text }),
            Request::File { path } => self
                .with_source(|source| archive::file(source, &path))
                .map_or_else(|| refused("file", &path), |text| Response::Written { text }),
            Request::Files => Response::Files { paths: archive::paths(&Model::new(&self.engine.spec, None)) },
            request @ Request::Check { .. } => self.check(request),
            request => self.engine.answer(request),
        }
    }

    fn check(&mut self, request: Request) -> Response {
        self.findings = None;
        let mut answer = self.engine.answer(request);
        if let Response::Checked(checked) = &mut answer {
            checked.documents = document::tabs(&Model::new(&self.engine.spec, None));
        }
        answer
    }

    fn with_source<T>(&mut self, write: impl FnOnce(Source<'_>) -> T) -> T {
        let model = Model::new(&self.engine.spec, None);
        let findings = self.findings.get_or_insert_with(|| lint::check_model(&model, &Options::default()));
        write(Source { model: &model, findings })
    }
}

fn refused(what: &str, name: &str) -> Response {
    Response::Refused { reason: format!("There is no {what} `{name}`.") }
}

#[cfg(test)]
mod tests {
    use super::{Request, Response, Writer};

    const SPEC: &str = "name: shop\nservices:\n  - name: orders\n    api: [GET /orders]\n";

    fn checked(text: &str) -> (Writer, Response) {
        let mut writer = Writer::default();
        let answer = writer.answer(Request::Check { text: text.to_owned(), today: Some("2027-01-31".to_owned()) });
        (writer, answer)
    }

    #[test]
    fn every_kind_has_its_tab_and_what_is_listed_is_written() {
        let (mut writer, answer) = checked(SPEC);
        let Response::Checked(checked) = answer else { panic!("{answer:?}") };
        let named = |name: &str| checked.documents.iter().find(|tab| tab.name == name).expect("a tab");
        assert!(named("AsyncAPI").documents.is_empty() && !named("AsyncAPI").needs.is_empty());
        assert_eq!(named("OpenAPI").documents.len(), 1);
        for document in checked.documents.iter().flat_map(|tab| &tab.documents) {
            let answer = writer.answer(Request::Write { document: document.id.clone() });
            assert!(matches!(answer, Response::Written { .. }), "{}: {answer:?}", document.id);
        }
    }

    #[test]
    fn every_file_has_a_path_of_its_own_and_a_text() {
        let (mut writer, _) = checked(SPEC);
        let Response::Files { mut paths } = writer.answer(Request::Files) else { panic!("no files") };
        assert!(paths.iter().any(|path| path == "diagrams/map.svg"), "{paths:?}");
        for path in &paths {
            let answer = writer.answer(Request::File { path: path.clone() });
            assert!(matches!(&answer, Response::Written { text } if !text.is_empty()), "{path}: {answer:?}");
        }
        let count = paths.len();
        paths.sort();
        paths.dedup();
        assert_eq!(paths.len(), count);
        assert!(matches!(writer.answer(Request::File { path: "../x".to_owned() }), Response::Refused { .. }));
    }
}
