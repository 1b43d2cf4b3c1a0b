//! The drawing itself: moved and scaled by pointer, wheel and keyboard, and linked with the text.

use architrave::protocol::View as Look;
use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent, PointerEvent, WheelEvent};
use leptos::prelude::*;

use super::super::browser::{drawing, focus, page};
use super::super::icons::{Glyph, Icon};
use super::super::state::{Bench, Drawing};
use super::path::{around, path};
use super::sight::{Hold, View};
use super::view::{Act, ElementMenu, Notice, Spot};

/// A pointer that is down: its number, where it is, and where it went down.
type Finger = (i32, (f64, f64), (f64, f64));

/// The canvas with its tools.
#[component]
pub(super) fn Canvas() -> impl IntoView {
    let bench = Bench::get();
    let frame = NodeRef::<leptos::html::Div>::new();
    let stage = NodeRef::<leptos::html::Div>::new();
    // A frame in another page is a picture first, and that shows all.
    let at_first = if bench.embedded { Hold::Whole } else { Hold::Opened };
    let view = RwSignal::new(View { x: 0.0, y: 0.0, scale: 1.0, held: at_first });
    let room = move || {
        frame.get_untracked().map_or((1.0, 1.0), |frame| {
            let (_, _, width, height) = drawing::rect(&frame);
            (width, height)
        })
    };
    let size = move || {
        bench
            .drawing
            .with_untracked(|drawing| drawing.as_ref().map_or((1.0, 1.0), |one| (one.drawn.width, one.drawn.height)))
    };
    let fit = move || view.set(View::fit(size(), room()));
    let again = move |held: Hold| match held {
        Hold::Opened => view.set(View::open(size(), room())),
        Hold::Whole => fit(),
        Hold::Place => {}
    };
    let middle = move || {
        let (width, height) = room();
        (width / 2.0, height / 2.0)
    };
    let bounds = move || frame.get_untracked().map_or((0.0, 0.0, 1.0, 1.0), |frame| drawing::rect(&frame));
    let uncover = move |place| {
        // In a narrow window the drawing may not be shown at all, and then nothing of it is hidden.
        let frame = bounds();
        if frame.2 > 0.0 {
            view.update(|view| *view = view.uncover(place, frame));
        }
    };
    // What takes the focus once the next drawing is there.
    let next = StoredValue::new(None::<String>);
    show_drawings(bench, stage, move |same| {
        again(if same { view.get_untracked().held } else { at_first });
        let given = next.try_update_value(Option::take).flatten().map(|id| bench.way_in(id));
        let part = given.clone().or_else(|| bench.view.with_untracked(|view| view.focus.clone()).filter(|_| !same));
        let Some((stage, part)) = stage.get_untracked().zip(part) else { return };
        // Where it lies is known only once the page shows the drawing at its new place.
        let settle = move || {
            drawing::find(&stage, &part).map(uncover);
            if given.is_some() {
                drawing::give_to(&stage, &part);
            }
        };
        page::later(0, settle).keep();
    });
    let spot = RwSignal::new(None::<Spot>);
    let act = move |what: Act, id: String| match what {
        Act::Reveal => reveal(bench, Some(id)),
        Act::Near => {
            next.set_value(Some(id.clone()));
            bench.look(|view| view.focus = Some(id));
        }
        Act::Toggle => {
            next.set_value(Some(id.clone()));
            bench.toggle_group(&id);
        }
        Act::Return => {
            stage.get_untracked().iter().for_each(|stage| drawing::give_to(stage, &id));
        }
    };
    // A click on a closed group opens it.
    let chosen = move |id: Option<String>| match id.as_deref().and_then(|id| bench.closed_group(id)) {
        Some(group) => act(Act::Toggle, group.id),
        None => reveal(bench, id),
    };
    let ask = move |target: drawing::Target| {
        let Some((id, place)) = drawing::hit(target.clone()).zip(drawing::place(target)) else { return false };
        spot.set(Some(Spot::below(id, place, bounds())));
        focus::focus_soon(super::menu::ITEMS);
        true
    };
    mark_parts(bench, stage, uncover);
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            drawing::on_resize(&frame, move || {
                if let Some(view) = view.try_get_untracked() {
                    again(view.held);
                }
            });
        }
    });
    let wheel = move |event: WheelEvent| {
        // The page around a frame scrolls on.
        if bench.embedded && !event.ctrl_key() && !event.meta_key() {
            return;
        }
        event.prevent_default();
        if event.shift_key() {
            view.update(|view| *view = view.pan(-event.delta_y(), -event.delta_x()));
        } else {
            let at = frame.get_untracked().map_or((0.0, 0.0), |frame| {
                let (left, top, ..) = drawing::rect(&frame);
                (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
            });
            view.update(|view| *view = view.zoom((-event.delta_y() * 0.0015).exp(), at));
        }
    };
    let arrow =
        move |event: &KeyboardEvent, direction: (f64, f64)| match (stage.get_untracked(), drawing::hit(event.target()))
        {
            (Some(stage), Some(id)) => drawing::step(&stage, &id, direction),
            _ => view.update(|view| *view = view.pan(-48.0 * direction.0, -48.0 * direction.1)),
        };
    let focused = move |event: FocusEvent| {
        let Some((stage, id)) = stage.get_untracked().zip(drawing::hit(event.target())) else { return };
        drawing::rove(&stage, Some(&id));
        drawing::place(event.target()).map(uncover);
    };
    let key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "+" | "=" => view.update(|view| *view = view.zoom(1.2, middle())),
            "-" => view.update(|view| *view = view.zoom(1.0 / 1.2, middle())),
            "0" | "f" => fit(),
            "1" => view.update(|view| *view = view.zoom(1.0 / view.scale, middle())),
            "Enter" | " " => chosen(drawing::hit(event.target())),
            "n" | "N" => drawing::hit(event.target()).into_iter().for_each(|id| act(Act::Near, id)),
            "ContextMenu" if ask(event.target()) => {}
            "F10" if event.shift_key() && ask(event.target()) => {}
            "ArrowLeft" => arrow(&event, (-1.0, 0.0)),
            "ArrowRight" => arrow(&event, (1.0, 0.0)),
            "ArrowUp" => arrow(&event, (0.0, -1.0)),
            "ArrowDown" => arrow(&event, (0.0, 1.0)),
            "Escape" => {
                bench.chosen.set(None);
                focus::focus(".canvas");
            }
            _ => return,
        }
        event.prevent_default();
    };
    let fingers = StoredValue::new(Vec::<Finger>::new());
    let down = move |event: PointerEvent| {
        // The second button asks for the menu.
        if event.button() != 0 {
            return;
        }
        let at = (f64::from(event.client_x()), f64::from(event.client_y()));
        fingers.update_value(|fingers| fingers.push((event.pointer_id(), at, at)));
    };
    let moved = move |event: PointerEvent| drag(&event, fingers, view, frame);
    let up = move |event: PointerEvent| {
        let still = fingers.try_update_value(|fingers| {
            let finger = fingers.iter().position(|finger| finger.0 == event.pointer_id()).map(|at| fingers.remove(at));
            finger.is_some_and(|(_, at, start)| distance(at, start) < 4.0) && fingers.is_empty()
        });
        if still == Some(true) {
            bench.chosen.set(None);
            chosen(drawing::hit(event.target()));
        }
    };
    let second = move |event: MouseEvent| {
        if ask(event.target()) {
            event.prevent_default();
        }
    };
    let label =
        move || bench.drawing.with(|drawing| drawing.as_ref().map(|one| describe(bench, one)).unwrap_or_default());
    let grown = move || view.get().scale > View::fit(size(), room()).scale;
    view! {
        <div class="canvas" class:is-grown=grown node_ref=frame tabindex="0" role="group" aria-label=label aria-keyshortcuts="+ - 0 1 N"
            on:wheel=wheel on:keydown=key on:focusin=focused on:contextmenu=second on:pointerdown=down on:pointermove=moved on:pointerup=up
            on:pointercancel=move |event| fingers.update_value(|fingers| fingers.retain(|finger| finger.0 != event.pointer_id()))>
            <div class="stage" node_ref=stage
                style:transform=move || { let view = view.get(); format!("translate({}px, {}px) scale({})", view.x, view.y, view.scale) }></div>
        </div>
        <Notice/>
        <ElementMenu spot=spot act=act/>
        <div class="zoom" role="group" aria-label="Zoom">
            <button aria-label="Zoom out" title="Zoom out (−)" on:click=move |_| view.update(|view| *view = view.zoom(1.0 / 1.2, middle()))><Glyph icon=Icon::Minus/></button>
            <button class="zoom-value" aria-label=move || format!("{:.0} %, show at natural size", view.get().scale * 100.0) title="Natural size (1)" on:click=move |_| view.update(|view| *view = view.zoom(1.0 / view.scale, middle()))>
                {move || format!("{:.0} %", view.get().scale * 100.0)}
            </button>
            <button aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| view.update(|view| *view = view.zoom(1.2, middle()))><Glyph icon=Icon::Plus/></button>
            <button aria-label="Show all" title="Show all (0)" on:click=move |_| fit()><Glyph icon=Icon::Fit/></button>
        </div>
    }
}

/// Puts each new drawing on the stage, and says whether it is of the same diagram and part as the one before: then what
/// a person looks at stays where it is.
fn show_drawings(bench: Bench, stage: NodeRef<leptos::html::Div>, shown: impl Fn(bool) + Copy + 'static) {
    Effect::new(move |before: Option<Option<(String, Look)>>| {
        let (stage, drawing) = stage.get().zip(bench.drawing.get())?;
        if let Err(reason) = drawing::show(&stage, &drawing.drawn.svg) {
            bench.undrawable.set(Some(reason));
            return None;
        }
        let now = Some((drawing.drawn.diagram.clone(), bench.view.get_untracked()));
        shown(before.flatten() == now);
        now
    });
}

/// Marks the element that the cursor stands in, and the path of the chosen finding; `uncover` brings that into sight.
fn mark_parts(
    bench: Bench,
    stage: NodeRef<leptos::html::Div>,
    uncover: impl Fn((f64, f64, f64, f64)) + Copy + 'static,
) {
    let current = Memo::new(move |_| {
        let offset = bench.cursor.get().offset;
        let found = |drawing: &Drawing| around(&drawing.drawn.elements, offset, offset).map(|one| one.id.clone());
        bench.drawing.with(|drawing| drawing.as_ref().and_then(found))
    });
    let path = Memo::new(move |_| {
        let finding = bench.chosen_finding().map(|(_, finding)| finding);
        let on = |drawing: &Drawing| finding.map(|finding| path(&drawing.drawn.elements, &finding));
        bench.drawing.with(|drawing| drawing.as_ref().and_then(on)).unwrap_or_default()
    });
    Effect::new(move |shown: Option<Vec<String>>| {
        bench.drawing.track();
        let path = path.get();
        let Some(stage) = stage.get() else { return Vec::new() };
        drawing::mark(&stage, current.get().as_deref(), &path);
        if shown.as_ref() != Some(&path) {
            drawing::extent(&stage, "on-path").map(uncover);
        }
        path
    });
}

fn drag(
    event: &PointerEvent,
    fingers: StoredValue<Vec<Finger>>,
    view: RwSignal<View>,
    frame: NodeRef<leptos::html::Div>,
) {
    let now = (f64::from(event.client_x()), f64::from(event.client_y()));
    let before = fingers.get_value();
    let Some((_, last, start)) = before.iter().copied().find(|finger| finger.0 == event.pointer_id()) else { return };
    let Some(frame) = frame.get_untracked() else { return };
    let other = before.iter().find(|finger| finger.0 != event.pointer_id()).map(|finger| finger.1);
    if distance(now, start) >= 4.0 {
        // Captured only once it is a drag, so that a click still knows what it hit.
        drawing::capture(&frame, event.pointer_id());
    }
    match other {
        Some(other) => {
            let (left, top, ..) = drawing::rect(&frame);
            let middle = ((now.0 + other.0) / 2.0 - left, (now.1 + other.1) / 2.0 - top);
            view.update(|view| *view = view.zoom(distance(now, other) / distance(last, other).max(1.0), middle));
        }
        None if distance(now, start) >= 4.0 => view.update(|view| *view = view.pan(now.0 - last.0, now.1 - last.1)),
        None => return,
    }
    fingers.update_value(|fingers| {
        for finger in fingers.iter_mut().filter(|finger| finger.0 == event.pointer_id()) {
            finger.1 = now;
        }
    });
}

/// Puts the cursor where the element is written.
pub(super) fn reveal(bench: Bench, id: Option<String>) {
    let place = bench.drawing.with_untracked(|drawing| {
        let drawing = drawing.as_ref()?;
        let element = drawing.drawn.elements.iter().find(|element| Some(&element.id) == id.as_ref())?;
        Some((element.from, element.to, drawing.version))
    });
    if let Some((from, to, version)) = place {
        bench.reveal_in(from, to, version);
    }
}

fn describe(bench: Bench, drawing: &Drawing) -> String {
    let count = drawing.drawn.elements.len();
    let place = if bench.embedded { "" } else { ", Enter to its place in the text" };
    format!(
        "Drawing with {count} elements. Plus and minus zoom, arrows move, 0 shows all. Tab leads to the elements, arrows from one to the next{place}, N to what is near."
    )
}

fn distance(one: (f64, f64), other: (f64, f64)) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}
