//! The window: its address, title, clock, colour scheme, keys, focus and clipboard.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, Window};

/// Read by `public/theme.js` before the first paint.
const THEME: &str = "architrave.theme";

/// A call that will be made later, unless this is dropped before.
pub(crate) struct Later {
    timeout: Timeout,
}

impl Later {
    /// Lets the call be made whatever happens to this.
    pub(crate) fn keep(self) {
        self.timeout.forget();
    }
}

/// Calls `run` in `milliseconds`.
pub(crate) fn later(milliseconds: u32, run: impl FnOnce() + 'static) -> Later {
    Later { timeout: Timeout::new(milliseconds, run) }
}

/// Milliseconds since the page began; never goes back.
pub(crate) fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |clock| clock.now())
}

/// Milliseconds since 1970.
pub(crate) fn today() -> f64 {
    js_sys::Date::now()
}

/// A moment as local hours and minutes.
pub(crate) fn clock(milliseconds: f64) -> String {
    let date = js_sys::Date::new(&milliseconds.into());
    format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
}

/// A moment's local day: `2027-01-31`.
pub(crate) fn day(milliseconds: f64) -> String {
    let date = js_sys::Date::new(&milliseconds.into());
    format!("{}-{:02}-{:02}", date.get_full_year(), date.get_month() + 1, date.get_date())
}

/// A moment as local date and time.
pub(crate) fn date(milliseconds: f64) -> String {
    format!("{} {}", day(milliseconds), clock(milliseconds))
}

/// A name that no other draft has.
pub(crate) fn fresh_id() -> String {
    let random = (js_sys::Math::random() * 1e9).floor();
    format!("{:x}-{random:x}", today() as u64, random = random as u64)
}

/// Sets the window's title.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The part of the address after `#`, without it; empty where there is none.
pub(crate) fn fragment() -> String {
    let hash = window().and_then(|window| window.location().hash().ok()).unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_owned()
}

/// Removes the fragment from the address without a step in the history.
pub(crate) fn clear_fragment() {
    let Some(window) = window() else { return };
    let bare = address();
    if let Ok(history) = window.history() {
        drop(history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&bare)));
    }
}

/// The page's address without parameters and fragment.
pub(crate) fn address() -> String {
    let href = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// The value of a parameter of the address; empty where it only stands there.
pub(crate) fn parameter(name: &str) -> Option<String> {
    parameters()?.get(name)
}

/// What leads to this page with another value of a parameter.
pub(crate) fn with_parameter(name: &str, value: &str) -> String {
    let Some(parameters) = parameters() else { return String::new() };
    parameters.set(name, value);
    format!("?{}#{}", String::from(parameters.to_string()), fragment())
}

/// `text` as the value of a parameter.
pub(crate) fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Calls `told` when the fragment changes, as when a link is pasted into this tab.
pub(crate) fn on_fragment(told: impl Fn() + 'static) {
    on_window("hashchange", move |_| told());
}

/// Calls `told` when the page may be about to vanish.
pub(crate) fn on_hide(told: impl Fn() + Clone + 'static) {
    let leaving = told.clone();
    on_window("pagehide", move |_| leaving());
    if let Some(document) = document() {
        EventListener::new(&document, "visibilitychange", move |_| told()).forget();
    }
}

/// Where a file of the site is, which the page knows by a short name: a build names its files by content.
pub(crate) fn file(name: &str) -> Option<String> {
    document()?.get_element_by_id("start")?.get_attribute(&format!("data-{name}"))
}

/// Loads the page again.
pub(crate) fn reload() {
    if let Some(window) = window() {
        drop(window.location().reload());
    }
}

/// A pressed key with its modifiers: `Ctrl+S`, `Shift+F8`. Command counts as Ctrl. True where it was dealt with.
/// Keys that something on the page has dealt with already are not told.
pub(crate) fn on_key(told: impl Fn(&str) -> bool + 'static) {
    let Some(window) = window() else { return };
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else { return };
        let mut name = key.key();
        if key.ctrl_key() || key.meta_key() {
            name = format!("Ctrl+{}", name.to_uppercase());
        } else if key.shift_key() && name.len() > 1 {
            name = format!("Shift+{name}");
        }
        if !event.default_prevented() && told(&name) {
            event.prevent_default();
        }
    })
    .forget();
}

/// The colour scheme in force: true for dark.
pub(crate) fn is_dark() -> bool {
    match chosen_theme().as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window()
            .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
            .is_some_and(|query| query.matches()),
    }
}

/// The scheme a person chose for this page; none follows the system.
pub(crate) fn chosen_theme() -> Option<String> {
    root()?.get_attribute("data-theme")
}

/// Chooses `light` or `dark`, or with none follows the system.
pub(crate) fn choose_theme(theme: Option<&str>) {
    let Some(root) = root() else { return };
    // An attribute of our own element with a valid name: it cannot be refused.
    drop(match theme {
        Some(theme) => root.set_attribute("data-theme", theme),
        None => root.remove_attribute("data-theme"),
    });
    match theme {
        // A choice that is not kept is still in force until the page closes: no alert is due.
        Some(theme) => drop(super::storage::set(THEME, theme)),
        None => super::storage::remove(THEME),
    }
}

/// The width of the window in CSS pixels.
pub(crate) fn width() -> f64 {
    window().and_then(|window| window.inner_width().ok()).and_then(|width| width.as_f64()).unwrap_or(1280.0)
}

/// Opens a dialog over everything else.
pub(crate) fn show_modal(dialog: &web_sys::HtmlDialogElement) {
    if dialog.is_connected() && !dialog.open() {
        drop(dialog.show_modal());
    }
}

/// Brings the first element that matches `selector` into the sight of what scrolls it.
pub(crate) fn scroll_to(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Selects all text of the field that an event came from.
pub(crate) fn select_all(event: &leptos::ev::FocusEvent) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok()) {
        field.select();
    }
}

/// Copies `text`; the sentence says why it could not.
pub(crate) async fn copy(text: String) -> Result<(), String> {
    let refused = || "The browser refused access to the clipboard; select the text and copy it by hand".to_owned();
    let window = window().ok_or_else(refused)?;
    let clipboard = window.navigator().clipboard();
    if clipboard.is_undefined() {
        return Err(refused());
    }
    JsFuture::from(clipboard.write_text(&text)).await.map(drop).map_err(|_| refused())
}

/// What a bug report says of the browser.
pub(crate) fn agent() -> String {
    window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default()
}

/// Tells `told` of a failure of this program, which then cannot go on.
pub(crate) fn on_panic(told: impl Fn(String) + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |info| {
        web_sys::console::error_1(&info.to_string().into());
        told(info.to_string());
    }));
}

/// Shows, in place of the workbench, what happened. Used when nothing of it runs any more.
pub(crate) fn show_failure(report: &str) {
    let Some(document) = document() else { return };
    let Some(place) = document.get_element_by_id("fallback") else { return };
    place.set_text_content(None);
    for (tag, text) in [
        ("h1", "The workbench stopped"),
        (
            "p",
            "Your drafts are kept in this browser. Reload the page to go on; please send the report below with what you did.",
        ),
        ("pre", report),
    ] {
        let Ok(element) = document.create_element(tag) else { continue };
        element.set_text_content(Some(text));
        drop(place.append_child(&element));
    }
    drop(place.remove_attribute("hidden"));
}

/// The element the workbench lives in.
pub(crate) fn mount_point() -> Option<HtmlElement> {
    document()?.get_element_by_id("app")?.dyn_into().ok()
}

fn on_window(name: &'static str, told: impl Fn(&web_sys::Event) + 'static) {
    if let Some(window) = window() {
        EventListener::new(&window, name, move |event| told(event)).forget();
    }
}

fn parameters() -> Option<web_sys::UrlSearchParams> {
    web_sys::UrlSearchParams::new_with_str(&window()?.location().search().ok()?).ok()
}

fn root() -> Option<web_sys::Element> {
    document()?.document_element()
}

pub(super) fn document() -> Option<Document> {
    window()?.document()
}

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}
