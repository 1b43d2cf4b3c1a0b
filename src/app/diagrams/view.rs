//! What of a diagram is looked at: kinds of things, closed groups, and what is near one element.

use architrave::protocol::{Collapse, Drawn, Element, GroupState, KindCount, View};
use leptos::prelude::*;

use super::super::browser::focus;
use super::super::icons::{Glyph, Icon};
use super::super::state::Bench;
use super::menu;

const BUTTON: &str = "[data-testid=diagram-view]";

impl Bench {
    /// Draws the diagram as another view shows it.
    pub(crate) fn look(self, change: impl FnOnce(&mut View)) {
        self.view.update(change);
        self.draw();
    }

    /// Opens a closed group, or closes an open one.
    pub(crate) fn toggle_group(self, id: &str) {
        let groups = self.groups();
        self.look(|view| view.collapse = toggled(&view.collapse, &groups, id));
    }

    /// The groups of the drawing.
    fn groups(self) -> Vec<GroupState> {
        self.drawing.with(|drawing| drawing.as_ref().map(|one| one.drawn.groups.clone()).unwrap_or_default())
    }

    /// The first thing in a group that is drawn open, so that a keyboard goes on from there; else the thing itself.
    pub(crate) fn way_in(self, id: String) -> String {
        let within = |it: &&Element| it.group.as_ref() == Some(&id);
        let first = self.drawing.with_untracked(|drawing| {
            drawing.as_ref()?.drawn.elements.iter().find(within).map(|element| element.id.clone())
        });
        first.unwrap_or(id)
    }

    /// The group of the drawing with this id, where it is drawn closed.
    pub(crate) fn closed_group(self, id: &str) -> Option<GroupState> {
        let is_meant = |group: &&GroupState| group.closed && group.id == id;
        self.drawing.with_untracked(|drawing| drawing.as_ref()?.drawn.groups.iter().find(is_meant).cloned())
    }
}

/// Which groups are closed after one of them was opened or closed. What was said of all goes on for groups to come.
fn toggled(before: &Collapse, groups: &[GroupState], id: &str) -> Collapse {
    let is_closed = |group: &&GroupState| group.closed != (group.id == id);
    let ids = |groups: Vec<&GroupState>| groups.into_iter().map(|group| group.id.clone()).collect::<Vec<String>>();
    let (closed, open): (Vec<&GroupState>, Vec<&GroupState>) = groups.iter().partition(is_closed);
    let drawn_closed = groups.iter().filter(|group| group.closed).count() == groups.len();
    match before {
        _ if closed.is_empty() => Collapse::None,
        Collapse::AllBut { .. } => Collapse::AllBut { groups: ids(open) },
        // A drawing that was too large closed all of them by itself.
        Collapse::None if drawn_closed => Collapse::AllBut { groups: ids(open) },
        Collapse::None | Collapse::These { .. } => Collapse::These { groups: ids(closed) },
    }
}

/// The kinds that are shown after one of them was taken or left; the last one stays.
fn chosen(before: &[String], kinds: &[KindCount], kind: &str) -> Vec<String> {
    let is_on = |it: &str| before.is_empty() || before.iter().any(|other| other == it);
    let after: Vec<String> = kinds.iter().map(|it| it.kind.clone()).filter(|it| is_on(it) != (it == kind)).collect();
    if after.len() == kinds.len() || after.is_empty() { Vec::new() } else { after }
}

/// The button and what it opens.
#[component]
pub(super) fn ViewPanel() -> impl IntoView {
    let bench = Bench::get();
    let open = RwSignal::new(false);
    let drawn = move |read: fn(&Drawn) -> usize| {
        bench.drawing.with(|drawing| drawing.as_ref().map_or(0, |one| read(&one.drawn)))
    };
    let any = Memo::new(move |_| drawn(|drawn| drawn.kinds.len()) > 1 || drawn(|drawn| drawn.groups.len()) > 0);
    let changed = move || bench.view.with(|view| *view != View::default());
    let key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            open.set(false);
            focus::focus(BUTTON);
        }
    };
    view! {
        <Show when=move || any.get()>
            <div class="menu-anchor" on:keydown=key>
                <button class="button quiet" class:is-changed=changed aria-expanded=move || open.get().to_string() aria-controls="view-panel" data-testid="diagram-view"
                    title="Choose what is shown" on:click=move |_| open.update(|open| *open = !*open)>
                    <Glyph icon=Icon::Layers/><span class="label">"View"</span>
                </button>
                <Show when=move || open.get()>
                    <div class="menu-ground" on:click=move |_| open.set(false)></div>
                    <div class="menu view-panel" id="view-panel" role="group" aria-label="What is shown">
                        <Kinds/>
                        <Groups/>
                        <Near/>
                    </div>
                </Show>
            </div>
        </Show>
    }
}

#[component]
fn Kinds() -> impl IntoView {
    let bench = Bench::get();
    let kinds = Memo::new(move |_| {
        bench.drawing.with(|drawing| drawing.as_ref().map(|one| one.drawn.kinds.clone()).unwrap_or_default())
    });
    let row = move |it: KindCount| {
        let (shown, kind) = (it.kind.clone(), it.kind.clone());
        let on = move || bench.view.with(|view| view.only.is_empty() || view.only.contains(&shown));
        let toggle = move |_| bench.look(|view| view.only = chosen(&view.only, &kinds.get_untracked(), &kind));
        view! {
            <label class="view-row"><input type="checkbox" prop:checked=on on:change=toggle/><span>{it.kind}</span><span class="muted">{it.count}</span></label>
        }
    };
    view! {
        <Show when=move || kinds.with(|kinds| kinds.len() > 1)>
            <fieldset class="view-part">
                <legend>"Kinds"</legend>
                {move || kinds.get().into_iter().map(row).collect_view()}
            </fieldset>
        </Show>
    }
}

#[component]
fn Groups() -> impl IntoView {
    let bench = Bench::get();
    let groups = Memo::new(move |_| bench.groups());
    let names = Memo::new(move |_| {
        groups.with(|groups| groups.iter().map(|group| (group.id.clone(), group.label.clone())).collect::<Vec<_>>())
    });
    let row = move |(id, label): (String, String)| {
        let own = id.clone();
        let is_open = move || groups.with(|groups| groups.iter().any(|group| group.id == own && !group.closed));
        view! {
            <label class="view-row"><input type="checkbox" prop:checked=is_open on:change=move |_| bench.toggle_group(&id)/><span>{label}</span></label>
        }
    };
    view! {
        <Show when=move || names.with(|names| !names.is_empty())>
            <fieldset class="view-part">
                <legend>"Open groups"</legend>
                <div class="view-pair">
                    <button class="button" on:click=move |_| bench.look(|view| view.collapse = Collapse::AllBut { groups: Vec::new() })>"Close all"</button>
                    <button class="button" on:click=move |_| bench.look(|view| view.collapse = Collapse::None)>"Open all"</button>
                </div>
                {move || names.get().into_iter().map(row).collect_view()}
            </fieldset>
        </Show>
    }
}

/// One element and how far from it the drawing reaches.
#[component]
fn Near() -> impl IntoView {
    let bench = Bench::get();
    let options = move || {
        let things = bench.drawing.with(|drawing| drawing.as_ref().map(|one| one.drawn.elements.clone()));
        let focus = bench.view.with(|view| view.focus.clone());
        let things = things.unwrap_or_default().into_iter().filter(is_thing);
        let option = move |it: Element| {
            let selected = focus.as_ref() == Some(&it.id);
            view! { <option value=it.id selected=selected>{it.label}</option> }
        };
        things.map(option).collect_view()
    };
    let choose = move |event| {
        let id = event_target_value(&event);
        bench.look(|view| view.focus = Some(id).filter(|id| !id.is_empty()));
    };
    let depth = move |event| {
        let depth = event_target_value(&event).parse().unwrap_or(1);
        bench.look(|view| view.depth = depth);
    };
    view! {
        <fieldset class="view-part">
            <legend>"Only what is near"</legend>
            <div class="view-pair">
                <select class="select" aria-label="Near which element" on:change=choose>
                    <option value="" selected=move || bench.view.with(|view| view.focus.is_none())>"everything"</option>
                    {options}
                </select>
                <select class="select" aria-label="How many steps away" disabled=move || bench.view.with(|view| view.focus.is_none()) on:change=depth>
                    {(1..=4).map(|steps| view! { <option value=steps.to_string() selected=move || bench.view.with(|view| view.depth.max(1) == steps)>{if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") }}</option> }).collect_view()}
                </select>
            </div>
        </fieldset>
    }
}

/// Whether an element is a thing, and no arrow between two.
fn is_thing(element: &Element) -> bool {
    !element.label.contains(" → ")
}

/// A drawing that is too large says what to do instead; one that leaves something out, how to come back.
#[component]
pub(super) fn Notice() -> impl IntoView {
    let bench = Bench::get();
    let notice = move || bench.drawing.with(|drawing| drawing.as_ref().and_then(|one| one.drawn.notice.clone()));
    let things = move || {
        let all = bench.drawing.with(|drawing| drawing.as_ref().map(|one| one.drawn.elements.clone()));
        all.unwrap_or_default().into_iter().filter(is_thing)
    };
    let near = move |event| {
        let id = event_target_value(&event);
        bench.look(|view| view.focus = Some(id).filter(|id| !id.is_empty()));
    };
    view! {
        {move || notice().map(|notice| view! {
            <div class="notice" role="status">
                <span>{notice}</span>
                <select class="select" aria-label="Focus on" on:change=near>
                    <option value="">"Focus on…"</option>
                    {things().map(|element| view! { <option value=element.id>{element.label}</option> }).collect_view()}
                </select>
            </div>
        })}
        <Show when=move || bench.view.with(|view| *view != View::default())>
            <button class="button notice" class:is-second=move || notice().is_some() on:click=move |_| { bench.look(|view| *view = View::default()); focus::focus(".canvas"); }>"Show everything"</button>
        </Show>
    }
}

/// An element of the drawing and where its menu stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spot {
    pub(super) id: String,
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Spot {
    /// Below a place of the window, as far as that lies within the bounds of the drawing.
    pub(super) fn below(id: String, place: (f64, f64, f64, f64), bounds: (f64, f64, f64, f64)) -> Self {
        /// The largest that a menu gets.
        const MENU: (f64, f64) = (220.0, 150.0);
        let keep = |at: f64, room: f64, size: f64| at.min(room - size).max(8.0);
        let x = keep(place.0 + place.2 / 2.0 - bounds.0, bounds.2, MENU.0);
        Self { id, x, y: keep(place.1 + place.3 - bounds.1, bounds.3, MENU.1) }
    }
}

/// What can be done with an element: the menu of the pointer's second button, and of the keyboard's key for menus.
#[component]
pub(super) fn ElementMenu(
    spot: RwSignal<Option<Spot>>,
    act: impl Fn(Act, String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let bench = Bench::get();
    let element = move || {
        let id = spot.with(|spot| spot.as_ref().map(|spot| spot.id.clone()))?;
        bench.drawing.with_untracked(|drawing| drawing.as_ref()?.drawn.elements.iter().find(|it| it.id == id).cloned())
    };
    let place = move || spot.with(|spot| spot.as_ref().map_or((0.0, 0.0), |spot| (spot.x, spot.y)));
    let entries = move |element: Element| {
        let run = move |what: Act, id: String| {
            spot.set(None);
            act(what, id);
        };
        let item = move |what: Act, id: String, label: String| {
            view! { <button role="menuitem" tabindex="-1" on:click=move |_| run(what, id.clone())>{label}</button> }
        };
        let closed = bench.closed_group(&element.id).is_some();
        let around = element.group.clone().filter(|_| !closed);
        let name = around.as_ref().and_then(|id| bench.groups().into_iter().find(|group| group.id == *id));
        view! {
            {(!bench.embedded).then(|| item(Act::Reveal, element.id.clone(), "Go to its place in the text".to_owned()))}
            {item(Act::Near, element.id.clone(), "Show only what is near".to_owned())}
            {closed.then(|| item(Act::Toggle, element.id.clone(), format!("Open {}", element.label)))}
            {name.map(|group| item(Act::Toggle, group.id, format!("Close {}", group.label)))}
        }
    };
    view! {
        {move || element().map(|element| { let label = element.label.clone(); view! {
            <div class="menu-ground" on:click=move |_| spot.set(None)></div>
            <div class="menu element-menu" role="menu" aria-label=label data-testid="element-menu"
                style:left=format!("{}px", place().0) style:top=format!("{}px", place().1)
                on:keydown=move |event| menu::walk(&event, || { if let Some(was) = spot.get_untracked() { spot.set(None); act(Act::Return, was.id); } })>
                {entries(element)}
            </div>
        }})}
    }
}

/// What is done with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// The cursor goes to its place in the text.
    Reveal,
    /// Only what is near it is drawn.
    Near,
    /// The group is opened or closed.
    Toggle,
    /// Nothing; it has the focus again.
    Return,
}

#[cfg(test)]
mod tests {
    use super::{Collapse, GroupState, KindCount, chosen, toggled};

    fn groups(closed: &[bool]) -> Vec<GroupState> {
        let group = |(index, closed): (usize, &bool)| GroupState {
            id: format!("context-{index}"),
            label: index.to_string(),
            closed: *closed,
        };
        closed.iter().enumerate().map(group).collect()
    }

    #[test]
    fn a_group_opens_and_closes_alone() {
        let these = |ids: &[&str]| Collapse::These { groups: ids.iter().map(|id| (*id).to_owned()).collect() };
        let all_but = |ids: &[&str]| Collapse::AllBut { groups: ids.iter().map(|id| (*id).to_owned()).collect() };
        assert_eq!(toggled(&Collapse::None, &groups(&[false, false]), "context-1"), these(&["context-1"]));
        assert_eq!(toggled(&these(&["context-1"]), &groups(&[false, true]), "context-1"), Collapse::None);
        assert_eq!(toggled(&Collapse::None, &groups(&[true, true]), "context-1"), all_but(&["context-1"]));
        assert_eq!(toggled(&all_but(&[]), &groups(&[true, true]), "context-0"), all_but(&["context-0"]));
    }

    #[test]
    fn the_last_kind_stays() {
        let kinds = ["services", "stores"].map(|kind| KindCount { kind: kind.to_owned(), count: 1 });
        let only = chosen(&[], &kinds, "stores");
        assert_eq!(only, ["services"]);
        assert_eq!(chosen(&only, &kinds, "stores"), Vec::<String>::new());
        assert_eq!(chosen(&only, &kinds, "services"), Vec::<String>::new());
    }
}
