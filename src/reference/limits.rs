//! What products are known to take → a reference page in Markdown.

use std::fmt::Write;

use crate::limits::LIMITS;

/// Every figure that rules compare with, with its source and the day on which it was read.
#[must_use]
pub fn limits() -> String {
    let mut page = String::from(
        "\n# Limits of brokers, databases and platforms\n\nRules compare with these figures where the spec names the product and does not state its own. Those marked as usual are what the product comes with and can be raised.\n\n| product | what | most | source | read |\n|---|---|---|---|---|\n",
    );
    for limit in LIMITS {
        let usual = if limit.firm { "" } else { ", as usual" };
        let (product, what) = (limit.product(), limit.bound.label());
        let _ =
            writeln!(page, "| {product} | {what} | {}{usual} | <{}> | {} |", limit.amount, limit.source, limit.read);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::limits;

    #[test]
    fn every_figure_has_a_row() {
        let page = limits();
        assert!(page.contains("| sqs | longest retention | 14d | <https://docs.aws.amazon.com/"), "{page}");
        assert!(page.contains("| kafka | largest message | 1MiB, as usual | <https://kafka.apache.org/"), "{page}");
        let rows = page.lines().filter(|line| line.starts_with("| ") && line.contains("https://")).count();
        assert_eq!(rows, crate::limits::LIMITS.len());
    }
}
