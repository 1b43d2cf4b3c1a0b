//! Chapter 4: what was decided, who does what, how they talk, and which guarantees hold.

use super::Design;
use crate::document::drafts::{Draft, drafts};
use crate::document::facts::{
    and, asks, breaker, code, codes, count, labelled, lines, names, one_line, rest, retry, said, toggle, word,
};
use crate::model::{Call, Decision, Service, Store, Table};
use crate::spec::flow::Saga;
use crate::spec::{Entries, Items};

impl<'m> Design<'m> {
    pub(super) fn decisions(&mut self) {
        self.page.chapter("Architecture decisions");
        let model = self.model();
        let ways = [
            (model.decisions().count(), "recorded decision"),
            (model.calls().count(), "call"),
            (model.events().count(), "event"),
            (model.flows().count(), "use case"),
        ];
        let ways: Vec<String> = ways.into_iter().filter(|(it, _)| *it > 0).map(|(it, noun)| count(it, noun)).collect();
        if !ways.is_empty() {
            self.page.say(format!("{}.", and(&ways)));
        }
        self.records();
        self.drafts();
        self.decomposition();
        self.calls();
        self.messages();
        self.flows();
        self.consistency();
    }

    fn records(&mut self) {
        self.page.part("Decisions");
        let model = self.model();
        let row = |decision: Decision<'_>| {
            let said = &decision.at.value;
            let replaces = word(&said.supersedes);
            vec![number(decision), word(&said.title), word(&said.status), word(&said.date), replaces]
        };
        let rows = model.decisions().map(row).collect();
        self.table(
            &["Id", "Decision", "Status", "Date", "Replaces"],
            rows,
            ("what was decided and why", &["decisions"]),
        );
        let before = self.page.blocks.len();
        for decision in model.decisions() {
            let said = &decision.at.value;
            let id = number(decision);
            let title = word(&said.title);
            self.page.item(&if id.is_empty() { title } else { format!("{id}: {title}") });
            self.page.say(labelled("Context", &word(&said.context)));
            self.page.say(labelled("Decision", &word(&said.decision)));
            let items = |list: &[crate::spec::At<String>]| {
                list.iter().map(|it| one_line(&it.value)).collect::<Vec<_>>().join("; ")
            };
            self.page.say(labelled("Also considered", &items(said.alternatives.items())));
            self.page.say(labelled("What follows", &items(said.consequences.items())));
            let held = rest(
                model,
                said.stated(),
                &["id", "title", "status", "date", "context", "decision", "alternatives", "consequences", "supersedes"],
            );
            self.page.say(held);
        }
        self.page.cards_since(before);
    }

    /// What the spec decides without saying so.
    fn drafts(&mut self) {
        let drafts = drafts(self.model());
        if drafts.is_empty() {
            return;
        }
        self.page.part("Decisions without a record");
        self.page.say(
            "The spec implies these and records none of them; each is drafted as a record with the status proposed.",
        );
        let row = |draft: &Draft| vec![one_line(&draft.title), lines(draft.told().map(one_line))];
        self.page.table(&["Implied", "By the spec's own facts"], drafts.iter().map(row).collect());
    }

    fn decomposition(&mut self) {
        self.page.part("Service decomposition");
        let model = self.model();
        self.diagram_if("ownership");
        let row = |service: Service<'_>| {
            let said = &service.at.value;
            let others = |list: &[crate::spec::At<crate::spec::Ref<{ crate::spec::shape::STORE }>>]| {
                codes(list.iter().map(|it| it.value.0.as_str()))
            };
            let layers =
                said.modules.entries().iter().map(|(layer, it)| labelled(&one_line(&layer.value), &names(&it.value.0)));
            vec![
                one_line(service.name()),
                codes(service.stores().map(Store::name)),
                codes(service.tables().map(Table::name)),
                lines([
                    labelled("reads", &others(said.reads.items())),
                    labelled("writes", &others(said.writes.items())),
                ]),
                codes(said.publishes.items().iter().map(|it| it.value.0.as_str())),
                lines(layers),
            ]
        };
        let rows = model.services().map(row).collect();
        let head = ["Service", "Owns", "Tables", "Stores of others", "Publishes", "Inside"];
        self.table(&head, rows, ("who does what", &["services[].owns", "services[].modules"]));
    }

    fn calls(&mut self) {
        self.page.part("Calls");
        let rows = self.model().calls().map(call).collect();
        let head = ["Call", "Asks for", "How", "Timeout", "Retries", "Circuit breaker", "If it fails", "At most"];
        let gap = ("who calls whom", &["services[].calls"][..]);
        self.table(&head, rows, gap);
        if self.model().calls().any(|it| it.longest().is_some()) {
            self.page.say("At most: how long the caller waits when every attempt takes its full time.");
        }
    }

    fn consistency(&mut self) {
        self.page.part("Consistency model");
        let model = self.model();
        let mut rows: Vec<Vec<String>> = Vec::new();
        let mut row = |what: &str, who: String, how: String| {
            let same = |row: &&mut Vec<String>| row.first().is_some_and(|it| it == what) && row.last() == Some(&how);
            match rows.iter_mut().find(same).and_then(|row| row.get_mut(1)) {
                Some(others) => others.push_str(&format!(", {who}")),
                None if !who.is_empty() || !how.is_empty() => rows.push(vec![what.to_owned(), who, how]),
                None => {}
            }
        };
        let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
        row("What readers are promised", String::new(), quality.map(|it| word(&it.consistency)).unwrap_or_default());
        for table in model.tables() {
            let lock = table.at.value.optimistic_lock.as_ref().filter(|it| it.is_on());
            let by = toggle(&table.at.value.optimistic_lock);
            let lock = lock.map(|_| format!("lost updates are noticed by {by}")).unwrap_or_default();
            row("Changes to one row", if lock.is_empty() { String::new() } else { code(table.name()) }, lock);
        }
        for service in model.services() {
            let said = &service.at.value;
            let name = |holds: bool| if holds { code(service.name()) } else { String::new() };
            let outbox = match toggle(&said.outbox).as_str() {
                "" | "no" => String::new(),
                "yes" => "they leave together, through an outbox".to_owned(),
                place => format!("they leave together, through the outbox in {place}"),
            };
            row("A change and its event", name(!outbox.is_empty()), outbox);
            let view =
                said.cqrs.as_ref().and_then(|it| model.spec.tree.node(it.node)).map(self::said).unwrap_or_default();
            row("Reading beside writing", name(!view.is_empty()), view);
            let sourced = said.event_sourced.as_ref().and_then(|it| model.spec.tree.node(it.node)).map(self::said);
            let sourced = sourced.unwrap_or_default();
            row("State as events", name(!sourced.is_empty()), sourced);
        }
        for flow in model.flows().filter(|flow| flow.is_saga()) {
            let steps = flow.steps();
            let back = steps.iter().filter(|it| it.compensate.is_some()).count();
            let by = flow.at.value.saga.as_ref().map(|it| it.value).filter(|it| *it != Saga::Yes);
            let by = by.map(|it| format!(" by {it}")).unwrap_or_default();
            let how = format!("saga{by}: {back} of {} can be taken back", count(steps.len(), "step"));
            row("Across services", code(&word(&flow.at.value.name)), how);
        }
        let repeated = model.endpoints().filter(|it| it.idempotency().is_some_and(|it| it.holds()));
        let repeated: Vec<String> = repeated.map(|it| it.label()).collect();
        let how = if repeated.is_empty() { String::new() } else { "the second is recognised".to_owned() };
        row("Requests that come twice", codes(repeated.iter().map(String::as_str)), how);
        let keys =
            ["requirements.quality.consistency", "services[].outbox", "data_model[].optimistic_lock", "flows[].saga"];
        self.table(&["Where", "Who", "Guarantee"], rows, ("which guarantees hold", &keys));
    }
}

fn number(decision: Decision<'_>) -> String {
    word(&decision.at.value.id)
}

fn call(call: Call<'_>) -> Vec<String> {
    const SHOWN: [&str; 8] = ["to", "endpoint", "rpc", "operation", "timeout", "retry", "circuit_breaker", "fallback"];
    let said = &call.at.value;
    let at_most = call.longest().map(|it| {
        let sum = call.longest_in_words();
        if sum == it.to_string() { sum } else { format!("{sum} = {it}") }
    });
    vec![
        one_line(&call.label()),
        asks(call),
        rest(call.model, said.stated(), &SHOWN),
        word(&said.timeout),
        retry(call.retry_policy()),
        breaker(call.model, call.circuit_breaker()),
        toggle(&said.fallback),
        at_most.unwrap_or_default(),
    ]
}
