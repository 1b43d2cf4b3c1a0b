//! Diagrams to test with: what an architect draws, what an attacker writes, and any number of nodes.

use architrave::diagram::content::{
    Axis, Bar, Block, BlockKind, Branch, Cardinality, Edge, End, Entity, Er, Field, Flow, Group, Key, Line, Message,
    MessageKind, Milestone, Node, NodeKind, Note, Participant, Relation, Schedule, Sequence, Step, Wait,
};
use architrave::diagram::{Content, Diagram, Element, Ids};
use architrave::text::Span;

/// Builds a flow from names.
#[derive(Default)]
pub(crate) struct Builder {
    ids: Ids,
    offset: usize,
    flow: Flow,
}

impl Builder {
    fn element(&mut self, kind: &str, label: &str, detail: &str) -> Element {
        self.offset += 10;
        Element::new(self.ids.of(kind, label), label, Span::new(self.offset, self.offset + 8)).with_detail(detail)
    }

    pub(crate) fn group(&mut self, label: &str, detail: &str, parent: Option<usize>) -> usize {
        let element = self.element("context", label, detail);
        self.flow.groups.push(Group { element, kind: "context", parent });
        self.flow.groups.len() - 1
    }

    pub(crate) fn node(&mut self, kind: NodeKind, label: &str, detail: &str, group: Option<usize>) -> usize {
        let element = self.element(kind.word(), label, detail);
        self.flow.nodes.push(Node { element, kind, group });
        self.flow.nodes.len() - 1
    }

    pub(crate) fn edge(&mut self, from: usize, to: usize, line: Line, label: &str) {
        let element = self.element("call", &format!("{from}-{to}"), "");
        let element = Element { label: label.to_owned(), ..element };
        self.flow.edges.push(Edge { element, kind: "call", from, to, line });
    }

    pub(crate) fn finish(self, title: &str) -> Diagram {
        Diagram::new(title, Content::Flow(self.flow))
    }
}

/// Twelve services in three contexts, with stores, channels and an external system.
pub(crate) fn map() -> Diagram {
    use Line::{Association, Asynchronous, Synchronous};
    use NodeKind::{Cache, Channel, External, Frontend, Function, Gateway, Person, Scheduler, Service, Store, Worker};
    let mut b = Builder::default();
    let (ordering, billing, fulfilment) = (
        b.group("ordering", "core · checkout", None),
        b.group("billing", "supporting", None),
        b.group("fulfilment", "core", None),
    );
    let customer = b.node(Person, "customer", "", None);
    let web = b.node(Frontend, "web shop", "react", None);
    let gateway = b.node(Gateway, "api-gateway", "kong", None);
    let orders = b.node(Service, "orders", "rust, axum", Some(ordering));
    let catalog = b.node(Service, "catalog", "go", Some(ordering));
    let pricing = b.node(Function, "pricing", "lambda", Some(ordering));
    let orders_db = b.node(Store, "orders-db", "postgresql", Some(ordering));
    let catalog_cache = b.node(Cache, "catalog-cache", "redis", Some(ordering));
    let payments = b.node(Service, "payments", "kotlin", Some(billing));
    let invoices = b.node(Worker, "invoice-writer", "", Some(billing));
    let payments_db = b.node(Store, "payments-db", "postgresql", Some(billing));
    let settlement = b.node(Scheduler, "settlement", "every night", Some(billing));
    let inventory = b.node(Service, "inventory", "rust", Some(fulfilment));
    let shipping = b.node(Service, "shipping-coordinator", "", Some(fulfilment));
    let inventory_db = b.node(Store, "inventory-db", "postgresql", Some(fulfilment));
    let notifications = b.node(Worker, "notifications", "", None);
    let order_events = b.node(Channel, "orders", "kafka topic", None);
    let payment_events = b.node(Channel, "payments", "kafka topic", None);
    let stripe = b.node(External, "stripe", "saas", None);
    let carrier = b.node(External, "parcel carrier", "partner", None);
    for (from, to, line, label) in [
        (customer, web, Synchronous, ""),
        (web, gateway, Synchronous, "https"),
        (gateway, orders, Synchronous, "http · 2s"),
        (gateway, catalog, Synchronous, "http · 1s"),
        (orders, pricing, Synchronous, "http · 300ms"),
        (orders, inventory, Synchronous, "grpc · 500ms"),
        (orders, payments, Synchronous, "http · 800ms"),
        (orders, orders_db, Association, ""),
        (catalog, catalog_cache, Association, ""),
        (payments, payments_db, Association, ""),
        (inventory, inventory_db, Association, ""),
        (payments, stripe, Synchronous, "https · 3s"),
        (settlement, payments_db, Association, ""),
        (orders, order_events, Asynchronous, "order.created"),
        (order_events, shipping, Asynchronous, "order.created"),
        (order_events, notifications, Asynchronous, "order.created"),
        (payments, payment_events, Asynchronous, "payment.captured"),
        (payment_events, orders, Asynchronous, "payment.captured"),
        (payment_events, invoices, Asynchronous, "payment.captured"),
        (shipping, carrier, Synchronous, "https · 5s"),
        (shipping, inventory, Synchronous, "grpc · 500ms"),
    ] {
        b.edge(from, to, line, label);
    }
    let mut diagram = b.finish("Service map of shop");
    if let Content::Flow(flow) = &mut diagram.content {
        flow.nodes[payments].element.marks = [2, 1, 0];
        flow.nodes[catalog_cache].element.marks = [0, 1, 0];
        flow.nodes[pricing].element.marks = [0, 0, 1];
        flow.edges[6].element.marks = [1, 0, 0];
        flow.groups[fulfilment].element.marks = [0, 2, 0];
    }
    diagram
}

/// Eight entities in two stores.
pub(crate) fn data() -> Diagram {
    let mut ids = Ids::new();
    let mut offset = 0;
    let mut element = |kind: &str, label: &str, detail: &str| {
        offset += 10;
        Element::new(ids.of(kind, label), label, Span::new(offset, offset + 8)).with_detail(detail)
    };
    let stores = ["orders-db", "billing-db"].map(|name| Group {
        element: element("store", name, "postgresql"),
        kind: "store",
        parent: None,
    });
    let tables: [(&str, usize, &[&str]); 8] = [
        ("customers", 0, &["id uuid pk", "email varchar(255) uk", "name text", "created_at timestamptz"]),
        ("addresses", 0, &["id uuid pk", "customer_id uuid fk", "street text", "city text", "country char(2)"]),
        (
            "orders",
            0,
            &[
                "id uuid pk",
                "customer_id uuid fk",
                "address_id uuid fk",
                "status enum",
                "total numeric(12,2)",
                "note text ?",
                "created_at timestamptz",
            ],
        ),
        ("order_lines", 0, &["order_id uuid pk", "product_id uuid fk", "quantity integer", "price numeric(12,2)"]),
        ("products", 0, &["id uuid pk", "category_id uuid fk", "sku text uk", "title text"]),
        ("categories", 0, &["id uuid pk", "parent_id uuid fk ?", "name text"]),
        ("payments", 1, &["id uuid pk", "order_id uuid uk", "amount numeric(12,2)", "captured_at timestamptz ?"]),
        ("refunds", 1, &["id uuid pk", "payment_id uuid fk", "reason text"]),
    ];
    let entities = tables.map(|(name, group, fields)| Entity {
        element: element("entity", name, ""),
        group: Some(group),
        fields: fields
            .iter()
            .map(|text| {
                let mut words = text.split(' ');
                let (label, kind) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
                let keys = text.split(' ').filter_map(|word| match word {
                    "pk" => Some(Key::Primary),
                    "fk" => Some(Key::Foreign),
                    "uk" => Some(Key::Unique),
                    _ => None,
                });
                Field {
                    element: element("field", &format!("{name} {label}"), kind),
                    keys: keys.collect(),
                    optional: text.ends_with('?'),
                }
            })
            .map(|mut field| {
                field.element.label = field.element.label.replace(&format!("{name} "), "");
                field
            })
            .collect(),
    });
    let mut relation = |from: (usize, usize, Cardinality), to: (usize, usize, Cardinality)| Relation {
        element: Element { label: String::new(), ..element("relation", &format!("{}-{}", from.0, to.0), "") },
        from: End { entity: from.0, field: Some(from.1), many: from.2 },
        to: End { entity: to.0, field: Some(to.1), many: to.2 },
    };
    use Cardinality::{One, OneOrMany, ZeroOrMany, ZeroOrOne};
    let relations = vec![
        relation((1, 1, ZeroOrMany), (0, 0, One)),
        relation((2, 1, ZeroOrMany), (0, 0, One)),
        relation((2, 2, ZeroOrMany), (1, 0, One)),
        relation((3, 0, OneOrMany), (2, 0, One)),
        relation((3, 1, ZeroOrMany), (4, 0, One)),
        relation((4, 1, ZeroOrMany), (5, 0, One)),
        relation((5, 1, ZeroOrMany), (5, 0, ZeroOrOne)),
        relation((6, 1, ZeroOrOne), (2, 0, One)),
        relation((7, 1, ZeroOrMany), (6, 0, One)),
    ];
    let mut er = Er { groups: stores.to_vec(), entities: entities.to_vec(), relations };
    er.entities[2].fields[5].element.marks = [0, 1, 0];
    er.entities[6].element.marks = [1, 0, 0];
    Diagram::new("Data model of shop", Content::Er(er))
}

/// Placing an order, with what happens when the payment fails.
pub(crate) fn sequence() -> Diagram {
    let mut ids = Ids::new();
    let mut element = |kind: &str, label: &str, detail: &str| {
        Element::new(ids.of(kind, label), label, Span::default()).with_detail(detail)
    };
    let participants = [
        ("customer", NodeKind::Person, ""),
        ("web shop", NodeKind::Frontend, ""),
        ("orders", NodeKind::Service, "rust, axum"),
        ("inventory", NodeKind::Service, ""),
        ("payments", NodeKind::Service, ""),
        ("orders topic", NodeKind::Channel, "kafka"),
        ("stripe", NodeKind::External, "saas"),
    ]
    .map(|(name, kind, detail)| Participant { element: element(kind.word(), name, detail), kind });
    let mut message = |from: usize, to: usize, kind: MessageKind, label: &str, detail: &str| {
        let element = Element { label: label.to_owned(), ..element("message", &format!("{from} {to}"), detail) };
        Step::Message(Message { element, from, to, kind })
    };
    use MessageKind::{Asynchronous, Return, Synchronous};
    let steps = vec![
        message(0, 1, Synchronous, "buy", ""),
        message(1, 2, Synchronous, "POST /v1/orders", "http · 2s"),
        message(2, 2, Synchronous, "validate and price the order", ""),
        message(2, 3, Synchronous, "POST /v1/reservations", "grpc · 500ms"),
        message(3, 2, Return, "reserved", ""),
        message(2, 4, Synchronous, "POST /v1/payments", "http · 800ms"),
        message(4, 6, Synchronous, "charge the card with an idempotency key", "https · 3s"),
    ];
    let paid = vec![
        message(6, 4, Return, "charged", ""),
        message(4, 2, Return, "201", ""),
        message(2, 5, Asynchronous, "order.created", ""),
    ];
    let failed = vec![
        message(4, 2, Return, "402 payment required", ""),
        message(2, 3, Synchronous, "DELETE /v1/reservations/{id}", "compensation"),
        message(3, 2, Return, "released", ""),
    ];
    let done = message(2, 1, Return, "201 or 402", "");
    let mut steps = steps;
    steps.push(Step::Block(Block {
        element: element("block", "1", ""),
        kind: BlockKind::Alternative,
        branches: vec![
            Branch { condition: "the card is charged".into(), steps: paid },
            Branch { condition: "the card is declined".into(), steps: failed },
        ],
    }));
    steps.push(done);
    let note =
        Note { element: element("note", "the order stays pending until the payment is captured", ""), from: 2, to: 4 };
    steps.push(Step::Note(note));
    if let Step::Message(message) = &mut steps[5] {
        message.element.marks = [0, 1, 0];
    }
    Diagram::new("place order", Content::Sequence(Sequence { participants: participants.to_vec(), steps }))
}

/// Names that mean something to a markup, a diagram text or a browser.
pub(crate) const HOSTILE: [&str; 36] = [
    "",
    " ",
    "end",
    "class",
    "graph",
    "subgraph",
    "style",
    "default",
    "click",
    "participant",
    "alt",
    "note right of",
    "\"",
    "'",
    "`code`",
    "]",
    "a[b](c){d}",
    "x\ny\r\nz",
    "tab\there",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</text></svg><script>alert(1)</script>",
    "javascript:alert(1)",
    "😀 emoji",
    "订单服务",
    "عربي",
    "#",
    "#quot;",
    "a;b;c",
    "%% comment",
    "%%{init: {}}%%",
    "--> x",
    "a:b",
    "|pipe|",
    "\\",
    "\u{0}\u{7f}\u{feff}",
];

/// Phases over time: in a row, side by side, and two that wait for each other.
pub(crate) fn roadmap() -> Diagram {
    const WEEK: u64 = 7 * 86_400_000;
    let names = ["Foundation", "Payments", "Mail", "Launch", "After", "Before"];
    Diagram::new("Roadmap", Content::Schedule(schedule(&names, Axis::Time, WEEK)))
}

/// Bars that follow each other; the last two wait for each other.
fn schedule(names: &[&str], axis: Axis, unit: u64) -> Schedule {
    let mut ids = Ids::new();
    let mut element =
        |kind: &str, name: &str| Element::new(ids.of(kind, name), name, Span::default()).with_detail(name);
    let mut bars: Vec<Bar> = Vec::new();
    for (index, name) in names.iter().enumerate() {
        let waits = index.checked_sub(1).map(|on| Wait { element: element("dependency", name), on });
        bars.push(Bar {
            element: element("phase", name),
            start: unit * index as u64 * 2,
            length: unit * (1 + index as u64 % 2),
            waits: waits.into_iter().collect(),
            milestones: vec![Milestone { element: element("milestone", name) }],
        });
    }
    if let [.., before, last] = bars.as_mut_slice() {
        let wait = Wait { element: element("dependency", "back"), on: names.len() - 1 };
        last.element.marks = [1, 0, 2];
        before.waits.push(wait);
    }
    Schedule { axis, bars }
}

/// Hostile names in every place of a flow, of states, of entities, of a sequence and of a schedule.
pub(crate) fn hostile(name: &str) -> [Diagram; 5] {
    let mut b = Builder::default();
    let outer = b.group(name, name, None);
    let inner = b.group(name, name, Some(outer));
    let nodes: Vec<usize> = NodeKind::ALL.iter().map(|&kind| b.node(kind, name, name, Some(inner))).collect();
    for (index, &node) in nodes.iter().enumerate() {
        let line = [Line::Synchronous, Line::Asynchronous, Line::Association][index % 3];
        b.edge(nodes[0], node, line, name);
    }
    let flow = b.finish(name);
    let mut ids = Ids::new();
    let mut element = |kind: &str| Element::new(ids.of(kind, name), name, Span::default()).with_detail(name);
    let group = Group { element: element("store"), kind: "store", parent: None };
    let field = Field { element: element("field"), keys: vec![Key::Primary, Key::Foreign], optional: true };
    let entity = Entity { element: element("entity"), group: Some(0), fields: vec![field] };
    let mut second = entity.clone();
    second.element = element("entity");
    second.fields.clear();
    let end = End { entity: 0, field: Some(0), many: Cardinality::ZeroOrMany };
    let relation = |element, entity| Relation { element, from: end, to: End { entity, field: None, ..end } };
    let relations = vec![relation(element("relation"), 0), relation(element("relation"), 1)];
    let er = Er { groups: vec![group], entities: vec![entity, second], relations };
    let participants = [NodeKind::Service, NodeKind::Person].map(|kind| Participant { element: element("part"), kind });
    let mut steps = vec![Step::Note(Note { element: element("note"), from: 0, to: 1 })];
    for kind in [BlockKind::Alternative, BlockKind::Optional, BlockKind::Loop, BlockKind::Parallel] {
        let block = element("block");
        let mut message = |from, to, kind| Step::Message(Message { element: element("message"), from, to, kind });
        let mut branch = || Branch {
            condition: name.to_owned(),
            steps: vec![
                message(0, 1, MessageKind::Synchronous),
                message(1, 0, MessageKind::Return),
                message(1, 1, MessageKind::Asynchronous),
            ],
        };
        steps.push(Step::Block(Block { element: block, kind, branches: vec![branch(), branch()] }));
    }
    let sequence = Sequence { participants: participants.to_vec(), steps };
    let states = Content::States(flow.content.flow().cloned().unwrap_or_default());
    let schedule = Content::Schedule(schedule(&[name; 3], Axis::Steps, 1));
    let others = [states, Content::Er(er), Content::Sequence(sequence), schedule];
    let [states, er, sequence, schedule] = others.map(|content| Diagram::new(name, content));
    [flow, states, er, sequence, schedule]
}

/// A map of `nodes` nodes in nested groups of about eight, with about one and a half edges a node.
pub(crate) fn large(nodes: usize, seed: u64) -> Diagram {
    let mut state = seed.wrapping_mul(2).wrapping_add(1);
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or_default() % below.max(1)
    };
    let mut b = Builder::default();
    let groups: Vec<usize> = (0..nodes.div_ceil(8))
        .map(|index| b.group(&format!("context {index}"), "", (index % 4 == 3).then(|| index - 1)))
        .collect();
    let kinds = NodeKind::ALL;
    for index in 0..nodes {
        let group = (random(10) > 0).then(|| groups[index / 8]);
        b.node(kinds[random(kinds.len())], &format!("node-{index}"), "detail", group);
    }
    for to in 1..nodes {
        let near = to.saturating_sub(1 + random(8));
        b.edge(near, to, Line::Synchronous, if random(3) == 0 { "http · 500ms" } else { "" });
        if random(2) == 0 {
            b.edge(random(nodes), to, Line::Asynchronous, if random(3) == 0 { "event" } else { "" });
        }
    }
    b.finish("large")
}
