use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::read::shorten;
use crate::yaml::quote;

rule! {
    /// The design rests on a product, and no decision says why it was chosen.
    ///
    /// ## Why
    /// A database or a broker stays for ten years. In the third somebody asks why it is this one, and the answer is
    /// gone with those who chose it.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// #                                   ^^^^^^^^^^ no decision says why it is `postgresql`
    /// decisions:
    ///   - { id: ADR-1, title: Orders are taken before they are paid, status: accepted }
    /// ```
    /// ```yaml fixed
    /// stage: production
    /// stores: [{ name: orders-db, engine: postgresql }]
    /// decisions:
    ///   - { id: ADR-1, title: Orders are taken before they are paid, status: accepted }
    ///   - { id: ADR-2, title: postgresql for orders-db, status: proposed }
    /// ```
    /// ```yaml good
    /// stage: production
    /// stores: [{ name: orders-db, engine: postgresql 16 }, { name: bills-db, engine: sqlserver }, { name: scans, engine: s3 }]
    /// decisions:
    ///   - { id: ADR-1, title: One PostgreSQL for each service, status: accepted }
    ///   - { id: ADR-2, title: "SQL Server for bills, S3 for scans", status: accepted }
    /// ```
    ///
    /// ## Not a problem when
    /// A decision names it anywhere: in its title, its context, its alternatives. A spec without decisions is not
    /// looked at, and neither is what may be lost, such as a cache.
    ///
    /// ## See
    /// seed 002:36 · seed 002:43
    id: "docs/undecided-technology",
    severity: Info,
    stage: Production,
    visit: System(check),
    fix: Suggested,
}

fn check(model: &Model<'_>, report: &mut Report<'_>) {
    let mut said = String::new();
    for decision in model.decisions() {
        let it = &decision.at.value;
        let lists = it.alternatives.items().iter().chain(it.consequences.items()).map(|it| &it.value);
        let texts = [&it.title, &it.context, &it.decision].into_iter().flatten().map(|it| &it.value);
        texts.chain(lists).for_each(|text| said.push_str(&format!("{} ", text.to_lowercase())));
    }
    if said.is_empty() {
        return;
    }
    let durable = model.stores().filter(|it| it.is_durable());
    let engines = durable.filter_map(|it| Some((it.name(), it.at.value.engine.as_ref()?)));
    let brokers = model.channels().filter_map(|it| Some((it.name(), it.at.value.broker.as_ref()?)));
    let mut told: Vec<String> = Vec::new();
    for (user, product) in engines.chain(brokers) {
        let name = product.value.to_lowercase();
        // Versions follow the name, and the maker's word may stand before it.
        let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| part.len() > 2);
        let stem = |part: &str| part.trim_end_matches("ql").trim_end_matches("sql").trim_end_matches("db").to_owned();
        let named = parts.map(stem).any(|part| part.len() > 2 && said.contains(&part));
        // `sqlserver` is SQL Server, and `s3` a word of its own.
        let joined = plain(&name).len() > 3 && plain(&said).contains(&plain(&name));
        let named = named || joined || said.split(|c: char| !c.is_alphanumeric()).any(|word| word == name);
        if !named && !told.contains(&name) {
            let title = quote(&format!("{} for {user}", product.value));
            let record = format!("{{ id: {}, title: {title}, status: proposed }}", next_number(model));
            report
                .find(product.span, format!("no decision says why it is `{}`", shorten(&product.value)))
                .fix(Fix::suggested("Add it to the decisions", model.spec.tree.add_to_section("decisions", &record)));
            told.push(name);
        }
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The number after the highest, as the others are written: `ADR-007` after `ADR-006`.
fn next_number(model: &Model<'_>) -> String {
    let split = |id: &str| {
        let stem = id.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let digits = id.get(stem.len()..).unwrap_or_default();
        Some((digits.parse::<u64>().ok()?, digits.len(), stem))
    };
    let ids = model.decisions().filter_map(|it| split(&it.at.value.id.as_ref()?.value.0));
    let (last, width, stem) = ids.max().unwrap_or((0, 1, "ADR-".to_owned()));
    quote(&format!("{stem}{:0width$}", last.saturating_add(1)))
}
