use crate::lint::Report;
use crate::model::versions::Versions;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A channel has another number of partitions than the one that runs.
    ///
    /// ## Why
    /// Which partition a key goes to depends on how many there are. From the change on, the events of one order lie in two
    /// partitions, and consumers see them out of order. Fewer partitions than before are not possible at all: the topic has to
    /// be made anew, with what is in it.
    ///
    /// ## Example
    /// ```yaml before
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 24, key: orderId }
    /// ```
    /// ```yaml bad
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 12, key: orderId }
    /// #                                              ^^ `orders` has 24 partitions, and a topic cannot lose any
    /// ```
    /// ```yaml fixed
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 24, key: orderId }
    /// ```
    /// ```yaml good
    /// channels:
    ///   - { name: orders, broker: kafka, partitions: 24, key: orderId }
    ///   - { name: orders.small, broker: kafka, partitions: 12, key: orderId }
    /// ```
    ///
    /// ## Not a problem when
    /// There are more partitions than before and messages have no key: then nothing was in order anyway. Without an earlier
    /// version of the spec (`architrave check --baseline`) nothing is said.
    ///
    /// ## See
    /// seed 000:80 · seed 000:85 · Apache Kafka, Modifying topics
    id: "events/changed-partitions",
    severity: Warning,
    stage: Draft,
    visit: Versions(check),
    fix: Suggested,
}

fn check(versions: Versions<'_>, report: &mut Report<'_>) {
    for channel in versions.after.channels().filter(|it| it.product().is_some_and(|it| it.name() == "kafka")) {
        let Some(old) = versions.before.channel(channel.name()) else { continue };
        let (Some(had), Some(has)) = (&old.at.value.partitions, &channel.at.value.partitions) else { continue };
        let name = super::brief(channel.name());
        let keyed = channel.at.value.key.is_some() || channel.events().any(|it| it.ordering_key().is_some());
        let message = match has.value.cmp(&had.value) {
            std::cmp::Ordering::Less => format!("`{name}` has {} partitions, and a topic cannot lose any", had.value),
            std::cmp::Ordering::Greater if keyed => {
                format!("with {} partitions and not {}, keys of `{name}` go elsewhere", has.value, had.value)
            }
            _ => continue,
        };
        let edits = vec![Edit::replace(has.span, had.value.to_string())];
        report.find(has.span, message).fix(Fix::suggested(format!("Keep {}", had.value), edits));
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect_since;

    #[test]
    fn more_partitions_send_keys_elsewhere() {
        expect_since(
            &RULE,
            "channels: [{ name: orders, broker: kafka, partitions: 12, key: orderId }]\n",
            "channels: [{ name: orders, broker: kafka, partitions: 24, key: orderId }]\n#                                                     ^^ with 24 partitions and not 12, keys of `orders` go elsewhere\n",
        );
    }
}
