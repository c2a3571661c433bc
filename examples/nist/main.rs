//! Nonlinear regression on the 27 NIST StRD datasets, from both published starts, on exact Jacobians.
//!
//! ```text
//! cargo run --release --example nist                     # the data beside this file
//! cargo run --release --example nist -- some/directory   # the same files from elsewhere
//! ```
//!
//! The data, the models and the certified answers (11 digits) are those of
//! <https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml>; "digits" is the log relative error of the worst
//! parameter. The example reads the files (`dataset`), states each model once as a generic function (`models`),
//! fits it (`fit`), and prints what it found beside what is certified (`report`). It ends with an error unless
//! every parameter, standard deviation and sum of squares matches 8 digits (Lanczos1, whose residuals are the rounding
//! of its data: every parameter; of the sum, what `f64` can carry).
//!
//! Two choices differ from MINPACK's `lmder` with its usual settings, which stands beside ours:
//!
//! - The step bound is 1, not 100, for every dataset and start: the first step is no longer than the start itself. With
//!   100 the first step of BoxBOD from its first start leads to b2 = 111, where `e^(-b2 x)` is below 1e-48 for every x:
//!   the model is the constant b1 there, b2 has no effect, and `lmder` and our solver both report convergence at the
//!   mean of the data. The report shows both bounds; with 1 and a tolerance of 1e-15 `lmder` solves every start too.
//! - Gauss-Newton steps follow the solver (see `fit`). The solver watches the sum of squares, which can settle in all
//!   its digits while the parameters are known to half of them. The report shows the digits before and after.

use std::env;
use std::error::Error;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use dataset::Dataset;
use fit::{Fit, FitError, MINPACK_STEP_BOUND, STEP_BOUND};
use minpack::{LMDER, Reached};
use models::fit_by_name;
use outcome::Outcome;

mod dataset;
mod fit;
mod minpack;
mod models;
mod outcome;
mod report;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/nist/data");

fn main() -> ExitCode {
    let directory = env::args_os().nth(1).map_or_else(|| PathBuf::from(DATA), PathBuf::from);
    let shortfalls = match run(&directory) {
        Ok(shortfalls) => shortfalls,
        Err(error) => vec![error.to_string()],
    };
    shortfalls.iter().for_each(|shortfall| eprintln!("error: {shortfall}"));
    if shortfalls.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Fits everything, prints the tables, and returns what falls short of the digits required.
fn run(directory: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut outcomes = Vec::new();
    for (count, lmder) in (1..).zip(&LMDER) {
        let began = Instant::now();
        outcomes.push(outcome(directory, lmder)?);
        eprintln!("[{count:>2}/{}] {:<9}{:>10.1?}", LMDER.len(), lmder.name, began.elapsed());
    }
    let mut out = io::stdout().lock();
    for table in [report::details, report::overview, report::failures, report::verdict] {
        writeln!(out)?;
        table(&mut out, &outcomes)?;
    }
    Ok(outcomes.iter().flat_map(Outcome::shortfalls).collect())
}

/// Reads one dataset and fits it from both starts, at our step bound and at MINPACK's.
fn outcome(directory: &Path, lmder: &'static Reached) -> Result<Outcome, Box<dyn Error>> {
    let dataset = Dataset::read(&directory.join(lmder.name).with_extension("dat"))?;
    let from_both =
        |step_bound| -> Result<[Fit; 2], FitError> { Ok([fit_by_name(&dataset, 0, step_bound)?, fit_by_name(&dataset, 1, step_bound)?]) };
    let (fits, fits_as_minpack) = (from_both(STEP_BOUND)?, from_both(MINPACK_STEP_BOUND)?);
    Ok(Outcome { dataset, lmder, fits, fits_as_minpack })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_fit_falls_short() {
        for lmder in &LMDER {
            let shortfalls = outcome(Path::new(DATA), lmder).unwrap().shortfalls();
            assert!(shortfalls.is_empty(), "{shortfalls:#?}");
        }
    }

    #[test]
    fn a_missing_dataset_is_named() {
        let message = outcome(Path::new("no/such"), &LMDER[0]).unwrap_err().to_string();
        assert!(message.starts_with("no/such/Misra1a.dat: "), "{message}");
    }

    #[test]
    fn a_dataset_under_a_wrong_name_is_refused() {
        let mut nelson = Dataset::read(&Path::new(DATA).join("Nelson.dat")).unwrap();
        for (name, message) in [
            ("Misra1e", "no model is known for the dataset \"Misra1e\""),
            ("Misra1a", "Misra1a: 3 parameters in the file, 2 in the model"),
            ("Rat42", "Rat42: 2 predictors in the file, 1 in the model"),
        ] {
            nelson.name = name.to_owned();
            assert_eq!(fit_by_name(&nelson, 0, STEP_BOUND).unwrap_err().to_string(), message);
        }
    }
}
