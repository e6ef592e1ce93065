//! Refused by the disk: full, over quota, or broken, once or from then on.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::machine::{Figures, GRADES, Machine, SESSION, long, look, on_machines};
use crate::traced::{Point, calls, can_trace, chosen, happens};

const FAULTS: [(&str, bool); 6] =
    [("ENOSPC", false), ("EIO", false), ("EDQUOT", false), ("ENOSPC", true), ("EIO", true), ("EDQUOT", true)];

#[test]
fn a_disk_that_refuses_any_call_costs_no_acknowledged_grade_and_is_named() {
    if !can_trace() {
        return;
    }
    let machine = Machine::new();
    let points = chosen(calls(&machine, &SESSION), 40, 7);
    let all: Vec<(Point, (&str, bool))> = points
        .into_iter()
        .zip(FAULTS.iter().cycle())
        .flat_map(|(point, one)| {
            let faults = if long() { FAULTS.to_vec() } else { vec![*one] };
            faults.into_iter().map(move |fault| (point.clone(), fault))
        })
        .collect();
    let (figures, seen) = (Figures::default(), AtomicUsize::new(0));
    on_machines(&all, |machine, (point, (fault, for_ever))| {
        machine.clear();
        let status = happens(machine, &SESSION, &format!("error={fault}"), point, *for_ever);
        let named = || format!("{fault} at {point:?}, for ever {for_ever}: {status}\n{}", machine.shown("err"));
        let (acknowledged, left) = (machine.acknowledged(), look(&machine.store()));
        figures.count(acknowledged, &left, &named);
        match status.code() {
            Some(0) => assert_eq!((acknowledged, left.graded), (GRADES, GRADES), "all is done: {}", named()),
            // Where the streams themselves are refused, nothing can be said.
            Some(1) if point.call == "write" => {}
            Some(1) => {
                seen.fetch_add(1, Ordering::Relaxed);
                let err = machine.shown("err");
                assert!(err.contains("error: ") && err.contains("hint: "), "{}", named());
            }
            _ => panic!("neither done nor failed: {}", named()),
        }
    });
    figures.sound("calls refused by the disk");
    println!("of these the learner was told of {}; the others cost nothing", seen.load(Ordering::Relaxed));
}
