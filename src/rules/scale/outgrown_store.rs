use crate::lint::Report;
use crate::model::Store;
use crate::rule::{Fix, rule};
use crate::text::Edit;
use crate::value::Size;

rule! {
    /// A store grows beyond what it can hold within a year.
    ///
    /// ## Why
    /// A full disk stops all writes at once, and enlarging it on that day means copying a database that is in use.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores: [{ name: orders-db, size: 400GB, growth: 60GB/month, max_size: 1TB }]
    /// #                                                ^^^^^^^^^^ `orders-db` is full in 10 months
    /// ```
    /// ```yaml fixed
    /// stores: [{ name: orders-db, size: 400GB, growth: 60GB/month, max_size: 2TB }]
    /// ```
    /// ```yaml good
    /// stores: [{ name: orders-db, size: 400GB, growth: 20GB/month, max_size: 1TB }]
    /// ```
    ///
    /// ## Not a problem when
    /// Old rows are removed (`retention`), or one of the three figures is not stated.
    ///
    /// ## See
    /// seed 002:24 · seed 002:45
    id: "scale/outgrown-store",
    severity: Warning,
    stage: Review,
    visit: Store(check),
    fix: Suggested,
}

/// Less notice than this is too little to plan a move in.
const MONTHS: f64 = 12.0;
const TERABYTE: u64 = 1_000_000_000_000;

fn check(store: Store<'_>, report: &mut Report<'_>) {
    let at = &store.at.value;
    let (Some(size), Some(growth), Some(most)) = (&at.size, &at.growth, &at.max_size) else { return };
    let Some(monthly) = monthly(&growth.value).filter(|_| at.retention.is_none()) else { return };
    let left = most.value.0.saturating_sub(size.value.0) as f64 / monthly;
    if left >= MONTHS {
        return;
    }
    // A year from now on, in whole hundreds of gigabytes or in terabytes.
    let wanted = size.value.0.saturating_add((monthly * MONTHS).ceil() as u64);
    let step = if wanted > TERABYTE { TERABYTE } else { TERABYTE / 10 };
    let room = Size(wanted.next_multiple_of(step));
    let edits = vec![Edit::replace(most.span, room.to_string())];
    report
        .find(growth.span, format!("`{}` is full in {:.0} months", store.name(), left.floor()))
        .related(size.span, "how large it is")
        .related(most.span, "how large it may become")
        .step(format!("({} − {}) ÷ {} = {left:.1} months", most.value, size.value, growth.value))
        .fix(Fix::suggested(format!("Give it {room}"), edits));
}

/// Bytes a month, where the text says an amount of data and a span of time.
fn monthly(text: &str) -> Option<f64> {
    let (amount, span) = text.split_once('/')?;
    let bytes = Size::parse(amount.trim()).ok()?.0 as f64;
    let months = match span.trim() {
        "day" | "d" => 1.0 / 30.0,
        "week" | "w" => 7.0 / 30.0,
        "month" => 1.0,
        "year" | "y" => 12.0,
        _ => return None,
    };
    Some(bytes / months).filter(|bytes| *bytes > 0.0)
}
