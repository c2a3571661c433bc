//! The loop over the cases: draw, judge, shrink.

use core::mem::discriminant;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::judge::Verdict;
use super::random::Random;
use super::report::counted;
use super::tolerance::Precision;
use super::{Fault, Mismatch, Oracle, Point, Quantity, Report, Scalar, Tolerance};

/// Points tried on the way to the simplest one.
const SHRINKING_STEPS: u32 = 10_000;

/// Where a case looks.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Looks {
    /// At the point that is drawn.
    Drawn,
    /// And at a simpler one of the domain, such as 0 or 1: code branches on equality at points that are never drawn from an interval.
    SimplerToo,
}

/// Points left out for each one that is wanted, before a check gives up.
const SKIPS_PER_CASE: u64 = 100;

impl<S: Strategy> Oracle<S>
where
    S::Value: Point,
{
    pub(super) fn tolerance_or_default(&self) -> Tolerance {
        self.tolerance.unwrap_or_else(Tolerance::default_for::<<S::Value as Point>::Scalar>)
    }

    /// Judges case after case; a judge knows the seed of the case too.
    pub(super) fn run(
        &self,
        quantity: Quantity,
        tolerance: Option<Tolerance>,
        looks: Looks,
        judge: impl Fn(&S::Value, u64) -> Result<Verdict, Fault>,
    ) -> Result<Report, Mismatch> {
        let mut report = Report {
            quantity,
            cases: 0,
            skipped: 0,
            kinks: 0,
            kink: None,
            inconclusive: 0,
            worst: None,
            tolerance,
            seed: self.seed,
            compares: looks == Looks::Drawn,
        };
        let wanted = u64::from(self.cases);
        let mut compared = false;
        let config = Config { failure_persistence: None, ..Config::default() };
        for seed in (0..).map(|case| self.seed.wrapping_add(case)) {
            if report.cases == wanted {
                break;
            }
            // Of its own for each case: a runner counts what the domain rejects, and gives up at a limit.
            let mut runner = TestRunner::new_with_rng(config.clone(), rng(seed));
            let mut tree = self
                .domain
                .new_tree(&mut runner)
                .map_err(|reason| too_few(seed, report.cases, format!("the domain gives no point: {reason}")))?;
            let x = tree.current();
            if self.skips(&x) {
                report.skipped += 1;
                if report.skipped > SKIPS_PER_CASE * wanted {
                    let advice = if report.cases == 0 { "skip less" } else { "ask for fewer cases" };
                    let reason = format!("{} points were left out; narrow the domain, or {advice}", report.skipped);
                    return Err(too_few(seed, report.cases, reason));
                }
                continue;
            }
            let verdict = self.judged(&x, seed, &judge).and_then(|verdict| {
                if looks == Looks::SimplerToo {
                    stroll(&mut tree, x.coordinates().len(), &mut Random::new(seed));
                    self.judged(&tree.current(), seed, &judge)?;
                }
                Ok(verdict)
            });
            match verdict {
                Ok(verdict) => {
                    compared |= !matches!(verdict, Verdict::Empty);
                    report.count(&x, verdict);
                }
                Err(failure) => return Err(self.shrink(&mut tree, failure, seed, report.cases, &judge)),
            }
        }
        let nothing = nothing_shown(&report, compared);
        nothing.map_or(Ok(report), |reason| Err(too_few(self.seed, 0, reason)))
    }

    pub(super) fn skips(&self, x: &S::Value) -> bool {
        self.skip.iter().any(|skip| skip(x))
    }

    /// Judges a point that is not left out.
    fn judged(
        &self,
        x: &S::Value,
        seed: u64,
        judge: &impl Fn(&S::Value, u64) -> Result<Verdict, Fault>,
    ) -> Result<Verdict, Failure<S::Value>> {
        if self.skips(x) {
            return Ok(Verdict::Inconclusive);
        }
        match judge(x, seed) {
            Ok(Verdict::Wrong(fault, direction)) => Err(Failure { x: x.clone(), fault, direction }),
            Err(fault) => Err(Failure { x: x.clone(), fault, direction: None }),
            Ok(verdict) => Ok(verdict),
        }
    }

    /// Simplifies as long as the fault stays of its kind: a wrong number does not turn into a NaN or a panic on the way.
    fn shrink(
        &self,
        tree: &mut S::Tree,
        mut failure: Failure<S::Value>,
        seed: u64,
        passed: u64,
        judge: &impl Fn(&S::Value, u64) -> Result<Verdict, Fault>,
    ) -> Mismatch {
        let kind = failure.fault.kind();
        let mut moved = tree.simplify();
        for _ in 0..SHRINKING_STEPS {
            if !moved {
                break;
            }
            moved = match self.judged(&tree.current(), seed, judge) {
                Err(simpler) if simpler.fault.kind() == kind => {
                    failure = simpler;
                    tree.simplify()
                }
                _ => tree.complicate(),
            };
        }
        let Failure { x, fault, direction } = failure;
        Mismatch {
            point: x.coordinates(),
            direction,
            fault,
            passed,
            seed,
            precision: <S::Value as Point>::Scalar::PRECISION,
            drawn: self.drawn,
        }
    }
}

/// Why cases that all passed show nothing, if they do not.
fn nothing_shown(report: &Report, compared: bool) -> Option<String> {
    // One point against an exact derivative passes as a kink does, and so does an empty one: it is one of many in a property test of the user's own.
    let one_of_many = report.cases == 1 && report.compares;
    // Kinks that differences show may be rounding where the other cases are too uncertain to tell.
    let undecided = report.inconclusive + if report.compares { 0 } else { report.kinks };
    if report.cases == 0 {
        Some("no cases were asked for".into())
    } else if !compared && !one_of_many {
        Some(format!("the {} has no entry: the function has no variable, or no output", report.quantity))
    } else if undecided == report.cases && report.inconclusive > 0 && !one_of_many {
        let cases = counted(report.cases, "case");
        Some(format!("none of {cases} is conclusive: the derivative is too uncertain to tell, or NaN; choose another domain"))
    } else {
        None
    }
}

/// Walks to a simpler point of the domain, as shrinking would if one in four simpler points failed.
fn stroll(tree: &mut impl ValueTree, coordinates: usize, random: &mut Random) {
    let mut moved = tree.simplify();
    for _ in 0..random.below(8 * coordinates.max(1)) {
        if !moved {
            break;
        }
        moved = if random.below(4) == 0 { tree.simplify() } else { tree.complicate() };
    }
}

struct Failure<P> {
    x: P,
    fault: Fault,
    direction: Option<Vec<f64>>,
}

impl Fault {
    /// What shrinking preserves.
    fn kind(&self) -> impl PartialEq + use<> {
        let finite = if let Self::Entries { worst, .. } = self { worst.is_finite() } else { true };
        (discriminant(self), finite)
    }
}

impl Report {
    fn count(&mut self, x: &impl Point, verdict: Verdict) {
        self.cases += 1;
        match verdict {
            Verdict::Agrees(Some(entry)) if self.worst.as_ref().is_none_or(|(_, worst)| worst.relative < entry.relative) => {
                self.worst = Some((x.coordinates(), entry));
            }
            Verdict::Kink(kink) => {
                self.kinks += 1;
                self.kink.get_or_insert(kink);
            }
            Verdict::Inconclusive => self.inconclusive += 1,
            Verdict::Agrees(_) | Verdict::Empty | Verdict::Wrong(..) => {}
        }
    }
}

fn too_few(seed: u64, passed: u64, reason: String) -> Mismatch {
    Mismatch {
        point: Vec::new(),
        direction: None,
        fault: Fault::NoCases { reason },
        passed,
        seed,
        precision: Precision::Double,
        drawn: true,
    }
}

fn rng(seed: u64) -> TestRng {
    let mut random = Random::new(seed);
    let bytes: Vec<u8> = (0..4).flat_map(|_| random.bits().to_le_bytes()).collect();
    TestRng::from_seed(RngAlgorithm::ChaCha, &bytes)
}
