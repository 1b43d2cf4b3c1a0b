use crate::lint::Report;
use crate::model::Grpc;
use crate::rule::{Fix, rule};

rule! {
    /// A package says no version.
    ///
    /// ## Why
    /// The first change that breaks a client needs a second package beside the first. Without a version in its name the two
    /// cannot be told apart, and every generated import has to change.
    ///
    /// ## Example
    /// ```yaml bad
    /// grpc:
    ///   - service: inventory
    ///     package: shop.inventory
    /// #            ^^^^^^^^^^^^^^ the package says no version
    /// services: [inventory]
    /// ```
    /// ```yaml fixed
    /// grpc:
    ///   - service: inventory
    ///     package: shop.inventory.v1
    /// services: [inventory]
    /// ```
    /// ```yaml good
    /// grpc:
    ///   - { service: inventory, package: shop.inventory.v1beta1 }
    /// services: [inventory]
    /// ```
    ///
    /// ## Not a problem when
    /// The spec says no package.
    ///
    /// ## See
    /// seed 000:45 · seed 000:49 · Buf PACKAGE_VERSION_SUFFIX
    id: "grpc/unversioned-package",
    severity: Warning,
    stage: Review,
    visit: Grpc(check),
    fix: Suggested,
}

fn check(grpc: Grpc<'_>, report: &mut Report<'_>) {
    let Some(package) = &grpc.at.value.package else { return };
    if package.value.split('.').any(crate::model::is_version) {
        return;
    }
    let better = format!("{}.v1", package.value);
    report
        .find(package.span, "the package says no version")
        .fix(Fix::suggested(format!("Call it `{}`", super::short(&better)), grpc.rename_package(&better)));
}
