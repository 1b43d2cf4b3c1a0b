use crate::lint::Report;
use crate::rule::rule;
use crate::spec::{Problem, ProblemKind};

rule! {
    /// A value is of another type than its key takes, or a word that is none of the possible ones.
    ///
    /// ## Why
    /// A value that cannot be read counts as left out. `encrypted: yes` is a text in YAML 1.2 and encrypts nothing.
    ///
    /// ## Example
    /// ```yaml bad
    /// stores:
    ///   - name: orders-db
    ///     kind: relationl
    /// #         ^^^^^^^^^ `relationl` is not possible here, did you mean `relational`?
    ///     encrypted: true
    ///     public: no
    /// #           ^^ expected `true` or `false`, found `no`
    /// ```
    /// ```yaml fixed
    /// stores:
    ///   - name: orders-db
    ///     kind: relational
    ///     encrypted: true
    ///     public: false
    /// ```
    /// ```yaml bad
    /// services:
    ///   orders:
    /// # ^^^^^^ a list is wanted here, such as `- name: orders`
    ///     owns: orders-db
    ///   audit:
    /// stores: { orders-db: { engine: postgresql } }
    /// #         ^^^^^^^^^ a list is wanted here, such as `- name: orders-db`
    /// ```
    /// ```yaml fixed
    /// services:
    ///   - name: orders
    ///     owns: orders-db
    ///   - audit
    /// stores: [ { name: orders-db, engine: postgresql } ]
    /// ```
    /// ```yaml good
    /// stores:
    ///   - name: orders-db
    ///     encrypted: aes-256-gcm
    ///     replicas: 2
    /// ```
    ///
    /// ## Not a problem when
    /// The value stands under a key of your own, which begins with `x-`.
    ///
    /// ## See
    /// seed 003:52-62
    id: "meta/wrong-type",
    severity: Error,
    stage: Draft,
    visit: Problem(check),
    fix: Suggested,
}

fn check(problem: &Problem, report: &mut Report<'_>) {
    super::tell(ProblemKind::WrongType, problem, report);
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::expect;

    #[test]
    fn a_case_a_list_and_a_mapping_are_told() {
        expect(
            &RULE,
            "stage: Review\n#      ^^^^^^ `Review` is not possible here, did you mean `review`?\nrules:\n  extends: strickt\n#          ^^^^^^^ `strickt` is not possible here, did you mean `strict`?\nname: [shop]\n#     ^^^^^^ expected a text, found a list\n",
        );
    }
}
