//! The table of ratios, and the file that keeps it: one section for each processor and set of compiler flags.

use std::fmt::Write;
use std::{fs, io};

use crate::measure::{Measured, Measurement};
use crate::peers::COLUMNS;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../RESULTS.md");

const PREAMBLE: &str = "\
# Time of derivatives, as a multiple of the hand-written derivative's

Lower is better. An entry is (best time of the library's best mode) / (best time of the derivative written by hand), over the rounds of one run in which
all contestants take short turns, each row in a process of its own; a dash says that the library was not run there. All differentiate forward, but for the column that says otherwise.
Below each table stand all modes, with the median over the rounds of the
ratio within the round. `dual-numbers` runs through its own drivers; the peers' numbers are seeded and read by the bench. Made by

    cargo run --release --manifest-path benches/compare/Cargo.toml

once as it stands and once with `RUSTFLAGS=\"-C target-cpu=x86-64-v3\"`; a run replaces the section of its
processor and flags.
";

/// The section of this build: its title, its circumstances, the table of best modes, the table of all modes.
pub fn section(results: &[(&str, Measured)]) -> String {
    let mut text = format!("{}\n\n{}\n", title(), circumstances());
    let heads = ["workload", "hand-written, ns"].into_iter().chain(COLUMNS);
    text.push_str(&table(heads.map(str::to_owned).collect(), results.iter().map(best_modes)));
    text.push_str("\nAll modes:\n\n");
    let heads = ["workload", "library", "mode", "ratio", "median"];
    let modes = results.iter().flat_map(|(name, measured)| measured.contestants.iter().map(|contestant| mode(name, contestant)));
    text.push_str(&table(heads.map(str::to_owned).to_vec(), modes));
    text
}

/// Puts the section in place of the one with the same title, or at the end.
pub fn write(section: &str) -> io::Result<()> {
    let old = fs::read_to_string(FILE).unwrap_or_default();
    let mut sections: Vec<String> = old.split("\n## ").skip(1).map(|s| format!("## {}\n", s.trim_end())).collect();
    match sections.iter_mut().find(|s| s.lines().next() == section.lines().next()) {
        Some(same) => *same = section.to_owned(),
        None => sections.push(section.to_owned()),
    }
    fs::write(FILE, format!("{PREAMBLE}\n{}", sections.join("\n")))
}

fn title() -> String {
    let flags = match env!("COMPARE_FLAGS") {
        "" => "no RUSTFLAGS",
        flags => flags,
    };
    format!("## {}, {}, {flags}", processor(), env!("COMPARE_TARGET"))
}

fn circumstances() -> String {
    format!(
        "{}; {}; target features {}.\n\nVersions: {}.\n",
        jiff::Zoned::now().date(),
        env!("COMPARE_RUSTC_VERSION"),
        env!("COMPARE_TARGET_FEATURES").replace(',', ", "),
        versions(),
    )
}

/// The processor's name where the system tells it.
fn processor() -> String {
    fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        })
        .unwrap_or_else(|| "unknown processor".to_owned())
}

/// Name and version of each contestant's package, from the lock file.
fn versions() -> String {
    let lock = include_str!("../Cargo.lock");
    let entry = |key: &str, line: &str| Some(line.strip_prefix(key)?.trim_matches(['"', ' ', '=']).to_owned());
    let mut lines = lock.lines().peekable();
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        if let Some(name) = entry("name = ", line)
            && COLUMNS.contains(&name.as_str())
            && let Some(version) = lines.peek().and_then(|next| entry("version = ", next))
        {
            found.push(format!("{name} {version}"));
        }
    }
    found.join(", ")
}

/// The fastest mode of each library.
fn best_modes((name, measured): &(&str, Measured)) -> Vec<String> {
    let mut cells = vec![(*name).to_owned(), format!("{:.1}", measured.nanoseconds)];
    cells.extend(COLUMNS.map(|library| {
        let modes = measured.contestants.iter().filter(|c| c.library == library);
        modes.map(|c| c.best).min_by(f64::total_cmp).map_or("-".to_owned(), number)
    }));
    cells
}

fn mode(row: &str, contestant: &Measurement) -> Vec<String> {
    vec![row.to_owned(), contestant.library.to_owned(), contestant.mode.clone(), number(contestant.best), number(contestant.median)]
}

/// Three digits.
fn number(ratio: f64) -> String {
    match ratio {
        r if r < 10.0 => format!("{r:.2}"),
        r if r < 100.0 => format!("{r:.1}"),
        r => format!("{r:.0}"),
    }
}

/// A Markdown table with aligned columns.
fn table(heads: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: Vec<_> = rows.collect();
    let widths: Vec<usize> =
        (0..heads.len()).map(|i| rows.iter().chain([&heads]).map(|row| row[i].chars().count()).max().unwrap_or(0)).collect();
    let mut text = String::new();
    let rule = widths.iter().map(|&width| "-".repeat(width)).collect();
    for row in [&heads, &rule].into_iter().chain(&rows) {
        for (cell, &width) in row.iter().zip(&widths) {
            write!(text, "| {cell:width$} ").expect("writing to a string");
        }
        text.push_str("|\n");
    }
    text
}
