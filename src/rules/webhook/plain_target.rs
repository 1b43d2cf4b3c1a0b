use crate::lint::Report;
use crate::model::Webhook;
use crate::rule::{Fix, rule};
use crate::text::{Edit, Span};

rule! {
    /// A webhook is sent without encryption.
    ///
    /// ## Why
    /// Everybody on the way reads the message and its signature, and can change the one that the receiver does not check.
    ///
    /// ## Example
    /// ```yaml bad
    /// webhooks:
    ///   - name: order-webhooks
    ///     direction: outbound
    ///     url: http://partner.example/hooks
    /// #        ^^^^^^^ `order-webhooks` travels in plain text
    /// ```
    /// ```yaml fixed
    /// webhooks:
    ///   - name: order-webhooks
    ///     direction: outbound
    ///     url: https://partner.example/hooks
    /// ```
    /// ```yaml good
    /// webhooks:
    ///   - name: order-webhooks
    ///     direction: outbound
    ///     url: http://localhost:8080/hooks
    /// ```
    ///
    /// ## Not a problem when
    /// It stays on the machine (`localhost`, `127.0.0.1`).
    ///
    /// ## See
    /// seed 000:48
    id: "webhook/plain-target",
    severity: Error,
    stage: Draft,
    visit: Webhook(check),
    fix: Suggested,
}

fn check(webhook: Webhook<'_>, report: &mut Report<'_>) {
    let Some(url) = &webhook.at.value.url else { return };
    let Some(host) = url.value.strip_prefix("http://") else { return };
    let Some(lead) = url.span.of(webhook.model.spec.text()).find("http://") else { return };
    if host.starts_with("localhost") || host.starts_with("127.0.0.1") || host.starts_with("[::1]") {
        return;
    }
    let span = Span::new(url.span.start + lead, url.span.start + lead + "http://".len());
    let (_, name) = super::heading(webhook);
    report
        .find(span, format!("`{name}` travels in plain text"))
        .fix(Fix::suggested("Write `https://`", vec![Edit::replace(span, "https://")]));
}
