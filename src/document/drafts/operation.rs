//! Who gets in, where it runs, and how it is rolled out.

use super::{Draft, Fact, Topic, all_of, no_names};
use crate::document::facts::{code, one_line, word};
use crate::model::Model;
use crate::order;
use crate::spec::Items;
use crate::spec::endpoint::Versioning;

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        words: &["auth", "oauth", "oidc", "jwt", "token", "sign", "session", "identity", "login"],
        names: no_names,
        draft: authentication,
    },
    Topic { words: &["region", "active", "failover", "residency"], names: no_names, draft: regions },
    Topic { words: &["canary", "rollout", "deploy", "blue", "release"], names: no_names, draft: rollout },
    Topic { words: &["version"], names: no_names, draft: versioning },
];

fn authentication<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let schemes: Vec<_> = model.schemes().collect();
    if schemes.is_empty() {
        return None;
    }
    let mut context = Vec::new();
    let mut consequences = Vec::new();
    let mut kinds = Vec::new();
    for scheme in &schemes {
        let said = &scheme.at.value;
        let kind = word(&said.kind);
        let name = said.name.as_ref().map_or(kind.clone(), |it| one_line(&it.value.0));
        let how = [kind.clone(), word(&said.flow), word(&said.provider)]
            .into_iter()
            .filter(|it| !it.is_empty())
            .collect::<Vec<_>>();
        context.push(Fact::at(
            scheme.at.span,
            format!("Callers of {} say who they are by {}.", code(&name), how.join(", ")),
        ));
        if !kinds.contains(&kind) && !kind.is_empty() {
            kinds.push(kind);
        }
        let token = said.access_token.as_ref();
        consequences.extend(token.and_then(|it| it.ttl.as_ref()).map(|it| {
            Fact::at(
                it.span,
                format!(
                    "A token of {} is good for {}, also when the right behind it is taken away before.",
                    code(&name),
                    it.value
                ),
            )
        }));
        consequences.extend(said.refresh_token.as_ref().and_then(|it| it.ttl.as_ref()).map(|it| {
            Fact::at(it.span, format!("People sign in again after {} without use of {}.", it.value, code(&name)))
        }));
        consequences.extend(
            said.provider
                .as_ref()
                .map(|it| Fact::at(it.span, format!("Nobody signs in while {} is away.", code(&it.value)))),
        );
    }
    let open = model.entrances().iter().filter(|it| it.exposure.auth.is_some_and(|auth| auth.is_public())).count();
    if open > 0 {
        let stay = if open == 1 { "1 way in stays".to_owned() } else { format!("{open} ways in stay") };
        consequences.push(Fact::of(format!("{stay} open to anybody.")));
    }
    let title =
        if kinds.is_empty() { "Know who calls".to_owned() } else { format!("Know callers by {}", kinds.join(" and ")) };
    Some(Draft { slug: "authentication", title, context, consequences })
}

fn regions<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let several = |it: &crate::model::Environment<'m>| it.at.value.regions.items().len() > 1;
    let environments: Vec<_> = model.environments().filter(several).collect();
    if environments.is_empty() {
        return None;
    }
    let fact = |it: &crate::model::Environment<'m>| {
        let regions = it.at.value.regions.items().iter().map(|it| it.value.as_str());
        Fact::at(it.at.span, format!("{} runs in {}.", code(&word(&it.at.value.name)), all_of(regions)))
    };
    let mut context: Vec<Fact> = environments.iter().map(fact).collect();
    let quality = model.system().requirements.as_ref().and_then(|it| it.quality.as_ref());
    if let Some(quality) = quality {
        context.extend(
            quality
                .availability
                .as_ref()
                .map(|it| Fact::at(it.span, format!("The promise: {}.", it.value.allowance()))),
        );
        context.extend(quality.rto.as_ref().map(|it| Fact::at(it.span, format!("An outage may last {}.", it.value))));
        context.extend(
            quality.rpo.as_ref().map(|it| Fact::at(it.span, format!("Up to {} of writes may be lost.", it.value))),
        );
        let at_home: Vec<&str> = quality.data_residency.items().iter().map(|it| it.value.as_str()).collect();
        context.extend((!at_home.is_empty()).then(|| Fact::of(format!("Data stays in {}.", all_of(at_home)))));
    }
    let mut consequences = Vec::new();
    for store in model.stores() {
        let said = &store.at.value;
        let places: Vec<&str> = said.regions.items().iter().map(|it| it.value.as_str()).collect();
        consequences.extend(
            (!places.is_empty())
                .then(|| Fact::at(store.name_span(), format!("{} stands in {}.", code(store.name()), all_of(places)))),
        );
        consequences.extend(
            said.replication_lag
                .as_ref()
                .map(|it| Fact::at(it.span, format!("A copy of {} may be {} behind.", code(store.name()), it.value))),
        );
    }
    let recovery = model.system().deployment.as_ref().and_then(|it| it.disaster_recovery.as_ref());
    consequences.extend(
        recovery
            .and_then(|it| it.strategy.as_ref())
            .map(|it| Fact::at(it.span, format!("When a region is gone: {}.", it.value))),
    );
    Some(Draft { slug: "regions", title: "Run in more than one region".to_owned(), context, consequences })
}

fn rollout<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let deployment = model.system().deployment.as_ref()?;
    let plan = deployment.rollout.as_ref()?;
    let strategy = plan.strategy.as_ref()?;
    let mut context =
        vec![Fact::at(strategy.span, format!("A new version replaces the old one by {}.", strategy.value))];
    context.extend(
        deployment.platform.as_ref().map(|it| Fact::at(it.span, format!("It runs on {}.", one_line(&it.value)))),
    );
    let mut consequences = vec![];
    if strategy.value != crate::spec::operations::Rollout::Recreate {
        consequences
            .push(Fact::of("Two versions run side by side while it lasts; schemas, events and caches serve both."));
    }
    consequences.extend(
        plan.automatic_rollback
            .as_ref()
            .filter(|it| it.value)
            .map(|it| Fact::at(it.span, "A bad version is taken back by itself.")),
    );
    let migrations = model.system().migrations.as_ref().and_then(|it| it.strategy.as_ref());
    consequences.extend(migrations.map(|it| Fact::at(it.span, format!("Schemas change by {}.", it.value))));
    Some(Draft { slug: "rollout", title: format!("Roll out by {}", strategy.value), context, consequences })
}

fn versioning<'m>(model: &'m Model<'m>) -> Option<Draft> {
    let design = model.system().api_design.as_ref()?;
    let versioning = design.versioning.as_ref()?;
    let versions = order::set(model.endpoints().filter_map(|it| it.version()).map(|(it, _)| it));
    let mut context =
        vec![Fact::at(versioning.span, format!("The version of an interface is told by: {}.", versioning.value))];
    context.extend((!versions.is_empty()).then(|| Fact::of(format!("Versions in use: {}.", all_of(versions)))));
    let notice = design.deprecation.as_ref().and_then(|it| it.notice.as_ref());
    let mut consequences: Vec<Fact> = notice
        .map(|it| Fact::at(it.span, format!("A version that goes is announced {} ahead.", it.value)))
        .into_iter()
        .collect();
    let going: Vec<String> = model
        .endpoints()
        .filter(|it| it.at.value.deprecated.as_ref().is_some_and(|it| it.is_on()))
        .map(|it| it.label())
        .collect();
    consequences.extend(
        (!going.is_empty())
            .then(|| Fact::of(format!("Announced already: {}.", all_of(going.iter().map(String::as_str))))),
    );
    let title = match versioning.value {
        Versioning::Path => "Tell versions of interfaces apart in the path",
        Versioning::Header => "Tell versions of interfaces apart by a header",
        Versioning::Query => "Tell versions of interfaces apart by a query parameter",
        Versioning::None => "Keep interfaces without versions",
    };
    Some(Draft { slug: "versioning", title: title.to_owned(), context, consequences })
}
