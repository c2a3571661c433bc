//! Wrong input is an error that names the numbers: every public function of the module `sparse`, with sizes, patterns and values that do not fit.

use dual_numbers::sparse::{
    Colouring, Order, SeparableGradient, SeparableHessian, SparseError, SparseHessian, SparseJacobian, SparsityPattern, Tracer,
    hessian_pattern, jacobian_pattern,
};
use dual_numbers::{Dual, HyperDual};

/// What the error says.
fn text<T>(answer: Result<T, SparseError>) -> String {
    answer.err().map_or("no error".into(), |error| error.to_string())
}

fn pattern(rows: usize, columns: usize, entries: &[(usize, usize)]) -> SparsityPattern {
    SparsityPattern::from_triplets(rows, columns, entries.iter().copied()).unwrap()
}

/// Every entry of a square matrix.
fn full(n: usize) -> SparsityPattern {
    SparsityPattern::from_triplets(n, n, (0..n * n).map(|k| (k / n, k % n))).unwrap()
}

fn too_large() -> String {
    format!("the pattern has {} rows, columns or entries, fewer than 4294967295 are possible", usize::MAX)
}

#[test]
fn a_pattern_by_hand() {
    let offsets = |rows, offsets: &[usize]| text(SparsityPattern::new(rows, 2, offsets.to_vec(), vec![0, 1]));
    assert_eq!(offsets(2, &[0, 1]), "`row_offsets` has 2 entries, expected 3");
    assert_eq!(offsets(0, &[]), "`row_offsets` has 0 entries, expected 1");
    let rule = "offsets start at 0, never decrease, and end at the number of entries, 2";
    assert_eq!(offsets(2, &[1, 1, 2]), format!("row offset 0 is 1: {rule}"));
    assert_eq!(offsets(2, &[0, 3, 2]), format!("row offset 1 is 3: {rule}"));
    assert_eq!(offsets(3, &[0, 2, 1, 2]), format!("row offset 2 is 1: {rule}"));
    assert_eq!(offsets(2, &[0, 1, 1]), format!("row offset 2 is 1: {rule}"));
    assert_eq!(offsets(0, &[0]), format!("row offset 0 is 0: {rule}"));
    let columns = |columns: &[usize]| text(SparsityPattern::new(1, 2, vec![0, columns.len()], columns.to_vec()));
    assert_eq!(columns(&[2]), "entry (0, 2) lies outside a 1 x 2 matrix");
    assert_eq!(columns(&[1, 0]), "column 0 of row 0 is not larger than the column before it");
    assert_eq!(text(SparsityPattern::new(usize::MAX, 1, vec![0], vec![])), too_large());
    assert_eq!(text(SparsityPattern::new(0, usize::MAX, vec![0], vec![])), too_large());
}

#[test]
fn a_pattern_from_triplets() {
    let one = |rows, columns| text(SparsityPattern::from_triplets(rows, columns, [(2, 1)]));
    assert_eq!(one(2, 3), "entry (2, 1) lies outside a 2 x 3 matrix");
    assert_eq!(one(3, 1), "entry (2, 1) lies outside a 3 x 1 matrix");
    assert_eq!(one(usize::MAX, 3), too_large());
    assert_eq!(one(3, usize::MAX), too_large());
}

#[test]
fn patterns_of_different_sizes() {
    let wide = pattern(1, 2, &[(0, 0)]);
    assert_eq!(text(wide.union(&pattern(2, 2, &[]))), "the other pattern is 2 x 2, expected 1 x 2");
    assert_eq!(text(wide.union(&pattern(1, 3, &[]))), "the other pattern is 1 x 3, expected 1 x 2");
    assert!(!wide.is_symmetric());
    assert_eq!((wide.position(1, 0), wide.position(0, 2)), (None, None));
}

#[test]
fn a_pattern_that_is_not_symmetric() {
    for (pattern, message) in [
        (pattern(2, 2, &[(0, 0), (0, 1)]), "entry (0, 1) has no mirror image (1, 0)"),
        (pattern(1, 2, &[]), "the pattern is 1 x 2, a symmetric one is square"),
    ] {
        assert_eq!(text(Colouring::star(&pattern, Order::Natural)), message);
        assert_eq!(text(SparseJacobian::<1>::symmetric(pattern.clone())), message);
        assert_eq!(text(SparseJacobian::<1>::symmetric_with_colouring(pattern.clone(), Colouring::new(vec![0, 1]))), message);
        assert_eq!(text(SparseHessian::<1>::new(pattern)), message);
    }
}

#[test]
fn a_colouring_that_does_not_fit() {
    let columns = |colours: &[u32]| text(SparseJacobian::<1>::with_colouring(full(2), Colouring::new(colours.to_vec())));
    let symmetric = |colours: &[u32]| text(SparseJacobian::<1>::symmetric_with_colouring(full(2), Colouring::new(colours.to_vec())));
    for colouring in [&columns as &dyn Fn(&[u32]) -> String, &symmetric] {
        assert_eq!(colouring(&[0, 1]), "no error");
        assert_eq!(colouring(&[0]), "`colours` has 1 entry, expected 2");
        assert_eq!(colouring(&[1, 1]), "row 0 has columns 0 and 1, both of colour 1");
        assert_eq!(colouring(&[0, 2]), "column 1 has colour 2: the colours of 2 columns are below 2");
        assert_eq!(colouring(&[0, u32::MAX]), "column 1 has colour 4294967295: the colours of 2 columns are below 2");
    }
    let message = text(SparseJacobian::<1>::with_colouring(full(1), Colouring::new(vec![1])));
    assert_eq!(message, "column 0 has colour 1: the colours of 1 column are below 1");
}

/// The first output is `x_0 + sqrt(x_1)`.
fn root(x: &[Dual<f64>], y: &mut [Dual<f64>]) {
    y[0] = x[0] + x[1].sqrt();
}

#[test]
fn a_jacobian() {
    let mut jacobian = SparseJacobian::<1>::new(pattern(2, 2, &[(0, 0), (0, 1)])).unwrap();
    let mut evaluate = |x: &[f64], values: &mut [f64]| text(jacobian.evaluate(root, x, values));
    assert_eq!(evaluate(&[1.0], &mut [0.0; 2]), "`x` has 1 entry, expected 2");
    assert_eq!(evaluate(&[1.0; 3], &mut [0.0; 2]), "`x` has 3 entries, expected 2");
    assert_eq!(evaluate(&[1.0; 2], &mut [0.0]), "`values` has 1 entry, expected 2");
    let mut values = [0.0; 2];
    assert_eq!(evaluate(&[1.0, 0.0], &mut values), "the derivative at (0, 1) is inf");
    assert_eq!(values, [1.0, f64::INFINITY]);
    assert_eq!(evaluate(&[1.0, f64::NAN], &mut values), "the derivative at (0, 1) is NaN");
    assert_eq!(evaluate(&[1.0, 4.0], &mut values), "no error");
}

#[test]
fn one_value_of_many() {
    let n = 21;
    let mut jacobian = SparseJacobian::<4>::new(SparsityPattern::from_triplets(1, n, (0..n).map(|j| (0, j))).unwrap()).unwrap();
    let gradient = SeparableGradient::new(n, (0..n).map(|j| [j])).unwrap();
    for lost in 0..n {
        let mut x = vec![1.0; n];
        x[lost] = 0.0;
        let roots = |x: &[Dual<f64, 4>], y: &mut [Dual<f64, 4>]| y[0] = x.iter().map(|x| x.sqrt()).sum();
        let message = text(jacobian.evaluate(roots, &x, &mut vec![0.0; n]));
        assert_eq!(message, format!("the derivative at (0, {lost}) is inf"));
        let message = text(gradient.evaluate(|_, [x]: [Dual<f64>; 1]| x.sqrt(), &x, &mut vec![0.0; n]));
        assert_eq!(message, format!("the derivative in variable {lost} is inf"));
    }
}

#[cfg(feature = "rayon")]
#[test]
fn a_jacobian_in_parallel() {
    let mut jacobian = SparseJacobian::<1>::new(pattern(2, 2, &[(0, 0), (0, 1)])).unwrap();
    let mut evaluate = |x: &[f64], values: &mut [f64]| text(jacobian.evaluate_parallel(root, x, values));
    assert_eq!(evaluate(&[1.0], &mut [0.0; 2]), "`x` has 1 entry, expected 2");
    assert_eq!(evaluate(&[1.0; 2], &mut [0.0]), "`values` has 1 entry, expected 2");
    assert_eq!(evaluate(&[1.0, 0.0], &mut [0.0; 2]), "the derivative at (0, 1) is inf");
}

#[cfg(feature = "faer")]
#[test]
fn a_matrix_of_faer() {
    assert_eq!(text(full(2).to_faer(&[1.0; 3])), "`values` has 3 entries, expected 4");
}

#[test]
fn the_safety_net() {
    let mut jacobian = SparseJacobian::<1>::new(pattern(1, 2, &[(0, 0)])).unwrap();
    let mut check = |x: &[f64]| text(jacobian.check(root, x));
    assert_eq!(check(&[1.0]), "`x` has 1 entry, expected 2");
    assert_eq!(check(&[1.0, 4.0]), "the pattern lacks entry (0, 1), where the derivative is 0.25");
    assert_eq!(check(&[1.0, -1.0]), "the pattern lacks entry (0, 1), where the derivative is NaN");
    let mut jacobian = SparseJacobian::<1>::new(full(2)).unwrap();
    assert_eq!(text(jacobian.check(root, &[1.0, 0.0])), "the derivative at (0, 1) is inf");
    // A column that is not in the pattern, and rightly so, is not accused of what another one does.
    let product = |x: &[Dual<f64>], y: &mut [Dual<f64>]| y[0] = x[0] * x[1];
    let mut jacobian = SparseJacobian::<1>::new(pattern(1, 3, &[(0, 0), (0, 1)])).unwrap();
    assert_eq!(text(jacobian.check(product, &[1.0, f64::NAN, 1.0])), "the derivative at (0, 0) is NaN");
}

#[test]
fn a_jacobian_that_should_be_symmetric() {
    let linear = |x: &[Dual<f64>], y: &mut [Dual<f64>]| (y[0], y[1]) = (x[0] * 2.0 + x[1] * 3.0, x[0] * 5.0 + x[1] * 7.0);
    let mut jacobian = SparseJacobian::<1>::symmetric(full(2)).unwrap();
    assert_eq!(text(jacobian.check(linear, &[1.0, 1.0])), "the Jacobian is not symmetric: at (1, 0) it is 5.0, at (0, 1) 3.0");
    let nearly = |x: &[Dual<f64>], y: &mut [Dual<f64>]| (y[0], y[1]) = (x[0] * 2.0 + x[1] * 3.0, x[0] * 3.000001 + x[1] * 7.0);
    assert_eq!(text(jacobian.check(nearly, &[1.0, 1.0])), "the Jacobian is not symmetric: at (1, 0) it is 3.000001, at (0, 1) 3.0");
    let pole = |x: &[Dual<f64>], y: &mut [Dual<f64>]| (y[0], y[1]) = (x[0] + x[1] * 3.0, x[0].sqrt());
    assert_eq!(text(jacobian.check(pole, &[0.0, 1.0])), "the Jacobian is not symmetric: at (1, 0) it is inf, at (0, 1) 3.0");
    // Small numbers can be read.
    let mut jacobian = SparseJacobian::<1>::new(pattern(1, 1, &[])).unwrap();
    let tiny = |x: &[Dual<f64>], y: &mut [Dual<f64>]| y[0] = x[0] * 1e-200;
    assert_eq!(text(jacobian.check(tiny, &[1.0])), "the pattern lacks entry (0, 0), where the derivative is 1e-200");
}

/// An entry unlike its mirror image costs at most one call for each entry of its row that is read from a mirror image.
#[test]
fn the_search_for_an_entry_unlike_its_mirror_image_is_short() {
    const N: usize = 40;
    // All of N variables meet, and one more meets the first alone: it shares the colour of the second.
    let entries = (0..N * N).map(|k| (k / N, k % N)).chain([(0, N), (N, 0)]);
    let pattern = SparsityPattern::from_triplets(N + 1, N + 1, entries).unwrap();
    let mut jacobian = SparseJacobian::<8>::symmetric_with_colouring(pattern, Colouring::new((0..N as u32).chain([1]).collect())).unwrap();
    let mut calls = |corner: f64| {
        let mut calls = 0;
        let checked = jacobian.check(
            |x: &[Dual<f64, 8>], y: &mut [Dual<f64, 8>]| {
                calls += 1;
                y[..N].fill(x[..N].iter().sum());
                (y[0], y[N]) = (y[0] + x[N] * corner, x[0]);
            },
            &[1.0; N + 1],
        );
        (text(checked), calls)
    };
    let ((agrees, without), (differs, with)) = (calls(1.0), calls(2.0));
    assert_eq!((&agrees[..], &differs[..]), ("no error", "the Jacobian is not symmetric: at (0, 40) it is 2.0, at (40, 0) 1.0"));
    // Two for the entries of the row, and some for those that the pattern might lack.
    assert!(with - without < 10, "{with} calls, {without} where all agrees");
}

#[test]
fn a_hessian_by_blocks() {
    let mut hessian = SparseHessian::<2>::new(full(2)).unwrap();
    let power = |x: &[HyperDual<f64, 2, 2>]| x[0] * x[0] + x[1].powf(1.5);
    let mut evaluate = |x: &[f64], g: usize, h: usize| text(hessian.evaluate(power, x, &mut vec![0.0; g], &mut vec![0.0; h]));
    assert_eq!(evaluate(&[1.0], 2, 4), "`x` has 1 entry, expected 2");
    assert_eq!(evaluate(&[1.0; 2], 3, 4), "`gradient` has 3 entries, expected 2");
    assert_eq!(evaluate(&[1.0; 2], 2, 3), "`values` has 3 entries, expected 4");
    assert_eq!(evaluate(&[1.0, 0.0], 2, 4), "the derivative at (1, 1) is inf");
    assert_eq!(evaluate(&[1.0, -1.0], 2, 4), "the derivative in variable 1 is NaN");
}

#[test]
fn terms_and_their_variables() {
    fn both<const N: usize>(variables: usize, terms: &[[usize; N]]) -> String {
        let message = text(SeparableGradient::new(variables, terms.iter().copied()));
        assert_eq!(text(SeparableHessian::new(variables, terms.iter().copied())), message);
        message
    }
    assert_eq!(both(2, &[[0, 1], [1, 1]]), "term 1 names variable 1 twice");
    assert_eq!(both(3, &[[0, 2, 2]]), "term 0 names variable 2 twice");
    assert_eq!(both(2, &[[0, 2]]), "term 0 names variable 2, there are 2, numbered from 0");
    assert_eq!(both(1, &[[1]]), "term 0 names variable 1, there is 1, numbered from 0");
    assert_eq!(both(0, &[[0]]), "term 0 names variable 0, there are 0, numbered from 0");
    assert_eq!(both::<1>(usize::MAX, &[]), too_large());
}

#[test]
fn a_gradient_from_terms() {
    let gradient = SeparableGradient::new(3, [[0, 1], [1, 2]]).unwrap();
    let root = |_, [x, y]: [Dual<f64, 2>; 2]| x + y.sqrt();
    let evaluate = |x: &[f64], g: &mut [f64]| text(gradient.evaluate(root, x, g));
    assert_eq!(evaluate(&[1.0; 2], &mut [0.0; 3]), "`x` has 2 entries, expected 3");
    assert_eq!(evaluate(&[1.0; 3], &mut [0.0; 4]), "`gradient` has 4 entries, expected 3");
    let mut g = [0.0; 3];
    assert_eq!(evaluate(&[1.0, 1.0, 0.0], &mut g), "the derivative in variable 2 is inf");
    assert_eq!(g, [1.0, 1.5, f64::INFINITY]);
}

#[test]
fn a_hessian_from_terms() {
    let hessian = SeparableHessian::new(2, [[0, 1]]).unwrap();
    let power = |_, [x, y]: [HyperDual<f64, 2, 2>; 2]| x.powf(1.5) + y;
    let evaluate = |x: &[f64], g: usize, h: usize| text(hessian.evaluate(power, x, &mut vec![0.0; g], &mut vec![0.0; h]));
    assert_eq!(evaluate(&[1.0], 2, 4), "`x` has 1 entry, expected 2");
    assert_eq!(evaluate(&[1.0; 2], 1, 4), "`gradient` has 1 entry, expected 2");
    assert_eq!(evaluate(&[1.0; 2], 2, 3), "`values` has 3 entries, expected 4");
    let mut kept = [7.0; 4];
    assert!(hessian.evaluate(power, &[1.0], &mut [0.0; 2], &mut kept).is_err() && kept == [7.0; 4]);
    assert_eq!(evaluate(&[0.0, 1.0], 2, 4), "the derivative at (0, 0) is inf");
    assert_eq!(evaluate(&[-1.0, 1.0], 2, 4), "the derivative in variable 0 is NaN");
}

#[test]
fn a_trace() {
    let largest = |x: &[Tracer]| x[0].max(x[1]) + x[0].min(x[1]);
    let message = "the function compared traced numbers (comparisons: 2), so its pattern may differ elsewhere; `jacobian_pattern_at` and `hessian_pattern_at` give that of one point";
    assert_eq!(text(jacobian_pattern(|x, y| y[0] = largest(x), &[1.0, 2.0], 1)), message);
    assert_eq!(text(hessian_pattern(largest, &[1.0, 2.0])), message);
    assert_eq!(text(jacobian_pattern(|_: &[Tracer], _: &mut [Tracer]| {}, &[], usize::MAX)), too_large());
    let elsewhere = |x: Tracer| std::thread::scope(|s| s.spawn(move || x.sin()).join().unwrap());
    let message = "a traced number was used outside its run: on another thread, or inside another trace";
    assert_eq!(text(hessian_pattern(|x| elsewhere(x[0]), &[1.0])), message);
    // A comparison inside another trace is told to that one.
    let compared = |outer: Tracer| text(jacobian_pattern(|x: &[Tracer], y| y[0] = if outer > 0.0 { x[0] } else { x[1] }, &[1.0; 2], 1));
    let inner = std::cell::RefCell::new(String::new());
    assert_eq!(
        text(hessian_pattern(
            |x: &[Tracer]| {
                inner.replace(compared(x[0]));
                x[0]
            },
            &[1.0]
        )),
        "no error"
    );
    assert_eq!(inner.into_inner(), message);
    // Values do not matter.
    assert_eq!(text(hessian_pattern(|x: &[Tracer]| x[0].ln(), &[f64::NAN])), "no error");
}
