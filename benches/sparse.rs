//! What sparse derivatives cost, in calls of the plain function: prints the tables of `benches/SPARSE.md`.

#[path = "../tests/support/brusselator.rs"]
mod brusselator;
#[path = "../tests/support/rosenbrock.rs"]
mod rosenbrock;
#[path = "support/turns.rs"]
mod turns;

use std::cell::RefCell;
use std::hint::black_box;
use std::time::Instant;

use brusselator::brusselator;
use dual_numbers::sparse::{Colouring, Order, SeparableGradient, SeparableHessian, SparseError, SparseJacobian, jacobian_pattern};
use dual_numbers::{Dual, DualNum};
use rosenbrock::{rosenbrock, rosenbrock_term};
use turns::times;

/// The largest resident set so far, where the system tells it.
fn peak_memory() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}

fn seconds<T>(f: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let answer = f();
    (start.elapsed().as_secs_f64(), answer)
}

/// The 1-D Brusselator, `u` and `v` of each cell.
fn jacobians<const C: usize>(cells: usize) -> Result<(), SparseError> {
    let x: Vec<f64> = (0..cells).flat_map(|i| [1.0 + 0.1 * (i as f64).sin(), 3.0]).collect();
    let (tracing, pattern) = seconds(|| jacobian_pattern(brusselator, &x, x.len()));
    let pattern = pattern?;
    let natural = Colouring::of_columns(&pattern, Order::Natural).count();
    let (colouring, jacobian) = seconds(|| SparseJacobian::<C>::new(pattern));
    let jacobian = jacobian?;
    let colours = jacobian.colouring().count();
    let (mut rate, values) = (vec![0.0; x.len()], vec![0.0; jacobian.pattern().nonzeros()]);
    let evaluation = RefCell::new((jacobian, values));
    let evaluate = |f: fn(&[Dual<f64, C>], &mut [Dual<f64, C>])| {
        let (jacobian, values) = &mut *evaluation.borrow_mut();
        jacobian.evaluate(f, black_box(&x), values).expect("finite");
    };
    let copy = |x: &[Dual<f64, C>], y: &mut [Dual<f64, C>]| y.copy_from_slice(x);
    let [plain, sparse, moved] =
        times([&mut || brusselator(black_box(&x), &mut rate), &mut || evaluate(brusselator), &mut || evaluate(copy)]);
    let each = |time: f64| time / x.len() as f64;
    println!(
        "| {} | {C} | {colours} | {natural} | {tracing:.4} | {colouring:.4} | {:.2} | {:.1} | {:.1} | {:.1} |",
        x.len(),
        each(plain),
        each(moved),
        each(sparse),
        sparse / plain
    );
    Ok(())
}

/// The term that is not inlined where it is called.
#[inline(never)]
fn out_of_line<D: DualNum<Primitive = f64>>(k: usize, x: [D; 2]) -> D {
    rosenbrock_term(k, x)
}

/// The chained Rosenbrock function.
fn separable(n: usize) -> Result<(), SparseError> {
    let x: Vec<f64> = (0..n).map(|i| (i as f64).sin()).collect();
    let terms = || (0..n - 1).map(|i| [i, i + 1]);
    let (gradient, hessian) = (SeparableGradient::new(n, terms())?, SeparableHessian::new(n, terms())?);
    let (mut g, mut g2, mut g3, mut h) = (vec![0.0; n], vec![0.0; n], vec![0.0; n], vec![0.0; hessian.pattern().nonzeros()]);
    let [plain, first, apart, second] = times([
        &mut || _ = black_box(rosenbrock(black_box(&x))),
        &mut || _ = black_box(gradient.evaluate(rosenbrock_term, black_box(&x), &mut g)),
        &mut || _ = black_box(gradient.evaluate(out_of_line, black_box(&x), &mut g3)),
        &mut || _ = black_box(hessian.evaluate(rosenbrock_term, black_box(&x), &mut g2, &mut h)),
    ]);
    let each = |time: f64| time / n as f64;
    println!(
        "| {n} | {:.2} | {:.2} | {:.1} | {:.1} | {:.2} | {:.1} |",
        each(plain),
        each(first),
        first / plain,
        apart / plain,
        each(second),
        second / plain
    );
    Ok(())
}

fn main() -> Result<(), SparseError> {
    println!(
        "| unknowns | C | colours | in natural order | trace, s | colour, s | plain, ns each | copy, ns each | Jacobian, ns each | ratio |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for cells in [1_000, 10_000, 100_000, 500_000] {
        jacobians::<4>(cells)?;
        jacobians::<2>(cells)?;
    }
    println!("\n| variables | plain, ns each | gradient, ns each | ratio | ratio, term out of line | Hessian, ns each | ratio |");
    println!("|---|---|---|---|---|---|---|");
    for n in [1_000, 10_000, 100_000, 1_000_000] {
        separable(n)?;
    }
    if let Some(peak) = peak_memory() {
        println!("\nlargest memory of the process: {peak}");
    }
    Ok(())
}
