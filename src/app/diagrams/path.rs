//! The way that a finding takes through a drawing: the elements in which it and its related places are written.

use architrave::protocol::{Element, Finding};

/// The ids of the elements on the way, in order of the drawing; empty where it is not a way but one place.
pub(super) fn path(elements: &[Element], finding: &Finding) -> Vec<String> {
    let places = finding.related.iter().map(|place| (place.from, place.to));
    let places = std::iter::once((finding.from, finding.to)).chain(places);
    let met: Vec<&Element> = places.filter_map(|(from, to)| around(elements, from, to)).collect();
    let ends: Vec<&str> = met.iter().flat_map(|element| element.label.split(" → ")).collect();
    let on = |element: &&Element| met.iter().any(|one| one.id == element.id) || ends.contains(&element.label.as_str());
    let ids: Vec<String> = elements.iter().filter(on).map(|element| element.id.clone()).collect();
    if ids.len() > 1 { ids } else { Vec::new() }
}

/// The smallest element that is written around a place.
pub(super) fn around(elements: &[Element], from: usize, to: usize) -> Option<&Element> {
    let around = elements.iter().filter(|element| element.from <= from && to <= element.to);
    around.min_by_key(|element| element.to - element.from)
}

#[cfg(test)]
mod tests {
    use architrave::protocol::{Related, Severity};

    use super::{Element, Finding, path};

    fn element(id: &str, label: &str, from: usize, to: usize) -> Element {
        let (id, label) = (id.to_owned(), label.to_owned());
        Element { id, kind: String::new(), label, detail: String::new(), from, to, findings: [0; 3], group: None }
    }

    fn finding(places: &[(usize, usize)]) -> Finding {
        let related = |place: &(usize, usize)| Related { message: String::new(), from: place.0, to: place.1, line: 1 };
        Finding {
            rule: String::new(),
            severity: Severity::Error,
            message: String::new(),
            from: places[0].0,
            to: places[0].1,
            line: 1,
            column: 1,
            related: places.iter().skip(1).map(related).collect(),
            fixes: Vec::new(),
            derivation: Vec::new(),
            ignored: None,
        }
    }

    #[test]
    fn calls_lead_along_their_ends() {
        let elements = [
            element("a", "a", 0, 30),
            element("b", "b", 30, 60),
            element("c", "c", 60, 90),
            element("d", "d", 90, 99),
            element("a-b", "a → b", 10, 20),
            element("b-c", "b → c", 40, 50),
        ];
        assert_eq!(path(&elements, &finding(&[(12, 14), (42, 44)])), ["a", "b", "c", "a-b", "b-c"]);
        assert!(path(&elements, &finding(&[(91, 92), (93, 94)])).is_empty());
    }
}
