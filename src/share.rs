//! Spec ⇄ link fragment, `v1.d.…`: everything a link shows is in the link, so nothing reaches a server.
//!
//! Codec `d`: a checksum of the text, then raw DEFLATE begun with `WORDS`, as base64url without padding. Both codecs
//! and word lists are promises: a link made once opens for ever. A better one gets a letter of its own.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, TDEFLStatus, compress, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// The largest text a link may hold, in bytes.
pub const MAX_TEXT: usize = 1 << 20;

/// What specs are made of, the most frequent last: the first occurrence of each phrase costs as little as the second.
/// Part of codec `d`; never changes.
const WORDS: &[u8] = include_bytes!("share/words-1.txt");
/// Bytes of the checksum.
const SUM: usize = 4;
/// Raw DEFLATE with the full window.
const RAW_WINDOW: i32 = -15;

/// Why a link does not open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkError {
    /// There is no spec in it.
    NotALink,
    /// A version of the form that this program does not know.
    UnknownVersion(String),
    /// A codec that this program does not know.
    UnknownCodec(String),
    /// The end is missing.
    Truncated,
    /// Some character is not the one that was there.
    Altered,
    /// More than [`MAX_TEXT`] when unpacked.
    TooLarge,
    /// Unpacked it is no text.
    NotText,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotALink => f.write_str("This link holds no spec."),
            Self::UnknownVersion(version) => {
                write!(f, "This link was made by a newer version ({version}). Reload the page to get the newest one.")
            }
            Self::UnknownCodec(codec) => {
                write!(f, "This link is packed in a way this version does not know ({codec}). Reload the page.")
            }
            Self::Truncated => {
                f.write_str("The end of this link is missing. Copy the whole link, or ask for the spec as a file.")
            }
            Self::Altered => {
                f.write_str("This link was changed on its way. Copy it again, or ask for the spec as a file.")
            }
            Self::TooLarge => write!(f, "This link unpacks to more than {} MiB and was not opened.", MAX_TEXT >> 20),
            Self::NotText => f.write_str("What this link holds is not text."),
        }
    }
}

impl std::error::Error for LinkError {}

/// How far a link of some length gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Up to 2,000 characters: chats and mail programs keep it whole.
    ChatSafe,
    /// Up to 8,000 characters: browsers, issue trackers and most servers keep it whole.
    MostPlaces,
    /// Longer: send the file instead.
    File,
}

/// Where a whole address of so many characters survives.
#[must_use]
pub const fn reach(length: usize) -> Reach {
    match length {
        0..=2_000 => Reach::ChatSafe,
        2_001..=8_000 => Reach::MostPlaces,
        _ => Reach::File,
    }
}

/// The fragment of a link to `text`, without the `#`. A text beyond [`MAX_TEXT`] gives a link that will not open.
#[must_use]
pub fn encode(text: &str) -> String {
    let mut payload = checksum(text.as_bytes()).to_be_bytes().to_vec();
    payload.extend(deflate(text.as_bytes()));
    format!("v1.d.{}", URL_SAFE_NO_PAD.encode(payload))
}

/// The text a fragment holds.
///
/// # Errors
/// Says why the link does not open; an altered link is recognised by its checksum.
pub fn decode(fragment: &str) -> Result<String, LinkError> {
    let fragment = fragment.trim();
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    let mut parts = fragment.splitn(3, '.');
    let version = parts.next().unwrap_or_default();
    let number = version.strip_prefix('v').unwrap_or_default();
    if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(LinkError::NotALink);
    }
    if number != "1" {
        return Err(LinkError::UnknownVersion(version.chars().take(12).collect()));
    }
    match (parts.next(), parts.next()) {
        (Some("d"), Some(payload)) => unpack(payload),
        (Some(codec), Some(_)) => Err(LinkError::UnknownCodec(codec.chars().take(12).collect())),
        _ => Err(LinkError::Truncated),
    }
}

fn unpack(payload: &str) -> Result<String, LinkError> {
    if payload.len() > 2 * MAX_TEXT {
        return Err(LinkError::TooLarge);
    }
    // A lone last character cannot stand for a byte: one that was there is missing.
    if payload.len() % 4 == 1 {
        return Err(LinkError::Truncated);
    }
    // Cut inside a byte, the last character has bits too many: what is whole says what is wrong.
    let packed = match URL_SAFE_NO_PAD.decode(payload) {
        Ok(packed) => packed,
        Err(base64::DecodeError::InvalidLastSymbol { .. }) => {
            let whole = payload.get(..payload.len() / 4 * 4).unwrap_or_default();
            let Ok(packed) = URL_SAFE_NO_PAD.decode(whole) else { return Err(LinkError::Altered) };
            return match packed.split_first_chunk::<SUM>().map(|(_, deflated)| inflate(deflated)) {
                None | Some(Err(LinkError::Truncated)) => Err(LinkError::Truncated),
                _ => Err(LinkError::Altered),
            };
        }
        Err(_) => return Err(LinkError::Altered),
    };
    let Some((sum, deflated)) = packed.split_first_chunk::<SUM>() else { return Err(LinkError::Truncated) };
    let bytes = inflate(deflated)?;
    if checksum(&bytes) != u32::from_be_bytes(*sum) {
        return Err(LinkError::Altered);
    }
    String::from_utf8(bytes).map_err(|_| LinkError::NotText)
}

/// FNV-1a, 32 bits: recognises a link that was changed by accident, which is all that is asked.
fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, &byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Packs with what the compressor has learnt from [`WORDS`], leaving those out.
fn deflate(bytes: &[u8]) -> Vec<u8> {
    let flags = create_comp_flags_from_zip_params(10, RAW_WINDOW, 0);
    let mut compressor = Box::new(CompressorOxide::new(flags));
    feed(&mut compressor, WORDS, TDEFLFlush::Sync);
    feed(&mut compressor, bytes, TDEFLFlush::Finish)
}

fn feed(compressor: &mut CompressorOxide, mut bytes: &[u8], flush: TDEFLFlush) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut buffer = vec![0; 64 << 10];
    loop {
        let (status, read, written) = compress(compressor, bytes, &mut buffer, flush);
        packed.extend_from_slice(buffer.get(..written).unwrap_or_default());
        bytes = bytes.get(read..).unwrap_or_default();
        let more = status == TDEFLStatus::Okay && (written == buffer.len() || !bytes.is_empty());
        if !more {
            return packed;
        }
    }
}

fn inflate(deflated: &[u8]) -> Result<Vec<u8>, LinkError> {
    let mut decompressor = Box::new(DecompressorOxide::new());
    let mut out = WORDS.to_vec();
    let (mut read, mut written) = (0, WORDS.len());
    // Grows as needed, so that a small link costs little and a bomb no more than the limit.
    let mut room = (deflated.len() * 8).clamp(4 << 10, MAX_TEXT);
    loop {
        out.resize(WORDS.len() + room, 0);
        let rest = deflated.get(read..).unwrap_or_default();
        let flags = inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let (status, took, gave) = decompress(&mut decompressor, rest, &mut out, written, flags);
        (read, written) = (read + took, written + gave);
        match status {
            TINFLStatus::Done if read == deflated.len() => {
                out.truncate(written);
                return Ok(out.split_off(WORDS.len()));
            }
            TINFLStatus::HasMoreOutput if room >= MAX_TEXT => return Err(LinkError::TooLarge),
            TINFLStatus::HasMoreOutput => room = (room * 4).min(MAX_TEXT),
            TINFLStatus::NeedsMoreInput | TINFLStatus::FailedCannotMakeProgress => return Err(LinkError::Truncated),
            _ => return Err(LinkError::Altered),
        }
    }
}

#[cfg(test)]
mod tests;
