//! All documents and all diagrams as one archive.

use std::collections::VecDeque;

use architrave::archive;
use architrave::protocol::{Request, Response};
use leptos::prelude::*;

use super::browser::files;
use super::engine;
use super::state::Bench;

/// Files that wait and files that are there, all of one version of the text.
struct Load {
    version: u32,
    waiting: VecDeque<String>,
    files: Vec<(String, String)>,
}

impl Bench {
    /// Packs all that follows from the text and saves it. One file is asked for at a time, so that checks go on between.
    pub(crate) fn pack(self) {
        if self.documents.packing.with_untracked(Option::is_some) {
            return;
        }
        self.documents.packing.set(Some("Packing…".to_owned()));
        let version = self.report.with_untracked(|report| report.version);
        engine::ask(self, Request::Files, Some(version), move |answer| match answer {
            Response::Files { paths } if paths.is_empty() => {
                self.stop_packing("There is nothing to pack yet".to_owned())
            }
            Response::Files { paths } => {
                self.pack_next(Load { version, waiting: paths.into(), files: Vec::new() });
            }
            answer => self.stop_packing(said(answer)),
        });
    }

    fn pack_next(self, mut load: Load) {
        let Some(path) = load.waiting.pop_front() else {
            self.save_archive(&load.files);
            return;
        };
        let (done, all) = (load.files.len() + 1, load.files.len() + 1 + load.waiting.len());
        self.documents.packing.set(Some(format!("Packing {done} of {all}…")));
        let request = Request::File { path: path.clone() };
        engine::ask(self, request, Some(load.version), move |answer| match answer {
            Response::Written { text } => {
                load.files.push((path, text));
                self.pack_next(load);
            }
            answer => self.stop_packing(said(answer)),
        });
    }

    fn save_archive(self, files: &[(String, String)]) {
        let name = format!("{}.zip", self.file_name());
        match archive::zip(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))) {
            Ok(bytes) => {
                files::save_bytes(&name, "application/zip", &bytes);
                self.stop_packing(format!("Saved {name} with {} files", files.len()));
            }
            Err(reason) => self.stop_packing(reason),
        }
    }

    fn stop_packing(self, said: String) {
        self.documents.packing.set(None);
        self.say(said, None);
    }
}

fn said(answer: Response) -> String {
    match answer {
        Response::Refused { reason } => reason,
        _ => "The archive could not be packed".to_owned(),
    }
}
