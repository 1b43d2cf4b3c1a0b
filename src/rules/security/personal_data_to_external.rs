use crate::lint::Report;
use crate::model::Model;
use crate::rule::rule;
use crate::spec::system::ExternalKind;

rule! {
    /// Data of persons goes to another company's system, and no agreement is stated.
    ///
    /// ## Why
    /// Who passes on data of persons answers for what the receiver does with it. Without a contract that says what for
    /// and how long, the transfer itself is the breach, and the fine comes without any incident.
    ///
    /// ## Example
    /// ```yaml bad
    /// integration_points:
    ///   - name: mailer
    ///     receives: [pii]
    /// #              ^^^ `pii` goes to `mailer`, and no agreement allows it
    /// services:
    ///   - { name: accounts, calls: [mailer] }
    /// data_model:
    ///   - { name: users, owner: accounts, fields: { id: uuid pk, email: text pii } }
    /// ```
    /// ```yaml good
    /// integration_points:
    ///   - name: mailer
    ///     receives: [pii]
    ///     agreement: data processing agreement of 2026-03-01, for sending receipts
    ///   - { name: geocoder, receives: [postcode] }
    ///   - { name: stripe, receives: [card] }
    ///   - { name: payroll, kind: internal, receives: [pii] }
    /// ```
    ///
    /// ## Not a problem when
    /// It gets card data and nothing else: no provider takes payments without a contract. Or the receiver belongs to the same company (`kind: internal`), or `security.data_classes` says that the class is
    /// `public`.
    ///
    /// ## See
    /// seed 002:11 · seed 002:29 · seed 003:24 · GDPR, Articles 6 and 28
    id: "security/personal-data-to-external",
    severity: Warning,
    stage: Review,
    visit: System(check),
}

const CARDS: [&str; 4] = ["card", "cards", "pan", "payment"];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    for outflow in model.outflows() {
        let external = outflow.external;
        let internal = external.kind.as_ref().is_some_and(|kind| kind.value == ExternalKind::Internal);
        if internal || external.agreement.as_ref().is_some_and(|agreement| !agreement.trim().is_empty()) {
            continue;
        }
        let class = &outflow.class.value;
        // Whoever takes payments for others does so under a contract: without it there is no account.
        if CARDS.contains(&class.as_str()) {
            continue;
        }
        let message = format!("`{class}` goes to `{}`, and no agreement allows it", external.name());
        let finding = report.find(outflow.class.span, message);
        for (span, part) in outflow.path {
            finding.related(span, part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::{Options, check};
    use crate::spec::Spec;

    #[test]
    fn the_path_leads_from_where_it_is_kept_to_where_it_leaves() {
        let spec = Spec::read(
            "integration_points: [crm]\nservices:\n  - { name: accounts, calls: [{ to: sync, data: [email] }] }\n  - { name: sync, calls: [{ to: crm, data: [email] }] }\ndata_model:\n  - { name: users, owner: accounts, fields: { id: uuid pk, email: text pii } }\n",
        );
        let findings = check(&spec, &Options { only: Some(RULE.id), ..Options::default() });
        let parts: Vec<&str> = findings.iter().flat_map(|it| &it.related).map(|(_, part)| part.as_str()).collect();
        assert_eq!(parts, ["`users.email` is kept here", "accounts passes it on", "sync sends it here"]);
    }
}
