use crate::lint::Report;
use crate::model::Model;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Passwords are hashed by a function that is made to be fast.
    ///
    /// ## Why
    /// A graphics card tries billions of passwords a second against MD5 or SHA-256. After a leak nearly all of them are
    /// known by the next morning.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   passwords: { hash: sha256, min_length: 12 }
    /// #                    ^^^^^^ `sha256` is too fast to protect passwords
    /// ```
    /// ```yaml fixed
    /// security:
    ///   passwords: { hash: argon2id, min_length: 12 }
    /// ```
    /// ```yaml good
    /// security:
    ///   passwords: pbkdf2-sha256
    /// ```
    ///
    /// ## Not a problem when
    /// The fast function is only the inner part of a slow one: `pbkdf2-sha256`, `scrypt`, `bcrypt`.
    ///
    /// ## See
    /// seed 001:102 · OWASP Password Storage · CWE-916
    id: "data/weak-password-hash",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

const FAST: [&str; 11] = ["md5", "sha", "sha1", "sha256", "sha512", "sha2", "sha3", "crc32", "none", "plain", "base64"];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let Some(hash) = model.security().and_then(|it| it.passwords.as_ref()).and_then(|it| it.hash.as_ref()) else {
        return;
    };
    if FAST.contains(&hash.to_lowercase().replace(['-', '_'], "").as_str()) {
        report
            .find(hash.span, format!("`{}` is too fast to protect passwords", hash.value))
            .fix(Fix::suggested("Use argon2id", vec![Edit::replace(hash.span, "argon2id")]));
    }
}
