use crate::lint::Report;
use crate::model::Event;
use crate::rule::{Fix, rule};

rule! {
    /// A request's answer is not sent by those who handle it, or not heard by those who ask.
    ///
    /// ## Why
    /// Nothing fails. The one who asks waits until its timeout, or for ever where it has none, and looks for the fault in
    /// the network.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - { name: checkout, publishes: [quote.asked], subscribes: [quote.given] }
    ///   - { name: pricing, subscribes: [quote.asked], publishes: [price.changed] }
    ///   - { name: offers, publishes: [quote.given] }
    /// events:
    ///   - { name: quote.asked, pattern: request-reply, reply: quote.given }
    /// #                                                       ^^^^^^^^^^^ `pricing` handles `quote.asked` and never publishes this answer
    ///   - quote.given
    ///   - price.changed
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - { name: checkout, publishes: [quote.asked], subscribes: [quote.given] }
    ///   - { name: pricing, subscribes: [{ event: quote.asked, emits: [quote.given] }], publishes: [price.changed] }
    ///   - { name: offers, publishes: [quote.given] }
    /// events:
    ///   - { name: quote.asked, pattern: request-reply, reply: quote.given }
    ///   - quote.given
    ///   - price.changed
    /// ```
    /// ```yaml good
    /// services:
    ///   - { name: checkout, publishes: [quote.asked], subscribes: [quote.given] }
    ///   - { name: pricing, subscribes: [{ event: quote.asked, emits: [quote.given] }] }
    /// events:
    ///   - { name: quote.asked, pattern: request-reply, reply: quote.given }
    ///   - quote.given
    /// ```
    ///
    /// ## Not a problem when
    /// Who handles the request or asks it is not stated yet.
    ///
    /// ## See
    /// seed 000:85 · Enterprise Integration Patterns, Request-Reply
    id: "events/unanswered-request",
    severity: Error,
    stage: Draft,
    visit: Event(check),
    fix: Suggested,
}

fn check(request: Event<'_>, report: &mut Report<'_>) {
    let Some(said) = &request.at.value.reply else { return };
    let Some(answer) = request.model.event(&said.value.0) else { return };
    let outside = |it: Event<'_>| it.at.value.external.as_ref().is_some_and(|it| it.value);
    if outside(request) || outside(answer) {
        return;
    }
    let name = super::brief(request.name());
    let handlers = request.handlers();
    let sent = handlers.iter().any(|handler| answer.producers().any(|it| it.service == handler.name()));
    if let Some(first) = handlers.first().filter(|_| !sent) {
        let message = format!("`{}` handles `{name}` and never publishes this answer", super::brief(first.name()));
        let finding = report.find(said.span, message);
        finding.related(answer.name_span(), "the answer");
        let handled = request.consumers().find(|it| it.service().is(*first));
        let edits = handled.map(|it| it.add("emits", &crate::yaml::quote(answer.name()))).unwrap_or_default();
        finding.fix(Fix::suggested(format!("Let `{}` answer", super::brief(first.name())), edits));
        return;
    }
    let heard = answer.handlers().iter().any(|it| request.producers().any(|asks| asks.service == it.name()));
    if let Some(first) = request.producers().next().filter(|_| !heard) {
        let message = format!("`{}` asks `{name}` and does not listen for this answer", super::brief(first.service));
        let finding = report.find(said.span, message);
        finding.related(first.span, "asked here");
        if let Some(service) = request.model.service(first.service) {
            let title = format!("Let `{}` listen", super::brief(first.service));
            finding.fix(Fix::suggested(title, service.hear(answer.name())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn who_asks_must_listen() {
        expect(
            &RULE,
            "\
services:
  - { name: checkout, publishes: [quote.asked] }
  - { name: pricing, subscribes: [quote.asked], publishes: [quote.given] }
  - { name: audit, subscribes: [quote.given] }
events:
  - { name: quote.asked, reply: quote.given }
#                               ^^^^^^^^^^^ `checkout` asks `quote.asked` and does not listen for this answer
  - quote.given
",
        );
    }
}
