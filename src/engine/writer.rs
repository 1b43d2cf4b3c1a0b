//! The engine that writes documents, too.
//!
//! What writes them is half as large as all rules, and most visits never ask for it. So the workbench begins with the
//! engine alone, and takes this one in its place when somebody looks at documents.

use super::Engine;
use crate::archive;
use crate::document::{self, Source};
use crate::lint::{self, Finding, Options};
use crate::model::{Model, Versions};
use crate::protocol::{Request, Response};
use crate::spec::Spec;

/// An [`Engine`] that answers all requests.
#[derive(Debug, Default)]
pub struct Writer {
    engine: Engine,
    /// What is found without a date, since a document says the same tomorrow; made when the first one is asked for.
    findings: Option<Vec<Finding>>,
    /// An earlier version of the spec.
    earlier: Option<Spec>,
}

impl Writer {
    /// Answers a request.
    pub fn answer(&mut self, request: Request) -> Response {
        match request {
            Request::Write { document } => self.write(&document),
            Request::File { path } => self
                .with_source(|source, versions| archive::file(source, versions, &path))
                .map_or_else(|| refused("file", &path), |text| Response::Written { text }),
            Request::Files => {
                Response::Files { paths: beside(&self.engine.spec, self.earlier.as_ref(), archive::paths) }
            }
            Request::Check { text, today, earlier } => self.check(text, today, earlier),
            request => self.engine.answer(request),
        }
    }

    fn check(&mut self, text: String, today: Option<String>, earlier: Option<String>) -> Response {
        self.findings = None;
        let known = self.earlier.take();
        self.earlier =
            earlier.map(|text| known.filter(|spec| spec.text() == text).unwrap_or_else(|| Spec::read(&text)));
        let mut answer = self.engine.answer(Request::Check { text, today, earlier: None });
        if let Response::Checked(checked) = &mut answer {
            checked.documents = beside(&self.engine.spec, self.earlier.as_ref(), document::tabs);
        }
        answer
    }

    fn write(&mut self, id: &str) -> Response {
        let unreadable = |_: &Model<'_>, versions: Option<Versions<'_>>| versions?.unreadable();
        let is_between = id.split(':').next() == Some(document::MIGRATION);
        if let Some(part) = beside(&self.engine.spec, self.earlier.as_ref(), unreadable).filter(|_| is_between) {
            return Response::Refused { reason: part.to_owned() };
        }
        let between = |versions: Option<Versions<'_>>| document::write_between(versions?, id);
        self.with_source(|source, versions| between(versions).or_else(|| document::write(source, id)))
            .map_or_else(|| refused("document", id), |text| Response::Written { text })
    }

    fn with_source<T>(&mut self, write: impl for<'m> FnOnce(&Source<'m>, Option<Versions<'m>>) -> T) -> T {
        let Self { engine, findings, earlier } = self;
        beside(&engine.spec, earlier.as_ref(), |model, versions| {
            let findings = findings.get_or_insert_with(|| lint::check_model(model, &Options::default()));
            write(&Source::new(model, findings), versions)
        })
    }
}

/// Looks at a spec, and at an earlier version of it.
fn beside<T>(
    spec: &Spec,
    earlier: Option<&Spec>,
    look: impl for<'m> FnOnce(&'m Model<'m>, Option<Versions<'m>>) -> T,
) -> T {
    let model = Model::new(spec, None);
    let earlier = earlier.map(|spec| Model::new(spec, None));
    look(&model, earlier.as_ref().map(|before| Versions { before, after: &model }))
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
        let answer = check(&mut writer, text, None);
        (writer, answer)
    }

    fn check(writer: &mut Writer, text: &str, earlier: Option<&str>) -> Response {
        let today = Some("2027-01-31".to_owned());
        writer.answer(Request::Check { text: text.to_owned(), today, earlier: earlier.map(str::to_owned) })
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

    const TABLES: &str = "name: shop\nstores: [{ name: db, engine: postgres }]\ndata_model:\n  - name: orders\n    store: db\n    fields:\n      id: uuid pk\n";

    fn migration(writer: &mut Writer) -> Response {
        writer.answer(Request::Write { document: "migration:db".to_owned() })
    }

    fn sql_ids(answer: Response) -> Vec<String> {
        let Response::Checked(checked) = answer else { panic!("{answer:?}") };
        let tab = checked.documents.into_iter().find(|tab| tab.name == "SQL").expect("a tab");
        tab.documents.into_iter().map(|document| document.id).collect()
    }

    #[test]
    fn what_leads_from_an_earlier_version_is_there_as_long_as_it_is_compared() {
        let mut writer = Writer::default();
        let later = format!("{TABLES}      note: text\n");
        assert_eq!(sql_ids(check(&mut writer, &later, Some(TABLES))), ["sql:db", "migration:db"]);
        let answer = migration(&mut writer);
        assert!(matches!(&answer, Response::Written { text } if text.contains("ADD COLUMN")), "{answer:?}");
        let Response::Files { paths } = writer.answer(Request::Files) else { panic!("no files") };
        assert!(paths.iter().any(|path| path == "sql/db-migration.sql"), "{paths:?}");
        let answer = writer.answer(Request::File { path: "sql/db-migration.sql".to_owned() });
        assert_eq!(answer, migration(&mut writer));
        assert_eq!(sql_ids(check(&mut writer, &later, None)), ["sql:db"]);
        assert!(matches!(migration(&mut writer), Response::Refused { .. }));
    }

    #[test]
    fn what_cannot_be_read_is_never_taken_for_gone() {
        let mut writer = Writer::default();
        let half = TABLES.replace("name: orders", "nam: orders");
        for (text, earlier, part) in
            [(&half, TABLES, "the spec"), (&TABLES.to_owned(), half.as_str(), "the earlier version")]
        {
            let ids = sql_ids(check(&mut writer, text, Some(earlier)));
            assert!(ids.contains(&"migration:db".to_owned()), "{ids:?}");
            let reason = format!("part of {part} cannot be read");
            assert_eq!(migration(&mut writer), Response::Refused { reason });
            let Response::Files { paths } = writer.answer(Request::Files) else { panic!("no files") };
            assert!(paths.iter().all(|path| !path.contains("migration")), "{paths:?}");
        }
    }
}
