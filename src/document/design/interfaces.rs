//! Chapter 2: endpoints, the other ways in, and who may use them.

use super::Design;
use crate::document::entries;
use crate::document::facts::{and, answers, code, codes, count, labelled, lines, rest, schema, who, word};
use crate::model::{Endpoint, Exposure};
use crate::spec::{Entries, Items};

impl<'m> Design<'m> {
    pub(super) fn interfaces(&mut self) {
        self.page.chapter("API specification");
        self.ways_in();
        let api = self.model().system().api_design.as_ref();
        self.page.part("Conventions");
        let mut subjects =
            vec![("how errors look", "api_design.errors"), ("how lists are paged", "api_design.pagination")];
        // A path may say it as well.
        let is_versioned = |it: Endpoint<'_>| it.path().value.split('/').any(crate::model::is_version);
        if !self.model().endpoints().any(is_versioned) {
            subjects.insert(0, ("how versions are told apart", "api_design.versioning"));
        }
        self.settings(api.map(|it| it.node), &[], &subjects);
        self.endpoints();
        self.other_ways();
        self.webhooks();
        self.schemas();
        self.files();
    }

    /// How many ways there are, and for how many anybody may use them.
    fn ways_in(&mut self) {
        let model = self.model();
        let ways = [
            (model.endpoints().count(), "endpoint"),
            (model.graphql().count(), "GraphQL API"),
            (model.grpc().count(), "gRPC API"),
            (model.websockets().count(), "WebSocket"),
            (model.sse().count(), "event stream"),
            (model.webhooks().count(), "webhook"),
        ];
        let ways: Vec<String> = ways.into_iter().filter(|(it, _)| *it > 0).map(|(it, noun)| count(it, noun)).collect();
        let open = model.entrances().iter().filter(|it| it.exposure.auth.is_some_and(|auth| auth.is_public())).count();
        let open = if open > 0 {
            format!(" Of these, {open} {} open to anybody.", if open == 1 { "is" } else { "are" })
        } else {
            String::new()
        };
        if !ways.is_empty() {
            self.page.say(format!("Its interfaces: {}.{open}", and(&ways)));
        }
    }

    fn endpoints(&mut self) {
        self.page.part("Endpoints");
        let model = self.model();
        if model.endpoints().next().is_none() {
            self.page.gap("which endpoints there are", &["api", "services[].api"]);
        }
        for service in model.services() {
            self.endpoints_of(service.name(), service.endpoints().collect());
        }
        let nobodys = model.endpoints().filter(|it| it.service().is_none()).collect();
        self.endpoints_of("Endpoints of no service", nobodys);
    }

    fn endpoints_of(&mut self, title: &str, endpoints: Vec<Endpoint<'m>>) {
        if endpoints.is_empty() {
            return;
        }
        self.page.item(title);
        let head = ["Endpoint", "What it does", "Who may call", "Takes", "Answers", "How"];
        self.page.table(&head, endpoints.into_iter().map(row).collect());
    }

    /// GraphQL, gRPC, WebSockets and server-sent events.
    fn other_ways(&mut self) {
        let model = self.model();
        let may = |exposure: Exposure<'_>| who(exposure.auth, exposure.public_reason);
        macro_rules! ways {
            ($views:expr, $what:literal, $($shown:literal)*) => {{
                let shown = ["service", "path", "auth", "public_reason", $($shown),*];
                let rows: Vec<Vec<String>> = $views
                    .map(|view| {
                        let said = &view.at.value;
                        vec![
                            word(&said.path),
                            word(&said.service),
                            may(view.exposure()),
                            rest(model, said.stated(), &shown),
                        ]
                    })
                    .collect();
                if !rows.is_empty() {
                    self.page.part($what);
                    self.page.table(&["Path", "Service", "Who may use it", "How"], rows);
                }
            }};
        }
        ways!(model.graphql(), "GraphQL", "schema");
        for text in model.graphql().filter_map(|it| it.at.value.schema.as_ref()) {
            self.page.code("graphql", text.value.clone());
        }
        self.procedures();
        ways!(model.websockets(), "WebSockets",);
        ways!(model.sse(), "Server-sent events",);
    }

    fn procedures(&mut self) {
        let model = self.model();
        if model.grpc().next().is_none() {
            return;
        }
        self.page.part("gRPC");
        for grpc in model.grpc() {
            let said = &grpc.at.value;
            let service = word(&said.service);
            let package = labelled("package", &word(&said.package));
            self.page.item(&[service, package].into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", "));
            self.page.say(
                labelled("Who may call", &who(grpc.exposure().auth, grpc.exposure().public_reason)).replace('\n', "; "),
            );
            self.page.say(labelled("Largest message", &word(&said.max_message)));
            let shown = ["name", "request", "response", "streaming", "summary"];
            let rows = said.rpcs.items().iter().map(|rpc| {
                let how = [word(&rpc.streaming), rest(model, rpc.stated(), &shown)];
                vec![word(&rpc.name), word(&rpc.summary), word(&rpc.request), word(&rpc.response), lines(how)]
            });
            self.page.table(&["Procedure", "What it does", "Takes", "Answers", "How"], rows.collect());
            if let Some(proto) = &said.proto {
                self.page.code("proto", proto.value.clone());
            }
        }
    }

    fn webhooks(&mut self) {
        let model = self.model();
        let row = |webhook: crate::model::Webhook<'_>| {
            let said = &webhook.at.value;
            let shown = ["name", "direction", "service", "from"];
            vec![
                word(&said.name),
                word(&said.direction),
                word(&said.service),
                word(&said.from),
                rest(model, said.stated(), &shown),
            ]
        };
        let rows: Vec<_> = model.webhooks().map(row).collect();
        if !rows.is_empty() {
            self.page.part("Webhooks");
            self.page.table(&["Webhook", "Direction", "Service", "From", "How"], rows);
        }
    }

    /// The files that say the same to programs.
    fn files(&mut self) {
        self.page.part("Contracts as files");
        const TABS: [&str; 5] = ["OpenAPI", "AsyncAPI", "GraphQL", "gRPC", "JSON Schema"];
        let entries = entries(self.model());
        let row = |tab: &&'static str| {
            let paths: Vec<&str> = entries.iter().filter(|it| it.tab == *tab).map(|it| it.path.as_str()).collect();
            let folder = paths.first().and_then(|path| path.split_once('/')).map(|(folder, _)| folder);
            match (folder, paths.len()) {
                (_, 0) => None,
                // One for each name is no news.
                (Some(folder), number @ 6..) => Some(format!("{tab}: {number} files in {}", code(folder))),
                _ => Some(format!("{tab}: {}", codes(paths))),
            }
        };
        let files: Vec<String> = TABS.iter().filter_map(row).collect();
        if files.is_empty() {
            self.page.gap("what a contract could be written from", &["api", "events"]);
        } else {
            self.page.say("The same for programs, written from the same spec:");
            self.page.list(files);
        }
    }
}

fn row(endpoint: Endpoint<'_>) -> Vec<String> {
    const SHOWN: [&str; 10] = [
        "method",
        "path",
        "service",
        "summary",
        "auth",
        "public_reason",
        "parameters",
        "request",
        "response",
        "responses",
    ];
    let said = &endpoint.at.value;
    let model = endpoint.model;
    let parameter = |(name, it): &(crate::spec::At<String>, crate::spec::At<crate::spec::endpoint::Parameter>)| {
        let node = model.spec.tree.node(it.node);
        let text = node.map(crate::document::facts::said).unwrap_or_default();
        labelled(&code(&name.value), &text)
    };
    let parameters = said.parameters.entries().iter().map(parameter);
    let request = said.request.as_ref().map(|it| schema(model, it));
    let without: Vec<&str> = SHOWN.iter().copied().chain(["examples"]).collect();
    let own = if said.rate_limit.is_none() { endpoint.rate_limit() } else { None };
    let rate = own.map(|it| format!("rate limit: {}", it.value)).unwrap_or_default();
    vec![
        code(&endpoint.label()),
        word(&said.summary),
        who(endpoint.auth(), endpoint.public_reason()),
        lines(request.into_iter().chain(parameters)),
        answers(endpoint),
        lines([rest(model, said.stated(), &without), rate]),
    ]
}
