//! Sparse derivatives equal dense ones; patterns equal those found by probing every column.

#[path = "support/brusselator.rs"]
mod brusselator;
#[path = "support/known_values.rs"]
mod known_values;
#[path = "support/probed.rs"]
mod probed;
#[path = "support/rosenbrock.rs"]
mod rosenbrock;
#[path = "support/rules.rs"]
mod rules;

#[cfg(feature = "approx")]
use approx::{AbsDiffEq, RelativeEq, UlpsEq};
use brusselator::brusselator;
use dual_numbers::num_traits::{One, Signed, Zero};
use dual_numbers::sparse::{
    Colouring, Order, SeparableGradient, SeparableHessian, SparseError, SparseHessian, SparseJacobian, SparsityPattern, Tracer,
    hessian_pattern, hessian_pattern_at, jacobian_pattern, jacobian_pattern_at,
};
use dual_numbers::{Chunked, ChunkedHessian, Dual, DualNum, HyperDual, derivative};
use known_values::{Sine, Times};
use probed::probed;
use rosenbrock::{rosenbrock, rosenbrock_term};
use rules::{Softplus, XLogY};

type D1 = Dual<f64, 3>;
type D2 = HyperDual<f64, 2, 2>;

/// A Jacobian by dense sweeps.
fn dense_jacobian(f: impl FnMut(&[D1], &mut [D1]), x: &[f64], outputs: usize) -> Vec<f64> {
    let (mut values, mut out) = (vec![0.0; outputs], vec![0.0; outputs * x.len()]);
    Chunked::<3>::with_outputs(x.len(), outputs).jacobian(f, x, &mut values, &mut out).unwrap();
    out
}

/// A gradient and a Hessian by dense sweeps.
fn dense_hessian(f: impl FnMut(&[D2]) -> D2, x: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut gradient, mut hessian) = (vec![0.0; x.len()], vec![0.0; x.len() * x.len()]);
    ChunkedHessian::<2, 2>::new(x.len()).hessian(f, x, &mut gradient, &mut hessian).unwrap();
    (gradient, hessian)
}

/// A sparse matrix, written out.
fn written_out(pattern: &SparsityPattern, values: &[f64]) -> Vec<f64> {
    let mut dense = vec![0.0; pattern.rows() * pattern.columns()];
    for ((i, j), &value) in pattern.entries().zip(values) {
        dense[i * pattern.columns() + j] = value;
    }
    dense
}

fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (k, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!((found - expected).abs() <= 1e-14 * expected.abs().max(1.0), "entry {k} is {found}, expected {expected}");
    }
}

/// The gradient of the chained Rosenbrock function.
fn rosenbrock_gradient<D: DualNum<Primitive = f64>>(x: &[D], g: &mut [D]) {
    g.fill(D::zero());
    for i in 0..x.len() - 1 {
        let bend = x[i + 1] - x[i] * x[i];
        g[i] += (x[i] - 1.0) * 2.0 - x[i] * bend * 400.0;
        g[i + 1] += bend * 200.0;
    }
}

// ------------------------------------------------------------------------------------------------ evaluation against dense sweeps

#[test]
fn a_compressed_jacobian_equals_the_dense_one() {
    let x: Vec<f64> = (0..40).map(|i| 1.0 + (f64::from(i)).sin()).collect();
    let dense = dense_jacobian(brusselator, &x, x.len());
    let pattern = jacobian_pattern(brusselator, &x, x.len()).unwrap();
    assert_eq!(pattern, probed(x.len(), x.len(), &dense));
    for order in [Order::Natural, Order::LargestFirst, Order::SmallestLast] {
        let colouring = Colouring::of_columns(&pattern, order);
        assert!(colouring.count() <= 6, "{order:?} takes {} colours", colouring.count());
        let mut values = vec![f64::NAN; pattern.nonzeros()];
        // One sweep, and several.
        let mut wide = SparseJacobian::<6>::with_colouring(pattern.clone(), colouring.clone()).unwrap();
        wide.evaluate(brusselator, &x, &mut values).unwrap();
        assert_eq!(written_out(&pattern, &values), dense);
        let mut narrow = SparseJacobian::<2>::with_colouring(pattern.clone(), colouring).unwrap();
        for _ in 0..2 {
            values.fill(f64::NAN);
            narrow.evaluate(brusselator, &x, &mut values).unwrap();
            assert_eq!(written_out(&pattern, &values), dense);
        }
        let mut rate = vec![0.0; x.len()];
        brusselator(&x, &mut rate);
        assert!(narrow.outputs().eq(rate));
    }
}

#[test]
fn a_driver_that_was_used_gives_the_same_bits_as_a_fresh_one() {
    /// One colour per pass, some, and all in one pass.
    fn hold<const C: usize>() {
        let [before, now] = [0.3, 1.7].map(|x| (0..9).map(|i| x + 0.1 * f64::from(i)).collect::<Vec<f64>>());
        let pattern = jacobian_pattern(rosenbrock_gradient, &now, 9).unwrap();
        let evaluate = |jacobian: &mut SparseJacobian<C>, x: &[f64]| {
            let mut values = vec![0.0; pattern.nonzeros()];
            jacobian.evaluate(rosenbrock_gradient, x, &mut values).unwrap();
            values
        };
        let new = || SparseJacobian::<C>::new(pattern.clone()).unwrap();
        let mut used = new();
        evaluate(&mut used, &before);
        assert_eq!(evaluate(&mut used, &now), evaluate(&mut new(), &now), "after another point, {C} directions per pass");
        used.check(rosenbrock_gradient, &before).unwrap();
        assert_eq!(evaluate(&mut used, &now), evaluate(&mut new(), &now), "after a check, {C} directions per pass");

        let evaluate = |hessian: &mut SparseHessian<C>, x: &[f64]| {
            let (mut gradient, mut values) = (vec![0.0; 9], vec![0.0; pattern.nonzeros()]);
            let value = hessian.evaluate(rosenbrock, x, &mut gradient, &mut values).unwrap();
            (value, gradient, values)
        };
        let new = || SparseHessian::<C>::new(pattern.clone()).unwrap();
        let mut used = new();
        evaluate(&mut used, &before);
        assert_eq!(evaluate(&mut used, &now), evaluate(&mut new(), &now), "Hessian, blocks of {C} x {C}");
    }
    hold::<1>();
    hold::<2>();
    hold::<9>();
}

#[cfg(feature = "rayon")]
#[test]
fn parallel_sweeps_give_the_same_bits() {
    let x: Vec<f64> = (0..4000).map(|i| 1.0 + (f64::from(i)).sin()).collect();
    let mut jacobian = SparseJacobian::<1>::new(jacobian_pattern(brusselator, &x, x.len()).unwrap()).unwrap();
    let (mut serial, mut parallel) = (vec![0.0; jacobian.pattern().nonzeros()], vec![1.0; jacobian.pattern().nonzeros()]);
    jacobian.evaluate(brusselator, &x, &mut serial).unwrap();
    jacobian.evaluate_parallel(brusselator, &x, &mut parallel).unwrap();
    assert_eq!(parallel, serial);
    jacobian.evaluate(brusselator, &x, &mut parallel).unwrap();
    assert_eq!(parallel, serial);
    let mut hessian = SparseJacobian::<1>::symmetric(jacobian_pattern(rosenbrock_gradient, &x, x.len()).unwrap()).unwrap();
    let (mut serial, mut parallel) = (vec![0.0; hessian.pattern().nonzeros()], vec![1.0; hessian.pattern().nonzeros()]);
    hessian.evaluate(rosenbrock_gradient, &x, &mut serial).unwrap();
    hessian.evaluate_parallel(rosenbrock_gradient, &x, &mut parallel).unwrap();
    assert_eq!(parallel, serial);
}

#[test]
fn all_hessians_agree() {
    let x: Vec<f64> = (0..17).map(|i| (f64::from(i)).cos()).collect();
    let (dense_g, dense_h) = dense_hessian(rosenbrock, &x);
    let pattern = hessian_pattern(rosenbrock, &x).unwrap();
    assert_eq!(pattern, probed(x.len(), x.len(), &dense_h));
    assert_eq!(pattern, jacobian_pattern(rosenbrock_gradient, &x, x.len()).unwrap());

    let (mut g, mut h) = (vec![f64::NAN; x.len()], vec![f64::NAN; pattern.nonzeros()]);
    let mut blocks = SparseHessian::<4>::new(pattern.clone()).unwrap();
    assert_eq!(blocks.evaluate(rosenbrock, &x, &mut g, &mut h).unwrap(), rosenbrock(&x));
    assert_close(&g, &dense_g);
    assert_close(&written_out(&pattern, &h), &dense_h);
    assert_eq!(blocks.blocks(), 9); // 5 on the diagonal, 4 beside it

    h.fill(f64::NAN);
    let mut compressed = SparseJacobian::<2>::symmetric(pattern.clone()).unwrap();
    assert_eq!(compressed.colouring().count(), 3);
    compressed.evaluate(rosenbrock_gradient, &x, &mut h).unwrap();
    assert_close(&written_out(&pattern, &h), &dense_h);

    let terms = || (0..x.len() - 1).map(|i| [i, i + 1]);
    let separable = SeparableHessian::new(x.len(), terms()).unwrap();
    assert_eq!(*separable.pattern(), pattern);
    assert_eq!(separable.evaluate(rosenbrock_term, &x, &mut g, &mut h).unwrap(), rosenbrock(&x));
    assert_close(&g, &dense_g);
    assert_close(&written_out(&pattern, &h), &dense_h);
    let gradient = SeparableGradient::new(x.len(), terms()).unwrap();
    assert_eq!(gradient.evaluate(rosenbrock_term, &x, &mut g).unwrap(), rosenbrock(&x));
    assert_close(&g, &dense_g);
}

#[test]
fn a_separable_loss_keeps_the_sign_of_zero() {
    let (mut g, mut h) = ([0.0; 1], [0.0; 1]);
    let first = SeparableGradient::new(1, [[0]]).unwrap().evaluate(|_, [x]| x, &[-0.0], &mut g).unwrap();
    let second = SeparableHessian::new(1, [[0]]).unwrap().evaluate(|_, [x]| x, &[-0.0], &mut g, &mut h).unwrap();
    assert_eq!([first, second].map(f64::to_bits), [(-0.0f64).to_bits(); 2]);
}

// ------------------------------------------------------------------------------------------------ what a trace sees

/// Each sum reaches the one before twice: walked anew each time, 2^200 steps.
#[test]
fn a_sum_that_is_reached_in_many_ways_is_walked_once() {
    let f = |x: &[Tracer]| (0..200).fold(x.iter().copied().sum::<Tracer>(), |s, i| (s + x[i % 20]) - (s - x[(i + 7) % 20]).sin());
    assert_eq!(jacobian_pattern(|x, y| y[0] = f(x), &[1.0; 20], 1).unwrap().nonzeros(), 20);
}

/// The sum that one parameter multiplies grows with each step: written out one by one, 5 * 10^9 inputs.
#[test]
fn growing_sums_times_one_parameter_are_written_out_once() {
    let n = 100_000;
    let smoothed = |x: &[Tracer]| x[1..].iter().fold(Tracer::constant(0.0), |y, &u| y * x[0] + u);
    let accumulated = |x: &[Tracer]| {
        let sums = x[..n - 1].iter().scan(Tracer::constant(0.0), |sum, &u| {
            *sum += u;
            Some(*sum)
        });
        sums.map(|sum| sum * (x[n - 1] + 1.0)).sum()
    };
    for (pattern, parameter) in [(hessian_pattern(smoothed, &vec![0.5; n]), 0), (hessian_pattern(accumulated, &vec![0.5; n]), n - 1)] {
        let pattern = pattern.unwrap();
        assert!(pattern.is_symmetric());
        assert!((0..n).filter(|&i| i != parameter).all(|i| pattern.row(i).iter().all(|&j| j == parameter)));
        assert!(pattern.row(parameter).len() >= n - 2);
    }
}

/// Each step multiplies a sum of all inputs: taken one by one, 2 * 10^9 pairs.
#[test]
fn equal_sets_are_one() {
    let f = |x: &[Tracer]| (0..50_000).fold(x.iter().copied().sum::<Tracer>(), |s, i| (s * x[i % 200]).sin());
    assert_eq!(hessian_pattern(f, &[0.5; 200]).unwrap().nonzeros(), 200 * 200);
}

/// The pattern of one output as a string of columns, first and second order.
fn seen(f: fn(&[Tracer]) -> Tracer) -> (String, String) {
    let x = [0.25, 0.5, 0.75];
    let first = jacobian_pattern_at(|x, y| y[0] = f(x), &x, 1).unwrap();
    let second = hessian_pattern_at(f, &x).unwrap();
    assert!(second.is_symmetric());
    let pairs = second.entries().filter(|(i, j)| i <= j).map(|(i, j)| format!("{i}{j}"));
    (first.row(0).iter().map(usize::to_string).collect(), pairs.collect::<Vec<_>>().join(" "))
}

#[test]
fn each_operation_does_to_a_pattern_what_the_table_says() {
    type Function = fn(&[Tracer]) -> Tracer;
    let table: [(&str, Function, &str, &str); 44] = [
        ("constant", |_| 2.0.into(), "", ""),
        (
            "dead",
            |x| {
                let _dead = x[0].exp();
                x[1]
            },
            "1",
            "",
        ),
        ("sum", |x| x[0] + x[1], "01", ""),
        ("difference with itself", |x| x[0] - x[0], "0", ""),
        ("remainder", |x| x[0] % x[1], "01", ""),
        ("Euclidean remainder", |x| x[0].rem_euclid(x[1]), "01", ""),
        ("Euclidean quotient", |x| x[0].div_euclid(x[1]), "", ""),
        ("mean", |x| x[0].midpoint(x[1]), "01", ""),
        ("times constant", |x| x[0] * Tracer::constant(2.0), "0", ""),
        ("times primitive", |x| 3.0 * x[0] * 2.0 / 4.0 + 1.0, "0", ""),
        ("times zero", |x| x[0] * 0.0, "0", ""),
        ("negative", |x| -x[2], "2", ""),
        ("product", |x| x[0] * x[1], "01", "01"),
        ("square", |x| x[0] * x[0], "0", "00"),
        ("product of sums", |x| (x[0] + x[1]) * (x[1] + x[2]), "012", "01 02 11 12"),
        ("quotient", |x| x[0] / x[1], "01", "01 11"),
        ("by constant", |x| x[0] / Tracer::constant(2.0), "0", ""),
        ("of constant", |x| 2.0 / x[0], "0", "00"),
        ("sine", |x| x[1].sin(), "1", "11"),
        ("sine of sum", |x| (x[0] + x[2]).sin(), "02", "00 02 22"),
        ("abs", |x| x[0].abs(), "0", ""),
        ("powi 0", |x| x[0].powi(0), "", ""),
        ("powf constant", |x| x[0].powf(2.5), "0", "00"),
        ("powf", |x| x[0].powf(x[1]), "01", "00 01 11"),
        ("hypot", |x| x[0].hypot(x[1]), "01", "00 01 11"),
        ("atan2", |x| x[0].atan2(x[1]), "01", "00 01 11"),
        ("log", |x| x[0].log(2.0), "0", "00"),
        ("rule", |x| x[0].apply(Softplus), "0", "00"),
        ("binary rule", |x| x[0].apply2(x[2], XLogY), "02", "00 02 22"),
        ("rule of values", |x| x[0].apply(Sine).apply2(x[2], Times), "02", "00 02 22"),
        ("floor", |x| x[0].floor(), "", ""),
        ("round to even", |x| x[0].round_ties_even(), "", ""),
        ("signum", |x| x[0].signum(), "", ""),
        ("fract", |x| x[0].fract(), "0", ""),
        ("degrees", |x| x[0].to_degrees(), "0", ""),
        ("copysign", |x| x[0].copysign(x[1]), "0", ""),
        ("max", |x| x[0].max(x[1]), "1", ""),
        ("clamp", |x| x[0].clamp(x[1], x[2]), "1", ""),
        ("abs_sub", |x| Signed::abs_sub(&x[1], &x[0]), "01", ""),
        ("text", |x| x[0].to_string().parse::<Tracer>().unwrap() * x[1], "1", ""),
        ("mul_add", |x| x[0].mul_add(x[1], x[2]), "012", "01"),
        (
            "dead inside",
            |x| {
                let y = x[0] * x[1];
                y.floor() + x[2]
            },
            "2",
            "",
        ),
        ("value", |x| Tracer::constant(x[0].value()) * x[1], "1", ""),
        ("remainder that is NaN", |x| x[0] % (x[1] * 0.0), "01", ""),
    ];
    for (name, f, first, second) in table {
        assert_eq!(seen(f), (first.into(), second.into()), "{name}");
    }
}

#[test]
fn a_comparison_of_traced_numbers_is_counted() {
    fn errs(f: fn(&[Tracer]) -> Tracer) -> Option<SparseError> {
        let x = [0.25, 0.5, 0.75];
        let error = hessian_pattern(f, &x).err();
        assert_eq!(jacobian_pattern(|x, y| y[0] = f(x), &x, 1).err(), error);
        error
    }
    let branches = |comparisons| Some(SparseError::Branches { comparisons });
    assert_eq!(errs(|x| if x[0] < x[1] { x[2] } else { x[0] }), branches(1));
    assert_eq!(errs(|x| if x[0] == 0.25 { x[2] } else { x[0] }), branches(1));
    assert_eq!(errs(|x| if 0.25 <= x[0] { x[2] } else { x[0] }), branches(1));
    assert_eq!(errs(|x| if x[0] < 0.5 { x[2] } else { x[0] }), branches(1));
    assert_eq!(errs(|x| if 0.25 == x[0] { x[2] } else { x[0] }), branches(1));
    assert_eq!(errs(|x| if x[0].total_cmp(&x[1]).is_lt() { x[2] } else { x[0] }), branches(1));
    assert_eq!(errs(|x| x[0].max(x[1]) + x[1].min(0.3)), branches(2));
    assert_eq!(errs(|x| x[0].abs_sub(x[1]) + Signed::abs_sub(&x[0], &x[1])), branches(2));
    #[cfg(feature = "approx")]
    {
        assert_eq!(errs(|x| if x[0].abs_diff_eq(&x[1], 1e-9.into()) { x[2] } else { x[0] }), branches(1));
        assert_eq!(errs(|x| if x[0].relative_eq(&x[1], 1e-9.into(), 1e-9.into()) { x[2] } else { x[0] }), branches(1));
        assert_eq!(errs(|x| if x[0].ulps_eq(&x[1], 1e-9.into(), 4) { x[2] } else { x[0] }), branches(1));
    }
    assert_eq!(errs(|x| x[0].abs() + x[1].floor() + Tracer::constant(1.0).max(2.0)), None);
}

/// No shortcut for zeros or ones drops it.
#[test]
fn a_traced_number_is_neither_zero_nor_one() {
    let counts = |x: &[Tracer]| if x[0].is_zero() || x[1].is_one() { x[0] } else { x[0] * x[1] };
    assert_eq!(jacobian_pattern(|x, y| y[0] = counts(x), &[0.0, 1.0], 1).unwrap().row(0), [0, 1]);
    assert!(Tracer::constant(0.0).is_zero() && Tracer::constant(1.0).is_one());
}

#[test]
fn a_trace_goes_through_nested_derivatives() {
    fn f<D: DualNum<Primitive = f64>>(x: &[D], y: &mut [D]) {
        y[0] = derivative(|t| t * t * Dual::constant(x[1]), x[0]).1; // 2 x_0 x_1
        y[1] = derivative(|t| t.sin(), x[2]).1;
    }
    let pattern = jacobian_pattern_at(f, &[1.0, 2.0, 3.0], 2).unwrap();
    assert_eq!((pattern.row(0), pattern.row(1)), (&[0, 1][..], &[2][..]));
}

#[test]
fn a_traced_number_outside_its_run_is_an_error() {
    let outer = jacobian_pattern_at(
        |x: &[Tracer], y: &mut [Tracer]| {
            let (outside, mut inner) = (x[0], SparsityPattern::from_triplets(1, 1, []));
            // Runs nest, as long as they keep their numbers to themselves.
            inner = inner.and(jacobian_pattern_at(|x, y| y[0] = x[0] * 2.0, &[1.0], 1));
            assert_eq!(inner.unwrap().nonzeros(), 1);
            let mixed = jacobian_pattern_at(|x, y| y[0] = x[0] * outside, &[1.0], 1);
            assert_eq!(mixed, Err(SparseError::ForeignTracer));
            let unused = |x: &[Tracer], y: &mut [Tracer]| {
                let _ = x[0] * outside;
                y[0] = x[0];
            };
            assert_eq!(jacobian_pattern_at(unused, &[1.0], 1), Err(SparseError::ForeignTracer));
            y[0] = x[1] + outside;
        },
        &[1.0, 2.0],
        1,
    );
    assert_eq!(outer.unwrap().row(0), [0, 1]);

    let elsewhere = |x: Tracer| std::thread::scope(|s| s.spawn(move || x.sin()).join().unwrap());
    let error = jacobian_pattern_at(|x, y| y[0] = elsewhere(x[0]), &[1.0], 1);
    assert_eq!(error, Err(SparseError::ForeignTracer));
    let error = hessian_pattern_at(|x| elsewhere(x[0]) + x[1], &[1.0, 1.0]);
    assert_eq!(error, Err(SparseError::ForeignTracer));
    // A result that is not used does no harm.
    let unused = |x: &[Tracer], y: &mut [Tracer]| {
        elsewhere(x[0]);
        y[0] = x[0]
    };
    assert_eq!(jacobian_pattern_at(unused, &[1.0], 1).unwrap().nonzeros(), 1);
    // Nor does a function that gives up.
    let stopped = std::panic::catch_unwind(|| jacobian_pattern_at(|_, _: &mut [Tracer]| panic!("stop"), &[1.0], 1));
    assert!(stopped.is_err());
    assert_eq!(jacobian_pattern_at(|x, y| y[0] = x[0].sin(), &[1.0], 1).unwrap().nonzeros(), 1);
}

#[test]
fn a_trace_of_many_inputs_stays_linear() {
    // A sum of 2 10^5 inputs, and a long calculation shared by as many outputs: squares of these sizes would not end.
    let n = 200_000;
    let x = vec![1.0; n];
    let sum = hessian_pattern(|x: &[Tracer]| x.iter().map(|x| x.powi(2)).sum(), &x).unwrap();
    assert_eq!(sum, SparsityPattern::new(n, n, (0..=n).collect(), (0..n).collect()).unwrap());
    let shared = |x: &[Tracer], y: &mut [Tracer]| {
        let mut s = x[..40].iter().copied().sum::<Tracer>();
        for i in 0..n {
            s = s.sin() + x[i % 40];
        }
        y.iter_mut().zip(x).for_each(|(y, &x)| *y = s * x);
    };
    let pattern = jacobian_pattern(shared, &x, n).unwrap();
    assert_eq!(pattern.nonzeros(), 40 * 40 + (n - 40) * 41);
    assert_eq!(pattern.row(100), (0..40).chain([100]).collect::<Vec<_>>());
}

// ------------------------------------------------------------------------------------------------ the safety net, and the smallest

#[test]
fn check_names_the_entry_that_the_pattern_lost() {
    let x: Vec<f64> = (0..60).map(|i| 1.0 + (f64::from(i)).sin()).collect();
    let pattern = jacobian_pattern(brusselator, &x, x.len()).unwrap();
    SparseJacobian::<4>::new(pattern.clone()).unwrap().check(brusselator, &x).unwrap();
    let dense = dense_jacobian(brusselator, &x, x.len());
    for lost in pattern.entries().step_by(7) {
        let rest = SparsityPattern::from_triplets(x.len(), x.len(), pattern.entries().filter(|&entry| entry != lost)).unwrap();
        let error = SparseJacobian::<4>::new(rest).unwrap().check(brusselator, &x).unwrap_err();
        let SparseError::MissingEntry { row, column, value } = error else { panic!("{error}") };
        assert_eq!((row, column), lost);
        assert_close(&[value], &[dense[row * x.len() + column]]);
    }
}

#[test]
fn nothing_is_too_small() {
    let empty = SparsityPattern::from_triplets(0, 0, []).unwrap();
    SparseJacobian::<2>::new(empty.clone()).unwrap().evaluate(|_, _| {}, &[], &mut []).unwrap();
    SparseJacobian::<2>::symmetric(empty.clone()).unwrap().evaluate(|_, _| {}, &[], &mut []).unwrap();
    let value = SparseHessian::<2>::new(empty.clone()).unwrap().evaluate(|_| 3.0.into(), &[], &mut [], &mut []);
    assert_eq!(value, Ok(3.0));
    assert_eq!(empty.to_string(), "0 x 0, 0 entries");
    assert_eq!(jacobian_pattern(|_: &[Tracer], _: &mut [Tracer]| {}, &[], 2).unwrap().rows(), 2);
    let mut constant = SparseJacobian::<2>::new(SparsityPattern::from_triplets(1, 2, []).unwrap()).unwrap();
    constant.evaluate(|_, y| y[0] = 5.0.into(), &[1.0, 2.0], &mut []).unwrap();
    assert!(constant.outputs().eq([5.0]));
    let large = SparsityPattern::from_triplets(130, 130, (0..130).map(|i| (i, 129 - i))).unwrap().to_string();
    assert!(large.starts_with("130 x 130, 130 entries, drawn in blocks of 3 x 3\n"), "{large}");
    assert_eq!(large.lines().count(), 45);
    let wide = SparsityPattern::from_triplets(1, 130, [(0, 0), (0, 129)]).unwrap().to_string();
    assert_eq!(wide, format!("1 x 130, 2 entries, drawn in blocks of 3 x 3\n*{}*", ".".repeat(42)));
    let tall = SparsityPattern::from_triplets(66, 1, [(65, 0)]).unwrap().to_string();
    assert_eq!(tall, format!("66 x 1, 1 entry, drawn in blocks of 2 x 2\n{}*", ".\n".repeat(32)));
}

#[test]
fn without_variables_there_are_still_outputs() {
    let none = SparsityPattern::from_triplets(1, 0, []).unwrap();
    let mut jacobian = SparseJacobian::<2>::new(none).unwrap();
    jacobian.evaluate(|_, y| y[0] = 5.0.into(), &[], &mut []).unwrap();
    assert!(jacobian.outputs().eq([5.0]));
    #[cfg(feature = "rayon")]
    {
        jacobian.evaluate_parallel(|_, y| y[0] = 6.0.into(), &[], &mut []).unwrap();
        assert!(jacobian.outputs().eq([6.0]));
        jacobian.evaluate(|_, y| y[0] = 7.0.into(), &[], &mut []).unwrap();
        assert!(jacobian.outputs().eq([7.0]));
    }
}

/// A set of inputs that several outputs share does not take up those of one of them.
#[test]
fn outputs_that_share_many_inputs_keep_their_own() {
    let (shared, own) = (20, 6);
    let f = |x: &[Tracer], y: &mut [Tracer]| {
        let sum = x[..shared].iter().copied().sum::<Tracer>();
        y.iter_mut().zip(&x[shared..]).for_each(|(y, &x)| *y = sum * x);
    };
    let pattern = jacobian_pattern(f, &vec![1.0; shared + own], own).unwrap();
    for i in 0..own {
        assert_eq!(pattern.row(i), (0..shared).chain([shared + i]).collect::<Vec<_>>(), "output {i}");
    }
}

/// Outputs of a recurrence, read from its end or in any order, have the inputs that they have in order.
#[test]
fn the_order_of_the_outputs_does_not_matter() {
    let (inputs, n) = (7, 100);
    let x = vec![1.0; inputs];
    let pattern = |place: fn(usize) -> usize| {
        let recurrence = |x: &[Tracer], y: &mut [Tracer]| {
            let mut sum = x[0];
            for k in 0..n {
                sum = if k % 31 == 30 { x[k % inputs] * 0.5 } else { sum * 0.5 + x[k * k % inputs] };
                y[place(k)] = sum;
            }
        };
        jacobian_pattern(recurrence, &x, n).unwrap()
    };
    let in_order = pattern(|k| k);
    for place in [(|k| 99 - k) as fn(usize) -> usize, |k| 37 * k % 100] {
        let other = pattern(place);
        assert!((0..n).all(|k| other.row(place(k)) == in_order.row(k)));
    }
}

/// Terms that overlap, of seven variables each.
#[test]
fn a_separable_hessian_is_the_same_in_blocks_of_any_width() {
    fn term<D: DualNum<Primitive = f64>>(k: usize, x: [D; 7]) -> D {
        let product = x.iter().fold(D::one(), |product, &x| product * (x * 0.3).cos());
        product / (x[k % 7] * x[6] + 2.0) + x[0].powi(3)
    }
    let hessian = SeparableHessian::new(13, (0..7).map(|k| core::array::from_fn(|i| k + 6 - i))).unwrap();
    let x: [f64; 13] = core::array::from_fn(|i| (i as f64).sin());
    let (mut gradient, mut values) = ([0.0; 13], vec![0.0; hessian.pattern().nonzeros()]);
    let bits = |value: f64, gradient: &[f64], values: &[f64]| {
        [&[value], gradient, values].concat().into_iter().map(f64::to_bits).collect::<Vec<_>>()
    };
    let value = hessian.evaluate(term, &x, &mut gradient, &mut values).unwrap();
    let whole = bits(value, &gradient, &values);
    macro_rules! in_blocks {
        ($($B:literal)*) => { $(
            let value = hessian.evaluate_in_blocks::<$B, _, _>(term, &x, &mut gradient, &mut values).unwrap();
            assert_eq!(bits(value, &gradient, &values), whole, "blocks of {}", $B);
        )* };
    }
    in_blocks!(1 3 4 8);
}

#[test]
fn a_separable_hessian_is_exactly_symmetric() {
    let term = |_, [x, y]: [HyperDual<f64, 2, 2>; 2]| (x * y).sin() * (x / y).exp() / (x + y * y).sqrt();
    let hessian = SeparableHessian::new(2, [[0, 1]]).unwrap();
    for k in 1..200 {
        let (mut gradient, mut values) = ([0.0; 2], [0.0; 4]);
        hessian.evaluate(term, &[0.3 + 0.017 * f64::from(k), 1.9 - 0.005 * f64::from(k)], &mut gradient, &mut values).unwrap();
        assert_eq!(values[1].to_bits(), values[2].to_bits(), "point {k}");
    }
}
