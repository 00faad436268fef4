//! The duty roster of the demo: three posts by day and night, with what goes wrong now and then.

use chrono::{Duration, NaiveDateTime};

use crate::store::Result;

use super::days::{at, plus, weekday};
use super::pen::DemoPen;
use super::row::DemoRow;
use super::world::{Person, Shift, World};

/// A post, and the people who take turns there.
const POSTS: [(&str, &str, &str); 3] = [
    ("Z01", "值班员", "甲乙丙丁"),
    ("Z02", "值班员", "戊己庚辛"),
    ("Z03", "看护员", "甲乙丙丁"),
];

/// What is written at a handover, now and then.
const HANDOVER_NOTES: [&str; 10] = [
    "快递柜第三格打不开，已贴纸条，请留意。",
    "巡视两遍无异常，北侧围栏灯有一盏不亮。",
    "有工程车一辆停在回车场，司机电话写在交接本上。",
    "对讲机电量不足，已放在充电座上。",
    "晚间来访三人，均已登记离开。",
    "下雨，地下车库排水泵试过一次，正常。",
    "钥匙 12 把齐全；体育馆钥匙由体育组借走。",
    "监控第 7 路画面发花，已报信息中心。",
    "家长会散场时门口拥堵约二十分钟，已疏导。",
    "应急手电两支已换电池。",
];

/// The slots of half a day before and after the running one.
const BEFORE: i64 = 120;
const AFTER: i64 = 28;

/// Writes the roster.
pub fn shifts(pen: &mut DemoPen<'_>, world: &mut World, days_back: i64) -> Result<()> {
    let mut rng = world.rng("duty_shift");
    let (mut rows, mut kept) = (Vec::new(), Vec::new());
    let running = running(world.time.now);
    for slot in -(days_back * 2).min(BEFORE)..=AFTER {
        for post in 0..POSTS.len() {
            for turn in turns(post, slot) {
                let row = shift(world, post, slot, running, &turn, &mut rng);
                if slot <= 0 {
                    kept.extend(row.as_ref().map(|(_, s)| (rows.len(), s.clone())));
                }
                rows.extend(row.map(|(r, _)| r));
            }
        }
    }
    let ids = pen.write("duty_shift", rows)?;
    for (place, shift) in kept {
        if let Some(id) = ids.get(place) {
            world.shifts.push(Shift { id: *id, ..shift });
        }
    }
    Ok(())
}

/// One turn at a post: which of its people, and in which state it is when it is not the usual one.
struct Turn {
    person: i64,
    state: Option<&'static str>,
}

/// Who stands in a slot. Slots count from the running one, which is 0.
fn turns(post: usize, slot: i64) -> Vec<Turn> {
    let usual = |state| Turn {
        person: slot,
        state,
    };
    let stand_in = || Turn {
        person: slot + 2,
        state: None,
    };
    match (post, slot) {
        // Nobody has been found for this one yet.
        (1, 3) => Vec::new(),
        (0, -14 | 6) | (2, -33) => vec![usual(Some("swapped")), stand_in()],
        (1, -9) | (2, -41) => vec![usual(Some("missed")), stand_in()],
        // Relieved, but neither of the two has written it down.
        (2, -1) => vec![usual(Some("on_duty"))],
        _ => vec![usual(None)],
    }
}

/// When the shift began that is running now.
fn running(now: NaiveDateTime) -> NaiveDateTime {
    let mut start = at(now.date(), 480);
    while start > now {
        start -= Duration::hours(12);
    }
    if start + Duration::hours(12) <= now {
        start += Duration::hours(12);
    }
    start
}

fn guard(world: &World, post: usize, turn: i64) -> Option<&Person> {
    let (_, role, letters) = POSTS[post];
    let letter = letters
        .chars()
        .nth(usize::try_from(turn.rem_euclid(4)).unwrap_or(0))?;
    world.person(&format!("{role}{letter}"))
}

fn shift(
    world: &World,
    post: usize,
    slot: i64,
    running: NaiveDateTime,
    turn: &Turn,
    rng: &mut super::rng::Rng,
) -> Option<(DemoRow, Shift)> {
    let from = running + Duration::hours(12 * slot);
    let to = from + Duration::hours(12);
    let day = from.format("%H").to_string() == "08";
    let person = guard(world, post, turn.person)?;
    let relief = guard(world, post, slot + 1)?;
    let state = turn.state.unwrap_or(match slot {
        ..0 => "handed_over",
        0 => "on_duty",
        _ => "planned",
    });
    let leader = if post == 2 {
        "安全员乙"
    } else {
        "保卫科长"
    };
    // The roster of a week is made on the Thursday before.
    let week = plus(from.date(), 1 - weekday(from.date()));
    let entered = at(plus(week, -4), 920).min(world.time.now - Duration::minutes(50));
    let mut row = DemoRow::new("duty_shift", entered, "综治干事甲")
        .state(state)
        .link("site", world.place(POSTS[post].0))
        .text("slot", if day { "day" } else { "night" })
        .moment("start_at", from)
        .moment("end_at", to)
        .link("person", person.id)
        .text("phone", &person.phone)
        .text("pager", &person.pager)
        .link("leader", world.who(leader));
    if matches!(state, "handed_over" | "on_duty") {
        row = row.moment("signed_in_at", from - rng.minutes(3, 12));
    }
    if state == "handed_over" {
        let out = world.time.not_after_now(to + rng.minutes(0, 7));
        row = row
            .moment("signed_out_at", out)
            .link("handed_to", relief.id);
        if rng.chance(22) {
            row = row.text("handover_note", *rng.pick(&HANDOVER_NOTES));
        }
    }
    row = match state {
        "swapped" => row
            .link("swap_approved_by", world.who("综治干事甲"))
            .text("note", "家中有事，与同组调班"),
        "missed" => row.text("note", "十分钟内未到岗，由同组顶班"),
        _ => row,
    };
    let shift = Shift {
        id: 0,
        person: person.id,
        from,
        to,
    };
    Some((row, shift))
}
