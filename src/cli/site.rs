//! `dateline site`: a folder for any static host: the viewer, a bundle, its index made
//! beforehand, and each of them packed as hosts send it. A bundle that is too big to be
//! fetched whole is written in parts.
//!
//! The bundle and its index, or the folder of the parts, carry a hash of their content in
//! their names, so that they can be cached for ever. It must not take anything out of the
//! folder.

use super::site_parts::{self, Parts};
use super::unpack;
use super::{FAULTY, complain, count_of, counted, save};
use crate::archive::index::{Builder, Key};
use crate::archive::parts::Source;
use crate::bundle::{Fault, Reading, Severity};
use crate::export::layout;
use crate::import;
use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The built viewer, as `script/build` left it: names and contents. Empty where the command
/// was built without it.
const VIEWER: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/viewer.rs"));

/// The sample that the viewer comes with.
const SAMPLE: &str = "dossier.json";
/// Endings of what is packed; the rest is packed already.
const PACKED: [&str; 8] = ["html", "js", "css", "wasm", "json", "svg", "index", "part"];
/// Bytes of a bundle from which on it is written in parts: packed, some three megabytes
/// would have to come before the first query is answered over all of it.
const BIG: usize = 6 << 20;
/// Bytes from which on packing is done quicker, and quicker still.
const LARGE: usize = 64 << 20;
const HUGE: usize = 256 << 20;
/// The best quality of Brotli.
const BEST: u32 = 11;

/// The arguments of `site`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Ends with 0 if the bundle is sound, 1 if it has errors (the site is \
                        written), 2 if nothing could be written.")]
pub(super) struct Options {
    /// A bundle, or anything that can be opened as one
    #[arg(value_name = "BUNDLE")]
    input: PathBuf,
    /// The folder; it is made if it is not there. Files of the same names are replaced
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Take the viewer's files from this folder instead of those the command brings
    #[arg(long, value_name = "DIR")]
    viewer: Option<PathBuf>,
    /// Leave out the packed copies (.br, .gz)
    #[arg(long)]
    plain: bool,
    /// Write the bundle in parts, however small it is: the viewer fetches what it needs
    #[arg(long, conflicts_with = "whole")]
    parts: bool,
    /// Write the bundle and its index as one file each, however big they are (in parts from
    /// 6 MiB on, if neither is said)
    #[arg(long)]
    whole: bool,
}

pub(super) fn run(options: &Options) -> Result<ExitCode> {
    let name = options.input.display();
    let viewer = viewer(options.viewer.as_deref())?;
    let read = unpack::read(&options.input).with_context(|| name.to_string())?;
    let mut made = if options.parts || read.bytes.len() >= BIG && !options.whole {
        in_parts(read.bytes, options)
    } else {
        whole(read.bytes, options)
    }
    .with_context(|| name.to_string())?;
    made.faults.splice(0..0, read.fault);
    for fault in &made.faults {
        complain(format_args!("{name}: {fault}"));
    }
    let sound = count_of(&made.faults, Severity::Error) == 0;

    let mut files = made.files;
    let [bundle_name, index_name] = &made.names;
    for (name, bytes) in viewer {
        match name.as_str() {
            SAMPLE => {}
            "index.html" | "demo.html" => {
                let page =
                    String::from_utf8(bytes).with_context(|| format!("{name} is no text"))?;
                files
                    .push((name, placed(&page, bundle_name, index_name, &made.first).into_bytes()));
            }
            _ => files.push((name, bytes)),
        }
    }
    let folder = &options.output;
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let packing = if options.plain { 0 } else { BEST };
    files.par_iter().try_for_each(|(name, bytes)| write(folder, name, bytes, packing))?;
    complain(format_args!(
        "{}: {}, {}",
        folder.display(),
        counted(made.articles, "article"),
        counted(files.len() + made.parts, "file")
    ));
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(FAULTY) })
}

/// What a site is made of besides the viewer.
struct Made {
    /// Files to be written, and the names of the bundle and of its index, which may be empty.
    files: Vec<(String, Vec<u8>)>,
    names: [String; 2],
    /// How many files were written before.
    parts: usize,
    articles: usize,
    /// The id of the first article.
    first: String,
    faults: Vec<Fault>,
}

/// A bundle and its index as one file each.
fn whole(bytes: Vec<u8>, options: &Options) -> Result<Made> {
    let Reading { bundle, faults, .. } = opened(&bytes, options)?;
    drop(bytes);
    let text = serde_json::to_string(&bundle).context("The bundle cannot be written")?;
    let text = layout::lines(&text).into_bytes();
    let key = Key::of(&text);
    let mut builder = Builder::of(&bundle);
    let index = builder.index().to_bytes(&builder, key);
    let names = ["json", "index"].map(|ending| format!("bundle-{}.{ending}", key.short()));
    Ok(Made {
        files: names.iter().cloned().zip([text, index]).collect(),
        names,
        parts: 0,
        articles: bundle.items.len(),
        first: bundle.items.into_iter().next().map_or_else(String::new, |article| article.id),
        faults,
    })
}

/// Writes a bundle in parts.
fn in_parts(bytes: Vec<u8>, options: &Options) -> Result<Made> {
    // A thousand times as many bytes are not worth a thousand times the wait.
    let packing = match bytes.len() {
        _ if options.plain => 0,
        0..LARGE => BEST,
        LARGE..HUGE => 9,
        _ => 5,
    };
    let (mut source, faults) = source(bytes, options)?;
    let articles = source.len();
    let first = source.first().unwrap_or_default();
    let faults = [faults, source.take_faults()].concat();
    let mut parts = Parts::new(&options.output, packing)?;
    let manifest = source.manifest(site_parts::HASH);
    source.write(&mut |name, bytes| parts.write(name, bytes))?;
    let (hash, written) = parts.finish()?;
    let name = format!("archive-{hash}.json");
    let manifest = manifest.replace(site_parts::HASH, &format!("parts-{hash}"));
    Ok(Made {
        files: vec![(name.clone(), manifest.into_bytes())],
        names: [name, String::new()],
        parts: written,
        articles,
        first,
        faults,
    })
}

/// A collection that is read no further than it has to be, and what was wrong with it where
/// the importers read it.
fn source(bytes: Vec<u8>, options: &Options) -> Result<(Source, Vec<Fault>)> {
    let name = unpacked_name(&options.input);
    let bytes = match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..3);
            }
            if !import::is_bundle(&name, &text) {
                text.into_bytes()
            } else if let Some(source) = Source::read(text)? {
                return Ok((source, Vec::new()));
            } else {
                unpack::read(&options.input)?.bytes // it was used up
            }
        }
        Err(error) => error.into_bytes(),
    };
    let Reading { bundle, faults, .. } = opened(&bytes, options)?;
    drop(bytes);
    let text = serde_json::to_string(&bundle).context("The bundle cannot be written")?;
    drop(bundle);
    let source = Source::read(text)?.context("The bundle cannot be read again")?;
    Ok((source, faults))
}

fn opened(bytes: &[u8], options: &Options) -> Result<Reading> {
    Ok(import::open(&unpacked_name(&options.input), bytes)?)
}

fn unpacked_name(path: &Path) -> String {
    let name = path.to_string_lossy();
    name.strip_suffix(".gz").unwrap_or(&name).to_owned()
}

/// The viewer's files.
fn viewer(folder: Option<&Path>) -> Result<Vec<(String, Vec<u8>)>> {
    let Some(folder) = folder else {
        if VIEWER.is_empty() {
            bail!(
                "This command was built without the viewer. Build both with script/build, or \
                 name a folder that holds it with --viewer."
            );
        }
        return Ok(VIEWER
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
            .collect());
    };
    let told = || format!("{} cannot be read", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(told)? {
        let entry = entry.with_context(told)?;
        if entry.file_type().with_context(told)?.is_file() {
            let name = entry.file_name().to_string_lossy().into_owned();
            files.push((name, fs::read(entry.path()).with_context(told)?));
        }
    }
    if !files.iter().any(|(name, _)| name == "dateline.js") {
        bail!("{} holds no viewer: there is no dateline.js in it", folder.display());
    }
    files.sort();
    Ok(files)
}

/// A page of ours with another bundle in the sample's place.
fn placed(page: &str, bundle: &str, index: &str, first: &str) -> String {
    let first = first.replace('&', "&amp;").replace('"', "&quot;");
    let mut source = format!("src=\"{bundle}\"");
    if !index.is_empty() {
        source.push_str(&format!(" index=\"{index}\""));
    }
    page.replace(&format!("src=\"{SAMPLE}\""), &source)
        // The builder leaves out quotes where it can.
        .replace(&format!("src={SAMPLE}"), &source)
        .replace(&format!("./{SAMPLE}"), &format!("./{bundle}"))
        .replace(&format!(">{SAMPLE}<"), ">the bundle<")
        .replace("article=\"vienna-agreement\"", &format!("article=\"{first}\""))
        .replace(" q=\"snapback\"", "")
}

/// Writes a file, and packed copies of it where they are smaller: with this quality of Brotli
/// at most; none if it is 0.
pub(super) fn write(folder: &Path, name: &str, bytes: &[u8], packing: u32) -> Result<()> {
    save::whole(Some(&folder.join(name)), bytes)?;
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if packing == 0 || !PACKED.contains(&ending) {
        return Ok(());
    }
    for (ending, packed) in [("br", brotli_of(bytes, packing)?), ("gz", gzip_of(bytes)?)] {
        if packed.len() < bytes.len() {
            save::whole(Some(&folder.join(format!("{name}.{ending}"))), &packed)?;
        }
    }
    Ok(())
}

/// Brotli of the highest quality that takes seconds, not minutes.
fn brotli_of(bytes: &[u8], most: u32) -> Result<Vec<u8>> {
    let quality = match bytes.len() {
        0..BIG => most,
        BIG..LARGE => most.min(9),
        _ => most.min(5),
    };
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 1 << 16, quality, 22);
    writer.write_all(bytes).context("Packing failed")?;
    drop(writer);
    Ok(packed)
}

fn gzip_of(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::best());
    writer.write_all(bytes).context("Packing failed")?;
    writer.finish().context("Packing failed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_ours_shows_the_other_bundle() {
        // As it is built: without the lines that tell the builder what to copy.
        let page = include_str!("../../index.html").lines();
        let page: Vec<&str> = page.filter(|line| !line.contains("data-trunk")).collect();
        let page = page.join("\n");
        let placed_page = placed(&page, "b.json", "b.index", "");
        assert!(placed_page.contains("src=\"b.json\" index=\"b.index\""));
        assert!(placed_page.contains("href=\"./b.json\""), "without JavaScript too");
        assert!(!placed_page.contains("dossier"), "{placed_page}");
        let bare =
            placed("<dateline-viewer src=dossier.json history=url>", "b.json", "b.index", "");
        let parts = placed("<dateline-viewer src=dossier.json>", "a.json", "", "");
        assert_eq!(parts, "<dateline-viewer src=\"a.json\">");
        assert_eq!(bare, "<dateline-viewer src=\"b.json\" index=\"b.index\" history=url>");
        let demo = placed(include_str!("../../public/demo.html"), "b.json", "b.index", "a\"&");
        assert!(demo.contains("article=\"a&quot;&amp;\""));
        assert!(!demo.contains("snapback") && !demo.contains("vienna"), "{demo}");
    }

    #[test]
    fn packed_copies_hold_the_same() {
        let text = b"tide and quay ".repeat(1000);
        let mut unpacked = Vec::new();
        let packed = brotli_of(&text, BEST).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert!(packed.len() < 100 && unpacked == text);
    }
}
