use crate::lint::Report;
use crate::model::Text;
use crate::rule::rule;

rule! {
    /// A text that was to be written later is still not there.
    ///
    /// ## Why
    /// What is filled in with `TBD` counts as said: no other check misses it, and readers take it for decided. It is found
    /// on the day on which somebody has to act on it.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     summary: TBD
    /// #            ^^^ `TBD` stands where something is to be said
    ///     team: "TODO: ask the shop team"
    /// #         ^^^^^^^^^^^^^^^^^^^^^^^^^ `TODO: ask the shop team` stands where something is to be said
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: todo
    ///     summary: Keeps TODO lists and what is done of them.
    /// schemas: { Task: { status: "enum(todo, doing, done)" } }
    /// ```
    ///
    /// ## Not a problem when
    /// The word is one of the domain, as in the name of a list of tasks: only a text that is nothing else, or that begins
    /// with the word and a colon, is one.
    ///
    /// ## See
    /// seed 003:54-59
    id: "meta/placeholder-text",
    severity: Warning,
    stage: Review,
    visit: Text(check),
}

fn check(text: Text<'_>, report: &mut Report<'_>) {
    const WHOLE: [&str; 8] = ["TODO", "TBD", "TBA", "FIXME", "XXX", "tbd", "tba", "???"];
    const FILLER: &str = "lorem ipsum";
    const HEADS: [&str; 4] = ["TODO:", "TBD:", "FIXME:", "TBD "];
    // What the author keeps for later under keys of its own is its own matter.
    if text.is_key || text.key.starts_with("x-") {
        return;
    }
    let said = text.value.trim();
    let unsaid = WHOLE.contains(&said)
        || HEADS.iter().any(|head| said.starts_with(head))
        || said.get(..FILLER.len()).is_some_and(|head| head.eq_ignore_ascii_case(FILLER));
    if unsaid {
        let said = crate::spec::read::shorten(said);
        report.find(report.model.line(text.span), format!("`{said}` stands where something is to be said"));
    }
}
