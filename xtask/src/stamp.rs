//! Whether a build would do anything: a fingerprint of all that goes in and all that came out.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

const SOURCES: [&str; 11] = [
    "src",
    "style",
    "public",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    ".cargo",
    "xtask/src/names.rs",
    "xtask/src/site.rs",
];
/// Made by the build itself, or by npm from a lock file that counts.
const MADE: [&str; 4] = ["node_modules", "dist", "target", "generated"];

/// Of everything a build of the site reads.
pub(crate) fn of_sources() -> io::Result<u64> {
    fingerprint(&SOURCES)
}

/// Of a built site.
pub(crate) fn of_dist() -> io::Result<u64> {
    fingerprint(&["dist"])
}

/// Every file below some places, in order, without what a build makes inside them. Places that are absent hold none.
pub(crate) fn files(places: &[&str]) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for place in places.iter().map(Path::new).filter(|place| place.exists()) {
        collect(place, &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn collect(place: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    if place.is_file() {
        found.push(place.to_path_buf());
        return Ok(());
    }
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        if !MADE.iter().any(|name| entry.file_name() == *name) {
            collect(&entry.path(), found)?;
        }
    }
    Ok(())
}

fn fingerprint(places: &[&str]) -> io::Result<u64> {
    // Of contents, not of times: a checkout of another branch and back is no change.
    let mut hasher = DefaultHasher::new();
    for file in files(places)? {
        file.hash(&mut hasher);
        fs::read(&file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}
