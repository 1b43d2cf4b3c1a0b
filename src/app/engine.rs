//! The engine's client: keeps a worker alive and asks it one thing at a time.
//!
//! Of several texts only the newest is checked. A worker that does not answer in time, or stops, is ended and
//! started again; if it then fails over the same work, that work is left alone until a person asks for it.

mod writer;

pub(crate) use writer::{Writer, want as want_writer};

use std::collections::VecDeque;

use architrave::protocol::{Checked, Envelope, Request, Response, VERSION};
use leptos::prelude::*;

use super::browser::page::{self, Later};
use super::browser::worker::Worker;
use super::state::Bench;

/// How long the worker may think before it is taken for stuck.
const PATIENCE: u32 = 5_000;
/// How long its script may take to arrive over a slow line.
const ARRIVAL: u32 = 30_000;

/// How the engine is doing, as far as a person needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Health {
    /// Its script is being loaded.
    Starting,
    /// It answers.
    Well,
    /// It stopped and was started again; the sentence says why.
    Restarted(String),
    /// It failed twice over this draft: nothing is checked until asked for.
    Safe(String),
    /// Page and worker are of different builds.
    Outdated,
}

/// What to do with an answer.
type Answer = Box<dyn FnOnce(Response)>;

/// Work that the worker has not finished.
enum Job {
    Check { version: u32, since: f64 },
    Ask { drawing: bool, answer: Answer },
}

struct Waiting {
    request: Request,
    /// The version of the text that the question speaks of; it is void once another one was sent.
    about: Option<u32>,
    answer: Answer,
}

/// The client's state.
#[derive(Default)]
pub(crate) struct Engine {
    worker: Option<Worker>,
    /// Counts workers, so that a timer of an ended one does nothing.
    lives: u32,
    /// The number of the present one.
    life: u32,
    /// Whether it writes documents, too.
    writes: bool,
    /// The one that is to take its place, with its number.
    incoming: Option<(u32, Worker)>,
    ready: bool,
    last_id: u64,
    flight: Option<(u64, Job)>,
    newest: Option<(String, u32)>,
    /// The version sent last: what the worker's answers speak of.
    sent: u32,
    queue: VecDeque<Waiting>,
    failed_checks: u32,
    failed_drawings: u32,
    watchdog: Option<Later>,
}

/// Starts the first worker.
pub(crate) fn start(bench: Bench) {
    launch(bench);
}

/// Checks `text` as soon as the worker is free; an older text that still waits is forgotten.
pub(crate) fn check(bench: Bench, text: String, version: u32) {
    bench.engine.update_value(|engine| engine.newest = Some((text, version)));
    advance(bench);
}

/// Asks something about the text of version `about`, or about none.
pub(crate) fn ask(bench: Bench, request: Request, about: Option<u32>, answer: impl FnOnce(Response) + 'static) {
    bench.engine.update_value(|engine| {
        if matches!(request, Request::Draw { .. } | Request::Write { .. }) {
            let kind = std::mem::discriminant(&request);
            engine.queue.retain(|waiting| std::mem::discriminant(&waiting.request) != kind);
        }
        engine.queue.push_back(Waiting { request, about, answer: Box::new(answer) });
    });
    advance(bench);
}

/// Leaves the safe mode: checks and draws again.
pub(crate) fn try_again(bench: Bench) {
    bench.engine.update_value(|engine| {
        engine.failed_checks = 0;
        engine.failed_drawings = 0;
    });
    launch(bench);
    let text = bench.text.get_untracked();
    check(bench, text.content.to_string(), text.version);
}

/// Whether drawing was given up.
pub(crate) fn drawing_failed(bench: Bench) -> bool {
    bench.engine.with_value(|engine| engine.failed_drawings > 1)
}

fn launch(bench: Bench) {
    bench.health.set(Health::Starting);
    let life = bench.engine.try_update_value(|engine| {
        engine.lives += 1;
        engine.life = engine.lives;
        engine.worker = None;
        engine.ready = false;
        engine.flight = None;
        (engine.life, engine.writes)
    });
    let Some((life, writes)) = life else { return };
    match worker(bench, life, if writes { "writer" } else { "worker" }) {
        Ok(worker) => bench.engine.update_value(|engine| engine.worker = Some(worker)),
        Err(error) => bench.health.set(Health::Safe(format!("The checker could not be started: {error}"))),
    }
    watch(bench, life, ARRIVAL);
}

/// Starts a worker, whose script the page knows by that name.
fn worker(bench: Bench, life: u32, script: &str) -> Result<Worker, String> {
    Worker::start(
        &page::file(script).unwrap_or_default(),
        move |text| {
            if let Ok(answer) = serde_json::from_str::<Envelope<Response>>(&text) {
                receive(bench, life, answer);
            }
        },
        move |error| fail(bench, life, format!("stopped: {error}")),
    )
}

fn receive(bench: Bench, life: u32, answer: Envelope<Response>) {
    if bench.engine.with_value(|engine| engine.life != life) {
        if answer.id == 0 {
            writer::arrive(bench, life, &answer.body);
        }
        return;
    }
    if answer.id == 0 {
        greet(bench, &answer.body);
        return;
    }
    let job = bench.engine.try_update_value(|engine| match engine.flight.take() {
        Some((id, job)) if id == answer.id => {
            engine.watchdog = None;
            Some(job)
        }
        other => {
            engine.flight = other;
            None
        }
    });
    match job.flatten() {
        Some(Job::Check { version, since }) => {
            if let Response::Checked(checked) = answer.body {
                settle(bench, checked, version, since);
            }
        }
        Some(Job::Ask { drawing, answer: told }) => {
            if drawing {
                bench.engine.update_value(|engine| engine.failed_drawings = 0);
            }
            told(answer.body);
        }
        None => {}
    }
    advance(bench);
}

fn greet(bench: Bench, hello: &Response) {
    if *hello != (Response::Hello { version: VERSION }) {
        bench.health.set(Health::Outdated);
        bench.engine.update_value(|engine| engine.worker = None);
        return;
    }
    bench.engine.update_value(|engine| {
        engine.ready = true;
        engine.watchdog = None;
    });
    if bench.health.get_untracked() == Health::Starting {
        bench.health.set(Health::Well);
    }
    advance(bench);
}

fn settle(bench: Bench, checked: Checked, version: u32, since: f64) {
    let recovered = bench.engine.try_update_value(|engine| std::mem::take(&mut engine.failed_checks));
    if recovered == Some(0) && matches!(bench.health.get_untracked(), Health::Safe(_)) {
        bench.health.set(Health::Well);
    }
    let outdated = bench.engine.with_value(|engine| engine.newest.is_some());
    // Findings of an older text are still good, since the editor moves them along; a drawing of it is not worth making.
    bench.checked(checked, version, page::now() - since, !outdated);
}

/// Sends what is due next, if the worker is free.
fn advance(bench: Bench) {
    let mut void = None;
    let life = bench.engine.try_update_value(|engine| {
        if !engine.ready || engine.flight.is_some() {
            return None;
        }
        let (request, job) = if let Some((text, version)) = next_check(engine) {
            let today = Some(page::day(page::today()));
            let earlier =
                bench.documents.earlier.with_untracked(|earlier| earlier.as_ref().map(|it| it.text.to_string()));
            (Request::Check { text, today, earlier }, Job::Check { version, since: page::now() })
        } else {
            let waiting = engine.queue.pop_front()?;
            let drawing = matches!(waiting.request, Request::Draw { .. });
            if waiting.about.is_some_and(|version| version != engine.sent) || (drawing && engine.failed_drawings > 1) {
                void = Some(waiting.answer);
                return None;
            }
            (waiting.request, Job::Ask { drawing, answer: waiting.answer })
        };
        engine.last_id += 1;
        let message = serde_json::to_string(&Envelope { id: engine.last_id, body: request }).unwrap_or_default();
        engine.worker.as_ref()?.post(&message);
        engine.flight = Some((engine.last_id, job));
        Some(engine.life)
    });
    if let Some(answer) = void {
        answer(Response::Refused { reason: "The text has changed since; please try again.".to_owned() });
        advance(bench);
    } else if let Some(life) = life.flatten() {
        watch(bench, life, PATIENCE);
    }
}

fn next_check(engine: &mut Engine) -> Option<(String, u32)> {
    if engine.failed_checks > 1 {
        return None;
    }
    let next = engine.newest.take()?;
    engine.sent = next.1;
    Some(next)
}

fn watch(bench: Bench, life: u32, patience: u32) {
    let timer = page::later(patience, move || fail(bench, life, "did not answer for 5 s".to_owned()));
    bench.engine.update_value(|engine| engine.watchdog = Some(timer));
}

/// Ends the worker and starts another one; the second time over the same work that work is given up.
fn fail(bench: Bench, life: u32, why: String) {
    if bench.engine.with_value(|engine| engine.life != life) {
        writer::give_up(bench, life, &why);
        return;
    }
    let lost = bench.engine.try_update_value(|engine| {
        // Dropping the timer that runs this very call must wait until it has returned.
        let arrived = engine.ready;
        let lost = engine.flight.take();
        match &lost {
            Some((_, Job::Ask { drawing: true, .. })) => engine.failed_drawings += 1,
            Some((_, Job::Ask { .. })) => {}
            Some((_, Job::Check { .. })) => engine.failed_checks += 1,
            None if !arrived => engine.failed_checks += 1,
            None => {}
        }
        (lost, engine.failed_checks, engine.failed_drawings)
    });
    let Some((lost, checks, drawings)) = lost else { return };
    if let Some((_, Job::Ask { answer, .. })) = lost {
        answer(Response::Refused { reason: format!("The checker {why}.") });
    }
    launch(bench);
    if checks > 1 {
        bench.health.set(Health::Safe(format!("The checker {why}, twice over this text.")));
    } else {
        bench
            .health
            .set(Health::Restarted(format!("The checker {why} and was started again. Your text is untouched.")));
        let text = bench.text.get_untracked();
        check(bench, text.content.to_string(), text.version);
    }
    if drawings > 1 {
        bench.drawing_failed();
    }
}
