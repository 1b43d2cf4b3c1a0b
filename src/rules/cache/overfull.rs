use crate::lint::Report;
use crate::model::Cache;
use crate::rule::{Fix, rule};

rule! {
    /// A cache is smaller than what it is to hold.
    ///
    /// ## Why
    /// It throws away entries that are still good, most of all those that would have been asked for next. The share of
    /// hits falls, and the store behind it gets the load that it was to be spared.
    ///
    /// ## Example
    /// ```yaml bad
    /// caches:
    ///   - { name: user-cache, key: "user:{id}", ttl: 1h, entries: 800000, entry_size: 4KB, size: 2GB }
    /// #                                                                                          ^^^ 800000 entries of 4KB take more than 2GB
    /// ```
    /// ```yaml fixed
    /// caches:
    ///   - { name: user-cache, key: "user:{id}", ttl: 1h, entries: 800000, entry_size: 4KB, size: 4GB }
    /// ```
    /// ```yaml good
    /// caches:
    ///   - { name: user-cache, key: "user:{id}", ttl: 1h, entries: 400000, entry_size: 4KB, size: 2GB }
    /// ```
    ///
    /// ## Not a problem when
    /// One of the numbers is not stated, or `entries` counts all that there are and not those that are asked for.
    ///
    /// ## See
    /// seed 002:31
    id: "cache/overfull",
    severity: Warning,
    stage: Draft,
    visit: Cache(check),
    fix: Suggested,
}

fn check(cache: Cache<'_>, report: &mut Report<'_>) {
    let spec = &cache.at.value;
    let (Some(entries), Some(each), Some(size)) = (&spec.entries, &spec.entry_size, &spec.size) else { return };
    let wanted = entries.value.saturating_mul(each.value.0);
    if wanted > size.value.0 {
        let larger = larger(wanted);
        report
            .find(size.span, format!("{} entries of {} take more than {}", entries.value, each.value, size.value))
            .related(entries.span, "how many")
            .related(each.span, "how large")
            .step(format!("{} × {} B = {wanted} B", entries.value, each.value.0))
            .step(format!("{} = {} B", size.value, size.value.0))
            .fix(Fix::suggested(format!("Make it {larger}"), cache.set("size", &larger)));
    }
}

/// A size that holds so many bytes, in whole units as memory is sold.
fn larger(bytes: u64) -> String {
    const UNITS: [(&str, u64); 4] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1_000), ("B", 1)];
    let (unit, factor) = UNITS.into_iter().find(|(_, factor)| bytes >= *factor).unwrap_or(("B", 1));
    format!("{}{unit}", bytes.div_ceil(factor))
}
