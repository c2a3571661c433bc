//! The tables: every parameter of every fit, a line a dataset, the starts that fail, and the summary.

use std::fmt;
use std::io::{self, Write};

use crate::fit::{MINPACK_STEP_BOUND, STEP_BOUND};
use crate::outcome::{Digits, Outcome, REQUIRED, SOLVED, digits};

/// Every parameter with its standard deviation, and the sum of squares, beside the certified values.
pub fn details(out: &mut impl Write, outcomes: &[Outcome]) -> io::Result<()> {
    writeln!(
        out,
        "{:<9}{:>5}  {:<4}{:>17}{:>18}{:>8}{:>19}{:>18}{:>8}",
        "dataset", "start", "", "found", "certified", "digits", "st. dev. found", "certified", "digits"
    )?;
    for Outcome { dataset, fits, .. } in outcomes {
        let name = &dataset.name;
        writeln!(out)?;
        for (start, fit) in (1..).zip(fits) {
            for (i, parameter) in dataset.parameters.iter().enumerate() {
                write!(out, "{name:<9}{start:>5}  b{:<3}", i + 1)?;
                write!(out, "{}", Compared(fit.parameters[i], parameter.certified))?;
                writeln!(out, "  {}", Compared(fit.deviations[i], parameter.deviation))?;
            }
            write!(out, "{name:<9}{start:>5}  RSS {}", Compared(fit.residual_sum, dataset.residual_sum))?;
            let (status, calls, steps) = (&fit.status, fit.evaluations, fit.polish_steps);
            writeln!(out, "    {status}, {calls} calls, {steps} Gauss-Newton steps")?;
        }
    }
    Ok(())
}

/// A line a dataset: the digits of the worst parameter and the work, from either start.
pub fn overview(out: &mut impl Write, outcomes: &[Outcome]) -> io::Result<()> {
    writeln!(out, "Digits matched by the worst parameter: MINPACK at 1e-15 (lmder); ours where Levenberg-Marquardt stops")?;
    writeln!(out, "(LM), after so many calls of the model; ours after the Gauss-Newton steps (+GN). Then the digits of the")?;
    writeln!(out, "sum of squares (RSS) and of the worst standard deviation (s.d.). m observations, n parameters.\n")?;
    writeln!(out, "{:26}{:-^44}  {:-^44}", "", " start 1 ", " start 2 ")?;
    write!(out, "{:<9}{:<8}{:>4}{:>3}", "dataset", "level", "m", "n")?;
    let columns = format!("{:>8}{:>6}{:>6}{:>6}{:>6}{:>7}{:>7}", "lmder", "LM", "+GN", "RSS", "s.d.", "calls", "steps");
    writeln!(out, "{columns}{columns}")?;
    for outcome in outcomes {
        let Outcome { dataset, lmder, fits, .. } = outcome;
        let (m, n) = (dataset.observations.len(), dataset.parameters.len());
        write!(out, "{:<9}{:<8}{m:>4}{n:>3}", dataset.name, format!("{:?}", dataset.level))?;
        for ((lmder, fit), digits) in lmder.tight.iter().zip(fits).zip(outcome.digits()) {
            let Digits { solver, parameters, residual_sum, deviations } = digits;
            write!(out, "{lmder:8.1}{solver:6.1}{parameters:6.1}{residual_sum:6.1}{deviations:6.1}")?;
            write!(out, "{:7}{:7}", fit.evaluations, fit.polish_steps)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// One way to fit all starts: who, with which bound on the first step, and how.
struct Way {
    who: &'static str,
    step_bound: f64,
    how: &'static str,
    /// The digits of the worst parameter, from either start.
    digits: fn(&Outcome) -> [f64; 2],
}

const fn way(who: &'static str, step_bound: f64, how: &'static str, digits: fn(&Outcome) -> [f64; 2]) -> Way {
    Way { who, step_bound, how, digits }
}

const WAYS: [Way; 6] = [
    way("lmder", MINPACK_STEP_BOUND, "tol 1.49e-8", |outcome| outcome.lmder.default),
    way("lmder", MINPACK_STEP_BOUND, "tol 1e-15", |outcome| outcome.lmder.tight),
    way("ours", MINPACK_STEP_BOUND, "LM", |outcome| outcome.digits_as_minpack().map(|digits| digits.solver)),
    way("ours", MINPACK_STEP_BOUND, "LM + GN", |outcome| outcome.digits_as_minpack().map(|digits| digits.parameters)),
    way("ours", STEP_BOUND, "LM", |outcome| outcome.digits().map(|digits| digits.solver)),
    way("ours", STEP_BOUND, "LM + GN", |outcome| outcome.digits().map(|digits| digits.parameters)),
];

/// The starts that MINPACK or this example fails, side by side, and how many each way solves.
pub fn failures(out: &mut impl Write, outcomes: &[Outcome]) -> io::Result<()> {
    writeln!(out, "Starts that miss {SOLVED} digits on some parameter (marked *), with MINPACK or with us\n")?;
    a_cell_each_way(out, "", WAYS.map(|way| way.who.to_owned()))?;
    a_cell_each_way(out, "", WAYS.map(|way| format!("step bound {}", way.step_bound)))?;
    a_cell_each_way(out, "", WAYS.map(|way| way.how.to_owned()))?;
    for outcome in outcomes {
        for start in 0..2 {
            let digits = WAYS.map(|way| (way.digits)(outcome)[start]);
            if digits.iter().any(|&digits| digits < SOLVED) {
                let cell = |digits| format!("{}{digits:.2}", if digits < SOLVED { "*" } else { "" });
                a_cell_each_way(out, &format!("{}, start {}", outcome.dataset.name, start + 1), digits.map(cell))?;
            }
        }
    }
    for least in [SOLVED, REQUIRED] {
        let counts = WAYS.map(|way| {
            let digits: Vec<f64> = outcomes.iter().flat_map(way.digits).collect();
            format!("{} of {}", digits.iter().filter(|&&digits| digits >= least).count(), digits.len())
        });
        a_cell_each_way(out, &format!("{least} digits or more"), counts)?;
    }
    Ok(())
}

fn a_cell_each_way(out: &mut impl Write, label: &str, cells: [String; 6]) -> io::Result<()> {
    writeln!(out, "{label:<20}{}", cells.map(|cell| format!("{cell:>15}")).concat())
}

/// The result in one line.
pub fn verdict(out: &mut impl Write, outcomes: &[Outcome]) -> io::Result<()> {
    let digits: Vec<f64> = outcomes.iter().flat_map(|outcome| outcome.digits().map(|digits| digits.parameters)).collect();
    let reached = digits.iter().filter(|&&digits| digits >= REQUIRED).count();
    let worst = digits.iter().copied().fold(f64::INFINITY, f64::min);
    write!(out, "{reached} of {} fits match at least {REQUIRED} certified digits on every parameter; ", digits.len())?;
    writeln!(out, "the worst parameter of all matches {worst:.1}.")
}

/// A found and a certified value, as NIST writes them, and the digits they share.
struct Compared(f64, f64);

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let &Self(found, certified) = self;
        write!(f, "{:>17} {:>17}{:>8.1}", scientific(found), scientific(certified), digits(found, certified))
    }
}

/// `2.3894212918E+02`
fn scientific(value: f64) -> String {
    let text = format!("{value:.10e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => {
            let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |e| ('-', e));
            format!("{mantissa}E{sign}{exponent:0>2}")
        }
        None => text,
    }
}
