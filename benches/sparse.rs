//! What sparse derivatives cost, in calls of the plain function: prints the tables of `benches/SPARSE.md`.

#[path = "../tests/support/brusselator.rs"]
mod brusselator;
#[path = "../tests/support/rosenbrock.rs"]
mod rosenbrock;

use std::hint::black_box;
use std::time::Instant;

use dual_numbers::sparse::{SeparableGradient, SeparableHessian, SparseError, SparseJacobian, jacobian_pattern};
use brusselator::brusselator;
use rosenbrock::rosenbrock_term;

/// The best time of several runs of `f`, in nanoseconds; the runs take about `seconds`.
fn time(seconds: f64, mut f: impl FnMut()) -> f64 {
    let mut run = |calls: u32| {
        let start = Instant::now();
        (0..calls).for_each(|_| f());
        start.elapsed().as_secs_f64() / f64::from(calls)
    };
    let once = run(1).max(1e-9);
    let calls = (seconds / 20.0 / once).clamp(1.0, 1e7) as u32;
    let runs = (seconds / (once * f64::from(calls))).clamp(3.0, 20.0) as u32;
    (0..runs).map(|_| run(calls)).fold(f64::INFINITY, f64::min) * 1e9
}

fn seconds<T>(f: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let answer = f();
    (start.elapsed().as_secs_f64(), answer)
}

fn jacobians<const C: usize>(unknowns: usize) -> Result<(), SparseError> {
    let x: Vec<f64> = (0..unknowns).map(|i| if i % 2 == 0 { 1.0 + 0.1 * (i as f64).sin() } else { 3.0 }).collect();
    let mut rate = vec![0.0; unknowns];
    let plain = time(0.4, || brusselator(black_box(&x), &mut rate));
    let (tracing, pattern) = seconds(|| jacobian_pattern(brusselator, &x, unknowns));
    let pattern = pattern?;
    let (building, jacobian) = seconds(|| SparseJacobian::<C>::new(pattern));
    let mut jacobian = jacobian?;
    let mut values = vec![0.0; jacobian.pattern().nonzeros()];
    let dual = time(0.4, || jacobian.evaluate(brusselator, black_box(&x), &mut values).expect("finite"));
    println!(
        "| {unknowns} | {C} | {} | {:.4} | {:.4} | {:.2} | {:.2} | {:.1} |",
        jacobian.colouring().count(), tracing, building, plain / unknowns as f64, dual / unknowns as f64, dual / plain
    );
    Ok(())
}

fn separable(n: usize) -> Result<(), SparseError> {
    let x: Vec<f64> = (0..n).map(|i| (i as f64).sin()).collect();
    let plain = time(0.4, || _ = black_box(black_box(&x).windows(2).enumerate().map(|(k, x)| rosenbrock_term(k, [x[0], x[1]])).sum::<f64>()));
    let terms = || (0..n - 1).map(|i| [i, i + 1]);
    let gradient = SeparableGradient::new(n, terms())?;
    let hessian = SeparableHessian::new(n, terms())?;
    let (mut g, mut h) = (vec![0.0; n], vec![0.0; hessian.pattern().nonzeros()]);
    let first = time(0.4, || _ = black_box(gradient.evaluate(rosenbrock_term, black_box(&x), &mut g)));
    let second = time(0.4, || _ = black_box(hessian.evaluate(rosenbrock_term, black_box(&x), &mut g, &mut h)));
    println!("| {n} | {:.2} | {:.2} | {:.1} | {:.2} | {:.1} |", plain / n as f64, first / n as f64, first / plain, second / n as f64, second / plain);
    Ok(())
}

fn main() -> Result<(), SparseError> {
    println!("| unknowns | C | colours | trace, s | colour, s | plain, ns each | Jacobian, ns each | ratio |");
    println!("|---|---|---|---|---|---|---|---|");
    for unknowns in [1_000, 2_000, 10_000, 100_000, 1_000_000] {
        jacobians::<6>(unknowns)?;
        jacobians::<3>(unknowns)?;
        jacobians::<2>(unknowns)?;
    }
    println!("\n| variables | plain, ns each | gradient | ratio | Hessian | ratio |\n|---|---|---|---|---|---|");
    for n in [1_000, 10_000, 100_000, 1_000_000] {
        separable(n)?;
    }
    Ok(())
}
