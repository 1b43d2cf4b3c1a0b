use crate::lint::Report;
use crate::model::Model;
use crate::model::words::is_any;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// Secrets are kept where the code is kept.
    ///
    /// ## Why
    /// A repository is copied to every laptop and every build machine and keeps what was ever in it. Whoever can read
    /// the code of one day can open the database of every day until the secret changes.
    ///
    /// ## Example
    /// ```yaml bad
    /// security:
    ///   secrets: { store: git, rotation: 90d }
    /// #                   ^^^ everybody who can read the code in `git` can read the secrets
    /// ```
    /// ```yaml fixed
    /// security:
    ///   secrets: { store: vault, rotation: 90d }
    /// ```
    /// ```yaml good
    /// security:
    ///   secrets: { store: sealed secrets in git, rotation: 90d }
    /// ```
    ///
    /// ## Not a problem when
    /// They are encrypted before they come there, as with SOPS or sealed secrets; say so in `store`.
    ///
    /// ## See
    /// seed 003:64 · CWE-540 · OWASP Secrets Management
    id: "security/secrets-in-source",
    severity: Error,
    stage: Draft,
    visit: System(check),
    fix: Suggested,
}

const PLACES: [&str; 18] = [
    "git",
    "github",
    "gitlab",
    "repository",
    "repo",
    "git repository",
    "source control",
    "version control",
    "source",
    "source code",
    "code",
    "config file",
    "configuration file",
    "properties file",
    "env file",
    "docker image",
    "image",
    "hardcoded",
];

fn check<'m>(model: &'m Model<'m>, report: &mut Report<'m>) {
    let secrets = model.security().and_then(|security| security.secrets.as_ref());
    let Some(store) = secrets.and_then(|secrets| secrets.store.as_ref()) else { return };
    if is_any(store, &PLACES) || store.value == ".env" {
        report
            .find(
                store.span,
                format!("everybody who can read the code in `{}` can read the secrets", super::brief(&store.value)),
            )
            .fix(Fix::suggested("Keep them in a vault", vec![Edit::replace(store.span, "vault")]));
    }
}
