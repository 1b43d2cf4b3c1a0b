use crate::lint::Report;
use crate::model::Call;
use crate::rule::{Fix, rule};
use crate::spec::Items;
use crate::spec::service::Occasion;

rule! {
    /// A message to a person is sent while a request waits for it.
    ///
    /// ## Why
    /// Sending takes a second on good days and fails on others. The order is then refused because a mail could not be
    /// sent, or the customer waits for something that could have gone out a minute later.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: orders
    ///     api: [POST /v1/orders]
    ///     calls: [{ to: sendgrid, during: [POST /v1/orders], timeout: 3s }]
    /// #                 ^^^^^^^^ `POST /v1/orders` waits until `sendgrid` has taken the message
    /// integration_points: [sendgrid]
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     api: [POST /v1/orders]
    ///     calls: [{ to: sendgrid, during: [POST /v1/orders], timeout: 3s, via: sendgrid-queue }]
    /// integration_points: [sendgrid]
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: orders
    ///     api: [POST /v1/orders]
    ///     publishes: [order.placed]
    ///   - name: mails
    ///     subscribes: [order.placed]
    ///     calls: [{ to: sendgrid, during: [order.placed], timeout: 3s }]
    /// events: [order.placed]
    /// integration_points: [sendgrid]
    /// ```
    ///
    /// ## Not a problem when
    /// The call waits in a queue (`via`), is optional, or the message is the answer itself, such as a code to sign in
    /// with; say so in an `ignore` with that reason.
    ///
    /// ## See
    /// seed 002:33 · seed 000:85
    id: "scale/mail-in-request",
    severity: Warning,
    stage: Review,
    visit: Call(check),
    fix: Suggested,
}

/// Those that send messages to people.
const SENDERS: [&str; 10] =
    ["sendgrid", "mailgun", "postmark", "mailchimp", "mailjet", "sparkpost", "ses", "smtp", "brevo", "twilio"];

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(external) = call.external().filter(|it| crate::limits::is_any(it.name(), &SENDERS)) else { return };
    let waits = call.during.items().iter().find_map(|it| match &it.value {
        Occasion::Endpoint(endpoint) => Some(endpoint),
        _ => None,
    });
    if let Some(endpoint) = waits.filter(|_| call.is_hard()) {
        let message = format!("`{endpoint}` waits until `{}` has taken the message", external.name());
        report.find(call.place(), message).fix(Fix::suggested("Let the message wait in a queue", call.queue()));
    }
}
