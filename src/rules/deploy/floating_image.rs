use crate::lint::Report;
use crate::model::Service;
use crate::rule::rule;

rule! {
    /// A service runs an image without a tag, or whatever is the latest.
    ///
    /// ## Why
    /// The same name means another program tomorrow. A restart at night brings up a version that nobody has released,
    /// and going back means guessing which one it was.
    ///
    /// ## Example
    /// ```yaml bad
    /// stage: production
    /// services:
    ///   - { name: orders, image: registry.example:5000/shop/orders:latest }
    /// #                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ which version of `orders` is this tomorrow?
    /// ```
    /// ```yaml good
    /// stage: production
    /// services:
    ///   - { name: orders, image: registry.example:5000/shop/orders:2.4.1 }
    ///   - { name: stock, image: "registry.example/stock@sha256:9f2c" }
    /// ```
    ///
    /// ## Not a problem when
    /// A digest or a tag of a version stands behind the name.
    ///
    /// ## See
    /// seed 002:46 · kube-linter latest-tag
    id: "deploy/floating-image",
    severity: Warning,
    stage: Production,
    visit: Service(check),
}

fn check(service: Service<'_>, report: &mut Report<'_>) {
    let Some(image) = &service.at.value.image else { return };
    let name = image.value.rsplit('/').next().unwrap_or_default();
    let tag = name.split_once(':').map(|(_, tag)| tag);
    // A placeholder of a template is filled in by the pipeline.
    let open = image.value.contains(['$', '{', '<']);
    if !open && !name.contains('@') && matches!(tag, None | Some("latest" | "")) {
        report.find(image.span, format!("which version of `{}` is this tomorrow?", super::brief(service.name())));
    }
}
