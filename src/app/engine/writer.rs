//! The engine that writes documents, too, comes when somebody looks at them, and takes the place of the one that runs:
//! the present one goes on until the other is there.

use architrave::protocol::{Response, VERSION};
use leptos::prelude::*;

use super::super::browser::page;
use super::super::state::Bench;
use super::{ARRIVAL, Health, Job, check, worker};

/// How far it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Writer {
    #[default]
    Unasked,
    Coming,
    Here,
    /// The sentence says why it did not come.
    Failed(String),
}

/// Starts it, unless it is here or on its way.
pub(crate) fn want(bench: Bench) {
    if bench.writer.with_untracked(|writer| matches!(writer, Writer::Coming | Writer::Here)) {
        return;
    }
    bench.writer.set(Writer::Coming);
    let life = bench.engine.try_update_value(|engine| {
        engine.lives += 1;
        engine.lives
    });
    let Some(life) = life else { return };
    match worker(bench, life, "writer") {
        Ok(worker) => {
            bench.engine.update_value(|engine| engine.incoming = Some((life, worker)));
            page::later(ARRIVAL, move || give_up(bench, life, "did not arrive within 30 s")).keep();
        }
        Err(error) => bench.writer.set(failed(&format!("could not be started: {error}"))),
    }
}

/// It did not come; what runs goes on.
pub(super) fn give_up(bench: Bench, life: u32, why: &str) {
    let was_coming =
        bench.engine.try_update_value(|engine| engine.incoming.take_if(|(incoming, _)| *incoming == life).is_some());
    if was_coming == Some(true) {
        bench.writer.set(failed(why));
    }
}

/// It said its first word: it takes over.
pub(super) fn arrive(bench: Bench, life: u32, hello: &Response) {
    if *hello != (Response::Hello { version: VERSION }) {
        give_up(bench, life, "is of another build: reload the page");
        return;
    }
    let lost = bench.engine.try_update_value(|engine| {
        let (_, worker) = engine.incoming.take_if(|(incoming, _)| *incoming == life)?;
        engine.worker = Some(worker);
        engine.life = life;
        engine.ready = true;
        engine.writes = true;
        engine.watchdog = None;
        Some(engine.flight.take())
    });
    let Some(lost) = lost.flatten() else { return };
    bench.writer.set(Writer::Here);
    if bench.health.get_untracked() == Health::Starting {
        bench.health.set(Health::Well);
    }
    if let Some((_, Job::Ask { answer, .. })) = lost {
        answer(Response::Refused { reason: "The checker was changed just now; please try again.".to_owned() });
    }
    // It knows no text yet.
    let text = bench.text.get_untracked();
    check(bench, text.content.to_string(), text.version);
}

fn failed(why: &str) -> Writer {
    Writer::Failed(format!("What writes documents {why}."))
}
