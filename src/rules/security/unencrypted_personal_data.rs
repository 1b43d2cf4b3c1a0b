use crate::lint::Report;
use crate::model::{Call, Service};
use crate::rule::{Fix, rule};

rule! {
    /// Data of persons travels unencrypted.
    ///
    /// ## Why
    /// Inside is not safe: one container that is broken into, one mirrored port, and everything that passes can be
    /// read. What nobody sees cannot be reported either.
    ///
    /// ## Example
    /// ```yaml bad
    /// services:
    ///   - name: accounts
    ///     calls:
    ///       - { to: mailer, data: [email], encrypted: false }
    /// #                                               ^^^^^ `email` travels from `accounts` to `mailer` in the clear
    ///   - mailer
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: accounts
    ///     calls:
    ///       - { to: mailer, data: [email], encrypted: true }
    ///   - mailer
    /// ```
    /// ```yaml good
    /// services:
    ///   - name: accounts
    ///     mesh: istio
    ///     calls:
    ///       - { to: mailer, data: [email], encrypted: false }
    ///   - name: mailer
    ///     mesh: istio
    /// ```
    ///
    /// ## Not a problem when
    /// A service mesh encrypts between the two, or the call carries nothing of a person.
    ///
    /// ## See
    /// seed 002:29 · GDPR, Article 32 · OWASP A02:2021
    id: "security/unencrypted-personal-data",
    severity: Error,
    stage: Draft,
    visit: Call(check),
    fix: Suggested,
}

fn check(call: Call<'_>, report: &mut Report<'_>) {
    let Some(encrypted) = call.at.value.encrypted.as_ref().filter(|encrypted| !encrypted.value) else { return };
    let (Some(class), Some(callee)) = (call.personal_class(), call.callee()) else { return };
    if call.caller().mesh().is_some() && call.service().and_then(Service::mesh).is_some() {
        return;
    }
    let (from, to) = (call.caller().name(), callee.name());
    let finding =
        report.find(encrypted.span, format!("`{}` travels from `{from}` to `{to}` in the clear", class.value));
    finding.related(class.span, "says something of a person");
    for (span, part) in call.personal_path() {
        finding.related(span, part);
    }
    finding.fix(Fix::suggested("Encrypt the hop", call.set("encrypted", "true")));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::lint::{Options, check};
    use crate::spec::Spec;

    #[test]
    fn the_path_leads_from_where_it_is_kept() {
        let spec = Spec::read(
            "services:\n  - { name: accounts, calls: [{ to: sync, data: [email] }] }\n  - { name: sync, calls: [{ to: mailer, data: [email], encrypted: false }] }\n  - mailer\ndata_model:\n  - { name: users, owner: accounts, fields: { id: uuid pk, email: text pii } }\n",
        );
        let findings = check(&spec, &Options { only: Some(RULE.id), ..Options::default() });
        let parts: Vec<&str> = findings.iter().flat_map(|it| &it.related).map(|(_, part)| part.as_str()).collect();
        assert_eq!(parts, ["says something of a person", "`users.email` is kept here", "accounts passes it on"]);
    }
}
