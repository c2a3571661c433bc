//! Random programs: how they are written, evaluated and shrunk.

use dual_numbers::oracle::{boxed, programs};
use dual_numbers::{Dual, gradient};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestError, TestRunner};

#[test]
fn programs_shrink_to_the_smallest_tree() {
    // A tool that does not know tanh.
    let mut runner = TestRunner::deterministic();
    let outcome = runner.run(&programs().operations(20), |program| {
        if program.to_string().contains("tanh") { Err(TestCaseError::fail("no tanh")) } else { Ok(()) }
    });
    let Err(TestError::Fail(_, program)) = outcome else { panic!("{outcome:?}") };
    assert!(["x0.tanh()", "x0.atanh()"].contains(&program.to_string().as_str()), "{program}");
    assert_eq!(program.operations(), 1);
    // In a tuple each part shrinks in its turn.
    let outcome = runner.run(&(programs(), boxed([(-3.0, 3.0); 2])), |(program, x)| {
        let (_, g) = gradient(|x: [Dual<f64, 2>; 2]| program.eval(&x), x);
        if g[1] != 0.0 && x[0] > 0.5 { Err(TestCaseError::fail("")) } else { Ok(()) }
    });
    let Err(TestError::Fail(_, (program, x))) = outcome else { panic!("{outcome:?}") };
    assert_eq!((program.to_string().as_str(), x), ("x1", [1.0, 0.0]));
}

#[test]
fn programs_are_written_as_rust_writes_them() {
    type Function = fn(f64, f64) -> f64;
    let table: [(&str, Function); 10] = [
        ("(x0 + x1)", |x, y| x + y),
        ("(x0 - x1)", |x, y| x - y),
        ("(x0 * x1)", |x, y| x * y),
        ("(x0 / x1)", |x, y| x / y),
        ("(x0 % x1)", |x, y| x % y),
        ("(-x0)", |x, _| -x),
        ("x0.powi(-3)", |x, _| x.powi(-3)),
        ("x0.atan2(x1)", f64::atan2),
        ("x1.sinh()", |_, y| y.sinh()),
        ("(-1.0_f64).atan()", |_, _| (-1.0_f64).atan()),
    ];
    let (mut runner, mut seen) = (TestRunner::deterministic(), [false; 10]);
    for _ in 0..20_000 {
        let program = programs().operations(1).new_tree(&mut runner).unwrap().current();
        if let Some(k) = table.iter().position(|(text, _)| *text == program.to_string()) {
            seen[k] = true;
            assert_eq!(program.eval(&[7.5, 2.25]), table[k].1(7.5, 2.25), "{program}");
        }
    }
    assert_eq!(seen, [true; 10]);
}

#[test]
fn smooth_programs_have_no_kinks_and_those_without_variables_none() {
    let mut runner = TestRunner::deterministic();
    let rough = ["abs", "signum", "floor", "ceil", "round", "trunc", "fract", " % ", "euclid", "max", "min", "copysign", "clamp"];
    let (mut drawn, mut all) = (String::new(), String::new());
    for _ in 0..2000 {
        drawn += &programs().smooth().new_tree(&mut runner).unwrap().current().to_string();
        all += &programs().new_tree(&mut runner).unwrap().current().to_string();
    }
    for name in rough {
        assert!(!drawn.contains(name) && all.contains(name), "{name}");
    }
    let Err(TestError::Fail(_, constant)) = runner.run(&programs().variables(0), |_| Err(TestCaseError::fail(""))) else { panic!() };
    assert_eq!((constant.to_string().as_str(), constant.eval::<f64>(&[])), ("1.0", 1.0));
}

#[test]
#[should_panic(expected = "the program has 2 variables, but the point 1 coordinate")]
fn a_program_needs_its_variables() {
    programs().new_tree(&mut TestRunner::deterministic()).unwrap().current().eval(&[1.0]);
}
