use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::spec::At;
use crate::spec::Toggle;
use crate::text::Edit;

rule! {
    /// Data is encrypted by a method that is broken.
    ///
    /// ## Why
    /// What can be decrypted on a rented machine over a weekend is not encrypted, but everybody treats it as if it
    /// were. Browsers and auditors refuse these methods, so the change comes anyway, later and in a hurry.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   encryption:
    ///     in_transit: tls1.0
    /// #               ^^^^^^ `tls1.0` is broken
    ///     at_rest: 3des
    /// #            ^^^^ `3des` is broken
    /// ```
    /// ```yaml fixed
    /// security:
    ///   encryption:
    ///     in_transit: tls1.3
    ///     at_rest: aes-256-gcm
    /// ```
    /// ```yaml good
    /// security:
    ///   encryption:
    ///     in_transit: tls1.2
    ///     at_rest: aes-128-gcm
    /// ```
    ///
    /// ## Not a problem when
    /// It always is one.
    ///
    /// ## See
    /// seed 002:29 · RFC 8996 · OWASP A02:2021 · NIST SP 800-131A
    id: "security/weak-cipher",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

const BROKEN_ON_THE_WAY: [&str; 9] = ["ssl", "ssl2", "ssl3", "sslv2", "sslv3", "tls1", "tls1.0", "tls1.1", "tlsv1"];
const BROKEN_AT_REST: [&str; 10] =
    ["des", "3des", "tripledes", "rc4", "rc2", "md5", "sha1", "ecb", "aes-ecb", "blowfish"];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    if let Some(encryption) = model.security().and_then(|it| it.encryption.as_ref()) {
        tell(encryption.in_transit.as_ref(), &BROKEN_ON_THE_WAY, "tls1.3", report);
        tell(encryption.at_rest.as_ref(), &BROKEN_AT_REST, "aes-256-gcm", report);
    }
    for store in model.system().stores.iter().flat_map(|stores| &stores.value.0) {
        tell(store.encrypted.as_ref(), &BROKEN_AT_REST, "aes-256-gcm", report);
    }
}

fn tell(method: Option<&At<Toggle<String>>>, broken: &[&str], better: &str, report: &mut Report<'_>) {
    let Some(method) = method else { return };
    let Some(name) = method.value.details() else { return };
    let plain = name.to_lowercase().replace([' ', '_'], "").replace("tls-", "tls").replace("tlsv1.", "tls1.");
    let ecb = plain.starts_with("aes") && plain.ends_with("-ecb");
    if ecb || broken.contains(&plain.as_str()) {
        report
            .find(method.span, format!("`{name}` is broken"))
            .fix(Fix::suggested(format!("Use {better}"), vec![Edit::replace(method.span, better)]));
    }
}
