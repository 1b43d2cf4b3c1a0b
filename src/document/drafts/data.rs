//! What is kept where, who shares it, and what is cached.

use std::collections::BTreeSet;

use super::{Draft, Fact, Topic, all_of, no_names};
use crate::document::facts::{code, count, one_line, said, word};
use crate::model::{Cache, Model, Service, Store};
use crate::order;
use crate::spec::Items;
use crate::spec::data::StoreKind;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        words: &[
            "database",
            "store",
            "polyglot",
            "postgres",
            "mysql",
            "mongodb",
            "dynamodb",
            "cassandra",
            "elasticsearch",
        ],
        names: |model| model.stores().map(Store::name).collect(),
        draft: several,
    },
    Topic { words: &["shared", "share"], names: no_names, draft: shared },
    Topic {
        words: &["cach", "redis", "memcached", "ttl"],
        names: |model| model.caches().map(Cache::label).collect(),
        draft: caching,
    },
    Topic { words: &["cqrs", "projection", "read model"], names: no_names, draft: read_models },
    Topic { words: &["sourc", "event store"], names: no_names, draft: event_sourcing },
    Topic { words: &["tenant", "isolation"], names: no_names, draft: tenants },
];

fn engine(store: Store<'_>) -> String {
    let parts = [word(&store.at.value.engine), store.kind().map(|it| it.to_string()).unwrap_or_default()];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(", ")
}

fn several<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let kinds: BTreeSet<StoreKind> =
        model.stores().filter_map(Store::kind).filter(|it| *it != StoreKind::Cache).collect();
    if kinds.len() < 2 {
        return None;
    }
    let context = model.stores().map(|store| {
        let holds = store.at.value.summary.as_ref().map(|it| format!(": {}", one_line(&it.value))).unwrap_or_default();
        let engine = engine(store);
        let engine = if engine.is_empty() { engine } else { format!(" ({engine})") };
        Fact::at(store.name_span(), format!("{}{engine}{holds}", code(store.name())))
    });
    let mut consequences = vec![Fact::of(format!(
        "{} of stores are run, backed up and restored: {}.",
        count(kinds.len(), "kind"),
        kinds.iter().map(|it| it.word()).collect::<Vec<_>>().join(", ")
    ))];
    for service in model.services() {
        let own: Vec<&str> = service.stores().map(Store::name).collect();
        if own.len() > 1 {
            consequences.push(Fact::at(
                service.name_span(),
                format!("{} keeps data in {}; no transaction spans them.", code(service.name()), all_of(own)),
            ));
        }
    }
    Some(Draft {
        slug: "several-stores",
        title: "Keep data in stores of several kinds".to_owned(),
        context: context.collect(),
        consequences,
    })
}

fn shared<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let stores: Vec<Store<'m>> = model.stores().filter(|it| it.writers().len() > 1).collect();
    if stores.is_empty() {
        return None;
    }
    let mut context = Vec::new();
    let mut consequences = Vec::new();
    for store in &stores {
        let writers: Vec<&str> = store.writers().into_iter().map(|(service, _)| service.name()).collect();
        context.push(Fact::at(
            store.name_span(),
            format!("{} is written by {}.", code(store.name()), all_of(writers.iter().copied())),
        ));
        context.extend(store.at.value.shared.as_ref().and_then(|it| {
            let why = it.value.details()?;
            Some(Fact::at(it.span, format!("The reason given: {}", one_line(why))))
        }));
        let waivers = model.spec.waivers.iter().filter(|it| it.rule.contains("shared-store"));
        let around = waivers.filter(|it| it.scope.contains(store.name_span()) || it.scope.start == 0);
        context.extend(around.filter_map(|it| {
            Some(Fact::of(format!("{} is kept on purpose: {}", code(&it.rule), one_line(it.reason.as_deref()?))))
        }));
        let tables = store.tables().count();
        consequences.push(Fact::of(format!(
            "A change to one of the {} in {} is agreed between {}.",
            count(tables, "table"),
            code(store.name()),
            all_of(writers)
        )));
    }
    Some(Draft {
        slug: "shared-store",
        title: format!("Let several services write {}", all_of(stores.iter().map(|it| it.name()))),
        context,
        consequences,
    })
}

fn caching<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let caches: Vec<Cache<'m>> = model.caches().collect();
    if caches.is_empty() {
        return None;
    }
    let mut context = Vec::new();
    let mut consequences = Vec::new();
    for cache in &caches {
        let said = &cache.at.value;
        let name = code(cache.label());
        let of = said.of.as_ref().map(|it| format!(" of {}", code(&it.value.0))).unwrap_or_default();
        let pattern = said.pattern.as_ref().map(|it| format!(", {}", it.value)).unwrap_or_default();
        context.push(Fact::at(cache.at.span, format!("{name}: a copy{of}{pattern}.")));
        consequences.extend(said.ttl.as_ref().map(|it| {
            Fact::at(
                it.span,
                format!("{name}: a reader may see what is up to {} old, unless it is removed before.", it.value),
            )
        }));
        let removed = said.invalidated_by.items().iter().map(|it| it.value.as_str()).collect::<Vec<_>>();
        if !removed.is_empty() {
            consequences.push(Fact::of(format!("{name}: an entry is removed by {}.", all_of(removed))));
        }
        consequences.extend(said.on_failure.as_ref().map(|it| {
            Fact::at(it.span, format!("{name}: when it is gone: {}.", one_line(&it.value).trim_end_matches('.')))
        }));
    }
    let patterns = order::set(caches.iter().map(|it| word(&it.at.value.pattern)).filter(|it| !it.is_empty()));
    let how = if patterns.is_empty() {
        String::new()
    } else {
        format!(": {}", patterns.into_iter().collect::<Vec<_>>().join(", "))
    };
    Some(Draft { slug: "caching", title: format!("Answer reads from caches{how}"), context, consequences })
}

fn read_models<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let mut context = Vec::new();
    let mut consequences = Vec::new();
    for (service, at) in model.services().filter_map(|it| Some((it, it.at.value.cqrs.as_ref()?))) {
        let fed = all_of(at.projected_from.items().iter().map(|it| it.value.0.as_str()));
        let fed = if fed.is_empty() { fed } else { format!(" fed by {fed}") };
        context.push(Fact::at(
            at.span,
            format!("{} reads from {}{fed}.", code(service.name()), code(&word(&at.read_model))),
        ));
        consequences.extend(
            at.lag.as_ref().map(|it| {
                Fact::at(it.span, format!("Readers of {} may be {} behind.", code(service.name()), it.value))
            }),
        );
    }
    (!context.is_empty()).then(|| Draft {
        slug: "read-models",
        title: "Read from models of their own".to_owned(),
        context,
        consequences,
    })
}

fn event_sourcing<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let services: Vec<Service<'m>> = model.services().filter(|it| it.is_event_sourced()).collect();
    let fact = |service: &Service<'m>| {
        let at = service.at.value.event_sourced.as_ref()?;
        let how = model.spec.tree.node(at.node).map(said).unwrap_or_default();
        Some(Fact::at(at.span, format!("{} keeps its state as events: {how}.", code(service.name()))))
    };
    let context: Vec<Fact> = services.iter().filter_map(fact).collect();
    let events =
        services.iter().map(|it| (it, model.publications().iter().filter(|of| of.service == it.name()).count()));
    let consequences = events.filter(|(_, number)| *number > 0).map(|(service, number)| {
        Fact::of(format!(
            "{} of {} stay readable for as long as state is built from them.",
            count(number, "event"),
            code(service.name())
        ))
    });
    let consequences = consequences.collect();
    (!context.is_empty()).then(|| Draft {
        slug: "event-sourcing",
        title: format!("Keep the state of {} as events", all_of(services.iter().map(|it| it.name()))),
        context,
        consequences,
    })
}

fn tenants<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let tables: Vec<_> = model.tables().filter_map(|it| Some((it, it.at.value.tenant_key.as_ref()?))).collect();
    if tables.len() < 2 {
        return None;
    }
    let keys = order::set(tables.iter().map(|(_, key)| key.value.as_str()));
    let context = keys.iter().filter_map(|name| {
        let own = tables.iter().filter(|(_, key)| key.value == **name);
        let (_, first) = own.clone().next()?;
        let of = all_of(own.map(|(table, _)| table.name()));
        Some(Fact::at(first.span, format!("The tenant stands in {} of {of}.", code(name))))
    });
    let context: Vec<Fact> = context.collect();
    let others: Vec<&str> = model.tables().filter(|it| it.at.value.tenant_key.is_none()).map(|it| it.name()).collect();
    let mut consequences = vec![Fact::of(format!("Every query of {} names the tenant.", count(tables.len(), "table")))];
    if !others.is_empty() {
        consequences.push(Fact::of(format!("These name none: {}.", all_of(others))));
    }
    let stores = order::set(tables.iter().filter_map(|(it, _)| it.store()).map(Store::name));
    consequences.extend((!stores.is_empty()).then(|| Fact::of(format!("Tenants share {}.", all_of(stores)))));
    Some(Draft {
        slug: "tenants",
        title: format!("Tell tenants apart by {} in shared tables", all_of(keys)),
        context,
        consequences,
    })
}
