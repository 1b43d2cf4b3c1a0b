//! What holds for every layout, whatever is laid out.

use proptest::prelude::*;

use super::super::geometry::{Rect, Size};
use super::{Direction, Frame, Item, Link, Outline, Plan, Port, lay_out};

fn plans() -> impl Strategy<Value = Plan> {
    let direction = prop_oneof![Just(Direction::Right), Just(Direction::Down)];
    let frames = prop::collection::vec((any::<prop::sample::Index>(), 0..3_u8), 0..8);
    let boxes = prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, 100..200_u8, 40..90_u8), 1..30);
    let end = any::<prop::sample::Index>;
    let links = prop::collection::vec((end(), end(), prop_oneof![Just(0_u8), 50..150_u8]), 0..45);
    (direction, frames, boxes, links).prop_map(|(direction, frames, boxes, links)| {
        let count = frames.len();
        let frames = frames.iter().enumerate().map(|(at, (parent, nested))| Frame {
            parent: (at > 0 && *nested == 0).then(|| parent.index(at)),
            title: Size::new(80.0, 20.0),
        });
        let items = boxes.iter().map(|(frame, within, width, height)| Item {
            frame: (count > 0 && *within > 0).then(|| frame.index(count)),
            size: Size::new(f64::from(*width), f64::from(*height)),
            outline: Outline::Rectangle,
        });
        let port = |index: &prop::sample::Index| Port { item: index.index(boxes.len()), at: None };
        let links = links.iter().map(|(from, to, label)| Link {
            from: port(from),
            to: port(to),
            label: if *label == 0 { Size::default() } else { Size::new(f64::from(*label), 20.0) },
        });
        Plan { direction, stub: 0.0, frames: frames.collect(), boxes: items.collect(), links: links.collect() }
    })
}

fn inside(inner: Rect, outer: Rect) -> bool {
    let union = inner.union(outer);
    (union.width - outer.width).abs() < 0.5 && (union.height - outer.height).abs() < 0.5
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_frames_hold_what_is_theirs(plan in plans()) {
        let placed = lay_out(&plan).unwrap();
        for (at, (item, rect)) in plan.boxes.iter().zip(&placed.boxes).enumerate() {
            for other in &placed.boxes[..at] {
                prop_assert!(!rect.overlaps(*other), "{rect:?} lies on {other:?}");
            }
            for (index, frame) in placed.frames.iter().enumerate() {
                if plan.holders(item.frame).any(|holder| holder == index) {
                    prop_assert!(inside(*rect, *frame), "{rect:?} is not in {frame:?}");
                } else {
                    prop_assert!(!rect.overlaps(*frame), "{rect:?} lies on {frame:?}");
                }
            }
        }
        let labels = plan.links.iter().zip(&placed.links);
        let labels: Vec<Rect> =
            labels.filter_map(|(link, route)| Some(Rect::around(route.label?, link.label))).collect();
        for (at, label) in labels.iter().enumerate() {
            prop_assert!(labels[..at].iter().all(|other| !label.overlaps(*other)), "{label:?} lies on another label");
        }
        for (link, route) in plan.links.iter().zip(&placed.links) {
            let label = route.label.map(|center| Rect::around(center, link.label));
            prop_assert_eq!(label.is_some(), !link.label.is_empty());
            prop_assert!(placed.boxes.iter().all(|rect| label.is_none_or(|label| !label.overlaps(*rect))));
            prop_assert!(route.path.points().all(|point| point.x.is_finite() && point.y.is_finite()));
        }
    }

    #[test]
    fn equal_plans_give_equal_placements(plan in plans()) {
        prop_assert_eq!(lay_out(&plan), lay_out(&plan));
    }
}
