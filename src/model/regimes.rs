//! What laws and standards that the requirements name plainly demand, as far as a spec can say it.

use super::Model;
use super::words::{is_any, words};
use crate::spec::data::is_on;
use crate::spec::{At, Items};
use crate::text::Edit;

/// Laws on data of persons.
const LAWS: [&str; 6] = ["gdpr", "uk-gdpr", "hipaa", "ccpa", "lgpd", "pipeda"];

/// The ways in which people write the standard for payment cards.
const PCI: [&str; 2] = ["pci", "pci-dss"];
const HIPAA: [&str; 1] = ["hipaa"];
/// Standards by which others judge how a company works.
const ASSURANCE: [&str; 5] = ["soc2", "soc-2", "iso27001", "iso-27001", "iso/iec 27001"];
/// The law on what public companies report.
const SOX: [&str; 1] = ["sox"];

/// Something that a law or standard demands and the spec does not have.
#[derive(Debug)]
pub struct Demand<'m> {
    /// Who demands it.
    pub regime: &'m At<String>,
    /// What is demanded, as a sentence goes on: `that changes are approved`.
    pub what: &'static str,
    /// What would meet it, imperative.
    pub title: &'static str,
    /// The edits that say so.
    pub edits: Vec<Edit>,
}

impl<'s> Model<'s> {
    /// The first of the laws and standards that the requirements name that is one of these.
    #[must_use]
    pub fn regime(&self, names: &[&str]) -> Option<&'s At<String>> {
        let named = self.spec.system.requirements.as_ref().map(|it| it.compliance.items()).unwrap_or_default();
        named.iter().find(|it| is_any(&it.value, names))
    }

    /// The law on data of persons that the requirements name.
    #[must_use]
    pub fn law_on_personal_data(&self) -> Option<&'s At<String>> {
        self.regime(&LAWS)
    }

    /// What the named laws and standards demand and neither the plan nor the design has. Parts of a spec that are not
    /// written yet are not asked for.
    #[must_use]
    pub fn unmet_demands(&self) -> Vec<Demand<'s>> {
        [self.encryption_on_the_way(), self.search_for_weaknesses(), self.approved_changes(), self.noticed_incidents()]
            .into_iter()
            .flatten()
            .collect()
    }

    /// PCI DSS 4.2 and HIPAA § 164.312(e).
    fn encryption_on_the_way(&self) -> Option<Demand<'s>> {
        let regime = self.regime(&[PCI.as_slice(), &HIPAA].concat())?;
        let security = self.spec.system.security.as_ref()?;
        let encryption = security.encryption.as_ref();
        let stated = encryption.is_some_and(|it| is_on(&it.in_transit));
        let mutual = security.service_to_service.as_ref().is_some_and(|it| is_any(it, &["mtls", "mutual tls"]));
        let mesh = self.services().next().is_some() && self.services().all(|it| it.mesh().is_some());
        if stated || mutual || mesh {
            return None;
        }
        let edits = match encryption {
            Some(encryption) => self.spec.set(encryption, "in_transit", "tls1.3"),
            None => self.spec.set(security, "encryption", "{ in_transit: tls1.3 }"),
        };
        Some(Demand { regime, what: "that data is encrypted on the way", title: "Encrypt it by TLS 1.3", edits })
    }

    /// PCI DSS 11.3, SOC 2 CC7.1, ISO/IEC 27001 A.8.8.
    fn search_for_weaknesses(&self) -> Option<Demand<'s>> {
        const SEARCHES: [&str; 9] =
            ["scan", "scans", "scanning", "sast", "dast", "security", "penetration", "pentest", "vulnerability"];
        let regime = self.regime(&[PCI.as_slice(), &ASSURANCE].concat())?;
        let plan = self.spec.system.validation.as_ref()?;
        let deployment = self.spec.system.deployment.as_ref();
        let stages = deployment.and_then(|it| it.ci_cd.as_ref()).map(|it| it.stages.items()).unwrap_or_default();
        let containers = deployment.and_then(|it| it.containers.as_ref()).and_then(|it| it.scanned.as_ref());
        let searches = |it: &At<String>| words(it).iter().any(|word| SEARCHES.contains(&word.as_str()));
        let scanned = containers.is_some_and(|it| it.value);
        let named = plan.kinds.items().iter().chain(stages).chain(plan.ci.items()).any(searches);
        if scanned || named || !plan.security.items().is_empty() {
            return None;
        }
        let edits = self.spec.set(plan, "security", "[dependency scan, penetration test]");
        Some(Demand { regime, what: "that somebody looks for weaknesses", title: "Scan and try to break in", edits })
    }

    /// PCI DSS 6.5.1, SOC 2 CC8.1, ISO/IEC 27001 A.8.32, and the controls on changes under SOX.
    fn approved_changes(&self) -> Option<Demand<'s>> {
        const APPROVALS: [&str; 5] = ["approval", "approve", "approved", "review", "signoff"];
        let regime = self.regime(&[PCI.as_slice(), &ASSURANCE, &SOX].concat())?;
        let pipeline = self.spec.system.deployment.as_ref()?.ci_cd.as_ref()?;
        let agrees = |it: &At<String>| words(it).iter().any(|word| APPROVALS.contains(&word.as_str()));
        let approved = pipeline.approvals.as_ref().is_some_and(|it| it.value);
        if approved || pipeline.stages.items().iter().any(agrees) {
            return None;
        }
        let edits = self.spec.set(pipeline, "approvals", "true");
        Some(Demand { regime, what: "that changes are approved", title: "Let a person agree before production", edits })
    }

    /// PCI DSS 12.10, SOC 2 CC7.3, ISO/IEC 27001 A.8.16.
    fn noticed_incidents(&self) -> Option<Demand<'s>> {
        let regime = self.regime(&[PCI.as_slice(), &ASSURANCE].concat())?;
        // A list of words names what is watched, and not yet how.
        let observability = self.spec.system.observability.as_ref().filter(|it| it.signals.is_none())?;
        let alerted = observability.slos.items().iter().any(|it| it.alert.is_some());
        if alerted || !observability.alerts.items().is_empty() {
            return None;
        }
        let alert = "{ on: 20 failed sign-ins of one account in 5m, notify: on-call }";
        let edits = self.spec.add(observability, "alerts", alert);
        Some(Demand { regime, what: "that somebody is told of incidents", title: "Call somebody", edits })
    }
}
