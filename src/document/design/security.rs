//! Chapter 5: who may do what, and how data is protected.

use super::Design;
use crate::document::facts::{code, codes, labelled, lines, names, one_line, settings, who, word};
use crate::spec::Items;

impl Design<'_> {
    pub(super) fn security(&mut self) {
        self.page.chapter("Security");
        self.authentication();
        self.authorization();
        self.page.part("Protection");
        let security = self.model().system().security.as_ref();
        let subjects = [
            ("how data is encrypted", "security.encryption"),
            ("where secrets are kept", "security.secrets"),
            ("how much a caller may ask", "security.rate_limit"),
            ("what is recorded of whom", "security.audit"),
        ];
        self.settings(security.map(|it| it.node), &["authentication", "authorization"], &subjects);
        self.personal_data();
    }

    fn authentication(&mut self) {
        self.page.part("Authentication");
        let model = self.model();
        if model.schemes().next().is_none() {
            self.page.gap("how callers say who they are", &["security.authentication"]);
        }
        let before = self.page.blocks.len();
        for scheme in model.schemes() {
            let name = scheme.at.value.name.as_ref().map(|it| one_line(&it.value.0));
            self.page.item(&name.unwrap_or_else(|| word(&scheme.at.value.kind)));
            self.page.rows(&["Subject", "Stated"], settings(model, scheme.at.node, &["name"]));
        }
        self.page.cards_since(before);
        self.diagrams("sign-in:");
    }

    fn authorization(&mut self) {
        self.page.part("Authorization");
        let model = self.model();
        let authorization = model.security().and_then(|it| it.authorization.as_ref());
        let subjects = [("by which model it is decided who may do what", "security.authorization.model")];
        self.settings(authorization.map(|it| it.node), &["roles"], &subjects);
        let role = |at: &crate::spec::At<crate::spec::security::Role>| {
            let name = word(&at.name);
            vec![name, names(at.can.items()), codes(at.inherits.items().iter().map(|it| it.value.0.as_str()))]
        };
        let roles = authorization.map(|it| it.roles.items()).unwrap_or_default();
        self.page.table(&["Role", "May", "Inherits"], roles.iter().map(role).collect());
        let open = model.entrances().into_iter().filter(|it| it.exposure.auth.is_some_and(|auth| auth.is_public()));
        let open: Vec<Vec<String>> =
            open.map(|it| vec![code(&it.label), who(it.exposure.auth, it.exposure.public_reason)]).collect();
        if !open.is_empty() {
            self.page.say("These are open on purpose:");
        }
        self.page.table(&["Way in", "Who may use it"], open);
        let unsaid: Vec<String> =
            model.entrances().into_iter().filter(|it| it.exposure.auth.is_none()).map(|it| code(&it.label)).collect();
        if !unsaid.is_empty() {
            self.page.say(format!("Nothing says who may use {}.", unsaid.join(", ")));
        }
    }

    fn personal_data(&mut self) {
        self.page.part("Personal and secret data");
        let model = self.model();
        let mut rows = Vec::new();
        for column in model.columns().filter(|it| it.pii || it.secret) {
            let kind = if column.secret { "secret" } else { "personal" };
            let kept = [(column.encrypted, "encrypted"), (column.hashed, "hashed")];
            let kept = kept.into_iter().filter(|(on, _)| *on).map(|(_, word)| word.to_owned());
            let place = format!("{}.{}", column.table.name(), column.name.value);
            rows.push(vec![code(&place), kind.to_owned(), kept.collect::<Vec<_>>().join(", ")]);
        }
        for schema in model.schemas() {
            for (name, field) in schema.at.value.fields.iter().filter(|(_, it)| it.pii || it.secret) {
                let kind = if field.secret { "secret" } else { "personal" };
                rows.push(vec![code(&format!("{}.{}", schema.name.value, name.value)), kind.to_owned(), String::new()]);
            }
        }
        let gap =
            ("which data is personal or secret", &["data_model[].fields", "schemas", "security.data_classes"][..]);
        self.table(&["Where", "Kind", "Kept"], rows, gap);
        let outflow = |it: crate::model::Outflow<'_>| {
            let said = &it.external.at.value;
            vec![
                it.external.name().to_owned(),
                one_line(&it.class.value),
                lines(it.path.iter().map(|(_, hop)| one_line(hop))),
                lines([labelled("under", &word(&said.agreement)), labelled("in", &names(said.regions.items()))]),
            ]
        };
        let outflows: Vec<Vec<String>> = model.outflows().into_iter().map(outflow).collect();
        if !outflows.is_empty() {
            self.page.say("Personal data leaves the system here:");
        }
        self.page.table(&["To", "Class", "How it gets there", "Terms"], outflows);
    }
}
