//! All that follows from a spec, as files: its documents, and each diagram as a drawing and as Mermaid text.

use std::collections::BTreeSet;
use std::io::Write;

use miniz_oxide::deflate::compress_to_vec;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchiveWriter};

use crate::diagram::{self, Theme};
use crate::document::{self, Source, file_name, unique};
use crate::model::{Model, Versions};

/// How hard an archive is pressed: beyond this it takes twice the time for a twentieth.
const LEVEL: u8 = 6;

/// What a file is made of, by its id there.
enum Part {
    Document(String),
    Migration(String),
    Drawing(String),
    Mermaid(String),
}

/// The paths of the files that a spec has something for, each once; with what leads from an earlier version to it.
#[must_use]
pub fn paths<'m>(model: &'m Model<'m>, versions: Option<Versions<'m>>) -> Vec<String> {
    parts(model, versions).into_iter().map(|(path, _)| path).collect()
}

/// The text of the file at that path, as [`paths`] names it.
#[must_use]
pub fn file<'m>(source: &Source<'m>, versions: Option<Versions<'m>>, path: &str) -> Option<String> {
    let (_, part) = parts(source.model, versions).into_iter().find(|(other, _)| other == path)?;
    part.text(source, versions)
}

/// All files by their paths.
#[must_use]
pub fn files<'m>(source: &Source<'m>, versions: Option<Versions<'m>>) -> Vec<(String, String)> {
    let text = |(path, part): (String, Part)| part.text(source, versions).map(|text| (path, text));
    parts(source.model, versions).into_iter().filter_map(text).collect()
}

impl Part {
    fn text(&self, source: &Source<'_>, versions: Option<Versions<'_>>) -> Option<String> {
        match self {
            Self::Document(id) => document::write(source, id),
            Self::Migration(id) => document::write_between(versions?, id),
            Self::Drawing(id) => source.diagram(id).map(|diagram| diagram.file(Theme::Auto)),
            Self::Mermaid(id) => source.diagram(id).map(|diagram| diagram.mermaid()),
        }
    }
}

fn parts<'m>(model: &'m Model<'m>, versions: Option<Versions<'m>>) -> Vec<(String, Part)> {
    let documents = document::entries(model).into_iter();
    let mut parts: Vec<(String, Part)> = documents.map(|entry| (entry.path, Part::Document(entry.id))).collect();
    let mut names = BTreeSet::new();
    for tab in diagram::tabs(model) {
        let name = unique(&mut names, &file_name(&tab.id));
        parts.push((format!("diagrams/{name}.svg"), Part::Drawing(tab.id.clone())));
        parts.push((format!("diagrams/{name}.mmd"), Part::Mermaid(tab.id)));
    }
    // What cannot be read would be dropped.
    let versions = versions.filter(|versions| versions.unreadable().is_none());
    let between = versions.map(document::entries_between).unwrap_or_default();
    parts.extend(between.into_iter().map(|entry| (entry.path, Part::Migration(entry.id))));
    parts
}

/// Files by path as one ZIP archive, without any time: the same files give the same bytes.
///
/// # Errors
/// A sentence where the files are too many or too large for an archive.
pub fn zip<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (path, text) in files {
        add(&mut archive, path, text).map_err(|error| format!("cannot pack {path}: {error}"))?;
    }
    archive.finish().map_err(|error| format!("cannot finish the archive: {error}"))
}

fn add(archive: &mut ZipArchiveWriter<Vec<u8>>, path: &str, text: &str) -> Result<(), rawzip::Error> {
    let (mut entry, _) = archive.new_file(path).compression_method(CompressionMethod::DEFLATE).start()?;
    entry.write_all(&compress_to_vec(text.as_bytes(), LEVEL))?;
    entry.finish(DataDescriptorOutput::new(checksum(text.as_bytes()), text.len() as u64))?;
    Ok(())
}

/// CRC-32, a bit at a time: the tables of a faster one weigh 16 KB, which every visitor would load.
fn checksum(bytes: &[u8]) -> u32 {
    const POLYNOMIAL: u32 = 0xedb8_8320;
    let bit = |sum: u32| if sum & 1 == 1 { (sum >> 1) ^ POLYNOMIAL } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, &byte| (0..8).fold(sum ^ u32::from(byte), |sum, _| bit(sum)))
}

#[cfg(test)]
mod tests {
    use miniz_oxide::inflate::decompress_to_vec;
    use rawzip::ZipArchive;

    use super::zip;

    #[test]
    fn an_archive_gives_its_files_back_and_knows_no_time() {
        let files = [("design.md", "# Shop\n"), ("diagrams/größe.mmd", "orders\n"), ("empty.txt", "")];
        let bytes = zip(files).expect("packed");
        let archive = ZipArchive::from_slice(&bytes).expect("an archive");
        let mut entries = archive.entries();
        for (path, text) in files {
            let entry = entries.next_entry().expect("readable").expect("one more");
            assert_eq!(entry.file_path().as_ref(), path.as_bytes());
            assert_eq!(entry.crc32(), rawzip::crc32(text.as_bytes()));
            let packed = archive.get_entry(entry.wayfinder()).expect("its place").data();
            assert_eq!(decompress_to_vec(packed).expect("unpacked"), text.as_bytes());
        }
        assert!(entries.next_entry().expect("readable").is_none());
        assert_eq!(zip(files).expect("packed"), bytes);
    }
}
