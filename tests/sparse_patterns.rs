//! Random programs and random matrices: patterns equal those found by probing every column, colourings keep their promise.

#[path = "support/probed.rs"]
mod probed;

use dual_numbers::sparse::{Colouring, Order, SparseError, SparseJacobian, SparsityPattern, hessian_pattern, jacobian_pattern};
use dual_numbers::{Chunked, ChunkedHessian, DualNum};
use probed::probed;
use proptest::prelude::*;

/// One step of a program: combines two earlier numbers, or takes a function of one. No step undoes another: the square of a root would bend
/// nothing where each of the two does.
#[derive(Clone, Copy, Debug)]
struct Step {
    operation: usize,
    a: usize,
    b: usize,
    /// A coefficient without accidents, so that nothing cancels.
    c: f64,
}

/// Inputs, steps, outputs: numbers are referred to by their place in inputs and steps, modulo what is there.
#[derive(Clone, Debug)]
struct Program {
    x: Vec<f64>,
    steps: Vec<Step>,
    outputs: Vec<usize>,
}

impl Program {
    fn run<D: DualNum<Primitive = f64>>(&self, x: &[D], y: &mut [D]) {
        let mut numbers = x.to_vec();
        for step in &self.steps {
            let (a, b, c) = (numbers[step.a % numbers.len()], numbers[step.b % numbers.len()], step.c);
            numbers.push(match step.operation {
                0 => a * c + b,
                1 => a - b * c,
                2 => a * b + c,
                3 => a / (b * b + c),
                4 => (a * c).sin(),
                5 => (a * c).atan() + b,
                6 => (a * a + b * b + c).powf(D::literal(0.7)),
                7 => a.atan2(b + c),
                8 => D::from_value(c),
                9 => (a + b * c).cos() * c,
                10 => (a * c).tanh(),
                _ => (a * a + c).ln() * b,
            });
        }
        for (y, &output) in y.iter_mut().zip(&self.outputs) {
            *y = numbers[output % numbers.len()];
        }
    }

    /// The sum of the outputs, each with a coefficient of its own.
    fn sum<D: DualNum<Primitive = f64>>(&self, x: &[D]) -> D {
        let mut y = vec![D::zero(); self.outputs.len()];
        self.run(x, &mut y);
        y.iter().enumerate().map(|(i, &y)| y * (1.0 + 0.37 * i as f64)).sum()
    }
}

fn programs() -> impl Strategy<Value = Program> {
    let step = (0..12_usize, any::<u16>(), any::<u16>(), 0.3..1.7).prop_map(|(operation, a, b, c)| Step {
        operation,
        a: a.into(),
        b: b.into(),
        c,
    });
    let inputs = prop::collection::vec(0.2..1.8, 1..24);
    (inputs, prop::collection::vec(step, 0..40), prop::collection::vec(any::<u16>().prop_map(usize::from), 1..12))
        .prop_map(|(x, steps, outputs)| Program { x, steps, outputs })
}

/// Square matrices with a few entries, symmetric, diagonal entries mostly there.
fn symmetric() -> impl Strategy<Value = SparsityPattern> {
    (1..30_usize, prop::collection::vec((any::<u16>(), any::<u16>()), 0..60), any::<bool>()).prop_map(|(n, pairs, diagonal)| {
        let pairs = pairs.into_iter().map(|(i, j)| (usize::from(i) % n, usize::from(j) % n));
        let entries = pairs.flat_map(|(i, j)| [(i, j), (j, i)]).chain((0..n).filter(|_| diagonal).map(|i| (i, i)));
        SparsityPattern::from_triplets(n, n, entries).unwrap()
    })
}

const ORDERS: [Order; 3] = [Order::Natural, Order::LargestFirst, Order::SmallestLast];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn traced_patterns_equal_probed_ones(program in programs()) {
        let (n, m) = (program.x.len(), program.outputs.len());
        let (mut values, mut dense) = (vec![0.0; m], vec![0.0; n * m]);
        Chunked::<4>::with_outputs(n, m).jacobian(|x, y| program.run(x, y), &program.x, &mut values, &mut dense).unwrap();
        let pattern = jacobian_pattern(|x, y| program.run(x, y), &program.x, m).unwrap();
        prop_assert_eq!(&pattern, &probed(m, n, &dense));
        // And the compressed Jacobian is the dense one, to the last bit.
        let mut jacobian = SparseJacobian::<3>::new(pattern.clone()).unwrap();
        let mut sparse = vec![0.0; pattern.nonzeros()];
        jacobian.evaluate(|x, y| program.run(x, y), &program.x, &mut sparse).unwrap();
        prop_assert!(pattern.entries().zip(&sparse).all(|((i, j), &value)| value == dense[i * n + j]));
        jacobian.check(|x, y| program.run(x, y), &program.x).unwrap();
    }

    #[test]
    fn traced_interactions_equal_probed_ones(program in programs()) {
        let n = program.x.len();
        let (mut gradient, mut dense) = (vec![0.0; n], vec![0.0; n * n]);
        ChunkedHessian::<3, 3>::new(n).hessian(|x| program.sum(x), &program.x, &mut gradient, &mut dense).unwrap();
        prop_assert_eq!(hessian_pattern(|x| program.sum(x), &program.x).unwrap(), probed(n, n, &dense));
    }

    #[test]
    fn columns_of_one_row_differ(pattern in symmetric(), rows in 0..30_usize) {
        let cut = SparsityPattern::from_triplets(rows, pattern.columns(), pattern.entries().filter(|&(i, _)| i < rows)).unwrap();
        let widest = (0..rows).map(|i| cut.row(i).len()).max().unwrap_or(0);
        for order in ORDERS {
            let colouring = Colouring::of_columns(&cut, order);
            prop_assert!(colouring.count() >= widest);
            SparseJacobian::<1>::with_colouring(cut.clone(), colouring).unwrap();
        }
    }

    /// In the order that its name says, each column gets the first colour that its neighbours leave free.
    #[test]
    fn columns_are_coloured_in_the_order_that_was_asked_for(pattern in symmetric()) {
        let n = pattern.rows();
        let neighbours: Vec<Vec<usize>> = (0..n)
            .map(|j| (0..n).filter(|&k| k != j && pattern.entries().any(|(i, l)| l == j && pattern.row(i).contains(&k))).collect())
            .collect();
        let greedy = |sequence: &[usize]| {
            let mut colours = vec![None; n];
            for &j in sequence {
                colours[j] = (0..).find(|&colour| neighbours[j].iter().all(|&k| colours[k] != Some(colour)));
            }
            colours.into_iter().map(|colour| colour.unwrap()).collect::<Vec<u32>>()
        };
        let found = |order| Colouring::of_columns(&pattern, order).colours().to_vec();
        let natural: Vec<_> = (0..n).collect();
        prop_assert_eq!(found(Order::Natural), greedy(&natural));
        let mut largest_first = natural.clone();
        largest_first.sort_by_key(|&j| std::cmp::Reverse(neighbours[j].len()));
        prop_assert_eq!(found(Order::LargestFirst), greedy(&largest_first));
        // The one with fewest neighbours among the others comes last: so each column meets no more than `most` before it.
        let (mut left, mut most) = (natural, 0);
        while !left.is_empty() {
            let degree = |j: usize| neighbours[j].iter().filter(|k| left.contains(k)).count();
            let place = (0..left.len()).min_by_key(|&place| degree(left[place])).unwrap();
            most = most.max(degree(left[place]));
            left.remove(place);
        }
        prop_assert!(Colouring::of_columns(&pattern, Order::SmallestLast).count() <= most + 1);
    }

    /// No colouring is preferred to an earlier one that takes no more colours.
    #[test]
    fn the_first_of_the_colourings_with_fewest_colours_is_taken(pattern in symmetric()) {
        let fewest = |colour: &dyn Fn(Order) -> Colouring| ORDERS.map(colour).into_iter().min_by_key(Colouring::count).unwrap();
        let (columns, star) = (fewest(&|order| Colouring::of_columns(&pattern, order)), fewest(&|order| Colouring::star(&pattern, order).unwrap()));
        let of = |jacobian: Result<SparseJacobian<1>, _>| jacobian.unwrap().colouring().clone();
        prop_assert_eq!(of(SparseJacobian::new(pattern.clone())), columns);
        prop_assert_eq!(of(SparseJacobian::symmetric(pattern.clone())), star);
    }

    #[test]
    fn no_path_over_four_variables_has_two_colours(pattern in symmetric()) {
        let neighbours = |i: usize| pattern.row(i).iter().copied().filter(move |&j| j != i);
        for order in ORDERS {
            let colouring = Colouring::star(&pattern, order).unwrap();
            let colour = |i: usize| colouring.colours()[i];
            for b in 0..pattern.rows() {
                for c in neighbours(b) {
                    prop_assert_ne!(colour(b), colour(c), "{} and {}", b, c);
                    for a in neighbours(b).filter(|&a| a != c && colour(a) == colour(c)) {
                        for d in neighbours(c).filter(|&d| d != b && d != a) {
                            prop_assert_ne!(colour(d), colour(b), "{} {} {} {}", a, b, c, d);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_compressed_hessian_is_the_matrix(pattern in symmetric()) {
        // The gradient of x' A x / 2.
        let entry = |i: usize, j: usize| 1.0 + (i.min(j) * 31 + i.max(j)) as f64;
        let mut hessian = SparseJacobian::<2>::symmetric(pattern.clone()).unwrap();
        let mut values = vec![0.0; pattern.nonzeros()];
        let x = vec![1.0; pattern.rows()];
        hessian.evaluate(|x, g| pattern.entries().for_each(|(i, j)| g[i] += x[j] * entry(i, j)), &x, &mut values).unwrap();
        prop_assert!(pattern.entries().zip(&values).all(|((i, j), &value)| value == entry(i, j)));
    }

    #[test]
    fn an_entry_unlike_its_mirror_image_is_found(pattern in symmetric(), which in any::<prop::sample::Index>()) {
        let pairs: Vec<_> = pattern.entries().filter(|(i, j)| i != j).collect();
        let wrong = (!pairs.is_empty()).then(|| pairs[which.index(pairs.len())]);
        let entry = |i: usize, j: usize| 1.0 + (i.min(j) * 31 + i.max(j)) as f64 + if wrong == Some((i, j)) { 0.5 } else { 0.0 };
        let mut jacobian = SparseJacobian::<2>::symmetric(pattern.clone()).unwrap();
        let x = vec![1.0; pattern.rows()];
        let checked = jacobian.check(|x, g| pattern.entries().for_each(|(i, j)| g[i] += x[j] * entry(i, j)), &x);
        match (wrong, checked) {
            (None, checked) => prop_assert_eq!(checked, Ok(())),
            (Some((i, j)), Err(SparseError::Asymmetric { row, column, value, mirror })) => {
                prop_assert!([(i, j), (j, i)].contains(&(row, column)));
                prop_assert_eq!((value, mirror), (entry(row, column), entry(column, row)));
            }
            other => prop_assert!(false, "{:?}", other),
        }
    }
}
